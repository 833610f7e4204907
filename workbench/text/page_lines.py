"""The lines of a pasted page, and what can be told of each by itself: stops, dates, bylines, buttons, heads of boxes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto

import regex

from workbench.model import Role
from workbench.text.language_data import StructureData, line_key

LONG = 25
"""Words from which a line is surely a paragraph of the article."""
PARAGRAPH = 15
"""Words from which a line that ends in a full stop is one."""
SENTENCE = 5
"""Words from which a line that ends in a full stop is a sentence."""
SHORT = 12
"""A heading, date line or byline is at most so long."""
HEAD = 400
"""Code points, and words, by which a line is told apart: a line of megabytes is no title."""

_EDGES = "\u200e\u200f\ufeff\u00a0 \t"
_LINE_END = regex.compile(r"[\n\x85\u2028\u2029]")
_MONTH = r"\p{L}{1,15}\.?(?:(?:\s?/\s?|\s)\p{L}{1,15})?"
_DATE = regex.compile(
    rf"(?:\p{{Nd}}{{1,2}}[\s،,/-]{{1,4}}(?:{_MONTH}|\p{{Nd}}{{1,2}})[\s،,/-]{{1,4}}\p{{Nd}}{{4}}"
    r"|\p{Nd}{4}[-/]\p{Nd}{1,2}[-/]\p{Nd}{1,2}|\p{L}{1,15}\.?\s{1,4}\p{Nd}{1,2},\s{1,4}\p{Nd}{4})"
)
"""Every repeat is bounded: an open one takes quadratic time on a line that is one long word."""
_CLOCK = regex.compile(r"\p{Nd}{1,2}[:.]\p{Nd}{2}")
_STOP = regex.compile(r"[.!؟?…:،؛,;][\"”»’)\]]*$")
_FULL_STOP = regex.compile(r"[.!؟?][\"”»’)\]]*$")
_PERIOD = regex.compile(r"[.!][\"”»’)\]]*$")
_TRUNCATED = regex.compile(r"(?:…|\.{2,3})$")
_ITEM = regex.compile(r"(?:[-–—•*▪●‣·]|\(?\p{Nd}{1,3}[.)-])\s")
_COUNT = regex.compile(r"^\(?\p{Nd}+\)?\s*|\s*\(?\p{Nd}+\)?$")
_NAME = regex.compile(r"[\p{L}\p{M}ـ.'’-]+(?: [\p{L}\p{M}ـ.'’-]+){0,3}")
_HYPHEN = regex.compile(r"\s?[-–—]\s?")
_LIST = regex.compile(r"list of \p{Nd}+ items?")
_COLON = regex.compile(r"[:|]")
_TAIL = 40
"""The end of a line is looked for stops in so many code points."""


class Kind(Enum):
    """What a line is by its words alone."""

    TEXT = auto()
    BUTTON = auto()
    LABEL = auto()
    BOX = auto()
    BOX_WORD = auto()
    BOX_END = auto()
    LINK = auto()
    TAGS = auto()
    TAG_LINE = auto()
    COMMENTS = auto()
    FURNITURE = auto()


@dataclass(slots=True)
class Line:
    """A line with text while its role is being found; ``blank`` says that an empty line stands before it.

    ``date`` says when something was written, ``byline`` whose work it is; a ``signature`` does so above or below the text
    only.
    """

    start: int
    text_start: int
    text: str
    words: int
    key: str
    blank: bool
    kind: Kind = Kind.TEXT
    role: Role | None = None
    stopped: bool = False
    full_stop: bool = False
    period: bool = False
    truncated: bool = False
    date: bool = False
    byline: bool = False
    signature: bool = False
    dateline: int = 0

    @property
    def head(self) -> str:
        """The beginning of the text, all of it but for a line of uncommon length."""
        return self.text[:HEAD]

    @property
    def paragraph(self) -> bool:
        """Whether this is a paragraph of an article: a long line, or a shorter one with a full stop."""
        if self.kind is not Kind.TEXT:
            return False
        return self.words >= LONG or (self.words >= PARAGRAPH and self.full_stop and not self.truncated)

    @property
    def sentence(self) -> bool:
        """Whether this is at least a sentence."""
        if self.kind is not Kind.TEXT:
            return False
        return self.words >= LONG or (self.words >= SENTENCE and self.period and not self.truncated)

    @property
    def item(self) -> bool:
        """Whether this is an item of a list."""
        return _ITEM.match(self.text) is not None


def split_lines(text: str, data: StructureData, went: Callable[[int], None] = lambda _at: None) -> list[Line]:
    """Return the lines that hold text. LF, NEL, LS and PS end a line; CR has become LF on the way into the store.

    ``went`` is told behind each line how far it is.
    """
    out: list[Line] = []
    at = 0
    blank = False
    for raw in _LINE_END.split(text):
        left = raw.lstrip().lstrip(_EDGES)
        bare = left.rstrip().rstrip(_EDGES)
        if bare:
            tail = bare[-_TAIL:]
            line = Line(at, at + len(raw) - len(left), bare, len(bare.split(None, HEAD)), line_key(bare[:HEAD]), blank)
            line.stopped = _STOP.search(tail) is not None
            line.full_stop = _FULL_STOP.search(tail) is not None
            line.period = _PERIOD.search(tail) is not None
            line.truncated = _TRUNCATED.search(tail) is not None
            line.kind = _kind(line, data)
            line.date = _date(line, data)
            line.byline = _byline(line, data)
            line.signature = line.byline or _signature(line, data)
            out.append(line)
        blank = not bare
        at += len(raw) + 1
        went(at)
    return out


def _kind(line: Line, data: StructureData) -> Kind:
    if "©" in line.text[:20]:
        return Kind.FURNITURE
    if line.words > PARAGRAPH + SENTENCE:
        return Kind.TEXT
    counted = _COUNT.sub("", line.text) if line.words <= 6 else line.head
    bare = line.key if counted == line.head else line_key(counted)
    for names, kind in (
        (data.box_ends, Kind.BOX_END),
        (data.comments, Kind.COMMENTS),
        (data.tags, Kind.TAGS),
        (data.buttons, Kind.BUTTON),
        (data.labels, Kind.LABEL),
        (data.box_heads, Kind.BOX_WORD),
    ):
        if bare in names:
            return kind
    if bare in data.counted_comments and bare != line.key:
        return Kind.COMMENTS
    head, *rest = _COLON.split(line.head, maxsplit=1)
    if rest and rest[0].strip():
        name = line_key(head)
        if name in data.tags:
            return Kind.TAG_LINE
        if name and ((name in data.box_heads and not line.period) or begins(name, data.boxes) == name):
            return Kind.LINK
    if line.words <= 6 and begins(line.key, data.boxes):
        return Kind.BOX
    if _LIST.fullmatch(line.key) or (line.words <= PARAGRAPH and begins(line.key, data.furniture)):
        return Kind.FURNITURE
    return Kind.TEXT


def begins(key: str, phrases: Mapping[str, tuple[str, ...]]) -> str:
    """Return the phrase a key begins with, '' for none."""
    able = phrases.get(key.split(" ", 1)[0], ())
    return next((p for p in able if key == p or key.startswith(p + " ")), "")


def _date(line: Line, data: StructureData) -> bool:
    """Whether a line says when something was written, and not much else."""
    if line.words > PARAGRAPH or line.kind is not Kind.TEXT:
        return False
    said = begins(line.key, data.dates) and not line.full_stop and any(c.isdigit() for c in line.key)
    if said or _relative(line, data):
        return True
    if line.words > SHORT:
        return False
    found = _DATE.search(line.head)
    if found is None:
        clock = _CLOCK.search(line.head)
        return clock is not None and line.words <= 5 and not line.full_stop
    rest = len((line.head[: found.start()] + " " + line.head[found.end() :]).split())
    return rest <= 8 and not line.full_stop


def _relative(line: Line, data: StructureData) -> bool:
    """Whether this is "3 hours ago" or "منذ ساعتين"."""
    if line.words > 4 or line.stopped:
        return False
    return line.words > 1 and (bool(begins(line.key, data.dates)) or line.key.endswith(data.date_ends))


def _byline(line: Line, data: StructureData) -> bool:
    """Whether a line says whose work something is, wherever it stands."""
    if line.words > SHORT or line.kind is not Kind.TEXT:
        return False
    head, mark, rest = line.head.partition(":")
    if not mark:
        head, mark, rest = line.head.partition("/")
    if mark and rest.strip() and line_key(head) in data.bylines:
        return True
    return line.words <= 6 and not line.stopped and bool(begins(line.key, data.credits))


def _signature(line: Line, data: StructureData) -> bool:
    """Whether a line does so when it stands above or below the text: less is asked of it there."""
    if line.kind is not Kind.TEXT or (line.stopped and not line.text.endswith(":")) or line.words > 9:
        return False
    start = begins(line.key, data.byline_starts)
    if start and start != line.key and line.words - len(start.split()) <= 7:
        name = line.head.split()[len(start.split())]
        return name[:1].isupper() or not (name[:1].islower() or name[:1].isascii())
    if (" " + line.key).endswith(data.byline_ends):
        return True
    return 1 < line.words <= 6 and _place_and_name(line.head, data)


def _place_and_name(text: str, data: StructureData) -> bool:
    """Whether this is a place and a name: ``القاهرة – أحمد علي``, ``دمشق-سانا``."""
    place, mark, name = text.rstrip(":").partition(":")
    if not mark:
        found = _HYPHEN.search(text)
        if found is None:
            return False
        place, name = text[: found.start()], text[found.end() :].rstrip(":")
    return (
        line_key(place) in data.places
        and line_key(name) not in data.places
        and _NAME.fullmatch(name.strip()) is not None
    )


def is_name(line: Line, language: str) -> bool:
    """Whether a line can be a person's name: two to four words, in English each with a capital."""
    if not 2 <= line.words <= 4 or line.stopped or _NAME.fullmatch(line.head) is None:
        return False
    return language != "en" or all(w[0].isupper() for w in line.text.split())

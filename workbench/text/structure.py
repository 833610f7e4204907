"""What each line of a pasted article is.

Nothing is ever dropped: a role only decides what is translated by default. The rules look at repetition (a title stands
again and again), at breadcrumbs, at the fixed phrases that open boxes of links (``data/*.toml``) and at length: body
paragraphs are long, furniture is short.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import regex

from workbench.model import Block, Role
from workbench.text.language_data import LanguageData, language_data, line_key

LONG = 25
"""Words from which a line is surely a paragraph of the article."""
PARAGRAPH = 15
"""Words from which a line may be one."""
HEAD_LINES = 6
"""A breadcrumb stands in the first lines."""
TITLE_WORDS = 30
SHORT = 12
"""A heading, date line or boilerplate is at most so long."""
MENU_LINES = 8
"""More short lines than this before the body are a page's menu."""

_SEPARATOR = regex.compile(r"\s[/›»>|]\s")
_DATE = regex.compile(
    r"(?:\p{Nd}{1,2}[\s،,/-]{1,4}(?:\p{L}{1,15}|\p{Nd}{1,2})[\s،,/-]{1,4}\p{Nd}{4}"
    r"|\p{Nd}{4}[-/]\p{Nd}{1,2}[-/]\p{Nd}{1,2}|\p{L}{1,15}\s{1,4}\p{Nd}{1,2},\s{1,4}\p{Nd}{4})"
)
"""Every repeat is bounded: an open one takes quadratic time on a line that is one long word."""
_ARABIC_DATELINE = regex.compile(
    r"(?:\([^)\n]{2,20}\)|[\p{L}\p{M}ـ.،]{2,20}(?:\s[\p{L}\p{M}ـ.،]{2,15}){0,3})"
    r"(?:\s?\([^)\n]{2,20}\))?\s?(?:--|[-–—])[\s\u00a0]+(?=\S)"
)
_ENGLISH_DATELINE = regex.compile(
    r"\p{Lu}[\p{L}.'-]+(?:[ ,]+\p{Lu}[\p{L}.'-]+){0,4}(?:,? \p{Lu}\p{L}{2,}\.? \p{Nd}{1,2})?"
    r"(?:\s?\([^)\n]{2,20}\))?\s?(?:--|[-–—])\s+(?=\S)"
)
_STOP = regex.compile(r"[.!؟?…:،؛,;][\"”»’)\]]*$")
_FULL_STOP = regex.compile(r"[.!؟?][\"”»’)\]]*$")
_LIST_ITEM = regex.compile(r"(?:[-–—•*▪●‣·]|\p{Nd}{1,3}[.)-])\s")
_TRUNCATED = regex.compile(r"(?:…|\.{3})$")


@dataclass(slots=True)
class _Line:
    """A line with text while its role is being found."""

    start: int
    end: int
    text: str
    words: int
    key: str
    role: Role | None = None
    dateline: int = field(default=0)


def label_blocks(text: str, language: str) -> list[Block]:
    """Return the blocks of an article with their roles; they tile ``text``.

    A block is a line with its newline and the blank lines behind it; blank lines at the very beginning belong to the
    first block. A text of white space only is one body block, an empty one has none.
    """
    data = language_data(language)
    lines = _lines(text)
    if not lines:
        return [Block(0, 0, len(text), Role.BODY)] if text else []
    body = [i for i, line in enumerate(lines) if line.words >= LONG]
    first = body[0] if body else _first_paragraph(lines)
    last = max((i for i, line in enumerate(lines) if _body_like(line)), default=len(lines) - 1)
    crumbs = _breadcrumbs(lines, data)
    _titles(lines, first, crumbs, data)
    _roles(lines, first, last, crumbs, data)
    _dateline(lines, data)
    starts = [0, *[line.start for line in lines[1:]]]
    ends = [*starts[1:], len(text)]
    return [
        Block(n, start, end, line.role or Role.BODY, line.dateline + (line.start - start if line.dateline else 0))
        for n, (line, start, end) in enumerate(zip(lines, starts, ends, strict=True))
    ]


def _lines(text: str) -> list[_Line]:
    out = []
    at = 0
    for raw in text.split("\n"):
        bare = raw.strip().strip("\u200e\u200f\ufeff\u00a0 \t")
        if bare:
            head = bare[:400]
            # A line is told apart by its beginning; a line of megabytes is no title.
            out.append(_Line(at, at + len(raw), bare, len(bare.split(None, 400)), line_key(head)))
        at += len(raw) + 1
    return out


def _body_like(line: _Line) -> bool:
    """Whether a line can be the last paragraph: a long one, or a shorter one that ends in a full stop."""
    if line.words >= LONG:
        return True
    return line.words >= PARAGRAPH and bool(_FULL_STOP.search(line.text)) and not _TRUNCATED.search(line.text)


def _first_paragraph(lines: list[_Line]) -> int:
    """Without a long line the first one that ends in a stop begins the body."""
    return next((i for i, line in enumerate(lines) if _FULL_STOP.search(line.text) and line.words > 3), len(lines))


def _breadcrumbs(lines: list[_Line], data: LanguageData) -> set[str]:
    """Label breadcrumb lines and return the keys of their parts."""
    crumbs: set[str] = set()
    for line in lines[:HEAD_LINES]:
        parts = _SEPARATOR.split(line.text)
        home = line_key(parts[0]) in data.home
        if len(parts) > 1 and (home or len(parts) > 2) and not line.text.endswith("."):
            line.role = Role.BREADCRUMB
            crumbs |= {line_key(p) for p in parts}
    return crumbs


def _titles(lines: list[_Line], first: int, crumbs: set[str], data: LanguageData) -> None:
    """Label the title and its repeats."""
    count = Counter(line.key for line in lines)
    head = [line for line in lines[: first + 1] if line.role is None and line.words <= TITLE_WORDS]
    head = [line for line in head if not _boilerplate(line, data) and not _byline(line, data)]
    if not head:
        return
    sure = [line for line in head if line.words >= 3 and (count[line.key] > 1 or line.key in crumbs)]
    title = sure[0] if sure else _likely_title(head, lines, first)
    if title is None:
        return
    title.role = Role.TITLE
    for line in lines:
        if line is not title and line.role is None and line.key == title.key:
            line.role = Role.TITLE_REPEAT


def _likely_title(head: list[_Line], lines: list[_Line], first: int) -> _Line | None:
    """Return the first line that can be a title; behind a menu the last before the body."""
    able = [line for line in head if line.words >= 3 and not (line.words <= SHORT and _DATE.search(line.text))]
    able = [line for line in able if line is not (lines[first] if first < len(lines) else None)]
    if not able:
        return None
    if sum(line.words < PARAGRAPH for line in lines[:first]) > MENU_LINES:
        return next((line for line in reversed(able) if line.words >= 4), able[0])
    return able[0]


def _roles(lines: list[_Line], first: int, last: int, crumbs: set[str], data: LanguageData) -> None:
    """Label the rest, in order: a box of links goes on until a paragraph comes."""
    box = False
    for i, line in enumerate(lines):
        if line.role is not None:
            continue
        if line.words <= 6 and _boilerplate(line, data):
            box = box or line.key not in data.buttons
            line.role = Role.BOILERPLATE
        elif line.words <= 3 and line.key in crumbs:
            line.role = Role.CATEGORY
        elif box and not _paragraph(line, data):
            line.role = Role.RELATED
        else:
            box = False
            line.role = _plain_role(lines, i, first, last, data)


def _paragraph(line: _Line, data: LanguageData) -> bool:
    """Whether a line ends a box of links: a teaser is short, a headline without a stop, or cut off with dots."""
    if _TRUNCATED.search(line.text):
        return False
    return _body_like(line) or (line.words >= PARAGRAPH and _dateline_length(line.text, data) > 0)


def _plain_role(lines: list[_Line], i: int, first: int, last: int, data: LanguageData) -> Role:
    line = lines[i]
    if _byline(line, data) and line.words <= SHORT:
        return Role.BYLINE
    if line.words <= SHORT and i <= first and _DATE.search(line.text) and not _FULL_STOP.search(line.text):
        return Role.DATE
    stopped = _STOP.search(line.text) is not None
    followed = i < last and i + 1 < len(lines) and lines[i + 1].words >= PARAGRAPH
    if line.words <= SHORT and followed and (not stopped or line.text.endswith(("؟", "?", ":"))):
        return Role.HEADING
    if i > last and line.words < LONG and not _FULL_STOP.search(line.text) and not _LIST_ITEM.match(line.text):
        return Role.TRAILING
    if i < first and line.words < PARAGRAPH and not stopped:
        return Role.LEAD
    return Role.BODY


def _boilerplate(line: _Line, data: LanguageData) -> bool:
    """Whether a line is a button, or begins like the head of a box of links."""
    if line.key in data.buttons or line.key in data.box_heads:
        return True
    return any(line.key == p or line.key.startswith(p + " ") for p in data.boilerplate)


def _byline(line: _Line, data: LanguageData) -> bool:
    head, mark, rest = line.text.partition(":")
    if mark and rest.strip():
        return head.strip().casefold() in {b.casefold() for b in data.bylines}
    if data.language == "en" and line.words <= 6:
        return line.text.startswith("By ") and line.text[3:4].isupper() and not _STOP.search(line.text)
    return False


def _dateline_length(text: str, data: LanguageData) -> int:
    found = (_ARABIC_DATELINE if data.language == "ar" else _ENGLISH_DATELINE).match(text)
    return found.end() if found else 0


def _dateline(lines: list[_Line], data: LanguageData) -> None:
    """Mark the dateline of the first body paragraph."""
    for line in lines:
        if line.role is Role.BODY and line.words >= PARAGRAPH:
            line.dateline = _dateline_length(line.text, data)
            return

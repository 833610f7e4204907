"""Where a sentence may end: a sign with what stands around it, and the vetoes both languages share."""

from __future__ import annotations

import re
from dataclasses import dataclass

import regex

from workbench.text.language_data import LanguageData
from workbench.text.quotes import Pair, Pairs

CLOSERS = frozenset("\"'”’»›)]}＂")
OPENERS = frozenset("“‘«‹([{\"'")
CONTROLS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
INVISIBLE = re.compile(r"[\u0640\u064b-\u0652\u200c-\u200f\u202a-\u202e\u2066-\u2069\u061c]")
REACH = 60
"""How far a token is looked for on either side, in code points: longer ones are no abbreviation."""
LIST_MARK_REACH = 12
"""A list mark stands at most so many code points behind the sentence before it."""
DOTTED = regex.compile(r"(?:\p{L}{1,2}\.)+\p{L}{1,2}")
NO_NAME = regex.compile(r"[^.@_/\\\\]+")
"""A token that is no address, path or abbreviation."""
_CLOSERS_OF_WORDS = frozenset('"”»)')
_TAIL = re.compile(rf"([{re.escape(''.join(sorted(CLOSERS | CONTROLS)))}]*+)[^\S\n]*+")
_AFTER = re.compile(rf"[{re.escape(''.join(sorted(OPENERS | CONTROLS)))}]{{0,10}}+(\S{{0,{REACH}}})")
_TOKEN_EDGES = frozenset('([{«“"')
_LIST_MARK = regex.compile(r"(?:\p{Nd}{1,3}|\p{L}|[ivxIVX]{1,4})")


@dataclass(frozen=True, slots=True)
class Stop:
    """A candidate: ``mark`` stands at ``start``; closers up to ``closed``; white space up to ``end``."""

    text: str
    start: int
    mark: str
    closed: int
    end: int
    last: int
    """Where the sentence began."""

    @property
    def closers(self) -> str:
        """The closing marks behind the mark."""
        return "".join(c for c in self.text[self.start + len(self.mark) : self.closed] if c not in CONTROLS)

    @property
    def ellipsis(self) -> bool:
        """Whether the mark is an ellipsis."""
        return self.mark[0] == "…" or (len(self.mark) > 1 and set(self.mark) <= {".", " ", "\u00a0"})

    @property
    def before(self) -> str:
        """The token in front of the mark, without marks and controls."""
        return visible(self.text[self._token_start(self.start) : self.start])

    @property
    def before_that(self) -> str:
        """The token in front of that one."""
        at = self._token_start(self.start)
        while at > self.last and self.text[at - 1].isspace():
            at -= 1
        return visible(self.text[self._token_start(at) : at])

    @property
    def word_in_front(self) -> tuple[str, bool]:
        """The token in front of the mark and of marks that close there, and whether there are such."""
        at = self.start
        while at > self.last and (self.text[at - 1] in _CLOSERS_OF_WORDS or self.text[at - 1] in CONTROLS):
            at -= 1
        closed = any(c in _CLOSERS_OF_WORDS for c in self.text[at : self.start])
        return visible(self.text[self._token_start(at) : at]), closed

    @property
    def after(self) -> str:
        """The word behind, without opening marks."""
        found = _AFTER.match(self.text, self.end)
        return visible(found[1]) if found else ""

    def _token_start(self, at: int) -> int:
        low = max(self.last, at - REACH)
        text = self.text
        while at > low and not ((c := text[at - 1]).isspace() or c in _TOKEN_EDGES):
            at -= 1
        return at


def visible(word: str) -> str:
    """Return a word without tatweel, harakat and controls."""
    return word if word.isalnum() and "ـ" not in word else INVISIBLE.sub("", word)


def stop_at(text: str, start: int, mark: str, last: int) -> Stop | None:
    """Return the candidate, None where the text or line ends or nothing can end."""
    tail = _TAIL.match(text, start + len(mark))
    if tail is None or tail.end() >= len(text) or text[tail.end()] == "\n":
        return None
    return Stop(text, start, mark, tail.end(1), tail.end(), last)


def inside(stop: Stop, data: LanguageData, pairs: Pairs) -> bool:
    """Vetoes B and Q: a bracket that goes on; a quotation that goes on with too few words on either side.

    A quotation that holds whole sentences needs fewer.
    """
    pair = pairs.around(stop.start, stop.end)
    if pair is None:
        return False
    if pair.bracket:
        return True
    before = len(stop.text[max(pair.start, stop.last) : stop.start].split())
    behind = len(stop.text[stop.end : pair.end].split())
    least = data.whole_quoted_words if _whole(stop.text, pair) else data.quoted_words
    return before < least or behind < least


def _whole(text: str, pair: Pair) -> bool:
    """Whether a quotation holds whole sentences: it ends in a stop, and no sentence around it goes on behind it."""
    inner = pair.end
    while inner > pair.start and (text[inner - 1] in CLOSERS or text[inner - 1] in CONTROLS):
        inner -= 1
    if text[inner - 1] not in ".!?؟…۔":
        return False
    at = pair.end + 1
    while at < len(text) and (text[at] in CLOSERS or text[at] in CONTROLS or text[at] in " \u00a0"):
        at += 1
    if at >= len(text) or text[at] == "\n":
        return True
    if text[at].islower() or text[at] in ",;:،؛-–—":
        return False
    return text[inner - 1] in ".…۔" or text[at] != "و"


def list_mark(stop: Stop) -> bool:
    """Veto L: so far there is only a list mark."""
    if stop.start - stop.last > LIST_MARK_REACH:
        return False
    return _LIST_MARK.fullmatch(stop.text[stop.last : stop.start].strip()) is not None


def is_lower(word: str) -> bool:
    """Whether a word begins with a small letter."""
    return word[:1].islower()


def has_digit(word: str) -> bool:
    """Whether a digit stands in a word."""
    return any(c.isdigit() for c in word)

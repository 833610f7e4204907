"""Quotation marks paired by where they stand: which open, which close, which have no partner, which pairs are of two kinds.

Where a mark stands decides before what it is: Arabic text is often typed with the curly marks turned around (``”نعم“``), and
a straight mark says nothing by itself. Only double marks are followed closely; single ones are apostrophes as a rule, and
count only where both ends are clear.

Here the marks themselves are looked at, and those that are wrong. :mod:`workbench.text.quotes` pairs marks and brackets of a
good text for who cuts it: it passes over what has no partner.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

CLOSERS = {'"': '"', "“": "”", "«": "»"}
"""The kinds, by the mark that opens, and what closes each."""
_KINDS = {'"': '"', "“": "“", "”": "“", "„": "“", "‟": "“", "«": "«", "»": "«"}
_MARKS = regex.compile(r"[\"“”„‟«»]")
_HIDDEN = r"\u200b-\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff"
VISIBLE = regex.compile(rf"[^\s{_HIDDEN}]")
"""A character that is seen."""
_BEHIND_START = regex.compile(
    rf"(?:^|[\s(\[{{<>/=\-\u2010-\u2015،:ـ'‘\"“„«]|(?<![\p{{L}}\p{{M}}])[وفبلك]{{1,2}}(?:ال)?|(?<![\p{{L}}\p{{M}}])ال)[{_HIDDEN}]*$"
)
_BEFORE_WORD = regex.compile(r"(?:\.\.|\.\p{L})|[^\s.,;:!?)\]}،؛؟”»]")
_BEFORE_END = regex.compile(rf"[{_HIDDEN}]*(?:$|[\s.,;:!?…)\]}}<>/\-\u2010-\u2015،؛؟\"”»'’])")
_LEFT_OUT = r"(?!(?i:\d0s\b|n['’]|(?:em|til|twas)\b))"
"""Not before what English shortens at its beginning: the '90s, rock 'n' roll."""
_SINGLE = regex.compile(
    r"(?<![\p{L}\p{N}’'])"
    rf"(?:‘(?=\S){_LEFT_OUT}[^‘\n]{{0,300}}?(?<=\S)’|'(?=\S){_LEFT_OUT}[^'\n]{{0,300}}?(?<=\S)')"
    r"(?![\p{L}\p{N}])"
)
_NEAR = 16
"""Marks ahead, and quotations inside each other, that are looked at."""
_TAG = regex.compile(r"<[^<>]{0,2000}>")
"""A tag of HTML: the marks in it are the machine's."""
_LOOK = 12
"""Code points around a mark that say where it stands."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A pair: the places of its marks. ``depth`` is how many others are around it."""

    start: int
    end: int
    kind: str
    """The mark that opens this kind: one of :data:`CLOSERS`."""
    closed: str
    """The kind of the mark that closes it."""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Quotations:
    """The quotations of a text by their beginning, the marks that open and are never closed, those that close nothing.

    ``single`` are the places of those in single marks; ``outer`` are those inside no other.
    """

    pairs: tuple[Quotation, ...]
    unclosed: tuple[int, ...]
    unopened: tuple[int, ...]
    single: tuple[tuple[int, int], ...] = ()
    outer: tuple[Quotation, ...] = ()


NONE = Quotations((), (), ())
"""Those of a text without any mark."""


@lru_cache(512)
def quotations(text: str) -> Quotations:
    """Return the quotations of a text. The work is linear in it; the texts around one are asked for with every key."""
    found = _Finder(_TAG.sub(lambda m: "x" * len(m[0]), text) if "<" in text else text)
    pairs = tuple(sorted(found.pairs, key=lambda q: q.start))
    return Quotations(
        pairs,
        tuple(sorted(found.lost + [at for at, _kind in found.stack])),
        tuple(found.unopened),
        tuple(m.span() for m in _SINGLE.finditer(found.text)) if "'" in text or "‘" in text else (),
        tuple(q for q in pairs if not q.depth),
    )


class _Finder:
    """Goes through the marks of a text once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.marks = [m.start() for m in _MARKS.finditer(text)]
        self.stack: list[tuple[int, str]] = []
        self.pairs: list[Quotation] = []
        self.lost: list[int] = []
        self.unopened: list[int] = []
        for n, at in enumerate(self.marks):
            self._take(n, at)

    def _take(self, n: int, at: int) -> None:
        char = self.text[at]
        kind = _KINDS[char]
        opens, closes = self._starts(at), self._ends(at)
        open_here = any(k == kind for _at, k in self.stack)
        if char == '"':
            if self._inches(n, at, open_here=open_here):
                return
            opening = opens and not (closes and open_here) if opens or closes else not open_here
        elif open_here:
            opening = char in "“„‟«" and not (closes and not opens)
        else:
            # One with letters on either side, or spaces, does not say it: it opens where nothing is open.
            opening = char in "“„‟«" or opens or not closes
        if opening:
            self.stack.append((at, kind))
            if len(self.stack) > _NEAR:
                self.lost.append(self.stack.pop(0)[0])
        elif open_here:
            self._close(at, kind, kind)
        elif self.stack and not self._closed_later(n, self.stack[-1][1]):
            self._close(at, self.stack[-1][1], kind)
        else:
            self.unopened.append(at)

    def _close(self, at: int, kind: str, by: str) -> None:
        """Close the last that is open of a kind; what was opened behind it is never closed."""
        while self.stack:
            start, opened = self.stack.pop()
            if opened == kind:
                self.pairs.append(Quotation(start, at, kind, by, len(self.stack)))
                return
            self.lost.append(start)

    def _starts(self, at: int) -> bool:
        """Whether a mark stands where one opens."""
        before = self.text[max(0, at - _LOOK) : at]
        return _BEFORE_WORD.match(self.text, at + 1) is not None and _BEHIND_START.search(before) is not None

    def _ends(self, at: int) -> bool:
        """Whether a mark stands where one closes."""
        before = self.text[at - 1 : at]
        return bool(before) and not before.isspace() and _BEFORE_END.match(self.text, at + 1) is not None

    def _inches(self, n: int, at: int, *, open_here: bool) -> bool:
        """Whether a straight mark behind a digit is that of inches or seconds: it closes nothing, or another one does."""
        if not self.text[at - 1 : at].isdecimal():
            return False
        if not open_here:
            return True
        following = next((m for m in self.marks[n + 1 : n + _NEAR] if self.text[m] == '"'), None)
        return following is not None and not self._starts(following)

    def _closed_later(self, n: int, kind: str) -> bool:
        """Whether what is open is closed by its own mark further on, before another of its kind opens."""
        for at in self.marks[n + 1 : n + _NEAR]:
            if _KINDS[self.text[at]] == kind:
                return self._ends(at) or not self._starts(at)
        return False

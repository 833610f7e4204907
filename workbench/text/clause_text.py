"""A sentence as the clause rules see it: words, the chunks between its commas, quotations and brackets."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

import regex

from workbench.model import BreakPoint
from workbench.text.fold import fold_key
from workbench.text.quotes import Pairs

_WORD = regex.compile(r"\S+")
_EDGES = regex.compile(r"^[^\p{L}\p{N}]+|[^\p{L}\p{N}\p{M}]+$")
_CLOSERS = "\"'”’»›)]"
_ENTITY = regex.compile(r"&#?\w+;[\"'”’»›)\]]*$")
LONG_QUOTATION = 35
"""Words from which a quotation may be cut inside, at a price."""
QUOTATION_PRICE = 4.0


class Word(NamedTuple):
    """``raw`` is what stands between white space, ``bare`` it without signs at its edges, ``key`` that folded."""

    start: int
    end: int
    raw: str
    bare: str
    key: str


class ClauseText:
    """A sentence cut into words, with what the rules ask of it."""

    def __init__(self, text: str, forbidden: Sequence[tuple[int, int]] = ()) -> None:
        self.text = text
        self.words = [Word(m.start(), m.end(), m[0], *_parts(m[0])) for m in _WORD.finditer(text)]
        self.ends = [i for i, w in enumerate(self.words[:-1]) if _ends_chunk(w.raw)]
        """Words behind which a chunk ends, the last word left out."""
        self._pairs = Pairs(text)
        spans = sorted(forbidden)
        self._starts = [start for start, _end in spans]
        self._reach = list(accumulate((end for _start, end in spans), max))
        """How far the spans up to each one reach."""

    def points(
        self,
        behind: Callable[[ClauseText, list[int], int], BreakPoint | None],
        without: Callable[[ClauseText, int], BreakPoint | None],
    ) -> Iterator[BreakPoint]:
        """Yield what two rules find: ``behind`` at every end of a chunk, ``without`` at the other words.

        ``behind`` gets the ends of all chunks, framed by -1 and the last word, and the index of one in them; ``without``
        the index of a word, not asked in the first and last four words, in brackets and quotations.
        """
        ends = [-1, *self.ends, len(self.words) - 1]
        for n in range(1, len(ends) - 1):
            point = behind(self, ends, n)
            if point is not None:
                yield point
        taken = {end + 1 for end in self.ends}
        for at in range(4, len(self.words) - 4):
            if at not in taken:
                point = without(self, at)
                if point is not None and self.price(at) == 0.0:
                    yield point

    def keys(self, start: int, end: int) -> list[str]:
        """Return the folded words ``start`` to ``end``, ``end`` not included."""
        return [w.key for w in self.words[max(0, start) : end]]

    def price(self, at: int) -> float | None:
        """Return what a cut before word ``at`` costs more, None where none may be: brackets, short quotations, terms."""
        word, before = self.words[at], self.words[at - 1]
        spans = bisect_left(self._starts, word.start)
        if spans and self._reach[spans - 1] > word.start:
            return None
        pair = self._pairs.around(before.end, word.start)
        if pair is None:
            return 0.0
        if pair.bracket or len(self.text[pair.start : pair.end].split()) <= LONG_QUOTATION:
            return None
        return QUOTATION_PRICE


@lru_cache(maxsize=1 << 16)
def _parts(raw: str) -> tuple[str, str]:
    """Return a word without signs at its edges, and that folded. Words come again and again: they are kept."""
    bare = raw if raw.isalnum() else _EDGES.sub("", raw)
    return bare, fold_key(bare)


def _ends_chunk(raw: str) -> bool:
    """Whether a comma or semicolon ends a word; ``&gt;`` is a sign."""
    last = raw.rstrip(_CLOSERS)[-1:]
    return last in ("،", "؛", ",", ";") and not (last == ";" and _ENTITY.search(raw))

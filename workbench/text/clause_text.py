"""A sentence as the clause rules see it: words, the chunks between its commas, quotations and brackets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import regex

from workbench.model import BreakPoint
from workbench.text.fold import fold_key
from workbench.text.quotes import Pairs

_WORD = regex.compile(r"\S+")
_EDGES = regex.compile(r"^[^\p{L}\p{N}]+|[^\p{L}\p{N}\p{M}]+$")
_ENDS_CHUNK = regex.compile(r"(?:[،؛;]|(?<!\p{Nd}),|(?<=\p{Nd}),)[\"'”’»›)\]]*$")
LONG_QUOTATION = 35
"""Words from which a quotation may be cut inside, at a price."""
QUOTATION_PRICE = 4.0


@dataclass(frozen=True, slots=True)
class Word:
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
        self.words = [_word(m) for m in _WORD.finditer(text)]
        self.ends = [i for i, w in enumerate(self.words[:-1]) if _ENDS_CHUNK.search(w.raw)]
        """Words behind which a chunk ends, the last word left out."""
        self._pairs = Pairs(text)
        self._forbidden = sorted(forbidden)

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
            if at not in taken and self.price(at) == 0.0:
                point = without(self, at)
                if point is not None:
                    yield point

    def keys(self, start: int, end: int) -> list[str]:
        """Return the folded words ``start`` to ``end``, ``end`` not included."""
        return [w.key for w in self.words[max(0, start) : end]]

    def price(self, at: int) -> float | None:
        """Return what a cut before word ``at`` costs more, None where none may be: brackets, short quotations, terms."""
        word, before = self.words[at], self.words[at - 1]
        if any(a < word.start < b for a, b in self._forbidden):
            return None
        pair = self._pairs.around(before.end, word.start)
        if pair is None:
            return 0.0
        if pair.bracket or len(self.text[pair.start : pair.end].split()) <= LONG_QUOTATION:
            return None
        return QUOTATION_PRICE


def _word(m: regex.Match[str]) -> Word:
    bare = _EDGES.sub("", m[0])
    return Word(m.start(), m.end(), m[0], bare, fold_key(bare))

"""Which of some commands are meant by words that are typed: folded, in any order, the beginnings of words first.

Words in Arabic letters are also read as the Latin keys in their places: the layout may have been left on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.tui.places import place_of
from workbench.workflow.finding import folded

NEAR = 0.7
"""Share of letters that a mistyped word has in common with the one it is taken for."""
_LONG = 3
"""Letters from which a word can be mistyped and still be known."""


@dataclass(frozen=True, slots=True)
class Words:
    """What something can be found by, folded: its names, and the words that describe it."""

    names: tuple[str, ...]
    text: tuple[str, ...]
    size: int = 0
    """Words of its first name: of two that are meant as well the shorter one comes first."""

    @classmethod
    def of(cls, names: Iterable[str], text: str) -> Words:
        """Fold and cut; ``names`` count more than ``text``."""
        parts = [_cut(name) for name in names]
        return cls(tuple(dict.fromkeys(w for part in parts for w in part)), tuple(_cut(text)), len(parts[0]))


def found(query: str, among: Sequence[Words]) -> list[int]:
    """Return which of them have every word of the query, best first; all, in their order, for an empty query.

    Words that are nearly right count only where nothing else is found.
    """
    readings = [_cut(query)]
    placed = _cut("".join(place_of(c) for c in query))
    if placed != readings[0]:
        readings.append(placed)
    if not readings[0]:
        return list(range(len(among)))
    for near in (False, True):
        scores = [max(_score(reading, words, near=near) for reading in readings) for words in among]
        hits = [n for n, score in enumerate(scores) if score]
        if hits:
            return sorted(hits, key=lambda n: (-scores[n], among[n].size, n))
    return []


def _cut(text: str) -> list[str]:
    return "".join(c if c.isalnum() or c in "+/" else " " for c in folded(text)).split()


def _score(query: Sequence[str], words: Words, *, near: bool) -> int:
    """Return how well the words are meant; 0 when one word of the query is not there."""
    total = 0
    for word in query:
        best = _of_word(word, words) or (1 if near and _nearly(word, words) else 0)
        if not best:
            return 0
        total += best
    return total


def _of_word(word: str, words: Words) -> int:
    if word in words.names:
        return 6
    if any(name.startswith(word) for name in words.names):
        return 5
    if word in words.text:
        return 4
    if any(other.startswith(word) for other in words.text):
        return 3
    return 2 if len(word) > 1 and any(word in other for other in (*words.names, *words.text)) else 0


def _nearly(word: str, words: Words) -> bool:
    from rapidfuzz.distance import DamerauLevenshtein

    return len(word) >= _LONG and any(
        DamerauLevenshtein.normalized_similarity(word, other[: len(word) + 1]) >= NEAR
        for other in (*words.names, *words.text)
        if len(other) >= _LONG
    )

"""What the words say for or against two groups of sentences being translations of each other.

Naive Bayes over linked traits. A trait with rate ``r`` finds a partner in the other group with probability r if the groups
belong together, by chance with probability ``q``: how often its partners stand in the other text, and how long the
group is. So a rare name says much, a common word little, and a number that is missing speaks against. Both directions are
asked and weigh half each.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence

from workbench.tm.align_links import Links

OneWay = dict[str, dict[str, float]]
"""Trait of one side, trait of the other, rate."""
_COMMON = 0.4
"""Traits whose partners stand in more than this share of the other text's sentences say nothing."""


class Direction:
    """Evidence looking from the sentences of one text to those of the other."""

    def __init__(
        self,
        traits: Sequence[frozenset[str]],
        links: Mapping[str, Mapping[str, float]],
        others: Sequence[frozenset[str]],
        absent: Callable[[str], float] = lambda _trait: 0.0,
    ) -> None:
        """``absent`` is the rate of a trait whose partners stand nowhere in the other text."""
        stands: dict[str, list[int]] = {}
        for n, found in enumerate(others):
            for trait in found:
                stands.setdefault(trait, []).append(n)
        total = len(others)
        known: dict[str, tuple[list[int], float, float, float]] = {}
        for trait, row in links.items():
            partners = [p for p in row if p in stands]
            if not partners:
                continue
            where = stands[partners[0]] if len(partners) == 1 else sorted({n for p in partners for n in stands[p]})
            chance = (len(where) + 0.5) / (total + 2.0)
            if chance > _COMMON and total > 4:
                continue
            rate = max(row[p] for p in partners)
            known[trait] = (
                where,
                math.log(rate / chance) - math.log(1 - rate),
                math.log(1 - rate),
                -math.log(1 - min(0.9, chance)),
            )
        self.traits = [[t for t in found if t in known] for found in traits]
        self._known = known
        self.missing = [sum(known[t][2] if t in known else math.log(1 - absent(t)) for t in found) for found in traits]
        self.chance = [sum(known[t][3] for t in found) for found in self.traits]

    def partners(self, trait: str) -> tuple[list[int], float]:
        """Return in which sentences of the other text a trait finds a partner, and what that says."""
        where, gain, _missing, _chance = self._known[trait]
        return where, gain

    def hits(self, n: int, low: int, high: int) -> dict[int, dict[str, tuple[float, float]]]:
        """Return what of sentence ``n`` is found in each of the sentences ``[low, high)`` of the other text.

        By sentence and trait: what it says, and how much of that was taken off as a chance.
        """
        out: dict[int, dict[str, tuple[float, float]]] = {}
        for trait in self.traits[n]:
            where, gain, _missing, chance = self._known[trait]
            for m in where[bisect_left(where, low) : bisect_right(where, high - 1)]:
                out.setdefault(m, {})[trait] = (gain, chance)
        return out


class Evidence:
    """Evidence in both directions for groups of neighbours, inside a band."""

    def __init__(
        self,
        english: Direction,
        arabic: Direction,
        lengths: tuple[Sequence[int], Sequence[int]],
        reach: tuple[Sequence[tuple[int, int]], Sequence[tuple[int, int]]],
    ) -> None:
        """``reach`` are, for the sentences of each side, the sentences of the other they may meet."""
        self._sides = tuple(
            _Side(d, own, other, r)
            for d, own, other, r in (
                (english, lengths[0], lengths[1], reach[0]),
                (arabic, lengths[1], lengths[0], reach[1]),
            )
        )

    def ratio(self, i: int, i_end: int, j: int, j_end: int) -> float:
        """Return ln P(words | translation) - ln P(words | chance), half of each direction's."""
        english, arabic = self._sides
        return (english.ratio(i, i_end, j, j_end) + arabic.ratio(j, j_end, i, i_end)) / 2


Found = tuple[float, float, int, dict[str, tuple[float, float]]]
"""What one sentence finds in another: sum of what it says, of what was taken off as chance, how many traits, and which."""


class _Side:
    def __init__(
        self, of: Direction, own: Sequence[int], other: Sequence[int], reach: Sequence[tuple[int, int]]
    ) -> None:
        self._of = of
        self._others = _running(other)
        self._usual = max(1.0, self._others[-1] / max(1, len(other)))
        self._said: dict[tuple[int, int, int], float] = {}
        self._found: list[dict[int, Found]] = []
        for n, (low, high) in enumerate(reach):
            hits = of.hits(n, low, high) if own[n] else {}
            self._found.append(
                {
                    m: (sum(g for g, _ in row.values()), sum(c for _, c in row.values()), len(row), row)
                    for m, row in hits.items()
                }
            )

    def ratio(self, i: int, i_end: int, j: int, j_end: int) -> float:
        out = 0.0
        for n in range(i, i_end):
            key = (n, j, j_end)
            said = self._said.get(key)
            if said is None:
                said = self._said[key] = self._one(n, j, j_end)
            out += said
        return out

    def _one(self, n: int, j: int, j_end: int) -> float:
        """Return what sentence ``n`` says about the others ``[j, j_end)`` being its translation, or having it within."""
        size = min(5.0, max(0.3, (self._others[j_end] - self._others[j]) / self._usual))
        out = self._of.missing[n] + size * self._of.chance[n]
        found = self._found[n]
        rows = [found[m] for m in range(j, j_end) if m in found]
        if not rows:
            return out
        gain, chance, count, row = rows[0]
        for _gain, _chance, _count, more in rows[1:]:
            for trait, (g, c) in more.items():
                if trait not in row:
                    gain, chance, count = gain + g, chance + c, count + 1
            row = row | more
        return out + gain - count * math.log(size) - size * chance


def _running(values: Sequence[int]) -> list[int]:
    out = [0]
    for value in values:
        out.append(out[-1] + value)
    return out


def both_ways(links: Links) -> tuple[OneWay, OneWay]:
    """Return links as they are seen from the English side and from the Arabic one."""
    english: OneWay = {}
    arabic: OneWay = {}
    for e, row in links.items():
        for a, (rate_e, rate_a) in row.items():
            english.setdefault(e, {})[a] = rate_e
            arabic.setdefault(a, {})[e] = rate_a
    return english, arabic

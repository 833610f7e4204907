"""Aligned documents cut and joined again at random, with the beads that are right for them; and a plain length aligner.

What is done to each document, in this order: some sentences are dropped on one side; some are split at a sign inside them, on
one side only (both sides of a pair cut by chance would leave no one right answer); then some neighbours are joined, on
either side, those that were neighbours in the original. The right beads are what hangs together: two units are in one bead
when they share a line of the original.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

DROPPED, SPLIT, JOINED = 0.03, 0.10, 0.10
"""Shares of the lines dropped (each side), split (each side) and joined with the next one (each side)."""
_CUT = regex.compile(r"(?<=[.!?؟…][\"”»]?)\s+|(?<=[,،;؛:])\s+")
Bead = tuple[tuple[int, ...], tuple[int, ...]]
"""(Arabic units, English units)."""


@dataclass(frozen=True)
class Case:
    """A document as it is aligned, and the right beads."""

    name: str
    arabic: list[str]
    english: list[str]
    gold: list[Bead]


def resplit(name: str, pairs: Sequence[tuple[str, str]], seed: int, dropped: float = DROPPED) -> Case:
    """Return a document, pairs of (Arabic, English), cut and joined again, with so large a share dropped of each side."""
    chance = random.Random(f"{name}/{seed}")
    sides: tuple[list[tuple[str, set[int]]], ...] = ([], [])
    for n, pair in enumerate(pairs):
        drop = chance.random()
        gone = 0 if drop < dropped else 1 if drop < 2 * dropped else None
        cut = chance.random()
        split = 0 if cut < SPLIT else 1 if cut < 2 * SPLIT else None
        for side in (0, 1):
            if side == gone:
                continue
            parts = _cut(pair[side], chance) if side == split else [pair[side]]
            sides[side].extend((part, {n}) for part in parts)
    joined = [_joined(side, chance) for side in sides]
    return Case(
        name,
        [t for t, _ in joined[0]],
        [t for t, _ in joined[1]],
        _gold(*([lines for _, lines in side] for side in joined)),
    )


def _cut(text: str, chance: random.Random) -> list[str]:
    """Return a text in two parts, cut at one of its signs; whole when it has none with 10 characters on either side."""
    places = [m.span() for m in _CUT.finditer(text) if m.start() >= 10 and len(text) - m.end() >= 10]
    if not places:
        return [text]
    start, end = chance.choice(places)
    return [text[:start], text[end:]]


def _joined(units: Sequence[tuple[str, set[int]]], chance: random.Random) -> list[tuple[str, set[int]]]:
    out: list[tuple[str, set[int]]] = []
    free = True
    for text, lines in units:
        before, earlier = out[-1] if out else ("", set())
        neighbours = bool(out) and min(lines) - max(earlier) <= 1
        if neighbours and free and chance.random() < JOINED:
            out[-1] = (f"{before} {text}", earlier | lines)
            free = False
        else:
            out.append((text, set(lines)))
            free = True
    return out


def _gold(arabic: Sequence[set[int]], english: Sequence[set[int]]) -> list[Bead]:
    """Return the groups of units that share lines, directly or through others."""
    groups: list[tuple[set[int], set[int], set[int]]] = []
    for side, units in ((0, arabic), (1, english)):
        for n, lines in enumerate(units):
            touching = [g for g in groups if g[2] & lines]
            groups = [g for g in groups if not g[2] & lines]
            merged = (
                set().union(*(g[0] for g in touching)),
                set().union(*(g[1] for g in touching)),
                set(lines).union(*(g[2] for g in touching)),
            )
            merged[side].add(n)
            groups.append(merged)
    beads: list[Bead] = [(tuple(sorted(a)), tuple(sorted(e))) for a, e, _ in groups if a and e]
    beads += [((n,), ()) for a, e, _ in groups if not e for n in a]
    beads += [((), (n,)) for a, e, _ in groups if not a for n in e]
    return sorted(beads)


@dataclass
class Score:
    """Beads right, found and expected; and the same of pairs of one Arabic and one English unit."""

    right: int = 0
    found: int = 0
    expected: int = 0

    def add(self, found: Iterable[object], expected: Iterable[object]) -> None:
        """Count one document."""
        a, b = set(found), set(expected)
        self.right += len(a & b)
        self.found += len(a)
        self.expected += len(b)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.found)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.expected)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, self.found + self.expected)


def paired(beads: Iterable[Bead]) -> set[tuple[int, int]]:
    """Return all pairs of units that are in one bead."""
    return {(a, e) for ars, ens in beads for a in ars for e in ens}


def gale_church(arabic: Sequence[str], english: Sequence[str], c: float = 0.94, s2: float = 3.5) -> list[Bead]:
    """Align by length alone, as Gale and Church (1993) say it, with their priors and the constants of this pair of languages."""
    priors = {(1, 1): 0.89, (1, 0): 0.0099 / 2, (0, 1): 0.0099 / 2, (2, 1): 0.089 / 2, (1, 2): 0.089 / 2, (2, 2): 0.011}
    a_len, e_len = [len(t) for t in arabic], [len(t) for t in english]

    def cost(es: Sequence[int], as_: Sequence[int]) -> float:
        x, y = sum(es), sum(as_)
        if x == 0 and y == 0:
            return 0.0
        mean = (x + y / c) / 2
        z = abs((c * x - y) / math.sqrt(s2 * mean))
        tail = max(1e-12, math.erfc(z / math.sqrt(2)))
        return -math.log(tail) - math.log(priors[len(es), len(as_)])

    n, m = len(english), len(arabic)
    best = {(0, 0): (0.0, (0, 0))}
    for i in range(n + 1):
        for j in range(m + 1):
            for di, dj in priors:
                if i >= di and j >= dj and (i - di, j - dj) in best:
                    value = best[i - di, j - dj][0] + cost(e_len[i - di : i], a_len[j - dj : j])
                    if (i, j) not in best or value < best[i, j][0]:
                        best[i, j] = (value, (di, dj))
    out = []
    i, j = n, m
    while (i, j) != (0, 0):
        di, dj = best[i, j][1]
        out.append((tuple(range(j - dj, j)), tuple(range(i - di, i))))
        i, j = i - di, j - dj
    return out[::-1]

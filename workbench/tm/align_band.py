"""Where in the table of all sentence pairs the alignment is looked for.

A table of 5,000 by 5,000 sentences has 25 million places; nearly all of them are hopeless. Sentences that share rare
traits are found first, the heaviest chain of them that runs forward in both texts is taken as posts, and only
what lies between and around the posts is looked at.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from workbench.tm.align_evidence import Direction

MARGIN = 8
"""Sentences looked at on either side of the posts: some posts are wrong."""
WHOLE = 12_000
"""Between two posts the whole rectangle is looked at when it has so many places at most, else a band along its diagonal."""
SLANT = 60
"""Half the width of that band."""
_RARE = 8
_POST = 5.0
"""What a pair of sentences must say for itself (natural logarithm) to be a post."""

Band = list[tuple[int, int]]
"""For each place between two English sentences, 0 to their number, the first and last place looked at in the Arabic."""


def band(given: Sequence[tuple[int, int]], rows: int, columns: int) -> Band:
    """Return where to look, along posts (English, Arabic) that rise in both numbers.

    Law: the corners (0, 0) and (rows, columns) are inside, and both edges never go back.
    """
    corners = [(0, 0), *(p for p in given if 0 < p[0] < rows and 0 < p[1] < columns), (rows, columns)]
    low, high = [columns] * (rows + 1), [0] * (rows + 1)
    for (i, j), (i_end, j_end) in pairwise(corners):
        wide, deep = j_end - j, i_end - i
        whole = wide * deep <= WHOLE
        for row in range(i, i_end + 1):
            middle = j + wide * (row - i) // max(1, deep)
            low[row] = min(low[row], j if whole else max(j, middle - SLANT - wide // 10))
            high[row] = max(high[row], j_end if whole else min(j_end, middle + SLANT + wide // 10))
    return _widened(low, high, columns)


def _widened(low: Sequence[int], high: Sequence[int], columns: int) -> Band:
    """Return the band with :data:`MARGIN` around it."""
    last = len(low) - 1
    out = []
    for row in range(last + 1):
        first, end = max(0, row - MARGIN), min(last, row + MARGIN)
        left = 0 if first == 0 else max(0, min(low[first], low[row] - MARGIN))
        right = columns if end == last else min(columns, max(high[end], high[row] + MARGIN))
        out.append((left, right))
    for row in range(1, last + 1):
        out[row] = (max(out[row][0], out[row - 1][0]), max(out[row][1], out[row - 1][1]))
    return out


def posts(english: Direction) -> list[tuple[int, int]]:
    """Return the heaviest chain of pairs that share rare traits, as (English, Arabic) sentences."""
    found: list[tuple[int, int, float]] = []
    for n in range(len(english.traits)):
        scores: dict[int, float] = {}
        for trait in english.traits[n]:
            where, gain = english.partners(trait)
            if len(where) <= _RARE:
                for m in where:
                    scores[m] = scores.get(m, 0.0) + gain
        best = sorted(scores.items(), key=lambda s: -s[1])[:3]
        found += [(n, m, score) for m, score in best if score >= _POST]
    return _chain(found)


def _chain(found: list[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """Return the heaviest subset that rises in both numbers. O(n log n): ends of chains are kept where nothing beats them."""
    found.sort(key=lambda p: (p[0], -p[1]))
    columns: list[int] = []
    weights: list[float] = []
    nodes: list[tuple[int, int, object]] = []
    for i, j, score in found:
        at = bisect_left(columns, j)
        weight = score + (weights[at - 1] if at else 0.0)
        if at < len(columns) and columns[at] == j and weights[at] >= weight:
            continue
        node = (i, j, nodes[at - 1] if at else None)
        stop = at
        while stop < len(columns) and weights[stop] <= weight:
            stop += 1
        columns[at:stop], weights[at:stop], nodes[at:stop] = [j], [weight], [node]
    out = []
    node_: object = nodes[-1] if nodes else None
    while isinstance(node_, tuple):
        out.append((node_[0], node_[1]))
        node_ = node_[2]
    return out[::-1]

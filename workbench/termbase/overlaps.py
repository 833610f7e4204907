"""Which of the terms that fit stand in a text: the longest, then the best, then those of higher priority."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from workbench.model import TermHit
from workbench.termbase.index import Index

EQUAL = 0.005
"""Concepts on the very same span are all kept when their scores differ by no more."""
Scored = Sequence[tuple[int, float]]
"""Numbers of forms and their scores."""


class Place(NamedTuple):
    """A form that stands from word ``at`` over ``words`` words."""

    at: int
    words: int
    form: int
    score: float


def best(found: Scored, index: Index[Any]) -> Scored:
    """Return of forms on one span those that fit best, one a concept, in order of priority."""
    if len(found) < 2:
        return found
    top = max(score for _n, score in found)
    kept: dict[str, tuple[int, float]] = {}
    for n, score in sorted(found, key=lambda f: (index.owners[f[0]], -f[1])):
        if score >= top - EQUAL:
            kept.setdefault(index.concept(n).id, (n, score))
    return list(kept.values())


def hits(
    text: str,
    spans: Sequence[tuple[int, int]],
    single: Sequence[tuple[int, Scored]],
    several: Sequence[Place],
    index: Index[Any],
    *,
    nested: bool,
) -> list[TermHit]:
    """Return the hits by place. ``spans`` are those of the words, ``single`` the best forms of one word by word.

    Of longer forms that overlap the longest is kept, on one span all that fit equally well; what lies inside is left out,
    or marked with ``nested``.
    """
    owner: dict[int, int] = {}
    out: list[TermHit] = []

    def hit(at: int, count: int, n: int, score: float, *, inside: bool = False) -> None:
        start, end = spans[at][0], spans[at + count - 1][1]
        concept, term = index.named(n)
        out.append(TermHit(start, end, text[start:end], concept, term, score, inside))

    groups: dict[tuple[int, int], list[tuple[int, float]]] = {}
    for place in several:
        groups.setdefault((place.at, place.words), []).append((place.form, place.score))

    def longest(group: tuple[int, int]) -> tuple[int, float, int]:
        at, count = group
        return spans[at][0] - spans[at + count - 1][1], -max(s for _n, s in groups[group]), at

    for number, (at, count) in enumerate(sorted(groups, key=longest)):
        covering = {owner.get(k, -1) for k in range(at, at + count)}
        if covering != {-1}:
            # Inside one longer term, not across the edge of any.
            if nested and len(covering) == 1:
                for n, score in best(groups[at, count], index):
                    hit(at, count, n, score, inside=True)
            continue
        owner.update(dict.fromkeys(range(at, at + count), number))
        for n, score in best(groups[at, count], index):
            hit(at, count, n, score)
    for at, found in single:
        inside = at in owner
        if not inside or nested:
            for n, score in found:
                hit(at, 1, n, score, inside=inside)
    if several:
        out.sort(key=lambda h: (h.start, -h.end))
    return out

"""Lists of keys: which of the keys left stand in them, and up to which key a text is short enough."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping

from workbench.tm.index import Lists

UNKNOWN = 4
"""Letters a word has of which nothing is known but that it stands in a text, with its space: few, for it may be a short one.
Several together have two less (measured: with five a best match was lost)."""
PACK = 1 << 32
LOW = PACK - 1
"""Two numbers in one: the second are its low 32 bits. So are the high and the low half of a key."""
_MANY = 255
_PROBED = 16
"""A key is looked for in a sorted list at the cost of reading so many."""


def among(keys: Mapping[int, int], lists: Lists) -> set[int]:
    """Return those of these keys that stand in one of these sorted lists."""
    out: set[int] = set()
    for some in lists:
        many = len(some)
        if len(keys) * _PROBED < many:
            out.update([k for k in keys if (at := bisect_left(some, k)) < many and some[at] == k])
        else:
            out.update(keys.keys() & some)
    return out


def added(gained: dict[int, int], keys: Iterable[int], gain: int) -> dict[int, int]:
    """Return what keys have gained when these gain so much more."""
    more = dict.fromkeys(keys, gain)
    if not gained:
        return more
    both = {k: gained[k] + gain for k in gained.keys() & more.keys()}
    return gained | more | both


class Limits(dict[int, int]):
    """Keys from which on texts are too long, by what they share, found out when first asked for."""

    def __init__(self, limit: Callable[[int], int]) -> None:
        self._limit = limit

    def __missing__(self, shares: int) -> int:
        limit = self[shares] = self._limit(shares)
        return limit


def end(most: float, at: int) -> int:
    """Return the key from which on texts have more than so many words; ``at`` is :attr:`Postings.words_at`."""
    if most < 0:
        return 0
    return PACK if not at or most >= _MANY else int(most + 1e-9) + 1 << at


def words_in(letters: float) -> float:
    """Return of how many words of which nothing is known so many letters may be."""
    return (letters + 2) / UNKNOWN

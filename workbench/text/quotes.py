"""Quotation marks and brackets of a paragraph, paired."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST = 600
"""A pair further apart than this is taken for two stray marks (code points)."""

_CLOSER = {"“": "”", "«": "»", "‘": "’", "(": ")", "[": "]", "‹": "›"}
_OPENER = {v: k for k, v in _CLOSER.items()}
_MARKS = ("\n", '"', *_CLOSER, *_OPENER)
_NOT_AFTER_OPENER = frozenset(".،؛,!?؟")
_NOT_BEFORE_OPENER = frozenset(".!?؟…،")


def places(text: str, signs: Iterable[str]) -> list[int]:
    """Return where any of some signs stands, ascending. One sign is looked for after the other: that is compiled code."""
    found = []
    for sign in signs:
        at = text.find(sign)
        while at >= 0:
            found.append(at)
            at = text.find(sign, at + 1)
    found.sort()
    return found


@dataclass(frozen=True, slots=True)
class Pair:
    """An opening mark at ``start`` and its closing mark at ``end``."""

    start: int
    end: int
    bracket: bool


class Pairs:
    """The pairs of a text, for asking which ones go on past a place. All look-ups are bounded by :data:`LONGEST`.

    ``outer`` are the stretches inside any pair, ascending and apart, as offsets of the marks at their ends.
    """

    def __init__(self, text: str) -> None:
        self._pairs = sorted(_find(text), key=lambda p: p.start)
        self._starts = [p.start for p in self._pairs]
        self.outer: list[tuple[int, int]] = []
        for pair in self._pairs:
            if self.outer and pair.start <= self.outer[-1][1]:
                self.outer[-1] = (self.outer[-1][0], max(self.outer[-1][1], pair.end))
            else:
                self.outer.append((pair.start, pair.end))

    def around(self, start: int, end: int) -> Pair | None:
        """Return the narrowest pair that opens before ``start`` and closes at or after ``end``."""
        best: Pair | None = None
        at = bisect_left(self._starts, start) - 1
        while at >= 0 and self._starts[at] >= start - LONGEST:
            pair = self._pairs[at]
            if pair.end >= end and (best is None or pair.end - pair.start < best.end - best.start):
                best = pair
            at -= 1
        return best

    def closed_between(self, start: int, end: int) -> Pair | None:
        """Return a quotation that opens before ``start`` and closes inside ``(start, end)``."""
        at = bisect_left(self._starts, start) - 1
        while at >= 0 and self._starts[at] >= start - LONGEST:
            pair = self._pairs[at]
            if start < pair.end < end and not pair.bracket:
                return pair
            at -= 1
        return None


def _find(text: str) -> list[Pair]:
    """Return the pairs of one paragraph.

    A straight mark opens when nothing it could close stands before it, and closes when no space does; an opener met
    while one is open replaces it, because the first was stray.
    """
    found: list[Pair] = []
    stack: list[tuple[str, int]] = []
    straight: int | None = None
    for i in places(text, _MARKS):
        char = text[i]
        if char == "\n":
            stack.clear()
            straight = None
        elif char == '"':
            opens, closes = _straight_role(text, i)
            after_space = i == 0 or text[i - 1].isspace()
            if straight is not None and closes and not (opens and after_space):
                if i - straight <= LONGEST:
                    found.append(Pair(straight, i, bracket=False))
                straight = None
            elif opens:
                straight = i
        elif char in _CLOSER:
            stack.append((char, i))
        elif char in _OPENER:
            _close(found, stack, _OPENER[char], i)
    return found


def _straight_role(text: str, i: int) -> tuple[bool, bool]:
    before = text[i - 1] if i else " "
    after = text[i + 1] if i + 1 < len(text) else " "
    opens = (
        not (before.isalnum() or before in _NOT_BEFORE_OPENER)
        and not after.isspace()
        and after not in _NOT_AFTER_OPENER
    )
    return opens, not before.isspace() and before not in "([{"


def _close(found: list[Pair], stack: list[tuple[str, int]], opener: str, end: int) -> None:
    """Close the nearest such opener that is near enough; openers in between were stray."""
    for at in range(len(stack) - 1, -1, -1):
        mark, start = stack[at]
        if end - start > LONGEST:
            del stack[: at + 1]
            return
        if mark == opener:
            found.append(Pair(start, end, bracket=opener in "(["))
            del stack[at:]
            return

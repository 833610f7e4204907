"""Splits and joins of people, made again in a sentence that was changed beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import regex

from workbench.model import Segment

_WORD = regex.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of the old version with its segments; joined sentences are one. ``key`` is its text."""

    segments: tuple[Segment, ...]
    key: str

    @classmethod
    def of(cls, segments: Sequence[Segment], text: str) -> Passage:
        """Return the passage that neighbouring segments of a text make."""
        return cls(tuple(segments), text[segments[0].start : segments[-1].end].strip())

    @property
    def start(self) -> int:
        """Where it began."""
        return self.segments[0].start

    @property
    def end(self) -> int:
        """Where it ended."""
        return self.segments[-1].end


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of the new text no old sentence was found in, in one block, and where it is cut so far."""

    start: int
    end: int
    breaks: set[int]


def cut_again(
    passages: Sequence[Passage], was: str, cuts: Mapping[int, bool], gaps: Sequence[Gap], text: str
) -> dict[int, bool]:
    """Change the breaks of the gaps where the cuts of these passages can be made again; return those cuts.

    A cut is made again where the words on both sides of it stand once in the gaps; a split also where the whole segment
    on one side does.
    """
    made: dict[int, bool] = {}
    for passage in passages:
        inside = sorted(at for at in cuts if passage.start < at < passage.end)
        edges = sorted({passage.start, passage.end, *inside, *(s.start for s in passage.segments)})
        for at in inside:
            n = edges.index(at)
            found = _found(was[edges[n - 1] : at], was[at : edges[n + 1]], cuts[at], gaps, text)
            if found is None:
                continue
            gap, place = found
            if not cuts[at]:
                gap.breaks.discard(place)
                made[place] = False
            elif _parts(gap, place, text):
                gap.breaks.add(place)
                made[place] = True
    return made


def _parts(gap: Gap, place: int, text: str) -> bool:
    """Whether there is text on both sides of a new break, up to the next ones."""
    low = max((b for b in gap.breaks if b <= place), default=gap.start)
    high = min((b for b in gap.breaks if b > place), default=gap.end)
    return bool(text[low:place].strip() and text[place:high].strip())


def _found(left: str, right: str, forced: bool, gaps: Sequence[Gap], text: str) -> tuple[Gap, int] | None:
    """Return the one place between what stood left and right of a cut, None when there is none or several."""
    for a, b in _surroundings(left, right, forced):
        places = [(gap, at + len(a)) for gap in gaps for at in _places(a + b, gap, text)]
        # A break at the very edge of a gap is one already.
        if len(places) == 1 and places[0][0].start < places[0][1] < places[0][0].end:
            return places[0]
    return None


def _surroundings(left: str, right: str, forced: bool) -> Iterator[tuple[str, str]]:
    """Yield what to look for, from much to little: words of both sides, then a whole side."""
    whole = (left.lstrip(), right.rstrip())
    for k in (3, 2):
        yield _last(left, k), _first(right, k)
    yield whole[0], _first(right, 1)
    yield _last(left, 1), whole[1]
    if not forced:
        return
    # Where words were put in at the cut itself the longer side decides on which side of it they are.
    sides = sorted([(whole[0], ""), ("", whole[1])], key=lambda side: -len("".join(side)))
    yield from (side for side in sides if len("".join(side).split()) > 1)


def _last(text: str, words: int) -> str:
    starts = [m.start() for m in _WORD.finditer(text)]
    return text[starts[max(0, len(starts) - words)] :]


def _first(text: str, words: int) -> str:
    ends = [m.end() for m in _WORD.finditer(text)]
    return text[: ends[min(words, len(ends)) - 1]]


def _places(wanted: str, gap: Gap, text: str) -> list[int]:
    """Return where a text stands in a gap as whole words."""
    out = []
    at = text.find(wanted, gap.start, gap.end)
    while at >= 0:
        end = at + len(wanted)
        before = at == gap.start or text[at - 1].isspace() or wanted[:1].isspace()
        after = end == gap.end or text[end].isspace() or wanted[-1:].isspace()
        if before and after:
            out.append(at)
        at = text.find(wanted, at + 1, gap.end)
    return out

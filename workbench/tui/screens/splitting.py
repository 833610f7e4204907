"""The question where to split a segment: a place by its digit, or the word the second part begins with."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workbench.errors import WorkbenchError
from workbench.model import BreakPoint, Segment, counted
from workbench.tui.widgets.question import Ask
from workbench.workflow.cutting import find_place

CUT_MARK = "¦"
OFFERED = 9
"""Places that are shown, one a digit."""


def split_ask(
    segment: Segment,
    places: Sequence[BreakPoint],
    language: str,
    split: Callable[[int, str], None],
    say: Callable[[str], None],
    undo: str,
) -> Ask:
    """Return the question. ``split`` gets an offset into the segment's text and what to say once it is done.

    ``undo`` is the key that takes it back, as people are told it.
    """
    offered = places[:OFFERED]

    def around(at: int) -> str:
        before, behind = segment.text[:at].split()[-3:], segment.text[at:].split()[:3]
        return f"{' '.join(before)} {CUT_MARK} {' '.join(behind)}"

    def enter(answer: str) -> None:
        alike = 1
        if answer.isdecimal() and 1 <= int(answer) <= len(offered):
            at = offered[int(answer) - 1].offset
        else:
            try:
                at, alike = find_place(segment, answer, offered)
            except WorkbenchError as e:
                say(str(e))
                return
        many = f"{counted(alike, 'place')} begin so. Split here, {undo} takes it back: {around(at)}"
        split(at, many if alike > 1 else "")

    body = [(f"{n}.  … {around(place.offset)} …", language) for n, place in enumerate(offered, 1)]
    return Ask("Split: number of a place, or the word the second part begins with", body, enter=enter)

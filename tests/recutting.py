"""Acts of the desk that change what its segments are, waited for."""

from __future__ import annotations

from collections.abc import Callable

from workbench.model import Segment
from workbench.workflow.desk import Desk
from workbench.workflow.desk_cutting import Recut, RecutCallback
from workbench.workflow.desk_writing import Saved, SavedCallback


def recut(desk: Desk, ask: Callable[[RecutCallback], object]) -> int | None:
    """Ask for a split, a join or the like, and put it in force once it is written; return the segment's number.

    None when there was nothing to do. Raises what it was refused with.
    """
    told: list[Recut] = []
    ask(told.append)
    if not desk.recutting:
        return None
    assert desk.flush()
    desk.settle(told[0])
    if told[0].error is not None:
        raise told[0].error
    return told[0].number


def changed(desk: Desk, ask: Callable[[SavedCallback], object]) -> Segment:
    """Ask for a change of a segment's state and return it once it is written. Raises what it was refused with."""
    told: list[Saved] = []
    ask(told.append)
    assert desk.flush()
    if told[0].error is not None:
        raise told[0].error
    assert told[0].result is not None
    return told[0].result.segment

"""Segments of a document by what they are: open, drafts, confirmed, with issues, from a machine, left out."""

from __future__ import annotations

from collections.abc import Callable, Container
from enum import StrEnum

from workbench.model import Issue, Origin, Segment, State


class Wanted(StrEnum):
    """What to show of a document."""

    ALL = "all"
    OPEN = "open"
    DRAFTS = "drafts"
    CONFIRMED = "confirmed"
    ISSUES = "issues"
    MACHINE = "by machine"
    NOTES = "notes"
    COMMENTS = "comments"
    REVIEWED = "reviewed"
    LOCKED = "locked"
    SKIPPED = "left out"


_TESTS: dict[Wanted, Callable[[Segment], bool]] = {
    Wanted.ALL: lambda _s: True,
    Wanted.OPEN: lambda s: s.translate and not s.state.confirmed,
    Wanted.DRAFTS: lambda s: bool(s.draft),
    Wanted.CONFIRMED: lambda s: s.translate and s.state.confirmed and not s.draft,
    Wanted.MACHINE: lambda s: s.origin is Origin.MT,
    Wanted.NOTES: lambda s: bool(s.note),
    Wanted.REVIEWED: lambda s: s.state is State.REVIEWED and not s.draft,
    Wanted.LOCKED: lambda s: s.state is State.FINAL,
    Wanted.SKIPPED: lambda s: not s.translate,
}


def takes(
    wanted: Wanted,
    segment: Segment,
    issues: Callable[[Segment], list[Issue]],
    commented: Container[int] = (),
) -> bool:
    """Whether a segment is shown; ``issues`` is asked only where they are what is wanted, and for texts there are.

    ``commented`` are the ids of the segments that have comments.
    """
    if wanted is Wanted.COMMENTS:
        return segment.id in commented
    if wanted is Wanted.ISSUES:
        return bool(segment.current) and bool(issues(segment))
    return _TESTS[wanted](segment)

"""Segments of a document by what they are: open, drafts, confirmed, with issues, from a machine, left out."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from workbench.model import Issue, Origin, Segment


class Wanted(StrEnum):
    """What to show of a document."""

    ALL = "all"
    OPEN = "open"
    DRAFTS = "drafts"
    CONFIRMED = "confirmed"
    ISSUES = "issues"
    MACHINE = "by machine"
    NOTES = "notes"
    SKIPPED = "left out"


_TESTS: dict[Wanted, Callable[[Segment], bool]] = {
    Wanted.ALL: lambda _s: True,
    Wanted.OPEN: lambda s: s.translate and not s.state.confirmed,
    Wanted.DRAFTS: lambda s: bool(s.draft),
    Wanted.CONFIRMED: lambda s: s.translate and s.state.confirmed and not s.draft,
    Wanted.MACHINE: lambda s: s.origin is Origin.MT,
    Wanted.NOTES: lambda s: bool(s.note),
    Wanted.SKIPPED: lambda s: not s.translate,
}


def takes(wanted: Wanted, segment: Segment, issues: Callable[[Segment], list[Issue]]) -> bool:
    """Whether a segment is shown; ``issues`` is asked only where they are what is wanted, and for texts there are."""
    if wanted is Wanted.ISSUES:
        return bool(segment.current) and bool(issues(segment))
    return _TESTS[wanted](segment)

"""Segments of a document by what they are: open, drafts, confirmed, with issues, from a machine; and by words and terms."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Container, Iterable, Sequence
from enum import StrEnum
from typing import overload

from workbench.model import Concept, Issue, Origin, Segment, State, TermHit
from workbench.workflow.finding import folded


class Wanted(StrEnum):
    """What to show of a document."""

    ALL = "all"
    OPEN = "open"
    DRAFTS = "drafts"
    CONFIRMED = "confirmed"
    ISSUES = "issues"
    MACHINE = "by machine"
    MEMORY = "from memory"
    FUZZY = "fuzzy"
    REPEATS = "repeats"
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
    Wanted.MEMORY: lambda s: s.origin is Origin.TM,
    Wanted.FUZZY: lambda s: s.origin is Origin.FUZZY,
    Wanted.REPEATS: lambda s: s.origin is Origin.REPEAT,
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


def named(words: str, concepts: Iterable[Concept]) -> frozenset[str]:
    """Return the ids of the concepts of which a form, in whichever language, has the words."""
    key = folded(words.strip())
    return frozenset(c.id for c in concepts if key and any(key in folded(t.text) for t in c.terms))


def has_words(
    key: str, segment: Segment, concepts: Container[str], terms: Callable[[Segment], Iterable[TermHit]]
) -> bool:
    """Whether source or target have the words, or the source names one of ``concepts``, which the words mean.

    ``key`` are the words folded. ``terms`` gives the terms of a source; it is asked only where there are such concepts.
    """
    if key in folded(segment.source) or key in folded(segment.current):
        return True
    return bool(concepts) and any(hit.concept.id in concepts for hit in terms(segment))


class Chosen(Sequence[Segment]):
    """Some of the segments of a document, by their places in it: each is read when it is looked at."""

    def __init__(self, segments: Sequence[Segment], places: Sequence[int]) -> None:
        self._segments = segments
        self._places = array("L", places)

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> Segment: ...

    @overload
    def __getitem__(self, at: slice) -> list[Segment]: ...

    def __getitem__(self, at: int | slice) -> Segment | list[Segment]:
        """Return the segment at a place of these."""
        if isinstance(at, slice):
            return [self._segments[n] for n in self._places[at]]
        return self._segments[self._places[at]]

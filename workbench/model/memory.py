"""Stored pairs and what the memory finds among them. TMX 1.4b has the unit."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.model.articles import Origin

PROP_EDITED = "x-edited"
"""Property of a unit: how much of the proposal its target began as was changed, ``0.00`` (kept) to ``1.00`` (all new)."""
DRAFT = ("x-state", "draft")
"""Property of a unit that nobody has confirmed; no memory has one that a machine wrote."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A stored pair (TMX ``tu``). Times are ISO 8601 UTC (``2026-01-31T10:20:30Z``). ``props`` stay as they came.

    ``before`` and ``after`` are the sources of its neighbours in the text it comes from, '' where there are none or they are
    not known. ``via`` is what its target came from, as in :class:`workbench.model.Provenance`; a pair of an article whose
    target began as a proposal has the property :data:`PROP_EDITED`.
    """

    source_lang: str
    target_lang: str
    source: str
    target: str
    id: int = 0
    memory: str = ""
    tuid: str = ""
    created: str = ""
    changed: str = ""
    author: str = ""
    changer: str = ""
    origin: Origin | None = None
    document: str = ""
    segment: int | None = None
    note: str = ""
    props: tuple[tuple[str, str], ...] = ()
    before: str = ""
    after: str = ""
    via: str = ""


class DiffKind(StrEnum):
    """One stretch of a difference between a stored source (old) and the open one (new)."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class DiffSpan:
    """A stretch of text that is the same, gone from the old, or new.

    ``letters`` are the stretches ``(start, end)`` of ``text`` in which it differs from the words it stands against, where
    those are alike; () where all of it does.
    """

    kind: DiffKind
    text: str
    letters: tuple[tuple[int, int], ...] = ()


class MatchKind(StrEnum):
    """How a memory match was found: the same text between the same neighbours, the same text, the same after folding."""

    CONTEXT = "context"
    EXACT = "exact"
    FOLDED = "folded"
    FUZZY = "fuzzy"


@dataclass(frozen=True, slots=True)
class Context:
    """Where a source stands: the texts before and after it, '' at the edges, the document, and the segment it is.

    A segment's own unit is no match of its own.
    """

    before: str
    after: str
    document: str = ""
    segment: int | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """What the memory found: ``score`` is a whole percent, ``diff`` leads from the stored source to the open one.

    ``penalty`` has been taken off the score already. ``marks`` are what the sources differ in that turns the meaning:
    ``number``, ``negation``.
    """

    kind: MatchKind
    score: int
    unit: Unit
    diff: tuple[DiffSpan, ...] = ()
    penalty: int = 0
    marks: tuple[str, ...] = ()

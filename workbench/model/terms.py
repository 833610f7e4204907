"""Concepts and terms (TBX), where they stand in a text and what became of them in a target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class TermStatus(StrEnum):
    """TBX administrative status in the words of CSV, command line and screen."""

    PREFERRED = "preferred"
    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"
    SUPERSEDED = "superseded"
    CANDIDATE = "candidate"


class Enforce(StrEnum):
    """How hard a concept's approved term is held to."""

    MUST = "must"
    PREFER = "prefer"
    INFO = "info"


class TermMatching(StrEnum):
    """How freely a term is recognised in text (``design``: exact letters, normal, loose)."""

    EXACT = "exact"
    NORMAL = "normal"
    LOOSE = "loose"


TERM_CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "kind": ("person", "title", "organisation", "place", "work", "other"),
        "status": tuple(s.value for s in TermStatus),
        "enforce": tuple(e.value for e in Enforce),
        "match": tuple(m.value for m in TermMatching),
    }
)
"""The words that may stand in those columns of a glossary that choose."""


@dataclass(frozen=True, slots=True)
class Term:
    """One form of a concept in one language."""

    language: str
    text: str
    status: TermStatus = TermStatus.PREFERRED


@dataclass(frozen=True, slots=True)
class Concept:
    """One row of a glossary: its terms per language, the preferred one first; it stands at ``glossary:line``.

    Those read from a file are a subclass that looks into its row only when asked: take the forms through :meth:`preferred`
    and :meth:`forms` where there are many, ``terms`` builds objects. Dates are as written, ISO 8601 by custom.
    """

    id: str
    terms: tuple[Term, ...]
    kind: str = "other"
    status: TermStatus = TermStatus.PREFERRED
    enforce: Enforce = Enforce.PREFER
    match: TermMatching = TermMatching.NORMAL
    protect: tuple[str, ...] = ()
    first: tuple[tuple[str, str], ...] = ()
    later: tuple[tuple[str, str], ...] = ()
    note: str = ""
    glossary: str = ""
    line: int = 0
    pos: str = ""
    gender: str = ""
    subject: str = ""
    valid_from: str = ""
    valid_to: str = ""
    origin: str = ""
    author: str = ""
    date: str = ""

    def preferred(self, language: str) -> str:
        """The approved form in a language, '' when the row has none."""
        return next((t.text for t in self.terms if t.language == language and t.status is TermStatus.PREFERRED), "")

    def forms(self, language: str, *statuses: TermStatus) -> tuple[str, ...]:
        """All forms in a language with one of these statuses (default: preferred and allowed), preferred first."""
        wanted = statuses or (TermStatus.PREFERRED, TermStatus.ALLOWED)
        return tuple(t.text for t in self.terms if t.language == language and t.status in wanted)


@dataclass(frozen=True, slots=True)
class TermHit:
    """A term found in a text: ``text[start:end] == surface``. ``nested`` hits lie inside a longer one."""

    start: int
    end: int
    surface: str
    concept: Concept
    term: str
    score: float
    nested: bool = False


class Mention(StrEnum):
    """Whether a document names a concept for the first time."""

    FIRST = "first"
    LATER = "later"


class TermUseKind(StrEnum):
    """Whether the target keeps a term that stands in the source."""

    KEPT = "kept"
    KEPT_LOOSELY = "kept-loosely"
    MISSING = "missing"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class TermUse:
    """What became of a :class:`TermHit` in the target; ``start``/``end`` are the place in the target, -1 when none.

    ``wanted`` is the form of this ``mention``, '' where the one that stands there is right or nothing is said about it.
    """

    hit: TermHit
    kind: TermUseKind
    found: str = ""
    start: int = -1
    end: int = -1
    mention: Mention | None = None
    wanted: str = ""


class TermChangeReason(StrEnum):
    """Why a stretch of a target is changed.

    A form listed as refused, a name that sounds like the term's; in a match the figure or the term of the open source in
    place of the stored one's.
    """

    LISTED = "listed"
    SOUND = "sound"
    FIGURE = "figure"
    SWAPPED = "swapped"


@dataclass(frozen=True, slots=True)
class TermChange:
    """A form of a term put in place of another: ``text[start:end] == new`` in the repaired text, where ``old`` stood.

    A figure put in has no ``concept``.

    ``score`` is 1 for a listed form, else how sure the likeness of sound is, 0 to 1. Of a change that is only suggested
    ``text[start:end] == old``.
    """

    start: int
    end: int
    old: str
    new: str
    concept: str
    reason: TermChangeReason
    score: float = 1.0


def without_changes(text: str, changes: tuple[TermChange, ...]) -> str:
    """Return a repaired text as it was; a change that no longer stands at its place is left."""
    for change in sorted(changes, key=lambda c: -c.start):
        if text[change.start : change.end] == change.new:
            text = text[: change.start] + change.old + text[change.end :]
    return text

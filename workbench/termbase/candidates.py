"""Candidates: the names of a text that no glossary knows yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple


class Place(NamedTuple):
    """Where a name stands: the number of the text, offsets into it."""

    text: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name found: as written without a proclitic, what it is (a glossary's kind), what showed it, where it stands.

    ``cue`` is ``title``, ``said``, ``name`` (its parts are common in names), ``group``, ``place``, ``office``, ``repeated``
    or ``latin``. ``short`` is the surname where it also stands alone; those places are among ``places``.
    """

    form: str
    kind: str
    cue: str
    places: tuple[Place, ...]
    short: str = ""

    @property
    def count(self) -> int:
        """How often it stands there."""
        return len(self.places)


CUES = ("title", "said", "name", "group", "office", "place", "latin", "repeated")
"""What shows a name, the surest first."""


def ranked(candidates: Iterable[Candidate], least: int = 1) -> list[Candidate]:
    """Return candidates that stand there ``least`` times, in the order in which they first do."""
    return sorted((c for c in candidates if c.count >= least), key=lambda c: c.places[0])


def without_overlaps(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return candidates without the places that lie inside a longer one's, and without those that have none left."""
    taken: dict[int, list[tuple[int, int]]] = {}
    kept: list[Candidate] = []
    longest = sorted(candidates, key=lambda c: (-len(c.form), CUES.index(c.cue)))
    for candidate in longest:
        free = tuple(
            p for p in candidate.places if not any(s < p.end and p.start < e for s, e in taken.get(p.text, ()))
        )
        if free:
            for p in free:
                taken.setdefault(p.text, []).append((p.start, p.end))
            kept.append(replace(candidate, places=free))
    return kept

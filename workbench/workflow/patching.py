"""A fuzzy match with the figures and terms of the open source put in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from workbench.model import TermChange, TermChangeReason, TermHit, Unit
from workbench.model.proposals import Patch
from workbench.tm.diff import diff_words
from workbench.tm.patch import Slot, Terms, digits, patched
from workbench.workflow.swapping import Swapper, term_slots
from workbench.workflow.terms import ProjectTerms

LONGEST = 20_000
"""Characters of both sources above which nothing is put in: reading figures and terms of a megabyte takes minutes."""


@dataclass(frozen=True, slots=True)
class PatchedMatch:
    """A target with figures and terms put in; ``changes`` take it back."""

    text: str
    changes: tuple[TermChange, ...]
    patch: Patch


@dataclass(frozen=True)
class Patching:
    """The open source and its terms, into whose matches its figures and terms are put."""

    terms: ProjectTerms
    source: str
    hits: tuple[TermHit, ...]

    @cached_property
    def _slots(self) -> dict[Slot, TermHit]:
        return term_slots(self.hits, self.source, self.terms.source)

    def patched(self, unit: Unit, old: Sequence[TermHit]) -> PatchedMatch | None:
        """Return a match with what can surely be put in, None where that is nothing; ``old`` are the terms of its source."""
        if len(self.source) + len(unit.source) > LONGEST:
            return None
        if [h.concept.id for h in self.hits] == [h.concept.id for h in old] and digits(self.source) == digits(
            unit.source
        ):
            return None
        before = term_slots(old, unit.source, self.terms.source) if self._slots else {}
        swap = Swapper(self.terms, unit.target, self._slots, before, old)
        terms = Terms(tuple(self._slots), tuple(before), swap.edit)
        done = patched(self.source, unit.source, unit.target, self.terms.target, terms)
        if done is None:
            return None
        changes = tuple(
            TermChange(
                p.start,
                p.end,
                p.old,
                p.new,
                p.concept,
                TermChangeReason.SWAPPED if p.concept else TermChangeReason.FIGURE,
            )
            for p in done.puts
        )
        terms_put = sum(bool(c.concept) for c in changes)
        left = diff_words(done.source, self.source.strip())
        return PatchedMatch(done.text, changes, Patch(len(changes) - terms_put, terms_put, done.whole, left))


def moved(changes: Sequence[TermChange], repairs: Sequence[TermChange]) -> list[TermChange]:
    """Return changes where they stand after repair of the text, those that repair has written over not."""
    out = []
    for change in changes:
        by = 0
        for repair in sorted(repairs, key=lambda r: r.start):
            if repair.start <= change.start + by:
                by += len(repair.new) - len(repair.old)
        at = replace(change, start=change.start + by, end=change.end + by)
        if not any(at.start < r.end and r.start < at.end for r in repairs):
            out.append(at)
    return out

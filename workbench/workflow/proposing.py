"""One ranked list of what the program can offer for a segment, each with its origin."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace

from workbench.model import (
    DiffKind,
    HistoryEntry,
    Match,
    MatchKind,
    Project,
    Proposal,
    ProposalKind,
    TermHit,
    TermUseKind,
    Unit,
)
from workbench.store import units as units_table
from workbench.text.numbers import find_numbers, unmatched
from workbench.tm.diff import diff_words
from workbench.tm.score import score
from workbench.tm.search import Memory
from workbench.workflow.terms import ProjectTerms
from workbench.workflow.workspace import Workspace

_KEPT = frozenset({TermUseKind.KEPT, TermUseKind.KEPT_LOOSELY})


def load_memory(ws: Workspace, project: Project) -> Memory:
    """Load the project's memories in its order of priority; pairs stored the other way round are turned."""
    conn = ws.store.read()
    ids = [m.id for name in project.memories for m in units_table.list_memories(conn) if m.name == name]
    return Memory(turned(u, project) for u in units_table.scan(conn, ids))


def turned(unit: Unit, project: Project) -> Unit:
    """Return the unit in the project's direction."""
    # Only the language decides: a unit may say ar-SA where the project says ar.
    if unit.source_lang.split("-")[0].casefold() == project.source:
        return unit
    return replace(
        unit,
        source_lang=unit.target_lang,
        target_lang=unit.source_lang,
        source=unit.target,
        target=unit.source,
    )


@dataclass(slots=True)
class Proposer:
    """Proposals from memory and terms. Its memory may be searched and added to from several threads."""

    memory: Memory
    terms: ProjectTerms
    threshold: int
    limit: int
    lock: threading.Lock

    def exact(self, source: str, hits: tuple[TermHit, ...]) -> list[Proposal]:
        """Return exact matches: one dictionary look-up, which waits for no scan that runs in another thread."""
        return [self.proposal(m, source, hits) for m in self.memory.exact(source)[: self.limit]]

    def matches(self, source: str, hits: tuple[TermHit, ...]) -> list[Proposal]:
        """Return exact and fuzzy matches from the threshold up, best first."""
        with self.lock:
            matches = self.memory.search(source, threshold=self.threshold, limit=self.limit)
        return [self.proposal(m, source, hits) for m in matches]

    def earlier(self, source: str, history: Sequence[HistoryEntry], hits: tuple[TermHit, ...]) -> list[Proposal]:
        """Return what a segment held before updates of the article changed its source, newest first.

        However unlike the old source is, it is offered, with the difference.
        """
        out: dict[str, Proposal] = {}
        for entry in reversed(history):
            if entry.act != "update" or not entry.target or entry.target in out:
                continue
            unit = Unit("", "", entry.reason, entry.target, author=entry.author, changed=entry.at, origin=entry.origin)
            kind, percent = score(source, entry.reason)
            match = Match(kind, percent, unit, diff_words(entry.reason, source))
            offer = Proposal(
                ProposalKind.EARLIER,
                entry.target,
                "before the update",
                detail=f"{percent} % · {entry.at[:10]}",
                score=percent,
                match=match,
                differs=self._differs(match, hits, entry.target),
            )
            out[entry.target] = self.with_terms(offer, hits)
        return list(out.values())[: self.limit]

    def add(self, unit: Unit) -> None:
        """Let a unit just stored be found."""
        with self.lock:
            self.memory.add(unit)

    def remove(self, unit_id: int) -> None:
        """Let a unit just deleted be found no more."""
        with self.lock:
            self.memory.remove(unit_id)

    def proposal(self, match: Match, source: str, hits: tuple[TermHit, ...]) -> Proposal:
        """Turn a match into what is offered; in a fuzzy one the terms are put right, in an exact one nothing is."""
        unit = match.unit
        kind = ProposalKind.EXACT if match.kind is MatchKind.EXACT else ProposalKind.FUZZY
        detail = " · ".join(part for part in (unit.memory, unit.author, (unit.changed or unit.created)[:10]) if part)
        offer = Proposal(kind, unit.target, f"TM {match.score} %", detail=detail, score=match.score, match=match)
        if kind is ProposalKind.FUZZY:
            offer = self._repaired(offer, source, hits)
            offer = replace(offer, differs=self._differs(match, hits, offer.text))
        return self.with_terms(offer, hits)

    def _repaired(self, offer: Proposal, source: str, hits: tuple[TermHit, ...]) -> Proposal:
        done = self.terms.repaired(hits, source, offer.text)
        return replace(offer, text=done.target, changes=done.changes)

    def _differs(self, match: Match, hits: tuple[TermHit, ...], text: str) -> tuple[int, int] | None:
        """Return the first place of the offered text that cannot stay: a number or a term only the old source has."""
        unit = match.unit
        new = "".join(s.text for s in match.diff if s.kind is not DiffKind.GONE)
        _missing, left = unmatched(find_numbers(new), find_numbers(text))
        here = {h.concept.id for h in hits}
        gone = [h for h in self.terms.hits(unit.source) if h.concept.id not in here]
        places = [(n.start, n.end) for n in left]
        places += [(u.start, u.end) for u in self.terms.uses(gone, text) if u.start >= 0]
        return min(places, default=None)

    def machine(self, source: str, text: str, engine: str, detail: str, hits: tuple[TermHit, ...]) -> Proposal:
        """Turn an engine's answer into what is offered, its terms put right; it has no percent."""
        offer = Proposal(ProposalKind.MT, text, f"MT {engine}", detail=detail)
        return self.with_terms(self._repaired(offer, source, hits), hits)

    def with_terms(self, proposal: Proposal, hits: tuple[TermHit, ...]) -> Proposal:
        """Count how many approved terms of the source the proposal keeps."""
        uses = self.terms.uses(hits, proposal.text)
        return replace(proposal, terms_kept=sum(u.kind in _KEPT for u in uses), terms_total=len(uses))


def load_proposer(ws: Workspace, project: Project, terms: ProjectTerms) -> Proposer:
    """Load memory for a project; the terms are handed in because checks need them too."""
    settings = ws.settings
    return Proposer(load_memory(ws, project), terms, settings.fuzzy_threshold, settings.proposals, threading.Lock())

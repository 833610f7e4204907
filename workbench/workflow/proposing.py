"""One ranked list of what the program can offer for a segment, each with its origin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from workbench.model import (
    Context,
    DiffKind,
    HistoryEntry,
    Match,
    MatchKind,
    Origin,
    Project,
    Proposal,
    ProposalKind,
    Segment,
    TermChange,
    TermChangeReason,
    TermHit,
    TermUseKind,
    Unit,
)
from workbench.store import memories as memories_table
from workbench.store.index import Index
from workbench.text.numbers import find_numbers, unmatched
from workbench.tm.diff import diff_words
from workbench.tm.marks import Mark
from workbench.tm.patch import patched
from workbench.tm.score import score
from workbench.tm.search import Memory
from workbench.workflow.clock import now
from workbench.workflow.terms import ProjectTerms
from workbench.workflow.workspace import Workspace

EXACT = 100
_KEPT = frozenset({TermUseKind.KEPT, TermUseKind.KEPT_LOOSELY})


def load_memory(ws: Workspace, project: Project) -> Memory:
    """Return the project's memories, in its order of priority, as one; pairs stored the other way round are turned."""

    def index() -> Index:
        # Asked anew each time: a memory is made by its first pair.
        known = memories_table.memory_ids(ws.store.read(), project.memories)
        return Index(ws.store.read(), known, project.source, project.target)

    return Memory(index, project.memories, penalties(ws))


def penalties(ws: Workspace) -> Callable[[Unit], int]:
    """Return what is taken off the score of a unit, in percent: by its memory, its origin and its age, as settings say."""
    of_memory = memories_table.memory_penalties(ws.store.read())
    settings = ws.settings
    of_origin = {Origin.MT: settings.penalty_machine, Origin.ALIGNED: settings.penalty_aligned}
    year = int(now()[:4])

    def penalty(unit: Unit) -> int:
        taken = of_memory.get(unit.memory, 0) + (of_origin.get(unit.origin, 0) if unit.origin else 0)
        written = unit.changed or unit.created
        if settings.penalty_age and written[:4].isdecimal():
            taken += settings.penalty_age * max(0, year - int(written[:4]))
        return taken

    return penalty


def context_of(segments: Sequence[Segment], number: int, document: str) -> Context:
    """Return where segment ``number`` (from 1) of a document stands."""
    before = segments[number - 2].source.strip() if number > 1 else ""
    after = segments[number].source.strip() if number < len(segments) else ""
    return Context(before, after, document, segments[number - 1].id)


@dataclass(slots=True)
class Proposer:
    """Proposals from memory and terms; several threads may ask at once."""

    memory: Memory
    terms: ProjectTerms
    threshold: int
    limit: int

    def exact(self, source: str, hits: tuple[TermHit, ...], context: Context | None = None) -> list[Proposal]:
        """Return exact matches: a look-up of about a millisecond."""
        found = self.memory.exact(source, context=context)[: self.limit]
        return [self.proposal(m, source, hits) for m in found]

    def matches(self, source: str, hits: tuple[TermHit, ...], context: Context | None = None) -> list[Proposal]:
        """Return exact and fuzzy matches from the threshold up, best first."""
        matches = self.memory.search(source, threshold=self.threshold, limit=self.limit, context=context)
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

    def proposal(self, match: Match, source: str, hits: tuple[TermHit, ...]) -> Proposal:
        """Turn a match into what is offered; in a fuzzy one the terms are put right, in an exact one nothing is."""
        unit = match.unit
        kind = ProposalKind.EXACT if match.score >= EXACT else ProposalKind.FUZZY
        turned = " and ".join(match.marks)
        detail = " · ".join(
            part
            for part in (
                f"{turned} differs" if turned else "",
                f"{match.penalty} % off" if match.penalty else "",
                unit.memory,
                unit.author,
                (unit.changed or unit.created)[:10],
            )
            if part
        )
        offer = Proposal(kind, unit.target, f"TM {match.score} %", detail=detail, score=match.score, match=match)
        if match.kind not in (MatchKind.EXACT, MatchKind.CONTEXT):
            offer = self._patched(offer, match, source, hits)
            offer = replace(offer, differs=self._differs(match, hits, offer.text))
        return self.with_terms(replace(offer, via=_via(unit.memory, offer)), hits)

    def _patched(self, offer: Proposal, match: Match, source: str, hits: tuple[TermHit, ...]) -> Proposal:
        """Put the open source's figures in where nothing else differs, then the terms right; the score stays what it is."""
        done = (
            patched(source, match.unit.source, offer.text, self.terms.target) if match.marks == (Mark.NUMBER,) else None
        )
        if done is None:
            return self._repaired(offer, source, hits)
        text, figures = done
        offer = self._repaired(replace(offer, text=text), source, hits)
        put = []
        for figure in figures:
            at = figure.start
            for change in sorted(offer.changes, key=lambda c: c.start):
                if change.start <= at:
                    at += len(change.new) - len(change.old)
            end = at + figure.end - figure.start
            if offer.text[at:end] == figure.new:
                put.append(TermChange(at, end, figure.old, figure.new, "", TermChangeReason.FIGURE))
        changes = tuple(sorted((*offer.changes, *put), key=lambda c: c.start))
        return replace(offer, label=f"{offer.label} patched", changes=changes)

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

    def machine(self, source: str, text: str, engine: str, via: str, hits: tuple[TermHit, ...]) -> Proposal:
        """Turn an engine's answer into what is offered, its terms put right; it has no percent."""
        offer = self._repaired(Proposal(ProposalKind.MT, text, f"MT {engine}"), source, hits)
        return self.with_terms(replace(offer, via=_via(via, offer)), hits)

    def with_terms(self, proposal: Proposal, hits: tuple[TermHit, ...]) -> Proposal:
        """Count how many approved terms of the source the proposal keeps."""
        uses = self.terms.uses(hits, proposal.text)
        return replace(proposal, terms_kept=sum(u.kind in _KEPT for u in uses), terms_total=len(uses))


def _via(source: str, offer: Proposal) -> str:
    return f"{source} patched".strip() if offer.changes else source


def load_proposer(ws: Workspace, project: Project, terms: ProjectTerms) -> Proposer:
    """Load memory for a project; the terms are handed in because checks need them too."""
    settings = ws.settings
    return Proposer(load_memory(ws, project), terms, settings.fuzzy_threshold, settings.proposals)

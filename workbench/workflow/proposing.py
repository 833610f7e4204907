"""One ranked list of what the program can offer for a segment, each with its origin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

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
    without_changes,
)
from workbench.store import memories as memories_table
from workbench.store.index import Index
from workbench.text.numbers import unmatched
from workbench.tm.diff import diff_words
from workbench.tm.score import score
from workbench.tm.search import Memory
from workbench.workflow.clock import now
from workbench.workflow.terms import ProjectTerms
from workbench.workflow.workspace import Workspace

if TYPE_CHECKING:
    from workbench.workflow.patching import Patching

EXACT = 100
GOOD = 75
"""From this score a fuzzy match stands before one that was patched partly."""
_SAME = (MatchKind.EXACT, MatchKind.CONTEXT)
_PUT_IN = (TermChangeReason.FIGURE, TermChangeReason.SWAPPED)
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
        return self._ranked(found, source, hits)

    def matches(self, source: str, hits: tuple[TermHit, ...], context: Context | None = None) -> list[Proposal]:
        """Return exact and fuzzy matches from the threshold up, best first (see :func:`rank`)."""
        matches = self.memory.search(source, threshold=self.threshold, limit=self.limit, context=context)
        return self._ranked(matches, source, hits)

    def _ranked(self, matches: Sequence[Match], source: str, hits: tuple[TermHit, ...]) -> list[Proposal]:
        from workbench.workflow.patching import Patching

        patching = Patching(self.terms, source, hits)
        return sorted((self._proposal(m, patching) for m in matches), key=rank)

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
                differs=self._differs(match, hits, entry.target, self.terms.hits(entry.reason)),
            )
            out[entry.target] = self.with_terms(offer, hits)
        return list(out.values())[: self.limit]

    def _proposal(self, match: Match, patching: Patching) -> Proposal:
        """Turn a match into what is offered; a fuzzy one is patched and its terms put right, in an exact one nothing is."""
        unit, hits = match.unit, patching.hits
        kind = ProposalKind.EXACT if match.score >= EXACT else ProposalKind.FUZZY
        offer = Proposal(kind, unit.target, f"TM {match.score} %", score=match.score, match=match)
        if match.kind not in _SAME:
            old = self.terms.hits(unit.source)
            offer = self._patched(offer, patching, old)
            offer = replace(offer, differs=self._differs(match, hits, offer.text, old, offer.changes))
        return self.with_terms(replace(offer, detail=_detail(offer), via=_via(unit.memory, offer)), hits)

    def _patched(self, offer: Proposal, patching: Patching, old: Sequence[TermHit]) -> Proposal:
        """Put the open source's figures and terms in, then the terms right; the score stays what it is.

        Where repair and what was put in cannot both be taken back the match is only repaired.
        """
        from workbench.workflow.patching import moved

        match = offer.match
        done = patching.patched(match.unit, old) if match is not None else None
        if done is None:
            return self._repaired(offer, patching.source, patching.hits)
        made = self._repaired(replace(offer, text=done.text), patching.source, patching.hits)
        changes = tuple(sorted((*made.changes, *moved(done.changes, made.changes)), key=lambda c: c.start))
        if without_changes(made.text, changes) != offer.text:
            return self._repaired(offer, patching.source, patching.hits)
        return replace(made, label=f"{offer.label} · {done.patch}", changes=changes, patch=done.patch)

    def _repaired(self, offer: Proposal, source: str, hits: tuple[TermHit, ...]) -> Proposal:
        done = self.terms.repaired(hits, source, offer.text)
        return replace(offer, text=done.target, changes=done.changes)

    def _differs(
        self,
        match: Match,
        hits: tuple[TermHit, ...],
        text: str,
        old: Sequence[TermHit],
        changes: Sequence[TermChange] = (),
    ) -> tuple[int, int] | None:
        """Return the first place of the offered text that cannot stay: a number or a term only the old source has.

        What was put in for the open source is none.
        """
        from workbench.tm.patch_figures import numbers_of

        new = "".join(s.text for s in match.diff if s.kind is not DiffKind.GONE)
        _missing, left = unmatched(numbers_of(new), numbers_of(text))
        here = {h.concept.id for h in hits}
        gone = [h for h in old if h.concept.id not in here]
        places = [(n.start, n.end) for n in left]
        places += [(u.start, u.end) for u in self.terms.uses(gone, text) if u.start >= 0]
        put = [c for c in changes if c.reason in _PUT_IN]
        return min((p for p in places if not any(p[0] < c.end and c.start < p[1] for c in put)), default=None)

    def machine(self, source: str, text: str, engine: str, via: str, hits: tuple[TermHit, ...]) -> Proposal:
        """Turn an engine's answer into what is offered, its terms put right; it has no percent."""
        offer = self._repaired(Proposal(ProposalKind.MT, text, f"MT {engine}"), source, hits)
        return self.with_terms(replace(offer, via=_via(via, offer)), hits)

    def with_terms(self, proposal: Proposal, hits: tuple[TermHit, ...]) -> Proposal:
        """Count how many approved terms of the source the proposal keeps."""
        uses = self.terms.uses(hits, proposal.text)
        return replace(proposal, terms_kept=sum(u.kind in _KEPT for u in uses), terms_total=len(uses))


def rank(offer: Proposal) -> tuple[int, int]:
    """Return where an offer of the memory stands among the others, the lowest first.

    Exact; patched whole or the same but for its spelling; fuzzy from 75; patched partly; fuzzy below. A partly patched match
    from 75 is a fuzzy one from 75: patching puts none back. Within each the score decides, then the order of the memory.
    """
    if offer.kind is ProposalKind.EXACT:
        group = 0
    elif offer.patch is not None and offer.patch.whole:
        group = 1
    elif offer.score >= GOOD:
        same = offer.match is not None and (offer.match.kind in _SAME or offer.match.kind is MatchKind.FOLDED)
        group = 1 if same else 2
    else:
        group = 3 if offer.patch is not None else 4
    return group, -offer.score


def _detail(offer: Proposal) -> str:
    """Return what turns the meaning still, and where a match is from."""
    match = offer.match
    if match is None:
        return ""
    unit = match.unit
    # All figures are put in where a match is patched whole.
    turned = " and ".join(match.marks if offer.patch is None or not offer.patch.whole else ())
    parts = (
        f"{turned} differs" if turned else "",
        f"{match.penalty} % off" if match.penalty else "",
        unit.memory,
        unit.author,
        (unit.changed or unit.created)[:10],
    )
    return " · ".join(part for part in parts if part)


def _via(source: str, offer: Proposal) -> str:
    return f"{source} patched".strip() if offer.changes else source


def load_proposer(ws: Workspace, project: Project, terms: ProjectTerms) -> Proposer:
    """Load memory for a project; the terms are handed in because checks need them too."""
    settings = ws.settings
    return Proposer(load_memory(ws, project), terms, settings.fuzzy_threshold, settings.proposals)

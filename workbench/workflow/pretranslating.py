"""Filling open segments in one go, from memory or machine; undoable as one act."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from workbench.errors import MTError
from workbench.model import (
    BulkAct,
    Context,
    Document,
    Issue,
    Project,
    Proposal,
    ProposalKind,
    SaveKind,
    Segment,
    Severity,
    TermHit,
)
from workbench.mt.engine import Request
from workbench.mt.service import BATCH, Ticket
from workbench.store import batches as batches_table
from workbench.store import memories as memories_table
from workbench.store import segments as segments_table
from workbench.store import waivers as waivers_table
from workbench.workflow.clock import now
from workbench.workflow.document_terms import DocumentTerms
from workbench.workflow.machine import EngineInfo, Machine
from workbench.workflow.machine_batch import IN_A_ROW, Control, MachineBatch, engines_for
from workbench.workflow.projects import documents_of
from workbench.workflow.proposing import Proposer, context_of, load_proposer
from workbench.workflow.second_pass import second_pass
from workbench.workflow.terms import ProjectTerms, load_terms
from workbench.workflow.workspace import Workspace

__all__ = ["IN_A_ROW", "Control", "Plan", "Pretranslated", "Pretranslation", "prepare", "pretranslate"]


@dataclass(slots=True)
class Pretranslated:
    """What was filled. ``failures`` maps a sentence to how many segments it stopped.

    ``repaired`` are names and titles put right in what was filled in as a draft. ``stopped`` says why a batch ended early,
    '' when it did not; ``cancelled`` that a person ended it. ``skipped`` segments are still open.

    ``batch`` is the bulk act it can be taken back with, 0 when nothing was filled.
    """

    confirmed: int = 0
    exact: int = 0
    fuzzy: int = 0
    machine: int = 0
    skipped: int = 0
    repaired: int = 0
    batch: int = 0
    failures: dict[str, int] = field(default_factory=dict)
    stopped: str = ""
    cancelled: bool = False


TOGETHER = 50
"""Segments written in one transaction: waiting for the disk costs ten times as much as one of them, and a translator's save
beside it waits for some 40 ms."""


@dataclass(frozen=True, slots=True)
class Filling:
    """What is written into a segment, confirmed or as a draft."""

    segment: Segment
    best: Proposal
    confirming: bool


@dataclass(frozen=True, slots=True)
class Work:
    """An open segment and what the memory has for it; ``best`` is None where an engine is to be asked."""

    segment: Segment
    known: DocumentTerms
    context: Context
    hits: tuple[TermHit, ...]
    offers: tuple[Proposal, ...]
    best: Proposal | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a batch will do, before anything is written or sent. ``passes`` is 2 where texts may be asked about twice."""

    works: tuple[Work, ...]
    engines: tuple[EngineInfo, ...]
    passes: int = 1

    @property
    def characters(self) -> int:
        """Characters of the segments an engine is to be asked for, the most that is sent of them to one engine.

        What is kept from before is not sent again; what fails may be, and what goes along for help is not counted.
        """
        texts = {w.segment.source for w in self.works if w.best is None} if self.engines else set()
        return self.passes * sum(map(len, texts))

    @property
    def asked(self) -> int:
        """Segments an engine is to be asked for."""
        return sum(w.best is None for w in self.works) if self.engines else 0


@dataclass(slots=True)
class Pretranslation:
    """Filling the open segments of a project or document; make one with :func:`prepare`."""

    ws: Workspace
    project: Project
    document: Document | None
    proposer: Proposer
    machine: Machine | None
    plan: Plan
    confirm_exact: bool
    write: Callable[[Sequence[Filling], int], Sequence[bool]]
    """Writes segments as a part of a bulk act, all of them or none; False for each that is somebody's by then."""
    together: int = TOGETHER
    """How many that are known already are written at a time."""
    begin: Callable[[], int] | None = None
    """Makes the bulk act and returns its number, where that is not done at once."""
    done: Pretranslated = field(default_factory=Pretranslated)

    def run(
        self, progress: Callable[[int, int], object] = lambda _done, _total: None, control: Control | None = None
    ) -> Pretranslated:
        """Give every open segment without a draft its best proposal; what a person has written is never touched.

        What an engine answered is written as soon as it is there, so that what was paid for is kept whatever happens then;
        what the memory has, :data:`TOGETHER` at a time.
        """
        control, done, total = control or Control(), self.done, len(self.plan.works)
        try:
            self._fill(progress, control)
        finally:
            done.skipped = total - done.confirmed - done.exact - done.fuzzy - done.machine
            done.cancelled = control.cancelled
        return done

    def _fill(self, progress: Callable[[int, int], object], control: Control) -> None:
        works, count = self.plan.works, 0
        known = [w for w in works if w.best is not None]
        asked = [w for w in works if w.best is None]
        while count < len(known):
            if not _may_go_on(control):
                break
            some = known[count : count + self.together]
            self._put([(w, w.best) for w in some if w.best is not None])
            count += len(some)
            progress(count, len(works))
        if self.machine is not None and asked:
            self._ask(self.machine, asked, control, lambda n: progress(count + n, len(works)))

    def _ask(
        self, machine: Machine, works: Sequence[Work], control: Control, progress: Callable[[int], object]
    ) -> None:
        requests = [machine.request(w.segment.source, w.hits, w.context, w.offers) for w in works]

        def better(
            number: int, request: Request, engine: str, answer: str, done: Callable[[str], None]
        ) -> tuple[Ticket, ...]:
            if not self.ws.settings.mt_second_pass:
                done(answer)
                return ()
            return second_pass(machine, request, engine, answer, works[number].hits, self.proposer.terms, BATCH, done)

        batch = MachineBatch(machine, control, better)
        for heard, (number, engine, answer) in enumerate(batch.answers(requests), 1):
            work = works[number]
            if isinstance(answer, MTError):
                self.done.failures[answer.message] = self.done.failures.get(answer.message, 0) + 1
            else:
                via = machine.via(engine)
                self._put([(work, self.proposer.machine(work.segment.source, answer, engine, via, work.hits))])
            progress(heard)
        self.done.stopped = batch.stopped

    def _put(self, some: Sequence[tuple[Work, Proposal]]) -> None:
        """Write some segments; those that somebody has worked on meanwhile stay theirs."""
        done = self.done
        fillings = [Filling(work.segment, best, self._confirms(work, best)) for work, best in some]
        if not done.batch:
            done.batch = self.begin() if self.begin else begin(self.ws, self.project, self.document)
        for filling, written in zip(fillings, self.write(fillings, done.batch), strict=True):
            if written:
                _count(done, filling.best, confirming=filling.confirming)

    def _confirms(self, work: Work, best: Proposal) -> bool:
        if not self.confirm_exact or best.kind is not ProposalKind.EXACT:
            return False
        return not any(_speaks_against(i) for i in work.known.issues(work.segment, best.text, confirmed=True))


def prepare(
    ws: Workspace,
    project: Project,
    document: Document | None = None,
    *,
    confirm_exact: bool = False,
    fuzzy: int = 75,
    use_machine: bool = False,
    machine: Machine | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Pretranslation:
    """Find out what is to be done; nothing is written or sent yet.

    Exact matches will be confirmed when ``confirm_exact`` is set and no error, nor a term that a person would be warned of,
    speaks against it, else kept as drafts; fuzzy ones from ``fuzzy`` percent and, with ``use_machine``, answers of the
    allowed engines become drafts. ``machine`` are the project's engines where they run already.
    """
    terms = load_terms(ws, project)
    proposer = load_proposer(ws, project, terms)
    machine = (machine or Machine(ws, project)) if use_machine else None
    works = []
    todo = [work for d in documents_of(ws, project, document) for work in _open_segments(ws, d, terms)]
    for n, (segment, context, known) in enumerate(todo, 1):
        hits = known.hits(segment.source)
        offers = tuple(proposer.matches(segment.source, hits, context))
        # A patched match of few percent may stand before a better one that is not.
        best = next((o for o in offers if o.kind is ProposalKind.EXACT or o.score >= fuzzy), None)
        works.append(Work(segment, known, context, hits, offers, best))
        progress(n, len(todo))
    passes = 2 if ws.settings.mt_second_pass else 1
    plan = Plan(tuple(works), tuple(engines_for(machine)) if machine else (), passes)
    return Pretranslation(ws, project, document, proposer, machine, plan, confirm_exact, partial(_write, ws, project))


def pretranslate(
    ws: Workspace,
    project: Project,
    document: Document | None = None,
    *,
    confirm_exact: bool = False,
    fuzzy: int = 75,
    use_machine: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Pretranslated:
    """Prepare and run in one go."""
    ready = prepare(ws, project, document, confirm_exact=confirm_exact, fuzzy=fuzzy, use_machine=use_machine)
    return ready.run(progress)


def _may_go_on(control: Control) -> bool:
    """Wait while it is paused; False when it is to end."""
    while control.paused:
        time.sleep(0.05)
    return not control.cancelled


def _open_segments(
    ws: Workspace, document: Document, terms: ProjectTerms
) -> list[tuple[Segment, Context, DocumentTerms]]:
    conn = ws.store.read()
    found = segments_table.load_segments(conn, document.id)
    known = DocumentTerms(terms, found, waivers_table.load(conn, document.id))
    return [
        (s, context_of(found, s.number, document.slug), known)
        for s in found
        if s.translate and not s.state.confirmed and not s.draft
    ]


def _speaks_against(issue: Issue) -> bool:
    """Whether a person would have to see an issue before the text is confirmed: nobody looks at it here."""
    return issue.severity.rank >= (Severity.WARNING if issue.concept else Severity.ERROR).rank


def begin(ws: Workspace, project: Project, document: Document | None) -> int:
    """Make the bulk act of a filling and return its number."""
    place = f"{project.slug}/{document.slug}" if document else project.slug
    with ws.store.write() as conn:
        return batches_table.begin(conn, BulkAct.PRETRANSLATE, place, ws.settings.author, now())


def _write(ws: Workspace, project: Project, some: Sequence[Filling], batch: int) -> list[bool]:
    """Write segments in one transaction; False for each that somebody has worked on meanwhile, and it stays theirs."""
    at = now()
    with ws.store.write() as conn:
        return [_filled(conn, ws.settings.author, at, project, filling, batch) for filling in some]


def _filled(conn: Any, author: str, at: str, project: Project, filling: Filling, batch: int) -> bool:
    segment, best = filling.segment, filling.best
    now_there = segments_table.get_segment(conn, segment.id)
    if now_there is None or now_there.rev != segment.rev:
        # Worked on, or joined away.
        return False
    if filling.confirming:
        memory = memories_table.ensure_memory(conn, project.memories[0], project.source, project.target)
        segments_table.confirm(
            conn,
            segment.id,
            best.text,
            segment.rev,
            author,
            at,
            best.origin,
            memory,
            BulkAct.PRETRANSLATE.value,
            batch=batch,
            via=best.via,
            offered=best.text,
        )
        return True
    result = segments_table.pretranslate(
        conn, segment.id, best.text, segment.rev, author, at, best.origin, batch, via=best.via
    )
    return result.kind is SaveKind.SAVED


def _count(done: Pretranslated, best: Proposal, *, confirming: bool) -> None:
    if confirming:
        done.confirmed += 1
    elif best.kind is ProposalKind.EXACT:
        done.exact += 1
    elif best.kind is ProposalKind.MT:
        done.machine += 1
    else:
        done.fuzzy += 1
    done.repaired += len(best.changes)

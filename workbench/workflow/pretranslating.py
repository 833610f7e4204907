"""Filling open segments in one go, from memory or machine; undoable as one act."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from workbench.errors import MTError
from workbench.model import BulkAct, Document, Issue, Project, Proposal, ProposalKind, SaveKind, Segment, Severity
from workbench.store import batches as batches_table
from workbench.store import memories as memories_table
from workbench.store import segments as segments_table
from workbench.store import waivers as waivers_table
from workbench.workflow.clock import now
from workbench.workflow.document_terms import DocumentTerms
from workbench.workflow.machine import Machine
from workbench.workflow.projects import documents_of
from workbench.workflow.proposing import Proposer, load_proposer
from workbench.workflow.terms import ProjectTerms, load_terms
from workbench.workflow.workspace import Workspace


@dataclass(slots=True)
class Pretranslated:
    """What was filled. ``failures`` maps a sentence to how many segments it stopped.

    ``repaired`` are names and titles put right in what was filled in as a draft.

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
    """Give every open segment without a draft its best proposal.

    Exact matches are confirmed when ``confirm_exact`` is set and no error, nor a term that a person would be warned of,
    speaks against it, else kept as drafts; fuzzy ones from ``fuzzy`` percent and, with ``use_machine``, answers of the
    allowed engines become drafts. What a person has written is never touched.
    """
    terms = load_terms(ws, project)
    proposer = load_proposer(ws, project, terms)
    machine = Machine(ws, project) if use_machine else None
    done = Pretranslated()
    todo = [work for d in documents_of(ws, project, document) for work in _open_segments(ws, d, terms)]
    for n, (segment, known) in enumerate(todo, 1):
        hits = known.hits(segment.source)
        offers = proposer.matches(segment.source, hits)
        best = offers[0] if offers and (offers[0].kind is ProposalKind.EXACT or offers[0].score >= fuzzy) else None
        if best is None and machine is not None:
            best = _ask(machine, proposer, segment, done, ws.settings.mt_timeout)
        if best is None:
            done.skipped += 1
        else:
            bad = any(_speaks_against(i) for i in known.issues(segment, best.text, confirmed=True))
            confirming = confirm_exact and best.kind is ProposalKind.EXACT and not bad
            if not done.batch:
                done.batch = _begin(ws, project, document)
            if _put(ws, project, segment, best, done.batch, confirming=confirming):
                _count(done, best, confirming=confirming)
            else:
                done.skipped += 1
        progress(n, len(todo))
    return done


def _open_segments(ws: Workspace, document: Document, terms: ProjectTerms) -> list[tuple[Segment, DocumentTerms]]:
    conn = ws.store.read()
    found = segments_table.load_segments(conn, document.id)
    known = DocumentTerms(terms, found, waivers_table.load(conn, document.id))
    return [(s, known) for s in found if s.translate and not s.state.confirmed and not s.draft]


def _speaks_against(issue: Issue) -> bool:
    """Whether a person would have to see an issue before the text is confirmed: nobody looks at it here."""
    return issue.severity.rank >= (Severity.WARNING if issue.concept else Severity.ERROR).rank


def _begin(ws: Workspace, project: Project, document: Document | None) -> int:
    place = f"{project.slug}/{document.slug}" if document else project.slug
    with ws.store.write() as conn:
        return batches_table.begin(conn, BulkAct.PRETRANSLATE, place, ws.settings.author, now())


def _put(ws: Workspace, project: Project, segment: Segment, best: Proposal, batch: int, *, confirming: bool) -> bool:
    """Write one segment; False when somebody has worked on it meanwhile, and it stays theirs."""
    author, at = ws.settings.author, now()
    with ws.store.write() as conn:
        if confirming:
            memory = memories_table.ensure_memory(conn, project.memories[0], project.source, project.target)
            now_there = segments_table.get_segment(conn, segment.id)
            if now_there is None or now_there.rev != segment.rev:
                return False
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
            )
            return True
        result = segments_table.pretranslate(conn, segment.id, best.text, segment.rev, author, at, best.origin, batch)
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


def _ask(
    machine: Machine, proposer: Proposer, segment: Segment, done: Pretranslated, timeout: float
) -> Proposal | None:
    """Ask the engines and wait for the first answer; failures are counted by what they say."""
    answers: list[tuple[str, str | MTError]] = []
    arrived = threading.Event()
    asked = len(machine.engines())

    def answered(engine: str, answer: str | MTError) -> None:
        answers.append((engine, answer))
        if not isinstance(answer, MTError) or len(answers) >= asked:
            arrived.set()

    machine.ask(segment.source, answered)
    arrived.wait(2 * timeout + 10)
    for engine, answer in answers:
        if not isinstance(answer, MTError):
            hits = tuple(proposer.terms.hits(segment.source))
            return proposer.machine(segment.source, answer, engine, "", hits)
    for _engine, answer in answers:
        if isinstance(answer, MTError):
            done.failures[answer.message] = done.failures.get(answer.message, 0) + 1
    return None

"""What the checks find in whole documents, one pass over each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.model import Document, Issue, Project, Segment, Waiver
from workbench.store import segments as segments_table
from workbench.store import waivers as waivers_table
from workbench.workflow.checking import surroundings
from workbench.workflow.document_check import DocumentCheck
from workbench.workflow.document_terms import DocumentTerms
from workbench.workflow.pacing import AT_ONCE, Pace
from workbench.workflow.projects import documents_of
from workbench.workflow.terms import load_terms
from workbench.workflow.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Finding:
    """An issue and the segment it was found in; with ``waiver`` it does not count there."""

    document: str
    segment: Segment
    issue: Issue
    waiver: Waiver | None = None


@dataclass(frozen=True, slots=True)
class Ignored:
    """A reason that holds in a segment, and the issue it is for, None where there is none at present."""

    document: str
    segment: Segment
    waiver: Waiver
    issue: Issue | None = None


def all_findings(
    ws: Workspace, project: Project, document: Document | None = None, pace: Pace = AT_ONCE
) -> Iterator[Finding]:
    """Yield the issues of every segment that has a target or a draft, in document order; those that do not count as well.

    Raises :class:`Stopped` when ``pace`` is stopped.
    """
    terms = load_terms(ws, project)
    conn = ws.store.read()
    documents = documents_of(ws, project, document)
    for n, doc in enumerate(documents):
        segments = segments_table.load_segments(conn, doc.id)
        check = DocumentCheck(DocumentTerms(terms, segments, waivers_table.load(conn, doc.id)), segments)
        # Every document is taken for as long as the one at hand: reading all of them first would take longer.
        for segment, judged in check.all(pace, n * len(segments), len(documents) * len(segments)):
            for issue, waiver in judged:
                yield Finding(doc.slug, segment, issue, waiver)


def ignored(ws: Workspace, project: Project, document: Document | None = None) -> Iterator[Ignored]:
    """Yield the reasons that hold in the documents of a project, in document order."""
    terms = load_terms(ws, project)
    conn = ws.store.read()
    for doc in documents_of(ws, project, document):
        segments = segments_table.load_segments(conn, doc.id)
        known = DocumentTerms(terms, segments, waivers_table.load(conn, doc.id))
        for at, segment in enumerate(segments):
            waivers = known.waivers(segment)
            if not waivers:
                continue
            around = surroundings(segments, at, lambda s: s.current)
            found = known.all_issues(
                segment, segment.current, confirmed=segment.state.confirmed, around=around, listed=True
            )
            for waiver in waivers:
                yield Ignored(doc.slug, segment, waiver, next((i for i, w in found if w == waiver), None))

"""Checks on a segment and on a whole document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.model import Document, Issue, Project, Segment, TermHit
from workbench.qa.checks import run_checks
from workbench.qa.context import Context
from workbench.store import segments as segments_table
from workbench.store import waivers as waivers_table
from workbench.workflow.projects import documents_of
from workbench.workflow.terms import ProjectTerms, load_terms
from workbench.workflow.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Finding:
    """An issue and the segment it was found in."""

    document: str
    segment: Segment
    issue: Issue


def segment_issues(
    terms: ProjectTerms,
    source: str,
    target: str,
    hits: list[TermHit] | tuple[TermHit, ...],
    waived: frozenset[str] = frozenset(),
    *,
    confirmed: bool = False,
) -> list[Issue]:
    """Return the issues of a pair, worst first. Issues about waived concepts are left out.

    ``confirmed`` (or about to be) makes an empty target an issue.
    """
    uses = tuple(terms.uses(hits, target)) if target.strip() else ()
    context = Context(
        source=source, target=target, source_lang=terms.source, target_lang=terms.target, uses=uses, confirmed=confirmed
    )
    return [i for i in run_checks(context) if not (i.concept and i.concept in waived)]


def check_documents(ws: Workspace, project: Project, document: Document | None = None) -> Iterator[Finding]:
    """Yield the issues of every segment that has a target or a draft, in document order."""
    terms = load_terms(ws, project)
    conn = ws.store.read()
    for doc in documents_of(ws, project, document):
        waived: dict[int, set[str]] = {}
        for segment_id, concept in waivers_table.load(conn, doc.id):
            waived.setdefault(segment_id, set()).add(concept)
        for segment in segments_table.load_segments(conn, doc.id):
            if not segment.translate or not (segment.current or segment.state.confirmed):
                continue
            skip = frozenset(waived.get(segment.id, ()))
            hits = terms.hits(segment.source)
            confirmed = segment.state.confirmed
            for issue in segment_issues(terms, segment.source, segment.current, hits, skip, confirmed=confirmed):
                yield Finding(doc.slug, segment, issue)

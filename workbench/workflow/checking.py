"""Checks on a segment and on a whole document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from workbench.model import Document, Issue, Project, Segment, Severity, TermHit
from workbench.qa.checks import run_checks
from workbench.qa.context import Context
from workbench.qa.joints import check_joints
from workbench.store import segments as segments_table
from workbench.store import waivers as waivers_table
from workbench.workflow.projects import documents_of
from workbench.workflow.terms import ProjectTerms, load_terms
from workbench.workflow.workspace import Workspace

_NAME_REACH = 120
"""A name at the beginning of a text is looked for in so many code points."""


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
    around: tuple[str, str] = ("", ""),
    listed: bool = False,
) -> list[Issue]:
    """Return the issues of a pair, worst first. Issues about waived concepts are left out.

    ``confirmed`` (or about to be) makes an empty target an issue. ``around`` are the targets of its neighbours
    (:func:`neighbours`); ``listed`` says that the issues of these are shown as well.
    """
    uses = tuple(terms.uses(hits, target)) if target.strip() else ()
    context = Context(
        source=source,
        target=target,
        source_lang=terms.source,
        target_lang=terms.target,
        uses=uses,
        confirmed=confirmed,
        before=around[0],
        behind=around[1],
        is_name=lambda text: _begins_with_name(terms, text),
        listed=listed,
    )
    return [i for i in run_checks(context) if not (i.concept and i.concept in waived)]


def neighbours(segments: Sequence[Segment], at: int, text_of: Callable[[Segment], str]) -> tuple[str, str]:
    """Return the targets before and behind segment ``at`` (from 0) in its sentence, '' where there is none.

    ``text_of`` says what the target of a segment is. One that is not translated has none.
    """
    segment = segments[at]

    def text(n: int) -> str:
        if not 0 <= n < len(segments):
            return ""
        other = segments[n]
        same = (other.block, other.sentence) == (segment.block, segment.sentence)
        return text_of(other) if same and other.translate else ""

    return text(at - 1), text(at + 1)


def bad_joints(terms: ProjectTerms, segments: Sequence[Segment], text_of: Callable[[Segment], str]) -> int:
    """Return at how many places the pieces of a sentence do not fit together, ``text_of`` giving their targets."""
    count = 0
    for at, segment in enumerate(segments):
        target = text_of(segment) if segment.translate else ""
        before, behind = neighbours(segments, at, text_of)
        if not target.strip() or not (before or behind):
            continue
        context = Context(
            source=segment.source,
            target=target,
            source_lang=terms.source,
            target_lang=terms.target,
            before=before,
            behind=behind,
            is_name=lambda text: _begins_with_name(terms, text),
            listed=True,
        )
        count += sum(i.severity.rank >= Severity.WARNING.rank for i in check_joints(context))
    return count


def _begins_with_name(terms: ProjectTerms, text: str) -> bool:
    """Whether a target begins with a term of the glossaries that is written with a capital."""
    found = terms.termbase.find(text[:_NAME_REACH], terms.target)
    return any(h.start == 0 and h.term[:1].isupper() and _first(h.term) == _first(h.surface) for h in found)


def _first(text: str) -> str:
    return text.split()[0].casefold()


def check_documents(ws: Workspace, project: Project, document: Document | None = None) -> Iterator[Finding]:
    """Yield the issues of every segment that has a target or a draft, in document order."""
    terms = load_terms(ws, project)
    conn = ws.store.read()
    for doc in documents_of(ws, project, document):
        waived: dict[int, set[str]] = {}
        for segment_id, concept in waivers_table.load(conn, doc.id):
            waived.setdefault(segment_id, set()).add(concept)
        segments = segments_table.load_segments(conn, doc.id)
        for at, segment in enumerate(segments):
            if not segment.translate or not (segment.current or segment.state.confirmed):
                continue
            skip = frozenset(waived.get(segment.id, ()))
            hits = terms.hits(segment.source)
            for issue in segment_issues(
                terms,
                segment.source,
                segment.current,
                hits,
                skip,
                confirmed=segment.state.confirmed,
                around=neighbours(segments, at, lambda s: s.current),
                listed=True,
            ):
                yield Finding(doc.slug, segment, issue)

"""Reasons for which an issue does not count, given from the command line."""

from __future__ import annotations

from workbench.errors import UsageError
from workbench.model import Issue, Project, Segment, Severity, Waiver, WaiverReason
from workbench.store import segments as segments_table
from workbench.store import waivers as waivers_table
from workbench.workflow.checking import QUOTES_REACH, surroundings
from workbench.workflow.clock import now
from workbench.workflow.document_check import INCONSISTENT, SAID_OTHERWISE, DocumentCheck
from workbench.workflow.document_terms import DocumentTerms
from workbench.workflow.reasons import choices
from workbench.workflow.terms import load_terms
from workbench.workflow.workspace import Workspace


def reasons_for(ws: Workspace, project: Project, segment: Segment, text: str, reason: str) -> list[Waiver]:
    """Return a waiver for each ``must`` term that keeps ``text`` from being confirmed.

    Raises :class:`UsageError` when there is such a term and no reason, or one that does not do for it.
    """
    stops = _alone(ws, project, segment).stops(segment, text)
    if not stops:
        return []
    if not reason:
        raise UsageError(
            f"Segment {segment.number}: {stops[0].message}",
            f"Correct the target, or say why it does not apply with --reason CODE[:note]. Codes: {_codes(stops[0])}.",
        )
    return [_waiver(ws, segment, issue, reason) for issue in stops]


def waive(ws: Workspace, project: Project, segment: Segment, subject: str, reason: str) -> Waiver:
    """Let an issue of the segment count no more, and keep why.

    ``subject`` names a term, or a check of which all issues are meant. Raises :class:`UsageError` when there is none.
    """
    found = _issues(ws, project, segment)
    if subject == INCONSISTENT or subject.startswith(SAID_OTHERWISE):
        found += _otherwise(ws, project, segment)
    meant = [i for i in found if subject in (i.subject, i.concept, i.check)]
    if not meant:
        raise UsageError(
            f"Segment {segment.number} has no issue {subject!r}.",
            "Name a term by its id, or a check: they stand in the list of workbench check --json.",
        )
    given = {i.subject: _waiver(ws, segment, i, reason) for i in meant}
    with ws.store.write() as write:
        for waiver in given.values():
            waivers_table.add(write, segment, waiver)
    return next(iter(given.values()))


def warnings_of(ws: Workspace, project: Project, segment: Segment) -> list[str]:
    """Return what a person is warned of in the editor before the segment is confirmed: its terms, and their mentions."""
    found = _issues(ws, project, segment)
    return [i.message for i in found if i.concept and i.severity.rank >= Severity.WARNING.rank]


def _alone(ws: Workspace, project: Project, segment: Segment) -> DocumentTerms:
    """Return what is known of a segment by itself."""
    return DocumentTerms(load_terms(ws, project), [segment], waivers_table.of_segment(ws.store.read(), segment.id))


def _whole(ws: Workspace, project: Project, segment: Segment) -> tuple[DocumentTerms, list[Segment]]:
    conn = ws.store.read()
    segments = segments_table.load_segments(conn, segment.document)
    return DocumentTerms(load_terms(ws, project), segments, waivers_table.load(conn, segment.document)), segments


def _issues(ws: Workspace, project: Project, segment: Segment) -> list[Issue]:
    """Return the issues of a segment, from what stands near it; which mention a name is only the whole document tells."""
    known, first = _alone(ws, project, segment), max(1, segment.number - QUOTES_REACH)
    if known.mentions(segment):
        (known, near), first = _whole(ws, project, segment), 1
    else:
        near = segments_table.load_between(ws.store.read(), segment.document, first, segment.number + QUOTES_REACH)
    around = surroundings(near, segment.number - first, lambda s: s.current)
    return known.issues(segment, segment.current, confirmed=segment.state.confirmed, around=around)


def _otherwise(ws: Workspace, project: Project, segment: Segment) -> list[Issue]:
    """Return the issue that the same source is translated otherwise before, which only the whole document tells."""
    known, segments = _whole(ws, project, segment)
    other = DocumentCheck(known, segments).otherwise(segment.number - 1)
    return [] if other is None or known.covering(segment, other) else [other]


def waivers_of(ws: Workspace, project: Project, segment: Segment) -> list[Waiver]:
    """Return what is ignored in a segment."""
    if not waivers_table.of_segment(ws.store.read(), segment.id):
        return []
    return _alone(ws, project, segment).waivers(segment)


def parse_reason(issue: Issue, text: str) -> tuple[WaiverReason, str]:
    """Return code and note of ``CODE[:note]``. Raises :class:`UsageError` for a code that does not do for the issue."""
    code, _, note = text.partition(":")
    found = next((r for r in choices(issue) if r.value == code.strip()), None)
    if found is None:
        raise UsageError(
            f"{code.strip()!r} is no reason for: {issue.message}", f"Write CODE or CODE:note. Codes: {_codes(issue)}."
        )
    if found is WaiverReason.OTHER and not note.strip():
        raise UsageError("The reason other needs a note.", "Write it behind a colon: other:NOTE")
    return found, note.strip()


def _codes(issue: Issue) -> str:
    return ", ".join(choices(issue)) or "none; it must be mended"


def _waiver(ws: Workspace, segment: Segment, issue: Issue, reason: str) -> Waiver:
    code, note = parse_reason(issue, reason)
    return Waiver(segment.id, issue.check, issue.subject, code, note, segment.source, ws.settings.author, now())

"""Editing one segment from the command line, one act at a time, each committed before it returns."""

from __future__ import annotations

from workbench.errors import UsageError, WorkbenchError
from workbench.model import Document, Origin, Project, SaveKind, SaveResult, Segment, Severity, State
from workbench.store import segments as segments_table
from workbench.store import units as units_table
from workbench.store import waivers as waivers_table
from workbench.workflow.checking import segment_issues
from workbench.workflow.clock import now
from workbench.workflow.terms import load_terms
from workbench.workflow.workspace import Workspace


class ConflictError(WorkbenchError):
    """Somebody else changed the segment meanwhile. Our text is in its history."""


def get_segment(ws: Workspace, document: Document, number: int) -> Segment:
    """Return segment ``number`` (from 1) of a document; raises :class:`UsageError` when there is none."""
    found = segments_table.load_segments(ws.store.read(), document.id)
    if not 1 <= number <= len(found):
        raise UsageError(f"{document.slug} has no segment {number}.", f"It has 1 to {len(found)}.")
    return found[number - 1]


def set_draft(ws: Workspace, segment: Segment, text: str) -> Segment:
    """Keep ``text`` as the segment's draft."""
    with ws.store.write() as conn:
        result = segments_table.save_draft(
            conn, segment.id, _one_line(text), segment.rev, ws.settings.author, now(), Origin.HUMAN
        )
    return _done(result)


def confirm(
    ws: Workspace,
    project: Project,
    segment: Segment,
    *,
    reason: str = "",
    origin: Origin | None = None,
) -> Segment:
    """Confirm what the segment holds. A missing ``must`` term or an empty target stops it unless a reason is given.

    Raises :class:`UsageError` naming the issue that stops it, :class:`ConflictError` for a stale segment.
    """
    text = segment.current.strip()
    if not text:
        raise UsageError(f"Segment {segment.number} has no target to confirm.", "Give it one with --target TEXT.")
    stops = must_issues(ws, project, segment, text)
    if stops and not reason:
        raise UsageError(
            f"Segment {segment.number}: {stops[0][0]}",
            "Correct the target, or say why it does not apply with --reason TEXT.",
        )
    with ws.store.write() as conn:
        memory = units_table.ensure_memory(conn, project.memories[0], project.source, project.target)
        for _message, concept in stops:
            waivers_table.add(conn, segment.id, concept, reason, ws.settings.author, now())
        result = segments_table.confirm(
            conn,
            segment.id,
            text,
            segment.rev,
            ws.settings.author,
            now(),
            origin or segment.origin or Origin.HUMAN,
            memory,
            reason,
        )
    return _done(result)


def unconfirm(ws: Workspace, segment: Segment) -> Segment:
    """Take a confirmed target back to a draft; its unit leaves the memory."""
    if not segment.state.confirmed:
        raise UsageError(f"Segment {segment.number} is not confirmed.")
    with ws.store.write() as conn:
        result = segments_table.unconfirm(conn, segment.id, segment.rev, ws.settings.author, now())
    return _done(result)


def review(ws: Workspace, project: Project, segment: Segment) -> Segment:
    """Mark a confirmed target as read by a second person. Raises :class:`UsageError` for one that is not confirmed."""
    if not segment.state.confirmed or segment.draft is not None:
        raise UsageError(f"Segment {segment.number} is not confirmed.", "Confirm it first: --confirm")
    with ws.store.write() as conn:
        memory = units_table.ensure_memory(conn, project.memories[0], project.source, project.target)
        result = segments_table.confirm(
            conn,
            segment.id,
            segment.target,
            segment.rev,
            ws.settings.author,
            now(),
            segment.origin or Origin.HUMAN,
            memory,
            "review",
            State.REVIEWED,
        )
    return _done(result)


def set_note(ws: Workspace, segment: Segment, note: str) -> Segment:
    """Keep a note with the segment."""
    with ws.store.write() as conn:
        result = segments_table.set_note(conn, segment.id, note, segment.rev)
    return _done(result)


def must_issues(ws: Workspace, project: Project, segment: Segment, text: str) -> list[tuple[str, str]]:
    """Return (message, concept id) of the ``must`` terms that ``text`` does not keep and nobody waived."""
    terms = load_terms(ws, project)
    waived = {c for s, c in waivers_table.load(ws.store.read(), segment.document) if s == segment.id}
    issues = segment_issues(terms, segment.source, text, terms.hits(segment.source), frozenset(waived), confirmed=True)
    return [(i.message, i.concept) for i in issues if i.must and i.severity is Severity.CRITICAL]


def _one_line(text: str) -> str:
    """A segment is one line: line breaks become spaces, as in the editor."""
    return " ".join(text.splitlines()) if "\n" in text or "\r" in text else text


def _done(result: SaveResult) -> Segment:
    """Return the segment; to be called after the commit, which keeps the losing text in the history."""
    if result.kind is SaveKind.CONFLICT:
        raise ConflictError(
            f"Segment {result.segment.number} was changed by somebody else meanwhile.",
            "Your text is kept in its history; look at the segment and try again.",
        )
    return result.segment

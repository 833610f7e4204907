"""Editing one segment from the command line, one act at a time, each committed before it returns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workbench.errors import UsageError, WorkbenchError
from workbench.model import (
    Document,
    Origin,
    Project,
    SaveKind,
    SaveResult,
    Segment,
    State,
    Waiver,
)
from workbench.store import memories as memories_table
from workbench.store import segments as segments_table
from workbench.store import states as states_table
from workbench.store import waivers as waivers_table
from workbench.workflow.clock import now
from workbench.workflow.document_terms import DocumentTerms
from workbench.workflow.reasons import concept_of
from workbench.workflow.terms import load_terms
from workbench.workflow.waiving import reasons_for
from workbench.workflow.workspace import Workspace


class ConflictError(WorkbenchError):
    """Somebody else changed the segment meanwhile. Our text is in its history."""


def get_segment(ws: Workspace, document: Document, number: int) -> Segment:
    """Return segment ``number`` (from 1) of a document; raises :class:`UsageError` when there is none."""
    return segment_there(ws.store.read(), document, number)


def segment_there(conn: Any, document: Document, number: int) -> Segment:
    """Return the same on the caller's transaction."""
    found = segments_table.find_segment(conn, document.id, number)
    if found is None:
        last = segments_table.count_segments(conn, document.id)
        raise UsageError(f"{document.slug} has no segment {number}.", f"It has 1 to {last}.")
    return found


def set_draft(ws: Workspace, segment: Segment, text: str) -> Segment:
    """Keep ``text`` as the segment's draft."""
    with ws.store.write() as conn:
        result = segments_table.save_draft(
            conn, segment.id, _one_line(text), segment.rev, ws.settings.author, now(), Origin.HUMAN
        )
    return saved(result)


def confirm(
    ws: Workspace,
    project: Project,
    segment: Segment,
    *,
    reason: str = "",
    origin: Origin | None = None,
) -> Segment:
    """Confirm what the segment holds. A ``must`` term that is not kept or an empty target stops it.

    ``reason``, a code and perhaps a note (``quoted: as he said it``), lets the first pass: it is kept for each term in its
    way. Raises :class:`UsageError` naming the issue that stops it, :class:`ConflictError` for a stale segment.
    """
    text = segment.current.strip()
    if not text:
        raise UsageError(f"Segment {segment.number} has no target to confirm.", "Give it one with --target TEXT.")
    given = reasons_for(ws, project, segment, text, reason)
    with ws.store.write() as conn:
        memory = memories_table.ensure_memory(conn, project.memories[0], project.source, project.target)
        for waiver in given:
            waivers_table.add(conn, segment, waiver)
        result = segments_table.confirm(
            conn,
            segment.id,
            text,
            segment.rev,
            ws.settings.author,
            now(),
            origin or segment.origin or Origin.HUMAN,
            memory,
            given[0].told if given else "",
        )
    return saved(result)


def unwaive(ws: Workspace, project: Project, segment: Segment, subject: str) -> Segment:
    """Let an ignored issue count again. A confirmed segment that only a reason had let pass becomes a draft.

    ``subject`` is as for :func:`waive`. Raises :class:`UsageError` when nothing of it is ignored.
    """
    known = DocumentTerms(load_terms(ws, project), [segment], waivers_table.load(ws.store.read(), segment.document))
    meant = [w for w in known.waivers(segment) if subject in (w.subject, concept_of(w.subject), w.check)]
    if not meant:
        raise UsageError(
            f"Nothing of {subject!r} is ignored in segment {segment.number}.",
            "See: workbench check PROJECT/DOC --waived",
        )
    author, at = ws.settings.author, now()
    for waiver in meant:
        known.unwaive(segment, waiver.check, waiver.subject)
    with ws.store.write() as conn:
        for waiver in meant:
            waivers_table.remove(conn, segment, waiver.check, waiver.subject, author, at)
        if not segment.state.confirmed or not known.stops(segment, segment.target):
            return segment
        result = segments_table.unconfirm(conn, segment.id, segment.rev, author, at)
    return saved(result)


def unconfirm(ws: Workspace, segment: Segment) -> Segment:
    """Take a confirmed target back to a draft; its unit leaves the memory."""
    if not segment.state.confirmed:
        raise UsageError(f"Segment {segment.number} is not confirmed.")
    with ws.store.write() as conn:
        result = segments_table.unconfirm(conn, segment.id, segment.rev, ws.settings.author, now())
    return saved(result)


def review(ws: Workspace, project: Project, segment: Segment, *, reason: str = "") -> Segment:
    """Mark a confirmed target as read by a second person. Raises :class:`UsageError` for one that is not confirmed.

    The terms may have been decided anew since it was confirmed: it is stopped as :func:`confirm` is.
    """
    _confirmed(segment)
    given = reasons_for(ws, project, segment, segment.target, reason)
    return mark_reviewed(ws, project, segment, given)


def mark_reviewed(ws: Workspace, project: Project, segment: Segment, given: Sequence[Waiver] = ()) -> Segment:
    """Mark a confirmed target as reviewed that nothing stops, but what there is a reason for. Raises as :func:`review`."""
    _confirmed(segment)
    with ws.store.write() as conn:
        for waiver in given:
            waivers_table.add(conn, segment, waiver)
        memory = memories_table.ensure_memory(conn, project.memories[0], project.source, project.target)
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
    return saved(result)


def unreview(ws: Workspace, segment: Segment) -> Segment:
    """Let a reviewed segment be only confirmed again. Raises :class:`UsageError` for one that is not reviewed."""
    segments_table.refuse_locked(segment)
    if segment.state is not State.REVIEWED:
        raise UsageError(f"Segment {segment.number} is not reviewed.")
    with ws.store.write() as conn:
        result = states_table.unreview(conn, segment.id, segment.rev, ws.settings.author, now())
    return saved(result)


def lock(ws: Workspace, segment: Segment) -> Segment:
    """Lock a confirmed segment: nothing but :func:`unlock` changes its target, state or cut any more.

    A locked one stays so. Raises :class:`UsageError` for one that is not confirmed or has a newer draft.
    """
    if segment.state is State.FINAL:
        return segment
    _confirmed(segment)
    with ws.store.write() as conn:
        result = states_table.lock(conn, segment.id, segment.rev, ws.settings.author, now())
    return saved(result)


def unlock(ws: Workspace, segment: Segment) -> Segment:
    """Let a locked segment be again what it was. Raises :class:`UsageError` for one that is not locked."""
    if segment.state is not State.FINAL:
        raise UsageError(f"Segment {segment.number} is not locked.")
    with ws.store.write() as conn:
        result = states_table.unlock(conn, segment.id, segment.rev, ws.settings.author, now())
    return saved(result)


def _confirmed(segment: Segment) -> None:
    segments_table.refuse_locked(segment)
    if not segment.state.confirmed or segment.draft is not None:
        raise UsageError(f"Segment {segment.number} is not confirmed.", "Confirm it first.", act="confirm")


def set_note(ws: Workspace, segment: Segment, note: str) -> Segment:
    """Keep a note with the segment."""
    with ws.store.write() as conn:
        result = segments_table.set_note(conn, segment.id, note, segment.rev)
    return saved(result)


def _one_line(text: str) -> str:
    """A segment is one line: line breaks become spaces, as in the editor."""
    return " ".join(text.splitlines()) if "\n" in text or "\r" in text else text


def saved(result: SaveResult) -> Segment:
    """Return the segment; to be called after the commit, which keeps the losing text in the history."""
    if result.kind is SaveKind.CONFLICT:
        raise ConflictError(
            f"Segment {result.segment.number} was changed by somebody else meanwhile.",
            "Your text is kept in its history; look at the segment and try again.",
        )
    return result.segment

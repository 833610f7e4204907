"""What happened to a segment, and one of its texts had again."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.errors import UsageError
from workbench.model import HistoryEntry, Segment
from workbench.store import segments as segments_table
from workbench.workflow.clock import now
from workbench.workflow.editing import saved
from workbench.workflow.workspace import Workspace


def history_of(ws: Workspace, segment: Segment) -> Sequence[HistoryEntry]:
    """Return what happened to a segment, the oldest first."""
    return segments_table.history(ws.store.read(), segment.id)


def restore(ws: Workspace, segment: Segment, entry: int) -> Segment:
    """Put the text of an entry of its history, counted from 1, into a segment as a draft, with where it came from then.

    What is confirmed stays beside it. Raises :class:`UsageError` when there is no such entry or it has no text,
    :class:`LockedError` for a locked segment.
    """
    entries = history_of(ws, segment)
    if not 1 <= entry <= len(entries):
        raise UsageError(
            f"The history of segment {segment.number} has no entry {entry}.",
            f"It has 1 to {len(entries)}." if entries else "Nothing has happened to it yet.",
        )
    past = entries[entry - 1]
    if not past.target:
        raise UsageError(f"Entry {entry} has no text.", "Take another one.")
    with ws.store.write() as conn:
        result = segments_table.save_draft(
            conn,
            segment.id,
            past.target,
            segment.rev,
            ws.settings.author,
            now(),
            past.origin,
            via=past.via,
            offered=past.offered,
        )
    return saved(result)

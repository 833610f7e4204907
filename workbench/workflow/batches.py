"""Taking a bulk act back as one: a pretranslation, an import, terms put right, words replaced."""

from __future__ import annotations

import contextlib

from workbench.errors import NotFoundError, UsageError
from workbench.model import Batch, BulkAct, Undone
from workbench.store import batches as batches_table
from workbench.workflow.clock import now
from workbench.workflow.memory_import import remove_batch
from workbench.workflow.memory_upkeep import undo_upkeep
from workbench.workflow.pacing import AT_ONCE, Pace
from workbench.workflow.workspace import Workspace


def list_batches(ws: Workspace) -> list[Batch]:
    """Return the bulk acts of this workspace, newest first."""
    return batches_table.list_batches(ws.store.read())


def find_batch(ws: Workspace, number: int | None = None) -> Batch:
    """Return the bulk act with this number, else the newest that was not taken back.

    Raises :class:`NotFoundError` when there is none, :class:`UsageError` when it was taken back already.
    """
    if number is None:
        found = next((b for b in list_batches(ws) if not b.undone), None)
        if found is None:
            raise NotFoundError("There is no bulk act to take back.", "See: workbench undo --list")
        return found
    batch = batches_table.get_batch(ws.store.read(), number)
    if batch is None:
        raise NotFoundError(f"There is no bulk act {number}.", "See: workbench undo --list")
    if batch.undone:
        raise UsageError(f"Bulk act {number} was taken back already.", "See: workbench undo --list")
    return batch


def undo_batch(ws: Workspace, batch: Batch, pace: Pace = AT_ONCE) -> Undone:
    """Take a bulk act back as one.

    Of a pretranslation, segments that were changed since are kept; the texts it had put stay in the history. An
    imported article somebody has worked on is not removed: :class:`UsageError`. Its original bytes are moved to the
    workspace's private folder, never deleted. ``pace`` is told of what may take long: upkeep of a memory.
    """
    author, at = ws.settings.author, now()
    if batch.act is BulkAct.PRETRANSLATE:
        with ws.store.write() as conn:
            return batches_table.undo_segments(conn, batch.id, author, at)
    if batch.act in (BulkAct.IMPACT, BulkAct.REPLACE):
        with ws.store.write() as conn:
            # It may have waited long for other programs.
            pace.rest()
            return batches_table.undo_replaced(conn, batch.id, author, at)
    if batch.act in (BulkAct.TM_IMPORT, BulkAct.ALIGN):
        return Undone(remove_batch(ws, batch.id), 0)
    if batch.act is BulkAct.TM_UPKEEP:
        return undo_upkeep(ws, batch.id, pace)
    with ws.store.write() as conn:
        found = batches_table.document_of(conn, batch.id)
        if found is None:
            raise NotFoundError(f"{batch.place} is gone already.")
        document, project, original = found
        if batches_table.worked_on(conn, document):
            raise UsageError(
                f"{batch.place} has been worked on: it is not removed.",
                "Take its translations back first (workbench undo --list, workbench edit --unconfirm).",
            )
        batches_table.undo_import(conn, batch.id, document, at)
    _put_away(ws, batch, project, original)
    return Undone(1, 0)


def _put_away(ws: Workspace, batch: Batch, project: str, original: str) -> None:
    removed = ws.paths.removed
    # The document is out already; bytes that cannot be moved do no harm where they are.
    with contextlib.suppress(OSError):
        removed.mkdir(parents=True, exist_ok=True)
        (ws.paths.source(project) / original).replace(removed / f"{batch.id}-{project}-{original}")

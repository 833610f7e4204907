"""An article that was changed by its author comes in again: what did not change keeps all that was made of it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.errors import UsageError, WorkbenchError
from workbench.files import write_atomically
from workbench.model import Document, Project, Repair, Segment, State
from workbench.store import backups
from workbench.store import cuts as cuts_table
from workbench.store import documents as documents_table
from workbench.store import segments as segments_table
from workbench.store.updates import NewSegment, update_document
from workbench.text.structure import label_blocks
from workbench.workflow.aligning import After, Before, align
from workbench.workflow.clock import now
from workbench.workflow.names import free_slug
from workbench.workflow.segmentation import cut
from workbench.workflow.texts import stored_text_of
from workbench.workflow.workspace import Workspace

NAMED = 10
"""So many locked segments are named."""


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update did, in segments: kept as they were, changed, new, gone. ``backup`` was made before."""

    document: Document
    kept: int
    changed: int
    added: int
    gone: int
    repairs: tuple[Repair, ...] = ()
    backup: Path | None = None


def update_article(
    ws: Workspace, project: Project, document: Document, data: bytes, path: Path, encoding: str | None = None
) -> Updated:
    """Put new bytes under a document.

    A segment whose source is still there, wherever it stands now, keeps all that was made of it: target, state, draft,
    note, unit, and the splits and joins of its sentence. A changed one gets the note and the history of the one it is a
    changed form of; what that one held is offered as it was before the update, with the difference, and stays a draft
    only where the words are the same. Other segments are new. Of what went texts and notes are in the history of its
    neighbour, and the pair of a confirmed one stays in the memory. The bytes of before stay beside the new ones. The same
    text, whatever its line ends, changes nothing. Raises :class:`FileError` when the new bytes are no text,
    :class:`UsageError` when a locked segment would change or go: then nothing is changed.
    """
    stored, repairs = stored_text_of(data, path, encoding, unwrap=document.unwrapped)
    old = segments_table.load_segments(ws.store.read(), document.id)
    if stored == "".join(s.text for s in old):
        return Updated(document, len(old), 0, 0, 0, repairs)
    after = After(stored, label_blocks(stored, project.source), cut(ws, project, stored))
    backup = backups.make_backup(ws.paths, "before-update")
    try:
        updated = _write(ws, project, document, data, path, after)
    except BaseException:
        # Nothing was changed; on a full disk each try would leave one more.
        backup.unlink(missing_ok=True)
        raise
    return replace(updated, repairs=repairs, backup=backup)


def _refuse_locked(old: Sequence[Segment], rows: Sequence[NewSegment]) -> None:
    kept = {row.kept.id for row in rows if row.kept is not None}
    lost = [str(s.number) for s in old if s.state is State.FINAL and s.id not in kept]
    if lost:
        more = f" and {len(lost) - NAMED} more" if len(lost) > NAMED else ""
        raise UsageError(
            f"The new text has not the locked segments {', '.join(lost[:NAMED])}{more} as they are.",
            "Nothing was changed. Unlock them first.",
            act="lock",
        )


def _write(ws: Workspace, project: Project, document: Document, data: bytes, path: Path, after: After) -> Updated:
    """Align and store in one transaction, so that nothing written meanwhile is passed over."""
    digest = hashlib.sha256(data).hexdigest()
    folder = ws.paths.source(project.slug)
    taken = {p.stem for p in folder.iterdir()} if folder.is_dir() else set()
    original = folder / f"{free_slug(document.slug, taken)}{path.suffix.lower() or '.txt'}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with ws.store.write() as conn:
            old = segments_table.load_segments(conn, document.id)
            forced, joined = cuts_table.load_cuts(conn, document.id)
            text = "".join(s.text for s in old)
            before = Before(
                text,
                documents_table.blocks(conn, document.id),
                old,
                dict.fromkeys(forced, True) | dict.fromkeys(joined, False),
                label_blocks(text, project.source),
            )
            aligned = align(before, after)
            _refuse_locked(old, aligned.rows)
            write_atomically(original, [data])
            update_document(
                conn,
                document,
                sha256=digest,
                text=after.text,
                original=original.name,
                blocks=aligned.blocks,
                rows=aligned.rows,
                cuts=aligned.cuts,
                author=ws.settings.author,
                at=now(),
            )
    except WorkbenchError:
        original.unlink(missing_ok=True)
        raise
    kept = sum(r.kept is not None for r in aligned.rows)
    changed = sum(r.was is not None for r in aligned.rows)
    updated = replace(document, sha256=digest)
    return Updated(updated, kept, changed, len(aligned.rows) - kept - changed, len(old) - kept - changed)

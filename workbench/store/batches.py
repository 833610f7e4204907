"""The ``batch`` table: bulk acts, each of which can be taken back as one.

A batch never takes back more than it did: a segment somebody has worked on since stays as it is.
"""

from __future__ import annotations

import sqlite3

from workbench.model import Batch, BulkAct, State, Undone
from workbench.store import replacing, segment_units, segments

_COLUMNS = "id, act, place, at, author, undone"


def begin(conn: sqlite3.Connection, act: BulkAct, place: str, author: str, at: str) -> int:
    """Note a bulk act and return its number, which its rows are then written with."""
    row = conn.execute(
        "INSERT INTO batch (act, place, at, author) VALUES (?, ?, ?, ?) RETURNING id", (act.value, place, at, author)
    ).fetchone()
    found: int = row[0]
    return found


def forget(conn: sqlite3.Connection, batch: int) -> None:
    """Remove a bulk act that did nothing."""
    conn.execute("DELETE FROM batch WHERE id = ?", (batch,))


def list_batches(conn: sqlite3.Connection) -> list[Batch]:
    """Return all bulk acts, newest first."""
    return [_batch(r) for r in conn.execute(f"SELECT {_COLUMNS} FROM batch ORDER BY id DESC")]


def get_batch(conn: sqlite3.Connection, number: int) -> Batch | None:
    """Return one bulk act."""
    row = conn.execute(f"SELECT {_COLUMNS} FROM batch WHERE id = ?", (number,)).fetchone()
    return _batch(row) if row else None


def document_of(conn: sqlite3.Connection, batch: int) -> tuple[int, str, str] | None:
    """Return id of the document an import made, the slug of its project and the name of its original; None if gone."""
    row = conn.execute(
        "SELECT d.id, p.slug, d.original FROM document d JOIN project p ON p.id = d.project WHERE d.batch = ?", (batch,)
    ).fetchone()
    return (row[0], row[1], row[2]) if row else None


def worked_on(conn: sqlite3.Connection, document: int) -> bool:
    """Whether a person has left anything in a document: a target, a draft, a note, a comment, a history beyond bulk acts."""
    return (
        conn.execute(
            "SELECT 1 FROM segment s WHERE s.document = ? AND (s.target <> '' OR coalesce(s.draft, '') <> ''"
            " OR s.note <> '' OR EXISTS (SELECT 1 FROM comment c WHERE c.segment = s.id)"
            " OR EXISTS (SELECT 1 FROM history h WHERE h.segment = s.id AND h.batch IS NULL)) LIMIT 1",
            (document,),
        ).fetchone()
        is not None
    )


def undo_import(conn: sqlite3.Connection, batch: int, document: int, at: str) -> None:
    """Remove the document an import made. The caller has seen that nobody worked on it."""
    conn.execute("DELETE FROM document WHERE id = ?", (document,))
    mark_undone(conn, batch, at)


def undo_segments(conn: sqlite3.Connection, batch: int, author: str, at: str) -> Undone:
    """Empty the segments a batch filled, where they still are as it left them; its texts stay in the history."""
    taken = kept = 0
    rows = conn.execute(
        "SELECT h.id, h.segment, h.act, h.target FROM history h WHERE h.batch = ? AND h.act IN ('pretranslate',"
        " 'confirm') ORDER BY h.id",
        (batch,),
    ).fetchall()
    for entry, segment, act, text in rows:
        if _is_as_left(conn, entry, segment, act, text):
            conn.execute(
                "UPDATE segment SET target = '', draft = NULL, state = 'initial', origin = NULL, via = '', offered = '',"
                " rev = rev + 1 WHERE id = ?",
                (segment,),
            )
            segment_units.delete_of_segment(conn, segment)
            found = segments.get_segment(conn, segment)
            if found is not None:
                segment_units.delete_sentence(conn, segments.sentence_of(conn, found)[0].id)
            conn.execute(
                "INSERT INTO history (segment, at, author, act, target, state, batch) VALUES (?, ?, ?, 'undo', ?, ?, ?)",
                (segment, at, author, text, State.INITIAL.value, batch),
            )
            taken += 1
        else:
            kept += 1
    mark_undone(conn, batch, at)
    return Undone(taken, kept)


def undo_replaced(conn: sqlite3.Connection, batch: int, author: str, at: str) -> Undone:
    """Put back what a batch replaced, where it still stands as it left it."""
    undone = replacing.undo(conn, replacing.Bulk(batch, author, at))
    mark_undone(conn, batch, at)
    return undone


def _is_as_left(conn: sqlite3.Connection, entry: int, segment: int, act: str, text: str) -> bool:
    """Whether nobody has touched the segment since: same text, same state, nothing newer in its history."""
    newer = conn.execute("SELECT 1 FROM history WHERE segment = ? AND id > ? LIMIT 1", (segment, entry)).fetchone()
    if newer is not None:
        return False
    state, target, draft = conn.execute("SELECT state, target, draft FROM segment WHERE id = ?", (segment,)).fetchone()
    if act == "confirm":
        return bool(state not in (State.INITIAL.value, State.FINAL.value) and target == text and draft is None)
    return bool(state == State.INITIAL.value and draft == text)


def mark_undone(conn: sqlite3.Connection, batch: int, at: str) -> None:
    """Note that a bulk act was taken back."""
    conn.execute("UPDATE batch SET undone = ? WHERE id = ?", (at, batch))


def _batch(row: tuple[int, str, str, str, str, str | None]) -> Batch:
    number, act, place, at, author, undone = row
    return Batch(number, BulkAct(act), place, at, author, undone or "")

"""The ``removed`` and ``moved`` tables: what a bulk act took out of memories, so that it can be put back as it was.

The pair of a confirmed segment belongs to its article and is not removed here: it goes when the segment is unconfirmed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from workbench.store import indexing, pairs

_COLUMNS = (
    "id, memory, source_lang, target_lang, source, target, tuid, created, changed, author, changer, origin, document,"
    " note, props, batch, before, after, via, source_words, target_words"
)
_FREE = "segment IS NULL AND whole IS NULL"


def remove(conn: sqlite3.Connection, numbers: Iterable[int], batch: int) -> int:
    """Take units out of their memories, those that belong to no segment, and return how many."""
    gone = 0
    for unit in numbers:
        conn.execute(
            f"INSERT INTO removed (act, {_COLUMNS}) SELECT ?, {_COLUMNS} FROM unit WHERE id = ? AND {_FREE}",
            (batch, unit),
        )
        gone += conn.execute(f"DELETE FROM unit WHERE id = ? AND {_FREE}", (unit,)).rowcount
    return gone


def move(conn: sqlite3.Connection, numbers: Iterable[int], memory: int, batch: int) -> int:
    """Put units into another memory and return how many."""
    moved = 0
    for unit in numbers:
        conn.execute("INSERT INTO moved SELECT ?, id, memory FROM unit WHERE id = ?", (batch, unit))
        moved += conn.execute("UPDATE unit SET memory = ? WHERE id = ?", (memory, unit)).rowcount
    return moved


def count(conn: sqlite3.Connection, batch: int) -> int:
    """Return how many pairs a bulk act removed and moved, those left to put back."""
    found: int = conn.execute(
        "SELECT (SELECT count(*) FROM removed WHERE act = ?1) + (SELECT count(*) FROM moved WHERE act = ?1)", (batch,)
    ).fetchone()[0]
    return found


def put_back(conn: sqlite3.Connection, batch: int, limit: int) -> tuple[int, int]:
    """Undo some of what a bulk act removed and moved: how many pairs are back, how many have no place any more.

    (0, 0) when all is done. A pair that has come again since is not put beside itself.
    """
    back = kept = 0
    rows = conn.execute(
        "SELECT rowid, id, memory, source_lang, target_lang, source, target FROM removed WHERE act = ?"
        " ORDER BY rowid LIMIT ?",
        (batch, limit),
    ).fetchall()
    columns = _COLUMNS.removeprefix("id, ")
    for row, unit, memory, source_lang, target_lang, source, target in rows:
        there = conn.execute("SELECT 1 FROM memory WHERE id = ?", (memory,)).fetchone() is not None
        if not there or pairs.has_pair(conn, memory, source, target):
            kept += 1
        else:
            conn.execute(
                f"INSERT INTO unit (id, {columns}) SELECT ?, {columns} FROM removed WHERE rowid = ?", (unit, row)
            )
            pairs.note_pair(conn, unit, source, target)
            indexing.note(conn, unit, source_lang, target_lang)
            back += 1
        conn.execute("DELETE FROM removed WHERE rowid = ?", (row,))
    moved = conn.execute(
        "SELECT rowid, unit, memory FROM moved WHERE act = ? ORDER BY rowid LIMIT ?", (batch, limit)
    ).fetchall()
    for row, unit, memory in moved:
        changed = conn.execute(
            "UPDATE unit SET memory = ?1 WHERE id = ?2 AND EXISTS (SELECT 1 FROM memory WHERE id = ?1)", (memory, unit)
        ).rowcount
        back, kept = back + changed, kept + 1 - changed
        conn.execute("DELETE FROM moved WHERE rowid = ?", (row,))
    return back, kept

"""The ``loading`` table: imports into a memory that are not whole yet. Their units are in no look-up, list or export."""

from __future__ import annotations

import sqlite3

from workbench.store.bulk import Inserted
from workbench.store.pairs import pair_key


def begin(conn: sqlite3.Connection, batch: int, memory: int, digest: bytes) -> None:
    """Let the units of a bulk act be hidden from now on; ``digest`` tells the file."""
    conn.execute("INSERT OR REPLACE INTO loading VALUES (?, ?, ?)", (batch, memory, digest))


def hide(conn: sqlite3.Connection, batch: int) -> None:
    """Let the units of a bulk act be seen no more; it may be taken for an import that was not whole."""
    conn.execute(
        "INSERT OR IGNORE INTO loading SELECT ?1, memory, x'' FROM unit WHERE batch = ?1 LIMIT 1",
        (batch,),
    )


def unfinished(conn: sqlite3.Connection, memory: int, digest: bytes) -> int | None:
    """Return the bulk act of an earlier import of the same file into the same memory that was broken off."""
    row = conn.execute("SELECT batch FROM loading WHERE memory = ? AND digest = ?", (memory, digest)).fetchone()
    return row[0] if row else None


def is_loading(conn: sqlite3.Connection, batch: int) -> bool:
    """Whether a bulk act is an import that is not whole."""
    return conn.execute("SELECT 1 FROM loading WHERE batch = ?", (batch,)).fetchone() is not None


def finish(conn: sqlite3.Connection, batch: int) -> None:
    """Show the units of a bulk act, all at once."""
    conn.execute("DELETE FROM loading WHERE batch = ?", (batch,))


def list_loading(conn: sqlite3.Connection) -> list[tuple[int, str, str, int]]:
    """Return the imports that are not whole: bulk act, memory, file, units so far."""
    rows = conn.execute(
        "SELECT l.batch, m.name, b.place, (SELECT count(*) FROM unit u WHERE u.batch = l.batch)"
        " FROM loading l JOIN memory m ON m.id = l.memory JOIN batch b ON b.id = l.batch ORDER BY l.batch"
    )
    return rows.fetchall()


def count_units(conn: sqlite3.Connection, batch: int) -> int:
    """Return how many units a bulk act has brought."""
    found: int = conn.execute("SELECT count(*) FROM unit WHERE batch = ?", (batch,)).fetchone()[0]
    return found


def units_after(conn: sqlite3.Connection, batch: int, after: int, limit: int) -> list[Inserted]:
    """Return units of a bulk act with numbers above ``after``, in their order."""
    rows = conn.execute(
        "SELECT source, target, id, source_lang, target_lang, source_words, target_words FROM unit"
        " WHERE batch = ? AND id > ? ORDER BY id LIMIT ?",
        (batch, after, limit),
    )
    return [Inserted(at, pair_key(source, target), *rest) for source, target, at, *rest in rows]


def remove_units(conn: sqlite3.Connection, batch: int, limit: int) -> int:
    """Remove some units of a bulk act and return how many."""
    return conn.execute(
        "DELETE FROM unit WHERE id IN (SELECT id FROM unit WHERE batch = ? LIMIT ?)", (batch, limit)
    ).rowcount

"""The ``memory`` table: memories by name, what counts for each, and the projects that search them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MemoryInfo:
    """A memory and how many units it holds."""

    id: int
    name: str
    source: str
    target: str
    units: int
    penalty: int = 0
    read_only: bool = False


def ensure_memory(conn: sqlite3.Connection, name: str, source: str, target: str) -> int:
    """Return the id of the memory with this name, made if there is none."""
    row = conn.execute("SELECT id FROM memory WHERE name = ?", (name,)).fetchone()
    if row is None:
        row = conn.execute(
            "INSERT INTO memory (name, source, target) VALUES (?, ?, ?) RETURNING id", (name, source, target)
        ).fetchone()
    found: int = row[0]
    return found


def list_memories(conn: sqlite3.Connection) -> list[MemoryInfo]:
    """Return all memories by name."""
    rows = conn.execute(
        "SELECT m.id, m.name, m.source, m.target, (SELECT count(*) FROM unit u WHERE u.memory = m.id)"
        " - (SELECT count(*) FROM loading l CROSS JOIN unit u ON u.batch = l.batch WHERE l.memory = m.id),"
        " m.penalty, m.read_only FROM memory m ORDER BY m.name"
    )
    return [
        MemoryInfo(number, name, source, target, many, penalty, bool(fixed))
        for number, name, source, target, many, penalty, fixed in rows
    ]


def memory_names(conn: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """Return name, source and target language of all memories by name, at once however large they are."""
    return conn.execute("SELECT name, source, target FROM memory ORDER BY name").fetchall()


def memory_ids(conn: sqlite3.Connection, names: Sequence[str]) -> list[int]:
    """Return the numbers of the memories with these names, those there are."""
    marks = ",".join("?" * len(names))
    return [m for (m,) in conn.execute(f"SELECT id FROM memory WHERE name IN ({marks})", tuple(names))]


def memory_penalties(conn: sqlite3.Connection) -> dict[str, int]:
    """Return the penalties of memories that have one, by name."""
    return dict(conn.execute("SELECT name, penalty FROM memory WHERE penalty > 0").fetchall())


def set_memory(
    conn: sqlite3.Connection,
    memory: int,
    *,
    name: str | None = None,
    penalty: int | None = None,
    read_only: bool | None = None,
) -> None:
    """Change what is given of a memory. A new name is taken over by the projects that search it."""
    if penalty is not None:
        conn.execute("UPDATE memory SET penalty = ? WHERE id = ?", (penalty, memory))
    if read_only is not None:
        conn.execute("UPDATE memory SET read_only = ? WHERE id = ?", (int(read_only), memory))
    if name is not None:
        old = conn.execute("SELECT name FROM memory WHERE id = ?", (memory,)).fetchone()[0]
        conn.execute("UPDATE memory SET name = ? WHERE id = ?", (name, memory))
        _rebind(conn, lambda names: [name if n == old else n for n in names])


NOWHERE = 0
"""The number of no memory."""


def forget_memory(conn: sqlite3.Connection, memory: int) -> None:
    """Take a memory that has no unit off the list, and out of the projects that search it.

    What was taken out of it before cannot be put back any more: its number may be another memory's from now on.
    """
    name = conn.execute("SELECT name FROM memory WHERE id = ?", (memory,)).fetchone()[0]
    for kept in ("removed", "moved"):
        conn.execute(f"UPDATE {kept} SET memory = {NOWHERE} WHERE memory = ?", (memory,))
    conn.execute("DELETE FROM memory WHERE id = ?", (memory,))
    _rebind(conn, lambda names: [n for n in names if n != name])


def search_also(conn: sqlite3.Connection, name: str, other: str) -> None:
    """Let the projects that search one memory search another one, too."""
    _rebind(conn, lambda names: [*names, other] if name in names and other not in names else names)


def _rebind(conn: sqlite3.Connection, change: Callable[[list[str]], list[str]]) -> None:
    """Change which memories the projects search."""
    for project, memories in conn.execute("SELECT id, memories FROM project").fetchall():
        names = json.loads(memories)
        if (now := change(names)) != names:
            conn.execute("UPDATE project SET memories = ? WHERE id = ?", (json.dumps(now, ensure_ascii=False), project))

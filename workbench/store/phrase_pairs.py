"""The pairs phrases are learned from: the newest ones of some memories, read without a claim on the database."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.model import Project
from workbench.store.errors import store_error
from workbench.store.keys import base_language
from workbench.store.memories import memory_ids
from workbench.store.pairs import SEEN
from workbench.store.projects import get_project
from workbench.store.reading import connect_to_look
from workbench.store.snapshots import snapshot

CHARACTERS = 2_000_000
"""Characters of both sides read at most: some 170,000 words of each, a minute and half a gigabyte to learn from at most."""


@dataclass(frozen=True, slots=True)
class NewestPairs:
    """A project, the newest unit of its memories, and number, source and target of pairs in its direction, oldest first.

    ``projects`` are the numbers of all projects there are.
    """

    project: Project
    projects: frozenset[int]
    newest: int
    pairs: list[tuple[int, str, str]]


def read_newest(database: Path, slug: str, limit: int) -> NewestPairs | None:
    """Return the newest pairs of a project's memories, at most ``limit``; None when there is no such project.

    Memories come in their order of priority. A pair that stands twice counts once, and the whole of a long sentence not
    beside its pieces. Nothing is written. Raises :class:`StoreError` when the database cannot be read.
    """
    try:
        conn = connect_to_look(database)
        try:
            with snapshot(conn):
                project = get_project(conn, slug)
                if project is None:
                    return None
                projects = frozenset(number for (number,) in conn.execute("SELECT id FROM project"))
                newest = newest_unit(conn, project.memories)
                return NewestPairs(project, projects, newest, _pairs(conn, project, limit))
        finally:
            conn.close()
    except sqlite3.Error as e:
        raise store_error(e, database) from e


def newest_unit(conn: sqlite3.Connection, memories: Sequence[str]) -> int:
    """Return the highest number of a unit of these memories, 0 when they are empty."""
    return max((_newest(conn, memory) for memory in memory_ids(conn, memories)), default=0)


def last_number(conn: sqlite3.Connection) -> int:
    """Return the highest number a unit was ever given; only a restored backup makes it lower than it was."""
    found: int = conn.execute("SELECT coalesce(max(id), 0) FROM last_unit").fetchone()[0]
    return found


def count_newer(conn: sqlite3.Connection, memories: Sequence[str], unit: int, limit: int) -> int:
    """Return how many units of these memories have higher numbers than ``unit``; counting ends at ``limit``."""
    some = ",".join(map(str, memory_ids(conn, memories)))
    rows = conn.execute(
        f"SELECT 1 FROM unit u WHERE u.id > ? AND +u.memory IN ({some}) AND {SEEN} LIMIT ?", (unit, limit)
    )
    return sum(1 for _ in rows)


def _newest(conn: sqlite3.Connection, memory: int) -> int:
    row = conn.execute(
        f"SELECT u.id FROM unit u WHERE +u.memory = ? AND {SEEN} ORDER BY u.id DESC LIMIT 1", (memory,)
    ).fetchone()
    return int(row[0]) if row else 0


def _pairs(conn: sqlite3.Connection, project: Project, limit: int) -> list[tuple[int, str, str]]:
    source, target = base_language(project.source), base_language(project.target)
    out: dict[tuple[str, str], int] = {}
    left = CHARACTERS
    for name in project.memories:
        for memory in memory_ids(conn, [name]):
            rows = conn.execute(
                "SELECT u.id, u.source_lang, u.target_lang, u.source, u.target FROM unit u"
                f" WHERE +u.memory = ? AND u.whole IS NULL AND {SEEN} ORDER BY u.id DESC",
                (memory,),
            )
            for unit, source_lang, target_lang, *texts in rows:
                if len(out) >= limit or left <= 0:
                    break
                languages = base_language(source_lang), base_language(target_lang)
                if languages not in ((source, target), (target, source)):
                    continue
                pair = (texts[0], texts[1]) if languages == (source, target) else (texts[1], texts[0])
                if pair not in out:
                    out[pair] = unit
                    left -= len(pair[0]) + len(pair[1])
    return [(unit, *pair) for pair, unit in reversed(out.items())]

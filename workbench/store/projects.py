"""The ``project`` table."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from workbench.model import ClauseMode, Project, SrxMode

_COLUMNS = "id, slug, name, source, target, glossaries, memories, confidential, archived, created, clauses, srx"


def insert_project(
    conn: sqlite3.Connection,
    *,
    slug: str,
    name: str,
    source: str,
    target: str,
    glossaries: Sequence[str],
    memories: Sequence[str],
    confidential: bool,
    at: str,
    clauses: ClauseMode = ClauseMode.SOFT,
) -> Project:
    """Insert a project. Its slug must be free."""
    row = conn.execute(
        "INSERT INTO project (slug, name, source, target, glossaries, memories, confidential, created, clauses)"
        f" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING {_COLUMNS}",
        (slug, name, source, target, _list(glossaries), _list(memories), int(confidential), at, clauses.value),
    ).fetchone()
    return _project(row)


def list_projects(conn: sqlite3.Connection, *, archived: bool = False) -> list[Project]:
    """Return the projects on the shelf, or the archived ones, by name."""
    rows = conn.execute(f"SELECT {_COLUMNS} FROM project WHERE archived = ? ORDER BY name, id", (int(archived),))
    return [_project(r) for r in rows]


def get_project(conn: sqlite3.Connection, slug: str) -> Project | None:
    """Return the project with this slug, archived or not."""
    row = conn.execute(f"SELECT {_COLUMNS} FROM project WHERE slug = ?", (slug,)).fetchone()
    return _project(row) if row else None


def update_project(
    conn: sqlite3.Connection,
    project: int,
    *,
    name: str | None = None,
    archived: bool | None = None,
    glossaries: Sequence[str] | None = None,
    memories: Sequence[str] | None = None,
    confidential: bool | None = None,
    clauses: ClauseMode | None = None,
    srx: SrxMode | None = None,
) -> None:
    """Change what is given."""
    values: dict[str, Any] = {
        "name": name,
        "archived": None if archived is None else int(archived),
        "glossaries": None if glossaries is None else _list(glossaries),
        "memories": None if memories is None else _list(memories),
        "clauses": None if clauses is None else clauses.value,
        "srx": None if srx is None else srx.value,
        "confidential": None if confidential is None else int(confidential),
    }
    for column, value in values.items():
        if value is not None:
            conn.execute(f"UPDATE project SET {column} = ? WHERE id = ?", (value, project))


def remove_project(conn: sqlite3.Connection, project: int) -> None:
    """Remove a project with its documents, segments and their history. Units stay in their memories."""
    conn.execute("DELETE FROM project WHERE id = ?", (project,))


def _list(values: Sequence[str]) -> str:
    return json.dumps(list(values), ensure_ascii=False)


def _project(row: tuple[Any, ...]) -> Project:
    id_, slug, name, source, target, glossaries, memories, confidential, archived, created, clauses, srx = row
    return Project(
        id_,
        slug,
        name,
        source,
        target,
        tuple(json.loads(glossaries)),
        tuple(json.loads(memories)),
        bool(confidential),
        bool(archived),
        created,
        ClauseMode(clauses),
        SrxMode(srx),
    )

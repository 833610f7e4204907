"""What can be wrong with a workspace, looked for without changing anything."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from workbench.config import WorkspacePaths
from workbench.store import backups, migrations, places, rescue
from workbench.store.reading import connect_to_look


class Level(StrEnum):
    """How a finding is meant."""

    OK = "ok"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    level: Level
    message: str
    hint: str = ""


def doctor(paths: WorkspacePaths) -> list[Finding]:
    """Look at the place, the database, the backups and the rescue files."""
    return [*_place(paths), *_database(paths), *_backups(paths), *_rescue(paths)]


def _place(paths: WorkspacePaths) -> Iterator[Finding]:
    if places.on_network(paths.root):
        yield Finding(Level.WARNING, f"{paths.root} is on a network drive.", "A folder on this computer is safer.")
    synced = places.synced_by(paths.root)
    if synced:
        yield Finding(Level.WARNING, f"{paths.root} lies in {synced}.", "Keep the workspace outside of it.")
    if not os.access(paths.projects, os.W_OK):
        yield Finding(Level.WARNING, f"{paths.projects} cannot be written.", "The workspace opens for reading only.")


def _database(paths: WorkspacePaths) -> Iterator[Finding]:
    if not paths.database.exists():
        yield Finding(Level.INFO, "There is no database yet.", "It is made with the first project.")
        return
    try:
        conn = connect_to_look(paths.database)
        try:
            yield from _inside(conn, paths)
        finally:
            conn.close()
    except sqlite3.Error as e:
        yield Finding(Level.ERROR, f"{paths.database} cannot be read ({e}).", "workbench restore FILE")


def _inside(conn: sqlite3.Connection, paths: WorkspacePaths) -> Iterator[Finding]:
    problems = [row[0] for row in conn.execute("PRAGMA integrity_check(5)")]
    if problems == ["ok"]:
        size = paths.database.stat().st_size / 1e6
        yield Finding(Level.OK, f"The database is whole ({size:.1f} MB).")
    else:
        yield Finding(Level.ERROR, f"The database is damaged: {problems[0]}", "workbench restore FILE")
        return
    at = migrations.version(conn)
    if at > migrations.VERSION:
        yield Finding(Level.ERROR, f"The database is of a newer version ({at}).", "Install the newer program.")
        return
    if list(conn.execute("PRAGMA foreign_key_check")):
        yield Finding(Level.ERROR, "Some rows point to rows that are gone.", "workbench restore FILE")
    torn = conn.execute(
        "SELECT count(*) FROM segment s WHERE s.state <> 'initial'"
        " AND NOT EXISTS (SELECT 1 FROM unit u WHERE u.segment = s.id)"
    ).fetchone()[0]
    if torn:
        yield Finding(Level.ERROR, f"{torn} confirmed segments have no pair in a memory.", "Confirm them again.")
    else:
        yield Finding(Level.OK, "Every confirmed segment has its pair.")


def _backups(paths: WorkspacePaths) -> Iterator[Finding]:
    found = backups.list_backups(paths)
    if found:
        yield Finding(Level.OK, f"{len(found)} backup{'' if len(found) == 1 else 's'}, the newest {found[0].name}.")
    elif paths.database.exists():
        yield Finding(Level.INFO, "There is no backup yet.", "workbench backup")


def _rescue(paths: WorkspacePaths) -> Iterator[Finding]:
    waiting = rescue.pending(paths)
    if waiting:
        yield Finding(
            Level.WARNING,
            f"{len(waiting)} texts wait in {paths.rescue}.",
            "They are offered when the document is opened.",
        )

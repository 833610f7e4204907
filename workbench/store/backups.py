"""Backups: made with SQLite's own backup, which is right under a running program; copying the file is not."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from workbench.config import WorkspacePaths
from workbench.errors import FileError, StoreError
from workbench.store import migrations
from workbench.store.errors import store_error
from workbench.store.reading import connect_to_look

_NAME = re.compile(r"workbench-(\d{4}-\d\d-\d\d)T(\d{6})-([a-z-]+?)(?:-\d+)?\.db$")


def file_for(paths: WorkspacePaths, label: str) -> Path:
    """Return a new file name for a backup: ``workbench-2026-01-31T102030-daily.db``."""
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%S")
    path = paths.backups / f"workbench-{stamp}-{label}.db"
    n = 1
    while path.exists():
        n += 1
        path = paths.backups / f"workbench-{stamp}-{label}-{n}.db"
    return path


def copy_database(conn: sqlite3.Connection, path: Path) -> None:
    """Copy the database of ``conn`` to ``path``: whole or not at all, on the disk when this returns.

    In one step (``pages=-1``): in small steps every write of somebody else starts the copy anew.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        target = sqlite3.connect(temporary)
        try:
            conn.backup(target, pages=-1)
        finally:
            target.close()
        with temporary.open("rb+") as f:
            os.fsync(f.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _copy(database: Path, path: Path) -> None:
    conn = sqlite3.connect(database, timeout=10)
    try:
        copy_database(conn, path)
    finally:
        conn.close()


def make_backup(paths: WorkspacePaths, label: str) -> Path:
    """Back the database up now and return the file. Raises :class:`StoreError` when there is none or no room."""
    if not paths.database.exists():
        raise StoreError(f"There is no database in {paths.projects} to back up.")
    path = file_for(paths, label)
    try:
        _copy(paths.database, path)
    except (sqlite3.Error, OSError) as e:
        raise store_error(e, path) from e
    return path


def list_backups(paths: WorkspacePaths) -> list[Path]:
    """Return the backups, newest first."""
    if not paths.backups.is_dir():
        return []
    return sorted((p for p in paths.backups.glob("workbench-*.db") if _NAME.match(p.name)), key=_key, reverse=True)


def _key(path: Path) -> tuple[str, str]:
    found = _NAME.match(path.name)
    return (found[1], found[2]) if found else ("", "")


def due(paths: WorkspacePaths) -> bool:
    """Whether today's backup is still to be made."""
    today = datetime.now(UTC).strftime("%Y-%m-%d")
    return not any(p.name.endswith("-daily.db") and _key(p)[0] == today for p in list_backups(paths))


def rolling(paths: WorkspacePaths, *, daily: int, weekly: int) -> Path | None:
    """Make today's backup unless there is one, and remove those beyond ``daily`` days and ``weekly`` weeks.

    Only backups made by this function are ever removed.
    """
    mine = [p for p in list_backups(paths) if p.name.endswith("-daily.db")]
    made = None
    if due(paths):
        made = make_backup(paths, "daily")
        mine.insert(0, made)
    keep = set(mine[:daily])
    weeks: dict[tuple[int, int], Path] = {}
    for path in mine[daily:]:
        year, week, _day = datetime.fromisoformat(_key(path)[0]).isocalendar()
        weeks.setdefault((year, week), path)
    keep |= set(list(weeks.values())[:weekly])
    for path in mine:
        if path not in keep:
            with contextlib.suppress(OSError):
                path.unlink()
    return made


def restore_backup(paths: WorkspacePaths, file: Path) -> Path:
    """Put a backup in place of the database and return where the replaced one was put.

    The backup is checked first; nothing is touched when it is damaged, of another program or of a newer version. What is
    replaced is kept beside the backups, its log folded in.
    """
    _check_backup(file)
    kept = file_for(paths, "before-restore")
    paths.private.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(paths.lock, timeout=10):
            if paths.database.exists():
                _set_aside(paths, kept)
            source = sqlite3.connect(file)
            try:
                copy_database(source, paths.database)
            finally:
                source.close()
    except Timeout as e:
        raise StoreError("Another program is writing to the workspace.", "Close it and try again.") from e
    except (sqlite3.Error, OSError) as e:
        raise store_error(e, paths.database) from e
    return kept


def _check_backup(file: Path) -> None:
    if not file.is_file():
        raise FileError(file, "there is no such file.", "See: workbench backup --list")
    try:
        conn = connect_to_look(file)
        try:
            found = conn.execute("PRAGMA integrity_check(1)").fetchone()[0]
            at = migrations.version(conn)
            ours = conn.execute("SELECT count(*) FROM sqlite_master WHERE name IN ('segment', 'unit')").fetchone()[0]
        finally:
            conn.close()
    except sqlite3.Error as e:
        raise FileError(
            file, "is no backup, or it is damaged.", "Nothing was changed. See: workbench backup --list"
        ) from e
    if found != "ok" or ours != 2:
        raise _no_backup(file)
    if at > migrations.VERSION:
        raise FileError(file, "is from a newer version of this program.", "Nothing was changed; install that version.")


def _no_backup(file: Path) -> FileError:
    return FileError(file, "is no backup, or it is damaged.", "Nothing was changed. See: workbench backup --list")


def _set_aside(paths: WorkspacePaths, kept: Path) -> None:
    """Keep the database as it is now; when even SQLite cannot read it, its bytes."""
    log = Path(f"{paths.database}-wal")
    try:
        _copy(paths.database, kept)
    except sqlite3.Error:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(paths.database.read_bytes())
        if log.exists():
            Path(f"{kept}-wal").write_bytes(log.read_bytes())
    # A log left behind would be replayed over the restored file.
    for suffix in ("-wal", "-shm"):
        Path(f"{paths.database}{suffix}").unlink(missing_ok=True)

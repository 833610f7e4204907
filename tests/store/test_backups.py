"""Copies of the database: made, refused, kept, brought back."""

from __future__ import annotations

import os
import sqlite3
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from workbench.config import WorkspacePaths
from workbench.errors import FileError, StoreError
from workbench.model import Origin
from workbench.store import backups, segments
from workbench.store.connection import Store

from .conftest import AT, fill
from .programs import CONFIRMER, start


def test_backup_and_restore(paths: WorkspacePaths, store: Store) -> None:
    _project, document, memory = fill(store)
    s = segments.load_segments(store.read(), document.id)[0]
    file = backups.make_backup(paths, "manual")
    with store.write() as conn:
        segments.confirm(conn, s.id, "later work", s.rev, "me", AT, Origin.HUMAN, memory)
    store.close()
    kept = backups.restore_backup(paths, file)
    again = Store(paths)
    assert segments.get_segment(again.read(), s.id) == s
    again.close()
    # What was replaced is whole, its log folded in.
    conn = sqlite3.connect(kept)
    assert conn.execute("SELECT count(*) FROM unit").fetchone()[0] == 1
    conn.close()


def test_a_bad_backup_changes_nothing(paths: WorkspacePaths, store: Store, tmp_path: Path) -> None:
    fill(store)
    store.close()
    before = paths.database.read_bytes()
    bad = tmp_path / "bad.db"
    other = tmp_path / "other.db"
    bad.write_bytes(before[: len(before) // 2])
    conn = sqlite3.connect(other)
    conn.execute("CREATE TABLE t (x)")
    conn.close()
    for file in (bad, other, tmp_path / "missing.db"):
        with pytest.raises(FileError):
            backups.restore_backup(paths, file)
        assert paths.database.read_bytes() == before


def test_a_backup_under_a_busy_writer(paths: WorkspacePaths, store: Store) -> None:
    _project, document, _memory = fill(store)
    stop = threading.Event()

    def work() -> None:
        n = 0
        while not stop.is_set():
            s = segments.load_segments(store.read(), document.id)[0]
            with store.write() as conn:
                segments.save_draft(conn, s.id, f"draft {n}", s.rev, "me", AT, None)
            n += 1

    thread = threading.Thread(target=work)
    thread.start()
    try:
        file = backups.make_backup(paths, "manual")
    finally:
        stop.set()
        thread.join()
    conn = sqlite3.connect(file)
    assert conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    conn.close()


def test_a_damaged_database_is_refused_and_never_backed_up(paths: WorkspacePaths, new_store: Store) -> None:
    fill(new_store)
    new_store.close()
    with paths.database.open("r+b") as f:
        size = f.seek(0, os.SEEK_END)
        for page in range(2, size // 4096):
            f.seek(page * 4096 + 1)
            f.write(b"\xff" * 40)
    with pytest.raises(StoreError, match="damaged"):
        Store(paths)
    assert not backups.list_backups(paths)


def test_looked_through_once_a_day_and_after_a_kill(
    paths: WorkspacePaths, new_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(new_store)
    new_store.close()
    looked: list[object] = []
    monkeypatch.setattr(Store, "_check", lambda _store, conn: looked.append(conn))
    Store(paths).close()
    assert len(looked) == 1, "before the first backup of the day"
    Store(paths).close()
    assert len(looked) == 1
    process = start(paths, CONFIRMER, "killed")
    assert process.stdout is not None
    process.stdout.readline()
    process.kill()
    process.wait()
    process.stdout.close()
    Store(paths).close()
    assert len(looked) == 2, "its log was left"


def test_rolling_backups(paths: WorkspacePaths, new_store: Store) -> None:
    fill(new_store)
    paths.backups.mkdir(parents=True, exist_ok=True)
    today = datetime.now(UTC)
    for days in range(1, 80):
        stamp = (today - timedelta(days=days)).strftime("%Y-%m-%dT%H%M%S")
        (paths.backups / f"workbench-{stamp}-daily.db").write_bytes(b"x")
    manual = paths.backups / "workbench-2020-01-01T000000-manual.db"
    manual.write_bytes(b"x")
    assert backups.rolling(paths, daily=7, weekly=4) is not None
    assert backups.rolling(paths, daily=7, weekly=4) is None
    daily = [p for p in backups.list_backups(paths) if p.name.endswith("-daily.db")]
    assert len(daily) == 11
    assert manual.exists()

"""Several programs on one database, and what is left when one is killed."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import time

import pytest

from tests.stored import unit_of_segment
from workbench.config import WorkspacePaths
from workbench.errors import StoreError
from workbench.store import migrations, segments
from workbench.store.connection import Store

from .conftest import fill
from .programs import CONFIRMER, finish, start


@pytest.mark.long
def test_four_programs_write_at_once(paths: WorkspacePaths, store: Store) -> None:
    _project, document, _memory = fill(store)
    body = """
me = sys.argv[2]
for n in range(25):
    s = segments.load_segments(conn, 1)[0]
    with store.write() as w:
        m = memories_table.ensure_memory(w, 'p', 'ar', 'en')
        segments.confirm(w, s.id, f'{me}-{n}', s.rev, me, 'now', Origin.HUMAN, m)
store.close()
"""
    finish([start(paths, body, f"w{i}") for i in range(4)])
    first = segments.load_segments(store.read(), document.id)[0]
    texts = {h.target for h in segments.history(store.read(), first.id)}
    assert texts == {f"w{i}-{n}" for i in range(4) for n in range(25)}


@pytest.mark.long
def test_four_programs_make_the_database_at_once(paths: WorkspacePaths) -> None:
    finish([start(paths, "store.close()") for _ in range(4)])
    conn = sqlite3.connect(paths.database)
    assert conn.execute("SELECT count(*) FROM _sqlite_migrations").fetchone()[0] == migrations.VERSION
    conn.close()


def killed_rounds(paths: WorkspacePaths, store: Store, rounds: int) -> None:
    """Kill a program that confirms, at random moments; every acknowledged confirm must be in the history."""
    _project, document, _memory = fill(store)
    rng = random.Random(7)
    acknowledged = 0
    for r in range(rounds):
        process = start(paths, CONFIRMER, f"round{r}")
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(rng.random() * 0.15)
        os.kill(process.pid, signal.SIGKILL)
        acknowledged += 1 + len(process.stdout.read().split("\n")) - 1
        process.wait()
        process.stdout.close()
        conn = store.read()
        assert conn.execute("PRAGMA quick_check").fetchone()[0] == "ok"
        kept = conn.execute("SELECT count(*) FROM history").fetchone()[0]
        assert kept >= acknowledged
        for s in segments.load_segments(conn, document.id)[:2]:
            if s.state.confirmed:
                unit = unit_of_segment(conn, s.id)
                assert unit is not None
                assert unit.target == s.target == segments.history(conn, s.id)[-1].target
        acknowledged = kept


def test_kill_nine_short(paths: WorkspacePaths, store: Store) -> None:
    killed_rounds(paths, store, 4)


@pytest.mark.long
def test_kill_nine_long(paths: WorkspacePaths, store: Store) -> None:
    killed_rounds(paths, store, 500)


def test_another_program_holds_the_lock(paths: WorkspacePaths, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from filelock import FileLock

    monkeypatch.setattr("workbench.store.connection.LOCK_SECONDS", 0.2)
    with FileLock(paths.lock), pytest.raises(StoreError, match="Another program"), store.write():
        pass

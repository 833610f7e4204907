"""A database that is damaged, emptied or removed while it is open is told as that, by whatever reads it."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.errors import StoreError, WorkbenchError
from workbench.store.connection import Store
from workbench.store.guarded import ClosedError, GuardedConnection


def emptied(path: Path) -> None:
    os.truncate(path, 0)


def overwritten(path: Path) -> None:
    path.write_bytes(os.urandom(path.stat().st_size))


@pytest.mark.parametrize("damage", [emptied, overwritten])
def test_damage_is_a_store_error(store: Store, damage: Callable[[Path], None]) -> None:
    conn = store.read()
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    damage(store.path)
    # What is remembered of it would be read on.
    conn.execute("PRAGMA shrink_memory")
    for act in (
        lambda: conn.execute("SELECT count(*) FROM segment").fetchone(),
        lambda: list(conn.execute("SELECT * FROM unit")),
        lambda: conn.cursor().execute("SELECT * FROM project").fetchall(),
    ):
        with pytest.raises(StoreError, match="is damaged") as caught:
            act()
        assert "workbench restore" in caught.value.hint
        assert isinstance(caught.value, sqlite3.Error), "who expects SQLite's error gets it"
    with pytest.raises(StoreError), store.write():
        pytest.fail("written to what is lost")


def test_nothing_is_called_written_that_goes_with_the_file(new_store: Store, tmp_path: Path) -> None:
    def write() -> None:
        with new_store.write() as conn:
            conn.execute("UPDATE project SET name = name")

    write()
    aside, log = tmp_path / "aside.db", Path(f"{new_store.path}-wal")
    new_store.path.rename(aside)
    with pytest.raises(StoreError, match="removed, emptied or replaced"):
        write()
    new_store.path.mkdir()
    with pytest.raises(StoreError, match="removed, emptied or replaced"):
        write()
    new_store.path.rmdir()
    new_store.path.write_bytes(aside.read_bytes())
    with pytest.raises(StoreError, match="removed, emptied or replaced"):
        write()
    aside.replace(new_store.path)
    write()
    log.rename(tmp_path / "log")
    with pytest.raises(StoreError, match="removed, emptied or replaced"):
        write()
    log.write_bytes(b"")
    with pytest.raises(StoreError, match="removed, emptied or replaced"):
        write()
    (tmp_path / "log").replace(log)
    write()
    new_store.read().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    write()
    os.truncate(new_store.path, 0)
    with pytest.raises(StoreError, match="removed, emptied or replaced"):
        write()


def test_errors_of_ours_stay_what_they_are() -> None:
    conn = sqlite3.connect(":memory:", factory=GuardedConnection.at(Path("here.db")))
    conn.execute("CREATE TABLE t (a INTEGER PRIMARY KEY) STRICT")
    conn.executemany("INSERT INTO t VALUES (?)", [(1,), (2,)])
    with pytest.raises(sqlite3.IntegrityError) as caught:
        conn.execute("INSERT INTO t VALUES (1)")
    assert not isinstance(caught.value, StoreError)
    assert conn.execute("SELECT a FROM t ORDER BY a").fetchmany(1) == [(1,)]
    assert [a for (a,) in conn.execute("SELECT a FROM t ORDER BY a")] == [1, 2]
    conn.close()


def test_a_thread_that_reads_when_all_is_closed_gets_an_error_of_the_store(new_store: Store) -> None:
    begun, found = threading.Event(), list[BaseException]()

    def work() -> None:
        conn = new_store.read()
        conn.create_function("begun", 0, lambda: begun.set() or 0)
        try:
            conn.execute(
                "WITH RECURSIVE n(i) AS (SELECT begun() UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000)"
                " SELECT count(*) FROM n"
            ).fetchone()
        except WorkbenchError as e:
            found.append(e)

    thread = threading.Thread(target=work)
    thread.start()
    assert begun.wait(20)
    new_store.close()
    thread.join(20)
    assert [type(e) for e in found] == [ClosedError]
    assert isinstance(found[0], StoreError)


def test_what_fails_among_the_rows_is_a_store_error_too(store: Store) -> None:
    conn = store.read()
    counting = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT i FROM n"
    assert [i for (i,) in conn.execute(counting, (1000,))] == list(range(1, 1001)), (
        "read some at a time, all in their order"
    )
    rows = iter(conn.execute(counting, (10**9,)))
    assert next(rows) == (1,)
    conn.interrupt()
    with pytest.raises(ClosedError):
        for _row in rows:
            pass

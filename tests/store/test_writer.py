"""The writing thread outlives whatever a job or the one who waits for it does."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.config import WorkspacePaths
from workbench.errors import StoreError, WorkbenchError
from workbench.store import rescue
from workbench.store.connection import Store
from workbench.store.writer import WriteQueue

HALF = "half a pair: \ud800"
"""A lone surrogate: SQLite cannot store it, nor can a file in UTF-8."""


@pytest.fixture
def queue(store: Store) -> Iterator[WriteQueue]:
    opened = WriteQueue(store)
    yield opened
    opened.close(5)


def bound(conn: sqlite3.Connection) -> None:
    conn.execute("SELECT ?", (HALF,))


def wrong(_conn: sqlite3.Connection) -> None:
    raise ValueError("a defect anywhere in a job")


@pytest.mark.parametrize("job", [bound, wrong])
def test_a_defect_in_a_job_is_told_its_text_rescued_and_the_next_one_written(
    paths: WorkspacePaths, queue: WriteQueue, job: object
) -> None:
    told: list[tuple[object, WorkbenchError | None]] = []
    queue.submit(job, lambda *got: told.append(got), rescue={"segment": 3, "text": "لا تضيع"})  # type: ignore[arg-type]
    queue.submit(lambda _conn: "next", lambda *got: told.append(got))
    assert queue.flush(10)
    (result, error), after = told
    assert result is None
    assert isinstance(error, StoreError)
    assert "kept in" in error.hint
    # What was raised may hold the text.
    assert "defect" not in error.message
    assert after == ("next", None)
    assert rescue.pending(paths) == [{"segment": 3, "text": "لا تضيع"}]


def test_a_defect_undoes_the_whole_job_and_is_not_tried_again(store: Store, queue: WriteQueue) -> None:
    tries = []

    def half_done(conn: sqlite3.Connection) -> None:
        tries.append(1)
        conn.execute("CREATE TABLE half (x)")
        bound(conn)

    queue.submit(half_done, lambda *_got: None)
    assert queue.flush(10)
    assert tries == [1]
    assert store.read().execute("SELECT count(*) FROM sqlite_master WHERE name = 'half'").fetchone() == (0,)


def test_a_text_no_file_takes_as_it_is_is_rescued_as_it_can_be_stored(paths: WorkspacePaths, queue: WriteQueue) -> None:
    errors: list[WorkbenchError | None] = []
    queue.submit(bound, lambda _r, error: errors.append(error), rescue={"segment": 3, "text": HALF})
    assert queue.flush(10)
    assert errors[0] is not None
    assert "kept in" in errors[0].hint
    assert rescue.pending(paths) == [{"segment": 3, "text": "half a pair: \ufffd"}]


def test_a_text_that_cannot_be_kept_anywhere_is_told_and_the_next_one_written(
    queue: WriteQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nowhere(_paths: WorkspacePaths, _entry: object) -> Path:
        raise OSError("no room")

    told: list[tuple[object, WorkbenchError | None]] = []
    with monkeypatch.context() as patch:
        patch.setattr(rescue, "append", nowhere)
        queue.submit(wrong, lambda *got: told.append(got), rescue={"text": "x"})
        assert queue.flush(10)
    # What no rescue file can hold.
    queue.submit(wrong, lambda *got: told.append(got), rescue={"text": object()})
    queue.submit(lambda _conn: "next", lambda *got: told.append(got))
    assert queue.flush(10)
    assert ["copy it now" in str(error) for _result, error in told[:2]] == [True, True]
    assert told[2] == ("next", None)


def test_who_waits_may_fail_too(queue: WriteQueue) -> None:
    told: list[tuple[object, WorkbenchError | None]] = []

    def gone(_result: object, _error: WorkbenchError | None) -> None:
        raise RuntimeError("the screen is closed")

    queue.submit(lambda _conn: 1, gone)
    queue.submit(wrong, gone)
    queue.submit(lambda _conn: "next", lambda *got: told.append(got))
    assert queue.flush(10)
    assert told == [("next", None)]


def test_a_write_lets_the_screen_be_drawn_first_but_not_for_long(queue: WriteQueue) -> None:
    written: list[str] = []
    queue.lull()
    queue.submit(lambda _conn: written.append("a"), lambda _r, _e: None)
    queue.go_on()
    assert queue.flush(10)
    # Nobody says that it is drawn: it is written all the same.
    queue.lull()
    done = threading.Event()
    queue.submit(lambda _conn: written.append("b"), lambda _r, _e: done.set())
    assert not done.is_set()
    assert done.wait(10)
    assert written == ["a", "b"]
    # Nor does leaving wait for it.
    queue.lull()
    queue.submit(lambda _conn: written.append("c"), lambda _r, _e: None)
    queue.close(5)
    assert written == ["a", "b", "c"]

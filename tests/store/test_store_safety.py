"""Durability: how the database is opened, what cannot be written, bad places, threads that end."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from workbench.config import WorkspacePaths
from workbench.errors import FileError, ReadOnlyError, StoreError, WorkbenchError
from workbench.model import Origin
from workbench.store import health, migrations, places, rescue, segments
from workbench.store.connection import Store
from workbench.store.writer import WriteQueue

from .conftest import AT, fill


def test_how_it_is_opened(store: Store) -> None:
    conn = store.read()
    pragmas = {p: conn.execute(f"PRAGMA {p}").fetchone()[0] for p in ("journal_mode", "synchronous", "foreign_keys")}
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    assert conn.execute("PRAGMA recursive_triggers").fetchone()[0] == 1
    assert conn.execute("PRAGMA wal_autocheckpoint").fetchone()[0] == 0


def test_opening_again_does_not_load_sqlite_utils(paths: WorkspacePaths) -> None:
    Store(paths).close()
    code = (
        "import sys; from pathlib import Path; from workbench.config import WorkspacePaths;"
        "from workbench.store.connection import Store; Store(WorkspacePaths(Path(sys.argv[1]))).close();"
        "print('sqlite_utils' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(paths.root)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_no_way_to_write_but_write() -> None:
    room = Path(migrations.__file__).parent
    for path in room.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        # Learned phrases are a file of their own, made anew and put in its place: nobody shares it. A snapshot reads.
        if path.name not in ("connection.py", "phrase_file.py", "snapshots.py"):
            assert not re.search(r"\batomic\(|\.commit\(|BEGIN|COMMIT|isolation_level", text), path.name


def test_a_newer_database_is_refused(paths: WorkspacePaths) -> None:
    Store(paths).close()
    conn = sqlite3.connect(paths.database)
    conn.execute("PRAGMA user_version = 99")
    conn.close()
    with pytest.raises(StoreError, match="newer"):
        Store(paths)


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\x00" + b"\x13" * 5000])
def test_a_damaged_database_is_told_and_not_touched(paths: WorkspacePaths, content: bytes) -> None:
    paths.database.write_bytes(content)
    with pytest.raises(StoreError) as e:
        Store(paths)
    assert "workbench.db" in e.value.message
    assert paths.database.read_bytes() == content
    assert any(f.level == "error" for f in health.doctor(paths))


def test_a_disk_that_is_full(store: Store) -> None:
    _project, document, memory = fill(store)
    conn = store.read()
    pages = conn.execute("PRAGMA page_count").fetchone()[0]
    conn.execute(f"PRAGMA max_page_count = {pages + 2}")
    s = segments.load_segments(conn, document.id)[0]
    with pytest.raises(StoreError, match="full"), store.write() as w:
        segments.confirm(w, s.id, "x" * 200_000, s.rev, "me", AT, Origin.HUMAN, memory)
    assert segments.get_segment(conn, s.id) == s
    conn.execute("PRAGMA max_page_count = 1000000")
    with store.write() as w:
        segments.confirm(w, s.id, "fits", s.rev, "me", AT, Origin.HUMAN, memory)
    assert segments.get_segment(conn, s.id).target == "fits"  # type: ignore[union-attr]


def test_a_read_only_workspace(paths: WorkspacePaths) -> None:
    """As another user, because root may write everywhere. What is needed is imported before."""
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("needs to become another user")
    store = Store(paths)
    fill(store)
    store.close()
    for folder in (paths.root, paths.projects, paths.private):
        folder.chmod(0o555)
    for parent in paths.root.parents:
        if Path(tempfile.gettempdir()) in parent.parents:
            parent.chmod(parent.stat().st_mode | 0o055)
    body = """
import os, sys
from pathlib import Path
from workbench.config import WorkspacePaths
from workbench.store import segments
from workbench.store.connection import Store
os.seteuid(65534)
store = Store(WorkspacePaths(Path(sys.argv[1])))
print(store.read_only, len(store.warnings), len(segments.load_segments(store.read(), 1)))
try:
    with store.write(): pass
except Exception as e: print(type(e).__name__)
"""
    done = subprocess.run([sys.executable, "-c", body, str(paths.root)], capture_output=True, text=True, check=False)
    assert done.stdout.split("\n")[:2] == ["True 0 3", "ReadOnlyError"], done.stderr


def test_read_only_on_demand(paths: WorkspacePaths, store: Store) -> None:
    fill(store)
    reader = Store(paths, read_only=True)
    assert len(segments.load_segments(reader.read(), 1)) == 3
    with pytest.raises(ReadOnlyError), reader.write():
        pass
    reader.close()


def test_read_only_without_a_database(paths: WorkspacePaths) -> None:
    with pytest.raises(ReadOnlyError):
        Store(paths, read_only=True)


def test_the_queue_keeps_order_and_tells(store: Store) -> None:
    seen: list[object] = []
    queue = WriteQueue(store)
    for n in range(20):
        queue.submit(lambda _c, n=n: n, lambda result, error: seen.append((result, error)))
    assert queue.flush(10)
    assert seen == [(n, None) for n in range(20)]
    queue.close()


def test_what_cannot_be_written_is_rescued(
    paths: WorkspacePaths, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.store.writer.PAUSE", 0.0)
    tries = []

    def full(_conn: sqlite3.Connection) -> None:
        tries.append(1)
        raise sqlite3.OperationalError("database or disk is full")

    errors: list[WorkbenchError | None] = []
    queue = WriteQueue(store)
    queue.submit(full, lambda _r, e: errors.append(e), rescue={"segment": 3, "text": "لا تضيع"})
    queue.close()
    assert len(tries) == 3
    assert errors[0] is not None
    assert "kept in" in errors[0].hint
    assert rescue.pending(paths) == [{"segment": 3, "text": "لا تضيع"}]
    assert any("wait" in f.message for f in health.doctor(paths))
    rescue.clear(paths)
    assert rescue.pending(paths) == []


def test_an_error_of_ours_is_not_tried_again(store: Store) -> None:
    def wrong(_conn: sqlite3.Connection) -> None:
        raise FileError("x", "no")

    errors: list[object] = []
    queue = WriteQueue(store)
    queue.submit(wrong, lambda _r, e: errors.append(e), rescue={"text": "x"})
    queue.close()
    assert isinstance(errors[0], FileError)
    assert rescue.pending(store.paths) == []


MOUNTS = """\
22 1 0:20 / / rw - ext4 /dev/sda1 rw
30 22 0:30 / /home/me/net rw - nfs4 server:/x rw
31 22 0:31 / /home/me/my\\040share rw - cifs //s/x rw
"""


@pytest.mark.parametrize(
    ("folder", "network"),
    [("/home/me/net/ws", True), ("/home/me/my share", True), ("/home/me/network", False), ("/srv", False)],
)
def test_network_drives(folder: str, network: bool) -> None:
    assert places.on_network(Path(folder), MOUNTS) is network


@pytest.mark.parametrize(
    ("folder", "name"),
    [("/home/me/Dropbox/ws", "Dropbox"), ("/home/me/OneDrive - Firm/ws", "OneDrive - Firm"), ("/a", "")],
)
def test_synced_folders(folder: str, name: str) -> None:
    assert places.synced_by(Path(folder)) == name


def test_an_unsafe_place_warns_and_works(paths: WorkspacePaths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "on_network", lambda _folder: True)
    store = Store(paths)
    fill(store)
    assert store.read().execute("PRAGMA journal_mode").fetchone()[0] == "delete"
    assert "network drive" in store.warnings[0]
    store.close()


def test_doctor_finds_nothing_wrong(paths: WorkspacePaths, store: Store) -> None:
    _project, document, memory = fill(store)
    s = segments.load_segments(store.read(), document.id)[0]
    with store.write() as conn:
        segments.confirm(conn, s.id, "x", s.rev, "me", AT, Origin.HUMAN, memory)
    assert {f.level.value for f in health.doctor(paths)} <= {"ok", "info"}
    with store.write() as conn:
        conn.execute("DELETE FROM unit")
    assert any("no pair" in f.message for f in health.doctor(paths))


def test_what_ended_threads_had_open_is_closed(paths: WorkspacePaths) -> None:
    store = Store(paths)
    seen: list[sqlite3.Connection] = []
    for _ in range(40):
        thread = threading.Thread(target=lambda: seen.append(store.read()))
        thread.start()
        thread.join()
    closed = 0
    for conn in seen:
        try:
            conn.execute("SELECT 1")
        except sqlite3.ProgrammingError:
            closed += 1
    # The last one goes with the next that is opened.
    assert closed >= 38
    store.close()


LONG_LOOK = """
import sqlite3, sys, threading
from pathlib import Path
from workbench.config import WorkspacePaths
from workbench.store.connection import Store
store = Store(WorkspacePaths(Path(sys.argv[1])))
looking, over, wrong = threading.Barrier(5), threading.Event(), []
def look():
    conn = store.read()
    looking.wait()
    while not over.is_set():
        try:
            for _row in conn.execute("SELECT name, sql FROM sqlite_master ORDER BY sql, name"):
                pass
        except sqlite3.OperationalError:
            pass
        except sqlite3.Error as e:
            wrong.append(e)
threads = [threading.Thread(target=look) for _ in range(4)]
for t in threads: t.start()
looking.wait()
store.close()
over.set()
for t in threads: t.join(30)
print(len(wrong))
"""


def test_closing_while_others_look_ends_their_look_and_not_the_process(paths: WorkspacePaths) -> None:
    Store(paths).close()
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, "-c", LONG_LOOK, str(paths.root)], capture_output=True, text=True, timeout=60, check=False
        )
        assert (done.returncode, done.stdout.strip()) == (0, "0"), done.stderr

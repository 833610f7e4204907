"""The one way into the database: how it is opened, and the one way to write.

Laws (measured, see docs/durability.md): WAL with ``synchronous=FULL``, because NORMAL loses acknowledged commits at a
power cut; every write holds the file lock and ``BEGIN IMMEDIATE``, because a plain ``BEGIN`` fails or loses updates
under several processes; checkpoints only under the lock, because of a race between commit and checkpoint in SQLite
before 3.51.3.
"""

from __future__ import annotations

import contextlib
import sqlite3
import stat
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from workbench.config import Settings, WorkspacePaths
from workbench.errors import ReadOnlyError, StoreError
from workbench.store import backups, indexing, migrations, places
from workbench.store.errors import DAMAGED, store_error
from workbench.store.guarded import GuardedConnection

SQLITE_FLOOR = (3, 37, 0)
"""STRICT tables came with it."""
LOCK_SECONDS = 10.0
"""How long a write waits for another program's."""
LOCK_POLL = 0.005
"""Seconds between two looks whether the lock is free. Between the transactions of an import it is for a moment only: who
looked twenty times a second missed that again and again (of saves beside an import 443 ms at p95 became 105)."""
WAL_LIMIT = 32 * 1024 * 1024
"""Bytes of write-ahead log from which it is folded into the database after a write. An import writes the same pages of an
index again and again: folding them less often made it a seventh faster, and the longest wait of a save a quarter."""


class SharedConnection(GuardedConnection):
    """A connection all threads use, because it holds the database for itself: one thread must not begin within another."""

    shared = True
    """What :func:`workbench.store.snapshots.snapshot` goes by."""


class Store:
    """The database of a workspace. Reading connections are one a thread; writing goes through :meth:`write`."""

    def __init__(self, paths: WorkspacePaths, *, read_only: bool = False, settings: Settings | None = None) -> None:
        """Open the database, making or migrating it as needed.

        Raises :class:`StoreError` when SQLite is too old, the file is damaged, locked or of a newer program.
        """
        if sqlite3.sqlite_version_info < SQLITE_FLOOR:
            need = ".".join(map(str, SQLITE_FLOOR))
            raise StoreError(f"SQLite {sqlite3.sqlite_version} is too old; {need} is needed.", "Use a newer Python.")
        self.paths = paths
        self.path = paths.database
        self.warnings: list[str] = []
        self.read_only = read_only
        self._exclusive = False
        self._file = (0, 0)
        self._log: tuple[int, int] | None = None
        self._kind = GuardedConnection.at(self.path)
        self._local = threading.local()
        self._opened: list[tuple[threading.Thread, sqlite3.Connection]] = []
        self._guard = threading.RLock()
        self._list_guard = threading.Lock()
        self._copy: tempfile.TemporaryDirectory[str] | None = None
        self._place_warnings()
        if not read_only:
            read_only = self.read_only = not self._writable()
        if read_only:
            self._open_read_only()
        else:
            self._open(settings or Settings())

    # ------------------------------------------------------------------ opening

    def _place_warnings(self) -> None:
        if places.on_network(self.paths.root):
            self._exclusive = True
            self.warnings.append(
                f"{self.paths.root} is on a network drive: only one program at a time may use it, and a crash of the "
                "server can damage the database. A folder on this computer is safer."
            )
        synced = places.synced_by(self.paths.root)
        if synced:
            self.warnings.append(
                f"{self.paths.root} lies in {synced}: a program that copies files there can damage an open database. "
                "Keep the workspace outside and let only glossaries and exports be copied."
            )

    def _writable(self) -> bool:
        """Whether the places we write to can be written, found out by writing."""
        try:
            self.paths.private.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.paths.private):
                pass
            with tempfile.TemporaryFile(dir=self.paths.projects):
                pass
        except OSError:
            return False
        return True

    def _open(self, settings: Settings) -> None:
        try:
            with self._locked():
                new = not self.path.exists() or self.path.stat().st_size == 0
                # Half a second for each 100 MB: before a backup, so that none is made of a damaged one, and when a log
                # tells that a program was killed (or is at it).
                doubtful = not new and (backups.due(self.paths) or self._log_size() > 0)
                conn = self._local.conn = self._connect()
                if doubtful:
                    self._check(conn)
                self._migrate(conn, new)
                found = self.path.stat()
                self._file = found.st_dev, found.st_ino
                if not new:
                    # Under the lock: two programs that open at once would make the same file.
                    backups.rolling(self.paths, daily=settings.backups_daily, weekly=settings.backups_weekly)
        except (sqlite3.Error, OSError) as e:
            self.close()
            raise store_error(e, self.path) from e
        except StoreError:
            self.close()
            raise

    def _check(self, conn: sqlite3.Connection) -> None:
        found = conn.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise StoreError(f"{self.path} is damaged ({found}).", "Restore a backup: workbench restore FILE")

    def _migrate(self, conn: sqlite3.Connection, new: bool) -> None:
        at = migrations.version(conn)
        if at > migrations.VERSION:
            raise StoreError(
                f"{self.path} was written by a newer version of this program (form {at}, this one knows "
                f"{migrations.VERSION}).",
                "Install the newer version.",
            )
        if at == migrations.VERSION:
            return
        if not new:
            backups.copy_database(conn, backups.file_for(self.paths, "before-migration"))
        migrations.migrate(conn)

    def _open_read_only(self) -> None:
        if not self.path.exists():
            raise ReadOnlyError(
                f"{self.paths.root} cannot be written, and there is no database in it yet.",
                "Choose another folder or change its rights.",
            )
        self.read_only = True
        try:
            migrations.version(self.read())
        except sqlite3.Error as e:
            raise store_error(e, self.path) from e

    def _connect(self) -> sqlite3.Connection:
        if self.read_only:
            conn = self._connect_read_only()
        else:
            if self._exclusive:
                self._kind = SharedConnection.at(self.path)
            # Made only at first: one that was removed while it was open is not put back empty.
            mode = "rw" if self._file != (0, 0) else "rwc"
            conn = sqlite3.connect(
                f"{self.path.absolute().as_uri()}?mode={mode}",
                uri=True,
                timeout=LOCK_SECONDS,
                isolation_level=None,
                check_same_thread=False,
                factory=self._kind,
            )
            self._configure(conn)
        with self._list_guard:
            # A thread of its own looks for every segment that is opened: what ended threads had open goes.
            ended = [c for thread, c in self._opened if not thread.is_alive()]
            self._opened = [(thread, c) for thread, c in self._opened if thread.is_alive()]
            self._opened.append((threading.current_thread(), conn))
        for old in ended:
            with contextlib.suppress(sqlite3.Error):
                old.close()
        return conn

    def _configure(self, conn: sqlite3.Connection) -> None:
        if self._exclusive:
            conn.execute("PRAGMA locking_mode=EXCLUSIVE")
            conn.execute("PRAGMA journal_mode=DELETE")
        else:
            mode = conn.execute("PRAGMA journal_mode=WAL").fetchone()[0]
            if mode != "wal":
                raise StoreError(
                    f"{self.path} lies where SQLite cannot keep a write-ahead log ({mode}).",
                    "Move the workspace to a folder on this computer.",
                )
        conn.execute("PRAGMA synchronous=FULL")
        conn.execute("PRAGMA foreign_keys=ON")
        conn.execute("PRAGMA recursive_triggers=ON")
        conn.execute("PRAGMA wal_autocheckpoint=0")
        if sys.platform == "darwin":
            conn.execute("PRAGMA fullfsync=1")

    def _connect_read_only(self) -> sqlite3.Connection:
        """Open a copy where there is a write-ahead log, for SQLite cannot read that on read-only media."""
        log = Path(f"{self.path}-wal")
        source = self.path
        if log.exists() and log.stat().st_size:
            if self._copy is None:
                self._copy = tempfile.TemporaryDirectory(prefix="workbench-")
                for part in (self.path, log):
                    (Path(self._copy.name) / part.name).write_bytes(part.read_bytes())
            source = Path(self._copy.name) / self.path.name
            uri = source.as_uri()
        else:
            uri = f"{source.as_uri()}?immutable=1"
        conn = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, factory=self._kind)
        conn.execute("PRAGMA query_only=ON")
        return conn

    # ------------------------------------------------------------------ using

    def read(self) -> sqlite3.Connection:
        """Return this thread's connection for reading."""
        conn: sqlite3.Connection | None = getattr(self._local, "conn", None)
        if conn is None:
            if self._exclusive and self._opened:
                # An exclusive lock belongs to one connection: all threads share it.
                conn = self._opened[0][1]
            else:
                try:
                    conn = self._connect()
                except sqlite3.Error as e:
                    raise store_error(e, self.path) from e
            self._local.conn = conn
        return conn

    @contextlib.contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """Run the body as one durable transaction: when this returns, it is on the disk.

        An exception in the body undoes all of it and passes through; SQLite's errors come out as :class:`StoreError`.
        Not to be nested. Raises :class:`ReadOnlyError` in a read-only workspace. What a bulk act leaves for the index of the
        memories is done behind it, in transactions of their own.
        """
        if self.read_only:
            raise ReadOnlyError(
                f"{self.paths.root} cannot be written: it is open for reading only.",
                "Change the rights of the folder, or work in a copy of it.",
            )
        try:
            with self._locked():
                conn = self.read()
                conn.execute("BEGIN IMMEDIATE")
                try:
                    self._still_there()
                    yield conn
                    conn.execute("COMMIT")
                finally:
                    # After a full disk SQLite has rolled back by itself; a second ROLLBACK would raise.
                    if conn.in_transaction:
                        conn.execute("ROLLBACK")
                self._checkpoint(conn)
        except sqlite3.Error as e:
            raise store_error(e, self.path) from e
        while self._caught_up():
            pass

    def _still_there(self) -> None:
        """Raise :class:`StoreError` when the file was removed, emptied or replaced: what is written would be lost with us.

        It is not opened for that: closing it again would let go of SQLite's own locks.
        """
        log = Path(f"{self.path}-wal")
        if self._kind.damaged:
            raise StoreError(f"{self.path} is damaged.", DAMAGED)
        try:
            now = self.path.stat()
            if not self._exclusive:
                written = log.stat()
                self._log = self._log or (written.st_dev, written.st_ino)
            whole = now.st_size > 0 and stat.S_ISREG(now.st_mode)
            whole = whole and (self._exclusive or self._log == (written.st_dev, written.st_ino))
        except OSError:
            whole = False
        if not whole or self._file != (now.st_dev, now.st_ino):
            raise StoreError(
                f"{self.path} was removed, emptied or replaced while it was open.",
                "Put it back as it was (or: workbench restore FILE), then leave and open it again.",
            )

    def _caught_up(self) -> bool:
        """Do one step of indexing what was written, False when there is none to do. Whoever wrote is told of no failure."""
        try:
            conn = self.read()
            if not indexing.is_behind(conn):
                return False
            with self._locked():
                conn.execute("BEGIN IMMEDIATE")
                try:
                    indexing.catch_up(conn)
                    conn.execute("COMMIT")
                finally:
                    if conn.in_transaction:
                        conn.execute("ROLLBACK")
                self._checkpoint(conn)
        except (sqlite3.Error, StoreError):
            return False
        return True

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the workspace's write lock, between processes and between our threads."""
        with self._guard:
            try:
                self.paths.private.mkdir(parents=True, exist_ok=True)
                lock = FileLock(self.paths.lock, timeout=LOCK_SECONDS)
                lock.acquire(poll_interval=LOCK_POLL)
            except Timeout as e:
                raise StoreError(
                    f"Another program has been writing to {self.path} for {LOCK_SECONDS:.0f} seconds.",
                    "Wait until it has finished and try again.",
                ) from e
            except OSError as e:
                raise store_error(e, self.paths.lock) from e
            try:
                yield
            finally:
                lock.release()

    def _checkpoint(self, conn: sqlite3.Connection) -> None:
        with contextlib.suppress(OSError, sqlite3.Error):
            if self._log_size() > WAL_LIMIT:
                conn.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def _log_size(self) -> int:
        log = Path(f"{self.path}-wal")
        return log.stat().st_size if log.exists() else 0

    def close(self) -> None:
        """Fold the log into the database and close the connections.

        One that another thread may be using at this moment is not closed under it, which ends the whole process: nobody
        keeps it any more, and it closes itself when that thread lets it go.
        """
        with self._guard:
            if self._opened and not self.read_only and not self._exclusive:
                with contextlib.suppress(StoreError, sqlite3.Error, OSError), self._locked():
                    self.read().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            with self._list_guard:
                opened, self._opened = self._opened, []
            for thread, conn in opened:
                with contextlib.suppress(sqlite3.Error):
                    if self._exclusive or thread is threading.current_thread() or not thread.is_alive():
                        conn.close()
                    else:
                        conn.interrupt()
            self._local = threading.local()
            if self._copy is not None:
                self._copy.cleanup()
                self._copy = None

"""A file of learned phrases: derived from a project's memories, never backed up, made anew when it is gone or broken.

It is built under another name and renamed, so it is there whole or not at all; whoever looks into it opens and closes it
again, because Windows renames nothing over an open file.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import tempfile
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from workbench.errors import StoreError
from workbench.store.errors import store_error

FORM = 1
"""Changed with the tables and with what keys look like: files of another form are not read."""
PATTERN = "fragments-*.db"
_BUILT = ".tmp"
_ASKED = 400
"""Keys asked for at once: fewer than the parameters any SQLite takes."""
_RENAMED = 20
"""Times renaming is tried, a twentieth of a second between, where the file is open elsewhere (Windows)."""

_TABLES = """
CREATE TABLE stamp (value TEXT NOT NULL) STRICT;
CREATE TABLE phrase (
  key TEXT PRIMARY KEY,
  target TEXT NOT NULL,
  seen INTEGER NOT NULL,
  found INTEGER NOT NULL,
  units TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE word (word TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT, WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What phrases were learned from: of which project and memories, up to which unit, in how many pairs."""

    project: int
    source: str
    target: str
    memories: tuple[str, ...]
    newest: int
    pairs: int


@dataclass(frozen=True, slots=True)
class PhraseRow:
    """A stored phrase: its pieces, what it was translated as, in how many of the pairs it was found in, and units."""

    key: str
    target: str
    seen: int
    found: int
    units: tuple[int, ...]


class PhraseFile:
    """An open file of phrases."""

    def __init__(self, path: Path, conn: sqlite3.Connection) -> None:
        self._path, self._conn = path, conn

    def stamp(self) -> Stamp:
        """Return what the phrases were learned from."""
        try:
            value = json.loads(self._conn.execute("SELECT value FROM stamp").fetchone()[0])
            return Stamp(**{**value, "memories": tuple(value["memories"])})
        except (ValueError, TypeError, KeyError) as e:
            raise _damaged(self._path) from e

    def counts(self, words: Collection[str]) -> dict[str, int]:
        """Return how often these words were seen, those that were."""
        return dict(self._rows("SELECT word, count FROM word WHERE word IN", words))

    def phrases(self, keys: Collection[str]) -> dict[str, PhraseRow]:
        """Return the phrases that have one of these keys, by key."""
        rows = self._rows("SELECT key, target, seen, found, units FROM phrase WHERE key IN", keys)
        try:
            return {
                key: PhraseRow(key, target, seen, found, tuple(map(int, units.split(","))))
                for key, target, seen, found, units in rows
            }
        except ValueError as e:
            raise _damaged(self._path) from e

    def _rows(self, query: str, keys: Collection[str]) -> Iterator[tuple[Any, ...]]:
        order = sorted(keys)
        for start in range(0, len(order), _ASKED):
            some = order[start : start + _ASKED]
            yield from self._conn.execute(f"{query} ({','.join('?' * len(some))})", some)


@contextlib.contextmanager
def open_phrases(path: Path) -> Iterator[PhraseFile]:
    """Open a file of phrases for reading. Raises :class:`StoreError` when it is missing, broken or of another form.

    So does reading from it, inside the ``with`` block.
    """
    try:
        conn = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            if conn.execute("PRAGMA user_version").fetchone()[0] != FORM:
                raise StoreError(f"{path} is of another version of this program.", "It is made anew.")
            yield PhraseFile(path, conn)
        finally:
            conn.close()
    except (sqlite3.Error, OSError) as e:
        raise store_error(e, path) from e


def read_stamp(path: Path) -> Stamp | None:
    """Return what the phrases of a file were learned from, None when there is no such file that can be read."""
    try:
        with open_phrases(path) as found:
            return found.stamp()
    except StoreError:
        return None


def write_phrases(path: Path, stamp: Stamp, rows: Iterable[PhraseRow], counts: Mapping[str, int]) -> None:
    """Write a file of phrases, only for this user's eyes, in place of an older one.

    Raises :class:`StoreError` when it cannot be written; the older one stands then.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}.", suffix=_BUILT)
        os.close(handle)
        built = Path(name)
        try:
            _build(built, stamp, rows, counts)
            _rename(built, path)
        finally:
            built.unlink(missing_ok=True)
    except (sqlite3.Error, OSError) as e:
        raise store_error(e, path) from e


def _build(path: Path, stamp: Stamp, rows: Iterable[PhraseRow], counts: Mapping[str, int]) -> None:
    conn = sqlite3.connect(path, isolation_level=None)
    try:
        # Nobody sees the file before it is whole, and what a crash leaves behind is removed.
        conn.execute("PRAGMA journal_mode=OFF")
        conn.execute("PRAGMA synchronous=OFF")
        for statement in _TABLES.split(";\n"):
            conn.execute(statement)
        conn.execute("BEGIN")
        conn.execute("INSERT INTO stamp VALUES (?)", (json.dumps(asdict(stamp), ensure_ascii=False),))
        conn.executemany(
            "INSERT INTO phrase VALUES (?, ?, ?, ?, ?)",
            ((r.key, r.target, r.seen, r.found, ",".join(map(str, r.units))) for r in rows),
        )
        conn.executemany("INSERT INTO word VALUES (?, ?)", counts.items())
        conn.execute(f"PRAGMA user_version = {FORM}")
        conn.execute("COMMIT")
    finally:
        conn.close()


def _damaged(path: Path) -> StoreError:
    return StoreError(f"{path} is damaged.", "It is made anew.")


def _rename(built: Path, path: Path) -> None:
    for left in reversed(range(_RENAMED)):
        try:
            built.replace(path)
        except PermissionError:
            if not left:
                raise
            time.sleep(0.05)
        else:
            return


def sweep_phrases(folder: Path, projects: Collection[int]) -> None:
    """Remove what broken-off trainings left in a folder, and the files of projects other than these, by number.

    To be called by whoever holds the lock of the trainings: nobody else builds a file meanwhile.
    """
    for left in folder.glob(f".fragments-*{_BUILT}"):
        left.unlink(missing_ok=True)
    for path in folder.glob(PATTERN):
        stamp = read_stamp(path)
        if stamp is None or stamp.project not in projects:
            with contextlib.suppress(OSError):
                path.unlink()

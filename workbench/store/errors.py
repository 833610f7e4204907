"""SQLite's errors as sentences for the user."""

from __future__ import annotations

import errno
import sqlite3
import tempfile
from pathlib import Path

from workbench.errors import ReadOnlyError, StoreError
from workbench.files import NO_ROOM

DAMAGED = "See: workbench doctor   and restore a backup: workbench restore FILE"
"""What to do with a damaged database."""
_NEEDED = 1 << 16
"""Bytes SQLite must be able to write beside a database before it even reads it, and some more."""


def store_error(error: sqlite3.Error | OSError, path: Path) -> StoreError:
    """Return what to tell the user about an error of the database at ``path``."""
    if isinstance(error, StoreError):
        return error
    number = getattr(error, "errno", None)
    # A path it names may hold any word.
    text = "" if isinstance(error, OSError) else str(error).lower()
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    full = code == sqlite3.SQLITE_FULL or number in NO_ROOM or "is full" in text
    if full or (code == sqlite3.SQLITE_IOERR and _no_room(path.parent)):
        return StoreError(f"The disk is full: {path} could not be written.", "Make room and try again.")
    if code == sqlite3.SQLITE_READONLY or "readonly" in text or number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return ReadOnlyError(f"{path} cannot be written.", "Check the rights of the folder, or choose another place.")
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) or "locked" in text:
        return StoreError(f"{path} is locked by another program.", "Wait until it has finished and try again.")
    gone = "no such table" in text or "no such column" in text
    if (
        code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
        or "malformed" in text
        or "not a database" in text
        or gone
    ):
        return StoreError(f"{path} is damaged.", DAMAGED)
    if code == sqlite3.SQLITE_CANTOPEN:
        return StoreError(f"{path} cannot be opened.", "Check that the folder exists and its rights.")
    if isinstance(error, OSError):
        return StoreError(f"{path}: {error.strerror or error}.", "Check the folder and its rights.")
    return StoreError(f"{path}: the database said: {error}", "See: workbench doctor")


def _no_room(folder: Path) -> bool:
    """Whether nothing more can be written there, found out by writing: what a person may use of a disk no figure tells."""
    try:
        with tempfile.TemporaryFile(dir=folder) as f:
            f.write(bytes(_NEEDED))
    except OSError as e:
        return e.errno in NO_ROOM
    return False

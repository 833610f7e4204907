"""SQLite's errors as sentences for the user."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

from workbench.errors import ReadOnlyError, StoreError

DAMAGED = "See: workbench doctor   and restore a backup: workbench restore FILE"
"""What to do with a damaged database."""


def store_error(error: sqlite3.Error | OSError, path: Path) -> StoreError:
    """Return what to tell the user about an error of the database at ``path``."""
    if isinstance(error, StoreError):
        return error
    text = str(error).lower()
    number = getattr(error, "errno", None)
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL or number == errno.ENOSPC or "full" in text:
        return StoreError(f"The disk is full: {path} could not be written.", "Make room; your text is still here.")
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

"""Looking into a database file without a claim on it: not written to, and readable where nothing can be written."""

from __future__ import annotations

import sqlite3
from pathlib import Path


def connect_to_look(path: Path) -> sqlite3.Connection:
    """Open a database for reading only. Raises :class:`sqlite3.Error` when it cannot be read.

    On read-only media SQLite cannot make the files it needs beside a database with a write-ahead log; there the main
    file alone is read, which is whole as of the last checkpoint.
    """
    uri = path.resolve().as_uri()
    conn = sqlite3.connect(f"{uri}?mode=ro", uri=True)
    try:
        conn.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError:
        conn.close()
        conn = sqlite3.connect(f"{uri}?immutable=1", uri=True)
    return conn

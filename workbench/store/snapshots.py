"""Seeing one state of the database in several queries. Apart from how it is opened and written: looking up needs no more."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator


@contextlib.contextmanager
def snapshot(conn: sqlite3.Connection) -> Iterator[None]:
    """See one state of the database in several queries, whatever is written meanwhile; inside a write, that one's.

    A connection that says it is ``shared`` is all threads': it holds the database for itself, and none begins within another.
    """
    if conn.in_transaction or getattr(conn, "shared", False):
        yield
        return
    conn.execute("BEGIN")
    try:
        yield
    finally:
        # After some errors SQLite has ended it by itself; what was raised is what is told.
        if conn.in_transaction:
            conn.execute("COMMIT")

"""Seeing what other programs write."""

from __future__ import annotations

import sqlite3


def version(conn: sqlite3.Connection) -> int:
    """Return a number that is another one once any other connection has committed something (``PRAGMA data_version``)."""
    found: int = conn.execute("PRAGMA data_version").fetchone()[0]
    return found

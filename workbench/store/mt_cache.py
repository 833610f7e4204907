"""The ``mt_cache`` table: what engines answered."""

from __future__ import annotations

import sqlite3


def get(conn: sqlite3.Connection, key: bytes) -> str | None:
    """Return a kept answer."""
    row = conn.execute("SELECT answer FROM mt_cache WHERE key = ?", (key,)).fetchone()
    return row[0] if row else None


def put(
    conn: sqlite3.Connection,
    key: bytes,
    engine: str,
    version: str,
    source: str,
    target: str,
    text: str,
    answer: str,
    at: str,
) -> None:
    """Keep an answer."""
    conn.execute(
        "INSERT OR REPLACE INTO mt_cache (key, engine, version, source, target, text, answer, created)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (key, engine, version, source, target, text, answer, at),
    )


def forget(conn: sqlite3.Connection, engine: str | None = None) -> int:
    """Remove the answers of an engine, or all; return how many."""
    if engine is None:
        return conn.execute("DELETE FROM mt_cache").rowcount
    return conn.execute("DELETE FROM mt_cache WHERE engine = ?", (engine,)).rowcount

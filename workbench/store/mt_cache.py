"""The ``mt_cache`` table: what engines answered. It grows to a limit; then what was not used for longest makes room."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

MOST = 100_000
"""Answers kept."""
MOST_BYTES = 100_000_000
"""Bytes of their texts kept: a thousand for each is more than sentences have."""
_BYTES = "length(CAST(text AS BLOB)) + length(CAST(answer AS BLOB))"
"""octet_length came later than the oldest SQLite we take."""


def get(conn: sqlite3.Connection, key: bytes) -> str | None:
    """Return a kept answer. Writes nothing: :func:`touch`, or the next :func:`put`, is told that it was used."""
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
    touched: Iterable[bytes] = (),
) -> None:
    """Keep an answer, note which others were used meanwhile, and make room for it."""
    conn.execute(
        "INSERT OR REPLACE INTO mt_cache (key, engine, version, source, target, text, answer, created, used)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (key, engine, version, source, target, text, answer, at, at[:10]),
    )
    touch(conn, touched, at)
    _trim_rows(conn, key)
    # Keys are hashes: one in 256 begins so. Adding up all bytes takes a while, and few answers are long.
    if key[:1] == b"\0":
        trim_bytes(conn, key)


def touch(conn: sqlite3.Connection, keys: Iterable[bytes], at: str) -> None:
    """Note that answers were used; each row is written at most once a day."""
    day = at[:10]
    conn.executemany("UPDATE mt_cache SET used = ? WHERE key = ? AND used < ?", ((day, key, day) for key in keys))


def _trim_rows(conn: sqlite3.Connection, new: bytes) -> None:
    over = conn.execute("SELECT count(*) FROM mt_cache").fetchone()[0] - MOST
    if over > 0:
        conn.execute(
            "DELETE FROM mt_cache WHERE key IN (SELECT key FROM mt_cache WHERE key <> ? ORDER BY used, key LIMIT ?)",
            (new, over),
        )


def trim_bytes(conn: sqlite3.Connection, new: bytes = b"") -> None:
    """Remove what was not used for longest until the texts are within :data:`MOST_BYTES`; ``new`` stays."""
    over = size(conn)[1] - MOST_BYTES
    if over <= 0:
        return
    gone = []
    for key, length in conn.execute(f"SELECT key, {_BYTES} FROM mt_cache WHERE key <> ? ORDER BY used, key", (new,)):
        gone.append((key,))
        over -= length
        if over <= 0:
            break
    conn.executemany("DELETE FROM mt_cache WHERE key = ?", gone)


def size(conn: sqlite3.Connection, engine: str | None = None) -> tuple[int, int]:
    """Return how many answers of an engine, or of all, are kept, and the bytes of their texts."""
    where, values = ("", ()) if engine is None else (" WHERE engine = ?", (engine,))
    row = conn.execute(f"SELECT count(*), coalesce(sum({_BYTES}), 0) FROM mt_cache{where}", values).fetchone()
    return row[0], row[1]


def engines(conn: sqlite3.Connection) -> list[str]:
    """Return the engines whose answers are kept."""
    return [row[0] for row in conn.execute("SELECT DISTINCT engine FROM mt_cache ORDER BY engine")]


def forget(conn: sqlite3.Connection, engine: str | None = None) -> int:
    """Remove the answers of an engine, or all; return how many."""
    if engine is None:
        return conn.execute("DELETE FROM mt_cache").rowcount
    return conn.execute("DELETE FROM mt_cache WHERE engine = ?", (engine,)).rowcount

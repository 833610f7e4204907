"""The ``mt_usage`` table: what engines were sent out of this workspace, by day."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Usage:
    """What an engine was sent in a month (``2026-11``): characters of texts, calls, and how many of these failed."""

    engine: str
    month: str
    characters: int
    calls: int
    failures: int


def charge(conn: sqlite3.Connection, engine: str, day: str, characters: int, calls: int = 1, failures: int = 0) -> None:
    """Count calls of an engine on a day (``2026-11-30``)."""
    conn.execute(
        "INSERT INTO mt_usage (engine, day, characters, calls, failures) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (engine, day) DO UPDATE SET characters = characters + excluded.characters,"
        " calls = calls + excluded.calls, failures = failures + excluded.failures",
        (engine, day, characters, calls, failures),
    )


def used(conn: sqlite3.Connection, engine: str, month: str) -> int:
    """Return the characters an engine was sent in a month, what failed included: the service may have counted it."""
    row = conn.execute(
        "SELECT coalesce(sum(characters), 0) FROM mt_usage WHERE engine = ? AND day BETWEEN ? AND ?",
        (engine, f"{month}-01", f"{month}-31"),
    ).fetchone()
    found: int = row[0]
    return found


def usage(conn: sqlite3.Connection, month: str | None = None) -> list[Usage]:
    """Return what every engine was sent, a row for each month, the newest first."""
    rows = conn.execute(
        "SELECT engine, substr(day, 1, 7) AS month, sum(characters), sum(calls), sum(failures) FROM mt_usage"
        " WHERE ? IS NULL OR day BETWEEN ? AND ? GROUP BY engine, month ORDER BY month DESC, engine",
        (month, f"{month}-01", f"{month}-31"),
    )
    return [Usage(*row) for row in rows]

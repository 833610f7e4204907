"""The ``effort`` table: seconds in which something was done for a segment, and keys, by person and day.

What was spent stays in the document whatever becomes of its segments: the first part of a split one keeps it, a joined
one has that of both, an update hands it on as it does the history.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Effort:
    """What a person spent on a segment on a day: ``day`` is a date of their own clock (``2026-01-31``)."""

    segment: int
    author: str
    day: str
    seconds: float
    keys: int


@dataclass(frozen=True, slots=True)
class Spent:
    """Something to be added: ``number`` is the place of the segment, should it be gone by the time it is written."""

    segment: int
    number: int
    day: str
    seconds: float
    keys: int


_HEIR = (
    "SELECT coalesce((SELECT id FROM segment WHERE id = :segment AND document = :document),"
    " (SELECT id FROM segment WHERE document = :document AND number <= :number ORDER BY number DESC LIMIT 1)) AS id"
)
_ADDED = " ON CONFLICT (segment, author, day) DO UPDATE SET seconds = seconds + excluded.seconds, keys = keys + excluded.keys"


def add(conn: sqlite3.Connection, document: int, author: str, spent: Iterable[Spent]) -> None:
    """Add what a person spent. What was spent on a segment that is gone goes to the one before its place."""
    for s in spent:
        conn.execute(
            "INSERT INTO effort (segment, author, day, seconds, keys)"
            f" SELECT id, :author, :day, :seconds, :keys FROM ({_HEIR}) WHERE id IS NOT NULL{_ADDED}",
            {
                "document": document,
                "segment": s.segment,
                "number": s.number,
                "author": author,
                "day": s.day,
                "seconds": s.seconds,
                "keys": s.keys,
            },
        )


def hand_on(conn: sqlite3.Connection, of: int, to: int) -> None:
    """Give what was spent on a segment to another, which adds it to its own."""
    conn.execute(
        "INSERT INTO effort (segment, author, day, seconds, keys)"
        f" SELECT ?, author, day, seconds, keys FROM effort WHERE segment = ?{_ADDED}",
        (to, of),
    )
    conn.execute("DELETE FROM effort WHERE segment = ?", (of,))


def of_document(conn: sqlite3.Connection, document: int) -> list[Effort]:
    """Return what was spent on a document, by segment, day and person."""
    rows = conn.execute(
        "SELECT e.segment, e.author, e.day, e.seconds, e.keys FROM effort e JOIN segment s ON s.id = e.segment"
        " WHERE s.document = ? ORDER BY s.number, e.day, e.author",
        (document,),
    )
    return [Effort(*row) for row in rows]


def of_segment(conn: sqlite3.Connection, segment: int) -> tuple[float, int]:
    """Return the seconds and keys spent on a segment, by whomever."""
    seconds, keys = conn.execute(
        "SELECT coalesce(sum(seconds), 0.0), coalesce(sum(keys), 0) FROM effort WHERE segment = ?", (segment,)
    ).fetchone()
    return seconds, keys


def by_day(conn: sqlite3.Connection, document: int) -> dict[tuple[str, str], tuple[float, int]]:
    """Return by day and person the seconds and keys spent on a document, the earliest day first."""
    rows = conn.execute(
        "SELECT e.day, e.author, sum(e.seconds), sum(e.keys) FROM effort e JOIN segment s ON s.id = e.segment"
        " WHERE s.document = ? GROUP BY e.day, e.author ORDER BY e.day, e.author",
        (document,),
    )
    return {(day, author): (seconds, keys) for day, author, seconds, keys in rows}


def first_confirms(conn: sqlite3.Connection, document: int) -> dict[int, tuple[str, str]]:
    """Return by segment who confirmed it first and when (a stored time); what bulk acts and reviews do is none."""
    rows = conn.execute(
        "SELECT h.segment, h.author, h.at FROM history h JOIN segment s ON s.id = h.segment WHERE s.document = ?"
        " AND h.act = 'confirm' AND h.batch IS NULL AND h.reason <> 'review' ORDER BY h.id DESC",
        (document,),
    )
    return {segment: (author, at) for segment, author, at in rows}

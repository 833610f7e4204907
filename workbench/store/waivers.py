"""The ``waiver`` table: why a term that must be used was not, segment by segment."""

from __future__ import annotations

import sqlite3


def add(conn: sqlite3.Connection, segment: int, concept: str, reason: str, author: str, at: str) -> None:
    """Keep a reason; a newer one replaces it."""
    conn.execute("INSERT OR REPLACE INTO waiver VALUES (?, ?, ?, ?, ?)", (segment, concept, reason, author, at))


def load(conn: sqlite3.Connection, document: int) -> set[tuple[int, str]]:
    """Return (segment id, concept id) of a document's waivers."""
    rows = conn.execute(
        "SELECT w.segment, w.concept FROM waiver w JOIN segment s ON s.id = w.segment WHERE s.document = ?", (document,)
    )
    return {(segment, concept) for segment, concept in rows}


def part(conn: sqlite3.Connection, first: int, second: int, of_first: set[str], of_second: set[str]) -> None:
    """Give a second segment its waivers back, which a join had given to the first; each has its concepts then."""
    conn.executemany(
        "INSERT OR IGNORE INTO waiver SELECT ?, concept, reason, author, at FROM waiver WHERE segment = ? AND concept = ?",
        [(second, first, concept) for concept in sorted(of_second)],
    )
    conn.executemany(
        "DELETE FROM waiver WHERE segment = ? AND concept = ?",
        [(first, concept) for concept in sorted(of_second - of_first)],
    )

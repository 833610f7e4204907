"""The ``waiver`` table: which issues do not count, and why, each for the text it was given for.

A row that is removed, and one whose segment got another source, stays in the history.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from workbench.model import Segment, Waiver, WaiverReason
from workbench.store import segments

_COLUMNS = 'w.segment, w."check", w.subject, w.reason, w.note, w.source, w.author, w.at'
Key = tuple[str, str, str]
"""What tells the waivers of a segment apart: check, subject, source."""


def add(conn: sqlite3.Connection, segment: Segment, waiver: Waiver) -> None:
    """Keep a reason, and a line of it in the history; a newer one for the same text replaces it."""
    conn.execute(
        "INSERT OR REPLACE INTO waiver VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            segment.id,
            waiver.check,
            waiver.subject,
            waiver.source,
            waiver.reason.value,
            waiver.note,
            waiver.author,
            waiver.at,
        ),
    )
    segments.log(
        conn,
        segment,
        "waive",
        segment.current,
        waiver.author,
        waiver.at,
        f"{waiver.check} {waiver.subject}: {waiver.told}",
    )


def remove(conn: sqlite3.Connection, segment: Segment, check: str, subject: str, author: str, at: str) -> int:
    """Take the reasons for an issue back and return how many there were."""
    gone = conn.execute(
        'DELETE FROM waiver WHERE segment = ? AND "check" = ? AND subject = ?', (segment.id, check, subject)
    ).rowcount
    if gone:
        segments.log(conn, segment, "unwaive", segment.current, author, at, f"{check} {subject}")
    return gone


def rename(conn: sqlite3.Connection, old: str, new: str) -> int:
    """Let the reasons given for a subject be for another name of it, in all projects; return how many there were."""
    return conn.execute("UPDATE OR REPLACE waiver SET subject = ? WHERE subject = ?", (new, old)).rowcount


def load(conn: sqlite3.Connection, document: int) -> list[Waiver]:
    """Return the waivers of a document, by segment."""
    rows = conn.execute(
        f"SELECT {_COLUMNS} FROM waiver w JOIN segment s ON s.id = w.segment WHERE s.document = ?"
        ' ORDER BY s.number, w."check", w.subject, w.source',
        (document,),
    )
    return [_waiver(row) for row in rows]


def of_segment(conn: sqlite3.Connection, segment: int) -> list[Waiver]:
    """Return the waivers of one segment."""
    rows = conn.execute(
        f'SELECT {_COLUMNS} FROM waiver w WHERE w.segment = ? ORDER BY w."check", w.subject, w.source', (segment,)
    )
    return [_waiver(row) for row in rows]


def _waiver(row: tuple[int, str, str, str, str, str, str, str]) -> Waiver:
    segment, check, subject, reason, note, source, author, at = row
    return Waiver(segment, check, subject, WaiverReason(reason), note, source, author, at)


def copy(conn: sqlite3.Connection, of: int, to: int) -> None:
    """Give a second segment the waivers of another: both were one, and each is for its text alone."""
    conn.execute(
        'INSERT OR IGNORE INTO waiver SELECT ?, "check", subject, source, reason, note, author, at FROM waiver'
        " WHERE segment = ?",
        (to, of),
    )


def hand_on(conn: sqlite3.Connection, was: Segment, heir: int) -> None:
    """Let a segment of the same sentence, written a little otherwise, keep the waivers of what it was."""
    conn.execute(
        'UPDATE OR IGNORE waiver SET segment = ?, source = (SELECT substr(w.text, s.start + 1, s."end" - s.start)'
        " FROM segment s JOIN wording w ON w.document = s.document WHERE s.id = ?) WHERE segment = ?",
        (heir, heir, was.id),
    )


def drop(conn: sqlite3.Connection, segment: int, keys: Iterable[Key]) -> None:
    """Let a segment lose waivers that were another's before a join that was taken back."""
    conn.executemany(
        'DELETE FROM waiver WHERE segment = ? AND "check" = ? AND subject = ? AND source = ?',
        [(segment, *key) for key in sorted(keys)],
    )

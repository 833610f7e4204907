"""The ``comment`` table: what people say to each other of a segment, until it is settled.

A note is the translator's own; a comment is for others, with who said it and when. None is lost with its segment: a
join and an update of the article give it to the one that goes on in its place.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from workbench.model import Comment

_COLUMNS = "c.id, c.segment, c.author, c.at, c.text, c.done"


def add(conn: sqlite3.Connection, segment: int, author: str, at: str, text: str) -> Comment:
    """Keep a comment of a segment."""
    row = conn.execute(
        "INSERT INTO comment (segment, author, at, text) VALUES (?, ?, ?, ?) RETURNING id", (segment, author, at, text)
    ).fetchone()
    return Comment(row[0], segment, author, at, text)


def get(conn: sqlite3.Connection, comment: int) -> Comment | None:
    """Return one comment."""
    row = conn.execute(f"SELECT {_COLUMNS} FROM comment c WHERE c.id = ?", (comment,)).fetchone()
    return _comment(row) if row else None


def set_done(conn: sqlite3.Connection, comment: int, *, done: bool) -> None:
    """Say that a comment is settled, or open again."""
    conn.execute("UPDATE comment SET done = ? WHERE id = ?", (int(done), comment))


def delete(conn: sqlite3.Connection, comment: int) -> None:
    """Remove a comment."""
    conn.execute("DELETE FROM comment WHERE id = ?", (comment,))


def load(conn: sqlite3.Connection, document: int) -> list[Comment]:
    """Return the comments of a document by segment: open ones first, then by age."""
    # CROSS JOIN begins with the comments, which are few: a long document has a hundred thousand segments.
    rows = conn.execute(
        f"SELECT {_COLUMNS} FROM comment c CROSS JOIN segment s ON s.id = c.segment WHERE s.document = ?"
        " ORDER BY s.number, c.done, c.at, c.id",
        (document,),
    )
    return [_comment(row) for row in rows]


def placed(conn: sqlite3.Connection, document: int) -> list[tuple[int, Comment]]:
    """Return the same, each with the number of its segment."""
    rows = conn.execute(
        f"SELECT s.number, {_COLUMNS} FROM comment c CROSS JOIN segment s ON s.id = c.segment WHERE s.document = ?"
        " ORDER BY s.number, c.done, c.at, c.id",
        (document,),
    )
    return [(number, _comment(tuple(row))) for number, *row in rows]


def of_segment(conn: sqlite3.Connection, segment: int) -> list[Comment]:
    """Return the comments of one segment, open ones first."""
    rows = conn.execute(f"SELECT {_COLUMNS} FROM comment c WHERE c.segment = ? ORDER BY c.done, c.at, c.id", (segment,))
    return [_comment(row) for row in rows]


def hand_on(conn: sqlite3.Connection, segment: int, heir: int) -> None:
    """Give all comments of a segment to another."""
    conn.execute("UPDATE comment SET segment = ? WHERE segment = ?", (heir, segment))


def give_back(conn: sqlite3.Connection, of: int, comments: Iterable[Comment], to: int) -> None:
    """Take these comments from one segment to another, those that are still there."""
    # A number may be given anew: the time tells the comments apart.
    conn.executemany(
        "UPDATE comment SET segment = ? WHERE id = ? AND segment = ? AND at = ? AND author = ?",
        [(to, c.id, of, c.at, c.author) for c in comments],
    )


def _comment(row: tuple[int, int, str, str, str, int]) -> Comment:
    id_, segment, author, at, text, done = row
    return Comment(id_, segment, author, at, text, done == 1)

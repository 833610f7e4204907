"""What a confirmed segment is besides: read by a second person (``reviewed``), locked (``final``).

Neither changes the target or its unit; both leave a line in the history.

Law: nothing but :func:`unlock` changes target, state or cut of a locked segment.
"""

from __future__ import annotations

import sqlite3

from workbench.model import SaveKind, SaveResult, State
from workbench.store import segments

_BEFORE = {s.value: s for s in (State.TRANSLATED, State.REVIEWED)}


def lock(conn: sqlite3.Connection, segment: int, rev: int, author: str, at: str) -> SaveResult:
    """Lock a confirmed segment without a newer draft; the history keeps what it was before."""
    return _set(conn, segment, State.FINAL, rev, author, at, "lock")


def unlock(conn: sqlite3.Connection, segment: int, rev: int, author: str, at: str) -> SaveResult:
    """Let a locked segment be again what it was before it was locked, by its history: translated or reviewed."""
    row = conn.execute(
        "SELECT reason FROM history WHERE segment = ? AND act = 'lock' ORDER BY id DESC LIMIT 1", (segment,)
    ).fetchone()
    return _set(conn, segment, _BEFORE.get(row[0] if row else "", State.TRANSLATED), rev, author, at, "unlock")


def unreview(conn: sqlite3.Connection, segment: int, rev: int, author: str, at: str) -> SaveResult:
    """Let a reviewed segment be only confirmed again."""
    return _set(conn, segment, State.TRANSLATED, rev, author, at, "unreview")


def _set(conn: sqlite3.Connection, segment: int, state: State, rev: int, author: str, at: str, act: str) -> SaveResult:
    now = segments.get_segment(conn, segment)
    if now is None:
        raise sqlite3.IntegrityError(f"segment {segment} is gone")
    if now.rev != rev:
        return SaveResult(SaveKind.CONFLICT, now)
    conn.execute("UPDATE segment SET state = ?, rev = rev + 1 WHERE id = ?", (state.value, segment))
    changed = segments.get_segment(conn, segment)
    assert changed is not None  # noqa: S101 - it was there a moment ago, in this transaction
    segments.log(conn, changed, act, now.target, author, at, now.state.value if act == "lock" else "")
    return SaveResult(SaveKind.SAVED, changed)

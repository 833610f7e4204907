"""The ``segment`` and ``history`` tables: what a translator does.

Every function that writes takes the revision its caller had seen. When the stored one is newer, nothing is overwritten:
the text goes to the history as ``conflict`` and the caller gets the other's segment. A locked segment (``final``) keeps
target and state: writing another raises :class:`LockedError`; see :mod:`workbench.store.states`.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from workbench.errors import LockedError
from workbench.model import HistoryEntry, Origin, Provenance, Role, SaveKind, SaveResult, Segment, State
from workbench.store import provenance, segment_units
from workbench.store.texts import text_of

SELECT = (
    'SELECT s.id, s.document, s.number, s.block, s.role, s.start, s."end", s.translate, s.state, s.target, s.draft,'
    " s.origin, s.note, s.rev, s.sentence, s.via, s.offered"
)


# Looked up for every row of a document: calling an enum costs ten times a dictionary.
_ROLES = {r.value: r for r in Role}
_STATES = {s.value: s for s in State}


def load_segments(conn: sqlite3.Connection, document: int) -> list[Segment]:
    """Return a document's segments in order."""
    text = text_of(conn, document)
    rows = conn.execute(f"{SELECT} FROM segment s WHERE s.document = ? ORDER BY s.number", (document,))
    return [segment_of(r, text[r[5] : r[6]]) for r in rows]


def get_segment(conn: sqlite3.Connection, segment: int) -> Segment | None:
    """Return one segment by id."""
    row = conn.execute(f"{SELECT} FROM segment s WHERE s.id = ?", (segment,)).fetchone()
    return segment_of(row, text_of(conn, row[1])[row[5] : row[6]]) if row else None


def find_segment(conn: sqlite3.Connection, document: int, number: int) -> Segment | None:
    """Return a document's segment by its number, from 1."""
    row = conn.execute(f"{SELECT} FROM segment s WHERE s.document = ? AND s.number = ?", (document, number)).fetchone()
    return segment_of(row, text_of(conn, document)[row[5] : row[6]]) if row else None


def load_between(conn: sqlite3.Connection, document: int, first: int, last: int) -> list[Segment]:
    """Return a document's segments with the numbers ``first`` to ``last``, in order."""
    text = text_of(conn, document)
    rows = conn.execute(
        f"{SELECT} FROM segment s WHERE s.document = ? AND s.number BETWEEN ? AND ? ORDER BY s.number",
        (document, first, last),
    )
    return [segment_of(r, text[r[5] : r[6]]) for r in rows]


def count_segments(conn: sqlite3.Connection, document: int) -> int:
    """Return how many segments a document has."""
    found: int = conn.execute("SELECT count(*) FROM segment WHERE document = ?", (document,)).fetchone()[0]
    return found


def save_draft(
    conn: sqlite3.Connection,
    segment: int,
    text: str | None,
    rev: int,
    author: str,
    at: str,
    origin: Origin | None,
    *,
    via: str | None = None,
    offered: str | None = None,
) -> SaveResult:
    """Keep unconfirmed text. Text equal to the confirmed target is no draft; '' empties the draft.

    ``origin``, ``via`` and ``offered`` say where it came from (:func:`workbench.store.provenance.told`); an emptied text came
    from nowhere. A draft that replaces another one that came from elsewhere leaves the old in the history.
    """
    now = _current(conn, segment)
    made = provenance.told(now, origin, via, offered)
    if now.rev != rev:
        return _conflict(conn, now, text or "", author, at, made)
    if now.state is State.FINAL and text in (None, now.target):
        return SaveResult(SaveKind.SAVED, now)
    refuse_locked(now)
    draft = (
        None if text is None or (now.state.confirmed and text == now.target) or (not text and not now.target) else text
    )
    if not draft:
        made = provenance.of_target(conn, now) if draft is None and now.state.confirmed else Provenance()
    if draft == now.draft and made == now.provenance:
        return SaveResult(SaveKind.SAVED, now)
    if now.draft and made != now.provenance:
        _log(conn, now.id, at, author, "draft", now.draft, now.state, now.provenance)
    _set_draft(conn, segment, draft, made)
    return _saved(conn, segment)


def refuse_locked(*found: Segment) -> None:
    """Raise :class:`LockedError` for the first of these segments that is locked."""
    for segment in found:
        if segment.state is State.FINAL:
            raise LockedError(segment.number)


def is_locked(conn: sqlite3.Connection, segment: int) -> bool:
    """Whether a segment is there and locked."""
    return conn.execute("SELECT 1 FROM segment WHERE id = ? AND state = 'final'", (segment,)).fetchone() is not None


def _set_draft(conn: sqlite3.Connection, segment: int, draft: str | None, made: Provenance) -> None:
    conn.execute(
        "UPDATE segment SET draft = ?, origin = ?, via = ?, offered = ?, rev = rev + 1 WHERE id = ?",
        (draft, *provenance.values(made), segment),
    )


def pretranslate(
    conn: sqlite3.Connection,
    segment: int,
    text: str,
    rev: int,
    author: str,
    at: str,
    origin: Origin,
    batch: int,
    *,
    via: str = "",
) -> SaveResult:
    """Give an untouched segment a draft that belongs to a bulk act. One somebody has begun meanwhile stays as it is.

    What was offered is the text itself.
    """
    now = _current(conn, segment)
    if now.rev != rev or now.state.confirmed or now.current:
        return SaveResult(SaveKind.CONFLICT, now)
    made = Provenance(origin, via, text)
    _set_draft(conn, segment, text, made)
    _log(conn, segment, at, author, "pretranslate", text, now.state, made, batch=batch)
    return _saved(conn, segment)


def repeat(conn: sqlite3.Connection, segment: int, text: str, rev: int, author: str, at: str) -> SaveResult:
    """Give a segment nobody has begun the target of one that says the same, as a draft."""
    now = _current(conn, segment)
    if now.rev != rev or now.state.confirmed or now.current:
        return SaveResult(SaveKind.CONFLICT, now)
    made = Provenance(Origin.REPEAT, "", text)
    _set_draft(conn, segment, text, made)
    _log(conn, segment, at, author, "repeat", text, now.state, made)
    return _saved(conn, segment)


def unrepeat(conn: sqlite3.Connection, segment: int, text: str, rev: int, author: str, at: str) -> SaveResult:
    """Empty a draft that came by :func:`repeat` and stands as it came; any other stays."""
    now = _current(conn, segment)
    if now.rev != rev or now.state.confirmed or now.draft != text or now.origin is not Origin.REPEAT:
        return SaveResult(SaveKind.CONFLICT, now)
    _set_draft(conn, segment, None, Provenance())
    _log(conn, segment, at, author, "unrepeat", text, now.state, now.provenance)
    return _saved(conn, segment)


def confirm(
    conn: sqlite3.Connection,
    segment: int,
    target: str,
    rev: int,
    author: str,
    at: str,
    origin: Origin,
    memory: int,
    reason: str = "",
    state: State | None = None,
    batch: int | None = None,
    *,
    via: str | None = None,
    offered: str | None = None,
) -> SaveResult:
    """Confirm a target: segment, history and unit, on the caller's transaction.

    Where it came from is said as for :func:`save_draft`. No ``state``: a reviewed target that stays the same stays reviewed,
    any other is only translated.
    """
    now = _current(conn, segment)
    made = provenance.told(now, origin, via, offered)
    if now.rev != rev:
        return _conflict(conn, now, target, author, at, made)
    refuse_locked(now)
    if state is None:
        state = State.REVIEWED if (now.state, now.target) == (State.REVIEWED, target) else State.TRANSLATED
    conn.execute(
        "UPDATE segment SET target = ?, draft = NULL, state = ?, origin = ?, via = ?, offered = ?, rev = rev + 1"
        " WHERE id = ?",
        (target, state.value, *provenance.values(made), segment),
    )
    _log(conn, segment, at, author, "confirm", target, state, made, reason, batch)
    segment_units.put_segment(conn, memory, now, target, author, at, made)
    _whole_sentence(conn, now, memory, author, at)
    return _saved(conn, segment)


def unconfirm(conn: sqlite3.Connection, segment: int, rev: int, author: str, at: str) -> SaveResult:
    """Make a confirmed target a draft again; a newer draft stays. Its unit is removed, the history keeps it."""
    now = _current(conn, segment)
    if now.rev != rev:
        return _conflict(conn, now, now.target, author, at, provenance.of_target(conn, now))
    refuse_locked(now)
    draft = now.draft if now.draft is not None else now.target
    conn.execute(
        "UPDATE segment SET target = '', draft = ?, state = 'initial', rev = rev + 1 WHERE id = ?",
        (draft or None, segment),
    )
    _log(conn, segment, at, author, "unconfirm", now.target, State.INITIAL, provenance.of_target(conn, now))
    segment_units.delete_of_segment(conn, segment)
    segment_units.delete_sentence(conn, sentence_of(conn, now)[0].id)
    return _saved(conn, segment)


def set_note(conn: sqlite3.Connection, segment: int, note: str, rev: int) -> SaveResult:
    """Keep a note. A note written meanwhile by somebody else is not overwritten but joined."""
    now = _current(conn, segment)
    if now.rev != rev and now.note and now.note != note:
        note = f"{now.note}\n{note}"
    conn.execute("UPDATE segment SET note = ?, rev = rev + 1 WHERE id = ?", (note, segment))
    return _saved(conn, segment)


def log(
    conn: sqlite3.Connection, segment: Segment, act: str, text: str, author: str, at: str, reason: str = ""
) -> None:
    """Keep a text of a segment in its history."""
    _log(conn, segment.id, at, author, act, text, segment.state, segment.provenance, reason)


def store_units(conn: sqlite3.Connection, segment: int, memory: int, author: str, at: str) -> None:
    """Store the units of a segment that is confirmed already: its own, and its sentence's where that is complete."""
    now = _current(conn, segment)
    segment_units.put_segment(conn, memory, now, now.target, author, at, provenance.of_target(conn, now))
    _whole_sentence(conn, now, memory, author, at)


def delete_sentence_unit(conn: sqlite3.Connection, segment: int) -> None:
    """Remove the unit of the whole sentence a segment belongs to."""
    segment_units.delete_sentence(conn, sentence_of(conn, _current(conn, segment))[0].id)


def sentence_of(conn: sqlite3.Connection, segment: Segment) -> list[Segment]:
    """Return the pieces of a segment's sentence in order, itself among them."""
    text = text_of(conn, segment.document)
    # The plus keeps SQLite from walking a whole book in the order of its numbers.
    rows = conn.execute(
        f"{SELECT} FROM segment s WHERE s.document = ? AND s.sentence = ? ORDER BY +s.number",
        (segment.document, segment.sentence),
    )
    return [segment_of(r, text[r[5] : r[6]]) for r in rows]


def _whole_sentence(conn: sqlite3.Connection, segment: Segment, memory: int, author: str, at: str) -> None:
    pieces = sentence_of(conn, segment)
    if len(pieces) > 1 and all(p.state.confirmed for p in pieces):
        segment_units.put_sentence(conn, memory, pieces, author, at)


def history(conn: sqlite3.Connection, segment: int) -> list[HistoryEntry]:
    """Return what happened to a segment, oldest first."""
    rows = conn.execute(
        "SELECT id, segment, at, author, act, target, state, origin, reason, via, offered FROM history WHERE segment = ?"
        " ORDER BY id",
        (segment,),
    )
    return [
        HistoryEntry(
            id_, seg, at, author, act, target, _STATES[state], provenance.ORIGINS[origin], reason, via, offered
        )
        for id_, seg, at, author, act, target, state, origin, reason, via, offered in rows
    ]


def _current(conn: sqlite3.Connection, segment: int) -> Segment:
    found = get_segment(conn, segment)
    if found is None:
        raise sqlite3.IntegrityError(f"segment {segment} is gone")
    return found


def _saved(conn: sqlite3.Connection, segment: int) -> SaveResult:
    return SaveResult(SaveKind.SAVED, _current(conn, segment))


def _conflict(conn: sqlite3.Connection, now: Segment, text: str, author: str, at: str, made: Provenance) -> SaveResult:
    if text and text not in (now.target, now.draft):
        _log(conn, now.id, at, author, "conflict", text, now.state, made)
        if now.draft:
            # It may be written over now, knowingly: it is kept too.
            _log(conn, now.id, at, "", "draft", now.draft, now.state, now.provenance)
    return SaveResult(SaveKind.CONFLICT, now)


def _log(
    conn: sqlite3.Connection,
    segment: int,
    at: str,
    author: str,
    act: str,
    target: str,
    state: State,
    made: Provenance,
    reason: str = "",
    batch: int | None = None,
) -> None:
    conn.execute(
        "INSERT INTO history (segment, at, author, act, target, state, origin, via, offered, reason, batch)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (segment, at, author, act, target, state.value, *provenance.values(made), reason, batch),
    )


def segment_of(row: tuple[Any, ...], text: str) -> Segment:
    """Return a segment of a row of :data:`SELECT` and its text."""
    id_, document, number, block, role, start, end, translate, state, target, draft, origin = row[:12]
    note, rev, sentence, via, offered = row[12:]
    return Segment(
        id_, document, number, block, _ROLES[role], start, end, text, translate == 1, _STATES[state], target, draft,
        provenance.ORIGINS[origin], note, rev, sentence, via, offered,
    )  # fmt: skip

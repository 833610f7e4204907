"""Texts put in place of others in bulk: confirmed targets with their units, drafts, and stored pairs that have no segment.

Nothing is replaced that is not as the caller had seen it, and nothing is taken back that somebody has changed since.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from workbench.model import Provenance, Segment, Side, State, Undone
from workbench.store import pairs, segment_units, segments, units
from workbench.text.rejoin import join_pieces

_CONFIRMED = tuple(s.value for s in State if s.confirmed)
_FREE = "unit IS NOT NULL AND segment IS NULL"
_DRAFT = "replace draft"
"""The act of a replaced draft: neither it nor its way back is the text of a target, as those in ``provenance`` are."""


@dataclass(frozen=True, slots=True)
class Bulk:
    """The bulk act something is done in: its number, who does it and when."""

    batch: int
    author: str
    at: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """``new`` for the text ``old`` of a segment, which is replaced if its source and text are those the caller has seen.

    ``rev`` is the revision it must be at, None where any will do; ``reason`` is for the history.
    """

    segment: int
    source: str
    old: str
    new: str
    reason: str
    rev: int | None = None

    def holds(self, now: Segment | None) -> bool:
        """Whether the segment as it is ``now`` is there, not locked, and has this source and revision."""
        if now is None or now.state is State.FINAL or now.source != self.source:
            return False
        return self.rev is None or now.rev == self.rev


def replace_target(conn: sqlite3.Connection, wanted: Exchange, bulk: Bulk, *, act: str = "impact") -> bool:
    """Put another target into a confirmed segment and its units; its state stays, the history keeps the old one.

    Where the target came from stays, too: what is put in counts as an edit. ``act`` is ``impact`` where terms were put
    right, ``replace`` where somebody replaced words.

    False, and nothing done, when it is another than ``wanted`` says, is not confirmed, or somebody has a draft of it.
    """
    now, old, new = segments.get_segment(conn, wanted.segment), wanted.old, wanted.new
    if now is None or not wanted.holds(now) or not now.state.confirmed or (now.target, now.draft) != (old, None):
        return False
    before = "replaced" if act == "impact" else "before replace"
    segments.log(conn, now, before, old, bulk.author, bulk.at, wanted.reason)
    conn.execute("UPDATE segment SET target = ?, rev = rev + 1 WHERE id = ?", (new, now.id))
    _log(conn, now.id, act, bulk, reason=wanted.reason)
    _note(conn, bulk, now.id, None, Side.TARGET, old, new)
    for unit, text in conn.execute("SELECT id, target FROM unit WHERE segment = ?", (now.id,)).fetchall():
        _follow(conn, bulk, now.id, unit, text, new, now.provenance)
    for unit, text, joined, made in _sentences(conn, now):
        _follow(conn, bulk, now.id, unit, text, joined, made)
    return True


def _follow(
    conn: sqlite3.Connection, bulk: Bulk, segment: int, unit: int, old: str, new: str, made: Provenance
) -> None:
    """Let a unit follow its segment or sentence, and note how it was."""
    _note(conn, bulk, segment, unit, Side.TARGET, old, new)
    units.set_text(conn, unit, Side.TARGET, new, bulk.author, bulk.at)
    segment_units.renew_edited(conn, unit, made, new)


def replace_draft(conn: sqlite3.Connection, wanted: Exchange, bulk: Bulk) -> bool:
    """Put another draft into a segment; a confirmed target under it stays, the history keeps the old draft.

    False, and nothing done, when it is another than ``wanted`` says.
    """
    now = segments.get_segment(conn, wanted.segment)
    if now is None or not wanted.holds(now) or now.draft != wanted.old:
        return False
    segments.log(conn, now, "before replace", wanted.old, bulk.author, bulk.at, wanted.reason)
    conn.execute("UPDATE segment SET draft = ?, rev = rev + 1 WHERE id = ?", (wanted.new, now.id))
    _log(conn, now.id, _DRAFT, bulk, text="draft", reason=wanted.reason)
    _note(conn, bulk, now.id, None, Side.TARGET, wanted.old, wanted.new)
    return True


def replace_in_unit(conn: sqlite3.Connection, unit: int, side: Side, old: str, new: str, bulk: Bulk) -> bool:
    """Put another text into a stored pair without a segment; False when it is not ``old`` any more."""
    found = conn.execute(f"SELECT {side.value}, segment FROM unit WHERE id = ?", (unit,)).fetchone()
    if found is None or found != (old, None):
        return False
    _note(conn, bulk, None, unit, side, old, new)
    units.set_text(conn, unit, side, new, bulk.author, bulk.at)
    return True


def undo(conn: sqlite3.Connection, bulk: Bulk) -> Undone:
    """Put the old texts of a bulk act back, with who had changed the units and when; what somebody changed since is kept.

    ``bulk`` says who puts them back, and when that is.
    """
    taken = kept = 0
    back: set[int] = set()
    rows = conn.execute(
        "SELECT segment, unit, side, old, new, changed, changer FROM replaced WHERE batch = ? ORDER BY id",
        (bulk.batch,),
    ).fetchall()
    for segment, _unit, _side, old, new, _changed, _changer in (r for r in rows if r[1] is None):
        if _restore_segment(conn, segment, old, new, bulk):
            back.add(segment)
            taken += 1
        else:
            kept += 1
    # Backwards: the unit of a sentence has a line for each of its pieces, the first of which says how it was.
    for segment, unit, _side, old, _new, changed, changer in reversed([r for r in rows if r[1] is not None]):
        if segment in back:
            _restore_own(conn, segment, unit, (old, changed, changer), bulk)
    for segment in back:
        _renew_own(conn, segment, bulk)
    free = dict.fromkeys(r[1] for r in reversed(rows) if r[0] is None)
    pairs_back = sum(_restore_free(conn, unit, bulk.batch) for unit in free)
    # A pair that was removed meanwhile has no row left, and is neither.
    return Undone(taken + pairs_back, kept + len(free) - pairs_back)


def count_free(conn: sqlite3.Connection, batch: int) -> int:
    """Return how many stored pairs without a segment a bulk act has changed, those :func:`undo_free` has left to do."""
    found: int = conn.execute(
        f"SELECT count(DISTINCT unit) FROM replaced WHERE batch = ? AND {_FREE}", (batch,)
    ).fetchone()[0]
    return found


def undo_free(conn: sqlite3.Connection, batch: int, limit: int) -> Undone:
    """Do what :func:`undo` does for some of the stored pairs without a segment, the last first: at most ``limit``.

    What was noted of them is forgotten, so that the next call goes on behind them; none taken and none kept when all is done.
    """
    rows = conn.execute(
        f"SELECT unit FROM replaced WHERE batch = ? AND {_FREE} ORDER BY id DESC LIMIT ?", (batch, 2 * limit)
    )
    some = list(dict.fromkeys(unit for (unit,) in rows))[:limit]
    back = sum(_restore_free(conn, unit, batch) for unit in some)
    conn.executemany("DELETE FROM replaced WHERE batch = ? AND unit = ?", [(batch, unit) for unit in some])
    return Undone(back, len(some) - back)


def _restore_free(conn: sqlite3.Connection, unit: int, batch: int) -> bool:
    """Put a pair without a segment back as it was before a bulk act, whole or not at all: a pair has two languages.

    False, and nothing done, when a side was changed since, or the memory has got the old pair again.
    """
    rows = conn.execute(
        "SELECT side, old, new, changed, changer FROM replaced WHERE unit = ? AND batch = ? ORDER BY id", (unit, batch)
    ).fetchall()
    source, target, memory = conn.execute("SELECT source, target, memory FROM unit WHERE id = ?", (unit,)).fetchone()
    texts = {Side.SOURCE: source, Side.TARGET: target}
    for side, old, new, _changed, _changer in reversed(rows):
        if texts[Side(side)] != new:
            return False
        texts[Side(side)] = old
    if pairs.has_pair(conn, memory, texts[Side.SOURCE], texts[Side.TARGET], batch):
        return False
    changed, changer = rows[0][3:]
    for side in {Side(row[0]) for row in rows}:
        units.set_text(conn, unit, side, texts[side], changer, changed)
    return True


def _restore_segment(conn: sqlite3.Connection, segment: int, old: str, new: str, bulk: Bulk) -> bool:
    row = conn.execute("SELECT state, target, draft FROM segment WHERE id = ?", (segment,)).fetchone()
    if row is None or row[0] == State.FINAL.value:
        return False
    was = conn.execute(
        f"SELECT state FROM history WHERE segment = ? AND batch = ? AND act = '{_DRAFT}'", (segment, bulk.batch)
    ).fetchone()
    if was is not None:
        if (row[0], row[2]) != (was[0], new):
            return False
        conn.execute("UPDATE segment SET draft = ?, rev = rev + 1 WHERE id = ?", (old, segment))
        _log(conn, segment, "undo draft", bulk, text="draft")
        return True
    if row[0] not in _CONFIRMED or row[1:] != (new, None):
        return False
    conn.execute("UPDATE segment SET target = ?, rev = rev + 1 WHERE id = ?", (old, segment))
    _log(conn, segment, "undo", bulk)
    return True


def _log(
    conn: sqlite3.Connection, segment: int, act: str, bulk: Bulk, *, text: str = "target", reason: str = ""
) -> None:
    """Keep in the history what the segment has now: its ``target`` or its ``draft``, as part of the bulk act."""
    conn.execute(
        "INSERT INTO history (segment, at, author, act, target, state, origin, via, offered, reason, batch)"
        f" SELECT id, ?, ?, ?, {text}, state, origin, via, offered, ?, ? FROM segment WHERE id = ?",
        (bulk.at, bulk.author, act, reason, bulk.batch, segment),
    )


def _renew_own(conn: sqlite3.Connection, segment: int, bulk: Bulk) -> None:
    """Let units follow that a segment got since the bulk act: it was unconfirmed and confirmed with the same text."""
    now = segments.get_segment(conn, segment)
    if now is None or not now.state.confirmed:
        return
    own = conn.execute("SELECT id, target FROM unit WHERE segment = ?", (segment,)).fetchall()
    for unit, text, new, made in [*((*row, now.target, now.provenance) for row in own), *_sentences(conn, now)]:
        if text != new:
            units.set_text(conn, unit, Side.TARGET, new, bulk.author, bulk.at)
            segment_units.renew_edited(conn, unit, made, new)


def _restore_own(conn: sqlite3.Connection, segment: int, unit: int, was: tuple[str, str, str], bulk: Bulk) -> None:
    """Let a unit follow its segment, or its sentence: pieces of that may have been changed since."""
    found = segments.get_segment(conn, segment)
    if found is None:
        return
    joined = {u: (text, made) for u, _now, text, made in _sentences(conn, found)}
    text, made = joined.get(unit, (found.target, found.provenance))
    old, changed, changer = was
    units.set_text(conn, unit, Side.TARGET, text, *((changer, changed) if text == old else (bulk.author, bulk.at)))
    segment_units.renew_edited(conn, unit, made, text)


def _sentences(conn: sqlite3.Connection, piece: Segment) -> list[tuple[int, str, str, Provenance]]:
    """Return the unit of the whole sentence a segment is part of: number, text, what its pieces make now, and of what."""
    rows = conn.execute(
        "SELECT id, target, target_lang FROM unit WHERE whole ="
        " (SELECT id FROM segment WHERE document = ? AND sentence = ? ORDER BY +number LIMIT 1)",
        (piece.document, piece.sentence),
    ).fetchall()
    if not rows:
        # The rule: reading the pieces means reading the document's text.
        return []
    pieces = segments.sentence_of(conn, piece)
    return [
        (
            unit,
            text,
            join_pieces([p.target for p in pieces], language),
            segment_units.of_sentence(conn, pieces, language),
        )
        for unit, text, language in rows
    ]


def _note(
    conn: sqlite3.Connection, bulk: Bulk, segment: int | None, unit: int | None, side: Side, old: str, new: str
) -> None:
    conn.execute(
        "INSERT INTO replaced (batch, segment, unit, side, old, new, changed, changer) SELECT ?1, ?2, ?3, ?4, ?5, ?6,"
        " coalesce((SELECT changed FROM unit WHERE id = ?3), ''), coalesce((SELECT changer FROM unit WHERE id = ?3), '')",
        (bulk.batch, segment, unit, side.value, old, new),
    )

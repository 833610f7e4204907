"""Putting a new text under a document whose segments people have worked on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.model import Block, Document, Role, Segment, State


@dataclass(frozen=True, slots=True)
class NewSegment:
    """A segment of the new text.

    ``kept`` is the segment it goes on as, with all that was made of it; ``was`` the one whose place it takes, whose
    draft, note and history it gets. Both None: it is new.
    """

    block: int
    role: Role
    start: int
    end: int
    sentence: int
    kept: Segment | None = None
    was: Segment | None = None


def update_document(
    conn: sqlite3.Connection,
    document: Document,
    *,
    sha256: str,
    text: str,
    original: str,
    blocks: Sequence[Block],
    rows: Sequence[NewSegment],
    cuts: Iterable[tuple[int, bool]],
    author: str,
    at: str,
) -> None:
    """Replace a document's text, blocks and segments; ``rows`` tile ``text`` in order.

    Histories are never lost: that of a segment that went is given to the one before its place. Units of confirmed
    segments that changed or went stay in their memory, where the new source finds them as near matches.
    """
    old = [row[0] for row in conn.execute("SELECT id FROM segment WHERE document = ? ORDER BY number", (document.id,))]
    conn.execute(
        "UPDATE document SET sha256 = ?, text = ?, original = ? WHERE id = ?", (sha256, text, original, document.id)
    )
    conn.execute("DELETE FROM block WHERE document = ?", (document.id,))
    conn.executemany(
        'INSERT INTO block (document, number, start, "end", role, dateline) VALUES (?, ?, ?, ?, ?, ?)',
        [(document.id, b.number, b.start, b.end, b.role.value, b.dateline) for b in blocks],
    )
    conn.execute("UPDATE segment SET number = -number WHERE document = ?", (document.id,))
    heirs: dict[int, int] = {}
    for number, row in enumerate(rows, 1):
        if row.kept is not None:
            conn.execute(
                'UPDATE segment SET number = ?, block = ?, start = ?, "end" = ?, sentence = ?, rev = rev + 1 WHERE id = ?',
                (number, row.block, row.start, row.end, row.sentence, row.kept.id),
            )
            heirs[row.kept.id] = row.kept.id
        else:
            new = _insert(conn, document.id, number, row)
            if row.was is not None:
                heirs[row.was.id] = new
                _inherit(conn, row.was, new, author, at)
    last = next(iter(heirs.values()), None)
    for segment in old:
        if segment in heirs:
            last = heirs[segment]
        elif last is not None:
            conn.execute("UPDATE history SET segment = ? WHERE segment = ?", (last, segment))
    conn.execute("DELETE FROM segment WHERE document = ? AND number < 0", (document.id,))
    conn.execute("DELETE FROM cut WHERE document = ?", (document.id,))
    conn.executemany(
        'INSERT INTO cut (document, "at", forced) VALUES (?, ?, ?)', [(document.id, at_, int(f)) for at_, f in cuts]
    )


def _insert(conn: sqlite3.Connection, document: int, number: int, row: NewSegment) -> int:
    draft = (row.was.draft or None) if row.was is not None else None
    made = conn.execute(
        'INSERT INTO segment (document, number, block, role, start, "end", translate, sentence, draft, origin, note)'
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (
            document,
            number,
            row.block,
            row.role.value,
            row.start,
            row.end,
            int(row.was.translate if row.was is not None else row.role.translated_by_default),
            row.sentence,
            draft,
            row.was.origin.value if draft and row.was is not None and row.was.origin is not None else None,
            row.was.note if row.was is not None else "",
        ),
    ).fetchone()
    found: int = made[0]
    return found


def _inherit(conn: sqlite3.Connection, was: Segment, heir: int, author: str, at: str) -> None:
    """Give history and waivers to the segment that takes the place, and note there what the source was."""
    conn.execute("UPDATE history SET segment = ? WHERE segment = ?", (heir, was.id))
    conn.execute("UPDATE OR IGNORE waiver SET segment = ? WHERE segment = ?", (heir, was.id))
    conn.execute(
        "INSERT INTO history (segment, at, author, act, target, state, reason) VALUES (?, ?, ?, 'update', ?, ?, ?)",
        (heir, at, author, was.target, State.INITIAL.value, was.source),
    )

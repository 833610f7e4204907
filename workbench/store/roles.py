"""What a paragraph is, and whether a segment is translated: changed by people."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from workbench.model import Piece, Role
from workbench.store.cuts import make_room


def set_role(conn: sqlite3.Connection, document: int, block: int, role: Role) -> None:
    """Give a block and its segments another role; what is not confirmed is translated as the role has it."""
    conn.execute("UPDATE block SET role = ? WHERE document = ? AND number = ?", (role.value, document, block))
    conn.execute(
        "UPDATE segment SET role = ?, rev = rev + 1, translate = CASE WHEN state = 'initial' THEN ? ELSE translate END"
        " WHERE document = ? AND block = ?",
        (role.value, int(role.translated_by_default), document, block),
    )


def set_translate(conn: sqlite3.Connection, segment: int, *, translate: bool) -> None:
    """Let a segment be translated, or left out."""
    conn.execute("UPDATE segment SET translate = ?, rev = rev + 1 WHERE id = ?", (int(translate), segment))


def untouched(conn: sqlite3.Connection, segment: int) -> bool:
    """Whether nobody has done anything with a segment yet."""
    row = conn.execute(
        "SELECT NOT EXISTS (SELECT 1 FROM history WHERE segment = s.id) AND state = 'initial' AND target = ''"
        " AND coalesce(draft, '') = '' AND note = '' FROM segment s WHERE id = ?",
        (segment,),
    ).fetchone()
    return bool(row and row[0])


def cut_anew(conn: sqlite3.Connection, document: int, number: int, pieces: Sequence[Piece]) -> None:
    """Put several pieces in the place of segment ``number``, which nobody has touched; the first keeps its identity."""
    make_room(conn, document, number, len(pieces) - 1)
    (last,) = conn.execute("SELECT max(sentence) FROM segment WHERE document = ?", (document,)).fetchone()
    first, *rest = pieces
    conn.execute('UPDATE segment SET "end" = ? WHERE document = ? AND number = ?', (first.end, document, number))
    conn.executemany(
        'INSERT INTO segment (document, number, block, role, start, "end", translate, sentence)'
        " SELECT document, ?, block, role, ?, ?, translate, CASE WHEN ? = 0 THEN sentence ELSE ? END FROM segment"
        " WHERE document = ? AND number = ?",
        [(number + n, p.start, p.end, p.sentence, last + p.sentence, document, number) for n, p in enumerate(rest, 1)],
    )

"""The ``document`` and ``block`` tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from workbench.model import Block, Document, Piece, Role
from workbench.store import texts

_COLUMNS = "id, project, slug, name, sha256, original, imported, unwrapped"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a document is. ``last_opened`` is a stored time or None, ``caret_segment`` where the person was."""

    segments: int
    translatable: int
    confirmed: int
    drafts: int
    last_opened: str | None
    caret_segment: int | None


def insert_document(
    conn: sqlite3.Connection,
    *,
    project: int,
    slug: str,
    name: str,
    sha256: str,
    text: str,
    original: str,
    blocks: Sequence[Block],
    pieces: Sequence[Piece],
    at: str,
    batch: int | None = None,
    unwrapped: bool = False,
    turned: Collection[int] = (),
    cuts: Mapping[int, bool] = MappingProxyType({}),
) -> Document:
    """Insert a document with its blocks and segments. ``pieces`` tile ``text``; numbers count from 1.

    The segments of the blocks ``turned`` are translated where their role says no, and the other way round. ``cuts`` are
    the offsets where a person has split (True) or joined (False).
    """
    row = conn.execute(
        "INSERT INTO document (project, slug, name, sha256, original, imported, batch, unwrapped)"
        f" VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING {_COLUMNS}",
        (project, slug, name, sha256, original, at, batch, int(unwrapped)),
    ).fetchone()
    document = _document(row)
    texts.put_text(conn, document.id, text)
    conn.executemany(
        'INSERT INTO block (document, number, start, "end", role, dateline) VALUES (?, ?, ?, ?, ?, ?)',
        [(document.id, b.number, b.start, b.end, b.role.value, b.dateline) for b in blocks],
    )
    conn.executemany(
        'INSERT INTO segment (document, number, block, role, start, "end", translate, sentence)'
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (document.id, n, p.block, p.role.value, p.start, p.end, int(_translated(p, turned)), p.sentence)
            for n, p in enumerate(pieces, 1)
        ],
    )
    conn.executemany(
        'INSERT INTO cut (document, "at", forced) VALUES (?, ?, ?)',
        [(document.id, at_, int(forced)) for at_, forced in cuts.items()],
    )
    return document


def _translated(piece: Piece, turned: Collection[int]) -> bool:
    return piece.role.translated_by_default != (piece.block in turned)


def list_documents(conn: sqlite3.Connection, project: int) -> list[Document]:
    """Return the project's documents in the order they were imported."""
    rows = conn.execute(f"SELECT {_COLUMNS} FROM document WHERE project = ? ORDER BY id", (project,))
    return [_document(r) for r in rows]


def get_document(conn: sqlite3.Connection, project: int, slug: str) -> Document | None:
    """Return one document."""
    row = conn.execute(f"SELECT {_COLUMNS} FROM document WHERE project = ? AND slug = ?", (project, slug)).fetchone()
    return _document(row) if row else None


def find_by_sha(conn: sqlite3.Connection, project: int, sha256: str) -> Document | None:
    """Return the project's document made of these bytes."""
    row = conn.execute(
        f"SELECT {_COLUMNS} FROM document WHERE project = ? AND sha256 = ?", (project, sha256)
    ).fetchone()
    return _document(row) if row else None


def find_by_text(conn: sqlite3.Connection, project: int, text: str, *, behind: int = 0) -> Document | None:
    """Return the project's document with this stored text, of those with an id above ``behind``."""
    row = conn.execute(
        f"SELECT {_COLUMNS} FROM document WHERE project = ? AND id > ?"
        " AND id IN (SELECT document FROM wording WHERE text = ?)",
        (project, behind, text),
    ).fetchone()
    return _document(row) if row else None


def newest(conn: sqlite3.Connection, project: int) -> int:
    """Return the id of the project's newest document, 0 when it has none."""
    (found,) = conn.execute("SELECT coalesce(max(id), 0) FROM document WHERE project = ?", (project,)).fetchone()
    return int(found)


def _document(row: tuple[Any, ...]) -> Document:
    return replace(Document(*row), unwrapped=bool(row[-1]))


def blocks(conn: sqlite3.Connection, document: int) -> list[Block]:
    """Return a document's blocks in order."""
    rows = conn.execute(
        'SELECT number, start, "end", role, dateline FROM block WHERE document = ? ORDER BY number', (document,)
    )
    return [Block(number, start, end, Role(role), dateline) for number, start, end, role, dateline in rows]


def progress(conn: sqlite3.Connection, project: int) -> dict[int, Progress]:
    """Return how far each document of a project is, by document id."""
    rows: list[tuple[Any, ...]] = conn.execute(
        """SELECT d.id, count(s.id), coalesce(sum(s.translate), 0),
                  coalesce(sum(s.translate AND s.state <> 'initial'), 0),
                  coalesce(sum(s.translate AND s.draft IS NOT NULL AND s.draft <> ''), 0),
                  d.last_opened, d.caret_segment
             FROM document d LEFT JOIN segment s ON s.document = d.id
            WHERE d.project = ? GROUP BY d.id""",
        (project,),
    ).fetchall()
    return {row[0]: Progress(*row[1:]) for row in rows}


def stamp(conn: sqlite3.Connection, document: int) -> tuple[Any, ...]:
    """Return what is another when a segment of the document was changed, or what is ignored in it.

    The first of it stands for the texts, the others for what segments there are, what they are, and the reasons given.
    """
    segments = conn.execute(
        "SELECT sum(rev), count(*), max(id), sum(translate * number), sum(length(role) * number) FROM segment"
        " WHERE document = ?",
        (document,),
    )
    waivers = conn.execute(
        "SELECT count(*), max(w.at) FROM segment s CROSS JOIN waiver w ON w.segment = s.id WHERE s.document = ?",
        (document,),
    )
    return (*segments.fetchone(), *waivers.fetchone())


def position(conn: sqlite3.Connection, document: int) -> tuple[int, int] | None:
    """Return the segment the person was in and the place in its target, code points; None when nobody was there."""
    row = conn.execute("SELECT caret_segment, caret_offset FROM document WHERE id = ?", (document,)).fetchone()
    return row if row and row[0] else None


def set_position(conn: sqlite3.Connection, document: int, segment: int, at: str, offset: int = 0) -> None:
    """Remember the open segment, the place in its target, and when the document was open last."""
    conn.execute(
        "UPDATE document SET caret_segment = ?, caret_offset = ?, last_opened = ? WHERE id = ?",
        (segment, offset, at, document),
    )

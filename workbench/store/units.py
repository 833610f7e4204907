"""The ``memory`` and ``unit`` tables."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.model import Origin, Segment, Side, Unit
from workbench.text.rejoin import join_pieces

_SELECT = (
    "SELECT u.source_lang, u.target_lang, u.source, u.target, u.id, m.name, u.tuid, u.created, u.changed, u.author,"
    " u.changer, u.origin, u.document, u.segment, u.note, u.props FROM unit u JOIN memory m ON m.id = u.memory"
)
_INSERT = (
    "INSERT INTO unit (memory, pair, source_lang, target_lang, source, target, tuid, created, changed, author, changer,"
    " origin, document, segment, note, props, batch) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(frozen=True, slots=True)
class MemoryInfo:
    """A memory and how many units it holds."""

    id: int
    name: str
    source: str
    target: str
    units: int


def ensure_memory(conn: sqlite3.Connection, name: str, source: str, target: str) -> int:
    """Return the id of the memory with this name, made if there is none."""
    row = conn.execute("SELECT id FROM memory WHERE name = ?", (name,)).fetchone()
    if row is None:
        row = conn.execute(
            "INSERT INTO memory (name, source, target) VALUES (?, ?, ?) RETURNING id", (name, source, target)
        ).fetchone()
    found: int = row[0]
    return found


def list_memories(conn: sqlite3.Connection) -> list[MemoryInfo]:
    """Return all memories by name."""
    rows = conn.execute(
        "SELECT m.id, m.name, m.source, m.target, (SELECT count(*) FROM unit u WHERE u.memory = m.id)"
        " FROM memory m ORDER BY m.name"
    )
    return [MemoryInfo(*r) for r in rows]


def insert_units(conn: sqlite3.Connection, memory: int, units: Sequence[Unit], batch: int | None = None) -> int:
    """Insert units and return how many were new: a pair the memory holds already is passed over.

    ``batch`` is the bulk act they can be taken back with.
    """
    new = 0
    for unit in units:
        pair = _pair(unit.source, unit.target)
        if conn.execute("SELECT 1 FROM unit WHERE memory = ? AND pair = ?", (memory, pair)).fetchone():
            continue
        conn.execute(_INSERT, _row(memory, pair, unit, batch))
        new += 1
    return new


def put_segment(
    conn: sqlite3.Connection, memory: int, segment: Segment, target: str, author: str, at: str, origin: Origin
) -> None:
    """Store the pair of a confirmed segment; confirming again changes its unit, never makes a second one."""
    pair = _pair(segment.source, target)
    changed = conn.execute(
        "UPDATE unit SET memory = ?, pair = ?, source = ?, target = ?, changed = ?, changer = ?, origin = ?"
        " WHERE segment = ?",
        (memory, pair, segment.source, target, at, author, origin.value, segment.id),
    )
    if changed.rowcount:
        return
    document, source_lang, target_lang = _languages(conn, segment.document)
    unit = Unit(
        source_lang,
        target_lang,
        segment.source,
        target,
        created=at,
        changed=at,
        author=author,
        changer=author,
        origin=origin,
        document=document,
        segment=segment.id,
    )
    conn.execute(_INSERT, _row(memory, pair, unit, None))


def put_sentence(
    conn: sqlite3.Connection, memory: int, pieces: Sequence[Segment], author: str, at: str, origin: Origin
) -> None:
    """Store a long sentence whose pieces are all confirmed as one unit as well; it changes with them.

    It is found in the memory, but it is no segment: exports of a project hold the pieces only.
    """
    first = pieces[0]
    document, source_lang, target_lang = _languages(conn, first.document)
    source = "".join(p.text for p in pieces).strip()
    target = join_pieces([p.target for p in pieces], target_lang)
    pair = _pair(source, target)
    changed = conn.execute(
        "UPDATE unit SET memory = ?, pair = ?, source = ?, target = ?, changed = ?, changer = ?, origin = ?"
        " WHERE whole = ?",
        (memory, pair, source, target, at, author, origin.value, first.id),
    )
    if changed.rowcount:
        return
    unit = Unit(
        source_lang,
        target_lang,
        source,
        target,
        created=at,
        changed=at,
        author=author,
        changer=author,
        origin=origin,
        document=document,
    )
    conn.execute(_INSERT, _row(memory, pair, unit, None))
    conn.execute("UPDATE unit SET whole = ? WHERE id = last_insert_rowid()", (first.id,))


def delete_sentence(conn: sqlite3.Connection, first: int) -> None:
    """Remove the unit of a whole sentence: not all of its pieces are confirmed any more."""
    conn.execute("DELETE FROM unit WHERE whole = ?", (first,))


def units_of_segment(conn: sqlite3.Connection, segment: int) -> list[Unit]:
    """Return the unit of a confirmed segment, and that of its whole sentence where all its pieces are confirmed."""
    first = conn.execute(
        "SELECT min(b.id) FROM segment a JOIN segment b ON b.document = a.document AND b.sentence = a.sentence"
        " WHERE a.id = ? AND b.number = (SELECT min(c.number) FROM segment c"
        " WHERE c.document = a.document AND c.sentence = a.sentence)",
        (segment,),
    ).fetchone()[0]
    rows = conn.execute(f"{_SELECT} WHERE u.segment = ? OR u.whole = ? ORDER BY u.id", (segment, first))
    return [_unit(r) for r in rows]


def delete_of_segment(conn: sqlite3.Connection, segment: int) -> None:
    """Remove the unit of a segment that is confirmed no more."""
    conn.execute("DELETE FROM unit WHERE segment = ?", (segment,))


def unit_of_segment(conn: sqlite3.Connection, segment: int) -> Unit | None:
    """Return the unit of a confirmed segment."""
    row = conn.execute(f"{_SELECT} WHERE u.segment = ?", (segment,)).fetchone()
    return _unit(row) if row else None


def scan(conn: sqlite3.Connection, memories: Sequence[int]) -> list[Unit]:
    """Return all units of these memories, in the order the memories are given."""
    out: list[Unit] = []
    for memory in memories:
        out.extend(_unit(r) for r in conn.execute(f"{_SELECT} WHERE u.memory = ? ORDER BY u.id", (memory,)))
    return out


def iter_units(
    conn: sqlite3.Connection,
    *,
    memory_ids: Sequence[int] = (),
    project_id: int | None = None,
    document_id: int | None = None,
) -> Iterator[Unit]:
    """Yield the units of memories, or of the confirmed segments of a project or document in text order."""
    for memory in memory_ids:
        for row in conn.execute(f"{_SELECT} WHERE u.memory = ? ORDER BY u.id", (memory,)):
            yield _unit(row)
    if project_id is None and document_id is None:
        return
    joined = f"{_SELECT} JOIN segment s ON s.id = u.segment JOIN document d ON d.id = s.document"
    where, value = ("d.id = ?", document_id) if document_id is not None else ("d.project = ?", project_id)
    for row in conn.execute(f"{joined} WHERE {where} ORDER BY d.id, s.number", (value,)):
        yield _unit(row)


def latest_texts(conn: sqlite3.Connection, language: str, limit: int) -> list[str]:
    """Return the texts in a language of the units stored last, of all memories, at most ``limit`` units of each direction."""
    out: list[str] = []
    for side in ("source", "target"):
        rows = conn.execute(
            f"SELECT {side} FROM unit WHERE {side}_lang = ? OR {side}_lang LIKE ? ORDER BY id DESC LIMIT ?",
            (language, f"{language}-%", limit),
        )
        out += [text for (text,) in rows]
    return out


def get_unit(conn: sqlite3.Connection, unit: int) -> Unit | None:
    """Return one unit by its number."""
    row = conn.execute(f"{_SELECT} WHERE u.id = ?", (unit,)).fetchone()
    return _unit(row) if row else None


def set_text(conn: sqlite3.Connection, unit: int, side: Side, text: str, changer: str, at: str) -> None:
    """Give one side of a unit another text, and say who changed it when."""
    source, target = conn.execute("SELECT source, target FROM unit WHERE id = ?", (unit,)).fetchone()
    pair = _pair(text, target) if side is Side.SOURCE else _pair(source, text)
    conn.execute(
        f"UPDATE unit SET {side.value} = ?, pair = ?, changed = ?, changer = ? WHERE id = ?",
        (text, pair, at, changer, unit),
    )


def delete_unit(conn: sqlite3.Connection, unit: int) -> None:
    """Remove a unit from its memory."""
    conn.execute("DELETE FROM unit WHERE id = ?", (unit,))


def _languages(conn: sqlite3.Connection, document: int) -> tuple[str, str, str]:
    """Return slug, source and target language of a document."""
    row: tuple[str, str, str] = conn.execute(
        "SELECT d.slug, p.source, p.target FROM document d JOIN project p ON p.id = d.project WHERE d.id = ?",
        (document,),
    ).fetchone()
    return row


def _pair(source: str, target: str) -> bytes:
    """Return a short key of a pair: equal texts, equal key."""
    digest = hashlib.blake2b(source.encode(), digest_size=16)
    digest.update(b"\0")
    digest.update(target.encode())
    return digest.digest()


def _row(memory: int, pair: bytes, u: Unit, batch: int | None) -> tuple[Any, ...]:
    return (
        memory,
        pair,
        u.source_lang,
        u.target_lang,
        u.source,
        u.target,
        u.tuid,
        u.created,
        u.changed,
        u.author,
        u.changer,
        u.origin.value if u.origin else None,
        u.document,
        u.segment,
        u.note,
        json.dumps(u.props, ensure_ascii=False),
        batch,
    )


def _unit(row: tuple[Any, ...]) -> Unit:
    """Build a unit from the columns of ``_SELECT``."""
    return Unit(
        source_lang=row[0],
        target_lang=row[1],
        source=row[2],
        target=row[3],
        id=row[4],
        memory=row[5],
        tuid=row[6],
        created=row[7],
        changed=row[8],
        author=row[9],
        changer=row[10],
        origin=Origin(row[11]) if row[11] else None,
        document=row[12],
        segment=row[13],
        note=row[14],
        props=tuple((k, v) for k, v in json.loads(row[15])),
    )

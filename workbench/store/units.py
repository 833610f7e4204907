"""The ``unit`` table: stored pairs, whatever they come from."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from workbench.model import Origin, Side, Unit
from workbench.store import indexing
from workbench.store.bulk import load_units, next_number, stored_props
from workbench.store.keys import base_language
from workbench.store.pairs import SEEN, note_pair, write_pairs
from workbench.store.unit_rows import SELECT, reversed_unit, unit_of
from workbench.text.matching import matching

_INSERT = (
    "INSERT INTO unit (memory, source_lang, target_lang, source, target, tuid, created, changed, author, changer,"
    " origin, document, segment, note, props, before, after, via, source_words, target_words, batch)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


_LARGEST = (1 << 63) - 1
_INSERT_AT = _INSERT.replace("INSERT INTO unit (", "INSERT INTO unit (id, ").replace("VALUES (", "VALUES (?, ")


def page_units(conn: sqlite3.Connection, memory: int, after: int, limit: int) -> list[Unit]:
    """Return units of a memory with numbers above ``after``, in their order."""
    rows = conn.execute(
        f"{SELECT} WHERE +u.memory = ? AND u.id > ? AND {SEEN} ORDER BY u.id LIMIT ?", (memory, after, limit)
    )
    return [unit_of(r) for r in rows]


def doubles(conn: sqlite3.Connection, memory: int) -> list[list[int]]:
    """Return the units of a memory that are equal in the words of both sides, each group in the order they were stored."""
    rows = conn.execute(
        f"SELECT group_concat(u.id) FROM unit u WHERE u.memory = ? AND {SEEN} GROUP BY u.source_words, u.target_words"
        " HAVING count(*) > 1",
        (memory,),
    )
    return [sorted(map(int, ids.split(","))) for (ids,) in rows]


def belongs(conn: sqlite3.Connection, unit: int) -> bool:
    """Whether a unit is the pair of a segment or of a whole sentence of an article."""
    row = conn.execute("SELECT segment IS NOT NULL OR whole IS NOT NULL FROM unit WHERE id = ?", (unit,)).fetchone()
    return bool(row and row[0])


def count_units(conn: sqlite3.Connection, memories: Sequence[int]) -> int:
    """Return how many units these memories hold."""
    some = ",".join(map(str, memories))
    found: int = conn.execute(f"SELECT count(*) FROM unit WHERE memory IN ({some})").fetchone()[0]
    return found


def insert_units(conn: sqlite3.Connection, memory: int, units: Sequence[Unit], batch: int | None = None) -> int:
    """Insert units and return how many were new: a pair the memory holds already is passed over.

    ``batch`` is the bulk act they can be taken back with.
    """
    new = load_units(conn, memory, units, batch)
    write_pairs(conn, [(unit.pair, unit.id) for unit in new])
    for unit in new:
        indexing.note(conn, unit.id, unit.source_lang, unit.target_lang)
    return len(new)


def iter_rows(conn: sqlite3.Connection, memory_ids: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    """Yield the units of memories as rows: the fields of a unit in their order, properties as JSON."""
    for memory in memory_ids:
        # The plus keeps SQLite from gathering and sorting all of them first.
        yield from conn.execute(f"{SELECT} WHERE +u.memory = ? AND {SEEN} ORDER BY u.id", (memory,))


def iter_units(
    conn: sqlite3.Connection,
    *,
    memory_ids: Sequence[int] = (),
    project_id: int | None = None,
    document_id: int | None = None,
) -> Iterator[Unit]:
    """Yield the units of memories, or of the confirmed segments of a project or document in text order."""
    yield from map(unit_of, iter_rows(conn, memory_ids))
    if project_id is None and document_id is None:
        return
    joined = f"{SELECT} JOIN segment s ON s.id = u.segment JOIN document d ON d.id = s.document"
    where, value = ("d.id = ?", document_id) if document_id is not None else ("d.project = ?", project_id)
    for row in conn.execute(f"{joined} WHERE {where} ORDER BY d.id, s.number", (value,)):
        yield unit_of(row)


def latest_texts(conn: sqlite3.Connection, language: str, limit: int) -> list[str]:
    """Return the texts in a language of the units stored last, of all memories, at most ``limit`` units of each direction."""
    out: list[str] = []
    for side in ("source", "target"):
        rows = conn.execute(
            f"SELECT {side} FROM unit u WHERE ({side}_lang = ? OR {side}_lang LIKE ?) AND {SEEN}"
            " ORDER BY id DESC LIMIT ?",
            (language, f"{language}-%", limit),
        )
        out += [text for (text,) in rows]
    return out


def in_direction(unit: Unit, source: str) -> Unit:
    """Return a unit so that its source is in a language: as it is, or reversed."""
    # Only the language decides: a unit may say ar-SA where the project says ar.
    return unit if base_language(unit.source_lang) == base_language(source) else reversed_unit(unit)


def get_unit(conn: sqlite3.Connection, unit: int) -> Unit | None:
    """Return one unit by its number."""
    if unit > _LARGEST:
        return None
    row = conn.execute(f"{SELECT} WHERE u.id = ?", (unit,)).fetchone()
    return unit_of(row) if row else None


def set_text(conn: sqlite3.Connection, unit: int, side: Side, text: str, changer: str, at: str) -> None:
    """Give one side of a unit another text, and say who changed it when."""
    source, target, source_lang, target_lang = conn.execute(
        "SELECT source, target, source_lang, target_lang FROM unit WHERE id = ?", (unit,)
    ).fetchone()
    conn.execute(
        f"UPDATE unit SET {side.value} = ?, {side.value}_words = ?, changed = ?, changer = ? WHERE id = ?",
        (text, matching(text), at, changer, unit),
    )
    note_pair(conn, unit, *((text, target) if side is Side.SOURCE else (source, text)))
    indexing.note(conn, unit, source_lang, target_lang)


def set_props(conn: sqlite3.Connection, unit: int, props: tuple[tuple[str, str], ...]) -> None:
    """Give a unit other properties."""
    conn.execute("UPDATE unit SET props = ? WHERE id = ?", (stored_props(props), unit))


def delete_unit(conn: sqlite3.Connection, unit: int) -> None:
    """Remove a unit from its memory."""
    conn.execute("DELETE FROM unit WHERE id = ?", (unit,))


def insert_unit(conn: sqlite3.Connection, memory: int, unit: Unit) -> int:
    """Store one unit and let it be found; return its number."""
    row = _row(memory, unit, None, matching(unit.source), matching(unit.target))
    at = next_number(conn, 1)
    conn.execute(_INSERT_AT, (at, *row))
    note_pair(conn, at, unit.source, unit.target)
    indexing.note(conn, at, unit.source_lang, unit.target_lang)
    return at


def rewrite(
    conn: sqlite3.Connection,
    unit: int,
    memory: int,
    source: str,
    target: str,
    at: str,
    author: str,
    origin: Origin,
    via: str,
) -> None:
    """Give a unit other texts and another memory, and let it be found by them."""
    languages = conn.execute(
        "UPDATE unit SET memory = ?, source = ?, target = ?, source_words = ?, target_words = ?, changed = ?,"
        " changer = ?, origin = ?, via = ? WHERE id = ? RETURNING source_lang, target_lang",
        (
            memory,
            source,
            target,
            matching(source),
            matching(target),
            at,
            author,
            origin.value,
            via,
            unit,
        ),
    ).fetchone()
    note_pair(conn, unit, source, target)
    indexing.note(conn, unit, *languages)


def _row(memory: int, u: Unit, batch: int | None, source_words: str, target_words: str) -> tuple[Any, ...]:
    return (
        memory,
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
        stored_props(u.props),
        u.before,
        u.after,
        u.via,
        source_words,
        target_words,
        batch,
    )

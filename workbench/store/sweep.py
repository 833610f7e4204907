"""Going through all stored pairs and articles, a page at a time.

Every page is a query of its own: no snapshot is held, so that the log can be folded into the database meanwhile.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.model import Unit
from workbench.store import units
from workbench.store.texts import text_of

PAGE = 1000
"""Numbers of units a page spans."""
_ALONE = "segment IS NULL AND whole IS NULL AND (batch IS NULL OR batch NOT IN (SELECT batch FROM loading))"
"""Units with a segment, and those of whole sentences, change with their segments and are not looked at by themselves; those
of an import that is not whole yet are not seen."""

_ARABIC_SOURCE = "source_lang >= 'ar' AND source_lang < 'as'"
_ARABIC_TARGET = "target_lang >= 'ar' AND target_lang < 'as'"
_ENGLISH_SOURCE = "source_lang >= 'en' AND source_lang < 'eo'"


@dataclass(frozen=True, slots=True)
class UnitPage:
    """The units with numbers above ``after`` up to ``last``: the Arabic side of those that have one, the English sources.

    The texts are UTF-8 with U+001E between, None when there are none.
    """

    after: int
    last: int
    arabic: bytes | None
    english: bytes | None


def last_unit(conn: sqlite3.Connection) -> int:
    """Return the highest number of a unit."""
    found: int = conn.execute("SELECT coalesce(max(id), 0) FROM unit").fetchone()[0]
    return found


def unit_pages(conn: sqlite3.Connection) -> Iterator[UnitPage]:
    """Yield all units that stand alone, in the order of their numbers."""
    sql = (
        f"SELECT CAST(group_concat(CASE WHEN {_ARABIC_SOURCE} THEN source WHEN {_ARABIC_TARGET} THEN target END,"
        f" '\x1e') AS BLOB), CAST(group_concat(CASE WHEN {_ENGLISH_SOURCE} THEN source END, '\x1e') AS BLOB)"
        f" FROM unit WHERE id > ? AND id <= ? AND {_ALONE}"
    )
    after = 0
    while (first := conn.execute("SELECT min(id) FROM unit WHERE id > ?", (after,)).fetchone()[0]) is not None:
        after, last = first - 1, first - 1 + PAGE
        arabic, english = conn.execute(sql, (after, last)).fetchone()
        yield UnitPage(after, last, arabic, english)
        after = last


def count_texts(texts: bytes | None) -> int:
    """Return how many texts one side of a page has."""
    return 0 if texts is None else texts.count(b"\x1e") + 1


def units_at(conn: sqlite3.Connection, page: UnitPage, rows: Sequence[int], *, english: bool = False) -> list[Unit]:
    """Return the units with these places among the Arabic texts of a page, or among its English sources."""
    count = count_texts(page.english if english else page.arabic)
    ids: Sequence[int] = range(page.after + 1, page.last + 1)
    if not rows:
        return []
    if count != len(ids):
        where = _ENGLISH_SOURCE if english else f"({_ARABIC_SOURCE} OR {_ARABIC_TARGET})"
        sql = f"SELECT id FROM unit WHERE id > ? AND id <= ? AND {_ALONE} AND {where} ORDER BY id"
        ids = [r[0] for r in conn.execute(sql, (page.after, page.last))]
        if len(ids) != count:
            # Some were removed meanwhile, or a text has the separator: all of them are looked at.
            rows = range(len(ids))
    return [u for n in rows if (u := units.get_unit(conn, ids[n])) is not None]


def article_text(conn: sqlite3.Connection, document: int) -> tuple[str, list[tuple[int, int, int, bool]]]:
    """Return the text of a document and of each segment to translate: number, start, end, whether it has a target."""
    rows = conn.execute(
        "SELECT id, start, \"end\", target <> '' OR coalesce(draft, '') <> '' FROM segment"
        " WHERE document = ? AND translate = 1 ORDER BY number",
        (document,),
    )
    return text_of(conn, document), [(i, start, end, bool(has)) for i, start, end, has in rows]

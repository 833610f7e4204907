"""Going through all stored pairs and articles, a page at a time.

Every page is a query of its own: no snapshot is held, so that the log can be folded into the database meanwhile.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.model import Unit
from workbench.store import units

PAGE = 2000
"""Numbers of units a page spans."""
_ALONE = "segment IS NULL AND whole IS NULL"
"""Units with a segment, and those of whole sentences, change with their segments and are not looked at by themselves."""


@dataclass(frozen=True, slots=True)
class UnitPage:
    """Texts of units in one language as UTF-8, parted by U+001E, those with numbers above ``after`` up to ``last``."""

    after: int
    last: int
    count: int
    texts: bytes


def count_units(conn: sqlite3.Connection) -> int:
    """Return how many units stand alone."""
    found: int = conn.execute(f"SELECT count(*) FROM unit WHERE {_ALONE}").fetchone()[0]
    return found


def unit_pages(conn: sqlite3.Connection, language: str, *, sources: bool = False) -> Iterator[UnitPage]:
    """Yield the texts of units that stand alone in a language (two letters), whichever side it is on, in their order.

    With ``sources`` only where it is the language of the source.
    """
    side = "iif(substr(source_lang, 1, 2) = ?1, source, target)"
    where = "substr(source_lang, 1, 2) = ?1" + ("" if sources else " OR substr(target_lang, 1, 2) = ?1")
    sql = (
        f"SELECT count(*), CAST(group_concat({side}, char(30)) AS BLOB) FROM unit"
        f" WHERE id > ?2 AND id <= ?3 AND {_ALONE} AND ({where})"
    )
    after = 0
    while (first := conn.execute("SELECT min(id) FROM unit WHERE id > ?", (after,)).fetchone()[0]) is not None:
        last = first - 1 + PAGE
        count, texts = conn.execute(sql, (language, first - 1, last)).fetchone()
        if count:
            yield UnitPage(first - 1, last, count, texts)
        after = last


def units_at(
    conn: sqlite3.Connection, page: UnitPage, language: str, rows: Sequence[int], *, sources: bool = False
) -> list[Unit]:
    """Return the units with these places on a page."""
    where = "substr(source_lang, 1, 2) = ?1" + ("" if sources else " OR substr(target_lang, 1, 2) = ?1")
    ids = [
        r[0]
        for r in conn.execute(
            f"SELECT id FROM unit WHERE id > ?2 AND id <= ?3 AND {_ALONE} AND ({where}) ORDER BY id",
            (language, page.after, page.last),
        )
    ]
    if len(ids) != page.count:
        # Somebody has removed some meanwhile: all of them are looked at.
        rows = range(len(ids))
    return [u for n in rows if (u := units.get_unit(conn, ids[n])) is not None]


def article_text(conn: sqlite3.Connection, document: int) -> tuple[str, list[tuple[int, int, int, bool]]]:
    """Return the text of a document and of each segment to translate: number, start, end, whether it has a target."""
    row = conn.execute("SELECT text FROM document WHERE id = ?", (document,)).fetchone()
    rows = conn.execute(
        "SELECT id, start, \"end\", target <> '' OR coalesce(draft, '') <> '' FROM segment"
        " WHERE document = ? AND translate = 1 ORDER BY number",
        (document,),
    )
    return (row[0] if row else ""), [(i, start, end, bool(has)) for i, start, end, has in rows]

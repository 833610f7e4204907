"""Storing units by the thousand: a column at a time, which costs a third of what a unit at a time does.

Units come as rows, their fields in the order of :class:`workbench.model.Unit`. What all of them leave empty is written into
the statement instead of handed over for each: most imports say nothing but the two texts.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from functools import partial
from operator import attrgetter
from types import MappingProxyType
from typing import Any, NamedTuple

from workbench.model import Unit
from workbench.store.pairs import held_pairs, pair_keys
from workbench.text.matching import matching_all

Row = tuple[Any, ...]
_FIELDS = [f.name for f in fields(Unit)]
SOURCE, TARGET, ORIGIN, PROPS = map(_FIELDS.index, ("source", "target", "origin", "props"))
"""Where these stand in a row."""
row_of: Callable[[Unit], Row] = attrgetter(*_FIELDS)
"""Returns the row of a unit."""
_EMPTY: Mapping[str, tuple[Any, str]] = {
    "tuid": ("", "''"), "created": ("", "''"), "changed": ("", "''"), "author": ("", "''"), "changer": ("", "''"),
    "origin": (None, "NULL"), "document": ("", "''"), "segment": (None, "NULL"), "note": ("", "''"), "props": ((), "'[]'"),
    "before": ("", "''"), "after": ("", "''"), "via": ("", "''"),
}  # fmt: skip
"""What may be written into the statement: the value of a field and how SQL says it."""


class Inserted(NamedTuple):
    """A unit just stored: its number, and what it is found by: the key of the pair, languages and words of both sides."""

    id: int
    pair: int
    source_lang: str
    target_lang: str
    source_words: str
    target_words: str


_inserted = partial(tuple.__new__, Inserted)


def load_units(
    conn: sqlite3.Connection,
    memory: int,
    units: Iterable[Unit],
    batch: int | None = None,
    kept_back: Mapping[int, int] = MappingProxyType({}),
) -> list[Inserted]:
    """Insert units as :func:`load_rows` does their rows."""
    return load_rows(conn, memory, list(map(row_of, units)), batch, kept_back)


def load_rows(
    conn: sqlite3.Connection,
    memory: int,
    rows: Sequence[Row],
    batch: int | None = None,
    kept_back: Mapping[int, int] = MappingProxyType({}),
) -> list[Inserted]:
    """Insert units but for pairs the memory holds; leave it to the caller to have them found: return what is new.

    ``kept_back`` are units of this bulk act whose pairs are not found yet, by the keys of these. Law: the table then has what
    inserting one unit after the other would have written.
    """
    new: dict[int, Row] = {}
    for key, row in zip(pair_keys([r[SOURCE] for r in rows], [r[TARGET] for r in rows]), rows, strict=True):
        new.setdefault(key, row)
    for key in held_pairs(conn, memory, {k: (r[SOURCE], r[TARGET]) for k, r in new.items()}, batch, kept_back):
        del new[key]
    if not new:
        return []
    first = next_number(conn, len(new))
    columns = dict(zip(_FIELDS, zip(*new.values(), strict=True), strict=True))
    columns["id"] = tuple(range(first, first + len(new)))
    words = [matching_all(columns[side]) for side in ("source", "target")]
    _insert(conn, memory, batch, columns, *words)
    languages = columns["source_lang"], columns["target_lang"]
    return list(map(_inserted, zip(columns["id"], new, *languages, *words, strict=True)))


def next_number(conn: sqlite3.Connection, many: int) -> int:
    """Return the first of so many numbers for new units; none is given twice, so that what leads back finds its own."""
    row = conn.execute(
        "UPDATE last_unit SET id = max(id, (SELECT coalesce(max(id), 0) FROM unit)) + ? RETURNING id", (many,)
    ).fetchone()
    return int(row[0]) - many + 1


def stored_props(props: tuple[tuple[str, str], ...]) -> str:
    """Return properties as the table has them."""
    return json.dumps(props, ensure_ascii=False) if props else "[]"


def _insert(
    conn: sqlite3.Connection,
    memory: int,
    batch: int | None,
    columns: Mapping[str, Sequence[Any]],
    source_words: Sequence[str],
    target_words: Sequence[str],
) -> None:
    said = {"memory": str(int(memory)), "batch": "NULL" if batch is None else str(int(batch))}
    bound: dict[str, Iterable[Any]] = {"source_words": source_words, "target_words": target_words}
    for name, column in columns.items():
        empty, sql = _EMPTY.get(name, (None, ""))
        if name == "memory":
            continue
        if sql and column.count(empty) == len(column):
            said[name] = sql
        elif name == "props":
            bound[name] = map(stored_props, column)
        elif name == "origin":
            bound[name] = [origin.value if origin else None for origin in column]
        else:
            bound[name] = column
    values = [*said.values(), *("?" * len(bound))]
    conn.executemany(
        f"INSERT INTO unit ({', '.join((*said, *bound))}) VALUES ({', '.join(values)})",
        zip(*bound.values(), strict=True),
    )

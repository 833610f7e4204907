"""Rows of the ``unit`` table as units: all that looking up needs of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from workbench.model import Origin, Unit

SELECT = (
    "SELECT u.source_lang, u.target_lang, u.source, u.target, u.id, m.name, u.tuid, u.created, u.changed, u.author,"
    " u.changer, u.origin, u.document, u.segment, u.note, u.props, u.before, u.after, u.via"
    " FROM unit u JOIN memory m ON m.id = u.memory"
)
"""Rows that :func:`unit_of` takes."""
_ORIGINS: dict[str | None, Origin | None] = {None: None, **{o.value: o for o in Origin}}


def get_units(
    conn: sqlite3.Connection, ids: Collection[int], memories: Collection[int], without: Collection[int] = ()
) -> dict[int, Unit]:
    """Return those of these units that are in the memories, by their numbers, none of the batches ``without``."""
    order = list(ids)
    out: dict[int, Unit] = {}
    # The plus keeps SQLite from going through all units of the memory instead of looking these up.
    where = f"+u.memory IN ({','.join(map(str, memories))})"
    if without:
        where += f" AND coalesce(u.batch, 0) NOT IN ({','.join(map(str, without))})"
    for start in range(0, len(order), 400):
        some = ",".join(map(str, order[start : start + 400]))
        out.update((r[4], unit_of(r)) for r in conn.execute(f"{SELECT} WHERE u.id IN ({some}) AND {where}"))
    return out


def reversed_unit(unit: Unit) -> Unit:
    """Return a unit read in the other direction; its neighbours are texts of the source, so it has none."""
    return replace(
        unit,
        source_lang=unit.target_lang,
        target_lang=unit.source_lang,
        source=unit.target,
        target=unit.source,
        before="",
        after="",
    )


def unit_of(row: tuple[Any, ...]) -> Unit:
    """Build a unit from the columns of :data:`SELECT`."""
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
        origin=_ORIGINS[row[11]],
        document=row[12],
        segment=row[13],
        note=row[14],
        props=tuple((k, v) for k, v in json.loads(row[15])) if row[15] != "[]" else (),
        before=row[16],
        after=row[17],
        via=row[18],
    )

"""What is stored by the thousand is what one unit after the other would have been."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model import Origin, Unit
from workbench.store import memories as memories_table
from workbench.store import pairs, units
from workbench.store.bulk import load_rows, load_units, row_of
from workbench.store.connection import Store

from .conftest import AT

PLAIN = Unit("ar", "en", "نصّ", "text")
FULL = Unit(
    "ar-SA", "en-GB", "نص آخر", "it's another", tuid="7", created=AT, changed=AT, author="me", changer="you",
    origin=Origin.MT, document="report", note="n'", props=(("a", "b'"), ("a", "c")), before="x", after="y", via="mt deepl",
)  # fmt: skip


def table(store: Store, memory: int) -> list[tuple[object, ...]]:
    columns = [r[1] for r in store.read().execute("PRAGMA table_info(unit)") if r[1] not in ("id", "memory", "batch")]
    query = f"SELECT {', '.join(columns)} FROM unit WHERE memory = ? ORDER BY id"
    return store.read().execute(query, (memory,)).fetchall()


@pytest.mark.parametrize("said", [f.name for f in fields(Unit) if getattr(FULL, f.name) != getattr(PLAIN, f.name)])
def test_a_column_at_a_time_writes_what_a_unit_at_a_time_does(store: Store, said: str) -> None:
    some = [PLAIN, replace(PLAIN, **{"target": "other", said: getattr(FULL, said)}), replace(FULL, source=f"{said}'\n")]
    for chosen in (some, some[1:], some[:1]):
        with store.write() as conn:
            one, other = (
                memories_table.ensure_memory(conn, f"{n}{len(chosen)}{chosen[0].target}", "ar", "en") for n in "ab"
            )
            load_units(conn, one, chosen)
            for unit in chosen:
                units.insert_unit(conn, other, unit)
        assert table(store, one) == table(store, other)
        assert len(table(store, one)) == len(chosen)


def test_the_first_of_equal_pairs_is_stored(store: Store) -> None:
    with store.write() as conn:
        memory = memories_table.ensure_memory(conn, "m", "ar", "en")
        new = load_rows(conn, memory, list(map(row_of, [PLAIN, FULL, replace(PLAIN, author="late")])))
    assert [u.id for u in new] == [1, 2]
    assert [(u.id, u.author) for u in units.iter_units(store.read(), memory_ids=[memory])] == [(1, ""), (2, "me")]
    assert [u.pair for u in new] == [pairs.pair_key(u.source, u.target) for u in (PLAIN, FULL)]


@given(st.lists(st.tuples(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.sampled_from("ab ")))))
def test_keys_of_many_pairs_are_those_of_each(some: list[tuple[str, str]]) -> None:
    assert pairs.pair_keys([s for s, _ in some], [t for _, t in some]) == [pairs.pair_key(*pair) for pair in some]

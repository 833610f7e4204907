"""No memory holds a pair twice, whatever its key is and whatever became of the units it leads to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from workbench.model import Side, Unit
from workbench.store import memories as memories_table
from workbench.store import pairs, removal, units
from workbench.store.connection import Store

from .conftest import AT
from .test_long_documents import steps


def unit(source: str, target: str) -> Unit:
    return Unit("ar", "en", source, target, created=AT, changed=AT)


@pytest.fixture
def conn(store: Store) -> Iterator[sqlite3.Connection]:
    with store.write() as conn:
        assert memories_table.ensure_memory(conn, "m", "ar", "en") == 1
        assert memories_table.ensure_memory(conn, "n", "ar", "en") == 2
        yield conn


def stored(conn: sqlite3.Connection, memory: int = 1) -> list[tuple[str, str]]:
    return conn.execute("SELECT source, target FROM unit WHERE memory = ? ORDER BY id", (memory,)).fetchall()


def test_pairs_of_one_key_are_told_apart(conn: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairs, "pair_key", lambda _source, _target: 7)
    for some in (("a", "b"), ("a", "c"), ("a", "b")):
        if not pairs.has_pair(conn, 1, *some):
            units.insert_unit(conn, 1, unit(*some))
    assert stored(conn) == [("a", "b"), ("a", "c")]
    assert not pairs.has_pair(conn, 2, "a", "b")


def test_a_changed_unit_is_found_by_what_it_says_now(conn: sqlite3.Connection) -> None:
    assert units.insert_units(conn, 1, [unit("a", "b")]) == 1
    number = conn.execute("SELECT id FROM unit").fetchone()[0]
    units.set_text(conn, number, Side.TARGET, "c", "me", AT)
    assert units.insert_units(conn, 1, [unit("a", "b"), unit("a", "c")]) == 1
    assert stored(conn) == [("a", "c"), ("a", "b")]


def test_a_removed_unit_comes_again_once(conn: sqlite3.Connection) -> None:
    conn.execute("INSERT INTO batch (id, act, place, author, at) VALUES (5, 'tm-upkeep', '', '', '')")
    units.insert_units(conn, 1, [unit("a", "b"), unit("c", "d")])
    assert removal.remove(conn, [1, 2], 5) == 2
    assert units.insert_units(conn, 1, [unit("a", "b")]) == 1
    assert removal.put_back(conn, 5, 10) == (1, 1)
    assert sorted(stored(conn)) == [("a", "b"), ("c", "d")]
    assert units.insert_units(conn, 1, [unit("c", "d")]) == 0


def test_what_an_import_keeps_back_is_not_stored_twice(conn: sqlite3.Connection) -> None:
    some = [unit("a", "b"), unit("c", "d"), unit("a", "b")]
    new = units.load_units(conn, 1, some)
    kept_back = {u.pair: u.id for u in new}
    assert len(new) == 2
    assert units.load_units(conn, 1, [*some, unit("e", "f")], None, kept_back) != []
    assert stored(conn) == [("a", "b"), ("c", "d"), ("e", "f")]


def test_looking_for_pairs_takes_no_more_steps_in_a_large_memory(conn: sqlite3.Connection) -> None:
    taken = []
    for many in (20, 3_000):
        units.insert_units(conn, 1, [unit(f"s{n}", "t") for n in range(many)])
        with steps(conn) as count:
            assert pairs.has_pair(conn, 1, "s3", "t")
            assert units.load_units(conn, 1, [unit("s4", "t")]) == []
            taken.append(count())
    assert taken[1] <= taken[0] + 50

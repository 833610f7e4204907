"""Kept answers and the count of what was sent."""

from __future__ import annotations

import pytest

from workbench.store import mt_cache, mt_usage
from workbench.store.connection import Store

AT = "2026-01-31T10:20:30Z"


def keep(store: Store, key: bytes, day: str = "2026-01-31", *, engine: str = "google", text: str = "جملة") -> None:
    with store.write() as conn:
        mt_cache.put(conn, key, engine, "1", "ar", "en", text, f"answer {key!r}", f"{day}T10:20:30Z")


def there(store: Store, *keys: bytes) -> list[bool]:
    return [mt_cache.get(store.read(), key) is not None for key in keys]


def test_what_was_not_used_for_longest_makes_room(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mt_cache, "MOST", 3)
    keep(store, b"z", "2026-01-01")
    keep(store, b"b", "2026-01-02")
    keep(store, b"c", "2026-01-03")
    with store.write() as conn:
        mt_cache.touch(conn, [b"z"], "2026-01-04T00:00:00Z")
    keep(store, b"d", "2026-01-05")
    assert there(store, b"z", b"b", b"c", b"d") == [True, False, True, True]
    # A new answer stays, whatever its day and its key.
    keep(store, b"a", "2020-01-01")
    assert there(store, b"a", b"c") == [True, False]
    assert mt_cache.size(store.read())[0] == 3


def test_reading_writes_nothing_and_a_row_is_touched_once_a_day(store: Store) -> None:
    keep(store, b"k")
    before = store.read().total_changes
    assert there(store, b"k") == [True]
    with store.write() as conn:
        mt_cache.touch(conn, [b"k", b"unknown"], "2026-01-31T23:00:00Z")
    assert store.read().total_changes == before
    with store.write() as conn:
        mt_cache.put(conn, b"l", "google", "1", "ar", "en", "س", "q", "2026-02-01T00:00:00Z", touched=[b"k"])
    assert store.read().execute("SELECT used FROM mt_cache WHERE key = ?", (b"k",)).fetchone()[0] == "2026-02-01"
    with store.write() as conn:
        mt_cache.touch(conn, [b"k"], "2026-01-15T00:00:00Z")
    assert store.read().execute("SELECT used FROM mt_cache WHERE key = ?", (b"k",)).fetchone()[0] == "2026-02-01"


def test_long_answers_are_counted_in_bytes(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mt_cache, "MOST_BYTES", 1000)
    keep(store, b"b", "2026-01-01", text="ن" * 200)
    keep(store, b"c", "2026-01-02", text="ن" * 200)
    assert mt_cache.size(store.read())[1] > 800
    keep(store, b"d", "2026-01-03", text="ن" * 200)
    assert there(store, b"b", b"c", b"d") == [True, True, True], "not every answer adds all up"
    keep(store, b"\0", "2026-01-01", text="ن" * 200)
    assert there(store, b"b", b"c", b"d", b"\0") == [False, False, True, True]
    assert mt_cache.size(store.read())[1] <= 1000


def test_forgetting_an_engine_leaves_the_others(store: Store) -> None:
    keep(store, b"a")
    keep(store, b"b", engine="other")
    assert mt_cache.engines(store.read()) == ["google", "other"]
    assert mt_cache.size(store.read(), "google") == (1, len("جملة".encode()) + len("answer b'a'"))
    with store.write() as conn:
        assert mt_cache.forget(conn, "google") == 1
    assert there(store, b"a", b"b") == [False, True]
    with store.write() as conn:
        assert mt_cache.forget(conn) == 1
    assert mt_cache.size(store.read()) == (0, 0)


def test_calls_add_up_by_day_and_are_told_by_month(store: Store) -> None:
    with store.write() as conn:
        mt_usage.charge(conn, "deepl", "2026-10-31", 5)
        mt_usage.charge(conn, "deepl", "2026-11-01", 10, 1, 0)
        mt_usage.charge(conn, "deepl", "2026-11-01", 20, 2, 1)
        mt_usage.charge(conn, "deepl", "2026-11-30", 3)
        mt_usage.charge(conn, "google", "2026-11-30", 7, 1, 1)
    conn = store.read()
    assert mt_usage.used(conn, "deepl", "2026-11") == 33
    assert mt_usage.used(conn, "deepl", "2026-12") == 0
    assert mt_usage.used(conn, "nobody", "2026-11") == 0
    november = [mt_usage.Usage("deepl", "2026-11", 33, 4, 1), mt_usage.Usage("google", "2026-11", 7, 1, 1)]
    assert mt_usage.usage(conn, "2026-11") == november
    assert mt_usage.usage(conn) == [*november, mt_usage.Usage("deepl", "2026-10", 5, 1, 0)]

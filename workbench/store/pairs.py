"""The ``pair`` table: units by a key of their two texts, so that no memory holds a pair twice.

Rows may lead to units that are gone or have other texts by now: whoever reads compares the texts themselves. So a unit that
is removed needs nothing done here, and two stored pairs of one key do no harm. Two that an import meets close together count
as one: with 64 bits that is one pair in some thirty million imports of a million. An import gathers its rows and writes them
sorted: keys are random, and a row at a time a thousand new pairs touched nearly every page of a large table.
"""

from __future__ import annotations

import hashlib
import sqlite3
import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

SEEN = "(u.batch IS NULL OR u.batch NOT IN (SELECT batch FROM loading))"
"""What keeps the units of imports that are not whole yet out of a query over ``unit u``."""
_VALUES = 1000
_FOUND = "FROM pair p CROSS JOIN unit u ON u.id = p.unit"
"""In this order: SQLite would rather go through all units of the memory."""


def pair_key(source: str, target: str) -> int:
    """Return the key of a pair, 64 bits with a sign: equal texts, equal key."""
    return key_of(hashlib.blake2b(f"{source}\0{target}".encode(), digest_size=16).digest())


def key_of(digest: bytes) -> int:
    """Return the key that is the beginning of a digest; databases of earlier versions hold whole digests."""
    return int.from_bytes(digest[:8], "big", signed=True)


def pair_keys(sources: Sequence[str], targets: Sequence[str]) -> list[int]:
    """Return :func:`pair_key` of many pairs."""
    texts = [f"{source}\0{target}".encode() for source, target in zip(sources, targets, strict=True)]
    halves = array("q", b"".join([hashlib.blake2b(text, digest_size=16).digest() for text in texts]))
    if sys.byteorder == "little":
        halves.byteswap()
    return halves[::2].tolist()


def note_pair(conn: sqlite3.Connection, unit: int, source: str, target: str) -> None:
    """Let a unit, new or changed, be found by its texts."""
    write_pairs(conn, [(pair_key(source, target), unit)])


def write_pairs(conn: sqlite3.Connection, rows: Iterable[tuple[int, int]]) -> None:
    """Let units be found by their keys: (key, unit). Many of them come sorted."""
    conn.executemany("INSERT OR IGNORE INTO pair VALUES (?, ?)", rows)


def has_pair(conn: sqlite3.Connection, memory: int, source: str, target: str, act: int | None = None) -> bool:
    """Whether a memory has a pair, among those that are seen and whose texts the bulk ``act`` has not replaced."""
    row = conn.execute(
        f"SELECT 1 {_FOUND} WHERE p.key = ? AND u.memory = ? AND u.source = ? AND u.target = ? AND {SEEN}"
        " AND NOT EXISTS (SELECT 1 FROM replaced r WHERE r.unit = u.id AND r.batch = ?)",
        (pair_key(source, target), memory, source, target, act),
    ).fetchone()
    return row is not None


def held_pairs(
    conn: sqlite3.Connection,
    memory: int,
    wanted: Mapping[int, tuple[str, str]],
    batch: int | None,
    kept_back: Mapping[int, int],
) -> set[int]:
    """Return the keys of those pairs (source, target) a memory has: those that are seen, and those of this bulk act.

    ``kept_back`` are units of the act by their keys, which the table does not have yet.
    """
    found = chain(_stored(conn, memory, sorted(wanted), batch), _kept_back(conn, kept_back, kept_back.keys() & wanted))
    return {key for key, source, target in found if wanted[key] == (source, target)}


def _stored(
    conn: sqlite3.Connection, memory: int, keys: Sequence[int], batch: int | None
) -> Iterator[tuple[int, str, str]]:
    for start in range(0, len(keys), _VALUES):
        some = keys[start : start + _VALUES]
        # Bound, not written out: the connection keeps the last statements, each of which would be a tenth of a megabyte.
        marks = ",".join("?" * len(some))
        yield from conn.execute(
            f"SELECT p.key, u.source, u.target {_FOUND}"
            f" WHERE p.key IN ({marks}) AND u.memory = ? AND ({SEEN} OR u.batch = ?)",
            (*some, memory, batch),
        )


def _kept_back(
    conn: sqlite3.Connection, kept_back: Mapping[int, int], keys: Iterable[int]
) -> Iterator[tuple[int, str, str]]:
    units = {kept_back[key]: key for key in keys}
    order = sorted(units)
    for start in range(0, len(order), _VALUES):
        some = order[start : start + _VALUES]
        marks = ",".join("?" * len(some))
        for unit, source, target in conn.execute(f"SELECT id, source, target FROM unit WHERE id IN ({marks})", some):
            yield units[unit], source, target

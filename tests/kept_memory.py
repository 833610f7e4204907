"""Memories of a few units, kept where the program keeps them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from functools import cache

from workbench.model import Unit
from workbench.store import indexing, migrations, units
from workbench.store import memories as memories_table
from workbench.store.index import Index
from workbench.tm.search import Memory


@cache
def _empty() -> sqlite3.Connection:
    conn = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    migrations.migrate(conn)
    return conn


class KeptMemory(Memory):
    """A memory with a database of its own. Units are numbered from 1 in the order they come."""

    def __init__(self, pairs: Iterable[Unit] = (), memories: Sequence[str] = ("m",), languages: str = "ar en") -> None:
        self.conn = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        _empty().backup(self.conn)
        source, target = languages.split()
        self.ids = {name: memories_table.ensure_memory(self.conn, name, source, target) for name in memories}
        super().__init__(lambda: Index(self.conn, self.ids.values(), source, target), memories)
        self.add(*pairs)

    def add(self, *pairs: Unit) -> None:
        for unit in pairs:
            units.insert_units(self.conn, self.ids[unit.memory or "m"], [unit])

    def remove(self, unit: int) -> None:
        units.delete_unit(self.conn, unit)

    def settle(self) -> None:
        """Index what is fresh."""
        while indexing.tidy(self.conn):
            pass

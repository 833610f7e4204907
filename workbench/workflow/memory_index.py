"""Keeping the index of the memories in order, a short transaction at a time: nobody's save waits long for it."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.store import indexing
from workbench.store.pairs import write_pairs
from workbench.store.units import Inserted
from workbench.workflow.workspace import Workspace


def keep_index(ws: Workspace) -> None:
    """Index what is fresh, and join the parts of the index where they are many."""
    if ws.read_only:
        return
    while True:
        with ws.store.write() as conn:
            if not indexing.tidy(conn):
                return


class BulkIndex:
    """The index of units that come by the thousand: kept back in memory, then written as a part of its own."""

    KEPT = 4_000_000
    """Postings kept back: some 45 MB with their words, and those of 150,000 pairs or more."""
    PAIRS = 100_000
    """Keys of pairs kept back: some 10 MB. Written sorted, so many touch a page of their table once."""
    PAIRS_SLICE = 5000
    """Keys a transaction takes."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        self._gathered = indexing.Gathered()
        self.pairs: dict[int, int] = {}
        """Units whose pairs are not found yet, by the keys of these."""

    def add(self, units: Sequence[Inserted]) -> None:
        """Take units that were just stored, in the order of their numbers; they are found once they are written."""
        if not units:
            return
        if units[0].id >> indexing.HALF_SHARD != units[-1].id >> indexing.HALF_SHARD:
            for unit in units:
                self._add([unit])
        else:
            self._add(units)
        self.pairs.update((u.pair, u.id) for u in units)
        if len(self.pairs) > self.PAIRS:
            self._write_pairs()
        if self._gathered.postings > self.KEPT:
            self._write_words()

    def _add(self, units: Sequence[Inserted]) -> None:
        languages = {(u.source_lang, u.target_lang) for u in units}
        for source, target in languages:
            some = [u for u in units if (u.source_lang, u.target_lang) == (source, target)] if languages else units
            self._gathered.add(source, ((u.id << 1, u.source_words) for u in some))
            self._gathered.add(target, ((u.id << 1 | 1, u.target_words) for u in some))

    def write(self) -> None:
        """Write what was kept back, some of it a transaction."""
        self._write_pairs()
        self._write_words()

    def _write_pairs(self) -> None:
        order = sorted(self.pairs.items())
        for start in range(0, len(order), self.PAIRS_SLICE):
            with self._ws.store.write() as conn:
                write_pairs(conn, order[start : start + self.PAIRS_SLICE])
        self.pairs.clear()

    def _write_words(self) -> None:
        if self._gathered.postings <= indexing.FEW:
            with self._ws.store.write() as conn:
                indexing.write_recent(conn, self._gathered)
            return
        for step in indexing.part_steps(self._ws.store.read(), self._gathered):
            with self._ws.store.write() as conn:
                step(conn)

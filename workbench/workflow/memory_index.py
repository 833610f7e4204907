"""Keeping the index of the memories in order, a short transaction at a time: nobody's save waits long for it."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from operator import itemgetter

from workbench.store import indexing
from workbench.store.bulk import Inserted
from workbench.store.pairs import write_pairs
from workbench.workflow.workspace import Workspace


def keep_index(ws: Workspace) -> None:
    """Index what is fresh, and join the parts of the index where they are many."""
    if ws.read_only:
        return
    while True:
        with ws.store.write() as conn:
            if not indexing.tidy(conn):
                return


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the collector of garbage away for a while: it went through all the rows and words again and again, for a ninth of
    an import's time, and there are no circles among them. Not for longer than some seconds: others may make circles.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class BulkIndex:
    """The index of units that come by the thousand: kept back in memory, then written as a part of its own."""

    KEPT = 2_800_000
    """Postings kept back: some 35 MB with their words, and those of 120,000 pairs or more."""
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
        for some in _alike(units):
            ids, keys, _sources, _targets, *words = zip(*some, strict=True)
            texts = [n << 1 for n in ids]
            self._gathered.add(some[0].source_lang, zip(texts, words[0], strict=True))
            self._gathered.add(some[0].target_lang, zip([n | 1 for n in texts], words[1], strict=True))
            self.pairs.update(zip(keys, ids, strict=True))
        if len(self.pairs) > self.PAIRS:
            self._write_pairs()
        if self._gathered.postings > self.KEPT:
            self._write_words()

    def write(self) -> None:
        """Write what was kept back, some of it a transaction."""
        self._write_pairs()
        self._write_words()

    def _write_pairs(self) -> None:
        order = sorted(self.pairs)
        for start in range(0, len(order), self.PAIRS_SLICE):
            some = order[start : start + self.PAIRS_SLICE]
            with self._ws.store.write() as conn:
                write_pairs(conn, zip(some, map(self.pairs.__getitem__, some), strict=True))
        self.pairs.clear()

    def _write_words(self) -> None:
        if self._gathered.postings <= indexing.FEW:
            with self._ws.store.write() as conn:
                indexing.write_recent(conn, self._gathered)
            return
        with uncollected():
            for step in indexing.part_steps(self._ws.store.read(), self._gathered):
                with self._ws.store.write() as conn:
                    step(conn)


def _alike(units: Sequence[Inserted]) -> Iterable[Sequence[Inserted]]:
    """Yield the units in groups of one pair of languages and one shard."""
    first, last = units[0], units[-1]
    tags = itemgetter(2, 3)
    if first.id >> indexing.HALF_SHARD == last.id >> indexing.HALF_SHARD and len(set(map(tags, units))) == 1:
        return [units]
    groups: dict[tuple[int, str, str], list[Inserted]] = {}
    for unit in units:
        groups.setdefault((unit.id >> indexing.HALF_SHARD, *tags(unit)), []).append(unit)
    return groups.values()

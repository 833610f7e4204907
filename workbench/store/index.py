"""The index of the memories, as it is read: from words to the texts they stand in.

A *text* is one side of a unit and has the number ``2 * unit + side`` (0 source, 1 target), so that Arabic is found in pairs
of both directions. Texts are compared in the form of :func:`workbench.text.matching.matching`, which every unit keeps.

=========  ==========================================================================================================
``word``   the vocabulary: language, word, its number, in about how many texts it stands (orders look-ups, no more)
``posting``  for a word and a part of the index, the sorted keys of its texts as unsigned 32-bit numbers
``part``   the parts there are; imports make new ones, :mod:`workbench.store.indexing` joins them
``recent`` keys not in a part yet, a row each
``fresh``  texts not indexed at all yet: a confirm adds a row and no more; look-ups compare with all of them
``gram``   for three letters the words that have them, by their length
=========  ==========================================================================================================

A key is ``words << 24 | low`` with the number of words of the text, at most 255, and the low 24 bits of the text's
number; its high bits are part of the number of the part. Deleting and changing units leaves keys behind: whoever reads
compares with the text itself.
"""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from typing import TypeVar

from workbench.model import Unit
from workbench.store import unit_rows
from workbench.store.keys import LOW, MANY, MASK, PART, SHARD, WORD, base_language, text_of
from workbench.store.snapshots import snapshot

T = TypeVar("T", str, int)

_WORDS = (1 << WORD) - 1
_FURTHER = 1 << SHARD
_VALUES = 400
"""Values a statement is given."""
_STATE = (
    "SELECT 'part', id FROM part UNION ALL SELECT 'hidden', batch FROM loading"
    " UNION ALL SELECT 'recent', word FROM (SELECT word FROM recent LIMIT 1)"
)
"""What a look-up must know first, in one statement: each costs a fiftieth of it."""


class Index:
    """What is found in some memories, for texts of one language that have a translation in another."""

    words_at = LOW

    def __init__(self, conn: sqlite3.Connection, memories: Collection[int], language: str, other: str) -> None:
        self._conn = conn
        self._memories = frozenset(memories)
        self._language = base_language(language)
        self._other = base_language(other)
        self._tops: list[int] = []
        self._shards: set[int] = set()
        self._hidden: frozenset[int] = frozenset()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """See one state of the database, whatever is written meanwhile."""
        with snapshot(self._conn):
            state: dict[str, list[int]] = {"part": [], "recent": [], "hidden": []}
            for kind, number in self._conn.execute(_STATE):
                state[kind].append(number)
            self._tops = [p << WORD for p in state["part"]]
            self._shards = set(range(self._last_shard() + 1)) if state["recent"] else set()
            self._hidden = frozenset(state["hidden"])
            yield

    def _last_shard(self) -> int:
        row = self._conn.execute("SELECT coalesce(max(id), 0) FROM unit").fetchone()
        return (int(row[0]) << 1) >> LOW

    def words(self, words: Collection[str]) -> dict[str, tuple[int, int]]:
        """Return number and count of those words the vocabulary has."""
        out: dict[str, tuple[int, int]] = {}
        for some in _portions(list(words)):
            marks = ",".join("?" * len(some))
            rows = self._conn.execute(
                f"SELECT word, id, count FROM word WHERE lang = ? AND word IN ({marks})", (self._language, *some)
            )
            out.update((word, (number, count)) for word, number, count in rows)
        return out

    def beginning(self, prefix: str, limit: int) -> list[tuple[str, int, int]]:
        """Return words that begin so, with number and count, the most frequent first."""
        rows = self._conn.execute(
            "SELECT word, id, count FROM word WHERE lang = ? AND word >= ? AND word < ? ORDER BY count DESC LIMIT ?",
            (self._language, prefix, prefix + "\U0010ffff", limit),
        )
        return rows.fetchall()

    def alike(self, grams: Collection[str], low: int, high: int) -> dict[str, str]:
        """Return for each of these three letters the words of so many letters that have them, with spaces between."""
        marks = ",".join("?" * len(grams))
        rows = self._conn.execute(
            f"SELECT gram, words FROM gram WHERE lang = ? AND gram IN ({marks}) AND letters BETWEEN ? AND ?",
            (self._language, *grams, low, high),
        )
        out: dict[str, str] = {}
        for gram, words in rows:
            out[gram] = f"{out[gram]} {words}" if gram in out else words
        return out

    def postings_of(self, words: Sequence[int], low: int, high: int) -> dict[int, Collection[Sequence[int]]]:
        """Return the keys of texts that have these words, of texts with ``low`` to ``high`` words themselves, by word.

        A list a part, each sorted.
        """
        low, high = min(low, MANY) << LOW, min(high, MANY) + 1 << LOW
        out: dict[int, list[Sequence[int]]] = {}
        for some in _portions(words):
            ids = ",".join([str(top | w) for top in self._tops for w in some])
            for number, blob in self._conn.execute(f"SELECT id, keys FROM posting WHERE id IN ({ids})"):
                keys = array("I")
                keys.frombytes(blob)
                if keys[0] < low or keys[-1] >= high:
                    keys = keys[bisect_left(keys, low) : bisect_left(keys, high)]
                if keys:
                    shard = number >> WORD + PART << SHARD
                    out.setdefault(number & _WORDS, []).append([shard | k for k in keys] if shard else keys)
            for shard in self._shards:
                rows = self._conn.execute(
                    f"SELECT word, key FROM recent WHERE word IN ({','.join(map(str, some))}) AND key >= ? AND key < ?"
                    " ORDER BY word, key",
                    (shard << SHARD | low, (shard << SHARD) + high),
                )
                for word, found in groupby(rows, key=itemgetter(0)):
                    out.setdefault(word, []).append([key for _word, key in found])
        return dict(out)

    def numbers(self, keys: Iterable[int]) -> Iterable[int]:
        """Return the numbers of the texts these keys stand for."""
        return [k & MASK if k < _FURTHER else text_of(k) for k in keys]

    def texts(self, keys: Iterable[int]) -> Iterator[tuple[int, str]]:
        """Yield the texts of these keys that are in the memories: number and words."""
        numbers = set(self.numbers(keys))
        # The plus keeps SQLite from going through all units of the memories.
        where = f"+memory IN ({','.join(map(str, self._memories))})"
        if self._hidden:
            where += f" AND coalesce(batch, 0) NOT IN ({','.join(map(str, self._hidden))})"
        for side, column in enumerate(("source_words", "target_words")):
            for some in _portions([n >> 1 for n in numbers if n & 1 == side]):
                here = ",".join(map(str, some))
                yield from self._conn.execute(
                    f"SELECT id << 1 | {side}, {column} FROM unit WHERE id IN ({here}) AND {where}"
                )

    def most_texts(self) -> int:
        """Return how many texts there may be, at most: two a unit."""
        here = ",".join(map(str, self._memories))
        row = self._conn.execute(f"SELECT count(*) FROM unit WHERE memory IN ({here})").fetchone()
        return 2 * int(row[0])

    def every_text(self) -> Iterator[str]:
        """Yield the words of all texts in the language."""
        here = ",".join(map(str, self._memories))
        for column in ("source", "target"):
            rows = self._conn.execute(f"SELECT batch, {column}_lang, {column}_words FROM unit WHERE memory IN ({here})")
            for batch, language, words in rows:
                if base_language(language) == self._language and batch not in self._hidden:
                    yield words

    def fresh(self) -> list[tuple[int, str]]:
        """Return the texts that are not indexed yet: number and words."""
        rows = self._conn.execute(
            "SELECT f.text, u.memory, u.batch, CASE f.text & 1 WHEN 0 THEN u.source_words ELSE u.target_words END"
            " FROM fresh f JOIN unit u ON u.id = f.text >> 1 WHERE f.lang = ?",
            (self._language,),
        )
        return [
            (t, words) for t, memory, batch, words in rows if memory in self._memories and batch not in self._hidden
        ]

    def units(self, texts: Sequence[int]) -> dict[int, Unit]:
        """Return the units these texts are a side of, that side as the source; those in other languages are left out."""
        found = unit_rows.get_units(self._conn, {t >> 1 for t in texts}, self._memories, self._hidden)
        out: dict[int, Unit] = {}
        for text in texts:
            unit = found.get(text >> 1)
            if unit is not None:
                unit = unit_rows.reversed_unit(unit) if text & 1 else unit
                if (base_language(unit.source_lang), base_language(unit.target_lang)) == (self._language, self._other):
                    out[text] = unit
        return out


def _portions(values: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), _VALUES):
        yield values[start : start + _VALUES]

"""The index of the memories, as it is kept: what goes into the tables of :mod:`workbench.store.index`, and when.

A confirm only notes its texts as fresh. :func:`settle` gives fresh texts their rows, later and in a transaction of its own;
a bulk import gathers postings in memory and writes them as a part. Every step leaves the index whole: a text is fresh, or its
keys are among the recent ones or in a part, and when it is in two of them it is found once all the same.
"""

from __future__ import annotations

import sqlite3
import time
from array import array
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from workbench.store.keys import LOW, MANY, MASK, PART, SHARD, WORD, base_language
from workbench.store.vocabulary import add_grams, gram_rows, insert_grams, numbers_of, unknown
from workbench.text.matching import matching_all

HALF_SHARD = LOW - 1
"""Bits of a unit's number within a shard: it has two texts."""
FRESH = 64
"""Fresh texts that call for :func:`settle`: so many are compared one by one in a fraction of a millisecond."""
BEHIND = 256
"""Fresh texts that no write leaves behind, whoever wrote: with 13,000 of them a look-up took 100 ms and more. So many are
indexed in one transaction, in some 60 ms, so that a save beside it waits no longer than that."""
RECENT = 200_000
"""Recent keys that call for a part of their own."""
FEW = 100_000
"""Postings of an import that are not worth a part."""
PARTS = 4
"""Parts that call for joining them: a word's postings are read from each."""
GRAMS = 10_000
"""Rows of three letters a transaction takes."""
SLICE = 4000
"""Words a transaction takes, so that a translator's save never waits long."""

_Slice = tuple[str, int, dict[str, "array[int]"]]
"""Language, shard, and words with their keys."""


def note(conn: sqlite3.Connection, unit: int, source_lang: str, target_lang: str) -> None:
    """Let both texts of a unit, new or changed, be found: by comparing, until they are indexed."""
    conn.executemany(
        "INSERT OR REPLACE INTO fresh VALUES (?, ?)",
        ((unit << 1, base_language(source_lang)), (unit << 1 | 1, base_language(target_lang))),
    )


def fresh_texts(conn: sqlite3.Connection) -> int:
    """Return how many texts are not indexed yet."""
    found: int = conn.execute("SELECT count(*) FROM fresh").fetchone()[0]
    return found


class _Words(dict[str, "array[int]"]):
    """Words with their keys, none for one that is new."""

    def __missing__(self, word: str) -> array[int]:
        keys = self[word] = array("I")
        return keys


class Gathered:
    """Postings on their way into the index, by language, shard and word."""

    def __init__(self) -> None:
        self.postings = 0
        self._words: dict[tuple[str, int], _Words] = {}

    def add(self, tag: str, numbered: Iterable[tuple[int, str]]) -> None:
        """Take texts in the language of a tag: their numbers, which must not cross a shard, and words."""
        language, keys_of, count = base_language(tag), None, 0
        for text, form in numbered:
            if keys_of is None:
                keys_of = self._words.setdefault((language, text >> LOW), _Words()).__getitem__
            tokens = form.split(" ")
            many = len(tokens)
            value = (many if many < MANY else MANY) << LOW | text & MASK
            distinct = set(tokens)
            count += len(distinct)
            for keys in map(keys_of, distinct):
                keys.append(value)
        self.postings += count

    def by_language(self) -> Iterable[tuple[tuple[str, int], Iterable[str]]]:
        """Return the words by language and shard."""
        return self._words.items()

    def slices(self) -> Iterator[_Slice]:
        """Yield the words with their keys, some words at a time, and forget them."""
        for (language, shard), words in self._words.items():
            order = sorted(words)
            for start in range(0, len(order), SLICE):
                yield language, shard, {w: words.pop(w) for w in order[start : start + SLICE]}
        self._words.clear()
        self.postings = 0


def write_recent(conn: sqlite3.Connection, gathered: Gathered) -> None:
    """Add what was gathered to the recent keys, on the caller's transaction."""
    for language, shard, words in gathered.slices():
        add_grams(conn, language, unknown(conn, language, words))
        numbers = numbers_of(conn, language, {w: len(keys) for w, keys in words.items()})
        top = shard << SHARD
        conn.executemany(
            "INSERT OR IGNORE INTO recent VALUES (?, ?)",
            ((numbers[w], top | k) for w, keys in words.items() for k in keys),
        )


def part_steps(conn: sqlite3.Connection, gathered: Gathered) -> Iterator[Callable[[sqlite3.Connection], None]]:
    """Yield the steps that write what was gathered as a part, each for a transaction of its own; ``conn`` is only read.

    The three letters of new words come first: after a crash they may be there without their words, which does no harm, and
    never the other way round.
    """
    for (language, _shard), words in gathered.by_language():
        rows = gram_rows(language, unknown(conn, language, words))
        # A row of their own, whoever else imports at this moment.
        row = time.time_ns()
        while rows:
            # What is written goes: the rows of the first large part are some 20 MB, and grow by what SQLite is handed.
            yield partial(insert_grams, row, rows[-GRAMS:])
            del rows[-GRAMS:]
    parts: dict[int, int] = {}
    for some in gathered.slices():
        yield partial(_write_part, some, parts)
    yield partial(_finish_parts, parts)


def _finish_parts(parts: dict[int, int], conn: sqlite3.Connection) -> None:
    """Let the parts be joined with others; before, another program would take them away under the import."""
    conn.executemany("UPDATE part SET filling = NULL WHERE id = ?", ((p,) for p in parts.values()))


def _write_part(some: _Slice, parts: dict[int, int], conn: sqlite3.Connection) -> None:
    language, shard, words = some
    if shard not in parts:
        parts[shard] = _new_part(conn, shard, "import")
    numbers = numbers_of(conn, language, {w: len(keys) for w, keys in words.items()})
    _write_keys(conn, parts[shard], sorted((numbers[w], keys) for w, keys in words.items()))


def settle(conn: sqlite3.Connection, limit: int = 1000) -> int:
    """Index fresh texts, at most ``limit``; return how many were there. One transaction, the caller's."""
    rows = conn.execute("SELECT text, lang FROM fresh LIMIT ?", (limit,)).fetchall()
    gathered = Gathered()
    for text, language in rows:
        column = "target_words" if text & 1 else "source_words"
        found = conn.execute(f"SELECT {column} FROM unit WHERE id = ?", (text >> 1,)).fetchone()
        if found is not None:
            gathered.add(language, ((text, found[0]),))
    write_recent(conn, gathered)
    conn.executemany("DELETE FROM fresh WHERE text = ?", ((text,) for text, _language in rows))
    return len(rows)


def is_behind(conn: sqlite3.Connection) -> bool:
    """Whether so many texts are fresh that look-ups would take their time."""
    found: int = conn.execute("SELECT count(*) FROM (SELECT 1 FROM fresh LIMIT ?)", (BEHIND + 1,)).fetchone()[0]
    return found > BEHIND


def catch_up(conn: sqlite3.Connection) -> None:
    """Index some fresh texts, and move as many recent keys on where they are many: one transaction, the caller's."""
    settle(conn, BEHIND)
    _move_recent(conn)


def tidy(conn: sqlite3.Connection) -> bool:
    """Do one step of upkeep on the caller's transaction; False when there is nothing more to do.

    Recent keys become a part when they are many, parts become one when they are many: some words at a time, each step
    taking from one place what it adds to the other.
    """
    return bool(settle(conn)) or _move_recent(conn) or _join_parts(conn)


def index_all(conn: sqlite3.Connection) -> None:
    """Index every unit anew, on the caller's transaction: for databases that had no index."""
    for table in ("word", "gram", "part", "posting", "recent", "fresh"):
        conn.execute(f"DELETE FROM {table}")
    gathered = Gathered()
    last = 0
    while rows := conn.execute(
        "SELECT id, source_lang, target_lang, source, target FROM unit WHERE id > ? ORDER BY id LIMIT 500", (last,)
    ).fetchall():
        last = rows[-1][0]
        forms = [matching_all([r[column] for r in rows]) for column in (3, 4)]
        conn.executemany(
            "UPDATE unit SET source_words = ?, target_words = ? WHERE id = ?",
            ((s, t, r[0]) for r, s, t in zip(rows, *forms, strict=True)),
        )
        for row, source, target in zip(rows, *forms, strict=True):
            gathered.add(row[1], ((row[0] << 1, source),))
            gathered.add(row[2], ((row[0] << 1 | 1, target),))
        if gathered.postings > RECENT * 20:
            _write_all(conn, gathered)
    _write_all(conn, gathered)


def _write_all(conn: sqlite3.Connection, gathered: Gathered) -> None:
    if gathered.postings <= FEW:
        write_recent(conn, gathered)
        return
    for step in part_steps(conn, gathered):
        step(conn)


def _new_part(conn: sqlite3.Connection, shard: int, filling: str | None = None) -> int:
    taken = {p for (p,) in conn.execute("SELECT id FROM part WHERE id >> ? = ?", (PART, shard))}
    part = next(p for p in range(shard << PART, shard + 1 << PART) if p not in taken and not _has_postings(conn, p))
    conn.execute("INSERT INTO part VALUES (?, ?)", (part, filling))
    return part


def _has_postings(conn: sqlite3.Connection, part: int) -> bool:
    bounds = (part << WORD, part + 1 << WORD)
    return conn.execute("SELECT 1 FROM posting WHERE id >= ? AND id < ? LIMIT 1", bounds).fetchone() is not None


def _write_keys(conn: sqlite3.Connection, part: int, keyed: Iterable[tuple[int, array[int]]]) -> None:
    conn.executemany(
        "INSERT INTO posting VALUES (?, ?)",
        (
            (part << WORD | word, (array("I", sorted(keys)) if len(keys) > 1 else keys).tobytes())
            for word, keys in keyed
        ),
    )


def _move_recent(conn: sqlite3.Connection) -> bool:
    """Take the first recent keys into the part that is being filled with them, which is begun when they are many."""
    row = conn.execute("SELECT id FROM part WHERE filling = 'recent'").fetchone()
    if row is None:
        if conn.execute("SELECT count(*) FROM recent").fetchone()[0] <= RECENT:
            return False
        shard = conn.execute("SELECT key FROM recent LIMIT 1").fetchone()[0] >> SHARD
        row = (_new_part(conn, shard, "recent"),)
    part: int = row[0]
    top = part >> PART << SHARD
    rows = conn.execute(
        "SELECT word, key FROM recent WHERE key >= ? AND key < ? ORDER BY word, key LIMIT ?",
        (top, top + (1 << SHARD), SLICE * 4),
    ).fetchall()
    words: dict[int, array[int]] = {}
    for word, value in rows:
        words.setdefault(word, array("I")).append(value - top)
    for word in words:
        old = conn.execute("SELECT keys FROM posting WHERE id = ?", (part << WORD | word,)).fetchone()
        if old is not None:
            words[word].frombytes(old[0])
            conn.execute("DELETE FROM posting WHERE id = ?", (part << WORD | word,))
    _write_keys(conn, part, words.items())
    conn.executemany("DELETE FROM recent WHERE word = ? AND key = ?", rows)
    if len(rows) < SLICE * 4:
        conn.execute("UPDATE part SET filling = NULL WHERE id = ?", (part,))
    return True


def _join_parts(conn: sqlite3.Connection) -> bool:
    """Take the postings of some words out of all parts of a shard into the one that is being filled with them."""
    row = conn.execute("SELECT id FROM part WHERE filling = 'parts'").fetchone()
    if row is None:
        full = conn.execute(
            "SELECT id >> ? FROM part WHERE filling IS NULL GROUP BY id >> ? HAVING count(*) > ?", (PART, PART, PARTS)
        ).fetchone()
        if full is None:
            return False
        shard = full[0]
        old = [p for (p,) in conn.execute("SELECT id FROM part WHERE id >> ? = ? AND filling IS NULL", (PART, shard))]
        target = _new_part(conn, shard, "parts")
        conn.executemany("UPDATE part SET filling = 'out' WHERE id = ?", ((p,) for p in old))
    else:
        target = row[0]
        old = [
            p
            for (p,) in conn.execute(
                "SELECT id FROM part WHERE filling = 'out' AND id >> ? = ?", (PART, target >> PART)
            )
        ]
    firsts = []
    for part in old:
        first = conn.execute(
            "SELECT min(id) FROM posting WHERE id >= ? AND id < ?", (part << WORD, part + 1 << WORD)
        ).fetchone()[0]
        if first is not None:
            firsts.append(first & (1 << WORD) - 1)
    if not firsts:
        conn.execute("DELETE FROM part WHERE filling = 'out'")
        conn.execute("UPDATE part SET filling = NULL WHERE id = ?", (target,))
        return True
    low = min(firsts)
    words: dict[int, array[int]] = {}
    for part in old:
        bounds = (part << WORD | low, part << WORD | low + SLICE)
        for number, blob in conn.execute("SELECT id, keys FROM posting WHERE id >= ? AND id < ?", bounds):
            words.setdefault(number & (1 << WORD) - 1, array("I")).frombytes(blob)
        conn.execute("DELETE FROM posting WHERE id >= ? AND id < ?", bounds)
    _write_keys(conn, target, sorted(words.items()))
    return True

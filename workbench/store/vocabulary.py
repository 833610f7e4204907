"""The words of the memories' index: each has a number, and those that may be misspelt are found by their three letters."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import repeat

LETTERS = range(2, 31)
"""Lengths of words that are found by their three letters."""
_VALUES = 400


_Row = tuple[str, str, int, str]


def gram_rows(language: str, words: Iterable[str]) -> list[_Row]:
    """Return language, three letters, length and the words of this length that have them, with spaces between, sorted.

    Figures and very long strings are not found so.
    """
    by_length: defaultdict[int, list[str]] = defaultdict(list)
    for word in words:
        if not word[:1].isdigit():
            by_length[len(word)].append(word)
    out: list[_Row] = []
    for letters in LETTERS:
        lists: defaultdict[str, list[str]] = defaultdict(list)
        list_of = lists.__getitem__
        for word in by_length.pop(letters, ()):
            marked = f" {word} "
            for some in map(list_of, {marked[n : n + 3] for n in range(letters)}):
                some.append(word)
        out += zip(repeat(language), lists, repeat(letters), map(" ".join, lists.values()), strict=False)
    out.sort()
    return out


def numbers_of(conn: sqlite3.Connection, language: str, counts: Mapping[str, int]) -> dict[str, int]:
    """Return the numbers of words, which new ones are given; how often each stands somewhere grows by its count."""
    numbers = _known(conn, language, counts)
    conn.executemany(
        "UPDATE word SET count = count + ? WHERE lang = ? AND word = ?", ((counts[w], language, w) for w in numbers)
    )
    new = [w for w in counts if w not in numbers]
    if new:
        last: int = conn.execute("SELECT id FROM last_word").fetchone()[0]
        numbers.update((w, last + n) for n, w in enumerate(new, 1))
        conn.executemany("INSERT INTO word VALUES (?, ?, ?, ?)", ((language, w, numbers[w], counts[w]) for w in new))
        conn.execute("UPDATE last_word SET id = ?", (last + len(new),))
    return numbers


def unknown(conn: sqlite3.Connection, language: str, words: Iterable[str]) -> list[str]:
    """Return those words the vocabulary does not have yet."""
    order = list(words)
    known = _known(conn, language, order)
    return [w for w in order if w not in known]


def _known(conn: sqlite3.Connection, language: str, words: Iterable[str]) -> dict[str, int]:
    order = list(words)
    numbers: dict[str, int] = {}
    for start in range(0, len(order), _VALUES):
        some = order[start : start + _VALUES]
        marks = ",".join("?" * len(some))
        numbers.update(
            conn.execute(f"SELECT word, id FROM word WHERE lang = ? AND word IN ({marks})", (language, *some))
        )
    return numbers


def add_grams(conn: sqlite3.Connection, language: str, words: Iterable[str]) -> None:
    """Add a few words to the rows of their three letters, of which none gets long."""
    conn.executemany(
        "INSERT INTO gram SELECT ?1, ?2, ?3, coalesce((SELECT CASE WHEN length(words) < 2000 THEN row ELSE row + 1 END"
        " FROM gram WHERE lang = ?1 AND gram = ?2 AND letters = ?3 ORDER BY row DESC LIMIT 1), 0), ?4 WHERE true"
        " ON CONFLICT DO UPDATE SET words = words || ' ' || excluded.words",
        gram_rows(language, words),
    )


def insert_grams(row: int, found: Iterable[_Row], conn: sqlite3.Connection) -> None:
    """Write rows of :func:`gram_rows` as they are, all under one number."""
    conn.executemany(f"INSERT OR REPLACE INTO gram VALUES (?, ?, ?, {int(row)}, ?)", found)

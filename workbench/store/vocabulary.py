"""The words of the memories' index: each has a number, and those that may be misspelt are found by their three letters."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

LETTERS = range(2, 31)
"""Lengths of words that are found by their three letters."""
_VALUES = 400

Grams = dict[tuple[str, str, int], list[str]]
"""Words by language, three letters and length."""


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


def gather_grams(found: Grams, language: str, words: Iterable[str]) -> None:
    """Add words to those found by their three letters."""
    for word in words:
        # Figures are not found by them, neither are very long strings.
        if len(word) in LETTERS and not word[0].isdigit():
            marked = f" {word} "
            for gram in {marked[n : n + 3] for n in range(len(marked) - 2)}:
                found.setdefault((language, gram, len(word)), []).append(word)


def add_grams(conn: sqlite3.Connection, language: str, words: Iterable[str]) -> None:
    """Add a few words to the rows of their three letters, of which none gets long."""
    found: Grams = {}
    gather_grams(found, language, words)
    conn.executemany(
        "INSERT INTO gram SELECT ?1, ?2, ?3, coalesce((SELECT CASE WHEN length(words) < 2000 THEN row ELSE row + 1 END"
        " FROM gram WHERE lang = ?1 AND gram = ?2 AND letters = ?3 ORDER BY row DESC LIMIT 1), 0), ?4 WHERE true"
        " ON CONFLICT DO UPDATE SET words = words || ' ' || excluded.words",
        ((*key, " ".join(some)) for key, some in sorted(found.items())),
    )


def insert_grams(rows: list[tuple[str, str, int, int, str]], conn: sqlite3.Connection) -> None:
    """Write rows of three letters as they are: language, letters, length, number of the row, words."""
    conn.executemany("INSERT OR REPLACE INTO gram VALUES (?, ?, ?, ?, ?)", rows)

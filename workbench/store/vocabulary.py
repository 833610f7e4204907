"""The words of the memories' index: each has a number, and those that may be misspelt are found by their three letters."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping

LETTERS = range(2, 31)
"""Lengths of words that are found by their three letters."""
_VALUES = 400


class Grams:
    """Words by language, three letters and length."""

    def __init__(self) -> None:
        self._words: defaultdict[tuple[str, int], defaultdict[str, list[str]]]
        self._words = defaultdict(lambda: defaultdict(list))

    def add(self, language: str, words: Iterable[str]) -> None:
        """Take words, but for figures and very long strings, which are not found so."""
        for word in words:
            if len(word) in LETTERS and not word[0].isdigit():
                marked = f" {word} "
                lists = self._words[language, len(word)].__getitem__
                for some in map(lists, {marked[n : n + 3] for n in range(len(word))}):
                    some.append(word)

    def rows(self) -> list[tuple[str, str, int, str]]:
        """Return language, three letters, length and the words with spaces between, sorted."""
        return sorted(
            (language, gram, letters, " ".join(words))
            for (language, letters), grams in self._words.items()
            for gram, words in grams.items()
        )


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
    found = Grams()
    found.add(language, words)
    conn.executemany(
        "INSERT INTO gram SELECT ?1, ?2, ?3, coalesce((SELECT CASE WHEN length(words) < 2000 THEN row ELSE row + 1 END"
        " FROM gram WHERE lang = ?1 AND gram = ?2 AND letters = ?3 ORDER BY row DESC LIMIT 1), 0), ?4 WHERE true"
        " ON CONFLICT DO UPDATE SET words = words || ' ' || excluded.words",
        found.rows(),
    )


def insert_grams(row: int, found: Iterable[tuple[str, str, int, str]], conn: sqlite3.Connection) -> None:
    """Write rows of :meth:`Grams.rows` as they are, all under one number."""
    conn.executemany(
        "INSERT OR REPLACE INTO gram VALUES (?, ?, ?, ?, ?)",
        ((language, gram, letters, row, words) for language, gram, letters, words in found),
    )

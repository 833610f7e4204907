"""The ``wording`` table: the text of each document, apart from what else is known of it.

In a row of its own, because SQLite writes a whole row anew when the caret of a document is remembered, and a book has 15
MB. The newest texts are held in memory, for it would read all of that for each sentence, too (measured with 9 million
characters: 15 ms a sentence by ``substr``, 0.01 ms from here).
"""

from __future__ import annotations

import sqlite3
import threading
from collections import OrderedDict

HELD = 2
"""Texts held: of the document one works on, and of another that is looked at."""

_texts: OrderedDict[tuple[str, int], str] = OrderedDict()
_unsure: set[tuple[str, int]] = set()
"""Texts put here that may not have been committed: a transaction that is undone gives their ids back."""
_lock = threading.Lock()


def put_text(conn: sqlite3.Connection, document: int, text: str) -> None:
    """Store the text of a document in the place of the one it had. An id of the table is never given twice."""
    conn.execute("DELETE FROM wording WHERE document = ?", (document,))
    cursor = conn.execute("INSERT INTO wording (document, text) VALUES (?, ?)", (document, text))
    _unsure.add((_file(conn), cursor.lastrowid or 0))


def text_of(conn: sqlite3.Connection, document: int) -> str:
    """Return a document's text as it is stored; '' when there is no such document.

    Law: it is what the database has at this moment, for a new text has a new id.
    """
    row = conn.execute("SELECT id FROM wording WHERE document = ?", (document,)).fetchone()
    if row is None:
        return ""
    key = (_file(conn), row[0])
    with _lock:
        if key in _texts:
            _texts.move_to_end(key)
            return _texts[key]
    text: str = conn.execute("SELECT text FROM wording WHERE id = ?", (row[0],)).fetchone()[0]
    if not conn.in_transaction:
        _unsure.discard(key)
    if key[0] and key not in _unsure:
        with _lock:
            _texts[key] = text
            while len(_texts) > HELD:
                _texts.popitem(last=False)
    return text


def _file(conn: sqlite3.Connection) -> str:
    """Return the path of a database; '' for one in memory."""
    found: str = conn.execute("PRAGMA database_list").fetchone()[2]
    return found

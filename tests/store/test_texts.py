"""The text of a document is what the database has, though it is held in memory."""

from __future__ import annotations

import pytest

from workbench.config import WorkspacePaths
from workbench.store import segments
from workbench.store.connection import Store
from workbench.store.texts import put_text, text_of

from .test_store_tables import TEXT, fill


def test_a_text_is_read_once_and_a_new_one_is_seen(store: Store) -> None:
    _project, document, _memory = fill(store)
    conn = store.read()
    assert text_of(conn, document.id) == TEXT
    asked: list[str] = []
    conn.set_trace_callback(asked.append)
    assert text_of(conn, document.id) == TEXT
    assert segments.load_segments(conn, document.id)
    conn.set_trace_callback(None)
    assert not [q for q in asked if "SELECT text" in q]
    other = Store(WorkspacePaths(store.paths.root))
    with other.write() as write:
        put_text(write, document.id, TEXT[::-1])
        assert text_of(write, document.id) == TEXT[::-1]
        assert text_of(conn, document.id) == TEXT, "not committed yet"
    other.close()
    assert text_of(conn, document.id) == TEXT[::-1]
    assert text_of(conn, 99) == ""


def test_a_text_that_was_taken_back_is_nowhere(store: Store) -> None:
    _project, document, _memory = fill(store)

    def put_and_fail(text: str) -> None:
        with store.write() as conn:
            put_text(conn, document.id, text)
            assert text_of(conn, document.id) == text
            raise KeyError

    for text in ("one", "two"):
        with pytest.raises(KeyError):
            put_and_fail(text)
        # The next one gets the same id.
        assert text_of(store.read(), document.id) == TEXT
    with store.write() as conn:
        put_text(conn, document.id, "three")
        assert text_of(conn, document.id) == "three"
    assert text_of(store.read(), document.id) == "three"

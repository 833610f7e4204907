"""Writing a segment costs the same in a note and in a book: counted in steps of the database's machine, not in time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from workbench.model import Block, Document, Origin, Piece, Role, Segment
from workbench.store import comments, documents, effort, segments
from workbench.store import memories as memories_table
from workbench.store.connection import Store
from workbench.store.effort import Spent

from .conftest import AT, fill

LONG = 4_000
LINE = "سطر قصير.\n"
STEP = 10


@contextmanager
def steps(conn: sqlite3.Connection) -> Iterator[Callable[[], int]]:
    """Give what counts the steps of the database's machine since it was entered."""
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += STEP
        return 0

    conn.set_progress_handler(count, STEP)
    yield lambda: counted
    conn.set_progress_handler(None, 0)


def long_document(store: Store, project: int) -> Document:
    with store.write() as conn:
        return documents.insert_document(
            conn,
            project=project,
            slug="book",
            name="Book",
            sha256="1" * 64,
            text=LINE * LONG,
            original="book.txt",
            blocks=[Block(n, n * len(LINE), (n + 1) * len(LINE), Role.BODY) for n in range(LONG)],
            pieces=[Piece(n, Role.BODY, n * len(LINE), (n + 1) * len(LINE), n) for n in range(LONG)],
            at=AT,
        )


@pytest.mark.parametrize("what", ["draft", "confirm", "effort", "effort of a segment that is gone", "comments"])
def test_a_write_takes_no_more_steps_in_a_book(store: Store, what: str) -> None:
    project, short, _memory = fill(store)
    book = long_document(store, project.id)
    taken = []
    for document in (short, book):
        numbers = {s.number: s for s in segments.load_segments(store.read(), document.id)}
        segment = numbers[max(numbers) - 1]
        with store.write() as conn:
            memory = memories_table.ensure_memory(conn, "p", "ar", "en")
            with steps(conn) as count:
                _act(conn, what, document, segment, memory)
                taken.append(count())
    assert taken[1] < taken[0] + 1_000, taken


def _act(conn: sqlite3.Connection, what: str, document: Document, segment: Segment, memory: int) -> None:
    if what == "draft":
        segments.save_draft(conn, segment.id, "Text", segment.rev, "me", AT, Origin.HUMAN)
    elif what == "confirm":
        segments.confirm(conn, segment.id, "Text", segment.rev, "me", AT, Origin.HUMAN, memory)
    elif what == "comments":
        comments.load(conn, document.id)
    else:
        gone = 10_000_000 if "gone" in what else segment.id
        effort.add(conn, document.id, "me", [Spent(gone, segment.number, "2026-01-31", 1.0, 1)])

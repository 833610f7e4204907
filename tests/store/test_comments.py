"""The comments of segments: kept with who and when, never lost with their segment."""

from __future__ import annotations

from workbench.model import Comment
from workbench.store import batches, comments, segments
from workbench.store.connection import Store

from .conftest import AT, fill


def test_open_ones_come_first_and_the_older_before_the_newer(store: Store) -> None:
    _project, document, _memory = fill(store)
    with store.write() as conn:
        one, two, _three = (s.id for s in segments.load_segments(conn, document.id))
        first = comments.add(conn, one, "Layla", "2026-01-02T00:00:00Z", "Which hospital?")
        second = comments.add(conn, one, "Omar", "2026-01-03T00:00:00Z", "مستشفى النهر")
        other = comments.add(conn, two, "Omar", "2026-01-01T00:00:00Z", "Earlier.")
        comments.set_done(conn, first.id, done=True)
    conn = store.read()
    assert [c.id for c in comments.load(conn, document.id)] == [second.id, first.id, other.id]
    assert [c.done for c in comments.of_segment(conn, one)] == [False, True]
    assert comments.get(conn, second.id) == second == Comment(2, one, "Omar", "2026-01-03T00:00:00Z", "مستشفى النهر")
    with store.write() as conn:
        comments.set_done(conn, first.id, done=False)
        comments.delete(conn, second.id)
    assert comments.of_segment(store.read(), one) == [first]
    assert comments.get(store.read(), second.id) is None


def test_they_are_given_on_and_back_by_number_and_time(store: Store) -> None:
    _project, document, _memory = fill(store)
    with store.write() as conn:
        one, two, _three = (s.id for s in segments.load_segments(conn, document.id))
        mine = comments.add(conn, one, "Layla", AT, "first")
        theirs = comments.add(conn, two, "Omar", AT, "second")
        comments.hand_on(conn, two, one)
        assert len(comments.of_segment(conn, one)) == 2
        # Removed meanwhile, and its number given to another: that one is not of the second segment.
        comments.delete(conn, theirs.id)
        later = comments.add(conn, one, "Omar", "2026-02-02T00:00:00Z", "later")
        assert later.id == theirs.id
        comments.give_back(conn, one, [theirs], two)
        assert [c.text for c in comments.of_segment(conn, one)] == [mine.text, "later"]
        comments.give_back(conn, one, [later], two)
        assert [c.text for c in comments.of_segment(conn, two)] == ["later"]


def test_an_article_with_a_comment_was_worked_on(store: Store) -> None:
    _project, document, _memory = fill(store)
    with store.write() as conn:
        assert not batches.worked_on(conn, document.id)
        comments.add(conn, segments.load_segments(conn, document.id)[0].id, "Layla", AT, "first")
        assert batches.worked_on(conn, document.id)

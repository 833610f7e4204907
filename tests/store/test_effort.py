"""What was spent on a segment stays in its document, whatever becomes of the segment."""

from __future__ import annotations

import pytest

from workbench.model import BulkAct, Origin
from workbench.store import batches, cuts, effort, segments
from workbench.store.connection import Store
from workbench.store.effort import Effort, Spent

from .conftest import AT, fill

DAY, NEXT = "2026-01-31", "2026-02-01"


def test_it_is_added_up_by_segment_day_and_person(store: Store) -> None:
    _project, document, _memory = fill(store)
    one, two, _three = segments.load_segments(store.read(), document.id)
    with store.write() as conn:
        effort.add(conn, document.id, "me", [Spent(one.id, 1, DAY, 1.5, 3), Spent(two.id, 2, DAY, 2.0, 4)])
        effort.add(conn, document.id, "me", [Spent(one.id, 1, DAY, 0.5, 1), Spent(one.id, 1, NEXT, 4.0, 8)])
        effort.add(conn, document.id, "you", [Spent(one.id, 1, DAY, 8.0, 16)])
    conn = store.read()
    assert effort.of_document(conn, document.id) == [
        Effort(one.id, "me", DAY, 2.0, 4),
        Effort(one.id, "you", DAY, 8.0, 16),
        Effort(one.id, "me", NEXT, 4.0, 8),
        Effort(two.id, "me", DAY, 2.0, 4),
    ]
    assert effort.of_segment(conn, one.id) == (14.0, 28)
    assert effort.of_segment(conn, 10_000) == (0.0, 0)
    assert effort.by_day(conn, document.id) == {(DAY, "me"): (4.0, 8), (DAY, "you"): (8.0, 16), (NEXT, "me"): (4.0, 8)}


def total(store: Store, document: int) -> tuple[float, int]:
    found = effort.of_document(store.read(), document)
    return sum(e.seconds for e in found), sum(e.keys for e in found)


def test_the_sum_stays_when_segments_are_split_and_joined(store: Store) -> None:
    _project, document, memory = fill(store)
    one, two, _three = segments.load_segments(store.read(), document.id)
    with store.write() as conn:
        effort.add(conn, document.id, "me", [Spent(one.id, 1, DAY, 1.0, 1), Spent(two.id, 2, DAY, 2.0, 2)])
        effort.add(conn, document.id, "you", [Spent(two.id, 2, DAY, 4.0, 4)])
        cuts.join(conn, one, two, "en", memory, "me", AT)
    assert total(store, document.id) == (7.0, 7)
    assert effort.of_segment(store.read(), one.id) == (7.0, 7)
    joined = segments.load_segments(store.read(), document.id)[0]
    with store.write() as conn:
        cuts.split(conn, joined, joined.start + 4, "me", AT)
    first, second, _last = segments.load_segments(store.read(), document.id)
    assert effort.of_segment(store.read(), first.id) == (7.0, 7)
    assert effort.of_segment(store.read(), second.id) == (0.0, 0)


@pytest.mark.parametrize(("number", "heir"), [(2, 1), (9, 2), (0, None)])
def test_what_was_spent_on_a_segment_that_is_gone_goes_to_the_one_before_its_place(
    store: Store, number: int, heir: int | None
) -> None:
    _project, document, memory = fill(store)
    one, two, three = segments.load_segments(store.read(), document.id)
    with store.write() as conn:
        cuts.join(conn, one, two, "en", memory, "me", AT)
        effort.add(conn, document.id, "me", [Spent(two.id, number, DAY, 1.0, 1)])
    rows = effort.of_document(store.read(), document.id)
    by_number = {1: one.id, 2: three.id}
    # After the join the number 2 is the third segment's; with no place at all there is nobody to take it.
    assert [r.segment for r in rows] == ([] if heir is None else [by_number[min(number, 2)]])


def test_who_confirmed_first_is_neither_a_reviewer_nor_a_bulk_act(store: Store) -> None:
    _project, document, memory = fill(store)
    one, two, _three = segments.load_segments(store.read(), document.id)
    with store.write() as conn:
        batch = batches.begin(conn, BulkAct.REPLACE, "p", "me", AT)
        segments.confirm(conn, one.id, "Bulk.", one.rev, "bulk", AT, Origin.HUMAN, memory, batch=batch)
        segments.confirm(conn, one.id, "Bulk.", one.rev + 1, "reviewer", AT, Origin.HUMAN, memory, "review")
        segments.confirm(conn, two.id, "Mine.", two.rev, "me", AT, Origin.HUMAN, memory)
        segments.confirm(conn, two.id, "Mine, too.", two.rev + 1, "you", "2027-01-01T00:00:00Z", Origin.HUMAN, memory)
    assert effort.first_confirms(store.read(), document.id) == {two.id: ("me", AT)}

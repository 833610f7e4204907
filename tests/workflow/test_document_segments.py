"""The segments of a book are read a page at a time: what is read is what a list of all of them would be."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from random import Random

import pytest

from workbench.errors import StoreError, UsageError
from workbench.model import Origin, Project, Segment
from workbench.store import segments as segments_table
from workbench.text.tokens import count_words
from workbench.workflow import cutting, document_segments, editing
from workbench.workflow.desk import Desk, open_desk
from workbench.workflow.document_segments import DocumentSegments
from workbench.workflow.importing import import_text
from workbench.workflow.projects import get_document
from workbench.workflow.workspace import Workspace, open_workspace

from ..recutting import recut

BOOK = "\n\n".join(
    ("عنوان الكتاب", *(f"قال الراوي إن الرحلة رقم {n} بدأت. ثم عاد إلى المدينة. نعم عاد إليها." for n in range(9)))
)


@pytest.fixture(params=[(256, 64), (4, 2)], ids=["article", "book"])
def small(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    page, kept = request.param
    monkeypatch.setattr(document_segments, "PAGE", page)
    monkeypatch.setattr(document_segments, "PAGES", kept)
    monkeypatch.setattr(document_segments, "BOOK_PAGES", min(kept, 16))


@pytest.fixture
def desk(small: None, ws: Workspace, project: Project) -> Iterator[Desk]:
    import_text(ws, project, "book", BOOK + "\n")
    opened = open_desk(ws, "news", "book")
    yield opened
    opened.close()


def all_of(desk: Desk) -> list[Segment]:
    return segments_table.load_segments(desk.ws.store.read(), desk.document.id)


def check(desk: Desk) -> None:
    """Everything a desk says of its segments is what a list of them says."""
    there = all_of(desk)
    found = desk.segments
    assert len(found) == len(there)
    assert list(found) == there
    assert [found[n] for n in range(len(there))] == there
    assert found[-1] == there[-1]
    assert found[2:5] == there[2:5]
    done = [s for s in there if s.translate and s.state.confirmed]
    assert (desk.translatable, desk.confirmed) == (sum(s.translate for s in there), len(done))
    if desk.words_total:
        assert desk.words_total == sum(count_words(s.source) for s in there if s.translate)
        assert desk.words_done == sum(count_words(s.source) for s in done)
    for number in (1, 5, len(there)):
        text = there[number - 1].source.strip()
        assert found.alike(number) == [s.number for s in there if s.number != number and s.source.strip() == text]
        order = [*range(number + 1, len(there) + 1), *range(1, number + 1)]
        opened = [n for n in order if there[n - 1].translate and not there[n - 1].state.confirmed]
        if not opened:
            opened = [n for n in order[:-1] if there[n - 1].translate and there[n - 1].draft]
        assert desk.next_open(number) == next(iter(opened), number)
        backwards = [n for n in [*order[:-1][::-1], number] if n in opened]
        assert desk.next_open(number, step=-1) == next(iter(backwards), number)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_done_it_is_what_a_list_would_be(desk: Desk, seed: int) -> None:
    random = Random(seed)
    check(desk)
    desk.prepare()
    desk.survey()
    for step in range(25):
        number = random.randint(1, len(desk.segments))
        act = random.randrange(7)
        try:
            if act < 3:
                desk.confirm(number, f"target {step}", Origin.HUMAN, "", lambda _s: None)
            elif act == 3:
                desk.save_draft(number, random.choice(["", f"draft {step}"]), Origin.HUMAN, lambda _s: None)
            elif act == 4:
                desk.undo_confirm(lambda _s: None)
            elif act == 5:
                recut(desk, partial(desk.split, number, len(desk.segments[number - 1].text) // 2))
            else:
                recut(desk, partial(desk.join, number))
        except UsageError:
            continue
        assert desk.flush()
        assert desk.flush()
        check(desk)


def follow(desk: Desk) -> list[int] | None:
    seen: list[list[int] | None] = []
    desk.follow_segments(lambda: 0, seen.append)
    assert desk.flush()
    return seen[-1] if seen else []


def test_what_others_write_is_taken_over(desk: Desk) -> None:
    desk.prepare()
    n = next(s.number for s in desk.segments if s.translate)
    last = len(desk.segments)
    assert follow(desk) == []
    assert (desk.segments[n - 1].target, desk.segments[last - 1].target) == ("", "")
    with open_workspace(desk.ws.paths.root) as other:
        document = get_document(other, desk.project, "book")
        for number in (n, last):
            editing.confirm(
                other, desk.project, editing.set_draft(other, editing.get_segment(other, document, number), "x")
            )
    assert follow(desk) == [n, last]
    check(desk)
    desk.confirm(n + 1, "ours", Origin.HUMAN, "", lambda _s: None)
    assert desk.flush()
    assert follow(desk) == [], "what was written here is no news"
    check(desk)


def test_a_segment_keeps_its_place_until_a_split_of_another_is_followed(desk: Desk) -> None:
    desk.prepare()
    ids = [s.id for s in desk.segments]
    n = next(s.number for s in desk.segments if s.translate)
    with open_workspace(desk.ws.paths.root) as other:
        cutting.split(other, get_document(other, desk.project, "book"), n, 6)
        # Read anew by a book, for it has no room for so many pages.
        assert [desk.segments[at].id for at in range(len(ids))] == ids
        assert [s.id for s in desk.segments] == ids
        cutting.join(other, desk.project, get_document(other, desk.project, "book"), n + 2)
    seen = [(s.id, s.translate) for s in desk.segments]
    assert [id_ for id_, _ in seen] == ids
    gone = {s.id for s in all_of(desk)} ^ set(ids)
    assert all(not translate or id_ not in gone or len(ids) <= 256 for id_, translate in seen)
    assert follow(desk) is None
    assert [s.id for s in desk.segments] == ids, "numbers stay what they were until the screen says so"
    assert desk.take_over(forget=True)
    check(desk)


def test_a_book_is_counted_after_it_is_painted(
    ws: Workspace, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_text(ws, project, "book", BOOK + "\n")
    monkeypatch.setattr(document_segments, "PAGE", 4)
    monkeypatch.setattr(document_segments, "PAGES", 2)
    document = get_document(ws, project, "book")
    asked: list[str] = []
    conn = ws.store.read()
    conn.set_trace_callback(asked.append)
    segments = DocumentSegments(ws.store, document.id)
    assert not segments.counted
    first = segments.next_open(len(segments), 1, lambda _n: None)
    assert first == next(s.number for s in segments_table.load_segments(conn, document.id) if s.translate)
    asked.clear()
    assert segments[first - 1].number == first
    assert sum("FROM segment" in q for q in asked) == 1
    assert segments[first].number == first + 1
    assert sum("FROM segment" in q for q in asked) == 1, "its page was there"
    conn.set_trace_callback(None)
    segments.take_stock()
    assert segments.counted
    assert segments.words_total


def test_a_page_that_cannot_be_read_is_empty_and_read_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_args: object) -> object:
        raise StoreError("The segments cannot be read.", "")

    with monkeypatch.context() as patched:
        patched.setattr(document_segments.pages, "load_page", fails)
        assert (desk.segments[3].source, desk.segments[3].translate) == ("", False)
    assert desk.segments[3] == all_of(desk)[3]

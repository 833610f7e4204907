"""Volumes, states, match bands, and what the work took."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.model import Document, Match, Origin, Project
from workbench.store import effort
from workbench.store import segments as segments_table
from workbench.store.effort import Spent
from workbench.tm.homogeneity import Earlier, most_read
from workbench.tm.score import score
from workbench.workflow import editing
from workbench.workflow.desk import Desk, open_desk
from workbench.workflow.desk_effort import GAP
from workbench.workflow.importing import import_text
from workbench.workflow.match_bands import BANDS, Bands
from workbench.workflow.pacing import Pace, Stopped
from workbench.workflow.proposing import load_memory
from workbench.workflow.statistics import Statistics, Volume, all_together, statistics
from workbench.workflow.statistics_tables import clock, of_documents, tables
from workbench.workflow.updating import update_article
from workbench.workflow.workspace import Workspace

ONE = (
    "وصل الوزير إلى العاصمة مساء أمس برفقة وفد كبير من المستشارين.",
    "وصل الوزير إلى المدينة مساء أمس برفقة وفد كبير من المستشارين.",
    "غادر الزوار الميناء.",
    "غادر الزوار الميناء.",
    "يبيع السوق القديم خضارا طازجة كل صباح.",
)
TWO = ("غادر الزوار الميناء.", "وصل الوزير إلى القرية مساء أمس برفقة وفد كبير من المستشارين.", "لا شيء يشبه هذا.")


def text(lines: tuple[str, ...]) -> str:
    return "\n\n".join(lines) + "\n"


@pytest.fixture
def one(ws: Workspace, project: Project) -> Document:
    return import_text(ws, project, "one", text(ONE)).document


@pytest.fixture
def two(ws: Workspace, project: Project, one: Document) -> Document:
    return import_text(ws, project, "two", text(TWO)).document


def confirm(ws: Workspace, project: Project, document: Document, number: int, target: str) -> None:
    editing.set_draft(ws, editing.get_segment(ws, document, number), target)
    editing.confirm(ws, project, editing.get_segment(ws, document, number))


def some(row: Statistics) -> dict[str, int]:
    return {band: v.segments for band, v in row.matches.items() if v.segments}


def test_every_segment_is_in_one_band_and_repetitions_are_counted_within_and_across_files(
    ws: Workspace, project: Project, two: Document
) -> None:
    first, second = statistics(ws, project)
    assert some(first) == {"repetition": 1, "internal 85-94": 1, "new": 3}
    assert some(second) == {"cross-file": 1, "internal 95-99": 1, "new": 1}
    for row in (first, second):
        assert tuple(row.matches) == BANDS
        assert sum(row.matches.values(), Volume()) == row.volume
    # A document asked about alone is counted as in its project.
    assert statistics(ws, project, two) == [second]
    whole = all_together([first, second])
    assert whole.segments == 8
    assert some(whole) == {"repetition": 1, "cross-file": 1, "internal 85-94": 1, "internal 95-99": 1, "new": 4}


def test_what_the_memory_has_goes_before_what_the_article_repeats_only_with_its_context(
    ws: Workspace, project: Project, one: Document
) -> None:
    confirm(ws, project, one, 1, "The minister arrived.")
    again = import_text(ws, project, "again", text(ONE[:2])).document
    (row,) = statistics(ws, project, again)
    # The first has no neighbour before it and the same behind it: 101. The second stands elsewhere already.
    assert some(row) == {"context": 1, "cross-file": 1}
    (row,) = statistics(ws, project, one)
    # The memory has the first one now: as alike as the article itself, and the memory goes first.
    assert some(row) == {"85-94": 1, "repetition": 1, "new": 3}


def test_both_sides_are_counted_by_state_in_words_and_code_points(
    ws: Workspace, project: Project, one: Document
) -> None:
    confirm(ws, project, one, 3, "The visitors left.")
    editing.review(ws, project, editing.get_segment(ws, one, 3))
    confirm(ws, project, one, 4, "They left.")
    editing.set_draft(ws, editing.get_segment(ws, one, 4), "A newer draft.")
    editing.set_draft(ws, editing.get_segment(ws, one, 5), "Naïve 😀")
    (row,) = statistics(ws, project)
    assert row.states["reviewed"] == Volume(1, 3, 20, 18, 3, 18, 16)
    # What is confirmed counts, not the draft beside it.
    assert row.states["confirmed"] == Volume(1, 3, 20, 18, 2, 10, 9)
    assert row.states["draft"] == Volume(1, 7, 38, 32, 1, 7, 6)
    assert row.states["new"].segments == 2
    assert (row.segments, row.confirmed, row.drafts, row.target_words) == (5, 2, 1, 5)
    with ws.store.write() as conn:
        conn.execute("UPDATE segment SET translate = 0 WHERE document = ? AND number = 1", (one.id,))
    (row,) = statistics(ws, project)
    assert row.states["skipped"].segments == 1
    assert row.segments == 4


def test_an_empty_project_and_one_left_half_way(ws: Workspace, project: Project) -> None:
    assert statistics(ws, project) == []
    assert all_together([]).segments == 0
    import_text(ws, project, "one", text(ONE))
    told: list[tuple[int, int]] = []
    with pytest.raises(Stopped):
        statistics(ws, project, None, Pace(lambda d, t: told.append((d, t)), lambda: len(told) >= 2))
    assert told == [(1, 5), (2, 5)]
    statistics(ws, project, None, Pace(lambda d, t: told.append((d, t)), resting=True))
    assert told[-1] == (5, 5)


WORDS = st.sampled_from(["قال", "الوزير", "زار", "المدينة", "أمس", "مع", "وفد", "كبير", "12", "13", "لم"])


@settings(max_examples=3 * settings().max_examples, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=7).map(" ".join), min_size=2, max_size=8, unique=True))
def test_the_internal_score_is_that_of_the_memory_for_alike_words(texts: list[str]) -> None:
    *before, last = texts
    earlier = Earlier()
    for t in before:
        earlier.add(t)
    best = earlier.best(last)
    scores = [shown for t in before if (shown := score(last, t)[1]) >= 60]
    # Nothing is found that is not there; of what is alike by words nothing is missed.
    assert best == 0 or best in scores
    words = [s for t, s in ((t, score(last, t)[1]) for t in before) if s >= 60 and len(t.split()) == len(last.split())]
    assert best >= min(words, default=0)


def test_a_long_text_of_few_words_is_compared_in_part_which_is_said() -> None:
    words = ["قال", "الوزير", "زار", "المدينة", "أمس", "مع", "وفد", "كبير", "في", "بلد"]
    few, many = Earlier(), Earlier()
    looked: list[int] = []

    class Counting(list[int]):
        def __iter__(self) -> Iterator[int]:
            looked.append(len(self))
            return super().__iter__()

        def __getitem__(self, at: Any) -> Any:
            found = super().__getitem__(at)
            looked.append(len(found))
            return found

    rng = random.Random(1)
    for n in range(6_000):
        text = " ".join(rng.choices(words, k=10))
        if n < 60:
            few.add(text)
        many.add(text)
    for lists in many._lists.values():
        lists.update((code, Counting(keys)) for code, keys in list(lists.items()))
    asked = " ".join(rng.choices(words, k=10))
    assert not few.likeness(asked).partial
    assert many.likeness(asked).partial
    assert 0 < sum(looked) <= most_read(6_000) < 6_000
    # What has a rare word is found among however many.
    many.add("قال الوزير أمس في مؤتمر صحفي كلاما كثيرا عن الميزانية")
    for _ in range(1_000):
        many.add(" ".join(rng.choices(words, k=10)))
    assert many.likeness("قال الوزير أمس في مؤتمر صحفي كلاما قليلا عن الميزانية").score == 94


def test_what_the_memory_is_not_asked_is_not_in_it(ws: Workspace, project: Project, one: Document) -> None:
    """The sieve before the memory lets through all that the memory would find."""
    confirm(ws, project, one, 1, "One.")
    confirm(ws, project, one, 5, "Two.")
    texts = (ONE[0], ONE[0].replace("مساء", "صباح"), "جملة بلا أي شبيه هنا أبدا.", "* * *", "السوق القديم يبيع")
    two = import_text(ws, project, "two", text(texts)).document
    memory = load_memory(ws, project)
    direct = [[m.score for m in memory.search(t, threshold=60, limit=1)] for t in texts]
    asked: list[str] = []
    search = memory.search

    def watched(source: str, **more: Any) -> list[Match]:
        asked.append(source)
        return search(source, **more)

    memory.search = watched  # type: ignore[method-assign]
    found = [band for _s, band in Bands(memory).of(two, segments_table.load_segments(ws.store.read(), two.id))]
    assert found == ["100", "95-99", "new", "new", "new"]
    assert set(asked) == {t for t, scores in zip(texts, direct, strict=True) if scores} == set(texts[:2])


def test_signs_alone_are_like_nothing() -> None:
    earlier = Earlier()
    earlier.add("* * *")
    assert earlier.best("***") == 0
    assert Earlier().best("كلمة") == 0


# ---------------------------------------------------------------------------------------------- what it took


@pytest.fixture
def desk(ws: Workspace, one: Document) -> Iterator[Desk]:
    opened = open_desk(ws, "news", "one")
    opened.prepare()
    opened.settings = replace(opened.settings, author="me")
    yield opened
    opened.close()


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def ticking(desk: Desk) -> Clock:
    tick = Clock()
    desk._begin_counting(tick)
    return tick


def spent(desk: Desk) -> dict[int, tuple[float, int]]:
    desk.flush()
    conn = desk.ws.store.read()
    found = {s.number: effort.of_segment(conn, s.id) for s in desk.segments}
    return {n: f for n, f in found.items() if f != (0.0, 0)}


def test_an_update_of_the_article_hands_it_on(ws: Workspace, project: Project, one: Document) -> None:
    found = segments_table.load_segments(ws.store.read(), one.id)
    with ws.store.write() as conn:
        effort.add(conn, one.id, "me", [Spent(s.id, s.number, "2026-01-31", 1.0, 2) for s in found])
    changed = (ONE[0].replace("مساء", "صباح"), *ONE[2:4], "جملة جديدة لم تكن هنا من قبل.")
    update_article(ws, project, one, text(changed).encode(), Path("one.txt"))
    kept = effort.of_document(ws.store.read(), one.id)
    assert sum(e.keys for e in kept) == 2 * len(found)
    assert sum(e.seconds for e in kept) == len(found)


def writes(desk: Desk) -> int:
    version: int = desk.ws.store.read().execute("PRAGMA data_version").fetchone()[0]
    return version


def test_seconds_and_keys_go_with_the_draft_and_a_pause_counts_half_a_minute(desk: Desk, ticking: Clock) -> None:
    for gap in (1.0, 2.0, 300.0):
        ticking.now += gap
        desk.acted(1)
    before = writes(desk)
    assert effort.of_document(desk.ws.store.read(), desk.document.id) == []
    desk.save_draft(1, "Some", Origin.HUMAN, lambda _s: None)
    assert spent(desk) == {1: (3.0 + GAP, 3)}
    assert writes(desk) == before + 1, "one transaction for both"
    ticking.now += 5
    desk.acted(2, keys=0)
    desk.remember_position(2)
    assert spent(desk)[2] == (5.0, 0)


def test_what_could_not_be_written_is_written_with_the_next(
    desk: Desk, ticking: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.store.writer.PAUSE", 0.0)
    real = segments_table.save_draft
    monkeypatch.setattr(segments_table, "save_draft", lambda *_a, **_k: 1 / 0)
    ticking.now += 1
    desk.acted(1)
    desk.save_draft(1, "Some", Origin.HUMAN, lambda _s: None)
    desk._queue.flush(10)
    assert effort.of_document(desk.ws.store.read(), desk.document.id) == []
    monkeypatch.setattr(segments_table, "save_draft", real)
    ticking.now += 2
    desk.acted(1)
    desk.save_draft(1, "Some", Origin.HUMAN, lambda _s: None)
    assert spent(desk) == {1: (3.0, 2)}


def test_who_does_not_want_it_counted_and_a_number_that_is_none(desk: Desk, ticking: Clock) -> None:
    ticking.now += 1
    desk.acted(0)
    desk.acted(99)
    desk.settings = replace(desk.settings, effort=False)
    desk.acted(1)
    assert spent(desk) == {}


def test_the_table_says_keys_and_seconds_for_a_segment_and_words_an_hour(
    ws: Workspace, project: Project, one: Document
) -> None:
    confirm(ws, project, one, 3, "The visitors left.")
    confirm(ws, project, one, 5, "Nobody counted this.")
    segment, other = editing.get_segment(ws, one, 3), editing.get_segment(ws, one, 1)
    day = datetime.now(UTC).astimezone().date().isoformat()
    me = ws.settings.author
    with ws.store.write() as conn:
        effort.add(conn, one.id, me, [Spent(segment.id, 3, day, 30.0, 20), Spent(other.id, 1, day, 6.0, 7)])
        effort.add(conn, one.id, "you", [Spent(segment.id, 3, "2020-02-02", 30.0, 40)])
    (row,) = statistics(ws, project)
    work = row.work
    assert (work.seconds, work.keys, work.segments, work.words) == (66.0, 67, 1, 3)
    assert (work.keys_a_segment, work.seconds_a_segment, work.words_an_hour) == (60.0, 60.0, 180.0)
    old, today = work.days
    assert (old.author, old.segments, old.words_an_hour) == ("you", 0, 0.0)
    assert (today.author, today.keys, today.segments, today.words, today.words_an_hour) == (me, 27, 1, 3, 300.0)
    twice = all_together([row, row]).work
    assert (twice.keys, twice.words_an_hour, len(twice.days)) == (134, 180.0, 2)
    found = {t.title: t for t in tables(row)}
    assert (day, me, "0:00:36", 27, 1, 3, "300") in found["By day and person"].rows
    assert found["Time and keys"].tsv().splitlines()[1] == "time counted\t0:01:06"
    assert clock(3909.4) == "1:05:09"
    assert of_documents([row]) == []
    assert of_documents([row, row])[0].rows[0][:2] == ("one", 5)

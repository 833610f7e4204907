from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from random import Random

import pytest

from workbench.errors import UsageError
from workbench.model import Issue, Origin, Project, ProposalKind, SaveKind, State, Unit, WaiverReason
from workbench.store import indexing
from workbench.store import memories as memories_table
from workbench.store import segments as segments_table
from workbench.store import units as units_table
from workbench.workflow import cutting, editing
from workbench.workflow.desk import Desk, open_desk
from workbench.workflow.desk_writing import Saved
from workbench.workflow.importing import import_text
from workbench.workflow.projects import new_project
from workbench.workflow.workspace import Workspace, open_workspace

from ..recutting import recut
from .conftest import ARTICLE, ENGLISH


@pytest.fixture
def desk(ws: Workspace, project: Project) -> Iterator[Desk]:
    import_text(ws, project, "hospital", ARTICLE)
    opened = open_desk(ws, "news", "hospital")
    opened.prepare()
    yield opened
    opened.close()


def wait(act: Callable[[Callable[[Saved], None]], object]) -> Saved:
    """Run a queued act and return how it ended."""
    ended: list[Saved] = []
    event = threading.Event()

    def done(saved: Saved) -> None:
        ended.append(saved)
        event.set()

    act(done)
    assert event.wait(10)
    return ended[0]


def found(desk: Desk, number: int) -> list[str]:
    """What the memory has for the source of a segment, its own unit too."""
    assert desk.memory is not None
    return [m.unit.target for m in desk.memory.exact(desk.segment(number).source)]


def body(desk: Desk) -> int:
    return next(s.number for s in desk.segments if "سلمى" in s.source)


def must(issues: list[Issue]) -> Issue:
    return next(i for i in issues if i.must)


def test_a_confirm_is_one_transaction_of_segment_history_and_unit(ws: Workspace, desk: Desk) -> None:
    n = body(desk)
    saved = wait(lambda done: desk.confirm(n, "Salma Haddad said …", Origin.HUMAN, "", done))
    assert saved.result is not None
    assert saved.result.kind is SaveKind.SAVED
    assert desk.segments[n - 1].state is State.TRANSLATED
    units = list(units_table.iter_units(ws.store.read(), project_id=desk.project.id))
    assert [(u.source, u.target) for u in units] == [(desk.segments[n - 1].source, "Salma Haddad said …")]
    assert [h.act for h in desk.history(n)] == ["confirm"]
    assert desk.history(n)[0].author == "Tester"


def test_writes_keep_their_order_and_revision(desk: Desk) -> None:
    n = body(desk)
    ended: list[Saved] = []
    for text in ("a", "ab", "abc"):
        desk.save_draft(n, text, None, ended.append)
    desk.confirm(n, "abcd", Origin.HUMAN, "", ended.append)
    assert desk.flush()
    assert [s.act for s in ended] == ["draft", "draft", "draft", "confirm"]
    assert not any(s.conflict or s.error for s in ended)
    assert desk.segments[n - 1].target == "abcd"
    assert desk.segments[n - 1].draft is None
    assert desk.unsaved == 0


def test_next_open_skips_what_is_being_confirmed(desk: Desk) -> None:
    first = desk.next_open(len(desk.segments))
    second = desk.next_open(first)
    desk.confirm(first, "x", Origin.HUMAN, "", lambda _s: None)
    assert desk.next_open(first) == second
    assert desk.next_open(second, step=-1) != first
    assert desk.flush()


def test_what_was_confirmed_is_found_at_once_where_else_it_stands(ws: Workspace, project: Project) -> None:
    import_text(ws, project, "twice", "عاد الوزير.\n\nثم سافر.\n\nعاد الوزير.\n\nثم سافر.\n")
    desk = open_desk(ws, "news", "twice")
    desk.prepare()
    texts = [s.source.strip() for s in desk.segments]
    first, again = [n for n, text in enumerate(texts, 1) if text == "عاد الوزير."]
    assert desk.exact(again) == []
    wait(lambda done: desk.confirm(first, "The minister returned.", Origin.HUMAN, "", done))
    (found,) = desk.exact(again)
    assert (found.kind, found.score, found.text) == (ProposalKind.EXACT, 100, "The minister returned.")
    # Its own pair is nothing new to a segment.
    assert desk.exact(first) == []
    desk.close()


def test_undo_takes_the_confirm_and_its_unit_back(ws: Workspace, desk: Desk) -> None:
    n = body(desk)
    wait(lambda done: desk.confirm(n, "first", Origin.HUMAN, "", done))
    assert desk.undo_confirm(lambda _s: None) == n
    assert desk.flush()
    segment = desk.segments[n - 1]
    assert (segment.state, segment.target, segment.draft) == (State.INITIAL, "", "first")
    assert list(units_table.iter_units(ws.store.read(), project_id=desk.project.id)) == []
    assert [h.act for h in desk.history(n)] == ["confirm", "unconfirm"]
    assert desk.undo_confirm(lambda _s: None) is None


def test_terms_and_issues(desk: Desk) -> None:
    n = body(desk)
    assert [h.concept.id for h in desk.terms(n)] == ["salma-haddad", "nahar"]
    issues = desk.issues(n, "Salma Haddad, who runs the clinic, said the building holds more than 120 beds.")
    assert any(i.concept == "nahar" and i.must for i in issues)
    wait(lambda done: desk.waive(n, must(issues), WaiverReason.NOT_HERE, "", done))
    issues = desk.issues(n, "Salma Haddad, who runs the clinic, said the building holds more than 120 beds.")
    assert not any(i.concept == "nahar" for i in issues)


def test_a_waiver_is_still_there_after_reopening(ws: Workspace, desk: Desk) -> None:
    n = body(desk)
    wait(lambda done: desk.waive(n, must(desk.issues(n, "x")), WaiverReason.NOT_HERE, "", done))
    again = open_desk(ws, "news", "hospital")
    assert [(w.subject, w.reason) for w in again.ignored(n)] == [("nahar", WaiverReason.NOT_HERE)]
    again.close()


def test_a_stale_save_is_a_conflict_and_loses_nothing(ws: Workspace, desk: Desk) -> None:
    n = body(desk)
    with open_workspace(ws.paths.root) as other:
        theirs = open_desk(other, "news", "hospital")
        wait(lambda done: theirs.confirm(n, "theirs", Origin.HUMAN, "", done))
        theirs.close()
    saved = wait(lambda done: desk.confirm(n, "mine", Origin.HUMAN, "", done))
    assert saved.conflict
    assert desk.segments[n - 1].target == "theirs"
    assert {h.target for h in desk.history(n)} == {"theirs", "mine"}
    # The person may now decide for their own version.
    assert not wait(lambda done: desk.confirm(n, "mine", Origin.HUMAN, "", done)).conflict


def test_where_one_was_is_remembered(ws: Workspace, desk: Desk) -> None:
    desk.remember_position(5)
    assert desk.flush()
    again = open_desk(ws, "news", "hospital")
    assert again.start == 5
    again.close()


def test_machine_translation_is_refused_until_allowed(desk: Desk) -> None:
    answers: queue.SimpleQueue[object] = queue.SimpleQueue()
    desk.request_mt(body(desk), lambda _n, _e, answer: answers.put(answer))
    assert getattr(answers.get(timeout=30), "kind", "") == "consent"
    assert [e.allowed for e in desk.engines] == [False]


def test_english_to_arabic(ws: Workspace) -> None:
    project = new_project(ws, "english", "en", "ar")
    import_text(ws, project, "hospital", ENGLISH)
    desk = open_desk(ws, "english", "hospital")
    desk.prepare()
    n = next(s.number for s in desk.segments if "Salma" in s.source)
    assert [h.concept.id for h in desk.terms(n)] == ["salma-haddad", "nahar"]
    target = "قالت سلمى حداد مديرة مستشفى النهر يوم الاثنين إن المبنى الجديد يتسع لأكثر من 120 سريرا."
    assert [u.kind.value for u in desk.uses(n, target)] == ["kept", "kept"]
    wait(lambda done: desk.confirm(n, target, Origin.HUMAN, "", done))
    assert desk.segments[n - 1].target == target
    desk.close()


def test_what_was_confirmed_is_indexed_when_there_is_some(
    ws: Workspace, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "FRESH", 7)
    import_text(ws, project, "many", "".join(f"عاد الوزير رقم {n} أمس.\n\n" for n in range(9)))
    desk = open_desk(ws, "news", "many")
    desk.prepare()
    for n in range(1, 10):
        desk.confirm(n, f"Minister {n} returned.", Origin.HUMAN, "", lambda _s: None)
    assert desk.flush()
    assert indexing.fresh_texts(ws.store.read()) <= 8
    assert all(found(desk, n) == [f"Minister {n} returned."] for n in range(1, 10))
    assert desk.memory_size == 9
    desk.close()


def test_pairs_serve_the_other_direction_too(ws: Workspace, desk: Desk) -> None:
    title = next(s.number for s in desk.segments if s.role.value == "title")
    wait(lambda done: desk.confirm(title, "The hospital opens its doors again", Origin.HUMAN, "", done))
    other = new_project(ws, "back", "en", "ar", memories=("news",))
    import_text(ws, other, "x", "The hospital opens its doors again\n")
    back = open_desk(ws, "back", "x")
    back.prepare()
    assert [p.text for p in back.exact(1)] == [desk.segments[title - 1].source]
    back.close()


@pytest.mark.parametrize("count", [2_000, pytest.param(10_000, marks=pytest.mark.long)])
def test_thousands_of_segments_open(ws: Workspace, project: Project, count: int) -> None:
    text = "\n".join(f"هذه هي الجملة رقم {i} من النص الطويل." for i in range(count)) + "\n"
    import_text(ws, project, "big", text)
    desk = open_desk(ws, "news", "big")
    began = time.perf_counter()
    desk.prepare()
    assert len(desk.segments) == count
    assert segments_table.get_segment(ws.store.read(), desk.segments[0].id) == desk.segments[0]
    assert time.perf_counter() - began < 60
    desk.close()


def test_unconfirm_right_behind_a_confirm_leaves_no_unit_to_be_found(desk: Desk) -> None:
    n = body(desk)
    desk.confirm(n, "first", Origin.HUMAN, "", lambda _s: None)
    desk.unconfirm(n, lambda _s: None)
    assert desk.flush()
    assert found(desk, n) == []
    desk.confirm(n, "second", Origin.HUMAN, "", lambda _s: None)
    desk.undo_confirm(lambda _s: None)
    assert desk.flush()
    assert found(desk, n) == []


def test_undo_right_behind_two_confirms_of_one_segment_gives_the_first_again(desk: Desk) -> None:
    n = body(desk)
    desk.confirm(n, "River Hospital, first", Origin.HUMAN, "", lambda _s: None)
    desk.confirm(n, "River Hospital, second", Origin.HUMAN, "", lambda _s: None)
    desk.undo_confirm(lambda _s: None)
    assert desk.flush()
    assert (desk.segments[n - 1].target, desk.segments[n - 1].state) == ("River Hospital, first", State.TRANSLATED)
    assert found(desk, n) == ["River Hospital, first"]
    desk.undo_confirm(lambda _s: None)
    assert desk.flush()
    assert desk.segments[n - 1].state is State.INITIAL
    assert found(desk, n) == []


@pytest.mark.parametrize(
    ("stored", "target", "marked"),
    [
        (
            "قالت سلمى حداد إن المستشفى يتسع لأكثر من 110 أسرة.",
            "Salma Haddad said it has 110 beds, all 110 in use.",
            "110",
        ),
        ("قالت سلمى حداد إن المستشفى يتسع لأكثر من ١٢٠ سريرا.", "Salma Haddad said it has 120 beds.", None),
        ("قالت الأمم المتحدة إن المستشفى يتسع لأكثر من 120 سريرا.", "The UN said it has 120 beds.", "UN"),
        ("قالت سلمى حداد إن المبنى يتسع لأكثر من 120 سريرا.", "Salma Haddad said it has 120 beds.", None),
        (
            "قالت الأمم المتحدة إن المستشفى يتسع لأكثر من 110 أسرة.",
            "It has 110 beds, all 110 in use, the UN said.",
            "110",
        ),
    ],
)
def test_a_fuzzy_match_knows_where_it_cannot_stay(
    ws: Workspace, project: Project, stored: str, target: str, marked: str | None
) -> None:
    with ws.store.write() as conn:
        memory = memories_table.ensure_memory(conn, "news", "ar", "en")
        units_table.insert_units(conn, memory, [Unit("ar", "en", stored, target)])
    import_text(ws, project, "one", "قالت سلمى حداد إن المستشفى يتسع لأكثر من 120 سريرا.\n")
    opened = open_desk(ws, "news", "one")
    opened.prepare()
    (offer,) = opened.matches(1)
    place = offer.differs
    assert (target[slice(*place)] if place else None) == marked
    opened.close()


def test_a_split_leaves_the_unit_of_the_next_segment_in_the_memory(ws: Workspace, desk: Desk) -> None:
    n = body(desk)
    wait(lambda done: desk.confirm(n + 1, "She thanked the UN.", Origin.HUMAN, "", done))
    recut(desk, lambda done: desk.split(n, desk.segments[n - 1].text.index("سلمى"), done))
    assert found(desk, n + 2) == ["She thanked the UN."]
    assert desk.memory_size == 1


def test_undo_of_a_confirm_over_a_reviewed_target_is_reviewed_again(ws: Workspace, desk: Desk) -> None:
    n = body(desk)
    segment = editing.set_draft(ws, editing.get_segment(ws, desk.document, n), "first")
    editing.review(ws, desk.project, editing.confirm(ws, desk.project, segment, reason="quoted"))
    again = open_desk(ws, "news", "hospital")
    wait(lambda done: again.confirm(n, "second", Origin.HUMAN, "", done))
    again.undo_confirm(lambda _s: None)
    assert again.flush()
    assert (again.segments[n - 1].target, again.segments[n - 1].state) == ("first", State.REVIEWED)
    again.close()


def test_undo_of_a_cut_knows_where_it_is_after_cuts_before_it(desk: Desk) -> None:
    n = body(desk)
    source = desk.segments[n - 1].source
    recut(desk, lambda done: desk.split(n, desk.segments[n - 1].text.index("سلمى"), done))
    recut(desk, lambda done: desk.split(2, desk.segments[1].text.rindex(" "), done))
    recut(desk, lambda done: desk.join(2, done))
    assert recut(desk, desk.undo_cut) == 2
    assert recut(desk, desk.undo_cut) == n + 1
    assert desk.segments[n].source == source


@pytest.mark.parametrize("seed", range(10))
def test_cuts_leave_the_desk_with_the_memory_a_new_one_has(ws: Workspace, desk: Desk, seed: int) -> None:
    random = Random(seed)
    first = body(desk)
    for step in range(25):
        number = random.randint(first, len(desk.segments))
        act = random.randrange(6)
        try:
            if act < 3:
                desk.confirm(number, f"target {step}", Origin.HUMAN, "", lambda _s: None)
            elif act == 3:
                recut(desk, partial(desk.split, number, random.randrange(len(desk.segments[number - 1].text))))
            elif act == 4:
                recut(desk, partial(desk.join, number))
            elif recut(desk, desk.undo_cut) is None:
                desk.undo_confirm(lambda _s: None)
        except UsageError:
            continue
        assert desk.flush()
        fresh = open_desk(ws, "news", "hospital")
        fresh.prepare()
        numbers = range(1, len(fresh.segments) + 1)
        assert list(desk.segments) == list(fresh.segments)
        assert [found(desk, n) for n in numbers] == [found(fresh, n) for n in numbers]
        assert desk.memory_size == fresh.memory_size
        fresh.close()


def test_a_cut_that_cannot_be_taken_back_is_in_nobodys_way(ws: Workspace, desk: Desk) -> None:
    n = body(desk)
    wait(lambda done: desk.confirm(1, "first", Origin.HUMAN, "", done))
    recut(desk, lambda done: desk.split(n, desk.segments[n - 1].text.index("سلمى"), done))
    theirs = open_desk(ws, "news", "hospital")
    recut(theirs, partial(theirs.join, n))
    theirs.close()
    with pytest.raises(UsageError):
        recut(desk, desk.undo_cut)
    assert desk.undo_confirm(lambda _s: None) == 1


def test_nothing_of_the_desk_is_only_asked_for_by_its_parts() -> None:
    """Each part says what it needs of the others by a stub: the one that does it must come first."""
    for name in dir(Desk):
        owner = next(part for part in Desk.__mro__ if name in part.__dict__)
        found = owner.__dict__[name]
        code = getattr(getattr(found, "fget", found), "__code__", None)
        assert code is None or "NotImplementedError" not in code.co_names, f"{owner.__name__}.{name}"


def test_what_others_wrote_right_behind_the_opening_is_seen(ws: Workspace, desk: Desk) -> None:
    with open_workspace(ws.paths.root) as other:
        editing.set_draft(other, desk.segment(body(desk)), "Theirs.")
    assert desk.written_elsewhere
    assert not desk.written_elsewhere


def test_what_others_split_meanwhile_is_not_cut_by_a_number_of_before(ws: Workspace, desk: Desk) -> None:
    n = body(desk)
    wait(lambda done: desk.confirm(n, "Salma.", None, "", done))
    with open_workspace(ws.paths.root) as other:
        title = next(s for s in desk.segments if " " in s.source.strip())
        cutting.split(other, desk.document, title.number, title.text.index(title.source.split()[1]))
    now = [s.text for s in segments_table.load_segments(ws.store.read(), desk.document.id)]
    assert len(now) == len(desk.segments) + 1
    at = desk.segments[n - 1].text.index("سلمى")
    for act in (
        lambda done: desk.split(n, at, done),
        lambda done: desk.join(n, done),
        lambda done: desk.set_translate(n, done, translate=False),
    ):
        with pytest.raises(UsageError, match="changed by another program"):
            recut(desk, act)
    assert [s.text for s in segments_table.load_segments(ws.store.read(), desk.document.id)] == now
    assert not any(not s.translate and s.text == desk.segments[n - 1].text for s in desk.segments)
    # The next look brings theirs, and then it goes.
    seen: list[list[int] | None] = []
    desk.follow_segments(lambda: 0, seen.append)
    assert desk.flush()
    assert seen == [None]
    assert desk.take_over(forget=True)
    there = body(desk)
    assert there == n + 1
    assert recut(desk, lambda done: desk.split(there, at, done)) == there


def test_behind_the_last_open_one_comes_what_was_corrected_and_not_confirmed(ws: Workspace, project: Project) -> None:
    document = import_text(ws, project, "three", "قال واحد نعم. وقال اثنان لا. وقال ثلاثة ربما.").document
    with_desk = open_desk(ws, project.slug, document.slug)
    try:
        for number in (1, 2, 3):
            with_desk.confirm(number, f"Text {number}.", Origin.HUMAN, "", lambda _s: None)
        assert with_desk.flush()
        assert with_desk.next_open(3) == 3
        with_desk.save_draft(1, "Text one.", Origin.HUMAN, lambda _s: None)
        # On its way, and on the disk.
        assert with_desk.next_open(3) == 1
        assert with_desk.flush()
        assert (with_desk.next_open(3), with_desk.next_open(2, step=-1), with_desk.next_open(1)) == (1, 1, 1)
        with_desk.confirm(1, "Text one.", Origin.HUMAN, "", lambda _s: None)
        assert with_desk.next_open(3) == 3
    finally:
        assert with_desk.flush()
        with_desk.close()

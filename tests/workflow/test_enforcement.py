"""No way of confirming passes a term that must be used, unless a reason was given; and what becomes of a reason."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.stored import counting
from workbench.errors import LockedError, UsageError
from workbench.model import Document, Issue, Origin, Project, Segment, State, Unit, Waiver, WaiverReason
from workbench.store import memories as memories_table
from workbench.store import segments as segments_table
from workbench.store import units as units_table
from workbench.store import waivers as waivers_table
from workbench.workflow import editing, waiving
from workbench.workflow.cutting import join, split, undo_cut
from workbench.workflow.desk import Desk, open_desk
from workbench.workflow.desk_writing import Saved
from workbench.workflow.findings import all_findings, ignored
from workbench.workflow.glossaries import read_good, term_rows
from workbench.workflow.glossary_upkeep import rename_term
from workbench.workflow.importing import import_text
from workbench.workflow.pretranslating import pretranslate
from workbench.workflow.projects import new_project
from workbench.workflow.terms import load_terms
from workbench.workflow.updating import update_article
from workbench.workflow.workspace import Workspace, open_workspace

from ..recutting import changed, recut
from .conftest import GLOSSARY

TEXT = "زار الوفد مستشفى النهر صباحا. ثم عاد إلى مستشفى النهر مساء. وغادر الوفد المدينة.\n"
GOOD = ("The delegation visited River Hospital in the morning.", "It went back to River Hospital in the evening.")
BAD = ("The delegation visited the clinic in the morning.", "It went back to the clinic in the evening.")


@pytest.fixture
def document(ws: Workspace, project: Project) -> Document:
    return import_text(ws, project, "visit", TEXT).document


@pytest.fixture
def desk(ws: Workspace, document: Document) -> Iterator[Desk]:
    opened = open_desk(ws, "news", document.slug)
    opened.prepare()
    yield opened
    opened.close()


def segments(ws: Workspace, document: Document) -> list[Segment]:
    return segments_table.load_segments(ws.store.read(), document.id)


def draft(ws: Workspace, document: Document, number: int, text: str) -> Segment:
    return editing.set_draft(ws, editing.get_segment(ws, document, number), text)


def wait(act: Callable[[Callable[[Saved], None]], object]) -> Saved:
    ended: list[Saved] = []
    event = threading.Event()

    def done(saved: Saved) -> None:
        ended.append(saved)
        event.set()

    act(done)
    assert event.wait(10)
    return ended[0]


def must(issues: list[Issue]) -> Issue:
    return next(i for i in issues if i.must)


def open_musts(ws: Workspace, project: Project) -> list[int]:
    """Confirmed segments with a ``must`` term that is neither kept nor waived: what no act of a person may bring about."""
    return [f.segment.number for f in counting(ws, project) if f.issue.must and f.segment.state.confirmed]


# ---------------------------------------------------------------------------------------------- ways to confirm


@pytest.mark.parametrize("target", [BAD[0], "The delegation visited hospital River."])
def test_edit_confirm_needs_a_code(ws: Workspace, project: Project, document: Document, target: str) -> None:
    drafted = draft(ws, document, 1, target)
    for reason in ("", "because", "right", "other", "other: "):
        with pytest.raises(UsageError):
            editing.confirm(ws, project, drafted, reason=reason)
    assert segments(ws, document)[0].state is State.INITIAL
    assert editing.confirm(ws, project, drafted, reason="wrong-term: it was renamed").state is State.TRANSLATED
    assert open_musts(ws, project) == []
    (kept,) = ignored(ws, project, document)
    assert (kept.waiver.told, kept.waiver.subject, kept.issue and kept.issue.must) == (
        "wrong-term: it was renamed",
        "nahar",
        True,
    )
    told = [(h.act, h.reason) for h in segments_table.history(ws.store.read(), drafted.id)]
    assert told == [
        ("waive", "terminology nahar: wrong-term: it was renamed"),
        ("confirm", "wrong-term: it was renamed"),
    ]


def test_review_asks_what_confirm_asks(ws: Workspace, project: Project, document: Document, workspace: Path) -> None:
    done = editing.confirm(ws, project, draft(ws, document, 3, "And the delegation left the city."))
    with (workspace / "glossaries" / "names.csv").open("a", encoding="utf-8") as file:
        file.write("city,المدينة,Rivertown,place,must,,\n")
    with pytest.raises(UsageError, match="Rivertown"):
        editing.review(ws, project, done)
    assert editing.review(ws, project, done, reason="house-style").state is State.REVIEWED


def test_a_forbidden_form_cannot_be_left_out(
    ws: Workspace, project: Project, document: Document, workspace: Path
) -> None:
    path = workspace / "glossaries" / "names.csv"
    text = path.read_text(encoding="utf-8").replace("en_variants,ar_variants", "en_variants,ar_variants,en_forbidden")
    path.write_text(
        text.replace("River Hospital,organisation,must,,", "River Hospital,organisation,must,,,River Clinic"),
        encoding="utf-8",
    )
    drafted = draft(ws, document, 1, "He visited River Clinic.")
    with pytest.raises(UsageError, match="left-out"):
        editing.confirm(ws, project, drafted, reason="left-out")
    left_out = draft(ws, document, 2, "It went back there.")
    confirmed = editing.confirm(ws, project, left_out, reason="left-out")
    # The reason stays when the target is edited, but says nothing of a form that is refused.
    again = editing.set_draft(ws, confirmed, "It went back to River Clinic.")
    with pytest.raises(UsageError, match="not to be used"):
        editing.confirm(ws, project, again)
    assert editing.confirm(ws, project, again, reason="quoted").state is State.TRANSLATED


def remember(ws: Workspace, project: Project, target: str) -> None:
    """Let the memory hold the first sentence of the article, translated so."""
    source = TEXT.split(". ")[0] + "."
    with ws.store.write() as conn:
        memory = memories_table.ensure_memory(conn, project.memories[0], project.source, project.target)
        units_table.insert_units(conn, memory, [Unit("ar", "en", source, target)])


@pytest.mark.parametrize(("target", "confirmed"), [(GOOD[0], 1), (BAD[0], 0)])
def test_pretranslate_confirms_only_what_keeps_the_terms(
    ws: Workspace, project: Project, document: Document, target: str, confirmed: int
) -> None:
    remember(ws, project, target)
    done = pretranslate(ws, project, document, confirm_exact=True)
    assert done.confirmed == confirmed
    assert segments(ws, document)[0].current == target


def test_pretranslate_leaves_what_a_person_would_be_warned_of(ws: Workspace, project: Project, workspace: Path) -> None:
    with (workspace / "glossaries" / "names.csv").open("a", encoding="utf-8") as file:
        file.write("delegation,الوفد,the Mission,other,prefer,,\n")
    remember(ws, project, GOOD[0])
    here = import_text(ws, project, "visit", TEXT).document
    done = pretranslate(ws, project, here, confirm_exact=True)
    assert (done.confirmed, done.exact) == (0, 1)


def test_enter_before_the_terms_are_loaded_waits_for_them(ws: Workspace, document: Document) -> None:
    opened = open_desk(ws, "news", document.slug)
    assert not opened.prepared
    assert opened.issues(1, BAD[0]) == []
    assert must(opened.issues(1, BAD[0], confirming=True)).concept == "nahar"
    opened.close()


def test_enter_asks_the_glossary_as_it_is_now(ws: Workspace, desk: Desk, workspace: Path) -> None:
    assert not any(i.must for i in desk.issues(3, "And it left.", confirming=True))
    with (workspace / "glossaries" / "names.csv").open("a", encoding="utf-8") as file:
        file.write("city,المدينة,Rivertown,place,must,,\n")
    assert must(desk.issues(3, "And it left.", confirming=True)).concept == "city"


def test_a_confirm_taken_back_is_not_confirmed_again_without_its_reason(
    ws: Workspace, project: Project, desk: Desk
) -> None:
    wait(lambda done: desk.waive(1, must(desk.issues(1, BAD[0])), WaiverReason.QUOTED, "", done))
    wait(lambda done: desk.confirm(1, BAD[0], Origin.HUMAN, "", done))
    wait(lambda done: desk.confirm(1, GOOD[0], Origin.HUMAN, "", done))
    (waiver,) = desk.ignored(1)
    wait(lambda done: desk.unwaive(1, waiver, done))
    assert desk.segments[0].state is State.TRANSLATED, "the target keeps the term by itself"
    wait(desk.undo_confirm)
    assert open_musts(ws, project) == []
    assert desk.segments[0].state is State.INITIAL


def test_a_reason_taken_back_makes_what_it_let_pass_a_draft(ws: Workspace, project: Project, desk: Desk) -> None:
    wait(lambda done: desk.waive(1, must(desk.issues(1, BAD[0])), WaiverReason.QUOTED, "", done))
    wait(lambda done: desk.confirm(1, BAD[0], Origin.HUMAN, "", done))
    assert desk.memory is not None
    source = desk.segment(1).source
    assert [m.unit.target for m in desk.memory.exact(source)] == [BAD[0]]
    (waiver,) = desk.ignored(1)
    wait(lambda done: desk.unwaive(1, waiver, done))
    assert (desk.segments[0].state, desk.segments[0].draft) == (State.INITIAL, BAD[0])
    assert desk.memory.exact(source) == []
    assert [h.act for h in desk.history(1)] == ["waive", "confirm", "unwaive", "unconfirm"]


def test_a_reason_that_cannot_be_taken_back_holds_on(ws: Workspace, desk: Desk) -> None:
    wait(lambda done: desk.waive(1, must(desk.issues(1, BAD[0])), WaiverReason.QUOTED, "", done))
    wait(lambda done: desk.confirm(1, BAD[0], Origin.HUMAN, "", done))
    changed(desk, lambda done: desk.set_locked(1, done, locked=True))
    (waiver,) = desk.ignored(1)
    outcomes: list[Saved] = []
    wait(lambda done: desk.unwaive(1, waiver, lambda saved: (outcomes.append(saved), done(saved))[1]))
    assert isinstance(outcomes[0].error, LockedError)
    assert desk.segment(1).state is State.FINAL
    assert desk.ignored(1) == [waiver]
    assert not any(i.must for i in desk.issues(1, BAD[0]))


def test_a_term_that_a_join_brings_about_makes_it_a_draft(ws: Workspace, project: Project) -> None:
    document = import_text(ws, project, "cut", "زار الوفد مستشفى النهر صباحا كما قيل.\n").document
    at = segments(ws, document)[0].text.index("النهر")
    split(ws, document, 1, at)
    editing.confirm(ws, project, draft(ws, document, 1, "The delegation visited a clinic"))
    editing.confirm(ws, project, draft(ws, document, 2, "by the water, it was said."))
    cut = join(ws, project, document, 1)
    assert segments(ws, document)[0].state is State.INITIAL
    assert open_musts(ws, project) == []
    undo_cut(ws, project, document, cut)
    assert [s.state for s in segments(ws, document)] == [State.TRANSLATED] * 2


def test_a_join_taken_back_confirms_nothing_whose_reason_was_taken_back_since(
    ws: Workspace, project: Project, document: Document
) -> None:
    give(ws, project, document, 1)
    give(ws, project, document, 2)
    cut = join(ws, project, document, 1)
    joined = segments(ws, document)[0]
    assert joined.state is State.TRANSLATED
    assert editing.unwaive(ws, project, joined, "nahar").state is State.INITIAL
    undo_cut(ws, project, document, cut)
    assert [s.state for s in segments(ws, document)[:2]] == [State.INITIAL] * 2
    assert [s.draft for s in segments(ws, document)[:2]] == list(BAD)
    assert open_musts(ws, project) == []


def test_a_reason_taken_back_in_another_window_is_asked_for_here(
    ws: Workspace, project: Project, document: Document, desk: Desk
) -> None:
    wait(lambda done: desk.waive(1, must(desk.issues(1, BAD[0])), WaiverReason.QUOTED, "", done))
    assert not any(i.must for i in desk.issues(1, BAD[0], confirming=True))
    editing.unwaive(ws, project, segments(ws, document)[0], "nahar")
    assert must(desk.issues(1, BAD[0], confirming=True)).concept == "nahar"
    waiving.waive(ws, project, draft(ws, document, 1, BAD[0]), "nahar", "not-here")
    assert not any(i.must for i in desk.issues(1, BAD[0], confirming=True))


# ---------------------------------------------------------------------------------------------- what becomes of reasons


def give(ws: Workspace, project: Project, document: Document, number: int, reason: str = "quoted") -> Segment:
    return editing.confirm(ws, project, draft(ws, document, number, BAD[number - 1]), reason=reason)


def waived(ws: Workspace, project: Project, document: Document) -> list[tuple[int, str]]:
    return [(f.segment.number, f.waiver.subject) for f in ignored(ws, project, document)]


def test_a_reason_covers_the_places_in_its_own_text_only(ws: Workspace, project: Project, document: Document) -> None:
    give(ws, project, document, 1)
    cut = join(ws, project, document, 1)
    joined = segments(ws, document)[0]
    assert joined.state is State.INITIAL, "the second part was not confirmed yet"
    with pytest.raises(UsageError, match="River Hospital"):
        editing.confirm(ws, project, joined)
    assert waived(ws, project, document) == []
    undo_cut(ws, project, document, cut)
    assert waived(ws, project, document) == [(1, "nahar")]
    give(ws, project, document, 2)
    join(ws, project, document, 1)
    assert segments(ws, document)[0].state is State.TRANSLATED
    assert open_musts(ws, project) == []


def test_a_reason_goes_with_its_text_when_it_is_split(ws: Workspace, project: Project, document: Document) -> None:
    give(ws, project, document, 1)
    text = segments(ws, document)[0].text
    cut = split(ws, document, 1, text.index("مستشفى"))
    assert waived(ws, project, document) == [(2, "nahar")]
    undo_cut(ws, project, document, cut)
    assert waived(ws, project, document) == [(1, "nahar")]
    assert open_musts(ws, project) == []


@pytest.mark.parametrize(
    ("new", "kept"),
    [
        (TEXT.replace("صباحا", "صباحا باكرا"), []),
        ("جملة جديدة قبل ذلك كله.\n" + TEXT, [(2, "nahar")]),
        (TEXT.replace("صباحا.", "صباحا!"), [(1, "nahar")]),
    ],
)
def test_a_reason_ends_when_an_update_changes_the_sentence(
    ws: Workspace, project: Project, document: Document, new: str, kept: list[tuple[int, str]]
) -> None:
    give(ws, project, document, 1)
    update_article(ws, project, document, new.encode(), Path("visit.txt"))
    assert waived(ws, project, document) == kept
    acts = {h.act for s in segments(ws, document) for h in segments_table.history(ws.store.read(), s.id)}
    assert "waive" in acts, "the history still tells it"


def test_an_issue_of_another_check_is_ignored_alone(ws: Workspace, project: Project) -> None:
    document = import_text(ws, project, "n", "وصل 12 قاربا و30 زورقا.\n").document
    segment = draft(ws, document, 1, "Boats arrived, and 30 ships.")
    found = [f.issue for f in counting(ws, project, document)]
    waiving.waive(ws, project, segment, "numbers", "right")
    assert [f.issue for f in counting(ws, project, document)] == [i for i in found if i.check != "numbers"]
    # Another number is another issue; the one ignored stays so whatever becomes of the target.
    segment = draft(ws, document, 1, "The boats arrived, and ships.")
    assert [f.issue.message for f in counting(ws, project, document) if f.issue.check == "numbers"] == [
        "number 30 not in target"
    ]
    assert [f.waiver is not None for f in all_findings(ws, project, document) if "12" in f.issue.message] == [True]
    editing.unwaive(ws, project, segment, "numbers")
    assert len([f for f in counting(ws, project, document) if f.issue.check == "numbers"]) == 2
    with pytest.raises(UsageError, match="ignored"):
        editing.unwaive(ws, project, segment, "numbers")
    with pytest.raises(UsageError, match="no issue"):
        waiving.waive(ws, project, segment, "whitespace", "right")


def test_ignoring_a_lesser_issue_of_a_term_lets_no_confirm_pass(
    ws: Workspace, project: Project, document: Document
) -> None:
    segment = draft(ws, document, 1, "The delegation visited river hospital in the morning.")
    (written,) = [f.issue for f in counting(ws, project, document) if f.issue.concept]
    assert written.subject == "nahar:written"
    waiving.waive(ws, project, segment, "nahar", "house-style")
    with pytest.raises(UsageError, match="River Hospital"):
        editing.confirm(ws, project, draft(ws, document, 1, BAD[0]))


def test_a_waiver_of_another_window_is_that_of_its_segment(ws: Workspace, project: Project, document: Document) -> None:
    give(ws, project, document, 1)
    (waiver,) = waivers_table.load(ws.store.read(), document.id)
    assert isinstance(waiver, Waiver)
    assert waiver.source == segments(ws, document)[0].source


# ---------------------------------------------------------------------------------------------- the law

ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["confirm", "confirm", "waive", "unwaive", "split", "join", "join", "undo", "undo", "unconfirm"]
        ),
        st.integers(0, 20),
        st.integers(0, 20),
    ),
    min_size=3,
    max_size=14,
)


@given(ACTS)
@settings(
    max_examples=settings().max_examples // 3,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_row_of_acts_confirms_a_missing_term_without_a_reason(
    new_workspace: Callable[[], Path], acts: list[tuple[str, int, int]]
) -> None:
    root = new_workspace()
    (root / "glossaries" / "names.csv").write_text(GLOSSARY, encoding="utf-8")
    with open_workspace(root) as ws:
        project = new_project(ws, "news", "ar", "en")
        import_text(ws, project, "visit", TEXT)
        desk = open_desk(ws, "news", "visit")
        desk.prepare()
        for act, a, b in acts:
            _do(desk, act, a, b)
            assert desk.flush()
            assert open_musts(ws, project) == []
        desk.close()


def _do(desk: Desk, act: str, a: int, b: int) -> None:
    """Do as the screen does: a confirm only where nothing stops it."""
    number = a % len(desk.segments) + 1
    segment, text = desk.segment(number), (*GOOD, *BAD)[b % 4]

    def ended(saved: Saved) -> None:
        assert saved.error is None

    with contextlib.suppress(UsageError):
        if act == "confirm":
            if not any(i.must for i in desk.issues(number, text, confirming=True)):
                desk.confirm(number, text, Origin.HUMAN, "", ended)
        elif act == "waive":
            found = [i for i in desk.issues(number, "x") if i.must]
            if found:
                desk.waive(number, found[0], list(WaiverReason)[b % 3], "", ended)
        elif act == "unwaive":
            given = desk.ignored(number)
            if given:
                desk.unwaive(number, given[b % len(given)], ended)
        elif act == "split":
            places = [n for n, c in enumerate(segment.text) if c == " "]
            if places:
                recut(desk, lambda done: desk.split(number, places[b % len(places)], done))
        elif act == "join":
            recut(desk, lambda done: desk.join(number, done))
        elif act == "undo":
            if recut(desk, desk.undo_cut) is None:
                desk.undo_confirm(ended)
        else:
            desk.unconfirm(number, ended)


# ---------------------------------------------------------------------------------------------- one id in two glossaries


@pytest.fixture
def numbered(workspace: Path) -> Iterator[tuple[Workspace, Project, Document]]:
    """A project with two glossaries that count their rows from 1, as spreadsheets do."""
    head = "id,ar,en,kind,enforce\n"
    folder = workspace / "glossaries"
    (folder / "a.csv").write_text(f"{head}1,مستشفى النهر,River Hospital,place,must\n", encoding="utf-8")
    (folder / "b.csv").write_text(f"{head}1,الوفد,delegation,other,must\n", encoding="utf-8")
    with open_workspace(workspace) as ws:
        project = new_project(ws, "two", "ar", "en", glossaries=("a.csv", "b.csv"))
        yield ws, project, import_text(ws, project, "visit", TEXT).document


def test_one_id_in_two_glossaries_is_two_terms(numbered: tuple[Workspace, Project, Document]) -> None:
    ws, project, document = numbered
    draft(ws, document, 1, "They went to River Hospital.")
    with pytest.raises(UsageError, match="delegation"):
        editing.confirm(ws, project, editing.get_segment(ws, document, 1))


def test_a_reason_for_one_is_none_for_the_other(numbered: tuple[Workspace, Project, Document]) -> None:
    ws, project, document = numbered
    segment = draft(ws, document, 1, "They went there.")
    waiver = waiving.waive(ws, project, segment, "1@b", "left-out")
    assert waiver.subject == "1@b"
    with pytest.raises(UsageError, match="River Hospital"):
        editing.confirm(ws, project, segment)
    assert {w.subject for w in waiving.waivers_of(ws, project, segment)} == {"1@b"}


def test_the_first_glossary_keeps_its_ids(numbered: tuple[Workspace, Project, Document]) -> None:
    ws, project, document = numbered
    hits = load_terms(ws, project).hits(segments(ws, document)[0].source)
    assert [(h.concept.id, h.concept.glossary) for h in hits] == [("1@b", "b.csv"), ("1", "a.csv")]
    (path, concept, _row), *_ = term_rows(read_good([ws.paths.glossaries / "b.csv"])[0], "1@b")
    assert (path.name, concept.id) == ("b.csv", "1")


def test_a_reason_goes_along_when_one_of_the_two_gets_an_id_of_its_own(
    numbered: tuple[Workspace, Project, Document],
) -> None:
    ws, project, document = numbered
    segment = draft(ws, document, 1, "They went there.")
    for subject in ("1@b", "1"):
        waiving.waive(ws, project, segment, subject, "left-out")
    path = ws.paths.glossaries / "b.csv"
    _saved, count = rename_term([path], "1@b", "delegation", ws)
    assert count == 1
    assert {w.subject for w in waiving.waivers_of(ws, project, segment)} == {"1", "delegation"}

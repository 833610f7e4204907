from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import replace as changed
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import ReadOnlyError, UsageError
from workbench.model import Document, Issue, Origin, Project, Role, Segment, State
from workbench.store import segments as segments_table
from workbench.text.fold import fold
from workbench.workflow import document_terms, editing, replace_pattern
from workbench.workflow.batches import find_batch, list_batches, undo_batch
from workbench.workflow.importing import import_text
from workbench.workflow.projects import documents_of
from workbench.workflow.replace_pattern import Finder, Wish
from workbench.workflow.replacing import Change, Which, plan_replacing, plan_segments, replace_planned
from workbench.workflow.terms import ProjectTerms
from workbench.workflow.workspace import Workspace, open_workspace

ARABIC = "اأإآٱكتبلمهة"
MARKS = "\u064b\u064e\u0651\u0670\u0640"
HIDDEN = "\u200f\u2067\u2069\u200c"
LETTERS = st.text(alphabet=ARABIC + MARKS + HIDDEN + "abAB .،ﻻ\u0301", max_size=25)


def found(text: str, find: str, new: str = "X", **how: bool) -> list[tuple[str, str]]:
    return [(text[h.start : h.end], h.new) for h in Finder(Wish(find, new, **how)).hits(text)]


def segment(text: str, *, number: int = 1, confirmed: bool = False) -> Segment:
    body = Segment(number, 1, number, number, Role.BODY, 0, 0, "source")
    return changed(body, target=text, state=State.TRANSLATED) if confirmed else changed(body, draft=text)


def replaced(text: str, find: str, new: str, **how: bool) -> str:
    changes, refused = plan_segments(Finder(Wish(find, new, **how)), "doc", [segment(text)])
    assert not refused
    return changes[0].new if changes else text


# ---------------------------------------------------------------------- what is found


@pytest.mark.parametrize(
    ("text", "find", "surfaces"),
    [
        ("قال مُحَمَّدٌ نعم", "محمد", ["مُحَمَّدٌ"]),
        ("إلى أحمد وٱحمد", "احمد", ["أحمد", "ٱحمد"]),
        ("كتـــاب", "كتاب", ["كتـــاب"]),
        ("Hama, HAMA", "hama", ["Hama", "HAMA"]),
        ("Straße", "straße", ["Straße"]),
        ("aaa", "aa", ["aa"]),
        ("\u2067حماة\u2069 و", "حماة", ["حماة"]),
        ("حماةٌ\u200f.", "حماة", ["حماةٌ"]),
        ("ﻻ", "ل", []),
        ("ﻻ", "لا", ["ﻻ"]),
        ("cafe\u0301", "cafe", []),
        ("a  b", "  ", ["  "]),
    ],
)
def test_folded_letters_are_found_whole(text: str, find: str, surfaces: list[str]) -> None:
    assert [s for s, _new in found(text, find)] == surfaces


def test_exact_letters_and_whole_words() -> None:
    assert found("أحمد احمد", "احمد", fold=False) == [("احمد", "X")]
    assert found("Ham ham", "ham", fold=False) == [("ham", "X")]
    assert found("Hama Hamah _Hama", "hama", words=True) == [("Hama", "X")]
    assert found("حماة وحماة حماةٌ", "حماة", words=True) == [("حماة", "X"), ("حماةٌ", "X")]
    assert found("cat category", "cat|category", regex=True, words=True) == [("cat", "X"), ("category", "X")]
    assert found("a.b .", ".", words=True) == [(".", "X"), (".", "X")], "a sign has no edge of a word"


def test_groups_come_from_the_real_text() -> None:
    assert replaced("أَحمد ومُنى", r"(\w+) و(\w+)", r"\2 و\1", regex=True) == "مُنى وأَحمد"
    assert replaced("12 May", r"(?P<day>\d+) (\w+)", r"\2 \g<day>\\", regex=True) == "May 12\\"
    assert replaced("ab", "(a)(x)?b", r"[\2\1\10]", regex=True) == "[aa0]"
    assert replaced("a.b", "a.b", r"\1", regex=False) == r"\1", "without an expression every sign is itself"
    assert replaced("لماذا؟", "؟", "!", regex=True) == "لماذا!", "a folded sign is no sign of the expression"


def test_what_comes_in_is_one_clean_line() -> None:
    assert replaced("a b", "a", "x\ny\0") == "x y\ufffd b"


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (Wish("", "x"), "nothing to find"),
        (Wish("a" * 1001, "x"), "more than 1,000"),
        (Wish("a", "x" * 5001), "more than 5,000"),
        (Wish("\u064b", "x"), "only marks"),
        (Wish("\u064b", "x", regex=True), "only marks"),
        (Wish("a(b", "x", regex=True), "wrong at character"),
        (Wish("*a", "x", regex=True), "at character 1: nothing to repeat"),
        (Wish("[\u064b\u064c]", "x", regex=True), "marks do not count"),
        (Wish("(" * 400 + ")" * 400, "x", regex=True), "nested too deeply"),
        (Wish("((a{900}){900}){900}", "x", regex=True), "multiply"),
        (Wish(r"\L<x>", "x", regex=True), "wrong at character"),
        (Wish("(a)", r"\2", regex=True), "no group 2"),
        (Wish("(a)", r"\g<day>", regex=True), "no group day"),
        (Wish("(a)", r"\q", regex=True), r"\q means nothing"),
        (Wish("(a)", "x\\", regex=True), "means nothing"),
    ],
)
def test_a_wish_that_means_nothing_is_told(wish: Wish, said: str) -> None:
    with pytest.raises(UsageError) as e:
        Finder(wish)
    assert said in e.value.message
    assert e.value.hint


@given(st.text(alphabet="ab()[]{}|*+?\\^$.-1,<>=!:P&~ا؟\u064b\ud800", max_size=12), LETTERS)
@settings(max_examples=4 * settings().max_examples, deadline=None)
def test_no_expression_is_more_than_a_sentence(find: str, text: str) -> None:
    with contextlib.suppress(UsageError):
        plan_segments(Finder(Wish(find, r"x", regex=True)), "doc", [segment(text)])


@pytest.mark.parametrize("find", ["(a|aa)+[xy]", "(?R)", "(?:a|(?R))+"])
def test_a_hostile_expression_ends(find: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replace_pattern, "TIMEOUT", 0.05)
    with pytest.raises(UsageError, match="takes too long"):
        plan_segments(Finder(Wish(find, "x", regex=True)), "doc", [segment("a" * 60 + ".")])


def test_the_time_for_all_texts_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replace_pattern, "TIMEOUT", 60)
    monkeypatch.setattr(replace_pattern, "BUDGET", 0.05)
    with pytest.raises(UsageError, match="takes too long"):
        plan_segments(Finder(Wish("(a|aa)+[xy]", "x", regex=True)), "doc", [segment("a" * 60)])


def test_an_expression_content_with_nothing_is_refused() -> None:
    with pytest.raises(UsageError, match="content with nothing"):
        plan_segments(Finder(Wish("x*", "y", regex=True)), "doc", [segment("abc")])


# ---------------------------------------------------------------------- the plan


def test_what_must_not_come_out_is_refused() -> None:
    def why(text: str, find: str, new: str) -> str:
        changes, refused = plan_segments(Finder(Wish(find, new)), "doc", [segment(text)])
        assert not changes
        return refused[0].why

    assert "Nothing would be left" in why("Hama", "hama", "")
    assert "Nothing would be left" in why("Hama", "hama", "\u00a0 ")
    assert "more than 5,000" in why("a" * 4000, "a", "bb")
    assert "more than 5,000" in why("a" * 4999, "a", "b" * 4000)
    assert "bidi control" in why("a \u2067b c\u2069", "b", "b\u2069")
    assert "bidi control" in why("a \u2067b c\u2069 d", "a b", "x")
    assert replaced("a \u2067b c\u2069 d", "a b c d", "x") == "x", "both halves go"


def test_which_texts_are_searched() -> None:
    texts = [
        segment("one a"),
        segment("two a", number=2, confirmed=True),
        changed(segment("three b", number=3, confirmed=True), draft="three a"),
        changed(segment("four a", number=4), translate=False),
        segment("", number=5),
    ]

    def numbers(which: Which) -> list[tuple[int, bool]]:
        return [(c.number, c.confirmed) for c in plan_segments(Finder(Wish("a", "b")), "doc", texts, which)[0]]

    assert numbers(Which.BOTH) == [(1, False), (2, True), (3, False)]
    assert numbers(Which.DRAFTS) == [(1, False), (3, False)]
    assert numbers(Which.CONFIRMED) == [(2, True)]
    assert plan_segments(Finder(Wish("one", "one", fold=False)), "doc", texts) == ([], []), "no change is no change"


@given(
    LETTERS, st.text(alphabet=ARABIC + MARKS + "abA .", min_size=1, max_size=3), st.text(alphabet="xyاة ", max_size=4)
)
@settings(max_examples=150, deadline=None)
def test_nothing_outside_the_spans_changes(text: str, find: str, new: str) -> None:
    if not fold(find):
        return
    changes, refused = plan_segments(Finder(Wish(find, new)), "doc", [segment(text)])
    for change in changes:
        assert _outside(change.old, [(s.start, s.end) for s in change.spans]) == _outside(
            change.new, [(s.new_start, s.new_end) for s in change.spans]
        )
        for s in change.spans:
            assert fold(change.old[s.start : s.end]).casefold() == fold(find).casefold()
            assert change.new[s.new_start : s.new_end] == new
            assert change.old[s.end - 1] not in HIDDEN
    if not changes and not refused and new != find:
        key = fold(find).casefold()
        torn = "ﻻ" in text or "\u0301" in text
        same = fold(text).casefold().replace(key, new) == fold(text).casefold()
        assert key not in fold(text).casefold() or torn or same


def _outside(text: str, spans: list[tuple[int, int]]) -> list[str]:
    edges = [0, *(e for span in spans for e in span), len(text)]
    assert edges == sorted(edges)
    return [text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]


# ---------------------------------------------------------------------- doing it


TARGETS = (
    "Hama welcomed the delegates.",
    "The delegates left Hama.",
    "River Hospital is in Hama.",
    "Hama rests.",
)
SOURCES = "رحبت حماة بالوفد.\n\nغادر الوفد حماة.\n\nيقع مستشفى النهر في حماة.\n\nترتاح حماة.\n"


@pytest.fixture
def document(ws: Workspace, project: Project) -> Document:
    """Four segments: confirmed, draft, confirmed with a must term, and a draft over a confirmed target."""
    import_text(ws, project, "doc", SOURCES)
    (found,) = documents_of(ws, project)
    for n, target in enumerate(TARGETS, 1):
        editing.set_draft(ws, editing.get_segment(ws, found, n), target if n != 4 else "Hamah sleeps.")
        if n != 2:
            editing.confirm(ws, project, editing.get_segment(ws, found, n))
    editing.set_draft(ws, editing.get_segment(ws, found, 4), TARGETS[3])
    return found


def state(ws: Workspace) -> list[tuple[object, ...]]:
    rows = ws.store.read().execute(
        "SELECT s.target, s.draft, s.state, s.origin, s.via, s.offered, u.target, u.changed, u.changer"
        " FROM segment s LEFT JOIN unit u ON u.segment = s.id ORDER BY s.number"
    )
    return [tuple(r) for r in rows]


def acts(ws: Workspace, document: Document, number: int) -> list[str]:
    return [h.act for h in segments_table.history(ws.store.read(), editing.get_segment(ws, document, number).id)]


def test_replaced_as_one_and_taken_back_as_one(ws: Workspace, project: Project, document: Document) -> None:
    before = state(ws)
    plan = plan_replacing(ws, project, None, Wish("hama", "Hamah", words=True))
    assert [c.place for c in plan.changes] == ["doc 1", "doc 2", "doc 3", "doc 4"]
    assert state(ws) == before, "a plan writes nothing"
    done = replace_planned(ws, plan)
    assert (len(done.done), done.left) == (4, ())
    after = state(ws)
    assert [(r[0], r[1]) for r in after] == [
        ("Hamah welcomed the delegates.", None),
        ("", "The delegates left Hamah."),
        ("River Hospital is in Hamah.", None),
        ("Hamah sleeps.", "Hamah rests."),
    ]
    assert [r[6] for r in after] == [after[0][0], None, after[2][0], "Hamah sleeps."], "units follow"
    assert [r[2:6] for r in after] == [r[2:6] for r in before], "states and origins stay"
    assert acts(ws, document, 1)[-2:] == ["before replace", "replace"]
    assert acts(ws, document, 2)[-2:] == ["before replace", "replace draft"]
    (batch,) = (b for b in list_batches(ws) if b.id == done.batch)
    assert (batch.act.value, batch.place) == ("replace", "news: hama → Hamah")
    undone = undo_batch(ws, find_batch(ws))
    assert (undone.taken, undone.kept) == (4, 0)
    assert state(ws) == before
    assert acts(ws, document, 2)[-1] == "undo draft"


def test_what_somebody_changed_meanwhile_is_left(ws: Workspace, project: Project, document: Document) -> None:
    plan = plan_replacing(ws, project, document, Wish("Hama", "Hamah"))
    editing.set_draft(ws, editing.get_segment(ws, document, 2), "They left Hama.")
    for n, text in ((3, "Other."), (3, TARGETS[2])):
        editing.confirm(
            ws, project, editing.set_draft(ws, editing.get_segment(ws, document, n), text), reason="other: his word"
        )
    for text in ("Other.", TARGETS[3]):
        editing.set_draft(ws, editing.get_segment(ws, document, 4), text)
    done = replace_planned(ws, plan)
    assert [c.number for c in done.left] == [2, 3, 4], "also what has the same text again: somebody is at work there"
    assert editing.get_segment(ws, document, 2).draft == "They left Hama."


def test_what_somebody_changed_since_is_not_taken_back(ws: Workspace, project: Project, document: Document) -> None:
    replace_planned(ws, plan_replacing(ws, project, document, Wish("Hama", "Hamah")))
    editing.set_draft(ws, editing.get_segment(ws, document, 1), "Mine.")
    editing.confirm(ws, project, editing.get_segment(ws, document, 2))
    editing.confirm(ws, project, editing.get_segment(ws, document, 4))
    undone = undo_batch(ws, find_batch(ws))
    assert (undone.taken, undone.kept) == (1, 3)
    assert editing.get_segment(ws, document, 2).target == "The delegates left Hamah."
    assert editing.get_segment(ws, document, 4).target == "Hamah rests."


def test_nothing_done_is_no_bulk_act(ws: Workspace, project: Project, document: Document) -> None:
    plan = plan_replacing(ws, project, document, Wish("left", "quit"))
    editing.set_draft(ws, editing.get_segment(ws, document, 2), "Other.")
    assert replace_planned(ws, plan).batch == 0
    assert replace_planned(ws, plan, []).batch == 0
    assert "replace" not in {b.act.value for b in list_batches(ws)}


def test_only_texts_that_must_keep_a_term_are_checked_for_it(
    ws: Workspace, project: Project, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    issues = document_terms.segment_issues

    def watched(terms: ProjectTerms, source: str, *more: Any, **named: Any) -> list[Issue]:
        looked.append(source)
        return issues(terms, source, *more, **named)

    monkeypatch.setattr(document_terms, "segment_issues", watched)
    plan = plan_replacing(ws, project, None, Wish("hama", "Hamah", words=True))
    assert set(looked) == {plan.changes[2].source}


def test_a_confirmed_text_keeps_its_must_terms(ws: Workspace, project: Project, document: Document) -> None:
    plan = plan_replacing(ws, project, document, Wish("River Hospital", "The clinic"))
    assert plan.changes == ()
    assert "must keep its terms" in plan.refused[0].why
    editing.unconfirm(ws, editing.get_segment(ws, document, 3))
    plan = plan_replacing(ws, project, document, Wish("River Hospital", "The clinic"))
    assert [c.number for c in plan.changes] == [3], "a draft may: Enter stops there"


def test_a_term_that_was_not_kept_before_hinders_nothing(ws: Workspace, project: Project, document: Document) -> None:
    editing.set_draft(ws, editing.get_segment(ws, document, 3), "The clinic is in Hama.")
    editing.confirm(ws, project, editing.get_segment(ws, document, 3), reason="other: he said clinic")
    plan = plan_replacing(ws, project, document, Wish("clinic", "ward"))
    assert [c.number for c in plan.changes] == [3]
    glossary = ws.paths.glossaries / "names.csv"
    glossary.write_text(glossary.read_text(encoding="utf-8") + "hama,حماة,Hamath,place,must,,\n", encoding="utf-8")
    plan = plan_replacing(ws, project, document, Wish("welcomed", "greeted"))
    assert [c.number for c in plan.changes] == [1], "it did not follow the new decision before either"


def test_where_a_text_came_from_stays(ws: Workspace, project: Project, document: Document) -> None:
    there = editing.get_segment(ws, document, 2)
    with ws.store.write() as conn:
        segments_table.save_draft(
            conn, there.id, "They left Hama", there.rev, "me", "t", Origin.MT, via="google", offered="They left Hama"
        )
    replace_planned(ws, plan_replacing(ws, project, document, Wish("Hama", "Hamah")))
    now = editing.get_segment(ws, document, 2)
    assert (now.draft, now.origin, now.via, now.offered) == ("They left Hamah", Origin.MT, "google", "They left Hama")
    editing.confirm(ws, project, now)
    replace_planned(ws, plan_replacing(ws, project, document, Wish("Hamah", "Hama")))
    assert editing.get_segment(ws, document, 2).via == "google"
    editing.set_draft(ws, editing.get_segment(ws, document, 2), "Mine.")
    editing.set_draft(ws, editing.get_segment(ws, document, 2), "They left Hama")
    now = editing.get_segment(ws, document, 2)
    assert (now.draft, now.via, now.offered) == (None, "google", "They left Hama"), "the history knows"


def test_the_unit_of_a_long_sentence_follows(ws: Workspace, project: Project, document: Document) -> None:
    first, second = (editing.get_segment(ws, document, n) for n in (1, 3))
    with ws.store.write() as conn:
        conn.execute("UPDATE segment SET sentence = 77 WHERE id IN (?, ?)", (first.id, second.id))
        segments_table.store_units(conn, first.id, 1, "me", "t")

    def whole() -> str:
        row = ws.store.read().execute("SELECT target FROM unit WHERE whole IS NOT NULL").fetchone()
        return str(row[0])

    before = whole()
    replace_planned(ws, plan_replacing(ws, project, document, Wish("Hama", "Hamah")))
    assert whole() == before.replace("Hama", "Hamah")
    undo_batch(ws, find_batch(ws))
    assert whole() == before


def test_a_killed_replacement_did_nothing(
    ws: Workspace, project: Project, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(ws)
    real, count = segments_table.get_segment, iter(range(99))

    def failing(conn: sqlite3.Connection, number: int) -> Segment | None:
        if next(count) == 2:
            raise sqlite3.OperationalError("disk I/O error")
        return real(conn, number)

    plan = plan_replacing(ws, project, document, Wish("Hama", "Hamah"))
    monkeypatch.setattr(segments_table, "get_segment", failing)
    with pytest.raises(Exception, match=r"."):
        replace_planned(ws, plan)
    assert state(ws) == before


def test_a_workspace_that_cannot_be_written(ws: Workspace, project: Project, document: Document) -> None:
    folder = ws.paths.root
    ws.close()
    with open_workspace(folder, read_only=True) as reading:
        plan = plan_replacing(reading, project, document, Wish("Hama", "Hamah"))
        assert len(plan.changes) == 4
        with pytest.raises(ReadOnlyError):
            replace_planned(reading, plan)


words = st.sampled_from(["Hama", "HAMA", "hamah", "River", "Hospital", "\u2067a\u2069", "a", "e\u0301", " ", "."])


@given(
    st.lists(st.lists(words, max_size=6).map("".join), min_size=4, max_size=4),
    st.sampled_from(["Hama", "a", "e", " ", "h"]),
    st.sampled_from(["", "x", "Hamah", "a a"]),
)
@settings(max_examples=12, deadline=None)
def test_plan_and_undo_give_every_target_back(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], find: str, new: str
) -> None:
    opened = _shared(tmp_path_factory)
    ws, project, document = opened
    for n, text in enumerate(texts, 1):
        there = editing.get_segment(ws, document, n)
        if there.state.confirmed:
            there = editing.unconfirm(ws, there)
        there = editing.set_draft(ws, there, text)
        if n % 2 and text.strip():
            editing.confirm(ws, project, there)
    before = state(ws)
    plan = plan_replacing(ws, project, document, Wish(find, new))
    done = replace_planned(ws, plan)
    assert len(done.done) == len(plan.changes)
    if done.batch:
        assert undo_batch(ws, find_batch(ws, done.batch)).kept == 0
    assert state(ws) == before


_kept: list[tuple[Workspace, Project, Document]] = []


def _shared(factory: pytest.TempPathFactory) -> tuple[Workspace, Project, Document]:
    if not _kept:
        from workbench.workflow.projects import new_project
        from workbench.workflow.workspace import init_workspace

        folder: Path = factory.mktemp("laws")
        init_workspace(folder)
        ws = open_workspace(folder)
        project = new_project(ws, "laws", "ar", "en")
        import_text(ws, project, "doc", SOURCES)
        (document,) = documents_of(ws, project)
        _kept.append((ws, project, document))
    return _kept[0]


def test_a_change_says_where_it_is() -> None:
    (change,), _ = plan_segments(Finder(Wish("b", "xx")), "doc", [segment("a b c b")])
    assert isinstance(change, Change)
    assert [(s.start, s.end, s.new_start, s.new_end) for s in change.spans] == [(2, 3, 2, 4), (6, 7, 7, 9)]

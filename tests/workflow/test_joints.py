"""Pieces of one sentence: what goes out of them, and what is said where they do not fit together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.stored import counting
from workbench.model import Document, Issue, Project, Role, Segment, State
from workbench.store import segments as segments_table
from workbench.store import units as units_table
from workbench.text.rejoin import join_pieces
from workbench.workflow import editing
from workbench.workflow.cutting import join, split, undo_cut
from workbench.workflow.desk import open_desk
from workbench.workflow.desk_writing import Saved
from workbench.workflow.exporting import build_article, export_project
from workbench.workflow.importing import import_text
from workbench.workflow.projects import new_project
from workbench.workflow.workspace import Workspace

ARABIC = (
    "عنوان المقال الأول هنا\n\nعاد الوفد إلى المدينة صباحا، وغادر بعضهم في المساء، وبقيت سلمى حداد هناك. ثم سافرت.\n"
)
ENGLISH = "A first title\n\nThe work goes on, the roads are safe; the buses run again. Then all went home.\n"


def segments(ws: Workspace, document: Document) -> list[Segment]:
    return segments_table.load_segments(ws.store.read(), document.id)


def cut_before(ws: Workspace, document: Document, number: int, word: str) -> None:
    split(ws, document, number, segments(ws, document)[number - 1].text.index(word))


def translated(ws: Workspace, project: Project, document: Document, number: int, target: str) -> None:
    editing.confirm(
        ws, project, editing.set_draft(ws, editing.get_segment(ws, document, number), target), reason="test"
    )


@pytest.fixture
def pieces(ws: Workspace, project: Project) -> Document:
    """A sentence in three pieces, segments 2 to 4, and a short one behind it."""
    document = import_text(ws, project, "doc", ARABIC).document
    cut_before(ws, document, 2, "وغادر")
    cut_before(ws, document, 3, "وبقيت")
    return document


def exported(ws: Workspace, project: Project, *, everything: bool = False) -> tuple[str, tuple[str, ...]]:
    (file,) = export_project(ws, project, to="txt", everything=everything)
    return file.path.read_text(encoding="utf-8").splitlines()[-1], file.notices


def found(ws: Workspace, project: Project) -> list[tuple[int, Issue]]:
    return [
        (f.segment.number, f.issue)
        for f in counting(ws, project)
        if "follows" in f.issue.message or "goes on" in f.issue.message
    ]


def test_an_article_and_its_units_say_the_same(ws: Workspace, project: Project, pieces: Document) -> None:
    translated(ws, project, pieces, 2, "The delegation (as he said")
    translated(ws, project, pieces, 3, "yesterday ) left،")
    translated(ws, project, pieces, 4, "and Salma Haddad stayed.")
    translated(ws, project, pieces, 5, "Then she left.")
    whole = "The delegation (as he said yesterday) left, and Salma Haddad stayed."
    assert exported(ws, project)[0] == f"{whole} Then she left."
    assert whole in [u.target for u in list(units_table.iter_units(ws.store.read(), memory_ids=[1]))]


def test_arabic_marks_stand_at_the_joints(ws: Workspace) -> None:
    project = new_project(ws, "other", "en", "ar")
    document = import_text(ws, project, "doc", ENGLISH).document
    cut_before(ws, document, 2, "the roads")
    cut_before(ws, document, 3, "the buses")
    translated(ws, project, document, 2, "العمل مستمر,")
    translated(ws, project, document, 3, "والطرق آمنة;")
    translated(ws, project, document, 4, "والحافلات تعمل.")
    line, _notices = exported(ws, project)
    assert line == "العمل مستمر، والطرق آمنة؛ والحافلات تعمل. Then all went home."


def test_an_open_piece_stands_there_as_it_is(ws: Workspace, project: Project, pieces: Document) -> None:
    translated(ws, project, pieces, 2, "The delegation returned,")
    translated(ws, project, pieces, 4, "And Salma Haddad stayed.")
    line, notices = exported(ws, project)
    assert line == "The delegation returned, وغادر بعضهم في المساء، And Salma Haddad stayed. ثم سافرت."
    assert len(notices) == 1, "a joint with an open piece is none"
    assert found(ws, project) == []


def test_what_does_not_fit_is_listed_once_and_counted(ws: Workspace, project: Project, pieces: Document) -> None:
    translated(ws, project, pieces, 2, "The delegation returned,")
    translated(ws, project, pieces, 3, "They left.")
    editing.set_draft(ws, editing.get_segment(ws, pieces, 4), "and Salma Haddad stayed.")
    translated(ws, project, pieces, 5, "then she left.")
    assert [(n, i.fix, i.check) for n, i in found(ws, project)] == [
        (3, "they", "typographical"),
        (4, "And", "typographical"),
    ]
    assert "at 1 place." in exported(ws, project)[1][-1], "the draft does not go out"
    assert "at 2 places" in exported(ws, project, everything=True)[1][-1]


def test_names_of_the_glossary_keep_their_capital(ws: Workspace, project: Project, pieces: Document) -> None:
    translated(ws, project, pieces, 2, "The delegation returned,")
    translated(ws, project, pieces, 3, "River Hospital waited,")
    translated(ws, project, pieces, 4, "United Nations staff stayed.")
    assert found(ws, project) == []


def test_the_open_piece_is_judged_by_what_was_just_typed(ws: Workspace, project: Project, pieces: Document) -> None:
    desk = open_desk(ws, "news", "doc")
    desk.prepare()
    ended: list[Saved] = []

    def said(number: int, text: str) -> list[str]:
        return [i.message for i in desk.issues(number, text) if "follows" in i.message]

    assert said(3, "They left,") == []
    desk.confirm(2, "The delegation returned,", None, "", ended.append)
    assert len(said(3, "They left,")) == 1, "at once, whether it is written already or not"
    desk.confirm(2, "The delegation returned.", None, "", ended.append)
    assert said(3, "They left,") == []
    desk.flush()
    assert said(3, "They left,") == []
    desk.save_draft(3, "They left,", None, ended.append)
    (behind,) = said(2, "The delegation returned,")
    assert behind.startswith("the next piece")
    desk.unconfirm(2, ended.append)
    desk.flush()
    assert said(3, "they left,") != []
    desk.close()


def test_joined_confirmed_pieces_follow_the_same_rules(ws: Workspace) -> None:
    project = new_project(ws, "other", "en", "ar")
    document = import_text(ws, project, "doc", ENGLISH).document
    cut_before(ws, document, 2, "the roads")
    translated(ws, project, document, 2, "العمل مستمر,")
    translated(ws, project, document, 3, "والطرق آمنة.")
    before = segments(ws, document)
    units = sorted((u.source, u.target) for u in list(units_table.iter_units(ws.store.read(), memory_ids=[1])))
    cut = join(ws, project, document, 2)
    joined = segments(ws, document)[1]
    assert (joined.target, joined.state) == ("العمل مستمر، والطرق آمنة.", State.TRANSLATED)
    undo_cut(ws, project, document, cut)
    assert [(s.target, s.state, s.sentence) for s in segments(ws, document)] == [
        (s.target, s.state, s.sentence) for s in before
    ]
    assert sorted((u.source, u.target) for u in list(units_table.iter_units(ws.store.read(), memory_ids=[1]))) == units


def test_a_join_says_where_the_targets_do_not_fit(ws: Workspace, project: Project, pieces: Document) -> None:
    translated(ws, project, pieces, 2, "The delegation returned,")
    translated(ws, project, pieces, 3, "They left.")
    cut = join(ws, project, pieces, 2)
    assert segments(ws, pieces)[1].target == "The delegation returned, They left.", "what a person wrote stays"
    assert "'They' follows a comma" in cut.joint
    undo_cut(ws, project, pieces, cut)
    translated(ws, project, pieces, 3, "and they left.")
    assert join(ws, project, pieces, 2).joint == ""


TARGETS = st.lists(
    st.tuples(st.text(alphabet="aBب1 ,;؟،.()«»\n", max_size=8), st.integers(0, 2), st.booleans()), max_size=6
)
MARKS = str.maketrans("", "", ",;?،؛؟ \n")


@given(TARGETS, st.sampled_from(["ar", "en"]))
def test_no_letter_of_a_target_is_lost_or_moved(rows: list[tuple[str, int, bool]], language: str) -> None:
    found = [
        Segment(
            n,
            1,
            n,
            1,
            Role.BODY,
            0,
            0,
            "source ",
            state=State.TRANSLATED if done else State.INITIAL,
            target=target,
            sentence=sum(r[1] == 0 for r in rows[:n]),
        )
        for n, (target, _new, done) in enumerate(rows, 1)
    ]
    text, count, still_open = build_article(found, language)
    expected = "".join(s.target if s.state.confirmed and s.target.strip() else "source" for s in found)
    assert text.translate(MARKS) == expected.translate(MARKS)
    assert (count, still_open) == (len(rows), sum(not (done and target.strip()) for target, _n, done in rows))
    if found and len({s.sentence for s in found}) == 1 and not still_open:
        assert " ".join(text.split()) == " ".join(join_pieces([s.target for s in found], language).split())

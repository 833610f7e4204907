"""Comments through the use cases: who may do what, and that splits, joins and updates lose none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from workbench.errors import NotFoundError, UsageError
from workbench.model import Document, Project, Segment
from workbench.workflow import comments, cutting, editing, waiving
from workbench.workflow.importing import import_text
from workbench.workflow.projects import get_document
from workbench.workflow.updating import update_article
from workbench.workflow.workspace import Workspace

ARTICLE = "افتتح المستشفى أبوابه من جديد. نفد الوقود تماما في المدينة.\n\nعاد الوفد مساء اليوم.\n"


@pytest.fixture
def document(ws: Workspace, project: Project) -> Document:
    return import_text(ws, project, "article", ARTICLE).document


def say(ws: Workspace, document: Document, number: int, text: str) -> int:
    return comments.add_comment(ws, editing.get_segment(ws, document, number), text).id


def said(ws: Workspace, project: Project, *, everything: bool = True) -> list[tuple[int, str]]:
    found = comments.list_comments(ws, project, everything=everything)
    return [(p.number, p.comment.text) for p in found]


def test_a_comment_is_one_line_of_words_and_settled_by_anybody(
    ws: Workspace, project: Project, document: Document
) -> None:
    for empty in ("", "  \n "):
        with pytest.raises(UsageError, match="needs words"):
            say(ws, document, 1, empty)
    with pytest.raises(UsageError, match="5,000"):
        say(ws, document, 1, "word " * 1001)
    number = say(ws, document, 1, " Which\nhospital?\x00 ")
    assert said(ws, project) == [(1, "Which hospital?\ufffd")]
    other = replace(ws, settings=replace(ws.settings, author="Omar"))
    assert comments.set_done(other, number, done=True).done
    assert said(ws, project, everything=False) == []
    assert not comments.set_done(other, number, done=False).done
    with pytest.raises(UsageError, match="by Tester"):
        comments.remove_comment(other, number)
    assert comments.find_comment(ws, project, document, number).number == 1
    assert comments.remove_comment(ws, number).author == "Tester"
    for act in (lambda: comments.remove_comment(ws, number), lambda: comments.set_done(ws, number, done=True)):
        with pytest.raises(NotFoundError, match="any more"):
            act()
    with pytest.raises(NotFoundError, match="no comment 7 here"):
        comments.find_comment(ws, project, None, 7)


def test_who_asks_for_one_segment_reads_no_document(
    ws: Workspace, project: Project, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    segment = editing.set_draft(ws, editing.get_segment(ws, document, 2), 'The fuel "ran out” in 12 towns.')
    number = say(ws, document, 2, "Which towns?")
    other = import_text(ws, project, "other", "بدأ العمل.\n").document

    def whole(*_args: object) -> list[Segment]:
        raise AssertionError("a whole document is read")

    for module in (comments, waiving):
        monkeypatch.setattr(module.segments_table, "load_segments", whole)
    assert said(ws, project) == [(2, "Which towns?")]
    assert comments.find_comment(ws, project, None, number).document == "article"
    with pytest.raises(NotFoundError):
        comments.find_comment(ws, project, other, number)
    assert waiving.waive(ws, project, segment, "numbers", "right").check == "numbers"
    assert [w.check for w in waiving.waivers_of(ws, project, segment)] == ["numbers"]
    assert waiving.warnings_of(ws, project, segment) == []
    assert waiving.reasons_for(ws, project, segment, segment.current, "") == []
    with pytest.raises(UsageError, match="no issue 'numbers'"):
        waiving.waive(ws, project, segment, "numbers", "right")


def test_a_locked_segment_can_be_spoken_of(ws: Workspace, project: Project, document: Document) -> None:
    confirmed = editing.confirm(ws, project, editing.set_draft(ws, editing.get_segment(ws, document, 1), "Opened."))
    editing.lock(ws, confirmed)
    say(ws, document, 1, "Why?")
    assert said(ws, project) == [(1, "Why?")]


def test_splits_and_joins_keep_them_and_an_undo_brings_them_back(
    ws: Workspace, project: Project, document: Document
) -> None:
    say(ws, document, 1, "one")
    say(ws, document, 2, "two")
    joined = cutting.join(ws, project, document, 1)
    assert said(ws, project) == [(1, "one"), (1, "two")]
    say(ws, document, 1, "since")
    cutting.undo_cut(ws, project, document, joined)
    assert said(ws, project) == [(1, "one"), (1, "since"), (2, "two")]
    segment = editing.get_segment(ws, document, 2)
    split = cutting.split(ws, document, 2, segment.text.index("تماما"))
    say(ws, document, 3, "behind")
    assert said(ws, project) == [(1, "one"), (1, "since"), (2, "two"), (3, "behind")]
    cutting.undo_cut(ws, project, document, split)
    assert said(ws, project) == [(1, "one"), (1, "since"), (2, "two"), (2, "behind")]


def test_an_update_gives_them_to_what_goes_on(ws: Workspace, project: Project, document: Document) -> None:
    for number, text in ((1, "stays"), (2, "changes"), (3, "goes")):
        say(ws, document, number, text)
    newer = ARTICLE.replace("تماما", "كله").replace("عاد الوفد مساء اليوم.", "")
    update_article(ws, project, document, newer.encode(), Path("article.txt"))
    document = get_document(ws, project, "article")
    assert sorted(said(ws, project)) == [(1, "stays"), (2, "changes"), (2, "goes")]


@pytest.mark.parametrize(
    ("text", "pair", "language"),
    [
        ("Which?", ("ar", "en"), "en"),
        ("«أي» منها؟", ("ar", "en"), "ar"),
        ("12 ?", ("ar", "en"), "en"),
        ("12 ?", ("en", "ar-SA"), "ar-SA"),
        ("أي", ("en", "ar-SA"), "ar-SA"),
        ("Which", ("en", "ar"), "en"),
    ],
)
def test_the_language_is_that_of_the_first_letter(text: str, pair: tuple[str, str], language: str) -> None:
    assert comments.language_of(text, *pair) == language

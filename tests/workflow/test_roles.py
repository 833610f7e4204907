from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import UsageError
from workbench.model import Document, Project, Role, Segment, State
from workbench.store import documents as documents_table
from workbench.store import segments as segments_table
from workbench.store.texts import text_of
from workbench.workflow import editing
from workbench.workflow.exporting import build_article
from workbench.workflow.importing import import_text
from workbench.workflow.roles import Changed, set_role, set_translate
from workbench.workflow.updating import update_article
from workbench.workflow.workspace import Workspace

BOX = "عاد الوفد إلى المدينة صباح اليوم. ثم غادر في المساء إلى الميناء القديم"
TEXT = f"""\
قالت سلمى حداد مديرة مستشفى النهر أمس إن المبنى الجديد يتسع لأكثر من مئة وعشرين سريرا وإن العمل فيه قد بدأ قبل شهور طويلة من اليوم.

اقرأ أيضا

{BOX}

شاهد أيضا
"""


@pytest.fixture
def document(ws: Workspace, project: Project) -> Document:
    return import_text(ws, project, "doc", TEXT).document


def segments(ws: Workspace, document: Document) -> list[Segment]:
    found = segments_table.load_segments(ws.store.read(), document.id)
    assert [s.number for s in found] == list(range(1, len(found) + 1))
    assert "".join(s.text for s in found) == text_of(ws.store.read(), document.id), "segments tile the text"
    return found


def test_a_line_taken_for_a_teaser_becomes_a_paragraph(ws: Workspace, project: Project, document: Document) -> None:
    _, head, box, foot = segments(ws, document)
    assert (box.role, box.translate) == (Role.RELATED, False)
    assert set_role(ws, project, document, 3, Role.BODY) == Changed(3, 3, 1)
    after = segments(ws, document)
    assert [s.source for s in after[2:4]] == [BOX[:34].strip(), BOX[34:]]
    assert all(s.translate and s.role is Role.BODY for s in after[2:4])
    assert [after[1].id, after[2].id, after[4].id] == [head.id, box.id, foot.id]
    assert len({s.sentence for s in after}) == 5
    assert documents_table.blocks(ws.store.read(), document.id)[2].role is Role.BODY


def test_what_was_touched_is_not_cut_anew(ws: Workspace, project: Project, document: Document) -> None:
    editing.set_draft(ws, segments(ws, document)[2], "It returned.")
    assert set_role(ws, project, document, 3, Role.BODY) == Changed(3, 3, 0)
    segment = segments(ws, document)[2]
    assert (segment.draft, segment.translate, segment.role) == ("It returned.", True, Role.BODY)


def test_confirmed_segments_stay_in_the_article(ws: Workspace, project: Project, document: Document) -> None:
    editing.confirm(ws, project, editing.set_draft(ws, segments(ws, document)[0], "River Hospital"))
    set_role(ws, project, document, 1, Role.BOILERPLATE)
    first = segments(ws, document)[0]
    assert (first.role, first.translate, first.state) == (Role.BOILERPLATE, True, State.TRANSLATED)
    with pytest.raises(UsageError, match="is confirmed"):
        set_translate(ws, document, 1, translate=False)


def test_one_segment_is_left_out_and_back(ws: Workspace, project: Project, document: Document) -> None:
    set_translate(ws, document, 1, translate=False)
    assert build_article(segments(ws, document), "en") == ("", 0, 0)
    set_translate(ws, document, 1, translate=True)
    assert build_article(segments(ws, document), "en")[1] == 1


@pytest.mark.parametrize("number", [0, 5, -1])
def test_no_such_segment(ws: Workspace, project: Project, document: Document, number: int) -> None:
    with pytest.raises(UsageError, match="It has 1 to 4"):
        set_role(ws, project, document, number, Role.BODY)
    with pytest.raises(UsageError, match="It has 1 to 4"):
        set_translate(ws, document, number, translate=True)


def test_an_update_keeps_what_a_person_said(ws: Workspace, project: Project, document: Document) -> None:
    set_role(ws, project, document, 3, Role.BODY)
    set_translate(ws, document, 2, translate=True)
    new = "عنوان جديد للصفحة كلها\n\n" + TEXT
    done = update_article(ws, project, document, new.encode(), Path("doc.txt"))
    assert (done.kept, done.added) == (5, 1)
    after = segments(ws, done.document)
    assert [s.role for s in after[3:5]] == [Role.BODY, Role.BODY]
    assert after[2].translate
    assert [b.role for b in documents_table.blocks(ws.store.read(), document.id)][3] is Role.BODY

"""A dateline through the life of an article: imported, translated once, updated, joined, exported."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.model import Document, Project, ProposalKind, Segment
from workbench.store import documents as documents_table
from workbench.store import segments as segments_table
from workbench.store.texts import text_of
from workbench.workflow import editing
from workbench.workflow.cutting import join, undo_cut
from workbench.workflow.desk import open_desk
from workbench.workflow.exporting import export_project
from workbench.workflow.importing import import_text
from workbench.workflow.projects import get_document
from workbench.workflow.updating import Updated, update_article
from workbench.workflow.workspace import Workspace

FIRST = "عاد الوفد إلى المدينة صباح أمس بعد رحلة طويلة استمرت ثلاثة أيام في الجبال البعيدة."
SECOND = "ثم غادر في المساء إلى الميناء."
DATELINE = "الوقت-\u00a0"


@pytest.fixture
def document(ws: Workspace, project: Project) -> Document:
    return import_text(ws, project, "doc", f"عنوان المقال الأول\n\n{DATELINE}{FIRST} {SECOND}\n").document


def segments(ws: Workspace, project: Project) -> list[Segment]:
    document = get_document(ws, project, "doc")
    found = segments_table.load_segments(ws.store.read(), document.id)
    assert "".join(s.text for s in found) == text_of(ws.store.read(), document.id)
    return found


def confirm(ws: Workspace, project: Project, number: int, target: str) -> None:
    editing.confirm(ws, project, editing.set_draft(ws, segments(ws, project)[number - 1], target))


def update(ws: Workspace, project: Project, text: str) -> Updated:
    return update_article(ws, project, get_document(ws, project, "doc"), text.encode(), Path("doc.txt"))


def earlier(ws: Workspace, segment: Segment) -> list[str]:
    """Return what is offered of the segment as it was before an update."""
    return [h.target for h in segments_table.history(ws.store.read(), segment.id) if h.act == "update"]


def test_translated_once_it_is_an_exact_match_in_the_next_article(
    ws: Workspace, project: Project, document: Document
) -> None:
    confirm(ws, project, 2, "Al-Waqt —")
    import_text(ws, project, "next", f"عنوان المقال الثاني\n\n{DATELINE}{FIRST.replace('الوفد', 'الفريق')}\n")
    desk = open_desk(ws, "news", "next")
    desk.prepare()
    best = desk.exact(2)[0]
    assert (best.kind, best.score, best.text) == (ProposalKind.EXACT, 100, "Al-Waqt —")
    desk.close()


def test_one_space_stands_behind_it_in_the_article(ws: Workspace, project: Project, document: Document) -> None:
    for number, target in enumerate(["Title", "Al-Waqt —", "The party came back.", "It left."], 1):
        confirm(ws, project, number, target)
    (file,) = export_project(ws, project, to="txt")
    assert file.path.read_text(encoding="utf-8") == "Title\n\nAl-Waqt — The party came back. It left.\n"


def test_other_line_ends_leave_as_line_ends(ws: Workspace, project: Project) -> None:
    import_text(ws, project, "doc", f"عنوان المقال الأول\u2029{FIRST}\x85{SECOND}\u2028")
    for number, target in enumerate(["Title", "Came.", "Left."], 1):
        confirm(ws, project, number, target)
    (file,) = export_project(ws, project, to="txt")
    assert file.path.read_text(encoding="utf-8") == "Title\nCame.\nLeft.\n"


def test_its_draft_goes_to_no_sentence(ws: Workspace, project: Project, document: Document) -> None:
    editing.set_draft(ws, segments(ws, project)[1], "Al-Waqt —")
    editing.set_draft(ws, segments(ws, project)[2], "The party came back.")
    update(ws, project, f"عنوان المقال الأول\n\n{FIRST.replace('أمس', 'اليوم')} {SECOND}\n")
    after = segments(ws, project)
    assert [s.draft for s in after] == [None, None, None]
    assert earlier(ws, after[1]) == ["The party came back."]
    assert earlier(ws, after[2]) == []


def test_a_new_dateline_takes_no_sentence_s_draft(ws: Workspace, project: Project) -> None:
    import_text(ws, project, "doc", f"عنوان المقال الأول\n\n{FIRST} {SECOND}\n")
    editing.set_draft(ws, segments(ws, project)[1], "The party came back.")
    update(ws, project, f"عنوان المقال الأول\n\nبيروت- {FIRST.replace('أمس', 'اليوم')} {SECOND}\n")
    after = segments(ws, project)
    assert [s.draft for s in after] == [None, None, None, None]
    assert [earlier(ws, s) for s in after[1:]] == [[], ["The party came back."], []]


def test_a_changed_sentence_leaves_the_dateline_as_it_is(ws: Workspace, project: Project, document: Document) -> None:
    confirm(ws, project, 2, "Al-Waqt —")
    done = update(ws, project, f"عنوان المقال الأول\n\n{DATELINE}{FIRST.replace('أمس', 'اليوم')} {SECOND}\n")
    assert (done.kept, done.changed, done.added, done.gone) == (3, 1, 0, 0)
    assert segments(ws, project)[1].target == "Al-Waqt —"


def test_a_paragraph_that_stayed_keeps_its_dateline(ws: Workspace, project: Project, document: Document) -> None:
    before = segments(ws, project)
    update(ws, project, f"عنوان المقال الأول\n\n{SECOND} {'كلمة ' * 25}.\n\n  {DATELINE}{FIRST} {SECOND}\n")
    after = segments(ws, project)
    assert [s.id for s in after[-3:]] == [s.id for s in before[-3:]]
    assert after[-3].source == "الوقت-"
    block = documents_table.blocks(ws.store.read(), document.id)[-1]
    assert block.dateline == len("  " + DATELINE)


def test_joined_and_taken_apart(ws: Workspace, project: Project, document: Document) -> None:
    before = segments(ws, project)
    assert len({s.sentence for s in before}) == 4
    cut = join(ws, project, document, 2)
    assert segments(ws, project)[1].source == f"{DATELINE}{FIRST}"
    undo_cut(ws, project, document, cut)
    assert [(s.text, s.sentence) for s in segments(ws, project)] == [(s.text, s.sentence) for s in before]

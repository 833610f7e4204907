from __future__ import annotations

import csv
import io

import pytest

from workbench.errors import UsageError
from workbench.model import Origin, Project, Role
from workbench.store import segments as segments_table
from workbench.workflow import editing
from workbench.workflow.exporting import export_project
from workbench.workflow.importing import import_text
from workbench.workflow.memories import search_memory
from workbench.workflow.memory_import import import_memory
from workbench.workflow.projects import get_document
from workbench.workflow.workspace import Workspace

from .conftest import ARTICLE


@pytest.fixture
def done(ws: Workspace, project: Project) -> Project:
    """The article with every segment but the last confirmed."""
    imported = import_text(ws, project, "hospital", ARTICLE)
    segments = [s for s in segments_table.load_segments(ws.store.read(), imported.document.id) if s.translate]
    for s in segments[:-1]:
        drafted = editing.set_draft(
            ws, s, f"English {s.number} River Hospital, United Nations, Salma Haddad 120 15 March."
        )
        editing.confirm(ws, project, drafted, reason="test")
    return project


def test_the_article_comes_out_in_its_paragraphs(ws: Workspace, done: Project) -> None:
    (file,) = export_project(ws, done, to="txt")
    text = file.path.read_text(encoding="utf-8")
    assert file.path == ws.paths.export("news") / "hospital.en.txt"
    assert file.open == 1
    assert "untranslated" in file.notices[0]
    paragraphs = text.rstrip("\n").split("\n\n")
    assert len(paragraphs) == 4
    assert paragraphs[0].startswith("English")
    assert paragraphs[-1].endswith("هل يكفي ذلك؟")
    assert "الرئيسية" not in text
    assert "تجديد المدرسة" not in text


def test_drafts_stand_there_when_asked_for(ws: Workspace, done: Project) -> None:
    document = get_document(ws, done, "hospital")
    last = segments_table.load_segments(ws.store.read(), document.id)[-1]
    editing.set_draft(ws, last, "Is that enough?")
    (file,) = export_project(ws, done, document, to="txt", everything=True)
    assert file.path.read_text(encoding="utf-8").rstrip().endswith("Is that enough?")
    assert file.open == 0


def test_csv_has_the_pairs_columns_and_reads_back(ws: Workspace, done: Project) -> None:
    (file,) = export_project(ws, done, to="csv")
    data = file.path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len(rows) == file.count == 6
    assert {"ar", "en"} <= set(rows[0])
    again = import_memory(ws, file.path, memory="again")
    assert (again.read, again.added) == (6, 6)


def test_tmx_reads_back_and_is_found(ws: Workspace, done: Project) -> None:
    (file,) = export_project(ws, done, to="tmx")
    read = import_memory(ws, file.path, memory="again")
    assert read.added == file.count == 6
    assert import_memory(ws, file.path, memory="again").added == 0
    title = next(
        s
        for s in segments_table.load_segments(ws.store.read(), get_document(ws, done, "hospital").id)
        if s.role is Role.TITLE
    )
    found = search_memory(ws, title.source, source="ar", target="en", memories=("again",))
    assert found[0].score == 100
    assert found[0].unit.target.startswith("English")


def test_an_unknown_format(ws: Workspace, done: Project) -> None:
    with pytest.raises(UsageError, match="odt"):
        export_project(ws, done, to="odt")


def test_units_say_where_they_come_from(ws: Workspace, done: Project) -> None:
    (file,) = export_project(ws, done, to="tmx")
    text = file.path.read_text(encoding="utf-8")
    assert 'creationid="Tester"' in text
    assert "hospital" in text
    assert Origin.HUMAN.value in text


def test_cells_a_spreadsheet_would_run_are_told(ws: Workspace, done: Project) -> None:
    assert export_project(ws, done, to="csv")[0].notices == ()
    document = get_document(ws, done, "hospital")
    last = segments_table.load_segments(ws.store.read(), document.id)[-1]
    editing.confirm(ws, done, editing.set_draft(ws, last, "=1+1, is that enough?"), reason="test")
    (file,) = export_project(ws, done, to="csv")
    assert "1 pair " in file.notices[0]
    assert "--spreadsheet-safe" in file.notices[0]
    assert export_project(ws, done, to="csv", spreadsheet_safe=True)[0].notices == ()
    assert export_project(ws, done, to="tmx")[0].notices == ()

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import NotFoundError, UsageError
from workbench.workflow.glossary_upkeep import add_term
from workbench.workflow.importing import import_text
from workbench.workflow.memories import create_memory
from workbench.workflow.projects import archive_project, get_document, get_project, new_project, set_resources
from workbench.workflow.terms import load_terms
from workbench.workflow.workspace import open_workspace


def test_a_project_without_glossaries_of_its_own_has_those_that_come_later(workspace: Path) -> None:
    with open_workspace(workspace) as ws:
        project = new_project(ws, "late", "ar", "en")
        assert not load_terms(ws, project).hits("قال كمال منصور")
        add_term(ws.paths, None, {"ar": "كمال منصور", "en": "Kamal Mansour"})
        assert [p.name for p in ws.paths.glossaries.glob("*.csv")] == ["terms.csv"]
        assert [h.concept.id for h in load_terms(ws, project).hits("قال كمال منصور")] == ["kamal-mansour"]


def test_glossaries_and_memories_of_a_project_can_be_changed(workspace: Path) -> None:
    with open_workspace(workspace) as ws:
        (ws.paths.glossaries / "a.csv").write_text("ar,en\nسلام,peace\n", encoding="utf-8")
        (ws.paths.glossaries / "b.csv").write_text("ar,en\nسلام,salaam\n", encoding="utf-8")
        create_memory(ws, "old", "ar", "en")
        project = new_project(ws, "p", "ar", "en", ["b.csv"])
        project = set_resources(ws, project, ["b.csv", "a.csv"], ["old"], confidential=True)
        assert (project.glossaries, project.memories, project.confidential) == (("b.csv", "a.csv"), ("p", "old"), True)
        assert load_terms(ws, project).hits("سلام")[0].concept.preferred("en") == "salaam"
        project = set_resources(ws, project, (), None)
        assert (project.glossaries, project.memories, project.confidential) == ((), ("p", "old"), True)
        assert set_resources(ws, project, None, ()).memories == ("p",)
        with pytest.raises(NotFoundError, match=r"c\.csv"):
            set_resources(ws, project, ["c.csv"])
        with pytest.raises(NotFoundError, match="nowhere"):
            set_resources(ws, project, None, ["nowhere"])


def test_case_does_not_count_in_names(workspace: Path) -> None:
    with open_workspace(workspace) as ws:
        project = new_project(ws, "Morning news", "ar", "en")
        import_text(ws, project, "Doc", "سلام.\n")
        assert get_project(ws, "morning-NEWS") == project
        assert get_document(ws, project, "doc").slug == "Doc"
        with pytest.raises(UsageError, match="Morning-news"):
            new_project(ws, "morning NEWS", "ar", "en")
        archive_project(ws, project)
        with pytest.raises(UsageError, match="already"):
            new_project(ws, "MORNING-news", "ar", "en")

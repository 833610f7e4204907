"""The open document goes by the memories, glossaries and engines its project has now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from workbench.config import EngineSettings
from workbench.model import Project, Unit
from workbench.mt.engine import Place
from workbench.store import memories as memories_table
from workbench.store import units as units_table
from workbench.workflow import mt_upkeep
from workbench.workflow.desk import Desk, open_desk
from workbench.workflow.importing import import_text
from workbench.workflow.memories import create_memory
from workbench.workflow.memory_upkeep import change_memory
from workbench.workflow.mt_upkeep import list_engines
from workbench.workflow.projects import get_project, remove_project, set_resources
from workbench.workflow.workspace import Workspace

from .machine_engines import Make

TEXT = "افتتح المستشفى أبوابه من جديد.\nقالت سلمى حداد إن العمل بدأ.\nوغادر الوفد المدينة.\n"
FIRST, SALMA = 1, 2


@pytest.fixture
def opened(ws: Workspace, project: Project) -> Iterator[Desk]:
    import_text(ws, project, "article", TEXT)
    create_memory(ws, "old", "ar", "en")
    with ws.store.write() as conn:
        (old,) = memories_table.memory_ids(conn, ["old"])
        pair = Unit("ar", "en", "افتتح المستشفى أبوابه من جديد.", "The hospital reopened.", created="2026-01-01")
        units_table.insert_unit(conn, old, pair)
    desk = open_desk(ws, "news", "article")
    desk.prepare()
    yield desk
    desk.close()


def offered(desk: Desk) -> list[tuple[str, int]]:
    return [(p.text, p.score) for p in desk.matches(FIRST)]


def test_memories_penalties_and_glossaries_count_at_once(ws: Workspace, project: Project, opened: Desk) -> None:
    assert not opened.project_changed
    assert offered(opened) == []
    set_resources(ws, project, None, ["old"])
    assert opened.project_changed
    opened.follow_project()
    assert not opened.project_changed
    assert offered(opened) == [("The hospital reopened.", 100)]
    assert opened.exact(FIRST)
    assert opened.memory_size == 1
    change_memory(ws, "old", penalty=7)
    assert opened.project_changed
    opened.follow_project()
    assert offered(opened) == [("The hospital reopened.", 93)]

    names = ws.paths.glossaries / "names.csv"
    (names.parent / "mine.csv").write_text("ar,en,enforce\nسلمى حداد,Selma Hadad,must\n", encoding="utf-8")
    for order, form in ((["mine.csv"], "Selma Hadad"), (["names.csv", "mine.csv"], "Salma Haddad")):
        set_resources(ws, project, order)
        opened.follow_project()
        assert opened.terms(SALMA)[0].concept.preferred("en") == form
    # The same files in another order are other terms.
    set_resources(ws, project, ["mine.csv", "names.csv"])
    opened.follow_project()
    assert not opened.glossaries_changed
    assert opened.terms(SALMA)[0].concept.preferred("en") == "Selma Hadad"
    set_resources(ws, project, (), ())
    opened.follow_project()
    assert offered(opened) == []


def test_a_project_that_is_gone_and_a_desk_that_is_closed(ws: Workspace, project: Project, opened: Desk) -> None:
    remove_project(ws, project)
    assert not opened.project_changed
    opened.follow_project()
    assert opened.project.slug == "news"
    opened.close()
    opened.follow_project()


def test_engines_follow_answers_and_the_mark(ws: Workspace, project: Project, opened: Desk, make: Make) -> None:
    make("cloud", takes=("context", "terms", "matches"), settings=EngineSettings(budget=10))
    assert [e.allowed for e in opened.engines] == [False]
    mt_upkeep.allow(ws, project, "cloud")
    opened.follow_project()
    assert [e.allowed for e in opened.engines] == [True]
    set_resources(ws, project, confidential=True)
    opened.follow_project()
    assert [e.allowed for e in opened.engines] == [False]
    set_resources(ws, project, None, ["old"], confidential=False)
    opened.follow_project()
    parts = opened.parts_sent(FIRST, "cloud")
    assert parts[0] == ("", "افتتح المستشفى أبوابه من جديد.", "ar")
    assert ("a pair of your memories", "افتتح المستشفى أبوابه من جديد.", "ar") in parts
    assert ("", "The hospital reopened.", "en") in parts
    assert ("before it", "افتتح المستشفى أبوابه من جديد.", "ar") in opened.parts_sent(SALMA, "cloud")
    assert ("a term of your glossaries", "سلمى حداد", "ar") in opened.parts_sent(SALMA, "cloud")


def test_how_an_engine_stands_in_words(
    ws: Workspace, project: Project, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    make("cloud")
    make("inproc", Place.INPROC)
    ws.settings = replace(ws.settings, mt_engines=("cloud", "inproc", "deepl", "chat", "gone"))

    def standing() -> dict[str, str]:
        return {e.id: e.standing for e in list_engines(ws, get_project(ws, "news"))}

    found = standing()
    assert found["cloud"] == "not allowed"
    assert found["inproc"] == "on this computer"
    assert found["chat"] == "not set up"
    assert found["deepl"] in ("no key", "not set up"), "as the extra is installed or not"
    assert found["local"] in ("no model", "not set up")
    assert found["gone"] == "not set up"
    mt_upkeep.allow(ws, project, "cloud")
    assert standing()["cloud"] == "allowed"
    monkeypatch.setenv("WORKBENCH_OFFLINE", "1")
    assert standing()["cloud"] == "offline"
    set_resources(ws, project, confidential=True)
    assert standing()["cloud"] == "confidential"
    assert "the text of the segment" in next(e.sends for e in list_engines(ws, project) if e.id == "cloud")


def test_nothing_of_it_is_needed_before_the_desk_is_ready(ws: Workspace, project: Project) -> None:
    import_text(ws, project, "other", TEXT)
    desk = open_desk(ws, "news", "other")
    create_memory(ws, "late", "ar", "en")
    set_resources(ws, project, ["names.csv"], ["late"])
    desk.follow_project()
    desk.prepare()
    assert desk.project.memories == ("news", "late")
    assert desk.terms(SALMA)
    desk.close()

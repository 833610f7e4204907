from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from workbench.store import segments as segments_table
from workbench.workflow import editing
from workbench.workflow.importing import import_text
from workbench.workflow.projects import documents_of, new_project
from workbench.workflow.workspace import Workspace, open_workspace

from .conftest import draw

OLD = "id,ar,en,kind\nhama,حماة,Hamah,place\n"
TEXT = "وصل الوفد إلى حماة أمس.\n\nوعاد من حماة اليوم.\n\nفي حماة سوق.\n\nعاد إلى حماة.\n"


@pytest.fixture
def filled(workspace: Path, tmp_path: Path) -> Any:
    path = workspace / "glossaries" / "names.csv"
    path.write_text(OLD, encoding="utf-8")
    (tmp_path / "old.csv").write_text(OLD, encoding="utf-8")
    with open_workspace(workspace) as ws:
        project = new_project(ws, "news", "ar", "en")
        import_text(ws, project, "doc", TEXT)
        (document,) = documents_of(ws, project)
        targets = ("They reached Hamah.", "They left Hamah.", "There is a market.", "Hamah's son left for Hamah.")
        for s, target in zip(segments_table.load_segments(ws.store.read(), document.id), targets, strict=True):
            done = editing.set_draft(ws, s, target)
            editing.confirm(ws, project, done, reason="other")
        path.write_text(OLD.replace("Hamah", "Hama"), encoding="utf-8")
        yield ws


def targets(ws: Workspace) -> list[str]:
    return [r[0] for r in ws.store.read().execute("SELECT target FROM segment ORDER BY number")]


async def until(pilot: Any, test: Any) -> None:
    for _ in range(250):
        if test():
            await pilot.pause()
            return
        await pilot.pause(0.02)
    raise AssertionError("it did not happen")


async def test_findings_are_put_right_one_all_and_taken_back(filled: Workspace, tmp_path: Path) -> None:
    from workbench.tui.app import WorkbenchApp
    from workbench.tui.screens.home import HomeScreen
    from workbench.tui.screens.impact import ImpactScreen

    before = targets(filled)
    app = WorkbenchApp(filled, None)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("g")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ImpactScreen)
        await pilot.press("2")
        screen.question.paste(str(tmp_path / "old.csv"))
        await pilot.press("enter")
        await until(pilot, lambda: not screen.busy)
        assert [bool(f.fixed) for f in screen.rows] == [True, True, False, True]
        draw(app)
        assert "4 texts do not follow the glossary, 3 can" in screen.query_one("#choosing-title").render_line(0).text
        assert "Hamah → Hama" in screen.query_one("#choosing").render_line(0).text
        assert "by hand" in screen.query_one("#choosing").render_line(2).text
        shown = "\n".join(screen.query_one("#chosen").render_line(y).text for y in range(10))
        assert "They reached Hama." in shown
        await pilot.press("enter")
        await until(pilot, lambda: len(screen.done) == 1)
        assert targets(filled) == ["They reached Hama.", *before[1:]]
        assert screen.at == 1
        await pilot.press("a", "n")
        await pilot.pause()
        assert targets(filled)[1] == before[1], "no is the first answer"
        await pilot.press("a", "y")
        await until(pilot, lambda: len(screen.done) == 2)
        assert targets(filled)[1] == "They left Hama."
        assert targets(filled)[3] == before[3], "what is to be looked at is not among all"
        await pilot.press("end")
        await pilot.pause()
        draw(app)
        assert "? Hama would stand there oftener" in screen.query_one("#chosen").render_line(1).text
        await pilot.press("z")
        await until(pilot, lambda: len(screen.done) == 1)
        await pilot.press("z")
        await until(pilot, lambda: not screen.done)
        assert targets(filled) == before
        await pilot.press("z", "end", "up", "enter")
        await pilot.pause()
        assert targets(filled) == before
        await pilot.press("s", "3", *"nobody", "enter")
        await until(pilot, lambda: not screen.busy)
        assert screen.rows == []
        draw(app)
        assert "Nothing found" in screen.query_one("#choosing").render_line(0).text
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)


async def test_leaving_gives_the_search_up(filled: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    from workbench.tui.app import WorkbenchApp
    from workbench.tui.screens import impact
    from workbench.workflow.pacing import Stopped

    ended: list[bool] = []

    def slow(_ws: Workspace, *, pace: Any, **_rest: Any) -> None:
        for _ in range(500):
            try:
                pace.rest()
            except Stopped:
                ended.append(True)
                raise
            time.sleep(0.01)

    monkeypatch.setattr(impact, "find_impact", slow)
    app = WorkbenchApp(filled, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "1")
        await pilot.pause(0.05)
        draw(app)
        assert "looking through all pairs" in app.screen.query_one("#choosing-title").render_line(0).text
        await pilot.press("escape")
        await until(pilot, lambda: ended)

"""The home screen: how far everything is, what is left, and what can be done there."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from workbench.workflow import editing, waiving
from workbench.workflow.home import Counting, DocumentFigures, fits
from workbench.workflow.importing import import_text
from workbench.workflow.projects import get_document, get_project, new_project, overview
from workbench.workflow.workspace import Workspace, open_workspace

from .sitting import Sitting

GLOSSARY = "id,ar,en,enforce\n1,مستشفى النهر,River Hospital,prefer\n"


@pytest.fixture
def filled(workspace: Path) -> Iterator[Workspace]:
    """Two projects; in the first a document with a confirmed, a drafted and an empty segment, and an issue."""
    (workspace / "glossaries" / "places.csv").write_text(GLOSSARY, encoding="utf-8")
    with open_workspace(workspace) as ws:
        news = new_project(ws, "News", "ar", "en")
        import_text(ws, news, "مدرسة", "عاد العمال إلى المدرسة.\n")
        document = import_text(
            ws, news, "hospital", "فتح مستشفى النهر.\n\nعاد الوفد.\n\nانتهى يوم العمل الطويل.\n"
        ).document
        editing.set_draft(ws, editing.get_segment(ws, document, 1), "The hospital opened.")
        editing.set_draft(ws, editing.get_segment(ws, document, 2), "The delegation returned.")
        editing.confirm(ws, news, editing.get_segment(ws, document, 2))
        new_project(ws, "Letters", "en", "ar")
        yield ws


class Home(Sitting):
    async def press(self, *keys: str) -> None:
        await super().press(*keys)
        # Keys wait while something is written.
        await self.until(lambda: self.app._early is None)

    async def type(self, text: str) -> None:
        await self.press(*("space" if c == " " else c for c in text))

    def lines(self) -> list[str]:
        return self.shown().split("\n")

    def row(self, name: str) -> str:
        return next((line for line in self.lines() if name in line), "")

    @property
    def toasts(self) -> list[str]:
        return [n.message for n in self.app._notifications]


@asynccontextmanager
async def at_home(ws: Workspace, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Home]:
    from workbench.tui import keys
    from workbench.tui.app import WorkbenchApp

    keys.install()
    app = WorkbenchApp(ws, None)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        yield Home(app, pilot)


async def test_figures_filter_and_keys(filled: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.tui.screens.home.COUNT_REST", 0.2)
    async with at_home(filled) as home:
        # Words and issues are not known yet, and nobody waits for them.
        assert "…" in home.row("hospital")
        bar = " ".join(home.lines()[-3:])
        for act in (
            "Enter open",
            "i import",
            "p paste",
            "n new",
            "/ filter",
            "g impact",
            "c copy",
            "F1 help",
            "q quit",
        ):
            assert act in bar, act
        await home.until(lambda: "…" not in home.row("hospital"))
        # 1 of 3, 7 words of the two others, 1 draft, 1 issue (the name is not in the draft), never opened.
        assert home.row("hospital").split()[-7:] == ["33%", "1/3", "7", "1", "1", "!", "new"]
        assert home.row("News").split()[-6:] == ["25%", "1/4", "11", "1", "1", "!"]
        # Arabic folds; a project is shown with its documents, or only those that fit.
        await home.press("/", "م", "د", "ر", "س", "ه")
        assert [r.document and r.document.document.slug for r in home.screen.rows] == [None, "مدرسة"]
        await home.press("escape", "ظ", "ل", "ث", "ف")
        assert [r.project.project.name for r in home.screen.rows] == []
        await home.press("escape", "ظ", "م", "ث", "ف")
        assert [r.project.project.name for r in home.screen.rows] == ["Letters"]
        await home.press("enter")
        assert any("no document yet" in t for t in home.toasts)
        await home.press("z", "z")
        assert any("Nothing fits" in line for line in home.lines())
        await home.press("escape")
        assert len(home.screen.rows) == 4


async def test_projects_are_made_named_put_away_and_removed(filled: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    from workbench.tui.screens import home_acts, home_writing

    async with at_home(filled, (60, 16)) as home:
        await home.press("n", *"Books", "enter", "2", "g", "space", "enter", "m", "end", "space", "enter", "c", "k")
        assert any("places.csv" in line for line in home.lines())
        await home.press("enter")
        made = get_project(filled, "Books")
        assert (made.source, made.target, made.confidential, made.clauses.value) == ("en", "ar", True, "hard")
        assert (made.glossaries, made.memories) == (("places.csv",), ("Books", "News"))
        assert home.screen.project.name == "Books"
        await home.press("r", "ctrl+a", "ctrl+k", "end", *"2", "enter")
        assert get_project(filled, "Books").name.endswith("2")
        await home.press("x", *"News", "enter")
        assert len(overview(filled)) == 3
        name = get_project(filled, "Books").name
        await home.press("ء", *name, "enter")
        await home.until(lambda: any("is removed" in t for t in home.toasts))
        assert [p.project.name for p in overview(filled)] == ["Letters", "News"]
        assert list((filled.paths.private / "backups").glob("*"))
        await home.press("end", "a")
        assert [p.project.name for p in overview(filled)] == ["Letters"]
        assert [p.project.name for p in overview(filled, archived=True)] == ["News"]
        # They are shown by a key, and the one put away is back by the one that put it away.
        await home.press("v")
        assert home.screen.project.name == "News"
        assert "Archived projects" in home.lines()[0]
        await home.press("a")
        assert [p.project.name for p in overview(filled)] == ["Letters", "News"]
        assert any("No project is archived" in line for line in home.lines())
        # Keys typed while it is written wait for what is shown then; that something waits is told.
        monkeypatch.setattr(home_writing, "TOLD_AFTER", 0.01)
        go_on = threading.Event()
        real = home_acts.rename_project
        monkeypatch.setattr(home_acts, "rename_project", lambda *a: go_on.wait(10) and real(*a))
        await home.pilot.press("v", "end", "r", "N", "enter", "v")
        await home.until(lambda: any("Another program is writing" in t for t in home.toasts))
        assert not home.screen.archived
        go_on.set()
        await home.until(lambda: home.screen.archived)
        assert {p.project.name for p in overview(filled)} == {"Letters", "NewsN"}
        monkeypatch.setattr(home_acts, "rename_project", lambda *_a: 1 // 0)
        monkeypatch.setattr(threading, "excepthook", lambda _args: None)
        await home.press("v", "r", "X", "enter", "v", "v")
        assert any("could not be done" in t for t in home.toasts)
        assert len([r for r in home.screen.rows if r.document is None]) == 2
        # Colours and the sending of Arabic are to be had here too.
        await home.press("o", "w")
        assert any("Theme: light" in t for t in home.toasts)
        assert "Which one reads right?" in home.lines()[0]
        await home.press("escape")
        await home.press("n", *"a/b", "enter", "1", "enter")
        assert any("cannot contain" in t for t in home.toasts)


async def test_work_goes_on_where_it_was_left_caret_included(filled: Workspace) -> None:
    filled.settings = replace(filled.settings, names_first=False)
    document = get_document(filled, get_project(filled, "News"), "hospital")
    async with at_home(filled, (100, 30)) as home:
        home.screen.at = [r.key[1] for r in home.screen.rows].index(document.id)
        await home.press("enter")
        await home.until(lambda: home.app._desk and home.app._desk.prepared)
        # Never opened before: the caret stands at the end of the text.
        editor = home.screen
        assert editor.opened.number == 1
        assert editor.target.cursor_location == (0, len("The hospital opened."))
        await home.press("ctrl+left", "left", "left")
        await home.until(lambda: _place(filled, document.id) == (1, 11))
        # Left in between: what had moved since is kept as well.
        await home.press("left", "escape", "x", "h")
        assert _place(filled, document.id) == (1, 10)
        assert home.screen.rows[home.screen.at].key[1] == document.id
        await home.press("enter")
        assert home.screen.target.cursor_location == (0, 10)
        home.screen.target.load("short")
        home.screen.restore_caret()
        assert home.screen.target.cursor_location == (0, 5)


def _place(ws: Workspace, document: int) -> Any:
    from workbench.store import documents

    return documents.position(ws.store.read(), document)


def test_what_was_counted_is_kept_until_something_changes(filled: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    from workbench.workflow import home
    from workbench.workflow.pacing import Pace

    counting, looked = Counting(filled), list[int]()
    real = home._issues
    monkeypatch.setattr(home, "_issues", lambda known, s, *more: looked.append(s.number) or real(known, s, *more))

    def figures(stop: bool = False) -> dict[int, tuple[int, int]]:
        found = list[DocumentFigures]()
        looked.clear()
        counting.run(overview(filled), found.append, Pace(stopped=lambda: stop))
        return {f.document: (f.words_left, f.issues) for f in found}

    document = get_document(filled, get_project(filled, "News"), "hospital")
    assert figures()[document.id] == (7, 1)
    assert looked == [1, 2]
    assert figures()[document.id] == (7, 1)
    assert looked == []
    # A text, a glossary, a reason: only what is touched is looked at again.
    editing.set_draft(filled, editing.get_segment(filled, document, 1), "River Hospital opened.")
    assert figures()[document.id] == (7, 0)
    assert looked == [1]
    (filled.paths.glossaries / "places.csv").write_text(GLOSSARY + "2,الوفد,the team,prefer\n", encoding="utf-8")
    assert figures()[document.id] == (7, 1)
    assert looked == [1, 2]
    waiving.waive(filled, get_project(filled, "News"), editing.get_segment(filled, document, 2), "2", "house-style")
    assert figures()[document.id] == (7, 0)
    assert figures(stop=True) == {}


def test_names_fit_when_all_words_typed_stand_in_them() -> None:
    assert fits("أخبار غزة", "غزه اخبار")
    assert fits("Gaza News", "new ga")
    assert not fits("Gaza News", "gaza hospital")
    assert fits("x", "")

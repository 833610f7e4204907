"""The names screen: one key a name, rows in the glossary, the text untouched."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual import events

from workbench.workflow.desk import open_desk
from workbench.workflow.importing import import_text
from workbench.workflow.projects import new_project
from workbench.workflow.workspace import open_workspace

from .conftest import resize

GLOSSARY = (
    "id,ar,en,kind,status,ar_variants,en_variants,origin,author,date\nsalma,سلمى حداد,Salma Haddad,person,,,,,,\n"
)
ARTICLE = """\
قال وزير الري هاني سويلم إن السد جاهز، وشكر سلمى حداد.

وأضاف سويلم أن المشروع كبير. وحضر المحامي جورج نصار الحفل.
"""


class Names:
    """The names screen of a document in a workspace, and what a test asks of it."""

    def __init__(self, app: Any, pilot: Any, file: Path) -> None:
        self.app, self.pilot, self.file = app, pilot, file

    @property
    def screen(self) -> Any:
        return self.app.screen

    async def press(self, *names: str) -> None:
        await self.pilot.press(*names)
        await self.pilot.pause()

    async def until(self, test: Callable[[], bool]) -> None:
        for _ in range(500):
            if test():
                await self.pilot.pause()
                return
            await self.pilot.pause(0.02)
        raise AssertionError(f"it did not happen; the screen:\n{self.shown()}")

    async def open(self) -> None:
        from workbench.tui.screens import names

        await self.press("escape", "o")
        await self.until(lambda: hasattr(self.screen, "rows") and self.screen.found)
        await self.until(lambda: time.monotonic() - self.screen._since > names.GUARD)

    async def written(self, text: str) -> None:
        await self.until(lambda: text in self.file.read_text(encoding="utf-8"))

    @property
    def states(self) -> list[str]:
        return [r.state.name for r in self.screen.rows]

    def shown(self) -> str:
        return "\n".join(strip.text for strip in self.app.screen._compositor.render_strips())


@pytest.fixture
def names(workspace: Path) -> Any:
    from workbench.tui import keys
    from workbench.tui.app import WorkbenchApp

    keys.install()

    @asynccontextmanager
    async def open_it(size: tuple[int, int] = (80, 24)) -> AsyncIterator[Names]:
        file = workspace / "glossaries" / "names.csv"
        file.write_text(GLOSSARY, encoding="utf-8")
        with open_workspace(workspace) as ws:
            project = new_project(ws, "news", "ar", "en")
            import_text(ws, project, "dam", ARTICLE)
            app = WorkbenchApp(ws, open_desk(ws, "news", "dam"))
            async with app.run_test(size=size, notifications=True) as pilot:
                sitting = Names(app, pilot, file)
                await sitting.until(lambda: app.screen.desk.prepared)  # type: ignore[attr-defined]
                yield sitting

    return open_it


async def test_one_key_takes_a_name_and_goes_to_the_next(names: Any) -> None:
    async with names() as n:
        await n.open()
        assert n.states == ["OPEN", "OPEN", "OPEN", "KNOWN"]
        await n.press("f6", "enter", "shift+f6", "enter", "enter")
        await n.written("George Nassar")
        rows = n.file.read_text(encoding="utf-8").splitlines()
        assert [r.split(",")[2] for r in rows[2:]] == ["irrigation minister", "Hani Sweilem", "George Nassar"]
        assert "person,preferred,سويلم,Sweilem,news/dam,Tester," in rows[3]
        assert n.states == ["TAKEN", "TAKEN", "TAKEN", "KNOWN"]
        assert "1.0 keys a name" in n.shown()


async def test_the_open_document_knows_the_name_behind_escape(names: Any) -> None:
    async with names() as n:
        await n.open()
        await n.press("down", "enter", "escape")
        await n.written("Hani Sweilem")
        await n.until(lambda: "Hani Sweilem" in [h.concept.preferred("en") for h in n.screen.desk.terms(1)])
        await n.until(lambda: "Hani Sweilem" in n.shown())
        assert n.screen.target.text == ""


async def test_the_form_is_edited_in_line_and_the_kind_changed(names: Any) -> None:
    async with names() as n:
        await n.open()
        await n.press("down", "k", "k", "e", *(["backspace"] * 3), "a", "m", "enter")
        await n.written("Hani Sweiam")
        assert "Hani Sweiam,organisation" in n.file.read_text(encoding="utf-8")


async def test_skip_never_and_undo(names: Any, workspace: Path) -> None:
    async with names() as n:
        await n.open()
        await n.press("s", "x", "enter")
        assert n.states[:3] == ["SKIPPED", "NEVER", "TAKEN"]
        await n.written("George Nassar")
        skipped = workspace / "projects" / "news" / "names-skipped.txt"
        assert skipped.read_text(encoding="utf-8") == "هاني سويلم\n"
        await n.press("z")
        await n.until(lambda: n.file.read_text(encoding="utf-8") == GLOSSARY)
        await n.press("z", "z")
        await n.until(lambda: skipped.read_text(encoding="utf-8") == "")
        assert n.states[:3] == ["OPEN", "OPEN", "OPEN"]


async def test_a_name_that_cannot_be_written_is_open_again(names: Any) -> None:
    async with names() as n:
        await n.open()
        n.file.write_text("no,such,columns\n1,2,3\n", encoding="utf-8")
        await n.press("enter")
        await n.until(lambda: any("NOT SAVED" in m.message for m in n.app._notifications))
        assert n.states[0] == "OPEN"


async def test_name_forms_places_and_keys_fit_the_screen(names: Any) -> None:
    async with names() as n:
        await n.open()
        await n.press("down")
        for size in ((80, 24), (140, 45), (60, 16)):
            await resize(n.pilot, *size)
            shown = n.shown()
            assert "Hani Sweilem" in shown
            assert "1 known, 0 decided, 3 open" in shown
            assert "Enter take" in shown
            assert "Esc text" in shown or size[0] < 80
            assert all(len(line) <= size[0] for line in shown.splitlines())
        # Letters of an Arabic board are the same keys.
        await n.press("س")
        assert n.states[1] == "SKIPPED"


@pytest.mark.parametrize("wanted", [True, False])
async def test_an_article_opened_the_first_time_shows_its_names(workspace: Path, wanted: bool) -> None:
    from workbench.tui.app import WorkbenchApp
    from workbench.tui.screens.editor import EditorScreen
    from workbench.tui.screens.names import NamesScreen

    if not wanted:
        (workspace / "projects" / "workbench.toml").write_text("names_first = false\n", encoding="utf-8")
    with open_workspace(workspace) as ws:
        import_text(ws, new_project(ws, "news", "ar", "en"), "dam", ARTICLE)
        app = WorkbenchApp(ws, None)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("enter")
            await pilot.pause()
            assert isinstance(app.screen, NamesScreen if wanted else EditorScreen)
            if wanted:
                n = Names(app, pilot, workspace)
                await n.until(lambda: app.screen.found)
                await n.press("escape")
                await n.until(lambda: isinstance(app.screen, EditorScreen))
            desk = app.screen.desk
            await n.until(lambda: desk.prepared) if wanted else None
            await pilot.pause(0.4)
            desk.flush()
            await app.go_home()
            await pilot.pause()
            await pilot.press("enter")
            await pilot.pause()
            assert isinstance(app.screen, EditorScreen)


async def test_keys_typed_ahead_decide_nothing_and_f8_leaves(names: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from workbench.tui.screens import names as screen

    monkeypatch.setattr(screen, "GUARD", 3600.0)
    async with names() as n:
        await n.press("f8", "enter")
        await n.until(lambda: hasattr(n.screen, "rows") and n.screen.found)
        await n.press("enter")
        assert n.states == ["OPEN", "OPEN", "OPEN", "KNOWN"]
        await n.press("f8")
        assert n.file.read_text(encoding="utf-8") == GLOSSARY
        assert n.screen.target.text == ""


async def test_a_new_article_with_nothing_to_decide_shows_its_text(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workbench.tui.app import WorkbenchApp
    from workbench.tui.messages import NamesFound
    from workbench.tui.screens import names as names_screen
    from workbench.tui.screens.editor import EditorScreen

    # However busy the computer is, they are found before the keys go on without them, and only when the test says so.
    monkeypatch.setattr(names_screen, "HELD", 3600.0)
    found: list[NamesFound] = []

    def keep(screen: names_screen.NamesScreen, message: NamesFound) -> None:
        found.append(message)

    here = names_screen.NamesScreen.on_names_found
    monkeypatch.setattr(names_screen.NamesScreen, "on_names_found", keep)
    (workspace / "glossaries" / "g.csv").write_text(GLOSSARY, encoding="utf-8")
    with open_workspace(workspace) as ws:
        import_text(ws, new_project(ws, "news", "ar", "en"), "dam", "وشكر سلمى حداد.\n")
        app = WorkbenchApp(ws, None)
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            n = Names(app, pilot, workspace)
            app.post_message(events.Key("enter", None))
            await n.until(lambda: bool(found))
            # Esc was pressed to leave the names, which go by themselves: it begins no command in the text, nor when the
            # app has not looked at it yet. What was found is told once, and goes nowhere once the names have gone.
            for key in ("escape", *"Peace"):
                app.post_message(events.Key(key, key if len(key) == 1 else None))
            screen: Any = app.screen
            here(screen, found[0])
            here(screen, found[0])
            monkeypatch.setattr(names_screen.NamesScreen, "on_names_found", here)
            await n.until(lambda: isinstance(app.screen, EditorScreen))
            await n.until(lambda: "all known" in n.shown())
            await n.until(lambda: app.screen.target.text == "Peace")
            await n.press("escape", "o")
            await n.until(lambda: getattr(app.screen, "found", False))
            await n.press("enter") if time.monotonic() - app.screen._since > 0.25 else await pilot.pause(0.3)
            await n.press("enter")
            await n.until(lambda: isinstance(app.screen, EditorScreen))

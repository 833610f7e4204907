"""Help: the keys in force, found by typing; and the keys of the person's own on bars and screens."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from typing import Any

import pytest

from workbench.config import Settings
from workbench.tui import keymap
from workbench.tui import screens as tui_screens
from workbench.tui.screens import escape_keys
from workbench.tui.screens.help import EVERYWHERE, MARKS, HelpScreen
from workbench.tui.screens.page import Page
from workbench.workflow import editing
from workbench.workflow.importing import import_text
from workbench.workflow.projects import new_project
from workbench.workflow.workspace import open_workspace

from .conftest import Sit
from .fake_desk import FakeDesk
from .sitting import Sitting, open_it


async def test_all_of_it_is_there_and_words_find_it(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    monkeypatch.setattr("workbench.tui.clipboard.copy", copied.append)
    async with sit(FakeDesk(), (80, 24)) as s:
        await s.press("escape", "ا")
        assert isinstance(s.app.screen, HelpScreen)
        assert "Here: in an article" in s.pane("help")
        await s.press("ctrl+c")
        whole = copied[-1]
        for command in s.app.key_table.commands:
            shown = sorted(command.shown_keys, key=lambda k: command.escape != "" and not k.startswith("Esc "))
            assert f"{'   '.join(shown)}\t{command.text}" in whole.splitlines()
        for name, text in (*EVERYWHERE, *MARKS):
            assert f"{name}\t{text}" in whole
        first = s.pane("help")
        await s.press("pagedown", "down")
        assert s.pane("help") != first
        await s.press("ctrl+end")
        assert "what differs from a match" in s.pane("help")
        await s.type("split")
        assert "split the segment" in s.pane("help")
        assert "Here" not in s.pane("help")
        await s.press(*["backspace"] * 5, *"تقسيم")
        assert "split the segment" in s.pane("help")
        await s.press("ctrl+c")
        assert len(copied[-1].splitlines()) < 5
        await s.press(*"zzz")
        assert "Nothing here has these words." in s.pane("help")
        await s.press("escape")
        assert s.app.screen is s.screen
        assert s.text == ""
        # Another place shows its own keys first.
        await s.app.push_screen(HelpScreen(s.app.pen, keymap.HOME))
        await s.press("ctrl+c", "f1")
        lines = copied[-1].splitlines()
        assert lines[:2] == ["Here", "Enter\topen the document where it was left"]
        assert lines.index("Everywhere") < lines.index("In an article")
        assert s.app.screen is s.screen


OWN = {
    "help": ["F2", "esc y ."],
    "copy_source": ["esc ;", "Ctrl+Space"],
    "add_term": "esc a",
    "confirm": ["F12"],
    "quality": "esc q",
    "give": "Insert",
}


async def test_keys_of_ones_own_are_read_and_shown(sit: Sit) -> None:
    async with sit(FakeDesk(settings=Settings(author="Tester", keys=OWN)), (140, 45)) as s:
        assert not s.toasts
        bar = s.line("keys")
        assert "F12 " in bar
        assert "Insert " in bar
        assert "F2 help" in bar
        await s.press("f1", "escape", "c", "enter")
        assert s.app.screen is s.screen
        assert s.text == ""
        await s.press("escape", "ك")
        assert s.text == s.desk.segment(1).source
        await s.press("pagedown", "ctrl+@")
        assert s.text == s.desk.segment(2).source
        await s.press("f12")
        assert s.desk.segment(2).state.confirmed
        await s.press("escape")
        await s.until(lambda: "Esc +" in s.shown())
        assert "; source" in s.shown()
        assert "h help" not in s.shown()
        await s.press("y")
        await s.until(lambda: ". help" in s.shown())
        await s.press(".", *"copy source")
        assert "Esc ;   Ctrl+Space" in s.pane("help")
        await s.press("escape", "ctrl+p", *"help")
        assert "F2  Esc y ." in s.pane("choosing").splitlines()[0]


async def test_a_table_that_is_wrong_is_told_and_the_usual_keys_are_in_force(sit: Sit) -> None:
    settings = Settings(author="Tester", keys={"help": "ctrl+1", "confirm": "F12"})
    async with sit(FakeDesk(settings=settings)) as s:
        (notice,) = s.toasts
        told = " ".join(notice.split())
        assert "keys.help: 'ctrl+1' cannot be used" in told
        assert "usual keys" in told
        assert s.app.key_table is keymap.DEFAULTS
        await s.press("f1")
        assert isinstance(s.app.screen, HelpScreen)


async def test_the_lam_alef_key_does_nothing_behind_escape(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    async with sit(FakeDesk()) as s:
        monkeypatch.setattr(escape_keys, "LAM_ALEF", 0.0)
        await s.press("escape", "ل", "ا", "a", "alt+g", "ا", "b")
        assert s.text == "ab", "however far its two letters come apart, no number is asked for"
        await s.press("escape", "ل", "2", "ا")
        assert s.screen.question.field.text == "2ا", "behind a figure it is a letter like others"
        await s.press("escape", "escape", "ل", "enter", "ا")
        assert s.text == "abا"
        monkeypatch.setattr(escape_keys, "LAM_ALEF", 60.0)
        for row in ("y", "t"):
            await s.press("escape", row, "ل", "ا", "c")
        assert s.text == "abاcc", "nothing stands there, and no half of the key is typed"


def screens() -> list[type[Page[Any]]]:
    found: dict[str, type[Page[Any]]] = {}
    for module in pkgutil.iter_modules(tui_screens.__path__):
        for name, kind in vars(importlib.import_module(f"{tui_screens.__name__}.{module.name}")).items():
            if isinstance(kind, type) and issubclass(kind, Page) and name.endswith("Screen"):
                found[name] = kind
    return [kind for name, kind in found.items() if name not in ("ChoosingScreen", "SectionedScreen", "TickingScreen")]


def test_every_screen_has_its_help() -> None:
    kinds = screens()
    assert len(kinds) > 20
    own = {"EditorScreen", "HomeScreen", "HelpScreen", "GlossaryScreen", "ConceptScreen"}
    without = {k.__name__ for k in kinds if k.help_rows is Page.help_rows or k.__name__ in own}
    assert without <= own


async def test_f1_shows_the_keys_of_a_screen_and_comes_back_to_it(workspace: Path) -> None:
    with open_workspace(workspace) as ws:
        project = new_project(ws, "news", "ar", "en")
        document = import_text(ws, project, "doc", "قال سعيد حداد نعم. وصل 12 قاربا.\n").document
        editing.set_draft(ws, editing.get_segment(ws, document, 1), "13 boats.")
        app, desk = open_it(ws)
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            s = Sitting(app, pilot)
            await s.until(lambda: desk.prepared)
            for keys, row in (
                ("q", "ignore it in this segment, with a reason"),
                ("o", "in which glossary it is kept"),
                ("xs", "scroll"),
                ("l", "go there"),
                ("xd", "back"),
                ("xm", "Tab"),
                ("xa", "as it was"),
                ("/", "run it"),
            ):
                await s.press("escape", *keys)
                there = s.screen
                question = getattr(there, "question", None)
                for key in ("f1", *("question_mark" for _ in range(keys != "/"))):
                    await s.press(key)
                    assert isinstance(s.screen, HelpScreen), (keys, key)
                    assert row in s.pane("help"), keys
                    await s.press("escape")
                    assert s.screen is there, keys
                if keys == "o":
                    await s.until(lambda names=there: names.found)
                    assert there.keys_pressed == 0
                for _ in range(2 if question is not None and question.is_open else 1):
                    await s.press("escape")
        desk.close()


async def test_f1_tells_no_keys_of_a_screen_while_it_asks(sit: Sit) -> None:
    async with sit(FakeDesk()) as s:
        await s.press("escape", "y", "m")
        asking: Any = s.app.screen
        assert asking.question.is_open
        await s.press("f1")
        assert s.app.screen is asking
        assert asking.question.is_open
        assert asking.question.field.text == ""
        await s.press("escape", "f1")
        assert isinstance(s.app.screen, HelpScreen)

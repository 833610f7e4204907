"""The segment's history and the concordance, on screens of their own."""

from __future__ import annotations

import gc
import weakref
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from workbench.model import Origin
from workbench.workflow.desk import Desk, open_desk
from workbench.workflow.importing import import_text
from workbench.workflow.projects import new_project
from workbench.workflow.workspace import open_workspace

from .conftest import Sitting, resize

ARTICLE = "افتتح المستشفى أبوابه من جديد.\nوقال مدير المستشفى إن الوقود نفد تماما.\nثم عاد الوفد.\n"


@asynccontextmanager
async def sitting(workspace: Path, size: tuple[int, int] = (100, 30)) -> AsyncIterator[tuple[Sitting, Desk]]:
    from workbench.tui import keys
    from workbench.tui.app import WorkbenchApp

    keys.install()
    with open_workspace(workspace) as ws:
        import_text(ws, new_project(ws, "news", "ar", "en"), "article", ARTICLE)
        desk = open_desk(ws, "news", "article")
        app = WorkbenchApp(ws, desk)
        async with app.run_test(size=size, notifications=True) as pilot:
            s = Sitting(app, pilot, desk)  # type: ignore[arg-type]
            await s.until(lambda: desk.prepared)
            await pilot.pause()
            yield s, desk
        desk.close()


def shown(s: Sitting) -> str:
    return "\n".join(strip.text for strip in s.app.screen._compositor.render_strips())


async def test_a_text_of_the_history_comes_back_as_a_draft(workspace: Path) -> None:
    async with sitting(workspace) as (s, desk):
        await s.type("First version.")
        await s.press("alt+enter")
        await s.press("shift+home", "delete")
        await s.type("Second.")
        await s.press("alt+enter")
        await s.until(lambda: desk.segment(1).target == "Second.")
        await s.press("escape", "y", "h")
        screen: Any = s.app.screen
        assert [(e.act, e.target) for e in screen.rows] == [("confirm", "Second."), ("confirm", "First version.")]
        assert "History of segment 1" in shown(s)
        assert "confirmed" in shown(s)
        assert "from: human" in shown(s)
        # Nothing is taken by leaving.
        await s.press("down", "escape")
        assert s.text == "Second."
        await s.press("escape", "y", "h")
        await s.press("down", "enter")
        assert s.text == "First version."
        await s.press("escape", "s")
        await s.until(lambda: desk.segment(1).draft == "First version.")
        assert desk.segment(1).target == "Second."
        assert desk.segment(1).origin is Origin.HUMAN


async def test_words_are_looked_up_on_the_side_of_their_letters(workspace: Path) -> None:
    async with sitting(workspace) as (s, desk):
        for text in ("The hospital opened its doors again.", "The hospital director said fuel had run out."):
            await s.type(text)
            await s.press("enter")
        await s.until(lambda: desk.segment(2).state.confirmed)
        await s.press("escape", "k")
        await s.type("المستشفى")
        await s.press("enter")
        screen: Any = s.app.screen
        assert [p.target[:20] for p in screen.rows] == ["The hospital directo", "The hospital opened "]
        assert "in the source" in shown(s)
        assert "news · article" in shown(s)
        # The same words on the other side: nowhere.
        await s.press("s")
        assert screen.rows == []
        assert "Nowhere" in shown(s)
        await s.press("s", "down", "enter")
        assert s.text == "The hospital opened its doors again."
        # English ones, through the key of its own; what is selected is given.
        await s.press("f3")
        await s.type("fuel")
        await s.press("enter")
        screen = s.app.screen
        assert [p.language for p in screen.rows] == ["en"]
        assert "in the target" in shown(s)
        await s.press("escape")


async def test_keys_behind_the_question_reach_the_screen_that_opens(workspace: Path) -> None:
    async with sitting(workspace, (60, 16)) as (s, desk):
        await s.type("The hospital opened its doors again.")
        await s.press("enter")
        await s.until(lambda: desk.segment(1).state.confirmed)
        # In one go: the word, Enter, and Enter on the place found.
        await s.press("escape", "k", *"hospital", "enter", "enter")
        assert s.text == "The hospital opened its doors again."


async def test_nothing_to_look_up_and_nothing_in_the_history(workspace: Path) -> None:
    async with sitting(workspace) as (s, _desk):
        await s.press("escape", "k", "enter")
        assert s.app.screen is s.screen
        await s.press("escape", "y", "h")
        assert "Nothing has happened" in shown(s)
        await s.press("enter", "escape")
        assert s.app.screen is s.screen


async def test_segments_of_a_kind_are_listed_and_gone_to(workspace: Path) -> None:
    async with sitting(workspace) as (s, desk):
        await s.type("The hospital opened its doors again.")
        await s.press("enter")
        await s.type("Draft")
        await s.press("escape", "s")
        await s.until(lambda: desk.segment(2).draft == "Draft")
        await s.press("escape", "l")
        screen: Any = s.app.screen
        assert (len(screen.rows), screen.at) == (3, 1)
        assert "article: all" in shown(s)
        wanted = {"o": [2, 3], "d": [2], "t": [1], "i": [2], "m": [], "n": [], "k": [], "a": [1, 2, 3]}
        for letter, numbers in wanted.items():
            await s.press(letter)
            await s.until(lambda: "looking" not in shown(s))
            assert [r.number for r in screen.rows] == numbers, letter
        # Words are looked for as a reader takes them for the same, on both sides, within the kind; keys typed on are not lost.
        for kind, words, numbers in (
            ("a", "دِماء", []), ("a", "الوقود", [2]), ("o", "hospital", []), ("a", "HOSPITAL", [1]), ("a", "[/b]", []),
        ):  # fmt: skip
            await s.press(kind, "slash", *["delete"] * 10, *["backspace"] * 10)
            screen.question.paste(words)
            await s.press("enter")
            await s.until(lambda: "looking" not in shown(s))
            assert [r.number for r in screen.rows] == numbers, words
        assert "with [/b]" in shown(s)
        await s.press("slash")
        assert "(empty: all):" in shown(s)
        await resize(s.pilot, 60, 30)
        assert "(empty: all):" in shown(s), "a question is never cut"
        await s.press("escape")
        assert s.app.screen is screen, "Esc leaves the line that is typed, not the list"
        await s.press("slash", *["backspace"] * 10, "enter")
        await s.press("d")
        await s.until(lambda: len(screen.rows) == 1)
        assert "full stop" in shown(s), "the issue of the one chosen"
        await s.press("o")
        await s.until(lambda: len(screen.rows) == 2)
        await s.press("down", "enter")
        assert s.number == 3
        # Keys behind the command reach the list: the last open segment in one go.
        await s.press("pageup", "pageup")
        await s.press("escape", "l", "end", "enter")
        assert s.number == 3


async def test_a_screen_that_was_left_is_let_go_with_all_it_drew(workspace: Path) -> None:
    """Kept, they made the garbage collector stop the program for half a second at a time."""
    async with sitting(workspace) as (s, _desk):
        gone: list[weakref.ref[Any]] = []
        # The history has nothing to type in, the list has.
        for keys in (("escape", "y", "h"), ("escape", "l")):
            await s.press(*keys)
            screen: Any = s.app.screen
            await s.until(lambda: "segment" in shown(s))
            gone += [weakref.ref(widget._styles_cache) for widget in (screen, *screen.query("*"))]
            gone += [weakref.ref(widget) for widget in (screen, *screen.query("*"))]
            del screen
            await s.press("escape")
        await s.until(lambda: len(s.app.screen_stack) == 1)
        await s.pilot.pause(0.1)
        gc.collect()
        assert [ref() for ref in gone if ref() is not None] == []

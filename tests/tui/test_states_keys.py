"""Reviewing and locking by keys: what is marked, what a locked segment refuses and says."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.model import State
from workbench.tui.marks import ASCII, SYMBOLS
from workbench.tui.screens import segment_watch
from workbench.workflow import editing
from workbench.workflow.projects import get_document, get_project
from workbench.workflow.workspace import open_workspace

from .test_looking import shown, sitting


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segment_watch, "LOOK_EVERY", 0.05)


async def test_a_segment_is_reviewed_locked_and_let_go_by_keys(workspace: Path) -> None:
    async with sitting(workspace) as (s, desk):
        await s.press("escape", "y", "v")
        await s.until(lambda: any("not confirmed" in t for t in s.toasts))
        await s.press("escape", "y", "l")
        assert desk.segment(1).state is State.INITIAL
        await s.type("Ok.")
        # Typed behind Enter in one breath: the confirm is on the disk before it is reviewed.
        await s.press("alt+enter", "alt+y", "v")
        await s.until(lambda: desk.segment(1).state is State.REVIEWED)
        await s.until(lambda: f"  {SYMBOLS.reviewed}  " in s.line("mark"))
        await s.until(lambda: "seg 1/3 reviewed" in s.line("status"))
        await s.press("alt+y", "v")
        await s.until(lambda: desk.segment(1).state is State.TRANSLATED)
        await s.press("alt+y", "v", "home", "alt+y", "l")
        await s.until(lambda: desk.segment(1).state is State.FINAL)
        await s.until(lambda: f"  {SYMBOLS.locked}  " in s.line("mark"))
        await s.until(lambda: "seg 1/3 locked" in s.line("status"))
        await s.until(lambda: "Enter (locked)" in s.line("keys"))
        assert s.screen.target.cursor_location == (0, 0), "the caret stays"
        await s.press("pagedown")
        assert f"    1 {SYMBOLS.locked} " in shown(s)
        await s.press("pageup", "alt+y", "l")
        await s.until(lambda: desk.segment(1).state is State.REVIEWED)
        await s.type("x")
        await s.press("alt+enter")
        await s.until(lambda: desk.segment(1).state is State.TRANSLATED)


async def test_nothing_typed_or_taken_gets_into_a_locked_segment(workspace: Path) -> None:
    async with sitting(workspace) as (s, desk):
        await s.type("Ok.")
        await s.press("enter")
        await s.type("No.")
        await s.press("enter", "pageup", "pageup", "alt+y", "l")
        assert s.number == 1
        locked = desk.segment(1)
        tried = (
            *(("x",), ("backspace",), ("tab",), ("enter",), ("alt+c",), ("alt+u",), ("alt+p",), ("alt+j",), ("alt+1",)),
            *(("alt+y", "k"), ("alt+y", "v")),
        )
        for keys in tried:
            s.app.clear_notifications()
            await s.press(*keys)
            assert any("Segment 1 is locked. Esc y l there unlocks it" in t for t in s.toasts), keys
            assert (s.number, s.text) == (1, "Ok.")
        s.screen.target.put("Put in by a list.")
        s.screen.target.take_paste("pasted")
        assert s.text == "Ok."
        # Neither is the confirm before taken back, nor the next one joined to it from the other side.
        s.screen.confirms.pop()
        desk._undo.pop()
        s.app.clear_notifications()
        await s.press("ctrl+z")
        assert any("locked" in t for t in s.toasts)
        s.app.clear_notifications()
        await s.press("alt+y", "i")
        assert not any("locked" in t for t in s.toasts), "looking is free"
        desk.flush()
        assert desk.segment(1) == locked
        await s.press("alt+y", "l")
        await s.type("!")
        assert s.text == "Ok.!"


async def test_a_lock_from_elsewhere_shows_and_what_was_typed_is_in_the_history(workspace: Path) -> None:
    async with sitting(workspace) as (s, desk):
        with open_workspace(workspace) as other:
            project = get_project(other, "news")
            document = get_document(other, project, "article")

            def lock(number: int) -> None:
                drafted = editing.set_draft(other, editing.get_segment(other, document, number), "Theirs.")
                editing.lock(other, editing.confirm(other, project, drafted))

            lock(2)
            await s.until(lambda: desk.segment(2).state is State.FINAL)
            await s.type("Mine")
            await s.press("escape", "s")
            await s.until(lambda: desk.segment(1).draft == "Mine")
            # Typed before: once the look at the others has come, a locked segment takes nothing.
            await s.type(" too")
            lock(1)
            await s.press("escape", "s")
            await s.until(lambda: s.text == "Theirs.")
            assert any("locked by somebody else" in t for t in s.toasts)
            assert "Mine too" in [h.target for h in desk.history(1)]
            await s.type("x")
            assert s.text == "Theirs."


def test_the_marks_stand_without_colour() -> None:
    marks = {getattr(ASCII, name) for name in ("new", "draft", "done", "reviewed", "locked", "issue")}
    assert marks == set("-~+*#!")

"""Find and replace on the screen: typed, looked at, done, taken back."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from workbench.errors import UsageError
from workbench.model import Undone
from workbench.store import segments as segments_table
from workbench.workflow import batches, editing
from workbench.workflow.batches import list_batches
from workbench.workflow.desk import open_desk
from workbench.workflow.importing import import_text
from workbench.workflow.projects import documents_of, new_project
from workbench.workflow.replace_pattern import Wish
from workbench.workflow.replacing import Done, Which
from workbench.workflow.workspace import Workspace, open_workspace

from .sitting import Sitting, open_it
from .test_locked_database import held

TEXT = "وصل الوفد إلى حماة أمس.\n\nوعاد من حماة اليوم.\n\nفي حماة سوق.\n"
TARGETS = ("They reached Hama.", "They left Hama.", "Hama has a market.")


@pytest.fixture
def filled(workspace: Path) -> Iterator[Workspace]:
    with open_workspace(workspace) as ws:
        project = new_project(ws, "news", "ar", "en")
        for name in ("doc", "other"):
            import_text(ws, project, name, TEXT if name == "doc" else f"{TEXT}\nعاد الهدوء.\n")
        for document in documents_of(ws, project):
            for n, target in enumerate(TARGETS, 1):
                editing.set_draft(ws, editing.get_segment(ws, document, n), target)
            editing.confirm(ws, project, editing.get_segment(ws, document, 1))
        yield ws


def texts(ws: Workspace, document: int = 0) -> list[str]:
    (project,) = {d.project for d in _documents(ws)}
    assert project
    return [s.current for s in segments_table.load_segments(ws.store.read(), _documents(ws)[document].id)]


def _documents(ws: Workspace) -> list[Any]:
    from workbench.workflow.projects import get_project

    return documents_of(ws, get_project(ws, "news"))


@pytest.fixture(autouse=True)
def _seen_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from workbench.tui.screens import replace

    monkeypatch.setattr(replace, "GUARD", 0.0)


class Replacing(Sitting):
    """Asks what is to be replaced."""

    async def look_for(self, find: str, new: str) -> None:
        from workbench.tui.screens.replace import ReplaceScreen

        if not isinstance(self.screen, ReplaceScreen):
            await self.press("escape", "y", "r")
        assert isinstance(self.screen, ReplaceScreen)
        await self.line_typed(find)
        await self.line_typed(new)
        await self.until(lambda: not self.screen.busy)


async def test_looked_at_done_and_taken_back(filled: Workspace) -> None:
    from workbench.tui.screens.editor import EditorScreen

    app, desk = open_it(filled)
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        s = Replacing(app, pilot)
        await s.until(lambda: desk.prepared)
        await s.press("ctrl+home", "end", "space", "n", "o", "w")
        await s.look_for("hama", "Hamah")
        assert len(s.screen.rows) == 3, "what was just typed is looked through too"
        assert "[x] doc 1" in s.pane("choosing")
        assert "Esc back" in s.pane("choosing-keys")
        assert "a draft" in s.pane("chosen"), "the confirmed target has a newer draft"
        assert "They reached Hama. now" in s.pane("chosen")
        assert "They reached Hamah. now" in s.pane("chosen")
        assert texts(filled)[1:] == list(TARGETS[1:]), "nothing is written before Enter"
        await s.press("down", "space")
        assert "[ ] doc 2" in s.pane("choosing")
        assert s.screen.at == 2
        assert "2 of 3" in s.pane("choosing-title")
        await s.press("enter")
        await s.until(lambda: isinstance(app.screen, EditorScreen))
        assert texts(filled) == ["They reached Hamah. now", TARGETS[1], "Hamah has a market."]
        assert app.screen.target.text == "They reached Hamah. now"
        assert [x.current for x in desk.segments] == texts(filled)
        assert "Replaced in 2 segments" in s.told
        await s.press("escape", "y", "r", "escape", "z")
        await s.until(lambda: isinstance(app.screen, EditorScreen))
        assert texts(filled) == ["They reached Hama. now", *TARGETS[1:]]
        assert app.screen.target.text == "They reached Hama. now"
        assert list_batches(filled)[0].undone
        await s.press("escape", "y", "r", "escape", "z")
        assert "Nothing was replaced" in s.told
        await s.press("escape")
        assert isinstance(app.screen, EditorScreen)


async def test_how_and_where_it_is_looked_for(filled: Workspace) -> None:
    app, desk = open_it(filled)
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        s = Replacing(app, pilot)
        await s.until(lambda: desk.prepared)
        await s.look_for("hama", "Hamah")

        async def rows_after(key: str) -> int:
            await s.press(key)
            await s.until(lambda: not s.screen.busy)
            return len(s.screen.rows)

        assert await rows_after("l") == 0
        assert "Nowhere" in s.pane("choosing")
        assert await rows_after("l") == 3
        assert await rows_after("p") == 6
        assert await rows_after("d") == 4
        assert await rows_after("d") == 2
        assert "confirmed only" in s.pane("choosing-title")
        assert await rows_after("d") == 6
        await s.press("r", "f")
        await s.look_for("(h", "x")
        assert "wrong at character" in s.told
        await s.press("f")
        await s.look_for(r"^They (\w+) .*", "")
        assert "Nothing would be left" in s.pane("chosen")
        await s.press("enter")
        assert s.screen.rows, "nothing to do is no act"
        await s.press("f")
        await s.look_for(r"(\w+) Hama", r"\1 old Hama")
        await s.press("enter")
        await s.until(lambda: texts(filled, 1)[1] == "They left old Hama.")
        assert texts(filled)[0] == "They reached old Hama."


async def test_what_another_window_changed_is_left_and_told(filled: Workspace) -> None:
    from workbench.tui.screens.editor import EditorScreen

    app, desk = open_it(filled)
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        s = Replacing(app, pilot)
        await s.until(lambda: desk.prepared)
        await s.look_for("hama", "Hamah")
        editing.set_draft(filled, editing.get_segment(filled, desk.document, 2), "Theirs in Hama.")
        await s.press("enter")
        await s.until(lambda: isinstance(app.screen, EditorScreen))
        assert texts(filled)[1] == "Theirs in Hama."
        assert "1 were changed meanwhile" in s.told
        desk.read_only = True
        await s.press("escape", "y", "r")
        assert isinstance(app.screen, EditorScreen)
        assert "cannot be written" in s.told


async def test_an_enter_too_many_does_nothing(filled: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    from workbench.tui.screens import replace

    monkeypatch.setattr(replace, "GUARD", 600.0)
    app, desk = open_it(filled)
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        s = Replacing(app, pilot)
        await s.until(lambda: desk.prepared)
        await s.look_for(" a ", " the ")
        assert [r.new for r in s.screen.rows] == ["Hama has the market."], "spaces count as they are typed"
        await s.press("f")
        await s.look_for("hama", "Hamah")
        await s.press("enter")
        assert isinstance(s.screen, replace.ReplaceScreen)
        assert not s.screen.busy
        assert texts(filled) == list(TARGETS)
        monkeypatch.setattr(replace, "GUARD", 0.0)
        monkeypatch.setattr(replace, "LATE", 0.05)
        with held(filled.paths.root):
            # One may look round, and is told why it takes so long.
            await s.press("enter", "down", "enter")
            assert s.screen.at == 1
            await s.until(lambda: "Another program is writing" in s.told)
            assert isinstance(s.screen, replace.ReplaceScreen)
            # Esc gives it up.
            await s.press("escape")
            assert not isinstance(s.screen, replace.ReplaceScreen)
            assert "Given up: nothing was changed." in s.told
        assert desk.flush()
        assert texts(filled) == list(TARGETS)
        assert list_batches(filled)[0].act != "replace"
        await s.look_for("hama", "Hamah")
        await s.press("enter")
        await s.until(lambda: "Replaced in 3 segments" in s.told)
        app.clear_notifications()
        with held(filled.paths.root):
            await s.press("escape", "y", "r", "escape", "z")
            await s.until(lambda: "Another program is writing" in s.told)
            await s.press("escape")
            assert "Given up: nothing was changed." in s.told
        assert desk.flush()
        assert "Hamah" in texts(filled)[0]
        await s.press("escape", "y", "r", "escape", "z")
        await s.until(lambda: texts(filled) == list(TARGETS))


async def test_what_is_being_written_is_not_given_up(filled: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    from workbench.tui.screens.editor import EditorScreen

    app, desk = open_it(filled)
    real, gate = desk._read_anew, threading.Event()

    def slow() -> None:
        gate.wait(30)
        real()

    monkeypatch.setattr(desk, "_read_anew", slow)
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        s = Replacing(app, pilot)
        await s.until(lambda: desk.prepared)
        await s.look_for("hama", "Hamah")

        async def too_late(key: str, written: Callable[[], bool], told: str) -> None:
            gate.clear()
            await s.press(key)
            await s.until(written)
            await s.press("escape")
            assert "too late to give it up" in s.told
            gate.set()
            await s.until(lambda: isinstance(app.screen, EditorScreen))
            assert told in s.told
            assert "nothing was changed" not in s.told
            assert [x.current for x in desk.segments] == texts(filled)
            app.clear_notifications()

        await too_late("enter", lambda: "Hamah" in texts(filled)[0], "Replaced in 3 segments")
        await s.press("escape", "y", "r", "escape")
        await too_late("z", lambda: texts(filled) == list(TARGETS), "Taken back: 3 segments")


async def test_what_is_written_when_the_program_ends_is_told_nobody(
    filled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workbench.tui.screens.replace import ReplaceDone

    app, desk = open_it(filled)
    async with app.run_test(size=(120, 30)) as pilot:
        s = Replacing(app, pilot)
        await s.until(lambda: desk.prepared)
        await s.look_for("hama", "Hamah")
        screen = s.screen
    # The app calls back although the panes of the editor are gone.
    monkeypatch.setattr(app, "call_later", lambda callback, *args: callback(*args))
    told: list[Done] = []
    screen._after = told.append
    screen._tell_left(app, ReplaceDone(Done(1, (), ())))
    assert not told


def test_what_could_not_be_taken_back_can_be_later(filled: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_args: Any) -> Undone:
        raise UsageError("Not now.")

    with contextlib.closing(open_desk(filled, "news", "doc")) as desk:
        plan = desk.plan_replacing(Wish("hama", "Hamah"), Which.BOTH)
        desk.replace(plan, plan.changes)
        with monkeypatch.context() as m:
            m.setattr(batches, "undo_batch", locked)
            with pytest.raises(UsageError):
                desk.take_back_replacing()
        assert desk.take_back_replacing().taken == 3
        assert not desk.replaced


async def test_what_was_looked_for_before_is_not_shown(filled: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    app, desk = open_it(filled)
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        s = Replacing(app, pilot)
        await s.until(lambda: desk.prepared)
        await s.look_for("hama", "Hamah")
        real, calls, begun, gate = desk.plan_replacing, iter(range(9)), threading.Event(), threading.Event()

        def slow(wish: Any, which: Any, *, everywhere: bool, pace: Any) -> Any:
            if next(calls) == 0:
                while not pace.stopped():
                    time.sleep(0.001)
                return real(wish, which, everywhere=everywhere)
            begun.set()
            gate.wait(30)
            return real(wish, which, everywhere=everywhere, pace=pace)

        monkeypatch.setattr(desk, "plan_replacing", slow)
        await s.press("w")
        await s.press("l")
        await s.until(begun.is_set)
        assert s.screen.busy
        assert s.screen.rows == []
        gate.set()
        await s.until(lambda: not s.screen.busy)
        assert "exact letters, whole words" in s.pane("choosing-title")
        assert "Nowhere" in s.pane("choosing")

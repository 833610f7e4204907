"""Another program holds the database while all sorts of things are done: the screen goes on, and all is written in order."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from workbench.config import WorkspacePaths
from workbench.model import State
from workbench.tui.screens import holding
from workbench.workflow import cutting, editing
from workbench.workflow.importing import import_text
from workbench.workflow.projects import get_document, get_project
from workbench.workflow.workspace import open_workspace

from .conftest import resize
from .test_looking import shown, sitting


@contextmanager
def held(workspace: Path) -> Iterator[None]:
    other = sqlite3.connect(WorkspacePaths(workspace).database, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


async def test_what_is_done_while_it_is_held_is_written_in_order(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding, "HELD", 0.05)
    async with sitting(workspace) as (s, desk):
        with held(workspace):
            await s.type("One.")
            await s.press("enter")
            await s.type("Two.")
            await s.press("alt+enter", "alt+y", "v", "alt+y", "l")
            assert "another program is writing" in " ".join(s.toasts)
            await s.type("x")
            assert s.text == "Two.", "what is about to be locked takes nothing"
            await s.press("pagedown")
            await s.type("Three")
            await s.press("alt+p")
            s.screen.question.paste("عاد")
            await s.press("enter")
            await s.type(" more")
            await s.press("alt+j")
            assert "Try again in a moment" in " ".join(s.toasts)
            await s.press("pageup", "pageup", "alt+u", "end", "!")
            await s.press("alt+y", "m")
            await s.type("Why")
            await s.press("enter", "escape")
            assert (s.number, s.text) == (1, "One.!")
            assert "Saving ..." in s.line("status")
            # Nothing is shown as what it is not yet.
            assert [x.state for x in desk.segments] == [State.INITIAL] * 3
            assert desk.unsaved >= 6
        await s.until(lambda: not desk.unsaved and not desk.recutting)
        await s.press("escape", "s")
        await s.until(lambda: not desk.unsaved)
        assert [(x.source, x.state, x.target, x.draft) for x in desk.segments] == [
            ("افتتح المستشفى أبوابه من جديد.", State.INITIAL, "", "One.!"),
            ("وقال مدير المستشفى إن الوقود نفد تماما.", State.FINAL, "Two.", None),
            ("ثم", State.INITIAL, "", "Three more"),
            ("عاد الوفد.", State.INITIAL, "", None),
        ]
        assert [h.act for h in desk.history(2)] == ["confirm", "confirm", "lock"]
        assert [h.act for h in desk.history(1)][:2] == ["confirm", "unconfirm"]
        assert [c.text for c in desk.comments(1)] == ["Why"]
        assert (s.number, s.text) == (1, "One.!"), "nobody is moved to another segment"
        assert "Saved" in s.line("status")
        await s.press("pagedown", "alt+y", "l", "pagedown", "alt+z")
        assert [x.source for x in desk.segments][2:] == ["ثم عاد الوفد."]
        assert s.text == "Three", "as before the split"
        assert "Three more" in [h.target for h in desk.history(3)]


async def test_a_text_typed_while_another_splits_before_it_lands_in_its_segment(workspace: Path) -> None:
    async with sitting(workspace) as (s, desk):
        await s.press("pagedown")
        with open_workspace(workspace) as other:
            cutting.split(other, get_document(other, desk.project, "article"), 1, 6)
        await s.type("Fuel")
        # Read anew, and not in force yet: numbers are what they were.
        seen: list[Any] = []
        desk.follow_segments(lambda: 0, seen.append)
        assert desk.flush()
        await s.type(" ran out.")
        s.screen.keep_draft()
        s.screen._followed(*seen)
        await s.until(lambda: len(desk.segments) == 4)
        await s.press("escape", "s")
        await s.until(lambda: not desk.unsaved)
        assert [x.draft for x in desk.segments] == [None, None, "Fuel ran out.", None]
        assert (s.number, s.text) == (3, "Fuel ran out.")


async def test_home_comes_when_all_is_written_and_the_screen_goes_on_meanwhile(workspace: Path) -> None:
    async with sitting(workspace) as (s, desk):
        with held(workspace):
            await s.type("Last words")
            await s.pilot.press("alt+x", "h")
            await s.pilot.pause(0.1)
            assert "is written first" in " ".join(s.toasts)
            await resize(s.pilot, 90, 26)
            assert "Last words" in shown(s)
            assert desk.unsaved
        for _ in range(500):
            await s.pilot.pause(0.02)
            if s.app._desk is None and "Projects" in shown(s):
                break
        assert "article" in shown(s)
        assert s.app._desk is None
        with open_workspace(workspace) as again:
            project = get_project(again, "news")
            assert editing.get_segment(again, get_document(again, project, "article"), 1).draft == "Last words"


async def test_an_issue_of_another_article_comes_when_all_is_written(workspace: Path) -> None:
    async with sitting(workspace) as (s, desk):
        with open_workspace(workspace) as other:
            import_text(other, desk.project, "second", "وصل 45 طبيبا.\n")
            document = get_document(other, desk.project, "second")
            editing.set_draft(other, editing.get_segment(other, document, 1), "Doctors came.")
        await s.press("alt+q")
        report: Any = s.app.screen
        await s.press("p")
        await s.until(lambda: not report.looking and bool(report.rows))
        report.at = next(n for n, row in enumerate(report.rows) if row.document == "second")
        with held(workspace):
            desk.set_note(1, "Ask.", lambda _saved: None)
            await s.pilot.press("enter", "x", "y")
            assert s.app._desk is desk, "it waits"
            assert "is written first" in " ".join(s.toasts)
            await resize(s.pilot, 90, 26)
        await s.until(lambda: s.app._desk is not desk and s.app._early is None)
        assert s.screen.desk.document.slug == "second"
        assert "xy" in s.text, "what is typed ahead is for the article one goes to"
        s.app.close_desk()
        with open_workspace(workspace) as again:
            first = get_document(again, get_project(again, "news"), "article")
            assert editing.get_segment(again, first, 1).note == "Ask."

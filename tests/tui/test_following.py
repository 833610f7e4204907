"""Two programs on one workspace: what the other does shows here, and nothing typed here is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.model import State
from workbench.tui.screens import segment_watch
from workbench.workflow import cutting, editing
from workbench.workflow.projects import get_document, get_project
from workbench.workflow.workspace import Workspace, open_workspace

from .test_looking import shown, sitting


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segment_watch, "LOOK_EVERY", 0.05)


def elsewhere(ws: Workspace, number: int, text: str, *, confirm: bool = False) -> None:
    """Write a text as another program does."""
    project = get_project(ws, "news")
    document = get_document(ws, project, "article")
    segment = editing.set_draft(ws, editing.get_segment(ws, document, number), text)
    if confirm:
        editing.confirm(ws, project, segment)


async def test_what_another_program_writes_shows_here(workspace: Path) -> None:
    async with sitting(workspace) as (s, desk):
        repeating = [timer for timer in s.screen._timers if timer.name.startswith("set_interval")]
        assert len(repeating) == 1, "one look wakes it, whatever is looked at"
        with open_workspace(workspace) as other:
            elsewhere(other, 2, "Theirs.", confirm=True)
            await s.until(lambda: desk.segment(2).state is State.TRANSLATED)
            await s.until(lambda: "Theirs." in shown(s))
            assert "1/3 confirmed" in shown(s)
            # Also in the open segment, as long as nobody has typed there.
            elsewhere(other, 1, "Theirs too.")
            await s.until(lambda: s.text == "Theirs too.")
            # Nothing of it counts as typed here.
            await s.press("pagedown", "pageup")
            assert desk.segment(1).draft == "Theirs too."


async def test_what_is_typed_here_stays_and_both_versions_are_shown(workspace: Path) -> None:
    async with sitting(workspace) as (s, desk):
        with open_workspace(workspace) as other:
            await s.type("Mine")
            await s.press("escape", "s")
            await s.until(lambda: desk.segment(1).draft == "Mine")
            elsewhere(other, 1, "Theirs.")
            await s.pilot.pause(0.3)
            assert s.text == "Mine"
            await s.type(" too")
            await s.press("escape", "s")
            await s.until(lambda: 1 in s.screen.conflicts)
            assert s.text == "Mine too"
            await s.press("enter")
            await s.until(lambda: s.screen.question.is_open)
            assert "Theirs." in s.pane("asked")
            assert "Mine too" in s.pane("asked")


async def test_what_was_saved_here_and_written_over_elsewhere_is_kept_before_one_leaves(workspace: Path) -> None:
    async with sitting(workspace) as (s, desk):
        with open_workspace(workspace) as other:
            await s.type("Mine")
            await s.press("escape", "s")
            await s.until(lambda: desk.segment(1).draft == "Mine")
            elsewhere(other, 1, "Theirs.", confirm=True)
            # Nothing more is typed here: without a write of ours nobody would ever be told.
            await s.until(lambda: 1 in s.screen.conflicts)
            assert s.text == "Mine"
            await s.press("pagedown")
            assert desk.flush()
            there = editing.get_segment(other, desk.document, 1)
            assert (there.target, there.draft) == ("Theirs.", "Mine")


async def test_a_split_elsewhere_brings_the_new_segments(workspace: Path) -> None:
    async with sitting(workspace) as (s, desk):
        await s.press("pagedown", "pagedown")
        assert s.number == 3
        with open_workspace(workspace) as other:
            project = get_project(other, "news")
            document = get_document(other, project, "article")
            cutting.split(other, document, 1, desk.segment(1).source.index("أبوابه"))
        await s.until(lambda: len(desk.segments) == 4)
        await s.until(lambda: s.number == 4)
        assert any("changed by another program" in t for t in s.toasts)
        await s.type("Then the delegation came back.")
        await s.press("enter")
        await s.until(lambda: desk.segment(4).state is State.TRANSLATED)

"""Statistics on the screen, and what the editor counts for them."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from workbench.store import effort
from workbench.tui.messages import StatisticsCounted
from workbench.tui.screens import statistics as module
from workbench.workflow.desk import Desk
from workbench.workflow.importing import import_text
from workbench.workflow.pacing import Stopped
from workbench.workflow.statistics import Statistics

from .conftest import Sitting, resize
from .test_looking import sitting


async def counted(s: Sitting, *keys: str) -> Any:
    await s.press(*keys)
    screen: Any = s.app.screen
    await s.until(lambda: not screen.counting)
    return screen


def spent(desk: Desk, number: int) -> tuple[float, int]:
    return effort.of_segment(desk.ws.store.read(), desk.segment(number).id)


async def test_one_page_of_tables_with_what_was_counted_while_typing(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []
    async with sitting(workspace, (80, 24)) as (s, desk):
        import_text(desk.ws, desk.project, "second", "ثم عاد الوفد.\n\nجملة أخرى تماما.\n")
        monkeypatch.setattr(s.app, "copy_to_clipboard", copied.append)
        await s.type("Done")
        await s.press("enter", "pagedown", "escape", "s")
        await s.until(lambda: spent(desk, 1)[1] == 5)
        await counted(s, "escape", "x", "s")
        # The keys on the way here are the segment's that was open.
        assert spent(desk, 3)[1] == 5
        assert "Statistics of news/article" in s.shown()
        assert "target" in s.shown()
        assert max(map(len, s.shown().splitlines())) <= 80
        row = next(line for line in s.shown().splitlines() if line.strip().startswith("all but skipped"))
        assert row.split()[3:5] == ["3", "15"]
        await s.press("end")
        assert "By day and person" in s.shown()
        await s.press("home", "2")
        assert s.line("statistics").startswith(" 2 Match bands")
        await s.press("down", "pageup", "c")
        assert "Match bands\nband\tsegments\twords\tchars\twords %\ncontext\t0\t0\t0\t0.0\n" in copied[0]
        assert "keys counted\t11\n" in copied[0]
        # The project: every document, and all together.
        await counted(s, "p")
        assert "Statistics of news " in s.shown()
        lines = s.shown().splitlines()
        assert [line.split()[0] for line in lines if line.startswith(("  article", "  second"))] == [
            "article",
            "second",
        ]
        # Where there is little room a column goes, and no figure is cut.
        await resize(s.pilot, 60, 16)
        await s.press("2")
        assert "(+1 more: c copies all)" in s.line("statistics")
        row = next(line for line in s.shown().splitlines() if line.strip().startswith("all but skipped"))
        assert len(row.split()) == 9
        assert "…" not in row
        assert "Esc back" in s.pane("statistics-keys")
        await s.press("escape")
        assert s.text == ""


async def test_leaving_gives_the_counting_up_and_an_error_is_told(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, go_on, ended = threading.Event(), threading.Event(), []

    def slow(_ws: Any, _project: Any, _document: Any, pace: Any) -> Sequence[Statistics]:
        started.set()
        go_on.wait(10)
        try:
            pace.step(1, 2)
        except Stopped:
            ended.append(1)
            raise
        raise AssertionError

    def broken(*_args: Any) -> Sequence[Statistics]:
        raise ValueError

    async with sitting(workspace) as (s, _desk):
        monkeypatch.setattr(module, "statistics", slow)
        await s.press("escape", "x", "s")
        await s.until(started.is_set)
        assert "counting" in s.shown()
        await s.press("c", "9", "escape")
        go_on.set()
        await s.until(lambda: ended == [1])
        monkeypatch.setattr(module, "statistics", broken)
        screen = await counted(s, "escape", "x", "s")
        assert "Something went wrong" in s.pane("statistics")
        assert "nothing to count" not in s.shown()
        screen.post_message(StatisticsCounted(object(), [], "late"))
        await s.pilot.pause()
        assert "late" not in s.shown()


async def test_who_does_not_want_it_is_not_counted(workspace: Path) -> None:
    from dataclasses import replace

    async with sitting(workspace) as (s, desk):
        desk.settings = replace(desk.settings, effort=False)
        await s.type("Done")
        await s.press("enter")
        await s.until(lambda: desk.segment(1).state.confirmed)
        assert effort.of_document(desk.ws.store.read(), desk.document.id) == []


async def test_from_home(workspace: Path) -> None:
    from workbench.tui.screens.statistics import StatisticsScreen

    async with sitting(workspace) as (s, desk):
        await s.app.go_home()
        desk.close()
        screen = await counted(s, "س")
        assert isinstance(screen, StatisticsScreen)
        assert "Statistics of news/article" in s.shown()
        await s.press("escape", "up")
        await counted(s, "s")
        assert "Statistics of news " in s.shown()

"""The screen for a screen reader: ASCII, no colours, one thing a line, the terminal's own caret where the work is."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from rich.console import Console

from workbench.bidi.profile import PROFILES
from workbench.config import Settings
from workbench.model import is_rtl
from workbench.tui.plain import _ChangedLines, caret_on
from workbench.workflow.importing import import_text
from workbench.workflow.projects import new_project
from workbench.workflow.terminal import find_terminal
from workbench.workflow.workspace import open_workspace

from .conftest import Sitting, resize
from .fake_desk import FakeDesk
from .terminal import Terminal, program


async def test_ascii_without_colours_lines_or_blocks_and_nothing_written_twice() -> None:
    from workbench.tui import keys
    from workbench.tui.app import WorkbenchApp

    keys.install()
    desk = FakeDesk(settings=Settings(author="Tester", plain=True, ascii=True))
    ws: Any = SimpleNamespace(settings=desk.settings, read_only=False, warnings=[])
    app = WorkbenchApp(ws, desk, PROFILES["logical"])  # type: ignore[arg-type]
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        s = Sitting(app, pilot, desk)
        await s.until(lambda: desk.prepared)
        await s.type("A draft")
        shown = s.shown()
        assert desk.segments[0].source in shown
        foreign = {c for c in shown if not c.isascii() and not "\u0600" <= c <= "\u06ff" and c not in "\u00a0…"}
        assert foreign == set()
        for strip in app.screen._compositor.render_strips():
            for _text, style, _control in strip:
                assert style is None or not (style.color or style.bgcolor or style.reverse or style.dim or style.strike)
        # One below the other: nothing stands beside the text that is typed.
        row = next(line for line in shown.split("\n") if "A draft" in line)
        assert row.split() == ["~", ">", "A", "draft"]
        assert caret_on(app.screen) == app.screen.query_one("#target").cursor_screen_offset  # type: ignore[attr-defined]

        console = Console(force_terminal=True, width=100)
        app.written = None
        whole = _ChangedLines(app, app.screen).render_segments(console)
        assert "A draft" in whole
        assert _ChangedLines(app, app.screen).render_segments(console) == ""
        await s.type("s")
        changed = _ChangedLines(app, app.screen).render_segments(console)
        assert "A drafts" in changed
        assert changed.count("\x1b[") < 40
        assert desk.segments[1].source not in changed
        app.on_resize()
        assert app.written is None
        # In every size all of it, one below the other.
        for size in ((60, 20), (80, 24), (200, 50)):
            await resize(pilot, *size)
            at = [app.screen.query_one(f"#{name}").region for name in ("proposals", "terms", "issues", "status")]
            assert all(region.x == 0 and region.height for region in at), (size, at)
            assert all(a.bottom <= b.y for a, b in pairwise(at)), (size, at)
            assert at[2].bottom <= size[1] - 2


def test_letters_come_as_they_are_stored_unless_somebody_chose() -> None:
    assert is_rtl("ar")
    here = {"TERM": "xterm-256color", "XTERM_VERSION": "XTerm(379)"}
    found = find_terminal(Settings(plain=True), ask=False, environ=here)
    assert (found.profile.name, found.sure) == ("logical", True)
    assert find_terminal(Settings(plain=True, bidi="visual"), ask=False, environ=here).profile.name == "visual"
    assert find_terminal(Settings(), ask=False, environ=here).profile.name == "visual"


@pytest.fixture
def terminal(workspace: Path) -> Iterator[Terminal]:
    with open_workspace(workspace) as ws:
        project = new_project(ws, "news", "ar", "en")
        import_text(ws, project, "doc", "زارت سلمى حداد المدرسة القديمة.\nبدأ العمل في الصباح.\n")
    env = {"WORKBENCH_USER_DIR": os.environ["WORKBENCH_USER_DIR"]}
    opened = Terminal(program(workspace, "open", "--plain", "news", "doc"), (80, 24), env)
    yield opened
    opened.close()


def test_the_terminals_own_caret_is_where_the_work_is(terminal: Terminal) -> None:
    def caret() -> tuple[int, int, int]:
        x, y, seen = terminal._tmux("display-message", "-p", "#{cursor_x} #{cursor_y} #{cursor_flag}").split()
        return int(x), int(y), int(seen)

    def behind(text: str) -> tuple[int, int, int]:
        lines = terminal.screen().split("\n")
        y = next((n for n, line in enumerate(lines) if text in line), -1)
        return (lines[y].index(text) + len(text), y, 1) if y >= 0 else (-1, -1, -1)

    terminal.until_shows("TM ")
    terminal.keys("Salma Haddad visited")
    terminal.until(lambda: caret() == behind("Salma Haddad visited"), "the caret behind the text")
    terminal.keys("Left", "Left", "Left")
    terminal.until(lambda: caret() == behind("Salma Haddad visi"), "the caret in the text")
    terminal.burst("\x1bg12")
    terminal.until(lambda: caret() == behind("   12"), "the caret in the question")
    terminal.keys("Escape")
    terminal.until(lambda: caret() == behind("Salma Haddad visi"), "the caret in the text again")
    terminal.burst("\x1bl")
    terminal.until_shows("2 of 2 segments")
    terminal.keys("Down")
    terminal.until(lambda: caret()[1:] == (behind(" >     2")[1], 1), "the caret on the row")

"""Comments and what stands around the open segment: said, settled and removed by keys, and shown in every size."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from workbench.model import Comment, Proposal, ProposalKind, Role
from workbench.tui.screens import segment_watch
from workbench.tui.screens.context_lines import ContextLines
from workbench.workflow import comments
from workbench.workflow.workspace import open_workspace

from .conftest import Sit, resize
from .fake_desk import FakeDesk
from .test_looking import shown, sitting


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segment_watch, "LOOK_EVERY", 0.05)


async def test_comments_are_said_settled_and_removed_by_keys(workspace: Path) -> None:
    async with sitting(workspace, (112, 30)) as (s, desk):
        await s.press("escape", "y", "m")
        screen: Any = s.app.screen
        assert screen.question.is_open, "nothing was said yet: it is asked at once"
        screen.question.paste("أي مستشفى؟")
        screen.line_changed()
        assert (screen.question.field.spoken, screen.question.field.direction) == ("ar", 1)
        await s.press("enter", "a")
        await s.type("As")
        assert (screen.question.field.spoken, screen.question.field.direction) == ("en", 0)
        await s.press("enter")
        assert [c.text for c in desk.comments(1)] == ["أي مستشفى؟", "As"]
        assert "2 open, 0 done" in shown(s)
        assert screen.rows[screen.at].text == "As", "the new one is chosen"
        await s.press("space")
        assert [(c.text, c.done) for c in screen.rows] == [("أي مستشفى؟", False), ("As", True)]
        # An empty line says nothing, and Esc leaves no half of one.
        await s.press("a", "enter", "a", "z", "escape", "escape")
        assert len(desk.comments(1)) == 2
        assert "1 comment " in s.line("head")
        assert "Tester" in s.pane("remarks")
        # Another's is settled, never removed.
        with open_workspace(workspace) as ws:
            other = replace(ws, settings=replace(ws.settings, author="Omar"))
            comments.add_comment(other, desk.segment(1), "Omar asks.")
            await s.until(lambda: "2 comments" in s.line("head"))
        assert "Omar asks." in s.pane("remarks")
        await s.press("escape", "y", "m", "down", "d")
        assert any("by Omar" in t for t in s.toasts)
        await s.press("up", "d")
        assert [c.text for c in desk.comments(1)] == ["Omar asks.", "As"]
        await s.press("enter")
        assert s.app.screen is s.screen
        # Joined away by another window while it was asked: it lands on no other segment, and is not lost.
        s.screen.go(2)
        await s.press("escape", "y", "m")
        asking: Any = s.app.screen
        asking._segment = replace(asking._segment, id=99)
        await s.type("For two")
        await s.press("enter")
        assert any("no more" in t for t in s.toasts)
        assert (s.app.clipboard, list(desk.comments(2))) == ("For two", [])
        await s.press("escape")
        await s.press("escape", "l", "s")
        await s.until(lambda: [r.number for r in s.app.screen.rows] == [1])  # type: ignore[attr-defined]
        assert "Omar: Omar asks." in shown(s)
        await s.until(lambda: "l locked" in shown(s))


def paragraph() -> FakeDesk:
    desk = FakeDesk([f"جملة رقم {n} من الفقرة." for n in range(1, 9)])
    kinds = [replace(x, block=0 if x.number == 1 else 1) for x in desk.segments]
    desk.segments = [replace(kinds[0], role=Role.TITLE, target="The headline"), *kinds[1:]]
    desk.segments[2] = replace(desk.segments[2], target="The neighbour before.", draft=None)
    desk.said[4] = [Comment(1, 4, "Omar", "2026-01-31T10:20:30Z", "Which one?")]
    desk.segments[3] = replace(desk.segments[3], note="mind the name")
    desk.start = 4
    desk.found[4] = [
        Proposal(ProposalKind.FUZZY, f"Proposal {n} " + "which is long " * 12, f"TM {90 - n} %", score=90 - n)
        for n in range(7)
    ]
    return desk


async def test_the_panels_come_with_the_room_and_caret_and_text_stay(sit: Sit) -> None:
    async with sit(paragraph(), (140, 48)) as s:
        await s.searched()
        await s.type("Here")
        await s.press("left", "left")
        caret = s.screen.target.cursor_location
        assert "mind the name" in s.pane("remarks")
        assert "Which one?" in s.pane("remarks")
        around = s.pane("around")
        assert "The headline" in around
        assert "The neighbour before." in around
        assert "▸     4  this segment" in around
        heads = sum("TM " in line for line in s.pane("proposals").split("\n"))
        assert heads >= 3
        await resize(s.pilot, 170, 48)
        # A third column: proposals to their last line beside the rest, the paragraph whole.
        assert s.app.screen.query_one("#facts").region.x > s.app.screen.query_one("#proposals").region.right - 1
        assert "8 ·" in s.pane("around")
        assert " ".join(s.pane("proposals").split()).count("which is long") >= 5 * 12
        await resize(s.pilot, 80, 24)
        assert not s.app.screen.query_one("#around").display
        assert not s.app.screen.query_one("#remarks").display
        assert "note, 1 comment │" in s.line("status")
        # A low window keeps its room for proposals.
        await resize(s.pilot, 120, 35)
        assert not s.app.screen.query_one("#around").display
        assert "Which one?" in s.pane("remarks")
        assert s.app.screen.query_one("#proposals").size.height >= 6
        assert (s.text, s.screen.target.cursor_location) == ("Here", caret)
        # What says nothing takes no room: the headline is a paragraph of its own.
        await s.press("ctrl+home")
        # The editor is painted first.
        await s.until(lambda: not s.app.screen.query_one("#remarks").display)
        assert not s.app.screen.query_one("#around").display


def test_the_nearest_come_first_where_room_is_short(sit: Sit) -> None:
    from rich.style import Style

    from workbench.tui.marks import SYMBOLS
    from workbench.tui.strips import Pen

    desk = paragraph()
    lines = ContextLines(Pen(), "ar", "en", SYMBOLS)

    def around(number: int, height: int) -> list[str]:
        drawn = lines.around(desk.segments, number, lambda s: (s.current, False), 40, height, Style())
        assert len(drawn) <= height
        assert all(strip.cell_length == 40 for strip in drawn)
        return [strip.text.strip() for strip in drawn]

    assert [t for t in around(5, 9) if t[:1].isdigit()] == ["4 ·", "6 ·"]
    assert around(5, 2)[-1] == "The headline"
    assert around(1, 20) == [], "the headline is a paragraph of its own, and needs none above it"
    assert any("[red]" in t for t in _hostile(lines))


def _hostile(lines: ContextLines) -> list[str]:
    from rich.style import Style

    said = Comment(1, 1, "[b]", "2026-01-31T10:20:30Z", "[red]x\x1b[2J \u202e rest " + "long " * 80)
    drawn = lines.remarks("ملاحظة " * 60, [said, replace(said, done=True)], 30, Style())
    assert all(strip.cell_length == 30 for strip in drawn)
    assert not any("\x1b" in strip.text for strip in drawn)
    return [strip.text for strip in drawn]

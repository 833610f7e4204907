"""Memories, engines and glossaries on the screen: chosen, moved, allowed, taken back; the open article follows."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.workflow.machine_engines import Engine
from workbench.errors import StoreError
from workbench.model import Project, Unit
from workbench.mt.engine import Place
from workbench.mt.engines import ENGINES
from workbench.store import memories as memories_table
from workbench.store import units as units_table
from workbench.tui.screens.segment_watch import LOOK_EVERY
from workbench.workflow import mt_upkeep, projects
from workbench.workflow.importing import import_text
from workbench.workflow.memories import create_memory, list_memories
from workbench.workflow.projects import get_project, new_project, set_resources
from workbench.workflow.workspace import Workspace, open_workspace

from .sitting import Sitting, open_it

FIRST = "افتتح المستشفى أبوابه من جديد."
TEXT = f"{FIRST}\n\nقالت سلمى حداد إن العمل بدأ.\n"


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Engine:
    engine = Engine("cloud", Place.CLOUD, lambda text: f"({len(text)} letters)", ("context",))
    monkeypatch.setitem(ENGINES, "cloud", lambda _settings: engine)
    return engine


@pytest.fixture
def filled(workspace: Path, cloud: Engine) -> Iterator[Workspace]:
    names = workspace / "glossaries" / "a.csv"
    names.write_text("ar,en,enforce\nسلمى حداد,Salma Haddad,must\n", encoding="utf-8")
    names.with_name("b.csv").write_text("ar,en,enforce\nسلمى حداد,Selma Hadad,must\n", encoding="utf-8")
    with open_workspace(workspace) as ws:
        ws.settings = replace(ws.settings, mt_engines=("cloud",), mt_cache=False)
        project = new_project(ws, "news", "ar", "en")
        import_text(ws, project, "doc", TEXT)
        for name in ("old", "older"):
            create_memory(ws, name, "ar", "en")
        with ws.store.write() as conn:
            (old,) = memories_table.memory_ids(conn, ["old"])
            units_table.insert_unit(conn, old, Unit("ar", "en", FIRST, "The hospital reopened.", created="2026-01-01"))
        yield ws


@pytest.fixture(autouse=True)
def _seen_long_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.tui.widgets.question._clock", lambda: 0.0)


def now(ws: Workspace) -> Project:
    return get_project(ws, "news")


async def show(s: Sitting) -> None:
    from workbench.tui.screens.resources import ResourcesScreen

    await s.press("escape", "x", "m")
    assert isinstance(s.screen, ResourcesScreen)
    await s.until(lambda: not s.screen._looking)


def choose(s: Sitting, name: str) -> None:
    """Go to the row with a name."""
    s.screen.choose(next(n for n, r in enumerate(s.screen.rows) if hasattr(r, "line") and name in r.line()))


async def test_memories_and_glossaries_are_chosen_and_count_at_once(filled: Workspace) -> None:
    app, desk = open_it(filled)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        s = Sitting(app, pilot)
        await s.until(lambda: desk.prepared)
        await s.press("h", "e", "l", "l", "o")
        await show(s)
        pane = s.pane("choosing")
        assert "▸ [1]  news" in pane, "the first row is chosen"
        assert "[ ]  old                            1 pair   ar en" in pane
        assert "Memories, engines, glossaries of news" in s.line("choosing-title")
        # The project's own memory is neither left out nor moved.
        await s.press("space")
        await s.press("d")
        assert "always searched" in s.told
        choose(s, "old ")
        await s.press("space")
        choose(s, "older")
        await s.press("space", "u", "u", "u")
        await s.until(lambda: now(filled).memories == ("news", "older", "old"))
        assert "[2]  older" in s.pane("choosing")
        assert s.screen.chosen.info.name == "older", "the row stays chosen where it goes"
        choose(s, "old ")
        for wrong in ("51", "x"):
            await s.press("p")
            await s.line_typed(wrong)
            assert s.screen.question.is_open
            await s.press("escape")
        await s.press("p")
        await s.line_typed("٧")
        await s.until(lambda: {m.name: m.penalty for m in list_memories(filled)}["old"] == 7)
        assert "-7 %" in s.pane("choosing")
        # Home and Down pass the headings; Tab: to the next part. All glossaries there are, then all but one, moved, then all again.
        await s.press("home", "down", "down", "down")
        assert "confidential" in s.screen.chosen.line()
        await s.press("up", "up", "tab")
        assert "confidential" in s.screen.chosen.line()
        await s.press("tab")
        assert "all there are" in s.pane("choosing")
        await s.press("space")
        await s.until(lambda: now(filled).glossaries == ("b.csv",))
        choose(s, "b.csv")
        await s.press("space")
        assert "leave one in" in s.told
        choose(s, "a.csv")
        await s.press("space")
        await s.until(lambda: now(filled).glossaries == ("b.csv", "a.csv"))
        await s.press("escape")
        # The open article goes by all of it, and what was typed stands there.
        await s.until(lambda: bool(desk.terms(2)) and desk.terms(2)[0].concept.preferred("en") == "Selma Hadad")
        await s.until(lambda: [p.label for p in app.screen.opened.proposals] == ["TM 93 %"])
        assert app.screen.target.text == "hello"
        await show(s)
        choose(s, "a.csv")
        await s.press("u")
        await s.press("a")
        await s.until(lambda: now(filled).glossaries == ())
        await s.press("escape")
        await s.until(lambda: desk.project.glossaries == ())
        await s.until(lambda: desk.terms(2)[0].concept.preferred("en") == "Salma Haddad")
        # The same from another program: another connection.
        # What falls into one look with a change of our own is not told apart from it, so that look is waited for.
        await s.pilot.pause(LOOK_EVERY + 0.2)
        await asyncio.to_thread(set_resources, filled, now(filled), ["b.csv"], [])
        await s.until(lambda: "were changed; they count" in s.told)
        assert desk.terms(2)[0].concept.preferred("en") == "Selma Hadad"
        assert app.screen.opened.proposals, "what is shown is not renumbered"


async def test_an_engine_is_allowed_tried_and_taken_back(filled: Workspace, cloud: Engine) -> None:
    app, desk = open_it(filled)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        s = Sitting(app, pilot)
        await s.until(lambda: desk.prepared)
        await show(s)
        choose(s, "cloud")
        await s.press("t")
        assert "Only what is allowed is tried" in s.told
        await s.press("enter")
        await s.until(lambda: s.screen.question.is_open)
        asked = s.shown()
        assert "Send text of project news to Cloud?" in asked
        assert "not confidential" in asked
        assert "now, for segment 1" in asked
        assert "after it:" in asked, "what an engine takes besides is shown too"
        assert [c.key for c in s.screen.question._ask.choices if c.whole] == ["y"], "answers when the end was seen"
        # Enter is no; nothing was kept.
        await s.press("enter")
        assert not s.screen.question.is_open
        assert mt_upkeep.list_engines(filled, now(filled))[0].standing == "not allowed"
        await s.press("enter")
        await s.until(lambda: s.screen.question.is_open)
        await s.press("end", "y")
        await s.until(lambda: "allowed" in s.screen.chosen.line() and "not allowed" not in s.screen.chosen.line())
        assert [e.allowed for e in desk.engines] == [True]
        await s.press("t")
        await s.until(lambda: "letters)" in s.pane("chosen"))
        assert len(cloud.seen) >= 1
        await s.press("l")
        await s.until(lambda: s.screen.__class__.__name__ == "SentScreen")
        assert "newest first" in s.line("choosing-title")
        assert "as it was sent" in s.pane("chosen")
        await s.press("enter", "escape")
        # Confidential beats every yes, and says so; the mark taken off, the yes counts again.
        choose(s, "confidential")
        await s.press("enter")
        await s.until(lambda: s.screen.question.is_open)
        assert "no text is sent anywhere" in s.shown()
        await s.press("y")
        await s.until(lambda: now(filled).confidential)
        choose(s, "cloud")
        await s.until(lambda: "confidential" in s.screen.chosen.line())
        await s.press("enter")
        assert "is confidential: nothing is sent" in s.told
        await s.until(lambda: [e.allowed for e in desk.engines] == [False])
        choose(s, "confidential: nothing")
        await s.press("space")
        await s.until(lambda: s.screen.question.is_open)
        assert "counts again at once: cloud" in s.shown()
        await s.press("y")
        choose(s, "cloud")
        await s.until(lambda: "allowed" in s.screen.chosen.line())
        await s.press("enter", "n")
        await s.until(lambda: "not allowed" in s.screen.chosen.line())
        assert [e.allowed for e in desk.engines] == [False]


async def test_keys_typed_ahead_allow_nothing(filled: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    app, desk = open_it(filled)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        s = Sitting(app, pilot)
        await s.until(lambda: desk.prepared)
        await show(s)
        choose(s, "cloud")
        monkeypatch.setattr("workbench.tui.widgets.question._clock", lambda: 1e12)
        await s.press("enter")
        await s.until(lambda: s.screen.question.is_open)
        await s.press("end", "y", "enter", "n")
        assert s.screen.question.is_open
        await s.press("escape")
        assert not s.screen.question.is_open

        # A write that fails is told, and what is stored stands there again.
        def full(*_args: Any, **_options: Any) -> None:
            raise StoreError("The disk is full.", "Make room.")

        monkeypatch.setattr("workbench.tui.screens.resources.set_resources", full)
        choose(s, "old ")
        await s.press("space")
        await s.until(lambda: "[ ]  old " in s.pane("choosing"))
        assert "The disk is full. Make room." in s.told
        assert now(filled).memories == ("news",)
        # A workspace that cannot be written is looked at.
        monkeypatch.setattr(Workspace, "read_only", property(lambda _ws: True))
        await s.press("space", "p")
        assert "cannot be written" in s.told
        assert not s.screen.question.is_open


def test_a_log_line_written_by_hand(filled: Workspace) -> None:
    from workbench.tui.marks import SYMBOLS
    from workbench.tui.screens.sent_list import SentScreen, latest
    from workbench.tui.strips import Pen
    from workbench.workflow.sent_log import SentLog

    log = SentLog(filled.user, filled.paths.root)
    for text in ("one", "two"):
        log.write(now(filled), "cloud", "cloud.example", [text], f"GET {text}")
    (path,) = filled.user.sent_log.parent.glob("sent-*.jsonl")
    odd = json.loads(path.read_text(encoding="utf-8").splitlines()[0]) | {"at": "yesterday", "texts": ["odd"]}
    with path.open("a", encoding="utf-8") as f:
        f.write(json.dumps(odd) + "\n{broken\n")
    rows = latest(log.read("news"))
    assert [r.texts for r in rows] == [("odd",), ("two",), ("one",)]
    screen = SentScreen(Pen(), SYMBOLS, "news", "ar", rows)
    from rich.style import Style

    assert "yesterday" in screen.line(rows[0], 60, Style()).text
    assert projects.get_project(filled, "news").memories == ("news",)

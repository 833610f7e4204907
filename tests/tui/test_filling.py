"""The open segments of the article filled in by one command, while one goes on working."""

from __future__ import annotations

import threading
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.model import Origin
from workbench.mt.engine import Call, Place, Request
from workbench.mt.engines import ENGINES
from workbench.tui.screens import filling_acts
from workbench.workflow import machine_batch
from workbench.workflow.desk import Desk, open_desk
from workbench.workflow.importing import import_text
from workbench.workflow.projects import new_project
from workbench.workflow.workspace import open_workspace

from ..recutting import recut
from .conftest import Sitting

ARTICLE = "افتتح المستشفى أبوابه من جديد.\nقال المدير إن الوقود نفد تماما.\nوغادر الوفد المدينة في المساء.\nثم عاد الجميع إلى بيوتهم.\n"


class Engine:
    """A model on this computer; it waits at its gate."""

    id, title, version, host = "model", "Model", "1", ""
    place, interval, batch, takes = Place.INPROC, 0.0, 1, frozenset[str]()

    def __init__(self) -> None:
        self.gate = threading.Semaphore(0)
        self.asked = 0

    def supports(self, _source: str, _target: str) -> bool:
        return True

    def fits(self, _request: Request) -> bool:
        return True

    def translate(self, requests: Sequence[Request], _call: Call) -> list[str]:
        self.asked += 1
        self.gate.acquire(timeout=60)
        return [f"Answer number {len(r.text)} in English." for r in requests]


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    made = Engine()
    monkeypatch.setitem(ENGINES, "model", lambda _settings: made)
    monkeypatch.setattr(machine_batch, "WINDOW", 1)
    return made


@asynccontextmanager
async def sitting(workspace: Path) -> AsyncIterator[tuple[Sitting, Desk]]:
    from workbench.tui import keys
    from workbench.tui.app import WorkbenchApp

    keys.install()
    with open_workspace(workspace) as ws:
        ws.settings = replace(ws.settings, mt_engines=("model",), mt_prefetch=0)
        import_text(ws, new_project(ws, "news", "ar", "en"), "article", ARTICLE)
        desk = open_desk(ws, "news", "article")
        app = WorkbenchApp(ws, desk)
        async with app.run_test(size=(100, 30), notifications=True) as pilot:
            s = Sitting(app, pilot, desk)  # type: ignore[arg-type]
            await s.until(lambda: desk.prepared)
            await pilot.pause()
            yield s, desk


async def planned(s: Sitting) -> None:
    await s.press("escape", "y", "f")
    await s.until(lambda: s.screen.question.is_open)


async def test_filled_while_one_works_and_taken_back(workspace: Path, engine: Engine) -> None:
    async with sitting(workspace) as (s, desk):
        await planned(s)
        assert "Fill 4 open segments" in s.shown()
        assert "4 by Model" in s.pane("asked")
        assert "on this computer" in s.pane("asked")
        await s.pilot.pause(0.35)
        await s.press("y")
        # The translator is quicker at the first one, and at the third.
        await s.type("Mine")
        await s.press("escape", "s")
        for _ in range(6):
            engine.gate.release()
        await s.until(lambda: "fill done" in s.line("status"))
        # Nothing comes over who types; the command shows it.
        assert not s.screen.question.is_open
        assert any("3 by machine" in t for t in s.toasts)
        await planned(s)
        assert "3 by machine" in s.pane("asked")
        assert "1 are still open" in s.pane("asked")
        assert (desk.segment(1).draft, s.text) == ("Mine", "Mine")
        assert [x.origin for x in desk.segments[1:]] == [Origin.MT] * 3
        assert desk.segment(2).via == "model 1"
        await s.pilot.pause(0.35)
        await s.press("u")
        assert [x.draft for x in desk.segments] == ["Mine", None, None, None]
        assert s.text == "Mine"


async def test_paused_gone_on_and_stopped(workspace: Path, engine: Engine) -> None:
    async with sitting(workspace) as (s, desk):
        await planned(s)
        await s.pilot.pause(0.35)
        await s.press("y")
        engine.gate.release()
        engine.gate.release()
        await s.until(lambda: "fill 2/4" in s.line("status"))
        await planned(s)
        await s.press("p")
        assert "paused" in s.line("status")
        await planned(s)
        assert "go on" in s.shown()
        await s.press("p")
        assert "paused" not in s.line("status")
        await planned(s)
        await s.press("x")
        await s.until(lambda: "fill done" in s.line("status"))
        await planned(s)
        assert "You stopped it" in s.shown()
        await s.press("enter")
        assert sum(bool(x.draft) for x in desk.segments) <= 2
        assert "fill " not in s.line("status")
        engine.gate.release()


async def test_no_is_the_safe_answer_and_leaving_ends_it(workspace: Path, engine: Engine) -> None:
    async with sitting(workspace) as (s, desk):
        await planned(s)
        await s.pilot.pause(0.35)
        # The open segment is asked for by itself, once it has rested.
        await s.until(lambda: engine.asked == 1)
        await s.press("enter")
        assert "fill " not in s.line("status")
        await planned(s)
        await s.pilot.pause(0.35)
        await s.press("y")
        engine.gate.release()
        await s.until(lambda: engine.asked == 2)
        running = desk._running
        assert running is not None
        desk.close()
        assert running[0].cancelled
        assert not running[1].is_alive()
        engine.gate.release()


async def test_a_plan_that_comes_while_one_types_waits_for_the_command(
    workspace: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filling_acts, "GUARD", 0.0)
    async with sitting(workspace) as (s, desk):
        slow, plan = threading.Event(), desk.plan_filling
        monkeypatch.setattr(desk, "plan_filling", lambda went: (slow.wait(30), plan(went))[1])
        await s.press("escape", "y", "f")
        await s.type("The delegation ma")
        slow.set()
        await s.until(lambda: "fill planned" in s.line("status"))
        await s.type("y leave")
        assert s.text == "The delegation may leave"
        assert not s.screen.question.is_open
        await planned(s)
        assert "Fill 4 open segments" in s.shown()
        await s.press("escape")
        assert "fill " not in s.line("status")


async def test_a_planning_that_fails_is_told_and_begins_anew(
    workspace: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sitting(workspace) as (s, desk):

        def broken(_went: object) -> None:
            raise ValueError("no words of a library here")

        with monkeypatch.context() as m:
            m.setattr(desk, "plan_filling", broken)
            await s.press("escape", "y", "f")
            await s.until(lambda: "fill " not in s.line("status"))
            assert any("could not be looked through" in t for t in s.toasts)

        def long(went: Callable[[int, int], None]) -> None:
            while True:
                went(3, 7)
                time.sleep(0.001)

        with monkeypatch.context() as m:
            m.setattr(desk, "plan_filling", long)
            await s.press("escape", "y", "f")
            await s.until(lambda: "fill looking in the memory 3/7" in s.line("status"))
            await s.press("escape", "y", "f")
            assert "Nothing is filled in yet" in s.shown()
            await s.press("x")
            await s.until(lambda: "fill " not in s.line("status"))
            assert "Stopped" in s.toasts[-1]
        await planned(s)
        await s.press("escape")


async def test_a_segment_that_was_split_meanwhile_gets_no_translation_of_the_whole(
    workspace: Path, engine: Engine
) -> None:
    async with sitting(workspace) as (s, desk):
        await s.press("pagedown", "pagedown", "pagedown")
        ready = desk.plan_filling()
        third = desk.segment(3)
        recut(desk, lambda done: desk.split(3, third.source.index("المدينة"), done))
        for _ in range(6):
            engine.gate.release()
        done = desk.fill(ready, lambda: 5, lambda _n, _m: None, machine_batch.Control())
        assert done.machine == 2
        assert [x.draft is None for x in desk.segments] == [False, False, True, True, True]
        assert [x.id for x in desk.segments] == [r.id for r in open_desk(desk.ws, "news", "article").segments]


async def test_with_nothing_to_fill_in_nothing_is_asked(
    workspace: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "place", Place.CLOUD)
    async with sitting(workspace) as (s, _desk):
        await s.press("escape", "y", "f")
        await s.until(lambda: any("Nothing to fill in" in t for t in s.toasts))
        assert not s.screen.question.is_open
        assert "fill " not in s.line("status")

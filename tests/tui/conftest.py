from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot
from textual.screen import Screen

from .fake_desk import FakeDesk

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp
    from workbench.tui.screens.editor import EditorScreen


async def at_rest(min_sleep: float = 0.0, max_sleep: float = 1.0) -> None:
    """Wait until the event loop has nothing left to do but timers.

    Textual's own wait sleeps 20 ms and more until the process takes no processor time, three times for each key.
    """
    loop = asyncio.get_running_loop()
    quiet = 0
    while quiet < 3:
        await asyncio.sleep(0)
        quiet = 0 if loop._ready else quiet + 1  # type: ignore[attr-defined]


_wait_for_screen = Pilot._wait_for_screen


async def _until_at_rest(pilot: Pilot[Any], timeout: float = 30.0) -> bool:
    """Wait until each widget waits for a message; to ask each of them by one, as the pilot does, is most of a key's time."""
    await at_rest()
    pumps = [pilot.app, *pilot.app.screen.walk_children(with_self=True)] if pilot.app.screen_stack else []
    if all(pump._message_queue.ready_event._waiters for pump in pumps):  # type: ignore[attr-defined]
        return True
    return await _wait_for_screen(pilot, timeout)


@pytest.fixture(autouse=True)
def _no_sleep_between_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("textual.app.wait_for_idle", at_rest)
    monkeypatch.setattr("textual.pilot.wait_for_idle", at_rest)
    monkeypatch.setattr("textual.pilot.Pilot._wait_for_screen", _until_at_rest)


@pytest.fixture(autouse=True)
def _laid_out_ten_times_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys come faster than anybody types: laying out after each, sixty times a second, would be most of the work."""
    monkeypatch.setattr("textual.screen.UPDATE_PERIOD", 0.1)


_refresh, _shutdown = Screen._compositor_refresh, App._shutdown


def _put_off(screen: Screen[Any]) -> None:
    """Draw nothing yet on the screen in front: what changed is kept, and drawn when the test looks."""
    if screen is screen.app.screen and screen.app.is_headless:
        screen._dirty_widgets.clear()
    else:
        _refresh(screen)


def draw(app: App[Any]) -> None:
    """Draw what changed since it was last drawn: a test does that before it looks."""
    if app._batch_count or not app.screen_stack or not app.screen.is_attached:
        return
    screen = app.screen
    screen._compositor.update_widgets(screen._dirty_widgets)
    screen._dirty_widgets.clear()
    if screen._compositor._dirty_regions:
        _refresh(screen)


async def _draw_and_end(app: App[Any]) -> None:
    if app.is_headless:
        draw(app)
    await _shutdown(app)


@pytest.fixture(autouse=True)
def _drawn_when_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing is half of the work: a test draws what it looks at, and everything when it ends, nothing by the clock."""
    monkeypatch.setattr("textual.screen.Screen._compositor_refresh", _put_off)
    monkeypatch.setattr("textual.app.App._shutdown", _draw_and_end)


_parsed: dict[tuple[Any, ...], Any] = {}
_parse_rules = Stylesheet._parse_rules


def _parse_once(sheet: Stylesheet, css: str, *where: Any, **more: Any) -> Any:
    key = (tuple(sheet._variables.items()), css, where, tuple(more.items()))
    if key not in _parsed:
        _parsed[key] = _parse_rules(sheet, css, *where, **more)
    return _parsed[key]


@pytest.fixture(autouse=True)
def _style_sheets_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each app reads four dozen style sheets twice when it starts, always the same."""
    monkeypatch.setattr("textual.css.stylesheet.Stylesheet._parse_rules", _parse_once)


async def resize(pilot: Any, width: int, height: int) -> None:
    """Change the size of the window and wait until the screen was laid out for it: Textual does that a moment later."""
    await pilot.resize_terminal(width, height)
    for _ in range(500):
        if tuple(pilot.app.screen._compositor.size) == (width, height):
            await pilot.pause()
            await pilot.pause()
            return
        await pilot.pause(0.02)
    raise AssertionError(f"the screen is laid out for {pilot.app.screen._compositor.size}")


class Sitting:
    """A desk on a screen of a size, and what a test asks of it."""

    def __init__(self, app: WorkbenchApp, pilot: Any, desk: FakeDesk) -> None:
        self.app, self.pilot, self.desk = app, pilot, desk

    @property
    def screen(self) -> EditorScreen:
        from workbench.tui.screens.editor import EditorScreen

        screen = self.app.screen_stack[0]
        assert isinstance(screen, EditorScreen)
        return screen

    @property
    def text(self) -> str:
        return self.screen.target.text

    @property
    def number(self) -> int:
        return self.screen.opened.number

    async def press(self, *names: str) -> None:
        await self.pilot.press(*names)
        await self.pilot.pause()
        while self.app._early is not None:
            # Keys wait while something is written.
            await self.pilot.pause(0.01)

    async def type(self, text: str) -> None:
        await self.press(*("space" if c == " " else c for c in text))

    async def searched(self) -> None:
        """Wait until the memory was searched for the open segment."""
        await self.until(lambda: self.screen.opened.searched)

    async def until(self, test: Callable[[], bool], seconds: float = 30.0) -> None:
        for _ in range(int(seconds / 0.02)):
            if test():
                await self.pilot.pause()
                return
            await self.pilot.pause(0.02)
        raise AssertionError(f"it did not happen; the screen:\n{self.shown()}")

    def line(self, widget: str, y: int = 0) -> str:
        """What a widget draws on one of its lines."""
        draw(self.app)
        return self.app.screen.query_one(f"#{widget}").render_line(y).text

    def pane(self, widget: str) -> str:
        draw(self.app)
        found = self.app.screen.query_one(f"#{widget}")
        return "\n".join(found.render_line(y).text for y in range(found.size.height))

    def shown(self) -> str:
        """Everything on the screen."""
        draw(self.app)
        return "\n".join(strip.text for strip in self.app.screen._compositor.render_strips())

    @property
    def toasts(self) -> list[str]:
        return [n.message for n in self.app._notifications]


Sit = Callable[..., AbstractAsyncContextManager[Sitting]]


@pytest.fixture
def sit() -> Sit:
    """Open a desk: ``async with sit(FakeDesk()) as s``."""
    # Here and not above: importing the app changes the environment, which workers of pytest-xdist would inherit.
    from workbench.tui import keys
    from workbench.tui.app import WorkbenchApp

    keys.install()

    @asynccontextmanager
    async def open_it(desk: FakeDesk, size: tuple[int, int] = (120, 35)) -> AsyncIterator[Sitting]:
        ws: Any = SimpleNamespace(settings=desk.settings, read_only=False, warnings=[])
        app = WorkbenchApp(ws, desk)  # type: ignore[arg-type]
        async with app.run_test(size=size, notifications=True) as pilot:
            sitting = Sitting(app, pilot, desk)
            while not desk.prepared:
                await asyncio.sleep(0.005)
            await pilot.pause()
            yield sitting
            await pilot.pause()

    return open_it

"""Leaving a document, or the program: what is typed is written first, and the screen does not stand still for it."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal

from workbench.bidi.harmless import harmless
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

    from workbench.workflow.desk import Desk

    _Base = App[int]
else:
    _Base = object

SOON, LATEST = 0.3, 40.0
"""Seconds in which what is queued is mostly written, and after which it is in a rescue file at the latest."""


class Leaving(_Base):
    """To be mixed in before ``App``."""

    _desk: Desk | None
    _would_lose: tuple[tuple[int, str], ...] = ()
    """What was told to be in no file when leaving was asked for last."""

    def hold_keys(self, typed: str = "") -> None:
        """Let keys wait."""
        raise NotImplementedError

    def ready(self) -> None:
        """Let the keys go that wait."""
        raise NotImplementedError

    def tell(
        self,
        text: str,
        *,
        severity: Literal["information", "warning", "error"] = "information",
        timeout: float = 5,
        room: int = 6,
    ) -> None:
        """Show a notice."""
        raise NotImplementedError

    async def open_desk(self, desk: Desk, *, names: bool = False) -> None:
        """Show a document."""
        raise NotImplementedError

    def close_desk(self) -> None:
        """Let go of the document."""
        raise NotImplementedError

    def _keep_typed(self, screens: Sequence[Screen[Any]]) -> None:
        raise NotImplementedError

    async def change_desk(self, other: Callable[[], Desk], then: Callable[[Screen[Any]], None]) -> None:
        """Leave the document for another one, what is typed kept, and do ``then`` with its screen."""
        self._keep_typed(self.screen_stack[-1:])

        async def change() -> None:
            try:
                desk = other()
            except WorkbenchError as e:
                self.tell(str(e), severity="error", timeout=6)
                return
            lost = self._close_left()
            await self.open_desk(desk)
            self._tell_lost(lost)
            then(self.screen)

        await self.when_written(change)

    def _close_left(self) -> str:
        """Let go of the document, and return what to tell of what could not be written, '' where all is."""
        desk = self._desk
        lost = _told(desk.failure, kept=not desk.nowhere()) if desk is not None else ""
        self.close_desk()
        return lost

    def _tell_lost(self, lost: str) -> None:
        if lost:
            self.tell(lost, severity="error", timeout=12)

    async def when_written(self, then: Callable[[], Awaitable[None]]) -> None:
        """Do ``then`` once everything typed into the document is written: at once, as a rule.

        Another program may hold the database: keys wait then, for they are for what comes behind. Where something can be
        written nowhere that is told, and ``then`` is done when it is asked for once more.
        """
        desk = self._desk
        if desk is None:
            await then()
            return
        desk.try_again()
        if desk.flush(SOON):
            await self._unless_lost(desk, then)
            return
        self.hold_keys()
        who = "" if desk.failure else "Another program is writing. "
        self.tell(f"{who}What you typed is written first ...", timeout=LATEST)

        async def ended() -> None:
            self.clear_notifications()
            await self._unless_lost(desk, then)
            self.ready()

        def wait() -> None:
            desk.flush(LATEST)
            # The program may have ended meanwhile.
            with contextlib.suppress(RuntimeError):
                self.call_later(ended)

        threading.Thread(target=wait, name="leaving", daemon=True).start()

    async def _unless_lost(self, desk: Desk, then: Callable[[], Awaitable[None]]) -> None:
        lost = tuple(desk.nowhere())
        if lost and lost != self._would_lose:
            self._would_lose = lost
            text = f"NOT SAVED, and kept in no file: {segments(lost)}. {desk.failure} Leaving all the same loses it."
            # Behind what the editor tells of these texts, which were tried once more: there is room for one notice.
            await asyncio.sleep(0)
            self.screen_stack[0].call_later(self.tell, text, severity="error", timeout=15)
            return
        await then()

    def last_words(self) -> str:
        """Return what is to stand on the terminal when the screen is gone: what could not be saved, '' where all is."""
        desk = self._desk
        if desk is None or not desk.failure:
            return ""
        lost = desk.nowhere()
        texts = (
            ["This is in no file:", *(f"segment {number}: {harmless(text)}" for number, text in lost)] if lost else []
        )
        return "\n".join([_told(desk.failure, kept=not lost), *texts]) + "\n"


def _told(failure: str, *, kept: bool) -> str:
    again = " What you typed is kept, and offered when the article is opened next." if kept else ""
    return f"NOT SAVED: {failure}{again}" if failure else ""


def segments(lost: Sequence[tuple[int, str]]) -> str:
    """Return the segments of texts as words: ``segment 3``, ``segments 3, 5``."""
    numbers = sorted({number for number, _text in lost})
    return f"segment{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"

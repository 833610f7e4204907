"""Leaving a document, or the program: what is typed is written first, and the screen does not stand still for it."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from textual.app import App

    from workbench.workflow.desk import Desk

    _Base = App[int]
else:
    _Base = object

SOON, LATEST = 0.3, 40.0
"""Seconds in which what is queued is mostly written, and after which it is in a rescue file at the latest."""


class Leaving(_Base):
    """To be mixed in before ``App``."""

    _desk: Desk | None

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

    async def when_written(self, then: Callable[[], Awaitable[None]]) -> None:
        """Do ``then`` once everything typed into the document is written: at once, as a rule.

        Another program may hold the database: keys wait then, for they are for what comes behind.
        """
        desk = self._desk
        if desk is None or desk.flush(SOON):
            await then()
            return
        self.hold_keys()
        self.tell("Another program is writing. What you typed is written first ...", timeout=LATEST)

        async def ended() -> None:
            self.clear_notifications()
            await then()
            self.ready()

        def wait() -> None:
            desk.flush(LATEST)
            # The program may have ended meanwhile.
            with contextlib.suppress(RuntimeError):
                self.call_later(ended)

        threading.Thread(target=wait, name="leaving", daemon=True).start()

"""What home writes: another program may hold the database for seconds, and the screen says so meanwhile."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message

from workbench.errors import WorkbenchError
from workbench.tui.screens.home_lines import HomeLines

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp

TOLD_AFTER = 0.5
"""Seconds after which it is told that something waits."""


class HomeWrote(Message):
    """Something was written: ``then`` says what comes of it; with an ``error`` it was not."""

    def __init__(self, then: Callable[[], None], error: str = "") -> None:
        super().__init__()
        self.then = then
        self.error = error


class HomeWriting(HomeLines):
    """Writes in a thread. Keys typed meanwhile wait: they are for what is shown then."""

    def say(self, text: str, *, bad: bool = False) -> None:
        """Show a notice."""
        raise NotImplementedError

    def write(self, act: Callable[[], Callable[[], None]]) -> None:
        """Do ``act`` in a thread; what it returns is done on the screen behind it."""
        app: WorkbenchApp = self.app  # type: ignore[assignment]
        app.hold_keys()
        self._waiting = self.set_timer(TOLD_AFTER, lambda: self.say("Another program is writing. Waiting for it ..."))

        def work() -> None:
            # Whatever happens, keys never wait for ever.
            message = HomeWrote(lambda: None, "It could not be done.")
            try:
                message = HomeWrote(act())
            except WorkbenchError as e:
                message = HomeWrote(lambda: None, str(e))
            finally:
                with contextlib.suppress(RuntimeError):
                    self.post_message(message)

        threading.Thread(target=work, name="home writes", daemon=True).start()

    def on_home_wrote(self, message: HomeWrote) -> None:
        """Show what came of it, and let the keys go that wait."""
        self._waiting.stop()
        if message.error:
            self.say(message.error, bad=True)
        else:
            message.then()
        self.app.ready()  # type: ignore[attr-defined] # the app is a WorkbenchApp

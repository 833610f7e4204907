"""Keys that wait for a moment: what is written now decides what they mean.

Another program may hold the database for seconds. Then it is told, and the keys go on: the screen never stands still.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.timer import Timer

from workbench.tui.screens.page import Page

HELD = 0.5
"""Seconds for which keys wait."""


class Holding(Page[Any]):
    """To be mixed in."""

    _held: Timer | None = None

    def hold(self, late: Callable[[], None]) -> None:
        """Let keys wait until :meth:`let_go`, or for a moment: then ``late`` is called, and they go on."""
        self.let_go()
        self.app.hold_keys()  # type: ignore[attr-defined] # the app is a WorkbenchApp

        def over() -> None:
            if self._held is not None:
                late()
                self.let_go()

        self._held = self.set_timer(HELD, over)

    def let_go(self) -> None:
        """Let the keys go that wait."""
        if self._held is not None:
            self._held.stop()
            self._held = None
            self.app.ready()  # type: ignore[attr-defined] # as above

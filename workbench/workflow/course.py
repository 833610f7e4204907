"""How far long work is, and whether anybody still wants it."""

from __future__ import annotations

from collections.abc import Callable

from workbench.workflow.sweeping import Progress, Stopped

Stop = Callable[[], bool]
"""Whether it is to end."""


def quietly(_done: int, _total: int) -> None:
    """Nobody looks how far it is."""


def never() -> bool:
    """Nobody stops it."""
    return False


class Course:
    """Counts steps and tells each; ends by :class:`Stopped` once it is to end."""

    def __init__(self, total: int, progress: Progress = quietly, stopped: Stop = never) -> None:
        self._total, self._progress, self._stopped = total, progress, stopped
        self._done = 0

    def step(self) -> None:
        """One step more."""
        self.go_on()
        self._done += 1
        self._progress(self._done, self._total)

    def go_on(self) -> None:
        """Raise :class:`Stopped` when it was stopped."""
        if self._stopped():
            raise Stopped

"""Long computations beside somebody who types: in short slices, with progress, given up when nobody waits any more.

A thread that computes in Python makes every key slow: it works for :data:`SLICE` seconds and rests for :data:`REST`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from workbench.workflow.sweeping import Progress, Stopped

SLICE = 0.003
REST = 0.001


@dataclass
class Pace:
    """How a computation goes on. ``progress`` is told how many of how many are done, each whole percent once.

    ``stopped`` is asked whether to give up; then :class:`Stopped` is raised. Without ``resting`` there are no rests.
    """

    progress: Progress = lambda _done, _total: None
    stopped: Callable[[], bool] = lambda: False
    resting: bool = False
    _percent: int = field(default=-1, init=False)
    _since: float = field(default_factory=time.monotonic, init=False)

    def step(self, done: int, total: int) -> None:
        """To be called after every small piece of work."""
        percent = 100 * done // max(1, total)
        if percent != self._percent:
            self._percent = percent
            self.progress(done, total)
        self.rest()

    def rest(self) -> None:
        """Rest when it is time to, for work that is no progress yet. Raises as :meth:`step`."""
        if self.stopped():
            raise Stopped
        if self.resting and time.monotonic() - self._since > SLICE:
            time.sleep(REST)
            self._since = time.monotonic()

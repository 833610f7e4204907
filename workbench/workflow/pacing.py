"""Long work beside somebody who types: it tells how far it is, it rests, and it is given up when nobody waits any more.

A thread that computes in Python makes every key slow: it works for :data:`SLICE` seconds and rests for :data:`REST`. Work
of this kind takes a :class:`Pace` and calls it behind every small piece, of some milliseconds at most.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

SLICE = 0.003
REST = 0.001

Progress = Callable[[int, int], None]
"""Told how many of how many are done."""


class Stopped(Exception):  # noqa: N818 - nothing is wrong: it was asked for
    """The work was given up half way."""


class Waiting:
    """Work that waits for its turn and may be given up until it has begun: one of both happens, whoever asks first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._begun: bool | None = None

    def begin(self) -> bool:
        """Begin, when the turn has come; False when it was given up before, and then nothing may be done."""
        with self._lock:
            self._begun = self._begun is not False
            return self._begun

    def give_up(self) -> bool:
        """Give it up; False when it has begun, and then it is done."""
        with self._lock:
            self._begun = bool(self._begun)
            return not self._begun


@dataclass(eq=False)
class Pace:
    """How one piece of work goes on. ``progress`` is told how many of how many are done, each whole percent once.

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

    def part(self, passed: int, total: int) -> Callable[[int], None]:
        """Return what is told how much of a part is done, before which ``passed`` of ``total`` were."""
        return lambda done: self.step(passed + done, total)


AT_ONCE = Pace()
"""The pace of work that nobody waits for beside it: it says nothing, never rests and always comes to its end."""

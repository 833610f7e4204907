"""What a segment takes: the seconds in which something was done, and the keys.

From one thing done in the editor (a key, a paste, a click) to the next, the time counts for the segment that was open,
at most :data:`GAP` seconds of it: who reads a long sentence works, who has gone for tea does not. So the seconds are
never more than those on the clock, and less by the pauses. Every key counts as one, a chord too; keys pressed on other
screens are not counted, only the time there, as a pause.

It is written along with what is written anyway, a draft, a confirm, the place where the person is, in the same
transaction; so a crash takes no more of it than of the text. ``effort = false`` in the person's settings counts nothing.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from workbench.config import Settings
from workbench.model import Document
from workbench.store import effort
from workbench.store.writer import WriteQueue
from workbench.workflow.document_segments import DocumentSegments

T = TypeVar("T")
GAP = 30.0
"""Seconds that a pause counts at most."""


class DeskEffort:
    """The counting part of the desk."""

    document: Document
    settings: Settings
    read_only: bool
    segments: DocumentSegments
    _queue: WriteQueue

    def _begin_counting(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._acted = clock()
        self._spent: dict[tuple[int, str], effort.Spent] = {}
        self._counting = threading.Lock()

    def acted(self, number: int, keys: int = 1) -> None:
        """Something was done while a segment was open: so many keys, and the time since the last thing done."""
        if self.read_only or not self.settings.effort or not 1 <= number <= len(self.segments):
            return
        now = self._clock()
        seconds, self._acted = min(GAP, max(0.0, now - self._acted)), now
        self._spend([effort.Spent(self.segments[number - 1].id, number, _today(), seconds, keys)])

    def _spend(self, spent: list[effort.Spent]) -> None:
        with self._counting:
            for s in spent:
                old = self._spent.get((s.segment, s.day))
                seconds, keys = (old.seconds, old.keys) if old else (0.0, 0)
                self._spent[s.segment, s.day] = effort.Spent(
                    s.segment, s.number, s.day, s.seconds + seconds, s.keys + keys
                )

    def _along(self, job: Callable[[Any], T]) -> tuple[Callable[[Any], T], Callable[[], None]]:
        """Return a job that writes what was spent as well, and what to call when it was not written."""
        with self._counting:
            spent, self._spent = list(self._spent.values()), {}
        if not spent:
            return job, lambda: None
        author = self.settings.author

        def both(conn: Any) -> T:
            done = job(conn)
            effort.add(conn, self.document.id, author, spent)
            return done

        return both, lambda: self._spend(spent)

    def keep_effort(self) -> None:
        """Write what was spent and not written yet: when the document is left, before segments are others."""
        if not self._spent:
            return
        job, lost = self._along(lambda _conn: None)
        self._queue.submit(job, lambda _done, error: lost() if error is not None else None)


def _today() -> str:
    return datetime.now().astimezone().date().isoformat()

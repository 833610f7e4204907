"""Resting after failures, and keeping a distance between calls."""

from __future__ import annotations

import threading
import time

from workbench.errors import MTError
from workbench.model import MTFailure

FAILURES = 3
"""So many in a row open the breaker; a refusal (rate, quota, access), and whatever names a time to wait, does at once."""
REFUSED = 10
"""So many answers in a row that are no translation, nor an error page: a single text may be to blame for its own (an
address translates as itself), ten are an engine that does nothing else."""
REST = (30.0, 120.0, 600.0)
"""Seconds of rest after the first, second and every further time."""
_HARD = frozenset({MTFailure.RATE_LIMITED.value, MTFailure.QUOTA.value, MTFailure.AUTH.value})
_SOFT = frozenset(
    {MTFailure.OFFLINE.value, MTFailure.TIMEOUT.value, MTFailure.SERVER.value, MTFailure.BAD_RESPONSE.value}
)
"""A page without a translation counts too: else every sentence would be sent to an engine that only asks for consent."""
_LASTING = frozenset({MTFailure.QUOTA.value, MTFailure.AUTH.value})
"""What a short rest does not cure."""


class Breaker:
    """One engine's breaker; safe for several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._row = 0
        self._refused = 0
        self._trips = 0
        self._until = 0.0

    def rest(self) -> float:
        """Return the seconds left to rest, 0 when the engine may be asked."""
        with self._lock:
            return max(0.0, self._until - time.monotonic())

    def succeeded(self) -> None:
        """Note an answer."""
        with self._lock:
            self._row = self._refused = self._trips = 0

    def failed(self, error: MTError) -> None:
        """Note a failure."""
        with self._lock:
            if error.kind not in _HARD | _SOFT:
                return
            asked_for = error.retry_after or 0.0
            if self._until > time.monotonic():
                # Another call that was on its way when it opened: the same trouble, not the next.
                self._until = max(self._until, time.monotonic() + asked_for)
                return
            self._row += 1
            if error.kind in _HARD or asked_for or self._row >= FAILURES:
                self._open(asked_for, trusted=error.kind not in _LASTING)

    def refused(self) -> None:
        """Note an answer that is no translation of its text, nor a page of the engine's."""
        with self._lock:
            self._refused += 1
            if self._refused >= REFUSED and self._until <= time.monotonic():
                self._open(0.0, trusted=False)

    def _open(self, asked_for: float, *, trusted: bool) -> None:
        """Rest for the time the engine asked for; the time after that, and where it cannot be trusted, not below ours."""
        ours = REST[min(self._trips, len(REST) - 1)]
        shorter = trusted and asked_for and not self._trips
        self._until = time.monotonic() + (asked_for if shorter else max(ours, asked_for))
        self._trips += 1
        self._row = self._refused = 0


class Pace:
    """Keeps calls of one engine apart. Not locked: whoever asks holds the lane's lock."""

    def __init__(self, interval: float) -> None:
        self._interval = interval
        self._next = 0.0

    def left(self) -> float:
        """Return the seconds until the next call may begin."""
        return max(0.0, self._next - time.monotonic())

    def take(self) -> None:
        """Note that a call begins, now or as soon as it may; the one after it keeps its distance."""
        self._next = max(time.monotonic(), self._next) + self._interval

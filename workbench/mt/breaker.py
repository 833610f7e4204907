"""Resting after failures, and keeping a distance between calls."""

from __future__ import annotations

import threading
import time

from workbench.errors import MTError
from workbench.model import MTFailure

FAILURES = 3
"""So many in a row open the breaker; a refusal (rate, quota, access) does at once."""
REST = (30.0, 120.0, 600.0)
"""Seconds of rest after the first, second and every further time."""
_HARD = frozenset({MTFailure.RATE_LIMITED.value, MTFailure.QUOTA.value, MTFailure.AUTH.value})
_SOFT = frozenset(
    {MTFailure.OFFLINE.value, MTFailure.TIMEOUT.value, MTFailure.SERVER.value, MTFailure.BAD_RESPONSE.value}
)
"""A page without a translation counts too: else every sentence would be sent to an engine that only asks for consent."""


class Breaker:
    """One engine's breaker; safe for several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._row = 0
        self._trips = 0
        self._until = 0.0

    def rest(self) -> float:
        """Return the seconds left to rest, 0 when the engine may be asked."""
        with self._lock:
            return max(0.0, self._until - time.monotonic())

    def succeeded(self) -> None:
        """Note an answer."""
        with self._lock:
            self._row = self._trips = 0

    def failed(self, error: MTError) -> None:
        """Note a failure."""
        with self._lock:
            if error.kind not in _HARD | _SOFT:
                return
            self._row += 1
            if error.kind in _HARD or self._row >= FAILURES:
                rest = max(REST[min(self._trips, len(REST) - 1)], error.retry_after or 0.0)
                self._until = time.monotonic() + rest
                self._trips += 1
                self._row = 0


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

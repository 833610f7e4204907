"""The questions that wait for one engine, the most urgent first; the same question asked twice flies once."""

from __future__ import annotations

import heapq
import itertools
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from workbench.errors import MTError
from workbench.mt.breaker import Pace
from workbench.mt.engine import Request

Landed = Callable[[str | MTError], None]
"""Called once with the translation or the failure, in a thread of the service."""


@dataclass(slots=True, eq=False)
class Asker:
    """Somebody who waits for an answer; who withdraws is not called any more."""

    done: Landed
    withdrawn: bool = False


@dataclass(slots=True, eq=False)
class Flight:
    """One question and everybody who asked it. ``looked`` is set once the cache was found not to have it."""

    key: bytes
    request: Request
    priority: int
    askers: list[Asker] = field(default_factory=list)
    looking: bool = False
    looked: bool = False
    started: bool = False

    @property
    def wanted(self) -> bool:
        """Whether anybody still waits for it."""
        return any(not a.withdrawn for a in self.askers)


class Flights:
    """Safe for several threads. A lower number is more urgent; equals go in the order they came."""

    def __init__(self, pace: Pace, batch: int) -> None:
        self._pace = pace
        self._batch = batch
        self._flights: dict[bytes, Flight] = {}
        self._new: list[tuple[int, int, Flight]] = []
        self._ready: list[tuple[int, int, Flight]] = []
        self._count = itertools.count()
        self._change = threading.Condition()

    def board(self, key: bytes, request: Request, priority: int, done: Landed) -> Asker:
        """Put a question, or join the same one; a more urgent asker takes it forward."""
        asker = Asker(done)
        with self._change:
            flight = self._flights.get(key)
            known = flight is not None
            if flight is None:
                flight = self._flights[key] = Flight(key, request, priority)
            flight.askers.append(asker)
            if not known or (priority < flight.priority and not flight.started):
                flight.priority = priority
                if not flight.looking:
                    self._push(flight)
        return asker

    def next(self) -> list[Flight]:
        """Wait for what is to be done: one flight to be looked up, or some to be asked in one call, ``started``.

        Whether the cache has an answer is asked at once; only a call waits for the engine's pace, and for what is more
        urgent meanwhile. What is urgent is not made to wait for a longer call: one call asks for equals.
        """
        with self._change:
            while True:
                if (flight := self._pop(self._new, looked=False)) is not None:
                    flight.looking = True
                    return [flight]
                wait = self._pace.left()
                if wait <= 0 and (flight := self._pop(self._ready, looked=True)) is not None:
                    out = [flight]
                    while len(out) < self._batch and self._ready and self._ready[0][0] == flight.priority:
                        more = self._pop(self._ready, looked=True)
                        if more is None:
                            break
                        out.append(more)
                    for each in out:
                        each.started = True
                    self._pace.take()
                    return out
                self._change.wait(wait if self._ready and wait > 0 else None)

    def wait_for_turn(self) -> float:
        """Take the next turn for a second try; return the seconds until it."""
        with self._change:
            wait = self._pace.left()
            self._pace.take()
            return wait

    def looked(self, flight: Flight) -> None:
        """Note that the cache has no answer: it is to be asked."""
        with self._change:
            flight.looking, flight.looked = False, True
            self._push(flight)

    def land(self, flight: Flight) -> list[Asker]:
        """Take it out and return who waits for it."""
        with self._change:
            self._flights.pop(flight.key, None)
            return [a for a in flight.askers if not a.withdrawn]

    def _push(self, flight: Flight) -> None:
        heap = self._ready if flight.looked else self._new
        heapq.heappush(heap, (flight.priority, next(self._count), flight))
        self._change.notify()

    def _pop(self, heap: list[tuple[int, int, Flight]], *, looked: bool) -> Flight | None:
        while heap:
            priority, _n, flight = heapq.heappop(heap)
            if flight.started or flight.looking or flight.looked is not looked or priority != flight.priority:
                # An older place in the queue of a flight that was taken forward.
                continue
            if not flight.wanted:
                self._flights.pop(flight.key, None)
                continue
            return flight
        return None

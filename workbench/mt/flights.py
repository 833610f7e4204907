"""The questions that wait for one engine, the most urgent first; the same question asked twice flies once."""

from __future__ import annotations

import heapq
import itertools
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from workbench.errors import MTError
from workbench.mt.breaker import Pace
from workbench.mt.engine import Request

Landed = Callable[[str | MTError], None]
"""Called once with the translation or the failure, in a thread of the service."""


@dataclass(slots=True, eq=False)
class Asker:
    """Somebody who waits for an answer: told it once, or withdrawn, whichever comes first.

    ``over`` is set when nothing more will come of it: it was withdrawn, or its callback has returned or failed.
    """

    done: Landed
    flight: Flight | None = None
    withdrawn: bool = False
    over: bool = False
    _taken: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def withdraw(self) -> bool:
        """Wait no more; False when it is too late: the callback has been called or is about to be."""
        with self._lock:
            if not self._taken:
                self.withdrawn = self.over = True
            return self.withdrawn

    def tell(self, answer: str | MTError) -> None:
        """Call back unless it was withdrawn or told before. What the callback raises ends with it."""
        with self._lock:
            if self._taken or self.withdrawn:
                return
            self._taken = True
        try:
            self.done(answer)
        except Exception:  # noqa: BLE001 - the worker funnel: a screen closed meanwhile, or a defect; others wait, too
            return
        finally:
            self.over = True

    @property
    def sent(self) -> bool:
        """Whether an engine is being asked for it, or no longer needs to be."""
        return self.over or (self.flight is not None and self.flight.started)


@dataclass(frozen=True, slots=True)
class Ticket:
    """What was asked; it can be withdrawn as long as nobody has answered. ``legs`` are the pieces of a long text."""

    asker: Asker
    legs: tuple[Asker, ...] = ()

    @property
    def over(self) -> bool:
        """Whether the callback has returned, or will never be called."""
        return self.asker.over

    def withdraw(self) -> bool:
        """Ask no more, and what has not been sent stays here; False when the answer has come first."""
        gone = self.asker.withdraw()
        for leg in self.legs:
            leg.withdraw()
        return gone

    def recall(self) -> bool:
        """Withdraw what has not been sent; False when it has, or was answered: then the callback is still called."""
        if all(a.sent for a in self.legs or (self.asker,)):
            return False
        return self.withdraw()


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
        self._ended = False

    def board(self, key: bytes, request: Request, priority: int, done: Landed) -> Asker:
        """Put a question, or join the same one; a more urgent asker takes it forward."""
        with self._change:
            flight = self._flights.get(key)
            known = flight is not None
            if flight is None:
                flight = self._flights[key] = Flight(key, request, priority)
            asker = Asker(done, flight)
            flight.askers.append(asker)
            if not known or (priority < flight.priority and not flight.started):
                flight.priority = priority
                if not flight.looking:
                    self._push(flight)
        return asker

    def next(self) -> list[Flight]:
        """Wait for what is to be done: one flight to be looked up, or some to be asked in one call, ``started``.

        Whether the cache has an answer is asked at once; only a call waits for the engine's pace, and for what is more
        urgent meanwhile. What is urgent is not made to wait for a longer call: one call asks for equals. Nothing once it
        was ended.
        """
        with self._change:
            while True:
                if self._ended:
                    return []
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

    def end(self) -> None:
        """Let those who wait for something to do go; what was put is not asked any more."""
        with self._change:
            self._ended = True
            self._change.notify_all()

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
            self._drop(flight)
            return [a for a in flight.askers if not a.withdrawn]

    def wanted(self, flights: Sequence[Flight]) -> list[Flight]:
        """Return those somebody still waits for; the others are taken out: who asks for one again makes a new flight."""
        with self._change:
            out = []
            for flight in flights:
                if flight.wanted:
                    out.append(flight)
                else:
                    self._drop(flight)
            return out

    def _drop(self, flight: Flight) -> None:
        # By then it may be another flight for the same question.
        if self._flights.get(flight.key) is flight:
            del self._flights[flight.key]

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
                self._drop(flight)
                continue
            return flight
        return None

"""Asking engines from threads of our own.

The threads are daemons and never joined: a hung engine must not keep the program from ending, as threads of
``asyncio.to_thread`` and of Textual's workers would.
"""

from __future__ import annotations

import queue
import random
import threading
import time
from collections.abc import Callable, Mapping, Sequence

from workbench.errors import MTError, WorkbenchError
from workbench.model import MTFailure
from workbench.mt.breaker import Breaker, Pace
from workbench.mt.cache import Cache, cache_key
from workbench.mt.engine import Call, Engine, Place, Request
from workbench.mt.failures import failure
from workbench.mt.flights import Asker, Flight, Flights, Landed, Ticket
from workbench.mt.meter import FREE, Meter, characters
from workbench.mt.pieces import Joined, pieces
from workbench.mt.sanity import has_words, looks_like_page, sane

__all__ = ["BATCH", "GRACE", "NOW", "SOON", "WORKERS", "Done", "Service", "Ticket"]

Done = Callable[[str, str | MTError], None]
"""Called with the engine's id and its translation or failure, in a thread of the service."""
WORKERS = 2
"""Calls at a time to one engine; to a web page and to a model in this process one."""
GRACE = 1.0
"""Seconds an engine may take beyond its deadline before it is left alone with its call."""
NOW, SOON, BATCH = 0, 5, 9
"""How urgent: somebody looks at the segment; will soon; a whole document is filled in."""
_AGAIN = frozenset({MTFailure.OFFLINE.value, MTFailure.TIMEOUT.value, MTFailure.SERVER.value})
"""Failures after which one more try can help."""
_ALONE = frozenset({MTFailure.BAD_RESPONSE.value, MTFailure.TOO_LONG.value})
"""Failures of a call for several texts that one of them may have caused."""


class Service:
    """Engines behind consent, cache, budget, breaker, pace and deadline.

    ``refusal`` is asked before every call, for engines that leave the machine (None: it may be sent); ``on_send`` is
    told the requests and every byte before it leaves. ``deadlines`` are seconds by engine, where they are not ``deadline``.
    """

    def __init__(
        self,
        engines: Mapping[str, Engine],
        *,
        cache: Cache | None = None,
        refusal: Callable[[str], MTError | None] = lambda engine: failure(MTFailure.CONSENT, engine),
        on_send: Callable[[str, Sequence[Request], str], None] = lambda _engine, _requests, _sent: None,
        meter: Meter = FREE,
        deadline: float = 12.0,
        deadlines: Mapping[str, float] | None = None,
        retries: int = 1,
        workers: int | None = None,
    ) -> None:
        self._deadlines = dict(deadlines or {})
        self._lanes = {
            name: _Lane(
                name,
                engine,
                cache=cache,
                refusal=refusal,
                on_send=on_send,
                meter=meter,
                deadline=self._deadlines.get(name, deadline),
                retries=retries,
                workers=workers,
            )
            for name, engine in engines.items()
        }

    def submit(self, engine: str, request: Request, done: Done, priority: int = NOW) -> Ticket:
        """Ask an engine; ``done`` is called once, later, in a thread of the service, unless the ticket is withdrawn."""
        lane = self._lanes.get(engine)

        def landed(answer: str | MTError) -> None:
            done(engine, answer)

        if lane is None:
            asker, error = Asker(landed), failure(MTFailure.NOT_CONFIGURED, engine)
            threading.Thread(target=asker.tell, args=(error,), name="mt-refusal", daemon=True).start()
            return Ticket(asker)
        return lane.submit(request, landed, priority)

    def translate(self, name: str, request: Request, priority: int = NOW) -> str:
        """Ask an engine and wait. Raises :class:`MTError` of one of the kinds of :class:`MTFailure`."""
        answers: queue.SimpleQueue[str | MTError] = queue.SimpleQueue()
        self.submit(name, request, lambda _engine, answer: answers.put(answer), priority)
        answer = answers.get()
        if isinstance(answer, MTError):
            raise answer
        return answer

    def close(self) -> None:
        """Let the threads end, each when the call it may be in has ended. Nothing is waited for, nothing more asked."""
        for lane in self._lanes.values():
            lane.end()

    def rest(self, name: str) -> float:
        """Return the seconds an engine rests after failures; 0 when it may be asked."""
        return self._lanes[name].breaker.rest()


class _Lane:
    """One engine, what waits for it, and the threads that ask it."""

    def __init__(
        self,
        name: str,
        engine: Engine,
        *,
        cache: Cache | None,
        refusal: Callable[[str], MTError | None],
        on_send: Callable[[str, Sequence[Request], str], None],
        meter: Meter,
        deadline: float,
        retries: int,
        workers: int | None,
    ) -> None:
        self._name, self._engine = name, engine
        self._cache, self._refusal, self._on_send, self._meter = cache, refusal, on_send, meter
        self._deadline, self._retries = deadline, retries
        self._workers = workers or (1 if engine.place in (Place.INPROC, Place.SCRAPER) else WORKERS)
        self._flights = Flights(Pace(engine.interval), engine.batch)
        self.breaker = Breaker()
        self._started = False
        self._guard = threading.Lock()

    def submit(self, request: Request, landed: Landed, priority: int) -> Ticket:
        with self._guard:
            if not self._started:
                self._started = True
                for n in range(self._workers):
                    threading.Thread(target=self._work, name=f"mt-{self._name}-{n}", daemon=True).start()
        request = request.only(self._engine.takes)
        whole = self._engine.fits(request) or not has_words(request.text)
        parts = [] if whole else pieces(request, self._engine.fits)
        if not parts:
            return Ticket(self._board(request, priority, landed))
        asker = Asker(landed)
        return Ticket(asker, Joined(parts, asker).board(lambda part, got: self._board(part, priority, got)))

    def _board(self, request: Request, priority: int, landed: Landed) -> Asker:
        return self._flights.board(cache_key(self._engine, request), request, priority, landed)

    def end(self) -> None:
        self._flights.end()

    # ------------------------------------------------------------------ in the lane's threads

    def _work(self) -> None:
        while True:
            flights = self._flights.next()
            if not flights:
                return
            answers: dict[Flight, str | MTError] | None
            try:
                answers = self._ask(flights) if flights[0].started else self._look(flights[0])
            except WorkbenchError as e:
                answers = dict.fromkeys(flights, MTError(MTFailure.INTERNAL.value, e.message, e.hint))
            except Exception:  # noqa: BLE001 - the worker funnel: a thread that dies would leave the panel waiting
                answers = dict.fromkeys(flights, failure(MTFailure.INTERNAL, self._engine.title))
            if answers is None:
                self._flights.looked(flights[0])
                continue
            for flight, answer in answers.items():
                for asker in self._flights.land(flight):
                    asker.tell(answer)

    def _look(self, flight: Flight) -> dict[Flight, str | MTError] | None:
        """Answer what needs no call; None when it does."""
        request = flight.request
        if not self._engine.supports(request.source, request.target):
            return {flight: failure(MTFailure.UNSUPPORTED_PAIR, self._engine.title)}
        if not has_words(request.text):
            # "***" translates as itself; nobody needs to be asked.
            return {flight: request.text}
        kept = self._cache.get(flight.key) if self._cache is not None else None
        if kept is not None:
            return {flight: kept}
        if not self._engine.fits(request):
            return {flight: failure(MTFailure.TOO_LONG, self._engine.title)}
        return None

    def _ask(self, flights: list[Flight]) -> dict[Flight, str | MTError]:
        answers = self._tried(flights)
        if len(answers) > 1 and all(isinstance(a, MTError) and a.kind in _ALONE for a in answers.values()):
            alone: dict[Flight, str | MTError] = {}
            for flight in answers:
                time.sleep(self._flights.wait_for_turn())
                alone |= self._tried([flight])
            answers = alone
        for flight, answer in answers.items():
            if isinstance(answer, str) and self._cache is not None:
                self._cache.put(flight.key, self._name, self._engine.version, flight.request, answer)
        return answers

    def _tried(self, flights: list[Flight]) -> dict[Flight, str | MTError]:
        """Call the engine, once more where that can help; an answer or failure for each that is still wanted."""
        for attempt in range(self._retries + 1):
            wanted = self._flights.wanted(flights)
            if not wanted:
                break
            requests = [f.request for f in wanted]
            try:
                return dict(zip(wanted, self._checked(requests, self._called(requests)), strict=True))
            except MTError as e:
                self.breaker.failed(e)
                if e.kind not in _AGAIN or e.retry_after or attempt == self._retries:
                    return dict.fromkeys(wanted, e)
            wait = self._flights.wait_for_turn()
            time.sleep(max(wait, random.uniform(0.3, 0.8)))  # noqa: S311 - spreads retries, no secret
        return {}

    def _checked(self, requests: list[Request], raw: list[str]) -> list[str | MTError]:
        out: list[str | MTError] = []
        for request, answer in zip(requests, raw, strict=True):
            try:
                out.append(sane(request.text, answer, request.target, self._engine.title))
            except MTError as e:
                out.append(e)
        failures = [a for a in out if isinstance(a, MTError)]
        if len(failures) < len(out):
            self.breaker.succeeded()
        elif any(looks_like_page(a, r.text) for r, a in zip(requests, raw, strict=True)):
            self.breaker.failed(failures[0])
        else:
            self.breaker.refused()
        return out

    def _called(self, requests: list[Request]) -> list[str]:
        """Call the engine if nothing speaks against it. Raises :class:`MTError`."""
        engine = self._engine
        if (rest := self.breaker.rest()) > 0:
            raise failure(MTFailure.CIRCUIT_OPEN, engine.title, rest)
        if engine.place.leaves_machine and (refused := self._refusal(self._name)) is not None:
            raise refused
        answers = self._metered(requests) if engine.place is not Place.INPROC else self._within(requests)
        if len(answers) != len(requests):
            raise failure(MTFailure.BAD_RESPONSE, engine.title)
        return answers

    def _metered(self, requests: list[Request]) -> list[str]:
        """Call the engine within the budget; what a failed call sent counts as well, the service may have counted it."""
        size = characters(requests)
        if not self._meter.reserve(self._name, size):
            raise failure(MTFailure.BUDGET, self._engine.title)
        left, failed = threading.Event(), True
        try:
            answers = self._within(requests, left)
            failed = False
        except MTError as e:
            if e.kind == MTFailure.TIMEOUT:
                # Given up: whether it has sent by now, or is about to, nobody can say.
                left.set()
            raise
        finally:
            self._meter.settle(self._name, size, size if left.is_set() or not failed else 0, failed=failed)
        return answers

    def _within(self, requests: list[Request], left: threading.Event | None = None) -> list[str]:
        """Call the engine within its deadline; ``left`` is set when something was sent."""

        def sending(sent: str) -> None:
            self._on_send(self._name, requests, sent)
            if left is not None:
                left.set()

        return _within(self._engine, requests, Call(time.monotonic() + self._deadline, sending))


def _within(engine: Engine, requests: list[Request], call: Call) -> list[str]:
    """Call an engine in a thread of its own and give it up when it outlasts its deadline, whatever it does there."""
    box: queue.SimpleQueue[list[str] | MTError] = queue.SimpleQueue()

    def run() -> None:
        try:
            box.put(list(engine.translate(requests, call)))
        except MTError as e:
            box.put(e)
        except WorkbenchError as e:
            box.put(MTError(MTFailure.INTERNAL.value, e.message, e.hint))
        except Exception:  # noqa: BLE001 - as above; what it says may hold the text or a key and is not kept
            box.put(failure(MTFailure.INTERNAL, engine.title))

    threading.Thread(target=run, name=f"mt-call-{engine.id}", daemon=True).start()
    try:
        answer = box.get(timeout=max(0.0, call.deadline - time.monotonic()) + GRACE)
    except queue.Empty:
        call.cancelled.set()
        raise failure(MTFailure.TIMEOUT, engine.title) from None
    if isinstance(answer, MTError):
        raise answer
    return answer

"""Asking engines from threads of our own.

The threads are daemons and never joined: a hung engine must not keep the program from ending, as threads of
``asyncio.to_thread`` and of Textual's workers would.
"""

from __future__ import annotations

import queue
import random
import threading
import time
from collections.abc import Callable, Mapping

from workbench.errors import MTError, WorkbenchError
from workbench.model import MTFailure
from workbench.mt.breaker import Breaker, Pace
from workbench.mt.cache import Cache, cache_key
from workbench.mt.engine import Engine, Request
from workbench.mt.failures import failure
from workbench.mt.sanity import has_words, sane

Done = Callable[[str, str | MTError], None]
"""Called with the engine's id and its translation or failure, in a thread of the service."""
WORKERS = 2
_AGAIN = frozenset({MTFailure.OFFLINE.value, MTFailure.TIMEOUT.value, MTFailure.SERVER.value})
"""Failures after which one more try can help."""


class Service:
    """Engines behind consent, cache, breaker, pace and deadline."""

    def __init__(
        self,
        engines: Mapping[str, Engine],
        *,
        cache: Cache | None = None,
        consent: Callable[[str], bool] = lambda _engine: False,
        on_send: Callable[[str, Request], None] = lambda _engine, _request: None,
        deadline: float = 12.0,
        retries: int = 1,
    ) -> None:
        self._engines = dict(engines)
        self._cache = cache
        self._consent = consent
        self._on_send = on_send
        self._deadline = deadline
        self._retries = retries
        self._breakers = {name: Breaker() for name in self._engines}
        self._paces = {name: Pace(e.interval) for name, e in self._engines.items()}
        self._flights: dict[bytes, threading.Lock] = {}
        self._guard = threading.Lock()
        self._queue: queue.Queue[tuple[str, Request, Done]] = queue.Queue()
        self._started = False

    def submit(self, engine: str, request: Request, done: Done) -> None:
        """Ask an engine; ``done`` is called once, later."""
        with self._guard:
            if not self._started:
                self._started = True
                for n in range(WORKERS):
                    threading.Thread(target=self._work, name=f"mt-{n}", daemon=True).start()
        self._queue.put((engine, request, done))

    def translate(self, name: str, request: Request) -> str:
        """Ask an engine and wait. Raises :class:`MTError` of one of the kinds of :class:`MTFailure`."""
        engine = self._engines.get(name)
        if engine is None:
            raise failure(MTFailure.NOT_CONFIGURED, name)
        if engine.leaves_machine and not self._consent(name):
            raise failure(MTFailure.CONSENT, engine.title)
        if not engine.supports(request.source, request.target):
            raise failure(MTFailure.UNSUPPORTED_PAIR, engine.title)
        if not has_words(request.text):
            # "***" translates as itself; nobody needs to be asked.
            return request.text
        if not engine.fits(request):
            raise failure(MTFailure.TOO_LONG, engine.title)
        key = cache_key(engine, request)
        # The same text asked for twice at once is sent once: the second waits here and finds it kept.
        with self._flight(key):
            kept = self._cache.get(key) if self._cache is not None else None
            if kept is not None:
                return kept
            answer = self._call(engine, name, request)
            if self._cache is not None:
                self._cache.put(key, name, engine.version, request, answer)
            return answer

    def _call(self, engine: Engine, name: str, request: Request) -> str:
        breaker = self._breakers[name]
        attempt = 0
        while True:
            rest = breaker.rest()
            if rest:
                raise failure(MTFailure.CIRCUIT_OPEN, engine.title, rest)
            self._paces[name].wait()
            try:
                if engine.leaves_machine:
                    self._on_send(name, request)
                answer = engine.translate(request, time.monotonic() + self._deadline)
                clean = sane(request.text, answer, request.target, engine.title)
            except MTError as e:
                breaker.failed(e)
                if e.kind not in _AGAIN or attempt >= self._retries:
                    raise
                attempt += 1
                time.sleep(random.uniform(0.3, 0.8))  # noqa: S311 - spreads retries, no secret
            else:
                breaker.succeeded()
                return clean

    def _flight(self, key: bytes) -> threading.Lock:
        with self._guard:
            return self._flights.setdefault(key, threading.Lock())

    def _work(self) -> None:
        while True:
            name, request, done = self._queue.get()
            answer: str | MTError
            try:
                answer = self.translate(name, request)
            except MTError as e:
                answer = e
            except WorkbenchError as e:
                answer = MTError(MTFailure.INTERNAL.value, e.message, e.hint)
            except Exception:  # noqa: BLE001 - the worker funnel: a thread that dies would leave the panel waiting
                answer = failure(MTFailure.INTERNAL, name)
            try:
                done(name, answer)
            except RuntimeError:
                # The screen has been closed meanwhile.
                continue

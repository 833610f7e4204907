"""Asking engines for a whole document: some at a time, one engine after another, with pause, rests and an end."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from workbench.errors import MTError
from workbench.model import MTFailure
from workbench.mt.engine import Request
from workbench.mt.failures import failure
from workbench.mt.service import BATCH, Ticket
from workbench.workflow.machine import EngineInfo, Machine

WINDOW = 16
"""Questions asked at a time: two calls of an engine that takes eight texts."""
IN_A_ROW = 3
"""So many failures of all engines in a row end a batch: the fourth would fail as well."""
PATIENCE = 60.0
"""Seconds an engine may rest before a batch goes on; what rests longer counts as failed."""
_OF_THE_TEXT = frozenset({MTFailure.TOO_LONG.value, MTFailure.BAD_RESPONSE.value})
"""Failures that say nothing about the next text."""
_LASTING = frozenset({MTFailure.AUTH.value, MTFailure.QUOTA.value})
"""What waiting does not cure."""
Better = Callable[[int, Request, str, str, Callable[[str], None]], tuple[Ticket, ...] | None]
"""Called with a request's index, the request, the engine and its answer; calls back with the text to take, perhaps after
asking again, and returns the tickets of that. Without them (None) nobody can tell whether it has forgotten to call back."""


class Control:
    """Pauses and ends a batch from another thread."""

    def __init__(self) -> None:
        self._paused = threading.Event()
        self._cancelled = threading.Event()
        self._until = 0.0

    def pause(self) -> None:
        """Ask nothing more for now: what has not been sent is called back, what was sent is still taken."""
        self._paused.set()

    def resume(self) -> None:
        """Go on."""
        self._paused.clear()

    def cancel(self) -> None:
        """Stop. What is written stays; the same batch begun again goes on behind it."""
        self._cancelled.set()

    @property
    def paused(self) -> bool:
        """Whether it waits."""
        return self._paused.is_set() and not self.cancelled

    @property
    def cancelled(self) -> bool:
        """Whether it is to end."""
        return self._cancelled.is_set()

    def rest(self, seconds: float) -> None:
        """Ask nothing more for so long, whatever a person says meanwhile; 0 ends it. The batch's own."""
        self._until = time.monotonic() + seconds

    @property
    def resting(self) -> float:
        """Seconds until it goes on by itself, 0 when no engine rests."""
        return 0.0 if self.cancelled else max(0.0, self._until - time.monotonic())


def engines_for(machine: Machine) -> list[EngineInfo]:
    """Return the engines a batch asks, the next one where one fails: those allowed, in the order of the settings.

    Where the first is on this computer no other is asked than such: nothing goes to the network because a model failed.
    """
    allowed = [e for e in machine.engines() if e.allowed]
    if allowed and not allowed[0].leaves_machine:
        return [e for e in allowed if not e.leaves_machine]
    return allowed


@dataclass(slots=True, eq=False)
class Asked:
    """A question on its way: its number, the engines left to ask, those to be asked again when they have rested.

    ``engine`` is the one asked, ``plain`` what it answered while that is made better, ``heard`` when it failed, ``until``
    when it may be asked again (``time.monotonic`` seconds), ``refused`` how often it sent the batch to rest, ``untold``
    whether somebody may be asked of whom there is no ticket.
    """

    number: int
    request: Request
    engines: list[str]
    resting: list[str] = field(default_factory=list)
    engine: str = ""
    plain: str | None = None
    heard: float = 0.0
    until: float = 0.0
    refused: int = 0
    untold: bool = False
    _tickets: list[Ticket] = field(default_factory=list)
    _ended: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def next(self) -> str:
        """Return the next engine to ask; nothing of an earlier one is left."""
        with self._lock:
            self._tickets = []
        self.engine, self.plain, self.untold = self.engines.pop(0), None, False
        return self.engine

    def keep(self, tickets: tuple[Ticket, ...]) -> None:
        """Keep what was asked for it, to be withdrawn with it. Called from threads of the service, too."""
        with self._lock:
            self._tickets += tickets
            ended = self._ended
        if ended:
            self.end()

    def end(self) -> None:
        """Ask no more for it, ever."""
        with self._lock:
            self._ended, tickets = True, list(self._tickets)
        for ticket in tickets:
            ticket.withdraw()

    def recall(self) -> bool:
        """Call back what has not been sent; False when it has and its answer comes."""
        with self._lock:
            tickets = list(self._tickets)
        if not any(t.recall() for t in tickets):
            return False
        self.engines.insert(0, self.engine)
        return True

    @property
    def over(self) -> bool:
        """Whether everybody who was asked has answered and everything that was called back with it has returned."""
        with self._lock:
            return not self.untold and all(t.over for t in self._tickets)


@dataclass(slots=True)
class MachineBatch:
    """Asks for many texts. ``stopped`` is the failure that ended it before its end, '' when none did."""

    machine: Machine
    control: Control
    better: Better
    stopped: str = ""
    _answers: queue.SimpleQueue[tuple[Asked, str, str | MTError]] = field(default_factory=queue.SimpleQueue)
    _todo: list[Asked] = field(default_factory=list)
    _flying: dict[int, Asked] = field(default_factory=dict)
    _row: int = 0
    _rests: int = 0
    _passing: dict[str, bool] = field(default_factory=dict)
    """By engine, whether its last failure passes by itself: who asked too often waits, who has no key need not."""

    def answers(self, requests: Sequence[Request]) -> Iterator[tuple[int, str, str | MTError]]:
        """Yield for each request its index, the engine and its translation or the last failure, as they come.

        Ends early when cancelled, or after :data:`IN_A_ROW` failures; what was not yielded was not answered. A rest of
        at most :data:`PATIENCE` seconds is waited out, :data:`IN_A_ROW` in a row without an answer between.
        """
        engines = [e.id for e in engines_for(self.machine)]
        self._todo = [Asked(n, request, list(engines)) for n, request in enumerate(requests)]
        self._todo.reverse()
        try:
            while (self._todo or self._flying) and not self.control.cancelled and not self.stopped:
                self._send()
                heard = self._hear()
                if heard is None:
                    continue
                asked, engine, answer = heard
                if isinstance(answer, MTError) and self._asked_again(asked, engine, answer):
                    continue
                del self._flying[asked.number]
                self._count(answer)
                yield asked.number, engine, answer
            yield from self._arrived()
        finally:
            self.control.rest(0)
            for asked in self._flying.values():
                asked.end()

    def _send(self) -> None:
        """Ask for as many as may be on their way; paused, call back what has not been sent."""
        if self.control.paused:
            for asked in [a for a in self._flying.values() if a.recall()]:
                self._put_back(asked)
        elif not self.control.resting:
            while self._todo and len(self._flying) < WINDOW:
                asked = self._todo.pop()
                self._flying[asked.number] = asked
                self._ask(asked)

    def _put_back(self, asked: Asked) -> None:
        del self._flying[asked.number]
        self._todo.append(asked)
        self._todo.sort(key=lambda a: -a.number)

    def _hear(self) -> tuple[Asked, str, str | MTError] | None:
        """Wait a moment for an answer. Where a callback failed none comes: the plain answer is taken."""
        # Looked at before the queue: who is over by now has an answer in it.
        lost = [a for a in self._flying.values() if a.over]
        try:
            heard = self._answers.get(timeout=0.1)
        except queue.Empty:
            for asked in lost:
                failed = failure(MTFailure.INTERNAL, asked.engine)
                self._answers.put((asked, asked.engine, failed if asked.plain is None else asked.plain))
            return None
        return heard if self._flying.get(heard[0].number) is heard[0] else None

    def _asked_again(self, asked: Asked, engine: str, error: MTError) -> bool:
        """Put a question that failed back where another engine is left, or where one of those asked only rests."""
        if self._only_rests(asked, engine, error):
            asked.resting.append(engine)
        if not asked.engines and (not asked.resting or not self._rest(asked.until - time.monotonic())):
            return False
        if not asked.engines:
            asked.engines, asked.resting, asked.until = asked.resting, [], 0.0
        self._put_back(asked)
        return True

    def _only_rests(self, asked: Asked, engine: str, error: MTError) -> bool:
        """Whether the engine may be asked the same again after a while."""
        wait = error.retry_after or 0.0
        if error.kind != MTFailure.CIRCUIT_OPEN.value:
            lasting = error.kind in _LASTING
            self._passing[engine] = not lasting and (wait > 0 or error.kind == MTFailure.RATE_LIMITED.value)
            asked.refused += self._passing[engine]
            if lasting:
                self.control.rest(0)
        if not self._passing.get(engine, True) or wait > PATIENCE or asked.refused > IN_A_ROW:
            return False
        asked.until = max(asked.until, asked.heard + wait)
        return True

    def _rest(self, seconds: float) -> bool:
        """Rest; False after too many in a row. What was not looked at in time needs none: the engine has rested."""
        if seconds > 0 and not self.control.resting:
            self._rests += 1
        if self._rests > IN_A_ROW:
            return False
        self.control.rest(max(seconds, self.control.resting))
        return True

    def _count(self, answer: str | MTError) -> None:
        """Count failures in a row; too many end the batch."""
        if not isinstance(answer, MTError):
            self._row = self._rests = 0
        elif answer.kind not in _OF_THE_TEXT:
            self._row += 1
            if self._row >= IN_A_ROW:
                self.stopped = f"{answer.message} {answer.hint}".strip()

    def _arrived(self) -> Iterator[tuple[int, str, str]]:
        """Yield what was answered by the end: it was sent and paid for, and is written as well."""
        for asked in self._flying.values():
            asked.end()
        while True:
            try:
                asked, engine, answer = self._answers.get_nowait()
            except queue.Empty:
                break
            if isinstance(answer, str) and self._flying.get(asked.number) is asked:
                del self._flying[asked.number]
                yield asked.number, engine, answer
        for asked in list(self._flying.values()):
            if asked.plain is not None:
                yield asked.number, asked.engine, asked.plain

    def _ask(self, asked: Asked) -> None:
        if not asked.engines:
            error = MTError(MTFailure.CONSENT.value, "No engine may be asked.", "workbench mt engines says why.")
            self._answers.put((asked, "", error))
            return
        engine = asked.next()

        def answered(_engine: str, answer: str | MTError) -> None:
            if isinstance(answer, MTError):
                asked.heard = time.monotonic()
                self._answers.put((asked, engine, answer))
                return
            asked.plain = answer
            tickets = self.better(
                asked.number, asked.request, engine, answer, lambda text: self._answers.put((asked, engine, text))
            )
            asked.untold = tickets is None
            asked.keep(tickets or ())

        asked.keep(self.machine.ask(asked.request, answered, BATCH, [engine]))

"""Asking engines for a whole document: some at a time, one engine after another, with pause and an end."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from workbench.errors import MTError
from workbench.model import MTFailure
from workbench.mt.engine import Request
from workbench.mt.service import BATCH, Ticket
from workbench.workflow.machine import EngineInfo, Machine

WINDOW = 16
"""Questions asked at a time: two calls of an engine that takes eight texts."""
IN_A_ROW = 3
"""So many failures of all engines in a row end a batch: the fourth would fail as well."""
_OF_THE_TEXT = frozenset({MTFailure.TOO_LONG.value, MTFailure.BAD_RESPONSE.value})
"""Failures that say nothing about the next text."""
Better = Callable[[int, Request, str, str, Callable[[str], None]], None]
"""Called with a request's index, the request, the engine and its answer; calls back with the text to take, perhaps after
asking again."""


class Control:
    """Pauses and ends a batch from another thread."""

    def __init__(self) -> None:
        self._paused = threading.Event()
        self._cancelled = threading.Event()

    def pause(self) -> None:
        """Ask nothing more for now; what was asked is still taken."""
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


def engines_for(machine: Machine) -> list[EngineInfo]:
    """Return the engines a batch asks, the next one where one fails: those allowed, in the order of the settings.

    Where the first is on this computer no other is asked than such: nothing goes to the network because a model failed.
    """
    allowed = [e for e in machine.engines() if e.allowed]
    if allowed and not allowed[0].leaves_machine:
        return [e for e in allowed if not e.leaves_machine]
    return allowed


@dataclass(slots=True)
class Asked:
    """A question on its way: its number, and the engines left to ask."""

    number: int
    request: Request
    engines: list[str]


@dataclass(slots=True)
class MachineBatch:
    """Asks for many texts. ``stopped`` is the failure that ended it before its end, '' when none did."""

    machine: Machine
    control: Control
    better: Better
    stopped: str = ""
    _answers: queue.SimpleQueue[tuple[Asked, str, str | MTError]] = field(default_factory=queue.SimpleQueue)

    def answers(self, requests: Sequence[Request]) -> Iterator[tuple[int, str, str | MTError]]:
        """Yield for each request its index, the engine and its translation or the last failure, as they come.

        Ends early when cancelled, or after :data:`IN_A_ROW` failures; what was not yielded was not answered.
        """
        engines = [e.id for e in engines_for(self.machine)]
        todo = [Asked(n, request, list(engines)) for n, request in enumerate(requests)]
        todo.reverse()
        flying: set[int] = set()
        row = 0
        tickets: dict[int, tuple[Ticket, ...]] = {}
        try:
            while (todo or flying) and not self.control.cancelled and not self.stopped:
                while todo and len(flying) < WINDOW and not self.control.paused:
                    asked = todo.pop()
                    flying.add(asked.number)
                    tickets[asked.number] = self._ask(asked)
                try:
                    asked, engine, answer = self._answers.get(timeout=0.1)
                except queue.Empty:
                    continue
                if isinstance(answer, MTError) and asked.engines:
                    tickets[asked.number] = self._ask(asked)
                    continue
                flying.discard(asked.number)
                tickets.pop(asked.number, None)
                if not isinstance(answer, MTError):
                    row = 0
                elif answer.kind not in _OF_THE_TEXT:
                    row += 1
                    if row >= IN_A_ROW:
                        self.stopped = f"{answer.message} {answer.hint}".strip()
                yield asked.number, engine, answer
        finally:
            for each in tickets.values():
                for ticket in each:
                    ticket.withdraw()

    def _ask(self, asked: Asked) -> tuple[Ticket, ...]:
        if not asked.engines:
            error = MTError(MTFailure.CONSENT.value, "No engine may be asked.", "workbench mt engines says why.")
            self._answers.put((asked, "", error))
            return ()
        engine = asked.engines.pop(0)

        def answered(_engine: str, answer: str | MTError) -> None:
            if isinstance(answer, MTError):
                self._answers.put((asked, engine, answer))
            else:
                self.better(
                    asked.number, asked.request, engine, answer, lambda text: self._answers.put((asked, engine, text))
                )

        return self.machine.ask(asked.request, answered, BATCH, [engine])

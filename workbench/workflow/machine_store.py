"""What a project's engines answered and were sent, kept: the cache and the meter that ``mt`` asks for."""

from __future__ import annotations

import contextlib
import threading
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from workbench.errors import WorkbenchError
from workbench.mt.engine import Request
from workbench.store import mt_cache, mt_usage
from workbench.workflow.clock import now
from workbench.workflow.workspace import Workspace

KEPT = 500
"""Answers of this sitting that are kept in memory, those of confidential projects too: they go with the program."""


class KeptAnswers:
    """Answers in memory and, where the project allows it, in the workspace database. ``confidential`` is asked each time."""

    def __init__(self, ws: Workspace, confidential: Callable[[], bool]) -> None:
        self._ws = ws
        self._confidential = confidential
        self._used: set[bytes] = set()
        self._recent: OrderedDict[bytes, str] = OrderedDict()
        self._guard = threading.Lock()

    def at_hand(self, key: bytes) -> str | None:
        """Return an answer of this sitting, without looking at the disk."""
        with self._guard:
            return self._recent.get(key)

    def get(self, key: bytes) -> str | None:
        """Return a kept answer. A database that cannot be read keeps nobody from asking anew."""
        found = self.at_hand(key)
        if found is None and self._ws.settings.mt_cache and not self._confidential():
            with contextlib.suppress(WorkbenchError):
                found = mt_cache.get(self._ws.store.read(), key)
            if found is not None:
                self._remember(key, found)
                self._used.add(key)
        return found

    def put(self, key: bytes, engine: str, version: str, request: Request, answer: str) -> None:
        """Keep an answer; one that cannot be written is still an answer."""
        self._remember(key, answer)
        if not self._ws.settings.mt_cache or self._ws.read_only or self._confidential():
            return
        used, self._used = self._used, set()
        with contextlib.suppress(WorkbenchError), self._ws.store.write() as conn:
            mt_cache.put(
                conn, key, engine, version, request.source, request.target, request.text, answer, now(), touched=used
            )

    def _remember(self, key: bytes, answer: str) -> None:
        with self._guard:
            self._recent[key] = answer
            self._recent.move_to_end(key)
            while len(self._recent) > KEPT:
                self._recent.popitem(last=False)


@dataclass(slots=True)
class _Owed:
    characters: int = 0
    calls: int = 0
    failures: int = 0


class UsageMeter:
    """Characters sent by engine and day, and the monthly budgets of the settings.

    What is on its way, and what could not be written, is kept in memory and counts as sent: in a workspace that is only
    read everything is, until it is closed. Another program's calls are seen when they have ended.
    """

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        self._reserved: Counter[str] = Counter()
        self._owed: dict[tuple[str, str], _Owed] = {}
        self._guard = threading.Lock()
        self._writing = threading.Lock()
        """Held while what is owed is written: between its end and the forgetting it would count twice."""

    def left(self, engine: str) -> int | None:
        """Return what is left of this month's budget, in characters; None when there is no limit."""
        budget = self._budget(engine)
        return None if budget is None else max(0, budget - self._used(engine))

    def share(self, engine: str) -> float | None:
        """Return how much of this month's budget is used: 1 is all of it; None when there is no limit."""
        budget = self._budget(engine)
        return None if budget is None else self._used(engine) / budget

    def reserve(self, engine: str, characters: int) -> bool:
        """Set characters aside for a call; False when the budget does not have them."""
        budget = self._budget(engine)
        with self._writing:
            if budget is not None and characters > budget - self._used(engine):
                return False
            with self._guard:
                self._reserved[engine] += characters
            return True

    def settle(self, engine: str, reserved: int, sent: int, *, failed: bool) -> None:
        """Count a call that left and give back what was reserved; what cannot be written now is with the next."""
        with self._writing:
            with self._guard:
                self._reserved[engine] -= reserved
                if sent:
                    owed = self._owed.setdefault((engine, now()[:10]), _Owed())
                    owed.characters += sent
                    owed.calls += 1
                    owed.failures += int(failed)
            if self._owed and not self._ws.read_only:
                self._write()

    def _write(self) -> None:
        with contextlib.suppress(WorkbenchError):
            with self._ws.store.write() as conn:
                for (engine, day), owed in self._owed.items():
                    mt_usage.charge(conn, engine, day, owed.characters, owed.calls, owed.failures)
            with self._guard:
                self._owed = {}

    def _budget(self, engine: str) -> int | None:
        settings = self._ws.settings.mt.get(engine)
        return settings.budget if settings is not None and settings.budget > 0 else None

    def _used(self, engine: str) -> int:
        month = now()[:7]
        with self._guard:
            owed = sum(o.characters for (name, day), o in self._owed.items() if name == engine and day[:7] == month)
            on_its_way = self._reserved[engine]
        return mt_usage.used(self._ws.store.read(), engine, month) + owed + on_its_way

"""What a project's engines answered and were sent, kept: the cache and the meter that ``mt`` asks for."""

from __future__ import annotations

import contextlib
import threading
from collections import OrderedDict

from workbench.errors import WorkbenchError
from workbench.model import Project
from workbench.mt.engine import Request
from workbench.store import mt_cache, mt_usage
from workbench.workflow.clock import now
from workbench.workflow.workspace import Workspace

KEPT = 500
"""Answers of this sitting that are kept in memory, those of confidential projects too: they go with the program."""


class KeptAnswers:
    """Answers in memory and, where the project allows it, in the workspace database."""

    def __init__(self, ws: Workspace, project: Project) -> None:
        self._ws = ws
        self._used: set[bytes] = set()
        self._recent: OrderedDict[bytes, str] = OrderedDict()
        self._guard = threading.Lock()
        self._on_disk = ws.settings.mt_cache and not project.confidential
        self._writes = self._on_disk and not ws.read_only

    def at_hand(self, key: bytes) -> str | None:
        """Return an answer of this sitting, without looking at the disk."""
        with self._guard:
            return self._recent.get(key)

    def get(self, key: bytes) -> str | None:
        """Return a kept answer. A database that cannot be read keeps nobody from asking anew."""
        found = self.at_hand(key)
        if found is None and self._on_disk:
            with contextlib.suppress(WorkbenchError):
                found = mt_cache.get(self._ws.store.read(), key)
            if found is not None:
                self._remember(key, found)
                self._used.add(key)
        return found

    def put(self, key: bytes, engine: str, version: str, request: Request, answer: str) -> None:
        """Keep an answer; one that cannot be written is still an answer."""
        self._remember(key, answer)
        if not self._writes:
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


class UsageMeter:
    """Characters sent by engine and day, and the monthly budgets of the settings."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws

    def left(self, engine: str) -> int | None:
        """Return what is left of this month's budget, in characters; None when there is no limit."""
        settings = self._ws.settings.mt.get(engine)
        if settings is None or settings.budget <= 0:
            return None
        return max(0, settings.budget - mt_usage.used(self._ws.store.read(), engine, now()[:7]))

    def charge(self, engine: str, characters: int, *, failed: bool) -> None:
        """Count a call that left; what a failed one sent counts as well."""
        if self._ws.read_only:
            return
        with contextlib.suppress(WorkbenchError), self._ws.store.write() as conn:
            mt_usage.charge(conn, engine, now()[:10], characters, 1, int(failed))

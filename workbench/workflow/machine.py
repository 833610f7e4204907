"""Machine translation for a project: which engines may be asked, asking them, caching what they say."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass

from workbench.config import offline
from workbench.errors import MTError
from workbench.model import MTFailure, Project
from workbench.mt.engine import Request
from workbench.mt.engines import ENGINES
from workbench.mt.failures import failure
from workbench.mt.service import Service
from workbench.store import mt_cache as cache_table
from workbench.workflow.clock import now
from workbench.workflow.consents import Consents
from workbench.workflow.workspace import Workspace

Answer = Callable[[str, str | MTError], None]
"""Called with the engine's id and its translation or failure, from a thread of the service."""


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """An engine as the user sees it. ``reason`` says why it is not asked, '' when it is."""

    id: str
    title: str
    host: str
    leaves_machine: bool
    allowed: bool
    reason: str


class _Cache:
    """The engine answers kept in the workspace database (what ``mt`` calls its cache)."""

    def __init__(self, ws: Workspace, project: Project) -> None:
        self._ws = ws
        self._off = project.confidential or ws.read_only

    def get(self, key: bytes) -> str | None:
        return None if self._off else cache_table.get(self._ws.store.read(), key)

    def put(self, key: bytes, engine: str, version: str, request: Request, answer: str) -> None:
        if self._off:
            return
        with self._ws.store.write() as conn:
            cache_table.put(conn, key, engine, version, request.source, request.target, request.text, answer, at=now())


class Machine:
    """The engines of a project behind its consents."""

    def __init__(self, ws: Workspace, project: Project) -> None:
        self._project = project
        self._consents = Consents(ws.user, ws.paths.root)
        self._names = ws.settings.mt_engines
        self._engines = {name: ENGINES[name]() for name in self._names if name in ENGINES}
        self._service = Service(
            self._engines,
            cache=_Cache(ws, project),
            consent=self._may_send,
            deadline=ws.settings.mt_timeout,
            on_send=lambda engine, request: self._consents.log(project, engine, request.text),
        )

    def engines(self) -> tuple[EngineInfo, ...]:
        """Return the engines of the settings, in their order."""
        return tuple(self._info(name) for name in self._names)

    def allow(self, engine: str, yes: bool) -> None:
        """Keep the person's answer for this project and engine."""
        self._consents.answer(self._project, engine, yes)

    def ask(self, text: str, done: Answer) -> None:
        """Ask every engine that is allowed; the others answer at once with the reason why not."""
        request = Request(text=text, source=self._project.source, target=self._project.target)
        for name in self._names:
            error = self._refusal(name)
            if error is not None:
                done(name, error)
            else:
                self._service.submit(name, request, done)

    def _info(self, name: str) -> EngineInfo:
        engine = self._engines.get(name)
        error = self._refusal(name)
        if engine is None:
            return EngineInfo(name, name, "", False, False, error.message if error else "")
        reason = error.message if error else ""
        return EngineInfo(name, engine.title, engine.host, engine.leaves_machine, error is None, reason)

    def _refusal(self, name: str) -> MTError | None:
        engine = self._engines.get(name)
        if engine is None:
            return failure(MTFailure.NOT_CONFIGURED, name)
        if not engine.leaves_machine:
            return None
        if self._project.confidential:
            return failure(MTFailure.CONFIDENTIAL, engine.title)
        if offline(dict(os.environ)):
            return failure(MTFailure.OFFLINE, engine.title)
        if not self._consents.allowed(self._project, name):
            return failure(MTFailure.CONSENT, engine.title)
        return None

    def _may_send(self, name: str) -> bool:
        return self._refusal(name) is None

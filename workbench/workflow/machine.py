"""Machine translation for a project: which engines may be asked, asking them, keeping what they say."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from workbench.config import EngineSettings
from workbench.errors import MTError, WorkbenchError
from workbench.model import Context, MTFailure, Project, Proposal, ProposalKind, TermHit
from workbench.mt.cache import cache_key
from workbench.mt.engine import Engine, Place, Request
from workbench.mt.engines import ENGINES, SLOW
from workbench.mt.failures import failure
from workbench.mt.models import usable
from workbench.mt.service import NOW, Service, Ticket
from workbench.store import projects as projects_table
from workbench.workflow.consents import Consents, what_leaves
from workbench.workflow.machine_store import KeptAnswers, UsageMeter
from workbench.workflow.sent_log import SentLog
from workbench.workflow.workspace import Workspace

Answer = Callable[[str, str | MTError], None]
"""Called with the engine's id and its translation or failure, from a thread of the service."""
SEEN = 1.0
"""Seconds for which what may be asked is taken as known: the bar of the screen asks with every key."""
NEAREST = 3
"""So many pairs of the memory are shown to engines that can use them."""


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """An engine as the user sees it. ``reason`` says why it is not asked, '' when it is.

    ``may_be_allowed`` is whether only a yes is missing, ``refused`` whether the person has said no for this project.
    ``sends`` is what leaves, in words of :data:`workbench.workflow.consents.WHAT`; ``ahead`` whether it may be asked for
    segments nobody looks at yet; ``price`` what a million characters cost, ``left`` the characters of this month's budget
    that are left, None without one, ``used_up`` the share of it that is gone, 0 to 1.
    """

    id: str
    title: str
    host: str
    leaves_machine: bool
    allowed: bool
    reason: str
    may_be_allowed: bool = False
    refused: bool = False
    sends: tuple[str, ...] = ()
    ahead: bool = False
    price: float = 0.0
    left: int | None = None
    used_up: float = 0.0


class Machine:
    """The engines of a project behind its consents."""

    def __init__(self, ws: Workspace, project: Project) -> None:
        self._ws, self._project = ws, project
        self._consents = Consents(ws.user, ws.paths.root)
        self._log = SentLog(ws.user, ws.paths.root)
        # Without a model there is nothing to say about it, segment after segment.
        local = bool(self._settings("local").path or usable(ws.user.models))
        self._names = tuple(n for n in ws.settings.mt_engines if local or n != "local")
        self._engines: dict[str, Engine] = {
            name: ENGINES[name](self._settings(name)) for name in self._names if name in ENGINES
        }
        self._looked: tuple[float, Project] = (0.0, project)
        self._known: tuple[float, tuple[EngineInfo, ...]] = (0.0, ())
        self._meter = UsageMeter(ws)
        self._kept = KeptAnswers(ws, lambda: self._project_now().confidential)
        self._service = Service(
            self._engines,
            cache=self._kept,
            refusal=self._refusal,
            meter=self._meter,
            deadline=ws.settings.mt_timeout,
            deadlines={name: self._seconds(name) for name in self._engines},
            on_send=self._note,
        )

    def engines(self) -> tuple[EngineInfo, ...]:
        """Return the engines of the settings, in their order; what another program allowed is seen within a second."""
        at, known = self._known
        if not known or time.monotonic() - at > SEEN:
            known = tuple(self._info(name) for name in self._names)
            self._known = time.monotonic(), known
        return known

    def allow(self, engine: str, yes: bool) -> None:
        """Keep the person's answer for this project, the engine, where it is and what it is shown."""
        known = self._engines[engine]
        self._consents.answer(self._project, engine, yes, known.host, what_leaves(known, self._settings(engine)))
        self._known = 0.0, ()

    def look_again(self) -> None:
        """Take at once what was allowed, taken back or made confidential since the last look."""
        self._looked = 0.0, self._looked[1]
        self._known = 0.0, ()

    def request(
        self, text: str, hits: Sequence[TermHit] = (), around: Context | None = None, near: Sequence[Proposal] = ()
    ) -> Request:
        """Return the question for a text, with the terms in it, what stands around it and the nearest memory matches."""
        pairs = [
            (p.match.unit.source, p.match.unit.target)
            for p in near
            if p.match is not None and p.kind in (ProposalKind.EXACT, ProposalKind.FUZZY)
        ]
        terms = {h.surface: h.concept.preferred(self._project.target) for h in hits if not h.nested}
        return Request(
            text,
            self._project.source,
            self._project.target,
            terms=tuple((surface, form) for surface, form in terms.items() if form),
            before=around.before if around else "",
            after=around.after if around else "",
            matches=tuple(pairs[:NEAREST]),
        )

    def ask(
        self, request: Request, done: Answer, priority: int = NOW, engines: Collection[str] | None = None
    ) -> tuple[Ticket, ...]:
        """Ask every engine that is allowed, of ``engines`` if given; the others answer at once with the reason why not."""
        tickets = []
        for name in self._names:
            if engines is not None and name not in engines:
                continue
            error = self._refusal(name)
            if error is not None:
                done(name, error)
            else:
                tickets.append(self._service.submit(name, request, done, priority))
        return tuple(tickets)

    def close(self) -> None:
        """Ask nothing any more: the document is left. Engines let go what they hold, a loaded model among it."""
        self._service.close()

    def at_hand(self, request: Request) -> dict[str, str]:
        """Return what allowed engines answered to this in this sitting, by engine. Looks at no disk."""
        out = {}
        for name, engine in self._engines.items():
            if self._refusal(name) is None:
                answer = self._kept.at_hand(cache_key(engine, request.only(engine.takes)))
                if answer is not None:
                    out[name] = answer
        return out

    def uses(self, help_: str) -> bool:
        """Whether any engine that may be asked uses this beside the text: ``terms``, ``context`` or ``matches``."""
        return any(help_ in self._engines[e.id].takes for e in self.engines() if e.allowed)

    def via(self, engine: str) -> str:
        """Return what a target made by this engine is said to come from: its id and version."""
        return f"{engine} {self._engines[engine].version}" if engine in self._engines else engine

    # ------------------------------------------------------------------ what may be asked

    def _settings(self, name: str) -> EngineSettings:
        return self._ws.settings.mt.get(name, EngineSettings())

    def _seconds(self, name: str) -> float:
        return self._settings(name).timeout or max(self._ws.settings.mt_timeout, SLOW.get(name, 0.0))

    def _info(self, name: str) -> EngineInfo:
        engine = self._engines.get(name)
        error = self._refusal(name)
        reason = error.message if error else ""
        consent = error is not None and error.kind == MTFailure.CONSENT.value
        if engine is None:
            return EngineInfo(name, name, "", False, False, reason)
        # A web page that many of us ask ahead bars everybody; who sets a distance has said it is theirs to decide.
        ahead = engine.place is not Place.SCRAPER or self._settings(name).interval >= 0
        return EngineInfo(
            name,
            engine.title,
            engine.host,
            engine.place.leaves_machine,
            error is None,
            reason,
            may_be_allowed=consent,
            refused=consent and self._consents.said_no(self._project, name),
            sends=what_leaves(engine, self._settings(name)),
            ahead=ahead,
            price=self._settings(name).price,
            left=self._meter.left(name),
            used_up=self._meter.share(name) or 0.0,
        )

    def _refusal(self, name: str) -> MTError | None:
        engine = self._engines.get(name)
        if engine is None:
            return failure(MTFailure.NOT_CONFIGURED, name)
        return self._consents.refusal(self._project_now(), engine, self._settings(name))

    def _project_now(self) -> Project:
        """Return the project as it is now: another program may have made it confidential. Gone, it counts as that."""
        at, project = self._looked
        if time.monotonic() - at > SEEN:
            try:
                found = projects_table.get_project(self._ws.store.read(), self._project.slug)
            except WorkbenchError:
                found = None
            same = found is not None and found.id == self._project.id
            project = found if found is not None and same else replace(self._project, confidential=True)
            self._looked = time.monotonic(), project
        return project

    def _note(self, name: str, requests: Sequence[Request], sent: str) -> None:
        self._log.write(self._project, name, self._engines[name].host, [r.text for r in requests], sent)

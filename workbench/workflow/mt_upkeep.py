"""Looking after machine translation: which engines there are, trying one, allowing it."""

from __future__ import annotations

import time
from dataclasses import dataclass

from workbench.config import EngineSettings, offline
from workbench.errors import MTError, NotFoundError, WorkbenchError
from workbench.model import LANGUAGES, MTFailure, Project
from workbench.mt.engine import Call, Engine, Place, Request
from workbench.mt.engines import ENGINES, SLOW
from workbench.mt.service import Service
from workbench.store import mt_usage
from workbench.workflow.clock import now
from workbench.workflow.consents import WHAT, Consents, what_leaves
from workbench.workflow.machine_store import UsageMeter
from workbench.workflow.sent_log import SentLog
from workbench.workflow.workspace import Workspace

PLACES = {
    Place.INPROC: "in this program",
    Place.LOOPBACK: "this computer",
    Place.SELFHOSTED: "your network",
    Place.CLOUD: "a service",
    Place.SCRAPER: "a web page",
}
"""Where an engine translates, as it is shown."""
SAMPLES = {
    "ar": "يفتح المستشفى أبوابه للمرضى صباح الغد.",
    "en": "The hospital opens its doors to patients tomorrow morning.",
}
"""What an engine is tried with: nobody's text."""

_LACKS = {"has no key": "no key", "No local model": "no model", "Set model": "no model"}
"""What a sentence about something missing comes down to."""


@dataclass(frozen=True, slots=True)
class EngineState:
    """An engine of the program or of the settings, and how it stands.

    ``place`` is '' for a name of the settings that is no engine; ``missing`` says what it lacks, '' when it is set up;
    ``pairs`` are what it translates (``ar>en``); ``refusal`` says why it may not be asked for the project, '' when it may or
    no project was named, ``refused_by`` which of :class:`MTFailure` that is. ``used`` and ``budget`` are characters of this
    month, ``budget`` 0 without a limit. ``sends`` is what it would be sent, a line for each thing.
    """

    id: str
    title: str
    place: str
    host: str
    leaves_machine: bool
    offered: bool
    pairs: tuple[str, ...]
    missing: str
    refusal: str
    used: int
    budget: int
    price: float
    refused_by: str = ""
    sends: tuple[str, ...] = ()

    @property
    def standing(self) -> str:
        """How it stands for the project, in a few words."""
        if self.missing:
            return next((word for sign, word in _LACKS.items() if sign in self.missing), "not set up")
        if not self.leaves_machine:
            return "on this computer"
        words = {"": "allowed", MTFailure.CONFIDENTIAL: "confidential", MTFailure.OFFLINE: "offline"}
        return words.get(self.refused_by, "not allowed")


@dataclass(frozen=True, slots=True)
class Offer:
    """What saying yes to an engine means: ``sends`` is a line for each thing that would be sent, ``encrypted`` or not.

    ``needed`` is false for an engine on this computer: nobody has to say yes to it.
    """

    needed: bool
    project: str
    engine: str
    title: str
    place: str
    host: str
    encrypted: bool
    sends: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """What an engine answered to a text, and the seconds it took."""

    host: str
    text: str
    source: str
    target: str
    answer: str
    seconds: float


# ---------------------------------------------------------------------- engines


def list_engines(ws: Workspace, project: Project | None = None) -> list[EngineState]:
    """Return every engine there is or that the settings name. Nobody is asked and nothing leaves."""
    names = dict.fromkeys((*ws.settings.mt_engines, *ENGINES, *ws.settings.mt))
    return [_state(ws, name, project) for name in names]


def _state(ws: Workspace, name: str, project: Project | None) -> EngineState:
    settings = _settings(ws, name)
    used = mt_usage.used(ws.store.read(), name, now()[:7])
    offered = name in ws.settings.mt_engines
    if name not in ENGINES:
        missing = f"There is no such engine; there are: {', '.join(ENGINES)}."
        return EngineState(name, name, "", "", False, offered, (), missing, "", used, settings.budget, settings.price)
    engine = ENGINES[name](settings)
    refused = Consents(ws.user, ws.paths.root).refusal(project, engine, settings) if project is not None else None
    return EngineState(
        id=name,
        title=engine.title,
        place=PLACES[engine.place],
        host=engine.host,
        leaves_machine=engine.place.leaves_machine,
        offered=offered,
        pairs=tuple(">".join(pair) for pair in _pairs(engine)),
        missing=_missing(engine),
        refusal=refused.message if refused else "",
        used=used,
        budget=settings.budget,
        price=settings.price,
        refused_by=refused.kind if refused else "",
        sends=tuple(WHAT[word] for word in what_leaves(engine, settings)),
    )


def _settings(ws: Workspace, name: str) -> EngineSettings:
    return ws.settings.mt.get(name, EngineSettings())


def _engine(ws: Workspace, name: str) -> Engine:
    if name not in ENGINES:
        raise NotFoundError(f"There is no engine {name!r}.", f"Engines: {', '.join(ENGINES)}.")
    return ENGINES[name](_settings(ws, name))


def _pairs(engine: Engine) -> list[tuple[str, str]]:
    return [(a, b) for a in LANGUAGES for b in LANGUAGES if a != b and engine.supports(a, b)]


class _NothingLeavesError(WorkbenchError):
    """Ends a call at the moment it would send."""


def _missing(engine: Engine) -> str:
    """Return what an engine lacks to be asked, '' for nothing.

    Found out by a call whose time is over and that may send nothing: it ends where the network would begin.
    """

    def stop(_sent: str) -> None:
        raise _NothingLeavesError("Nothing is sent.")

    pairs = _pairs(engine)
    source, target = pairs[0] if pairs else LANGUAGES
    try:
        # Nothing to translate in it: an engine in this process says what it lacks and loads no model.
        engine.translate([Request("*", source, target)], Call(time.monotonic() - 1, stop))
    except MTError as e:
        return str(e).strip() if e.kind == MTFailure.NOT_CONFIGURED else ""
    except _NothingLeavesError:
        return ""
    return ""


# ---------------------------------------------------------------------- trying one


def try_engine(ws: Workspace, name: str, project: Project | None = None, text: str = "") -> Tried:
    """Ask an engine once, behind the same consent, log, budget and deadline as ever, but not from what is kept.

    Without a project only engines on this computer may be asked: consent is given for a project. Raises
    :class:`NotFoundError` for an unknown engine and :class:`MTError` when there is no answer.
    """
    engine, settings = _engine(ws, name), _settings(ws, name)
    job = project or Project(0, "", "", "ar", "en")
    text = text.strip() or SAMPLES[job.source]
    log = SentLog(ws.user, ws.paths.root)
    consents = Consents(ws.user, ws.paths.root)
    service = Service(
        {name: engine},
        refusal=lambda _name: consents.refusal(job, engine, settings),
        on_send=lambda _name, requests, sent: log.write(job, name, engine.host, [r.text for r in requests], sent),
        meter=UsageMeter(ws),
        deadline=settings.timeout or max(ws.settings.mt_timeout, SLOW.get(name, 0.0)),
        retries=0,
    )
    began = time.monotonic()
    try:
        answer = service.translate(name, Request(text, job.source, job.target))
    except MTError as e:
        raise MTError(e.kind, e.message, _what_to_do(e, name, project), e.retry_after) from None
    return Tried(engine.host, text, job.source, job.target, answer, time.monotonic() - began)


def _what_to_do(error: MTError, engine: str, project: Project | None) -> str:
    """Return the hint of a failure as the command line gives it."""
    if error.kind == MTFailure.CONSENT:
        if project is None:
            return f"Name a project it is allowed for: workbench mt test {engine} PROJECT"
        return f"Allow it with: workbench mt consent allow {project.slug} {engine}"
    if error.kind == MTFailure.OFFLINE and offline():
        return "It was switched off by --offline or WORKBENCH_OFFLINE."
    return error.hint


# ---------------------------------------------------------------------- consent


def offer(ws: Workspace, project: Project, name: str) -> Offer:
    """Return what would be sent where if the person said yes.

    Raises :class:`NotFoundError` for an unknown engine, :class:`MTError` where a yes would mean nothing: the project is
    confidential, or the engine is not set up, so that nobody knows yet where text would go.
    """
    engine, settings = _engine(ws, name), _settings(ws, name)
    if project.confidential and engine.place.leaves_machine:
        raise MTError(
            MTFailure.CONFIDENTIAL.value,
            f"Project {project.slug} is confidential: nothing of it is sent, whatever you say here.",
            f"If that is over: workbench project set {project.slug} --no-confidential",
        )
    missing = _missing(engine)
    if missing:
        raise MTError(MTFailure.NOT_CONFIGURED.value, missing)
    what = what_leaves(engine, settings)
    return Offer(
        needed=engine.place.leaves_machine,
        project=project.slug,
        engine=name,
        title=engine.title,
        place=PLACES[engine.place],
        host=engine.host,
        encrypted="plain" not in what,
        sends=tuple(WHAT[word] for word in what),
    )


def allow(ws: Workspace, project: Project, name: str) -> None:
    """Keep a yes to what :func:`offer` says."""
    engine = _engine(ws, name)
    what = what_leaves(engine, _settings(ws, name))
    Consents(ws.user, ws.paths.root).answer(project, name, True, engine.host, what)


def forbid(ws: Workspace, project: Project, name: str) -> None:
    """Keep a no, for every host of the engine; also of one that is an engine no longer."""
    host = ENGINES[name](_settings(ws, name)).host if name in ENGINES else ""
    Consents(ws.user, ws.paths.root).answer(project, name, False, host)

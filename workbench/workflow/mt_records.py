"""What machine translation leaves behind, as it is shown: answers given, what was sent, how much, what is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.config import EngineSettings
from workbench.errors import NotFoundError
from workbench.store import mt_cache, mt_usage
from workbench.workflow.clock import now
from workbench.workflow.consents import Consent, Consents
from workbench.workflow.projects import get_project
from workbench.workflow.sent_log import Sent, SentLog
from workbench.workflow.workspace import Workspace


@dataclass(frozen=True, slots=True)
class MonthOfEngine:
    """What an engine was sent in a month out of this workspace; ``cost`` by the price of the settings, 0 without one."""

    engine: str
    month: str
    characters: int
    calls: int
    failures: int
    budget: int
    cost: float


def list_consents(ws: Workspace, project: str | None = None, *, everywhere: bool = False) -> list[Consent]:
    """Return the answers given in this workspace, or everywhere, to a project's engines or all."""
    consents = Consents(ws.user, ws.paths.root)
    found = consents.answers() if everywhere else consents.here()
    slug = _slug(ws, project)
    return [c for c in found if slug in (None, c.project)]


def _slug(ws: Workspace, project: str | None) -> str | None:
    """Return the slug of a project as the person names it; one that is gone is known by its old slug."""
    if project is None:
        return None
    try:
        return get_project(ws, project).slug
    except NotFoundError:
        return project


def usage(ws: Workspace, month: str | None = None) -> list[MonthOfEngine]:
    """Return what engines were sent in a month, or in every one, the newest first."""
    return [
        MonthOfEngine(
            u.engine,
            u.month,
            u.characters,
            u.calls,
            u.failures,
            ws.settings.mt.get(u.engine, EngineSettings()).budget,
            u.characters * ws.settings.mt.get(u.engine, EngineSettings()).price / 1_000_000,
        )
        for u in mt_usage.usage(ws.store.read(), month)
    ]


def this_month() -> str:
    """Return the month it is, as usage is counted by (UTC)."""
    return now()[:7]


def sent(
    ws: Workspace, project: str | None = None, engine: str | None = None, since: str | None = None
) -> Iterator[Sent]:
    """Yield what was sent out of this workspace, the newest last."""
    yield from SentLog(ws.user, ws.paths.root).read(_slug(ws, project), engine, since)


def cache_sizes(ws: Workspace) -> list[tuple[str, int, int]]:
    """Return engine, number of answers kept and bytes of their texts."""
    conn = ws.store.read()
    return [(engine, *mt_cache.size(conn, engine)) for engine in mt_cache.engines(conn)]


def forget_cache(ws: Workspace, engine: str | None = None) -> int:
    """Forget the kept answers of an engine, or all; return how many."""
    with ws.store.write() as conn:
        return mt_cache.forget(conn, engine)

"""Memories by name: listing, searching, writing out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from workbench.errors import NotFoundError, UsageError
from workbench.formats.languages import primary
from workbench.formats.table import WRITERS
from workbench.model import Match, Project, Repair, Unit
from workbench.store import memories as memories_table
from workbench.store import units as units_table
from workbench.store.index import Index
from workbench.store.memories import MemoryInfo as MemoryInfo
from workbench.workflow.names import checked_name
from workbench.workflow.pacing import AT_ONCE, Pace
from workbench.workflow.workspace import Workspace

if TYPE_CHECKING:
    from workbench.tm.concordance import Page

Item = TypeVar("Item")


def list_memories(ws: Workspace) -> list[MemoryInfo]:
    """Return all memories with their sizes."""
    return memories_table.list_memories(ws.store.read())


def create_memory(ws: Workspace, name: str, source: str, target: str) -> None:
    """Make an empty memory; raises :class:`UsageError` when the name is taken."""
    name = checked_name(name, "memory")
    if any(m.name == name for m in list_memories(ws)):
        raise UsageError(f"There is a memory {name!r} already.")
    with ws.store.write() as conn:
        memories_table.ensure_memory(conn, name, source, target)


def search_memory(
    ws: Workspace,
    text: str,
    *,
    source: str,
    target: str,
    memories: tuple[str, ...] = (),
    threshold: int | None = None,
    limit: int | None = None,
) -> list[Match]:
    """Return the matches for a segment in the named memories (default: all), best first."""
    from workbench.workflow.proposing import load_memory

    infos = list_memories(ws)
    names = memories or tuple(m.name for m in infos)
    for name in names:
        if not any(m.name == name for m in infos):
            raise NotFoundError(f"There is no memory {name!r}.", "See: workbench tm list")
    job = Project(0, "", "", source, target, memories=names)
    return load_memory(ws, job).search(
        text, threshold=threshold or ws.settings.fuzzy_threshold, limit=limit or ws.settings.proposals
    )


@dataclass(frozen=True, slots=True)
class Which:
    """Which units of a memory are written: of a document, by an author, changed from one day to another (ISO dates)."""

    document: str = ""
    author: str = ""
    since: str = ""
    until: str = ""

    def takes(self, unit: Unit) -> bool:
        """Whether a unit is written."""
        day = (unit.changed or unit.created)[:10]
        return (
            (not self.document or unit.document == self.document)
            and (not self.author or self.author in (unit.changer, unit.author))
            and (not self.since or day >= self.since)
            and (not self.until or (day != "" and day <= self.until))
        )


def export_memory(
    ws: Workspace,
    name: str,
    path: Path,
    *,
    which: Which | None = None,
    metadata: bool = True,
    spreadsheet_safe: bool = False,
    tags: tuple[str, str] | None = None,
    report: Callable[[Repair], None] = lambda _repair: None,
    pace: Pace = AT_ONCE,
) -> int:
    """Write a memory, or some of its units, by the suffix of ``path``; return how many. Equal content gives equal bytes.

    ``tags`` are the language tags written, by default those of the memory; without ``metadata`` only the texts are written.
    ``spreadsheet_safe`` is for CSV and TSV; cells of XLSX are text and need it not.
    ``report`` is told what the format could not hold, ``pace`` how many of the memory's units were passed.
    """
    from workbench.formats.tmx_write import write_tmx_rows

    info = next((m for m in list_memories(ws) if m.name == name), None)
    if info is None:
        raise NotFoundError(f"There is no memory {name!r}.", "See: workbench tm list")
    kind = path.suffix.lower().lstrip(".")
    if kind not in WRITERS:
        raise UsageError(
            f"A memory cannot be written as {path.suffix or 'a file without a suffix'}.",
            f"Name a file that ends in {', '.join(f'.{k}' for k in sorted(WRITERS))}.",
        )
    source, target = tags or (info.source, info.target)
    if {primary(source), primary(target)} != {primary(info.source), primary(info.target)}:
        raise UsageError(
            f"{name} holds {info.source} and {info.target}, not {source} and {target}.",
            f"A tag adds a region to its languages: {info.source}-SA,{info.target}-GB",
        )
    if kind == "tmx" and which is None:
        # Rows as they are: making units of them takes longer than writing them.
        rows = _told(units_table.iter_rows(ws.store.read(), [info.id]), info.units, pace)
        return write_tmx_rows(path, rows, source=source, target=target, metadata=metadata, report=report)
    units = _told(units_table.iter_units(ws.store.read(), memory_ids=[info.id]), info.units, pace)
    if which is not None:
        units = filter(which.takes, units)
    options: dict[str, Any] = {"report": report} if kind in ("tmx", "xlsx") else {"spreadsheet_safe": spreadsheet_safe}
    written: int = WRITERS[kind](path, units, source=source, target=target, metadata=metadata, **options)
    return written


def _told(items: Iterator[Item], total: int, pace: Pace) -> Iterator[Item]:
    for done, item in enumerate(items, 1):
        yield item
        if not done % 1000:
            pace.step(done, total)


def find_places(
    ws: Workspace,
    query: str,
    *,
    language: str,
    other: str,
    memories: tuple[str, ...] = (),
    exact: bool = False,
    limit: int = 20,
    skip: int = 0,
) -> Page:
    """Return where words stand in the texts of one language, in the named memories (default: all)."""
    from workbench.tm.concordance import concordance

    infos = list_memories(ws)
    for name in memories:
        if not any(m.name == name for m in infos):
            raise NotFoundError(f"There is no memory {name!r}.", "See: workbench tm list")
    ids = [m.id for m in infos if not memories or m.name in memories]
    return concordance(Index(ws.store.read(), ids, language, other), query, exact=exact, limit=limit, skip=skip)

"""Memories by name: listing, searching, writing out."""

from __future__ import annotations

from pathlib import Path

from workbench.errors import NotFoundError, UsageError
from workbench.formats.table import WRITERS
from workbench.model import Match, Project
from workbench.store import units as units_table
from workbench.store.units import MemoryInfo
from workbench.workflow.names import checked_name
from workbench.workflow.proposing import load_memory
from workbench.workflow.workspace import Workspace


def list_memories(ws: Workspace) -> list[MemoryInfo]:
    """Return all memories with their sizes."""
    return units_table.list_memories(ws.store.read())


def create_memory(ws: Workspace, name: str, source: str, target: str) -> None:
    """Make an empty memory; raises :class:`UsageError` when the name is taken."""
    name = checked_name(name, "memory")
    if any(m.name == name for m in list_memories(ws)):
        raise UsageError(f"There is a memory {name!r} already.")
    with ws.store.write() as conn:
        units_table.ensure_memory(conn, name, source, target)


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
    infos = list_memories(ws)
    names = memories or tuple(m.name for m in infos)
    for name in names:
        if not any(m.name == name for m in infos):
            raise NotFoundError(f"There is no memory {name!r}.", "See: workbench tm list")
    job = Project(0, "", "", source, target, memories=names)
    return load_memory(ws, job).search(
        text, threshold=threshold or ws.settings.fuzzy_threshold, limit=limit or ws.settings.proposals
    )


def export_memory(ws: Workspace, name: str, path: Path) -> int:
    """Write a whole memory as TMX or CSV, by the suffix of ``path``; return how many units."""
    info = next((m for m in list_memories(ws) if m.name == name), None)
    if info is None:
        raise NotFoundError(f"There is no memory {name!r}.", "See: workbench tm list")
    kind = path.suffix.lower().lstrip(".")
    if kind not in ("tmx", "csv"):
        raise UsageError(f"A memory cannot be written as .{kind}.", "Name a .tmx or .csv file.")
    units = units_table.iter_units(ws.store.read(), memory_ids=[info.id])
    written: int = WRITERS[kind](path, units, source=info.source, target=info.target)
    return written

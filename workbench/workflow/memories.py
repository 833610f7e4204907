"""Memories by name: listing, filling from TMX and CSV, searching, writing out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import FileError, NotFoundError, UsageError
from workbench.formats.table import READERS, WRITERS
from workbench.model import BulkAct, Match, Project, Repair
from workbench.store import batches as batches_table
from workbench.store import units as units_table
from workbench.store.units import MemoryInfo
from workbench.tm.search import Memory
from workbench.workflow.clock import now
from workbench.workflow.names import checked_name
from workbench.workflow.proposing import load_memory
from workbench.workflow.workspace import Workspace

CHUNK = 500
"""Units a write transaction takes, so that a translator's save never waits long."""


@dataclass(frozen=True, slots=True)
class MemoryImport:
    """What an import into a memory did. ``batch`` is the bulk act it can be taken back with, 0 when nothing was new."""

    memory: str
    read: int
    added: int
    batch: int
    notices: tuple[Repair, ...]


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


def import_memory(
    ws: Workspace,
    path: Path,
    *,
    memory: str | None = None,
    source: str = "ar",
    target: str = "en",
    encoding: str | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> MemoryImport:
    """Read a TMX or CSV file into a memory (default: named after the file).

    The whole file is read before anything is stored, so a file that breaks off stores nothing. A pair already in the
    memory is not added again. Raises :class:`FileError` naming file and line.
    """
    kind = path.suffix.lower().lstrip(".")
    if path.is_dir():
        raise FileError(path, "is a folder, not a file.", "Name a .tmx or .csv file.")
    if kind == "tsv":
        kind = "csv"
    if kind not in READERS:
        raise FileError(
            path, f"files of type .{kind} cannot be read as pairs.", f"Types: {', '.join(sorted(READERS))}."
        )
    name = checked_name(memory or path.stem, "memory")
    notices: list[Repair] = []
    options = {"encoding": encoding} if kind == "csv" else {}
    units = list(READERS[kind](path, source, target, notices.append, **options))
    if not units:
        raise FileError(path, f"holds no pair of {source} and {target}.", "Check the file and the languages.")
    with ws.store.write() as conn:
        memory_id = units_table.ensure_memory(conn, name, source, target)
        batch = batches_table.begin(conn, BulkAct.TM_IMPORT, f"{path.name} > {name}", ws.settings.author, now())
    added = 0
    for start in range(0, len(units), CHUNK):
        with ws.store.write() as conn:
            added += units_table.insert_units(conn, memory_id, units[start : start + CHUNK], batch)
        progress(min(len(units), start + CHUNK), len(units))
    if not added:
        with ws.store.write() as conn:
            batches_table.forget(conn, batch)
        batch = 0
    return MemoryImport(name, len(units), added, batch, tuple(notices))


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
    found: Memory = load_memory(ws, job)
    return found.search(text, threshold=threshold or ws.settings.fuzzy_threshold, limit=limit or ws.settings.proposals)


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

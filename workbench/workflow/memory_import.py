"""Filling a memory from a file of pairs: streaming, seen only when it is whole, and to be gone on with when broken off."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from workbench.errors import FileError, ReadOnlyError, StoreError, UsageError
from workbench.formats.pair_marks import Mark, mark_of
from workbench.formats.table import READERS, ROW_READERS
from workbench.model import DRAFT, BulkAct, Origin, Repair
from workbench.store import batches as batches_table
from workbench.store import loading, pairs
from workbench.store import memories as memories_table
from workbench.store.bulk import ORIGIN, PROPS, SOURCE, TARGET, Row, load_rows, row_of
from workbench.workflow.clock import now
from workbench.workflow.memory_index import BulkIndex, keep_index, uncollected
from workbench.workflow.names import checked_name
from workbench.workflow.pacing import Progress
from workbench.workflow.workspace import Workspace

CHUNK = 2000
"""Units a write transaction takes, so that a translator's save never waits long."""
REMOVED = 2000
"""Units a transaction removes."""


_ORIGINS = {Mark.MACHINE: Origin.MT, Mark.ALIGNED: Origin.ALIGNED}
_TOLD = {
    Mark.UNFINISHED: (
        "1 pair is a draft in the program it comes from, or was rejected there: passed over.",
        "{} pairs are drafts in the program they come from, or were rejected there: passed over.",
    ),
    Mark.MACHINE: (
        "1 pair is a machine translation by its mark: penalty_machine says how much less it counts.",
        "{} pairs are machine translations by their mark: penalty_machine says how much less they count.",
    ),
    Mark.ALIGNED: (
        "1 pair is aligned by its mark: penalty_aligned says how much less it counts.",
        "{} pairs are aligned by their mark: penalty_aligned says how much less they count.",
    ),
}
"""What is told of one pair, of several."""


@dataclass(frozen=True, slots=True)
class MemoryImport:
    """What an import into a memory did. ``batch`` is the bulk act it can be taken back with, 0 when nothing was new.

    ``added`` counts what is new since the file was first begun; ``dry`` says that nothing was stored. Not ``whole`` is an
    import that was stopped: its pairs are not seen, and the same command goes on with it.
    """

    memory: str
    read: int
    added: int
    batch: int
    notices: tuple[Repair, ...]
    whole: bool = True
    dry: bool = False


def import_memory(
    ws: Workspace,
    path: Path,
    *,
    memory: str | None = None,
    source: str = "ar",
    target: str = "en",
    dry: bool = False,
    progress: Progress = lambda _done, _total: None,
    stopped: Callable[[], bool] = lambda: False,
    **options: Any,
) -> MemoryImport:
    """Read a file of pairs into a memory (default: named after the file).

    A pair already in the memory is not added again. Nothing is seen before all is there: of a file that cannot be read to
    its end nothing is kept, and an import broken off, by ``stopped`` or by a crash, is gone on with when the same file comes
    again. ``progress`` is told bytes read and in all. ``options`` are those of the format. What a machine wrote and nobody
    has confirmed (a draft of an export with drafts) is passed over and told; so is what another program marks as a draft or
    as rejected. What it marks as a machine's or aligned has that origin.

    Raises :class:`FileError` naming file and line, :class:`UsageError` for a memory that is only for reading or that another
    import fills.
    """
    kind = checked_kind(path)
    name = checked_name(memory or path.stem, "memory")
    notices: list[Repair] = []
    given = {name: value for name, value in options.items() if value is not None}
    if kind == "tmx" and given:
        raise UsageError(f"A TMX file takes no {', '.join(given)}.", "These are for tables.")
    if kind != "xlsx":
        # How far a spreadsheet is read cannot be told: its size is that of the archive.
        given["progress"] = progress
    rows = _confirmed(_rows(kind, path, source, target, notices.append, **given), notices)
    if dry:
        return _looked_at(ws, name, rows, notices)
    info = next((m for m in memories_table.list_memories(ws.store.read()) if m.name == name), None)
    if info is not None and info.read_only:
        raise UsageError(f"The memory {name} is for reading only.", f"See: workbench tm edit {name} --writable")
    if ws.read_only:
        # It says why.
        with ws.store.write():
            pass
    try:
        with filling_lock(ws, name):
            return _filled(ws, path, name, (source, target), rows, notices, stopped)
    except Timeout as e:
        raise UsageError(f"Another import into {name} is running.", "Wait until it has ended.") from e
    except StoreError as e:
        raise _broken_off(ws, name, e) from e


def filling_lock(ws: Workspace, name: str) -> FileLock:
    """Return the lock an import holds while it fills a memory; nobody waits for it."""
    return FileLock(ws.paths.private / f"import-{name}.lock", timeout=0)


def _broken_off(ws: Workspace, name: str, error: StoreError) -> StoreError:
    """Return an error that broke an import off with what has become of it: the memory may be there and show nothing."""
    try:
        there = any(memory == name for _batch, memory, *_rest in loading.list_loading(ws.store.read()))
    except StoreError:
        there = False
    if not there or isinstance(error, ReadOnlyError):
        return error
    shown = f"Nothing of the file is to be seen in the memory {name} yet: the same command goes on where it was."
    return StoreError(error.message, f"{error.hint} {shown}".strip())


def checked_kind(path: Path) -> str:
    """Return the format of a file by its suffix; raises :class:`FileError` when it is none of pairs."""
    kind = path.suffix.lower().lstrip(".")
    if path.is_dir():
        raise FileError(path, "is a folder, not a file.", "Name a .tmx or .csv file.")
    if kind not in READERS:
        raise FileError(
            path, f"files of type .{kind} cannot be read as pairs.", f"Types: {', '.join(sorted(READERS))}."
        )
    return kind


def _rows(kind: str, *args: Any, **options: Any) -> Iterator[Row]:
    """Yield pairs as rows; of the largest files they come as such, for a third of what units cost."""
    if kind in ROW_READERS:
        return iter(ROW_READERS[kind](*args, **options))
    return map(row_of, READERS[kind](*args, **options))


def _confirmed(rows: Iterator[Row], notices: list[Repair]) -> Iterator[Row]:
    """Yield rows, but for drafts; the last notices count these, and those that count less by the mark of another program."""
    drafts = 0
    marked = dict.fromkeys(Mark, 0)
    for row in rows:
        if row[ORIGIN] is Origin.MT and DRAFT in row[PROPS]:
            drafts += 1
            continue
        mark = mark_of(row[PROPS]) if row[PROPS] else None
        if mark is Mark.UNFINISHED:
            marked[mark] += 1
            continue
        if mark is not None and row[ORIGIN] is None:
            marked[mark] += 1
            row = (*row[:ORIGIN], _ORIGINS[mark], *row[ORIGIN + 1 :])
        yield row
    if drafts:
        what = "1 pair is a machine's draft" if drafts == 1 else f"{drafts} pairs are drafts of a machine"
        notices.append(Repair(0, f"{what} nobody has confirmed: passed over."))
    notices += [Repair(0, _TOLD[m][count > 1].format(count)) for m, count in marked.items() if count]


def _looked_at(ws: Workspace, name: str, rows: Iterator[Row], notices: list[Repair]) -> MemoryImport:
    conn = ws.store.read()
    ids = memories_table.memory_ids(conn, [name])
    read = new = 0
    seen: set[int] = set()
    while chunk := list(islice(rows, CHUNK)):
        read += len(chunk)
        for row in chunk:
            texts = row[SOURCE], row[TARGET]
            pair = pairs.pair_key(*texts)
            if pair not in seen and not (ids and pairs.has_pair(conn, ids[0], *texts)):
                new += 1
            seen.add(pair)
    return MemoryImport(name, read, new, 0, tuple(notices), dry=True)


def _filled(
    ws: Workspace,
    path: Path,
    name: str,
    languages: tuple[str, str],
    rows: Iterator[Row],
    notices: list[Repair],
    stopped: Callable[[], bool],
) -> MemoryImport:
    # The first pair is read before anything is written: most files that are none end here.
    chunk = list(islice(rows, CHUNK))
    digest = _digest(path)
    with ws.store.write() as conn:
        memory = memories_table.ensure_memory(conn, name, *languages)
        batch = loading.unfinished(conn, memory, digest)
        if batch is None:
            batch = batches_table.begin(conn, BulkAct.TM_IMPORT, f"{path.name} > {name}", ws.settings.author, now())
            loading.begin(conn, batch, memory, digest)
    index = BulkIndex(ws)
    _take_up(ws, batch, index)
    read = 0
    try:
        while chunk:
            with uncollected():
                _stored(ws, memory, chunk, batch, index)
                read += len(chunk)
                if stopped():
                    return MemoryImport(name, read, 0, batch, tuple(notices), whole=False)
                chunk = list(islice(rows, CHUNK))
    except FileError:
        remove_batch(ws, batch)
        raise
    index.write()
    added = loading.count_units(ws.store.read(), batch)
    with ws.store.write() as conn:
        loading.finish(conn, batch)
        if not added:
            batches_table.forget(conn, batch)
    # All is in the memory; parts that could not be joined now are joined behind a later write.
    with contextlib.suppress(StoreError):
        keep_index(ws)
    return MemoryImport(name, read, added, batch if added else 0, tuple(notices))


def _stored(ws: Workspace, memory: int, rows: list[Row], batch: int, index: BulkIndex) -> None:
    with ws.store.write() as conn:
        if not loading.is_loading(conn, batch):
            raise UsageError("The import was taken back while it ran.", "Begin it again if it was meant to be.")
        new = load_rows(conn, memory, rows, batch, index.pairs)
    index.add(new)


def _take_up(ws: Workspace, batch: int, index: BulkIndex) -> None:
    """Index again what an import broken off had stored: how far its index had come is not known."""
    after = 0
    while stored := loading.units_after(ws.store.read(), batch, after, CHUNK):
        after = stored[-1].id
        index.add(stored)


def remove_batch(ws: Workspace, batch: int) -> int:
    """Take all units of a bulk act out of their memory, at once to the eye, and return how many there were."""
    conn = ws.store.read()
    total = loading.count_units(conn, batch)
    with ws.store.write() as conn:
        loading.hide(conn, batch)
    done = 0
    while done < total:
        with ws.store.write() as conn:
            removed = loading.remove_units(conn, batch, REMOVED)
        if not removed:
            break
        done += removed
    with ws.store.write() as conn:
        loading.finish(conn, batch)
        batches_table.mark_undone(conn, batch, now())
    return done


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()

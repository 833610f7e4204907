"""Looking after memories: what is wrong in them, what stands twice, moving and removing. All of it can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from filelock import Timeout

from workbench.errors import NotFoundError, UsageError
from workbench.model import BulkAct, Side, Undone, Unit, counted
from workbench.store import batches as batches_table
from workbench.store import loading, pairs, removal, replacing
from workbench.store import memories as memories_table
from workbench.store import projects as projects_table
from workbench.store import units as units_table
from workbench.store.memories import MemoryInfo
from workbench.store.unit_rows import get_units
from workbench.text.fold import fold_key
from workbench.workflow.clock import now
from workbench.workflow.memory_import import filling_lock
from workbench.workflow.memory_index import keep_index
from workbench.workflow.names import checked_name
from workbench.workflow.pacing import AT_ONCE, Pace
from workbench.workflow.workspace import Workspace

PAGE = 1000
CHUNK = 500
"""Units a write transaction takes."""


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What a bulk act did: how many units, how many it had to leave (they belong to articles), and how to take it back."""

    done: int
    left: int
    batch: int


def get_memory(ws: Workspace, name: str) -> MemoryInfo:
    """Return a memory by its name; raises :class:`NotFoundError`."""
    found = next((m for m in memories_table.list_memories(ws.store.read()) if m.name == name), None)
    if found is None:
        raise NotFoundError(f"There is no memory {name!r}.", "See: workbench tm list")
    return found


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An import that is not whole: bulk act, memory, file, pairs so far, and whether it is running just now."""

    batch: int
    memory: str
    place: str
    units: int
    running: bool


def list_unfinished(ws: Workspace) -> list[Unfinished]:
    """Return the imports that are not whole: broken off, or running in another program."""
    return [Unfinished(*row, running=_is_filled(ws, row[1])) for row in loading.list_loading(ws.store.read())]


def _is_filled(ws: Workspace, name: str) -> bool:
    """Whether an import into a memory is running."""
    try:
        with filling_lock(ws, name):
            return False
    except Timeout:
        return True
    except OSError:
        return False  # nobody can write here


def walk(ws: Workspace, memory: MemoryInfo, pace: Pace = AT_ONCE) -> Iterator[Unit]:
    """Yield the units of a memory in the order they were stored, a page at a time: nothing is held meanwhile."""
    for page in pages(ws, memory, pace):
        yield from page


def pages(ws: Workspace, memory: MemoryInfo, pace: Pace = AT_ONCE) -> Iterator[list[Unit]]:
    """Yield what :func:`walk` does, a page at a time; ``pace`` is told how many of the memory's units were looked at."""
    after = done = 0
    while page := units_table.page_units(ws.store.read(), memory.id, after, PAGE):
        after = page[-1].id
        yield page
        done += len(page)
        pace.step(done, memory.units)


def find_doubles(ws: Workspace, name: str) -> list[list[Unit]]:
    """Return the units that are equal on both sides after folding, by group: the one to keep first.

    Kept is what belongs to an article, then what was changed last.
    """
    conn = ws.store.read()
    memory = get_memory(ws, name).id
    out = []
    for ids in units_table.doubles(conn, memory):
        groups: dict[tuple[str, str], list[Unit]] = {}
        for unit in get_units(conn, ids, [memory]).values():
            groups.setdefault((fold_key(unit.source), fold_key(unit.target)), []).append(unit)
        for some in groups.values():
            if len(some) > 1:
                some.sort(key=lambda u: (u.segment is not None, u.changed or u.created, u.id), reverse=True)
                out.append(some)
    return out


def remove_units(ws: Workspace, name: str, units: Iterable[int], why: str, pace: Pace = AT_ONCE) -> Upkeep:
    """Take units out of a memory as one bulk act. The pairs of confirmed segments are left: they belong to their articles."""
    memory = writable(ws, name)
    wanted = list(units)
    with ws.store.write() as conn:
        batch = batches_table.begin(conn, BulkAct.TM_UPKEEP, f"{why} > {memory.name}", ws.settings.author, now())
    done = 0
    for start in range(0, len(wanted), CHUNK):
        with ws.store.write() as conn:
            done += removal.remove(conn, wanted[start : start + CHUNK], batch)
        pace.step(min(start + CHUNK, len(wanted)), len(wanted))
    return ended(ws, batch, done, len(wanted) - done)


def merge(ws: Workspace, name: str, into: str, pace: Pace = AT_ONCE) -> Upkeep:
    """Move all units of a memory into another one, those of articles too; of equal pairs one is left."""
    old, new = writable(ws, name), writable(ws, into)
    if old.id == new.id:
        raise UsageError(f"{name} cannot be merged into itself.")
    with ws.store.write() as conn:
        batch = batches_table.begin(conn, BulkAct.TM_UPKEEP, f"merge {name} > {into}", ws.settings.author, now())
        memories_table.search_also(conn, name, into)
    done = after = passed = 0
    while page := units_table.page_units(ws.store.read(), old.id, after, CHUNK):
        after = page[-1].id
        with ws.store.write() as conn:
            same = [u.id for u in page if pairs.has_pair(conn, new.id, u.source, u.target)]
            same = [u for u in same if not units_table.belongs(conn, u)]
            done += removal.remove(conn, same, batch)
            done += removal.move(conn, [u.id for u in page if u.id not in set(same)], new.id, batch)
        passed += len(page)
        pace.step(passed, old.units)
    return ended(ws, batch, done, 0)


def edit_unit(ws: Workspace, unit: int, *, source: str | None = None, target: str | None = None) -> Upkeep:
    """Give a stored pair other texts; the pair of a segment is changed in its article, not here."""
    if any(text is not None and not text.strip() for text in (source, target)):
        raise UsageError("A pair has text on both sides.", f"To take it out: workbench tm delete {unit}")
    conn = ws.store.read()
    old = units_table.get_unit(conn, unit)
    if old is None:
        raise NotFoundError(f"There is no pair {unit}.", "See: workbench tm concordance")
    writable(ws, old.memory)
    if units_table.belongs(conn, unit):
        raise UsageError(
            f"Pair {unit} belongs to {old.document or 'an article'}: it changes with its segment.",
            "Confirm the segment with the other text.",
        )
    author, at = ws.settings.author, now()
    done = 0
    with ws.store.write() as conn:
        batch = batches_table.begin(conn, BulkAct.TM_UPKEEP, f"pair {unit} > {old.memory}", author, at)
        for side, was, new in ((Side.SOURCE, old.source, source), (Side.TARGET, old.target, target)):
            if new is not None and new != was:
                done += replacing.replace_in_unit(conn, unit, side, was, new, replacing.Bulk(batch, author, at))
    return ended(ws, batch, done, 0)


def delete_unit(ws: Workspace, unit: int) -> Upkeep:
    """Take one pair out of its memory."""
    found = units_table.get_unit(ws.store.read(), unit)
    if found is None:
        raise NotFoundError(f"There is no pair {unit}.", "See: workbench tm concordance")
    return remove_units(ws, found.memory, [unit], f"pair {unit}")


def change_memory(
    ws: Workspace,
    name: str,
    *,
    new_name: str | None = None,
    penalty: int | None = None,
    read_only: bool | None = None,
) -> MemoryInfo:
    """Rename a memory, let its matches count less, or keep it from being written to; projects follow a new name."""
    info = get_memory(ws, name)
    if new_name is not None:
        new_name = checked_name(new_name, "memory")
        if any(m.name == new_name and m.id != info.id for m in memories_table.list_memories(ws.store.read())):
            raise UsageError(f"There is a memory {new_name!r} already.", f"See: workbench tm merge {name} {new_name}")
    filling = [p.slug for p in projects_table.list_projects(ws.store.read()) if p.memories[:1] == (name,)]
    if read_only and filling:
        raise UsageError(f"{name} is where {', '.join(filling)} keeps its confirmed pairs: it must be written to.")
    with ws.store.write() as conn:
        memories_table.set_memory(conn, info.id, name=new_name, penalty=penalty, read_only=read_only)
    return replace(
        info,
        name=new_name or info.name,
        penalty=info.penalty if penalty is None else penalty,
        read_only=info.read_only if read_only is None else read_only,
    )


def delete_memory(ws: Workspace, name: str, pace: Pace = AT_ONCE) -> Upkeep:
    """Empty a memory as one bulk act. The memory itself stays, so that the act can be taken back."""
    ids = [u.id for u in walk(ws, writable(ws, name))]
    return remove_units(ws, name, ids, "delete all", pace)


def forget_memory(ws: Workspace, name: str) -> None:
    """Take an empty memory off the list; what was taken out of it earlier cannot be put back any more.

    Raises :class:`UsageError` for one that holds pairs, is being filled, or is the one a project fills.
    """
    info = writable(ws, name)
    if info.units:
        raise UsageError(
            f"{name} still holds {counted(info.units, 'pair')}.", f"First: workbench tm delete {name} --yes"
        )
    filling = [p.slug for p in projects_table.list_projects(ws.store.read()) if p.memories[:1] == (name,)]
    if filling:
        raise UsageError(f"{name} is where {', '.join(filling)} keeps its confirmed pairs: it stays.")
    unfinished = next((u for u in list_unfinished(ws) if u.memory == name), None)
    if unfinished is not None:
        raise UsageError(
            f"An import into {name} is not whole.", f"Take it back first: workbench undo {unfinished.batch}"
        )
    with ws.store.write() as conn:
        if units_table.count_units(conn, [info.id]):
            raise UsageError(f"{name} is no longer empty.", "See: workbench tm list")
        memories_table.forget_memory(conn, info.id)


def undo_upkeep(ws: Workspace, batch: int, pace: Pace = AT_ONCE) -> Undone:
    """Put back what a bulk act removed, moved and changed, some at a time: a translator's save waits for none of it long."""
    conn = ws.store.read()
    total = replacing.count_free(conn, batch) + removal.count(conn, batch)
    taken = left = 0
    while True:
        with ws.store.write() as conn:
            texts = replacing.undo_free(conn, batch, CHUNK)
            back, kept = texts.taken, texts.kept
            if not back + kept:
                back, kept = removal.put_back(conn, batch, CHUNK)
            if not back + kept:
                batches_table.mark_undone(conn, batch, now())
        if not back + kept:
            return Undone(taken, left)
        taken, left = taken + back, left + kept
        keep_index(ws)
        pace.step(min(taken + left, total), total)


def writable(ws: Workspace, name: str) -> MemoryInfo:
    """Return a memory that may be changed; raises :class:`UsageError` for one that is only read."""
    info = get_memory(ws, name)
    if info.read_only:
        raise UsageError(f"The memory {name} is for reading only.", f"See: workbench tm edit {name} --writable")
    return info


def ended(ws: Workspace, batch: int, done: int, left: int) -> Upkeep:
    """Return what a bulk act did; one that did nothing is forgotten."""
    if not done:
        with ws.store.write() as conn:
            batches_table.forget(conn, batch)
    return Upkeep(done, left, batch if done else 0)

"""Pairs of a memory that look wrong: found, and put right where that needs no guess."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from workbench.formats.tmx_codes import PROP_CODES
from workbench.model import BulkAct, Side, Unit
from workbench.store import batches as batches_table
from workbench.store import pairs, replacing
from workbench.store import units as units_table
from workbench.tm.faults import Fault, faults_all
from workbench.tm.mending import mended
from workbench.workflow.clock import now
from workbench.workflow.memory_index import keep_index
from workbench.workflow.memory_upkeep import CHUNK, Upkeep, ended, get_memory, pages, writable
from workbench.workflow.pacing import AT_ONCE, Pace
from workbench.workflow.workspace import Workspace

__all__ = ["Fault", "Faulty"]


@dataclass(frozen=True, slots=True)
class Faulty:
    """A pair that looks wrong, and why. ``better`` are its sides put right, None where nobody but a person can."""

    unit: Unit
    why: tuple[Fault, ...]
    better: tuple[str, str] | None


def find_faults(ws: Workspace, name: str, rules: Collection[Fault] = (), pace: Pace = AT_ONCE) -> Iterator[Faulty]:
    """Yield the pairs of a memory with something wrong: of these rules, all when none is given."""
    for page in pages(ws, get_memory(ws, name), pace):
        for unit, wrong in zip(page, faults_all(page), strict=True):
            why = tuple(f for f in wrong if not rules or f in rules)
            if why:
                yield Faulty(unit, why, None if _codes_would_turn(unit, why) else mended(unit, why))


def _codes_would_turn(unit: Unit, why: Collection[Fault]) -> bool:
    """Whether what the tags stand for, kept by sides, would not change places with these."""
    return Fault.REVERSED in why and any(name == PROP_CODES for name, _value in unit.props)


def repair_units(ws: Workspace, name: str, found: Iterable[Faulty], pace: Pace = AT_ONCE) -> Upkeep:
    """Put right what can be, as one bulk act.

    Left are pairs that belong to articles, those somebody has changed meanwhile, and those the memory would have twice.
    """
    memory = writable(ws, name)
    wanted = [(f.unit, f.better) for f in found if f.better is not None]
    author, at = ws.settings.author, now()
    with ws.store.write() as conn:
        batch = batches_table.begin(conn, BulkAct.TM_UPKEEP, f"repair > {memory.name}", author, at)
    bulk = replacing.Bulk(batch, author, at)
    done = 0
    for start in range(0, len(wanted), CHUNK):
        with ws.store.write() as conn:
            for unit, (source, target) in wanted[start : start + CHUNK]:
                if units_table.belongs(conn, unit.id) or units_table.get_unit(conn, unit.id) != unit:
                    continue
                if pairs.has_pair(conn, memory.id, source, target):
                    continue
                for side, was, new in ((Side.SOURCE, unit.source, source), (Side.TARGET, unit.target, target)):
                    if new != was:
                        replacing.replace_in_unit(conn, unit.id, side, was, new, bulk)
                done += 1
        keep_index(ws)
        pace.step(min(start + CHUNK, len(wanted)), len(wanted))
    return ended(ws, batch, done, len(wanted) - done)

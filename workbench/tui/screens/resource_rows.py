"""The rows of memories, engines and glossaries, and how each is said."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from workbench.model import Project, plural
from workbench.workflow.glossaries import GlossaryInfo
from workbench.workflow.memories import MemoryInfo
from workbench.workflow.mt_upkeep import EngineState

NAME = 22
"""Columns of a name."""


@dataclass(frozen=True, slots=True)
class MemoryRow:
    """A memory; ``place`` is when the project searches it, from 1, 0 for never. The first is the project's own."""

    info: MemoryInfo
    place: int

    def line(self) -> str:
        """One line of it."""
        m = self.info
        mark = f"[{self.place or ' '}]"
        notes = [f"{m.source} {m.target}"]
        notes += [f"-{m.penalty} %"] if m.penalty else []
        notes += ["read only"] if m.read_only else []
        notes += ["own, filled here"] if self.place == 1 else []
        return f"{mark:<4} {m.name:<{NAME}} {m.units:>9,} {plural(m.units, 'pair'):<5}  {'  '.join(notes)}"

    def whole(self) -> list[str]:
        """All of it."""
        m = self.info
        when = f"searched as number {self.place}" if self.place else "not searched by this project"
        if self.place == 1:
            when = "the project's own: searched first, confirmed pairs go here, it can be neither moved nor left out"
        penalty = f"its matches count {m.penalty} % less" if m.penalty else "without a penalty"
        fixed = ", for reading only" if m.read_only else ""
        return [
            f"{m.name}: {m.units:,} {'pair' if m.units == 1 else 'pairs'}, {m.source} and {m.target}{fixed}",
            f"{when}; {penalty}",
        ]


@dataclass(frozen=True, slots=True)
class GlossaryRow:
    """A glossary; ``place`` is its rank in the project, from 1, 0 for none. ``every``: the project takes all there are."""

    info: GlossaryInfo
    place: int
    every: bool

    def line(self) -> str:
        """One line of it."""
        g = self.info
        mark = "[*]" if self.every else f"[{self.place or ' '}]"
        bad = "cannot be read" if g.problem else f"{g.errors} bad rows" if g.errors else ""
        return f"{mark:<4} {g.name:<{NAME}} {g.concepts:>9,} {plural(g.concepts, 'term'):<5}  {bad}"

    def whole(self) -> list[str]:
        """All of it."""
        g = self.info
        how = "with all glossaries of the workspace, in the order of their names" if self.every else ""
        how = how or (f"number {self.place}: of two terms the earlier glossary's counts" if self.place else "not used")
        return [f"{g.name}: {how}", *([g.problem] if g.problem else []), *g.notices]


@dataclass(frozen=True, slots=True)
class MarkRow:
    """Whether the project is confidential."""

    confidential: bool

    def line(self) -> str:
        """One line of it."""
        return f"[{'x' if self.confidential else ' '}]  confidential: nothing of this project leaves this computer"

    def whole(self) -> list[str]:
        """What it means."""
        now = "It is confidential." if self.confidential else "It is not confidential."
        return [f"{now} {CONFIDENTIAL}"]


CONFIDENTIAL = (
    "Of a confidential project no text is sent anywhere, whatever was allowed; nothing of it stands in the log of what was"
    " sent or among the kept answers. Models on this computer go on."
)


@dataclass(frozen=True, slots=True)
class EngineRow:
    """An engine, and what it answered when it was tried."""

    state: EngineState
    tried: tuple[str, ...] = ()

    def line(self) -> str:
        """One line of it."""
        e = self.state
        mark = "[x]" if e.standing in ("allowed", "on this computer") else "[ ]"
        rest = "  ".join(x for x in (e.host, "" if e.offered else "not offered") if x)
        return f"{mark:<4} {e.id:<14} {e.standing:<16} {sent(e):<22} {rest}"

    def whole(self, project: Project) -> list[str]:
        """All of it."""
        e = self.state
        month = f"; {sent(e)} this month" if e.leaves_machine else ""
        out = [f"{e.title}: {e.place}{', ' + e.host if e.host else ''}{month}"]
        if e.missing or e.refusal:
            out.append(e.missing or e.refusal)
        if e.pairs and f"{project.source}>{project.target}" not in e.pairs:
            out.append(f"It translates {', '.join(e.pairs)}: not this project's pair.")
        if not e.offered:
            out.append("It is not among mt_engines in the settings of the workspace: it is not asked while you work.")
        if e.leaves_machine and e.sends:
            out.append(f"It is sent {', '.join(e.sends)}.")
        return [*self.tried, *out]


def sent(engine: EngineState) -> str:
    """Return what an engine was sent this month, beside its budget if it has one."""
    if not engine.leaves_machine:
        return "" if engine.missing else "nothing leaves"
    return f"{engine.used:,}/{engine.budget:,} sent" if engine.budget else f"{engine.used:,} sent"


Row = MemoryRow | EngineRow | GlossaryRow | MarkRow


def name_of(row: object) -> object:
    """Return what a row is about: it stays the chosen one when others come before it."""
    if isinstance(row, MemoryRow | GlossaryRow):
        return type(row).__name__, row.info.name
    if isinstance(row, EngineRow):
        return "engine", row.state.id
    return type(row).__name__ if isinstance(row, MarkRow) else None


def searched(project: Project, there: list[MemoryInfo]) -> list[MemoryRow]:
    """Return all memories: those the project searches in its order, then the others."""
    by_name = {m.name: m for m in there}
    names = [n for n in project.memories if n in by_name]
    used = [MemoryRow(by_name[n], project.memories.index(n) + 1) for n in names]
    return used + [MemoryRow(m, 0) for m in there if m.name not in project.memories]


def used(project: Project, there: list[GlossaryInfo]) -> list[GlossaryRow]:
    """Return all glossaries: those of the project in its order, then the others; all, where it names none."""
    if not project.glossaries:
        return [GlossaryRow(g, 0, every=True) for g in there]
    by_name = {g.name: g for g in there}
    rows = [
        GlossaryRow(by_name[n] if n in by_name else GlossaryInfo(n, Path(n), 0, 0, f"There is no file {n}."), k, False)
        for k, n in enumerate(project.glossaries, 1)
    ]
    return rows + [GlossaryRow(g, 0, every=False) for g in there if g.name not in project.glossaries]

"""Memories, engines and glossaries of a project: which are used, in which order, what may be sent where."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from rich.style import Style
from textual.strip import Strip

from workbench.errors import WorkbenchError
from workbench.model import Project
from workbench.tui.marks import Glyphs
from workbench.tui.screens.consent_questions import Part
from workbench.tui.screens.resource_engines import EngineActs
from workbench.tui.screens.resource_rows import (
    EngineRow,
    GlossaryRow,
    MarkRow,
    MemoryRow,
    name_of,
    searched,
    used,
)
from workbench.tui.screens.sections import After, Heading
from workbench.tui.strips import Pen, Spans
from workbench.tui.widgets.question import Ask
from workbench.workflow.glossaries import GlossaryInfo, list_glossaries
from workbench.workflow.memories import MemoryInfo, list_memories
from workbench.workflow.memory_upkeep import change_memory
from workbench.workflow.mt_upkeep import EngineState, list_engines
from workbench.workflow.projects import get_project, set_resources
from workbench.workflow.workspace import Workspace

MOST = 50
"""Percent a memory's matches may count less."""
Told = Callable[[str], None]
"""Called in a thread after something was written, with '' or why it was not."""


class ResourcesScreen(EngineActs):
    """What a project works with. Each change is written at once; ``told`` hears of it, ``parts`` says what would be sent.

    ``where`` names the open segment, '' when none is open.
    """

    def __init__(
        self,
        pen: Pen,
        glyphs: Glyphs,
        ws: Workspace,
        project: Project,
        told: Told = lambda _error: None,
        parts: Callable[[str], Sequence[Part]] = lambda _engine: (),
        where: str = "",
    ) -> None:
        super().__init__(pen, glyphs)
        self._ws, self.project = ws, project
        self._told, self._parts, self._where = told, parts, where
        self._memories: list[MemoryInfo] = []
        self._glossaries: list[GlossaryInfo] = []
        self._engines: list[EngineState] = []
        self._tried: dict[str, tuple[str, ...]] = {}
        self._looking = {"memories", "glossaries", "engines"}

    def on_mount(self) -> None:
        """Look everything up; a part is there as soon as it is known."""
        super().on_mount()
        self._build()
        self.in_background(self._look_at_memories)
        self.in_background(self._look_at_glossaries)
        self.in_background(self._look_at_engines)

    # ------------------------------------------------------------------ looking

    def _look_at_memories(self) -> After:
        found = list_memories(self._ws)

        def take() -> None:
            self._memories = found
            self._found("memories")

        return take

    def _look_at_glossaries(self) -> After:
        found = list_glossaries(self._ws.paths)

        def take() -> None:
            self._glossaries = found
            self._found("glossaries")

        return take

    def _look_at_engines(self) -> After:
        found = list_engines(self._ws, get_project(self._ws, self.project.slug))

        def take() -> None:
            self._engines = found
            self._found("engines")

        return take

    def _found(self, part: str) -> None:
        self._looking.discard(part)
        self._build()

    def _build(self) -> None:
        every = "" if self.project.glossaries else ": all there are, those to come too"
        rows: list[object] = [Heading(f" Memories{self._wait('memories')}"), *searched(self.project, self._memories)]
        rows += [Heading(f" Engines{self._wait('engines')}"), MarkRow(self.project.confidential)]
        rows += [EngineRow(e, self._tried.get(e.id, ())) for e in self._engines]
        rows += [Heading(f" Glossaries{every}{self._wait('glossaries')}"), *used(self.project, self._glossaries)]
        self.show_rows(rows, name_of)

    def _wait(self, part: str) -> str:
        return "  looking ..." if part in self._looking else ""

    # ------------------------------------------------------------------ changing

    def _write(self, act: Callable[[], object], after: After = lambda: None) -> None:
        """Write something, tell who follows it, and go back to what is stored when that failed."""

        def work() -> After:
            try:
                act()
            except WorkbenchError as e:
                self._told(str(e))
                stored = get_project(self._ws, self.project.slug)
                return lambda: self._go_back(stored)
            self._told("")
            return after

        self.in_background(work, write=True)

    def _go_back(self, stored: Project) -> None:
        self.project = stored
        self._build()

    def _set(self, *, memories: tuple[str, ...] | None = None, glossaries: tuple[str, ...] | None = None) -> None:
        """Choose others. Shown at once: keys typed ahead act on what is seen."""
        if self._refused():
            return
        project = self.project
        if memories is not None:
            self.project = replace(self.project, memories=memories)
        if glossaries is not None:
            self.project = replace(self.project, glossaries=glossaries)
        self._build()
        self._write(lambda: set_resources(self._ws, project, glossaries, memories))

    def _refused(self) -> bool:
        if self._ws.read_only:
            self.app.bell()
            self.say("This workspace cannot be written: look, or work in a copy of it.")
        return self._ws.read_only

    def _tick(self, row: object) -> None:
        if isinstance(row, MemoryRow):
            names = self.project.memories
            if row.place == 1:
                self.say("The project's own memory is always searched: its confirmed pairs go there.")
            elif row.place:
                self._set(memories=tuple(n for n in names if n != row.info.name))
            else:
                self._set(memories=(*names, row.info.name))
        elif isinstance(row, GlossaryRow):
            chosen = self.project.glossaries or tuple(g.name for g in self._glossaries)
            rest = tuple(n for n in chosen if n != row.info.name)
            if not row.every and not row.place:
                self._set(glossaries=(*chosen, row.info.name))
            elif rest:
                self._set(glossaries=rest)
            else:
                self.say("A project without a glossary of its own takes all there are: leave one in.")

    def _move(self, row: object, step: int) -> None:
        """Move a memory or glossary one place up or down; the project's own memory stays the first."""
        if not isinstance(row, MemoryRow | GlossaryRow) or not row.place:
            self.app.bell()
            return
        own = isinstance(row, MemoryRow)
        names = list(self.project.memories if own else self.project.glossaries)
        at = row.place - 1
        to, first = at + step, int(own)
        if at < first or not first <= to < len(names):
            self.app.bell()
            return
        names[at], names[to] = names[to], names[at]
        if own:
            self._set(memories=tuple(names))
        else:
            self._set(glossaries=tuple(names))

    def _ask_penalty(self, row: MemoryRow, text: str = "") -> None:
        name = row.info.name

        def typed(given: str) -> None:
            if not given.isdecimal() or int(given) > MOST:
                self.say(f"A penalty is a whole number from 0 to {MOST}.")
                self._ask_penalty(row, given)
                return
            self._memories = [replace(m, penalty=int(given)) if m.name == name else m for m in self._memories]
            self._build()
            self._write(lambda: change_memory(self._ws, name, penalty=int(given)))

        if not self._refused():
            title = f"Percent taken off every match of {name} (0 to {MOST}), in all projects:"
            self.ask(Ask(title, enter=typed, text=text or str(row.info.penalty)))

    async def enter(self, row: object) -> None:
        """Open the consent of an engine; tick anything else."""
        self._choose(row)

    def _choose(self, row: object) -> None:
        if isinstance(row, EngineRow):
            self._ask_consent(row.state)
        elif isinstance(row, MarkRow):
            self._ask_mark()
        else:
            self._tick(row)

    # ------------------------------------------------------------------ drawing

    def title_bar(self) -> tuple[str, str]:
        """Whose they are."""
        mark = "confidential " if self.project.confidential else ""
        return (
            f" Memories, engines, glossaries of {self.project.name}",
            f"{mark}{self.project.source} > {self.project.target} ",
        )

    def entry(self, row: object, width: int, style: Style) -> Strip:
        """Draw a row."""
        text = row.line() if isinstance(row, MemoryRow | EngineRow | GlossaryRow | MarkRow) else ""
        return self.pen.label(text, width, style)

    def entry_whole(self, row: object) -> list[tuple[str, str, Spans]]:
        """A row in sentences."""
        if isinstance(row, EngineRow):
            return [(line, "en", ()) for line in row.whole(self.project)]
        return [(line, "en", ()) for line in row.whole()] if isinstance(row, MemoryRow | GlossaryRow | MarkRow) else []

    def keys(self) -> list[str]:
        """The keys of the row chosen."""
        row = self.chosen
        own: list[str] = []
        if isinstance(row, MemoryRow):
            own = ["Space use", "u up", "d down", "p penalty"]
        elif isinstance(row, GlossaryRow):
            own = ["Space use", "u up", "d down", "a all of them"]
        elif isinstance(row, EngineRow):
            own = ["Enter allow, take back", "t test"]
        elif isinstance(row, MarkRow):
            own = ["Enter confidential or not"]
        return [*own, "Esc back", "Tab next part", "l log"]

    # ------------------------------------------------------------------ keys

    def letter(self, char: str, row: object) -> bool:
        """The keys of the row."""
        if char == "l":
            self._show_log()
        elif char == " ":
            self._choose(row)
        elif char in ("u", "+"):
            self._move(row, -1)
        elif char in ("d", "-"):
            self._move(row, 1)
        elif char == "p" and isinstance(row, MemoryRow):
            self._ask_penalty(row)
        elif char == "a" and isinstance(row, GlossaryRow):
            self._set(glossaries=())
        elif char == "t" and isinstance(row, EngineRow):
            self._try(row.state)
        else:
            return False
        return True

"""The base of the screens that write files: formats and folder, what lies there already, progress, giving up, the paths."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable
from pathlib import Path

from rich.style import Style
from textual import events
from textual.strip import Strip

from workbench.errors import WorkbenchError
from workbench.model import Document, Project
from workbench.tui.keys import normal
from workbench.tui.marks import Glyphs
from workbench.tui.screens.file_rows import FileRow, FolderRow, FormatRow, OptionRow, Wanted, WrittenRow
from workbench.tui.screens.sections import GUARD, After, SectionedScreen, SectionsAnswered
from workbench.tui.strips import Pen, Spans
from workbench.tui.widgets.question import Ask, Choice
from workbench.workflow.pacing import Pace, Stopped
from workbench.workflow.workspace import Workspace

Ready = Callable[[], str]
"""Waits, in a thread, until everything typed is on the disk; returns why it is not."""


def already() -> str:
    """Everything is on the disk: nothing is open."""
    return ""


class FilesScreen(SectionedScreen):
    """Knows what is wanted and where it goes. One thing is done at a time; ``busy`` says what."""

    def __init__(
        self,
        pen: Pen,
        glyphs: Glyphs,
        ws: Workspace,
        project: Project,
        document: Document | None,
        wanted: Wanted,
        ready: Ready = already,
    ) -> None:
        super().__init__(pen, glyphs)
        self.ws, self.project, self.document = ws, project, document
        self.wanted, self._ready = wanted, ready
        self.written: list[WrittenRow] = []
        self.busy, self._how_far = "", ""
        self._stop = threading.Event()
        self._shown = 0.0
        """When the answer came that Enter would act on."""

    def build(self) -> None:
        """Show the rows as things stand."""
        raise NotImplementedError

    def on_unmount(self) -> None:
        """Give up what is being done: nothing is in its place before all of it is ready."""
        self._stop.set()
        super().on_unmount()

    @property
    def place(self) -> str:
        """What is written, as the command line names it."""
        return f"{self.project.slug}/{self.document.slug}" if self.document else self.project.slug

    @property
    def folder(self) -> Path:
        """Where files go."""
        return self.wanted.folder or self.ws.paths.export(self.project.slug)

    # ------------------------------------------------------------------ long work

    def do_long(self, what: str, work: Callable[[], After]) -> None:
        """Do something in a thread, everything typed written before; Esc gives it up. One thing at a time."""
        if self.busy:
            return
        self.busy, self._how_far = what, ""
        self._stop.clear()
        self.build()

        def run() -> After:
            error = self._ready()
            if error:
                raise WorkbenchError(error)
            try:
                after = work()
            except Stopped:
                return self._given_up
            return lambda: self._ended(after)

        self.in_background(run)

    def _ended(self, after: After) -> None:
        self.busy = ""
        self._shown = self.answered_at
        after()
        self.build()

    def _given_up(self) -> None:
        self.busy = ""
        self.say("Given up; nothing was written.")
        self.build()

    def failed(self, text: str) -> None:
        """Tell what went wrong; nothing half done is left."""
        self.busy = ""
        super().failed(f"Nothing was written. {text}")
        self.build()

    def pace(self) -> Pace:
        """Return the pace of what is done in the thread: it tells how far that is, and Esc stops it."""
        return Pace(self._went, self._stop.is_set, resting=True)

    def _went(self, done: int, total: int) -> None:
        self._how_far = f"{100 * done // max(1, total)} %"
        with contextlib.suppress(RuntimeError):
            self.post_message(SectionsAnswered(self._show_how_far))

    def _show_how_far(self) -> None:
        self.query_one("#choosing-title").refresh()

    @property
    def how_far(self) -> str:
        """What is being done, and how much of it is."""
        return f"{self.busy} {self._how_far} " if self.busy else ""

    # ------------------------------------------------------------------ what is wanted

    def toggle(self, row: object) -> None:
        """Tick a format or an option, or ask for another folder."""
        if isinstance(row, FormatRow):
            self.wanted.formats ^= {row.to}
        elif isinstance(row, OptionRow):
            self.wanted.options ^= {row.name}
        elif isinstance(row, FolderRow):
            self.ask_folder()
        self.build()

    def ask_folder(self) -> None:
        """Ask where files go; an empty line means the project's export folder."""

        def typed(text: str) -> None:
            try:
                # Made whole at once: what is shown is where the files will be.
                self.wanted.folder = Path(text).expanduser().absolute() if text else None
            except RuntimeError:
                self.say(f"There is no such person here: {text}")
            self.build()

        title = "Folder for the files, made if need be (empty: the project's own):"
        self.ask(Ask(title, enter=typed, text=str(self.wanted.folder or "")))

    def unless_there(self, names: Callable[[], list[str]], go: After) -> None:
        """Write, but ask first where that replaces files; their ``names`` are found out in a thread."""
        folder = self.folder

        def work() -> After:
            there = [n for n in names() if os.path.lexists(folder / n)]
            return (lambda: self._ask_replacing(folder, there, go)) if there else go

        self.in_background(work)

    def _ask_replacing(self, folder: Path, there: list[str], go: After) -> None:
        if not self.is_current or self.question.is_open:
            return
        what = "This file is" if len(there) == 1 else f"{len(there)} files are"
        self.ask(
            Ask(
                f"{what} there already. Replace?",
                [(f"in {folder}:", "en"), *((name, "en") for name in there)],
                [Choice("enter", "leave as it is", lambda: None), Choice("y", "replace", go, whole=True)],
                guard=GUARD,
            )
        )

    # ------------------------------------------------------------------ drawing

    def entry(self, row: object, width: int, style: Style) -> Strip:
        """Draw a row."""
        return self.pen.label(row.line() if isinstance(row, FileRow) else "", width, style)

    def entry_whole(self, row: object) -> list[tuple[str, str, Spans]]:
        """Where a file is, and what should be known of it."""
        if isinstance(row, WrittenRow):
            return [(str(row.path), "en", ()), *((n, "en", ()) for n in row.notices)]
        return [(row.line(), "en", ())] if isinstance(row, FileRow) else []

    # ------------------------------------------------------------------ keys

    async def on_key(self, event: events.Key) -> None:
        """While something is written Esc gives it up, and nothing else is done."""
        if self.busy and not self.question.is_open and self.holds:
            event.stop()
            event.prevent_default()
            if normal(event.key) in ("escape", "ctrl+q"):
                self._stop.set()
            else:
                self.app.bell()
        else:
            await super().on_key(event)

    @property
    def holds(self) -> bool:
        """Whether what is being done is waited for."""
        return True

    async def press_enter(self, event: events.Key) -> None:
        """An Enter that was typed before anybody could see what it would do does nothing."""
        if event.time - self._shown < GUARD:
            self.app.bell()
        else:
            await super().press_enter(event)

    def letter(self, char: str, row: object) -> bool:
        """Tick, another folder, copy the paths."""
        if char == " ":
            self.toggle(row)
        elif char == "f":
            self.ask_folder()
        elif char == "c" and self.written:
            self.app.copy_to_clipboard("\n".join(str(w.path) for w in self.written))
            self.say("Copied: where the files are.")
        else:
            return False
        return True

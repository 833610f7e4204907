"""The files of a folder before they are stored: which of them, how much each is, what cannot be read and why."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from textual import events
from textual.message import Message

from workbench.errors import FileError, WorkbenchError
from workbench.model import Project, counted
from workbench.tui.keys import place_of
from workbench.tui.marks import Glyphs
from workbench.tui.messages import FolderFilePlanned, FolderListed, FolderWent
from workbench.tui.screens.ticking import TickingScreen, TickRow
from workbench.tui.strips import Pen
from workbench.workflow import import_plan
from workbench.workflow.import_folder import FoundFile, folder_files
from workbench.workflow.import_plan import ImportPlan, Reading
from workbench.workflow.importing import Imported, plan_file, store_import
from workbench.workflow.pacing import Pace, Stopped
from workbench.workflow.workspace import Workspace

HELD = 5_000_000
"""Characters of read articles that are kept in memory; what is more is read again when it is stored."""
Stored = Callable[[list[Imported], list[str]], None]
"""Gets what was imported, and a sentence for each file that could not be."""


class FolderScreen(TickingScreen):
    """Lists a folder's files, reads them one after the other in a thread, and stores those that are ticked."""

    def __init__(self, pen: Pen, glyphs: Glyphs, ws: Workspace, project: Project, folder: Path, stored: Stored) -> None:
        super().__init__(pen, glyphs, "", [], [], lambda _keys: None)
        self._ws, self._project, self._folder, self._stored = ws, project, folder, stored
        self._recursive = False
        self._scan = 0
        self._told = "Looking ..."
        self._plans: dict[str, ImportPlan] = {}
        self._words: dict[str, int] = {}
        self._places: dict[str, int] = {}
        self._held = 0
        self._storing = self._stop = False

    def on_mount(self) -> None:
        """Look at the folder."""
        self._look()

    def on_unmount(self) -> None:
        """Read no more."""
        self._scan += 1

    # ------------------------------------------------------------------ drawing

    def title_bar(self) -> tuple[str, str]:
        """The folder, and what of it would be imported."""
        inside = " and the folders in it" if self._recursive else ""
        words = sum(self._words.get(k, 0) for k in self.ticked)
        able = sum(r.able for r in self.rows)
        right = self._told or f"{len(self.ticked)} of {able} files, {counted(words, 'word')}"
        return f" Import from {self._folder}{inside}", f"{right} "

    def keys(self) -> list[str]:
        """The keys."""
        inside = "r this folder only" if self._recursive else "r with folders inside"
        return ["Enter import them", "Space tick", "a all or none", "v preview", inside, "Esc store nothing"]

    def nothing(self) -> str:
        """What stands there without a file."""
        return self._told or "There is no file in this folder. r looks into the folders in it."

    # ------------------------------------------------------------------ reading

    def _look(self) -> None:
        self._scan += 1
        self.rows, self.ticked, self._told = [], {}, "Looking ..."
        scan, folder, recursive = self._scan, self._folder, self._recursive

        def work() -> None:
            files: list[FoundFile] = []
            error = ""
            try:
                files = folder_files(folder, recursive=recursive, wanted=lambda: scan == self._scan)
            except WorkbenchError as e:
                error = str(e)
            self._post(FolderListed(scan, files, error))
            with contextlib.suppress(Stopped):
                for file in files:
                    if scan != self._scan:
                        return
                    if not file.problem and str(file.path) not in self._plans:
                        self._post(self._read(scan, file.path))

        self._run(work)

    def _read(self, scan: int, path: Path) -> FolderFilePlanned:
        try:
            pace = Pace(stopped=lambda: scan != self._scan, resting=True)
            plan = plan_file(self._ws, self._project, path, pace=pace)
        except FileError as e:
            return FolderFilePlanned(scan, path, None, 0, f"line {e.line}: {e.reason}" if e.line else e.reason)
        except WorkbenchError as e:
            return FolderFilePlanned(scan, path, None, 0, e.message)
        return FolderFilePlanned(scan, path, plan, import_plan.words_to_translate(plan), "")

    def on_folder_listed(self, message: FolderListed) -> None:
        """Show the files, all ticked that may be imported."""
        if message.scan != self._scan:
            return
        self._told = message.error
        self.rows = [TickRow(str(f.path), f.name, f.problem or "...", not f.problem) for f in message.files]
        self._places = {r.key: n for n, r in enumerate(self.rows)}
        self.ticked = dict.fromkeys(r.key for r in self.rows if r.able)
        for key, plan in self._plans.items():
            self._note(key, plan, "")
        self.renew()

    def on_folder_file_planned(self, message: FolderFilePlanned) -> None:
        """Say how much a file is, or why it cannot be imported."""
        if message.scan != self._scan:
            return
        key = str(message.path)
        self._words[key] = message.words
        if message.plan is not None and self._held + len(message.plan.text) <= HELD:
            self._held += len(message.plan.text)
            self._plans[key] = message.plan
        self._note(key, message.plan, message.error)
        self.renew()

    def _note(self, key: str, plan: ImportPlan | None, error: str) -> None:
        """Put beside a file what is known of it; what is there already or cannot be read loses its tick."""
        if error:
            note = error
        elif plan is not None and plan.already is not None:
            note = f"there already as {plan.already.slug}"
        elif plan is not None:
            note = f"{counted(plan.translatable, 'segment')}, {counted(self._words.get(key, 0), 'word')}"
        else:
            note = ""
        wanted = plan is not None and plan.already is None
        at = self._places.get(key)
        if at is not None:
            self.rows[at] = replace(self.rows[at], note=note, able=self.rows[at].able and not error)
        if not wanted:
            self.ticked.pop(key, None)

    # ------------------------------------------------------------------ keys

    async def on_key(self, event: events.Key) -> None:
        """Handle every key here: v opens a screen, which is open before the next key is read."""
        if place_of(event.character or "").lower() == "v" and not self._storing:
            event.stop()
            event.prevent_default()
            await self._preview()
        else:
            await super().on_key(event)

    def typed(self, char: str) -> None:
        """Ticks; r looks into the folders inside."""
        if self._storing:
            self.app.bell()
        elif char == "r":
            self._recursive = not self._recursive
            self._look()
            self.renew()
        else:
            super().typed(char)

    async def _preview(self) -> None:
        from workbench.tui.screens.import_preview import ImportPreviewScreen

        if not self.rows or not self.rows[self.at].able:
            self.app.bell()
            return
        key = self.rows[self.at].key
        known = self._plans.get(key)

        def accept(plan: ImportPlan) -> None:
            self._plans[key], self._words[key] = plan, import_plan.words_to_translate(plan)
            self._note(key, plan, "")
            self.renew()

        def make(how: Reading, pace: Pace) -> ImportPlan:
            if known is not None and how == Reading():
                return known
            return plan_file(self._ws, self._project, Path(key), how.encoding, unwrap=how.unwrap, pace=pace)

        await self.app.push_screen(ImportPreviewScreen(self.pen, self.glyphs, self._ws, make, accept=accept))

    def leave(self) -> None:
        """Go back; while files are stored only stop behind the one under way."""
        if self._storing:
            self._stop = True
        else:
            self.app.pop_screen()

    # ------------------------------------------------------------------ storing

    def _done(self) -> None:
        wanted = [r.key for r in self.rows if r.key in self.ticked]
        if not wanted or self._storing:
            self.app.bell()
            return
        self._storing = True
        self._scan += 1
        self._run(lambda: self._store(wanted))

    def _store(self, wanted: list[str]) -> None:
        """Store the files one after the other (in a thread); one that cannot be read hinders no other."""
        done: list[Imported] = []
        errors: list[str] = []
        for key in wanted:
            if self._stop:
                break
            try:
                plan = self._plans.get(key) or plan_file(self._ws, self._project, Path(key))
                done.append(store_import(self._ws, plan))
            except WorkbenchError as e:
                errors.append(str(e))
            # Only counted there as long as it goes on.
            self._post(FolderWent(done, errors, ended=False))
        self._post(FolderWent(done, errors, ended=True))

    def on_folder_went(self, message: FolderWent) -> None:
        """Show how far it is; at the end go back."""
        if message.ended:
            self.app.pop_screen()
            self._stored(message.done, message.errors)
            return
        self._told = f"Storing {len(message.done) + len(message.errors)}/{len(self.ticked)}, Esc stops"
        self.query_one("#choosing-title").refresh()

    def _run(self, work: Callable[[], None]) -> None:
        threading.Thread(target=work, name="folder", daemon=True).start()

    def _post(self, message: Message) -> None:
        # The screen may be gone already.
        with contextlib.suppress(RuntimeError):
            self.post_message(message)

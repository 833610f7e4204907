"""What is done to projects at home: made, named anew, put away, removed; what else is opened from there."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from workbench.errors import WorkbenchError
from workbench.model import ClauseMode, Project, counted
from workbench.tui.keymap import HOME
from workbench.tui.messages import HomeProjectRemoved
from workbench.tui.screens.home_lines import HomeRow
from workbench.tui.screens.home_writing import HomeWriting
from workbench.tui.screens.ticking import TickingScreen, TickRow
from workbench.tui.widgets.question import Ask, Choice, Question
from workbench.workflow.home import glossary_choices, memory_choices
from workbench.workflow.projects import archive_project, new_project, remove_project, rename_project
from workbench.workflow.workspace import Workspace

MODES = list(ClauseMode)


@dataclass(frozen=True, slots=True)
class _NewProject:
    """A project that is being made."""

    name: str
    source: str
    target: str
    glossaries: tuple[str, ...] = ()
    memories: tuple[str, ...] = ()
    confidential: bool = False
    clauses: ClauseMode = ClauseMode.SOFT


class HomeActs(HomeWriting):
    """The acts on projects."""

    ws: Workspace
    question: Question
    archived: bool
    """Whether the projects shown are the archived ones."""

    def reload(self, choose: Callable[[HomeRow], bool] | None = None) -> None:
        """Read the list anew; the row chosen is the first that ``choose`` takes."""
        raise NotImplementedError

    async def _act(self, key: str, char: str) -> None:
        """Do what a letter stands for."""
        raise NotImplementedError

    @property
    def project(self) -> Project:
        """The project of the chosen row."""
        return self.rows[self.at].project.project

    # ------------------------------------------------------------------ a new one

    def do_new(self) -> None:
        """Ask for a name, then for a direction, then for what may be otherwise than usual."""

        def named(name: str) -> None:
            if name:
                self.question.ask(
                    Ask(
                        f"{name}: which direction?",
                        choices=[
                            Choice("1", "Arabic to English", lambda: self._ask_options(_NewProject(name, "ar", "en"))),
                            Choice("2", "English to Arabic", lambda: self._ask_options(_NewProject(name, "en", "ar"))),
                        ],
                    )
                )

        self.question.ask(Ask("Name of the new project:", enter=named))

    def _ask_options(self, new: _NewProject) -> None:
        """Show what the project would be; one key makes it, others change it first."""
        memories = ", ".join(["its own", *new.memories])
        secret = "yes: no text of it is ever sent anywhere" if new.confidential else "no"
        self.question.ask(
            Ask(
                f"New project {new.name}, {new.source} to {new.target}",
                [
                    (f"glossaries: {', '.join(new.glossaries) or 'all of this workspace'}", "en"),
                    (f"memories: {memories}", "en"),
                    (f"confidential: {secret}", "en"),
                    (f"long sentences are cut at clauses: {new.clauses.value}", "en"),
                ],
                [
                    Choice("enter", "make it", lambda: self._make(new)),
                    Choice("g", "glossaries", lambda: self._tick_glossaries(new)),
                    Choice("m", "memories", lambda: self._tick_memories(new)),
                    Choice(
                        "c", "confidential", lambda: self._ask_options(replace(new, confidential=not new.confidential))
                    ),
                    Choice("k", "clauses", lambda: self._ask_options(replace(new, clauses=_next(new.clauses)))),
                ],
            )
        )

    async def _tick_glossaries(self, new: _NewProject) -> None:
        rows = [TickRow(name, name) for name in glossary_choices(self.ws)]
        await self._tick(
            "Glossaries in order of priority; none ticked: all of this workspace",
            rows,
            new.glossaries,
            lambda keys: self._ask_options(replace(new, glossaries=tuple(keys))),
            lambda: self._ask_options(new),
        )

    async def _tick_memories(self, new: _NewProject) -> None:
        rows = [TickRow(name, name, pair) for name, pair in memory_choices(self.ws)]
        await self._tick(
            "Memories to search besides the project's own, in order",
            rows,
            new.memories,
            lambda keys: self._ask_options(replace(new, memories=tuple(keys))),
            lambda: self._ask_options(new),
        )

    async def _tick(
        self,
        title: str,
        rows: list[TickRow],
        ticked: tuple[str, ...],
        done: Callable[[list[str]], None],
        left: Callable[[], None],
    ) -> None:
        screen = TickingScreen(self.pen, self.glyphs, title, rows, ticked, done, ordered=True, left=left)
        await self.app.push_screen(screen)

    def _make(self, new: _NewProject) -> None:
        def make() -> Callable[[], None]:
            made = new_project(
                self.ws,
                new.name,
                new.source,
                new.target,
                new.glossaries,
                new.memories,
                confidential=new.confidential,
                clauses=new.clauses,
            )
            return lambda: show(made.id)

        def show(made: int) -> None:
            self.archived = False
            self.reload(lambda row: row.project.project.id == made)

        self.write(make)

    # ------------------------------------------------------------------ one that is there

    def do_rename(self) -> None:
        """Ask for another name."""
        project = self.project

        def rename(name: str) -> Callable[[], None]:
            rename_project(self.ws, project, name)
            return self.reload

        def named(name: str) -> None:
            if name and name != project.name:
                self.write(lambda: rename(name))

        self.question.ask(
            Ask(f"New name of {project.name} (its folder stays {project.slug}):", enter=named, text=project.name)
        )

    def do_archive(self) -> None:
        """Archive the project, or bring back one that is; the key that takes that back is told."""
        project, away = self.project, not self.archived

        def archive() -> Callable[[], None]:
            archive_project(self.ws, project, archived=away)
            return show

        def show() -> None:
            self.reload()
            told = "archived. v shows such projects, a there brings it back" if away else "back. v shows it"
            self.say(f"{project.name} is {told}.")

        self.write(archive)

    def do_archived(self) -> None:
        """Show the archived projects, or the others again."""
        self.archived = not self.archived
        self.reload(lambda _row: True)

    def do_remove(self) -> None:
        """Remove the project once its name was typed."""
        project, documents = self.project, len(self.rows[self.at].project.documents)

        def named(name: str) -> None:
            if name.casefold() in (project.name.casefold(), project.slug.casefold()):
                self._remove(project)
            elif name:
                self.say(f"That is not its name. {project.name} stays.")

        many = counted(documents, "document")
        body = [
            (f"Its {many} with all drafts and their history go; its pairs stay in the memory.", "en"),
            ("A backup of the database is made before.", "en"),
        ]
        self.question.ask(Ask(f"Type {project.name} to remove this project:", body, enter=named))

    def _remove(self, project: Project) -> None:
        self.say(f"Removing {project.name} ...")

        def work() -> None:
            backup = error = ""
            try:
                backup = str(remove_project(self.ws, project))
            except WorkbenchError as e:
                error = str(e)
            with contextlib.suppress(RuntimeError):
                self.post_message(HomeProjectRemoved(project.name, backup, error))

        threading.Thread(target=work, name="remove", daemon=True).start()

    def on_home_project_removed(self, message: HomeProjectRemoved) -> None:
        """Tell how it ended."""
        self.reload()
        self.say(message.error or f"{message.name} is removed. The database as it was is kept in {message.backup}")

    # ------------------------------------------------------------------ elsewhere

    def do_copy(self) -> None:
        """Copy the chosen row: what the command line calls it, and its numbers."""
        row = self.rows[self.at]
        name, counted = row.project.project.slug, row.document or row.project
        if row.document is not None:
            name += f"/{row.document.document.slug}"
        self.app.copy_to_clipboard(f"{name}\t{counted.confirmed}/{counted.translatable}")
        self.say(f"Copied: {name}")

    async def do_glossary(self) -> None:
        """Show the entries of all glossaries of the workspace."""
        from workbench.tui.screens.glossary import Around, GlossaryScreen
        from workbench.workflow.glossary_room import GlossaryRoom

        await self.app.push_screen(GlossaryScreen(self.pen, self.glyphs, GlossaryRoom(self.ws), Around()))

    async def do_impact(self) -> None:
        """Show what glossaries have changed."""
        from workbench.tui.screens.impact import ImpactScreen

        await self.app.push_screen(ImpactScreen(self.pen, self.ws))

    def do_theme(self) -> None:
        """Change to the next theme and keep it."""
        from workbench.tui.screens.terminal_acts import next_theme

        next_theme(self.app, self.say)  # type: ignore[arg-type] # the app is a WorkbenchApp

    async def do_terminal(self) -> None:
        """Choose how Arabic is sent to this terminal, and keep it."""
        from workbench.tui.screens.terminal_acts import choose_terminal

        await choose_terminal(self.app, self.glyphs, self.say)  # type: ignore[arg-type] # the app is a WorkbenchApp

    async def do_help(self) -> None:
        """Show the keys."""
        from workbench.tui.screens.help import HelpScreen

        await self.app.push_screen(HelpScreen(self.pen, HOME))

    async def do_palette(self) -> None:
        """Show all commands, to be found by their words."""
        from workbench.tui.screens.palette import Offered, PaletteScreen

        letters = {c.id: c.keys[0] for c in HOME if c.id != "open"}

        async def run(chosen: Offered) -> None:
            await self._act(letters[chosen.id], letters[chosen.id])

        commands = [c for c in HOME if c.id in letters]
        await self.app.push_screen(PaletteScreen(self.pen, self.glyphs, commands, run))

    async def do_quit(self) -> None:
        """End the program."""
        await self.app.action_quit()


def _next(mode: ClauseMode) -> ClauseMode:
    return MODES[(MODES.index(mode) + 1) % len(MODES)]

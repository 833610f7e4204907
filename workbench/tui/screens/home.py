"""Home: projects and documents with their progress."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.strip import Strip

from workbench.errors import WorkbenchError
from workbench.tui.keys import normal, place_of
from workbench.tui.marks import ASCII, BRIGHT, DIM, NUMBER, SYMBOLS
from workbench.tui.strips import Pen, joined
from workbench.tui.widgets.panels import Bar, Panel, fit_items
from workbench.tui.widgets.question import Ask, Choice, Question
from workbench.workflow.desk import open_desk
from workbench.workflow.importing import Imported, import_file, import_text
from workbench.workflow.projects import DocumentOverview, ProjectOverview, new_project, overview
from workbench.workflow.workspace import Workspace

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp


@dataclass(frozen=True, slots=True)
class _Row:
    project: ProjectOverview
    document: DocumentOverview | None = None


class HomeScreen(Screen[None]):
    """Projects, each with its documents. Enter opens, i imports, p takes a pasted article, n makes a project."""

    def __init__(self, pen: Pen, ws: Workspace) -> None:
        super().__init__()
        self._pen = pen
        self._ws = ws
        self._rows: list[_Row] = []
        self._at = 0
        self._pasting: list[str] | None = None
        self._glyphs = ASCII if ws.settings.ascii else SYMBOLS

    def compose(self) -> ComposeResult:
        """Title, list, keys."""
        yield Bar(self._pen, lambda: (" Projects", f"{self._ws.paths.root} "), id="title")
        yield Panel(self._lines, id="list")
        yield Question(self._pen, id="question")
        yield Bar(self._pen, self._key_bar, id="keys")

    def on_mount(self) -> None:
        """Load the projects."""
        self.question = self.query_one("#question", Question)
        self.reload()
        self.app.ready()  # type: ignore[attr-defined] # the app is a WorkbenchApp

    def on_resize(self) -> None:
        """Let the question follow."""
        self.call_after_refresh(self.question.fit)

    def reload(self) -> None:
        """Read projects and progress anew; the first document is chosen."""
        self._rows = []
        for project in overview(self._ws):
            self._rows.append(_Row(project))
            self._rows += [_Row(project, d) for d in project.documents]
        documents = [n for n, row in enumerate(self._rows) if row.document is not None]
        latest = max(documents, key=lambda n: self._rows[n].document.opened, default=0)  # type: ignore[union-attr]
        self._at = latest
        self.query_one("#list", Panel).renew()

    # ------------------------------------------------------------------ drawing

    def _lines(self, width: int, height: int, style: Style) -> list[Strip]:
        if not self._rows:
            text = "  No projects yet: n makes one."
            return [self._pen.label("", width, style), self._pen.label(text, width, style + DIM)]
        top = max(0, min(self._at - height // 2, len(self._rows) - height))
        return [self._line(n, width, style) for n in range(top, min(len(self._rows), top + height))]

    def _line(self, n: int, width: int, style: Style) -> Strip:
        row = self._rows[n]
        own = style + NUMBER if n == self._at else style
        mark = self._glyphs.caret if n == self._at else " "
        if row.document is None:
            p = row.project.project
            name = f" {mark} {p.name}   {p.source} > {p.target}"
            done, total, own = row.project.confirmed, row.project.translatable, own + BRIGHT
            extra = f"{len(row.project.documents)} documents"
        else:
            name = f" {mark}   {row.document.document.slug}"
            done, total = row.document.confirmed, row.document.translatable
            extra = f"{row.document.drafts} drafts" if row.document.drafts else ""
        percent = 100 * done // total if total else 100
        right = f"{extra:>14}  {_progress_bar(percent)} {done:>4}/{total:<4} {percent:>3} % "
        left = max(0, width - len(right))
        return joined([self._pen.label(name, left, own), self._pen.label(right, len(right), own)], width, own)

    def _key_bar(self) -> tuple[str, str]:
        if self._pasting is not None:
            words = sum(len(line.split()) for line in self._pasting)
            return f" Paste the article: {words} words so far.   Ctrl+D imports   Esc cancels", ""
        items = [
            "Enter open",
            "i import file",
            "p paste article",
            "n new project",
            "g impact",
            "c copy",
            "F1 help",
            "q quit",
        ]
        if self.size.width < 100:
            items = ["Enter open", "i import", "p paste", "n new", "g impact", "c copy", "F1 help", "q quit"]
        return fit_items(items, self.size.width), ""

    # ------------------------------------------------------------------ keys

    async def on_key(self, event: events.Key) -> None:
        """Handle every key here."""
        event.stop()
        event.prevent_default()
        key = normal(event.key)
        if self.question.is_open:
            await self.question.press(key, event)
            return
        if self._pasting is not None:
            self._paste_key(key, event)
            return
        char = place_of(event.character or "")
        if key in ("up", "down", "pageup", "pagedown", "home", "end"):
            self._move(key)
        elif key in ("enter", "ctrl+j"):
            await self._open()
        elif key in ("f1", "alt+h") or char in ("h", "?"):
            from workbench.tui.screens.help import HelpScreen

            await self.app.push_screen(HelpScreen(self._pen))
        elif char == "g":
            from workbench.tui.screens.impact import ImpactScreen

            await self.app.push_screen(ImpactScreen(self._pen, self._ws))
        elif (char == "c" or key == "ctrl+c") and self._rows:
            self._copy()
        elif char in ("i", "p", "n", "q") or key in ("ctrl+q", "alt+q"):
            await self._letter(char if char else "q")

    async def _letter(self, char: str) -> None:
        if char == "q" or not char:
            await self.app.action_quit()
        elif char == "n":
            self._ask_project()
        elif not self._rows:
            self._say("Make a project first: n")
        elif char == "i":
            self.question.ask(Ask("Import which file? (plain text)", enter=self._import))
        elif char == "p":
            self._pasting = []
            self.query_one("#keys").refresh()

    def _copy(self) -> None:
        """Copy the chosen row: what the command line calls it, and its numbers."""
        row = self._rows[self._at]
        name, counted = row.project.project.slug, row.document or row.project
        if row.document is not None:
            name += f"/{row.document.document.slug}"
        self.app.copy_to_clipboard(f"{name}\t{counted.confirmed}/{counted.translatable}")
        self._say(f"Copied: {name}")

    def _move(self, key: str) -> None:
        steps = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10, "home": -len(self._rows), "end": len(self._rows)}
        self._at = max(0, min(len(self._rows) - 1, self._at + steps[key]))
        self.query_one("#list", Panel).renew()

    async def _open(self) -> None:
        if not self._rows:
            return
        row = self._rows[self._at]
        try:
            desk = open_desk(self._ws, row.project.project.slug, row.document.document.slug if row.document else None)
        except WorkbenchError as e:
            self._say(str(e))
            return
        app: WorkbenchApp = self.app  # type: ignore[assignment]
        first = row.document is not None and not row.document.opened
        await app.open_desk(desk, names=first and self._ws.settings.names_first)

    def on_panel_clicked(self, message: Panel.Clicked) -> None:
        """Choose the clicked line."""
        height = self.query_one("#list").size.height
        top = max(0, min(self._at - height // 2, len(self._rows) - height))
        self._at = max(0, min(len(self._rows) - 1, top + message.y))
        self.query_one("#list", Panel).renew()

    # ------------------------------------------------------------------ importing and making

    def _import(self, name: str) -> None:
        if not name:
            return
        try:
            path = Path(name).expanduser()
        except RuntimeError:
            self._say(f"There is no such person here: {name}")
            return
        self._imported(lambda: import_file(self._ws, self._rows[self._at].project.project, path))

    def _imported(self, act: Callable[[], Imported]) -> bool:
        try:
            done = act()
        except WorkbenchError as e:
            self._say(str(e))
            return False
        if done.already:
            self._say(f"The same text is there already as {done.document.slug}.")
        else:
            self._say(f"{done.document.slug}: {done.segments} segments, {done.translatable} to translate.")
            for repair in done.repairs[:1]:
                self._say(f"Line {repair.line}: {repair.message}" if repair.line else repair.message)
        self.reload()
        return True

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted text for the line that is typed, or as the article."""
        event.stop()
        if self.question.is_open:
            self.question.paste(event.text)
        elif self._pasting is not None:
            self._pasting.append(event.text)
            self.query_one("#keys").refresh()
        else:
            self._say("To import a pasted article press p first.")

    def _paste_key(self, key: str, event: events.Key) -> None:
        """Terminals without bracketed paste send an article as keys."""
        pasted = self._pasting if self._pasting is not None else []
        if key == "escape":
            self._pasting = None
        elif key == "ctrl+d":
            self._pasting = None
            text = "".join(pasted)
            self.question.ask(
                Ask(
                    "Name of the document:",
                    enter=lambda name: self._import_pasted(name, text),
                    escape=lambda: self._paste_again(text),
                )
            )
        elif key in ("enter", "ctrl+j"):
            pasted.append("\n")
        elif key == "tab" or (event.character and event.is_printable):
            pasted.append("\t" if key == "tab" else event.character or "")
        self.query_one("#keys").refresh()

    def _import_pasted(self, name: str, text: str) -> None:
        project = self._rows[self._at].project.project
        if not self._imported(lambda: import_text(self._ws, project, name or "pasted", text)):
            self._paste_again(text)

    def _paste_again(self, text: str) -> None:
        """Go back to the paste with all of it."""
        self._pasting = [text]
        self.query_one("#keys").refresh()

    def _ask_project(self) -> None:
        def named(name: str) -> None:
            if name:
                self.question.ask(
                    Ask(
                        f"{name}: which direction?",
                        choices=[
                            Choice("1", "Arabic to English", lambda: self._make(name, "ar", "en")),
                            Choice("2", "English to Arabic", lambda: self._make(name, "en", "ar")),
                        ],
                    )
                )

        self.question.ask(Ask("Name of the new project:", enter=named))

    def _make(self, name: str, source: str, target: str) -> None:
        try:
            new_project(self._ws, name, source, target)
        except WorkbenchError as e:
            self._say(str(e))
            return
        self.reload()
        self._at = next((n for n, r in enumerate(self._rows) if r.project.project.name == name), 0)
        self.query_one("#list", Panel).renew()

    def _say(self, text: str) -> None:
        self.app.tell(text)  # type: ignore[attr-defined] # the app is a WorkbenchApp


def _progress_bar(percent: int) -> str:
    full = percent // 10
    return "█" * full + "░" * (10 - full)

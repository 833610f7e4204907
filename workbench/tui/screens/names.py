"""Names first: the names and titles of an article on one screen, decided with one key each."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from textual import events
from textual.app import ComposeResult

from workbench.errors import WorkbenchError
from workbench.model import counted
from workbench.tui.keys import normal, place_of
from workbench.tui.marks import Glyphs
from workbench.tui.messages import NamesFound
from workbench.tui.screens.choosing import HELP
from workbench.tui.screens.names_deciding import NamesDeciding
from workbench.tui.screens.names_lines import NameRow, NamesLines, RowState, rows_of
from workbench.tui.strips import Pen
from workbench.tui.widgets.panels import Bar, Panel, fit_items
from workbench.tui.widgets.question import Question
from workbench.workflow.naming import KINDS
from workbench.workflow.naming_project import NamesDesk
from workbench.workflow.pacing import Stopped

GUARD = 0.25
"""Seconds after the names appear in which no decision is taken: keys typed ahead meant something else."""


HELD = 1.0
"""Seconds for which keys wait at most while the names of a new article are looked for."""


class NamesScreen(NamesDeciding):
    """Rows of names: candidates first, then what the glossaries know. No text field has the focus: letters are commands.

    Decisions are written by a thread of their own, one behind the other; a row shows its new state at once. The screen that
    came ``by_itself`` goes again when there is nothing to decide.
    """

    DEFAULT_CSS = """
    NamesScreen { layers: base over; }
    NamesScreen #names-title { height: 1; background: $primary-background; text-style: bold; }
    NamesScreen #names { height: 1fr; }
    NamesScreen #name { height: 8; border-top: solid $primary; }
    NamesScreen #names-keys { height: 1; background: $panel; }
    """

    def __init__(
        self,
        pen: Pen,
        names: NamesDesk,
        glyphs: Glyphs,
        changed: Callable[[], None],
        *,
        read_only: bool,
        by_itself: bool = False,
    ) -> None:
        super().__init__(names, changed)
        self._read_only = read_only
        self._by_itself = by_itself
        self._pen = pen
        self._lines = NamesLines(pen, names.project.source, names.project.target, glyphs)
        self.found = False
        self.keys_pressed = 0
        self._since = 0.0

    def compose(self) -> ComposeResult:
        """Title, list, the name chosen, keys."""
        yield Bar(self._pen, self._title, id="names-title")
        yield Panel(lambda w, h, style: self._lines.list_lines(self.rows, self.at, self.found, w, h, style), id="names")
        yield Panel(lambda w, h, style: self._lines.detail(self._row, self._names.glossary, w, h, style), id="name")
        yield Question(self._pen, id="question")
        yield Bar(self._pen, self._key_bar, id="names-keys")

    def on_mount(self) -> None:
        """Look for the names in a thread."""
        self.question = self.query_one("#question", Question)

        def work() -> None:
            try:
                found = self._names.find()
            except WorkbenchError as e:
                self.post_message(NamesFound(None, str(e)))
                return
            except Stopped:
                return
            self.post_message(NamesFound(found))

        threading.Thread(target=work, name="find names", daemon=True).start()
        self.set_timer(HELD, self._let_keys_go)

    def _let_keys_go(self) -> None:
        if self._by_itself:
            self.app.ready()  # type: ignore[attr-defined] # the app is a WorkbenchApp

    def on_names_found(self, message: NamesFound) -> None:
        """Show what was found; told when somebody has left already it would take the text's screen away."""
        if self._left:
            return
        self.found, self._since = True, time.monotonic()
        if message.names is None:
            self._say(message.error)
        else:
            self.rows = rows_of(message.names, self._names.project.source)
            self._lines.texts = message.names.texts
            if self._by_itself and not self.open_names and not self.question.is_open:
                key = self.app.key_table.behind("names")  # type: ignore[attr-defined] # the app is a WorkbenchApp
                self._say(f"Names and titles: {len(self.rows)}, all known. {key} shows them.")
                self._leave()
                # Esc was to leave this screen, and would begin a command in the editor.
                self.app.drop_first("escape")  # type: ignore[attr-defined] # the app is a WorkbenchApp
                self._let_keys_go()
                return
        self._let_keys_go()
        self._renew()

    def on_resize(self) -> None:
        """More room shows more places of the name."""
        self.query_one("#name").styles.height = 8 if self.size.height < 30 else 14
        self.call_after_refresh(self.question.fit)

    @property
    def _row(self) -> NameRow | None:
        return self.rows[self.at] if self.rows else None

    @property
    def open_names(self) -> int:
        """How many names are to be decided."""
        return sum(r.state is RowState.OPEN for r in self.rows)

    # ------------------------------------------------------------------ drawing

    def _title(self) -> tuple[str, str]:
        decided = len(self._history)
        known = sum(r.state is RowState.KNOWN for r in self.rows)
        right = f"{known} known, {decided} decided, {self.open_names} open " if self.found else "looking for names "
        if decided:
            right = f"{self.keys_pressed / decided:.1f} keys a name   {right}"
        return f" Names and titles in {self._names.document.slug}", right

    def _key_bar(self) -> tuple[str, str]:
        items = [
            "Enter take",
            "1-3 that form",
            "e edit",
            "k kind",
            "s skip",
            "x never",
            "g glossary",
            "z undo",
            "Esc text",
        ]
        if self.size.width < 100:
            items = ["Enter take", "1-3 form", "e edit", "k kind", "s skip", "x never", "g file", "z undo", "Esc text"]
        return fit_items(items, self.size.width), ""

    def help_rows(self) -> list[tuple[str, str]]:
        """The keys, said at more length."""
        return [
            ("Enter", "take the first form and go to the next name; when all are decided: back to the text"),
            ("1 2 3", "take that form"),
            ("e", "write the name yourself"),
            ("k", f"what it is: {', '.join(KINDS)}"),
            ("s", "skip it for now"),
            ("x", "it is no name, and never asked about again"),
            ("g", "in which glossary it is kept"),
            ("z   Ctrl+Z", "take the last decision back"),
            ("Up Down PgUp PgDn Home End", "another name"),
            ("Esc   F8", "to the text; what is decided is kept"),
        ]

    def _renew(self) -> None:
        self.query_one("#names", Panel).renew()
        self.query_one("#name", Panel).renew()
        for name in ("names-title", "names-keys"):
            self.query_one(f"#{name}").refresh()

    # ------------------------------------------------------------------ keys

    async def on_key(self, event: events.Key) -> None:
        """Handle every key here."""
        event.stop()
        event.prevent_default()
        key = normal(event.key)
        if self.question.is_open:
            self.keys_pressed += key != "escape"
            await self.question.press(key, event)
            self._renew()
            return
        if key in ("escape", "f8", "ctrl+q"):
            self._leave()
            if key == "ctrl+q":
                await self.app.action_quit()
            return
        if key in ("up", "down", "pageup", "pagedown", "home", "end"):
            self._move(key)
            self._renew()
            return
        name = "enter" if key in ("enter", "ctrl+j") else place_of(event.character or "").lower()
        if event.character in HELP:
            await self.app.action_page_help()  # type: ignore[attr-defined] # the app is a WorkbenchApp
            return
        if key == "ctrl+z":
            name = "z"
        # Before the names are there a key is typed ahead, whatever it was meant for.
        if not self.found or time.monotonic() - self._since < GUARD:
            return
        self.keys_pressed += name in ("enter", *"123ekxzs")
        self._command(name)
        self._renew()

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text goes into the line that is typed."""
        event.stop()
        self.question.paste(event.text)

    def _command(self, name: str) -> None:
        row = self._row
        if name == "z":
            self._undo()
        elif name == "g":
            self._ask_glossary()
        elif name == "enter" and not self.open_names:
            self._leave()
        elif name == "enter" and (row is None or row.state is not RowState.OPEN):
            self._next()
        elif row is None or row.name is None:
            self.app.bell()
        elif self._read_only and name in ("enter", "1", "2", "3", "e", "x"):
            self._say("This workspace cannot be written: read, or work in a copy of it.")
        elif name == "k":
            row.kind = KINDS[(KINDS.index(row.kind) + 1) % len(KINDS)]
        elif row.state is not RowState.OPEN:
            self.app.bell()
        elif name == "enter":
            self._take(row, row.name.best) if row.name.best else self._edit(row)
        elif name in ("1", "2", "3"):
            forms = row.name.suggestions
            self._take(row, forms[int(name) - 1].text) if int(name) <= len(forms) else self.app.bell()
        elif name == "e":
            self._edit(row)
        elif name in ("s", "x"):
            self._skip(row, never=name == "x")

    def _move(self, key: str) -> None:
        size = len(self.rows)
        steps = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10, "home": -size, "end": size}
        self.at = max(0, min(size - 1, self.at + steps[key]))

    # ------------------------------------------------------------------ the end

    def _leave(self) -> None:
        self._left = self._names.stopped = True
        self._writer.shutdown(wait=False)
        decided = len(self._history)
        if decided:
            self._say(f"{counted(decided, 'name')} decided, {self.keys_pressed / decided:.1f} keys each.")
        self.app.pop_screen()
        self._changed()

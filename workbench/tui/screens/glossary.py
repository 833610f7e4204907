"""The glossary browser: all entries of the glossaries, found by typing, with the chosen one whole below.

What is typed filters. Commands stand behind Esc (or with Alt), as in the editor; a second Esc leaves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.strip import Strip

from workbench.model import counted
from workbench.tui.key_names import shown_behind
from workbench.tui.keymap import Command
from workbench.tui.keys import MODIFIER_KEYS, normal
from workbench.tui.marks import DIM, Glyphs
from workbench.tui.screens.choosing import STEPS
from workbench.tui.screens.glossary_acting import GlossaryActing
from workbench.tui.screens.glossary_fields import spoken
from workbench.tui.screens.glossary_lines import GlossaryLines
from workbench.tui.screens.glossary_menu import LEAVES, WAITS
from workbench.tui.strips import Pen, Spans
from workbench.tui.widgets.field import Field
from workbench.tui.widgets.panels import Bar, Panel, fit_items
from workbench.tui.widgets.question import Question
from workbench.workflow.glossary_room import GlossaryRoom

LOOK_EVERY = 1.0
"""Seconds between two looks at the dates of the files."""
KEYS = (
    Command("glossary_edit", "enter", ("enter",), "edit the entry", "edit"),
    Command("glossary_add", "a", ("f2",), "add an entry; words nothing was found for stand in its form", "add"),
    Command("glossary_forbid", "x", (), "forbid the entry, or make it preferred again", "forbid"),
    Command("glossary_remove", "d", (), "remove the entry (asks)", "remove"),
    Command("glossary_undo", "u", (), "take back the last thing done to a glossary in this sitting", "undo"),
    Command("glossary_where", "w", (), "where the entry is used, in all projects and memories", "where used"),
    Command("glossary_impact", "i", (), "stored texts that do not follow the entry", "impact"),
    Command("glossary_put", "p", (), "put the target form at the caret of the text", "put in the text"),
    Command("glossary_copy", "c", ("ctrl+c",), "copy the entry", "copy"),
    Command("glossary_problems", "l", (), "what cannot be read in the files", "problems"),
    Command("glossary_unfilter", "e", (), "empty the filter; letters filter", "empty filter"),
    Command("glossary_scroll", "", ("alt+up", "alt+down"), "scroll a long entry"),
    Command("glossary_help", "h", ("f1",), "help", "help"),
    Command("glossary_back", "", ("escape",), "menu line; again: back"),
)
"""The keys of the screen; its menu and help are made of them, docs/glossaries.md has them too."""


@dataclass(frozen=True, slots=True)
class Around:
    """What the browser may do outside itself: put a form into the text, go to a segment, tell that terms were changed."""

    changed: Callable[[], None] = lambda: None
    put: Callable[[str], None] | None = None
    go: Callable[[str, int], bool] | None = None
    """Goes to a segment of a document (``project/document``); False when it is not the open one."""


class GlossaryScreen(GlossaryActing):
    """All entries. ``wanted`` is the file and id of the one to begin with."""

    DEFAULT_CSS = """
    GlossaryScreen { layers: base over; }
    GlossaryScreen #filter-line { height: 1; background: $boost; }
    GlossaryScreen #filter-name { width: 9; }
    GlossaryScreen #filter { display: block; width: 1fr; padding: 0 1 0 0; }
    GlossaryScreen #columns { height: 1; }
    GlossaryScreen #glossary-keys { height: 1; background: $panel; }
    """

    commands = KEYS

    def __init__(
        self,
        pen: Pen,
        glyphs: Glyphs,
        room: GlossaryRoom,
        around: Around,
        wanted: tuple[str, str] | None = None,
    ) -> None:
        super().__init__(pen, glyphs, lambda _row: None)
        self.room, self.around, self.wanted = room, around, wanted
        self.lines = GlossaryLines(pen, room.source, room.target)

    def compose(self) -> ComposeResult:
        """Title, filter, list, the entry chosen, keys."""
        yield Bar(self.pen, self.title_bar, id="choosing-title")
        with Horizontal(id="filter-line"):
            yield Panel(lambda w, _h, style: [self.pen.label(" filter", w, style + DIM)], id="filter-name")
            yield Field(self.pen, id="filter")
        yield Panel(lambda w, _h, style: [self.lines.head(w, style + DIM)], id="columns")
        yield Panel(self._list, id="choosing")
        yield Panel(self._chosen, id="chosen")
        yield Question(self.pen, id="question")
        yield Panel(self._keys, id="glossary-keys")

    def on_mount(self) -> None:
        """Begin to read; what is typed meanwhile filters when it is read."""
        self.question = self.query_one("#question", Question)
        self.field = self.query_one("#filter", Field)
        self.field.begin("", self.room.source)
        self.read()
        self.set_interval(LOOK_EVERY, self.look)

    def on_resize(self) -> None:
        """Let the question and the menu follow."""
        self.call_after_refresh(self.question.fit)
        self.call_after_refresh(self.menu_changed)

    # ------------------------------------------------------------------ drawing

    def title_bar(self) -> tuple[str, str]:
        """Which glossaries, how many entries are shown of how many, and whether something could not be read."""
        names = ", ".join(self.room.names) or "no glossary yet"
        shelf = self.shelf
        if shelf is None or (self.field.text.strip() and not shelf.whole):
            return f" Glossary: {names}", "reading ... "
        bad = f"{len(shelf.errors)} not read (Esc l)   " if shelf.errors else ""
        shown = (
            f"{len(self.rows):,} of {len(shelf):,} "
            if self.field.text.strip()
            else f"{counted(len(shelf), 'entry', 'entries')} "
        )
        return f" Glossary: {names}", bad + shown

    def line(self, row: int, width: int, style: Style) -> Strip:
        """An entry on one line."""
        assert self.shelf is not None  # noqa: S101 - there are rows
        return self.lines.line(self.shelf.concept(row), width, style)

    def whole(self, row: int) -> list[tuple[str, str, Spans]]:
        """Not asked: an entry is drawn with labels."""
        raise NotImplementedError

    def _chosen(self, width: int, height: int, style: Style) -> list[Strip]:
        entry = self.chosen
        if entry is None:
            return []
        out = self.lines.whole(entry, self.uses, width, style)
        self.below = max(0, min(self.below, len(out) - height))
        out = out[self.below :]
        if len(out) > height:
            more = f"  + {counted(len(out) - height + 1, 'line')}: Alt+Down, Alt+Up"
            out = [*out[: height - 1], self.pen.label(more, width, style + DIM)]
        return out

    def nothing(self) -> str:
        """Why there is no row."""
        if self.shelf is None or not self.shelf.whole:
            return "reading ..."
        if not len(self.shelf) and self.shelf.errors:
            return "Nothing could be read, and so nothing counts: Esc l tells why."
        if not len(self.shelf):
            return "No entries yet: Esc a adds one."
        return "No entry has these words: Esc a adds one, Esc e empties the filter."

    def menu_items(self) -> list[str]:
        """What stands behind Esc."""
        shown = [c for c in KEYS if c.escape and (c.escape != "p" or self.around.put is not None)]
        return [f"{shown_behind(c.escape)} {c.short}" for c in shown]

    def _menu(self) -> list[str]:
        if self.menu_shown:
            return self.menu_lines(self.size.width)
        items = ["Type to filter", "Enter edit", "Up/Down", "Esc menu (a add, x forbid, u undo ...)", "Esc Esc back"]
        if self.size.width < 100:
            items = ["Type to filter", "Enter edit", "Esc menu", "Esc Esc back", "Esc a add", "Esc x forbid"]
        return [fit_items(items, self.size.width)]

    def _keys(self, width: int, _height: int, style: Style) -> list[Strip]:
        return [self.pen.label(line, width, style) for line in self._menu()]

    def menu_changed(self) -> None:
        """The menu, or the keys."""
        keys = self.query_one("#glossary-keys", Panel)
        keys.styles.height = len(self._menu())
        keys.renew()

    # ------------------------------------------------------------------ keys

    def help_rows(self) -> None:
        """It shows its help by itself."""

    async def on_key(self, event: events.Key) -> None:
        """Handle every key here."""
        event.stop()
        event.prevent_default()
        key = normal(event.key)
        if key in MODIFIER_KEYS:
            return
        self.enter_waits = False
        if self.question.is_open:
            await self.question.press(key, event)
            return
        if key in ("alt+up", "alt+down") or (self.esc_pressed and key in ("up", "down")):
            self.esc_pressed = self.menu_shown = False
            self.menu_changed()
            self.below += -1 if key.endswith("up") else 1
            self.query_one("#chosen", Panel).renew()
            return
        name = self.escaped(key, event)
        if name == LEAVES:
            self.app.pop_screen()
        elif name and name != WAITS:
            await self.command(name)
        elif name:
            return
        elif key in ("enter", "ctrl+j"):
            await self.command("enter")
        elif key in STEPS or key in ("ctrl+home", "ctrl+end"):
            far = len(self.rows)
            self.move(self.at + {**STEPS, "ctrl+home": -far, "ctrl+end": far}[key])
        elif key == "ctrl+q":
            await self.app.action_quit()
        elif key == "f1":
            await self.command("h")
        elif key == "f2":
            await self.command("a")
        elif key == "ctrl+c" and self.field.selection.is_empty:
            await self.command("c")
        else:
            await self.field.edit_key(key, event)
            self.typed_in_filter()

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text filters."""
        event.stop()
        if self.question.is_open:
            self.question.paste(event.text)
        else:
            self.field.take_paste(event.text)
            self.typed_in_filter()

    def typed_in_filter(self) -> None:
        """Filter by what the line says now, in its direction."""
        direction = int(spoken(self.field.text, self.room.source) == "ar")
        if direction != self.field.direction:
            self.field.set_direction(direction)
        self.filter()

    def on_panel_clicked(self, message: Panel.Clicked) -> None:
        """Choose the clicked line."""
        if message.panel == "choosing" and self.rows:
            self.move(self._top(self.query_one("#choosing").size.height) + message.y)

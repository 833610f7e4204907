"""All commands of a place: words are typed, Enter runs the one found; a number goes to that segment."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.strip import Strip

from workbench.tui.arabic_names import ARABIC
from workbench.tui.keymap import Command
from workbench.tui.keys import normal
from workbench.tui.marks import DIM, Glyphs
from workbench.tui.matching import Words, found
from workbench.tui.screens.choosing import ChoosingScreen
from workbench.tui.strips import Pen, Spans, joined
from workbench.tui.widgets.field import Field
from workbench.tui.widgets.panels import Bar, Panel, fit_items

KEYS, NAME, WITH_NAME = 22, 34, 110
"""Columns of the keys and of the Arabic name, and from which width on the name has room."""
_NUMBER = re.compile(r"(?P<words>.*?)\s*(?P<number>\d{1,9})\s*", re.DOTALL)
_GO = Words.of(("go", "go to segment", "المقطع", "انتقال"), "")


@dataclass(frozen=True, slots=True)
class Offered:
    """A line of the palette: a command, or with a ``number`` the way to that segment."""

    id: str
    text: str
    keys: str = ""
    arabic: str = ""
    number: int = 0


Run = Callable[[Offered], Awaitable[None] | None]


def offered(commands: Sequence[Command]) -> list[Offered]:
    """Return the lines of some commands; the palette and the menu line are left out: one is there already."""
    return [Offered(c.id, c.text, _keys(c), ARABIC.get(c.id, "")) for c in commands if c.id not in ("palette", "menu")]


def _keys(command: Command) -> str:
    """Return its first key, and its first one behind Esc."""
    first, *others = command.shown_keys
    return "  ".join([first, *[k for k in others if k.startswith("Esc ")][:1]])


class PaletteScreen(ChoosingScreen[Offered]):
    """Lines of ``commands``, those first that the typed words mean. ``run`` gets the chosen one after the screen has gone.

    ``last`` is the number of the last segment one can go to, 0 where there is none.
    """

    DEFAULT_CSS = """
    PaletteScreen #palette-words { display: block; }
    PaletteScreen #chosen { height: 4; min-height: 4; }
    """

    def __init__(self, pen: Pen, glyphs: Glyphs, commands: Sequence[Command], run: Run, last: int = 0) -> None:
        super().__init__(pen, glyphs, lambda _row: None)
        self._run = run
        self._last = last
        self._all = offered(commands)
        words = {c.id: (c.id, c.short) for c in commands}
        self._words = [Words.of((*words[o.id], o.arabic), o.text) for o in self._all]
        self.rows = list(self._all)

    def compose(self) -> ComposeResult:
        """Title, the words, the commands, the chosen one whole, keys."""
        yield Bar(self.pen, self.title_bar, id="choosing-title")
        yield Field(self.pen, id="palette-words")
        yield Panel(self._list, id="choosing")
        yield Panel(self._chosen, id="chosen")
        yield Bar(self.pen, lambda: (fit_items(self.keys(), self.size.width), ""), id="choosing-keys")

    def on_mount(self) -> None:
        """Begin with nothing typed."""
        self.field = self.query_one("#palette-words", Field)
        self.field.begin("", "en")

    # ------------------------------------------------------------------ drawing

    def title_bar(self) -> tuple[str, str]:
        """What can be typed, and how many there are."""
        number = f", or a segment's number, 1 to {self._last}" if self._last else ""
        return f" Commands: type words of one{number}", f"{len(self.rows)} of {len(self._all)} "

    def line(self, row: Offered, width: int, style: Style) -> Strip:
        """What it does, its Arabic name where there is room, its keys."""
        name = NAME if width >= WITH_NAME else 0
        keys = min(KEYS, width // 3)
        parts = [self.pen.label(row.text, width - name - keys - 1, style), self.pen.label(" ", 1, style)]
        if name:
            parts.append(self.pen.cell(row.arabic, name, "ar", style + DIM))
        return joined([*parts, self.pen.label(f"  {row.keys}", keys, style)], width, style)

    def whole(self, row: Offered) -> list[tuple[str, str, Spans]]:
        """All of it, on lines of their own."""
        lines: list[tuple[str, str, Spans]] = [(f"{row.text}   {row.keys}", "en", ())]
        return [*lines, (row.arabic, "ar", ())] if row.arabic else lines

    def nothing(self) -> str:
        """Nothing found."""
        if self._last and self.field.text.strip().isdecimal():
            return f"There is no such segment: they are 1 to {self._last}."
        return "No command has these words."

    def keys(self) -> list[str]:
        """The keys."""
        return ["Enter run it", "type to find", "Up/Down choose", "Esc back"]

    # ------------------------------------------------------------------ keys

    async def on_key(self, event: events.Key) -> None:
        """Enter runs, Esc leaves, arrows choose; everything else is typed."""
        key = normal(event.key)
        if key in ("enter", "ctrl+j"):
            event.stop()
            event.prevent_default()
            await self._enter()
        elif key in ("escape", "ctrl+q", "up", "down", "pageup", "pagedown"):
            await super().on_key(event)
        else:
            event.stop()
            event.prevent_default()
            await self.field.edit_key(key, event)
            self._find()

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted words."""
        event.stop()
        self.field.take_paste(event.text)
        self._find()

    async def _enter(self) -> None:
        if not self.rows:
            self.app.bell()
            return
        row = self.rows[self.at]
        self.app.pop_screen()
        running = self._run(row)
        if running is not None:
            # A screen that the command opens is open before the next key is read.
            await running

    def _find(self) -> None:
        text = self.field.text
        rows = [self._all[n] for n in found(text, self._words)]
        number = self._number(text)
        rows = [number, *rows] if number is not None else rows
        if rows != self.rows:
            self.rows, self.at = rows, 0
        self.renew()

    def _number(self, text: str) -> Offered | None:
        """Return the way to a segment for ``120``, ``go 120`` and ``المقطع ١٢٠``."""
        match = _NUMBER.fullmatch(text)
        if match is None or not 0 < int(match["number"]) <= self._last or not found(match["words"], [_GO]):
            return None
        number = int(match["number"])
        return Offered("go_to", f"go to segment {number}", number=number)

"""A list with ticks: some of its rows, or some in an order, are taken together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.strip import Strip

from workbench.tui.keys import normal
from workbench.tui.marks import DIM, Glyphs
from workbench.tui.screens.choosing import ChoosingScreen
from workbench.tui.strips import Pen, Spans, joined
from workbench.tui.widgets.key_lines import KeyLines
from workbench.tui.widgets.panels import Bar, Panel


@dataclass(frozen=True, slots=True)
class TickRow:
    """A row: what it stands for, what it says, and what stands beside it. One that is not ``able`` takes no tick."""

    key: str
    label: str
    note: str = ""
    able: bool = True


class TickingScreen(ChoosingScreen[TickRow]):
    """Space ticks, a ticks all or none, Enter hands over the keys ticked; ``ordered``: in the order they were ticked in."""

    rows: list[TickRow]

    def __init__(
        self,
        pen: Pen,
        glyphs: Glyphs,
        title: str,
        rows: Sequence[TickRow],
        ticked: Sequence[str],
        done: Callable[[list[str]], None],
        *,
        ordered: bool = False,
        left: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(pen, glyphs, lambda _row: None)
        self.title_text, self.rows, self.ordered = title, list(rows), ordered
        self.ticked = dict.fromkeys(ticked)
        """What is ticked, in the order it was."""
        self._finish, self._left = done, left

    def compose(self) -> ComposeResult:
        """Title, list, the row chosen, keys."""
        yield Bar(self.pen, self.title_bar, id="choosing-title")
        yield Panel(self._list, id="choosing")
        yield Panel(self._chosen, id="chosen")
        yield KeyLines(self.pen, self.keys, id="choosing-keys")

    def title_bar(self) -> tuple[str, str]:
        """What is ticked, and how many."""
        return f" {self.title_text}", f"{len(self.ticked)} of {sum(r.able for r in self.rows)} "

    def line(self, row: TickRow, width: int, style: Style) -> Strip:
        """The tick, what it says, what stands beside it."""
        mark = "x" if row.key in self.ticked else " "
        if self.ordered and row.key in self.ticked:
            mark = str([*self.ticked].index(row.key) + 1)
        tick = f"[{mark}] " if row.able else " -  "
        note = self.pen.label(f" {row.note} ", min(len(row.note) + 2, width // 2), style + DIM)
        label = self.pen.label(tick + row.label, max(0, width - note.cell_length), style)
        return joined([label, note], width, style)

    def whole(self, row: TickRow) -> list[tuple[str, str, Spans]]:
        """The row whole."""
        return [(row.label, "en", ()), (row.note, "en", ())]

    def keys(self) -> list[str]:
        """The keys."""
        return ["Enter take them", "Space tick", "a all or none", "Esc back"]

    async def on_key(self, event: events.Key) -> None:
        """Handle every key here."""
        key = normal(event.key)
        if key not in ("space", "escape", "ctrl+q"):
            await super().on_key(event)
            return
        event.stop()
        event.prevent_default()
        if key == "space":
            self.typed(" ")
        else:
            self.leave()

    def typed(self, char: str) -> None:
        """Tick one, or all."""
        if char == " " and self.rows and self.rows[self.at].able:
            key = self.rows[self.at].key
            if key in self.ticked:
                del self.ticked[key]
            else:
                self.ticked[key] = None
            self.at = min(len(self.rows) - 1, self.at + 1)
            self.renew()
        elif char == "a":
            everyone = dict.fromkeys(r.key for r in self.rows if r.able)
            self.ticked = {} if self.ticked.keys() >= everyone.keys() else everyone
            self.renew()
        elif char == " ":
            self.app.bell()

    def _done(self) -> None:
        self.app.pop_screen()
        self._finish([*self.ticked] if self.ordered else [r.key for r in self.rows if r.key in self.ticked])

    def leave(self) -> None:
        """Go back without taking any."""
        self.app.pop_screen()
        self._left()

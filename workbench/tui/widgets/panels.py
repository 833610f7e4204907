"""Panels and bars: widgets that draw ready-made lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from workbench.errors import StoreError
from workbench.tui.strips import Pen, joined
from workbench.tui.widgets.drawn import Drawn

UNREADABLE = "NOT SAVED ! The database cannot be read."
"""What a bar says whose facts cannot be read."""


class Panel(Drawn):
    """Draws the lines ``build(width, height, style)`` returns; :meth:`renew` asks for them again."""

    class Clicked(Message):
        """A line was clicked."""

        def __init__(self, panel: str, y: int) -> None:
            super().__init__()
            self.panel = panel
            self.y = y

    def __init__(self, build: Callable[[int, int, Style], Sequence[Strip]], *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._build = build
        self._lines: Sequence[Strip] = ()
        self._built_for: tuple[int, int, Style] | None = None

    def renew(self) -> None:
        """Draw anew."""
        self._built_for = None
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw lines, built anew when they are for another size or style."""
        wanted = (self.size.width, self.size.height, self.rich_style)
        if self._built_for != wanted:
            try:
                self._lines = self._build(*wanted)
            except StoreError:
                # It is told by who asks for it next; nothing ends by being drawn.
                self._lines = ()
            self._built_for = wanted
            self._kept_lines = None
        return super().render_lines(crop)

    def line(self, y: int, width: int, style: Style) -> Strip:
        """Draw one line."""
        return self._lines[y].adjust_cell_length(width, style) if y < len(self._lines) else Strip.blank(width, style)

    def chosen_line(self) -> int | None:
        """Return the line of the row chosen, known by its mark in ASCII; None when there is none."""
        shown = self._lines[: self.size.height]
        return next((y for y, line in enumerate(shown) if line.text.lstrip().startswith("> ")), None)

    def on_click(self, event: events.Click) -> None:
        """Tell which line was clicked."""
        self.post_message(self.Clicked(self.id or "", event.y))


class Bar(Drawn):
    """One line with a left and a right end; the left is cut first."""

    def __init__(self, pen: Pen, build: Callable[[], tuple[str, str]], *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._pen = pen
        self._build = build

    def line(self, y: int, width: int, style: Style) -> Strip:
        """Draw the line."""
        try:
            left, right = self._build()
        except StoreError:
            left, right = f" {UNREADABLE}", ""
        end = self._pen.label(f" {right}", min(len(right) + 1, width), style) if right else Strip([])
        return joined([self._pen.label(left, max(0, width - end.cell_length), style), end], width, style)


def fit_lines(items: Sequence[str], width: int, gap: str = "  ") -> list[str]:
    """Return all items on as many lines as they take, whole ones only."""
    lines = [""]
    for item in items:
        longer = f"{lines[-1]}{gap}{item}" if lines[-1] else f" {item}"
        if len(longer) > width and lines[-1]:
            lines.append(f" {item}")
        else:
            lines[-1] = longer
    return lines


def fit_items(items: Sequence[str], width: int) -> str:
    """Return as many items as fit a line, whole ones only."""
    line = ""
    for item in items:
        longer = f"{line}  {item}" if line else f" {item}"
        if len(longer) > width:
            break
        line = longer
    return line

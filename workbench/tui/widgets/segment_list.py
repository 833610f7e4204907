"""The closed segments above and below the open one, one line each. Only what is seen is drawn."""

from __future__ import annotations

from collections.abc import Callable

from rich.segment import Segment as Piece
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from workbench.model import Segment
from workbench.tui.marks import DIM, Glyphs
from workbench.tui.strips import Pen, joined
from workbench.tui.widgets.drawn import Drawn
from workbench.workflow.desk import Desk

KEPT = 200
"""Lines that are kept: some screens full."""


class DrawnRows:
    """Lines as they were drawn last: confirming moves them all by some lines, but few of them change."""

    def __init__(self, pen: Pen, languages: tuple[str, str], bar: str) -> None:
        self._pen, self._languages, self._bar = pen, languages, bar
        self._profile = pen.profile
        self._lines: dict[tuple[str, str, str, int, Style, Style], Strip] = {}

    def line(self, head: str, source: str, target: str, width: int, style: Style, base: Style) -> Strip:
        """Return a line of ``width`` columns; the same strip when it is the same line."""
        if self._profile is not self._pen.profile or len(self._lines) >= KEPT:
            self._lines.clear()
            self._profile = self._pen.profile
        key = head, source, target, width, style, base
        found = self._lines.get(key)
        if found is None:
            half = (width - len(head) - 3) // 2
            parts = [
                Strip([Piece(head, style)]),
                self._pen.cell(source, half, self._languages[0], style),
                Strip([Piece(f" {self._bar} ", base)]),
                self._pen.cell(target, width - len(head) - 4 - half, self._languages[1], style),
            ]
            found = self._lines[key] = joined(parts, width, base)
        return found


class Rows(Drawn):
    """Lines of a document: number, state, source, target. ``text_of`` gives the newest target of a segment."""

    class Chosen(Message):
        """A line was clicked."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(
        self,
        drawn: DrawnRows,
        desk: Desk,
        first: Callable[[int], int],
        text_of: Callable[[Segment], tuple[str, bool]],
        glyphs: Glyphs,
        *,
        id: str,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._drawn, self._desk, self._first, self._text_of, self._glyphs = drawn, desk, first, text_of, glyphs
        self._top = 1

    def fresh_lines(self, crop: Region) -> list[Strip]:
        """Draw the segments that stand there now."""
        self._top = self._first(self.size.height)
        return super().fresh_lines(crop)

    def line(self, y: int, width: int, style: Style) -> Strip:
        """Draw the segment on line ``y``."""
        number = self._top + y
        if not 1 <= number <= len(self._desk.segments):
            return Strip.blank(width, style)
        segment = self._desk.segments[number - 1]
        target, draft = self._text_of(segment)
        head = f"{number:>5} {self._glyphs.of(segment, draft=draft)} "
        dim = not segment.translate or (segment.state.confirmed and not draft)
        return self._drawn.line(head, segment.source, target, width, style + DIM if dim else style, style)

    def on_click(self, event: events.Click) -> None:
        """Open the clicked segment."""
        number = self._top + event.y
        if 1 <= number <= len(self._desk.segments):
            self.post_message(self.Chosen(number))

"""The closed segments above and below the open one, one line each. Only what is seen is drawn."""

from __future__ import annotations

from collections.abc import Callable

from rich.segment import Segment as Piece
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from workbench.model import Segment
from workbench.tui.marks import DIM, Glyphs
from workbench.tui.strips import Pen, joined
from workbench.workflow.desk import Desk


class Rows(Widget):
    """Lines of a document: number, state, source, target. ``text_of`` gives the newest target of a segment."""

    class Chosen(Message):
        """A line was clicked."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(
        self,
        pen: Pen,
        desk: Desk,
        first: Callable[[int], int],
        text_of: Callable[[Segment], tuple[str, bool]],
        glyphs: Glyphs,
        *,
        id: str,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._pen, self._desk, self._first, self._text_of, self._glyphs = pen, desk, first, text_of, glyphs

    def render_line(self, y: int) -> Strip:
        """Draw the segment on line ``y``."""
        number = self._first(self.size.height) + y
        width, base = self.size.width, self.rich_style
        if not 1 <= number <= len(self._desk.segments):
            return Strip.blank(width, base)
        segment = self._desk.segments[number - 1]
        target, draft = self._text_of(segment)
        style = base + DIM if not segment.translate or (segment.state.confirmed and not draft) else base
        head = f"{number:>5} {self._glyphs.of(segment, draft=draft)} "
        half = (width - len(head) - 3) // 2
        project = self._desk.project
        return joined(
            [
                Strip([Piece(head, style)]),
                self._pen.cell(segment.source, half, project.source, style),
                Strip([Piece(f" {self._glyphs.bar} ", base)]),
                self._pen.cell(target, width - len(head) - 4 - half, project.target, style),
            ],
            width,
            base,
        )

    def on_click(self, event: events.Click) -> None:
        """Open the clicked segment."""
        number = self._first(self.size.height) + event.y
        if 1 <= number <= len(self._desk.segments):
            self.post_message(self.Chosen(number))

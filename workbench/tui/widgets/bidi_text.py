"""Read-only text with styled logical spans, Arabic or English."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from textual import events
from textual.strip import Strip

from workbench.bidi.layout import VisualLine
from workbench.tui.strips import Pen, Spans
from workbench.tui.widgets.drawn import Drawn

SELECTED = Style(reverse=True)


class BidiText(Drawn):
    """A paragraph, wrapped. ``show`` replaces it; the height is the caller's to set."""

    def __init__(self, pen: Pen, language: str = "en", *, indent: int = 0, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.language = language
        self.pen = pen
        self.labels = False
        """Whether controls and spaces are shown."""
        self.indent = indent
        self.lead = ""
        self.top = 0
        """First line shown, for a text longer than its place."""
        self._text = ""
        self._spans: Spans = ()
        self._anchor: tuple[int, int] | None = None
        self._selection = (0, 0)

    def show(self, text: str, spans: Spans = (), lead: str = "") -> None:
        """Show another text; ``lead`` stands in the indent of its first line."""
        if text != self._text:
            self._selection = (0, 0)
        self._text, self._spans, self.lead = text, spans, lead
        self.refresh()

    def lines(self, width: int) -> Sequence[VisualLine]:
        """Return the text laid out for a widget of ``width`` columns."""
        # A column stays free at the right, where an Arabic line would touch the border.
        return self.pen.lines(self._text, max(4, width - self.indent - 1), self.language, labels=self.labels)

    def line_count(self, width: int) -> int:
        """Return how many lines the text takes in a widget of ``width`` columns."""
        return len(self.lines(width))

    @property
    def selected(self) -> str:
        """What is selected, in logical order."""
        start, end = self._selection
        return self._text[start:end]

    def unselect(self) -> None:
        """Drop what is selected."""
        if self.selected:
            self._selection = (0, 0)
            self.refresh()

    def select(self, start: int, end: int) -> None:
        """Select a stretch of the text."""
        self._selection = (start, end)
        self.refresh()

    def _span_at(self, event: events.MouseEvent) -> tuple[int, int]:
        lines = self.lines(self.size.width)
        line = lines[min(len(lines) - 1, max(0, event.y + self.top))]
        return line.span_at(event.x - self.indent)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a selection."""
        self._anchor = self._span_at(event)
        self._selection = (0, 0)
        self.capture_mouse()
        self.refresh()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select up to the mouse."""
        if self._anchor is not None:
            here = self._span_at(event)
            # What is under the mouse is inside, whole: a lam-alef, a letter with its marks, a tag.
            self._selection = (min(self._anchor[0], here[0]), max(self._anchor[1], here[1]))
            self.refresh()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End a selection; it stays until the text changes or the mouse is pressed again."""
        self._anchor = None
        self.release_mouse()

    def line(self, y: int, width: int, style: Style) -> Strip:
        """Draw one line."""
        lead = self.pen.label(self.lead if y == 0 else "", self.indent, style + Style(bold=True))
        lines = self.lines(width)
        at = y + self.top
        if at >= len(lines):
            return Strip.blank(width, style)
        spans = [*self._spans, (*self._selection, SELECTED)] if self.selected else self._spans
        body = self.pen.strip(lines[at], style, spans)
        return Strip([*lead, *body]).adjust_cell_length(width, style)

"""Read-only text with styled logical spans, Arabic or English."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from workbench.bidi.layout import VisualLine, layout
from workbench.model import is_rtl
from workbench.tui.strips import Spans, line_strip


class BidiText(Widget):
    """A paragraph, wrapped. ``show`` replaces it; the height is the caller's to set."""

    def __init__(self, language: str = "en", *, reorder: bool = True, indent: int = 0, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.language = language
        self.reorder = reorder
        self.indent = indent
        self.lead = ""
        self.top = 0
        """First line shown, for a text longer than its place."""
        self._text = ""
        self._spans: Spans = ()

    def show(self, text: str, spans: Spans = (), lead: str = "") -> None:
        """Show another text; ``lead`` stands in the indent of its first line."""
        self._text, self._spans, self.lead = text, spans, lead
        self.refresh()

    def lines(self, width: int) -> Sequence[VisualLine]:
        """Return the text laid out for a widget of ``width`` columns."""
        # A column stays free at the right, where an Arabic line would touch the border.
        return layout(self._text, max(4, width - self.indent - 1), int(is_rtl(self.language)), reorder=self.reorder)

    def line_count(self, width: int) -> int:
        """Return how many lines the text takes in a widget of ``width`` columns."""
        return len(self.lines(width))

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width, style = self.size.width, self.rich_style
        lead = Strip([*_segments(self.lead if y == 0 else "", self.indent, style + Style(bold=True))])
        lines = self.lines(width)
        at = y + self.top
        if at >= len(lines):
            return Strip.blank(width, style)
        body = line_strip(lines[at], style, self._spans)
        return Strip([*lead, *body]).adjust_cell_length(width, style)


def _segments(text: str, width: int, style: Style) -> Strip:
    from workbench.tui.strips import label_strip

    return label_strip(text, width, style) if width else Strip([])

"""The panels around the open segment: note and comments, its paragraph. Hidden while they have nothing to say."""

from __future__ import annotations

from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from workbench.tui.screens.acts import Acts
from workbench.tui.screens.context_lines import ContextLines
from workbench.tui.widgets.panels import Panel

LARGE = (160, 40)
"""Columns and lines from which there is a third column."""
REMARKS = 8
"""Most lines of note and comments where others stand below; at :data:`LARGE` twice as many."""
PROPOSALS = 12
"""Lines the proposals keep before the paragraph gets any."""
LEAST = 5
"""Fewer lines are not worth a panel."""


class ContextPanels(Acts):
    """The part of the editor screen that gives them their place; a letter that is typed draws none of them."""

    context_lines: ContextLines

    def context_panels(self) -> list[Widget]:
        """Return the panels, for the screen to lay out."""
        return [
            Panel(lambda width, _height, style: self._remark_lines(width, style), id="remarks"),
            Panel(lambda width, height, style: self._around_lines(width, height, style), id="around"),
        ]

    def show_context(self) -> None:
        """Give the panels the heights that what they say takes, and draw them; the first paint has neither."""
        side, facts = self.query_one("#side"), self.query_one("#facts")
        width, height = facts.size.width, side.size.height
        if self.wide or width < LEAST:
            return
        if self.has_class("small"):
            for name in ("remarks", "around"):
                self._place(self.query_one(f"#{name}", Panel), 0)
            return
        large = self.has_class("large")
        remarks = self.query_one("#remarks", Panel)
        most = REMARKS * (2 if large else 1)
        taken = self._place(remarks, min(most, len(self._remark_lines(width, remarks.rich_style))))
        around = self.query_one("#around", Panel)
        others = self._height("terms") + self._height("issues")
        room = height - others - taken - (0 if large else PROPOSALS)
        lines = len(self._around_lines(width, room - 1, around.rich_style)) if room > LEAST else 0
        self._place(around, lines)

    def _height(self, name: str) -> int:
        """Return the height a panel is given in the style sheet."""
        given = self.query_one(f"#{name}").styles.height
        return int(given.value) if given is not None else 0

    def _place(self, panel: Panel, lines: int) -> int:
        """Show a panel on so many lines, or not at all; return how many it takes with its edge."""
        wanted = lines + 1 if lines else 0
        if panel.display != bool(lines):
            panel.display = bool(lines)
        if lines and (panel.styles.height is None or panel.styles.height.value != wanted):
            panel.styles.height = wanted
        panel.renew()
        return wanted

    def _remark_lines(self, width: int, style: Style) -> list[Strip]:
        number = self.opened.number
        return self.context_lines.remarks(
            self.desk.segment(number).note, self.desk.comments(number), max(width, LEAST), style
        )

    def _around_lines(self, width: int, height: int, style: Style) -> list[Strip]:
        if height <= 0:
            return []
        return self.context_lines.around(
            self.desk.segments, self.opened.number, self.text_of, max(width, LEAST), height, style
        )

    def comments_changed(self) -> None:
        """Draw what was said anew."""
        self.show_context()
        for name in ("head", "status"):
            self.query_one(f"#{name}").refresh()

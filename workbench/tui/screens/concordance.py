"""Where words stand in the project's memory, with their translations."""

from __future__ import annotations

from collections.abc import Callable

from rich.style import Style
from textual.strip import Strip

from workbench.errors import WorkbenchError
from workbench.tui.marks import FOUND, Glyphs
from workbench.tui.screens.choosing import ChoosingScreen
from workbench.tui.strips import Pen, Spans, joined
from workbench.workflow.desk_concordance import Look, Place

PAGE = 40


class ConcordanceScreen(ChoosingScreen[Place]):
    """The places of some words, the latest stored first. s looks on the other side, m shows more."""

    def __init__(self, pen: Pen, glyphs: Glyphs, look: Look, take: Callable[[Place], None]) -> None:
        super().__init__(pen, glyphs, take)
        self._look = look
        self._more = False
        self._add()

    def _add(self) -> None:
        found, self._more = self._look.page(PAGE, len(self.rows))
        self.rows = [*self.rows, *found]

    def title_bar(self) -> tuple[str, str]:
        """What is looked for, on which side, how often it was found."""
        side = "source" if self._look.in_source else "target"
        return f' "{self._look.words}" in the {side}', f"{len(self.rows)}{'+' if self._more else ''} places "

    def line(self, row: Place, width: int, style: Style) -> Strip:
        """The two sides, the one that was looked in first."""
        half = max(4, (width - 1) // 2)
        text, spans = _from_the_words(row, half)
        found = self.pen.lines(text, half, row.language)[0]
        first = self.pen.strip(found, style, spans).adjust_cell_length(half, style)
        second = self.pen.cell(row.other, max(4, width - half - 1), row.other_language, style)
        return joined([first, self.pen.label(" ", 1, style), second], width, style)

    def whole(self, row: Place) -> list[tuple[str, str, Spans]]:
        """Both sides whole and where they are from."""
        return [
            (row.text, row.language, [(a, b, FOUND) for a, b in row.spans]),
            (row.other, row.other_language, ()),
            (row.where, "en", ()),
        ]

    def nothing(self) -> str:
        """Nothing found."""
        return "Nowhere in the memory. s looks on the other side."

    def keys(self) -> list[str]:
        """The keys."""
        more = ["m more"] if self._more else []
        return ["Enter put the target side at the caret", "s other side", *more, "c copy", "Esc back"]

    def typed(self, char: str) -> None:
        """The other side, more, or what every list does."""
        if char == "s":
            self._look = self._look.turned()
            self.rows = []
        elif char != "m" or not self._more:
            super().typed(char)
            return
        try:
            self._add()
        except WorkbenchError as e:
            self.app.tell(str(e))  # type: ignore[attr-defined] # the app is a WorkbenchApp
        self.renew()


def _from_the_words(row: Place, width: int) -> tuple[str, list[tuple[int, int, Style]]]:
    """Return a text from a little before the words found, so that they are on the line, and where they are in it."""
    first, last = row.spans[0][0], row.spans[0][1]
    start = 0
    if last > width - 4:
        space = row.text.rfind(" ", 0, max(0, first - width // 4))
        start = space + 1
    lead = "… " if start else ""
    moved = len(lead) - start
    return lead + row.text[start:], [(a + moved, b + moved, FOUND) for a, b in row.spans if a >= start]

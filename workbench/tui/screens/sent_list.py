"""What was sent of a project, newest first: when, to whom, the texts, and every byte as it left."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence

from rich.style import Style
from textual.strip import Strip

from workbench.model import counted
from workbench.tui.marks import DIM, Glyphs
from workbench.tui.screens.choosing import ChoosingScreen
from workbench.tui.strips import Pen, Spans, joined
from workbench.workflow.clock import local_time
from workbench.workflow.sent_log import Sent

SHOWN = 5000
"""So many of the latest lines are shown; the command line has all of them."""


def latest(log: Iterable[Sent]) -> list[Sent]:
    """Return the latest lines of a log, newest first."""
    return list(reversed(deque(log, SHOWN)))


class SentScreen(ChoosingScreen[Sent]):
    """The log of a project."""

    def __init__(self, pen: Pen, glyphs: Glyphs, project: str, language: str, rows: Sequence[Sent]) -> None:
        super().__init__(pen, glyphs, lambda _row: None)
        self._project, self._language = project, language
        self.rows = list(rows)

    def title_bar(self) -> tuple[str, str]:
        """Whose texts these are."""
        more = ", older ones: workbench mt log" if len(self.rows) == SHOWN else ""
        return f" Sent of {self._project}, newest first{more}", f"{counted(len(self.rows), 'line')} "

    def line(self, row: Sent, width: int, style: Style) -> Strip:
        """Time, engine, and how the text begins."""
        head = f"{_when(row.at):<16}  {row.engine[:14]:<14} "
        text = self.pen.cell(" ".join(row.texts), max(4, width - len(head)), self._language, style)
        return joined([self.pen.label(head, len(head), style + DIM), text], width, style)

    def whole(self, row: Sent) -> list[tuple[str, str, Spans]]:
        """The texts in clear, and what left the machine."""
        out: list[tuple[str, str, Spans]] = [(text, self._language, ()) for text in row.texts]
        out.append((f"to {row.host or row.engine}, as it was sent:", "en", ()))
        return [*out, (row.sent, "en", ())] if row.sent else out

    def nothing(self) -> str:
        """Nothing left the computer."""
        return "Nothing of this project was sent anywhere."

    def keys(self) -> list[str]:
        """The keys."""
        return ["c copy", "Esc back"]

    def _done(self) -> None:
        """There is nothing to take."""
        self.app.bell()


def _when(stamp: str) -> str:
    """Return when it was by the person's clock; a line somebody has written by hand as it stands there."""
    try:
        return local_time(stamp)
    except ValueError:
        return stamp[:16]

"""Where a term is used: the segments of all projects and the stored pairs; Enter goes to one of the open document."""

from __future__ import annotations

import threading
from collections.abc import Callable

from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from workbench.errors import WorkbenchError
from workbench.model import counted
from workbench.tui.marks import FOUND, Glyphs
from workbench.tui.screens.choosing import ChoosingScreen
from workbench.tui.strips import Pen, Spans, joined
from workbench.workflow.glossary_browsing import Entry
from workbench.workflow.pacing import Pace, Stopped
from workbench.workflow.term_places import TermPlace, TermPlaces, find_places
from workbench.workflow.workspace import Workspace


class GlossaryPlacesFound(Message):
    """The search is over, or so far; without ``places`` and with ``error`` it failed."""

    def __init__(self, places: TermPlaces | None = None, percent: int = 100, error: str = "") -> None:
        super().__init__()
        self.places, self.percent, self.error = places, percent, error


class WhereScreen(ChoosingScreen[TermPlace]):
    """The places of one entry. ``go`` gets the document and the number of the one taken."""

    def __init__(self, pen: Pen, glyphs: Glyphs, ws: Workspace, entry: Entry, go: Callable[[str, int], None]) -> None:
        super().__init__(pen, glyphs, self._taken)
        self._ws, self._entry, self._go = ws, entry, go
        self._percent, self._error, self._left = 0, "", False

    def on_mount(self) -> None:
        """Look in a thread."""

        def progress(done: int, total: int) -> None:
            if done < total:
                self.post_message(GlossaryPlacesFound(percent=100 * done // total))

        def work() -> None:
            try:
                name = str(self._entry.path)
                pace = Pace(progress, lambda: self._left, resting=True)
                found = find_places(self._ws, self._entry.id, glossaries=(name,), pace=pace)
            except Stopped:
                return
            except WorkbenchError as e:
                self.post_message(GlossaryPlacesFound(error=str(e)))
                return
            self.post_message(GlossaryPlacesFound(found))

        threading.Thread(target=work, name="places", daemon=True).start()

    def on_unmount(self) -> None:
        """Give it up."""
        self._left = True

    def on_glossary_places_found(self, message: GlossaryPlacesFound) -> None:
        """Show them, or how far the search is."""
        self._percent = message.percent
        self._error = message.error
        if message.places is not None:
            self.rows = list(message.places.places)
        self.renew()

    def title_bar(self) -> tuple[str, str]:
        """The term, and how often it stands where."""
        if self._percent < 100:
            return f" {self._entry.id} is looked for ...", f"{self._percent} % "
        documents = len({r.where.rpartition(" ")[0] for r in self.rows})
        count = sum(r.count for r in self.rows)
        return (
            f" {self._entry.id}: {counted(count, 'time')} in {counted(len(self.rows), 'text')}",
            f"documents and memories: {documents} ",
        )

    def line(self, row: TermPlace, width: int, style: Style) -> Strip:
        """Where, and the text around it."""
        where = self.pen.label(row.where, 24, style)
        return joined([where, self.pen.cell(row.text, max(4, width - 24), row.language, style)], width, style)

    def whole(self, row: TermPlace) -> list[tuple[str, str, Spans]]:
        """The text with the term marked, and its place."""
        state = f", {row.state}" if row.state else ""
        return [(row.text, row.language, [(row.start, row.end, FOUND)]), (f"{row.where}{state}", "en", ())]

    def nothing(self) -> str:
        """Still looking, nowhere, or why not."""
        return self._error or (
            "looking ..." if self._percent < 100 else "Nowhere: no segment and no stored pair has it."
        )

    def keys(self) -> list[str]:
        """The keys."""
        return ["Enter go there", "c copy", "Esc back"]

    def _taken(self, row: TermPlace) -> None:
        if row.project:
            self._go(f"{row.project}/{row.document}", row.number)
        else:
            self.app.tell(f"{row.where} is a stored pair.")  # type: ignore[attr-defined] # the app is a WorkbenchApp

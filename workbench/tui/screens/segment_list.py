"""All segments of the article on one screen, or those of a kind; Enter goes to one."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable

from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.strip import Strip

from workbench.errors import WorkbenchError
from workbench.model import Issue, Segment
from workbench.tui.marks import DIM, Glyphs
from workbench.tui.messages import SegmentsFound
from workbench.tui.screens.choosing import ChoosingScreen
from workbench.tui.strips import Pen, Spans, joined
from workbench.tui.widgets.panels import Panel, fit_lines
from workbench.workflow.comments import language_of
from workbench.workflow.desk import Desk
from workbench.workflow.filtering import Wanted, takes

KINDS = {
    "a": Wanted.ALL,
    "o": Wanted.OPEN,
    "d": Wanted.DRAFTS,
    "t": Wanted.CONFIRMED,
    "i": Wanted.ISSUES,
    "m": Wanted.MACHINE,
    "n": Wanted.NOTES,
    "s": Wanted.COMMENTS,
    "v": Wanted.REVIEWED,
    "l": Wanted.LOCKED,
    "k": Wanted.SKIPPED,
}
"""The letter that shows a kind."""


class SegmentListScreen(ChoosingScreen[Segment]):
    """The segments of the open document."""

    def __init__(self, pen: Pen, glyphs: Glyphs, desk: Desk, number: int, take: Callable[[Segment], None]) -> None:
        super().__init__(pen, glyphs, take)
        self._desk = desk
        self._wanted = Wanted.ALL
        self._looking = False
        self.rows = list(desk.segments)
        self.at = number - 1

    def compose(self) -> ComposeResult:
        """The letters of the kinds stand above the keys, on as many lines as they take."""
        *above, keys = super().compose()
        yield from above
        yield Panel(lambda width, _height, style: self._kinds(width, style), id="kinds")
        yield keys

    def on_resize(self, event: events.Resize) -> None:
        """Give the kinds their lines."""
        panel = self.query_one("#kinds", Panel)
        panel.styles.height = len(self._kinds(event.size.width, panel.rich_style))

    def _kinds(self, width: int, style: Style) -> list[Strip]:
        items = [f"{letter} {kind.value}" for letter, kind in KINDS.items()]
        return [self.pen.label(line, width, style) for line in fit_lines(["Show:", *items], width)]

    def title_bar(self) -> tuple[str, str]:
        """The document, what of it is shown, and how many."""
        count = "looking ..." if self._looking else f"{len(self.rows)} of {len(self._desk.segments)} segments"
        return f" {self._desk.document.slug}: {self._wanted.value}", f"{count} "

    def line(self, row: Segment, width: int, style: Style) -> Strip:
        """Number, state, source and target."""
        own = style if row.translate else style + DIM
        head = self.pen.label(f"{row.number:>5} {self.glyphs.of(row, draft=bool(row.draft))} ", 8, own)
        half = max(4, (width - 9) // 2)
        source = self.pen.cell(row.source, half, self._desk.project.source, own)
        target = self.pen.cell(row.current, max(4, width - 9 - half), self._desk.project.target, own)
        return joined([head, source, self.pen.label(" ", 1, own), target], width, own)

    def whole(self, row: Segment) -> list[tuple[str, str, Spans]]:
        """Source, target, issues and note."""
        out: list[tuple[str, str, Spans]] = [(row.source, self._desk.project.source, ())]
        if row.current:
            out.append((row.current, self._desk.project.target, ()))
            out += [(f"{self.glyphs.issue} {i.message}", "en", ()) for i in self._issues(row)]
        if row.note:
            out.append((f"note: {row.note}", self._desk.project.target, ()))
        for c in self._desk.comments(row.number):
            said = f"{self.glyphs.done if c.done else self.glyphs.caret} {c.author}: {c.text}"
            out.append((said, language_of(c.text, self._desk.project.source, self._desk.project.target), ()))
        return out

    def nothing(self) -> str:
        """None of the kind."""
        return "looking ..." if self._looking else f"None ({self._wanted.value})."

    def keys(self) -> list[str]:
        """The keys."""
        return ["Enter go there", "c copy", "Esc back"]

    def typed(self, char: str) -> None:
        """Show another kind, or do what every list does."""
        wanted = KINDS.get(char)
        if wanted is None:
            super().typed(char)
            return
        self._wanted, self._looking, self.rows, self.at = wanted, True, [], 0
        self.renew()
        threading.Thread(target=self._find, args=(wanted,), name="segments", daemon=True).start()

    def _find(self, wanted: Wanted) -> None:
        found: list[Segment] = []
        # The document may be closed while it is looked through.
        with contextlib.suppress(WorkbenchError):
            found = [s for s in list(self._desk.segments) if takes(wanted, s, self._issues, self._desk.commented)]
        with contextlib.suppress(RuntimeError):
            self.post_message(SegmentsFound(wanted.value, found))

    def on_segments_found(self, message: SegmentsFound) -> None:
        """Show what was found, unless something else is wanted by now."""
        if message.wanted == self._wanted.value:
            self._looking, self.rows, self.at = False, message.segments, 0
            self.renew()

    def _issues(self, row: Segment) -> list[Issue]:
        return self._desk.issues(row.number, row.current)

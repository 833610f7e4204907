"""The commands that look something up on a screen of its own: the segment's history, the
concordance, the list of segments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.model import HistoryEntry, Provenance, Segment
from workbench.tui.marks import Glyphs
from workbench.tui.screens.acts import Acts
from workbench.tui.widgets.question import Ask
from workbench.workflow.finding import number_now

if TYPE_CHECKING:
    from workbench.workflow.desk_concordance import Place


class LookingActs(Acts):
    """The commands."""

    glyphs: Glyphs

    async def do_history(self) -> None:
        """Show what happened to the segment; a text of it can be put as a draft."""
        from workbench.tui.screens.history import HistoryScreen

        self.keep_draft()
        self.desk.flush(0.3)
        number = self.opened.number

        def take(entry: HistoryEntry) -> None:
            self.target.put(entry.target)
            self.opened.made = Provenance(entry.origin, entry.via, entry.offered)

        try:
            entries = self.desk.history(number)
        except WorkbenchError as e:
            self.say(str(e), bad=True)
            return
        screen = HistoryScreen(self.pen, self.glyphs, number, entries, self.desk.project.target, take)
        await self.app.push_screen(screen)

    async def do_segments(self) -> None:
        """Show all segments, or those of a kind, and go to one."""
        from workbench.tui.screens.segment_list import SegmentListScreen

        self.keep_draft()
        self.desk.flush(0.3)
        screen = SegmentListScreen(self.pen, self.glyphs, self.desk, self.opened.number, self._go_to)
        await self.app.push_screen(screen)

    def _go_to(self, segment: Segment) -> None:
        """Go to a segment of the list, where it stands by now."""
        number = number_now(self.desk.segments, segment)
        if number:
            self.go(number)
        else:
            self.say("This segment is no more: another program has joined it with its neighbour.")

    def do_concordance(self) -> None:
        """Ask for words, those selected given, and show where they stand in the memory."""
        title = 'Look up in the memory (a* begins with, "these words" together):'
        selected = self.source_view.selected or self.target.selected_text
        language = self.desk.project.source if self.source_view.selected else self.desk.project.target
        self.question.ask(Ask(title, enter=self._look_up_words, text=selected.strip(), language=language))

    async def _look_up_words(self, words: str) -> None:
        from workbench.tui.screens.concordance import ConcordanceScreen
        from workbench.workflow.desk_concordance import look_for

        if not words.strip():
            return

        def take(place: Place) -> None:
            self.put_apart(place.target)

        look = look_for(self.desk.ws, self.desk.project, words.strip())
        try:
            screen = ConcordanceScreen(self.pen, self.glyphs, look, take)
        except WorkbenchError as e:
            self.say(str(e), bad=True)
            return
        await self.app.push_screen(screen)

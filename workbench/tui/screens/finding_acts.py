"""Finding words in the document: shown in source and target, gone to one segment after the other."""

from __future__ import annotations

from rich.style import Style

from workbench.tui.marks import FOUND
from workbench.tui.screens.acts import Acts
from workbench.tui.widgets.question import Ask
from workbench.workflow.finding import following, places


class FindingActs(Acts):
    """The commands. ``wanted`` is what was looked for last; '' shows nothing."""

    wanted = ""

    def do_find(self) -> None:
        """Ask for words and go to the next segment that has them."""

        def enter(text: str) -> None:
            self.wanted = text
            if text:
                self._go_to_found(1)
            else:
                self._show_found()

        title = "Find, in source and target (harakat and case do not count; empty: show nothing):"
        self.question.ask(Ask(title, enter=enter, text=self.wanted, language=self.desk.project.source))

    def do_find_next(self) -> None:
        """Go to the next segment that has the words."""
        self._find_again(1)

    def do_find_previous(self) -> None:
        """Go to the segment before that has the words."""
        self._find_again(-1)

    def _find_again(self, step: int) -> None:
        if self.wanted:
            self._go_to_found(step)
        else:
            self.do_find()

    def _go_to_found(self, step: int) -> None:
        self.keep_draft()
        number = following(
            self.desk.segments, self.opened.number, self.wanted, lambda segment: self.text_of(segment)[0], step
        )
        if number is None:
            self.app.bell()
            self.say(f"Nowhere in this document: {self.wanted}")
        elif number == self.opened.number:
            self.say(f"Only in this segment: {self.wanted}")
        else:
            self.go(number)
        self._show_found()

    def _show_found(self) -> None:
        self.fit()
        self.refresh_segment()

    def found(self, text: str) -> list[tuple[int, int, Style]]:
        """Return where the words stand in a text, to be drawn."""
        return [(start, end, FOUND) for start, end in places(text, self.wanted)]

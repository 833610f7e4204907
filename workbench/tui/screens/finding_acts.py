"""Finding words in the document: shown in source and target, gone to one segment after the other."""

from __future__ import annotations

import contextlib
import threading

from rich.style import Style

from workbench.model import Segment, counted
from workbench.tui.marks import FOUND
from workbench.tui.messages import WordsFound
from workbench.tui.screens.acts import Acts
from workbench.tui.widgets.question import Ask
from workbench.workflow.finding import following, following_through, places
from workbench.workflow.pacing import Pace, Stopped

NEAR = 2_000
"""Segments that are looked through while the keys wait: some 30 ms."""


class FindingActs(Acts):
    """The commands. ``wanted`` is what was looked for last; '' shows nothing."""

    wanted = ""
    _sought: object = None
    """What is looked for in a thread, by its identity."""
    _sought_from = (0, 0)
    """Where that began: the open segment, and how many keys had been typed."""

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
        """Go there at once where it is near; through a book words are looked for in a thread."""
        self.keep_draft()
        self._sought = None
        segments, number, wanted = self.desk.segments, self.opened.number, self.wanted
        found = following(segments, number, wanted, self._newest, step, NEAR)
        if found is None and len(segments) > NEAR:
            self._look_through(number, wanted, step)
        else:
            self._found_at(found)

    def _newest(self, segment: Segment) -> str:
        return self.text_of(segment)[0]

    def _look_through(self, number: int, wanted: str, step: int) -> None:
        self._sought = search = object()
        keys, segments = self.keys_typed, self.desk.segments
        self._sought_from = (number, keys)
        pace = Pace(stopped=lambda: self._sought is not search, resting=True)
        self._show_found()
        # It stands until something is found.
        self.app.tell(f"Looking through {counted(len(segments), 'segment')} for: {wanted}", timeout=60)  # type: ignore[attr-defined]

        def work() -> None:
            try:
                found = following_through(segments, number, wanted, self._newest, step, pace.rest)
            except Stopped:
                return
            # The screen may be gone already.
            with contextlib.suppress(RuntimeError):
                self.post_message(WordsFound(search, found))

        threading.Thread(target=work, name="find", daemon=True).start()

    def on_words_found(self, message: WordsFound) -> None:
        """Go there, unless something was typed meanwhile: then it is only told."""
        if message.search is not self._sought:
            return
        self._sought = None
        self.app.clear_notifications()
        if message.number is None or self._sought_from == (self.opened.number, self.keys_typed):
            self._found_at(message.number)
        else:
            self.say(f"Segment {message.number} has: {self.wanted}   ({self.keymap.behind('go_to')} goes there)")

    def on_unmount(self) -> None:
        """What is looked for is no longer wanted."""
        self._sought = None

    def _found_at(self, number: int | None) -> None:
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

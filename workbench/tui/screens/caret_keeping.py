"""Where the caret stands is kept with the document, so that it opens there next time."""

from __future__ import annotations

from asyncio import TimerHandle

from textual.widgets import TextArea

from workbench.tui.screens.acts import Acts

CARET_REST = 0.5
"""Seconds after which a caret that has moved is kept; it may move on meanwhile."""


class CaretKeeping(Acts):
    """The part of the editor screen that knows where the person is."""

    waits: dict[str, TimerHandle]
    _kept_place = (0, 0)

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        """The caret has moved: keep its place soon, but not once for each key."""
        if event.text_area is self.target and "position" not in self.waits:
            self.later("position", CARET_REST, self.keep_place)

    def keep_place(self) -> None:
        """Queue the open segment and the caret as the place to go on from, if they are others than what was kept."""
        timer = self.waits.pop("position", None)
        if timer is not None:
            timer.cancel()
        place = (self.opened.number, self.target.cursor_location[1])
        if place != self._kept_place:
            self._kept_place = place
            self.desk.remember_position(*place)

    def restore_caret(self) -> None:
        """Put the caret where it was when the document was left; where the text has become shorter, at its end."""
        caret = self.desk.start_caret
        if caret is not None:
            self.target.move_cursor((0, min(caret, len(self.target.text))))

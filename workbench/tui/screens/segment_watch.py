"""The screen follows what other programs do to the article: a second window, the command line, a batch."""

from __future__ import annotations

import contextlib
from typing import TypeVar

from workbench.tui.messages import CommentsFollowed, SegmentsFollowed
from workbench.tui.screens.acts import NOT_SAVED, Acts
from workbench.tui.screens.cutting_acts import next_to

T = TypeVar("T")
LOOK_EVERY = 1.0
"""Seconds between two looks: at the database, and at the dates of the glossary files. Nothing else wakes an idle editor."""


class SegmentWatch(Acts):
    """Looks from time to time whether somebody has written."""

    def watch_segments(self) -> None:
        """Begin to look."""
        self.set_interval(LOOK_EVERY, self._look_at_segments)

    def _look_at_segments(self) -> None:
        if self.desk.failure:
            self.desk.try_again()
        written = self.desk.written_elsewhere
        if written:
            self.desk.follow_segments(self._typed_in, self._followed)
            self.desk.follow_comments(self._comments_followed)
        self.look_at_project(written=written)
        self.look_at_glossaries()

    def look_at_glossaries(self) -> None:
        """Follow the glossaries, if any was changed."""
        raise NotImplementedError

    def look_at_project(self, *, written: bool) -> None:
        """Follow what was chosen for the project, if anything was written."""
        raise NotImplementedError

    def _typed_in(self) -> int:
        """Return the number of the open segment if its text was touched since it was opened, else 0."""
        return self.opened.number if len(self.target.history.undo_stack) != self.opened.edits else 0

    def _followed(self, numbers: list[int] | None) -> None:
        # The screen may be gone already.
        with contextlib.suppress(RuntimeError):
            self.post_message(SegmentsFollowed(numbers))

    def _comments_followed(self) -> None:
        with contextlib.suppress(RuntimeError):
            self.post_message(CommentsFollowed())

    def on_comments_followed(self) -> None:
        """Show what others have said."""
        self.comments_changed()

    def on_segments_followed(self, message: SegmentsFollowed) -> None:
        """Show what is another text now."""
        if message.numbers is None:
            # Split, joined or brought up to date: what was done here is told by numbers that are others now.
            self.keep_draft()
            here, caret, before = self.opened, self.target.selection, self.desk.segments
            if not self.desk.take_over(forget=True):
                return
            after = self.desk.segments

            def moved(known: dict[int, T]) -> dict[int, T]:
                places = {n: after.place_of(before[n - 1].id, n - 1) for n in known}
                return {at + 1: known[n] for n, at in places.items() if at is not None}

            self.pending, self.conflicts = moved(self.pending), moved(self.conflicts)
            self.directions = moved(self.directions)
            self.confirms.clear()
            self.undone.clear()
            self.say("The segments of this article were changed by another program.")
            self.open_segment(next_to(self.desk.segments, here))
            if self.opened.id == here.id:
                self.target.selection = caret
            return
        if self.opened.number in message.numbers:
            if not self._typed_in():
                self.open_segment(self.opened.number)
            elif self.opened.number not in self.pending:
                # What was saved here is theirs on the disk: written once more it meets that one, and both are kept.
                self.opened.saved = NOT_SAVED
                self.keep_draft()
        for name in ("before", "after", "head", "status"):
            self.query_one(f"#{name}").refresh()

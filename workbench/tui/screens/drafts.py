"""Keeping what is typed: when a draft is due, what is on its way to the disk, how a write has ended."""

from __future__ import annotations

import contextlib
import time
from asyncio import TimerHandle
from dataclasses import replace

from textual.widgets import TextArea

from workbench.model import Origin, Provenance, Segment
from workbench.tui.messages import DeskSaved
from workbench.tui.screens.acts import NOT_SAVED, Acts
from workbench.tui.screens.state_acts import STATES_CHANGED
from workbench.tui.widgets.panels import Panel
from workbench.workflow.desk_writing import Saved

DRAFT_REST, DRAFT_MOST = 0.5, 0.9
"""Seconds after the last and after the first unsaved change when a draft is written."""


TEXTS = ("draft", "confirm", "unconfirm")
"""Writes of what stands in the editor."""


class Drafts(Acts):
    """The keeping half of the editor screen."""

    waits: dict[str, TimerHandle]
    """Timers that run, by what they wait for."""
    drawn_for: tuple[int, str] | None = None
    """The segment that was drawn when it was opened, and its text, until that is heard of as a change."""
    _stale = False
    _unkept_since = 0.0

    def text_of(self, segment: Segment) -> tuple[str, bool]:
        """Return a segment's newest text, written or on its way, and whether it is an unconfirmed one."""
        waiting = self.pending.get(segment.number)
        if waiting is not None:
            return waiting[1], True
        return segment.current, bool(segment.draft)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """The text was changed: keep it soon, look at its issues now."""
        if event.text_area is not self.target:
            return
        if self.picking is None:
            self.source_view.unselect()
        if self.target.text != self.opened.saved:
            self.later("draft", DRAFT_REST, self.keep_draft)
            if "draft-most" not in self.waits:
                self.later("draft-most", DRAFT_MOST, self.keep_draft)
        drawn, self.drawn_for = self.drawn_for, None
        if drawn == (self.opened.id, self.target.text):
            # It has just been opened with this text, and drawn so.
            return
        if not self._stale:
            # Once for all changes that wait already: in a burst there is one for each key.
            self._stale = True
            self.call_later(self.follow_text)

    def follow_text(self) -> None:
        """Fit and draw anew what the text decides."""
        self._stale = False
        self.fit()
        self.refresh_segment()

    def keep_in_time(self) -> None:
        """Write a draft that is due although keys still wait: timers and messages come behind them."""
        if self.target.text == self.opened.saved:
            self._unkept_since = 0.0
        elif not self._unkept_since:
            self._unkept_since = time.monotonic()
        elif time.monotonic() - self._unkept_since > DRAFT_MOST:
            self.keep_draft()

    def keep_draft(self) -> None:
        """Queue the text as a draft if it is newer than what was kept."""
        for name in ("draft", "draft-most"):
            timer = self.waits.pop(name, None)
            if timer is not None:
                timer.cancel()
        self._unkept_since = 0.0
        text = self.target.text
        if text == self.opened.saved or self.desk.read_only:
            return
        self.opened.saved = text
        self.queue(self.opened.number, text)
        made = self.came_from()
        number = self.opened.number
        self.desk.save_draft(number, text, made.origin, self.saved, via=made.via, offered=made.offered)

    def came_from(self) -> Provenance:
        """Return where the text came from; what was typed after nothing was left began as no proposal."""
        if self.target.emptied:
            self.target.emptied = False
            self.opened.made = Provenance(Origin.HUMAN)
        self.opened.came[self.target.text] = self.opened.made
        return self.opened.made

    def came_back(self) -> None:
        """A text was brought back by undo or redo: it came from where it came from then."""
        made = self.opened.came.get(self.target.text)
        if made is not None:
            self.opened.made = made
            self.target.emptied = False

    def queue(self, number: int, text: str) -> None:
        """Note that a text is on its way to the disk."""
        count, _old = self.pending.get(number, (0, ""))
        self.pending[number] = (count + 1, text)

    def saved(self, outcome: Saved) -> None:
        """Hand the end of a write from the writer thread to the screen."""
        # The screen may be gone already: what was written is written.
        with contextlib.suppress(RuntimeError):
            self.post_message(DeskSaved(outcome))

    def _as_now(self, saved: Saved) -> Saved:
        """Return the end of a write with the number its segment has by now: others may have come before it."""
        at = self.desk.segments.place_of(saved.segment, saved.number - 1) if saved.segment else None
        return saved if at is None or at + 1 == saved.number else replace(saved, number=at + 1)

    def on_desk_saved(self, message: DeskSaved) -> None:
        """A write has ended: now it may be shown as saved."""
        saved = self._as_now(message.saved)
        count, text = self.pending.get(saved.number, (1, ""))
        if saved.act in TEXTS:
            # A text that could not be written stays on the screen, with nothing under way, until it is.
            if count <= 1 and (saved.error is None or saved.act == "unconfirm"):
                self.pending.pop(saved.number, None)
            else:
                self.pending[saved.number] = (max(0, count - 1), text)
        if saved.act in STATES_CHANGED:
            self.state_changed(saved)
        if saved.lost:
            if not saved.again:
                self.say(f"NOT SAVED: {saved.error}", bad=True)
            if saved.act in TEXTS and saved.number == self.opened.number:
                self.opened.saved = NOT_SAVED
        elif saved.error is not None:
            if saved.act not in STATES_CHANGED:
                self.say(self.keymap.told(saved.error), bad=True)
        elif saved.again and saved.number == self.opened.number:
            if self.target.text == self.desk.segment(saved.number).current:
                self.opened.saved = self.target.text
        elif saved.conflict:
            self.show_conflict(saved, text)
        if saved.act == "note":
            self.show_context()
        elif saved.act != "draft":
            self.query_one("#around", Panel).renew()
        self.panels["mark"].renew()
        for name in ("before", "after", "head", "status"):
            self.query_one(f"#{name}").refresh()

"""What the quality report does with an issue: put it right, ignore it with a reason, take that back."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from functools import partial
from typing import Protocol

from textual.message import Message

from workbench.errors import WorkbenchError
from workbench.model import Segment, WaiverReason
from workbench.tui.marks import Glyphs
from workbench.tui.messages import QualityMended
from workbench.tui.screens.choosing import AskingList, tell_later
from workbench.tui.screens.reason_acts import reason_choices
from workbench.tui.strips import Pen
from workbench.tui.widgets.question import Ask, Choice
from workbench.workflow.desk import Desk
from workbench.workflow.findings import Finding
from workbench.workflow.quality import Quality, fixed
from workbench.workflow.reasons import choices

GUARD = 0.15
"""Seconds in which the question for a reason takes no key."""


class Mending(Protocol):
    """What the editor under the report does for it, in the open document."""

    async def go_to_issue(self, finding: Finding) -> None:
        """Leave the report for the place of an issue, also one of another document."""

    def mend(self, finding: Finding, draft: str) -> bool:
        """Put a draft into a segment; False, and said why, where it cannot be."""

    def take_back_fix(self, finding: Finding, put_right: str) -> bool:
        """Make a segment what it was before a fix; False, and said why, where it cannot be."""

    def ignore_issue(self, finding: Finding, reason: WaiverReason, note: str) -> None:
        """Keep why an issue does not count."""


class QualityMending(AskingList[Finding]):
    """The part of the report that changes something. One thing is written at a time."""

    def __init__(self, pen: Pen, glyphs: Glyphs, desk: Desk, editor: Mending) -> None:
        super().__init__(pen, glyphs, lambda _row: None)
        self._desk, self._editor = desk, editor
        self.put_right: list[tuple[Finding, Segment]] = []
        """Fixes of this report that can be taken back: what was found, and the segment as it was then."""
        self._writing = False
        self.looking = False
        self.quality = Quality(desk)

    def show(self) -> None:
        """Show the issues as they are now."""
        raise NotImplementedError

    def answer(self, message: Message) -> None:
        """Tell the screen something from a thread; it may be gone already."""
        with contextlib.suppress(RuntimeError):
            self.post_message(message)

    def act(self, char: str) -> None:
        """Put the issue chosen right, ignore it, or take the last act back."""
        if self._desk.read_only:
            self.say("This workspace cannot be written: read, or work in a copy of it.")
        elif self.looking:
            self.say("Still looking: wait until all is found.")
        elif self._writing:
            self.say("The last one is still being written: once more in a moment.")
        elif char == "f":
            self._fix(self.rows[self.at])
        elif char == "x":
            self._ask_why(self.rows[self.at])
        else:
            self._take_back()

    def _fix(self, row: Finding) -> None:
        if fixed(row) is None:
            self.say("Nothing is offered for this issue. Enter goes to its place.")
            return
        draft = self.quality.draft_of(row)
        if not self.quality.is_open(row):
            self._elsewhere(row, partial(self.quality.fix, row), partial(self._mended, row))
        elif self._editor.mend(row, draft.current):
            self._mended(row, draft)

    def _take_back(self) -> None:
        if not self.put_right:
            self.say("Nothing to take back: only what was put right since this report was opened can be.")
            return
        row, put_right = self.put_right[-1]
        if not self.quality.whole_project and not self.quality.is_open(row):
            self.say(f"That was in {row.document}: p shows the whole project.")
            return
        self.put_right.pop()
        if not self.quality.is_open(row):
            self._elsewhere(row, partial(self.quality.take_back, row, put_right), partial(self._as_before, row))
        elif self._editor.take_back_fix(row, put_right.current):
            self._as_before(row, row.segment)

    def _ask_why(self, row: Finding) -> None:
        if not choices(row.issue):
            self.say(f"{row.issue.message}: that cannot be ignored.")
            return

        def give(reason: WaiverReason, note: str) -> None:
            if self.quality.is_open(row):
                self._editor.ignore_issue(row, reason, note)
                self._taken(row, row.segment)
            else:
                self._elsewhere(row, partial(self._waive, row, reason, note), partial(self._taken, row))

        self.question.ask(
            Ask(
                f"Segment {row.segment.number}: {row.issue.message}",
                body=[("It will not count in this segment, whatever becomes of its target.", "en")],
                choices=[
                    Choice("enter", "back to the list", lambda: None),
                    *reason_choices(row.issue, self.question.ask, give, self.say),
                ],
                guard=GUARD,
            )
        )

    def _waive(self, row: Finding, reason: WaiverReason, note: str) -> Segment:
        self.quality.waive(row, reason, note)
        return row.segment

    def _elsewhere(self, row: Finding, act: Callable[[], Segment], then: Callable[[Segment], None]) -> None:
        """Write in another document of the project, in a thread."""
        place = f"{row.document} {row.segment.number}"
        self._writing = True
        app = self.app

        def work() -> None:
            after, error = (lambda: None), "Something went wrong inside the program."
            try:
                done = act()
                after, error = partial(then, done), ""
            except WorkbenchError as e:
                error = f"{e.message} {e.hint}".strip()
            finally:
                if error:
                    tell_later(app, f"NOT SAVED: {place}: {error}")
                self.answer(QualityMended(after))

        threading.Thread(target=work, name="quality-write", daemon=True).start()

    def on_quality_mended(self, message: QualityMended) -> None:
        """A write in another document has ended."""
        self._writing = False
        message.then()

    def _mended(self, row: Finding, draft: Segment) -> None:
        if row.segment.state.confirmed:
            self.say(f"Put right. Segment {row.segment.number} is a draft again: confirm it once more.")
        else:
            self.say(f"Put right in the draft of segment {row.segment.number}.")
        self.put_right.append((row, draft))
        self._taken(row, draft)

    def _taken(self, row: Finding, segment: Segment) -> None:
        self.quality.taken(row, segment)
        self.show()

    def _as_before(self, row: Finding, segment: Segment) -> None:
        self._taken(row, segment)
        same = (row.document, segment.id, row.issue)
        self.at = next((n for n, f in enumerate(self.rows) if (f.document, f.segment.id, f.issue) == same), self.at)
        self.renew()
        unsure = row.segment.state.confirmed and not segment.state.confirmed
        self.say(f"Segment {segment.number} is what it was before{', but a draft' if unsure else ''}.")

    def say(self, text: str) -> None:
        """Show a notice."""
        self.app.tell(text)  # type: ignore[attr-defined] # the app is a WorkbenchApp

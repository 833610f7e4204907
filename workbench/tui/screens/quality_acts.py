"""The commands that open the quality report and the statistics, and what the report does to the open document."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from workbench.errors import WorkbenchError
from workbench.model import Issue, Side, State, WaiverReason
from workbench.tui.marks import Glyphs
from workbench.tui.messages import IssuesCounted
from workbench.tui.screens.acts import Acts
from workbench.workflow.desk import open_desk
from workbench.workflow.pacing import Pace, Stopped

if TYPE_CHECKING:
    from workbench.workflow.findings import Finding


class QualityActs(Acts):
    """The commands. The report works on the segments through the editor, which shows and writes them."""

    glyphs: Glyphs
    _counting_issues: threading.Event | None = None

    async def do_quality(self) -> None:
        """Show all issues of the article."""
        # Loaded when it is wanted: the first paint does not wait for it.
        from workbench.tui.screens.quality import QualityScreen

        self.keep_draft()
        self.desk.flush(0.3)
        await self.app.push_screen(QualityScreen(self.pen, self.glyphs, self.desk, self))

    async def do_statistics(self) -> None:
        """Show the counts of the article."""
        from workbench.tui.screens.statistics import StatisticsScreen

        self.keep_draft()
        self.desk.flush(0.3)
        await self.app.push_screen(StatisticsScreen(self.pen, self.desk.ws, self.desk.project, self.desk.document))

    # ------------------------------------------------------------------ for the report

    async def go_to_issue(self, finding: Finding) -> None:
        """Leave the report for the place of an issue, also one of another document."""
        if finding.document == self.desk.document.slug:
            self.app.pop_screen()
            self._show_place(finding)
            return
        ws, project = self.desk.ws, self.desk.project.slug
        self.app.pop_screen()

        def show(editor: Screen[Any]) -> None:
            if isinstance(editor, QualityActs):
                editor._show_place(finding)

        await self.app.change_desk(  # type: ignore[attr-defined] # the app is a WorkbenchApp
            lambda: open_desk(ws, project, finding.document), show
        )

    def _show_place(self, finding: Finding) -> None:
        number = self._number_of(finding)
        if not number:
            self.say("That segment is not there any more.")
            return
        self.go(number)
        issue = finding.issue
        if issue.side is Side.TARGET:
            self.target.move_cursor((0, min(issue.end, len(self.target.text))))
        same = [n for n, i in enumerate(self.issues()) if (i.check, i.subject) == (issue.check, issue.subject)]
        self.opened.issue = same[0] if same else -1
        self.panels["issues"].renew()

    def _number_of(self, finding: Finding) -> int:
        """Return the number of the segment now, 0 when the document has it no more."""
        number = finding.segment.number
        there = self.desk.segments
        if number <= len(there) and there[number - 1].id == finding.segment.id:
            return number
        return next((s.number for s in there if s.id == finding.segment.id), 0)

    def mend(self, finding: Finding, draft: str) -> bool:
        """Put a draft into a segment, a confirmed one is a draft from then on; False, and said why, where it cannot be."""
        number = self._number_of(finding)
        segment = self.desk.segment(number) if number else None
        if segment is None or self.text_of(segment)[0] != finding.segment.current:
            self.say("The segment was changed since it was looked at: r looks again.")
            return False
        if segment.state is State.FINAL:
            self.say(f"Segment {number} is locked: {self.keymap.behind('lock')} in the editor unlocks it.")
            return False
        if segment.state.confirmed:
            self.queue(number, draft)
            self.desk.unconfirm(number, self.saved)
        self.queue(number, draft)
        self.desk.save_draft(number, draft, None, self.saved)
        if number == self.opened.number:
            self.open_segment(number)
        return True

    def take_back_fix(self, finding: Finding, put_right: str) -> bool:
        """Make a segment what it was before an issue's fix was put in; False, and said why, where it cannot be."""
        number, before = self._number_of(finding), finding.segment
        segment = self.desk.segment(number) if number else None
        if segment is None or self.text_of(segment)[0] != put_right:
            self.say("The segment was changed since it was put right: it stays as it is.")
            return False
        self.queue(number, before.current)
        self.desk.save_draft(number, before.current, None, self.saved)
        if before.state.confirmed:
            self.queue(number, before.target)
            self.desk.confirm_again(number, before, self.saved)
            if before.current != before.target:
                self.queue(number, before.current)
                self.desk.save_draft(number, before.current, before.origin, self.saved)
        if number == self.opened.number:
            self.open_segment(number)
        return True

    def ignore_issue(self, finding: Finding, reason: WaiverReason, note: str) -> None:
        """Keep why an issue does not count."""
        number = self._number_of(finding)
        if number:
            self.desk.waive(number, finding.issue, reason, note, self.saved)
            self.refresh_segment()

    # ------------------------------------------------------------------ walking from the editor

    def end_of_issues(self, found: list[Issue]) -> None:
        """Where the issue shown is the last, or there is none, count the other segments with issues, and tell."""
        if self.opened.issue < len(found) - 1:
            return
        if self._counting_issues is not None:
            self._counting_issues.set()
        self._counting_issues = left = threading.Event()
        number = self.opened.number

        def work() -> None:
            try:
                others = set(self.desk.with_issues(Pace(stopped=left.is_set, resting=True))) - {number}
            except (Stopped, WorkbenchError):
                return
            # The screen may be gone already.
            with contextlib.suppress(RuntimeError):
                self.post_message(IssuesCounted(number, len(others)))

        threading.Thread(target=work, name="issues", daemon=True).start()

    def on_issues_counted(self, message: IssuesCounted) -> None:
        """Say how many other segments have issues, if the segment is still open."""
        if message.number != self.opened.number:
            return
        here = "No further issue here" if self.issues() else "No issues here"
        if message.others:
            what = "another segment has" if message.others == 1 else f"{message.others} other segments have"
            self.say(f"{here}; {what} issues: {self.keymap.first_key('quality')} lists them.")
        else:
            self.say(f"{here}, nor in any other segment.")

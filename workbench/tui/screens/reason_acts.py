"""What stands in the way of a confirm, and the reasons for which an issue does not count."""

from __future__ import annotations

from collections.abc import Callable

from workbench.model import Issue, Severity, Side, TermAspect, Waiver, WaiverReason
from workbench.tui.screens.acts import Acts
from workbench.tui.widgets.question import Ask, Choice
from workbench.workflow.reasons import TEXTS, choices

BESIDE = 20
"""Columns that the mark and the count of the issues take on the one line of a small window."""
AGAIN = "again confirms all the same"
_NOTED = (WaiverReason.WRONG_TERM, WaiverReason.OTHER)
"""Behind these a note is written."""


def reason_choices(
    issue: Issue,
    ask: Callable[[Ask], None],
    give: Callable[[WaiverReason, str], None],
    say: Callable[[str], None],
) -> list[Choice]:
    """Return the reasons for which an issue may be ignored, one key each; ``give`` gets the one chosen and its note."""

    def given(reason: WaiverReason, note: str = "") -> None:
        if reason is WaiverReason.OTHER and not note:
            say("Nothing was kept: that reason needs a few words.")
        else:
            give(reason, note)

    def chosen(reason: WaiverReason) -> Callable[[], None]:
        if reason not in _NOTED:
            return lambda: given(reason)
        return lambda: ask(
            Ask(f"{TEXTS[reason].removesuffix(' ...').capitalize()}: why?", enter=lambda note: given(reason, note))
        )

    return [Choice(str(n), TEXTS[r], chosen(r)) for n, r in enumerate(choices(issue), 1)]


class ReasonActs(Acts):
    """The commands and questions."""

    _stopping: Issue | None = None
    """What has stopped a confirm last."""

    def _confirm(self, *, stay: bool) -> None:
        raise NotImplementedError

    def show_issue(self, at: int) -> None:
        """Show an issue, counted from 0, and select its place."""
        raise NotImplementedError

    def _stopped(self, text: str, *, stay: bool) -> bool:
        """Whether an issue stands in the way.

        A ``must`` term asks for a reason; another error, a wrong number above all, and a term to be warned of stop once.
        """
        found = self.desk.issues(self.opened.number, text, confirming=True)
        must = next((i for i in found if i.must), None)
        if must is not None:
            self._ask_must(must, text, stay=stay)
            return True
        stops = [i for i in found if i.severity.rank >= (Severity.WARNING if i.concept else Severity.ERROR).rank]
        messages = frozenset(i.message for i in stops)
        shown_for, shown = self.opened.warned
        if not messages or (shown_for == text and messages <= shown):
            return False
        self.opened.warned, self._stopping = (text, messages), stops[0]
        self.app.bell()
        if not self._shows(stops[0]):
            more = f" (and {len(stops) - 1} more)" if len(stops) > 1 else ""
            self.say(f"{stops[0].message}{more}. {self.keymap.first_key('confirm')} {AGAIN}.", bad=True)
        for name in ("status", "keys"):
            self.query_one(f"#{name}").refresh()
        return True

    @property
    def stopped(self) -> bool:
        """Whether an issue has stopped the confirm of the text as it stands: the line of state and the key bar say so."""
        text, messages = self.opened.warned
        return bool(messages) and text == (self.target.text.strip() or self.target.ghost)

    def stopping_fix(self) -> str | None:
        """Return what the issue that has stopped the confirm would put in its place: one key does it."""
        issue = self._stopping if self.stopped else None
        if issue is None or issue.side is not Side.TARGET or issue.fix is None:
            return None
        # Another one may have been gone to since.
        found, at = self.issues(), max(0, self.opened.issue)
        return issue.fix if at < len(found) and found[at].message == issue.message else None

    def put_stopping_fix(self) -> None:
        """Put it there."""
        if self._stopping is not None:
            self._put_fix(self._stopping, self.opened.warned[0])

    def _shows(self, issue: Issue) -> bool:
        """Let the panel of issues begin with one; False where the panel cannot be seen, or has it not."""
        panel = self.panels["issues"]
        at = next((n for n, i in enumerate(self.issues()) if i.message == issue.message), -1)
        if (
            at < 0
            or not panel.is_on_screen
            or (panel.size.height <= 1 and len(issue.message) + BESIDE > panel.size.width)
        ):
            return False
        if max(0, self.opened.issue) != at:
            self.opened.issue = at if at else -1
        panel.renew()
        return True

    def _ask_must(self, issue: Issue, text: str, *, stay: bool) -> None:
        def go_on() -> None:
            if not self.target.text.strip():
                self.target.put(text)
            self._confirm(stay=stay)

        what = "It must be used: put it in, or say why not."
        if issue.aspect is TermAspect.REFUSED:
            what = "It must not be used: change it, or say why it stays."
        self.question.ask(
            Ask(
                issue.message,
                body=[(what, "en")],
                choices=[
                    Choice("enter", "back to the text", lambda: self._show_stopping(issue)),
                    *self._fixes(issue, text),
                    *self._choices(issue, go_on),
                ],
                guard=0.15,
            )
        )

    def _show_stopping(self, issue: Issue) -> None:
        # It was found in the text without the space at its beginning: here its place may be another.
        here = [n for n, i in enumerate(self.issues()) if i.message == issue.message]
        if here:
            self.show_issue(here[0])

    def _fixes(self, issue: Issue, text: str) -> list[Choice]:
        """Return the choice that puts in what an issue of ``text`` offers, if it offers something."""
        if issue.fix is None or issue.side is not Side.TARGET:
            return []
        return [Choice("f", f'put in "{issue.fix}"', lambda: self._put_fix(issue, text))]

    def _put_fix(self, issue: Issue, text: str) -> None:
        now = self.target.text if self.target.text.strip() else text
        # The issue is one of the text without the space at its beginning.
        lead = now.find(text)
        if lead < 0 or issue.fix is None:
            self.app.bell()
            return
        before = now[: lead + issue.start] + issue.fix
        self.target.put(before + now[lead + issue.end :])
        self.target.move_cursor((0, len(before)))
        self.opened.issue = -1
        self.refresh_segment()

    def selected_fix(self) -> str | None:
        """Return what the issue shown would put in the place that is selected, None when that is not its place."""
        found = self.issues() if self.opened.issue >= 0 and not self.target.selection.is_empty else []
        if not 0 <= self.opened.issue < len(found):
            return None
        issue = found[self.opened.issue]
        start, end = sorted(self.target.selection)
        here = issue.side is Side.TARGET and (start[1], end[1]) == (issue.start, issue.end)
        return issue.fix if here else None

    def _choices(self, issue: Issue, then: Callable[[], None]) -> list[Choice]:
        """Return the reasons for an issue, one key each; ``then`` runs when one was given."""
        number = self.opened.number

        def give(reason: WaiverReason, note: str) -> None:
            self.desk.waive(number, issue, reason, note, self.saved)
            then()

        return reason_choices(issue, self.question.ask, give, self.say)

    def do_ignore(self) -> None:
        """Let the issue that is shown not count here; say why with one key."""
        found = self.issues()
        if not found:
            self.say("No issues.")
            return
        issue = found[max(0, self.opened.issue) % len(found)]
        if not choices(issue):
            self.say(f"{issue.message}: that cannot be ignored.")
            return

        def then() -> None:
            self.opened.issue = -1
            self.refresh_segment()
            self.say(f"Ignored in this segment. {self.keymap.behind('waived')} takes it back.")

        self.question.ask(
            Ask(
                issue.message,
                body=[("It will not count in this segment, whatever becomes of its target.", "en")],
                choices=[
                    Choice("enter", "back to the text", lambda: None),
                    *self._fixes(issue, self.target.text),
                    *self._choices(issue, then),
                ],
                guard=0.15,
            )
        )

    def do_waived(self) -> None:
        """Show what is ignored in this segment; a digit takes it back."""
        number = self.opened.number
        waivers = self.desk.ignored(number)[:9]
        if not waivers:
            self.say("Nothing is ignored in this segment.")
            return

        def taken(waiver: Waiver) -> Callable[[], None]:
            def act() -> None:
                self.keep_draft()
                self.desk.unwaive(number, waiver, self.saved)
                self.refresh_segment()

            return act

        def told(waiver: Waiver) -> str:
            what = waiver.subject if waiver.check == "terminology" else f"{waiver.check}: {waiver.subject}"
            by = " · ".join(part for part in (waiver.told, waiver.author, waiver.at[:10]) if part)
            return f"{what} ({by})"

        self.question.ask(
            Ask(
                "Ignored in this segment:",
                body=[(f"{n} {told(w)}", "en") for n, w in enumerate(waivers, 1)],
                choices=[
                    Choice("enter", "back to the text", lambda: None),
                    *(Choice(str(n), "take it back", taken(w)) for n, w in enumerate(waivers, 1)),
                ],
            )
        )

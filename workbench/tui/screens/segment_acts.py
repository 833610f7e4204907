"""What the commands of the key table do to the open segment: the acting half of the editor screen."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any

from textual.widgets.text_area import Selection

from workbench.model import Origin, Provenance, Side, without_changes
from workbench.tui.screens.acts import NOT_SAVED
from workbench.tui.screens.asking_acts import AskingActs
from workbench.tui.screens.cutting_acts import CUT, CuttingActs
from workbench.tui.screens.delivery_acts import DeliveryActs
from workbench.tui.screens.filling_acts import FillingActs
from workbench.tui.screens.finding_acts import FindingActs
from workbench.tui.screens.glossary_acts import GlossaryActs
from workbench.tui.screens.insert_acts import InsertActs
from workbench.tui.screens.looking_acts import LookingActs
from workbench.tui.screens.panel_lines import LETTERS, distinct
from workbench.tui.screens.quality_acts import QualityActs
from workbench.tui.screens.reason_acts import ReasonActs
from workbench.tui.screens.replacing_acts import ReplacingActs
from workbench.tui.screens.resources_acts import ResourcesActs
from workbench.tui.screens.state_acts import StateActs
from workbench.tui.screens.terminal_acts import TerminalActs
from workbench.tui.screens.text_acts import TextActs
from workbench.tui.screens.typing_acts import TypingActs
from workbench.tui.widgets.question import Ask


class SegmentActs(
    TextActs,
    TypingActs,
    InsertActs,
    CuttingActs,
    AskingActs,
    FillingActs,
    FindingActs,
    GlossaryActs,
    LookingActs,
    ReasonActs,
    ReplacingActs,
    StateActs,
    TerminalActs,
    ResourcesActs,
    DeliveryActs,
    QualityActs,
):
    """The commands. What they act on is laid out and kept by the screen that is made of this."""

    # ------------------------------------------------------------------ the loop

    def do_confirm(self) -> None:
        """Confirm and go to the next open segment; on an empty target take what is best first."""
        self._confirm(stay=False)

    def do_confirm_stay(self) -> None:
        """Confirm and stay."""
        self._confirm(stay=True)

    def _confirm(self, *, stay: bool) -> None:
        text = self.target.text.strip()
        if not text:
            if self.target.ghost:
                text = self.target.ghost
                self.opened.made = self.opened.exact.provenance if self.opened.exact else Provenance(Origin.TM)
            elif self.opened.proposals:
                self.take(self.opened.bright)
                return
            else:
                self.app.bell()
                self.say("Nothing to confirm yet.")
                return
        if self._ask_conflict() or self._stopped(text, stay=stay):
            return
        if self.opened.warned[1]:
            # What stopped it is not true of the next segment.
            self.app.clear_notifications()
        self.undone.clear()
        number = self.opened.number
        self.opened.saved = self.target.text
        self.queue(number, text)
        made = self.came_from()
        self.confirms.append((number, text, made))
        self.desk.drawing()
        self.desk.confirm(number, text, made.origin, "", self.saved, via=made.via, offered=made.offered)
        following = number if stay else self.desk.next_open(number)
        if following == number and not stay:
            self.say("All segments are confirmed.")
        elif following != number and self.desk.segment(following).state.confirmed:
            self.say(f"Segment {following} was changed after it was confirmed: confirm it once more.")
        self.open_segment(following)

    def take(self, at: int) -> None:
        """Put proposal ``at`` (from 0) as a draft."""
        if not 0 <= at < len(self.opened.proposals):
            self.app.bell()
            return
        proposal = self.opened.proposals[at]
        self.came_from()
        self.opened.bright = at
        self.opened.made = proposal.provenance
        self.opened.repairs = proposal.changes
        self.target.put(proposal.text)
        self.came_from()
        if proposal.differs is not None:
            # Marked, so that what is typed replaces it; the caret is where the work is.
            start, end = proposal.differs
            self.target.selection = Selection((0, start), (0, end))
        self.refresh_segment()

    def do_unrepair(self) -> None:
        """Take back the repairs of the proposal taken last, as far as they still stand in the text."""
        text = self.target.text
        before = without_changes(text, self.opened.repairs)
        if before == text:
            self.app.bell()
            self.say("No name was put right here.")
            return
        self.opened.repairs = ()
        self.target.put(before)
        self.refresh_segment()

    def do_brighter_up(self) -> None:
        """Make the proposal above the bright one."""
        self._brighten(max(0, self.opened.bright - 1))

    def do_brighter_down(self) -> None:
        """Make the proposal below the bright one."""
        self._brighten(min(max(0, len(self.opened.proposals) - 1), self.opened.bright + 1))

    def _brighten(self, at: int) -> None:
        self.opened.bright = at
        self.panels["proposals"].renew()
        self.show_ghost()
        self.query_one("#keys").refresh()

    # ------------------------------------------------------------------ moving

    def go(self, number: int) -> None:
        """Go to a segment, the draft of this one kept."""
        number = max(1, min(number, len(self.desk.segments)))
        if number != self.opened.number:
            self.keep_draft()
            self.open_segment(number)

    def do_previous(self) -> None:
        """Go to the segment before."""
        self.go(self.opened.number - 1)

    def do_next(self) -> None:
        """Go to the segment after."""
        self.go(self.opened.number + 1)

    def do_previous_open(self) -> None:
        """Go to the open segment before."""
        self.go(self.desk.next_open(self.opened.number, step=-1))

    def do_next_open(self) -> None:
        """Go to the open segment after."""
        self.go(self.desk.next_open(self.opened.number))

    def do_first(self) -> None:
        """Go to the first segment."""
        self.go(1)

    def do_last(self) -> None:
        """Go to the last segment."""
        self.go(len(self.desk.segments))

    def do_go_to(self) -> None:
        """Ask for a number."""

        def enter(text: str) -> None:
            if text.isdecimal():
                self.go(int(text))
            else:
                self.say(f"{text!r} is no segment number.")

        self.question.ask(Ask(f"Go to segment (1 to {len(self.desk.segments)}):", enter=enter))

    # ------------------------------------------------------------------ undo

    def do_undo(self) -> None:
        """Undo in the text; in untouched text take the last confirm back."""
        self.opened.given = -1
        if self.target.history.undo_stack and not self.target.read_only:
            self.came_from()
            self.target.action_undo()
            self.came_back()
        else:
            self.do_undo_confirm()

    def do_redo(self) -> None:
        """Redo in the text; in untouched text confirm again what was taken back last."""
        history = self.target.history
        here = (self.opened.number, self.target.text.strip())
        # What was edited in a segment can be undone there also after its confirm was taken back: redo first does that again.
        touched = bool(history.undo_stack) and (not self.undone or self.undone[-1][:2] != here)
        if (not self.target.read_only and (history.redo_stack or touched)) or not self.undone:
            self.target.action_redo()
            self.came_back()
            return
        if self.is_locked(self.undone[-1][0]):
            return
        number, text, made = again = self.undone.pop()
        self.keep_draft()
        if any(i.must for i in self.desk.issues(number, text, confirming=True)):
            # A reason was taken back since, or the term decided anew: it is asked for as at any confirm.
            self.open_segment(number)
            self.target.put(text)
            self._confirm(stay=False)
            return
        self.queue(number, text)
        self.confirms.append(again)
        self.desk.confirm(number, text, made.origin, "redo", self.saved, via=made.via, offered=made.offered)
        self.open_segment(self.desk.next_open(number))

    def do_undo_confirm(self) -> None:
        """Take the last confirm, split or join back and go there."""
        self.keep_draft()
        if self.waits_for_cut():
            return
        if self.confirms and self.confirms[-1][1] is CUT:
            self.undo_cut()
            return
        if self.confirms and self.is_locked(self.confirms[-1][0]):
            return
        number = self.desk.undo_confirm(self.saved)
        if number is None:
            self.app.bell()
            self.say("Nothing to take back.")
            return
        # The desk's list is as long as this one; its segment may be the earlier one already or not yet.
        taken = self.confirms.pop()
        text = taken[1]
        self.undone.append(taken)
        self.queue(number, text)
        self.open_segment(number)
        # A segment confirmed twice gets its first target again: the second one stays here, as a draft.
        self.opened.saved = NOT_SAVED
        self.keep_draft()

    def do_unconfirm(self) -> None:
        """Make the confirmed target a draft again."""
        number = self.opened.number
        segment = self.desk.segment(number)
        if not segment.state.confirmed and not self.desk.confirming(number):
            self.say("This segment is not confirmed.")
            return
        self.keep_draft()
        self.queue(number, self.target.text)
        self.desk.unconfirm(number, self.saved)

    # ------------------------------------------------------------------ text

    def do_copy_source(self) -> None:
        """Put the source into the target."""
        self.opened.made = Provenance(Origin.HUMAN)
        self.target.put(self.desk.segment(self.opened.number).source)

    def do_insert_term(self) -> None:
        """Wait for the letter of a term."""
        self.leader = "t"
        self.query_one("#keys").refresh()

    def insert_term_letter(self, letter: str) -> None:
        """Insert the term or the fragment with this letter at the caret."""
        rows, known = distinct(self.desk.terms(self.opened.number)), self.opened.fragments
        at = LETTERS.find(letter) if len(letter) == 1 else -1
        if not 0 <= at < len(rows) + len(known):
            self.app.bell()
            return
        if at < len(rows):
            concept = rows[at].concept
            wanted = self.desk.forms(self.opened.number, self.target.text)
            term = wanted.get(concept.id) or concept.preferred(self.desk.project.target)
        else:
            term = known[at - len(rows)].target
        self.put_apart(term)

    def do_issue(self) -> None:
        """Show the next issue and go to its place."""
        found = self.issues()
        self.end_of_issues(found)
        if not found:
            self.say("No issues here.")
            return
        self.show_issue((self.opened.issue + 1) % len(found))

    def show_issue(self, at: int) -> None:
        """Show an issue, counted from 0, and select its place: Tab puts its fix there, what is typed stands there."""
        self.opened.issue = at
        issue = self.issues()[at]
        if issue.side is Side.TARGET:
            length = len(self.target.text)
            start, end = min(issue.start, length), min(issue.end, length)
            # One about the whole text is no place: a letter typed would take all of it.
            self.target.selection = Selection((0, start if end - start < length else end), (0, end))
        self.panels["issues"].renew()
        self.query_one("#keys").refresh()

    # ------------------------------------------------------------------ the rest

    def do_note(self) -> None:
        """Write a note."""
        number = self.opened.number
        note = self.desk.segment(number).note
        self.question.ask(
            Ask(
                f"Note on segment {number}:",
                enter=lambda text: self.desk.set_note(number, text, self.saved),
                text=note,
            )
        )

    def do_wide(self) -> None:
        """Give the open segment the whole width, or the panels their place back."""
        self.wide = not self.wide
        self.set_class(self.wide, "wide")
        self.call_after_refresh(self.fit)
        self.call_after_refresh(self.show_context)

    def do_save(self) -> None:
        """Save now; it mostly is saved already."""
        if self.target.text == self.opened.saved:
            self.say("Already saved.")
        self.keep_draft()

    def do_help(self) -> Coroutine[Any, Any, None]:
        """Show the keys."""
        from workbench.tui.screens.help import HelpScreen

        async def show() -> None:
            await self.app.push_screen(HelpScreen(self.pen))

        return show()

    def do_home(self) -> Coroutine[Any, Any, None]:
        """Leave to the home screen."""
        self.keep_draft()
        return self.app.go_home()  # type: ignore[attr-defined, no-any-return]

    def do_quit(self) -> Coroutine[Any, Any, None]:
        """Save and quit."""
        return self.app.action_quit()

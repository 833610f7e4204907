"""Writing an entry from its form: checked while it is typed, saved, removed, and what to do when another was there first."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable

from textual.timer import Timer

from workbench.model import Severity, counted
from workbench.tui.screens.concept_draft import ConceptDraft
from workbench.tui.screens.glossary_fields import spoken
from workbench.tui.screens.glossary_menu import EscMenu
from workbench.tui.screens.glossary_messages import GlossaryDraftChecked, GlossaryWritten
from workbench.tui.widgets.panels import Panel
from workbench.tui.widgets.question import Ask, Choice, Question
from workbench.workflow.glossary_browsing import draft_findings, said
from workbench.workflow.glossary_room import GlossaryRoom
from workbench.workflow.glossary_rows import RowAct, RowConflict
from workbench.workflow.pacing import Pace, Stopped

REST = 0.2
"""Seconds without a key after which the entry is checked."""
HELD = 30.0
"""Seconds for which keys wait while the entry is written: longer than a file that another program holds is waited for."""


class ConceptWriting(EscMenu):
    """Knows the draft; what it is shown on is laid out by the form that is made of this."""

    room: GlossaryRoom
    draft: ConceptDraft
    question: Question
    done: Callable[[RowAct | None], None]
    at: int
    saving = False
    error = ""
    findings: list[tuple[Severity, str]]
    _asked = 0
    _check_soon: Timer | None = None
    _held: Timer | None = None
    _quits = False

    def go(self, at: int) -> None:
        """Go to a field."""
        raise NotImplementedError

    def refit(self) -> None:
        """Take the fields the file has."""
        raise NotImplementedError

    def renew(self) -> None:
        """Draw everything anew."""
        raise NotImplementedError

    # ------------------------------------------------------------------ what is wrong with it

    def check(self) -> None:
        """Check the entry in a moment, in a thread."""
        self._asked += 1
        if self._check_soon is not None:
            self._check_soon.stop()
        self._check_soon = self.set_timer(REST, self._check_now)

    def _check_now(self) -> None:
        shelf, asked = self.room.shelf, self._asked
        if shelf is None:
            return
        path, line, cells = self.draft.path, self.draft.line, self.draft.cells()

        def work() -> None:
            pace = Pace(stopped=lambda: asked != self._asked, resting=True)
            with contextlib.suppress(Stopped):
                self.post_message(GlossaryDraftChecked(asked, draft_findings(shelf, path, line, cells, pace.rest)))

        threading.Thread(target=work, name="lint", daemon=True).start()

    def on_glossary_draft_checked(self, message: GlossaryDraftChecked) -> None:
        """Show what was found, unless something was typed since."""
        if message.asked == self._asked:
            self.findings = list(message.findings)
            self.query_one("#form-help", Panel).renew()

    # ------------------------------------------------------------------ writing

    def save(self) -> None:
        """Write the entry, in a thread; the form goes when it is written."""
        missing = self.draft.missing
        if missing:
            self._refuse(f"Nothing is saved without the {missing} form.", missing)
            return
        self._write(self.draft.save())

    def _refuse(self, text: str, column: str) -> None:
        self.app.bell()
        at = next((n for n, f in enumerate(self.draft.fields) if f.label == column), self.at)
        self.error = text
        self.go(at)

    def _write(self, act: Callable[[], RowAct | None]) -> None:
        self.saving, self.error = True, ""
        self.renew()
        # What is typed now is for where one is when it is written: in the list, or here again.
        self.app.hold_keys()  # type: ignore[attr-defined] # the app is a WorkbenchApp
        self._held = self.set_timer(HELD, self._let_keys_go)

        threading.Thread(
            target=GlossaryWritten.after, args=(act, self.post_message), name="glossary row", daemon=True
        ).start()

    def _drop_keys(self) -> str:
        """Drop what was typed while it was written, and say so: it was for the list or the text, not for the form."""
        count = self.app.drop_keys()  # type: ignore[attr-defined] # the app is a WorkbenchApp
        return f" Dropped: {counted(count, 'key')} typed meanwhile." if count else ""

    def _let_keys_go(self) -> None:
        if self._held is not None:
            self._held.stop()
            self._held = None
            self.app.ready()  # type: ignore[attr-defined] # the app is a WorkbenchApp

    def on_glossary_written(self, message: GlossaryWritten) -> None:
        """It is written and the form goes, or it stays with what was typed."""
        self.saving = False
        if isinstance(message.error, RowConflict):
            self._drop_keys()
            self._show_conflict(message.error)
        elif message.error is not None:
            dropped = self._drop_keys()
            self.error = f"NOT SAVED: {said(message.error)}{dropped}"
            self.draft.file_gone()
            self.say(self.error)
            self.refit()
        else:
            if message.act is None:
                self.say("The entry says so already; nothing was changed.")
            elif message.act.merged:
                self.say(f"{message.act.path.name} was changed by another program too; both changes stand in it.")
            self._close(message.act)
        self._let_keys_go()

    def _close(self, act: RowAct | None) -> None:
        self.app.pop_screen()
        self.done(act)
        if self._quits:
            self.app.call_later(self.app.action_quit)

    # ------------------------------------------------------------------ questions

    def _show_conflict(self, conflict: RowConflict) -> None:
        mine = dict(self.draft.values)
        self.draft.take_theirs(conflict.theirs)
        self.error = conflict.message
        body = []
        for column in conflict.columns:
            theirs = (conflict.theirs or {}).get(column, "")
            body += [(f"{column}, yours:", "en"), (mine.get(column, ""), spoken(mine.get(column, "")))]
            body += [(f"{column}, theirs:", "en"), (theirs, spoken(theirs))]
        choices = [Choice("e", "look at both here", lambda: None)]
        if conflict.theirs is not None:
            choices += [
                Choice("m", "write mine over theirs", self.save),
                Choice("t", "keep theirs", lambda: self._close(None)),
            ]
        else:
            body = [("Saving puts it in again as a new entry.", "en")]
        self._ask(Ask(f"NOT SAVED: {conflict.message}", body, choices))
        self.refit()
        self.go(self.at)

    def leave(self, *, quits: bool = False) -> None:
        """Leave the form, or the program; asks when something would be lost."""
        self._quits = quits
        if not self.draft.touched:
            self._close(None)
            return
        choices = [
            Choice("e", "go on editing", lambda: None),
            Choice("s", "save", self.save),
            Choice("x", "leave it unsaved", lambda: self._close(None)),
        ]
        self._ask(Ask(f"{self.draft.title}: what was changed is not saved.", choices=choices))

    def ask_remove(self) -> None:
        """Ask whether the entry goes."""
        entry = self.draft.entry
        if entry is None:
            return
        room = self.room
        choices = [
            Choice("n", "No, keep it", lambda: None),
            Choice(
                "y", "Yes, remove it; Esc u in the list puts it back", lambda: self._write(lambda: room.remove(entry))
            ),
        ]
        title = f"Remove {entry.value(self.room.source)} = {entry.value(self.room.target)} from {entry.place}?"
        self._ask(Ask(title, choices=choices))

    def _ask(self, question: Ask) -> None:
        # A notice would lie over it.
        self.app.clear_notifications()
        self.question.ask(question)

    def say(self, text: str) -> None:
        """Show a notice."""
        self.app.tell(text)  # type: ignore[attr-defined] # the app is a WorkbenchApp

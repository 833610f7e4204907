"""What the commands of the key table do to the open segment: the acting half of the editor screen."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from textual.widgets.text_area import Selection

from workbench.errors import WorkbenchError
from workbench.model import Issue, Origin, Role, Segment, Severity, Side, without_changes
from workbench.tui.open_segment import next_term
from workbench.tui.screens.panel_lines import LETTERS, distinct
from workbench.tui.screens.text_acts import TextActs
from workbench.tui.widgets.panels import Panel
from workbench.tui.widgets.question import Ask, Choice
from workbench.workflow.cutting import find_place
from workbench.workflow.desk import Saved, touched

REASONS = (
    "not this term here",
    "the source means something else",
    "agreed exception",
)
"""Why a term that must be used is not; one key each."""


ROLE_KEYS = (
    ("t", Role.TITLE, "title"),
    ("h", Role.HEADING, "heading"),
    ("b", Role.BODY, "text"),
    ("y", Role.BYLINE, "byline"),
    ("d", Role.DATE, "date"),
    ("r", Role.RELATED, "another article (left out)"),
    ("n", Role.BOILERPLATE, "not of the article (left out)"),
)
"""What a person may say a paragraph is, by key."""
CUT = "\0cut"
"""Stands for the text of a confirm where a split or join was done."""
CUT_MARK = "¦"
NOT_SAVED = "\0not saved"
"""What was saved of a text whose write failed: nothing that could be equal to it."""


class SegmentActs(TextActs):
    """The commands. What they act on is laid out and kept by the screen that is made of this."""

    panels: dict[str, Panel]
    leader: str
    pending: dict[int, tuple[int, str]]
    """Writes under way by segment: how many, and the text."""
    wide: bool
    confirms: list[tuple[int, str, Origin | None]]
    """Confirms of this sitting: segment, text, origin."""
    undone: list[tuple[int, str, Origin | None]]
    """Confirms that were taken back: segment, text, origin. A new confirm forgets them."""

    conflicts: dict[int, tuple[str, str]]
    """Segments somebody else has changed meanwhile: our text and theirs."""

    def open_segment(self, number: int) -> None:
        """Open another segment."""
        raise NotImplementedError

    def keep_draft(self) -> None:
        """Queue the text as a draft if it is newer than what was kept."""
        raise NotImplementedError

    def queue(self, number: int, text: str) -> None:
        """Note that a text is on its way to the disk."""
        raise NotImplementedError

    def saved(self, outcome: Saved) -> None:
        """Take the end of a write, in the writer thread."""
        raise NotImplementedError

    def text_of(self, segment: Segment) -> tuple[str, bool]:
        """Return a segment's newest text and whether it is unconfirmed."""
        raise NotImplementedError

    def issues(self) -> list[Issue]:
        """Return the issues of the text in the editor."""
        raise NotImplementedError

    def refresh_segment(self) -> None:
        """Draw what depends on the open segment."""
        raise NotImplementedError

    def fit(self) -> None:
        """Let heights follow the text."""
        raise NotImplementedError

    def request_machine(self) -> None:
        """Ask machine translation."""
        raise NotImplementedError

    def say(self, text: str, *, bad: bool = False) -> None:
        """Show a notice."""
        raise NotImplementedError

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
                self.opened.origin = Origin.TM
            elif self.opened.proposals:
                self.take(self.opened.bright)
                return
            else:
                self.app.bell()
                self.say("Nothing to confirm yet.")
                return
        if self._ask_conflict() or self._stopped(text, stay=stay):
            return
        self.undone.clear()
        number = self.opened.number
        self.opened.saved = self.target.text
        self.queue(number, text)
        self.confirms.append((number, text, self.opened.origin))
        self.desk.confirm(number, text, self.opened.origin, "", self.saved)
        following = number if stay else self.desk.next_open(number)
        if following == number and not stay:
            self.say("All segments are confirmed.")
        self.open_segment(following)

    def _stopped(self, text: str, *, stay: bool) -> bool:
        """Whether an issue stands in the way: a ``must`` term asks for a reason, another critical one stops once."""
        critical = [
            i for i in self.desk.issues(self.opened.number, text, confirming=True) if i.severity is Severity.CRITICAL
        ]
        must = next((i for i in critical if i.must), None)
        if must is not None:
            self._ask_reason(must, text, stay=stay)
            return True
        messages = frozenset(i.message for i in critical)
        shown_for, shown = self.opened.warned
        if not messages or (shown_for == text and messages <= shown):
            return False
        self.opened.warned = (text, messages)
        self.app.bell()
        self.say(f"{critical[0].message}. Enter again confirms all the same.", bad=True)
        return True

    def _ask_reason(self, issue: Issue, text: str, *, stay: bool) -> None:
        number = self.opened.number

        def waived(reason: str) -> None:
            self.desk.waive(number, issue.concept, reason, self.saved)
            if not self.target.text.strip():
                self.target.put(text)
            self._confirm(stay=stay)

        self.question.ask(
            Ask(
                f"{issue.message}. It must be used: go back and put it in, or say why not.",
                choices=[
                    Choice("enter", "back to the text", self.do_issue),
                    *(
                        Choice(str(n), reason, lambda r=reason: waived(r))  # type: ignore[misc]
                        for n, reason in enumerate(REASONS, 1)
                    ),
                ],
                guard=0.15,
            )
        )

    def do_give(self) -> None:
        """Put the best proposal, complete what is typed, or put the next term; again: the next candidate."""
        text = self.target.text
        at = self.opened.tab_takes(text)
        if at is not None:
            if at < 0:
                self.app.bell()
                return
            self.take(at)
            self.opened.given = at
            self.opened.gifts.append(self.target.text)
            self.query_one("#keys").refresh()
            return
        self.opened.given = -1
        caret = self.target.cursor_location[1]
        found = next_term(text, caret, self.desk.terms(self.opened.number), self.desk.project.target)
        if found is None:
            self.app.bell()
            return
        typed, term = found
        space = "" if typed or caret == 0 or text[caret - 1].isspace() else " "
        self.target.replace(f"{space}{term} ", (0, caret - len(typed)), (0, caret))
        self.target.move_cursor((0, caret - len(typed) + len(space) + len(term) + 1))
        self.opened.gifts.append(self.target.text)

    def do_take_back(self) -> None:
        """Take back what Tab put last; what was typed since stays, and then there is nothing to take back."""
        gifts = self.opened.gifts
        if not gifts or gifts.pop() != self.target.text:
            gifts.clear()
            self.app.bell()
            return
        self.target.action_undo()
        before = self.target.text
        self.opened.given = next((n for n, p in enumerate(self.opened.proposals) if before and p.text == before), -1)

    def take(self, at: int) -> None:
        """Put proposal ``at`` (from 0) as a draft."""
        if not 0 <= at < len(self.opened.proposals):
            self.app.bell()
            return
        proposal = self.opened.proposals[at]
        self.opened.bright = at
        self.opened.origin = proposal.origin
        self.opened.repairs = proposal.changes
        self.target.put(proposal.text)
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
        if self.target.history.undo_stack:
            self.target.action_undo()
        else:
            self.do_undo_confirm()

    def do_redo(self) -> None:
        """Redo in the text; in untouched text confirm again what was taken back last."""
        history = self.target.history
        if history.redo_stack or history.undo_stack or not self.undone:
            self.target.action_redo()
            return
        number, text, origin = again = self.undone.pop()
        self.keep_draft()
        self.queue(number, text)
        self.confirms.append(again)
        self.desk.confirm(number, text, origin, "redo", self.saved)
        self.open_segment(self.desk.next_open(number))

    def do_undo_confirm(self) -> None:
        """Take the last confirm, split or join back and go there."""
        self.keep_draft()
        if self.confirms and self.confirms[-1][1] is CUT:
            self._undo_cut()
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
        if not segment.state.confirmed:
            self.say("This segment is not confirmed.")
            return
        self.keep_draft()
        self.queue(number, self.target.text)
        self.desk.unconfirm(number, self.saved)

    # ------------------------------------------------------------------ text

    def do_copy_source(self) -> None:
        """Put the source into the target."""
        self.opened.origin = Origin.HUMAN
        self.target.put(self.desk.segment(self.opened.number).source)

    def do_insert_term(self) -> None:
        """Wait for the letter of a term."""
        self.leader = "t"
        self.query_one("#keys").refresh()

    def insert_term_letter(self, letter: str) -> None:
        """Insert the term with this letter at the caret."""
        rows = distinct(self.desk.terms(self.opened.number))
        at = LETTERS.find(letter) if len(letter) == 1 else -1
        if not 0 <= at < len(rows):
            self.app.bell()
            return
        term = rows[at].concept.preferred(self.desk.project.target)
        text, caret = self.target.text, self.target.cursor_location[1]
        space = "" if caret == 0 or text[caret - 1].isspace() else " "
        self.target.insert_at_caret(f"{space}{term}")

    def do_issue(self) -> None:
        """Show the next issue and go to its place."""
        found = self.issues()
        if not found:
            self.say("No issues.")
            return
        self.opened.issue = (self.opened.issue + 1) % len(found)
        issue = found[self.opened.issue]
        if issue.side is Side.TARGET:
            self.target.move_cursor((0, min(issue.end, len(self.target.text))))
        self.panels["issues"].renew()

    # ------------------------------------------------------------------ the rest

    def do_machine(self) -> None:
        """Ask machine translation for this segment; the first time ask whether the text may be sent."""
        refused = [e for e in self.desk.engines if not e.allowed]
        if refused and not any(e.allowed for e in self.desk.engines):
            engine = refused[0]
            if self.desk.project.confidential or "off for this project" not in engine.reason:
                self.say(engine.reason)
                return
            self._ask_consent(engine.id, engine.title, engine.host)
            return
        self.request_machine()

    def _ask_consent(self, engine: str, title: str, host: str) -> None:
        number = self.opened.number

        def allow() -> None:
            self.desk.allow_engine(engine, True)
            self.request_machine()
            self.refresh_segment()

        self.question.ask(
            Ask(
                f"Send text of project {self.desk.project.name} to {title} ({host})? It leaves this computer.",
                body=[
                    ("This exact text would be sent now:", "en"),
                    (self.desk.sample_for_consent(number), self.desk.project.source),
                    ("What the service keeps is not known. Everything sent is logged in your own folder.", "en"),
                ],
                choices=[
                    Choice("n", "No, keep it here", lambda: None),
                    Choice("y", "Yes, for this project", allow),
                ],
                guard=0.3,
            )
        )

    def do_split(self) -> None:
        """Ask where to split the segment: a place by its digit, or the word the second part begins with."""
        number, source = self.opened.number, self.desk.project.source
        segment = self.desk.segment(number)
        offered = self.desk.places(number)[:9]
        body = []
        for n, place in enumerate(offered, 1):
            before, behind = segment.text[: place.offset].split()[-3:], segment.text[place.offset :].split()[:3]
            body.append((f"{n}.  … {' '.join(before)} {CUT_MARK} {' '.join(behind)} …", source))

        def enter(answer: str) -> None:
            alike = 1
            if answer.isdecimal() and 1 <= int(answer) <= len(offered):
                at = offered[int(answer) - 1].offset
            else:
                try:
                    at, alike = find_place(segment, answer, offered)
                except WorkbenchError as e:
                    self.say(f"{e.message} {e.hint}")
                    return
            if self._cut(lambda: self.desk.split(number, at), number, 1) and alike > 1:
                before, behind = segment.text[:at].split()[-3:], segment.text[at:].split()[:3]
                shown = f"{' '.join(before)} {CUT_MARK} {' '.join(behind)}"
                self.say(f"{alike} places begin so. Split here, Ctrl+Z takes it back: {shown}")

        self.question.ask(Ask("Split: number of a place, or the word the second part begins with", body, enter=enter))

    def do_join(self) -> None:
        """Join the segment with the next one."""
        number = self.opened.number
        if not self._cut(lambda: self.desk.join(number), number, -1):
            return
        if self.desk.joint:
            self.say(f"Joined. {self.desk.joint}")
        if self.desk.abbreviation:
            self.say(f"Joined. Esc y a: {self.desk.abbreviation} never ends a sentence in this project.")

    def do_abbreviation(self) -> None:
        """Keep the word before the last joint as an abbreviation."""
        word = self.desk.abbreviation
        if not word:
            self.say("This is for right behind a join (Esc j), when a short word with a stop stands before it.")
            return
        try:
            self.desk.add_abbreviation(word)
        except WorkbenchError as e:
            self.say(f"{e.message} {e.hint}", bad=True)
            return
        self.say(f"{word} never ends a sentence in what you import into this project from now on.")

    def do_role(self) -> None:
        """Ask what the paragraph of the open segment is."""
        number = self.opened.number
        segment = self.desk.segment(number)

        def choice(key: str, role: Role, label: str) -> Choice:
            return Choice(key, label, lambda: self._set_role(number, role))

        now = "is translated" if segment.translate else "is left out"
        self.question.ask(
            Ask(
                f"What is this paragraph? So far: {segment.role.value}, it {now}.",
                [(segment.source, self.desk.project.source)],
                [
                    Choice("enter", "leave it", lambda: None),
                    *(choice(key, role, label) for key, role, label in ROLE_KEYS),
                ],
            )
        )

    def _set_role(self, number: int, role: Role) -> None:
        self.keep_draft()
        try:
            changed = self.desk.set_role(number, role)
        except WorkbenchError as e:
            self.say(f"{e.message} {e.hint}", bad=True)
            return
        self._renumber(changed.last, changed.added, ())
        self.open_segment(number)

    def do_skip(self) -> None:
        """Leave the open segment out, or translate it after all."""
        number = self.opened.number
        translate = not self.desk.segment(number).translate
        self.keep_draft()
        try:
            self.desk.set_translate(number, translate=translate)
        except WorkbenchError as e:
            self.say(f"{e.message} {e.hint}")
            return
        self.pending.clear()
        self.open_segment(number)
        self.say(f"Segment {number} is {'translated' if translate else 'left out of the translation'}.")

    def _cut(self, act: Callable[[], None], number: int, by: int) -> bool:
        """Split or join at once: what is typed is written before, and numbers behind change. False when refused."""
        self.keep_draft()
        try:
            act()
        except WorkbenchError as e:
            self.app.bell()
            self.say(f"{e.message} {e.hint}")
            return False
        self._renumber(number, by, touched(number, by))
        self.confirms.append((number, CUT, None))
        self.open_segment(number)
        return True

    def _undo_cut(self) -> None:
        before = len(self.desk.segments)
        try:
            number = self.desk.undo_cut()
        except WorkbenchError as e:
            self.say(f"{e.message} {e.hint}", bad=True)
            return
        self.confirms.pop()
        if number is not None:
            by = len(self.desk.segments) - before
            self._renumber(number, by, touched(number, by))
            self.open_segment(number)

    def _renumber(self, number: int, by: int, gone: tuple[int, ...]) -> None:
        """Let what is known by number follow: nothing is on its way to the disk now."""
        self.pending.clear()
        self.undone.clear()
        self.confirms = [
            (n + by if n > number else n, text, origin) for n, text, origin in self.confirms if n not in gone
        ]
        self.conflicts = {n + by if n > number else n: c for n, c in self.conflicts.items() if n not in gone}

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

    def do_details(self) -> None:
        """Show the bright proposal whole."""
        if not self.opened.proposals:
            self.app.bell()
            return
        p = self.opened.proposals[self.opened.bright]
        body = [(f"{p.label}  {p.detail}", "en"), (p.text, self.desk.project.target)]
        for change in p.changes:
            body += [
                ("put right:", "en"),
                (change.old, self.desk.project.target),
                (change.new, self.desk.project.target),
            ]
        if p.match is not None:
            body.append((p.match.unit.source, self.desk.project.source))
        self.question.ask(Ask(f"Proposal {self.opened.bright + 1}", body, [Choice("enter", "back", lambda: None)]))

    def do_wide(self) -> None:
        """Give the open segment the whole width, or the panels their place back."""
        self.wide = not self.wide
        self.set_class(self.wide, "wide")
        self.call_after_refresh(self.fit)

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

    def show_conflict(self, saved: Saved, mine: str) -> None:
        """Somebody else has changed the segment. Say so, take no key from who is typing, and ask at the next Enter there."""
        assert saved.result is not None  # noqa: S101 - a conflict has a result
        number = saved.number
        if number == self.opened.number:
            # What stands in the editor is kept as a draft on top of theirs.
            mine, self.opened.saved = self.target.text, NOT_SAVED
        self.conflicts[number] = (mine, saved.result.segment.current)
        self.say(f"Segment {number} was changed by somebody else. Both versions are kept; Enter there asks.", bad=True)

    def _ask_conflict(self) -> bool:
        """Ask which version of the open segment stays; False when nobody else has changed it."""
        mine, theirs = self.conflicts.pop(self.opened.number, ("", ""))
        text = self.target.text
        mine = mine if text.strip() in ("", theirs) else text
        if not theirs or mine == theirs:
            return False
        language = self.desk.project.target
        self.app.clear_notifications()
        self.question.ask(
            Ask(
                f"Segment {self.opened.number} was changed by somebody else. Both versions are in its history.",
                [("yours:", "en"), (mine, language), ("theirs:", "en"), (theirs, language)],
                [
                    Choice("enter", "keep yours", lambda: self.target.put(mine)),
                    Choice("t", "take theirs", lambda: self.target.put(theirs)),
                ],
                guard=0.15,
            )
        )
        return True

    def _offer_rescued(self) -> None:
        """Show texts that could not be saved in an earlier sitting."""
        here = [r for r in self.desk.rescued if r.get("document") == self.desk.document.slug]
        if not here:
            return
        entry = here[-1]

        def put() -> None:
            self.go(int(entry.get("segment", 1)))
            self.target.put(str(entry.get("text", "")))
            self.desk.forget_rescued()

        self.question.ask(
            Ask(
                f"A text of segment {entry.get('segment')} could not be saved last time:",
                [(str(entry.get("text", "")), self.desk.project.target)],
                [
                    Choice("enter", "put it into the editor", put),
                    Choice("x", "forget it", self.desk.forget_rescued),
                ],
            )
        )

"""What is shown whole before somebody answers: text to be sent, two versions of a segment, a rescued text, a proposal."""

from __future__ import annotations

import contextlib
from typing import Any

from workbench.errors import WorkbenchError
from workbench.model import State
from workbench.tui.screens.acts import NOT_SAVED, Acts
from workbench.tui.widgets.question import Ask, Choice
from workbench.workflow.consents import WHAT
from workbench.workflow.desk_writing import Saved
from workbench.workflow.machine import EngineInfo

GUARD = 0.3
"""Seconds in which a question about sending text takes no key: what was typed ahead answers nothing."""
LONG, EXCERPT = 300, 160
"""Characters from which two versions are first shown where they differ, and how many of each."""


def where_they_differ(mine: str, theirs: str) -> tuple[str, str]:
    """Return the beginning of what differs in two texts, from the word in which it does."""
    pairs = enumerate(zip(mine, theirs, strict=False))
    same = next((n for n, (a, b) in pairs if a != b), min(len(mine), len(theirs)))
    start = max(0, mine.rfind(" ", 0, same)) if same else 0
    lead = "… " if start else ""

    def excerpt(text: str) -> str:
        part = text[start : start + EXCERPT].strip()
        return f"{lead}{part}{' …' if start + EXCERPT < len(text) else ''}"

    return excerpt(mine), excerpt(theirs)


class AskingActs(Acts):
    """The commands and questions."""

    def do_machine(self) -> None:
        """Ask machine translation for this segment; an engine nobody has decided about is asked about first.

        Once each: a no is kept, and asked about again only where no engine at all may be asked.
        """
        engines = self.desk.engines
        open_ = [e for e in engines if e.may_be_allowed and not e.refused]
        allowed = any(e.allowed for e in engines)
        if not open_ and not allowed:
            open_ = [e for e in engines if e.may_be_allowed]
        if open_:
            self._ask_consent(open_[0])
        elif allowed:
            self._request()
        else:
            self.say(engines[0].reason if engines else "No engine is named in the settings (mt_engines).")

    def _request(self) -> None:
        """Ask all engines but those the person has said no to; the others say why they cannot be asked."""
        self.request_machine([e.id for e in self.desk.engines if not e.refused])

    def _ask_consent(self, engine: EngineInfo) -> None:
        number = self.opened.number

        def decide(yes: bool) -> None:
            try:
                self.desk.allow_engine(engine.id, yes)
            except WorkbenchError as e:
                self.say(str(e), bad=True)
                return
            if any(e.allowed for e in self.desk.engines):
                self._request()
            self.refresh_segment()

        more = [WHAT[word] for word in engine.sends if word != "text"]
        self.question.ask(
            Ask(
                f"Send text of project {self.desk.project.name} to {engine.title}?",
                body=[
                    (f"It leaves this computer, for {engine.host}. This exact text would be sent now:", "en"),
                    (self.desk.sample_for_consent(number), self.desk.project.source),
                    *((f"Sent with it: {words}.", "en") for words in more),
                    ("What the service keeps is not known. Everything sent is logged in your own folder.", "en"),
                ],
                choices=[
                    Choice("enter", "not now", lambda: None),
                    Choice("n", "no, not for this project", lambda: decide(False)),
                    Choice("y", "yes, for this project", lambda: decide(True), whole=True),
                ],
                guard=GUARD,
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

    def show_conflict(self, saved: Saved, mine: str) -> None:
        """Somebody else has changed the segment. Say so, take no key from who is typing, and ask at the next Enter there."""
        assert saved.result is not None  # noqa: S101 - a conflict has a result
        number = saved.number
        if saved.result.segment.state is State.FINAL:
            self.locked_elsewhere(number, mine)
            return
        if number == self.opened.number:
            # What stands in the editor is kept as a draft on top of theirs.
            mine, self.opened.saved = self.target.text, NOT_SAVED
        self.conflicts[number] = (mine, saved.result.segment.current)
        asks = f"{self.keymap.first_key('confirm')} there asks"
        self.say(f"Segment {number} was changed by somebody else. Both versions are kept; {asks}.", bad=True)

    def _ask_conflict(self) -> bool:
        """Ask which version of the open segment stays; False when nobody else has changed it."""
        mine, theirs = self.conflicts.pop(self.opened.number, ("", ""))
        text, number = self.target.text, self.opened.number
        mine = mine if text.strip() in ("", theirs) else text
        if not theirs or mine == theirs:
            return False
        language = self.desk.project.target
        body = [("yours:", "en"), (mine, language), ("theirs:", "en"), (theirs, language)]
        if max(len(mine), len(theirs)) > LONG:
            first, second = where_they_differ(mine, theirs)
            body = [
                *(("where they differ, yours:", "en"), (first, language), ("theirs:", "en"), (second, language)),
                *(("yours, whole:", "en"), (mine, language), ("theirs, whole:", "en"), (theirs, language)),
            ]
        self.question.ask(
            Ask(
                f"Segment {self.opened.number} was changed by somebody else. Both versions are in its history.",
                body,
                [
                    Choice("enter", "keep yours", lambda: self.target.put(mine)),
                    Choice("t", "take theirs", lambda: self._take_theirs(number, theirs), whole=True),
                ],
                guard=0.15,
            )
        )
        return True

    def _take_theirs(self, number: int, theirs: str) -> None:
        self.target.put(theirs)
        self.opened.made = self.desk.segment(number).provenance

    def _offer_rescued(self) -> None:
        """Show texts that could not be saved in an earlier sitting, one after the other."""
        self._offer_next([*self.desk.rescued])

    def _offer_next(self, entries: list[dict[str, Any]]) -> None:
        if not entries:
            self.desk.forget_rescued()
            return
        entry, rest = entries[0], entries[1:]
        number, text, kind = int(entry.get("segment", 1)), str(entry.get("text", "")), str(entry.get("act", "text"))

        def put() -> None:
            self.go(number)
            if kind == "note":
                self.desk.set_note(self.opened.number, text, self.saved)
            elif kind == "comment":
                self.desk.add_comment(self.opened.number, text, self._comment_told)
            else:
                self.target.put(text)
            self._offer_next(rest)

        what, take = {
            "note": ("A note on", "keep it as the note"),
            "comment": ("A comment on", "say it"),
        }.get(kind, ("A text of", "put it into the editor"))
        more = f" ({len(rest)} more)" if rest else ""
        self.question.ask(
            Ask(
                f"{what} segment {number} could not be saved last time{more}:",
                [(text, self.desk.project.target)],
                [Choice("enter", take, put), Choice("x", "forget it", lambda: self._offer_next(rest))],
            )
        )

    def _comment_told(self, error: WorkbenchError | None) -> None:
        # The screen may be gone already: what was written is written.
        with contextlib.suppress(RuntimeError):
            self.app.call_later(self._comment_ended, error)

    def _comment_ended(self, error: WorkbenchError | None) -> None:
        if error is not None:
            self.say(f"NOT SAVED: {error}", bad=True)
        self.comments_changed()

"""Commands that change what a segment is: split and join, the role of its paragraph, whether it is translated."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from workbench.errors import UsageError, WorkbenchError
from workbench.model import Provenance, Role, State
from workbench.tui.messages import DeskRecut
from workbench.tui.open_segment import OpenSegment
from workbench.tui.screens.acts import Acts
from workbench.tui.screens.holding import Holding
from workbench.tui.screens.splitting import split_ask
from workbench.tui.widgets.question import Ask, Choice
from workbench.workflow.desk_cutting import Recut, touched
from workbench.workflow.document_segments import DocumentSegments

ROLE_KEYS = (
    ("t", Role.TITLE, "title"),
    ("h", Role.HEADING, "heading"),
    ("x", Role.BODY, "text"),
    ("y", Role.BYLINE, "byline"),
    ("d", Role.DATE, "date"),
    ("r", Role.RELATED, "another article (left out)"),
    ("n", Role.BOILERPLATE, "not of the article (left out)"),
)
"""What a person may say a paragraph is, by key."""
CUT = "\0cut"
"""Stands for the text of a confirm where a split or join was done."""


class CuttingActs(Holding, Acts):
    """The commands. They are written as everything else is; keys wait for them, but not for long."""

    _cut_then: tuple[int, int] = (0, 0)
    """How many confirms stood before the change under way, and the id of the segment it was asked for in."""
    _split_said: str = ""
    """What is told once a segment is split."""

    def do_split(self) -> None:
        """Ask where to split the segment: a place by its digit, or the word the second part begins with."""
        number = self.opened.number

        def split(at: int, said: str) -> None:
            self._split_said = said
            # What is typed meanwhile is the first part's, as what was typed before.
            self._change(lambda: self.desk.split(number, at, self.recut), number, ())

        self.question.ask(
            split_ask(
                self.desk.segment(number),
                self.desk.places(number),
                self.desk.project.source,
                split,
                self.say,
                self.keymap.first_key("undo"),
            )
        )

    def do_join(self) -> None:
        """Join the segment with the next one."""
        number = self.opened.number
        self._change(lambda: self.desk.join(number, self.recut), number, touched(number, -1))

    def do_abbreviation(self) -> None:
        """Keep the word before the last joint as an abbreviation."""
        word = self.desk.abbreviation
        if not word:
            join = self.keymap.behind("join")
            self.say(f"This is for right behind a join ({join}), when a short word with a stop stands before it.")
            return
        try:
            self.desk.add_abbreviation(word)
        except WorkbenchError as e:
            self.say(str(e), bad=True)
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
        self._change(lambda: self.desk.set_role(number, role, self.recut), number, (number,))

    def do_skip(self) -> None:
        """Leave the open segment out, or translate it after all."""
        number = self.opened.number
        translate = not self.desk.segment(number).translate
        self._change(lambda: self.desk.set_translate(number, self.recut, translate=translate), number, ())

    def undo_cut(self) -> None:
        """Take the last split or join back."""
        number = self.confirms[-1][0]
        self._change(lambda: self.desk.undo_cut(self.recut), number, touched(number, -1))

    def waits_for_cut(self) -> bool:
        """Whether the segments are about to be others; if so, say that the command has to wait."""
        if self.desk.recutting:
            self.app.bell()
            self.say("A split or join waits: another program is writing. Try again in a moment.")
        return self.desk.recutting

    def _change(self, act: Callable[[], object], number: int, waiting: tuple[int, ...]) -> None:
        """Ask for a change of what the segments are; what is typed is written before.

        Nothing can be typed into ``waiting`` until it is written.
        """
        if self.waits_for_cut():
            return
        self.keep_draft()
        self._cut_then = len(self.confirms), self.desk.segment(number).id
        try:
            act()
        except WorkbenchError as e:
            self.app.bell()
            self.say(self.keymap.told(e))
            return
        if not self.desk.recutting:
            return
        last = len(self.desk.segments)
        self.settling |= {self.desk.segment(n).id for n in waiting if n <= last}
        self.target.read_only = self.target.read_only or self.opened.id in self.settling
        self.hold(
            lambda: self.say(
                f"Segment {number} waits: another program is writing, or the text is long. It is done by itself."
            )
        )

    def recut(self, outcome: Recut) -> None:
        """Hand what became of it from the writer thread to the screen."""
        # The screen may be gone already: what was written is written.
        with contextlib.suppress(RuntimeError):
            self.post_message(DeskRecut(outcome))

    def on_desk_recut(self, message: DeskRecut) -> None:
        """The segments are others now, or it was refused."""
        recut = message.recut
        (then, asked_in), self._cut_then = self._cut_then, (0, 0)
        self.keep_draft()
        here, caret = self.opened, self.target.selection
        self.desk.settle(recut)
        self.settling.clear()
        if recut.error is not None:
            self.app.bell()
            self.say(self.keymap.told(recut.error), bad=recut.act in ("undo", "role"))
            if recut.act == "undo" and isinstance(recut.error, UsageError):
                # Never any more: the acts before it can be taken back.
                del self.confirms[then - 1]
            self.target.read_only = self.desk.read_only or self.desk.segment(here.number).state is State.FINAL
        else:
            self._renumber(recut, then)
            stayed = here.id == asked_in
            self.open_segment(recut.number if stayed else next_to(self.desk.segments, here))
            if not stayed:
                self.target.selection = caret
            elif recut.act == "join" and recut.cut is not None and not recut.cut.before[-1].current.strip():
                # What is typed on is the translation of the part that had none.
                self.give_space()
            self._tell_recut(recut)
        self.let_go()

    def _tell_recut(self, recut: Recut) -> None:
        if recut.act == "split" and self._split_said:
            self.say(self._split_said)
        if recut.act == "translate":
            translated = self.desk.segment(recut.number).translate
            self.say(f"Segment {recut.number} is {'translated' if translated else 'left out of the translation'}.")
        if recut.act == "join" and self.desk.joint:
            self.say(f"Joined. {self.desk.joint}")
        if recut.act == "join" and self.desk.abbreviation:
            key = self.keymap.behind("abbreviation")
            self.say(f"Joined. {key}: {self.desk.abbreviation} never ends a sentence in this project.")

    def _renumber(self, recut: Recut, then: int) -> None:
        """Let what is known by number follow. ``then`` is how many confirms stood before it was asked for."""
        by, last, gone = recut.by, recut.last, recut.gone

        def moved(number: int) -> int:
            return number + by if number > last else number

        if self.opened.number in gone:
            # Undo takes the cut back before what was typed into the segment it was done to.
            self.target.history.clear()
        if recut.act == "undo":
            then -= 1
            del self.confirms[then]
        kept = [c for c in self.confirms[:then] if c[0] not in gone]
        if recut.cut is not None:
            kept.append((recut.number, CUT, Provenance()))
        self.confirms[:] = [(moved(n), text, made) for n, text, made in (*kept, *self.confirms[then:])]
        # A text of a part that is no more was written before it went.
        ended = range(last + 1, last + 1 - by)
        self.pending = {moved(n): p for n, p in self.pending.items() if n not in ended}
        self.undone.clear()
        self.conflicts = {moved(n): c for n, c in self.conflicts.items() if n not in gone}
        number, turned = recut.number, self.directions.get(recut.number)
        self.directions = {moved(n): d for n, d in self.directions.items() if n not in gone}
        if gone and turned is not None:
            # Both halves of a segment that was split, and what was joined to one, run as it did.
            self.directions |= dict.fromkeys(range(number, number + max(1, by + 1)), turned)


def next_to(segments: DocumentSegments, opened: OpenSegment) -> int:
    """Return the number of a segment that was open, or of the one before it where it is no more."""
    at = segments.place_of(opened.id, opened.number - 1)
    return at + 1 if at is not None else max(1, min(opened.number - 1, len(segments)))

"""Commands that change what a segment is: split and join, the role of its paragraph, whether it is translated."""

from __future__ import annotations

from collections.abc import Callable

from workbench.errors import UsageError, WorkbenchError
from workbench.model import Provenance, Role
from workbench.tui.screens.acts import Acts
from workbench.tui.screens.splitting import split_ask
from workbench.tui.widgets.question import Ask, Choice
from workbench.workflow.desk_cutting import touched

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


class CuttingActs(Acts):
    """The commands."""

    def do_split(self) -> None:
        """Ask where to split the segment: a place by its digit, or the word the second part begins with."""
        number = self.opened.number
        self.question.ask(
            split_ask(
                self.desk.segment(number),
                self.desk.places(number),
                self.desk.project.source,
                lambda at: self._cut(lambda: self.desk.split(number, at), number, 1),
                self.say,
                self.keymap.first_key("undo"),
            )
        )

    def do_join(self) -> None:
        """Join the segment with the next one."""
        number = self.opened.number
        if not self._cut(lambda: self.desk.join(number), number, -1):
            return
        if self.desk.joint:
            self.say(f"Joined. {self.desk.joint}")
        if self.desk.abbreviation:
            key = self.keymap.behind("abbreviation")
            self.say(f"Joined. {key}: {self.desk.abbreviation} never ends a sentence in this project.")

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
        self.keep_draft()
        try:
            changed = self.desk.set_role(number, role)
        except WorkbenchError as e:
            self.say(str(e), bad=True)
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
            self.say(str(e))
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
            self.say(str(e))
            return False
        self._renumber(number, by, touched(number, by))
        self.confirms.append((number, CUT, Provenance()))
        self.open_segment(number)
        return True

    def _undo_cut(self) -> None:
        before = len(self.desk.segments)
        try:
            number = self.desk.undo_cut()
        except UsageError as e:
            # Never any more: the acts before it can be taken back.
            self.confirms.pop()
            self.say(str(e), bad=True)
            return
        except WorkbenchError as e:
            self.say(str(e), bad=True)
            return
        self.confirms.pop()
        if number is not None:
            by = len(self.desk.segments) - before
            self._renumber(number, by, touched(number, by))
            self.open_segment(number)

    def _renumber(self, number: int, by: int, gone: tuple[int, ...]) -> None:
        """Let what is known by number follow: nothing is on its way to the disk now."""
        if self.opened.number in gone:
            # Undo takes the cut back before what was typed into the segment it was done to.
            self.target.history.clear()
        self.pending.clear()
        self.undone.clear()
        self.confirms = [(n + by if n > number else n, text, made) for n, text, made in self.confirms if n not in gone]
        self.conflicts = {n + by if n > number else n: c for n, c in self.conflicts.items() if n not in gone}
        turned = self.directions.get(number)
        self.directions = {n + by if n > number else n: d for n, d in self.directions.items() if n not in gone}
        if gone and turned is not None:
            # Both halves of a segment that was split, and what was joined to one, run as it did.
            self.directions |= dict.fromkeys(range(number, number + max(1, by + 1)), turned)

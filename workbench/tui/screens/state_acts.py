"""Commands on what a confirmed segment is besides: reviewed, locked; and on what people say of it to each other."""

from __future__ import annotations

from workbench.model import Segment, State
from workbench.tui.marks import Glyphs
from workbench.tui.screens.acts import Acts
from workbench.tui.screens.holding import Holding
from workbench.workflow.desk_writing import Saved

STATES_CHANGED = ("review", "lock", "unlock")
"""How these writes are called when they end."""


class StateActs(Holding, Acts):
    """The commands. What is written decides, and is told when it is."""

    glyphs: Glyphs

    @property
    def locked(self) -> bool:
        """Whether the open segment is locked."""
        return self.desk.segment(self.opened.number).state is State.FINAL

    def is_locked(self, number: int) -> bool:
        """Whether a segment is locked; if so, say how it is unlocked."""
        segment = self.desk.segment(number)
        if segment.id in self.settling:
            self.app.bell()
            self.say(f"Segment {number} waits for what is being written. Others can be worked on.")
            return True
        if segment.state is not State.FINAL:
            return False
        self.app.bell()
        key = self.keymap.first_key("lock")
        self.say(f"Segment {number} is locked. {key} there unlocks it; {self.keymap.first_key('next')} goes on.")
        return True

    def do_review(self) -> None:
        """Mark the confirmed segment as reviewed; again: only confirmed."""
        self.keep_draft()
        self.desk.turn_reviewed(self.opened.number, self.saved)

    def do_lock(self) -> None:
        """Lock the confirmed segment; again: unlock it."""
        number, locked = self.opened.number, self.locked
        self.keep_draft()
        # What is typed behind it is for what it is then.
        self.settling.add(self.opened.id)
        self.target.read_only = True
        self.hold(lambda: self.say(f"Segment {number} waits: another program is writing. Others can be worked on."))
        self.desk.set_locked(number, self.saved, locked=not locked)

    def state_changed(self, saved: Saved) -> None:
        """A segment is reviewed, locked or neither any more, or it was refused; the caret stays where it is."""
        self.settling.discard(saved.segment)
        if saved.error is not None and not saved.lost:
            self.app.bell()
            self.say(self.keymap.told(saved.error))
        elif saved.result is not None:
            self.say(self._now(saved.number, saved.act, saved.result.segment))
        if saved.segment == self.opened.id:
            self.target.read_only = self.locked
            if self.target.text == self.opened.saved:
                caret = self.target.selection
                self.open_segment(self.opened.number)
                self.target.selection = caret
        self.let_go()

    def _now(self, number: int, act: str, segment: Segment) -> str:
        reviewed = segment.state is State.REVIEWED
        if act == "review":
            return f"Segment {number} is {'reviewed' if reviewed else 'confirmed, no longer reviewed'}."
        if act == "unlock":
            return f"Segment {number} is unlocked: {'reviewed' if reviewed else 'confirmed'}, as it was."
        return f"Segment {number} is locked: nothing changes it. {self.keymap.first_key('lock')} unlocks it."

    def locked_elsewhere(self, number: int, mine: str) -> None:
        """Somebody has locked a segment while it was worked on here: their text stays, ours is in the history."""
        newest = self.target.text if number == self.opened.number else mine
        # Typed behind what the history has: too late to be kept there.
        late = newest not in (mine, self.desk.segment(number).target)
        history = self.keymap.behind("history")
        self.say(
            f"Segment {number} was locked by somebody else. Your text is in its history ({history})"
            f"{'; with what you typed last it was copied.' if late else '.'}",
            bad=True,
        )
        if late:
            self.app.copy_to_clipboard(newest)
        if number == self.opened.number:
            self.open_segment(number)

    async def do_comment(self) -> None:
        """Show what was said of the segment; say something, mark it as done."""
        from workbench.tui.screens.comments import CommentsScreen

        self.keep_draft()
        await self.app.push_screen(
            CommentsScreen(self.pen, self.glyphs, self.desk, self.opened.number, self.comments_changed)
        )

"""Commands on what a confirmed segment is besides: reviewed, locked; and on what people say of it to each other."""

from __future__ import annotations

from collections.abc import Callable

from workbench.errors import WorkbenchError
from workbench.model import Segment, State
from workbench.tui.marks import Glyphs
from workbench.tui.screens.acts import Acts


class StateActs(Acts):
    """The commands."""

    glyphs: Glyphs

    @property
    def locked(self) -> bool:
        """Whether the open segment is locked."""
        return self.desk.segment(self.opened.number).state is State.FINAL

    def is_locked(self, number: int) -> bool:
        """Whether a segment is locked; if so, say how it is unlocked."""
        if self.desk.segment(number).state is not State.FINAL:
            return False
        self.app.bell()
        key = self.keymap.first_key("lock")
        self.say(f"Segment {number} is locked. {key} there unlocks it; {self.keymap.first_key('next')} goes on.")
        return True

    def do_review(self) -> None:
        """Mark the confirmed segment as reviewed; again: only confirmed."""
        number = self.opened.number
        reviewed = self.desk.segment(number).state is State.REVIEWED
        if self._changed(lambda: self.desk.set_reviewed(number, reviewed=not reviewed)):
            self.say(f"Segment {number} is {'confirmed, no longer reviewed' if reviewed else 'reviewed'}.")

    def do_lock(self) -> None:
        """Lock the confirmed segment; again: unlock it."""
        number, locked = self.opened.number, self.locked
        if self._changed(lambda: self.desk.set_locked(number, locked=not locked)):
            now = self.desk.segment(number).state
            self.say(
                f"Segment {number} is unlocked: {'reviewed' if now is State.REVIEWED else 'confirmed'}, as it was."
                if locked
                else f"Segment {number} is locked: nothing changes it. {self.keymap.first_key('lock')} unlocks it."
            )

    def _changed(self, act: Callable[[], Segment]) -> bool:
        """Do it at once, what is typed written before; the caret stays. False when it was refused."""
        self.keep_draft()
        try:
            act()
        except WorkbenchError as e:
            self.app.bell()
            self.say(str(e))
            return False
        self.pending.pop(self.opened.number, None)
        caret = self.target.selection
        self.open_segment(self.opened.number)
        self.target.selection = caret
        return True

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

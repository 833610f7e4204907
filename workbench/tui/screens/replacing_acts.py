"""The command that finds and replaces, and takes it back as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.model import Undone, counted
from workbench.tui.marks import Glyphs
from workbench.tui.screens.acts import Acts

if TYPE_CHECKING:
    from workbench.workflow.replacing import Done


class ReplacingActs(Acts):
    """The command."""

    glyphs: Glyphs

    async def do_replace(self) -> None:
        """Ask for words, show what would be replaced, and do it; or take the last replacement back."""
        # Loaded when it is wanted: the first paint does not wait for it.
        from workbench.tui.screens.replace import ReplaceScreen

        self.keep_draft()
        await self.app.push_screen(
            ReplaceScreen(self.pen, self.glyphs, self.desk, self._replaced, self._replacing_undone)
        )

    def _replaced(self, done: Done) -> None:
        self.desk.take_over()
        self.open_segment(self.opened.number)
        left = f" {len(done.left)} were changed meanwhile and stay as they are." if done.left else ""
        back = f" Taken back by: {self.keymap.behind('replace')}, Esc, z." if done.batch else ""
        self.say(f"Replaced in {counted(len(done.done), 'segment')}.{left}{back}")

    def _replacing_undone(self, undone: Undone) -> None:
        kept = f" {undone.kept} were changed since and stay." if undone.kept else ""
        self.desk.take_over()
        self.open_segment(self.opened.number)
        self.say(f"Taken back: {counted(undone.taken, 'segment')}, as before.{kept}")

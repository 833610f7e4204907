"""The command that shows memories, engines and glossaries; the open article goes by what was chosen at once."""

from __future__ import annotations

import contextlib
import threading

from textual.message import Message

from workbench.errors import WorkbenchError
from workbench.tui.marks import Glyphs
from workbench.tui.screens.acts import Acts


class ResourcesTaken(Message):
    """The desk goes by what was chosen; ``error`` says why not. ``here``: it was chosen on this screen."""

    def __init__(self, error: str, *, here: bool) -> None:
        super().__init__()
        self.error, self.here = error, here


class ResourcesActs(Acts):
    """The command, and what comes of it."""

    glyphs: Glyphs
    _following = _unseen = False

    def _look_up(self) -> None:
        """Look the open segment up in terms and memory."""
        raise NotImplementedError

    async def do_resources(self) -> None:
        """Show what the project works with, and change it."""
        from workbench.tui.screens.resources import ResourcesScreen

        self.keep_draft()
        number, desk = self.opened.number, self.desk
        screen = ResourcesScreen(
            self.pen,
            self.glyphs,
            desk.ws,
            desk.project,
            self._chosen,
            lambda engine: desk.parts_sent(number, engine),
            f"segment {number}",
        )
        await self.app.push_screen(screen)

    def _chosen(self, error: str) -> None:
        """Follow what was written (in the thread that wrote it)."""
        self._follow(error, here=True)

    def _follow(self, error: str, *, here: bool) -> None:
        if not error:
            try:
                self.desk.follow_project()
            except WorkbenchError as e:
                error = str(e)
        # The screen may be gone already.
        with contextlib.suppress(RuntimeError):
            self.post_message(ResourcesTaken(error, here=here))

    def look_at_project(self, *, written: bool) -> None:
        """Follow what another program chose for the project; what is chosen here is followed by whoever wrote it."""
        self._unseen = self._unseen or written
        if not self._unseen or self._following or not self.is_current:
            return
        self._unseen = False
        if self.desk.project_changed:
            self._following = True
            threading.Thread(
                target=self._follow, args=("",), kwargs={"here": False}, name="project", daemon=True
            ).start()

    def on_resources_taken(self, message: ResourcesTaken) -> None:
        """Look the open segment up anew. What another program chose only adds to what is shown: no number changes."""
        self._following = False
        if message.error:
            self.say(message.error, bad=True)
            return
        if message.here:
            self.opened.proposals, self.opened.fragments = [], []
            self.opened.failures, self.opened.searched = {}, False
            self.opened.bright, self.opened.given = 0, -1
        else:
            self.say("Memories, glossaries or the like of this project were changed; they count from now on.")
        self._look_up()
        self.fit()
        self.refresh_segment()

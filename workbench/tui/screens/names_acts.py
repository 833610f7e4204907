"""The command that opens the names of the article."""

from __future__ import annotations

import contextlib

from workbench.tui.marks import ASCII, SYMBOLS
from workbench.tui.messages import TermsChanged
from workbench.tui.screens.acts import Acts


class NamesActs(Acts):
    """The part of the editor screen that goes to the names and comes back."""

    async def do_names(self) -> None:
        """Show the names and titles of the article, the text kept."""
        await self.show_names()

    async def show_names(self, *, by_itself: bool = False) -> None:
        """Show them; ``by_itself`` only when there is something to decide."""
        # Loaded when it is wanted: the first paint does not wait for it.
        from workbench.tui.screens.names import NamesScreen
        from workbench.workflow.naming_project import NamesDesk

        self.keep_draft()
        if by_itself:
            # Nobody asked for it: what is typed meanwhile is for the text, should there be nothing to decide.
            self.app.hold_keys()  # type: ignore[attr-defined] # the app is a WorkbenchApp
        glyphs = ASCII if self.desk.settings.ascii else SYMBOLS
        names = NamesDesk(self.desk)
        screen = NamesScreen(
            self.pen, names, glyphs, self._names_changed, read_only=self.desk.read_only, by_itself=by_itself
        )
        await self.app.push_screen(screen)

    def _names_changed(self) -> None:
        # The screen may be gone already: what was written is written.
        with contextlib.suppress(RuntimeError):
            self.post_message(TermsChanged())

    def on_terms_changed(self, _message: TermsChanged) -> None:
        """A glossary has new rows: what is known of the open segment is looked up again."""
        self.fit()
        self.refresh_segment()

"""The commands that change how the screen looks: colours, and the way Arabic is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.bidi.profile import Profile
from workbench.errors import WorkbenchError
from workbench.tui.marks import Glyphs
from workbench.tui.screens.acts import Acts

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp


class TerminalActs(Acts):
    """The commands."""

    glyphs: Glyphs

    def do_theme(self) -> None:
        """Change to the next theme and keep it."""
        from workbench.workflow.preferences import keep_setting

        app: WorkbenchApp = self.app  # type: ignore[assignment]
        if app.depth in ("none", "plain"):
            self.say("No colours here: the terminal has none, NO_COLOR is set, or the screen is plain.")
            return
        name = app.next_theme()
        try:
            keep_setting("theme", name)
        except WorkbenchError as e:
            self.say(f"Theme: {name}, for this time only. {e.message} {e.hint}", bad=True)
        else:
            self.say(f"Theme: {name}")

    async def do_terminal(self) -> None:
        """Choose how Arabic is sent to this terminal, and keep it."""
        from workbench.tui.screens.terminal_screen import TerminalScreen
        from workbench.workflow.terminal import chosen, find_terminal, keep_choice

        app: WorkbenchApp = self.app  # type: ignore[assignment]
        found = app.found or find_terminal(self.desk.settings, ask=False)
        self.keep_draft()

        def use(name: str) -> None:
            app.use_profile(chosen(found, name, self.desk.settings).profile)

        def take(row: Profile) -> None:
            try:
                where = keep_choice(found, row.name, self.desk.settings)
            except WorkbenchError as e:
                self.say(f"Arabic is sent as {row.name}, for this time only. {e.message} {e.hint}", bad=True)
            else:
                self.say(f"Arabic is sent as {row.name}; kept for {where}.")

        await app.push_screen(TerminalScreen(self.pen, self.glyphs, self.pen.profile.name, use, take))

"""The commands that change how the screen looks: colours, and the way Arabic is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from workbench.bidi.profile import Profile
from workbench.errors import WorkbenchError
from workbench.tui.marks import Glyphs
from workbench.tui.screens.acts import Acts

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp


class Say(Protocol):
    """Shows a notice."""

    def __call__(self, text: str, *, bad: bool = False) -> None:
        """Show ``text``."""


class TerminalActs(Acts):
    """The commands in the editor."""

    glyphs: Glyphs

    def do_theme(self) -> None:
        """Change to the next theme and keep it."""
        next_theme(self.app, self.say)  # type: ignore[arg-type] # the app is a WorkbenchApp

    async def do_terminal(self) -> None:
        """Choose how Arabic is sent to this terminal, and keep it."""
        self.keep_draft()
        await choose_terminal(self.app, self.glyphs, self.say)  # type: ignore[arg-type] # the app is a WorkbenchApp


def next_theme(app: WorkbenchApp, say: Say) -> None:
    """Change to the next theme and keep it."""
    from workbench.workflow.preferences import keep_setting

    if app.depth in ("none", "plain"):
        say("No colours here: the terminal has none, NO_COLOR is set, or the screen is plain.")
        return
    name = app.next_theme()
    try:
        keep_setting("theme", name)
    except WorkbenchError as e:
        say(f"Theme: {name}, for this time only. {e.message} {e.hint}", bad=True)
    else:
        say(f"Theme: {name}")


async def choose_terminal(app: WorkbenchApp, glyphs: Glyphs, say: Say) -> None:
    """Show the ways to send Arabic; the one that is taken is kept for this terminal."""
    from workbench.tui.screens.terminal_screen import TerminalScreen
    from workbench.workflow.terminal import chosen, find_terminal, keep_choice

    settings = app.ws.settings
    found = app.found or find_terminal(settings, ask=False)

    def use(name: str) -> None:
        app.use_profile(chosen(found, name, settings).profile)

    def take(row: Profile) -> None:
        try:
            where = keep_choice(found, row.name, settings)
        except WorkbenchError as e:
            say(f"Arabic is sent as {row.name}, for this time only. {e.message} {e.hint}", bad=True)
        else:
            say(f"Arabic is sent as {row.name}; kept for {where}.")

    await app.push_screen(TerminalScreen(app.pen, glyphs, app.pen.profile.name, use, take))

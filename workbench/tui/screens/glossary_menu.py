"""Esc and then a letter on screens where letters are text: as in the editor, Alt with the letter is the same."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events

from workbench.tui.keymap import Command
from workbench.tui.keys import place_of
from workbench.tui.screens.page import Page
from workbench.tui.strips import Pen
from workbench.tui.widgets.panels import fit_lines

MENU_AFTER = 0.3
"""Seconds after Esc when the menu line comes: who knows the letter has typed it by then."""
WAITS = "waits"
"""What :meth:`EscMenu.escaped` says of the Esc that waits for its letter."""
LEAVES = "escape"
"""What it says of the second Esc."""


class EscMenu(Page[None]):
    """Knows whether Esc was pressed and what came behind it."""

    esc_pressed = False
    menu_shown = False
    commands: Sequence[Command] = ()
    """The keys of the screen."""

    async def show_help(self, pen: Pen) -> None:
        """Show the keys, those of this screen first."""
        from workbench.tui.screens.help import HelpScreen

        await self.app.push_screen(HelpScreen(pen, self.commands))

    def menu_items(self) -> list[str]:
        """Return what can come behind Esc, for the menu line."""
        raise NotImplementedError

    def menu_changed(self) -> None:
        """Draw the menu line, or the key bar again."""
        raise NotImplementedError

    def escaped(self, key: str, event: events.Key) -> str:
        """Return the letter of a command behind Esc or with Alt, :data:`WAITS`, :data:`LEAVES`, or '' for any other key."""
        if self.esc_pressed:
            self.esc_pressed, self.menu_shown = False, False
            self.menu_changed()
            if key in ("escape", "enter"):
                return key
            # A key that is no letter (an arrow) does nothing behind Esc, and never lands in the text.
            return place_of(event.character or "").lower() or _alt(key) or WAITS
        if key == "escape":
            self.esc_pressed = True
            self.set_timer(MENU_AFTER, self._show_menu)
            return WAITS
        return _alt(key)

    def _show_menu(self) -> None:
        if self.esc_pressed:
            self.menu_shown = True
            self.menu_changed()

    def menu_lines(self, width: int) -> list[str]:
        """Return the menu on as many lines as it takes."""
        return fit_lines(["Esc +", *self.menu_items(), "Esc back"], width)


def _alt(key: str) -> str:
    """Return the letter of ``alt+...``, '' for other keys."""
    name = key[4:] if key.startswith("alt+") else ""
    return name.lower() if len(name) == 1 else ""

"""From a key to its command: the keys of the loop, and what stands behind Esc."""

from __future__ import annotations

from textual import events

from workbench.tui import keymap
from workbench.tui.key_names import BEHIND, alt_char
from workbench.tui.marks import Glyphs
from workbench.tui.places import place_of
from workbench.tui.screens.acts import Acts
from workbench.tui.widgets.panels import Panel

MENU_AFTER = 0.3
LAM_ALEF = 0.05
"""Seconds within which an alef behind a lam is no letter that was typed: the key of b sends both with the Arabic layout."""


class EscapeKeys(Acts):
    """The part of the editor screen that knows the key table."""

    glyphs: Glyphs
    menu_shown = False
    _lam = (0.0, False)
    """When the last key was a lam behind Esc, and whether it asks for a number: no alef can be meant there."""

    async def command(self, key: str, event: events.Key) -> bool:
        """Handle a key before the editor does; True when it was ours."""
        self.keep_in_time()
        self.keys_typed += 1
        self.desk.acted(self.opened.number)
        if self._held_down(key):
            return True
        (lam, asks), self._lam = self._lam, (0.0, False)
        if event.character == "ا" and (asks or event.time - lam < LAM_ALEF):
            return self._lam_alef()
        if self.question.is_open:
            await self.question.press(key, event)
            return True
        if self.leader:
            return await self._behind_escape(key, event)
        if self.picking is not None and self.pick_key(key):
            return True
        char = alt_char(key)
        if char or key == "alt+enter":
            return await self._escape_command(char or "enter", event.time)
        found = self.keymap.by_key(key)
        if found is not None:
            await self.run(found.id)
            return True
        if self.target.read_only and (event.is_printable or key in ("backspace", "delete")):
            self.refuse()
            return True
        return self.put_sign(event.character or "") or self._moves_out(key)

    def _held_down(self, key: str) -> bool:
        """Whether a key that confirms only repeats itself, being held down: nobody reads so fast."""
        command, held = self.keymap.by_key(key), self.app.held_key  # type: ignore[attr-defined] # the app is a WorkbenchApp
        if command is None or command.id != "confirm" or not held.repeats:
            return False
        if held.noticed():
            self.app.bell()
            name = self.keymap.first_key("confirm")
            self.say(f"{name} is held down: segment {self.opened.number} waits until you let go and press it again.")
        return True

    async def _behind_escape(self, key: str, event: events.Key) -> bool:
        leader, self.leader = self.leader, ""
        self.show_menu(shown=False)
        if key == "escape":
            self.source_view.unselect()
            return True
        # With the kitty protocol off Textual makes two keys of Alt and an arrow: Esc, then the arrow.
        arrow = self.keymap.by_key(f"alt+{key}") if leader == "esc" and key in ("up", "down") else None
        if arrow is not None:
            await self.run(arrow.id)
            return True
        char = (place_of(event.character or "") or alt_char(key)).lower()
        name = key if key in BEHIND else char
        if leader == "t":
            self._lam = (event.time if name == "g" else 0.0, False)
            self.insert_term_letter(name)
            return True
        await self._escape_command(leader + name if leader in keymap.ROWS else name, event.time)
        return True

    def _lam_alef(self) -> bool:
        """It was the key of b, where nothing stands: what its lam has asked is dropped."""
        if self.question.is_open:
            self.question.close()
        self.app.bell()
        return True

    async def _escape_command(self, name: str, pressed: float = 0.0) -> bool:
        """Run what stands behind Esc; an unknown key does nothing and never lands in the text.

        ``pressed`` is when the key was.
        """
        if len(name) == 1 and name in "123456789":
            if self.target.read_only:
                self.refuse()
            else:
                self.take(int(name) - 1)
            return True
        if name in keymap.ROWS:
            self._wait_behind(name)
            return True
        found = self.keymap.by_escape(name)
        if name.endswith("g"):
            self._lam = (pressed, found is not None and found.id == "go_to")
        if found is not None:
            await self.run(found.id)
        return True

    async def run(self, command: str) -> None:
        """Run a command of the key table by its id."""
        locked = self.target.read_only and command not in keymap.WHEN_LOCKED
        if command in keymap.WRITES and (self.desk.read_only or locked):
            self.refuse()
            return
        self.keep_space(command)
        act = getattr(self, f"do_{command}")
        result = act()
        if result is not None:
            await result

    def refuse(self) -> None:
        """Say that nothing can be changed here."""
        if not self.desk.read_only and self.is_locked(self.opened.number):
            return
        self.app.bell()
        self.app.clear_notifications()
        self.say("This workspace cannot be written: read, or work in a copy of it.")

    def _moves_out(self, key: str) -> bool:
        """Up on the first line of the screen and Down on the last go to the neighbour."""
        if key not in ("up", "down"):
            return False
        wrapped = self.target.wrapped_document
        line = wrapped.location_to_offset(self.target.cursor_location).y
        if key == "up" and line == 0:
            self.do_previous()
        elif key == "down" and line == wrapped.height - 1:
            self.do_next()
        else:
            return False
        return True

    async def do_palette(self) -> None:
        """Show all commands, to be found by their words."""
        from workbench.tui.screens.palette import Offered, PaletteScreen

        async def run(chosen: Offered) -> None:
            if chosen.number:
                self.go(chosen.number)
            else:
                await self.run(chosen.id)

        last = len(self.desk.segments)
        await self.app.push_screen(PaletteScreen(self.pen, self.glyphs, self.keymap.commands, run, last))

    def do_menu(self) -> None:
        """Wait for the key behind Esc; the menu line comes when it does not come at once."""
        self._wait_behind("esc")

    def _wait_behind(self, leader: str) -> None:
        self.leader = leader

        def show() -> None:
            if self.leader == leader:
                self.show_menu(shown=True)

        self.later("menu", MENU_AFTER, show)

    def show_menu(self, *, shown: bool) -> None:
        """Show the menu line, or the key bar again."""
        self.menu_shown = shown
        upper = len(self.menu_lines()) - 1 if shown else 0
        self.set_class(upper > 0, "menu")
        menu = self.query_one("#menu", Panel)
        if upper:
            menu.styles.height = upper
        menu.renew()
        self.query_one("#keys").refresh()

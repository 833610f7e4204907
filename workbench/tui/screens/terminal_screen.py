"""How Arabic is sent to this terminal, tried out: the whole screen is drawn the way that is chosen, at once."""

from __future__ import annotations

from collections.abc import Callable

from rich.style import Style
from textual import events
from textual.strip import Strip

from workbench.bidi.profile import PROFILES, Profile
from workbench.bidi.sample import SAMPLE, WANTED
from workbench.tui.keys import normal
from workbench.tui.marks import Glyphs
from workbench.tui.screens.choosing import ChoosingScreen
from workbench.tui.strips import Pen, Spans

_FOR = {
    "visual": "xterm, alacritty, foot, Windows Terminal and most others",
    "web": "browsers, VS Code",
    "explicit": "GNOME Terminal, Xfce Terminal (VTE)",
    "override": "the same inside tmux",
    "embed": "Konsole, Apple's Terminal",
    "words": "kitty",
    "mlterm": "mlterm",
    "logical": "terminals that order lines themselves, and screen readers",
}


class TerminalScreen(ChoosingScreen[Profile]):
    """The ways to send Arabic. ``use`` shows one; leaving goes back to the one it was."""

    def __init__(
        self,
        pen: Pen,
        glyphs: Glyphs,
        name: str,
        use: Callable[[str], None],
        take: Callable[[Profile], None],
    ) -> None:
        super().__init__(pen, glyphs, take)
        self._before, self._use = name, use
        self.rows = list(PROFILES.values())
        self.at = next((n for n, row in enumerate(self.rows) if row.name == name), 0)

    def title_bar(self) -> tuple[str, str]:
        """The question."""
        return " Which one reads right?", f"now: {self._before} "

    def line(self, row: Profile, width: int, style: Style) -> Strip:
        """Number, name, and for which terminals it is."""
        number = self.rows.index(row) + 1
        return self.pen.label(f"{number}  {row.name:<9} {_FOR.get(row.name, '')}", width, style)

    def whole(self, row: Profile) -> list[tuple[str, str, Spans]]:
        """The sample as it is sent now, and how it should look."""
        out: list[tuple[str, str, Spans]] = [(SAMPLE, "ar", ()), (WANTED, "en", ())]
        return [*out, (f"But: {row.note}.", "en", ())] if row.note else out

    def keys(self) -> list[str]:
        """The keys."""
        return ["Up/Down or 1-8 try it", "Enter keep it", "Esc as it was", "c copy"]

    def renew(self) -> None:
        """Draw everything the chosen way."""
        super().renew()
        self._use(self.rows[self.at].name)

    def typed(self, char: str) -> None:
        """Try a number, or do what every list does."""
        if char.isdecimal() and 1 <= int(char) <= len(self.rows):
            self.at = int(char) - 1
            self.renew()
        else:
            super().typed(char)

    async def on_key(self, event: events.Key) -> None:
        """Go back to the way it was when nothing is taken."""
        if normal(event.key) in ("escape", "ctrl+q"):
            self._use(self._before)
        await super().on_key(event)

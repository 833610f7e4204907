"""What an app looks like, changed while it runs: its theme, and the way Arabic is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.bidi.profile import Profile
from workbench.tui.plain import PlainDisplay
from workbench.tui.strips import Pen
from workbench.tui.themes import LOOKS, MANY_COLOURS, NO_COLOUR, PLAIN_THEME, Colours, Depth, look_of
from workbench.tui.widgets.editor import TargetEditor
from workbench.tui.widgets.panels import Panel

if TYPE_CHECKING:
    _Base = PlainDisplay
else:
    _Base = object


class Looks(_Base):
    """To be mixed in before ``App``. Uses private names of Textual 8.2.8, watched by tests."""

    pen: Pen
    depth: Depth
    theme_chosen = ""
    """The theme that was asked for; where there are few colours another one of Textual's stands behind it."""

    def use_theme(self, name: str) -> None:
        """Show everything in a theme; a terminal with few colours shows it as well as it can."""
        look = look_of(self.available_themes.get(name, LOOKS["dark"].theme))
        depth = Depth.NONE if look is NO_COLOUR and self.depth is not Depth.PLAIN else self.depth
        self.theme_chosen = look.theme.name
        self.pen.spelled = depth in (Depth.NONE, Depth.PLAIN) or not look.quiet
        # A theme in the terminal's own colours is left as it is.
        self._filters = [] if look.theme.ansi and depth in MANY_COLOURS else [Colours(look, depth)]
        shown = PLAIN_THEME if depth is Depth.PLAIN else look.theme if depth in MANY_COLOURS else NO_COLOUR.theme
        if self.theme != shown.name:
            self.theme = shown.name
        self.renew()

    def next_theme(self) -> str:
        """Change to the next of our themes and return its name."""
        names = list(LOOKS)
        at = names.index(self.theme_chosen) if self.theme_chosen in names else -1
        self.use_theme(names[(at + 1) % len(names)])
        return self.theme_chosen

    def use_profile(self, profile: Profile) -> None:
        """Send Arabic another way from now on, everywhere."""
        if profile != self.pen.profile:
            self._write(self.pen.profile.off + profile.on)
            self.pen.profile = profile
            self.renew()

    def renew(self) -> None:
        """Lay everything out and draw it anew."""
        self.written = None
        for screen in self.screen_stack if self.is_running else ():
            for widget in (screen, *screen.walk_children()):
                if isinstance(widget, Panel):
                    widget.renew()
                elif isinstance(widget, TargetEditor):
                    widget.redraw()
                else:
                    widget.refresh()

    def _write(self, sequence: str) -> None:
        raise NotImplementedError

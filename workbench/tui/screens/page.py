"""What every screen of ours is: styled and laid out once when it comes, not twice and four times."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.screen import Screen, ScreenResultType

from workbench.tui.widgets.drawn import Kept


def key_rows(items: Sequence[str]) -> list[tuple[str, str]]:
    """Return keys and what they do from what the lowest line of a screen says, "Enter take it"."""
    found = [item.partition(" ") for item in items if item]
    return [(key, text) for key, _space, text in found]


class Page(Kept, Screen[ScreenResultType]):
    """A screen. Textual calls these handlers before its own."""

    def help_rows(self) -> Sequence[tuple[str, str]] | None:
        """Return the keys here and what they do, for F1; None where the screen shows them by itself, or has none."""
        return None

    def _on_screen_resume(self, event: events.ScreenResume) -> None:
        # Each widget was styled when it was mounted, and what changes since restyles what it changes.
        event.refresh_styles = False

    async def _on_resize(self, event: events.Resize) -> None:
        # It comes again from the layout that follows it.
        if event.size == self._compositor.size:
            event.prevent_default()

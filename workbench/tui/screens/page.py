"""What every screen of ours is: styled and laid out once when it comes, not twice and four times."""

from __future__ import annotations

from textual import events
from textual.screen import Screen, ScreenResultType


class Page(Screen[ScreenResultType]):
    """A screen. Textual calls these handlers before its own."""

    def _on_screen_resume(self, event: events.ScreenResume) -> None:
        # Each widget was styled when it was mounted, and what changes since restyles what it changes.
        event.refresh_styles = False

    async def _on_resize(self, event: events.Resize) -> None:
        # It comes again from the layout that follows it.
        if event.size == self._compositor.size:
            event.prevent_default()

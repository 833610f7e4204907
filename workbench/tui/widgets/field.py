"""One line to type in."""

from __future__ import annotations

from textual import events

from workbench.tui.strips import Pen
from workbench.tui.widgets.editor import TargetEditor


class Field(TargetEditor):
    """A line to type in, with everything the editor of a segment can do. It never has the focus: keys are handed to it."""

    DEFAULT_CSS = """
    Field { border: none; padding: 0 3; height: 1; scrollbar-size: 0 0; display: none; background: $boost; }
    """

    def __init__(self, pen: Pen, *, id: str) -> None:  # noqa: A002
        super().__init__(pen, "en", _nobody, id=id)
        self.can_focus = False

    @property
    def _draw_cursor(self) -> bool:
        return True

    def begin(self, text: str, language: str) -> None:
        """Start anew, in a language."""
        self.spoken = language
        self.load(text)


async def _nobody(_key: str, _event: events.Key) -> bool:
    return False

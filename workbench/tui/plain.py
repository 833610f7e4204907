"""What a screen reader needs of the screen: the terminal's own caret where the work is, and no line written twice.

Names beginning with an underscore are private to Textual 8.2.8; ``tests/tui/test_key_contract.py`` watches that they exist.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.control import Control
from textual._compositor import CompositorUpdate
from textual.geometry import Offset

from workbench.tui.widgets.editor import TargetEditor
from workbench.tui.widgets.panels import Panel
from workbench.tui.widgets.question import Question

if TYPE_CHECKING:
    from textual.app import App

    _Base = App[int]
else:
    _Base = object

CARET_ON = "\x1b[?25h\x1b[?12l"
"""The terminal's caret: seen, and not blinking."""


class PlainDisplay(_Base):
    """To be mixed in before ``App``; does nothing unless ``plain``."""

    plain = False
    written: list[str] | None = None
    """The lines as they stand on the terminal, None when nobody knows."""

    def on_resize(self) -> None:
        """A terminal of another size may have wrapped or dropped anything."""
        self.written = None

    def _display(self, screen: Any, renderable: Any) -> None:
        if self.plain and isinstance(renderable, CompositorUpdate) and screen is self.screen:
            self.cursor_position = caret_on(screen)
            renderable = _ChangedLines(self, screen)
        super()._display(screen, renderable)


def caret_on(screen: Any) -> Offset:
    """Return where on a screen the caret belongs: in the text that is typed, else on the row chosen, else at the top."""
    question = next((q for q in screen.query(Question) if q.is_open), None)
    if question is not None:
        return question.field.cursor_screen_offset if question.field.display else Offset(*question.region.offset)
    if isinstance(screen.focused, TargetEditor):
        return screen.focused.cursor_screen_offset
    for panel in screen.query(Panel):
        chosen = panel.chosen_line()
        if chosen is not None:
            return Offset(panel.region.x, panel.region.y + chosen)
    return Offset(0, 0)


class _ChangedLines(CompositorUpdate):
    """Writes the lines that have changed; which ones is looked at when they are written, as an update may be left out."""

    def __init__(self, app: PlainDisplay, screen: Any) -> None:
        self._app, self._screen = app, screen

    def render_segments(self, console: Console) -> str:
        """Return what is to be written."""
        lines = [strip.render(console) for strip in self._screen._compositor.render_strips()]
        before = self._app.written
        known = before if before is not None and len(before) == len(lines) else [None] * len(lines)
        self._app.written = lines
        return "".join(
            Control.move_to(0, y).segment.text + line
            for y, (line, old) in enumerate(zip(lines, known, strict=True))
            if line != old
        )

"""The keys of a screen on as many lines as they take."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.style import Style
from textual import events
from textual.strip import Strip

from workbench.tui.strips import Pen
from workbench.tui.widgets.panels import Panel, fit_lines


class KeyLines(Panel):
    """Shows what ``items`` returns, whole ones only, the first ones first; :meth:`fit` when they are others."""

    DEFAULT_CSS = """
    KeyLines { height: 1; background: $panel; }
    """

    def __init__(self, pen: Pen, items: Callable[[], Sequence[str]], *, id: str) -> None:  # noqa: A002
        super().__init__(self._drawn, id=id)
        self._pen, self._items = pen, items

    def _drawn(self, width: int, _height: int, style: Style) -> list[Strip]:
        return [self._pen.label(line, width, style) for line in fit_lines(self._items(), width)]

    def on_resize(self, _event: events.Resize) -> None:
        """Let the height follow the width."""
        self.fit()

    def fit(self) -> None:
        """Let the height follow what is shown; at most a third of the screen."""
        lines = min(len(fit_lines(self._items(), self.size.width or 80)), max(1, self.screen.size.height // 3))
        if self.styles.height is None or self.styles.height.value != lines:
            self.styles.height = lines
        self.renew()

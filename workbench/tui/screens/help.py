"""Help: the keys, made from their table."""

from __future__ import annotations

import textwrap

from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.strip import Strip

from workbench.tui import keymap
from workbench.tui.keys import place_of
from workbench.tui.marks import BRIGHT
from workbench.tui.strips import Pen
from workbench.tui.widgets.panels import Panel

NAMES = 26
"""Columns of the keys; what they do stands beside them."""
MARKS = (
    ("·  -", "new"),
    ("◐  ~", "draft, not confirmed"),
    ("✓  +", "confirmed, on the disk"),
    ("!", "issue"),
    ("-gone-  +new+", "what differs from a match"),
)


class HelpScreen(Screen[None]):
    """All keys and what the marks mean. Any of Esc, Enter, F1 and q leaves; the arrows scroll; c copies it."""

    def __init__(self, pen: Pen) -> None:
        super().__init__()
        self._pen = pen
        self._top = 0

    def compose(self) -> ComposeResult:
        """One panel."""
        yield Panel(self._lines, id="help")

    def _lines(self, width: int, height: int, style: Style) -> list[Strip]:
        out = []
        for name, text in self._rows():
            own = style if text else style + BRIGHT
            first, *more = textwrap.wrap(text, max(20, width - NAMES - 3)) or [""]
            out.append(self._pen.label(f"  {name:<{NAMES}}{first}", width, own))
            out += [self._pen.label(" " * (NAMES + 2) + line, width, own) for line in more]
        self._top = max(0, min(self._top, len(out) - height))
        return out[self._top :]

    def _rows(self) -> list[tuple[str, str]]:
        rows: list[tuple[str, str]] = [("Keys", "")]
        rows += [(" / ".join(keymap.shown(k) for k in c.keys[:1]), c.text) for c in keymap.LOOP]
        rows += [("Alt+1 ... Alt+9", "put proposal 1 ... 9"), ("", ""), ("Behind Esc, or with Alt", "")]
        for c in keymap.MENU:
            also = ", ".join(keymap.shown(k) for k in c.keys if not k.startswith("alt+"))
            rows.append((f"Esc {keymap.behind_escape(c)}" + (f"   {also}" if also else ""), c.text))
        rows += [
            ("", ""),
            ("What the marks mean", ""),
            *MARKS,
            ("", ""),
            ("Esc leaves, arrows scroll, c copies all", ""),
        ]
        return rows

    def on_key(self, event: events.Key) -> None:
        """Scroll or leave."""
        event.stop()
        place = place_of(event.character or "").lower()
        steps = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10}
        if event.key in steps:
            self._top += steps[event.key]
            self.query_one("#help", Panel).renew()
        elif event.key in ("escape", "enter", "f1", "ctrl+q") or place == "q":
            self.app.pop_screen()
        elif event.key == "ctrl+c" or place == "c":
            self.app.copy_to_clipboard("\n".join(f"{name}\t{text}".strip() for name, text in self._rows()))
            self.app.tell("The keys are copied.")  # type: ignore[attr-defined] # the app is a WorkbenchApp

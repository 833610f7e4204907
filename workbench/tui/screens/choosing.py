"""A list to choose from, over the editor: lines above, the chosen one whole below; Enter takes it, Esc leaves."""

from __future__ import annotations

import contextlib
from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from rich.style import Style
from textual import events, on
from textual.app import App, ComposeResult
from textual.strip import Strip

from workbench.bidi.layout import VisualLine
from workbench.tui.keys import normal, place_of
from workbench.tui.marks import DIM, NUMBER, Glyphs
from workbench.tui.screens.page import Page, key_rows
from workbench.tui.strips import Pen, Spans, chosen, joined
from workbench.tui.widgets.panels import Bar, Panel, fit_items
from workbench.tui.widgets.question import Question

R = TypeVar("R")
HELP = ("?", "؟")
"""Show the keys, as F1 does, where letters are keys."""
MARKED = 4
"""Lines that are kept where a marked place lies too deep to be seen: the first, an ellipsis, that of the place, the next."""
STEPS = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10}


class ChoosingScreen(Page[None], Generic[R]):
    """Shows ``rows``; ``take`` is called with the one chosen, after the screen has gone."""

    DEFAULT_CSS = """
    ChoosingScreen #choosing-title { height: 1; background: $primary-background; text-style: bold; }
    ChoosingScreen #choosing { height: 1fr; }
    ChoosingScreen #chosen { height: 40%; min-height: 6; border-top: solid $primary; }
    ChoosingScreen #choosing-keys { height: 1; background: $panel; }
    """

    def __init__(self, pen: Pen, glyphs: Glyphs, take: Callable[[R], None]) -> None:
        super().__init__()
        self.pen, self.glyphs = pen, glyphs
        self._take = take
        self.rows: Sequence[R] = []
        self.at = 0

    @abstractmethod
    def title_bar(self) -> tuple[str, str]:
        """Return what stands left and right in the title."""

    @abstractmethod
    def line(self, row: R, width: int, style: Style) -> Strip:
        """Draw a row on one line."""

    @abstractmethod
    def whole(self, row: R) -> list[tuple[str, str, Spans]]:
        """Return a row whole: texts with their language and styled stretches."""

    def nothing(self) -> str:
        """Return what stands there without any row."""
        return "nothing"

    def keys(self) -> list[str]:
        """Return the keys of the screen."""
        return ["Enter take it", "c copy", "Esc back"]

    def help_rows(self) -> Sequence[tuple[str, str]] | None:
        """The keys."""
        return key_rows(self.keys())

    # ------------------------------------------------------------------ drawing

    def compose(self) -> ComposeResult:
        """Title, list, the row chosen, keys."""
        yield Bar(self.pen, self.title_bar, id="choosing-title")
        yield Panel(self._list, id="choosing")
        yield Panel(self._chosen, id="chosen")
        yield Bar(self.pen, lambda: (fit_items(self.keys(), self.size.width), ""), id="choosing-keys")

    def _list(self, width: int, height: int, style: Style) -> list[Strip]:
        if not self.rows:
            lines = self.pen.lines(self.nothing(), max(10, width - 4), "en")
            return [self._under(line, width, style + DIM) for line in lines]
        top = self._top(height)
        out = []
        for n in range(top, min(len(self.rows), top + height)):
            own = style + NUMBER if n == self.at else style
            caret = f" {self.glyphs.caret if n == self.at else ' '} "
            line = joined([self.pen.label(caret, 3, own), self.line(self.rows[n], width - 4, own)], width, own)
            out.append(chosen(line, own) if n == self.at else line)
        return out

    def _top(self, height: int) -> int:
        return max(0, min(self.at - height // 2, len(self.rows) - height))

    def _chosen(self, width: int, height: int, style: Style) -> list[Strip]:
        if not self.rows:
            return []
        out: list[Strip] = []
        marked = 0
        for text, language, spans in self.whole(self.rows[self.at]):
            for line in self.pen.lines(text, max(10, width - 4), language):
                if not marked and any(start < line.end and line.start < end for start, end, _style in spans):
                    marked = len(out)
                out.append(self._under(line, width, style, spans))
        if marked >= height > MARKED + 1:
            # What is marked is in sight, however long the text is.
            return [out[0], self.pen.label("  …", width, style + DIM), *out[marked - height + MARKED :]]
        return out

    def _under(self, line: VisualLine, width: int, style: Style, spans: Spans = ()) -> Strip:
        return joined([self.pen.label("  ", 2, style), self.pen.strip(line, style, spans)], width, style)

    @on(events.Resize)
    def _share(self) -> None:
        """Give the rows the room they need where the window is high: the one chosen keeps enough to be read."""
        many = len(self.rows) > self.size.height * 6 // 10 - 3
        height = "14" if many and self.size.height > 14 * 10 // 4 else "40%"
        shown = self.query_one("#chosen").styles
        if str(shown.height) != height:
            shown.height = height

    def renew(self) -> None:
        """Draw everything anew."""
        self.at = max(0, min(self.at, len(self.rows) - 1))
        self._share()
        for name in ("choosing", "chosen"):
            self.query_one(f"#{name}", Panel).renew()
        self.query_one("#choosing-title").refresh()

    # ------------------------------------------------------------------ keys

    async def on_key(self, event: events.Key) -> None:
        """Handle every key here."""
        event.stop()
        event.prevent_default()
        key = normal(event.key)
        if key in ("escape", "ctrl+q"):
            self.app.pop_screen()
        elif key in ("enter", "ctrl+j"):
            self._done()
        elif key in STEPS or key in ("home", "end"):
            far = len(self.rows)
            self.at = max(0, min(far - 1, self.at + {**STEPS, "home": -far, "end": far}[key]))
            self.renew()
        elif event.character in HELP:
            await self.app.action_page_help()  # type: ignore[attr-defined] # the app is a WorkbenchApp
        else:
            self.typed(place_of(event.character or "").lower() if key != "ctrl+c" else "c")

    def typed(self, char: str) -> None:
        """Handle a letter: c copies the row chosen."""
        if char == "c" and self.rows:
            self.app.copy_to_clipboard("\n".join(text for text, _language, _spans in self.whole(self.rows[self.at])))
            self.app.tell("Copied.")  # type: ignore[attr-defined] # the app is a WorkbenchApp

    def _done(self) -> None:
        if not self.rows:
            self.app.bell()
            return
        row = self.rows[self.at]
        self.app.pop_screen()
        self._take(row)

    def on_panel_clicked(self, message: Panel.Clicked) -> None:
        """Choose the clicked line."""
        if message.panel == "choosing" and self.rows:
            self.at = min(len(self.rows) - 1, self._top(self.query_one("#choosing").size.height) + message.y)
            self.renew()


def tell_later(app: App[Any], text: str) -> None:
    """Tell something from a thread, also when the screen that asked for it was left meanwhile (it knows no app then)."""
    # The program may be gone as well.
    with contextlib.suppress(RuntimeError):
        app.call_from_thread(app.tell, text, severity="error")  # type: ignore[attr-defined] # a WorkbenchApp


class AskingList(ChoosingScreen[R]):
    """One that may ask for a line to type, over its bottom."""

    def compose(self) -> ComposeResult:
        """The list, and the line that is typed."""
        yield from super().compose()
        yield Question(self.pen, id="question")

    def on_mount(self) -> None:
        """Keep hold of the question."""
        self.question = self.query_one("#question", Question)

    def on_resize(self, _event: events.Resize) -> None:
        """Let the question follow."""
        self.call_after_refresh(self.question.fit)

    async def on_key(self, event: events.Key) -> None:
        """The line that is typed comes first."""
        if not self.question.is_open:
            await super().on_key(event)
            return
        event.stop()
        event.prevent_default()
        await self.question.press(normal(event.key), event)
        self.line_changed()

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted text for the line that is typed."""
        event.stop()
        if self.question.is_open:
            self.question.paste(event.text)
            self.line_changed()

    def line_changed(self) -> None:
        """The line that is typed may be another one."""

"""A question over the bottom of the screen: choices of one key, or one line to type.

It is no screen of its own: keys reach it through the screen that asks, in their order, so nothing typed ahead can land in
the wrong place.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.style import Style
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from workbench.bidi.paste import typed_text
from workbench.tui.keys import place_of
from workbench.tui.marks import BRIGHT, NUMBER
from workbench.tui.strips import Pen, joined


@dataclass(frozen=True, slots=True)
class Choice:
    """One key, what it says, what it does."""

    key: str
    label: str
    act: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Ask:
    """A question: title, lines of (text, language), choices; the first is the safe one and what Enter does.

    With ``enter`` a line is typed and Enter hands it over. ``guard`` seconds after opening every key but Esc is ignored,
    so that nobody types himself into a yes.
    """

    title: str
    body: Sequence[tuple[str, str]] = ()
    choices: Sequence[Choice] = ()
    enter: Callable[[str], None] | None = None
    language: str = "en"
    text: str = ""
    guard: float = 0.0


class Question(Widget):
    """Shows one :class:`Ask` at a time; hidden when there is none."""

    DEFAULT_CSS = """
    Question { display: none; height: auto; dock: bottom; background: $panel; border-top: solid $primary; layer: over; }
    Question.open { display: block; }
    """

    def __init__(self, pen: Pen, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._pen = pen
        self._ask: Ask | None = None
        self._text = ""
        self._opened = 0.0

    @property
    def is_open(self) -> bool:
        """Whether a question waits for an answer."""
        return self._ask is not None

    def ask(self, question: Ask) -> None:
        """Show a question; one that waits already is dropped unanswered."""
        self._ask, self._text, self._opened = question, question.text, time.monotonic()
        self.add_class("open")
        self._resize()

    def close(self) -> None:
        """Drop the question."""
        self._ask = None
        self.remove_class("open")

    def press(self, key: str, event: events.Key) -> None:
        """Handle one key."""
        question = self._ask
        if question is None:
            return
        if key == "escape":
            self.close()
            return
        if time.monotonic() - self._opened < question.guard:
            return
        if question.enter is not None:
            self._type(question, key, event)
            return
        wanted = "enter" if key == "enter" else place_of(event.character or key).lower()
        for n, choice in enumerate(question.choices):
            if wanted == choice.key or (wanted == "enter" and n == 0):
                self.close()
                choice.act()
                return

    def paste(self, text: str) -> None:
        """Put pasted text into the line that is typed."""
        if self._ask is not None and self._ask.enter is not None:
            self._text += typed_text(text)
            self._resize()

    def _type(self, question: Ask, key: str, event: events.Key) -> None:
        if key == "enter" and question.enter is not None:
            self.close()
            question.enter(self._text.strip())
            return
        if key == "backspace":
            self._text = self._text[:-1]
        elif key == "ctrl+u":
            self._text = ""
        elif event.is_printable and event.character and ("+" not in key or key == "plus"):
            self._text += typed_text(event.character)
        self._resize()

    def _resize(self) -> None:
        height = len(self._lines(max(20, self.screen.size.width)))
        self.styles.height = min(height + 1, max(4, self.screen.size.height - 6))
        self.refresh()

    def _lines(self, width: int) -> list[Strip]:
        question, style = self._ask, self.rich_style
        if question is None:
            return []
        out = [self._pen.label(f" {question.title}", width, style + BRIGHT)]
        for text, language in question.body:
            out += self._wrapped(text, language, width, style)
        if question.enter is not None:
            out += self._wrapped(self._text, question.language, width, style, caret=len(self._text))
            out.append(self._pen.label(" Enter takes it   Esc cancels", width, style + Style(dim=True)))
        parts: list[Strip] = []
        for choice in question.choices:
            name = {"enter": "Enter"}.get(choice.key, choice.key)
            shown = Strip([*self._pen.label(f" {name} ", len(name) + 2, style + NUMBER)])
            label = f" {choice.label}  "
            parts += [self._pen.label(" ", 1, style), shown, self._pen.label(label, len(label), style)]
        if parts:
            out += _rows(parts, width, style)
        return out

    def _wrapped(self, text: str, language: str, width: int, style: Style, caret: int = -1) -> list[Strip]:
        lines = self._pen.lines(text, width - 6, language, caret_room=True)
        edge = self._pen.label("", 3, style)
        return [
            joined(
                [edge, self._pen.strip(line, style, (), caret if n == len(lines) - 1 else -1, NUMBER), edge],
                width,
                style,
            )
            for n, line in enumerate(lines)
        ]

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        lines = self._lines(self.size.width)
        if y >= len(lines):
            return Strip.blank(self.size.width, self.rich_style)
        return lines[y].adjust_cell_length(self.size.width, self.rich_style)


def _rows(parts: list[Strip], width: int, style: Style) -> list[Strip]:
    """Lay choices out on as many lines as they need; each is three strips: gap, key, label."""
    rows: list[list[Strip]] = [[]]
    used = 0
    for n in range(0, len(parts), 3):
        size = sum(p.cell_length for p in parts[n : n + 3])
        if used and used + size > width:
            rows.append([])
            used = 0
        rows[-1] += parts[n : n + 3]
        used += size
    return [joined(row, width, style) for row in rows]

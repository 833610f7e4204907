"""A question over the bottom of the screen: choices of one key, or one line to type.

It is no screen of its own: keys reach it through the screen that asks, in their order, so nothing typed ahead can land in
the wrong place.
"""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.css.query import NoMatches
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets._toast import ToastRack

from workbench.bidi.plain import cells
from workbench.model import counted
from workbench.tui.keys import place_of
from workbench.tui.marks import BRIGHT, NUMBER
from workbench.tui.strips import Pen, joined
from workbench.tui.widgets.field import Field
from workbench.tui.widgets.panels import Panel, fit_lines

TYPING = 1.0
"""Seconds for which a question with a guard takes no answer once a key was typed that is none: somebody is writing."""
BELOW_NOTICES = 1
"""Lines below notices where nothing is asked: the keys."""
OFFERED = 200
"""Names that are shown of those a line may go on with."""


Entered = Callable[[str], Awaitable[None] | None]
"""Is handed the line that was typed."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One key, what it says, what it does. A ``whole`` one answers only when the end of the question was seen."""

    key: str
    label: str
    act: Callable[[], Awaitable[None] | None]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """A question: title, lines of (text, language), choices; the first is the safe one and what Enter does.

    A body too long for its place is scrolled. With ``enter`` a line is typed and Enter hands it over. ``guard`` seconds
    after opening every key but Esc is ignored, so that nobody types himself into a yes; nor does one who writes on, his
    eyes elsewhere: letters that are no answer ring the bell and close the ear to all answers but Enter for :data:`TYPING`.
    """

    title: str
    body: Sequence[tuple[str, str]] = ()
    choices: Sequence[Choice] = ()
    enter: Entered | None = None
    language: str = "en"
    text: str = ""
    guard: float = 0.0
    escape: Callable[[], None] = lambda: None
    """What Esc does besides closing it."""
    tab: Callable[[str], tuple[str, Sequence[str]]] | None = None
    """What Tab makes of the line that is typed, and what it may go on with."""


def _clock() -> float:
    """Return the time by the clock that events are stamped with."""
    return time.perf_counter() if sys.platform == "win32" else time.monotonic()


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
        self._opened = self._typed = 0.0
        self._top, self._room, self._seen = 0, 0, False
        self._offers: Sequence[str] = ()

    def compose(self) -> ComposeResult:
        """What is asked, the line that is typed, the choices."""
        yield Panel(lambda width, _height, style: self._upper(width, style), id="asked")
        yield Field(self._pen, id="field")
        yield Panel(lambda width, _height, style: self._lower(width, style), id="choices")

    def on_mount(self) -> None:
        """Keep hold of the parts."""
        self.field = self.query_one("#field", Field)
        self.field.on_full = self._full
        self._asked, self._choices = self.query_one("#asked", Panel), self.query_one("#choices", Panel)

    @property
    def is_open(self) -> bool:
        """Whether a question waits for an answer."""
        return self._ask is not None

    def ask(self, question: Ask) -> None:
        """Show a question; one that waits already is dropped unanswered."""
        # A notice would lie over it.
        self.app.clear_notifications()
        self._ask, self._opened = question, _clock()
        self._typed = self._opened - TYPING
        self._top, self._seen, self._offers = 0, False, ()
        self.field.display = question.enter is not None
        self.field.begin(question.text, question.language)
        self.add_class("open")
        self.fit()

    def close(self) -> None:
        """Drop the question."""
        self._ask = None
        self.remove_class("open")
        self._lift_notices(0)

    async def press(self, key: str, event: events.Key) -> None:
        """Handle one key."""
        question = self._ask
        if question is None:
            return
        if key == "escape":
            self.close()
            question.escape()
            return
        # When it was typed counts, not when it is looked at: a burst waits while the question is drawn.
        if question.guard and event.time - self._opened < question.guard:
            return
        if question.enter is not None:
            await self._press_in_line(question, question.enter, key, event)
        elif key in ("up", "down", "pageup", "pagedown", "home", "end"):
            self._scroll(key)
        else:
            await self._choose(question, key, event)

    async def _press_in_line(self, question: Ask, enter: Entered, key: str, event: events.Key) -> None:
        if key in ("enter", "ctrl+j"):
            text = self.field.text.strip()
            self.close()
            opened = enter(text)
            if opened is not None:
                # A screen that opens is open before the next key is read.
                await opened
            return
        if key in ("pageup", "pagedown"):
            self._scroll(key)
            return
        self._offers = ()
        if key == "tab" and question.tab is not None:
            text, self._offers = question.tab(self.field.text)
            if text != self.field.text:
                self.field.put(text)
            elif not self._offers:
                self.app.bell()
        else:
            await self.field.edit_key(key, event)
        self.fit()

    async def _choose(self, question: Ask, key: str, event: events.Key) -> None:
        wanted = "enter" if key in ("enter", "ctrl+j") else place_of(event.character or key).lower()
        if question.guard and wanted != "enter" and self._writes_on(question, wanted, event):
            self.app.bell()
            return
        for n, choice in enumerate(question.choices):
            if wanted == choice.key or (wanted == "enter" and n == 0):
                if choice.whole and not self._seen:
                    self.app.bell()
                    return
                self.close()
                opened = choice.act()
                if opened is not None:
                    await opened
                return

    def _writes_on(self, question: Ask, wanted: str, event: events.Key) -> bool:
        """Whether a key belongs to a text somebody goes on writing."""
        answer = any(wanted == choice.key for choice in question.choices)
        if answer and event.time - self._typed >= TYPING:
            return False
        if not answer and self._typed < self._opened:
            self.app.tell("What is typed now is not written: a question waits for one of its keys.")  # type: ignore[attr-defined]
        self._typed = event.time
        return True

    def _scroll(self, key: str) -> None:
        page = max(1, self._room - 1)
        far = len(self._body(self.size.width, self.rich_style))
        self._top += {"up": -1, "down": 1, "pageup": -page, "pagedown": page, "home": -far, "end": far}[key]
        self.fit()

    def paste(self, text: str) -> None:
        """Put pasted text into the line that is typed."""
        if self._ask is not None and self._ask.enter is not None:
            self.field.take_paste(text)
            self.fit()

    def _full(self, length: int) -> None:
        self.app.bell()
        self.app.tell(f"{counted(length, 'character')} are too long for this line. Nothing was put in.")  # type: ignore[attr-defined]

    def fit(self) -> None:
        """Let heights follow what is asked and typed, and the screen."""
        if self._ask is None:
            return
        screen = self.screen.size
        width = max(20, screen.width)
        body = len(self._body(width, self.rich_style))
        field = self._field_height(width) if self.field.display else 0
        self._room = body
        lower = len(self._lower(width, self.rich_style))
        title = len(self._title(width))
        room = max(1, screen.height - 7 - title - field - lower)
        if body > room:
            # The line that says how to see the rest.
            self._room, lower = max(1, room - 1), lower + 1
        self._top = max(0, min(self._top, body - self._room))
        self._seen = self._seen or self._top + self._room >= body
        self._asked.styles.height, self._choices.styles.height = title + self._room, lower
        self.field.styles.height = field
        height = title + self._room + field + lower + 1
        self.styles.height = height
        self._lift_notices(height)
        self._asked.renew()
        self._choices.renew()

    def _lift_notices(self, height: int) -> None:
        """Let notices that come while it is asked stand above it."""
        # Not by a query: Textual's own widgets are not among the children it looks at.
        with contextlib.suppress(NoMatches):
            rack = self.screen.get_child_by_type(ToastRack)
            rack.styles.margin = (0, 0, max(BELOW_NOTICES, height), 0)

    def _field_height(self, width: int) -> int:
        field = self.field
        lines = self._pen.lines(field.text, width - 6, field.spoken, base=field.direction, caret_room=True)
        return min(len(lines), 6)

    def _upper(self, width: int, style: Style) -> list[Strip]:
        question = self._ask
        if question is None:
            return []
        title = [self._pen.label(line, width, style + BRIGHT) for line in self._title(width)]
        return [*title, *self._body(width, style)[self._top : self._top + self._room]]

    def _title(self, width: int) -> list[str]:
        """Return what is asked on as many lines as it takes."""
        return fit_lines(self._ask.title.split(), width, " ") if self._ask is not None else []

    def _body(self, width: int, style: Style) -> list[Strip]:
        body = self._ask.body if self._ask is not None else ()
        lines = [line for text, language in body for line in self._wrapped(text, language, width, style)]
        return [*lines, *self._offered(width, style)]

    def _offered(self, width: int, style: Style) -> list[Strip]:
        """Lay out what the line may go on with in columns, each name in its own order."""
        if not self._offers:
            return []
        shown = self._offers[:OFFERED]
        column = min(max(map(cells, shown)) + 2, width - 6)
        across = max(1, (width - 6) // column)
        rows = [shown[n : n + across] for n in range(0, len(shown), across)]
        edge = self._pen.label("", 3, style)
        more = len(self._offers) - len(shown)
        last = [self._pen.label(f"   and {more:,} more: type on", width, style)] if more else []
        drawn = [joined([edge, *(self._pen.label(name, column, style) for name in row)], width, style) for row in rows]
        return drawn + last

    def _lower(self, width: int, style: Style) -> list[Strip]:
        question = self._ask
        if question is None:
            return []
        out = []
        body = len(self._body(width, style))
        if body > self._room:
            waits = [] if self._seen else [choice.key for choice in question.choices if choice.whole]
            text = f" lines {self._top + 1}-{self._top + self._room} of {body}: PgDn, PgUp"
            text += f"   ({', '.join(waits)} answers when you have seen the end)" if waits else ""
            out.append(self._pen.label(text, width, style + Style(dim=True)))
        if question.enter is not None:
            out.append(self._pen.label(" Enter takes it   Esc cancels", width, style + Style(dim=True)))
        parts: list[Strip] = []
        for choice in question.choices:
            name = {"enter": "Enter"}.get(choice.key, choice.key)
            label = f" {choice.label}  "
            parts += [
                self._pen.label(" ", 1, style),
                self._pen.label(f" {name} ", len(name) + 2, style + NUMBER),
                self._pen.label(label, cells(label), style),
            ]
        return out + (_rows(parts, width, style) if parts else [])

    def _wrapped(self, text: str, language: str, width: int, style: Style) -> list[Strip]:
        edge = self._pen.label("", 3, style)
        return [
            joined([edge, self._pen.strip(line, style), edge], width, style)
            for line in self._pen.lines(text, width - 6, language)
        ]


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

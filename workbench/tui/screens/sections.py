"""A list in parts, each under a heading the chosen row passes over; slow work in threads, questions over it."""

from __future__ import annotations

import contextlib
import threading
from abc import abstractmethod
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.message import Message
from textual.strip import Strip

from workbench.errors import WorkbenchError
from workbench.tui.keys import normal
from workbench.tui.marks import BRIGHT, Glyphs
from workbench.tui.screens.choosing import STEPS, ChoosingScreen
from workbench.tui.strips import Pen, Spans
from workbench.tui.widgets.question import Ask, Question

GUARD = 0.3
"""Seconds in which a question about sending, replacing or agreeing takes no key: what was typed ahead answers nothing."""
After = Callable[[], None]
"""What is done with an answer, on the screen's own thread."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The line over a part."""

    text: str


class SectionsAnswered(Message):
    """A thread has done its work; ``after`` says what comes of it."""

    def __init__(self, after: After) -> None:
        super().__init__()
        self.after = after


class SectionedScreen(ChoosingScreen[object]):
    """The base of such lists: ``entry``, ``entry_whole`` and ``letter`` are a screen's own."""

    DEFAULT_CSS = """
    SectionedScreen { layers: base over; }
    """

    def __init__(self, pen: Pen, glyphs: Glyphs) -> None:
        super().__init__(pen, glyphs, lambda _row: None)
        self._writes = ThreadPoolExecutor(1, "screen-writes")
        self.touched = False
        """Whether a key was pressed here: until then the first row is the chosen one, whatever comes before it."""
        self.answered_at = 0.0
        """When the last answer of a thread came, by the clock of key events."""

    @abstractmethod
    def entry(self, row: object, width: int, style: Style) -> Strip:
        """Draw a row that is no heading."""

    @abstractmethod
    def entry_whole(self, row: object) -> list[tuple[str, str, Spans]]:
        """Return a row that is no heading whole."""

    @abstractmethod
    async def enter(self, row: object) -> None:
        """Do what Enter does on a row."""

    def letter(self, char: str, row: object) -> bool:
        """Handle a letter on a row (None: there is none), True when it was one of the screen's own."""
        return False

    # ------------------------------------------------------------------ building

    def compose(self) -> ComposeResult:
        """The list, and what is asked."""
        yield from super().compose()
        yield Question(self.pen, id="question")

    def on_mount(self) -> None:
        """Keep hold of the question."""
        self.question = self.query_one("#question", Question)

    def on_unmount(self) -> None:
        """What is to be written is written all the same."""
        self._writes.shutdown(wait=False)

    def on_resize(self) -> None:
        """Let the question follow."""
        self.call_after_refresh(self.question.fit)

    def line(self, row: object, width: int, style: Style) -> Strip:
        """A heading, or a row of the screen."""
        if isinstance(row, Heading):
            return self.pen.label(row.text, width, style + BRIGHT)
        return self.entry(row, width, style)

    def whole(self, row: object) -> list[tuple[str, str, Spans]]:
        """The row whole; of a heading nothing more."""
        return [] if isinstance(row, Heading) else self.entry_whole(row)

    @property
    def chosen(self) -> object:
        """The row chosen, None where there is none."""
        return self.rows[self.at] if self.rows else None

    def show_rows(self, rows: list[object], key: Callable[[object], object]) -> None:
        """Show other rows, the one chosen before chosen again where it is still there."""
        before = key(self.chosen) if self.rows and self.touched else None
        self.at = self.at if self.touched else 0
        self.rows = rows
        self.at = next((n for n, r in enumerate(rows) if key(r) == before), min(self.at, max(0, len(rows) - 1)))
        self._pass_headings(1)
        self.renew()

    def choose(self, at: int) -> None:
        """Choose a row."""
        self.at, self.touched = at, True
        self._pass_headings(1)
        self.renew()

    def renew(self) -> None:
        """Draw everything anew, the keys too: they are those of the row."""
        super().renew()
        self.query_one("#choosing-keys").refresh()

    def _pass_headings(self, step: int) -> None:
        """Go on from a heading in a direction, back where there is no row any more."""
        for way in (step, -step):
            at = self.at
            while 0 <= at < len(self.rows):
                if not isinstance(self.rows[at], Heading):
                    self.at = at
                    return
                at += way

    def _part(self, step: int) -> None:
        """Go to the first row of the next part, or of the one before."""
        heads = [n for n, r in enumerate(self.rows) if isinstance(r, Heading) and self._has_rows(n)]
        if not heads:
            return
        here = max((k for k, n in enumerate(heads) if n < self.at), default=0)
        self.choose(heads[(here + step) % len(heads)] + 1)

    def _has_rows(self, head: int) -> bool:
        return head + 1 < len(self.rows) and not isinstance(self.rows[head + 1], Heading)

    # ------------------------------------------------------------------ threads

    def in_background(self, work: Callable[[], After], *, write: bool = False) -> None:
        """Do slow work in a thread; what it returns is done here afterwards, an error is told.

        What writes is done in the order it was asked for, also when the screen has gone meanwhile.
        """

        def run() -> None:
            try:
                after = work()
            except WorkbenchError as e:
                text = str(e).strip()
                after = lambda: self.failed(text)  # noqa: E731
            except Exception:  # noqa: BLE001 - the worker funnel: it would seem to go on for ever
                after = lambda: self.failed("Something went wrong inside the program.")  # noqa: E731
            # The screen may be gone already.
            with contextlib.suppress(RuntimeError):
                self.post_message(SectionsAnswered(after))

        if write:
            self._writes.submit(run)
        else:
            threading.Thread(target=run, name="screen", daemon=True).start()

    def on_sections_answered(self, message: SectionsAnswered) -> None:
        """Do what comes of it."""
        self.answered_at = message.time
        message.after()

    def failed(self, text: str) -> None:
        """Tell what went wrong in a thread."""
        self.say(text, bad=True)

    def ask(self, question: Ask) -> None:
        """Ask something."""
        self.question.ask(question)

    def say(self, text: str, *, bad: bool = False) -> None:
        """Show a notice."""
        self.app.tell(text, severity="error" if bad else "information")  # type: ignore[attr-defined] # a WorkbenchApp

    # ------------------------------------------------------------------ keys

    async def on_key(self, event: events.Key) -> None:
        """A question comes first; Tab goes from part to part."""
        key = normal(event.key)
        self.touched = True
        if self.question.is_open:
            event.stop()
            event.prevent_default()
            await self.question.press(key, event)
        elif key in ("tab", "shift+tab"):
            event.stop()
            event.prevent_default()
            self._part(1 if key == "tab" else -1)
        elif key in ("enter", "ctrl+j"):
            event.stop()
            event.prevent_default()
            await self.press_enter(event)
        else:
            await super().on_key(event)
            if key in STEPS or key in ("home", "end"):
                self._pass_headings(1 if key == "home" or STEPS.get(key, -1) > 0 else -1)
                self.renew()

    async def press_enter(self, _event: events.Key) -> None:
        """Do what Enter does on the row chosen."""
        row = self.chosen
        if row is None or isinstance(row, Heading):
            self.app.bell()
        else:
            await self.enter(row)

    def typed(self, char: str) -> None:
        """A letter of the screen, or what every list does."""
        if not self.letter(char, self.chosen):
            super().typed(char)

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted text for the line that is typed."""
        event.stop()
        if self.question.is_open:
            self.question.paste(event.text)

    def on_panel_clicked(self, message: object) -> None:
        """Choose the clicked line, never a heading."""
        super().on_panel_clicked(message)  # type: ignore[arg-type] # a Panel.Clicked
        self._pass_headings(1)
        self.renew()

"""Find and replace over the editor: two lines typed, then every change to look at, each left out or taken in."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.app import App
from textual.message import Message
from textual.strip import Strip

from workbench.errors import WorkbenchError
from workbench.model import Undone
from workbench.tui.keys import normal, place_of
from workbench.tui.marks import GONE, NEW, Glyphs
from workbench.tui.screens.choosing import AskingList
from workbench.tui.strips import Pen, Spans, joined
from workbench.tui.widgets.question import Ask
from workbench.workflow.desk import Desk
from workbench.workflow.pacing import Pace, Stopped, Waiting
from workbench.workflow.replace_pattern import Wish
from workbench.workflow.replacing import Change, Done, Plan, Refused, Which

Row = Change | Refused
WRITING = "writing …"
LATE = 1.0
"""Seconds after which what is still being written waits for another program."""
LOOKING_ROUND = frozenset({"up", "down", "pageup", "pagedown", "home", "end"})
"""Keys that change nothing."""
GUARD = 0.3
"""Seconds a plan must have been shown before Enter does it: the Enter of the line before answers nothing."""
PLACE = 16
"""Columns an article and a number have at least."""
LEAD = 12
"""Characters before the first place that are shown of a text too long for its line."""


class ReplacePlanned(Message):
    """What would be replaced is known; without ``plan`` ``error`` says why not."""

    def __init__(self, plan: Plan | None, error: str = "", turn: int = 0) -> None:
        super().__init__()
        self.plan, self.error, self.turn = plan, error, turn


class ReplaceDone(Message):
    """The changes are on the disk; without ``done`` ``error`` says why not."""

    def __init__(self, done: Done | None, error: str = "") -> None:
        super().__init__()
        self.done, self.error = done, error


class ReplaceUndone(Message):
    """The last replacement is taken back; without ``undone`` ``error`` says why not."""

    def __init__(self, undone: Undone | None, error: str = "") -> None:
        super().__init__()
        self.undone, self.error = undone, error


class ReplaceScreen(AskingList[Row]):
    """The changes of a plan; ``after`` and ``undone`` are told what was written, once the screen has gone.

    A thread of its own looks and writes, one act behind the other; leaving the screen gives a search up.
    """

    DEFAULT_CSS = """
    ReplaceScreen { layers: base over; }
    """
    _WHICH: ClassVar = {Which.BOTH: Which.DRAFTS, Which.DRAFTS: Which.CONFIRMED, Which.CONFIRMED: Which.BOTH}

    def __init__(
        self,
        pen: Pen,
        glyphs: Glyphs,
        desk: Desk,
        after: Callable[[Done], None],
        undone: Callable[[Undone], None],
    ) -> None:
        super().__init__(pen, glyphs, lambda _row: None)
        self._desk, self._after, self._undone = desk, after, undone
        self._work = ThreadPoolExecutor(1, "replace")
        self._left = threading.Event()
        self._waiting = Waiting()
        """What is being written."""
        self._wish = Wish("", "")
        self._which = Which.BOTH
        self._everywhere = False
        self._plan: Plan | None = None
        self._turn = 0
        self._shown = 0.0
        self.out: set[int] = set()
        """Segments left out."""
        self.busy = ""
        """What is being done, '' when nothing is."""

    def on_mount(self) -> None:
        """Ask what to find."""
        super().on_mount()
        self._ask()

    def on_unmount(self) -> None:
        """Give up what is being looked for."""
        self._left.set()
        self._waiting.give_up()
        self._work.shutdown(wait=False)

    # ------------------------------------------------------------------ what is wanted

    def _ask(self) -> None:
        language = self._desk.project.target

        def found(_text: str) -> None:
            # As it was typed: a space at the edge of a word is what many look for.
            find = self.question.field.text
            self.question.ask(
                Ask("Put in its place:", enter=lambda _t: put(find), text=self._wish.replace, language=language)
            )

        def put(find: str) -> None:
            self._look(replace(self._wish, find=find, replace=self.question.field.text))

        title = "Find in the translation (an expression)" if self._wish.regex else "Find in the translation"
        self.question.ask(Ask(f"{title}:", enter=found, text=self._wish.find, language=language))

    def _look(self, wish: Wish) -> None:
        self._wish = wish
        self.rows, self.at, self.out, self._plan = [], 0, set(), None
        self._turn += 1
        if not wish.find:
            self.busy = ""
            self.renew()
            return
        which, everywhere, turn = self._which, self._everywhere, self._turn

        def stopped() -> bool:
            return self._left.is_set() or turn != self._turn

        def work() -> Message:
            pace = Pace(stopped=stopped, resting=True)
            return ReplacePlanned(self._desk.plan_replacing(wish, which, everywhere=everywhere, pace=pace), turn=turn)

        self._in_thread("looking …", work, partial(ReplacePlanned, turn=turn))

    def _in_thread(self, what: str, work: Callable[[], Message], failed: Callable[[None, str], Message]) -> None:
        self.busy = what
        self.renew()
        if what == WRITING:
            self.set_timer(LATE, self._late)

        def run() -> None:
            try:
                message = work()
            except Stopped:
                return
            except WorkbenchError as e:
                message = failed(None, str(e))
            except Exception:  # noqa: BLE001 - the worker funnel: it would seem to go on for ever
                message = failed(None, "Something went wrong inside the program.")
            if self._left.is_set():
                self._tell_left(app, message)
            else:
                self.post_message(message)

        app = self.app
        self._work.submit(run)

    def _tell_left(self, app: App[object], message: Message) -> None:
        """Let the text know what was written although the screen was left: it had begun. In the thread."""

        def tell() -> None:
            # While the program ends the editor is there no more.
            if app.is_running and isinstance(message, ReplaceDone) and message.done is not None:
                self._after(message.done)
            elif app.is_running and isinstance(message, ReplaceUndone) and message.undone is not None:
                self._undone(message.undone)

        # The program may be gone as well.
        with contextlib.suppress(RuntimeError):
            app.call_later(tell)

    def _late(self) -> None:
        if self.busy == WRITING:
            self._say("Another program is writing: this is done when it has finished.")

    def on_replace_planned(self, message: ReplacePlanned) -> None:
        """Show what would be replaced, unless something else is looked for by now."""
        if message.turn != self._turn:
            return
        self.busy, self._shown = "", message.time
        self._plan = message.plan
        self.rows = [*message.plan.changes, *message.plan.refused] if message.plan else []
        if message.error:
            self._say(message.error)
        self.renew()

    # ------------------------------------------------------------------ doing it

    def _done(self) -> None:
        plan = self._plan
        wanted = [c for c in plan.changes if c.segment not in self.out] if plan else []
        if plan is None or not wanted:
            self.app.bell()
            return
        given_up = self._in_turn()
        self._in_thread(WRITING, lambda: ReplaceDone(self._desk.replace(plan, wanted, given_up)), ReplaceDone)

    def _in_turn(self) -> Callable[[], bool]:
        """Return what is asked when the turn of a write has come: whether it was given up."""
        waiting = self._waiting = Waiting()
        return lambda: not waiting.begin()

    def on_replace_done(self, message: ReplaceDone) -> None:
        """Go back to the editor, or say why nothing was written."""
        self.busy = ""
        if message.done is None:
            self._say(message.error)
            self.renew()
            return
        self._go_back(partial(self._after, message.done))

    def _take_back(self) -> None:
        if self._desk.replaced:
            given_up = self._in_turn()
            self._in_thread(WRITING, lambda: ReplaceUndone(self._desk.take_back_replacing(given_up)), ReplaceUndone)
        else:
            self._say("Nothing was replaced in this sitting; older acts: workbench undo --list")

    def on_replace_undone(self, message: ReplaceUndone) -> None:
        """Go back to the editor, or say why nothing was written."""
        self.busy = ""
        if message.undone is None:
            self._say(message.error)
            self.renew()
            return
        self._go_back(partial(self._undone, message.undone))

    def _go_back(self, tell: Callable[[], None]) -> None:
        if self.app.is_running:
            self.app.pop_screen()
            tell()

    # ------------------------------------------------------------------ drawing

    def title_bar(self) -> tuple[str, str]:
        """What is replaced, and how it is looked for."""
        how = "expression" if self._wish.regex else "as written"
        letters = "harakat and case do not count" if self._wish.fold else "exact letters"
        words = ", whole words" if self._wish.words else ""
        where = "project" if self._everywhere else "document"
        which = "" if self._which is Which.BOTH else f", {self._which.value} only"
        count = f"{self._marked} of {len(self._plan.changes)} " if self._plan else ""
        return f" Replace in the {where}{which}: {how}, {letters}{words}", self.busy or count

    @property
    def _marked(self) -> int:
        return sum(isinstance(r, Change) and r.segment not in self.out for r in self.rows)

    def line(self, row: Row, width: int, style: Style) -> Strip:
        """Whether it is done, the place, and the new text from its first change on."""
        mark = "x" if isinstance(row, Change) and row.segment not in self.out else " "
        mark = "!" if isinstance(row, Refused) else mark
        head = f"[{mark}] {_cut_place(row.place, max(PLACE, width // 6))} "
        room = max(4, width - len(head))
        text, spans = (row.old, []) if isinstance(row, Refused) else _from_the_place(row, room)
        line = self.pen.lines(text, room, self._desk.project.target)[0]
        return joined([self.pen.label(head, len(head), style), self.pen.strip(line, style, spans)], width, style)

    def whole(self, row: Row) -> list[tuple[str, str, Spans]]:
        """The text as it is and as it would be, what goes and what comes marked."""
        target = self._desk.project.target
        if isinstance(row, Refused):
            # The keys in force are the app's, a WorkbenchApp.
            key = f" ({self.app.key_table.behind(row.act)} in the editor)" if row.act else ""  # type: ignore[attr-defined]
            return [(row.old, target, ()), (f"It stays as it is. {row.why}{key}", "en", ())]
        return [
            (row.old, target, [(s.start, s.end, GONE) for s in row.spans]),
            (row.new, target, [(s.new_start, s.new_end, NEW) for s in row.spans]),
            (f"{row.place}, {'confirmed' if row.confirmed else 'a draft'}", "en", ()),
        ]

    def nothing(self) -> str:
        """Nothing looked for, or not found."""
        return self.busy or ("Nowhere." if self._plan else "f: say what to find. z: take the last replacement back.")

    def keys(self) -> list[str]:
        """The keys."""
        return [
            *("Enter do it", "Space out/in", "f find", "r regex", "l exact", "w words"),
            *("d drafts", "p project", "z undo", "Esc back"),
        ]

    # ------------------------------------------------------------------ keys

    async def on_key(self, event: events.Key) -> None:
        """The lines that are typed come first; while something is written nothing else is done."""
        early = normal(event.key) in ("enter", "ctrl+j") and self._unseen(event)
        writing = self.busy == WRITING and event.key not in LOOKING_ROUND
        if writing and not self.question.is_open and normal(event.key) in ("escape", "ctrl+q"):
            event.stop()
            event.prevent_default()
            self._give_up()
        elif not self.question.is_open and (writing or early):
            event.stop()
            event.prevent_default()
            self.app.bell()
        else:
            await super().on_key(event)

    def _give_up(self) -> None:
        """Leave although something waits to be written, and it is not done; what has begun is done, and then told."""
        if not self._waiting.give_up():
            self._say("It is being written: too late to give it up.")
            return
        self._left.set()
        self.app.pop_screen()
        self._say("Given up: nothing was changed.")

    def _unseen(self, event: events.Key) -> bool:
        """Whether a key was typed before anybody could have seen what it would do."""
        return self._plan is None or event.time - self._shown < GUARD

    def typed(self, char: str) -> None:
        """Mark, change how it is looked for, or what every list does."""
        char = place_of(char)
        if char == " " and self.rows:
            row = self.rows[self.at]
            if isinstance(row, Change):
                self.out ^= {row.segment}
            self.at += 1
            self.renew()
        elif char == "z":
            self._take_back()
        elif char == "f":
            self._ask()
        elif char == "r":
            self._look(replace(self._wish, regex=not self._wish.regex))
        elif char == "l":
            self._look(replace(self._wish, fold=not self._wish.fold))
        elif char == "w":
            self._look(replace(self._wish, words=not self._wish.words))
        elif char == "d":
            self._which = self._WHICH[self._which]
            self._look(self._wish)
        elif char == "p":
            self._everywhere = not self._everywhere
            self._look(self._wish)
        else:
            super().typed(char)

    def _say(self, text: str) -> None:
        self.app.tell(text)  # type: ignore[attr-defined] # the app is a WorkbenchApp


def _cut_place(place: str, room: int) -> str:
    """Return an article and a number in so many columns: the name is cut, never the number."""
    name, _space, number = place.rpartition(" ")
    return f"{name[: max(1, room - len(number) - 1)]} {number}".ljust(room)


def _from_the_place(change: Change, width: int) -> tuple[str, list[tuple[int, int, Style]]]:
    """Return the new text from a little before its first change, so that this is on the line, and what is new in it."""
    first = change.spans[0]
    start = 0
    if first.new_end > width - 4:
        start = change.new.rfind(" ", 0, max(0, first.new_start - LEAD)) + 1
    lead = "… " if start else ""
    moved = len(lead) - start
    return lead + change.new[start:], [(s.new_start + moved, s.new_end + moved, NEW) for s in change.spans]

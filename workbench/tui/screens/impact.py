"""Impact: stored pairs and segments that do not follow the glossary, each put right with one key, or all at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from workbench.errors import WorkbenchError
from workbench.model import counted
from workbench.tui.marks import ASCII, GONE, NEW, SYMBOLS
from workbench.tui.screens.choosing import AskingList
from workbench.tui.strips import Pen, Spans, joined
from workbench.tui.widgets.question import Ask, Choice
from workbench.workflow.batches import find_batch, undo_batch
from workbench.workflow.impact import Finding, Impact, find_impact
from workbench.workflow.impact_fix import Fixed, fix_impact
from workbench.workflow.pacing import Pace, Stopped
from workbench.workflow.term_pairs import shown
from workbench.workflow.workspace import Workspace


class ImpactFound(Message):
    """The search is over; without ``impact`` ``error`` says why."""

    def __init__(self, impact: Impact | None, error: str = "") -> None:
        super().__init__()
        self.impact, self.error = impact, error


class ImpactProgress(Message):
    """The search has come further."""


class ImpactDone(Message):
    """A write is on the disk, or ``error`` says why not."""

    def __init__(self, fixed: Fixed | None = None, undone: int = 0, error: str = "") -> None:
        super().__init__()
        self.fixed, self.undone, self.error = fixed, undone, error


class ImpactScreen(AskingList[Finding]):
    """A list of findings and, below, the pair of the chosen one with what it would become.

    One thread of its own searches and writes, one act behind the other; leaving the screen gives a search up.
    """

    DEFAULT_CSS = """
    ImpactScreen { layers: base over; }
    ImpactScreen #chosen { height: 10; }
    """

    def __init__(self, pen: Pen, ws: Workspace, *, term: str = "") -> None:
        """With a ``term`` (its id) that one is looked for at once."""
        super().__init__(pen, ASCII if ws.settings.ascii else SYMBOLS, lambda _row: None)
        self._term = term
        self._ws = ws
        self._work = ThreadPoolExecutor(1, "impact")
        self._left = threading.Event()
        self._asked: dict[str, str] = {}
        self._percent = -1
        self.done: set[str] = set()
        self.batches: list[tuple[int, frozenset[str]]] = []
        self.busy = False

    def on_mount(self) -> None:
        """Ask which terms."""
        super().on_mount()
        if self._term:
            self._find(term=self._term)
        else:
            self._ask()

    def on_unmount(self) -> None:
        """Give up what is being looked for."""
        self._left.set()
        self._work.shutdown(wait=False)

    # ------------------------------------------------------------------ searching

    def _ask(self) -> None:
        def version() -> None:
            self.question.ask(
                Ask("Changed since which git revision, or older file?", enter=lambda t: self._find(since=t))
            )

        def term() -> None:
            self.question.ask(Ask("Which term? (its id)", enter=lambda t: self._find(term=t)))

        choices = [
            Choice("1", "All terms of the glossaries", self._find),
            Choice("2", "Terms changed since a version", version),
            Choice("3", "One term", term),
        ]
        self.question.ask(Ask("Which stored texts do not follow the glossary?", choices=choices))

    def _find(self, since: str = "", term: str = "") -> None:
        since, term = since.strip(), term.strip()
        self._asked = {"since": since, "term": term}
        self.rows, self.done, self.at, self.busy, self._percent = [], set(), 0, True, 0
        self.renew()

        def work() -> None:
            try:
                found = find_impact(
                    self._ws,
                    since=since,
                    terms=(term,) if term else (),
                    pace=Pace(self._progress, self._left.is_set, resting=True),
                )
            except Stopped:
                return
            except WorkbenchError as e:
                self.post_message(ImpactFound(None, str(e)))
                return
            self.post_message(ImpactFound(found))

        self._work.submit(work)

    def _progress(self, done: int, total: int) -> None:
        if not self._left.is_set():
            self._percent = 100 * done // max(1, total)
            self.post_message(ImpactProgress())

    def on_impact_progress(self, _message: ImpactProgress) -> None:
        """Show how far the search is."""
        self.query_one("#choosing-title").refresh()

    def on_impact_found(self, message: ImpactFound) -> None:
        """Show what was found."""
        self.busy = False
        if message.impact is None:
            self._say(message.error)
        else:
            self.rows = list(message.impact.findings)
            if message.impact.errors:
                self._say(message.impact.errors[0].message)
        self.renew()

    # ------------------------------------------------------------------ changing

    def _fix(self, findings: Sequence[Finding]) -> None:
        ready = [f for f in findings if f.fixed and f.key not in self.done]
        if self._ws.read_only:
            self._say("This workspace cannot be written.")
        elif not ready:
            self._say("No replacement is known here: it is done by hand, in the text or in the memory.")
        else:
            self._write(lambda: ImpactDone(fixed=fix_impact(self._ws, ready)))

    def _fix_all(self) -> None:
        ready = [f for f in self.rows if f.ready and f.key not in self.done]
        if not ready:
            self._fix(())
            return
        look = sum(bool(f.doubt) and f.key not in self.done for f in self.rows)
        rest = f" {look} more are to be looked at one by one." if look else ""
        choices = [
            Choice("n", "No, leave them", lambda: None),
            Choice("y", f"Yes, change {counted(len(ready), 'text')}; z takes it back", lambda: self._fix(ready)),
        ]
        self.question.ask(Ask(f"Put {counted(len(ready), 'text')} right?{rest}", choices=choices))

    def _take_back(self) -> None:
        if not self.batches:
            self._say("Nothing was changed here; older acts: workbench undo --list")
            return
        batch = self.batches[-1][0]
        self._write(lambda: ImpactDone(undone=undo_batch(self._ws, find_batch(self._ws, batch)).taken))

    def _write(self, act: Callable[[], ImpactDone]) -> None:
        if self.busy:
            return
        self.busy = True

        def work() -> None:
            try:
                self.post_message(act())
            except WorkbenchError as e:
                self.post_message(ImpactDone(error=str(e)))

        self._work.submit(work)

    def on_impact_done(self, message: ImpactDone) -> None:
        """Show what is on the disk now."""
        self.busy = False
        if message.error:
            self._say(message.error)
        elif message.fixed is not None:
            fixed = frozenset(f.key for f in message.fixed.done)
            self.done |= fixed
            if message.fixed.batch:
                self.batches.append((message.fixed.batch, fixed))
            for f in message.fixed.left:
                self._say(f"{f.place} was changed or is being edited; it stays as it is.")
            if message.fixed.locked:
                self._say(f"Locked, and left as they are: {len(message.fixed.locked)}.")
            if self.at < len(self.rows) - 1 and self.rows[self.at].key in fixed and len(fixed) == 1:
                self.at += 1
        else:
            self.done -= self.batches.pop()[1]
            self._say(f"As before: {counted(message.undone, 'text')}.")
        self.renew()

    # ------------------------------------------------------------------ drawing

    def title_bar(self) -> tuple[str, str]:
        """How far the search is, or what was found."""
        if self.busy and not self.rows:
            return f" Impact: looking through all pairs, {max(0, self._percent)} %", ""
        left = [f for f in self.rows if f.key not in self.done]
        ready = sum(bool(f.fixed) for f in left)
        does = "does" if len(left) == 1 else "do"
        return f" Impact: {counted(len(left), 'text')} {does} not follow the glossary, {ready} can be put right", ""

    def line(self, row: Finding, width: int, style: Style) -> Strip:
        """A mark for what is to be done, the place, the changes."""
        mark = (
            self.glyphs.done if row.key in self.done else self.glyphs.draft if row.held else "?" if row.doubt else " "
        )
        mark = mark if row.fixed or row.held else "!"
        what = ", ".join(map(shown, row.changes)) if row.fixed else f"{', '.join(row.ids)}: by hand"
        return self.pen.label(f"{mark} {row.place:<24.24}  {what}", width, style)

    def whole(self, row: Finding) -> list[tuple[str, str, Spans]]:
        """What is wrong, both sides, and what the text would become."""
        target = row.languages[1]
        out: list[tuple[str, str, Spans]] = [(f"{row.key}  {'; '.join(i.message for i in row.issues)}", "en", ())]
        out += [(f"? {row.doubt}", "en", ())] if row.doubt else []
        out += [(row.other, row.languages[0], ()), (row.text, target, [(0, len(row.text), GONE)] if row.fixed else ())]
        return [*out, (row.fixed, target, [(0, len(row.fixed), NEW)])] if row.fixed else out

    def _chosen(self, width: int, height: int, style: Style) -> list[Strip]:
        """Of each text as many lines as leave room for the others; ``-`` goes and ``+`` comes."""
        if not self.rows:
            return []
        row = self.rows[self.at]
        parts = self.whole(row)
        told = len(parts) - (3 if row.fixed else 2)
        room = max(1, (height - told) // (len(parts) - told))
        signs = [*[" "] * (told + 1), "-", "+"]
        out: list[Strip] = []
        for n, (sign, (text, language, spans)) in enumerate(zip(signs, parts, strict=False)):
            for k, line in enumerate(self.pen.lines(text, max(10, width - 3), language)[: room if n >= told else 1]):
                head = self.pen.label(f" {sign if k == 0 else ' '} ", 3, style)
                out.append(joined([head, self.pen.strip(line, style, spans)], width, style))
        return out

    def nothing(self) -> str:
        """Looking, or nothing found."""
        return "Looking …" if self.busy else "Nothing found."

    def keys(self) -> list[str]:
        """The keys of the screen."""
        return ["Enter put right", "a all", "z take back", "s look again", "Esc back", "c copy"]

    def _say(self, text: str) -> None:
        self.app.tell(text)  # type: ignore[attr-defined] # the app is a WorkbenchApp

    # ------------------------------------------------------------------ keys

    async def on_key(self, event: events.Key) -> None:
        """Ctrl+Z is z here; all else as in every list."""
        if event.key == "ctrl+z" and not self.question.is_open:
            event.stop()
            event.prevent_default()
            self.typed("z")
        else:
            await super().on_key(event)

    def _done(self) -> None:
        if self.rows and not self.busy:
            self._fix([self.rows[self.at]])

    def typed(self, char: str) -> None:
        """Put right, take back, look again; nothing of it while something is looked for or written."""
        if char == "q":
            self.app.pop_screen()
        elif char not in ("f", "a", "z", "s"):
            super().typed(char)
        elif self.busy:
            return
        elif char == "f":
            self._done()
        elif char == "a":
            self._fix_all()
        elif char == "z":
            self._take_back()
        else:
            self._ask()

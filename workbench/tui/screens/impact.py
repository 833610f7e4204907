"""Impact: stored pairs and segments that do not follow the glossary, each put right with one key, or all at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.message import Message
from textual.screen import Screen
from textual.strip import Strip

from workbench.errors import WorkbenchError
from workbench.tui.keys import normal, place_of
from workbench.tui.marks import ASCII, DIM, GONE, NEW, NUMBER, SYMBOLS
from workbench.tui.strips import Pen, joined
from workbench.tui.widgets.panels import Bar, Panel, fit_items
from workbench.tui.widgets.question import Ask, Choice, Question
from workbench.workflow.batches import find_batch, undo_batch
from workbench.workflow.impact import Finding, Impact, find_impact
from workbench.workflow.impact_fix import Fixed, fix_impact
from workbench.workflow.pacing import Pace, Stopped
from workbench.workflow.term_pairs import shown
from workbench.workflow.workspace import Workspace

KEYS = (
    ("Enter, f", "put this text right"),
    ("a", "put all right that need no look (no ? before them), as one act"),
    ("z", "take the last act back"),
    ("s", "look again: all terms, what changed since a version, one term"),
    ("Esc, q", "back"),
)
"""The keys of the screen and what they do; the README has the same table."""


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


class ImpactScreen(Screen[None]):
    """A list of findings and, below, the pair of the chosen one with what it would become.

    One thread of its own searches and writes, one act behind the other; leaving the screen gives a search up.
    """

    DEFAULT_CSS = """
    ImpactScreen { layers: base over; }
    ImpactScreen #impact-title { height: 1; background: $primary-background; text-style: bold; }
    ImpactScreen #findings { height: 1fr; }
    ImpactScreen #finding { height: 10; border-top: solid $primary; }
    ImpactScreen #impact-keys { height: 1; background: $panel; }
    """

    def __init__(self, pen: Pen, ws: Workspace, *, term: str = "") -> None:
        """With a ``term`` (its id) that one is looked for at once."""
        super().__init__()
        self._term = term
        self._pen = pen
        self._ws = ws
        self._glyphs = ASCII if ws.settings.ascii else SYMBOLS
        self._work = ThreadPoolExecutor(1, "impact")
        self._left = threading.Event()
        self._asked: dict[str, str] = {}
        self._percent = -1
        self.findings: list[Finding] = []
        self.done: set[str] = set()
        self.batches: list[tuple[int, frozenset[str]]] = []
        self.at = 0
        self.busy = False

    def compose(self) -> ComposeResult:
        """Title, list, the finding chosen, keys."""
        yield Bar(self._pen, self._title, id="impact-title")
        yield Panel(self._list, id="findings")
        yield Panel(self._detail, id="finding")
        yield Question(self._pen, id="question")
        yield Bar(self._pen, self._key_bar, id="impact-keys")

    def on_mount(self) -> None:
        """Ask which terms."""
        self.question = self.query_one("#question", Question)
        if self._term:
            self._find(term=self._term)
        else:
            self._ask()

    def on_unmount(self) -> None:
        """Give up what is being looked for."""
        self._left.set()
        self._work.shutdown(wait=False)

    def on_resize(self) -> None:
        """Let the question follow."""
        self.call_after_refresh(self.question.fit)

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
        self.findings, self.done, self.at, self.busy, self._percent = [], set(), 0, True, 0
        self._renew()

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
        self.query_one("#impact-title").refresh()

    def on_impact_found(self, message: ImpactFound) -> None:
        """Show what was found."""
        self.busy = False
        if message.impact is None:
            self._say(message.error)
        else:
            self.findings = list(message.impact.findings)
            if message.impact.errors:
                self._say(message.impact.errors[0].message)
        self._renew()

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
        ready = [f for f in self.findings if f.ready and f.key not in self.done]
        if not ready:
            self._fix(())
            return
        look = sum(bool(f.doubt) and f.key not in self.done for f in self.findings)
        rest = f" {look} more are to be looked at one by one." if look else ""
        choices = [
            Choice("n", "No, leave them", lambda: None),
            Choice("y", f"Yes, change {len(ready)} texts; z takes it back", lambda: self._fix(ready)),
        ]
        self.question.ask(Ask(f"Put {len(ready)} texts right?{rest}", choices=choices))

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
            if self.at < len(self.findings) - 1 and self.findings[self.at].key in fixed and len(fixed) == 1:
                self.at += 1
        else:
            self.done -= self.batches.pop()[1]
            self._say(f"{message.undone} texts are as they were.")
        self._renew()

    # ------------------------------------------------------------------ drawing

    def _title(self) -> tuple[str, str]:
        if self.busy and not self.findings:
            return f" Impact: looking through all pairs, {max(0, self._percent)} %", ""
        left = [f for f in self.findings if f.key not in self.done]
        ready = sum(bool(f.fixed) for f in left)
        return f" Impact: {len(left)} texts do not follow the glossary, {ready} can be put right", ""

    def _list(self, width: int, height: int, style: Style) -> list[Strip]:
        if not self.findings:
            text = "  Looking …" if self.busy else "  Nothing found."
            return [self._pen.label("", width, style), self._pen.label(text, width, style + DIM)]
        top = max(0, min(self.at - height // 2, len(self.findings) - height))
        return [self._line(n, width, style) for n in range(top, min(len(self.findings), top + height))]

    def _line(self, n: int, width: int, style: Style) -> Strip:
        f = self.findings[n]
        own = style + NUMBER if n == self.at else style
        mark = self._glyphs.done if f.key in self.done else self._glyphs.draft if f.held else "?" if f.doubt else " "
        mark = mark if f.fixed or f.held else "!"
        caret = self._glyphs.caret if n == self.at else " "
        what = ", ".join(map(shown, f.changes)) if f.fixed else f"{', '.join(f.ids)}: by hand"
        return self._pen.label(f" {caret} {mark} {f.place:<24.24}  {what}", width, own)

    def _detail(self, width: int, height: int, style: Style) -> list[Strip]:
        if not self.findings:
            return []
        f = self.findings[self.at]
        texts = [
            ("", f.other, f.languages[0], style),
            ("-", f.text, f.languages[1], style + GONE if f.fixed else style),
        ]
        if f.fixed:
            texts.append(("+", f.fixed, f.languages[1], style + NEW))
        out = [self._pen.label(f" {f.key}  {'; '.join(i.message for i in f.issues)}", width, style)]
        if f.doubt:
            out.append(self._pen.label(f" ? {f.doubt}", width, style))
        room = max(1, (height - len(out)) // len(texts))
        for sign, text, language, own in texts:
            for n, line in enumerate(self._pen.lines(text, max(10, width - 3), language)[:room]):
                head = self._pen.label(f" {sign if n == 0 else ' '} ", 3, own)
                out.append(joined([head, self._pen.strip(line, own)], width, style))
        return out

    def _key_bar(self) -> tuple[str, str]:
        return fit_items(["Enter put right", "a all", "z take back", "s look again", "Esc back"], self.size.width), ""

    def _renew(self) -> None:
        for name in ("findings", "finding"):
            self.query_one(f"#{name}", Panel).renew()
        self.query_one("#impact-title").refresh()

    def _say(self, text: str) -> None:
        self.app.tell(text)  # type: ignore[attr-defined] # the app is a WorkbenchApp

    # ------------------------------------------------------------------ keys

    async def on_key(self, event: events.Key) -> None:
        """Handle every key here."""
        event.stop()
        event.prevent_default()
        key = normal(event.key)
        if self.question.is_open:
            await self.question.press(key, event)
            return
        char = place_of(event.character or "").lower()
        count = len(self.findings)
        steps = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10, "home": -count, "end": count}
        if key in steps:
            self.at = max(0, min(count - 1, self.at + steps[key]))
            self._renew()
        elif key == "escape" or char == "q":
            self.app.pop_screen()
        elif self.busy:
            return
        elif (key in ("enter", "ctrl+j") or char == "f") and self.findings:
            self._fix([self.findings[self.at]])
        elif char == "a":
            self._fix_all()
        elif char == "z" or key == "ctrl+z":
            self._take_back()
        elif char == "s":
            self._ask()

    def on_panel_clicked(self, message: Panel.Clicked) -> None:
        """Choose the clicked line."""
        if message.panel == "findings" and self.findings:
            height = self.query_one("#findings").size.height
            top = max(0, min(self.at - height // 2, len(self.findings) - height))
            self.at = max(0, min(len(self.findings) - 1, top + message.y))
            self._renew()

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted text for the line that is typed."""
        event.stop()
        if self.question.is_open:
            self.question.paste(event.text)

"""All segments of the article on one screen, or those of a kind; Enter goes to one."""

from __future__ import annotations

import contextlib
import threading
import time
from array import array
from collections.abc import Callable

from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.strip import Strip

from workbench.errors import WorkbenchError
from workbench.model import Issue, Segment
from workbench.tui.issue_marks import MARKS, told
from workbench.tui.marks import DIM, FOUND, Glyphs
from workbench.tui.messages import SegmentsFound
from workbench.tui.screens.choosing import AskingList
from workbench.tui.strips import Pen, Spans, joined
from workbench.tui.widgets.panels import Panel, fit_lines
from workbench.tui.widgets.question import Ask
from workbench.workflow.comments import language_of
from workbench.workflow.desk import Desk
from workbench.workflow.filtering import Chosen, Wanted, has_words, takes
from workbench.workflow.finding import folded, places
from workbench.workflow.pacing import Pace, Stopped

KINDS = {
    "a": Wanted.ALL,
    "o": Wanted.OPEN,
    "d": Wanted.DRAFTS,
    "t": Wanted.CONFIRMED,
    "i": Wanted.ISSUES,
    "m": Wanted.MACHINE,
    "e": Wanted.MEMORY,
    "f": Wanted.FUZZY,
    "r": Wanted.REPEATS,
    "n": Wanted.NOTES,
    "s": Wanted.COMMENTS,
    "v": Wanted.REVIEWED,
    "l": Wanted.LOCKED,
    "k": Wanted.SKIPPED,
}
"""The letter that shows a kind."""
SHOWN_EVERY = 0.2
"""Seconds after which what was found so far is shown."""


class SegmentListScreen(AskingList[Segment]):
    """The segments of the open document."""

    def __init__(self, pen: Pen, glyphs: Glyphs, desk: Desk, number: int, take: Callable[[Segment], None]) -> None:
        super().__init__(pen, glyphs, take)
        self._desk = desk
        self._wanted = Wanted.ALL
        self._words = ""
        self._looking, self._percent = False, 0
        self._asked: object = None
        # The desk's own: a book is read as far as it is looked at.
        self.rows = desk.segments
        self.at = number - 1

    def compose(self) -> ComposeResult:
        """The letters of the kinds stand above the keys, on as many lines as they take."""
        *above, keys, question = super().compose()
        yield from above
        yield Panel(lambda width, _height, style: self._kinds(width, style), id="kinds")
        yield keys
        yield question

    def on_resize(self, event: events.Resize) -> None:
        """Give the kinds their lines."""
        super().on_resize(event)
        panel = self.query_one("#kinds", Panel)
        panel.styles.height = len(self._kinds(event.size.width, panel.rich_style))

    def _kinds(self, width: int, style: Style) -> list[Strip]:
        items = [f"{letter} {kind.value}" for letter, kind in KINDS.items()]
        return [self.pen.label(line, width, style) for line in fit_lines(["Show:", *items], width)]

    def title_bar(self) -> tuple[str, str]:
        """The document, what of it is shown, and how many."""
        count = f"{len(self.rows):,} of {len(self._desk.segments):,} segments"
        if self._looking:
            count = f"looking ... {self._percent} %  {len(self.rows):,} so far"
        words = f", with {self._words}" if self._words else ""
        return f" {self._desk.document.slug}: {self._wanted.value}{words}", f"{count} "

    def line(self, row: Segment, width: int, style: Style) -> Strip:
        """Number, state, source and target."""
        own = style if row.translate else style + DIM
        head = self.pen.label(f"{row.number:>5} {self.glyphs.of(row, draft=bool(row.draft))} ", 8, own)
        half = max(4, (width - 9) // 2)
        source = self.pen.cell(row.source, half, self._desk.project.source, own)
        target = self.pen.cell(row.current, max(4, width - 9 - half), self._desk.project.target, own)
        return joined([head, source, self.pen.label(" ", 1, own), target], width, own)

    def whole(self, row: Segment) -> list[tuple[str, str, Spans]]:
        """Source, target, issues and note."""
        project = self._desk.project
        out: list[tuple[str, str, Spans]] = [(row.source, project.source, self._found(row.source))]
        if row.current:
            out.append((row.current, project.target, self._found(row.current)))
            out += [(f"{MARKS[i.severity]} {told(i)}", "en", ()) for i in self._issues(row)]
        if row.note:
            out.append((f"note: {row.note}", self._desk.project.target, ()))
        for c in self._desk.comments(row.number):
            said = f"{self.glyphs.done if c.done else self.glyphs.caret} {c.author}: {c.text}"
            out.append((said, language_of(c.text, self._desk.project.source, self._desk.project.target), ()))
        return out

    def _found(self, text: str) -> Spans:
        return [(start, end, FOUND) for start, end in places(text, self._words)]

    def nothing(self) -> str:
        """None of the kind."""
        words = f", with {self._words}" if self._words else ""
        return "looking ..." if self._looking else f"None ({self._wanted.value}{words})."

    def keys(self) -> list[str]:
        """The keys."""
        return ["Enter go there", "/ words", "c copy", "Esc back"]

    def typed(self, char: str) -> None:
        """Show another kind, ask for words, or do what every list does."""
        if char == "/":
            title = "Show those with these words in source or target, or of a term by either form (empty: all):"
            self.question.ask(Ask(title, enter=self._with_words, text=self._words, language=self._desk.project.source))
        elif char in KINDS:
            self._show(KINDS[char], self._words)
        else:
            super().typed(char)

    def _with_words(self, words: str) -> None:
        self._show(self._wanted, words)

    def _show(self, wanted: Wanted, words: str) -> None:
        """Show what is wanted; looked for in a thread, unless it is everything."""
        self._wanted, self._words, self.at = wanted, words, 0
        self._asked = asked = object()
        self._percent = 0
        self._looking = wanted is not Wanted.ALL or bool(words)
        self.rows = () if self._looking else self._desk.segments
        self.renew()
        if self._looking:
            threading.Thread(target=self._find, args=(asked, wanted, words), name="segments", daemon=True).start()

    def _find(self, asked: object, wanted: Wanted, words: str) -> None:
        segments, error = self._desk.segments, ""
        # Numbers: a book has more segments than should be kept.
        found, total, key = array("L"), len(segments), folded(words.strip())

        def tell(percent: int) -> None:
            with contextlib.suppress(RuntimeError):
                self.post_message(SegmentsFound(asked, Chosen(segments, found), percent, error))

        shown = time.monotonic()

        def progress(done: int, _total: int) -> None:
            nonlocal shown
            if done < total and time.monotonic() - shown > SHOWN_EVERY:
                tell(100 * done // total)
                shown = time.monotonic()

        pace = Pace(progress, lambda: self._asked is not asked, resting=True)
        try:
            concepts = self._desk.named(words, pace.rest) if words else frozenset()
            for at, segment in enumerate(segments):
                if takes(wanted, segment, self._issues, self._desk.commented) and (
                    not words or has_words(key, segment, concepts, lambda s: self._desk.terms(s.number))
                ):
                    found.append(at)
                pace.step(at + 1, total)
        except Stopped:
            return
        except WorkbenchError as e:
            error = str(e)
        tell(100)

    def on_segments_found(self, message: SegmentsFound) -> None:
        """Show what was found so far, unless something else is wanted by now."""
        if message.asked is self._asked:
            self._percent, self.rows = message.percent, message.segments
            self._looking = message.percent < 100
            self.renew()
            if message.error:
                self.app.tell(message.error, severity="error")  # type: ignore[attr-defined] # the app is a WorkbenchApp

    def on_unmount(self) -> None:
        """What is still looked for is no longer wanted."""
        self._asked = None

    def _issues(self, row: Segment) -> list[Issue]:
        return self._desk.issues(row.number, row.current)

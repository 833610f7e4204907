"""The quality report: all issues of the article or the project, the worst first; gone to, put right, ignored."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.strip import Strip

from workbench.errors import WorkbenchError
from workbench.model import Issue, Severity, Side, counted
from workbench.tui.issue_marks import MARKS, told
from workbench.tui.marks import FOUND, Glyphs
from workbench.tui.messages import QualityLooked, QualityWent
from workbench.tui.screens.panel_lines import SEVERITY
from workbench.tui.screens.quality_mending import Mending, QualityMending
from workbench.tui.strips import Pen, Spans, joined
from workbench.tui.widgets.key_lines import KeyLines
from workbench.workflow.desk import Desk
from workbench.workflow.findings import Finding
from workbench.workflow.pacing import Pace, Stopped
from workbench.workflow.quality import Quality, fixed


@dataclass(frozen=True, slots=True)
class Filter:
    """What is shown: the letter that chooses it, its word, the issues it takes."""

    letter: str
    word: str
    takes: Callable[[Issue], bool]


def _check(letter: str, word: str, check: str) -> Filter:
    return Filter(letter, word, lambda i: i.check == check)


FILTERS = (
    Filter("a", "all", lambda _i: True),
    Filter("e", "errors", lambda i: i.severity.rank >= Severity.ERROR.rank),
    Filter("w", "warnings", lambda i: i.severity is Severity.WARNING),
    Filter("i", "hints", lambda i: i.severity is Severity.INFO),
    _check("o", "empty", "omission"),
    _check("t", "terms", "terminology"),
    _check("n", "numbers", "numbers"),
    _check("u", "untranslated", "untranslated"),
    _check("y", "punctuation", "typographical"),
    _check("l", "signs", "locale-violation"),
    _check("s", "spaces", "whitespace"),
    _check("d", "two ways", "inconsistency"),
)


class QualityScreen(QualityMending):
    """The issues of the open document, or of its project."""

    DEFAULT_CSS = """
    QualityScreen { layers: base over; }
    """

    def __init__(self, pen: Pen, glyphs: Glyphs, desk: Desk, editor: Mending) -> None:
        super().__init__(pen, glyphs, desk, editor)
        self._left = threading.Event()
        self._filter = FILTERS[0]
        self._percent = -1
        self._error = ""
        """Why the last looking came to nothing."""

    def compose(self) -> ComposeResult:
        """The list with its kinds over it, and what is asked."""
        title, *rest = super().compose()
        yield title
        yield KeyLines(self.pen, self._kinds, id="quality-kinds")
        yield from rest

    def on_mount(self) -> None:
        """Begin to look."""
        super().on_mount()
        self._look(self.quality)

    def on_unmount(self) -> None:
        """Give up what is being looked for."""
        self._left.set()

    # ------------------------------------------------------------------ looking

    def _look(self, quality: Quality) -> None:
        self._left.set()
        self._left = left = threading.Event()
        self.quality, self.looking, self._percent, self._error = quality, True, 0, ""
        self.show()

        def tell(done: int, total: int) -> None:
            self.answer(QualityWent(quality, 100 * done // max(1, total)))

        def work() -> None:
            error = ""
            try:
                quality.look(Pace(tell, left.is_set, resting=True))
            except Stopped:
                return
            except WorkbenchError as e:
                error = f"{e.message} {e.hint}".strip()
            except Exception:  # noqa: BLE001 - the worker funnel: it would seem to look for ever
                error = "Something went wrong inside the program."
            self.answer(QualityLooked(quality, error))

        threading.Thread(target=work, name="quality", daemon=True).start()

    def on_quality_went(self, message: QualityWent) -> None:
        """Show how far the looking is."""
        if message.quality is self.quality:
            self._percent = message.percent
            self.query_one("#choosing-title").refresh()

    def on_quality_looked(self, message: QualityLooked) -> None:
        """Show what was found, unless something else is looked for by now."""
        if message.quality is self.quality:
            self.looking, self._error = False, message.error
            if message.error:
                self.say(message.error)
            self.show()

    def show(self) -> None:
        """Show the issues of the kind that was chosen."""
        self.rows = [f for f in self.quality.findings if self._filter.takes(f.issue)]
        self.renew()
        self.query_one("#quality-kinds", KeyLines).fit()

    # ------------------------------------------------------------------ drawing

    def title_bar(self) -> tuple[str, str]:
        """What is checked, how many issues there are."""
        project = self._desk.project.slug
        name = project if self.quality.whole_project else f"{project}/{self._desk.document.slug}"
        if self.looking:
            return f" Quality of {name}", f"looking {self._percent} % "
        if self._error:
            return f" Quality of {name}", "not known "
        segments = len({f.segment.id for f in self.quality.findings})
        count = f"{counted(len(self.quality.findings), 'issue')} in {segments} of {self.quality.checked} segments"
        return f" Quality of {name}", f"{count} "

    def _kinds(self) -> list[str]:
        issues = [f.issue for f in self.quality.findings]
        items = []
        for kind in FILTERS:
            count = sum(map(kind.takes, issues))
            if count or kind is self._filter:
                item = f"{kind.letter} {kind.word} {count}"
                items.append(f"[{item}]" if kind is self._filter else item)
        return items

    def line(self, row: Finding, width: int, style: Style) -> Strip:
        """Document, segment, severity, message, the beginning of the target."""
        own = style + SEVERITY[row.issue.severity]
        name = f"{row.document:<12.12} " if self.quality.whole_project else ""
        head = f"{name}{row.segment.number:>5} {MARKS[row.issue.severity]:<2} "
        rest = max(8, width - len(head) - 1)
        message = rest * 3 // 5
        return joined(
            [
                self.pen.label(head, len(head), style),
                self.pen.label(told(row.issue), message, own),
                self.pen.label(" ", 1, style),
                self.pen.cell(row.segment.current, rest - message, self._desk.project.target, style),
            ],
            width,
            style,
        )

    def whole(self, row: Finding) -> list[tuple[str, str, Spans]]:
        """The issue, what is offered, source and target with its place marked."""
        issue, project = row.issue, self._desk.project
        head = f"{row.document} {row.segment.number} · {issue.severity.value} · {issue.check}: {told(issue)}"
        out: list[tuple[str, str, Spans]] = [(head, "en", ())]
        if fixed(row) is not None:
            out.append((f'f puts in "{issue.fix}"' if issue.fix else "f takes it out", "en", ()))
        span = [(issue.start, issue.end, FOUND)] if issue.end > issue.start else []
        out.append((row.segment.source, project.source, span if issue.side is Side.SOURCE else ()))
        out.append((row.segment.current, project.target, span if issue.side is Side.TARGET else ()))
        return out

    def nothing(self) -> str:
        """Looking, or nothing found."""
        if self.looking:
            return "looking ..."
        if self._error:
            return f"NOT LOOKED THROUGH: {self._error}"
        if self._filter is FILTERS[0]:
            return "No issues." if self.quality.checked else "No segment has a target yet."
        return f"None of these ({self._filter.word}); a shows all."

    def keys(self) -> list[str]:
        """The keys; the letters of the kinds stand over the list."""
        scope = "p this article" if self.quality.whole_project else "p whole project"
        back = ["z take back"] if self.put_right else []
        fix = ["f put right"] if self.rows and fixed(self.rows[self.at]) is not None else []
        here = ["Enter go there", *fix, "x ignore"] if self.rows else []
        copy = ["c copy"] if self.rows else []
        return [*here, "Esc back", *back, scope, "r again", *copy]

    def help_rows(self) -> list[tuple[str, str]]:
        """The keys, said at more length."""
        kinds = ", ".join(f"{kind.letter} {kind.word}" for kind in FILTERS)
        return [
            ("Enter", "go to the segment, the caret at the place"),
            ("f", "put in what the issue offers; that stands below the list where there is something"),
            ("x", "ignore it in this segment, with a reason"),
            ("z", "take back what was put right last"),
            ("p", "the whole project, or this article again"),
            ("r", "look again"),
            ("letters", f"one kind: {kinds}"),
            ("c", "copy the issue with both texts"),
            ("Up Down PgUp PgDn Home End", "another issue"),
            ("Esc", "back to the text"),
        ]

    def renew(self) -> None:
        """Draw everything anew, the keys too: they are those of the row."""
        super().renew()
        self.query_one("#choosing-keys").refresh()

    # ------------------------------------------------------------------ keys

    async def on_key(self, event: events.Key) -> None:
        """The question first, then going there, then what every list does."""
        if not self.question.is_open and event.key in ("enter", "ctrl+j") and self.rows:
            event.stop()
            event.prevent_default()
            await self._editor.go_to_issue(self.rows[self.at])
        else:
            await super().on_key(event)

    def typed(self, char: str) -> None:
        """Show a kind, or act on the issue chosen."""
        found = next((f for f in FILTERS if f.letter == char), None)
        if found is not None:
            self._filter, self.at = found, 0
            self.show()
        elif char in ("p", "r"):
            self._look(Quality(self._desk, whole_project=self.quality.whole_project is (char == "r")))
        elif (char in ("f", "x") and self.rows) or char == "z":
            self.act(char)
        else:
            super().typed(char)

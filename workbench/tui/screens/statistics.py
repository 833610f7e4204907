"""Statistics: volumes, match bands, origins, time, as tables on one page that scrolls."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.strip import Strip

from workbench.bidi.plain import cells
from workbench.errors import WorkbenchError
from workbench.model import Document, Project
from workbench.tui.keys import normal, place_of
from workbench.tui.marks import BRIGHT, DIM
from workbench.tui.messages import StatisticsCounted, StatisticsWent
from workbench.tui.screens.choosing import HELP
from workbench.tui.screens.page import Page, key_rows
from workbench.tui.strips import Pen, joined
from workbench.tui.widgets.panels import Bar, Panel, fit_items
from workbench.workflow.pacing import Pace, Stopped
from workbench.workflow.statistics import Statistics, all_together, statistics
from workbench.workflow.statistics_tables import Table, of_documents, tables
from workbench.workflow.workspace import Workspace

GAP = 2
"""Columns between two of a table, where there is room."""
LEAST = 12
"""Columns that a name keeps when it is cut."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the page, drawn when it is in sight: its cells, as wide as their columns, figures to the right."""

    cells: Sequence[str]
    widths: Sequence[int]
    figures: Sequence[bool]
    look: Style
    gap: int


class StatisticsScreen(Page[None]):
    """The counts of a document or of its project. Reading only; counting goes on in a thread until the screen is left."""

    DEFAULT_CSS = """
    StatisticsScreen #statistics-title { height: 1; background: $primary-background; text-style: bold; }
    StatisticsScreen #statistics { height: 1fr; }
    StatisticsScreen #statistics-keys { height: 1; background: $panel; }
    """

    def __init__(self, pen: Pen, ws: Workspace, project: Project, document: Document | None = None) -> None:
        super().__init__()
        self.pen = pen
        self._ws, self._project, self._document = ws, project, document
        self._left = threading.Event()
        self._percent = 0
        self._top = 0
        self.whole_project = document is None
        self.counting = False
        self.tables: list[Table] = []
        self._error = ""
        self._laid: tuple[int, list[_Line], list[int]] | None = None

    def compose(self) -> ComposeResult:
        """Title, tables, keys."""
        yield Bar(self.pen, self._title, id="statistics-title")
        yield Panel(self._draw, id="statistics")
        yield Bar(self.pen, lambda: (fit_items(self._keys(), self.size.width), ""), id="statistics-keys")

    def on_mount(self) -> None:
        """Begin to count."""
        self._count()

    def on_unmount(self) -> None:
        """Give up what is being counted."""
        self._left.set()

    # ------------------------------------------------------------------ counting

    def _count(self) -> None:
        self._left.set()
        self._left = left = threading.Event()
        self.counting, self._percent, self._top, self.tables = True, 0, 0, []
        self._error, self._laid = "", None
        self._renew()
        document = None if self.whole_project else self._document

        def tell(done: int, total: int) -> None:
            self._answer(StatisticsWent(left, 100 * done // max(1, total)))

        def work() -> None:
            rows: list[Statistics] = []
            error = ""
            try:
                rows = statistics(self._ws, self._project, document, Pace(tell, left.is_set, resting=True))
            except Stopped:
                return
            except WorkbenchError as e:
                error = f"{e.message} {e.hint}".strip()
            except Exception:  # noqa: BLE001 - the worker funnel: it would seem to count for ever
                error = "Something went wrong inside the program."
            self._answer(StatisticsCounted(left, rows, error))

        threading.Thread(target=work, name="statistics", daemon=True).start()

    def _answer(self, message: StatisticsWent | StatisticsCounted) -> None:
        # The screen may be gone already.
        with contextlib.suppress(RuntimeError):
            self.post_message(message)

    def on_statistics_went(self, message: StatisticsWent) -> None:
        """Show how far the counting is."""
        if message.asked is self._left:
            self._percent = message.percent
            self.query_one("#statistics-title").refresh()

    def on_statistics_counted(self, message: StatisticsCounted) -> None:
        """Show the tables, unless something else is counted by now."""
        if message.asked is not self._left:
            return
        self.counting = False
        self._error = message.error
        if message.rows:
            whole = message.rows[0] if len(message.rows) == 1 else all_together(message.rows)
            self.tables = [t for t in (*of_documents(message.rows), *tables(whole)) if t.rows]
            self._laid = None
        self._renew()

    def _renew(self) -> None:
        self.query_one("#statistics", Panel).renew()
        self.query_one("#statistics-title").refresh()
        self.query_one("#statistics-keys").refresh()

    # ------------------------------------------------------------------ drawing

    def _title(self) -> tuple[str, str]:
        name = self._project.slug
        if not self.whole_project and self._document is not None:
            name += f"/{self._document.slug}"
        return f" Statistics of {name}", f"counting {self._percent} % " if self.counting else ""

    def _draw(self, width: int, height: int, style: Style) -> list[Strip]:
        if not self.tables:
            text = self._error or ("counting ..." if self.counting else "There is nothing to count yet.")
            wrapped = self.pen.lines(text, max(10, width - 4), "en")
            return [
                joined([self.pen.label("  ", 2, style), self.pen.strip(w, style + DIM)], width, style) for w in wrapped
            ]
        lines, _starts = self._page(width)
        self._top = max(0, min(self._top, len(lines) - height))
        return [self._drawn(line, width, style) for line in lines[self._top : self._top + height]]

    def _page(self, width: int) -> tuple[list[_Line], list[int]]:
        """Return all lines, and where each table begins. Laid out once: a project may have hundreds of documents."""
        if self._laid is None or self._laid[0] != width:
            lines: list[_Line] = []
            starts = []
            for n, table in enumerate(self.tables, 1):
                starts.append(len(lines))
                lines += self._table(n, table, width)
            self._laid = width, lines, starts
        return self._laid[1:]

    def _table(self, number: int, table: Table, width: int) -> list[_Line]:
        """Return a table's title, its heading on as many lines as its words need, its rows, and a blank line."""
        texts = [[_shown(cell) for cell in row] for row in table.rows]
        heads, widths, gap = _columns(table, texts, width - 2)
        out_of_sight = len(table.columns) - len(widths)
        numbers = [n > 0 and all(_is_figure(row[n]) for row in texts) for n in range(len(widths))]
        deep = max(map(len, heads))
        more = f" (+{out_of_sight} more: c copies all)" if out_of_sight else ""
        out = [
            _Line(
                [f"{number} {table.title[: width - 4 - len(more)].rstrip()}{more}"], [width - 2], [False], BRIGHT, gap
            )
        ]
        for y in range(deep):
            words = ["" if y < deep - len(head) else head[y - deep + len(head)] for head in heads]
            if any(words):
                out.append(_Line(words, widths, numbers, DIM, gap))
        out += [_Line(row[: len(widths)], widths, numbers, Style.null(), gap) for row in texts]
        return [*out, _Line([], [], [], Style.null(), gap)]

    def _drawn(self, line: _Line, width: int, base: Style) -> Strip:
        style = base + line.look
        parts = [self.pen.label(" " if line.look is BRIGHT else "  ", 1 if line.look is BRIGHT else 2, style)]
        for text, wide, figure in zip(line.cells, line.widths, line.figures, strict=True):
            pad = max(0, wide - cells(text)) if figure else 0
            parts += [self.pen.label(" " * pad, pad, style), self.pen.label(text, wide - pad, style)]
            parts.append(self.pen.label("", line.gap, style))
        return joined(parts, width, style)

    def _keys(self) -> list[str]:
        scope = "p this article" if self.whole_project else "p whole project"
        jump = [f"1-{len(self.tables)} table"] if self.tables else []
        return ["Up/Down scroll", "Esc back", *jump, *([scope] if self._document is not None else []), "c copy (TSV)"]

    def help_rows(self) -> list[tuple[str, str]]:
        """The keys."""
        return key_rows(self._keys())

    # ------------------------------------------------------------------ keys

    async def on_key(self, event: events.Key) -> None:
        """Handle every key here."""
        event.stop()
        event.prevent_default()
        key = normal(event.key)
        page = max(1, self.query_one("#statistics").size.height - 1)
        steps = {"up": -1, "down": 1, "pageup": -page, "pagedown": page, "home": -(10**6), "end": 10**6}
        char = place_of(event.character or "").lower()
        if key in ("escape", "ctrl+q"):
            self.app.pop_screen()
        elif event.character in HELP:
            await self.app.action_page_help()  # type: ignore[attr-defined] # the app is a WorkbenchApp
        elif key in steps:
            self._top = max(0, self._top + steps[key])
            self._renew()
        elif char == "p" and self._document is not None:
            self.whole_project = not self.whole_project
            self._count()
        elif (char == "c" or key == "ctrl+c") and self.tables:
            self.app.copy_to_clipboard("\n\n".join(f"{t.title}\n{t.tsv()}" for t in self.tables))
            self.app.tell("Copied, with tabs between the columns.")  # type: ignore[attr-defined] # as above
        elif char.isdecimal() and 1 <= int(char) <= len(self.tables):
            self._top = self._page(self.query_one("#statistics").size.width)[1][int(char) - 1]
            self._renew()


def _columns(table: Table, texts: list[list[str]], width: int) -> tuple[list[list[str]], list[int], int]:
    """Return the lines of each heading, the widths, and the gap between columns.

    Headings stand on one line, else a line a word, then closer together; then the widest column is cut, down to
    :data:`LEAST`. No figure is ever cut: what still has no room is left out from the right.
    """
    for shown in range(len(table.columns), 1, -1):
        titles = table.columns[:shown]
        for heads, gap in (
            ([[title] for title in titles], GAP),
            ([title.split() or [""] for title in titles], GAP),
            ([title.split() or [""] for title in titles], 1),
        ):
            widths = [max(cells(word) for word in (*head, *(row[n] for row in texts))) for n, head in enumerate(heads)]
            over = sum(widths) + gap * (shown - 1) - width
            if over <= 0:
                return heads, widths, gap
        widest = max(range(shown), key=widths.__getitem__)
        if shown == 2 or (widths[widest] - over >= LEAST and not all(_is_figure(row[widest]) for row in texts)):
            break
    widths[widest] = max(4, widths[widest] - over)
    return heads, widths, gap


def _shown(cell: str | int) -> str:
    return f"{cell:,}" if isinstance(cell, int) else cell


def _is_figure(text: str) -> bool:
    return all(c.isdecimal() or c in ",.:" for c in text)

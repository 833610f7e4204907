"""Statistics: volumes, match bands, origins, time, as tables on one page that scrolls."""

from __future__ import annotations

import contextlib
import threading

from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.strip import Strip

from workbench.bidi.plain import cells
from workbench.errors import WorkbenchError
from workbench.model import Document, Project
from workbench.tui.keys import normal, place_of
from workbench.tui.marks import BRIGHT, DIM
from workbench.tui.messages import StatisticsCounted, StatisticsWent
from workbench.tui.strips import Pen, joined
from workbench.tui.widgets.panels import Bar, Panel, fit_items
from workbench.workflow.pacing import Pace
from workbench.workflow.statistics import Statistics, all_together, statistics
from workbench.workflow.statistics_tables import Table, of_documents, tables
from workbench.workflow.sweeping import Stopped
from workbench.workflow.workspace import Workspace

GAP = 2
"""Columns between two of a table."""


class StatisticsScreen(Screen[None]):
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
        if message.error:
            self.app.tell(message.error)  # type: ignore[attr-defined] # the app is a WorkbenchApp
        elif message.rows:
            whole = message.rows[0] if len(message.rows) == 1 else all_together(message.rows)
            self.tables = [t for t in (*of_documents(message.rows), *tables(whole)) if t.rows]
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
            text = "counting ..." if self.counting else "There is nothing to count yet."
            return [self.pen.label(f"  {text}", width, style + DIM)]
        lines = [line for n, table in enumerate(self.tables, 1) for line in self._table(n, table, width, style)]
        self._top = max(0, min(self._top, len(lines) - height))
        return lines[self._top : self._top + height]

    def _table(self, number: int, table: Table, width: int, style: Style) -> list[Strip]:
        """Return a table's title, its heading on as many lines as its words need, its rows, and a blank line."""
        texts = [[_shown(cell) for cell in row] for row in table.rows]
        heads, widths = _columns(table, texts, width - 2)
        numbers = [n > 0 and all(_is_figure(row[n]) for row in texts) for n in range(len(widths))]
        deep = max(map(len, heads))
        out = [self.pen.label(f" {number} {table.title}", width, style + BRIGHT)]
        for y in range(deep):
            words = ["" if y < deep - len(head) else head[y - deep + len(head)] for head in heads]
            if any(words):
                out.append(self._row(words, widths, numbers, width, style + DIM))
        out += [self._row(row, widths, numbers, width, style) for row in texts]
        return [*out, self.pen.label("", width, style)]

    def _row(self, row: list[str], widths: list[int], numbers: list[bool], width: int, style: Style) -> Strip:
        parts = [self.pen.label("  ", 2, style)]
        for text, wide, number in zip(row, widths, numbers, strict=True):
            pad = max(0, wide - cells(text)) if number else 0
            parts += [self.pen.label(" " * pad, pad, style), self.pen.label(text, wide - pad, style)]
            parts.append(self.pen.label("  ", GAP, style))
        return joined(parts, width, style)

    def _keys(self) -> list[str]:
        scope = "p this article" if self.whole_project else "p whole project"
        jump = [f"1-{len(self.tables)} table"] if self.tables else []
        return ["Up/Down scroll", *jump, *([scope] if self._document is not None else []), "c copy (TSV)", "Esc back"]

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
            width, style = self.size.width, self.rich_style
            before = enumerate(self.tables[: int(char) - 1], 1)
            self._top = sum(len(self._table(n, table, width, style)) for n, table in before)
            self._renew()


def _columns(table: Table, texts: list[list[str]], width: int) -> tuple[list[list[str]], list[int]]:
    """Return the lines of each heading and the widths: on one line, else a line a word, else the widest column is cut."""
    widths: list[int] = []
    heads: list[list[str]] = []
    for heads in ([[title] for title in table.columns], [title.split() or [""] for title in table.columns]):
        widths = [max(cells(word) for word in (*head, *(row[n] for row in texts))) for n, head in enumerate(heads)]
        if sum(widths) + GAP * (len(widths) - 1) <= width:
            return heads, widths
    widest = max(range(len(widths)), key=widths.__getitem__)
    widths[widest] = max(4, widths[widest] + width - sum(widths) - GAP * (len(widths) - 1))
    return heads, widths


def _shown(cell: str | int) -> str:
    return f"{cell:,}" if isinstance(cell, int) else cell


def _is_figure(text: str) -> bool:
    return all(c.isdecimal() or c in ",.:" for c in text)

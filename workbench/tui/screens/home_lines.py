"""How home is drawn: a line for each project and document, with columns as many as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.style import Style
from textual.strip import Strip

from workbench.tui.marks import BRIGHT, DIM, NUMBER, WARN, Glyphs
from workbench.tui.screens.page import Page
from workbench.tui.strips import Pen, chosen, joined
from workbench.workflow.clock import local_short, local_time

if TYPE_CHECKING:
    from workbench.workflow.home import DocumentFigures
    from workbench.workflow.projects import DocumentOverview, ProjectOverview

WIDE = 100
"""Columns from which the bar is long and times have their date."""
NAME = 24
"""Columns a name has at least, before a column of figures goes."""


@dataclass(frozen=True, slots=True)
class HomeRow:
    """A project, or one of its documents."""

    project: ProjectOverview
    document: DocumentOverview | None = None

    @property
    def documents(self) -> tuple[DocumentOverview, ...]:
        """What the figures of the row are of."""
        return self.project.documents if self.document is None else (self.document,)

    @property
    def key(self) -> tuple[int, int]:
        """Which row it is, also when the list is made anew."""
        return self.project.project.id, self.document.document.id if self.document else 0


@dataclass(frozen=True, slots=True)
class _Column:
    head: str
    width: int
    text: Callable[[HomeRow, bool], str]
    """Of a row; the flag says whether there is much room."""
    more: int = 0
    """Columns it takes more where there is."""


class HomeLines(Page[None]):
    """The drawing half of home."""

    pen: Pen
    glyphs: Glyphs
    rows: list[HomeRow]
    at: int
    figures: dict[int, DocumentFigures]

    def nothing(self) -> str:
        """Return what stands there without any row."""
        raise NotImplementedError

    def list_lines(self, width: int, height: int, style: Style) -> list[Strip]:
        """Draw the head of the columns and the rows there is room for."""
        if not self.rows:
            return [self.pen.label("", width, style), self.pen.label(f"  {self.nothing()}", width, style + DIM)]
        columns = self._columns(width)
        head = [f"{c.head:>{self._width(c, width)}}" for c in columns]
        top = self.top(height)
        return [
            self._row(" project, document", head, width, style + DIM),
            *(self._line(n, columns, width, style) for n in range(top, min(len(self.rows), top + height - 1))),
        ]

    def top(self, height: int) -> int:
        """Return which row is the first that is drawn; the line above is the head of the columns."""
        return max(0, min(self.at - (height - 1) // 2, len(self.rows) - (height - 1)))

    def _line(self, n: int, columns: Sequence[_Column], width: int, style: Style) -> Strip:
        row = self.rows[n]
        own = style + NUMBER if n == self.at else style
        mark = self.glyphs.caret if n == self.at else " "
        done = sum(d.confirmed for d in row.documents)
        if row.document is None:
            p = row.project.project
            own += BRIGHT
            name = f" {mark} {p.name}   {p.source} > {p.target}{'   confidential' if p.confidential else ''}"
        else:
            whole = 0 < row.document.translatable == done
            name = f" {mark}  {self.glyphs.done if whole else ' '} {row.document.document.slug}"
        wide = width >= WIDE
        line = self._row(name, [f"{c.text(row, wide):>{self._width(c, width)}}" for c in columns], width, own)
        return chosen(line, own) if n == self.at else line

    def _row(self, name: str, cells: Sequence[str], width: int, style: Style) -> Strip:
        left = max(0, width - sum(map(len, cells)) - 1)
        # The issues alone are coloured, not all the figures beside them.
        drawn = [self.pen.label(c, len(c), style + WARN if self.glyphs.issue in c else style) for c in cells]
        return joined([self.pen.label(name, left, style), *drawn], width, style)

    # ------------------------------------------------------------------ columns

    def _columns(self, width: int) -> list[_Column]:
        """Return the columns there is room for; those that matter least go first."""
        columns = [
            _Column("progress", 12, self._progress, 6),
            _Column("done", 10, lambda r, _w: f"{sum(d.confirmed for d in r.documents)}/{_translatable(r)}"),
            _Column("words left", 11, lambda r, _w: self._counted(r, lambda f: f.words_left)),
            _Column("drafts", 7, lambda r, _w: str(sum(d.drafts for d in r.documents) or "")),
            _Column("issues", 7, self._issues),
            _Column("opened", 8, self._opened, 10),
        ]
        for least in ("done", "drafts", "opened", "issues", "words left"):
            if sum(self._width(c, width) for c in columns) + NAME <= width:
                break
            columns = [c for c in columns if c.head != least]
        return columns

    @staticmethod
    def _width(column: _Column, width: int) -> int:
        return column.width + (column.more if width >= WIDE else 0)

    def _progress(self, row: HomeRow, wide: bool) -> str:
        total = _translatable(row)
        if not total:
            return ""
        percent = 100 * sum(d.confirmed for d in row.documents) // total
        cells = 10 if wide else 6
        full = percent * cells // 100
        return f"{self.glyphs.full * full}{self.glyphs.empty * (cells - full)} {percent:>3}%"

    def _counted(self, row: HomeRow, figure: Callable[[DocumentFigures], int]) -> str:
        """Return a sum over the documents of a row, ``…`` as long as one of them is not counted."""
        known = [self.figures.get(d.document.id) for d in row.documents]
        found = [figure(f) for f in known if f is not None]
        return f"{sum(found):,}" if len(found) == len(known) else self.glyphs.unknown

    def _issues(self, row: HomeRow, _wide: bool) -> str:
        told = self._counted(row, lambda f: f.issues)
        return "" if told == "0" else told if told == self.glyphs.unknown else f"{told} {self.glyphs.issue}"

    def _opened(self, row: HomeRow, wide: bool) -> str:
        latest = max((d.opened for d in row.documents), default="")
        if not latest:
            return "new" if row.document else ""
        return local_time(latest) if wide else local_short(latest)


def _translatable(row: HomeRow) -> int:
    return sum(d.translatable for d in row.documents)

"""From a logical paragraph to lines of cells, with the maps between text and columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len

from workbench.bidi.data import MIRROR
from workbench.bidi.harmless import harmless
from workbench.bidi.shape import clusters
from workbench.bidi.uax9 import line_levels, resolve, visual_order

_MIRRORED = {MIRROR[i]: MIRROR[i + 1] for i in range(0, len(MIRROR), 2)}
_BREAK_AFTER = frozenset(" -/\u2010\u2013\u2014")


@dataclass(slots=True)
class Cell:
    """A grid cell: what is drawn, how many columns wide, the text ``[start, end)`` it draws, its level and column."""

    glyph: str
    width: int
    start: int
    end: int
    level: int
    x: int = 0


@dataclass(frozen=True, slots=True)
class VisualLine:
    """One line of a box ``width`` columns wide, drawing the text ``[start, end)``.

    ``cells`` stand from left to right, ``by_logical`` in the order of the text; ``left`` is the first used column,
    ``used`` how many are. ``base`` is the paragraph's level: 1 is right to left.
    """

    start: int
    end: int
    base: int
    width: int
    cells: tuple[Cell, ...]
    by_logical: tuple[Cell, ...]
    left: int
    used: int

    def caret_x(self, index: int) -> int:
        """Return the column of a block caret before ``text[index]``; at the end the free column behind the text."""
        for cell in self.by_logical:
            if cell.start <= index < cell.end and cell.width:
                return cell.x
        return max(0, self.left - 1) if self.base else self.left + self.used

    def index_at(self, x: int) -> int:
        """Return the index a click on column ``x`` means. Law: ``index_at(caret_x(i)) == i`` for starts of cells."""
        for cell in self.cells:
            if cell.width and cell.x <= x < cell.x + cell.width:
                return cell.start
        return self.end if (x < self.left) == bool(self.base) else self.start

    def columns(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the column ranges that draw the text ``[start, end)``; several where directions change."""
        out: list[tuple[int, int]] = []
        for cell in self.cells:
            if cell.start < end and cell.end > start and cell.width:
                if out and out[-1][1] == cell.x:
                    out[-1] = (out[-1][0], cell.x + cell.width)
                else:
                    out.append((cell.x, cell.x + cell.width))
        return out


@lru_cache(4096)
def layout(
    text: str,
    width: int,
    base: int = 0,
    *,
    reorder: bool = True,
    caret_room: bool = False,
    split_at: int = -1,
) -> tuple[VisualLine, ...]:
    """Lay a paragraph out in a box: levels of the whole, wrapped in logical order, each line put in order last.

    ``base`` is the direction of the field (0 left to right, 1 right to left), which its language decides. ``caret_room``
    keeps a column free for a caret at the end. With ``reorder`` off, letters stay unjoined and in logical order, for a
    terminal that does both itself. Text is made harmless first. Law: the lines partition the text.
    """
    text = harmless(text)
    width = max(2, width)
    room = width - 1 if caret_room else width
    _base, types, levels = resolve(text, base)
    cells = _cells(text, levels, reorder=reorder and (types is not None or base == 1), split_at=split_at)
    lines: list[VisualLine] = []
    at = 0
    for row in _wrap(cells, room):
        start, end = at, row[-1].end if row else at
        at = end
        used = _hang(row, room)
        if reorder:
            line = line_levels(types, levels, base, start, end)
            ordered = [row[i] for i in visual_order([line[c.start - start] for c in row])]
        else:
            ordered = list(row)
        left = width - used if base and reorder else 0
        _place(ordered, left)
        lines.append(VisualLine(start, end, base if reorder else 0, width, tuple(ordered), tuple(row), left, used))
    return tuple(lines)


def _cells(text: str, levels: list[int], *, reorder: bool, split_at: int) -> list[Cell]:
    out = []
    for start, end, glyph in clusters(text, shape=reorder, split_at=split_at):
        level = levels[start]
        if reorder and level & 1 and glyph[:1] in _MIRRORED:
            glyph = _MIRRORED[glyph[0]] + glyph[1:]
        out.append(Cell(glyph, cell_len(glyph), start, end, level))
    return out


def _wrap(cells: list[Cell], room: int) -> Iterable[list[Cell]]:
    """Yield the rows: broken after a space, hyphen, slash or dash, else where the room ends; spaces may hang over."""
    row: list[Cell] = []
    width = 0
    brk = 0
    for cell in cells:
        if width + cell.width > room and cell.glyph != " " and row:
            cut = brk or len(row)
            yield row[:cut]
            row = row[cut:]
            width = sum(c.width for c in row)
            brk = 0
        row.append(cell)
        width += cell.width
        if cell.glyph[:1] in _BREAK_AFTER and cell.glyph:
            brk = len(row)
    yield row


def _hang(row: list[Cell], room: int) -> int:
    """Give spaces beyond the room no width, so that they stay in the map; return the used width."""
    used = sum(c.width for c in row)
    for cell in reversed(row):
        if used <= room or cell.glyph != " ":
            break
        cell.glyph, cell.width = "", 0
        used -= 1
    return used


def _place(cells: list[Cell], left: int) -> None:
    x = left
    for cell in cells:
        cell.x = x
        x += cell.width

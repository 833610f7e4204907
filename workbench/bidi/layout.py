"""From a logical paragraph to lines of cells, with the maps between text and columns."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import accumulate

from rich.cells import cell_len

from workbench.bidi.harmless import harmless
from workbench.bidi.kept import kept
from workbench.bidi.shape import Shaped, shaped
from workbench.bidi.uax9 import MIRRORED, line_levels, resolve, visual_order

_BREAK = re.compile("[ /\u2013\u2014]|(?<=[^ \u200e\u200f])[-\u2010]")
"""A line may end behind one of these; a hyphen that begins a word stays with it (UAX#14, LB20a)."""
_MIRRORED = re.compile(f"[{re.escape(''.join(MIRRORED))}]")
_NARROW = re.compile(
    "[ -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0373\u0386-\u0482\u048a-\u0529\u2010-\u2027\u2030-\u203b\u20a0-\u20bf\u2122]*"
)
"""Characters of one column and no bidi: Latin, Greek, Cyrillic, typographic signs, currencies."""
KEPT = 200_000
"""Characters whose layouts are kept: about 100 bytes each. A screen full of text has five thousand."""
_LRI, _PDI = "\u2066", "\u2069"
_OBJECT = "\ufffc"
"""Stands for a tag while levels are resolved (UAX#9, 3.3 and UTR#20): neutral, so that it turns no order around."""

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A grid cell: what is drawn, how many columns wide, the text ``[start, end)`` it draws, its level and column."""

    glyph: str
    width: int
    start: int
    end: int
    level: int
    x: int


class Mode(StrEnum):
    """Who puts a line in order: we do (``VISUAL``), or the terminal, told the direction (``EMBED``) or not (``LOGICAL``)."""

    VISUAL = "visual"
    EMBED = "embed"
    LOGICAL = "logical"


@dataclass(frozen=True, slots=True)
class Drawing:
    """How text becomes cells: who orders it, whether letters are joined here, whether harakat and controls are drawn."""

    mode: Mode = Mode.VISUAL
    forms: bool = True
    harakat: bool = True
    labels: bool = False


VISUAL = Drawing()


@dataclass(frozen=True, eq=False)
class VisualLine:
    """One line of a box ``width`` columns wide, drawing the text ``[start, end)``.

    ``order`` are the places of its cells in ``shaped`` from left to right, where they are ours to order, else in the order
    of the text; they are ``first`` to ``last`` (not included). The last ``hung`` of the text are spaces that hang over the
    edge and take no column. ``left`` is the first used column, ``used`` how many are. ``base`` is the paragraph's level: 1 is
    right to left. ``levels`` are those of the cells from ``first`` on.
    """

    shaped: Shaped
    first: int
    last: int
    order: Sequence[int]
    levels: Sequence[int]
    base: int
    width: int
    left: int
    used: int
    hung: int = 0
    mode: Mode = Mode.VISUAL

    @property
    def start(self) -> int:
        """The first offset of the line."""
        return self.shaped.starts[self.first]

    @property
    def end(self) -> int:
        """The offset behind its last character."""
        return self.shaped.starts[self.last]

    @property
    def from_right(self) -> bool:
        """Whether the text begins at the right end of the columns: ``EMBED`` columns are logical, as clicks there are."""
        return bool(self.base) and self.mode is Mode.VISUAL

    @property
    def seen(self) -> Sequence[int]:
        """``order`` without the cells that hang over the edge, wherever their levels put them."""
        if not self.hung:
            return self.order
        cut = self.last - self.hung
        return [i for i in self.order if i < cut]

    @property
    def drawn(self) -> str:
        """What stands on the line, from left to right."""
        glyphs = self.shaped.glyphs
        return "".join([glyphs[i] for i in self.seen])

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The cells from left to right."""
        starts, glyphs = self.shaped.starts, self.shaped.glyphs
        return tuple(
            Cell(glyphs[i] if width else "", width, starts[i], starts[i + 1], self.levels[i - self.first], x)
            for i, x, width in zip(self.order, self._columns, self._widths, strict=True)
        )

    @cached_property
    def _widths(self) -> list[int]:
        widths, cut = self.shaped.widths, self.last - self.hung
        return [widths[i] if i < cut else 0 for i in self.order]

    @cached_property
    def _columns(self) -> list[int]:
        """The column of each cell, from left to right."""
        return list(accumulate(self._widths, initial=self.left))[:-1]

    @cached_property
    def _places(self) -> list[int]:
        """Where each cell of the text stands in ``order``."""
        places = [0] * len(self.order)
        for place, i in enumerate(self.order):
            places[i - self.first] = place
        return places

    def stops(self) -> Sequence[int]:
        """Return the offsets a caret can stand at: where cells begin."""
        return self.shaped.starts[self.first : self.last]

    def _cell_at(self, index: int) -> int:
        return bisect_right(self.shaped.starts, index, self.first, self.last) - 1

    def caret_cell(self, index: int) -> int | None:
        """Return the place in ``shaped`` of the cell a caret before ``text[index]`` stands on, None behind the text.

        On what takes no column, a mark of direction say, it stands on the cell that follows; on a space that hangs over
        the edge behind the text.
        """
        if not self.start <= index < self.end:
            return None
        widths = self.shaped.widths
        return next((i for i in range(self._cell_at(index), self.last - self.hung) if widths[i]), None)

    def caret_x(self, index: int) -> int:
        """Return the column of a block caret before ``text[index]``; at the end the free column behind the text."""
        cell = self.caret_cell(index)
        if cell is not None:
            return self._columns[self._places[cell - self.first]]
        return max(0, self.left - 1) if self.from_right else self.left + self.used

    def index_at(self, x: int) -> int:
        """Return the index a click on column ``x`` means. Law: ``index_at(caret_x(i)) == i`` for starts of cells with a
        width.
        """
        if self.left <= x < self.left + self.used:
            # Cells without width share a column with the one behind them: the last of equal columns is the wide one.
            return self.shaped.starts[self.order[bisect_right(self._columns, x) - 1]]
        return self.end if (x < self.left) == self.from_right else self.start

    def span_at(self, x: int) -> tuple[int, int]:
        """Return the text that column ``x`` draws; nothing, at one end of the line, for a column beside it."""
        index = self.index_at(x)
        if not self.left <= x < self.left + self.used:
            return index, index
        return index, self.shaped.starts[self._cell_at(index) + 1]

    def columns(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the column ranges that draw the text ``[start, end)``; several where directions change."""
        out: list[tuple[int, int]] = []
        for place in sorted(self._places[i - self.first] for i in self.touched(start, end)):
            x, width = self._columns[place], self._widths[place]
            if out and out[-1][1] == x:
                out[-1] = (out[-1][0], x + width)
            elif width:
                out.append((x, x + width))
        return out

    def touched(self, start: int, end: int) -> range:
        """Return the places in ``shaped`` of this line's cells that draw anything of ``text[start:end]``."""
        start, end = max(start, self.start), min(end, self.end)
        if start >= end:
            return range(0)
        first = self._cell_at(start)
        return range(first, bisect_left(self.shaped.starts, end, first, self.last))


@kept(KEPT)
def layout(
    text: str,
    width: int,
    base: int = 0,
    drawing: Drawing = VISUAL,
    *,
    caret_room: bool = False,
    units: Spans = (),
) -> tuple[VisualLine, ...]:
    """Lay a paragraph out in a box: levels of the whole, wrapped in logical order, each line put in order last.

    ``base`` is the direction of the field (0 left to right, 1 right to left), which its language decides. ``caret_room``
    keeps a column free for a caret at the end. In the modes other than ``VISUAL`` letters stay unjoined and in logical
    order, for a terminal that does both itself. ``units`` are spans drawn as one cell each, tags and placeholders, ascending
    and apart: they stand whole from left to right and turn no order around them. Text is made harmless first.

    Law: the lines partition the text.
    """
    text = harmless(text)
    width = max(2, width)
    room = width - 1 if caret_room else width
    mode = drawing.mode
    if not base and not drawing.labels and not units and _NARROW.fullmatch(text):
        return tuple(_narrow_lines(text, width, room, mode))
    visual = mode is Mode.VISUAL
    plain = _without(text, units)
    base, types, levels = resolve(plain, base)
    cells = _cells(text, units, drawing)
    cells = _fitted(_mirrored(plain, cells, levels, mode), room)
    if mode is Mode.EMBED and (base or max(levels, default=0)):
        cells = _isolated(cells)
    columns = list(accumulate(cells.widths))
    breaks = [bisect_right(cells.starts, m.start()) for m in _BREAK.finditer(plain)]
    one_to_one = len(cells.glyphs) == len(text)
    lines = []
    for first, last in _rows(text, cells.starts, columns, breaks, room):
        start, end = cells.starts[first], cells.starts[last]
        hung, used = _hang(text, cells, columns, first, last, room)
        own = line_levels(types, levels, base, start, end)
        if not one_to_one:
            own = [own[at - start] for at in cells.starts[first:last]]
        order = visual_order(own, first) if visual else range(first, last)
        left = 0
        if base and mode is not Mode.LOGICAL:
            # The end caret of an embedded line stands inside the isolate, behind the text.
            left = width - used - (caret_room and not visual)
        lines.append(VisualLine(cells, first, last, order, own, base, width, left, used, hung, mode))
    return tuple(lines)


def _narrow_lines(text: str, width: int, room: int, mode: Mode) -> Iterator[VisualLine]:
    """Yield the lines of a text of one column a character and no bidi."""
    count = len(text)
    cells = Shaped(range(count + 1), text, (1,) * count)
    columns = range(1, count + 1)
    breaks = [m.end() for m in _BREAK.finditer(text)]
    for first, last in _rows(text, cells.starts, columns, breaks, room):
        hung, used = _hang(text, cells, columns, first, last, room)
        yield VisualLine(cells, first, last, range(first, last), bytes(last - first), 0, width, 0, used, hung, mode)


def _without(text: str, units: Spans) -> str:
    """Return the text with neutral characters in the place of its units."""
    for start, end in units:
        text = text[:start] + _OBJECT * (end - start) + text[end:]
    return text


def _cells(text: str, units: Spans, drawing: Drawing) -> Shaped:
    """Shape a text and make one cell of each unit."""
    forms = drawing.forms and drawing.mode is Mode.VISUAL

    def shape(part: str) -> Shaped:
        return shaped(part, forms=forms, harakat=drawing.harakat, labels=drawing.labels)

    if not units:
        return shape(text)
    starts: list[int] = []
    glyphs: list[str] = []
    widths: list[int] = []
    at = 0
    for start, end in (*units, (len(text), len(text))):
        found = shape(text[at:start])
        starts += [at + x for x in found.starts[:-1]]
        glyphs += found.glyphs
        widths += found.widths
        if end > start:
            starts.append(start)
            # Its characters one by one: what must not reach a terminal does not reach it inside a tag either.
            glyph = "".join(shape(text[start:end]).glyphs)
            glyphs.append(glyph)
            widths.append(cell_len(glyph))
        at = end
    return Shaped([*starts, len(text)], glyphs, widths)


def _mirrored(plain: str, cells: Shaped, levels: Sequence[int], mode: Mode) -> Shaped:
    """L4: draw brackets of right-to-left text mirrored.

    A terminal that orders an embedded line does not mirror it, but a swapped bracket would pair with another: marks of
    direction on both sides keep its level (seen in Konsole).
    """
    if mode is Mode.LOGICAL or not _MIRRORED.search(plain):
        return cells
    glyphs = list(cells.glyphs)
    for m in _MIRRORED.finditer(plain):
        i = bisect_right(cells.starts, m.start()) - 1
        if levels[m.start()] & 1 and glyphs[i][:1] == m[0]:
            swapped = MIRRORED[m[0]] + glyphs[i][1:]
            glyphs[i] = swapped if mode is Mode.VISUAL else f"\u200f{swapped}\u200f"
    return replace(cells, glyphs=glyphs)


def _fitted(cells: Shaped, room: int) -> Shaped:
    """Cut what a single cell draws to the room: units and labels in a narrow box."""
    if not cells.widths or max(cells.widths) <= max(2, room):
        return cells
    glyphs, widths = list(cells.glyphs), list(cells.widths)
    for i, width in enumerate(widths):
        if width > max(2, room):
            glyphs[i], widths[i] = chop(glyphs[i], max(2, room) - 1) + "…", 0
            widths[i] = cell_len(glyphs[i])
    return Shaped(cells.starts, glyphs, widths)


def _isolated(cells: Shaped) -> Shaped:
    """Keep a terminal that orders a line itself from ordering inside a tag or a label, or by what is in it."""
    glyphs = [
        f"{_LRI}{glyph}{_PDI}" if width > 1 and len(glyph) > 1 else glyph
        for glyph, width in zip(cells.glyphs, cells.widths, strict=True)
    ]
    return replace(cells, glyphs=glyphs)


def chop(text: str, width: int) -> str:
    """Return the longest beginning of a text that takes at most ``width`` columns."""
    while cell_len(text) > width:
        text = text[:-1]
    return text


def _rows(
    text: str, starts: Sequence[int], columns: Sequence[int], breaks: Sequence[int], room: int
) -> Iterator[tuple[int, int]]:
    """Yield the rows as places of cells: broken behind a space, hyphen, slash or dash, else where the room ends.

    ``columns`` are the columns used up to each cell and by it, ``breaks`` the cells that may begin a row. Spaces may hang
    over.
    """
    first, done, count = 0, 0, len(columns)
    while True:
        over = bisect_right(columns, done + room, first)
        while over < count and text[starts[over]] == " ":
            over += 1
        if over >= count:
            yield first, count
            return
        at = bisect_right(breaks, over) - 1
        cut = breaks[at] if at >= 0 and breaks[at] > first else max(over, first + 1)
        yield first, cut
        first, done = cut, columns[cut - 1]


def _hang(text: str, cells: Shaped, columns: Sequence[int], first: int, last: int, room: int) -> tuple[int, int]:
    """Return how many spaces at the end of a row hang over the room, and how many columns the rest uses."""
    if first == last:
        return 0, 0
    used = columns[last - 1] - (columns[first - 1] if first else 0)
    hung = 0
    while used > room and text[cells.starts[last - 1 - hung]] == " ":
        used -= cells.widths[last - 1 - hung]
        hung += 1
    return hung, used

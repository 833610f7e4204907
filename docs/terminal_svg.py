"""A screen of the program as an SVG picture that reads right in a browser.

A terminal shows Arabic as joined letter shapes, one a cell, in the order they are seen. Fonts of browsers are no
terminal fonts: the shapes would stand apart, or fail. So every Arabic word is given back its letters, and the browser
joins and orders them itself, in the place and the width of the word's cells. Everything else is put cell for cell.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from rich.cells import cell_len
from rich.color import blend_rgb
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from textual.strip import Strip

WIDTH, HEIGHT, SIZE = 10, 20, 16.6
"""A cell, and the height of letters that are as wide as it in DejaVu Sans Mono and most others."""
FONTS = "'DejaVu Sans Mono','Noto Sans Mono',Menlo,Consolas,monospace"
ZWJ = "\u200d"


@dataclass(frozen=True, slots=True)
class Look:
    """How a run of cells is drawn; colours as ``#rrggbb``."""

    fg: str
    bg: str
    bold: bool
    italic: bool
    underline: bool
    strike: bool

    @property
    def css(self) -> str:
        """What its class says."""
        lines = [*(["underline"] if self.underline else []), *(["line-through"] if self.strike else [])]
        parts = [f"fill:{self.fg}"]
        parts += ["font-weight:bold"] if self.bold else []
        parts += ["font-style:italic"] if self.italic else []
        parts += [f"text-decoration:{' '.join(lines)}"] if lines else []
        return ";".join(parts)


@dataclass(frozen=True, slots=True)
class Run:
    """Cells of one look beside each other; ``word`` says that they are a word in Arabic letters."""

    x: int
    cells: tuple[str, ...]
    look: Look
    word: bool


def svg(strips: Iterable[Strip], columns: int, theme: TerminalTheme, title: str) -> str:
    """Return the lines of a screen as a picture. Equal lines give equal bytes. ``title`` is for who cannot see it."""
    rows = [list(_runs(strip, theme)) for strip in strips]
    paper = _common(rows)
    names: dict[str, str] = {}
    drawn = []
    for y, row in enumerate(rows):
        parts = [*_grounds(row, paper), *(_drawn(run, names) for run in row if _is_seen(run))]
        if parts:
            drawn.append(f'<g transform="translate(0,{y * HEIGHT})">{"".join(parts)}</g>')
    css = "".join(f".{name}{{{rule}}}" for rule, name in names.items())
    width, height = columns * WIDTH, len(rows) * HEIGHT
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-10 -10 {width + 20} {height + 20}" role="img">\n'
        f"<title>{escape(title)}</title>\n"
        f"<style>text{{font:{SIZE}px {FONTS};white-space:pre;direction:ltr;unicode-bidi:bidi-override}}"
        f".w{{unicode-bidi:normal}}rect{{shape-rendering:crispEdges}}{css}</style>\n"
        f'<rect x="-10" y="-10" width="{width + 20}" height="{height + 20}" rx="8" fill="{paper}"/>\n'
        + "\n".join(drawn)
        + "\n</svg>\n"
    )


def _common(rows: list[list[Run]]) -> str:
    """Return the ground most cells have."""
    count: dict[str, int] = {}
    for row in rows:
        for run in row:
            count[run.look.bg] = count.get(run.look.bg, 0) + len(run.cells)
    return max(count, key=lambda bg: count[bg])


def _runs(strip: Strip, theme: TerminalTheme) -> Iterator[Run]:
    """Cut a line where the look changes, and around words in Arabic letters."""
    cells: list[tuple[str, Look]] = []
    for text, style, control in strip:
        if control:
            continue
        look = _look(style or Style(), theme)
        for char in text:
            if cell_len(char) == 0 and cells:
                cells[-1] = (cells[-1][0] + char, cells[-1][1])
            else:
                cells.append((char, look))
    start = 0
    for i in range(1, len(cells) + 1):
        if i == len(cells) or cells[i][1] != cells[start][1] or _kind(cells[i][0]) != _kind(cells[start][0]):
            if cells:
                run = tuple(c for c, _ in cells[start:i])
                yield Run(start, run, cells[start][1], _kind(run[0]) == "word")
            start = i


def _kind(cell: str) -> str:
    """Letters of the Arabic script make words; blanks stand apart, so that what is around them keeps its place."""
    base = cell[0]
    if unicodedata.bidirectional(base) == "AL" and unicodedata.category(base)[0] == "L":
        return "word"
    return "line" if "\u2500" <= base <= "\u257f" else ""


def _look(style: Style, theme: TerminalTheme) -> Look:
    fg = style.color.get_truecolor(theme, True) if style.color else theme.foreground_color
    bg = style.bgcolor.get_truecolor(theme, False) if style.bgcolor else theme.background_color
    if style.reverse:
        fg, bg = bg, fg
    if style.dim:
        fg = blend_rgb(fg, bg, 0.4)
    return Look(fg.hex, bg.hex, bool(style.bold), bool(style.italic), bool(style.underline), bool(style.strike))


def _grounds(row: list[Run], paper: str) -> Iterator[str]:
    """Return the grounds that differ from the paper's, neighbours of one colour as one."""
    start = 0
    for i, run in enumerate(row):
        if i + 1 < len(row) and row[i + 1].look.bg == run.look.bg:
            continue
        if run.look.bg != paper:
            x, end = row[start].x * WIDTH, (run.x + len(run.cells)) * WIDTH
            yield f'<rect x="{x}" width="{end - x}" height="{HEIGHT}" fill="{run.look.bg}"/>'
        start = i + 1


def _is_seen(run: Run) -> bool:
    return run.look.underline or run.look.strike or any(not c.isspace() for c in run.cells)


def _drawn(run: Run, names: dict[str, str]) -> str:
    """Return lines as lines, which letters would leave gaps in, and all else as text."""
    if set(run.cells) == {"─"}:
        return f'<rect x="{run.x * WIDTH}" y="9" width="{len(run.cells) * WIDTH}" height="1" fill="{run.look.fg}"/>'
    if run.cells == ("│",):
        return f'<rect x="{run.x * WIDTH + 5}" width="1" height="{HEIGHT}" fill="{run.look.fg}"/>'
    return _text(run, names)


def _text(run: Run, names: dict[str, str]) -> str:
    name = names.setdefault(run.look.css, f"c{len(names)}")
    cells, x = run.cells, run.x
    if not (run.look.underline or run.look.strike):
        while cells[0].isspace():
            cells, x = cells[1:], x + 1
        while cells[-1].isspace():
            cells = cells[:-1]
    text = _letters(cells) if run.word else "".join(cells)
    classes = f"w {name}" if run.word else name
    return (
        f'<text class="{classes}" x="{x * WIDTH}" y="15" textLength="{len(cells) * WIDTH}"'
        f' lengthAdjust="spacingAndGlyphs">{escape(text)}</text>'
    )


def _letters(cells: tuple[str, ...]) -> str:
    """Return a word as it is stored: shapes in the order they are seen become letters in the order they are read.

    Where it is cut by another look the letters at the cut keep the shape they have in the whole word.
    """
    read = cells[::-1]
    before = ZWJ if _shape(read[0]) in ("MEDIAL", "FINAL") else ""
    behind = ZWJ if _shape(read[-1]) in ("INITIAL", "MEDIAL") else ""
    return before + "".join(unicodedata.normalize("NFKC", cell[0]) + cell[1:] for cell in read) + behind


def _shape(cell: str) -> str:
    """Return which shape of a letter it is, '' for a letter without shapes."""
    words = unicodedata.name(cell[0], "").split()
    return words[-2] if words[-1:] == ["FORM"] else ""

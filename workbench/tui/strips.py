"""From laid out lines to Textual's strips. The only place where text becomes something that is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from workbench.bidi.harmless import harmless
from workbench.bidi.layout import VisualLine, layout
from workbench.model import is_rtl

Spans = Sequence[tuple[int, int, Style]]
"""Styled stretches of logical text: (start, end, style); later ones lie over earlier ones."""


def line_strip(
    line: VisualLine, style: Style, spans: Spans = (), caret: int = -1, caret_style: Style | None = None
) -> Strip:
    """Return a laid out line as a strip of its box's width, with a block caret before ``text[caret]``."""
    segments: list[Segment] = []
    caret_x = line.caret_x(caret) if caret >= 0 and caret_style is not None else -1
    blank = [" "] * line.left
    for x, _space in enumerate(blank):
        segments.append(Segment(" ", style + caret_style if x == caret_x and caret_style else style))
    for cell in line.cells:
        if not cell.width:
            continue
        own = style
        for start, end, extra in spans:
            if start < cell.end and cell.start < end:
                own += extra
        if cell.x == caret_x and caret_style and caret < line.end:
            own += caret_style
        segments.append(Segment(cell.glyph, own))
    x = line.left + line.used
    if caret_x >= x and caret_style:
        segments.append(Segment(" ", style + caret_style))
        x += 1
    if x < line.width:
        segments.append(Segment(" " * (line.width - x), style))
    return Strip(Segment.simplify(segments)).adjust_cell_length(line.width, style)


@lru_cache(8192)
def cell_strip(text: str, width: int, language: str, style: Style, reorder: bool = True) -> Strip:
    """Return the beginning of a text on one line of a list, with an ellipsis when there is more."""
    if width <= 1:
        return Strip.blank(max(0, width), style)
    rtl = int(is_rtl(language))
    cut = text[: width * 4]
    lines = layout(cut, width - 1, rtl, reorder=reorder)
    more = Segment("…" if len(lines) > 1 or len(cut) < len(text) else " ", style)
    body = list(line_strip(lines[0], style))
    return Strip([more, *body] if rtl and reorder else [*body, more]).adjust_cell_length(width, style)


def label_strip(text: str, width: int, style: Style) -> Strip:
    """Return interface text cut or filled to ``width``; Arabic inside it stands in its own order."""
    shown = "".join(c.glyph for c in layout(text, 4096, 0)[0].cells) if not text.isascii() else harmless(text)
    if cell_len(shown) > width:
        kept = ""
        for char in shown:
            if cell_len(kept + char) > width - 1:
                break
            kept += char
        shown = kept + "…"
    return Strip([Segment(shown, style)]).adjust_cell_length(width, style)


def joined(parts: Sequence[Strip], width: int, style: Style) -> Strip:
    """Return strips side by side, cut or filled to ``width``."""
    return Strip([segment for part in parts for segment in part]).adjust_cell_length(width, style)

"""Lines for the command line: Arabic readable in tables and reports."""

from __future__ import annotations

from rich.cells import cell_len

from workbench.bidi.harmless import harmless
from workbench.bidi.layout import VisualLine, layout
from workbench.model import is_rtl

_WHOLE = 1 << 20


def cells(text: str) -> int:
    """Return how many columns a text takes."""
    return cell_len(harmless(text))


def display(
    text: str, width: int | None = None, *, language: str = "en", reorder: bool = True, align: bool = True
) -> str:
    """Return one line as it is printed.

    With ``reorder`` Arabic stands in visual order with joined letters, else in logical order as it is stored. With a
    ``width`` the text is cut with an ellipsis, and with ``align`` filled: Arabic to the right edge.
    """
    rtl = is_rtl(language)
    if width is None:
        if not reorder:
            return harmless(text)
        return _drawn(layout(text, _WHOLE, int(rtl))[0])
    cut = _cut(text, width)
    line = _drawn(layout(cut, width, int(rtl))[0]) if reorder else harmless(cut)
    gap = " " * max(0, width - cell_len(line)) if align else ""
    return gap + line if rtl and reorder else line + gap


def wrap(text: str, width: int, *, language: str, reorder: bool = True) -> list[str]:
    """Return a paragraph wrapped to ``width``; right-to-left lines stand at the right edge."""
    rtl = int(is_rtl(language))
    out = []
    for line in layout(text, width, rtl, reorder=reorder):
        drawn = _drawn(line)
        out.append(" " * line.left + drawn if rtl and reorder else drawn)
    return out


def _drawn(line: VisualLine) -> str:
    return "".join(c.glyph for c in line.cells).rstrip(" ") if not line.base else _right(line)


def _right(line: VisualLine) -> str:
    return "".join(c.glyph for c in line.cells).lstrip(" ")


def _cut(text: str, width: int) -> str:
    """Return the beginning that fits, with an ellipsis when something is left out."""
    if cell_len(harmless(text[: width * 4])) <= width and len(text) <= width * 4:
        return text
    used, out = 0, []
    for char in text:
        wide = cell_len(harmless(char))
        if used + wide > width - 1:
            break
        out.append(char)
        used += wide
    return "".join(out).rstrip() + "…"

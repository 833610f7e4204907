"""From laid out lines to Textual's strips. The only place where text becomes something that is drawn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from workbench.bidi.layout import Mode, VisualLine, layout
from workbench.bidi.plain import defused, shortened, wrap
from workbench.bidi.profile import PROFILES, Profile, sent
from workbench.bidi.units import units
from workbench.model import is_rtl

Spans = Sequence[tuple[int, int, Style]]
"""Styled stretches of logical text: (start, end, style); later ones lie over earlier ones."""
NARROW = 4
"""Columns below which Arabic has no room for its own order and an ellipsis."""
_AS_IT_IS = re.compile("[ -~·…–—×│─█░✓★■◐▸]*")
"""Text that stands as it is written, a column a letter: the letters and marks our own lines are made of."""
_BEYOND = 24
"""Code points behind a line of a list that still have a say in its order."""


@dataclass(slots=True, eq=False)
class Pen:
    """Draws text as one terminal wants it. ``labels`` shows controls and spaces.

    All of a screen share one, so that another ``profile`` takes effect everywhere. ``spelled`` says whether what grey letters
    would tell is said in words, because there are none.
    """

    profile: Profile = PROFILES["visual"]
    spelled: bool = False

    def lines(
        self,
        text: str,
        width: int,
        language: str,
        *,
        base: int | None = None,
        caret_room: bool = False,
        labels: bool = False,
    ) -> tuple[VisualLine, ...]:
        """Lay a paragraph of a language out; ``base`` is its direction where that is not the language's."""
        drawing = replace(self.profile.drawing, labels=True) if labels else self.profile.drawing
        direction = int(is_rtl(language)) if base is None else base
        return layout(text, width, direction, drawing, caret_room=caret_room, units=units(text))

    def strip(
        self,
        line: VisualLine,
        style: Style,
        spans: Spans = (),
        caret: int = -1,
        caret_style: Style | None = None,
        tail: str = "",
    ) -> Strip:
        """Return a laid out line as a strip of its box's width, with a block caret before ``text[caret]``.

        ``tail`` is a cell more behind the text, where the terminal puts the line in order.
        """
        cell = line.caret_cell(caret) if caret >= 0 else None
        at_end = caret_style is not None and caret >= 0 and cell is None
        behind = bool(tail) or (at_end and not line.from_right)
        # A blank at the end of an ordered line would fall out of it (L1); a no-break space does not.
        blank = "\u00a0" if line.base else " "
        glyphs = sent(line, self.profile, tail or (blank if behind else ""))
        styles: list[Style] | None = None
        if spans or caret >= 0:
            styles = _styles(line, style, spans, cell, caret_style)
            if behind:
                styles.append(style + caret_style if at_end and caret_style is not None else style)
        body = [Segment("".join(glyphs), style)] if styles is None else _grouped(glyphs, styles)
        before = [Segment(" " * line.left, style)] if line.left else []
        if at_end and not behind and line.left and caret_style is not None:
            before = [Segment(" " * (line.left - 1), style), Segment(" ", style + caret_style)]
        rest = line.width - line.left - line.used - behind
        after = [Segment(" " * rest, style)] if rest > 0 else []
        return Strip([*before, *body, *after], line.width + min(0, rest) * -1)

    def cell(self, text: str, width: int, language: str, style: Style) -> Strip:
        """Return the beginning of a text on one line of a list, with an ellipsis when there is more."""
        return _cell(self, self.profile, text, width, language, style)

    def label(self, text: str, width: int, style: Style) -> Strip:
        """Return interface text cut or filled to ``width``; Arabic inside it stands in its own order."""
        if width <= 0:
            return Strip([], 0)
        if len(text) <= width and _AS_IT_IS.fullmatch(text):
            return Strip([Segment(text.ljust(width), style)], width)
        if width < NARROW:
            line, *more = layout(defused(text), NARROW, 0, self.profile.drawing)
            shown = "…" if more or line.used > width or max(line.levels, default=0) else line.drawn
            return Strip([Segment(shown, style)]).adjust_cell_length(width, style)
        return self.strip(layout(shortened(defused(text), width), width, 0, self.profile.drawing)[0], style)

    def notice(self, text: str, width: int) -> str:
        """Return a message as it is handed to Textual's notices: harmless, wrapped by us, each line in its order."""
        return "\n".join(wrap(defused(text), width, language="en", profile=self.profile))


def _styles(line: VisualLine, style: Style, spans: Spans, caret: int | None, caret_style: Style | None) -> list[Style]:
    """Return the style of each cell of ``line.seen``; ``caret`` is the place of the cell it stands on."""
    own = [style] * (line.last - line.first)
    for start, end, extra in spans:
        for i in line.touched(start, end):
            own[i - line.first] += extra
    if caret_style is not None and caret is not None:
        own[caret - line.first] += caret_style
    return [own[i - line.first] for i in line.seen]


def _grouped(glyphs: Sequence[str], styles: Sequence[Style]) -> list[Segment]:
    """Return runs of one style as segments."""
    out: list[Segment] = []
    run: list[str] = []
    current: Style | None = None
    for glyph, style in zip(glyphs, styles, strict=True):
        if style is not current and style != current:
            if run:
                out.append(Segment("".join(run), current))
            run, current = [], style
        run.append(glyph)
    if run:
        out.append(Segment("".join(run), current))
    return out


@lru_cache(2048)
def _cell(pen: Pen, profile: Profile, text: str, width: int, language: str, style: Style) -> Strip:
    if width < NARROW:
        return Strip.blank(max(0, width), style)
    rtl = is_rtl(language)
    # Enough to fill the line and to see what follows it; a text with marks on every letter needs more.
    cut = text[: width + _BEYOND]
    lines = pen.lines(cut, width - 1, language)
    if len(lines) == 1 and len(cut) < len(text):
        cut = text[: width * 4]
        lines = pen.lines(cut, width - 1, language)
    more = "…" if len(lines) > 1 or len(cut) < len(text) else " "
    if rtl and profile.drawing.mode is Mode.EMBED:
        # The terminal orders the line: what stands behind its text in logical columns comes out on its left.
        return Strip(pen.strip(lines[0], style, tail="…" if more == "…" else "\u00a0"), width)
    body, line = pen.strip(lines[0], style), lines[0]
    free = len(body.text) - len(body.text.strip(" "))
    if more == "…" and free > 0 and (profile.visual or not max(line.levels, default=0)):
        # Right behind the text, not at the end of its column.
        blank = Segment(" " * free, style)
        if rtl and profile.visual:
            return Strip([blank, Segment(more, style), *body.crop(free)], width)
        if not rtl:
            return Strip([*body.crop(0, width - 1 - free), Segment(more, style), blank], width)
    return Strip([Segment(more, style), *body] if rtl and profile.visual else [*body, Segment(more, style)], width)


def chosen(strip: Strip, style: Style) -> Strip:
    """Return the line of the row chosen in one colour: what is dim or coloured stands in blocks where it is reversed."""
    return Strip(
        [
            Segment(s.text, style + Style(bold=s.style.bold, underline=s.style.underline) if s.style else style)
            for s in strip
        ],
        strip.cell_length,
    )


def joined(parts: Iterable[Strip], width: int, style: Style) -> Strip:
    """Return strips side by side, cut or filled to ``width``."""
    return Strip([segment for part in parts for segment in part]).adjust_cell_length(width, style)

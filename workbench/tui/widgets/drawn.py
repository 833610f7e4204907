"""A widget of ready-made lines, handed to the screen as they are.

Textual's own way builds every line anew in the style of its widget, asking a dozen rules each: two thirds of what drawing a
screen of ours took, whose lines come styled and filled. A strip that comes again is cheap, for Textual keeps on it what it
made of it.
"""

from __future__ import annotations

from typing import Self

from rich.style import Style
from textual.color import Color
from textual.containers import Horizontal, Vertical
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Kept(Widget):
    """A widget whose lines stay as they were drawn until it is refreshed or styled anew: each paint asks all it meets."""

    _kept_lines: tuple[Region, list[Strip]] | None = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of before as long as nothing called for others."""
        if self._kept_lines is None or self._kept_lines[0] != crop:
            self._kept_lines = crop, self.fresh_lines(crop)
        return self._kept_lines[1]

    def fresh_lines(self, crop: Region) -> list[Strip]:
        """Draw lines."""
        return super().render_lines(crop)

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Draw anew."""
        self._kept_lines = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        """Draw in the new colours."""
        self._kept_lines = None
        super().notify_style_update()


class Drawn(Kept):
    """Draws what :meth:`line` returns. In style sheets it may have a border above, and no other edge."""

    _dress: tuple[Style, Color] | None = None

    @property
    def rich_style(self) -> Style:
        """The style of the widget, worked out anew when style sheet or theme change it: every paint asks for it."""
        return self._dressed()[0]

    def _dressed(self) -> tuple[Style, Color]:
        """Return style and background."""
        if self._dress is None:
            self._dress = super().rich_style, self.background_colors[1]
        return self._dress

    def line(self, y: int, width: int, style: Style) -> Strip:
        """Return line ``y`` of the content, filled to ``width`` in the style of the widget."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Draw one line of the content, without what a theme makes of it."""
        return self.line(y, self.size.width, self.rich_style)

    def fresh_lines(self, crop: Region) -> list[Strip]:
        """Draw lines."""
        top = self.styles.gutter.top
        edge = super().fresh_lines(Region(0, 0, crop.right, top)) if crop.y < top else []
        width, (style, background), filters = self.size.width, self._dressed(), self.get_line_filters()
        strips = edge[crop.y :]
        for y in range(max(crop.y, top), crop.bottom):
            strip = self.line(y - top, width, style)
            for line_filter in filters:
                strip = strip.apply_filter(line_filter, background)
            strips.append(strip)
        if crop.column_span != (0, width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def notify_style_update(self) -> None:
        """Draw in the new colours."""
        self._dress = None
        super().notify_style_update()


class Frame(Kept, Vertical):
    """Widgets one below the other, with an edge of their own or a gap between them."""


class Column(Vertical):
    """Widgets one below the other that fill it wholly: nothing is drawn where nothing of it is seen."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw nothing."""
        return []


class Row(Horizontal):
    """Widgets side by side, likewise."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw nothing."""
        return []

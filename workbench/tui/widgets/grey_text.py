"""Grey text in the line a translator types in: what Enter or Tab would put. It is drawn only, never part of the text."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from textual.strip import Strip
from textual.widgets import TextArea

from workbench.bidi.layout import VisualLine
from workbench.tui.strips import Pen, Spans
from workbench.tui.widgets.bidi_document import BidiWrapped

GHOST = Style(dim=True, italic=True)
"""Of what is not there yet."""


class GreyText(TextArea):
    """A text that shows a grey one: a whole proposal where it is empty, the rest of a word or phrase behind the caret."""

    pen: Pen
    spoken: str
    _base: int
    _labels: bool
    _spans: Spans
    _ghost = ""
    _offer = ("", "")
    _rest = ("", 0, "")
    ghost_marks = False
    """Whether grey text stands in brackets: where there is no grey."""

    @classmethod
    def _get_component_classes(cls) -> frozenset[str]:  # type: ignore[override] # Textual has it in a cache
        # Of Textual's eight parts these are drawn; each is styled anew whenever the focus comes or goes.
        return frozenset({"text-area--cursor", "text-area--selection"})

    def get_component_rich_style(self, *names: str, partial: bool = False, default: Style | None = None) -> Style:
        """Return the style of a part, which says nothing for those that are not drawn."""
        return super().get_component_rich_style(*names, partial=partial, default=default or Style())

    @property
    def ghost(self) -> str:
        """What an empty editor shows in grey: a proposal that Enter would take."""
        return self._ghost

    @ghost.setter
    def ghost(self, text: str) -> None:
        if text != self._ghost:
            self._ghost = text
            self._forget_lines()

    @property
    def offer(self) -> tuple[str, str]:
        """What an empty editor shows in grey without a ghost: a proposal that Enter would put, with its mark before it."""
        return self._offer

    @offer.setter
    def offer(self, offer: tuple[str, str]) -> None:
        if offer != self._offer:
            self._offer = offer
            self._forget_lines()

    def show_rest(self, rest: str) -> None:
        """Show a text in grey behind the caret until the text changes or the caret moves; nothing of it can be reached."""
        shown = (self.text, self.cursor_location[1], rest)
        if shown != self._rest:
            self._rest = shown
            self._forget_lines()

    @property
    def rest(self) -> str:
        """What stands in grey behind the caret now; less than was to be shown where there is no room for it."""
        text, caret, rest = self._rest
        if not rest or not self.selection.is_empty or (text, caret) != (self.text, self.cursor_location[1]):
            return ""
        return self._fitting(text, caret, rest)

    def _fitting(self, text: str, caret: int, rest: str) -> str:
        """Return so many words of a grey text as leave every line before the caret where it is, and the height."""
        wrapped = self.wrapped_document
        assert isinstance(wrapped, BidiWrapped)  # noqa: S101 - set in _set_document, the type checker cannot know
        lines = wrapped.visual(0)
        section = wrapped.section_of((0, caret))
        starts = [line.start for line in lines[: section + 1]]
        most = max(len(lines), self.scrollable_content_region.size.height)
        while rest.strip():
            drawn = self._lines_with(text, caret, rest)
            moved = [line.start for line in drawn[: section + 1]] != starts or any(
                line.start < caret for line in drawn[section + 1 :]
            )
            if len(drawn) <= most and not moved:
                return rest
            rest = rest.rpartition(" ")[0]
        return ""

    def _lines_with(self, text: str, caret: int, rest: str) -> Sequence[VisualLine]:
        """Lay the text out with a grey one in it."""
        width = max(2, self.scrollable_content_region.size.width)
        whole = text[:caret] + self._as_ghost(text, caret, rest) + text[caret:]
        return self.pen.lines(whole, width, self.spoken, base=self._base, caret_room=True, labels=self._labels)

    def _as_ghost(self, text: str, caret: int, rest: str) -> str:
        if self.ghost_marks:
            return f"[{rest}]"
        # A lam and the alef behind it are one cell: what is typed and what is not must be two.
        apart = text[caret - 1 : caret] == "ل" and rest[0] in "اأإآٱ"
        return f"\u200c{rest}" if apart else rest

    def _forget_lines(self) -> None:
        """Draw anew: Textual keeps drawn lines, and knows nothing of what has changed."""
        self._line_cache.clear()
        self.refresh()

    # ------------------------------------------------------------------ drawing

    def grey_line(self, y: int, width: int, base: Style, caret: Style | None) -> Strip | None:
        """Draw a line with grey text in it; None when there is none to draw."""
        if not self.text and (self.ghost or self.offer[1]):
            return self._ghost_line(y, width, base, caret)
        rest = self.rest
        return self._line_with_rest(y, rest, width, base, caret) if rest else None

    def _ghost_line(self, y: int, width: int, base: Style, caret: Style | None) -> Strip:
        mark, offered = ("exact", self.ghost) if self.ghost else self.offer
        text = f"{mark}: {offered}" if self.pen.spelled else f"[{mark}] {offered}"
        lines = self.pen.lines(text, max(2, width), self.spoken, base=self._base, caret_room=True)
        if y >= len(lines):
            return Strip.blank(width, base)
        shown = base + GHOST
        return self.pen.strip(lines[y], shown, (), 0 if y == 0 else -1, caret).adjust_cell_length(width, base)

    def _line_with_rest(self, y: int, rest: str, width: int, base: Style, caret_style: Style | None) -> Strip:
        """Draw a line of the text with the grey one in it: it is laid out where it would stand, and never stored."""
        text, caret = self.text, self.cursor_location[1]
        lines = self._lines_with(text, caret, rest)
        if y >= len(lines):
            return Strip.blank(width, base)
        ghost = len(self._as_ghost(text, caret, rest))
        spans = [(a + ghost * (a >= caret), b + ghost * (b > caret), style) for a, b, style in self._spans]
        spans.append((caret, caret + ghost, GHOST))
        here = lines[y].start <= caret < lines[y].end and self._draw_cursor
        strip = self.pen.strip(lines[y], base, spans, caret if here else -1, caret_style)
        return strip.adjust_cell_length(width, base)

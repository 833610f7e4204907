"""The line a translator types in: Textual's TextArea drawn in both directions, with keys handled in their order.

The document is logical text; only drawing, caret columns and the meaning of the arrows know about direction. Arrows follow
the paragraph as in Emacs: in an Arabic one the left arrow goes forward. Names beginning with an underscore are private to
Textual 8.2.8; ``tests/tui/test_key_contract.py`` watches that they exist.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Awaitable, Callable, Sequence

from rich.style import Style
from textual import events
from textual.document._document import DocumentBase, Location
from textual.document._document_navigator import DocumentNavigator
from textual.document._wrapped_document import WrappedDocument
from textual.geometry import Offset
from textual.strip import Strip
from textual.widgets import TextArea

from workbench.bidi.layout import VisualLine, layout
from workbench.model import is_rtl
from workbench.tui import keys
from workbench.tui.strips import Spans, line_strip

Command = Callable[[str, events.Key], Awaitable[bool]]
"""Gets the name of a key and the event before the editor does; True means: done."""

_PASTED_BREAK = re.compile(r"[ \t]*[\r\n\u2028\u2029]+[ \t]*")
_STRIPPED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")


def typed_text(text: str) -> str:
    """Return what a key or a paste puts into a segment: one line, letters instead of presentation forms, no controls.

    U+FEFB comes from the lam-alef key of VTE terminals, U+0000 from the same key under the kitty protocol; isolates and
    embeddings come along when text is copied from a terminal. RLM, LRM and the joiners stay: they are content.
    """
    text = _PASTED_BREAK.sub(" ", text).replace("\t", " ")
    text = _STRIPPED.sub("", text)
    return _PRESENTATION.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text)


class BidiWrapped(WrappedDocument):
    """A wrapped document whose sections are laid out lines."""

    base = 0
    reorder = True

    def visual(self, row: int) -> Sequence[VisualLine]:
        """Return a paragraph's lines."""
        return layout(self.document[row], max(2, self._width + 1), self.base, reorder=self.reorder, caret_room=True)

    def wrap(self, width: int, tab_width: int | None = None) -> None:
        """Lay everything out for a width; layouts are kept, so only a changed line costs."""
        self._width = width
        if tab_width:
            self._tab_width = tab_width
        self._wrap_offsets, self._offset_to_line_info, self._line_index_to_offsets = [], [], []
        self._tab_width_cache = []
        for row in range(self.document.line_count):
            lines = self.visual(row)
            first = len(self._offset_to_line_info)
            self._wrap_offsets.append([line.start for line in lines[1:]])
            self._line_index_to_offsets.append([first + k for k in range(len(lines))])
            self._offset_to_line_info.extend((row, k) for k in range(len(lines)))
            self._tab_width_cache.append([])

    def wrap_range(self, start: Location, old_end: Location, new_end: Location) -> None:
        """Lay out again after an edit."""
        self.wrap(self._width)

    def section_of(self, location: Location) -> int:
        """Return which line of its paragraph a location is on."""
        row, column = location
        return bisect_right(self._wrap_offsets[row], column)

    def location_to_offset(self, location: Location) -> Offset:
        """Return where a location is drawn."""
        row = min(max(location[0], 0), self.document.line_count - 1)
        section = self.section_of((row, location[1]))
        return Offset(self.visual(row)[section].caret_x(location[1]), self._line_index_to_offsets[row][section])

    def get_target_document_column(self, line_index: int, x_offset: int, y_offset: int) -> int:
        """Return the column of the text a place on a line means."""
        lines = self.visual(line_index)
        line = lines[y_offset]
        index = line.index_at(x_offset)
        if line is not lines[-1] and index >= line.end:
            return line.by_logical[-1].start
        return index

    def offset_to_location(self, offset: Offset) -> Location:
        """Return the location drawn at an offset."""
        y = min(max(0, offset.y), len(self._offset_to_line_info) - 1)
        row, section = self._offset_to_line_info[y]
        return row, self.get_target_document_column(row, offset.x, section)

    def stops(self, row: int) -> list[int]:
        """Return where a caret may stand: before each cell, and at the end."""
        return [*(c.start for line in self.visual(row) for c in line.by_logical), len(self.document[row])]


class BidiNavigator(DocumentNavigator):
    """Moves by cells: a letter with its marks, a lam-alef."""

    _wrapped_document: BidiWrapped

    def get_location_left(self, location: Location) -> Location:
        """Return one cell back."""
        row, column = location
        if column == 0:
            return (row - 1, len(self._document[row - 1])) if row else (0, 0)
        return row, max((s for s in self._wrapped_document.stops(row) if s < column), default=0)

    def get_location_right(self, location: Location) -> Location:
        """Return one cell forward."""
        row, column = location
        if column >= len(self._document[row]):
            return (row + 1, 0) if row + 1 < self._document.line_count else location
        return row, min(s for s in self._wrapped_document.stops(row) if s > column)

    def get_location_above(self, location: Location) -> Location:
        """Return one line up, at the same column of the screen."""
        return self._vertical(location, -1)

    def get_location_below(self, location: Location) -> Location:
        """Return one line down, at the same column of the screen."""
        return self._vertical(location, 1)

    def _vertical(self, location: Location, step: int) -> Location:
        wrapped = self._wrapped_document
        y = wrapped.location_to_offset(location).y + step
        if y < 0:
            return 0, 0
        if y >= len(wrapped._offset_to_line_info):
            return self._document.end
        return wrapped.offset_to_location(Offset(self.last_x_offset, y))


class TargetEditor(TextArea):
    """An editor for one segment in one language. ``spans`` are styled stretches of its text."""

    DEFAULT_CSS = """
    TargetEditor { border: none; padding: 0; height: 100%; scrollbar-size: 0 0; }
    TargetEditor:focus { border: none; }
    """

    def __init__(
        self,
        language: str,
        command: Command,
        *,
        reorder: bool = True,
        id: str | None = None,  # noqa: A002
    ) -> None:
        self._base = int(is_rtl(language))
        self._reorder = reorder
        self._command = command
        self.spans: Spans = ()
        self.on_pasted: Callable[[str], bool] = lambda _text: False
        """Asked before a paste goes into the text; True means it was taken elsewhere."""
        self.ghost = ""
        """What an empty editor shows in grey: a proposal that Enter would take."""
        super().__init__(soft_wrap=True, show_line_numbers=False, highlight_cursor_line=False, id=id)
        self.cursor_blink = False

    # ------------------------------------------------------------------ text

    def load(self, text: str) -> None:
        """Put another segment's text in, with a fresh undo history and the caret at the end."""
        self.load_text(typed_text(text))
        self.move_cursor(self.document.end)

    def put(self, text: str) -> None:
        """Replace the whole text in one undoable step, caret at the end."""
        self.replace(typed_text(text), (0, 0), self.document.end)
        self.move_cursor(self.document.end)

    def insert_at_caret(self, text: str) -> None:
        """Insert text at the caret, over the selection if there is one."""
        start, end = sorted(self.selection)
        self._replace_via_keyboard(typed_text(text), start, end)

    def _set_document(self, text: str, language: str | None) -> None:
        super()._set_document(text, None)
        wrapped = BidiWrapped.__new__(BidiWrapped)
        wrapped.base, wrapped.reorder = self._base, self._reorder
        wrapped.__init__(_document(self), 0, self.indent_width)  # type: ignore[misc]
        self.wrapped_document = wrapped
        self.navigator = BidiNavigator(wrapped)
        self.move_cursor((0, 0))
        self._rewrap_and_refresh_virtual_size()

    # ------------------------------------------------------------------ keys

    async def _on_key(self, event: events.Key) -> None:
        """Handle every key here, in order; Textual's own handlers do not see it (``prevent_default``)."""
        event.stop()
        event.prevent_default()
        key = keys.normal(event.key)
        if key in keys.MODIFIER_KEYS or await self._command(key, event):
            return
        await self.edit_key(key, event)

    async def edit_key(self, key: str, event: events.Key) -> None:
        """Do what a key does in a text: a binding of the editor, or its character."""
        bindings = self._bindings.key_to_bindings.get(key)
        if bindings:
            for binding in bindings:
                await self.run_action(binding.action)
            return
        text = typed_text(event.character or "")
        if text and event.is_printable and ("+" not in key or key == "plus"):
            start, end = sorted(self.selection)
            self._replace_via_keyboard(text, start, end)

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        if not self.on_pasted(event.text):
            self.insert_at_caret(event.text)

    def _right_to_left(self) -> bool:
        return bool(self._base)

    def action_cursor_left(self, select: bool = False) -> None:
        """Go left on the screen: forward in Arabic."""
        (super().action_cursor_right if self._right_to_left() else super().action_cursor_left)(select)

    def action_cursor_right(self, select: bool = False) -> None:
        """Go right on the screen: back in Arabic."""
        (super().action_cursor_left if self._right_to_left() else super().action_cursor_right)(select)

    def action_cursor_word_left(self, select: bool = False) -> None:
        """Go a word left on the screen."""
        (super().action_cursor_word_right if self._right_to_left() else super().action_cursor_word_left)(select)

    def action_cursor_word_right(self, select: bool = False) -> None:
        """Go a word right on the screen."""
        (super().action_cursor_word_left if self._right_to_left() else super().action_cursor_word_right)(select)

    def action_delete_left(self) -> None:
        """Delete one code point: the last mark of a letter, or the alef of a lam-alef."""
        row, column = self.cursor_location
        if not self.read_only and self.selection.is_empty and column:
            self._delete_via_keyboard((row, column - 1), (row, column))
            return
        super().action_delete_left()

    # ------------------------------------------------------------------ drawing

    def _render_line(self, y: int) -> Strip:
        wrapped = self.wrapped_document
        assert isinstance(wrapped, BidiWrapped)  # noqa: S101 - set in _set_document, the type checker cannot know
        theme = self._theme
        base = theme.base_style if theme and theme.base_style is not None else self.rich_style
        at = y + self.scroll_offset.y
        width = self.scrollable_content_region.size.width
        if at >= len(wrapped._offset_to_line_info):
            return Strip.blank(width, base)
        if not self.text and self.ghost:
            return self._ghost_line(at, width, base, theme.cursor_style if theme else None)
        row, section = wrapped._offset_to_line_info[at]
        line = wrapped.visual(row)[section]
        styles = list(self.spans) if row == 0 else []
        (row0, column0), (row1, column1) = sorted(self.selection)
        if not self.selection.is_empty and row0 <= row <= row1 and theme and theme.selection_style:
            end = column1 if row == row1 else 1 << 30
            styles.append((column0 if row == row0 else 0, end, theme.selection_style))
        caret_row, caret = self.selection.end
        here = caret_row == row and wrapped.section_of((row, caret)) == section and self._draw_cursor
        return line_strip(
            line, base, styles, caret if here else -1, theme.cursor_style if theme else None
        ).adjust_cell_length(width, base)

    def _ghost_line(self, y: int, width: int, base: Style, caret: Style | None) -> Strip:
        lines = layout(self.ghost, max(2, width), self._base, reorder=self._reorder, caret_room=True)
        if y >= len(lines):
            return Strip.blank(width, base)
        shown = base + Style(dim=True, italic=True)
        return line_strip(lines[y], shown, (), 0 if y == 0 else -1, caret).adjust_cell_length(width, base)


def _document(area: TextArea) -> DocumentBase:
    return area.document

"""Where things stand in a text laid out in both directions: lines, carets, the cell beside and the line below.

Names beginning with an underscore are private to Textual 8.2.8; ``tests/tui/test_key_contract.py`` watches that they exist.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from textual.document._document import Document, EditResult, Location
from textual.document._document_navigator import DocumentNavigator
from textual.document._wrapped_document import WrappedDocument
from textual.geometry import Offset

from workbench.bidi.layout import VisualLine
from workbench.tui.strips import Pen


class OneLine(Document):
    """A segment as it is stored: one paragraph, whatever line breaks it holds; Textual would write those anew."""

    def __init__(self, text: str) -> None:
        super().__init__("")
        self._lines = [text]

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        """Put a text in the place of another; the only way the document changes."""
        (_row, first), (_last_row, last) = sorted((start, end))
        line = self._lines[0]
        self._lines = [line[:first] + text + line[last:]]
        return EditResult((0, first + len(text)), line[first:last])


class BidiWrapped(WrappedDocument):
    """A wrapped document whose sections are laid out lines."""

    pen = Pen()
    language = "en"
    base = 0
    labels = False

    def visual(self, row: int) -> Sequence[VisualLine]:
        """Return a paragraph's lines."""
        width = max(2, self._width + 1)
        return self.pen.lines(
            self.document[row], width, self.language, base=self.base, caret_room=True, labels=self.labels
        )

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
            return line.stops()[-1]
        return index

    def offset_to_location(self, offset: Offset) -> Location:
        """Return the location drawn at an offset."""
        y = min(max(0, offset.y), len(self._offset_to_line_info) - 1)
        row, section = self._offset_to_line_info[y]
        return row, self.get_target_document_column(row, offset.x, section)

    def stops(self, row: int) -> list[int]:
        """Return where a caret may stand: before each cell, and at the end."""
        return [*(stop for line in self.visual(row) for stop in line.stops()), len(self.document[row])]

    def beside(self, location: Location, step: int) -> Location:
        """Return where the caret goes a column to the left (-1) or right (1) on the screen, line by line at the edges."""
        row, column = location
        lines = self.visual(row)
        section = self.section_of(location)
        line = lines[section]
        stops = {line.caret_x(i): i for i in (*line.stops(), *([line.end] if line is lines[-1] else []))}
        columns = sorted(stops)
        at = columns.index(line.caret_x(column)) + step
        if 0 <= at < len(columns):
            return row, stops[columns[at]]
        forward = (step < 0) == bool(self.base)
        section += 1 if forward else -1
        if 0 <= section < len(lines):
            return row, lines[section].start if forward else lines[section].stops()[-1]
        return location


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

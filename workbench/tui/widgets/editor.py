"""The line a translator types in: Textual's TextArea drawn in both directions, with keys handled in their order.

The document is logical text; only drawing, caret columns and the meaning of the arrows know about direction. Arrows follow
the paragraph as in Emacs (in an Arabic one the left arrow goes forward), unless the setting says otherwise. Names beginning
with an underscore are private to Textual 8.2.8; ``tests/tui/test_key_contract.py`` watches that they exist.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import ClassVar

import regex
from textual import events
from textual.binding import Binding
from textual.document._document import EditResult, Location
from textual.document._edit import Edit
from textual.document._history import EditHistory
from textual.document._wrapped_document import WrappedDocument
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from workbench.bidi.paste import pasted_text, typed_text
from workbench.config import SEGMENT_LIMIT
from workbench.model import is_rtl
from workbench.tui import keys
from workbench.tui.strips import Pen, Spans
from workbench.tui.widgets.bidi_document import BidiNavigator, BidiWrapped, OneLine
from workbench.tui.widgets.grey_text import GreyText

Command = Callable[[str, events.Key], Awaitable[bool]]
"""Gets the name of a key and the event before the editor does; True means: done."""

LONGEST_PASTE = 4 * SEGMENT_LIMIT
"""Characters of a paste beyond which it is not even put in order, which takes seconds for a megabyte."""
_WORD = regex.compile(r"[\p{L}\p{N}\p{M}_\u0640\u200c\u200d]+")
"""What word movement steps over: a word with its harakat and joiners."""


class TargetEditor(GreyText):
    """An editor for one segment in one language. ``spans`` are styled stretches of its text."""

    DEFAULT_CSS = """
    TargetEditor { border: none; padding: 0; height: 100%; scrollbar-size: 0 0; }
    TargetEditor:focus { border: none; }
    """
    # Alt+Delete is Textual's; the other is what people know from word processors.
    BINDINGS: ClassVar = [Binding("ctrl+delete", "delete_word_right", show=False)]

    _loading = False
    emptied = False
    """Whether nothing was left of the text at some time since it was loaded or put."""

    def __init__(
        self,
        pen: Pen,
        language: str,
        command: Command,
        *,
        arrows: str = "paragraph",
        id: str | None = None,  # noqa: A002
    ) -> None:
        self.pen = pen
        self.spoken = language
        """The language of the text; ``language`` is Textual's, for highlighting code."""
        self._base = int(is_rtl(language))
        self._labels = False
        self._arrows = arrows
        self._command = command
        self._spans: Spans = ()
        self.on_pasted: Callable[[str], bool] = lambda _text: False
        """Asked before a paste goes into the text; True means it was taken elsewhere."""
        self.on_repaired: Callable[[], None] = lambda: None
        """Called when a paste came in the order of a screen and was turned back."""
        self.on_full: Callable[[int], None] = lambda _length: None
        """Called with the length a text would have had that is longer than a segment may be; nothing was put in."""
        self.on_refused: Callable[[], None] = lambda: None
        """Called when something was to be put into a text that is only to be read; nothing was."""
        self._told: set[type[Message]] = set()
        super().__init__(soft_wrap=True, show_line_numbers=False, highlight_cursor_line=False, id=id)
        self.cursor_blink = False

    def post_message(self, message: Message) -> bool:
        """Send a message; that text or caret have changed is said once for all keys that come before it is heard.

        Who hears it looks at the text as it is by then. Each goes up through every widget to the app: fourteen calls a
        key, which is most of what a key costs where keys come fast, as in a paste into a terminal that does not mark it.
        """
        kind = type(message)
        if kind in self._told:
            return True
        sent = super().post_message(message)
        if sent and kind in (TextArea.Changed, TextArea.SelectionChanged):
            self._told.add(kind)
        return sent

    def on_text_area_changed(self, message: TextArea.Changed) -> None:
        """It is heard now: what changes from here on is said anew."""
        self._told.discard(type(message))

    def on_text_area_selection_changed(self, message: TextArea.SelectionChanged) -> None:
        """It is heard now: where the caret goes from here on is said anew."""
        self._told.discard(type(message))

    def on_unmount(self) -> None:
        """Let the app go: it would keep who waits for another theme, with its text and all its screen, until one comes."""
        waiting = getattr(self.app, "__watchers", {}).get("theme", [])
        waiting[:] = [(node, callback) for node, callback in waiting if node is not self]

    @property
    def spans(self) -> Spans:
        """Styled stretches of the text."""
        return self._spans

    @spans.setter
    def spans(self, spans: Spans) -> None:
        if list(spans) != list(self._spans):
            self._spans = spans
            self._forget_lines()

    # ------------------------------------------------------------------ text

    def load(self, text: str, base: int | None = None) -> None:
        """Put another segment's text in as it is stored, with a fresh undo history and the caret at the end.

        ``base`` is the direction of its paragraph where that is not the language's.
        """
        self._base = int(is_rtl(self.spoken)) if base is None else base
        # The edits of the text before may be kept elsewhere.
        self.history = EditHistory(
            self.history.max_checkpoints, self.history.checkpoint_timer, self.history.checkpoint_max_characters
        )
        before, self._loading = self.selection, True
        try:
            self.load_text(text)
            self.move_cursor(self.document.end)
        finally:
            self._loading = False
        self._watch_selection(before, self.selection)
        self.emptied = False

    def _watch_selection(self, previous_selection: Selection, selection: Selection) -> None:
        # While a text is put in the caret goes to its beginning first, twice, where nobody sees it.
        if not self._loading:
            super()._watch_selection(previous_selection, selection)

    def resume(self, ended: str, history: EditHistory, text: str) -> None:
        """Have the edits of an earlier visit again, which ended with a text that is this one but for spaces at its end."""
        self.load(ended, self._base)
        self.history = history
        if ended != text:
            kept = len(text.rstrip())
            # Not somebody's edit: it is made also where nothing can be typed.
            read_only, self.read_only = self.read_only, False
            self.replace(text[kept:], (0, kept), self.document.end)
            self.read_only = read_only
        # What is typed now is a step of its own.
        self.history.checkpoint()
        self.emptied = False
        self.move_cursor(self.document.end)

    def edit(self, edit: Edit) -> EditResult:
        """Edit, and know whether nothing was left on the way: also when all of it gives way to something else."""
        if self.read_only:
            self.on_refused()
            return EditResult(self.cursor_location, "")
        low, high = sorted((edit.from_location, edit.to_location))
        old = self.text
        whole = bool(old) and low == (0, 0) and high == self.document.end and old not in edit.text
        result = super().edit(edit)
        self.emptied = self.emptied or whole or (self.document.line_count == 1 and not self.document.get_line(0))
        return result

    def put(self, text: str) -> None:
        """Replace the whole text in one undoable step, caret at the end."""
        self.replace(text, (0, 0), self.document.end)
        self.emptied = not text
        self.move_cursor(self.document.end)

    def insert_at_caret(self, text: str) -> None:
        """Insert text at the caret, over the selection if there is one."""
        start, end = sorted(self.selection)
        self._replace_via_keyboard(text, start, end)

    def replace_before_caret(self, count: int, text: str) -> None:
        """Put a text in the place of the ``count`` code points before the caret."""
        row, column = self.cursor_location
        self._replace_via_keyboard(text, (row, max(0, column - count)), (row, column))

    def surround(self, opening: str, closing: str) -> None:
        """Put two signs around the selection, or at the caret, which then stands between them."""
        start, end = sorted(self.selection)
        inside = self.selected_text
        self._replace_via_keyboard(opening + inside + closing, start, end)
        if not inside:
            row, column = self.cursor_location
            self.move_cursor((row, column - len(closing)))

    @property
    def direction(self) -> int:
        """The direction of the paragraph: 1 is right to left."""
        return self._base

    def set_direction(self, base: int) -> None:
        """Let the paragraph run the other way."""
        self._base = base
        self.redraw()

    def show_labels(self, *, shown: bool) -> None:
        """Show controls and spaces, or no longer."""
        self._labels = shown
        self.redraw()

    def _on_resize(self) -> None:
        """Wrap anew and draw: Textual only draws when the number of lines has changed, and may have drawn before."""
        super()._on_resize()
        self.refresh()

    def redraw(self) -> None:
        """Lay the text out and draw it anew."""
        self._prepare(self.wrapped_document)
        self._rewrap_and_refresh_virtual_size()
        self._forget_lines()

    def _prepare(self, wrapped: WrappedDocument) -> None:
        assert isinstance(wrapped, BidiWrapped)  # noqa: S101 - set in _set_document, the type checker cannot know
        wrapped.pen, wrapped.language, wrapped.base, wrapped.labels = self.pen, self.spoken, self._base, self._labels

    def _set_document(self, text: str, language: str | None) -> None:
        # All that Textual's does for a text that is no code; it would wrap it in its own way first.
        self._highlight_query = None
        wrapped = BidiWrapped.__new__(BidiWrapped)
        self._prepare(wrapped)
        self.document = OneLine(text)
        wrapped.__init__(self.document, self.wrap_width, self.indent_width)  # type: ignore[misc]
        self.wrapped_document = wrapped
        self.navigator = BidiNavigator(wrapped)
        self._build_highlight_map()
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
        self._paste(event.text)

    def action_paste(self) -> None:
        """Paste what was copied here."""
        if not self.read_only:
            self._paste(self.app.clipboard)

    def _paste(self, text: str) -> None:
        if not self.on_pasted(text):
            self.take_paste(text)

    def action_cut(self) -> None:
        """Cut the selection; without one nothing, where Textual would cut the line, which is the whole segment."""
        if not self.selection.is_empty:
            super().action_cut()

    def take_paste(self, text: str) -> None:
        """Put a pasted text in over the selection, as one line of letters in logical order."""
        if len(text) > LONGEST_PASTE:
            self.on_full(self.length_with(text))
            return
        pasted = pasted_text(text, self._base)
        start, end = sorted(self.selection)
        if self._replace_via_keyboard(pasted.text, start, end) is not None and pasted.repaired:
            self.on_repaired()

    def length_with(self, text: str) -> int:
        """Return how long the text would be with another one pasted; of a very long one as it comes."""
        pasted = len(text) if len(text) > LONGEST_PASTE else len(pasted_text(text, self._base).text)
        return len(self.text) - len(self.selected_text) + pasted

    def _replace_via_keyboard(self, insert: str, start: Location, end: Location) -> EditResult | None:
        """What a person puts in makes a segment no longer than it may be; a longer one that came so may be shortened."""
        replaced = abs(end[1] - start[1])
        length = len(self.text) + len(insert) - replaced
        if length > SEGMENT_LIMIT and len(insert) > replaced:
            self.on_full(length)
            return None
        return super()._replace_via_keyboard(insert, start, end)

    def action_delete_word_right(self) -> None:
        """Delete up to the end of the word, harakat and all."""
        if self.selection.is_empty and not self.read_only:
            self._delete_via_keyboard(self.cursor_location, self.get_cursor_word_right_location())
            return
        super().action_delete_word_right()

    def _step(self, step: int, *, select: bool) -> None:
        """Go left (-1) or right (1), as the setting has it."""
        wrapped = self.wrapped_document
        if self._arrows == "visual" and isinstance(wrapped, BidiWrapped) and (select or self.selection.is_empty):
            self.move_cursor(wrapped.beside(self.cursor_location, step), select=select)
            return
        forward = (step > 0) != (self._base == 1 and self._arrows != "logical")
        (super().action_cursor_right if forward else super().action_cursor_left)(select)

    def action_cursor_left(self, select: bool = False) -> None:
        """Go left on the screen: forward in Arabic."""
        self._step(-1, select=select)

    def action_cursor_right(self, select: bool = False) -> None:
        """Go right on the screen: back in Arabic."""
        self._step(1, select=select)

    def action_cursor_line_start(self, select: bool = False) -> None:
        """Go to the beginning of the line, from there to that of the text."""
        before = self.cursor_location
        super().action_cursor_line_start(select)
        if self.cursor_location == before:
            self.move_cursor((0, 0), select=select)

    def action_cursor_line_end(self, select: bool = False) -> None:
        """Go to the end of the line, from there to that of the text."""
        before = self.cursor_location
        super().action_cursor_line_end(select)
        if self.cursor_location == before:
            self.move_cursor(self.document.end, select=select)

    def action_cursor_word_left(self, select: bool = False) -> None:
        """Go a word left on the screen."""
        self._word(forward=self._base == 1 and self._arrows != "logical", select=select)

    def action_cursor_word_right(self, select: bool = False) -> None:
        """Go a word right on the screen."""
        self._word(forward=not (self._base == 1 and self._arrows != "logical"), select=select)

    def _word(self, *, forward: bool, select: bool) -> None:
        place = self.get_cursor_word_right_location() if forward else self.get_cursor_word_left_location()
        self.move_cursor(place, select=select)

    def get_cursor_word_left_location(self) -> Location:
        """Return where the word before the caret begins."""
        row, column = self.cursor_location
        starts = [m.start() for m in _WORD.finditer(self.document[row]) if m.start() < column]
        if starts:
            return row, starts[-1]
        return (row, 0) if column or not row else (row - 1, len(self.document[row - 1]))

    def get_cursor_word_right_location(self) -> Location:
        """Return where the word behind the caret ends."""
        row, column = self.cursor_location
        line = self.document[row]
        end = next((m.end() for m in _WORD.finditer(line) if m.end() > column), len(line))
        if column < len(line) or row + 1 >= self.document.line_count:
            return row, end
        return row + 1, 0

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
        grey = self.grey_line(at, width, base, theme.cursor_style if theme else None)
        if grey is not None:
            return grey
        row, section = wrapped._offset_to_line_info[at]
        line = wrapped.visual(row)[section]
        styles = list(self.spans) if row == 0 else []
        (row0, column0), (row1, column1) = sorted(self.selection)
        if not self.selection.is_empty and row0 <= row <= row1 and theme and theme.selection_style:
            end = column1 if row == row1 else 1 << 30
            styles.append((column0 if row == row0 else 0, end, theme.selection_style))
        caret_row, caret = self.selection.end
        here = caret_row == row and wrapped.section_of((row, caret)) == section and self._draw_cursor
        return self.pen.strip(
            line, base, styles, caret if here else -1, theme.cursor_style if theme else None
        ).adjust_cell_length(width, base)

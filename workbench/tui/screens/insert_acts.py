"""Commands that take something over from the source as it is, and that change the case of letters."""

from __future__ import annotations

import regex
from textual.widgets.text_area import Selection

from workbench.model import is_rtl
from workbench.tui.screens.picking_acts import PickingActs

_WORD = regex.compile(r"[\p{L}\p{N}\p{M}_'’-]+")


class InsertActs(PickingActs):
    """The commands that insert what the source has, and swap case."""

    def do_insert_number(self) -> None:
        """Put the next number of the source that the target lacks."""
        from workbench.workflow.insertions import in_order

        before = self.target.text[: min(self.target.selection)[1]]
        found = self.desk.lacking_numbers(self.opened.number, self.target.text)
        arabic = is_rtl(self.desk.project.target)
        self._put_first(
            [in_order(figure, before) if arabic else figure for figure in found[:1]],
            "All figures of the source are there.",
        )

    def do_insert_text(self) -> None:
        """Put the next address, code, name in Latin letters or quotation that the target lacks."""
        self._put_first(
            self.desk.lacking_texts(self.opened.number, self.target.text),
            "No address, code, name in Latin letters or quotation of the source is lacking.",
        )

    def _put_first(self, found: list[str], none: str) -> None:
        if found:
            self.put_apart(found[0])
        else:
            self.app.bell()
            self.say(none)

    def do_insert_selection(self) -> None:
        """Put what is selected in the source as it is; without a selection let words be selected by keys."""
        chosen = self.source_view.selected.strip()
        if chosen:
            self.put_apart(chosen)
        else:
            self.pick()

    def do_swap_case(self) -> None:
        """Turn the selection, or the word at the caret, into small letters, Capitals, CAPITALS, one after the other."""
        from workbench.workflow.insertions import next_case

        (row, first), (_row, last) = sorted(self.target.selection)
        text, selection = self.target.text, self.target.selection
        if selection.is_empty:
            words = [m for m in _WORD.finditer(text) if m.start() < first]
            if not words or text[words[-1].end() : first].strip():
                self.say("No word stands before the caret.")
                return
            first, last = words[-1].span()
        new = next_case(text[first:last])
        if new == text[first:last]:
            self.say("These letters have no capitals: nothing to do.")
            return
        self.target.replace(new, (row, first), (row, last), maintain_selection_offset=False)
        grown = len(new) - (last - first)
        if selection.is_empty:
            caret = selection.end[1]
            self.target.move_cursor((row, caret + grown if caret >= last else caret))
        else:
            backward = selection.end < selection.start
            ends = ((row, first), (row, last + grown))
            self.target.selection = Selection(*(reversed(ends) if backward else ends))

"""Selecting words of the source by keys: what is selected is put into the target, looked up, or made a term."""

from __future__ import annotations

from itertools import pairwise

import regex

from workbench.model import is_rtl
from workbench.tui.screens.acts import Acts

_WORD = regex.compile(r"[^\s«»“”\"()\[\]،؛؟,;!?]*[\p{L}\p{N}][^\s«»“”\"()\[\]،؛؟,;!?]*(?<![.:])")
"""A word as it is picked: an address is one, the sign behind a word is none of it."""


class PickingActs(Acts):
    """The part of the editor screen that selects in the source."""

    def pick(self) -> None:
        """Select the first word of the source; keys go through it until another one than these is pressed."""
        words = self._source_words()
        if not words:
            self.app.bell()
            self.say("No word stands in the source.")
            return
        self.picking = (self.opened.number, 0, 0)
        self._show_picked(words)

    def pick_key(self, key: str) -> bool:
        """Handle a key while words of the source are selected; False when it is none of this, which ends it."""
        number, anchor, at = self.picking or (0, 0, 0)
        if number != self.opened.number:
            self.picking = None
            return False
        words = self._source_words()
        if key in ("enter", "ctrl+j") and words:
            text = self.picked()
            self.picking = None
            self.source_view.unselect()
            self.put_apart(text)
            self.query_one("#keys").refresh()
            return True
        to = self._step(key.removeprefix("shift+"), at, words)
        if to is None or not words:
            # What is selected stays: for the command that is called next.
            self.picking = None
            self.query_one("#keys").refresh()
            return False
        self.picking = (number, anchor if key.startswith("shift+") else to, to)
        self._show_picked(words)
        return True

    def picked(self) -> str:
        """Return the words that are selected by keys, '' when none are."""
        start, end = self._picked_span(self._source_words())
        return self.desk.segment(self.opened.number).source[start:end]

    def _source_words(self) -> list[tuple[int, int]]:
        return [m.span() for m in _WORD.finditer(self.desk.segment(self.opened.number).source)]

    def _picked_span(self, words: list[tuple[int, int]]) -> tuple[int, int]:
        if self.picking is None or not words:
            return 0, 0
        _number, anchor, at = self.picking
        first, last = sorted((min(anchor, len(words) - 1), min(at, len(words) - 1)))
        return words[first][0], words[last][1]

    def _step(self, key: str, at: int, words: list[tuple[int, int]]) -> int | None:
        """Return the word a key goes to, as the eye has it: to the left is forward in Arabic; None for another key."""
        last = len(words) - 1
        forward = "left" if is_rtl(self.desk.project.source) else "right"
        if key in ("left", "right"):
            return max(0, min(last, at + (1 if key == forward else -1)))
        if key in ("home", "end"):
            return 0 if key == "home" else last
        if key not in ("up", "down") or not words:
            return None
        starts = [line.start for line in self.source_view.lines(self.source_view.size.width)]
        here = max(n for n, start in enumerate(starts) if start <= max(words[at][0], starts[0]))
        wanted = here + (1 if key == "down" else -1)
        if not 0 <= wanted < len(starts):
            return last if key == "down" else 0
        return next((n for n, (start, _end) in enumerate(words) if start >= starts[wanted]), last)

    def _show_picked(self, words: list[tuple[int, int]]) -> None:
        self.source_view.select(*self._picked_span(words))
        if self.picking is not None:
            self._see(words[self.picking[2]][0])
        self.query_one("#keys").refresh()

    def _see(self, place: int) -> None:
        """Let a source that is too long for its place show a place of it."""
        view = self.source_view
        starts = [line.start for line in view.lines(view.size.width)]
        y = next((n for n, (a, b) in enumerate(pairwise([*starts, 1 << 30])) if a <= place < b), 0)
        height = max(1, view.size.height)
        view.top = max(min(view.top, y), y - height + 1)

"""Help while typing: what Tab gives and takes back, the rest of it in grey behind the caret, undo across visits."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from textual.document._history import EditHistory
from textual.widgets import TextArea

from workbench.config import SEGMENT_LIMIT
from workbench.model import ProposalKind, Provenance
from workbench.tui.screens.acts import Acts
from workbench.tui.themes import LOOKS, Depth
from workbench.workflow.candidates import Candidate, From, Round, rest, round_of, takes_space

HISTORIES = 200
"""Segments whose edits are kept for the sitting, those left last."""
LEAST_REST = 2
"""Letters from which on the rest of a completion is shown: one letter is typed as fast as read."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What was edited in a segment when it was left, up to ``text``, and where its texts came from."""

    text: str
    history: EditHistory
    came: dict[str, Provenance]


class TypingActs(Acts):
    """The part of the editor screen that helps typing."""

    histories: OrderedDict[int, Kept]
    _round: Round | None = None
    _shown_for: tuple[object, ...] = ()
    _next: tuple[tuple[object, ...], Round | None] = ((), None)
    _caret_moved = False
    _space_given: tuple[str, int] | None = None
    """Text and caret where the space before the caret was put, not typed: none any more once anything else was done."""

    # ------------------------------------------------------------------ Tab

    def next_round(self) -> Round | None:
        """Return what Tab does to the text now: the next candidate for what was typed, else the best one there is."""
        text, caret = self.target.text, self.target.cursor_location[1]
        known = self._round
        if known is not None and len(known.candidates) > 1 and known.made == (text, caret):
            return known.turned()
        opened = self.opened
        found = self.desk.completions(opened.number, text, caret, opened.proposals, opened.bright, opened.fragments)
        return round_of(text, caret, found)

    def shown_round(self) -> Round | None:
        """Return the same for what is drawn, looked up once for one state of the text."""
        opened, target = self.opened, self.target
        state = (opened.number, target.text, target.selection, opened.bright, len(opened.proposals))
        known = (*state, len(opened.fragments), self._round, id(self.desk.terms(opened.number)))
        if self._next[0] != known:
            self._next = (known, self.next_round())
        return self._next[1]

    def do_give(self) -> None:
        """Put the best proposal, complete what is typed, or put the next term; again: the next candidate."""
        fix = self.selected_fix()
        if fix is not None:
            self.target.insert_at_caret(fix)
            self.opened.gifts.append(self.target.text)
            return
        if self.stopping_fix() is not None:
            self.put_stopping_fix()
            self.opened.gifts.append(self.target.text)
            return
        at = self.opened.tab_takes(self.target.text)
        if at is not None:
            if at < 0:
                self.app.bell()
                return
            self.take(at)
            self.opened.given = at
            self.opened.gifts.append(self.target.text)
            self.query_one("#keys").refresh()
            return
        self.opened.given = -1
        going = self.next_round()
        if going is None:
            self.app.bell()
            return
        first, put = going.change
        self.target.replace_before_caret(self.target.cursor_location[1] - first, put)
        # A segment that is full takes nothing.
        if self.target.text == going.made[0]:
            self._round = going
            self._space_given = going.made if going.spaced else None
            self.opened.gifts.append(self.target.text)

    def do_take_back(self) -> None:
        """Take back what Tab put last; what was typed since stays, and then there is nothing to take back."""
        gifts = self.opened.gifts
        if not gifts or gifts.pop() != self.target.text:
            gifts.clear()
            self.app.bell()
            return
        self.target.action_undo()
        self.came_back()
        before = self.target.text
        self._round = self._round.turned(-1) if self._round else None
        self._space_given = self._round.made if self._round is not None and self._round.spaced else None
        self.opened.given = next((n for n, p in enumerate(self.opened.proposals) if before and p.text == before), -1)

    def put_apart(self, text: str) -> None:
        """Put a text in the place of the selection, with its spaces: as what Tab puts, the one behind gives way."""
        target = self.target
        (_row, first), (_row, last) = sorted(target.selection)
        over, around = target.text[first:last], target.text[:first] + target.text[last:]
        going = Round(around, first, (Candidate(text, 0, From.SOURCE, over),))
        target.insert_at_caret(going.change[1])
        # A segment that is full takes nothing.
        if target.text == going.made[0]:
            self._round = going
            self._space_given = going.made if going.spaced else None

    def give_space(self) -> None:
        """Let a space stand at the end of a text that was just opened, for what is typed on; alone it is nothing to save."""
        text, opened = self.target.text, self.opened
        if not text or text[-1].isspace() or len(text) >= SEGMENT_LIMIT or self.target.read_only:
            return
        self.target.load(f"{text} ", self.directions.get(opened.number))
        opened.saved = self.target.text
        opened.came[self.target.text] = opened.made
        self._space_given = (self.target.text, len(self.target.text))

    def put_sign(self, sign: str) -> bool:
        """Put a sign, or a space, in the place of the space that was just put; False when there is none or it stays."""
        here, self._space_given = self._at_space(), None
        if not here:
            return False
        if sign == " ":
            # It stands there already, and is the person's from now on: Tab goes on behind it.
            self._round = None
            self.opened.gifts.clear()
            self.refresh_segment()
            return True
        if not takes_space(sign, self.target.text, self.target.cursor_location[1]):
            return False
        self.target.replace_before_caret(1, sign)
        return True

    def keep_space(self, command: str) -> None:
        """A command is run: the space that Tab has put stays, but for those that give a sign or another candidate."""
        if command not in ("menu", "insert_sign"):
            self._space_given = None

    def _at_space(self) -> bool:
        """Whether the text and the caret are as the space that was put has left them."""
        here = (self.target.text, self.target.cursor_location[1])
        return self.target.selection.is_empty and self._space_given == here

    # ------------------------------------------------------------------ grey text

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        """The caret has moved: what Tab gives there is another thing."""
        if event.text_area is self.target and not self._at_space():
            self._space_given = None
        if event.text_area is self.target and not self._caret_moved:
            self._caret_moved = True
            self.call_later(self._follow_caret)

    def _follow_caret(self) -> None:
        self._caret_moved = False
        if self._shown_for[:2] != (self.target.text, self.target.selection):
            self.show_ghost()
            self.query_one("#keys").refresh()

    def show_ghost(self) -> None:
        """Show in grey what Tab or Enter would put, where the settings want it."""
        target, opened = self.target, self.opened
        best = opened.proposals[opened.bright] if opened.bright < len(opened.proposals) else None
        state = (target.text, target.selection, best and best.text, len(opened.fragments), opened.number, self._round)
        if state == self._shown_for:
            return
        self._shown_for = state
        depth = getattr(self.app, "depth", Depth.FULL)
        look = LOOKS.get(self.app.theme)
        target.ghost_marks = depth is not Depth.FULL or (look is not None and not look.quiet)
        shown = self.desk.settings.ghost == "on" and depth is not Depth.PLAIN and not self.desk.read_only
        exact = best is not None and best.kind is ProposalKind.EXACT
        target.offer = (best.label, best.text) if shown and best is not None and not exact else ("", "")
        target.show_rest(self._rest() if shown and target.text and target.selection.is_empty else "")

    def _rest(self) -> str:
        if self.opened.tab_takes(self.target.text) is not None:
            return ""
        going = self.shown_round()
        if going is None or going.text != self.target.text:
            # After a gift Tab puts another one in its place.
            return ""
        text = rest(going.text, going.caret, going.candidates[going.at])
        return text if len(text) >= LEAST_REST else ""

    # ------------------------------------------------------------------ undo across visits

    def keep_history(self) -> None:
        """Keep what was edited in the open segment: it can be undone when the segment is open again."""
        opened, history = self.opened, self.target.history
        if not opened.id or not (history.undo_stack or history.redo_stack):
            return
        self.came_from()
        self.histories[opened.id] = Kept(self.target.text, history, opened.came)
        self.histories.move_to_end(opened.id)
        while len(self.histories) > HISTORIES:
            self.histories.popitem(last=False)

    def restore_history(self) -> None:
        """Have it again, if the segment's text is the one it ended with, but for spaces at its end."""
        self._round = None
        kept = self.histories.pop(self.opened.id, None)
        text = self.target.text
        if kept is None or not text or kept.text.rstrip() != text.rstrip():
            return
        self.target.resume(kept.text, kept.history, text)
        self.opened.came = {**kept.came, text: self.opened.made}
        self.opened.edits = len(kept.history.undo_stack)

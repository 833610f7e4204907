"""What the commands of the editor act on, and what the screen that is made of them does for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from workbench.tui.screens.page import Page

if TYPE_CHECKING:
    from workbench.model import Issue, Provenance, Segment
    from workbench.tui.keymap import Keymap
    from workbench.tui.open_segment import OpenSegment
    from workbench.tui.strips import Pen
    from workbench.tui.widgets.bidi_text import BidiText
    from workbench.tui.widgets.editor import TargetEditor
    from workbench.tui.widgets.panels import Panel
    from workbench.tui.widgets.question import Question
    from workbench.workflow.candidates import Round
    from workbench.workflow.desk import Desk
    from workbench.workflow.desk_writing import Saved

NOT_SAVED = "\0not saved"
"""What was saved of a text whose write failed: nothing that could be equal to it."""


class Acts(Page[None]):
    """The parts of the screen, laid out and kept by it."""

    pen: Pen
    desk: Desk
    opened: OpenSegment
    target: TargetEditor
    source_view: BidiText
    question: Question
    labels: bool
    directions: dict[int, int]
    """Segments whose paragraph was turned around: number -> direction."""
    panels: dict[str, Panel]
    leader: str
    pending: dict[int, tuple[int, str]]
    """Writes under way by segment: how many, and the text."""
    wide: bool
    settling: set[int]
    """Segments, by id, about which a write under way decides what may be typed into them."""
    confirms: list[tuple[int, str, Provenance]]
    """Confirms of this sitting: segment, text, where it came from."""
    undone: list[tuple[int, str, Provenance]]
    """Confirms that were taken back: segment, text, where it came from. A new confirm forgets them."""

    picking: tuple[int, int, int] | None = None
    """Words selected in the source by keys: the segment, the word it began with and the one it has come to."""
    keys_typed: int = 0
    """Keys of this sitting: who has typed since asking for something long is in the middle of something else."""
    filling: str = ""
    """How far the filling of open segments is, '' when there is none."""

    conflicts: dict[int, tuple[str, str]]
    """Segments somebody else has changed meanwhile: our text and theirs."""

    @property
    def keymap(self) -> Keymap:
        """The keys in force."""
        return self.app.key_table  # type: ignore[attr-defined, no-any-return] # the app is a WorkbenchApp

    def open_segment(self, number: int) -> None:
        """Open another segment."""
        raise NotImplementedError

    def go(self, number: int) -> None:
        """Go to a segment, the draft of this one kept."""
        raise NotImplementedError

    def keep_draft(self) -> None:
        """Queue the text as a draft if it is newer than what was kept."""
        raise NotImplementedError

    def queue(self, number: int, text: str) -> None:
        """Note that a text is on its way to the disk."""
        raise NotImplementedError

    def saved(self, outcome: Saved) -> None:
        """Take the end of a write, in the writer thread."""
        raise NotImplementedError

    def text_of(self, segment: Segment) -> tuple[str, bool]:
        """Return a segment's newest text and whether it is unconfirmed."""
        raise NotImplementedError

    @property
    def stopped(self) -> bool:
        """Whether an issue has stopped the confirm of the text as it stands."""
        raise NotImplementedError

    def stopping_fix(self) -> str | None:
        """Return what the issue that has stopped the confirm would put in its place."""
        raise NotImplementedError

    def put_stopping_fix(self) -> None:
        """Put it there."""
        raise NotImplementedError

    def selected_fix(self) -> str | None:
        """Return what the issue shown would put in the place that is selected, None when that is not its place."""
        raise NotImplementedError

    def issues(self) -> list[Issue]:
        """Return the issues of the text in the editor."""
        raise NotImplementedError

    def refresh_segment(self) -> None:
        """Draw what depends on the open segment."""
        raise NotImplementedError

    def fit(self) -> None:
        """Let heights follow the text."""
        raise NotImplementedError

    def request_machine(self, engines: Sequence[str] | None = None) -> None:
        """Ask machine translation, of all engines or those named."""
        raise NotImplementedError

    def say(self, text: str, *, bad: bool = False) -> None:
        """Show a notice."""
        raise NotImplementedError

    def later(self, name: str, seconds: float, act: Callable[[], None]) -> None:
        """Run something soon; a newer wish of the same name replaces an older one."""
        raise NotImplementedError

    def keep_in_time(self) -> None:
        """Write a draft that is due although keys still wait."""
        raise NotImplementedError

    def show_ghost(self) -> None:
        """Show in grey what Tab or Enter would put."""
        raise NotImplementedError

    def shown_round(self) -> Round | None:
        """Return what Tab would do to the text that has one, for what is drawn."""
        raise NotImplementedError

    def put_apart(self, text: str) -> None:
        """Put a text in the place of the selection, with its spaces."""
        raise NotImplementedError

    def give_space(self) -> None:
        """Let a space stand at the end of a text that was just opened, for what is typed on."""
        raise NotImplementedError

    def put_sign(self, sign: str) -> bool:
        """Put a sign in the place of a space that was put."""
        raise NotImplementedError

    def keep_space(self, command: str) -> None:
        """A command is run: a space that was put may be the person's from now on."""
        raise NotImplementedError

    def pick_key(self, key: str) -> bool:
        """Handle a key while words of the source are selected by keys."""
        raise NotImplementedError

    def picked(self) -> str:
        """Return the words that are selected by keys."""
        raise NotImplementedError

    def came_back(self) -> None:
        """A text was brought back by undo or redo."""
        raise NotImplementedError

    def came_from(self) -> Provenance:
        """Return where the open segment's text came from."""
        raise NotImplementedError

    def follow_text(self) -> None:
        """Look at what a change of the text changes."""
        raise NotImplementedError

    def take(self, at: int) -> None:
        """Put proposal ``at`` (from 0) as a draft."""
        raise NotImplementedError

    def insert_term_letter(self, letter: str) -> None:
        """Insert the term with this letter at the caret."""
        raise NotImplementedError

    def do_previous(self) -> None:
        """Go to the segment before."""
        raise NotImplementedError

    def do_next(self) -> None:
        """Go to the segment after."""
        raise NotImplementedError

    def show_conflict(self, saved: Saved, mine: str) -> None:
        """Somebody else has changed a segment."""
        raise NotImplementedError

    def is_locked(self, number: int) -> bool:
        """Whether a segment is locked; if so, say how it is unlocked."""
        raise NotImplementedError

    def state_changed(self, saved: Saved) -> None:
        """A segment is reviewed, locked or neither any more."""
        raise NotImplementedError

    def locked_elsewhere(self, number: int, mine: str) -> None:
        """Somebody has locked a segment while it was worked on here."""
        raise NotImplementedError

    def show_context(self) -> None:
        """Draw note, comments and paragraph of the open segment."""
        raise NotImplementedError

    def comments_changed(self) -> None:
        """Draw what was said anew."""
        raise NotImplementedError

    def menu_lines(self) -> list[str]:
        """Return the menu, on more lines where one is too short."""
        raise NotImplementedError

"""The rows of the glossary browser: read, filtered and counted in threads; answers for what was asked before are dropped."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.timer import Timer

from workbench.errors import WorkbenchError
from workbench.tui.screens.choosing import ChoosingScreen
from workbench.tui.screens.glossary_lines import GlossaryLines
from workbench.tui.screens.glossary_messages import (
    GlossaryFiltered,
    GlossaryShelved,
    GlossaryUsed,
)
from workbench.tui.widgets.field import Field
from workbench.tui.widgets.panels import Panel
from workbench.tui.widgets.question import Question
from workbench.workflow.glossary_browsing import Entry, Shelf, filtered, key_of, said
from workbench.workflow.glossary_room import GlossaryRoom, Uses
from workbench.workflow.pacing import Pace, Stopped

if TYPE_CHECKING:
    pass

USES_AFTER = 0.3
"""Seconds on an entry after which its uses are counted."""


class GlossaryFinding(ChoosingScreen[int]):
    """The part of the browser that keeps the rows; they are drawn by the screen that is made of this."""

    room: GlossaryRoom
    wanted: tuple[str, str] | None
    question: Question
    field: Field
    lines: GlossaryLines
    shelf: Shelf | None = None
    uses: Uses | None = None
    below = 0
    """How far the chosen entry is scrolled."""
    enter_waits = False
    """Enter was pressed before the rows were there: it is for the first that is found."""
    _asked = 0
    _settled = 0
    """The asking whose rows are shown."""
    _reading = False
    _left = False
    _uses_soon: Timer | None = None
    _within: tuple[str, Sequence[int]] = ("", ())

    async def command(self, name: str) -> None:
        """Do what stands behind Esc."""
        raise NotImplementedError

    def on_unmount(self) -> None:
        """Give up what is being read."""
        self._left = True

    # ------------------------------------------------------------------ reading

    def look(self) -> None:
        """Read again what another program, or this one, has changed."""
        if not self._reading and self.room.changed:
            self.read()

    def read(self) -> None:
        """Read the glossaries in a thread."""
        self._reading = True
        pace = Pace(stopped=lambda: self._left, resting=True)

        def early(shelf: Shelf) -> None:
            self.post_message(GlossaryShelved(shelf))

        def work() -> None:
            with contextlib.suppress(Stopped):
                self.post_message(GlossaryShelved(self.room.read(pace, early)))

        threading.Thread(target=work, name="glossaries", daemon=True).start()

    def on_glossary_shelved(self, message: GlossaryShelved) -> None:
        """The rows are there, or are others now: the chosen one stays chosen."""
        self._reading = not message.shelf.whole
        before = self.chosen
        first = self.shelf is None
        self.shelf, self.rows = message.shelf, []
        self.lines.several = len(message.shelf.files) > 1
        self.query_one("#columns", Panel).renew()
        if self.wanted is None and before is not None:
            self.wanted = (before.path.name, before.id)
        self._within = ("", ())
        if first and message.shelf.errors:
            count = len(message.shelf.errors)
            more = f" (and {count - 1} more: Esc l)" if count > 1 else ""
            self.say(f"{said(message.shelf.errors[0])}{more}")
        self.filter(keeps=True)

    # ------------------------------------------------------------------ filtering

    def filter(self, *, keeps: bool = False) -> None:
        """Look for the words of the filter in a thread; ``keeps`` the chosen entry in sight, else the first is chosen."""
        shelf, text = self.shelf, self.field.text
        self._asked += 1
        asked = self._asked
        if not keeps:
            self.wanted = None
        if shelf is None:
            return
        if not text.strip():
            self._show(asked, range(len(shelf)))
            return
        if not shelf.whole:
            # Filtered when it can be.
            self.renew()
            return

        def work() -> None:
            pace = Pace(stopped=lambda: asked != self._asked, resting=True)
            with contextlib.suppress(Stopped):
                self.post_message(GlossaryFiltered(asked, filtered(shelf, text, pace.rest)))

        threading.Thread(target=work, name="filter", daemon=True).start()

    async def on_glossary_filtered(self, message: GlossaryFiltered) -> None:
        """Show the rows found, unless something else was typed since."""
        if message.asked == self._asked:
            self._show(message.asked, message.rows)
            await self._late_enter()

    def _show(self, asked: int, rows: Sequence[int]) -> None:
        self._settled = asked
        self.rows = rows
        self.at = 0
        if self.wanted is not None and self.shelf is not None:
            row = self.shelf.find(*self.wanted)
            with contextlib.suppress(ValueError):
                self.at = rows.index(row)
        self.wanted = None
        self.move(self.at)

    async def _late_enter(self) -> None:
        if self.enter_waits:
            self.enter_waits = False
            await self.command("enter")

    def _settle(self) -> bool:
        """Have the rows of what was typed last, at once; False when the glossaries are still being read."""
        if self.shelf is None or not (self.shelf.whole or self._settled == self._asked):
            return False
        if self._settled != self._asked:
            rows = filtered(self.shelf, self.field.text)
            self._show(self._asked, rows if rows is not None else ())
        return True

    # ------------------------------------------------------------------ choosing

    @property
    def chosen(self) -> Entry | None:
        """The entry chosen."""
        if self.shelf is None or not self.rows or self.at >= len(self.rows):
            return None
        return self.shelf.entry(self.rows[self.at])

    def move(self, at: int) -> None:
        """Choose another row; how often it is used is counted when one stays on it."""
        self.at = max(0, min(len(self.rows) - 1, at))
        self.below, self.uses = 0, None
        self.renew()
        if self._uses_soon is not None:
            self._uses_soon.stop()
        self._uses_soon = self.set_timer(USES_AFTER, self._count) if self.room.termbase is not None else None

    def _count(self) -> None:
        entry, termbase = self.chosen, self.room.termbase
        if entry is None or termbase is None:
            return
        row = key_of(entry.concept)

        def other() -> bool:
            now = self.chosen
            return self._left or now is None or key_of(now.concept) != row

        def work() -> None:
            with contextlib.suppress(WorkbenchError, Stopped):
                uses = self.room.uses(entry.concept, termbase(), Pace(stopped=other, resting=True))
                if uses is not None:
                    self.post_message(GlossaryUsed(row, uses))

        threading.Thread(target=work, name="uses", daemon=True).start()

    def on_glossary_used(self, message: GlossaryUsed) -> None:
        """Show how often the entry is used, unless another was chosen since."""
        entry = self.chosen
        if entry is not None and key_of(entry.concept) == message.row:
            self.uses = message.uses
            self.query_one("#chosen", Panel).renew()

    def say(self, text: str) -> None:
        """Show a notice."""
        self.app.tell(text)  # type: ignore[attr-defined] # the app is a WorkbenchApp

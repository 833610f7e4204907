"""What the glossary browser does: reads and filters in threads, opens entries, changes them, takes changes back."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from textual.timer import Timer

from workbench.errors import WorkbenchError
from workbench.model import TermStatus
from workbench.tui.screens.choosing import ChoosingScreen, tell_later
from workbench.tui.screens.glossary_fields import spoken
from workbench.tui.screens.glossary_lines import GlossaryLines, copied, form_of
from workbench.tui.screens.glossary_menu import EscMenu
from workbench.tui.screens.glossary_messages import (
    GlossaryFiltered,
    GlossaryShelved,
    GlossaryUsed,
    GlossaryWritten,
)
from workbench.tui.widgets.panels import Panel
from workbench.tui.widgets.question import Ask, Choice, Field, Question
from workbench.workflow.glossary_browsing import Entry, Shelf, filtered, key_of, said
from workbench.workflow.glossary_room import GlossaryRoom, Uses
from workbench.workflow.glossary_rows import RowAct
from workbench.workflow.pacing import Pace, Stopped

if TYPE_CHECKING:
    from workbench.tui.screens.glossary import Around

USES_AFTER = 0.3
"""Seconds on an entry after which its uses are counted."""


class GlossaryActing(ChoosingScreen[int], EscMenu):
    """Keeps the rows; what they are drawn on is laid out by the screen that is made of this."""

    room: GlossaryRoom
    around: Around
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
    _writing = False
    _left = False
    _uses_soon: Timer | None = None
    _within: tuple[str, Sequence[int]] = ("", ())

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

    # ------------------------------------------------------------------ commands

    async def command(self, name: str) -> None:
        """Do what stands behind Esc."""
        if name == "e":
            self.field.begin("", self.room.source)
            self.filter()
        elif name == "u":
            self._write(self.room.undo)
        elif name == "h":
            await self.show_help(self.pen)
        elif name == "l":
            self._ask_problems()
        elif name == "a":
            await self._add()
        elif not self._settle():
            self.enter_waits = name == "enter"
        elif self.chosen is None:
            self.app.bell()
        else:
            await self._with_entry(name, self.chosen)

    async def _with_entry(self, name: str, entry: Entry) -> None:
        if name == "enter":
            await self._form(entry=entry)
        elif name == "x":
            status = TermStatus.FORBIDDEN if entry.concept.status is not TermStatus.FORBIDDEN else TermStatus.PREFERRED
            self._write(lambda: self.room.save(entry, entry.cells, {"status": status.value}))
        elif name == "d":
            self._ask_remove(entry)
        elif name == "c":
            self.app.copy_to_clipboard(copied(entry))
            self.say(f"Copied: {entry.id}")
        elif name == "p" and self.around.put is not None:
            self.app.pop_screen()
            self.around.put(form_of(entry.concept, self.room.target.split("-")[0]))
        elif name == "w":
            from workbench.tui.screens.glossary_where import WhereScreen

            await self.app.push_screen(WhereScreen(self.pen, self.glyphs, self.room.ws, entry, self._go_to))
        elif name == "i":
            from workbench.tui.screens.impact import ImpactScreen

            await self.app.push_screen(ImpactScreen(self.pen, self.room.ws, term=entry.id))
        else:
            self.app.bell()

    def _go_to(self, document: str, number: int) -> None:
        if self.around.go is not None and self.around.go(document, number):
            self.app.pop_screen()
        else:
            self.say(f"{document} {number} is in another document: open it from the projects.")

    async def _add(self) -> None:
        """Open an empty form; words that nothing was found for stand in it."""
        text = self.field.text.strip()
        nothing = self._settle() and not self.rows and bool(text) and not text.startswith(":")
        await self._form(values={spoken(text): text} if nothing else {})

    async def _form(self, **what: Any) -> None:
        # Loaded when it is wanted.
        from workbench.tui.screens.concept_form import ConceptForm

        await self.app.push_screen(ConceptForm(self.pen, self.glyphs, self.room, self._formed, **what))

    def _formed(self, act: RowAct | None) -> None:
        if act is not None:
            self.after(act)

    def after(self, act: RowAct) -> None:
        """An act is on the disk: say so, show the entry, let the open document know."""
        took_back = act not in self.room.ws.glossary_acts
        what = f"what was {act.what} is as it was before." if took_back else f"{act.what}. Esc u takes it back."
        self.say(f"{act.id} in {act.path.name}: {what}")
        if (act.after is not None) != took_back or act.what == "changed":
            self.wanted = (act.path.name, act.id)
            if act.what == "added" and self.field.text.strip():
                # It may not have the words of the filter, and is to be seen.
                self.field.begin("", self.room.source)
        self.read()
        self.around.changed()

    # ------------------------------------------------------------------ writing

    def _write(self, act: Callable[[], RowAct | None]) -> None:
        if self._writing:
            self.say("The last change is still being written.")
            return
        self._writing = True
        app = self.app

        def tell(told: GlossaryWritten) -> None:
            if told.error is not None:
                tell_later(app, f"NOT SAVED: {said(told.error)}")
            self.post_message(told)

        threading.Thread(target=GlossaryWritten.after, args=(act, tell), name="glossary row", daemon=True).start()

    def on_glossary_written(self, message: GlossaryWritten) -> None:
        """A change is on the disk, or is not."""
        self._writing = False
        if message.error is not None:
            self.look()
        elif message.act is not None:
            self.after(message.act)

    # ------------------------------------------------------------------ questions

    def _ask_remove(self, entry: Entry) -> None:
        choices = [
            Choice("n", "No, keep it", lambda: None),
            Choice("y", "Yes, remove it; Esc u puts it back", lambda: self._write(lambda: self.room.remove(entry))),
        ]
        forms = " = ".join(form_of(entry.concept, lang.split("-")[0]) for lang in (self.room.source, self.room.target))
        self._ask(Ask(f"Remove {entry.id} from {entry.place}?", [(forms, spoken(forms))], choices))

    def _ask_problems(self) -> None:
        errors = self.shelf.errors if self.shelf else ()
        if not errors:
            self.say("Everything in these files can be read. More: workbench glossary lint")
            return
        body = [(said(e), "en") for e in errors[:200]]
        self._ask(Ask("What cannot be read:", body, [Choice("enter", "back", lambda: None)]))

    def _ask(self, question: Ask) -> None:
        self.question.ask(question)

    def say(self, text: str) -> None:
        """Show a notice."""
        self.app.tell(text)  # type: ignore[attr-defined] # the app is a WorkbenchApp

"""What the glossary browser does with an entry: opens it, changes it, takes changes back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from workbench.model import TermStatus
from workbench.tui.screens.choosing import tell_later
from workbench.tui.screens.glossary_fields import spoken
from workbench.tui.screens.glossary_finding import GlossaryFinding
from workbench.tui.screens.glossary_lines import copied, form_of
from workbench.tui.screens.glossary_menu import EscMenu
from workbench.tui.screens.glossary_messages import (
    GlossaryWritten,
)
from workbench.tui.widgets.question import Ask, Choice
from workbench.workflow.glossary_browsing import Entry, said
from workbench.workflow.glossary_rows import RowAct

if TYPE_CHECKING:
    from workbench.tui.screens.glossary import Around


class GlossaryActing(GlossaryFinding, EscMenu):
    """The part of the browser that acts on the chosen entry. One change is written at a time."""

    around: Around
    _writing = False

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

"""The commands of the editor for its glossaries: adding a term, and the browser."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.model import Concept, TermUseKind
from workbench.tui.marks import Glyphs
from workbench.tui.messages import TermsChanged
from workbench.tui.screens.acts import Acts

if TYPE_CHECKING:
    from workbench.workflow.glossary_room import GlossaryRoom
    from workbench.workflow.glossary_rows import RowAct


class GlossaryActs(Acts):
    """The commands."""

    glyphs: Glyphs
    _room: GlossaryRoom | None = None

    def _glossary_room(self) -> GlossaryRoom:
        # The project may have other glossaries by now.
        from workbench.workflow.glossary_room import GlossaryRoom

        if self._room is None or self._room.project is not self.desk.project:
            self._room = GlossaryRoom(self.desk.ws, self.desk.project, self.desk.document.id)
            self._room.termbase = lambda: self.desk.termbase
        return self._room

    async def do_glossary(self) -> None:
        """Show the glossaries, at the term under the caret or the next one that is not used yet."""
        # Loaded when it is wanted.
        from workbench.tui.screens.glossary import Around, GlossaryScreen
        from workbench.workflow.glossary_browsing import key_of

        self.keep_draft()
        concept = self._term_here()
        around = Around(self._glossary_changed, None if self.desk.read_only else self.put_apart, self._go_to_place)
        wanted = key_of(concept) if concept is not None else None
        await self.app.push_screen(GlossaryScreen(self.pen, self.glyphs, self._glossary_room(), around, wanted))

    async def do_add_term(self) -> None:
        """Open the form of a new term with what is selected, or the entry of a term that is known already."""
        from workbench.tui.screens.concept_form import ConceptForm
        from workbench.workflow.glossary_browsing import entry_of

        self.keep_draft()
        source, target = self.source_view.selected.strip(), self.target.selected_text.strip()
        room = self._glossary_room()
        known = self._known_term(source, target)
        entry = entry_of(known, room.path(known.glossary)) if known is not None else None
        values: dict[str, str] = {}
        at, said = "", ""
        if entry is not None:
            said = f"{source or target} is known already: {entry.place}"
            other = room.target.split("-")[0]
            known_forms = {entry.value(other), *entry.value(f"{other}_variants").split(" | ")}
            if source and target and target not in known_forms and f"{other}_variants" in entry.columns:
                at = f"{other}_variants"
                values[at] = " | ".join(filter(None, (entry.value(at), target)))
                said += f"; {target} stands among its variants now, not saved yet"
        else:
            values = self._guessed(source, target)
            values["origin"] = f"{self.desk.project.slug}/{self.desk.document.slug}"
            at = room.target.split("-")[0] if source and not target else ""

        def done(act: RowAct | None) -> None:
            if act is not None:
                self.say(f"{act.id} in {act.path.name}: {act.what}.")
                self._glossary_changed()

        form = ConceptForm(self.pen, self.glyphs, room, done, entry=entry, values=values, at=at, said=said)
        await self.app.push_screen(form)

    def _guessed(self, source: str, target: str) -> dict[str, str]:
        """Return the forms a new term begins with: what is selected, and what a fragment says of it."""
        for fragment in self.opened.fragments:
            if source and not target and fragment.source == source:
                target = fragment.target
            elif target and not source and fragment.target == target:
                source = fragment.source
        project = self.desk.project
        return {project.source.split("-")[0]: source, project.target.split("-")[0]: target}

    def _known_term(self, source: str, target: str) -> Concept | None:
        """Return the concept that all of the selection is a form of."""
        project = self.desk.project
        if not self.desk.prepared:
            return None
        for text, language in ((source, project.source), (target, project.target)):
            if text:
                hits = self.desk.termbase.find(text, language)
                return next((h.concept for h in hits if (h.start, h.end) == (0, len(text))), None)
        return None

    def _term_here(self) -> Concept | None:
        """Return the term that is selected or under the caret, else the first of the source that is not used yet."""
        number = self.opened.number
        selected = self.source_view.selected.strip()
        hits = self.desk.terms(number)
        if selected:
            return next((h.concept for h in hits if h.surface in selected or selected in h.surface), None)
        # The space that stands behind what was just put is none between them.
        caret = len(self.target.text[: self.target.cursor_location[1]].rstrip())
        uses = self.desk.uses(number, self.target.text)
        under = next((u for u in uses if u.start <= caret <= u.end and u.start >= 0), None)
        under = under or next((u for u in uses if u.kind is TermUseKind.MISSING), None)
        return under.hit.concept if under else None

    def _go_to_place(self, document: str, number: int) -> bool:
        if document != f"{self.desk.project.slug}/{self.desk.document.slug}":
            return False
        self.go(number)
        return True

    def _glossary_changed(self) -> None:
        """Let the open document know at once, in a thread: a large glossary takes its time."""

        def work() -> None:
            with contextlib.suppress(WorkbenchError):
                self.desk.follow_glossaries()
            # The screen may be gone already: what was written is written.
            with contextlib.suppress(RuntimeError):
                self.post_message(TermsChanged())

        threading.Thread(target=work, name="glossaries", daemon=True).start()

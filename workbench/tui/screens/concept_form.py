"""The form of a glossary entry: one line a field, what is wrong with it shown while it is typed, saved with Enter."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.strip import Strip
from textual.timer import Timer

from workbench.errors import WorkbenchError
from workbench.model import Severity
from workbench.tui.keys import MODIFIER_KEYS, normal
from workbench.tui.marks import Glyphs
from workbench.tui.screens.concept_draft import ConceptDraft
from workbench.tui.screens.glossary_fields import FormField, spoken
from workbench.tui.screens.glossary_form_lines import LABEL, FormLines
from workbench.tui.screens.glossary_menu import LEAVES, WAITS, EscMenu
from workbench.tui.screens.glossary_messages import GlossaryDraftChecked, GlossaryShelved, GlossaryWritten
from workbench.tui.strips import Pen
from workbench.tui.widgets.panels import Bar, Panel, fit_items
from workbench.tui.widgets.question import Ask, Choice, Field, Question
from workbench.workflow.glossary_browsing import Entry, draft_findings, rest, said
from workbench.workflow.glossary_room import GlossaryRoom
from workbench.workflow.glossary_rows import RowAct, RowConflict

REST = 0.2
"""Seconds without a key after which the entry is checked."""
HELD = 1.0
"""Seconds for which keys wait while the entry is written; a file that another program holds is waited for longer."""
HELP = 6
TALLEST = 4
"""Most lines of the field that is edited; a longer text scrolls."""


class ConceptForm(EscMenu):
    """An entry, or a new one. ``done`` is called with what was written, None when nothing was, after the form has gone."""

    DEFAULT_CSS = f"""
    ConceptForm {{ layers: base over; }}
    ConceptForm #form-title {{ height: 1; background: $primary-background; text-style: bold; }}
    ConceptForm #form-line {{ height: 1; }}
    ConceptForm #form-label {{ width: {LABEL}; background: $boost; }}
    ConceptForm #form-label.whole {{ width: 1fr; }}
    ConceptForm #form-field {{ width: 1fr; padding: 0; }}
    ConceptForm #form-below {{ height: 1fr; }}
    ConceptForm #form-help {{ height: {HELP}; border-top: solid $primary; }}
    ConceptForm #form-keys {{ height: 1; background: $panel; }}
    """

    def __init__(
        self,
        pen: Pen,
        glyphs: Glyphs,
        room: GlossaryRoom,
        done: Callable[[RowAct | None], None],
        *,
        entry: Entry | None = None,
        values: Mapping[str, str] | None = None,
        at: str = "",
        said: str = "",
    ) -> None:
        """``values`` stand in the form over those of the ``entry``; ``at`` is the column to begin in, ``said`` is told."""
        super().__init__()
        self.draft = ConceptDraft(room, entry, values or {})
        self._room, self._pen, self._done = room, pen, done
        self._lines = FormLines(pen, glyphs)
        self._said = said
        self.at = max(0, self.draft.index(at))
        self.saving = False
        self.error = ""
        self.findings: list[tuple[Severity, str]] = []
        self._sent: dict[str, str] = {}
        self._asked = 0
        self._check_soon: Timer | None = None
        self._held: Timer | None = None
        self._quits = False

    def compose(self) -> ComposeResult:
        """Title, the fields above, the one that is edited, those below, what is to be said of it, keys."""
        yield Bar(self._pen, self._title, id="form-title")
        yield Panel(lambda w, h, s: self._lines.rows(self.draft, self._top, self.at, w, s)[:h], id="form-above")
        with Horizontal(id="form-line"):
            yield Panel(self._label, id="form-label")
            yield Field(self._pen, id="form-field")
        yield Panel(lambda w, h, s: self._lines.below(self.draft, self.at + 1, w, h, s), id="form-below")
        yield Panel(self._help, id="form-help")
        yield Question(self._pen, id="question")
        yield Panel(self._keys, id="form-keys")

    def on_mount(self) -> None:
        """Show the first field; the glossaries are read in a thread for what the entry is compared with."""
        self.question = self.query_one("#question", Question)
        self.field = self.query_one("#form-field", Field)
        self._go(self.at)
        self._read()
        if self._said:
            self._say(self._said)

    def on_resize(self) -> None:
        """Lay the lines out anew."""
        self.call_after_refresh(self.fit)
        self.call_after_refresh(self.question.fit)

    def _read(self) -> None:
        def work() -> None:
            shelf = self._room.read()
            if shelf is not None:
                self.post_message(GlossaryShelved(shelf))

        threading.Thread(target=work, name="glossaries", daemon=True).start()

    def on_glossary_shelved(self, _message: GlossaryShelved) -> None:
        """The columns of the file are known, and what stands in it."""
        self._refit()

    def _refit(self) -> None:
        """Take the fields the file has; the caret stays in its field."""
        column = self.active.column
        self.draft.refit()
        at = self.draft.index(column)
        if at >= 0:
            self.at = at
            self.fit()
        else:
            self._go(0)
        self._check()

    # ------------------------------------------------------------------ drawing

    @property
    def active(self) -> FormField:
        """The field the caret is in."""
        return self.draft.fields[self.at]

    def _title(self) -> tuple[str, str]:
        state = "saving ... " if self.saving else "not saved yet " if self.draft.touched else ""
        return f" {self.draft.title}", state

    def _label(self, width: int, _height: int, style: Style) -> list[Strip]:
        return [self._lines.row(self.draft, self.at, width, style, active=True)]

    def _help(self, width: int, height: int, style: Style) -> list[Strip]:
        return self._lines.help(self.draft, self.active, self.findings, self.error, width, height, style)

    def menu_items(self) -> list[str]:
        """What stands behind Esc."""
        return ["s save", "u field as it was", *(["d remove entry"] if self.draft.entry else []), "c copy field"]

    def _menu(self) -> list[str]:
        if self.menu_shown:
            return self.menu_lines(self.size.width)
        how = ["Left/Right choose"] if self.active.choices else []
        return [fit_items(["Enter save", "Up/Down field", *how, "Esc menu", "Esc Esc back"], self.size.width)]

    def _keys(self, width: int, _height: int, style: Style) -> list[Strip]:
        return [self._pen.label(line, width, style) for line in self._menu()]

    def menu_changed(self) -> None:
        """The menu, or the keys."""
        self.fit()

    def fit(self) -> None:
        """Let heights follow the field that is edited, which stays in sight."""
        keys = len(self._menu())
        self.query_one("#form-keys").styles.height = keys
        tall = 1
        if not self.active.choices:
            width = max(10, self.size.width - LABEL)
            field = self.field
            lines = self._pen.lines(field.text, width, field.spoken, base=field.direction, caret_room=True)
            tall = max(1, min(len(lines), TALLEST))
        # One line stays below, also behind the last field: a widget of no height takes one all the same.
        room = max(1, self.size.height - 2 - HELP - keys - tall)
        count = len(self.draft.fields)
        self._top = max(0, min(self.at - room // 2, count - 1 - room))
        above = self.query_one("#form-above")
        above.display = self.at > self._top
        above.styles.height = max(1, self.at - self._top)
        self.query_one("#form-line").styles.height = tall
        self.field.styles.height = tall
        self._renew()

    _top = 0

    def _renew(self) -> None:
        for name in ("form-above", "form-label", "form-below", "form-help", "form-keys"):
            self.query_one(f"#{name}", Panel).renew()
        self.query_one("#form-title").refresh()

    # ------------------------------------------------------------------ keys

    async def on_key(self, event: events.Key) -> None:
        """Handle every key here."""
        event.stop()
        event.prevent_default()
        key = normal(event.key)
        if key in MODIFIER_KEYS:
            return
        if self.question.is_open:
            await self.question.press(key, event)
            self._renew()
            return
        name = self.escaped(key, event)
        if name:
            self._command(name)
            return
        steps = {"tab": 1, "shift+tab": -1, "pageup": -8, "pagedown": 8, "ctrl+home": -99, "ctrl+end": 99}
        if key in ("enter", "ctrl+j", "ctrl+s"):
            self._save()
        elif key == "ctrl+q":
            self._leave(quits=True)
        elif key in steps:
            self._go(self.at + steps[key], round_=key in ("tab", "shift+tab"))
        elif key in ("up", "down") and self._moves_out(key):
            self._go(self.at + (1 if key == "down" else -1))
        elif self.active.choices:
            self._choose(key, event)
        else:
            await self.field.edit_key(key, event)
            self._typed()

    def _command(self, name: str) -> None:
        if name in ("s", "enter"):
            self._save()
        elif name == LEAVES:
            self._leave()
        elif name == "d" and self.draft.entry is not None:
            self._ask_remove()
        elif name == "u":
            self.draft.set(self.active.column, self.draft.start.get(self.active.column, ""))
            self._go(self.at)
            self._check()
        elif name == "c":
            self.app.copy_to_clipboard(self.draft.value(self.active.column))
            self._say("Copied.")
        elif name != WAITS:
            self.app.bell()

    def _moves_out(self, key: str) -> bool:
        """Up and Down go through the lines of a long text first."""
        if self.active.choices:
            return True
        wrapped = self.field.wrapped_document
        line = wrapped.location_to_offset(self.field.cursor_location).y
        return line == 0 if key == "up" else line == wrapped.height - 1

    def _go(self, at: int, *, round_: bool = False) -> None:
        count = len(self.draft.fields)
        self.at = at % count if round_ else max(0, min(count - 1, at))
        field = self.active
        self.field.display = not field.choices
        self.query_one("#form-label").set_class(bool(field.choices), "whole")
        if not field.choices:
            text = self.draft.value(field.column)
            self.field.begin(text, field.language or spoken(text))
        self.fit()

    def _typed(self) -> None:
        """Take what the field says now."""
        self.draft.set(self.active.column, self.field.text)
        if not self.active.language:
            direction = int(spoken(self.field.text) == "ar")
            if direction != self.field.direction:
                self.field.set_direction(direction)
        self.error = ""
        self.fit()
        self._check()

    def _choose(self, key: str, event: events.Key) -> None:
        column = self.active.column
        if not self.draft.choose(self.active, key, event.character or ""):
            self.app.bell()
            return
        self.error = ""
        if column == "glossary":
            self._refit()
        self._check()
        self._renew()

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted text for the line that is typed."""
        event.stop()
        if self.question.is_open:
            self.question.paste(event.text)
        elif not self.active.choices:
            self.field.take_paste(event.text)
            self._typed()

    def on_panel_clicked(self, message: Panel.Clicked) -> None:
        """Go to the clicked line."""
        if message.panel == "form-above":
            self._go(self._top + message.y)
        elif message.panel == "form-below":
            self._go(self.at + 1 + message.y)

    # ------------------------------------------------------------------ what is wrong with it

    def _check(self) -> None:
        self._asked += 1
        if self._check_soon is not None:
            self._check_soon.stop()
        self._check_soon = self.set_timer(REST, self._check_now)

    def _check_now(self) -> None:
        shelf, asked = self._room.shelf, self._asked
        if shelf is None:
            return
        path, line, cells = self.draft.path, self.draft.line, self.draft.cells()

        def work() -> None:
            found = draft_findings(shelf, path, line, cells, lambda: rest() and asked == self._asked)
            if found is not None:
                self.post_message(GlossaryDraftChecked(asked, found))

        threading.Thread(target=work, name="lint", daemon=True).start()

    def on_glossary_draft_checked(self, message: GlossaryDraftChecked) -> None:
        """Show what was found, unless something was typed since."""
        if message.asked == self._asked:
            self.findings = list(message.findings)
            self.query_one("#form-help", Panel).renew()

    # ------------------------------------------------------------------ writing

    def _save(self) -> None:
        if self.saving:
            self._say("It is still being written.")
            return
        missing = self.draft.missing
        if missing:
            self._refuse(f"Nothing is saved without the {missing} form.", missing)
            return
        self._sent = dict(self.draft.values)
        self._write(self.draft.save())

    def _refuse(self, text: str, column: str) -> None:
        self.app.bell()
        at = next((n for n, f in enumerate(self.draft.fields) if f.label == column), self.at)
        self.error = text
        self._go(at)

    def _write(self, act: Callable[[], RowAct | None]) -> None:
        self.saving, self.error = True, ""
        self._renew()
        # What is typed now is for where one is when it is written: in the list, or here again.
        self.app.hold_keys()  # type: ignore[attr-defined] # the app is a WorkbenchApp
        self._held = self.set_timer(HELD, self._let_keys_go)

        def work() -> None:
            told = GlossaryWritten(error=WorkbenchError("It could not be written.", "See: workbench doctor"))
            try:
                told = GlossaryWritten(act())
            except WorkbenchError as e:
                told = GlossaryWritten(error=e)
            finally:
                self.post_message(told)

        threading.Thread(target=work, name="glossary row", daemon=True).start()

    def _let_keys_go(self) -> None:
        if self._held is not None:
            self._held.stop()
            self._held = None
            self.app.ready()  # type: ignore[attr-defined] # the app is a WorkbenchApp

    def on_glossary_written(self, message: GlossaryWritten) -> None:
        """It is written and the form goes, or it stays with what was typed."""
        self.saving = False
        if isinstance(message.error, RowConflict):
            self._show_conflict(message.error)
        elif message.error is not None:
            self.error = f"NOT SAVED: {said(message.error)}"
            self.draft.file_gone()
            self._say(self.error)
            self._refit()
        elif self._sent and self._sent != self.draft.values:
            self.draft.take_written(self._sent)
            self._say("Saved; what was typed since is not.")
            self._go(self.at)
        else:
            if message.act is None:
                self._say("The entry says so already; nothing was changed.")
            elif message.act.merged:
                self._say(f"{message.act.path.name} was changed by another program too; both changes stand in it.")
            self._close(message.act)
        self._let_keys_go()

    def _close(self, act: RowAct | None) -> None:
        self.app.pop_screen()
        self._done(act)
        if self._quits:
            self.app.call_later(self.app.action_quit)

    # ------------------------------------------------------------------ questions

    def _show_conflict(self, conflict: RowConflict) -> None:
        mine = dict(self.draft.values)
        self.draft.take_theirs(conflict.theirs)
        self.error = conflict.message
        body = []
        for column in conflict.columns:
            theirs = (conflict.theirs or {}).get(column, "")
            body += [(f"{column}, yours:", "en"), (mine.get(column, ""), spoken(mine.get(column, "")))]
            body += [(f"{column}, theirs:", "en"), (theirs, spoken(theirs))]
        choices = [Choice("e", "look at both here", lambda: None)]
        if conflict.theirs is not None:
            choices += [
                Choice("m", "write mine over theirs", self._save),
                Choice("t", "keep theirs", lambda: self._close(None)),
            ]
        else:
            body = [("Saving puts it in again as a new entry.", "en")]
        self.question.ask(Ask(f"NOT SAVED: {conflict.message}", body, choices))
        self._refit()
        self._go(self.at)

    def _leave(self, *, quits: bool = False) -> None:
        self._quits = quits
        if not self.draft.touched:
            self._close(None)
            return
        choices = [
            Choice("e", "go on editing", lambda: None),
            Choice("s", "save", self._save),
            Choice("x", "leave it unsaved", lambda: self._close(None)),
        ]
        self.question.ask(Ask(f"{self.draft.title}: what was changed is not saved.", choices=choices))

    def _ask_remove(self) -> None:
        entry = self.draft.entry
        if entry is None:
            return
        room = self._room
        choices = [
            Choice("n", "No, keep it", lambda: None),
            Choice(
                "y", "Yes, remove it; Esc u in the list puts it back", lambda: self._write(lambda: room.remove(entry))
            ),
        ]
        self._sent = {}
        title = f"Remove {entry.value(self._room.source)} = {entry.value(self._room.target)} from {entry.place}?"
        self.question.ask(Ask(title, choices=choices))

    def _say(self, text: str) -> None:
        self.app.tell(text)  # type: ignore[attr-defined] # the app is a WorkbenchApp

"""The form of a glossary entry: one line a field, what is wrong with it shown while it is typed, saved with Enter."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.strip import Strip

from workbench.tui.key_names import shown_behind
from workbench.tui.keymap import Command
from workbench.tui.keys import MODIFIER_KEYS, normal
from workbench.tui.marks import Glyphs
from workbench.tui.screens.concept_draft import ConceptDraft
from workbench.tui.screens.concept_writing import ConceptWriting
from workbench.tui.screens.glossary_fields import FormField, spoken
from workbench.tui.screens.glossary_form_lines import LABEL, FormLines
from workbench.tui.screens.glossary_menu import LEAVES, WAITS
from workbench.tui.screens.glossary_messages import GlossaryShelved
from workbench.tui.strips import Pen
from workbench.tui.widgets.field import Field
from workbench.tui.widgets.panels import Bar, Panel, fit_items
from workbench.tui.widgets.question import Question
from workbench.workflow.glossary_browsing import Entry
from workbench.workflow.glossary_room import GlossaryRoom
from workbench.workflow.glossary_rows import RowAct
from workbench.workflow.pacing import Pace

HELP = 6
TALLEST = 4
"""Most lines of the field that is edited; a longer text scrolls."""


KEYS = (
    Command("entry_save", "s", ("enter", "ctrl+s"), "save the entry", "save"),
    Command("entry_field", "", ("down", "up", "tab", "shift+tab"), "the field below or above"),
    Command(
        "entry_choose",
        "",
        ("left", "right"),
        "choose; the first letter of a word does too, Backspace takes the usual one",
    ),
    Command("entry_field_undo", "u", (), "give the field its value back", "field as it was"),
    Command("entry_remove", "d", (), "remove the entry (asks)", "remove entry"),
    Command("entry_copy", "c", (), "copy the field", "copy field"),
    Command("entry_help", "h", ("f1",), "help", "help"),
    Command("entry_back", "", ("escape",), "menu line; again: back, asks when something would be lost"),
)
"""The keys of the form; its menu and help are made of them."""


class ConceptForm(ConceptWriting):
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

    commands = KEYS

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
        self.room, self._pen, self.done = room, pen, done
        self._lines = FormLines(pen, glyphs)
        self._said = said
        self.at = max(0, self.draft.index(at))
        self.findings = []

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
        self.go(self.at)
        self._read()
        if self._said:
            self.say(self._said)

    def on_resize(self) -> None:
        """Lay the lines out anew."""
        self.call_after_refresh(self.fit)
        self.call_after_refresh(self.question.fit)

    def _read(self) -> None:
        def work() -> None:
            self.post_message(GlossaryShelved(self.room.read(Pace(resting=True))))

        threading.Thread(target=work, name="glossaries", daemon=True).start()

    def on_glossary_shelved(self, _message: GlossaryShelved) -> None:
        """The columns of the file are known, and what stands in it."""
        self.refit()

    def refit(self) -> None:
        """Take the fields the file has; the caret stays in its field."""
        column = self.active.column
        self.draft.refit()
        at = self.draft.index(column)
        if at >= 0:
            self.at = at
            self.fit()
        else:
            self.go(0)
        self.check()

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
        shown = [c for c in KEYS if c.escape and (c.escape != "d" or self.draft.entry is not None)]
        return [f"{shown_behind(c.escape)} {c.short}" for c in shown]

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
        self.renew()

    _top = 0

    def renew(self) -> None:
        """Draw everything anew."""
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
        if self.saving:
            # Only when it takes very long: keys wait until it is written.
            self.say("It is still being written.")
            if key == "ctrl+q":
                await self.app.action_quit()
            return
        if self.question.is_open:
            await self.question.press(key, event)
            self.renew()
            return
        name = self.escaped(key, event)
        if name:
            await self._command(name)
            return
        steps = {"tab": 1, "shift+tab": -1, "pageup": -8, "pagedown": 8, "ctrl+home": -99, "ctrl+end": 99}
        if key in ("enter", "ctrl+j", "ctrl+s"):
            self.save()
        elif key == "f1":
            await self.show_help(self._pen)
        elif key == "ctrl+q":
            self.leave(quits=True)
        elif key in steps:
            self.go(self.at + steps[key], round_=key in ("tab", "shift+tab"))
        elif key in ("up", "down") and self._moves_out(key):
            self.go(self.at + (1 if key == "down" else -1))
        elif self.active.choices:
            self._choose(key, event)
        else:
            await self.field.edit_key(key, event)
            self._typed()

    async def _command(self, name: str) -> None:
        if name in ("s", "enter"):
            self.save()
        elif name == "h":
            await self.show_help(self._pen)
        elif name == LEAVES:
            self.leave()
        elif name == "d" and self.draft.entry is not None:
            self.ask_remove()
        elif name == "u":
            self.draft.set(self.active.column, self.draft.start.get(self.active.column, ""))
            self.go(self.at)
            self.check()
        elif name == "c":
            self.app.copy_to_clipboard(self.draft.value(self.active.column))
            self.say("Copied.")
        elif name != WAITS:
            self.app.bell()

    def _moves_out(self, key: str) -> bool:
        """Up and Down go through the lines of a long text first."""
        if self.active.choices:
            return True
        wrapped = self.field.wrapped_document
        line = wrapped.location_to_offset(self.field.cursor_location).y
        return line == 0 if key == "up" else line == wrapped.height - 1

    def go(self, at: int, *, round_: bool = False) -> None:
        """Go to a field; ``round_`` the end to the first."""
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
        self.check()

    def _choose(self, key: str, event: events.Key) -> None:
        column = self.active.column
        if not self.draft.choose(self.active, key, event.character or ""):
            self.app.bell()
            return
        self.error = ""
        if column == "glossary":
            self.refit()
        self.check()
        self.renew()

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted text for the line that is typed."""
        event.stop()
        if self.question.is_open:
            self.question.paste(event.text)
        elif not self.active.choices and not self.saving:
            self.field.take_paste(event.text)
            self._typed()

    def on_panel_clicked(self, message: Panel.Clicked) -> None:
        """Go to the clicked line."""
        if message.panel == "form-above":
            self.go(self._top + message.y)
        elif message.panel == "form-below":
            self.go(self.at + 1 + message.y)

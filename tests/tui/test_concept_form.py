"""The form of a glossary entry: fields, live lint, saving against what others do meanwhile, nothing typed is lost."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from .conftest import resize
from .test_glossary_screen import NAMES, Browser, browsing
from .test_looking import sitting

OTHER = "ar,en\nجسر,bridge\n"


async def opened(b: Browser, *keys: str) -> Any:
    await b.press(*(keys or ("enter",)))
    form: Any = b.screen
    assert type(form).__name__ == "ConceptForm"
    return form


async def test_fields_are_moved_through_and_saved_in_one_row(workspace: Path) -> None:
    async with browsing(workspace) as b:
        form = await opened(b)
        assert "names.csv:2  salma" in b.shown()
        assert [f.column for f in form.draft.fields][:6] == ["ar", "en", "status", "enforce", "kind", "en_variants"]
        assert form.field.direction == 1
        # The left arrow goes forward in Arabic; what is typed stands at the caret.
        await b.press("home", "left", "left", "left", "left", "ـ")
        assert form.draft.value("ar") == "سلمىـ حداد"
        await b.press("backspace", "down")
        assert form.field.direction == 0
        # Choices: arrows, the first letter, its place on an Arabic board; a letter that begins none does nothing.
        await b.press("down", "right", "tab", "i", "down", "خ", "خ", "q")
        assert [form.draft.value(c) for c in ("status", "enforce", "kind")] == ["allowed", "info", "other"]
        assert "[other]" in b.shown()
        assert "not saved yet" in b.shown()
        await b.press("shift+tab", "ة", "down", "ح", "shift+tab", "backspace", "tab", "tab")
        assert [form.draft.value(c) for c in ("status", "enforce", "kind")] == ["allowed", "prefer", "person"]
        assert "several are separated by |" in b.shown()
        b.screen.on_paste(type("Paste", (), {"text": " | Selma\nHaddad", "stop": lambda self: None})())
        await b.press("ctrl+s")
        await b.until(lambda: b.screen is b.app.screen_stack[0])
        row = "salma,سلمى حداد,Salma Haddad,person,allowed,prefer,سلمى,Haddad | S. Haddad | Selma Haddad,[/b] mayor,Tester,"
        assert row in b.text()
        assert b.text().splitlines()[2:] == NAMES.splitlines()[2:]
        await b.press("escape", "u")
        await b.until(lambda: b.text() == NAMES)


async def test_the_field_that_is_edited_is_in_sight(workspace: Path) -> None:
    async with browsing(workspace, names=None) as b:
        form = await opened(b, "escape", "a")
        columns = [f.column for f in form.draft.fields]
        assert {"match", "protect", "valid_from", "ar_first", "en_later", "gender", "note", "id"} <= set(columns)
        for size in ((140, 45), (60, 16)):
            await resize(b.pilot, *size)
            for keys in (("ctrl+home",), ("pagedown",), ("ctrl+end",)):
                await b.press(*keys)
                shown = b.shown().splitlines()
                assert sum("▸" in line and form.active.label in line for line in shown) == 1
                assert all(len(line) <= size[0] for line in shown)
                assert "Enter save" in shown[-1], (size, keys, b.shown())
        form.go(columns.index("note"))
        b.screen.on_paste(type("Paste", (), {"text": "a long note " * 60, "stop": lambda self: None})())
        await b.press("up", "up")
        assert form.active.column == "note"
        assert "▸" in b.shown()


async def test_what_is_wrong_is_told_while_it_is_typed(workspace: Path) -> None:
    (workspace / "glossaries" / "other.csv").write_text(OTHER, encoding="utf-8")
    async with browsing(workspace) as b:
        form = await opened(b, "escape", "a")
        await b.press("enter")
        assert "Nothing is saved without the Arabic form" in b.shown()
        await b.type("سلمى حداد")
        await b.press("tab")
        await b.type("Selma  Haddad")
        await b.until(lambda: "two spaces in 'Selma  Haddad'" in b.shown())
        await b.until(lambda: "names.csv:2" in b.shown())
        # The other file has no such column: said, and the form stays as it is.
        await b.press("tab", "right", "tab")
        assert form.draft.path.name == "other.csv"
        assert "has no columns for" in b.shown()
        await b.press("ctrl+home", "tab", "home", "shift+end")
        await b.type("سلمى")
        await b.press("enter")
        await b.until(lambda: "is Arabic" in b.shown())
        assert form.draft.value("ar") == "سلمى حداد"
        # Esc asks, as something would be lost; its first answer is to stay.
        await b.press("escape", "escape", "enter")
        assert b.screen is form
        await b.press("escape", "escape", "x")
        assert b.screen is b.app.screen_stack[0]
        assert b.text() == NAMES
        await opened(b)
        await b.press("escape", "escape")
        assert b.screen is b.app.screen_stack[0]


async def test_a_change_made_meanwhile_shows_both_and_loses_neither(workspace: Path) -> None:
    async with browsing(workspace) as b:
        form = await opened(b)
        await b.press("down")
        await b.type("!")
        b.file.write_text(NAMES.replace("Salma Haddad", "Selma Haddad"), encoding="utf-8", newline="")
        await b.press("enter")
        await b.until(lambda: b.screen.question.is_open)
        assert "Salma Haddad!" in b.shown()
        assert "Selma Haddad" in b.shown()
        await b.press("enter")
        assert form.field.text == "Salma Haddad!"
        assert "theirs: Selma Haddad" in b.shown()
        assert "Selma" in b.text()
        await b.press("enter")
        await b.until(lambda: b.screen is b.app.screen_stack[0])
        assert "salma,سلمى حداد,Salma Haddad!,person" in b.text()
        # The row, and then the file, is gone: it is a new entry with all that stands here.
        await b.until(lambda: "Salma Haddad!" in b.shown())
        await b.press("ctrl+home")
        form = await opened(b)
        await b.press("down")
        await b.type("?")
        b.file.write_text("".join(NAMES.splitlines(True)[::2]), encoding="utf-8", newline="")
        await b.press("enter")
        await b.until(lambda: b.screen.question.is_open)
        assert "removed" in b.shown()
        await b.press("enter")
        assert "New entry in names.csv" in b.shown()
        b.file.unlink()
        await b.press("enter")
        await b.until(lambda: "NOT SAVED" in b.shown())
        assert form.draft.value("en") == "Salma Haddad!?"
        b.file.write_text(NAMES.partition("\n")[0] + "\n", encoding="utf-8", newline="")
        await b.press("enter")
        await b.until(lambda: b.screen is b.app.screen_stack[0])
        assert "salma,سلمى حداد,Salma Haddad!?,person,preferred,must,سلمى,Haddad | S. Haddad" in b.text()


async def test_a_file_held_by_another_program_or_that_cannot_be_written(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workbench.errors import FileError
    from workbench.workflow import glossary_rows

    async with browsing(workspace) as b:
        form = await opened(b)

        gate = threading.Event()

        def refused(*_files: object) -> None:
            gate.wait(10)
            raise FileError(b.file, "another program is writing to it.", "Try again in a moment.")

        monkeypatch.setattr(glossary_rows, "save", refused)
        await b.press("down")
        await b.type("!")
        # What is typed ahead was for the list: it does not land in the form that stays.
        await b.press("escape", "s", *"city")
        gate.set()
        await b.until(lambda: "NOT SAVED: names.csv: another program is writing" in b.shown())
        assert "Dropped: 4 keys typed meanwhile" in b.told
        assert form.field.text == "Salma Haddad!"
        # Remove asks, and fails as well.
        await b.press("escape", "d", "n", "escape", "d", "y")
        await b.until(lambda: not form.saving)
        assert b.screen is form
        monkeypatch.undo()
        await b.press("escape", "u")
        assert form.field.text == "Salma Haddad"
        await b.press("escape", "d", "y")
        await b.until(lambda: "salma" not in b.text())
        await b.until(lambda: b.ids == ["hospital", "city"])


async def test_the_editor_adds_what_is_selected_or_opens_what_is_known(workspace: Path) -> None:
    file = workspace / "glossaries" / "names.csv"
    file.write_text(NAMES.replace("author", "origin,author").replace(",,\n", ",,,\n"), encoding="utf-8")
    async with sitting(workspace) as (s, desk):
        form: Any
        await s.type("The delegation")
        await s.press("shift+home", "escape", "a")
        form = s.app.screen
        assert (form.draft.value("ar"), form.draft.value("en")) == ("", "The delegation")
        assert form.active.column == "ar"
        # Nothing was typed: Esc asks nothing.
        await s.press("escape", "escape")
        assert s.app.screen is s.screen
        await s.press("f2")
        await s.type("الوفد")
        await s.press("enter")
        await s.until(
            lambda: "الوفد,The delegation,other,preferred,prefer,,,,news/article,Tester" in file.read_text("utf-8")
        )
        await s.until(lambda: [h.concept.id for h in desk.terms(3)] == ["delegation"] or len(desk.terms(3)) == 1)
        # Known: its entry is opened, and a form it lacks stands among its variants.
        await s.press("end")
        await s.type(" clinic")
        await s.press("ctrl+shift+left")
        view: Any = s.screen.source_view
        at = desk.segment(1).source.index("المستشفى")
        view._selection = (at, at + len("المستشفى"))
        await s.press("escape", "a")
        form = s.app.screen
        assert form.draft.entry.id == "hospital"
        assert any("is known already: names.csv:3" in t.replace("\n", " ") for t in s.toasts)
        assert (form.active.column, form.field.text) == ("en_variants", "clinic")
        await s.press("enter")
        await s.until(lambda: "the hospital,organisation,,,,clinic," in file.read_text("utf-8"))
        desk.read_only = True
        await s.press("escape", "a")
        assert s.app.screen is s.screen


async def test_keys_held_by_a_key_that_was_held_itself_wait_on() -> None:
    from textual import events

    from workbench.tui.serial_keys import SerialKeys

    class Held(SerialKeys):
        def __init__(self) -> None:
            self.routed = ""

        def call_later(self, *_what: Any) -> None: ...

        async def _route(self, event: Any) -> None:
            self.routed += event.key
            if event.key == "b":
                self.hold_keys()

    app = Held()
    app.hold_keys()
    app._early = [events.Key(k, k) for k in "abcd"]
    app.ready()
    await app._let_go()
    assert app.routed == "ab"
    app.ready()
    await app._let_go()
    assert (app.routed, app._early) == ("abcd", None)

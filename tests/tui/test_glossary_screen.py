"""The glossary browser: found by typing, changed by commands behind Esc, every act taken back."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from workbench.workflow.importing import import_text
from workbench.workflow.projects import new_project
from workbench.workflow.workspace import open_workspace

from .conftest import resize
from .test_looking import sitting

NAMES = (
    "id,ar,en,kind,status,enforce,ar_variants,en_variants,note,author,date\n"
    "salma,سلمى حداد,Salma Haddad,person,preferred,must,سلمى,Haddad | S. Haddad,[/b] mayor,,\n"
    "hospital,المستشفى,the hospital,organisation,,,,,,,\n"
    "city,مدينة,City,place,candidate,info,,,,,\n"
)


class Browser:
    """The glossary screen of a workspace, and what a test asks of it."""

    def __init__(self, app: Any, pilot: Any, file: Path) -> None:
        self.app, self.pilot, self.file = app, pilot, file

    @property
    def screen(self) -> Any:
        return self.app.screen

    @property
    def ids(self) -> list[str]:
        screen = self.app.screen_stack[0]
        return [screen.shelf.entry(n).id for n in screen.rows]

    @property
    def told(self) -> str:
        return " / ".join(n.message.replace("\n", " ") for n in self.app._notifications)

    def text(self) -> str:
        return self.file.read_bytes().decode()

    async def press(self, *names: str) -> None:
        await self.pilot.press(*names)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        await self.press(*("space" if c == " " else c for c in text))

    async def until(self, test: Any) -> None:
        for _ in range(500):
            if test():
                await self.pilot.pause()
                return
            await self.pilot.pause(0.02)
        raise AssertionError(f"it did not happen: {self.told}\n{self.shown()}")

    def shown(self) -> str:
        return "\n".join(strip.text for strip in self.app.screen._compositor.render_strips())


@asynccontextmanager
async def browsing(
    workspace: Path, size: tuple[int, int] = (80, 24), names: str | None = NAMES
) -> AsyncIterator[Browser]:
    from workbench.tui import keys
    from workbench.tui.app import WorkbenchApp
    from workbench.tui.marks import SYMBOLS
    from workbench.tui.screens.glossary import Around, GlossaryScreen
    from workbench.workflow.glossary_room import GlossaryRoom

    keys.install()
    file = workspace / "glossaries" / "names.csv"
    if names is not None:
        file.write_text(names, encoding="utf-8", newline="")
    with open_workspace(workspace) as ws:
        import_text(ws, new_project(ws, "news", "ar", "en"), "dam", "زارت سلمى حداد المستشفى.\n\nثم عادت سلمى حداد.\n")
        room = GlossaryRoom(ws)
        app = WorkbenchApp(ws, None, first=lambda pen: GlossaryScreen(pen, SYMBOLS, room, Around()))
        async with app.run_test(size=size, notifications=True) as pilot:
            app.ready()
            b = Browser(app, pilot, file)
            await b.until(lambda: b.screen.shelf is not None and b.screen.shelf.whole)
            yield b


async def test_typing_filters_on_both_sides_and_the_entry_is_shown_whole(workspace: Path) -> None:
    async with browsing(workspace) as b:
        assert b.ids == ["salma", "hospital", "city"]
        for size in ((140, 45), (60, 16)):
            await resize(b.pilot, *size)
            shown = b.shown()
            assert "3 entries" in shown
            assert "Salma Haddad" in shown
            assert "must" in shown
            assert all(len(line) <= size[0] for line in shown.splitlines())
        await resize(b.pilot, 80, 30)
        for part in ("Haddad | S. Haddad", "[/b] mayor", "names.csv:2", "preferred, must, person"):
            assert part in b.shown()
        await b.type("haddad")
        await b.until(lambda: b.ids == ["salma"])
        assert "1 of 3" in b.shown()
        await b.press("escape", "e")
        await b.type("مُدينه")
        await b.until(lambda: b.ids == ["city"])
        assert b.screen.field.direction == 1
        await b.type("x")
        await b.until(lambda: b.ids == [])
        await resize(b.pilot, 60, 16)
        for said in ("No entry has these words", "empties the filter.", "Esc Esc back"):
            assert said in " ".join(b.shown().split()), "nothing is cut where there is little room"
        await resize(b.pilot, 80, 30)
        await b.press("alt+backspace", "escape", "e")
        assert len(b.ids) == 3
        await b.press("down", "down", "down")
        assert b.screen.chosen.id == "city"
        await b.press("ctrl+home", "escape", "c")
        assert b.app.clipboard.splitlines()[1:3] == ["ar\tسلمى حداد", "en\tSalma Haddad"]
        b.screen.on_paste(type("Paste", (), {"text": "hospital", "stop": lambda self: None})())
        await b.until(lambda: b.ids == ["hospital"])
        # Behind Esc nothing is typed, and the menu says what there is.
        await b.press("escape")
        await b.until(lambda: "x forbid" in b.shown() and "w where used" in b.shown())
        await b.press("q")
        assert b.screen.field.text == "hospital"
        await b.press("f1")
        assert "forbid the entry" in b.shown()
        await b.press("escape")
        assert b.screen is b.app.screen_stack[0]


def test_the_keys_of_the_screen_stand_in_the_docs() -> None:
    from workbench.tui.key_names import shown_behind
    from workbench.tui.screens.glossary import KEYS

    docs = Path(__file__).parents[2].joinpath("docs", "glossaries.md").read_text(encoding="utf-8")
    for command in KEYS:
        wanted = f"**Esc {shown_behind(command.escape)}**" if command.escape != "enter" else "**Enter**"
        assert wanted in docs or not command.escape, command


async def test_a_late_answer_is_dropped_and_enter_takes_what_was_typed(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workbench.tui.screens import glossary_finding

    real, gate = glossary_finding.filtered, threading.Event()

    def slow(shelf: Any, wanted: str, *pause: Any) -> Any:
        if pause:
            gate.wait(10)
        return real(shelf, wanted)

    monkeypatch.setattr(glossary_finding, "filtered", slow)
    async with browsing(workspace) as b:
        await b.type("city")
        assert len(b.ids) == 3
        await b.press("enter")
        assert b.screen.draft.entry.id == "city"
        await b.press("escape", "escape", "escape", "e")
        gate.set()
        await b.pilot.pause(0.1)
        assert len(b.ids) == 3


async def test_entries_are_forbidden_removed_and_put_back(workspace: Path) -> None:
    async with browsing(workspace) as b:
        await b.press("escape", "x")
        await b.until(lambda: "Salma Haddad,person,forbidden,must" in b.text())
        await b.until(lambda: "FORB!" in b.shown())
        assert "Esc u takes it back" in b.told
        await b.press("alt+x")
        await b.until(lambda: "Salma Haddad,person,preferred,must" in b.text())
        await b.until(lambda: not b.screen._writing)
        await b.press("alt+d", "enter", "alt+d", "y")
        await b.until(lambda: "salma" not in b.text())
        await b.until(lambda: b.ids == ["hospital", "city"])
        # The Arabic letter in the same place is the same command.
        for n in range(3):
            await b.until(lambda: not b.screen._writing)
            await b.press("escape", "ع")
            await b.until(lambda n=n: len(b.screen.room.ws.glossary_acts) == 2 - n)
        assert b.text() == NAMES
        await b.until(lambda: len(b.ids) == 3)
        assert b.screen.chosen.id == "salma"
        await b.until(lambda: not b.screen._writing)
        assert "what was removed is as it was before" in b.told
        await b.press("escape", "u")
        await b.until(lambda: "Nothing was changed in a glossary" in b.told)


async def test_what_nothing_was_found_for_is_added(workspace: Path) -> None:
    async with browsing(workspace) as b:
        await b.type("مدرسة")
        await b.press("escape", "a")
        form = b.screen
        assert form.draft.value("ar") == "مدرسة"
        await b.press("tab")
        await b.type("School")
        # Typed at once behind Enter: it is for the list.
        await b.press("enter", *"cit")
        await b.until(lambda: "school,مدرسة,School,other,preferred,prefer,,,,Tester," in b.text())
        await b.until(lambda: b.screen is b.app.screen_stack[0] and b.screen.field.text == "cit")
        await b.until(lambda: b.ids == ["city"])


async def test_places_and_impact_of_an_entry(workspace: Path) -> None:
    async with browsing(workspace) as b:
        await b.press("escape", "w")
        await b.until(lambda: len(b.screen.rows) == 2)
        assert "salma: 2 times in 2 texts" in b.shown()
        await b.press("escape", "escape", "i")
        await b.until(lambda: not b.screen.busy)
        assert "Impact: 0 texts" in b.shown()


async def test_files_that_cannot_be_read_or_changed_elsewhere(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from workbench.tui.screens import glossary

    monkeypatch.setattr(glossary, "LOOK_EVERY", 0.05)
    (workspace / "glossaries" / "bad.csv").write_bytes(b"ar,en\n\xff\xfe,x\n")
    async with browsing(workspace, names=NAMES.replace("city,", ",,,\n<<<<<<< x\ncity,")) as b:
        assert "not read (Esc l)" in b.shown()
        assert "bad.csv" in b.told
        await b.press("escape", "l")
        await b.until(lambda: "names.csv:5" in b.shown())
        await b.press("enter", "down")
        b.file.write_text(NAMES.replace("the hospital", "the infirmary"), encoding="utf-8")
        await b.until(lambda: "infirmary" in b.shown())
        assert b.screen.chosen.id == "hospital"
        b.file.unlink()
        await b.until(lambda: b.ids == [])
        assert "Nothing could be read, and so nothing counts" in b.shown()
        (workspace / "glossaries" / "bad.csv").unlink()
        await b.until(lambda: "No entries yet" in b.shown())
        await b.press("enter", "escape", "x", "escape", "w")
        assert b.screen is b.app.screen_stack[0]


async def test_the_editor_opens_it_at_the_term_and_takes_a_form(workspace: Path) -> None:
    (workspace / "glossaries" / "names.csv").write_text(NAMES, encoding="utf-8")
    async with sitting(workspace) as (s, desk):
        screen: Any
        await s.type("Reopened:")
        await s.press("escape", "r")
        screen = s.app.screen
        await s.until(lambda: screen.shelf is not None and screen.shelf.whole and bool(screen.rows))
        assert screen.chosen.id == "hospital"
        await s.until(lambda: screen.uses is not None)
        assert (screen.uses.here, screen.uses.project) == (2, 2)
        await s.press("escape", "w")
        await s.until(lambda: len(s.app.screen.rows) == 2)
        await s.press("down", "enter")
        assert s.number == 2
        assert s.app.screen is s.screen
        await s.press("alt+r")
        screen = s.app.screen
        await s.until(lambda: bool(screen.rows))
        await s.press("escape", "p")
        assert s.text == "the hospital "
        # What is changed counts in the open document at once.
        await s.press("alt+r")
        screen = s.app.screen
        await s.until(lambda: bool(screen.rows))
        await s.press("escape", "x")
        await s.until(lambda: desk.terms(2)[0].concept.status.value == "forbidden")
        await s.press("escape", "escape")
        assert s.app.screen is s.screen


async def test_home_shows_the_glossaries_of_the_workspace(workspace: Path) -> None:
    from workbench.tui.app import WorkbenchApp

    file = workspace / "glossaries" / "names.csv"
    file.write_text(NAMES, encoding="utf-8")
    with open_workspace(workspace) as ws:
        app = WorkbenchApp(ws, None)
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            b = Browser(app, pilot, file)
            home = app.screen
            # Typed at once: the filter and Enter wait until the glossaries are read.
            await b.press("t", *"city", "enter")
            await b.until(lambda: hasattr(b.screen, "draft"))
            assert b.screen.draft.entry.id == "city"
            await b.press("escape", "escape", "escape", "escape")
            assert app.screen is home

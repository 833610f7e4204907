"""Bad surroundings: windows of one cell, pastes of a megabyte, a database that is locked, files that become unreadable."""

from __future__ import annotations

import random
import sqlite3
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual._xterm_parser import XTermParser
from textual.widgets.text_area import Selection

from workbench.config import WorkspacePaths
from workbench.errors import NotFoundError, WorkbenchError
from workbench.store import rescue
from workbench.tui import lost_terminal
from workbench.tui.app import WorkbenchApp, not_utf8
from workbench.tui.pastes import Pastes
from workbench.tui.screens import segment_watch
from workbench.tui.starting import run_app
from workbench.workflow.desk import open_desk
from workbench.workflow.importing import import_text
from workbench.workflow.projects import new_project
from workbench.workflow.workspace import open_workspace

from .conftest import Sit, resize
from .fake_desk import FakeDesk
from .sitting import Sitting
from .test_looking import sitting

SCREENS = {
    "editor": (),
    "question": ("escape", "g"),
    "help": ("f1",),
    "list": ("escape", "l"),
    "history": ("escape", "y", "h"),
    "names": ("f8",),
    "theme and terminal": ("escape", "x", "a"),
    "menu": ("escape",),
}
"""What opens each screen over the editor; Esc leaves it."""


@pytest.mark.parametrize(
    "names", [("editor", "question", "list"), pytest.param(tuple(SCREENS), marks=pytest.mark.long)], ids=["some", "all"]
)
async def test_a_window_of_one_cell_and_back(workspace: Path, names: tuple[str, ...]) -> None:
    async with sitting(workspace) as (s, _desk):
        await s.type("Kept text")
        s.screen.target.selection = Selection((0, 2), (0, 6))
        for name in names:
            opening = SCREENS[name]
            await s.press(*opening)
            for size in ((1, 1), (100, 30)):
                await resize(s.pilot, *size)
                s.shown()
            assert s.app._exception is None, name
            if opening:
                await s.press("escape")
            assert s.app.screen is s.screen, name
        assert s.text == "Kept text"
        assert s.screen.target.selection == Selection((0, 2), (0, 6))
        # In sixty columns everything that is needed stands there.
        await resize(s.pilot, 60, 16)
        for wanted in ("Kept text", "seg 1/", "Enter confirm+next", "Sav"):
            assert wanted in s.shown()
        # And at home, with a question open.
        await s.app.go_home()
        await s.pilot.pause()
        await s.press("n")
        for size in ((1, 1), (80, 24)):
            await resize(s.pilot, *size)
            s.shown()
        assert s.app._exception is None
        assert "News" in s.shown() or "news" in s.shown()


async def test_a_paste_of_a_megabyte_is_refused_at_once(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_args: object) -> object:
        raise AssertionError("a megabyte is put in order")

    async with sit(FakeDesk()) as s:
        await s.type("Mine")
        monkeypatch.setattr("workbench.tui.widgets.editor.pasted_text", never)
        big = "ﺮﻳﺪﻤﻟﺍ ﻝﺎﻗ " * 90_000
        s.app.post_message(events.Paste(big))
        await s.until(lambda: any("Nothing was put in" in t for t in s.toasts))
        assert s.text == "Mine"
        await s.press("escape", "g")
        s.app.post_message(events.Paste(big))
        await s.until(lambda: any("too long for this line" in t for t in s.toasts))
        assert s.screen.question.field.text == ""


def test_pastes_are_found_however_the_input_is_cut() -> None:
    lost_terminal.install()
    sent = "ab\x1b[200~two\nwords\x1b[201~c\x1b[A\x1b[200~\x1b[201~\x1b[200~x[200~\x1b[201~z\x1b[2~"

    def read(parts: list[str]) -> list[str]:
        parser = XTermParser()
        found: list[Any] = [event for part in parts for event in parser.feed(part)]
        return [e.text if isinstance(e, events.Paste) else e.key for e in found]

    wanted = ["a", "b", "two\nwords", "c", "up", "", "x[200~", "z", "insert"]
    assert read([sent]) == wanted
    rng = random.Random(7)
    for _ in range(300):
        edges = [0, *sorted(rng.sample(range(1, len(sent)), 5)), len(sent)]
        parts = [sent[a:b] for a, b in pairwise(edges)]
        assert read(parts) == wanted, parts
    # Escapes inside of one are text, no keys; a lone Esc stays before the paste behind it.
    assert [e.text for e in Pastes().of("\x1b[200~a\x1b[31mb\x1b[201~") if isinstance(e, events.Paste)] == [
        "a\x1b[31mb"
    ]
    assert Pastes().of("\x1b\x1b[200~a\x1b[201~") == ["\x1b\x1b[200~", "a\x1b[201~"]


async def test_a_locked_database_is_told_as_it_is_and_nothing_is_lost(workspace: Path) -> None:
    async with sitting(workspace) as (s, desk):
        other = sqlite3.connect(WorkspacePaths(workspace).database, isolation_level=None)
        try:
            other.execute("BEGIN IMMEDIATE")
            await s.type("First target.")
            await s.press("enter")
            await s.type("Second")
            await s.pilot.pause(0.6)
            assert "Saving ..." in s.line("status")
            assert s.number == 2
            assert s.text == "Second"
            await s.type(" target")
        finally:
            other.execute("ROLLBACK")
            other.close()
        await s.until(lambda: "Saved" in s.line("status") and not desk.unsaved)
        assert desk.segment(1).target == "First target."
        await s.press("escape", "s")
        await s.until(lambda: desk.segment(2).draft == "Second target")


async def test_a_glossary_that_becomes_unreadable(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segment_watch, "LOOK_EVERY", 0.05)
    glossary = workspace / "glossaries" / "names.csv"
    glossary.write_text("id,ar,en,kind\nsalma,سلمى,Salma,person\n", encoding="utf-8")
    with open_workspace(workspace) as ws:
        import_text(ws, new_project(ws, "news", "ar", "en", glossaries=["names.csv"]), "doc", "زارت سلمى المدرسة.\n")
        desk = open_desk(ws, "news", "doc")
        app = WorkbenchApp(ws, desk)
        async with app.run_test(size=(100, 30), notifications=True) as pilot:
            s = Sitting(app, pilot)
            await s.until(lambda: desk.prepared and "Salma" in s.pane("terms"))
            glossary.write_bytes(b"\x00garbage\xff\xfe" * 50)
            await s.press(*"Work", "space", *"goes", "space", "o", "n", ".")
            await s.until(lambda: "names.csv" in s.told)
            # Where a line of it ends depends on how long the folder's name is.
            assert "What cannot be read does not count" in " ".join(s.told.split())
            assert "read again" not in s.told
            await s.press("enter", "enter", "enter")
            await s.until(lambda: "Work goes on." in (desk.segment(1).target, desk.segment(1).draft))
            assert app._exception is None
        desk.close()


def test_an_empty_document_is_refused_with_a_sentence(workspace: Path) -> None:
    with open_workspace(workspace) as ws:
        import_text(ws, new_project(ws, "news", "ar", "en"), "doc", "انتهى اليوم.\n")
        with ws.store.write() as conn:
            conn.execute("DELETE FROM segment")
        for document in ("doc", None):
            with pytest.raises(NotFoundError, match="doc is empty"):
                open_desk(ws, "news", document)


def test_a_terminal_that_cannot_place_text(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    for stream in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(f"sys.{stream}.isatty", lambda: True)
    with pytest.raises(WorkbenchError) as caught:
        run_app(workspace, None, None, lambda _found: "visual")
    assert "TERM=dumb" in caught.value.message
    assert "workbench edit" in caught.value.hint


def test_which_language_settings_are_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not_utf8({"LC_ALL": "C"})
    assert not_utf8({"LANG": "en_US.ISO-8859-1"})
    assert not not_utf8({"LANG": "ar_EG.UTF-8"})
    assert not not_utf8({"LC_ALL": "C.utf8", "LANG": "C"})
    assert not not_utf8({"TEXTUAL_DRIVER": "web"})
    assert WorkbenchApp.plain is False


async def test_the_reason_why_nothing_is_saved_fits_the_line(sit: Sit) -> None:
    async with sit(FakeDesk(), size=(80, 24)) as s:
        s.desk.failure = "The disk is full: the database could not be written."
        assert "NOT SAVED ! The disk is full: the database could" in s.line("status")


async def test_a_database_that_is_lost_while_it_is_open_ends_nothing(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.store.writer.PAUSE", 0.0)
    path = WorkspacePaths(workspace).database
    async with sitting(workspace) as (s, desk):
        await s.type("Kept")
        await s.press("escape", "s")
        await s.until(lambda: not desk.unsaved)
        path.write_bytes(b"\0" * path.stat().st_size)
        desk.ws.store.read().execute("PRAGMA shrink_memory")
        for keys in (("escape", "y", "h"), ("escape", "q")):
            await s.press(*keys)
            await s.pilot.pause(0.05)
            while s.app.screen is not s.screen:
                await s.press("escape")
        await s.type(" text")
        await s.press("enter")
        await s.until(lambda: desk.failure and not desk.unsaved)
        assert "NOT SAVED" in s.line("status")
        assert "is damaged" in " ".join(s.toasts)
        assert "restore" in " ".join(s.toasts)
        assert s.app._exception is None
        assert not desk.confirmed
    assert [e["text"] for e in rescue.pending(WorkspacePaths(workspace))][-1] == "Kept text"

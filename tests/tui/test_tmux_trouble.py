"""Trouble with the database in a real terminal: held for longer than it is waited for, lost while it is open."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbench.config import WorkspacePaths
from workbench.store import rescue
from workbench.workflow.importing import import_text
from workbench.workflow.projects import new_project
from workbench.workflow.workspace import open_workspace

from .terminal import Terminal, program

ARTICLE = "".join(f"قال مدير مستشفى النهر إن الجملة رقم {n} جاهزة، ثم عاد.\n" for n in range(1, 30))
HELD = 12.0
"""Seconds for which another program writes: longer than a write waits at once."""
AT_ONCE = 3.0
"""Seconds in which a key must show: far more than it takes, far less than the database is held."""
pytestmark = [pytest.mark.long, pytest.mark.timeout(300)]


@pytest.fixture
def terminal(workspace: Path) -> Iterator[Terminal]:
    with open_workspace(workspace) as ws:
        import_text(ws, new_project(ws, "news", "ar", "en"), "doc", ARTICLE)
    env = {"WORKBENCH_USER_DIR": os.environ["WORKBENCH_USER_DIR"]}
    opened = Terminal(program(workspace, "open", "news", "doc"), (100, 30), env)
    opened.until_shows("Esc menu")
    opened.until(lambda: "loading" not in opened.screen(), "terms and memory loaded")
    yield opened
    opened.close()


def emptied(path: Path) -> None:
    os.truncate(path, 0)


def overwritten(path: Path) -> None:
    size = path.stat().st_size
    with path.open("r+b") as f:
        f.seek(4096)
        f.write(os.urandom(size - 4096))


def removed(path: Path) -> None:
    path.unlink()


def made_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def without_its_log(path: Path) -> None:
    Path(f"{path}-wal").unlink()


@pytest.mark.parametrize("damage", [emptied, overwritten, removed, made_a_folder, without_its_log])
def test_a_lost_database_ends_nothing(terminal: Terminal, workspace: Path, damage: Callable[[Path], None]) -> None:
    terminal.burst("Begun")
    time.sleep(1.5)
    damage(WorkspacePaths(workspace).database)
    for keys in (("M-l",), ("M-y", "h"), ("M-q",), ("M-x", "s"), ("M-y", "m")):
        terminal.keys(*keys)
        time.sleep(0.7)
        for _ in range(2):
            terminal.keys("Escape")
            time.sleep(0.5)
    while "Esc +" in terminal.screen():
        terminal.keys("Escape")
        time.sleep(0.5)
    terminal.burst(" and ended")
    terminal.until(lambda: bool(rescue.pending(WorkspacePaths(workspace))), "the text in a rescue file")
    terminal.until_shows("NOT SAVED")
    assert rescue.pending(WorkspacePaths(workspace))[-1]["text"].startswith("Begun and e")
    terminal.keys("C-q")
    terminal.until_shows("ended 0")
    assert not (Path(os.environ["WORKBENCH_USER_DIR"]) / "error.log").exists()


def test_a_database_held_for_long_lets_everything_go_on(terminal: Terminal, workspace: Path) -> None:
    other = sqlite3.connect(WorkspacePaths(workspace).database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    began = time.monotonic()

    def shows(text: str, *keys: str, typed: str = "") -> None:
        asked = time.monotonic()
        terminal.keys(*keys) if keys else terminal.burst(typed)
        terminal.until_shows(text)
        assert time.monotonic() - asked < AT_ONCE, text

    for n in range(1, 4):
        shows(f"Text {n}.", typed=f"Text {n}.")
        terminal.keys("Enter")
    terminal.keys("M-g")
    shows("Go to segment", typed="")
    terminal.burst("1\r")
    terminal.keys("M-y", "v")
    shows("another program is writing", "M-y", "l")
    terminal.keys("PageDown", "PageDown", "PageDown")
    shows("Four", typed="Four")
    terminal.keys("M-p")
    shows("Split:", typed="")
    terminal.burst("1\r")
    shows("Four and more", typed=" and more")
    time.sleep(max(0.0, began + HELD - time.monotonic()))
    other.execute("ROLLBACK")
    other.close()
    terminal.until_shows("seg 4/30")
    terminal.until_shows("Saved")
    with open_workspace(workspace) as ws:
        rows = ws.store.read().execute("SELECT state, target, draft FROM segment ORDER BY number LIMIT 5").fetchall()
    assert rows == [
        ("final", "Text 1.", None),
        ("translated", "Text 2.", None),
        ("translated", "Text 3.", None),
        ("initial", "", "Four and more"),
        ("initial", "", None),
    ]


def test_a_glossary_that_goes_and_comes_back(terminal: Terminal, workspace: Path) -> None:
    folder = workspace / "glossaries"
    text = "id,ar,en,kind\nnahar,مستشفى النهر,River Hospital,place\n"
    file = folder / "names.csv"
    for damage in (
        lambda: file.write_bytes(b"\x00garbage\xff\xfe" * 500),
        lambda: (file.unlink(), file.mkdir()),
        lambda: shutil.rmtree(folder),
    ):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        file.write_text(text, encoding="utf-8")
        terminal.until_shows("River Hospital")
        terminal.until(lambda: "glossary was changed" not in terminal.screen(), "the notice gone")
        damage()
        terminal.until_shows("glossary was changed")
        terminal.burst("x")
        terminal.until_shows("x")
        assert "ended" not in terminal.screen()

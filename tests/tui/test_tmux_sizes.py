"""A window made one column and one line, and large again, at every screen: nothing ends, nothing is lost, all is drawn again."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from workbench.workflow.importing import import_text
from workbench.workflow.projects import new_project
from workbench.workflow.workspace import open_workspace

from .terminal import Terminal, program

ARTICLE = "".join(f"قال مدير مستشفى النهر إن الجملة رقم {n} جاهزة.\n" for n in range(1, 30))
SIZE = (80, 24)

IN_EDITOR = {
    "the list of segments": ("M-l", "of 29 segments"),
    "words to list": ("M-l", "/", "Show those"),
    "glossaries": ("M-r", "Esc"),
    "names": ("M-o", "Names"),
    "issues": ("M-q", "doc"),
    "statistics": ("M-x", "s", "tatistics"),
    "the terminal": ("M-x", "a", "reads right"),
    "memories and engines": ("M-x", "m", "Esc"),
    "delivery": ("M-x", "d", "Esc"),
    "export": ("M-x", "e", "Esc"),
    "history": ("M-y", "h", "History"),
    "comments": ("M-y", "m", "Comment"),
    "replace": ("M-y", "r", "Find"),
    "fill": ("M-y", "f", "ill"),
    "concordance": ("M-k", *"النهر", "Enter", "Esc back"),
    "commands": ("M-/", "ommands"),
    "help": ("M-h", "elp"),
    "a question": ("M-g", "Go to segment"),
    "a place to split": ("M-p", "Split"),
    "a term to add": ("M-a", "Esc"),
    "the menu": ("Escape", "Esc +"),
}
"""How a screen is opened from the editor, and what stands on it."""
AT_HOME = {
    "import": ("i", "mport"),
    "a new project": ("n", "roject"),
    "glossaries at home": ("t", "Esc"),
    "impact": ("g", "Which stored texts"),
    "statistics at home": ("s", "tatistics"),
    "resources at home": ("m", "Esc"),
    "delivery at home": ("d", "Esc"),
    "export at home": ("e", "Esc"),
    "commands at home": ("k", "ommands"),
    "help at home": ("h", "elp"),
}


@pytest.mark.long
@pytest.mark.timeout(600)
def test_one_by_one_and_back_at_every_screen(workspace: Path) -> None:
    with open_workspace(workspace) as ws:
        import_text(ws, new_project(ws, "news", "ar", "en"), "doc", ARTICLE)
    env = {"WORKBENCH_USER_DIR": os.environ["WORKBENCH_USER_DIR"]}
    terminal = Terminal(program(workspace, "open", "news", "doc"), SIZE, env)
    try:
        terminal.until_shows("Esc menu")
        terminal.until(lambda: "loading" not in terminal.screen(), "terms and memory loaded")
        terminal.burst("A draft that stays")
        terminal.until_shows("Saved")
        wrong = [name for name, keys in IN_EDITOR.items() if not _comes_back(terminal, keys, "A draft that stays")]
        terminal.keys("M-x", "h")
        terminal.until_shows("Enter open")
        wrong += [name for name, keys in AT_HOME.items() if not _comes_back(terminal, keys, "Enter open")]
        assert not wrong
        assert not (Path(env["WORKBENCH_USER_DIR"]) / "error.log").exists()
    finally:
        terminal.close()


def _comes_back(terminal: Terminal, keys: tuple[str, ...], below: str) -> bool:
    """Open a screen, make the window tiny and large again, and leave; whether it is drawn as it was."""
    *opening, shown = keys
    first = terminal.screen()
    terminal.keys(*opening)
    terminal.until(lambda: terminal.screen() != first and shown in terminal.screen(), f"{opening}: {shown!r}")
    before = _at_rest(terminal)
    terminal.resize(1, 1)
    time.sleep(0.3)
    terminal.resize(*SIZE)
    end = time.monotonic() + 10
    while terminal.screen() != before and time.monotonic() < end:
        time.sleep(0.1)
    same = terminal.screen() == before
    if not same:
        print(opening, before, terminal.screen(), sep="\n")
    for _ in range(4):
        if below in terminal.screen() and "Esc +" not in terminal.screen() and _leads_back(terminal, below):
            break
        terminal.keys("Escape")
        time.sleep(0.4)
    return same


def _leads_back(terminal: Terminal, below: str) -> bool:
    last = terminal.screen().rstrip().splitlines()[-1]
    return "Esc menu" in last or below in last


def _at_rest(terminal: Terminal) -> str:
    """Return the screen once nothing on it changes any more: notices go, what is counted comes."""
    known, since = terminal.screen(), time.monotonic()
    while time.monotonic() - since < 1.5:
        time.sleep(0.2)
        now = terminal.screen()
        if now != known:
            known, since = now, time.monotonic()
    return known

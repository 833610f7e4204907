"""The real program: ended while nobody types, and keys whose bytes Textual takes apart."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.workflow.importing import import_text
from workbench.workflow.projects import new_project
from workbench.workflow.workspace import open_workspace

from .terminal import Terminal, program

IDLE = 2.0
"""Seconds without a key, a timer or a write: the loop waits for keys and nothing else."""


@pytest.fixture
def terminal(workspace: Path) -> Iterator[Terminal]:
    with open_workspace(workspace) as ws:
        import_text(ws, new_project(ws, "ar", "ar", "en"), "doc", "الجملة الأولى.\nالجملة الثانية.\nالجملة الثالثة.\n")
    opened = Terminal(
        program(workspace, "open", "ar", "doc"), (80, 24), {"WORKBENCH_USER_DIR": os.environ["WORKBENCH_USER_DIR"]}
    )
    opened.until_shows("Enter ")
    opened.until(lambda: "loading" not in opened.screen(), "terms and memory loaded")
    time.sleep(IDLE)
    yield opened
    opened.close()


@pytest.mark.parametrize("name", ["SIGTERM", pytest.param("SIGHUP", marks=pytest.mark.long)])
def test_an_idle_program_ends_when_told(terminal: Terminal, name: str) -> None:
    os.kill(terminal.pid(), getattr(signal, name))
    # A program that did not notice would be ended with 1, when its patience is over.
    terminal.until_shows("ended 0")


def test_alt_and_an_arrow_move_the_bright_proposal(terminal: Terminal) -> None:
    for n, target in enumerate(("The first.", "The second."), 2):
        terminal.keys(target, "Enter")
        terminal.until_shows(f"seg {n}/3")
    # Two pairs like this segment are in the memory by now.
    terminal.until_shows("Tab proposal 1")
    terminal.until_shows(" 2  TM")
    terminal.keys("M-Down")
    terminal.until_shows("Tab proposal 2")
    terminal.keys("M-Up")
    terminal.until_shows("Tab proposal 1")
    assert "seg 3/3" in terminal.screen()

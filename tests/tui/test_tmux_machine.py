"""Machine translation through a real terminal: asked, allowed, failing in words, and never in the way of the end."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.mt.server import Fake, serve
from workbench.mt.google import ENV_URL
from workbench.workflow.importing import import_text
from workbench.workflow.projects import new_project
from workbench.workflow.workspace import open_workspace

from .terminal import Terminal, program


@pytest.fixture(scope="module")
def server() -> Iterator[Fake]:
    with serve() as fake:
        yield fake


@pytest.fixture
def terminal(workspace: Path, server: Fake) -> Iterator[Terminal]:
    server.clear()
    with open_workspace(workspace) as ws:
        import_text(ws, new_project(ws, "news", "ar", "en"), "doc", "قال الرئيس إن السلام ممكن.\nثم عاد الوفد.\n")
    opened = Terminal(
        program(workspace, "open", "news", "doc"),
        (80, 24),
        {"WORKBENCH_USER_DIR": os.environ["WORKBENCH_USER_DIR"], ENV_URL: server.url},
    )
    yield opened
    opened.close()


def ask(terminal: Terminal) -> None:
    terminal.keys("Escape")
    terminal.until_shows("Esc +")
    terminal.keys("m")


def test_from_the_question_to_a_server_that_hangs(terminal: Terminal, server: Fake) -> None:
    terminal.until_shows("MT off")
    ask(terminal)
    terminal.until_shows("leaves this computer")
    terminal.until_shows("y  yes")
    assert server.seen == []
    time.sleep(0.4)
    terminal.keys("y")
    terminal.until_shows("MT google")
    terminal.until_shows("EN ")
    assert len(server.seen) == 1
    # The next one finds the server in trouble; the row says so, and typing goes on.
    server.mode = "429"
    terminal.keys("PageDown")
    terminal.until_shows("takes no more requests")
    terminal.keys("T", "h", "e", "n")
    terminal.until_shows("Then")
    terminal.keys("C-q")
    terminal.until_shows("ended 0")


@pytest.mark.long
def test_a_server_that_hangs_keeps_nobody(terminal: Terminal, server: Fake) -> None:
    server.mode = "hang"
    terminal.until_shows("MT off")
    ask(terminal)
    terminal.until_shows("y  yes")
    time.sleep(0.4)
    terminal.keys("y")
    terminal.until(lambda: bool(server.seen), "a question on its way")
    began = time.monotonic()
    terminal.keys("C-q")
    terminal.until_shows("ended 0")
    # The server would hang for twelve seconds, which is the engine's deadline.
    assert time.monotonic() - began < 10

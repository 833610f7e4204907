"""A burst of keys through a real terminal passes no term that must be used."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.model import Segment, State
from workbench.store import documents, projects, segments, waivers
from workbench.workflow.importing import import_text
from workbench.workflow.projects import new_project
from workbench.workflow.workspace import open_workspace

from .terminal import Terminal, program

HEAD = "id,ar,en,enforce\n"
ROW = "nahar,مستشفى النهر,River Hospital,must\n"


@pytest.fixture
def project(workspace: Path) -> Path:
    (workspace / "glossaries" / "names.csv").write_text(HEAD + ROW, encoding="utf-8")
    with open_workspace(workspace) as ws:
        import_text(
            ws, new_project(ws, "news", "ar", "en"), "doc", "زار الوفد مستشفى النهر.\nثم عاد.\nوغادر مستشفى النهر.\n"
        )
    return workspace


@pytest.fixture
def terminal(project: Path) -> Iterator[Terminal]:
    opened = Terminal(
        program(project, "open", "news", "doc"), (120, 35), {"WORKBENCH_USER_DIR": os.environ["WORKBENCH_USER_DIR"]}
    )
    yield opened
    opened.close()


def stored(workspace: Path) -> tuple[list[Segment], list[str]]:
    with open_workspace(workspace) as ws:
        conn = ws.store.read()
        project = projects.get_project(conn, "news")
        assert project is not None
        document = documents.get_document(conn, project.id, "doc")
        assert document is not None
        return segments.load_segments(conn, document.id), [w.told for w in waivers.load(conn, document.id)]


def test_keys_typed_before_the_terms_are_loaded(project: Path, terminal: Terminal) -> None:
    # Typed ahead of the first paint: Enter waits for the terms, and the digits behind it are no answer.
    terminal.burst("The clinic.\r11\r\r\r")
    terminal.until_shows("River Hospital")
    terminal.until_shows("not this term here")
    # What is typed ahead of the question is no answer; a second behind it every key is one.
    time.sleep(1.0)
    rows, told = stored(project)
    assert [s.state for s in rows] == [State.INITIAL] * 3
    assert told == []
    terminal.burst("1")
    terminal.until_shows("1/3 confirmed")
    rows, told = stored(project)
    assert (rows[0].target, told) == ("The clinic.", ["not-here"])


def test_a_glossary_changed_under_the_open_document(project: Path, terminal: Terminal) -> None:
    terminal.until_shows("Enter ")
    terminal.until(lambda: "loading" not in terminal.screen(), "terms and memory loaded")
    (project / "glossaries" / "names.csv").write_text(HEAD + ROW.replace("River", "Nahr"), encoding="utf-8")
    terminal.burst("River Hospital.\r")
    terminal.until_shows("term not used: Nahr Hospital")
    rows, _told = stored(project)
    assert rows[0].state is State.INITIAL

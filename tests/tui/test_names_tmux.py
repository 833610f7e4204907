"""The names screen in a real terminal: decisions typed as fast as it takes them."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.workflow.importing import import_text
from workbench.workflow.projects import new_project
from workbench.workflow.workspace import open_workspace

from .terminal import Terminal, program

SURNAMES = ("الرفاعي", "الحوراني", "الشربيني", "المنصوري", "الدباغ", "القحطاني", "البرغوثي", "الصباغ")


@pytest.fixture
def terminal(workspace: Path) -> Iterator[Terminal]:
    (workspace / "glossaries" / "names.csv").write_text("id,ar,en,kind,origin\n", encoding="utf-8")
    with open_workspace(workspace) as ws:
        text = "".join(f"قال الوزير خالد {name} إن العمل جار.\n\n" for name in SURNAMES)
        import_text(ws, new_project(ws, "news", "ar", "en"), "doc", text)
    opened = Terminal(
        program(workspace, "open", "news", "doc"), (80, 24), {"WORKBENCH_USER_DIR": os.environ["WORKBENCH_USER_DIR"]}
    )
    opened.until_shows("Enter ")
    yield opened
    opened.close()


def test_a_burst_of_keys_decides_one_name_each_and_leaves_the_text_alone(terminal: Terminal, workspace: Path) -> None:
    glossary = workspace / "glossaries" / "names.csv"
    terminal.keys("F8")
    terminal.until_shows(f"{len(SURNAMES)} open")
    # What is typed just when the names appear decides nothing.
    time.sleep(0.5)
    terminal.keys(*["Enter"] * 5, "s", "z", "Escape")
    terminal.until_shows("Esc menu")
    terminal.until(lambda: len(glossary.read_text(encoding="utf-8").splitlines()) == 6, "five rows written")
    rows = glossary.read_text(encoding="utf-8").splitlines()[1:]
    assert [row.split(",")[1] for row in rows] == [f"خالد {name}" for name in SURNAMES[:5]]
    assert all(row.endswith(",person,news/doc") for row in rows)

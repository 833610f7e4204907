"""First paint of a document of 10,000 segments beside an empty Textual app with the same imports, same pty."""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

import pytest

from workbench.workflow.importing import import_text
from workbench.workflow.projects import new_project
from workbench.workflow.workspace import open_workspace

from .terminal import seconds_to

RUNS = 7
GOAL = 1.5
SEGMENTS = 10_000


@pytest.mark.benchmark
def test_first_paint_beside_an_empty_app(workspace: Path) -> None:
    with open_workspace(workspace) as ws:
        project = new_project(ws, "big", "ar", "en")
        text = "\n".join(f"هذه هي الجملة رقم {i} من نص طويل عن المدينة وأهلها." for i in range(SEGMENTS)) + "\n"
        import_text(ws, project, "big", text)
    ours = [sys.executable, "-m", "workbench", "--workspace", str(workspace), "open", "big", "big"]
    empty = [sys.executable, str(Path(__file__).with_name("empty_app.py"))]
    a, b = [], []
    for _ in range(RUNS):
        a.append(seconds_to("Empty-app-is-painted", empty))
        b.append(seconds_to("Enter", ours))
    reference, measured = statistics.median(a), statistics.median(b)
    print(
        f"\nempty app {reference * 1e3:.0f} ms, {SEGMENTS} segments {measured * 1e3:.0f} ms:"
        f" ratio {measured / reference:.2f} (goal {GOAL})"
    )
    assert measured / reference <= GOAL

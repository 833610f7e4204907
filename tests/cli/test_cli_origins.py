from __future__ import annotations

from pathlib import Path

import pytest

from workbench.model import Origin
from workbench.store import memories as memories_table
from workbench.store import segments as segments_table
from workbench.workflow.projects import find_place
from workbench.workflow.workspace import open_workspace

from .conftest import Run

VIA = "google 1.11.4"


@pytest.fixture
def project(run: Run, workspace: Path) -> str:
    """Two articles: a machine's target kept and one edited, and one a person wrote."""
    run("project", "new", "news", "--from", "ar", "--to", "en")
    for name in ("one", "two"):
        (workspace / f"{name}.txt").write_text(f"نص من الكلمات {name}.\n\nنص آخر {name}.\n", encoding="utf-8")
        assert run("import", "news", workspace / f"{name}.txt").code == 0
    confirm(workspace, "news/one", 1, "abcd", "abcd")
    confirm(workspace, "news/one", 2, "abcd", "abcx")
    assert run("edit", "news/two", 1, "--target", "Typed.", "--confirm").code == 0
    return "news"


def confirm(workspace: Path, place: str, number: int, offered: str, target: str) -> None:
    with open_workspace(workspace) as ws:
        _project, document = find_place(ws, place)
        assert document is not None
        s = segments_table.load_segments(ws.store.read(), document.id)[number - 1]
        with ws.store.write() as conn:
            memory = memories_table.ensure_memory(conn, "news", "ar", "en")
            segments_table.confirm(conn, s.id, target, s.rev, "me", "now", Origin.MT, memory, via=VIA, offered=offered)


def test_stats_say_what_became_of_what_was_offered(run: Run, project: str) -> None:
    one, two = run("stats", project, "--json").json
    row = {"origin": "mt", "via": VIA, "segments": 2, "kept": 1, "edited": 1, "distance": 0.125}
    assert one["origins"] == [row]
    assert two["origins"] == [{"origin": "human", "via": "", "segments": 1, "kept": 0, "edited": 0, "distance": None}]
    lines = run("stats", project).out.splitlines()
    assert lines.count(f"mt\t{VIA}\t2\t1\t1\t0.12") == 2, "of the document and of all"
    assert "All documents:" in lines
    assert "All documents:" not in run("stats", f"{project}/one").out


def test_a_segment_says_by_what(run: Run, project: str) -> None:
    segment = run("edit", f"{project}/one", 1, "--json").json
    assert (segment["origin"], segment["via"]) == ("mt", VIA)

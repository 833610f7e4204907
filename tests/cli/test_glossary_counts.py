"""Recognition from the command line reads words as the memory of the workspace does."""

from __future__ import annotations

from pathlib import Path

from workbench.store import units
from workbench.workflow.projects import get_project
from workbench.workflow.terms import load_terms
from workbench.workflow.workspace import open_workspace

from .conftest import Run

TEXT = "قال وزرنو ذلك.\n"
"""A word that may be زرنو behind و, or one of its own: nobody but the memory knows."""


def test_hits_check_and_repair_count_the_words_of_the_memory(run: Run, workspace: Path, tmp_path: Path) -> None:
    database = workspace / "projects" / "workbench.db"
    database.unlink()
    (workspace / "glossaries" / "names.csv").write_text(
        "id,ar,en,kind,enforce\nzarnu,زرنو,Zarnu,person,must\n", encoding="utf-8"
    )
    text, pairs, memory = tmp_path / "t.txt", tmp_path / "p.tsv", tmp_path / "m.csv"
    text.write_text(TEXT, encoding="utf-8")
    pairs.write_text(f"source\ttarget\n{TEXT.strip()}\tHe said so.\n", encoding="utf-8")
    assert [h["id"] for h in run("glossary", "hits", text, "--json").json] == ["zarnu"]
    assert not database.exists()
    assert run("glossary", "check", pairs).code == 3
    assert run("project", "new", "news", "--from", "ar", "--to", "en").code == 0
    rows = "".join(f"جاء وزرنو رقم {n},Wazarnu no {n} came\n" for n in range(40))
    memory.write_text("ar,en\n" + rows, encoding="utf-8")
    assert run("tm", "import", memory, "--from", "ar", "--to", "en").code == 0
    with open_workspace(workspace) as ws:
        assert units.latest_texts(ws.store.read(), "ar", 5)
        assert load_terms(ws, get_project(ws, "news")).hits(TEXT) == []
    assert run("glossary", "hits", text, "--json").json == []
    assert run("glossary", "check", pairs).code == 0

"""The terms of a project: its glossaries, and how its own memory lets words be read."""

from __future__ import annotations

from pathlib import Path

from workbench.model import Unit
from workbench.store import memories as memories_table
from workbench.store import units
from workbench.workflow.projects import new_project
from workbench.workflow.terms import load_terms
from workbench.workflow.workspace import open_workspace


def test_words_of_the_memory_tell_how_a_word_is_read(workspace: Path) -> None:
    (workspace / "glossaries" / "g.csv").write_text("ar,en,kind\nزبرج,Zibrij,person\n", encoding="utf-8")
    with open_workspace(workspace) as ws:
        project = new_project(ws, "ar", "ar", "en")
        assert [h.surface for h in load_terms(ws, project).hits("قال كزبرج")] == ["كزبرج"]

        with ws.store.write() as conn:
            memory = memories_table.ensure_memory(conn, "m", "ar", "en")
            units.insert_units(
                conn, memory, [Unit("ar-SY", "en", f"الكزبرج نبات {n} طيب", "A plant.") for n in range(3)]
            )
        assert load_terms(ws, project).hits("قال كزبرج") == []
        assert load_terms(ws, project).hits("قال زبرج") != []

"""Taking back what was put right in a memory: whole pairs, no pair twice, some at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import UsageError
from workbench.model import BulkAct, Side, Undone, Unit
from workbench.store import batches as batches_table
from workbench.store import replacing
from workbench.tm.faults import Fault
from workbench.workflow import memory_upkeep
from workbench.workflow.batches import find_batch, undo_batch
from workbench.workflow.memory_faults import find_faults, repair_units
from workbench.workflow.memory_import import import_memory
from workbench.workflow.memory_upkeep import edit_unit, get_memory, walk
from workbench.workflow.pacing import Pace, Stopped
from workbench.workflow.workspace import Workspace


def english(n: int) -> str:
    return f"This is the English sentence number {n} of the report"


def arabic(n: int) -> str:
    return f"هذه هي الجملة العربية رقم {n} من التقرير"


def imported(ws: Workspace, folder: Path, many: int) -> None:
    """Import pairs whose sides stand the wrong way round."""
    path = folder / f"turned{many}.csv"
    path.write_text("en,ar\n" + "".join(f"{arabic(n)},{english(n)}\n" for n in range(many)), encoding="utf-8")
    import_memory(ws, path, memory="old", source="en", target="ar")


def stored(ws: Workspace) -> list[Unit]:
    return list(walk(ws, get_memory(ws, "old")))


def texts(ws: Workspace) -> list[tuple[str, str]]:
    return [(u.source, u.target) for u in stored(ws)]


def repaired(ws: Workspace) -> int:
    return repair_units(ws, "old", list(find_faults(ws, "old", (Fault.REVERSED,)))).batch


def test_a_pair_of_which_one_side_was_edited_since_is_kept_whole(ws: Workspace, tmp_path: Path) -> None:
    imported(ws, tmp_path, 3)
    before = stored(ws)
    batch = repaired(ws)
    edit_unit(ws, before[0].id, target="نص أفضل")
    assert undo_batch(ws, find_batch(ws, batch)) == Undone(2, 1)
    assert texts(ws)[0] == (english(0), "نص أفضل")
    assert stored(ws)[1:] == before[1:]


def test_a_pair_that_was_imported_again_is_not_put_beside_itself(ws: Workspace, tmp_path: Path) -> None:
    imported(ws, tmp_path, 2)
    batch = repaired(ws)
    imported(ws, tmp_path, 1)
    assert undo_batch(ws, find_batch(ws, batch)) == Undone(1, 1)
    assert sorted(texts(ws)) == sorted([(english(0), arabic(0)), (arabic(1), english(1)), (arabic(0), english(0))])


def test_a_pair_that_got_the_text_another_had_before_does_not_keep_that_from_its_own(
    ws: Workspace, tmp_path: Path
) -> None:
    imported(ws, tmp_path, 2)
    before = stored(ws)
    one, two = before
    with ws.store.write() as conn:
        bulk = replacing.Bulk(batches_table.begin(conn, BulkAct.REPLACE, "words", "Me", ""), "Me", "")
        replacing.replace_in_unit(conn, one.id, Side.SOURCE, one.source, two.source, bulk)
        replacing.replace_in_unit(conn, one.id, Side.TARGET, one.target, two.target, bulk)
        replacing.replace_in_unit(conn, two.id, Side.TARGET, two.target, "something else", bulk)
    assert undo_batch(ws, find_batch(ws, bulk.batch)) == Undone(2, 0)
    assert stored(ws) == before


def test_an_undo_that_was_stopped_goes_on_where_it_was(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory_upkeep, "CHUNK", 2)
    imported(ws, tmp_path, 5)
    before = texts(ws)
    batch = repaired(ws)
    turned = texts(ws)
    told: list[tuple[int, int]] = []
    pace = Pace(progress=lambda done, total: told.append((done, total)), stopped=lambda: True)
    with pytest.raises(Stopped):
        undo_batch(ws, find_batch(ws, batch), pace)
    assert told == [(2, 5)]
    assert texts(ws) == turned[:3] + before[3:]
    again = Pace(progress=lambda done, total: told.append((done, total)))
    assert undo_batch(ws, find_batch(ws, batch), again) == Undone(3, 0)
    assert told[1:] == [(2, 3), (3, 3)]
    assert texts(ws) == before
    with pytest.raises(UsageError, match="taken back already"):
        find_batch(ws, batch)

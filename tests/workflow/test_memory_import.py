from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.errors import FileError, StoreError, UsageError
from workbench.store import indexing, loading
from workbench.store import units as units_table
from workbench.workflow import memory_import
from workbench.workflow.batches import list_batches, undo_batch
from workbench.workflow.memories import list_memories, search_memory
from workbench.workflow.memory_import import import_memory
from workbench.workflow.memory_index import BulkIndex
from workbench.workflow.workspace import Workspace


def sentence(n: int) -> str:
    return f"الجملة رقم {n} من التقرير السنوي للوزارة"


def pairs(folder: Path, many: int = 60, name: str = "old.csv", broken: bool = False) -> Path:
    path = folder / name
    lines = ["ar,en", *(f"{sentence(n)},Sentence {n} of the annual report" for n in range(many))]
    path.write_bytes("\n".join(lines).encode() + (b'\n"\xd8' if broken else b"\n"))
    return path


def stops_after(chunks: int) -> Callable[[], bool]:
    left = iter([False] * (chunks - 1))
    return lambda: next(left, True)


def hits(ws: Workspace, n: int) -> list[str]:
    found = search_memory(ws, sentence(n), source="ar", target="en", threshold=99)
    return [m.unit.target for m in found]


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory_import, "CHUNK", 10)
    monkeypatch.setattr(memory_import, "REMOVED", 7)


@pytest.mark.parametrize("parts", [False, True])
def test_stopped_and_gone_on_with(ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parts: bool) -> None:
    if parts:
        monkeypatch.setattr(indexing, "FEW", 5)
        monkeypatch.setattr(BulkIndex, "KEPT", 50)
    path = pairs(tmp_path)
    stopped = import_memory(ws, path, stopped=stops_after(3))
    assert not stopped.whole
    assert [(m.name, m.units) for m in list_memories(ws)] == [("old", 0)]
    assert hits(ws, 5) == []
    assert list(units_table.iter_units(ws.store.read(), memory_ids=[1])) == []
    assert [(name, units) for _b, name, _f, units in loading.list_loading(ws.store.read())] == [("old", 30)]
    done = import_memory(ws, path)
    assert (done.whole, done.read, done.added, done.batch) == (True, 60, 60, stopped.batch)
    assert [hits(ws, n) for n in (0, 29, 30, 59)] == [[f"Sentence {n} of the annual report"] for n in (0, 29, 30, 59)]
    assert loading.list_loading(ws.store.read()) == []
    again = import_memory(ws, path)
    assert (again.read, again.added, again.batch) == (60, 0, 0)
    assert len(list_batches(ws)) == 1


def test_a_file_that_cannot_be_read_to_its_end_leaves_nothing(ws: Workspace, tmp_path: Path) -> None:
    with pytest.raises(FileError):
        import_memory(ws, pairs(tmp_path, broken=True))
    assert [m.units for m in list_memories(ws)] in ([], [0])
    assert units_table.count_units(ws.store.read(), [1]) == 0
    assert loading.list_loading(ws.store.read()) == []


def test_taken_back_in_short_transactions(ws: Workspace, tmp_path: Path) -> None:
    import_memory(ws, pairs(tmp_path, 3), memory="m")
    import_memory(ws, pairs(tmp_path, 60, "more.csv"), memory="m")
    newest = list_batches(ws)[0]
    assert undo_batch(ws, newest).taken == 57
    assert [m.units for m in list_memories(ws)] == [3]
    assert hits(ws, 2) == ["Sentence 2 of the annual report"]
    assert hits(ws, 40) == []
    assert list_batches(ws)[0].undone


def test_looked_at_and_nothing_stored(ws: Workspace, tmp_path: Path) -> None:
    import_memory(ws, pairs(tmp_path, 3), memory="m")
    done = import_memory(ws, pairs(tmp_path, 20, "more.csv"), memory="m", dry=True)
    assert (done.dry, done.read, done.added) == (True, 20, 17)
    assert [m.units for m in list_memories(ws)] == [3]


def test_two_at_once_into_one_memory_are_refused(ws: Workspace, tmp_path: Path) -> None:
    path = pairs(tmp_path)
    refused: list[str] = []

    def meanwhile() -> bool:
        with pytest.raises(UsageError) as raised:
            import_memory(ws, pairs(tmp_path, 5, "other.csv"), memory="m")
        refused.append(raised.value.message)
        return False

    assert import_memory(ws, path, memory="m", stopped=meanwhile).added == 60
    assert set(refused) == {"Another import into m is running."}


def test_what_is_not_seen_does_not_count_as_there(ws: Workspace, tmp_path: Path) -> None:
    import_memory(ws, pairs(tmp_path), memory="m", stopped=stops_after(3))
    corrected = import_memory(ws, pairs(tmp_path, 25, "corrected.csv"), memory="m")
    assert (corrected.read, corrected.added) == (25, 25)
    assert hits(ws, 5) == ["Sentence 5 of the annual report"]


def test_an_import_taken_back_while_it_runs_ends(ws: Workspace, tmp_path: Path) -> None:
    def undo() -> bool:
        undo_batch(ws, list_batches(ws)[0])
        return False

    with pytest.raises(UsageError, match="taken back"):
        import_memory(ws, pairs(tmp_path), memory="m", stopped=undo)
    assert units_table.count_units(ws.store.read(), [1]) == 0


def test_garbage_is_collected_again_whatever_ends_an_import(ws: Workspace, tmp_path: Path) -> None:
    during: list[bool] = []

    def stopped() -> bool:
        during.append(gc.isenabled())
        return len(during) > 2

    import_memory(ws, pairs(tmp_path), stopped=stopped)
    assert gc.isenabled()
    with pytest.raises(FileError):
        import_memory(ws, pairs(tmp_path, broken=True, name="broken.csv"))
    assert gc.isenabled()
    assert during == [False] * 3


def test_an_import_that_is_whole_is_not_told_as_broken_off(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(_ws: Workspace) -> None:
        raise StoreError("Another program has been writing for 10 seconds.")

    monkeypatch.setattr(memory_import, "keep_index", locked)
    done = import_memory(ws, pairs(tmp_path), memory="m")
    assert (done.added, done.whole) == (60, True)
    assert hits(ws, 7) == ["Sentence 7 of the annual report"]
    monkeypatch.setattr(memory_import, "_stored", lambda ws, *_args: locked(ws))
    with pytest.raises(StoreError) as caught:
        import_memory(ws, pairs(tmp_path, 61), memory="m")
    assert "the same command goes on" in caught.value.hint

"""A disk that is full: told as that, nothing half-written, and all goes on when there is room again."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from workbench import files
from workbench.config import WorkspacePaths
from workbench.errors import FileError, ReadOnlyError, StoreError
from workbench.files import append_line
from workbench.model import Project, Unit
from workbench.store import errors, rescue
from workbench.store.errors import store_error
from workbench.workflow import pretranslating
from workbench.workflow.article_pairs import store_pairs
from workbench.workflow.batches import list_batches
from workbench.workflow.desk import open_desk
from workbench.workflow.exporting import export_into
from workbench.workflow.importing import import_text
from workbench.workflow.machine_batch import Control
from workbench.workflow.memory_import import import_memory
from workbench.workflow.preferences import keep_setting
from workbench.workflow.updating import update_article
from workbench.workflow.workspace import Workspace, init_workspace

NO_ROOM = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def fill(monkeypatch: pytest.MonkeyPatch) -> None:
    """No file can be written any more; what the database writes can."""

    def sync(_handle: int) -> None:
        raise NO_ROOM

    monkeypatch.setattr(files.os, "fsync", sync)


def everything(folder: Path) -> dict[Path, bytes]:
    return {p: p.read_bytes() for p in folder.rglob("*") if p.is_file() and not p.name.startswith("workbench.db")}


def test_files_are_as_they_were(
    ws: Workspace, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws.user.settings.parent.mkdir(parents=True, exist_ok=True)
    ws.user.settings.write_text('theme = "dark"\n', encoding="utf-8")
    document = import_text(ws, project, "there", "انتهى اليوم.\n").document
    before = everything(ws.paths.root)
    fill(monkeypatch)
    with pytest.raises(FileError, match=r"export/there\.en\.txt: cannot be written \(the disk is full\)"):
        export_into(ws, project, document, to="txt", folder=ws.paths.export("news"), everything=True)
    with pytest.raises(FileError, match=r"\(the disk is full\). Nothing was changed; make room and try again"):
        import_text(ws, project, "doc", "بدأ اليوم.\n")
    with pytest.raises(FileError, match="the disk is full"):
        keep_setting("theme", "light", ws.user)
    with pytest.raises(FileError, match="the disk is full"):
        init_workspace(tmp_path / "other")
    assert everything(ws.paths.root) == before
    assert ws.user.settings.read_text(encoding="utf-8") == 'theme = "dark"\n'
    assert [p.name for p in ws.paths.source(project.slug).iterdir()] == ["there.txt"]


def test_an_update_that_fails_leaves_no_backup(
    ws: Workspace, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = import_text(ws, project, "doc", "انتهى اليوم.\n").document
    before = everything(ws.paths.root)
    with monkeypatch.context() as patch:
        patch.setattr("workbench.workflow.updating.write_atomically", lambda *_a: (_ for _ in ()).throw(_failure()))
        with pytest.raises(FileError):
            update_article(ws, project, document, "بدأ اليوم.\n".encode(), Path("doc.txt"))
    assert everything(ws.paths.root) == before
    assert update_article(ws, project, document, "بدأ اليوم.\n".encode(), Path("doc.txt")).backup is not None


def _failure() -> FileError:
    return FileError("doc.txt", "cannot be written (the disk is full).")


def test_pairs_that_could_not_be_stored_leave_no_act(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    unit = Unit("ar", "en", "انتهى اليوم.", "The day is over.")
    acts = list_batches(ws)
    with monkeypatch.context() as patch:
        patch.setattr(
            "workbench.store.units.insert_units",
            lambda *_a: (_ for _ in ()).throw(sqlite3.OperationalError("database or disk is full")),
        )
        with pytest.raises(StoreError, match="disk is full"):
            store_pairs(ws, "old", [unit], "a + b")
    assert list_batches(ws) == acts
    assert store_pairs(ws, "old", [unit], "a + b").added == 1


def test_an_import_broken_off_says_what_is_there(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "old.csv"
    table.write_text("ar,en\nانتهى اليوم.,The day is over.\n", encoding="utf-8")

    def no_room(*_args: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("workbench.workflow.memory_import.load_rows", no_room)
        with pytest.raises(StoreError, match="disk is full") as told:
            import_memory(ws, table, memory="old")
    assert "in the memory old yet: the same command goes on" in told.value.hint
    assert import_memory(ws, table, memory="old").added == 1
    with monkeypatch.context() as patch:
        patch.setattr("workbench.store.memories.ensure_memory", no_room)
        with pytest.raises(StoreError, match="disk is full") as told:
            import_memory(ws, table, memory="new")
    assert "memory new" not in told.value.hint


def test_what_sqlite_says_when_it_cannot_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "full" / "workbench.db"
    path.parent.mkdir()
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR
    assert "disk I/O error" in store_error(error, path).message
    # What an error of the system says of a path is no reason.
    assert isinstance(store_error(PermissionError(errno.EACCES, "no", str(path)), path), ReadOnlyError)

    class Full:
        def __enter__(self) -> Full:
            return self

        def __exit__(self, *_args: object) -> None: ...

        def write(self, _data: bytes) -> None:
            raise OSError(errno.EDQUOT, "over quota")

    monkeypatch.setattr(errors.tempfile, "TemporaryFile", lambda **_more: Full())
    assert "The disk is full" in store_error(error, path).message


def test_a_text_is_rescued_behind_one_that_broke_off(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = WorkspacePaths(workspace)
    kept = rescue.append(paths, {"text": "first"})
    write, before = os.write, kept.read_bytes()

    def half(handle: int, data: Any) -> int:
        return write(handle, data[: len(data) // 2])

    with monkeypatch.context() as patch:
        patch.setattr(files.os, "write", half)
        with pytest.raises(OSError, match="No space"):
            append_line(kept, b'{"text": "second"}')
    assert kept.read_bytes() == before
    # A program that was killed meanwhile could not put it right.
    kept.write_bytes(before + b'{"text": "sec')
    rescue.append(paths, {"text": "third"})
    assert [e["text"] for e in rescue.pending(paths)] == ["first", "third"]


def test_a_filling_waits_for_the_disk_and_ends_where_it_stays_full(
    ws: Workspace, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.store.writer.PAUSE", 0.0)
    sources = ["انتهى اليوم الأول.", "بدأ اليوم الثاني."]
    store_pairs(ws, project.slug, [Unit("ar", "en", s, f"Day {n}.") for n, s in enumerate(sources)], "a + b")
    import_text(ws, project, "doc", "\n".join(sources) + "\n")
    desk = open_desk(ws, project.slug, "doc")
    desk.prepare()
    begin, tries = pretranslating.begin, iter([True, True, False])

    def busy(*args: Any) -> int:
        if next(tries):
            raise StoreError("Another program has been writing for 10 seconds.")
        return begin(*args)

    def full(*_args: object, **_more: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(pretranslating, "begin", busy)
    ready = desk.plan_filling()
    with monkeypatch.context() as patch:
        patch.setattr("workbench.store.segments.pretranslate", full)
        with pytest.raises(StoreError, match="disk is full"):
            desk.fill(ready, lambda: 0, lambda _n, _m: None, Control())
    assert ready.done.skipped == 2
    assert ready.done.batch
    done = desk.fill(ready, lambda: 0, lambda _n, _m: None, Control())
    assert (done.exact, done.skipped) == (2, 0)
    desk.close()

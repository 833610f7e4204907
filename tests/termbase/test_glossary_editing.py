"""Changing a file: one row, every other byte, nothing of another program's lost."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench import files
from workbench.errors import FileError, NotFoundError
from workbench.termbase import editing
from workbench.termbase.editing import (
    Saved,
    add_row,
    find_row,
    is_conflict_copy,
    open_elsewhere,
    remove_row,
    save,
    set_cells,
)
from workbench.termbase.glossary_file import read_csv, read_glossary
from workbench.termbase.records import CsvFile, parse

from .rowwise import add_concept, change

TEXT = "# c\nid,ar,en,note,mine\na,س,s,,\nb,ص,z,,kept\n,ض,third,,\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    out = tmp_path / "g.csv"
    out.write_bytes(TEXT.encode())
    return out


def edit(file: CsvFile, key: str, **values: str) -> CsvFile:
    return set_cells(file, find_row(file, key), values)


CELL = st.text(alphabet='ab |,;"\n\r#<كتاب\u0640', max_size=8)


@given(
    st.lists(st.lists(CELL, min_size=4, max_size=4), min_size=1, max_size=5),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.booleans(),
    CELL,
    st.sampled_from(["ar", "note", "my column"]),
)
def test_an_edited_row_leaves_the_bytes_of_all_others(
    rows: list[list[str]], delimiter: str, newline: str, encoding: str, ended: bool, value: str, column: str
) -> None:
    lines = ["# kept", delimiter.join(["id", "ar", "en", "note", "my column"])]
    lines += [delimiter.join([f"r{n}", *('"' + c.replace('"', '""') + '"' for c in row)]) for n, row in enumerate(rows)]
    data = (newline.join(lines) + (newline if ended else "")).encode(encoding)
    file = parse(Path("g.csv"), data)
    key = f"r{len(rows) // 2}"
    changed = edit(file, key, **{column: value})
    assert [a.raw == b.raw for a, b in zip(file.records, changed.records, strict=True)].count(False) <= 1
    again = parse(Path("g.csv"), changed.dump())
    assert len(again.records) == len(file.records)
    assert again.row(again.records[find_row(again, key)])[column] == editing.clean(value)
    shorter = remove_row(file, find_row(file, key))
    assert len(shorter.dump()) < len(data)


def test_a_row_without_an_id_is_found_by_the_one_made_for_it(path: Path) -> None:
    change(path, lambda f: edit(f, "third", note="n"))
    assert path.read_text(encoding="utf-8") == TEXT.replace("third,,", "third,n,")


def test_a_bad_row_can_be_edited_by_its_id(tmp_path: Path) -> None:
    path = tmp_path / "g.csv"
    path.write_text("id,ar,en,status\na,س,s,maybe\n", encoding="utf-8")
    change(path, lambda f: edit(f, "a", status="allowed"))
    assert read_glossary(path).concepts[0].status == "allowed"


def test_what_cannot_be_edited_is_told(path: Path) -> None:
    file = read_csv(path)
    with pytest.raises(NotFoundError, match="no term x"):
        find_row(file, "x")
    with pytest.raises(FileError, match=r"g\.csv:2: has no column 'pos'"):
        edit(file, "a", pos="noun")
    with pytest.raises(FileError, match="NUL"):
        edit(file, "a", note="a\0b")


def test_an_empty_file_gets_its_row_of_names(tmp_path: Path) -> None:
    path = tmp_path / "g.csv"
    path.write_bytes(b"\xef\xbb\xbf# mine\r\n")
    assert add_concept(path, {"ar": "س", "en": "s"}).id == "s"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf# mine\r\nid,ar,en,")


def test_a_file_without_names_takes_rows_too(tmp_path: Path) -> None:
    path = tmp_path / "g.csv"
    path.write_text("peace;سلام\n", encoding="utf-8")
    assert add_concept(path, {"ar": "حرب", "en": "war", "author": "T"}).id == "war"
    assert path.read_text(encoding="utf-8") == "peace;سلام\nwar;حرب\n"


def test_letters_the_encoding_lacks_are_told_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "g.csv"
    data = b"# coding: cp1256\nid,ar,en\n" + "a,س,s\n".encode("cp1256")
    path.write_bytes(data)
    with pytest.raises(FileError, match="cannot hold 'ʿ'"):
        add_concept(path, {"ar": "عين", "en": "ʿayn"})
    assert path.read_bytes() == data
    assert add_concept(path, {"ar": "عين", "en": "ayn"}).preferred("ar") == "عين"


def meanwhile(path: Path, ours: dict[str, str], key: str, theirs: str) -> Saved:
    """Edit a row of what was read, while another program writes the file."""
    base = read_csv(path)
    changed = edit(base, key, **ours)
    path.write_bytes(theirs.encode())
    return save(base, changed)


def test_a_change_of_another_program_is_merged(path: Path) -> None:
    saved = meanwhile(path, {"note": "mine"}, "a", TEXT.replace("b,ص,z,,", "b,ص,z,theirs,"))
    assert (saved.merged, saved.conflicts) == (True, ())
    assert path.read_text(encoding="utf-8") == TEXT.replace("s,,\n", "s,mine,\n").replace("z,,", "z,theirs,")


def test_a_real_conflict_keeps_both(path: Path) -> None:
    theirs = TEXT.replace("a,س,s,,", "a,س,s,theirs,")
    saved = meanwhile(path, {"note": "mine"}, "a", theirs)
    assert path.read_text(encoding="utf-8") == theirs
    assert saved.kept is not None
    assert saved.kept.name.startswith("g.conflict-2")
    assert is_conflict_copy(saved.kept.name)
    assert saved.kept.read_text(encoding="utf-8") == "id,ar,en,note,mine\na,س,s,mine,\n"
    again = meanwhile(path, {"note": "third"}, "a", theirs.replace("theirs", "again"))
    assert again.kept is not None
    assert again.kept != saved.kept


def test_a_row_removed_meanwhile_is_told_and_the_edit_kept(path: Path) -> None:
    saved = meanwhile(path, {"note": "mine"}, "a", TEXT.replace("a,س,s,,\n", ""))
    assert "removed there" in saved.conflicts[0].reason
    assert saved.kept is not None
    assert "a,س,s,mine," in saved.kept.read_text(encoding="utf-8")
    assert "a,س" not in path.read_text(encoding="utf-8")


def test_a_file_removed_meanwhile_keeps_the_edit(path: Path) -> None:
    base = read_csv(path)
    changed = edit(base, "a", note="mine")
    path.unlink()
    saved = save(base, changed)
    there = path.read_text(encoding="utf-8") if path.exists() else ""
    kept = saved.kept.read_text(encoding="utf-8") if saved.kept else ""
    assert "a,س,s,mine," in there + kept


def test_a_change_in_the_very_last_moment_is_seen(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, done = editing.write_atomically, []

    def write(target: Path, chunks: object) -> None:
        if not done and target == path:
            done.append(1)
            path.write_bytes(TEXT.replace("b,ص,z,,", "b,ص,z,late,").encode())
        real(target, chunks)  # type: ignore[arg-type]

    monkeypatch.setattr(editing, "write_atomically", write)
    saved = change(path, lambda f: edit(f, "a", note="mine"))
    assert saved.merged
    text = path.read_text(encoding="utf-8")
    assert "a,س,s,mine," in text
    assert "b,ص,z,late," in text
    assert not list(path.parent.glob("*.tmp"))


def test_programs_that_all_keep_writing_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "g.csv"
    path.write_text("id,ar,en,note\n" + "".join(f"r{n},س{n},s{n},\n" for n in range(4)), encoding="utf-8")
    code = (
        "import sys; from pathlib import Path; from workbench.termbase.editing import *\n"
        "from workbench.termbase.glossary_file import read_csv\n"
        "def change(path, act): base = read_csv(path); save(base, act(base))\n"
        "for k in range(12):\n"
        "    change(Path(sys.argv[1]), lambda f: set_cells(f, find_row(f, sys.argv[2]), {'note': f'{k}'}))\n"
        "    change(Path(sys.argv[1]), lambda f: add_row(f, {'id': f'{sys.argv[2]}-{k}', 'ar': 'ع', 'en': 'x'}))\n"
    )
    runs = [subprocess.Popen([sys.executable, "-c", code, str(path), f"r{n}"]) for n in range(3)]
    assert [r.wait() for r in runs] == [0, 0, 0]
    file = read_glossary(path)
    assert file.errors == ()
    assert len(file.concepts) == 4 + 36
    assert [c.note for c in file.concepts][:4] == ["11", "11", "11", ""]


@pytest.mark.skipif(sys.platform == "win32", reason="links and modes are those of POSIX")
def test_a_link_keeps_its_target_and_a_file_its_mode(path: Path) -> None:
    path.chmod(0o640)
    link = path.parent / "sub" / "link.csv"
    link.parent.mkdir()
    link.symlink_to(path)
    change(link, lambda f: edit(f, "a", note="n"))
    assert link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert "a,س,s,n," in path.read_text(encoding="utf-8")


def test_a_file_a_spreadsheet_holds_is_told_and_left(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def replace(self: Path, target: object) -> Path:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(files.Path, "replace", replace)
    with pytest.raises(FileError, match="no permission") as told:
        change(path, lambda f: edit(f, "a", note="n"))
    assert "spreadsheet" in told.value.hint
    assert path.read_bytes() == TEXT.encode()
    monkeypatch.setattr(editing, "load", lambda _path: (_ for _ in ()).throw(PermissionError(13, "in use")))
    with pytest.raises(FileError, match="no permission"):
        save(parse(path, TEXT.encode()), edit(parse(path, TEXT.encode()), "a", note="n"))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(path: Path) -> None:
    path.chmod(0)
    with pytest.raises(FileError, match="no permission"):
        read_glossary(path)


def test_open_in_a_spreadsheet(path: Path) -> None:
    assert open_elsewhere(path) == ""
    (path.parent / ".~lock.g.csv#").touch()
    assert open_elsewhere(path) == "LibreOffice"
    (path.parent / ".~lock.g.csv#").unlink()
    (path.parent / "~$g.csv").touch()
    assert open_elsewhere(path) == "Excel"


@pytest.mark.parametrize(
    ("name", "copy"),
    [
        ("names.csv", False),
        ("conflict-terms.csv", False),
        ("names (Amal's conflicted copy 2026-01-02).csv", True),
        ("names.sync-conflict-20260102-101010-ABC.csv", True),
        ("names-conflict-1.csv", True),
        ("names.conflict-20260102T101010.csv", True),
        ("~$names.csv", True),
        (".names.csv", True),
    ],
)
def test_versions_beside_a_glossary(name: str, copy: bool) -> None:
    assert is_conflict_copy(name) is copy


def test_an_added_row_may_be_the_first_of_its_kind(path: Path) -> None:
    file = add_row(read_csv(path), {"ar": "ع", "en": "S"})
    assert file.records[-1].raw == "s,ع,S,,\n"
    with pytest.raises(FileError, match="no column 'enforce'"):
        add_row(file, {"ar": "ع", "en": "y", "enforce": "must"})

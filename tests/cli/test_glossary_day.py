"""A day of whoever keeps the glossaries, by the command line alone."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from .conftest import Run

START = """\
# Names of the desk; semicolons because of a spreadsheet
id;ar;en;kind;status;enforce;ar_variants;en_variants;en_forbidden;note;desk;author;date
river;مستشفى النهر;River Hospital;organisation;;must;;;;;health;;
mansour;كمال منصور;Kamal Mansour;person;;;;Kamal Mansur;;;city;;
mansur;كمال  منصور;Kamal Mansur;person;;;;;;heard on air;;;
library;المكتبة العامة;Public Library;organisation;;;;;;;;;
"""


@pytest.fixture
def names(workspace: Path) -> Path:
    path = workspace / "glossaries" / "names.csv"
    path.write_bytes(START.replace("\n", "\r\n").encode("utf-8-sig"))
    return path


def lines(path: Path) -> list[str]:
    return path.read_bytes().decode("utf-8-sig").split("\r\n")


def changed(before: list[str], after: list[str]) -> list[str]:
    assert len(before) == len(after)
    return [b for a, b in zip(before, after, strict=True) if a != b]


def test_a_day(run: Run, names: Path, workspace: Path, tmp_path: Path) -> None:
    old = tmp_path / "yesterday.csv"
    old.write_bytes(names.read_bytes())

    # Morning: what is there, and is it in order?
    assert run("glossary", "list", "--json").json == [
        {"glossary": "names.csv", "concepts": 4, "errors": 0, "problem": ""}
    ]
    found = run("glossary", "lint", "--json", "--fail-on", "warning")
    assert found.code == 3
    assert {f["rule"] for f in found.json} == {
        "double-space",
        "name-spelled-two-ways",
        "two-targets",
        "unknown-column",
        "variant-is-preferred-elsewhere",
    }
    assert run("glossary", "lint", "--rule", "tatweel").code == 0

    # Two entries are one name.
    (twins,) = run("glossary", "dedupe", "--json").json
    assert (twins["equal"], [e["id"] for e in twins["entries"]]) == (False, ["mansour", "mansur"])
    assert run("glossary", "dedupe", "--merge", "mansour", "mansur").code == 0
    assert run("glossary", "dedupe", "--json").json == []
    row = run("glossary", "show", "mansour", "--json").json
    assert row["row"]["en_variants"] == "Kamal Mansur"
    assert (row["note"], row["row"]["desk"]) == ("heard on air", "city")

    # The hospital asks to be called otherwise: one line changes, and says who and when.
    before = lines(names)
    done = run(
        "glossary",
        "edit",
        "river",
        "--en",
        "River General Hospital",
        "--en-variant",
        "River Hospital",
        "--set",
        "desk=city",
        "--json",
    )
    assert done.code == 0
    assert done.json["en"] == {"old": "River Hospital", "new": "River General Hospital"}
    (line,) = changed(before, lines(names))
    assert line.startswith(
        "river;مستشفى النهر;River General Hospital;organisation;;must;;River Hospital;;;city;Tester;20"
    )
    again = run("glossary", "edit", "river", "--en-variant", "River Hospital")
    assert (again.code, "nothing was changed" in again.err) == (0, True)

    # A new name, found in either language with and without hamza and marks.
    added = run(
        "glossary",
        "add",
        "أسماء الخالدي",
        "Asmaa al-Khalidi",
        "--kind",
        "person",
        "--ar-variant",
        "أسما الخالدي",
        "--json",
    )
    assert added.json["id"] == "asmaa-al-khalidi"
    assert run("glossary", "find", "اسماء", "--json").json[0]["en"] == "Asmaa al-Khalidi"
    assert run("glossary", "find", "KHALIDI", "--json").json[0]["ar"] == "أسماء الخالدي"
    assert run("glossary", "rename-id", "asmaa-al-khalidi", "khalidi").code == 0
    assert run("glossary", "show", "khalidi").out.startswith("khalidi")
    assert run("glossary", "remove", "library").code == 0

    # Evening: what changed today, and figures.
    changes = run("glossary", "diff", old, names, "--json").json
    assert [(c["change"], c["id"]) for c in changes] == [
        ("changed", "river"),
        ("changed", "mansour"),
        ("added", "khalidi"),
        ("removed", "mansur"),
        ("removed", "library"),
    ]
    (stats,) = run("glossary", "stats", "--json").json
    assert (stats["concepts"], stats["kind"]) == (3, {"organisation": 1, "person": 2})
    assert names.read_bytes().startswith(b"\xef\xbb\xbf# Names of the desk")
    assert run("glossary", "lint").code == 0


def test_wrong_calls_end_with_two_and_change_nothing(run: Run, names: Path) -> None:
    before = names.read_bytes()
    for args in (
        ("edit", "river"),
        ("edit", "river", "--set", "note"),
        ("edit", "river", "--set", "status=fine"),
        ("edit", "river", "--set", "id=x"),
        ("edit", "river", "--en", " "),
        ("rename-id", "river", "mansour"),
        ("dedupe", "--merge", "river", "river"),
        ("lint", "--rule", "nonsense"),
    ):
        done = run("glossary", *args)
        assert done.code == 2, args
        assert "Error" in done.err
    for args in (
        ("edit", "rivr", "--en", "x"),
        ("remove", "nobody"),
        ("show", "rivr"),
        ("edit", "river", "--set", "pos=noun"),
    ):
        done = run("glossary", *args)
        assert done.code == 1, args
    assert "Did you mean river?" in run("glossary", "show", "rivr").err
    assert names.read_bytes() == before


def test_an_id_in_two_glossaries_has_to_be_told_apart(run: Run, names: Path, workspace: Path) -> None:
    (workspace / "glossaries" / "b.csv").write_text("id,ar,en\nriver,نهر,river\n", encoding="utf-8")
    done = run("glossary", "edit", "river", "--en", "stream")
    assert done.code == 2
    assert "--glossary" in done.err
    assert run("glossary", "show", "river").code == 2
    assert run("glossary", "edit", "river", "--en", "stream", "--glossary", "b.csv").code == 0
    assert run("glossary", "show", "river", "--glossary", "b.csv", "--json").json["en"] == "stream"


def test_copies_of_sync_programs_are_named_and_not_loaded(run: Run, names: Path, workspace: Path) -> None:
    copy = workspace / "glossaries" / "names.sync-conflict-20260102-1.csv"
    copy.write_text("id,ar,en\nghost,شبح,ghost\n", encoding="utf-8")
    (workspace / "glossaries" / "~$names.csv").write_bytes(b"\x05Amal")
    listed = run("glossary", "list")
    assert "ghost" not in run("glossary", "find", "ghost").out
    assert copy.name in listed.err
    assert "open in Excel" in listed.err
    assert [f["rule"] for f in run("glossary", "lint", "--json", "--rule", "conflict-copy").json] == ["conflict-copy"]
    assert "open in Excel" in run("glossary", "edit", "river", "--note", "x").err


def test_a_glossary_that_cannot_be_read_hinders_no_other(run: Run, names: Path, workspace: Path) -> None:
    (workspace / "glossaries" / "old.csv").write_bytes("ar,en\nنهر,river\n".encode("cp1256"))
    assert run("glossary", "find", "Hospital", "--json").json[0]["id"] == "river"
    listed = run("glossary", "list")
    assert "old.csv:2" in listed.err
    assert "--encoding cp1256" in listed.err
    found = run("glossary", "lint", "--json", "--ignore", "variant-is-preferred-elsewhere")
    assert (found.code, [f["rule"] for f in found.json if f["severity"] == "error"]) == (3, ["unreadable"])
    assert run("glossary", "edit", "river", "--note", "x", "--glossary", "names").code == 0


def test_a_conflict_with_another_program_ends_with_one(run: Run, names: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from workbench.workflow import glossary_upkeep

    real = glossary_upkeep.set_cells

    def meanwhile(*args: object) -> object:
        names.write_bytes(names.read_bytes().replace(b"River Hospital", b"The River", 1))
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(glossary_upkeep, "set_cells", meanwhile)
    done = run("glossary", "edit", "river", "--en", "River General")
    assert done.code == 1
    assert "changed by another program" in done.err
    (kept,) = names.parent.glob("names.conflict-*.csv")
    assert kept.name in done.err
    assert "River General" in kept.read_text(encoding="utf-8-sig")
    assert "The River" in names.read_text(encoding="utf-8-sig")


def test_merge_prints_or_writes(run: Run, names: Path, tmp_path: Path) -> None:
    base, ours, theirs, out = (tmp_path / f"{n}.csv" for n in ("base", "ours", "theirs", "out"))
    base.write_text("id,ar,en\na,س,s\nb,ص,z\n", encoding="utf-8")
    ours.write_text("id,ar,en\na,س,S\nb,ص,z\n", encoding="utf-8")
    theirs.write_text("id,ar,en\na,س,s\nb,ص,Z\n", encoding="utf-8")
    assert run("glossary", "merge", base, ours, theirs, "-o", out).code == 0
    assert out.read_text(encoding="utf-8") == "id,ar,en\na,س,S\nb,ص,Z\n"
    theirs.write_text("id,ar,en\na,س,x\nb,ص,z\n", encoding="utf-8")
    done = run("glossary", "merge", base, ours, theirs, "-o", out)
    assert (done.code, "a was changed on both sides (en)" in done.err) == (1, True)
    assert out.read_text(encoding="utf-8") == "id,ar,en\n<<<<<<< ours\na,س,S\n=======\na,س,x\n>>>>>>> theirs\nb,ص,z\n"
    lint = run("glossary", "lint", "--glossary", out)
    assert (lint.code, "merge conflict" in lint.out) == (3, True)


def test_merge_to_a_pipe(run: Run, names: Path, tmp_path: Path) -> None:
    import sys

    done = subprocess.run(
        [sys.executable, "-m", "workbench", "glossary", "merge", names, names, names], capture_output=True, check=True
    )
    assert done.stdout == names.read_bytes()


def test_a_spreadsheet_of_two_columns(run: Run, workspace: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_bytes("River Hospital;مستشفى النهر\r\nPublic Library;المكتبة العامة\r\n".encode("utf-8-sig"))
    assert [c["id"] for c in run("glossary", "find", "a", "--glossary", sheet, "--json").json] == [
        "river-hospital",
        "public-library",
    ]
    assert run("glossary", "edit", "public-library", "--ar", "مكتبة المدينة", "--glossary", sheet).code == 0
    assert sheet.read_bytes() == "River Hospital;مستشفى النهر\r\nPublic Library;مكتبة المدينة\r\n".encode("utf-8-sig")
    assert "[no-header]" in run("glossary", "lint", "--glossary", sheet).out
    assert run("glossary", "add", "حرب", "war", "--glossary", sheet).code == 0

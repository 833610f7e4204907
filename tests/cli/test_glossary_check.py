"""``glossary check`` and ``glossary repair`` on pairs outside any project."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from .conftest import Run

GLOSSARY = """\
id,ar,en,kind,enforce,en_forbidden
nahr,مستشفى النهر,River Hospital,organisation,must,River Clinic
salma,سلمى حداد,Salma Haddad,person,prefer,
zahran,زهران,Zahran,place,info,
"""
PAIRS = """\
source\ttarget
زارت سلمى حداد مستشفى النهر.\tSelma Hadad visited River Clinic.
زارت سلمى حداد زهران.\tSalma Haddad visited Zahran.

قال رجل.\tA man said.
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    glossary, pairs = tmp_path / "g.csv", tmp_path / "pairs.tsv"
    glossary.write_text(GLOSSARY, encoding="utf-8")
    pairs.write_text(PAIRS, encoding="utf-8")
    return glossary, pairs


def test_repair_prints_the_pairs_and_tells_every_change(run: Run, files: tuple[Path, Path]) -> None:
    glossary, pairs = files
    result = run("glossary", "repair", pairs, "--glossary", glossary)
    assert result.code == 0
    assert result.out.split("\n")[:3] == [
        "source\ttarget",
        "زارت سلمى حداد مستشفى النهر.\tSalma Haddad visited River Hospital.",
        "زارت سلمى حداد زهران.\tSalma Haddad visited Zahran.",
    ]
    assert "2: Selma Hadad → Salma Haddad  (salma)" in result.err
    assert "2: River Clinic → River Hospital  (nahr)" in result.err
    assert "3 pairs, 2 changes." in result.err
    assert pairs.read_text(encoding="utf-8") == PAIRS


def test_repair_as_json(run: Run, files: tuple[Path, Path]) -> None:
    glossary, pairs = files
    rows = run("glossary", "repair", pairs, "--glossary", glossary, "--json").json
    assert [sorted(row) for row in rows] == [["changes", "source", "target"]] * 3
    first = rows[0]
    assert [sorted(c) for c in first["changes"]] == [["end", "id", "new", "old", "start"]] * 2
    for change in first["changes"]:
        assert first["target"][change["start"] : change["end"]] == change["new"]
    assert [c["id"] for c in first["changes"]] == ["salma", "nahr"]
    assert rows[1]["changes"] == rows[2]["changes"] == []


def test_what_repair_prints_is_repaired_no_further(run: Run, files: tuple[Path, Path], tmp_path: Path) -> None:
    glossary, pairs = files
    again = tmp_path / "again.tsv"
    again.write_text(run("glossary", "repair", pairs, "--glossary", glossary).out, encoding="utf-8")
    assert "3 pairs, 0 changes." in run("glossary", "repair", again, "--glossary", glossary).err


def test_check_as_json(run: Run, files: tuple[Path, Path]) -> None:
    glossary, pairs = files
    result = run("glossary", "check", pairs, "--glossary", glossary, "--json")
    assert result.code == 3
    assert [sorted(i) for i in result.json] == [["check", "end", "message", "segment", "severity", "side", "start"]] * 2
    missing, refused = result.json
    assert (missing["segment"], missing["side"], missing["severity"]) == (1, "source", "warning")
    assert (refused["segment"], refused["side"], refused["severity"]) == (1, "target", "critical")
    assert PAIRS.split("\n")[1].split("\t")[1][refused["start"] : refused["end"]] == "River Clinic"


@pytest.mark.parametrize(("fail_on", "code"), [("info", 3), ("warning", 3), ("error", 0), ("critical", 0)])
def test_check_fails_from_the_severity_that_is_named(
    run: Run, files: tuple[Path, Path], tmp_path: Path, fail_on: str, code: int
) -> None:
    pairs = tmp_path / "one.tsv"
    pairs.write_text("source\ttarget\nقالت سلمى حداد.\tShe said.\n", encoding="utf-8")
    assert run("glossary", "check", pairs, "--glossary", files[0], "--fail-on", fail_on).code == code


def test_the_other_direction_and_several_glossaries(run: Run, files: tuple[Path, Path], tmp_path: Path) -> None:
    more, pairs = tmp_path / "more.csv", tmp_path / "en.tsv"
    more.write_text("id,ar,en,kind\ncopen,كوبنهاغن,Copenhagen,place\n", encoding="utf-8")
    pairs.write_text("source\ttarget\nIn Copenhagen and Zahran\tفي كوبنهاجن وظهران\n", encoding="utf-8")
    args = ("--glossary", files[0], "--glossary", more, "--from", "en", "--to", "ar", "--json")
    (row,) = run("glossary", "repair", pairs, *args).json
    assert row["changes"][0]["id"] == "copen"
    assert row["target"].startswith("في كوبنهاغن")


def test_pairs_from_stdin_and_columns_in_any_place(
    run: Run, files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = "note\ttarget\tsource\nx\tSelma Hadad\tسلمى حداد\n".encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    (row,) = run("glossary", "repair", "-", "--glossary", files[0], "--json").json
    assert row["target"] == "Salma Haddad"


def test_bad_input_is_told_with_its_line(run: Run, files: tuple[Path, Path], tmp_path: Path) -> None:
    glossary, pairs = files
    bad = tmp_path / "bad.tsv"
    bad.write_text("سلمى حداد\tSelma Hadad\n", encoding="utf-8")
    result = run("glossary", "check", bad, "--glossary", glossary)
    assert result.code == 1
    assert "bad.tsv:1:" in result.err
    assert "source<TAB>target" in result.err
    bad.write_text("source\ttarget\nno tab\nسلمى حداد\tSelma Hadad\n", encoding="utf-8")
    result = run("glossary", "repair", bad, "--glossary", glossary)
    assert result.code == 0
    assert "bad.tsv:2:" in result.err
    assert "Salma Haddad" in result.out
    assert run("glossary", "repair", pairs, "--glossary", glossary, "--from", "en").code == 2
    assert run("glossary", "repair", pairs, "--glossary", tmp_path / "none.csv").code == 1


def test_repair_prints_every_line_where_it_stands(run: Run, files: tuple[Path, Path], tmp_path: Path) -> None:
    pairs = tmp_path / "wide.tsv"
    lines = [
        "id\tsource\ttarget\tnote\r\n", "1\tسلمى حداد\tSelma Hadad\tx \r\n", "no target here\n", "\r\n", "4\tقال رجل.\t A man. \t\r\n",
        "5\tسلمى حداد\tSelma Hadad",
    ]  # fmt: skip
    pairs.write_bytes("".join(lines).encode())
    result = run("glossary", "repair", pairs, "--glossary", files[0])
    assert result.out == "".join(lines).replace("Selma Hadad", "Salma Haddad")
    assert "wide.tsv:3:" in result.err
    assert "3 pairs, 2 changes." in result.err


def test_stdin_has_a_name_of_its_own(run: Run, files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"source\ttarget\nx\n")))
    assert "Warning: stdin:2:" in run("glossary", "check", "-", "--glossary", files[0]).err


def test_a_language_that_is_none_of_the_two(run: Run, files: tuple[Path, Path]) -> None:
    assert run("glossary", "hits", files[1], "--glossary", files[0], "--from", "fr").code == 2
    assert run("glossary", "hits", files[1], "--glossary", files[0], "--to", "fr").code == 2

"""``glossary add`` writes what was asked or refuses, and tells the row it wrote; ``rename-id`` takes reasons along."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from workbench.termbase import editing
from workbench.termbase.records import CsvFile
from workbench.workflow import glossary_upkeep

from .conftest import Run


@pytest.fixture
def names(workspace: Path) -> Path:
    path = workspace / "glossaries" / "names.csv"
    path.write_text("id,ar,en,kind\npen,قلم,pen,other\n", encoding="utf-8")
    return path


def test_the_row_that_was_written_is_told_and_no_other(run: Run, names: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = editing.save

    def save(base: CsvFile, ours: CsvFile) -> editing.Saved:
        saved = real(base, ours)
        with names.open("a", encoding="utf-8") as f:
            f.write("late,بيت,house,other\n")
        return saved

    monkeypatch.setattr(glossary_upkeep, "save", save)
    row = run("glossary", "add", "كتاب", "book", "--glossary", names, "--json").json
    assert (row["id"], row["ar"], row["line"]) == ("book", "كتاب", 3)


def test_a_row_another_program_added_meanwhile_is_not_taken_for_it(
    run: Run, names: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = editing.save

    def save(base: CsvFile, ours: CsvFile) -> editing.Saved:
        with names.open("a", encoding="utf-8") as f:
            f.write("early,بيت,house,other\n")
        return real(base, ours)

    monkeypatch.setattr(glossary_upkeep, "save", save)
    row = run("glossary", "add", "كتاب", "book", "--glossary", names, "--json").json
    lines = names.read_text(encoding="utf-8").splitlines()
    assert row["id"] == "book"
    assert lines[row["line"] - 1].startswith("book,كتاب,book")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("كتاب", "book", "--kind", "person"), "no column 'kind'"),
        (("كتاب", "book", "--id", "bk"), "no column 'id'"),
        (("كتاب", "book", "--note", "n"), "no column 'note'"),
    ],
)
def test_what_the_file_has_no_column_for_is_refused(run: Run, tmp_path: Path, args: tuple[str, ...], told: str) -> None:
    path = tmp_path / "two.csv"
    path.write_text("ar,en\nقلم,pen\n", encoding="utf-8")
    done = run("glossary", "add", *args, "--glossary", path)
    assert done.code == 1
    assert told in done.err
    assert path.read_text(encoding="utf-8") == "ar,en\nقلم,pen\n"
    assert run("glossary", "add", "كتاب", "book", "--id", "book", "--glossary", path).code == 0
    assert path.read_text(encoding="utf-8") == "ar,en\nقلم,pen\nكتاب,book\n"


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("حبر", "ink", "--id", "pen"), "The id pen is taken in names.csv."),
        (("حبر", "ink", "--id", "sun"), "The id sun is taken in sky.csv."),
        (("حبر", "ink", "--id", "a|b"), "without a bar"),
        (("abc", "علي"), 'glossary add "علي" "abc"'),
        (("علي", "حسن"), "is Arabic"),
        (("حبر", "x | y"), "Put others into en_variants."),
        (("حبر|مداد", "ink"), "Put others into ar_variants."),
        (("قلم", "pen"), "names.csv:2: this pair is there already."),
    ],
)
def test_what_cannot_be_is_refused(run: Run, names: Path, args: tuple[str, ...], told: str) -> None:
    names.with_name("sky.csv").write_text("id,ar,en\nsun,شمس,sun\n", encoding="utf-8")
    before = names.read_bytes()
    done = run("glossary", "add", *args)
    assert done.code == 2
    assert told in done.err
    assert names.read_bytes() == before


def test_edit_refuses_the_same(run: Run, names: Path) -> None:
    assert "is Arabic" in run("glossary", "edit", "pen", "--en", "علي").err
    assert "one form" in run("glossary", "edit", "pen", "--en", "x|y").err
    assert run("glossary", "edit", "pen", "--set", "id=x").code == 2


def test_no_lock_stays_beside_a_glossary(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine" / "g.csv"
    path.parent.mkdir()
    path.write_text("id,ar,en\n", encoding="utf-8")
    assert run("glossary", "add", "كتاب", "book", "--glossary", path).code == 0
    assert [p.name for p in path.parent.iterdir()] == ["g.csv"]


@pytest.mark.long
def test_many_programs_at_once_each_tell_their_own_row(tmp_path: Path) -> None:
    path = tmp_path / "g.csv"
    path.write_text("id,ar,en\n", encoding="utf-8")
    command = [sys.executable, "-m", "workbench", "glossary", "add"]
    runs = [
        subprocess.Popen(
            [*command, f"كتاب {n}", f"book {n}", "--glossary", str(path)], stderr=subprocess.PIPE, encoding="utf-8"
        )
        for n in range(3)
    ]
    told = [r.communicate()[1] for r in runs]
    assert [text.split()[1] for text in told] == [f"book-{n}" for n in range(3)], told
    assert len(path.read_text(encoding="utf-8").splitlines()) == 4
    assert [p.name for p in tmp_path.iterdir()] == ["g.csv"]


def test_rename_id_takes_the_reasons_of_all_projects_along(run: Run, names: Path, tmp_path: Path) -> None:
    names.write_text("id,ar,en,enforce\npen,قلم,pen,must\n", encoding="utf-8")
    article = tmp_path / "a.txt"
    article.write_text("هذا قلم جديد.\n", encoding="utf-8")
    for project in ("one", "two"):
        assert run("project", "new", project, "--from", "ar", "--to", "en").code == 0
        assert run("import", project, article).code == 0
        place = f"{project}/a"
        assert run("edit", place, 1, "--target", "This is new.", "--confirm", "--reason", "left-out").code == 0
    done = run("glossary", "rename-id", "pen", "quill")
    assert done.code == 0
    assert "2 reasons kept in projects are for quill now." in done.err
    for project in ("one", "two"):
        (row,) = run("check", project, "--waived", "--json").json
        assert row["subject"] == "quill"
        assert not [i for i in run("check", project, "--json").json if i["check"] == "terminology"]
    names.with_name("other.csv").write_text("id,ar,en\nquill,ريشة,quill\n", encoding="utf-8")
    done = run("glossary", "rename-id", "quill", "pen", "--glossary", "names.csv")
    assert done.code == 0
    assert "reason" not in done.err


def test_the_forms_of_a_first_and_a_later_mention_have_options(run: Run, names: Path) -> None:
    names.write_text("id,ar,en,ar_first,ar_later,en_first,en_later\n", encoding="utf-8")
    forms = ("--en-first", "Minister Sara Haddad", "--en-later", "Haddad", "--ar-first", "الوزيرة سارة حداد")
    run("glossary", "add", "سارة حداد", "Sara Haddad", "--id", "sara", "--glossary", names, *forms)
    row = "sara,سارة حداد,Sara Haddad,الوزيرة سارة حداد,{},Minister Sara Haddad,{}"
    assert names.read_text(encoding="utf-8").splitlines()[1] == row.format("", "Haddad")
    run("glossary", "edit", "sara", "--en-later", "Ms Haddad", "--ar-later", "حداد", "--glossary", names)
    assert names.read_text(encoding="utf-8").splitlines()[1] == row.format("حداد", "Ms Haddad")
    run("glossary", "edit", "sara", "--en-later", "", "--glossary", names)
    assert names.read_text(encoding="utf-8").splitlines()[1] == row.format("حداد", "")

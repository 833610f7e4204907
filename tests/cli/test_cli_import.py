"""``import``: a preview that stores nothing, folders, clauses."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.model import ClauseMode

from .conftest import Run

TEXT = "عنوان المقال هنا\n\nوصل الوفد أمس. ثم عاد اليوم.\n"


@pytest.fixture
def folder(tmp_path: Path, run: Run) -> Path:
    place = tmp_path / "articles"
    (place / "inner").mkdir(parents=True)
    (place / "مقال.txt").write_text(TEXT, encoding="utf-8")
    (place / "page.docx").write_bytes(b"PK")
    (place / "inner" / "deep.txt").write_text("جملة واحدة هنا.\n", encoding="utf-8")
    run("project", "new", "news", "--from", "ar", "--to", "en")
    return place


def _documents(run: Run) -> list[str]:
    return [d["document"] for p in run("project", "list", "--json").json for d in p["documents"]]


def test_a_preview_stores_nothing(run: Run, folder: Path) -> None:
    shown = run("import", "news", folder / "مقال.txt", "--preview")
    assert "2 paragraphs, 3 segments, 3 to translate with 9 words" in shown.out
    assert [line.strip() for line in shown.out.splitlines() if line.strip() in ("title", "body")] == ["title", "body"]
    (found,) = run("import", "news", folder / "مقال.txt", "--preview", "--json").json
    assert [b["role"] for b in found["blocks"]] == ["title", "body"]
    assert "".join(s["text"] for b in found["blocks"] for s in b["segments"]) == TEXT
    assert found["already"] is None
    assert _documents(run) == []
    run("import", "news", folder / "مقال.txt")
    assert run("import", "news", folder / "مقال.txt", "--preview", "--json").json[0]["already"] == "مقال"


def test_a_text_in_the_other_language_is_told_of_and_goes_in(run: Run, folder: Path) -> None:
    (folder / "english.txt").write_text("The delegation arrived yesterday. وصل الوفد.\n", encoding="utf-8")
    told = "english.txt: It seems to be written in English; news translates from Arabic."
    shown = run("import", "news", folder / "english.txt", "--preview", "--json")
    assert told in shown.err
    assert shown.json[0]["other_language"] == "English"
    assert _documents(run) == []
    done = run("import", "news", folder / "english.txt", "--json")
    assert told in done.err
    assert (done.code, done.json[0]["other_language"]) == (0, "English")
    assert _documents(run) == ["english"]
    run("project", "new", "back", "--from", "en", "--to", "ar")
    assert "written in Arabic; back translates from English" in run("import", "back", folder / "مقال.txt").err
    # A mixed text says nothing, nor does one without letters.
    (folder / "mixed.txt").write_text("The delegation arrived. وصل الوفد إلى المدينة.\n", encoding="utf-8")
    (folder / "figures.txt").write_text("12 + 13 = 25\n", encoding="utf-8")
    for project in ("news", "back"):
        for name in ("mixed.txt", "figures.txt"):
            assert "seems" not in run("import", project, folder / name, "--preview").err


def test_a_folder_goes_in_and_what_cannot_is_named(run: Run, folder: Path) -> None:
    done = run("import", "news", folder, "--json")
    assert [r["document"] for r in done.json] == ["مقال"]
    assert "page.docx: left out" in done.err
    (folder / "bad.txt").write_bytes(b"\x81\x82\x83\xff")
    again = run("import", "news", folder, "--recursive")
    assert again.code == 1
    assert "1 of 3 files could not be read" in again.err
    assert "the same text is there already" in again.err
    assert sorted(_documents(run)) == ["deep", "مقال"]
    empty = folder / "empty"
    empty.mkdir()
    assert "holds no file that can be imported" in run("import", "news", empty).err


@pytest.mark.parametrize("mode", list(ClauseMode))
def test_clauses_for_this_time(run: Run, folder: Path, mode: ClauseMode) -> None:
    long = "وقال المدير إن المستشفى يفتح أبوابه غدا، وأضاف أن العمل فيه يبدأ في الصباح الباكر من كل يوم، " * 4
    (folder / "long.txt").write_text(f"{long.strip()}.\n", encoding="utf-8")
    (row,) = run("import", "news", folder / "long.txt", "--clauses", mode, "--json").json
    assert (row["segments"] == 1) is (mode is ClauseMode.OFF)
    assert run("import", "news", folder / "long.txt", "--clauses", mode, "--update").code == 2


def test_one_name_is_for_one_file(run: Run, folder: Path) -> None:
    (folder / "second.txt").write_text("جملة.\n", encoding="utf-8")
    assert run("import", "news", folder, "--name", "x").code == 2
    assert _documents(run) == []

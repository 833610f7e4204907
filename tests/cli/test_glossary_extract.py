"""``glossary extract``: the names of an article from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Run

GLOSSARY = "id,ar,en,kind,status\nsalma,سلمى حداد,Salma Haddad,person,\n"
ARTICLE = "قال وزير الري هاني سويلم إن السد جاهز، وشكر سلمى حداد. وأضاف سويلم أنه راض.\n"


@pytest.fixture
def article(workspace: Path) -> Path:
    (workspace / "glossaries" / "names.csv").write_text(GLOSSARY, encoding="utf-8")
    path = workspace / "dam.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_a_file_needs_no_project(run: Run, article: Path) -> None:
    result = run("glossary", "extract", article)
    assert result.code == 0
    assert result.out.splitlines() == [
        "known\t1\tperson\tسلمى حداد\tSalma Haddad\tsalma",
        "new\t1\ttitle\tوزير الري\tirrigation minister\tlexicon",
        "new\t2\tperson\tهاني سويلم\tHani Sweilem\tlexicon",
    ]
    assert "1 known, 2 new." in result.err


def test_json_min_and_kind(run: Run, article: Path) -> None:
    found = run("glossary", "extract", article, "--json", "--min", "2", "--kind", "person").json
    assert [k["id"] for k in found["known"]] == ["salma"]
    (name,) = found["candidates"]
    assert name["form"] == "هاني سويلم"
    assert name["short"] == "سويلم"
    assert name["suggestions"] == [{"text": "Hani Sweilem", "why": "lexicon"}]
    first = name["places"][0]
    assert ARTICLE[first["start"] : first["end"]] == "هاني سويلم"


def test_a_project_document_and_candidates_written_once(run: Run, article: Path, workspace: Path) -> None:
    run("project", "new", "news", "--from", "ar", "--to", "en")
    run("import", "news", article)
    result = run("glossary", "extract", "news/dam", "--add-to", "names.csv")
    assert result.code == 0
    assert "2 rows added to names.csv as candidate; there already: 0." in result.err
    text = (workspace / "glossaries" / "names.csv").read_text(encoding="utf-8")
    assert text.startswith(GLOSSARY)
    assert "هاني سويلم,Hani Sweilem,person,candidate" in text
    again = run("glossary", "extract", "news", "--add-to", "names.csv")
    assert "0 rows added" in again.err
    assert (workspace / "glossaries" / "names.csv").read_text(encoding="utf-8") == text


def test_what_cannot_be_asked_is_told(run: Run, article: Path) -> None:
    missing = run("glossary", "extract", article.with_name("no-such.txt"))
    assert missing.code == 1
    assert "There is no file" in missing.err
    assert run("glossary", "extract", article, "--kind", "people").code == 2


def test_english_articles_into_arabic(run: Run, article: Path, tmp_path: Path) -> None:
    path = tmp_path / "en.txt"
    path.write_text("President Karim Haddad met Salma Haddad. Mr Haddad said no.\n", encoding="utf-8")
    found = run("glossary", "extract", path, "--json").json
    assert [k["id"] for k in found["known"]] == ["salma"]
    assert found["candidates"][0]["suggestions"] == [{"text": "كريم حداد", "why": "lexicon"}]


def test_what_is_no_file_and_no_project(run: Run, article: Path) -> None:
    result = run("glossary", "extract", "nothing")
    assert result.code == 1
    assert "no project" in result.err


def test_a_glossary_that_is_no_csv_is_refused(run: Run, article: Path) -> None:
    result = run("glossary", "extract", article, "--add-to", "names")
    assert result.code == 2
    assert "no glossary file" in result.err

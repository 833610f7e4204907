"""A glossary that cannot be read: the others are used, and it is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Run

GOOD = "id,ar,en,kind,enforce\nsalma,سلمى حداد,Salma Haddad,person,must\n"


def _encoding(path: Path) -> None:
    path.write_bytes("ar,en\nكتاب,book\n".encode("cp1256"))


def _folder(path: Path) -> None:
    path.mkdir()


def _link(path: Path) -> None:
    try:
        path.symlink_to(path.with_name("gone"))
    except OSError:
        pytest.skip("no links here")


def _large(path: Path) -> None:
    with path.open("wb") as f:
        f.truncate(100_000_000)


@pytest.fixture(params=[_encoding, _folder, _link, _large])
def bad(request: pytest.FixtureRequest, workspace: Path) -> Path:
    """A workspace with one good glossary and one that cannot be read, named by its path."""
    (workspace / "glossaries" / "names.csv").write_text(GOOD, encoding="utf-8")
    path = workspace / "glossaries" / "archive.csv"
    make: Callable[[Path], None] = request.param
    make(path)
    return path


def test_recognising_checking_repairing_exporting(run: Run, bad: Path, tmp_path: Path) -> None:
    text, pairs = tmp_path / "t.txt", tmp_path / "p.tsv"
    text.write_text("قالت سلمى حداد ذلك.\n", encoding="utf-8")
    pairs.write_text("source\ttarget\nقالت سلمى حداد ذلك.\tSelma Hadad said so.\n", encoding="utf-8")
    hits = run("glossary", "hits", text, "--json")
    check = run("glossary", "check", pairs)
    repair = run("glossary", "repair", pairs)
    export = run("glossary", "export", "--to", "tsv", "-o", tmp_path / "o.tsv")
    dedupe, lint = run("glossary", "dedupe"), run("glossary", "lint")
    assert [h["id"] for h in hits.json] == ["salma"]
    assert "Salma Haddad said so." in repair.out
    assert "1 concept written" in export.err
    assert (hits.code, check.code, repair.code, export.code, dedupe.code, lint.code) == (0, 3, 0, 0, 0, 3)
    for done in (hits, check, repair, export, dedupe):
        assert "archive.csv" in done.err
    assert run("glossary", "hits", text, "--glossary", "names.csv").err == ""
    if bad.is_file():
        assert run("glossary", "hits", text, "--glossary", "archive.csv").code == 1


def test_a_project_names_what_it_does_not_enforce(run: Run, bad: Path, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("قالت سلمى حداد ذلك.\n", encoding="utf-8")
    assert run("project", "new", "news", "--from", "ar", "--to", "en").code == 0
    assert run("import", "news", article).code == 0
    for *args, code in (("check", "news", 0), ("pretranslate", "news", 0), ("export", "news", "--to", "txt", 3)):
        done = run(*args)
        assert done.code == code
        assert done.err.count("archive.csv") == 1, args
        assert "None of its terms was used." in done.err

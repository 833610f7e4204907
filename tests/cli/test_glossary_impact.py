from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

OLD = "id,ar,en,kind\nhama,حماة,Hamah,place\nnahar,مستشفى النهر,Nahr Hospital,organisation\n"
NEW = "id,ar,en,kind\nhama,حماة,Hama,place\nnahar,مستشفى النهر,River Hospital,organisation\n"
PAIRS = "ar,en\nوصل إلى حماة أمس.,He reached Hamah.\nفي مستشفى النهر,At the clinic\nوحماة بعيدة,Hama is far\n"


@pytest.fixture
def old(run: Run, workspace: Path, tmp_path: Path) -> Path:
    (workspace / "glossaries" / "names.csv").write_text(NEW, encoding="utf-8")
    (tmp_path / "old.csv").write_text(OLD, encoding="utf-8")
    (tmp_path / "pairs.csv").write_text(PAIRS, encoding="utf-8")
    assert run("tm", "import", tmp_path / "pairs.csv", "--memory", "old").code == 0
    return tmp_path / "old.csv"


def test_impact_is_shown_fixed_and_taken_back(run: Run, old: Path) -> None:
    shown = run("glossary", "impact", "--since", old)
    assert shown.code == 0
    assert "1. old 1 (u1)" in shown.out
    assert "He reached Hama." in shown.out
    assert "by hand" in shown.out
    assert "1 can be put right" in shown.err
    assert run("glossary", "impact", "--since", old, "--fail-on", "warning").code == 3
    dry = run("glossary", "impact", "--since", old, "--fix", "all", "--dry-run", "--json")
    assert [(f["key"], f["replacement"], f["fixed"]) for f in dry.json] == [
        ("u1", "He reached Hama.", False),
        ("u2", None, False),
    ]
    fixed = run("glossary", "impact", "--since", old, "--fix", "1", "--json")
    assert [f["fixed"] for f in fixed.json] == [True]
    listed = run("undo", "--list", "--json").json
    assert (listed[0]["number"], listed[0]["act"], listed[0]["place"]) == (fixed.json[0]["batch"], "impact", "hama")
    again = run("glossary", "impact", "--since", old, "--json").json
    assert [f["key"] for f in again] == ["u2"]
    undone = run("undo")
    assert "impact of hama (1 text)" in undone.err
    assert len(run("glossary", "impact", "--since", old, "--json").json) == 2


def test_numbers_and_keys_name_findings(run: Run, old: Path) -> None:
    assert run("glossary", "impact", "--since", old, "--fix", "7").code == 2
    done = run("glossary", "impact", "--since", old, "--fix", "u2,u1")
    assert "Changed: 1" in done.err
    assert "1 must be done by hand" in done.err
    nothing = run("glossary", "impact", "--term", "hama")
    assert nothing.code == 0
    assert "1 term: 2 texts with them, 0 not following." in nothing.err


def test_what_is_doubtful_is_put_right_by_its_number_only(run: Run, old: Path, tmp_path: Path) -> None:
    more = "ar,en\nعاد إلى حماة,He left Hamah for the Hamah hills.\n"
    (tmp_path / "more.csv").write_text(more, encoding="utf-8")
    run("tm", "import", tmp_path / "more.csv", "--memory", "old")
    shown = run("glossary", "impact", "--since", old)
    assert "look first: Hama would stand there oftener than in the source" in shown.out
    assert "1 can be put right" in shown.err
    assert "To be looked at first, and not among all: 1 (--fix 3)" in shown.err
    every = run("glossary", "impact", "--since", old, "--fix", "all", "--json").json
    assert [(f["key"], f["fixed"], bool(f["doubt"])) for f in every] == [
        ("u1", True, False),
        ("u2", False, False),
        ("u4", False, True),
    ]
    one = run("glossary", "impact", "--since", old, "--fix", "u4", "--json").json
    assert [(f["key"], f["fixed"]) for f in one] == [("u4", True)]


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["--since", "", "--fix", "all"], 2),
        (["--dry-run"], 2),
        (["--term", "nobody"], 1),
        (["--since", "no-such-thing"], 1),
        (["--since", "x", "--term", "hama"], 2),
        (["--glossary", "none.csv"], 1),
    ],
)
def test_what_cannot_be_asked_is_told(run: Run, old: Path, args: list[str], code: int) -> None:
    result = run("glossary", "impact", *args)
    assert result.code == code
    assert result.err


def test_where_a_term_is_used(run: Run, old: Path, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("زار الوفد حماة ثم عاد إلى حماة.\n\nعاد الهدوء.\n", encoding="utf-8")
    run("project", "new", "news", "--from", "ar", "--to", "en")
    assert run("import", "news", article).code == 0
    found = run("glossary", "where", "hama", "--json").json
    assert found["ids"] == ["hama"]
    assert found["counts"] == {"news/article": 2, "old": 2}
    assert [(p["project"], p["segment"], p["memory"], p["unit"], p["count"]) for p in found["places"]] == [
        ("news", 1, None, None, 2),
        (None, None, "old", 1, 1),
        (None, None, "old", 3, 1),
    ]
    first = found["places"][0]
    assert first["text"][first["start"] : first["end"]] == "حماة"
    assert run("glossary", "where", "Hama", "--json").json == found
    table = run("glossary", "where", "حماة")
    assert "news/article 1" in table.out
    assert "4 places." in table.err
    assert run("glossary", "where", "nobody").code == 1

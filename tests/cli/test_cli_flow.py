"""The main job from the command line, as a script would run it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from workbench.config import user_paths

from .conftest import Run

ARTICLE = """\
افتتاح مكتبة جديدة

قال كمال منصور مدير المكتبة إن القاعة تتسع لنحو 250 قارئا. وأضاف منصور أن الدخول مجاني.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "library.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def project(run: Run, article: Path) -> str:
    assert run("glossary", "list").code == 0
    assert run("project", "new", "news", "--from", "ar", "--to", "en").code == 0
    assert run("import", "news", article).code == 0
    return "news/library"


def test_an_article_goes_in_and_pairs_come_out(run: Run, project: str, workspace: Path) -> None:
    for number, target in enumerate(
        [
            "A new library opens",
            "Kamal Mansour, the library's director, said the hall seats about 250 readers.",
            "Mansour added that entry is free.",
        ],
        1,
    ):
        done = run("edit", project, number, "--target", target, "--confirm", "--json")
        assert done.code == 0, done.err
        assert done.json["state"] == "translated"
    exported = run("export", project, "--to", "txt")
    assert exported.code == 0
    text = (workspace / "projects/news/export/library.en.txt").read_text(encoding="utf-8")
    assert text.split("\n\n")[0] == "A new library opens"
    assert text.rstrip().endswith("about 250 readers. Mansour added that entry is free.")
    assert run("export", "news", "--to", "tmx").code == 0
    assert run("tm", "import", workspace / "projects/news/export/news.tmx", "--memory", "copy").code == 0
    found = run("tm", "search", "افتتاح مكتبة جديدة", "--memory", "copy", "--json").json
    assert [(m["score"], m["en"]) for m in found] == [(100, "A new library opens")]


def test_segments_tile_the_text(run: Run, article: Path) -> None:
    rows = run("segments", article, "--json").json
    assert "".join(r["text"] for r in rows) == ARTICLE
    assert [r["start"] for r in rows] == [0, *[r["end"] for r in rows][:-1]]
    assert set(rows[0]) == {"block", "role", "start", "end", "text"}


def test_segments_from_stdin_need_no_workspace(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "workbench", "segments", "-", "--json"],
        input=ARTICLE.encode(),
        capture_output=True,
        cwd=tmp_path,
        check=True,
    )
    assert "افتتاح" in done.stdout.decode()


def test_check_says_what_and_where(run: Run, project: str) -> None:
    run("edit", project, 2, "--target", "Kamal Mansour said the hall seats about 520 readers.")
    found = run("check", project, "--json")
    assert found.code == 0
    assert any(i["check"] == "numbers" and i["segment"] == 2 for i in found.json)
    assert set(found.json[0]) >= {"segment", "check", "severity", "side", "start", "end", "message"}
    assert run("check", project, "--fail-on", "warning").code == 3


def test_glossary_commands(run: Run, project: str, workspace: Path, article: Path) -> None:
    (workspace / "glossaries" / "names.csv").write_text("id,ar,en,kind,enforce\n", encoding="utf-8")
    assert run("glossary", "add", "كمال منصور", "Kamal Mansour", "--kind", "person", "--enforce", "must").code == 0
    again = run("glossary", "add", "كمال منصور", "Kamal Mansour")
    assert again.code == 2
    assert "already" in again.err
    assert run("glossary", "find", "منصور", "--json").json[0]["en"] == "Kamal Mansour"
    (hit,) = run("glossary", "hits", article, "--json").json
    assert ARTICLE[hit["start"] : hit["end"]] == hit["surface"] == "كمال منصور"
    assert set(hit) == {"start", "end", "surface", "id", "ar", "en", "score"}
    assert run("glossary", "lint").code == 0
    with (workspace / "glossaries" / "names.csv").open("a", encoding="utf-8") as f:
        f.write('x,"broken\n')
    lint = run("glossary", "lint")
    assert lint.code == 3
    assert "names.csv:3" in lint.out


def test_stats_and_projects(run: Run, project: str) -> None:
    (row,) = run("stats", project, "--json").json
    assert row["segments"] == 3
    assert row["source_words"] == 19
    (found,) = run("project", "list", "--json").json
    assert found["documents"][0]["translatable"] == 3


def test_backup_restore_doctor(run: Run, project: str, workspace: Path) -> None:
    run("edit", project, 1, "--target", "A library", "--confirm")
    file = run("backup").out.strip()
    assert Path(file).is_file()
    run("edit", project, 1, "--unconfirm")
    assert run("restore", file).code == 0
    assert run("edit", project, 1, "--json").json["target"] == "A library"
    told = run("doctor")
    assert told.code == 0
    assert f"consents lie in {user_paths().root}" in told.out
    (workspace / "projects" / "bad.db").write_bytes(b"not a database")
    bad = run("restore", workspace / "projects" / "bad.db")
    assert bad.code == 1
    assert run("edit", project, 1, "--json").json["target"] == "A library"


def test_pretranslate_confirms_exact_matches_only_when_told(run: Run, project: str, tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.csv"
    pairs.write_text(
        "ar,en\nافتتاح مكتبة جديدة,A new library opens\n"
        "وأضاف منصور أن الدخول مدفوع.,Mansour added that entry is paid.\n",
        encoding="utf-8",
    )
    assert run("tm", "import", pairs, "--memory", "old", "--project", "news").code == 0
    done = run("pretranslate", project, "--confirm-exact", "--json").json
    assert (done["confirmed"], done["fuzzy"], done["skipped"]) == (1, 1, 1)
    assert run("edit", project, 1, "--json").json["state"] == "translated"
    third = run("edit", project, 3, "--json").json
    assert (third["state"], third["draft"]) == ("initial", "Mansour added that entry is paid.")


def test_pretranslate_by_machine_says_that_it_is_not_allowed(run: Run, project: str) -> None:
    done = run("pretranslate", project, "--mt", "--json").json
    assert done["mt"] == 0
    assert sum(done["failures"].values()) == 3


def test_bulk_acts_are_listed_and_taken_back(run: Run, project: str, tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.csv"
    pairs.write_text("ar,en\nصباح الخير,Good morning\n", encoding="utf-8")
    imported = run("tm", "import", pairs)
    number = run("undo", "--list", "--json").json[0]["number"]
    assert f"workbench undo {number}" in imported.err
    assert "tm import" in run("undo", "--list").out
    assert "1 pair" in run("undo", number).err
    refused = run("undo", number)
    assert refused.code == 2
    assert "already" in refused.err
    assert run("undo", "99").code == 1


def test_words_and_numbers_of_any_text(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("بلغ العدد ٤٢ شخصا في 3 مايو 2024، أي 12.5%.\n", encoding="utf-8")
    text = path.read_text(encoding="utf-8")
    words = run("words", path, "--json").json
    assert [text[w["start"] : w["end"]] == w["text"] for w in words] == [True] * len(words)
    assert run("words", path).out.startswith(f"{len(words)} words")
    found = run("numbers", path, "--json").json
    assert [(n["kind"], n["values"]) for n in found] == [
        ("number", ["42"]),
        ("date", ["2024-5-3"]),
        ("percent", ["12.5"]),
    ]
    assert all(text[n["start"] : n["end"]] == n["surface"] for n in found)
    assert "42" in run("numbers", path).out

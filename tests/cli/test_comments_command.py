"""Reviewing, locking and comments from the command line, and what of them goes out."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Run

ARTICLE = "فتحت المكتبة أبوابها من جديد.\nعاد القراء إليها صباحا.\n"


@pytest.fixture
def place(run: Run, workspace: Path) -> str:
    run("project", "new", "news", "--from", "ar", "--to", "en")
    file = workspace / "library.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    run("import", "news", file)
    for number, text in ((1, "The library reopened."), (2, "Readers came back in the morning.")):
        run("edit", "news/library", number, "--target", text, "--confirm")
    return "news/library"


def test_states_are_set_and_taken_back(run: Run, place: str) -> None:
    assert run("edit", place, 1, "--review", "--json").json["state"] == "reviewed"
    assert run("edit", place, 1, "--no-review", "--json").json["state"] == "translated"
    assert run("edit", place, 1, "--no-review").code == 2
    run("edit", place, 1, "--review")
    assert run("edit", place, 1, "--lock", "--json").json["state"] == "final"
    refused = run("edit", place, 1, "--target", "Other.")
    assert refused.code == 1
    assert "Segment 1 is locked." in refused.err
    assert "--unlock" in refused.err
    for act in ("--confirm", "--unconfirm", "--join", "--skip"):
        assert run("edit", place, 1, act).code in (1, 2)
    done = run("deliver", place, "--to", "html,tmx", "--dry-run")
    assert "2 confirmed (1 locked)" in done.err
    # Unlocked first, then given another text.
    again = run("edit", place, 1, "--unlock", "--target", "The library opened.", "--json").json
    assert (again["state"], again["draft"]) == ("reviewed", "The library opened.")
    assert run("edit", place, 1, "--unlock").code == 2


def test_a_replacement_counts_what_is_locked(run: Run, place: str) -> None:
    run("edit", place, 1, "--lock")
    done = run("replace", place, "library", "bookshop", "--yes")
    assert "It is locked" in done.err
    assert run("edit", place, 1, "--json").json["target"] == "The library reopened."


def test_comments_are_said_listed_and_settled(run: Run, place: str, workspace: Path) -> None:
    run("edit", place, 1, "--note", "my own")
    said = run("comment", place, 1, "أي مكتبة؟", "--json").json
    assert (said["segment"], said["author"], said["done"]) == (1, "Tester", False)
    run("comment", place, 2, "Ask <Omar>")
    listed = run("comments", "news")
    assert "2 open." in listed.err
    assert "library 2  Tester, " in listed.out
    assert "Ask <Omar>" in listed.out
    settled = run("comments", "news", "--done", said["id"], "--json").json
    assert settled[0]["done"]
    assert [c["text"] for c in run("comments", place, "--json").json] == ["Ask <Omar>"]
    assert "Done: 1." in run("comments", place, "--all").err
    assert not run("comments", place, "--reopen", said["id"], "--json").json[0]["done"]

    out = workspace / "out"
    run("deliver", place, "--to", "html,tmx,csv", "--notes", "--out", out)
    html = (out / "library.ar-en.html").read_text(encoding="utf-8")
    assert 'my own<div class="said" dir="auto">Tester, ' in html
    assert '<div dir="auto">أي مكتبة؟</div>' in html
    assert "Ask &lt;Omar&gt;" in html
    run("export", place, "--to", "html", "--out", out / "plain.html")
    for name in ("plain.html", "library.tmx", "library.csv"):
        assert "Omar" not in (out / name).read_text(encoding="utf-8-sig")
    assert run("comments", place, "--remove", said["id"]).code == 0
    assert len(run("comments", place, "--all", "--json").json) == 1


def test_what_cannot_be_said_is_told(run: Run, place: str) -> None:
    assert run("comment", "news", 1, "x").code == 2
    assert run("comment", place, 9, "x").code == 2
    assert run("comment", place, 1, "  ").code == 2
    missing = run("comments", place, "--done", 44)
    assert missing.code == 1
    assert "no comment 44 here" in missing.err
    assert run("comments", place, "--done", 1, "--remove", 1).code == 2

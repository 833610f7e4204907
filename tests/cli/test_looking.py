"""``list`` and ``history``: what the screen's list and history show, without the screen."""

from __future__ import annotations

from pathlib import Path

from .conftest import Run

TEXT = "بدأ العمل في المكتبة. قرأ الطالب كتابا جديدا.\n\nعاد الجميع في المساء.\n"


def test_all_segments_are_listed_and_a_text_is_had_again(run: Run, workspace: Path) -> None:
    (workspace / "a.txt").write_text(TEXT, encoding="utf-8")
    run("project", "new", "news", "--from", "ar", "--to", "en")
    run("import", "news", "a.txt")
    run("edit", "news/a", 1, "--target", "Work began.", "--confirm")
    run("edit", "news/a", 1, "--target", "Work started.", "--confirm")
    run("edit", "news/a", 2, "--target", "A student read.")
    rows = run("list", "news", "--json").json
    # Those without text stand there too.
    assert [(r["document"], r["segment"], r["state"], r["target"], r["draft"]) for r in rows] == [
        ("a", 1, "translated", "Work started.", None),
        ("a", 2, "initial", "", "A student read."),
        ("a", 3, "initial", "", None),
    ]
    shown = run("list", "news/a").out
    assert "a 3  " in shown
    assert "عاد الجميع" in shown

    def kinds(*how: str) -> list[int]:
        return [r["segment"] for r in run("list", "news/a", *how, "--json").json]

    assert (kinds("--show", "open"), kinds("--show", "confirmed"), kinds("--show", "drafts")) == ([2, 3], [1], [2])
    assert (kinds("--find", "كتاب"), kinds("--find", "started"), kinds("--show", "comments")) == ([2], [1], [])
    run("comment", "news/a", 3, "Look.")
    assert kinds("--show", "comments") == [3]
    assert run("list", "news/a", "--show", "issues").code == 2

    past = run("history", "news/a", 1, "--json").json
    first = next(e["entry"] for e in past if e["target"] == "Work began.")
    assert "Work began." in run("history", "news/a", 1).out
    again = run("history", "news/a", 1, "--restore", first, "--json").json
    assert (again["target"], again["draft"], again["state"]) == ("Work started.", "Work began.", "translated")
    assert run("history", "news/a", 1, "--restore", 99).code == 2
    assert "Nothing has happened" in run("history", "news/a", 3).err
    assert run("history", "news", 1).code == 2
    run("edit", "news/a", 1, "--target", "Work started.")
    run("edit", "news/a", 1, "--lock")
    refused = run("history", "news/a", 1, "--restore", first)
    assert refused.code == 1
    assert "--unlock" in refused.err

"""``workbench stats``: of everything, of a project, of a document; for people and for scripts."""

from __future__ import annotations

from pathlib import Path

from .conftest import Run

LINES = "يتسع المبنى لأكثر من سرير.\n\nشكر المدير الأطباء.\n\nبدأ العمل في الصباح.\n\nبدأ العمل في الصباح.\n"


def test_all_projects_one_and_one_document(run: Run, workspace: Path) -> None:
    (workspace / "one.txt").write_text(LINES, encoding="utf-8")
    for project in ("news", "sport"):
        run("project", "new", project, "--from", "ar", "--to", "en")
        assert run("import", project, "one.txt").code == 0
    run("edit", "news/one", 3, "--target", "Work began.", "--confirm")
    found = run("stats", "--json").json
    assert [(r["project"], r["document"]) for r in found] == [("news", "one"), ("sport", "one")]
    news = found[0]
    assert news["states"]["confirmed"]["target_words"] == 2
    assert news["bands"]["repetition"]["segments"] == 1
    assert news["states"]["new"] == {
        "segments": 3, "words": 12, "characters": 65, "bare": 56, "target_words": 0, "target_characters": 0, "target_bare": 0,
    }  # fmt: skip
    # Nobody typed anything here.
    assert news["work"]["keys"] == 0
    assert news["work"]["words_an_hour"] is None
    assert run("stats", "news/one", "--json").json == [news]
    told = run("stats").out
    assert "news/one:" in told
    assert "All documents:" in told
    assert "internal 85-94\t0\t0\t0\t0.0" in told
    assert "All documents:" not in run("stats", "news").out


def test_places_that_are_none(run: Run, workspace: Path) -> None:
    assert run("stats", "--json").json == []
    assert run("stats").code == 0
    for place in ("nothing", "nothing/at/all", "/"):
        assert run("stats", place).code == 1


def test_check_gives_what_would_replace_a_stretch_and_a_source_translated_in_two_ways(
    run: Run, workspace: Path
) -> None:
    (workspace / "one.txt").write_text(LINES, encoding="utf-8")
    run("project", "new", "news", "--from", "ar", "--to", "en")
    run("import", "news", "one.txt")
    for n, text in enumerate(("Work began in the morning.", "Work started، it seems."), 3):
        run("edit", "news/one", n, "--target", text)
    found = {i["check"]: i for i in run("check", "news", "--json").json}
    assert (found["locale-violation"]["fix"], found["locale-violation"]["start"]) == (",", 12)
    other = found["inconsistency"]
    assert (other["segment"], other["severity"], other["fix"]) == (4, "warning", None)
    assert "Work began in the morning." in other["message"]
    assert run("edit", "news/one", 4, "--ignore", "inconsistency", "--reason", "right").code == 0
    assert "inconsistency" not in {i["check"] for i in run("check", "news", "--json").json}

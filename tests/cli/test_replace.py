from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def day(run: Run, tmp_path: Path) -> Run:
    """Two documents: a confirmed target and a draft in one, a draft in the other."""
    assert run("project", "new", "news", "--from", "en", "--to", "ar").code == 0
    for name, text in (("one", "The town.\n\nThe town sleeps.\n"), ("two", "In the town.\n")):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        assert run("import", "news", tmp_path / f"{name}.txt").code == 0
    assert run("edit", "news/one", 1, "--target", "حَماةُ.", "--confirm").code == 0
    assert run("edit", "news/one", 2, "--target", "تنام حمـاة.").code == 0
    assert run("edit", "news/two", 1, "--target", "في حماة.").code == 0
    return run


def test_shown_then_changed_then_taken_back(day: Run) -> None:
    shown = day("replace", "news/one", "حماه", "حمص", "--dry-run")
    assert (shown.code, shown.out) == (0, ""), "teh marbuta and heh are two letters"
    shown = day("replace", "news/one", "حماة", "حمص", "--dry-run")
    assert shown.code == 0
    assert "one 1  (confirmed)" in shown.out
    assert "[-حَماةُ-]." in shown.out
    assert "{+حمص+}." in shown.out
    assert "Would change: 2 segments, 2 places." in shown.err
    assert day("edit", "news/one", 1, "--json").json["target"] == "حَماةُ."
    done = day("replace", "news", "حماة", "حمص", "--yes", "--json")
    assert [(c["document"], c["segment"], c["state"], c["done"]) for c in done.json["changes"]] == [
        ("one", 1, "confirmed", True),
        ("one", 2, "draft", True),
        ("two", 1, "draft", True),
    ]
    assert done.json["changes"][1]["changes"] == [{"start": 5, "end": 10, "old": "حمـاة", "new": "حمص"}]
    assert day("tm", "search", "The town.", "--from", "en", "--to", "ar", "--json").json[0]["ar"] == "حمص."
    undone = day("undo", "--json").json
    assert (undone["number"], undone["act"], undone["taken"]) == (done.json["batch"], "replace", 3)
    assert day("edit", "news/one", 1, "--json").json["target"] == "حَماةُ."


def test_options_and_refusals(day: Run) -> None:
    assert "Nothing to replace" in day("replace", "news", "حماة", "x", "--exact", "--confirmed", "--yes").err
    only = day(
        "replace", "news", r"(\w+) حماة", r"\1 حمص", "--regex", "--drafts", "--words", "--dry-run", "--json"
    ).json
    assert [c["replacement"] for c in only["changes"]] == ["تنام حمص.", "في حمص."]
    empty = day("replace", "news", "حماة.", "", "--yes", "--confirmed")
    assert empty.code == 0
    assert "one 1 stays as it is. Nothing would be left of it." in empty.err


def test_nothing_is_changed_unasked(day: Run) -> None:
    asked = day("replace", "news", "حماة", "حمص")
    assert asked.code == 2
    assert "{+حمص+}" in asked.out
    assert "--yes" in asked.err
    active = day("replace", "news/one", "حماة", "\u202eحمص\u202c\x1b[31m", "--dry-run").out
    assert "حمص" in active
    assert "\x1b" not in active
    assert active.count("\u202e") == active.count("\u202c"), "nothing that is shown acts on a terminal"
    assert day("undo", "--list", "--json").json[0]["act"] != "replace"


def test_wrong_wishes(day: Run) -> None:
    for said, *args in (
        ("wrong at character", "(", "x", "--regex"),
        ("nothing to find", "", "x"),
        ("content with nothing", "x*", "x", "--regex"),
        ("exclude", "a", "b", "--drafts", "--confirmed"),
        ("exclude", "a", "b", "--dry-run", "--yes"),
    ):
        told = day("replace", "news", *args)
        assert (told.code, said in told.err) == (2, True), args


def test_a_terminal_is_asked(day: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _prompt: "n")
    assert "Stopped" in day("replace", "news", "حماة", "حمص").err
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _prompt: "y")
    assert "Changed: 3 (take back: workbench undo" in day("replace", "news", "حماة", "حمص").err

"""Terms that must be used, reasons, and what is ignored, from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Run

GLOSSARY = """\
id,ar,en,kind,enforce,en_first,en_later
nahar,مستشفى النهر,River Hospital,organisation,must,,the hospital
kamal,كمال منصور,Kamal Mansour,person,prefer,"Kamal Mansour, the director",Mansour
"""
ARTICLE = "عنوان\n\nقال كمال منصور مدير مستشفى النهر إن القاعة تتسع لنحو 250 قارئا. وأضاف كمال منصور أن الدخول مجاني.\n"


@pytest.fixture
def place(run: Run, tmp_path: Path, workspace: Path) -> str:
    (workspace / "glossaries" / "names.csv").write_text(GLOSSARY, encoding="utf-8")
    path = tmp_path / "library.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    assert run("project", "new", "news", "--from", "ar", "--to", "en").code == 0
    assert run("import", "news", path).code == 0
    return "news/library"


def test_a_must_term_needs_a_code(run: Run, place: str) -> None:
    target = "Kamal Mansour, the director, said the hall seats about 250 readers."
    refused = run("edit", place, 2, "--target", target, "--confirm")
    assert refused.code == 2
    assert "River Hospital" in refused.err
    assert "not-here" in refused.err
    assert run("edit", place, 2, "--json").json["state"] == "initial"
    assert run("edit", place, 2, "--confirm", "--reason", "because").code == 2
    done = run("edit", place, 2, "--confirm", "--reason", "left-out:he is the director", "--json")
    assert done.json["state"] == "translated"
    assert [(w["subject"], w["reason"], w["note"]) for w in done.json["waived"]] == [
        ("nahar", "left-out", "he is the director")
    ]


def test_ignored_listed_and_taken_back(run: Run, place: str) -> None:
    run("edit", place, 2, "--target", "Kamal Mansour, the director, said the hall seats many readers.")
    found = run("check", place, "--json").json
    assert {(i["check"], i["term"]) for i in found} == {("terminology", "nahar"), ("numbers", "")}
    assert run("edit", place, 2, "--ignore", "numbers", "--reason", "right:said so on the phone").code == 0
    assert run("edit", place, 2, "--ignore", "nahar", "--reason", "not-here").code == 0
    assert run("check", place, "--json", "--fail-on", "info").json == []
    assert run("check", place, "--fail-on", "info").code == 0
    assert "Ignored: 2" in run("check", place).err
    listed = run("check", place, "--waived", "--json").json
    assert [(w["check"], w["subject"], w["reason"], w["note"], w["author"]) for w in listed] == [
        ("numbers", "number 250 not in target", "right", "said so on the phone", "Tester"),
        ("terminology", "nahar", "not-here", "", "Tester"),
    ]
    assert "said so on the phone" in run("check", place, "--waived").out
    # Editing the target does not lose it.
    run("edit", place, 2, "--target", "Kamal Mansour, the director, said the hall seats readers.")
    assert run("check", place, "--json").json == []
    assert run("edit", place, 2, "--heed", "nahar").code == 0
    assert [i["term"] for i in run("check", place, "--json").json] == ["nahar"]
    assert run("edit", place, 2, "--heed", "nahar").code == 2
    assert run("edit", place, 2, "--ignore", "kamal", "--reason", "quoted").code == 2


def test_a_reason_taken_back_takes_the_confirm_back(run: Run, place: str) -> None:
    run("edit", place, 2, "--target", "Mansour said 250.", "--confirm", "--reason", "not-here")
    assert run("edit", place, 2, "--heed", "nahar", "--json").json["state"] == "initial"
    assert run("export", "news", "--to", "csv").code in (0, 3)


def test_mentions_are_counted_over_the_document(run: Run, place: str) -> None:
    run("edit", place, 2, "--target", "Mansour, director of River Hospital, said the hall seats about 250 readers.")
    run("edit", place, 3, "--target", "Kamal Mansour added that entry was free.")
    assert [(i["segment"], i["severity"], i["message"]) for i in run("check", "news", "--json").json] == [
        (2, "warning", "first mention: use Kamal Mansour, the director (not Mansour)"),
        (3, "warning", "later mention: use Mansour (not Kamal Mansour)"),
    ]
    run("edit", place, 2, "--skip")
    assert [(i["segment"], i["message"]) for i in run("check", "news", "--json").json] == [
        (3, "first mention: use Kamal Mansour, the director (not Kamal Mansour)")
    ]


def test_a_confirm_tells_what_a_person_is_warned_of(run: Run, place: str) -> None:
    done = run("edit", place, 3, "--target", "He added that entry was free.", "--confirm", "--json")
    assert done.json["state"] == "translated"
    assert "term not used: Kamal Mansour" in done.err

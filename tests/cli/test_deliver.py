"""Delivery from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Run

ARTICLE = "تفتح المكتبة غدا\n\nقال كمال منصور إن القاعة تتسع لنحو 250 قارئا. والدخول مجاني للجميع.\n"
TARGETS = (
    "The library opens tomorrow",
    "Kamal Mansour said the hall seats about 250 readers.",
    "Entry is free for everyone.",
)


@pytest.fixture
def place(run: Run, tmp_path: Path) -> str:
    """An article with its last segment open."""
    path = tmp_path / "library.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    assert run("project", "new", "news", "--from", "ar", "--to", "en").code == 0
    assert run("import", "news", path).code == 0
    for number, target in enumerate(TARGETS[:2], 1):
        assert run("edit", "news/library", number, "--target", target, "--confirm").code == 0
    return "news/library"


def test_what_fails_is_listed_with_its_segment_and_nothing_is_written(run: Run, place: str, workspace: Path) -> None:
    run("edit", place, 2, "--target", "Kamal Mansour said قال [X0X] the hall seats about 520 readers.", "--confirm")
    done = run("deliver", place)
    assert done.code == 3
    rows = [line.split("\t") for line in done.out.splitlines()]
    assert [(row[0], row[1], row[3]) for row in rows] == [
        ("fails", "news/library 2", "numbers"),
        ("fails", "news/library 2", "untranslated"),
        ("fails", "news/library 2", "placeholder"),
        ("fails", "news/library 3", "empty"),
    ]
    assert rows[3][4:] == ["no translation", "والدخول مجاني للجميع."], "one sees which"
    assert "4 findings fail; nothing was written" in done.err
    assert not (workspace / "projects/news/export").exists()


def test_the_files_and_what_they_hold(run: Run, place: str, tmp_path: Path) -> None:
    assert run("edit", place, 3, "--target", TARGETS[2], "--note", "ask Kamal", "--confirm").code == 0
    done = run("deliver", "news", "--to", "txt, html,tmx", "--out", tmp_path / "out", "--states", "--notes")
    assert done.code == 0, done.err
    assert done.out == ""
    assert "3 segments, 3 confirmed, words 15 -> 18." in done.err
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
        *("library.ar-en.html", "library.en.txt", "news.tmx"),
    ]
    assert (tmp_path / "out/library.en.txt").read_text(encoding="utf-8") == (
        f"{TARGETS[0]}\n\n{TARGETS[1]} {TARGETS[2]}\n"
    )
    page = (tmp_path / "out/library.ar-en.html").read_text(encoding="utf-8")
    assert "ask Kamal" in page
    assert ">confirmed<" in page
    assert run("deliver", place, "--to", "html").code == 0


def test_for_scripts(run: Run, place: str) -> None:
    done = run("deliver", place, "--json")
    assert done.code == 3
    assert (done.json["written"], done.json["failed"], done.json["files"]) == (False, 1, [])
    assert done.json["findings"] == [
        {
            "document": "library",
            "segment": 3,
            "kind": "empty",
            "severity": "critical",
            "message": "no translation",
            "source": "والدخول مجاني للجميع.",
            "proof": "fails",
            "reason": "",
        }
    ]
    run("edit", place, 3, "--target", TARGETS[2])
    agreed = run("deliver", place, "--allow", "unconfirmed", "--to", "csv,txt", "--json")
    assert agreed.code == 0
    assert [f["proof"] for f in agreed.json["findings"]] == ["allowed"]
    assert [Path(f["path"]).name for f in agreed.json["files"]] == ["library.csv", "library.en.txt"]
    assert agreed.json["documents"][0] == {
        "document": "library",
        "segments": 3,
        "confirmed": 2,
        "reviewed": 0,
        "locked": 0,
        "words_in": 15,
        "words_out": 18,
        "waived": 0,
    }


def test_what_is_ignored_is_counted_and_a_stricter_level_fails(run: Run, place: str) -> None:
    run("edit", place, 3, "--target", "Entry is free for all 7.", "--confirm")
    assert run("deliver", place, "--dry-run").code == 3
    run("edit", place, 3, "--ignore", "numbers", "--reason", "right")
    done = run("deliver", place, "--dry-run")
    assert done.code == 0
    assert "Ignored, with reasons: 1" in done.err
    assert "Nothing was written" in done.err
    assert done.out == ""
    (waived,) = run("deliver", place, "--dry-run", "--json").json["findings"]
    assert (waived["proof"], waived["reason"], waived["segment"]) == ("waived", "right", 3)
    run("edit", place, 3, "--target", "Entry is free for everyone", "--confirm")
    told = run("deliver", place, "--dry-run")
    assert told.code == 0
    assert told.out.split("\t")[:4] == ["", "news/library 3", "warning", "typographical"]
    assert run("deliver", place, "--dry-run", "--fail-on", "warning").code == 3


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--to", "odt"), "odt"),
        (("--to", ","), "no format"),
        (("--allow", "all"), "all"),
        (("--fail-on", "bad"), "bad"),
    ],
)
def test_wrong_usage(run: Run, place: str, options: tuple[str, str], message: str) -> None:
    done = run("deliver", place, *options)
    assert done.code == 2
    assert message in done.err


def test_export_writes_the_page_too(run: Run, place: str, workspace: Path) -> None:
    done = run("export", place, "--to", "html")
    assert done.code == 3
    assert "not translated" in (workspace / "projects/news/export/library.ar-en.html").read_text(encoding="utf-8")

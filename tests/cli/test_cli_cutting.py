from __future__ import annotations

from pathlib import Path

from .conftest import Run

TEXT = "عاد الوفد إلى المدينة صباحا. ثم غادر في المساء إلى الميناء.\n"


def test_split_and_join_from_the_command_line(run: Run, workspace: Path) -> None:
    assert run("project", "new", "news", "--from", "ar", "--to", "en").code == 0
    path = workspace / "doc.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert run("import", "news", path).code == 0
    assert run("edit", "news/doc", "1", "--target", "It returned.").code == 0
    joined = run("edit", "news/doc", "1", "--join", "--json").json
    assert joined["source"] == TEXT.strip()
    assert joined["draft"] == "It returned."
    (place,) = run("edit", "news/doc", "1", "--places", "--json").json
    assert place["kind"] == "sentence"
    assert place["begins"].startswith("ثم غادر")
    assert "sentence" in run("edit", "news/doc", "1", "--places").out
    split = run("edit", "news/doc", "1", "--split", place["offset"], "--json").json
    assert split["source"] == "عاد الوفد إلى المدينة صباحا."
    assert run("edit", "news/doc", "2", "--json").json["source"] == "ثم غادر في المساء إلى الميناء."
    refused = run("edit", "news/doc", "2", "--join")
    assert refused.code == 2
    assert "last of its paragraph" in refused.err
    assert run("edit", "news/doc", "1", "--split", "999").code == 2


def test_an_updated_article(run: Run, workspace: Path) -> None:
    assert run("project", "new", "news", "--from", "ar", "--to", "en").code == 0
    path = workspace / "doc.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert run("import", "news", path, "--update").code == 1, "there is nothing to update yet"
    assert run("import", "news", path).code == 0
    assert run("edit", "news/doc", "1", "--target", "It returned.", "--confirm").code == 0
    path.write_text(TEXT + "\nوبقي الأطباء هناك.\n", encoding="utf-8")
    done = run("import", "news", path, "--update")
    assert done.code == 0
    assert "2 segments kept, 0 changed, 1 new, 0 gone" in done.err
    assert run("edit", "news/doc", "1", "--json").json["target"] == "It returned."
    assert "0 changed, 0 new" in run("import", "news", path, "--update").err

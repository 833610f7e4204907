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
    inside = run("edit", "news/doc", "1", "--split", "6")
    assert inside.code == 2
    assert "part a word" in inside.err
    assert "4:" in inside.err
    assert run("edit", "news/doc", "1", "--split", "3", "--json").json["source"] == "عاد"
    assert run("edit", "news/doc", "2", "--json").json["source"].startswith("الوفد")


def test_joints_from_the_command_line(run: Run, workspace: Path) -> None:
    assert run("project", "new", "news", "--from", "ar", "--to", "en").code == 0
    path = workspace / "doc.txt"
    path.write_text("عاد الوفد إلى المدينة صباحا، ثم غادر في المساء إلى الميناء.\n", encoding="utf-8")
    assert run("import", "news", path).code == 0
    assert run("edit", "news/doc", "1", "--split", "29").code == 0
    assert run("edit", "news/doc", "1", "--target", "It returned in the morning,", "--confirm").code == 0
    assert run("check", "news").err.strip() == "0 issues."
    assert run("edit", "news/doc", "2", "--target", "Then it left.", "--confirm").code == 0
    (issue,) = run("check", "news", "--json").json
    assert (issue["segment"], issue["check"], issue["start"], issue["end"]) == (2, "typographical", 0, 4)
    assert "workbench check news/doc" in run("export", "news", "--to", "txt").err
    assert "'Then' follows a comma" in run("edit", "news/doc", "1", "--join").err


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


def test_own_abbreviations_and_rules(run: Run, workspace: Path) -> None:
    assert run("project", "new", "news", "--from", "ar", "--to", "en").code == 0
    path = workspace / "doc.txt"
    path.write_text("زار الوفد منطقة كدس. الشاطئ صباح اليوم. ثم غادر.\n", encoding="utf-8")
    assert run("import", "news", path).code == 0
    joined = run("edit", "news/doc", "1", "--join")
    assert "project abbreviations news --add كدس." in joined.err
    added = run("project", "abbreviations", "news", "--add", "كدس.", "--json")
    assert "Added كدس." in added.err
    assert added.json == ["كدس."]
    assert run("import", "news", path, "--name", "again").err.count("nothing was changed") == 1
    path.write_text("زار الوفد منطقة كدس. الشاطئ صباح اليوم. ثم عاد.\n", encoding="utf-8")
    assert "2 segments" in run("import", "news", path, "--name", "again").err
    assert run("project", "abbreviations", "news", "--add", "two words").code == 2
    assert run("project", "abbreviations", "news", "--remove", "كدس").out == ""

    rules = workspace / "ours.srx"
    assert "rules written" in run("srx", rules, "--project", "news").err
    assert run("project", "set", "news", "--srx", rules, "--srx-mode", "instead").code == 0
    path.write_text("زار الوفد المنطقة صباح اليوم. ثم عاد.\n", encoding="utf-8")
    assert "2 segments" in run("import", "news", path, "--name", "by-srx").err
    rules.write_text("<srx>", encoding="utf-8")
    refused = run("project", "set", "news", "--srx", rules)
    assert refused.code == 1
    assert "ours.srx:1" in refused.err
    (workspace / "projects" / "news" / "segmentation.srx").unlink()
    path.write_text("زار الوفد المدينة.\n", encoding="utf-8")
    gone = run("import", "news", path, "--name", "more")
    assert gone.code == 1
    assert "segmentation.srx" in gone.err


def test_line_wraps_are_joined_where_asked(run: Run, workspace: Path) -> None:
    assert run("project", "new", "news", "--from", "en", "--to", "ar").code == 0
    path = workspace / "doc.txt"
    path.write_text("The new hospital on the river was opened by the\ndirector of the town.\n", encoding="utf-8")
    done = run("import", "news", path, "--join-lines")
    assert "Line wraps joined: 1." in done.err
    assert "1 segment," in done.err


def test_roles_from_the_command_line(run: Run, workspace: Path) -> None:
    assert run("project", "new", "news", "--from", "ar", "--to", "en").code == 0
    path = workspace / "doc.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert run("import", "news", path).code == 0
    out = run("edit", "news/doc", "1", "--role", "related", "--json").json
    assert (out["role"], out["translate"]) == ("related", False)
    assert "left out" in run("edit", "news/doc", "1").out
    assert run("edit", "news/doc", "1", "--translate", "--json").json["translate"] is True
    assert run("edit", "news/doc", "1", "--skip", "--json").json["translate"] is False
    assert run("edit", "news/doc", "1", "--role", "poem").code == 2
    assert run("edit", "news/doc", "9", "--role", "body").code != 0

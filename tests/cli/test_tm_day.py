"""A day of somebody who looks after memories, on the command line."""

from __future__ import annotations

from pathlib import Path

from workbench.workflow.memory_import import CHUNK, import_memory
from workbench.workflow.workspace import open_workspace

from .conftest import Run

PAIRS = """ar,en
قال الوزير إن العمل بدأ,The minister said work had begun
قال الوزير إنّ العمل بدأ,The minister said work had begun
وللوزير رأي آخر,The minister thinks otherwise
The report in English,التقرير بالعربية هنا
موافق,OK
Ø§Ù„ØªÙ‚Ø±ÙŠØ±,the report
نص بقي كما هو Word,نص بقي كما هو Word
"""


def test_a_day_with_memories(run: Run, workspace: Path) -> None:
    (workspace / "old.csv").write_text(PAIRS, encoding="utf-8")
    dry = run("tm", "import", "old.csv", "--dry-run", "--json")
    assert [(r["read"], r["added"]) for r in dry.json] == [(7, 7)]
    assert run("tm", "list", "--json").json == []
    assert run("tm", "import", "old.csv").code == 0
    assert run("tm", "import", "old.csv", "--json").json[0]["added"] == 0

    found = run("tm", "search", "قال الوزير إن العمل بدأ", "--json").json
    assert [(m["score"], m["en"]) for m in found] == [(100, "The minister said work had begun")]
    folded = run("tm", "search", "قال الوزير ان العمل بدأ", "--json").json
    assert [m["score"] for m in folded] == [99]
    assert run("tm", "penalty", "old", 10).code == 0
    assert run("tm", "search", "قال الوزير إن العمل بدأ", "--json").json[0]["score"] == 90
    assert run("tm", "penalty", "old", 0).code == 0

    places = run("tm", "concordance", "وزير", "--json").json
    assert [[p["ar"][a:b] for a, b in p["spans"]] for p in places] == [["وللوزير"], ["الوزير"], ["الوزير"]]
    assert len(run("tm", "concordance", "minister", "--json").json) == 3
    assert "[minister]" in run("tm", "concordance", "minister", "--limit", 1).out
    for odd in ('"', "*", "؟", "x" * 300):
        assert run("tm", "concordance", odd).code == 0

    wrong = {tuple(w["rules"]) for w in run("tm", "clean", "old", "--json").json}
    assert wrong == {("reversed",), ("mojibake",), ("untranslated",)}
    assert run("tm", "list", "--json").json[0]["units"] == 7
    assert run("tm", "clean", "old", "--remove", "--rule", "mojibake", "--rule", "reversed").code == 0
    assert run("tm", "list", "--json").json[0]["units"] == 5
    (double,) = run("tm", "dedupe", "old", "--json").json
    assert run("tm", "dedupe", "old", "--remove").code == 0
    assert run("tm", "list", "--json").json[0]["units"] == 4
    assert run("undo").code == 0
    assert run("undo").code == 0
    assert run("tm", "list", "--json").json[0]["units"] == 7
    kept = double["keep"]
    assert run("tm", "edit", kept, "--target", "The minister said that work began").code == 0
    assert (
        run("tm", "search", "The minister said that work began", "--from", "en", "--to", "ar", "--json").json[0][
            "score"
        ]
        == 100
    )
    assert run("undo").code == 0
    assert run("tm", "delete", kept).code == 0
    assert run("project", "new", "p", "--from", "ar", "--to", "en").code == 0
    (workspace / "one.txt").write_text("نعم.\n", encoding="utf-8")
    assert run("import", "p", "one.txt").code == 0
    assert run("edit", "p/one", 1, "--target", "Yes.", "--confirm").code == 0
    assert "confirmed pairs" in run("tm", "edit", "p", "--read-only").err
    assert run("tm", "delete", "p", "--yes").err.startswith("0 pairs")
    assert run("tm", "edit", "old", "--rename", "archive", "--read-only").code == 0
    refused = run("tm", "import", "old.csv", "--memory", "archive")
    assert (refused.code, "reading only" in refused.err) == (2, True)
    assert run("tm", "edit", "archive", "--writable").code == 0

    (workspace / "new.csv").write_text("ar,en\nموافق,OK\nنعم,Yes\n", encoding="utf-8")
    assert run("tm", "import", "new.csv").code == 0
    assert run("tm", "merge", "new", "archive").code == 0
    assert {m["memory"]: m["units"] for m in run("tm", "list", "--json").json if m["memory"] != "p"} == {
        "archive": 7,
        "new": 0,
    }
    assert run("tm", "search", "نعم", "--json").json[0]["memory"] == "archive"
    assert run("undo").code == 0
    assert {m["memory"]: m["units"] for m in run("tm", "list", "--json").json if m["memory"] != "p"} == {
        "archive": 6,
        "new": 2,
    }

    stats = run("tm", "stats", "archive", "--json").json
    assert (stats["units"], stats["sources"], stats["alternatives"]) == (6, 6, 0)
    assert run("tm", "export", "archive", "out.tmx", "--tags", "ar-SA,en-GB", "--bare").code == 0
    first = (workspace / "out.tmx").read_bytes()
    assert b'xml:lang="ar-SA"' in first
    assert run("tm", "export", "archive", "out.tmx", "--tags", "ar-SA,en-GB", "--bare").code == 0
    assert (workspace / "out.tmx").read_bytes() == first
    assert "0 pairs" in run("tm", "export", "archive", "none.csv", "--since", "2999-01-01").err
    assert run("tm", "delete", "archive").code == 2
    assert run("tm", "delete", "archive", "--yes").code == 0
    assert run("tm", "search", "موافق", "--memory", "archive").out == ""


def test_what_a_format_cannot_hold_is_told(run: Run, workspace: Path) -> None:
    (workspace / "long.csv").write_text(f"ar,en\nنعم,Yes\n{'طويل ' * 8000},long\n", encoding="utf-8")
    assert run("tm", "import", "long.csv").code == 0
    done = run("tm", "export", "long", "long.xlsx")
    assert (done.code, "longer than a cell" in done.err, "1 pair written" in done.err) == (0, True, True)
    assert "2 pairs written" in run("tm", "export", "long", "long.tsv").err


def test_formulas_are_guarded_when_asked_and_come_back(run: Run, workspace: Path) -> None:
    (workspace / "f.csv").write_text("ar,en\n-٥ درجات,=2+2\n", encoding="utf-8")
    assert run("tm", "import", "f.csv").code == 0
    assert run("tm", "export", "f", "safe.csv", "--bare", "--spreadsheet-safe").code == 0
    assert "'-٥ درجات,'=2+2" in (workspace / "safe.csv").read_text(encoding="utf-8-sig")
    assert run("tm", "import", "safe.csv", "--memory", "f", "--json").json[0]["added"] == 0


def test_what_an_export_leaves_out_for_its_filters_is_no_riddle(run: Run, workspace: Path) -> None:
    (workspace / "f.csv").write_text(
        "ar,en,author,document\nنعم,Yes,layla,a\nلا,No,omar,b\nبلى,Oh,omar,b\n", encoding="utf-8"
    )
    assert run("tm", "import", "f.csv").code == 0
    nothing = run("tm", "export", "f", "o.tmx", "--author", "leyla", "--json")
    assert (nothing.json["written"], "workbench tm stats f" in nothing.err) == (0, True)
    stats = run("tm", "stats", "f")
    assert "by omar\t2\nby layla\t1\ndocument b\t2\ndocument a\t1" in stats.out
    assert run("tm", "export", "f", "o.tmx", "--author", "omar", "--document", "b", "--json").json["written"] == 2
    assert "as a file without a suffix" in run("tm", "export", "f", "o").err


def test_a_file_that_cannot_be_read_does_not_keep_the_others_out(run: Run, workspace: Path) -> None:
    for name in ("a", "c"):
        (workspace / f"{name}.csv").write_text(f"ar,en\nنعم {name},Yes {name}\n", encoding="utf-8")
    (workspace / "b.tmx").write_text("<html/>", encoding="utf-8")
    done = run("tm", "import", "a.csv", "b.tmx", "c.csv", "--memory", "all", "--json")
    assert (done.code, [r.get("added") for r in done.json]) == (1, [1, None, 1])
    assert "no TMX file" in done.json[1]["error"]
    assert "The other files are read" in done.err


def test_tags_of_other_languages_are_refused(run: Run, workspace: Path) -> None:
    (workspace / "a.csv").write_text("ar,en\nنعم,Yes\n", encoding="utf-8")
    assert run("tm", "import", "a.csv").code == 0
    for kind in ("csv", "tmx"):
        refused = run("tm", "export", "a", f"a2.{kind}", "--tags", "xx,yy")
        assert (refused.code, "a holds ar and en, not xx and yy" in refused.err) == (2, True)
        assert not (workspace / f"a2.{kind}").exists()
    assert run("tm", "export", "a", "a2.csv", "--tags", "en-GB,ar-SA", "--bare").code == 0
    assert (workspace / "a2.csv").read_text(encoding="utf-8-sig") == "en-GB,ar-SA\nYes,نعم\n"


def test_an_empty_memory_can_be_forgotten(run: Run, workspace: Path) -> None:
    assert "no memory yet" in run("tm", "list").err
    (workspace / "a.csv").write_text("ar,en\nموافق,OK\n", encoding="utf-8")
    assert run("project", "new", "p", "--from", "ar", "--to", "en").code == 0
    assert run("tm", "import", "a.csv", "--project", "p").code == 0
    assert [m["projects"] for m in run("tm", "list", "--json").json] == [["p"], ["p"]]
    assert "still holds 1 pair" in run("tm", "delete", "a", "--forget").err
    assert "--forget" in run("tm", "delete", "a", "--yes").err
    assert run("tm", "delete", "a", "--forget", "--json").json["forgotten"]
    assert [m["memory"] for m in run("tm", "list", "--json").json] == ["p"]
    assert "confirmed pairs" in run("tm", "delete", "p", "--forget").err
    # The next memory gets the same number.
    (workspace / "b.csv").write_text("ar,en\nنعم,Yes\n", encoding="utf-8")
    deletion = next(b["number"] for b in run("undo", "--list", "--json").json if "delete" in str(b))
    assert run("tm", "import", "b.csv").code == 0
    assert "kept: 1" in run("undo", str(deletion)).err
    assert run("tm", "search", "موافق", "--in", "b").out.strip() == "", "nobody gets another one's pairs"


def test_an_import_that_runs_is_not_called_broken_off(run: Run, workspace: Path) -> None:
    (workspace / "a.csv").write_text("ar,en\n" + "".join(f"جملة {n},line {n}\n" for n in range(3000)), encoding="utf-8")
    ws = open_workspace(workspace)
    asked: list[str] = []

    def stop_after_a_look() -> bool:
        asked.append(run("tm", "list").err)
        return True

    assert not import_memory(ws, workspace / "a.csv", stopped=stop_after_a_look).whole
    assert f"An import into a is running: {CHUNK:,} pairs so far" in asked[0]
    ((unfinished,),) = [m["unfinished"] for m in run("tm", "list", "--json").json]
    assert (unfinished["units"], unfinished["running"]) == (CHUNK, False)
    assert "was broken off" in run("tm", "list").err
    assert "not whole" in run("tm", "delete", "a", "--forget").err


def test_wrong_words_are_told(run: Run) -> None:
    for args, says in (
        (["tm", "stats", "none"], "no memory"),
        (["tm", "edit", "none", "--target", "x"], "no number"),
        (["tm", "edit", "5", "--target", "x"], "no pair 5"),
        (["tm", "edit", "none"], "Nothing to change"),
        (["tm", "delete", "7"], "no pair 7"),
        (["tm", "delete", "9" * 20], "no pair"),
        (["tm", "delete", "2024", "--yes"], "no memory"),
        (["tm", "export", "x", "y.tmx", "--since", "yesterday"], "no date"),
        (["tm", "export", "x", "y.tmx", "--until", "2026-13-45"], "no date"),
        (["tm", "export", "x", "y.tmx", "--tags", "ar"], "no pair of language tags"),
        (["tm", "import", "x.csv", "--columns", "a"], "no columns"),
    ):
        done = run(*args)
        assert done.code in (1, 2), args
        assert says in done.err, args


def test_taking_back_does_not_double_what_came_again(run: Run, workspace: Path) -> None:
    (workspace / "a.csv").write_text("ar,en\nموافق,OK\nنعم,Yes\n", encoding="utf-8")
    assert run("tm", "import", "a.csv").code == 0
    assert run("tm", "delete", "a", "--yes").code == 0
    number = max(next(v for v in row.values() if isinstance(v, int)) for row in run("undo", "--list", "--json").json)
    assert run("tm", "import", "a.csv").code == 0
    assert run("undo", number).code == 0
    assert [m["units"] for m in run("tm", "list", "--json").json] == [2]


def test_a_memory_that_no_project_searches_is_told_of(run: Run, workspace: Path) -> None:
    (workspace / "old.csv").write_text(PAIRS, encoding="utf-8")
    told = "No project searches old yet: give this command --project"
    assert run("project", "new", "News", "--from", "ar", "--to", "en").code == 0
    assert told not in run("tm", "import", "old.csv", "--dry-run").err
    assert told in run("tm", "import", "old.csv").err
    assert told not in run("tm", "import", "old.csv", "--project", "news").err
    assert told not in run("tm", "import", "old.csv").err


def test_a_table_with_its_columns_the_wrong_way_round_is_put_right(run: Run, workspace: Path) -> None:
    (workspace / "w.csv").write_text(
        "ar,en\nThe work had begun,كان العمل قد بدأ\nقال الوزير نعم,The minister said yes\n"
        "The office is open today,يفتح المكتب اليوم\nيفتح المكتب اليوم,The office is open today\n",
        encoding="utf-8",
    )
    assert run("tm", "import", "w.csv").code == 0
    told = run("tm", "clean", "w", "--json")
    assert [w["repaired"]["en"] for w in told.json] == ["The work had begun", "The office is open today"]
    assert "2 pairs can be put right: --repair" in told.err
    done = run("tm", "clean", "w", "--repair", "--json").json
    assert (done["done"], done["left"]) == (1, 1)  # the other one stands there already
    (found,) = run("tm", "search", "كان العمل قد بدأ", "--json").json
    assert (found["score"], found["en"]) == (100, "The work had begun")
    assert "tm upkeep of repair > w (1 pair)" in run("undo", done["batch"]).err
    assert [w["rules"] for w in run("tm", "clean", "w", "--json").json] == [["reversed"], ["reversed"]]
    assert "two acts" in run("tm", "clean", "w", "--repair", "--remove").err


def test_every_act_tells_scripts_what_it_did(run: Run, workspace: Path) -> None:
    (workspace / "a.csv").write_text("ar,en\nموافق,OK\nمُوافق,OK\nنعم,Yes\n", encoding="utf-8")
    assert run("tm", "create", "b", "--json").json["units"] == 0
    assert run("tm", "import", "a.csv").code == 0
    assert run("tm", "penalty", "a", 5, "--json").json["penalty"] == 5
    assert run("tm", "edit", "a", "--rename", "c", "--json").json["memory"] == "c"
    assert "text on both sides" in run("tm", "edit", 1, "--target", " ").err
    assert run("tm", "edit", 1, "--target", "Agreed", "--json").json["done"] == 1
    assert run("undo").code == 0
    doubles = run("tm", "dedupe", "c", "--remove", "--json").json
    assert (doubles["done"], len(doubles["groups"])) == (1, 1)
    assert run("undo", doubles["batch"]).code == 0
    assert run("tm", "merge", "c", "b", "--json").json["done"] == 3
    assert run("tm", "delete", "b", "--yes", "--json").json == {"done": 3, "left": 0, "batch": 5}

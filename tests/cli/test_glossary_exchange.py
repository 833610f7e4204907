"""``glossary import`` and ``export`` as a person and as a script meet them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from workbench.cli.glossary_exchange import FORMATS
from workbench.formats.terms_table import TERM_READERS, TERM_WRITERS

from .conftest import Run

LIST = "Arabic,English,Sort\nقمر,moon,sky\nشمس,sun,sky\n,star,sky\n"


def test_the_formats_of_the_help_are_those_of_the_table() -> None:
    assert tuple(TERM_READERS) == tuple(TERM_WRITERS) == FORMATS


def test_in_and_out(run: Run, workspace: Path, tmp_path: Path) -> None:
    source = tmp_path / "sky.csv"
    source.write_text(LIST, encoding="utf-8")
    done = run("glossary", "import", source, "--columns", "subject=Sort")
    assert done.code == 0
    assert f"{source}:4: 1 entry without ar, passed over." in done.err
    assert "2 concepts read; 2 added to sky.csv" in done.err
    assert (workspace / "glossaries" / "sky.csv").read_text(encoding="utf-8").count("sky.csv:") == 2
    done = run("glossary", "export", "--glossary", "sky.csv", "--to", "omegat", "--from", "en", "--to-lang", "ar")
    assert done.code == 0
    assert "2 concepts written to sky.txt" in done.err
    assert "Not carried by omegat:" in done.err
    assert "subject 2" in done.err
    assert Path("sky.txt").read_text(encoding="utf-8").splitlines()[1:] == ["moon\tقمر", "sun\tشمس"]


def test_json(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "sky.tsv"
    source.write_text("ar\ten\tkind\tdesk\nقمر\tmoon\tplanet\tnorth\nنجم\t\t\t\n", encoding="utf-8")
    [found] = run("glossary", "import", source, "--glossary", "names", "--json").json
    assert Path(found.pop("glossary")).name == "names.csv"
    assert found == {
        "file": str(source), "format": "tsv", "read": 1, "added": 1, "united": 0, "already": 0, "kept": {},
        "dropped": {"kind=planet": 1}, "new_columns": [], "skipped": [{"reason": "without en", "count": 1, "line": 3}],
        "lost": {}, "notices": [],
    }  # fmt: skip
    again = run("glossary", "import", source, "--glossary", "names", "--json").json[0]
    assert (again["added"], again["already"]) == (0, 1)
    done = run("glossary", "export", "--glossary", "names.csv", "--to", "tbx", "-o", tmp_path / "o.tbx", "--json").json
    assert done == {
        "file": str(tmp_path / "o.tbx"), "format": "tbx", "written": 1, "bad_rows": 0, "skipped": [], "lost": {"desk": 1},
        "notices": [],
    }  # fmt: skip


def test_a_heading_with_a_comma(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "sky.tsv"
    source.write_text("Wort, fremd\tWort\nقمر\tmoon\n", encoding="utf-8")
    done = run("glossary", "import", source, "--columns", "ar=Wort, fremd,en=Wort", "--json")
    assert done.json[0]["added"] == 1
    assert run("glossary", "import", source, "--columns", "Wort").code == 2


def test_errors(run: Run, tmp_path: Path) -> None:
    done = run("glossary", "import", tmp_path / "none.tbx")
    assert done.code == 1
    assert "none.tbx" in done.err
    (tmp_path / "a.csv").write_bytes("ar,en\nميناء الصيادين القديم,port\n".encode("cp1256"))
    done = run("glossary", "import", tmp_path / "a.csv")
    assert (done.code, "--encoding cp1256" in done.err) == (1, True)
    assert run("glossary", "import", tmp_path / "a.csv", "--encoding", "cp1256").code == 0
    assert run("glossary", "export", "--to", "tbx", "--from", "en", "--to-lang", "en").code == 2


@pytest.mark.parametrize(
    "args", [["--help"], ["glossary", "--help"], ["glossary", "list"], ["glossary", "import", "--help"]]
)
def test_formats_are_loaded_when_they_are_used(workspace: Path, args: list[str]) -> None:
    code = (
        "import sys; from workbench.main import main; main(['--workspace', sys.argv[1], *sys.argv[2:]]) "
        "if sys.argv[2] != '--help' else main(['--help']);"
        "print([m for m in ('lxml', 'openpyxl') if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(workspace), *args], capture_output=True, text=True, check=True
    )
    assert done.stderr.strip().endswith("[]")


@pytest.mark.parametrize("name", ["./new.csv", "here/new.csv"])
def test_the_hint_for_an_import_outside_a_workspace_leads_there(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / "away" / "here").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "away")
    Path("sky.csv").write_text(LIST, encoding="utf-8")
    assert "--glossary ./FILE.csv" in run("glossary", "import", "sky.csv").err
    assert run("glossary", "import", "sky.csv", "--glossary", name).code == 0
    assert Path(name).is_file()
    assert run("glossary", "import", "sky.csv", "--glossary", "none/new.csv").code == 2

"""Terms come in and go out: provenance, what is told, and that nothing is half done."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.config import find_workspace
from workbench.errors import FileError, UsageError
from workbench.formats.terms_table import TERM_WRITERS
from workbench.termbase.glossary_file import read_glossary
from workbench.workflow.term_exchange import (
    ReadOptions,
    WriteOptions,
    export_terms,
    glossary_to_fill,
    import_terms,
    with_language,
)

GLOSSARY = """id,ar,en,kind,status,enforce,en_variants,en_forbidden,note,origin,author,date,desk
# people
nour,نور حداد,Nour Haddad,person,,must,Noor Haddad,Nur Hadad,,interview,R. Saab,2026-01-31,north
port,ميناء,port,,Allowed,,,,,,,,
gone,بحر,sea,,candidate,,,,,,,,
bad,نهر
"""


@pytest.fixture
def glossary(tmp_path: Path) -> Path:
    path = tmp_path / "house.csv"
    path.write_text(GLOSSARY, encoding="utf-8")
    return path


def test_new_rows_say_where_they_are_from(tmp_path: Path) -> None:
    source = tmp_path / "list.csv"
    source.write_text(
        "id,ar,en,origin,date\n7,قمر,moon,,\n8,شمس,sun,field notes,2025-05-05\n,نجم,star,,\n", encoding="utf-8"
    )
    done = import_terms(source, tmp_path / "out.csv", ReadOptions(), author="R. Saab", today="2026-01-31")
    assert (done.read, done.merge.added, done.format) == (3, 3, "csv")
    rows = [(c.id, c.origin, c.author, c.date) for c in read_glossary(tmp_path / "out.csv").concepts]
    assert rows == [
        ("7", "list.csv#7", "R. Saab", "2026-01-31"),
        ("8", "field notes", "R. Saab", "2025-05-05"),
        ("star", "list.csv:4", "R. Saab", "2026-01-31"),
    ]


@pytest.mark.parametrize("kind", sorted(TERM_WRITERS))
def test_there_and_back_adds_nothing(glossary: Path, tmp_path: Path, kind: str) -> None:
    """Laws: what was exported is there already; imported elsewhere and exported again it is the same."""
    done = export_terms([glossary], kind, tmp_path / "out", WriteOptions())
    assert done.bad_rows == 1
    assert done.written + sum(n for n, _line in done.tally.skipped.values()) == 3
    before = glossary.read_bytes()
    back = import_terms(tmp_path / "out", glossary, ReadOptions(), kind=kind)
    assert (back.merge.added, back.merge.united) == (0, 0)
    assert glossary.read_bytes() == before
    import_terms(tmp_path / "out", tmp_path / "other.csv", ReadOptions(), kind=kind)
    again = export_terms([tmp_path / "other.csv"], kind, tmp_path / "again", WriteOptions())
    assert again.written == done.written
    if kind in ("tbx", "utx"):
        assert (tmp_path / "again").read_bytes().count(b"\n") == (tmp_path / "out").read_bytes().count(b"\n")


def test_what_a_format_loses_is_counted(glossary: Path, tmp_path: Path) -> None:
    lost = {
        kind: dict(export_terms([glossary], kind, tmp_path / kind, WriteOptions()).tally.lost)
        for kind in ("csv", "tbx", "omegat")
    }
    assert lost["csv"] == {}
    assert lost["tbx"] == {"kind": 1, "enforce": 1, "desk": 1}
    assert lost["omegat"]["status=allowed"] == 1
    assert lost["omegat"]["id"] == 2


def test_two_glossaries_with_one_id(glossary: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("id,ar,en\nport,مرفأ,harbour\n", encoding="utf-8")
    done = export_terms([glossary, other], "csv", tmp_path / "out.csv", WriteOptions())
    assert dict(done.tally.lost) == {"id": 1}
    assert [c.id for c in read_glossary(tmp_path / "out.csv").concepts] == ["nour", "port", "gone", "port-2"]


def test_no_glossary_is_written_over(glossary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="glossary itself"):
        export_terms([glossary], "csv", None, WriteOptions())
    assert export_terms([glossary], "tbx", None, WriteOptions()).path == Path("house.tbx")
    with pytest.raises(UsageError, match="there already"):
        export_terms([glossary], "tbx", None, WriteOptions())
    assert export_terms([glossary], "tbx", Path("house.tbx"), WriteOptions()).written == 3
    with pytest.raises(UsageError, match="into itself"):
        import_terms(glossary, glossary, ReadOptions())
    with pytest.raises(UsageError, match="no glossary"):
        export_terms([], "tbx", None, WriteOptions())


@pytest.mark.parametrize(
    ("name", "text", "error"),
    [
        ("a.tbx", '<tbx><text><body><conceptEntry><langSec xml:lang="ar"><termSec><term>س</term>', FileError),
        ("a.tbx", '<tbx><text><body><conceptEntry><langSec xml:lang="ar"><termSec><term>س</term></termSec></langSec></conceptEntry></body></text></tbx>', FileError),
        ("a.csv", "ar,en\nقمر,moon\nنجم,\"star\n", FileError),
        ("a.csv", "ar,en\nقمر,\n", FileError),
        ("a.txt", "no tab here\n", FileError),
        ("a.utx", "#UTX 1.11; fr/en; 2026-01-31\n#src\ttgt\tsrc:pos\nlune\tmoon\tnoun\n", FileError),
        ("a.utx", "moon\tقمر\n", FileError),
        ("a.doc", "x", UsageError),
    ],
)  # fmt: skip
def test_what_cannot_be_read_changes_nothing(tmp_path: Path, name: str, text: str, error: type[Exception]) -> None:
    path, glossary = tmp_path / name, tmp_path / "terms.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(error):
        import_terms(path, glossary, ReadOptions())
    assert list(tmp_path.iterdir()) == [path]
    glossary.write_text("ar,en\nقمر,moon\n", encoding="utf-8")
    with pytest.raises(error):
        import_terms(path, glossary, ReadOptions())
    assert glossary.read_text(encoding="utf-8") == "ar,en\nقمر,moon\n"


def test_utx_of_others(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text(
        "#UTX 1.20; en-GB/ar-001; 2026-01-31; creator: desk\r\n#description: sky\r\n#src\ttgt\tsrc:pos\tterm status\tConcept ID\tplural\r\n"
        "moons\tقمر\t-\tforbidden\tC1\t-\r\nmoon\tقمر\tnoun\tapproved\tC1\tmoons\r\nsun\tشمس\t\t\t-\t\r\n# old\r\nstar\t\tnoun\r\n",
        encoding="utf-8",
    )
    done = import_terms(path, tmp_path / "out.csv", ReadOptions())
    assert done.format == "utx"
    assert done.tally.skipped == {"without ar": (1, 8)}
    assert dict(done.tally.lost) == {"plural": 1}
    moon, sun = read_glossary(tmp_path / "out.csv").concepts
    assert (moon.id, moon.preferred("en"), moon.pos) == ("C1", "moon", "noun")
    assert moon.forms("en", "forbidden") == ("moons",)  # type: ignore[arg-type]
    assert (sun.preferred("ar"), sun.pos) == ("شمس", "")


def test_omegat_lines_that_belong_together(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("# sky\nmoon\tقمر\tthe moon\nmoon\tبدر\nluna\tقمر\n\nluna\tهلال\nsun\tشمس\t\n", encoding="utf-8")
    import_terms(path, tmp_path / "out.csv", ReadOptions())
    found = [(c.forms("ar"), c.forms("en"), c.note) for c in read_glossary(tmp_path / "out.csv").concepts]
    assert found == [
        (("قمر", "بدر"), ("moon", "luna"), "the moon"),
        (("هلال",), ("luna",), ""),
        (("شمس",), ("sun",), ""),
    ]


def test_the_glossary_to_fill(workspace: Path, tmp_path: Path) -> None:
    ws = find_workspace(workspace)
    assert glossary_to_fill(ws, None, Path("x/sky list.tbx")) == ws.glossaries / "sky list.csv"
    assert glossary_to_fill(ws, "sky.csv", Path("a.tbx")) == ws.glossaries / "sky.csv"
    assert glossary_to_fill(None, str(tmp_path / "sky.csv"), Path("a.tbx")) == tmp_path / "sky.csv"
    for name, message in (("a/b", "cannot contain"), (str(tmp_path / "no" / "x.csv"), "no folder")):
        with pytest.raises(UsageError, match=message):
            glossary_to_fill(ws, name, Path("a.tbx"))
    with pytest.raises(UsageError, match="workspace"):
        glossary_to_fill(None, None, Path("a.tbx"))


def test_one_language_twice() -> None:
    with pytest.raises(UsageError):
        with_language(ReadOptions(), "ar", "ar")

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import FileError
from workbench.model import Enforce, TermStatus
from workbench.termbase.glossary_file import make_id, read_glossary
from workbench.termbase.records import parse

from .rowwise import add_concept

GOOD = "# A comment\nid,ar,en,kind,status,enforce,en_variants,my column\nun,الأمم المتحدة,United Nations,organisation,,must,UN | U.N.,kept\n"


def write(folder: Path, text: str | bytes, name: str = "g.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_row_is_a_concept(tmp_path: Path) -> None:
    (concept,) = read_glossary(write(tmp_path, GOOD)).concepts
    assert (concept.id, concept.kind, concept.enforce, concept.line) == ("un", "organisation", Enforce.MUST, 3)
    assert concept.forms("en") == ("United Nations", "UN", "U.N.")
    assert concept.preferred("ar") == "الأمم المتحدة"


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbfar,en\r\n\xd8\xb3,s\r\n",
        "ar;en\nس;s\n".encode(),
        "ar\ten\nس\ts\n".encode("utf-16"),
        "source,target\nس,s\n".encode(),
        "ar,en\nس,s".encode(),
        'en,ar\n"s",س\n'.encode(),
    ],
)
def test_files_as_spreadsheets_write_them(tmp_path: Path, data: bytes) -> None:
    file = read_glossary(write(tmp_path, data))
    assert file.errors == ()
    assert [(c.preferred("ar"), c.preferred("en"), c.id) for c in file.concepts] == [("س", "s", "s")]


@pytest.mark.parametrize(
    ("row", "says", "line"),
    [
        (",x", "no ar form", 2),
        ("س,", "no en form", 2),
        ("س,x,y,z", "cells", 2),
        ('س,"open', "never closed", 2),
        ("<<<<<<< mine", "merge conflict", 2),
    ],
)
def test_a_bad_row_is_told_and_blocks_no_other(tmp_path: Path, row: str, says: str, line: int) -> None:
    file = read_glossary(write(tmp_path, f"ar,en\n{row}\nص,good\n"))
    assert [c.id for c in file.concepts] == ["good"]
    (error,) = file.errors
    assert says in error.message
    assert f"g.csv:{line}" in error.message


@pytest.mark.parametrize(
    ("column", "value"), [("status", "maybe"), ("enforce", "always"), ("match", "fuzzy"), ("kind", "thing")]
)
def test_unknown_words_are_told_with_the_known_ones(tmp_path: Path, column: str, value: str) -> None:
    (error,) = read_glossary(write(tmp_path, f"ar,en,{column}\nس,s,{value}\n")).errors
    assert value in error.message
    assert "Choose one of" in error.hint


def test_an_id_twice(tmp_path: Path) -> None:
    file = read_glossary(write(tmp_path, "id,ar,en\na,س,s\na,ص,z\n"))
    assert len(file.concepts) == 1
    assert "line 2" in file.errors[0].message


@pytest.mark.parametrize("text", ["a,b\nس,s\n", b"\xff\xfeabc", b"ar,en\n\xe4,x\n"])
def test_files_that_cannot_be_read_at_all(tmp_path: Path, text: str | bytes) -> None:
    with pytest.raises(FileError, match=r"g\.csv"):
        read_glossary(write(tmp_path, text))


@given(
    st.lists(st.lists(st.text(alphabet='ab,;"\n\r#= كـ', max_size=6), min_size=1, max_size=3), max_size=5),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_every_byte_is_kept(rows: list[list[str]], newline: str) -> None:
    data = ("ar,en\n" + newline.join(",".join(r) for r in rows)).encode()
    assert parse(Path("x"), data).dump() == data


@given(
    st.text(alphabet='ab ,;"#|كتاب\n', min_size=1, max_size=12).filter(str.strip),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.booleans(),
)
def test_a_row_is_added_and_nothing_else_changes(
    tmp_path_factory: pytest.TempPathFactory, note: str, delimiter: str, newline: str, encoding: str, final: bool
) -> None:
    path = tmp_path_factory.mktemp("g") / "g.csv"
    text = newline.join([f"# c{newline}id", "x"])[:4]
    rows = [
        "# kept as it is",
        delimiter.join(["id", "ar", "en", "note", "mine"]),
        delimiter.join(["a", "س", "s", "", '" q "']),
    ]
    text = newline.join(rows) + (newline if final else "")
    path.write_bytes(text.encode(encoding))
    concept = add_concept(path, {"ar": "ص", "en": "Zed", "note": note})
    data = path.read_bytes()
    assert data.startswith(text.encode(encoding))
    assert concept.note == note.strip()
    assert [c.id for c in read_glossary(path).concepts] == ["a", "zed"]
    assert not list(path.parent.glob(".*.tmp"))


def test_a_value_that_would_be_lost_is_told(tmp_path: Path) -> None:
    path = write(tmp_path, "ar,en\nس,s\n")
    with pytest.raises(FileError, match="no column 'note'"):
        add_concept(path, {"ar": "ص", "en": "z", "note": "important"})
    assert path.read_text(encoding="utf-8") == "ar,en\nس,s\n"


@pytest.mark.parametrize(
    ("english", "made"),
    [("Hassan Nasrallah", "hassan-nasrallah"), ("Sana'a", "sanaa"), ("Fayçal", "faycal"), ("!", "term")],
)
def test_ids(english: str, made: str) -> None:
    assert make_id(english) == made


def test_a_forbidden_row_has_no_approved_form(tmp_path: Path) -> None:
    (concept,) = read_glossary(write(tmp_path, "ar,en,status\nس,bad word,forbidden\n")).concepts
    assert concept.preferred("en") == ""
    assert concept.forms("en", TermStatus.FORBIDDEN) == ("bad word",)

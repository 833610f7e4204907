"""Reading: what spreadsheets and people write, what is wrong with it, and that the fast way reads what the careful one does."""

from __future__ import annotations

import copy
import pickle
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from workbench.errors import FileError
from workbench.model import Concept, TermStatus
from workbench.termbase import decode
from workbench.termbase.columns import by_script, resolve
from workbench.termbase.glossary_file import GlossaryFile, glossary_of, read_glossary
from workbench.termbase.records import MAX_RECORD, parse
from workbench.termbase.rows import RowConcept
from workbench.termbase.table import read_table

HOSTILE = Path(__file__).parents[1] / "data" / "hostile"
X = Path("g.csv")


def read(text: str | bytes) -> GlossaryFile:
    return glossary_of(X, text if isinstance(text, bytes) else text.encode())


def pairs(file: GlossaryFile) -> list[tuple[str, str]]:
    return [(c.preferred("ar"), c.preferred("en")) for c in file.concepts]


@pytest.mark.parametrize(
    "header",
    ["ar,en", "source,target", "Arabic,English", "AR-EG,en_GB", "العربية,الإنجليزية", '"ar","en"', " ar , en "],
)
def test_two_columns_of_a_spreadsheet_just_work(header: str) -> None:
    file = read(f"{header}\nس,s\n")
    assert (file.errors, file.notices, pairs(file)) == ((), (), [("س", "s")])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("سلام,peace\nحرب,war\n", [("سلام", "peace"), ("حرب", "war")]),
        ("peace;سلام\nwar;حرب\n", [("سلام", "peace"), ("حرب", "war")]),
        ("# mine\n\npeace\tسلام\tnote 5\n", None),
        ("1\tpeace\tسلام\n", [("سلام", "peace")]),
    ],
)
def test_without_a_row_of_names_the_columns_are_told_by_script(text: str, found: list[tuple[str, str]] | None) -> None:
    if found is None:
        with pytest.raises(FileError, match="no columns"):
            read(text)
        return
    file = read(text)
    assert pairs(file) == found
    assert "told apart" in file.notices[0]


def test_scripts() -> None:
    assert by_script(["سلام", "", "peace"]) == ("ar", "", "en")
    assert by_script(["سلام", "حرب"]) is None
    assert by_script(["سلام x", "peace"]) is None
    assert resolve(["Source", "TARGET", "en", "ar_mine"], "en", "ar") == ("en", "ar", "", "ar_mine")


def test_of_two_columns_with_one_name_the_first_is_read() -> None:
    file = read("ar,en,en\nس,s,z\n")
    assert pairs(file) == [("س", "s")]
    assert "twice" in file.errors[0].message
    assert file.errors[0].line == 1


def test_the_delimiter_a_spreadsheet_names() -> None:
    assert pairs(read("sep=;\r\nar;en\r\nس;s, t\r\n")) == [("س", "s, t")]
    assert pairs(read('ar;en\n"س;ص";"a,b,c"\n')) == [("س;ص", "a,b,c")]


def test_a_stray_quote_costs_its_row_and_no_other() -> None:
    file = read('ar,en,note\nس,s,"open\nص,z,"fine, quoted"\nض,"two\nlines",ok\n')
    assert pairs(file) == [("ص", "z"), ("ض", "two\nlines")]
    assert [(e.line, "never closed" in e.message) for e in file.errors] == [(2, True)]
    assert [c.line for c in file.concepts] == [3, 4]


def test_a_merge_conflict_is_told_once_and_both_sides_are_there() -> None:
    file = read("id,ar,en\n<<<<<<< HEAD\na,س,s\n||||||| base\n=======\na,س,t\n>>>>>>> x\nb,ص,z\n")
    assert [c.id for c in file.concepts] == ["a", "b"]
    assert [(e.line, e.reason) for e in file.errors] == [
        (2, "a merge conflict is left here."),
        (6, "the id 'a' stands in line 3 already."),
    ]


def test_comments_may_hold_quotes_and_notes_lines() -> None:
    file = read('# say "x\nar,en,note\n# "\nس,s,"a\nb"\n#,"\nص,z,\n')
    assert [(c.id, c.note, c.line) for c in file.concepts] == [("s", "a\nb", 4), ("z", "", 7)]
    assert file.errors == ()


def test_lines_after_cells_of_several_lines() -> None:
    for newline in ("\n", "\r\n"):
        text = 'ar,en,note\nس,s,"a\nb\n\nc"\n\nص,z,\n'.replace("\n", newline)
        assert [c.line for c in read(text).concepts] == [2, 7]
        assert len(read(text).concepts.lines) == 2


def test_a_line_that_begins_like_a_comment_inside_a_cell_is_text() -> None:
    (concept,) = read('ar,en,note\nس,s,"a\n# b"\n').concepts
    assert concept.note == "a\n# b"


def test_rows_of_nothing_are_no_rows() -> None:
    file = read("ar,en,note\nس,s,\n,,\n\n  \nص,z,\n,,,,\n")
    assert ([c.line for c in file.concepts], file.errors) == ([2, 6], ())


def test_a_row_may_be_short_or_end_in_empty_cells() -> None:
    assert pairs(read("ar,en,note\nس,s\nص,z,,,,\n")) == [("س", "s"), ("ص", "z")]


def test_a_million_cells_in_a_row() -> None:
    file = read("ar,en\nس,s\n" + "," * 1_000_000 + "\nص,z\n")
    assert pairs(file) == [("س", "s"), ("ص", "z")]
    assert "1,000,001 characters" in file.errors[0].message
    assert file.errors[0].line == 3


def test_a_cell_of_too_many_lines() -> None:
    file = read('ar,en,note\nس,s,"' + "line\n" * (MAX_RECORD // 4) + '"\nص,z,\n')
    assert pairs(file) == [("ص", "z")]
    assert file.errors[0].line == 2


def test_a_file_too_large_is_told_and_read_no_further(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "big.csv"
    with path.open("wb") as f:
        f.truncate(100_000_000)
    with pytest.raises(FileError, match="larger than 50 MB") as told:
        read_glossary(path)
    assert "memory" in told.value.hint
    monkeypatch.setattr(decode, "MAX_BYTES", 10)
    path.write_bytes(b"ar,en\n" * 2)
    with pytest.raises(FileError, match="larger"):
        read_glossary(path)


def test_windows_1256_is_asked_for_never_guessed() -> None:
    data = "ar,en\nسلام,peace\n".encode("cp1256")
    with pytest.raises(FileError, match="not UTF-8 text") as told:
        read(data)
    assert told.value.line == 2
    assert "# coding: cp1256" in told.value.hint
    assert pairs(read(b"# -*- coding: cp1256 -*-\n" + data)) == [("سلام", "peace")]
    with pytest.raises(FileError, match="not known: rot13"):
        read(b"# coding: rot13\n" + data)


def test_utf_16_without_a_mark_is_told() -> None:
    with pytest.raises(FileError, match="UTF-16 without"):
        read("ar,en\nس,s\n".encode("utf-16-le"))


@pytest.mark.parametrize(
    ("name", "found", "errors"),
    [
        ("bom.csv", [("Hello", "مرحبا")], 0),
        ("semicolon.csv", [("Hello", "مرحبا"), ("Yes", "نعم")], 0),
        ("nul.csv", [], 1),
        ("utf16.csv", [("مرحبا", "Hello"), ("نعم", "Yes")], 0),
    ],
)
def test_hostile_files(name: str, found: list[tuple[str, str]], errors: int) -> None:
    file = read_glossary(HOSTILE / name)
    assert (pairs(file), len(file.errors)) == (found, errors)


def test_formulas_are_text() -> None:
    file = read_glossary(HOSTILE / "formulas.csv", source="en", target="ar")
    assert [p[1] for p in pairs(file)] == [
        "=1+1",
        "+2+5",
        "@SUM(A1:A9)",
        '=HYPERLINK("http://127.0.0.1/?"&A1,"x")',
        "-5 degrees",
    ]
    assert parse(X, (HOSTILE / "formulas.csv").read_bytes()).dump() == (HOSTILE / "formulas.csv").read_bytes()


CELL = st.text(alphabet='ab,;"\n\r# سك\u0640\u2028\x0c', max_size=7) | st.text(alphabet="ab\n|<\0", max_size=4)
LINES = st.lists(st.lists(CELL, max_size=4).map(",".join), max_size=7)
HEADS = st.sampled_from(
    ["ar,en", "id,ar,en,note", "en;ar", "# c\nar,en,status", "ar,en,en", "sep=,\nar,en", "", "س,s", '"ar","en"']
)


@given(HEADS, LINES, st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_the_fast_way_reads_what_the_careful_one_does(head: str, lines: list[str], newline: str, quoted: bool) -> None:
    if quoted:
        lines = [",".join('"' + c.replace('"', '""') + '"' for c in line.split(",")) for line in lines]
    data = newline.join([head.replace("\n", newline), *lines]).encode()
    assume(data.count(0) * 5 <= len(data))
    table, file = read_table(X, data), parse(X, data)
    rows = [(r.line, r.cells) for r in file.records if r.cells is not None]
    blank = [n for n, row in enumerate(table.rows) if not any(c.strip() for c in row)]
    assert [
        (line, tuple(row)) for n, (line, row) in enumerate(zip(table.lines, table.rows, strict=True)) if n not in blank
    ] == [(line, cells) for line, cells in rows if any(c.strip() for c in cells)]
    assert table.errors == () or [str(e) for e in table.errors] == [str(e) for e in file.errors]
    assert len(table.errors) == len(file.errors)
    assert table.columns == file.columns
    assert file.dump() == data


VALUE = st.text(alphabet="abé |سك\u0640", max_size=8)


@given(st.lists(VALUE, min_size=9, max_size=9), st.sampled_from(["", *TermStatus]))
def test_a_concept_of_a_row_is_the_plain_one(values: list[str], status: str) -> None:
    names = "ar,en,ar_variants,en_variants,ar_forbidden,en_forbidden,ar_first,note,subject,status,id"
    cells = ["س" + values[0], "x" + values[1], *values[2:], status, "key"]
    row = ",".join('"' + c + '"' for c in cells)
    (concept,) = read(f"{names}\n{row}\n").concepts
    plain = Concept(**{f.name: getattr(concept, f.name) for f in fields(Concept)})
    assert isinstance(concept, RowConcept)
    assert not isinstance(plain, RowConcept)
    assert (concept, hash(concept)) == (plain, hash(plain))
    assert plain == concept
    for language in ("ar", "en"):
        assert concept.preferred(language) == plain.preferred(language)
        assert concept.forms(language) == plain.forms(language)
        for one in TermStatus:
            assert concept.forms(language, one) == plain.forms(language, one)
    assert replace(concept, note="n").note == "n"
    assert pickle.loads(pickle.dumps(concept)) == copy.copy(concept) == plain


def test_a_concept_cannot_be_changed() -> None:
    (concept,) = read("ar,en\nس,s\n").concepts
    with pytest.raises(AttributeError):
        concept.note = "x"  # type: ignore[misc]


def test_made_ids_avoid_those_that_are_written() -> None:
    file = read("id,ar,en\n,س,s\ns,ص,z\n,ض,S\n")
    assert [c.id for c in file.concepts] == ["s-2", "s", "s-3"]
    assert file.errors == ()


def test_everything_a_row_says() -> None:
    names = ["pos", "gender", "subject", "valid_from", "valid_to", "origin", "author", "date"]
    (concept,) = read(f"ar,en,{','.join(names)}\nس,s,{','.join(f'<{n}>' for n in names)}\n").concepts
    assert [getattr(concept, n) for n in names] == [f"<{n}>" for n in names]


def test_reading_is_linear(linear: object) -> None:
    linear(lambda n: read("ar,en\n" + 'س,"s\n' * n))  # type: ignore[operator]
    linear(lambda n: list(read("ar,en\n" + "س,s\n" * n).concepts.ids))  # type: ignore[operator]
    linear(lambda n: read("ar,en,status\n" + ",s\nس,s,maybe\nس,s,,,x\n" * n))  # type: ignore[operator]

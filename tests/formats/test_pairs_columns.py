"""Pairs in columns of any name and place, and as spreadsheets."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from workbench.errors import FileError, UsageError
from workbench.formats import pairs_xlsx
from workbench.formats.table import READERS, WRITERS
from workbench.model import Repair, Unit

ROWS = [["id", "Quelltext", "note", "Zieltext"], ["1", "كتاب", "n", "book"], ["2", "قلم", "", "pen"]]
PAIRS = [("كتاب", "book"), ("قلم", "pen")]


def put(folder: Path, kind: str, rows: list[list[str]]) -> Path:
    path = folder / f"x.{kind}"
    if kind == "xlsx":
        book = Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
    else:
        path.write_text("".join(f"{chr(9 if kind == 'tsv' else 44).join(row)}\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", ["csv", "tsv", "xlsx"])
@pytest.mark.parametrize(
    "columns",
    [
        {"source": "Quelltext", "target": "zieltext"},
        {"source": "quelltext", "target": "D"},
        {"source": "Quelltext", "target": "4"},
    ],
)
def test_columns_by_heading_letter_or_number(tmp_path: Path, kind: str, columns: dict[str, str]) -> None:
    units = list(READERS[kind](put(tmp_path, kind, ROWS), "ar", "en", print, columns=columns))
    assert [(u.source, u.target) for u in units] == PAIRS
    assert units[0].note == "n"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_without_a_header_letters_say_all(tmp_path: Path, kind: str) -> None:
    path = put(tmp_path, kind, ROWS[1:])
    units = list(READERS[kind](path, "ar", "en", print, columns={"source": "b", "target": "D", "tuid": "A"}))
    assert [(u.source, u.target, u.tuid) for u in units] == [("كتاب", "book", "1"), ("قلم", "pen", "2")]


def test_a_heading_goes_before_a_letter(tmp_path: Path) -> None:
    path = put(tmp_path, "csv", [["B", "A"], ["كتاب", "book"]])
    (unit,) = READERS["csv"](path, "ar", "en", print, columns={"source": "B", "target": "A"})
    assert (unit.source, unit.target) == ("كتاب", "book")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_column_that_is_not_there_is_named(tmp_path: Path, kind: str) -> None:
    path = put(tmp_path, kind, ROWS)
    with pytest.raises(FileError, match=r"no column 'Nowhere'.*Quelltext"):
        list(READERS[kind](path, "ar", "en", print, columns={"source": "Nowhere", "target": "Zieltext"}))
    with pytest.raises(UsageError, match="no column 'colour'"):
        list(READERS[kind](path, "ar", "en", print, columns={"colour": "A"}))


@pytest.mark.parametrize("cell", ["{", "[1]", '[["a"]]', '[["a", 1]]', "[]", "[" * 5000])
def test_a_cell_of_properties_that_is_broken_stays_text(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(f"ar\ten\tprops\nكتاب\tbook\t{cell.replace(chr(34), chr(39))}\n", encoding="utf-8")
    (unit,) = READERS["csv"](path, "ar", "en", print)
    assert unit.props == (("x-props", cell.replace(chr(34), chr(39))),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encodings_are_found_and_progress_is_told(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "x.tsv"
    path.write_bytes(("ar\ten\r\n" + "كتاب\tbook\r\n" * 5000).encode(encoding))
    told: list[tuple[int, int]] = []
    units = list(READERS["tsv"](path, "ar", "en", print, progress=lambda done, total: told.append((done, total))))
    assert len(units) == 5000
    assert told[-1] == (path.stat().st_size, path.stat().st_size)
    assert len(told) == 6


def test_a_bad_byte_deep_in_a_file_is_named_by_line(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"ar,en\n" + "كتاب,book\n".encode() * 30_000 + b"\xe4,x\n")
    units = READERS["csv"](path, "ar", "en", print)
    assert next(units).target == "book"
    with pytest.raises(FileError, match="byte 420006") as e:
        list(units)
    assert e.value.line == 30_002


def test_control_characters_are_told_by_line(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"ar,en\n" + "ك,b\x07\n".encode() * 30)
    notices: list[Repair] = []
    units = list(READERS["csv"](path, "ar", "en", notices.append))
    assert {u.target for u in units} == {"b\ufffd"}
    assert [n.line for n in notices] == [*range(2, 22), 0]
    assert notices[-1].message.startswith("10 more lines")


def test_formulas_and_numbers_in_a_sheet_are_text(tmp_path: Path) -> None:
    path = put(tmp_path, "xlsx", [["ar", "en"], ["كتاب", "=1+1"], ["قلم", "ok"]])
    notices: list[Repair] = []
    units = list(READERS["xlsx"](path, "ar", "en", notices.append))
    assert [u.target for u in units] == ["=1+1", "ok"]
    assert "1 cell holds a formula (B2)" in notices[0].message
    again = tmp_path / "again.xlsx"
    WRITERS["xlsx"](again, units, source="ar", target="en")
    assert load_workbook(again)["pairs"]["B2"].data_type == "s"
    assert list(READERS["xlsx"](again, "ar", "en", notices.append)) == units
    assert len(notices) == 1


@pytest.mark.parametrize(
    "text", ["_x000D_", "_x005F_x000D_", "a\tb\nc", " lead", "trail\n", "007", "1e5", "'tis", "#guarded"]
)
def test_odd_cells_come_back_exactly(tmp_path: Path, text: str) -> None:
    for kind in ("csv", "tsv", "xlsx"):
        path = tmp_path / f"x.{kind}"
        unit = Unit("ar", "en", "س", text, note=text)
        WRITERS[kind](path, [unit], source="ar", target="en")
        assert list(READERS[kind](path, "ar", "en", print)) == [unit]


def test_a_text_longer_than_a_cell_is_left_out_whole(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    notices: list[Repair] = []
    units = [Unit("ar", "en", "س", "x" * 32_768), Unit("ar", "en", "س", "x" * 32_767)]
    assert WRITERS["xlsx"](path, units, source="ar", target="en", report=notices.append) == 1
    assert "1 pair with a text longer than a cell" in notices[0].message


def test_more_pairs_than_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairs_xlsx, "MOST_ROWS", 3)
    path = tmp_path / "x.xlsx"
    with pytest.raises(FileError, match="holds 2 pairs"):
        WRITERS["xlsx"](path, [Unit("ar", "en", "س", "q")] * 3, source="ar", target="en")
    assert not path.exists()


def test_the_sheet_with_both_languages_is_found_or_named(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["about"])
    for row in (["ar", "en"], ["كتاب", "book"]):
        (book["two"] if "two" in book else book.create_sheet("two")).append(row)
    path = tmp_path / "x.xlsx"
    book.save(path)
    assert [u.target for u in READERS["xlsx"](path, "ar", "en", print)] == ["book"]
    assert [u.target for u in READERS["xlsx"](path, "ar", "en", print, sheet="2")] == ["book"]
    with pytest.raises(UsageError, match="no sheet 'three'"):
        list(READERS["xlsx"](path, "ar", "en", print, sheet="three"))


def test_a_bomb_and_what_is_no_spreadsheet_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.xlsx"
    for data in (b"", b"ar,en", b"PK\x03\x04junk"):
        path.write_bytes(data)
        with pytest.raises(FileError, match="no XLSX"):
            list(READERS["xlsx"](path, "ar", "en", print))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 3 * 2**20)
    with pytest.raises(FileError, match="unpack"):
        list(READERS["xlsx"](path, "ar", "en", print))
    with pytest.raises(FileError, match="cannot be read"):
        list(READERS["xlsx"](tmp_path / "none.xlsx", "ar", "en", print))
    put(tmp_path, "xlsx", ROWS)
    monkeypatch.setattr(pairs_xlsx, "MOST_CELLS", 5)
    with pytest.raises(FileError, match="more than 5 cells"):
        list(READERS["xlsx"](path, "ar", "en", print, columns={"source": "B", "target": "D"}))
    monkeypatch.setattr(pairs_xlsx, "MOST_TAGS", 5)
    with pytest.raises(FileError, match="elements"):
        list(READERS["xlsx"](path, "ar", "en", print))


def test_an_option_of_another_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no sheets"):
        list(READERS["csv"](put(tmp_path, "csv", ROWS), "ar", "en", print, sheet="1"))
    with pytest.raises(UsageError, match="no encoding"):
        list(READERS["xlsx"](put(tmp_path, "xlsx", ROWS), "ar", "en", print, encoding="utf-8"))


def test_a_column_given_away_is_nothing_else(tmp_path: Path) -> None:
    path = put(tmp_path, "csv", [["note", "en"], ["كتاب", "book"]])
    (unit,) = READERS["csv"](path, "ar", "en", print, columns={"source": "note"})
    assert (unit.source, unit.target, unit.note) == ("كتاب", "book", "")


def _told(tmp_path: Path, text: str, columns: dict[str, str] | None = None) -> tuple[list[tuple[str, str]], str]:
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8")
    told: list[Repair] = []
    units = [(u.source, u.target) for u in READERS["csv"](path, "ar", "en", told.append, columns=columns)]
    return units, " ".join(n.message for n in told)


SAID = [("قال الوزير نعم", "The minister said yes"), ("وصل الوفد", "They came"), ("انتهى", "It is over")]


def test_headings_that_hold_the_language_are_understood(tmp_path: Path) -> None:
    rows = "".join(f"n{n},{a},{e},x\n" for n, (a, e) in enumerate(SAID))
    assert _told(tmp_path, f"Title,Arabic text,English (UK),Client\n{rows}") == (SAID, "")
    assert _told(tmp_path, f"Title,Arabic text,English (UK),Client\n{rows}", {"source": "B", "target": "C"}) == (
        SAID,
        "",
    )


@pytest.mark.parametrize(
    "first",
    [
        ("التبديل إلى العربية", "Switch to English"),
        ("اقرأ هذا باللغة الإنجليزية", "Read this in Arabic"),
        ("كتاب القواعد العربية", "English grammar book"),
    ],
)
def test_a_sentence_that_names_a_language_is_no_heading(tmp_path: Path, first: tuple[str, str]) -> None:
    rows = [first, *SAID]
    assert _told(tmp_path, "".join(f"{a},{e}\n" for a, e in rows)) == (rows, "")


def test_headings_in_arabic_are_understood(tmp_path: Path) -> None:
    rows = "".join(f"{a},{e}\n" for a, e in SAID)
    assert _told(tmp_path, f"النص العربية,الترجمة الإنجليزية\n{rows}") == (SAID, "")


def test_columns_without_headings_are_taken_by_their_letters(tmp_path: Path) -> None:
    units, told = _told(tmp_path, "".join(f"n{n},{e},{a}\n" for n, (a, e) in enumerate(SAID)))
    assert (units, "column C was taken for ar, column B was taken for en" in told) == (SAID, True)
    units, told = _told(tmp_path, "Quelle,Ziel\n" + "".join(f"{a},{e}\n" for a, e in SAID))
    assert (units, told) == (SAID, "taken for headings and passed over: Quelle, Ziel.")


def test_columns_the_wrong_way_round_are_told_of(tmp_path: Path) -> None:
    units, told = _told(tmp_path, "ar,en\n" + "".join(f"{e},{a}\n" for a, e in SAID))
    assert (units, "--columns source=B,target=A" in told) == ([(e, a) for a, e in SAID], True)


def test_a_table_without_a_pair_says_which_columns_it_looked_at(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no row with two texts: column A was taken for ar"):
        _told(tmp_path, "a,\nb,\n")
    assert _told(tmp_path, "ar,en\n") == ([], "")

"""Tables of terms from other people: any header, delimiter and encoding; spreadsheets; and what is refused."""

from __future__ import annotations

import datetime as dt
import io
import time
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from workbench.errors import FileError, UsageError
from workbench.formats import terms_xlsx
from workbench.formats.terms import ReadOptions, Tally, WriteOptions
from workbench.formats.terms_table import TERM_READERS, TERM_WRITERS, format_of

ROW = {"ar": "ميناء", "en": "port"}


def read(path: Path, options: ReadOptions | None = None) -> tuple[list[dict[str, str]], Tally]:
    tally = Tally()
    return [dict(r.cells) for r in TERM_READERS[format_of(path)](path, options or ReadOptions(), tally)], tally


def table(
    tmp_path: Path, text: str, options: ReadOptions | None = None, encoding: str = "utf-8"
) -> list[dict[str, str]]:
    path = tmp_path / "terms.csv"
    path.write_bytes(text.encode(encoding))
    return read(path, options)[0]


@pytest.mark.parametrize(
    "text",
    [
        "ar,en\nميناء,port\n", "AR-001;EN_gb\nميناء;port\n", "Arabic\tEnglish\nميناء\tport\n", "الإنجليزية|العربية\nport|ميناء\n",
        "source,target\nميناء,port\n", "source,target\nport,ميناء\n", "source term,target term\nport,ميناء\n", "ميناء,port\n",
        "port;ميناء\n", "# from the desk\nar,en\nميناء,port\n", "sourceLang,targetLang,sourceString,targetString\nen,ar_AR,port,ميناء\n",
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_headers_delimiters_encodings(tmp_path: Path, text: str, encoding: str) -> None:
    assert table(tmp_path, text, encoding=encoding) == [ROW]


def test_known_and_other_columns(tmp_path: Path) -> None:
    text = "Entry ID,Arabic,English,en,Part of speech,Definition,House Style\n7,a,b,port,noun,a place,x\n"
    assert table(tmp_path, text) == [
        {"id": "7", "ar": "a", "en": "port", "english": "b", "pos": "noun", "note": "a place", "house style": "x"}
    ]


def test_a_map_of_columns(tmp_path: Path) -> None:
    text = "Begriff,Wort,Wort 2,note\nport,ميناء,مرفأ,wide\n"
    mapped = ReadOptions(columns={"en": "begriff", "ar": "Wort", "ar_variants": "3"})
    assert table(tmp_path, text, mapped) == [{**ROW, "ar_variants": "مرفأ", "note": "wide"}]
    with pytest.raises(UsageError, match="Begriff, Wort"):
        table(tmp_path, text, ReadOptions(columns={"en": "Mot", "ar": "Wort"}))


def test_columns_that_are_not_known_are_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="Begriff, Wort") as e:
        table(tmp_path, "Begriff,Wort\nport,quay\n")
    assert "--columns" in e.value.hint


def test_languages_said_win_over_the_script(tmp_path: Path) -> None:
    assert table(tmp_path, "source,target\nCNN,سي إن إن\nNBC,إن بي سي\n", ReadOptions("ar", "en"))[0]["ar"] == "CNN"


def test_arabic_code_page_only_when_said(tmp_path: Path) -> None:
    with pytest.raises(FileError) as e:
        table(tmp_path, "ar,en\nميناء الصيادين القديم,port\n", encoding="cp1256")
    assert "--encoding cp1256" in e.value.hint
    text = "ar,en\nميناء الصيادين القديم,port\n"
    assert table(tmp_path, text, ReadOptions(encoding="cp1256"), "cp1256")[0]["ar"] == "ميناء الصيادين القديم"


def test_ragged_and_half_empty_rows_are_counted_the_others_used(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text("ar,en,note\nميناء,port\n,sea\nبحر,sea,a,b,c\nنهر\nجبل,hill,,,\n", encoding="utf-8")
    rows, tally = read(path)
    assert rows == [ROW, {"ar": "جبل", "en": "hill"}]
    assert tally.skipped == {"without ar": (1, 3), "with more cells than columns": (1, 4), "without en": (1, 5)}


def test_a_quote_left_open_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(FileError) as e:
        table(tmp_path, 'ar,en\nميناء,port\nبحر,"sea\nنهر,river\n')
    assert e.value.line == 3


def test_a_row_of_very_many_cells(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="columns"):
        table(tmp_path, "ar,en" + ",x" * 50_000 + "\n")
    text = "ar,en\nبحر,sea" + ",x" * 100_000 + "\nميناء,port\n"
    assert table(tmp_path, text) == [ROW]


def test_a_column_named_twice_is_taken_once(tmp_path: Path) -> None:
    assert table(tmp_path, "ar,en,ar,x,x\nميناء,port,مرفأ,1,2\n") == [{**ROW, "x": "1"}]


def test_cells_guarded_against_formulas_come_back(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    row = {"id": "a", "ar": "-ميناء", "en": "=1+1", "note": "'quoted"}
    tally = Tally()
    TERM_WRITERS["csv"](path, [row], WriteOptions(spreadsheet_safe=True), tally)
    assert "'=1+1" in path.read_text(encoding="utf-8")
    assert read(path)[0] == [row]
    assert tally.notices == []
    TERM_WRITERS["csv"](path, [row], WriteOptions(), tally)
    assert "2 cells look like a formula" in tally.notices[0].message


# ------------------------------------------------------------------------------------------ spreadsheets


def book(path: Path, *rows: list[object], **formats: str) -> Path:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for place, number_format in formats.items():
        sheet[place].number_format = number_format
    made.save(path)
    return path


def test_cells_become_text(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        ["id", "ar", "en", "date", "note", "desk", "seen"],
        ["007", "ميناء", "port", dt.date(2026, 1, 31), 0.5, True, dt.datetime(2026, 1, 31, 10, 20)],
        [7, "بحر", "sea", dt.time(9, 5), 12.0, None, 10**12],
        A3="000",
    )
    assert read(path)[0] == [
        {**ROW, "id": "007", "date": "2026-01-31", "note": "0.5", "desk": "TRUE", "seen": "2026-01-31 10:20:00"},
        {"id": "007", "ar": "بحر", "en": "sea", "date": "09:05:00", "note": "12", "seen": "1000000000000"},
    ]


def test_formulas_are_neither_calculated_nor_written(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", ["ar", "en", "note"], ["ميناء", "port", "=1+1"])
    rows, tally = read(path)
    assert rows == [{**ROW, "note": "=1+1"}]
    assert "C2" in tally.notices[0].message
    TERM_WRITERS["xlsx"](path, [{"ar": "=cmd|' /C calc'!A0", "en": "=1+1", "id": "007"}], WriteOptions(), Tally())
    sheet = load_workbook(path).active
    assert sheet is not None
    cells = {c.value: (c.data_type, c.number_format) for c in sheet[2] if c.value}
    assert cells == dict.fromkeys(["007", "=cmd|' /C calc'!A0", "=1+1"], ("s", "@"))
    tally = Tally()
    assert read(path)[0] == [{"ar": "=cmd|' /C calc'!A0", "en": "=1+1", "id": "007"}]
    assert tally.notices == []


def test_the_sheet_with_the_languages_is_found_or_named(tmp_path: Path) -> None:
    made = Workbook()
    assert made.active is not None
    made.active.append(["read me"])
    for title, english in (("terms", "port"), ("more", "harbour")):
        sheet = made.create_sheet(title)
        sheet.append(["ar", "en"])
        sheet.append(["ميناء", english])
    path = tmp_path / "a.xlsx"
    made.save(path)
    assert read(path)[0][0]["en"] == "port"
    assert read(path, ReadOptions(sheet="more"))[0][0]["en"] == "harbour"
    assert read(path, ReadOptions(sheet="3"))[0][0]["en"] == "harbour"
    with pytest.raises(UsageError, match="'none'"):
        read(path, ReadOptions(sheet="none"))


def test_a_cell_that_would_be_cut_is_counted(tmp_path: Path) -> None:
    tally = Tally()
    TERM_WRITERS["xlsx"](tmp_path / "a.xlsx", [{**ROW, "note": "x" * 40_000}], WriteOptions(), tally)
    assert dict(tally.lost) == {"note": 1}


def rewritten(path: Path, member: str, data: bytes) -> Path:
    """Put other bytes into one member of an archive."""
    with zipfile.ZipFile(path) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (parts | {member: data}).items():
            archive.writestr(name, content)
    return path


def with_shared_strings(path: Path, strings: bytes) -> Path:
    """Make a file as Excel writes it: cells that point into a table of strings."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    book(path, ["x"])
    with zipfile.ZipFile(path) as archive:
        types = archive.read("[Content_Types].xml")
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    part = b'<Override PartName="/xl/sharedStrings.xml" ContentType="' + kind + b'"/></Types>'
    rewritten(path, "[Content_Types].xml", types.replace(b"</Types>", part))
    rewritten(path, "xl/sharedStrings.xml", f"<sst {main}>".encode() + strings + b"</sst>")
    cells = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
        '<row r="3"><c r="A3" t="s"><v>3</v></c><c r="B3" t="s"><v>2</v></c></row>'
    )
    sheet = f"<worksheet {main}><sheetData>{cells}</sheetData></worksheet>"
    return rewritten(path, "xl/worksheets/sheet1.xml", sheet.encode())


def test_a_file_of_excel(tmp_path: Path) -> None:
    strings = "<si><t>ar</t></si><si><t>en</t></si><si><r><t>old </t></r><r><t>port</t></r></si><si><t>ميناء</t></si>"
    assert read(with_shared_strings(tmp_path / "a.xlsx", strings.encode()))[0] == [{"ar": "ميناء", "en": "old port"}]


BOMB = b'<!DOCTYPE worksheet [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'


@pytest.mark.parametrize(
    ("member", "data", "says"),
    [
        ("xl/worksheets/sheet1.xml", BOMB, "entities"),
        ("xl/sharedStrings.xml", BOMB.decode().encode("utf-16"), "entities"),
        ("xl/workbook.xml", BOMB, "entities"),
        ("xl/media/big.bin", bytes(20 * 2**20), "unpack"),
        (
            "xl/worksheets/sheet1.xml",
            b"<worksheet><sheetData>" + b"<row/>" * 400_000 + b"</sheetData></worksheet>",
            "unpack",
        ),
        ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row", "spreadsheet"),
        ("xl/workbook.xml", b"<html/>", ""),
    ],
    ids=["sheet", "utf-16", "workbook", "zeros", "rows", "cut off", "other"],
)
def test_hostile_spreadsheets(tmp_path: Path, member: str, data: bytes, says: str) -> None:
    path = rewritten(book(tmp_path / "a.xlsx", ["ar", "en"], ["ميناء", "port"]), member, data)
    with pytest.raises((FileError, UsageError)) as e:
        read(path)
    assert says in e.value.message


def test_what_is_no_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    for data in (b"", b"ar,en\n", b"PK\x03\x04 broken"):
        path.write_bytes(data)
        with pytest.raises(FileError):
            read(path)
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    path.write_bytes(empty.getvalue())
    with pytest.raises(FileError, match="no workbook"):
        read(path)


@pytest.mark.parametrize("member", ["xl/sharedStrings.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"])
def test_too_many_elements(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, member: str) -> None:
    monkeypatch.setattr(terms_xlsx, "MOST_TAGS", 5000)
    path = book(tmp_path / "a.xlsx", ["ar", "en"], ["ميناء", "port"])
    assert len(read(path)[0]) == 1
    with pytest.raises(FileError, match="elements"):
        read(rewritten(path, member, b"<sst>" + b"<si/>" * 5000 + b"</sst>"))


def test_too_many_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms_xlsx, "MOST_CELLS", 20)
    path = book(tmp_path / "a.xlsx", ["ar", "en"], *[["ميناء", "port"]] * 10)
    with pytest.raises(FileError) as e:
        read(path)
    assert e.value.line == 7


@pytest.mark.long
def test_a_cell_far_out_costs_no_table_in_between(tmp_path: Path) -> None:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(["ar", "en"])
    sheet["XFD1048576"] = "far"
    made.save(tmp_path / "a.xlsx")
    began = time.perf_counter()
    assert read(tmp_path / "a.xlsx")[0] == []
    assert time.perf_counter() - began < 20


# ------------------------------------------------------------------------------------------ comments
@pytest.mark.parametrize("suffix", ["csv", "tsv"])
def test_a_row_that_was_commented_out_stays_out(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"terms.{suffix}"
    lines = [
        "# Names", "id,ar,en", "# Section: sea, sky", "#b,كتاب,book", '# he said "no', "a,ميناء,port", "# the end", '"#c",قمر,moon',
        "#,شمس,sun",
    ]  # fmt: skip
    text = "\n".join(lines) + "\n"
    path.write_text(text if suffix == "csv" else text.replace(",", "\t"), encoding="utf-8")
    rows, tally = read(path)
    assert rows == [{"id": "a", **ROW}, {"id": "#c", "ar": "قمر", "en": "moon"}]
    assert tally.skipped == {"commented out with #": (2, 4)}


def test_a_comment_moves_no_line_number(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text('ar,en\n# x\n"قم\nر",moon\n# y\nنجم,\n', encoding="utf-8")
    assert read(path)[1].skipped == {"without en": (1, 6)}
    path.write_text('ar,en\n# x\nقمر,moon\n"نجم,star\n', encoding="utf-8")
    with pytest.raises(FileError) as told:
        read(path)
    assert told.value.line == 4


def test_the_sample_glossary_is_imported_without_its_section_comments(tmp_path: Path) -> None:
    path = tmp_path / "copy.csv"
    path.write_bytes((Path(__file__).parents[2] / "glossaries" / "names-and-titles.csv").read_bytes())
    assert read(path)[1].skipped == {}

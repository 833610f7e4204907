"""CSV as spreadsheets and people write it: the right columns, or a clear refusal; never the wrong pair in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import FileError
from workbench.formats.table import READERS, WRITERS
from workbench.model import Repair, Unit

HOSTILE = Path(__file__).parents[1] / "data" / "hostile"


def read(folder: Path, text: str) -> tuple[list[tuple[str, str]], list[Repair]]:
    path = folder / "wild.csv"
    path.write_bytes(text.encode("utf-8"))
    notices: list[Repair] = []
    return [(u.source, u.target) for u in READERS["csv"](path, "ar", "en", notices.append)], notices


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("مرحبا\tHello, my friend, yes\nنعم\tYes\n", [("مرحبا", "Hello, my friend, yes"), ("نعم", "Yes")]),
        ("مرحبا\tHello, friend\n", [("مرحبا", "Hello, friend")]),
        ('"كتب، a, b, c";"x"\n"ا";"b"\n', [("كتب، a, b, c", "x"), ("ا", "b")]),
        ("ar;en\nكتاب;a book, a letter\n", [("كتاب", "a book, a letter")]),
        ("ا|x, y\nب|z\n", [("ا", "x, y"), ("ب", "z")]),
        ('ar,en\n"سطر\nثان","two;\nlines"\n', [("سطر\nثان", "two;\nlines")]),
        ("en,ar\nbook,كتاب\n", [("كتاب", "book")]),
        ("en-GB,AR_sa\nbook,كتاب\n", [("كتاب", "book")]),
        ("id,source,target\n7,كتاب,book\n", [("كتاب", "book")]),
        ("Arabic,English\nكتاب,book\n", [("كتاب", "book")]),
        ("ar,en\rا,c\rب,d\r", [("ا", "c"), ("ب", "d")]),
        ("مصدر,source\nهدف,target\n", [("مصدر", "source"), ("هدف", "target")]),
        ("source,target\u2028x\nا,b\n", [("source", "target\u2028x"), ("ا", "b")]),
        ("ar,en\n\n  \nكتاب,book", [("كتاب", "book")]),
        ('ar,en\nأنبوب,12" pipe\n', [("أنبوب", '12" pipe')]),
    ],
)
def test_shapes(tmp_path: Path, text: str, pairs: list[tuple[str, str]]) -> None:
    assert read(tmp_path, text) == (pairs, [])


def test_a_header_of_other_languages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"en, fr.*ar and en") as e:
        read(tmp_path, "en,fr\nbook,livre\n")
    assert e.value.line == 1


def test_quotes_that_never_close_are_named_by_line(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="quotes") as e:
        read(tmp_path, 'ar,en\nا,b\n"ج,d\nه,f\n')
    assert e.value.line == 3


def test_line_ends_inside_a_cell_are_stored_as_lf(tmp_path: Path) -> None:
    assert read(tmp_path, 'ar,en\r\n"ا\r\nب","a\rb"\r\n')[0] == [("ا\nب", "a\nb")]


def test_many_bad_rows_are_summed_up(tmp_path: Path) -> None:
    pairs, notices = read(tmp_path, "ar,en\n" + "ا,\n" * 500 + "ب,b\n")
    assert pairs == [("ب", "b")]
    assert len(notices) == 21
    assert notices[0].line == 2
    assert notices[-1] == Repair(0, "480 more rows have no text on one side and were passed over.")


def test_dates_are_brought_into_one_shape_or_left_out(tmp_path: Path) -> None:
    path = tmp_path / "dates.csv"
    path.write_text("ar,en,created,changed\nكتاب,book,yesterday,20260102T030405Z\n", encoding="utf-8")
    (unit,) = READERS["csv"](path, "ar", "en", print)
    assert (unit.created, unit.changed) == ("", "2026-01-02T03:04:05Z")


def test_a_regional_unit_is_not_turned_round(tmp_path: Path) -> None:
    path = tmp_path / "region.csv"
    units = [Unit("ar-SA", "en", "كتاب", "book"), Unit("en", "ar", "pen", "قلم")]
    WRITERS["csv"](path, units, source="ar", target="en")
    assert [(u.source, u.target) for u in READERS["csv"](path, "ar", "en", print)] == [
        ("كتاب", "book"),
        ("قلم", "pen"),
    ]


def test_every_formula_row_comes_in_exactly() -> None:
    units = list(READERS["csv"](HOSTILE / "formulas.csv", "en", "ar", print))
    assert [(u.source, u.target) for u in units] == [
        ("=1+1", "=cmd|' /C calc'!A0"),
        ("+2+5", "-2+3"),
        ("@SUM(A1:A9)", "\t=1"),
        ('=HYPERLINK("http://127.0.0.1/?"&A1,"x")', "مرحبا"),
        ("-5 degrees", "-5 درجات"),
    ]


def test_guarded_formulas_come_back_exactly(tmp_path: Path) -> None:
    units = list(READERS["csv"](HOSTILE / "formulas.csv", "en", "ar", print))
    path = tmp_path / "safe.csv"
    WRITERS["csv"](path, units, source="en", target="ar", spreadsheet_safe=True)
    text = path.read_text(encoding="utf-8-sig")
    assert not any(line.lstrip('"').startswith(("=", "+", "-", "@", "\t")) for line in text.splitlines())
    assert list(READERS["csv"](path, "en", "ar", print)) == units


def test_an_apostrophe_in_an_unguarded_file_is_text(tmp_path: Path) -> None:
    assert read(tmp_path, "ar,en\nا,'tis\n")[0] == [("ا", "'tis")]


def test_a_cell_as_long_as_a_book(tmp_path: Path) -> None:
    book = "كلمة، " * 50_000
    assert read(tmp_path, f"ar;en\n{book};book, long\n") == ([(book, "book, long")], [])


def test_open_quotes_do_not_hide_the_delimiter(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="quotes") as e:
        read(tmp_path, 'ا\tb\nج\t"d\n')
    assert e.value.line == 2


def test_a_byte_order_mark_is_no_text_whatever_is_said_of_the_encoding(tmp_path: Path) -> None:
    path = tmp_path / "marked.csv"
    path.write_bytes("\ufeffكتاب,book\n".encode())
    for encoding in (None, "utf-8"):
        (unit,) = READERS["csv"](path, "ar", "en", print, encoding)
        assert unit.source == "كتاب"

"""Terms as a spreadsheet (XLSX): every column goes out as text; coming in, cells are text and formulas stay formulas' text.

The file is looked at as an archive before it is opened: bombs and document types end the reading there.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils.exceptions import InvalidFileException

from workbench.errors import FileError, UsageError
from workbench.files import write_atomically
from workbench.formats.terms import ReadOptions, Row, Tally, TermRow, WriteOptions, read_whole
from workbench.formats.terms_columns import MOST_COLUMNS, Record, header_of, is_term_header, read_table
from workbench.model import Repair

MOST_MEMBERS, MOST_BYTES, MOST_RATIO = 5_000, 256 * 2**20, 100
"""Of an archive: members, bytes unpacked, and how many times a member over 1 MB may grow."""
MOST_CELLS = 4_000_000
MOST_TAGS = 4_000_000
"""Of XML in it, opening and closing: at worst (all of them shared strings) a minute of openpyxl; 50,000 concepts pass."""
_AS_CSV = "Save the terms as CSV."
LONGEST_CELL = 32_767
"""What a spreadsheet's cell holds; openpyxl would cut silently."""
_BROKEN = (
    InvalidFileException, zipfile.BadZipFile, zlib.error, SyntaxError, KeyError, ValueError, TypeError, AttributeError,
    IndexError, OverflowError, EOFError, OSError,
)  # fmt: skip
"""What openpyxl lets through when a file is broken; the parse errors of XML are SyntaxErrors."""
_ZEROS = re.compile(r"0+$")
_DOCTYPE = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


def write_terms_xlsx(path: Path, rows: Iterable[Row], options: WriteOptions, tally: Tally) -> int:
    """Write rows as a spreadsheet of text cells (see :class:`workbench.formats.terms.TermWriter`)."""
    rows = list(rows)
    header = header_of(rows)
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("terms")
    sheet.freeze_panes = "A2"
    sheet.append([_text_cell(sheet, name) for name in header])
    for row in rows:
        cells = []
        for column in header:
            cell = row.get(column, "")
            if len(cell) > LONGEST_CELL:
                tally.lost[column] += 1
                cell = cell[:LONGEST_CELL]
            cells.append(_text_cell(sheet, cell) if cell else None)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    write_atomically(path, [out.getvalue()])
    return len(rows)


def _text_cell(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, value=text)
    # Without these two "=1+1" would be written as a formula, and "007" become 7 when the cell is edited.
    cell.data_type = "s"
    cell.number_format = "@"
    return cell


def read_terms_xlsx(path: Path, options: ReadOptions, tally: Tally) -> Iterator[TermRow]:
    """Yield the concepts of a spreadsheet (see :class:`workbench.formats.terms.TermReader`).

    The sheet is the one named (or numbered from 1), else the first with a header of both languages, else the first.
    Numbers come as they are shown where the format is all zeros (007), dates in ISO form. Nothing is calculated: a
    formula's own text is taken, and reported.
    """
    data = read_whole(path)
    _look_at_archive(path, data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    except _BROKEN as e:
        raise _broken(path, e) from e
    try:
        sheet = _sheet(book, options)
        yield from read_table(path, _records(path, sheet, tally), options, tally)
    finally:
        book.close()


def _look_at_archive(path: Path, data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if "xl/workbook.xml" not in {m.filename for m in members}:
                raise FileError(path, "is no XLSX file: it has no workbook.", "Save it as .xlsx, or as CSV.")
            total = sum(m.file_size for m in members)
            grown = [m for m in members if m.file_size > 2**20 and m.file_size > MOST_RATIO * max(1, m.compress_size)]
            if len(members) > MOST_MEMBERS or total > MOST_BYTES or grown:
                raise FileError(path, "would unpack to far more than its size; it is not opened.", _AS_CSV)
            tags = sum(_count_tags(path, archive, m) for m in members if m.filename.endswith((".xml", ".rels")))
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as e:
        hint = "An old .xls must be saved as .xlsx or CSV first."
        raise FileError(path, "is no XLSX file, or a damaged or locked one.", hint) from e
    if tags > MOST_TAGS:
        raise FileError(path, f"has more than {MOST_TAGS:,} elements; it is not opened.", _AS_CSV)


def _count_tags(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> int:
    """Return how many tags a member has; raises :class:`FileError` for a document type.

    The packaging standard (ECMA-376 part 2) knows no document types; what brings one brings entities.
    """
    with archive.open(member) as f:
        # A document type stands before the first element. NULs go, so that UTF-16 hides nothing.
        chunk = f.read(65536)
        if _DOCTYPE.search(chunk.replace(b"\0", b"")):
            raise FileError(path, f"{member.filename} in it declares entities; it is not opened.", "Save it again.")
        tags = 0
        while chunk:
            tags += chunk.count(b"<")
            chunk = f.read(2**20)
    return tags


def _sheet(book: Any, options: ReadOptions) -> Any:
    sheets = list(book.worksheets)
    if not sheets:
        raise UsageError("The file has no sheet with cells.")
    if options.sheet:
        for n, sheet in enumerate(sheets, 1):
            if options.sheet in (sheet.title, str(n)):
                return sheet
        raise UsageError(f"There is no sheet {options.sheet!r}.", f"Sheets: {', '.join(s.title for s in sheets)}")
    for sheet in sheets:
        first = next(sheet.iter_rows(max_row=1, max_col=MOST_COLUMNS, values_only=True), ())
        if is_term_header(["" if v is None else str(v) for v in first], options):
            return sheet
    return sheets[0]


def _records(path: Path, sheet: Any, tally: Tally) -> Iterator[Record]:
    """Yield the rows as text; the dimensions the file claims are not believed."""
    sheet.reset_dimensions()
    formulas: list[str] = []
    seen = 0
    try:
        for line, cells in enumerate(sheet.iter_rows(), 1):
            seen += len(cells) + 1
            if seen > MOST_CELLS:
                raise _too_many(path, line)
            row = [_text(cell) for cell in cells]
            formulas += [cell.coordinate for cell in cells if cell.data_type == "f"]
            yield line, row
    except _BROKEN as e:  # the sheets are parsed only now
        raise _broken(path, e) from e
    if formulas:
        what = "1 cell holds a formula" if len(formulas) == 1 else f"{len(formulas)} cells hold formulas"
        shown = ", ".join(formulas[:5])
        tally.notices.append(Repair(0, f"{what} ({shown}): nothing was calculated, the formula's text was taken."))


def _too_many(path: Path, line: int) -> FileError:
    return FileError(path, f"has more than {MOST_CELLS} cells.", _AS_CSV, line)


def _broken(path: Path, error: Exception) -> FileError:
    return FileError(path, f"cannot be read as a spreadsheet ({type(error).__name__}).", "Save it again, or as CSV.")


def _text(cell: Any) -> str:
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, int) and _ZEROS.match(str(cell.number_format)):
        return str(value).zfill(len(cell.number_format))
    return str(value)

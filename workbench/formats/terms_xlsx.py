"""Terms as a spreadsheet (XLSX): every column goes out as text; coming in, cells are text and formulas stay formulas' text.

The file is looked at as an archive before it is opened: bombs and document types end the reading there.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from workbench.errors import FileError, UsageError
from workbench.files import write_atomically
from workbench.formats.terms import ReadOptions, Row, Tally, TermRow, WriteOptions, read_whole
from workbench.formats.terms_columns import MOST_COLUMNS, Record, header_of, is_term_header, read_table
from workbench.formats.xlsx_guard import BROKEN, LONGEST_CELL, broken, cell_text, look_at_archive, text_cell
from workbench.model import Repair

MOST_CELLS = 4_000_000
MOST_TAGS = 4_000_000
"""Of XML in it, opening and closing: at worst (all of them shared strings) a minute of openpyxl; 50,000 concepts pass."""
_AS_CSV = "Save the terms as CSV."


def write_terms_xlsx(path: Path, rows: Iterable[Row], options: WriteOptions, tally: Tally) -> int:
    """Write rows as a spreadsheet of text cells (see :class:`workbench.formats.terms.TermWriter`)."""
    rows = list(rows)
    header = header_of(rows)
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("terms")
    sheet.freeze_panes = "A2"
    sheet.append([text_cell(sheet, name) for name in header])
    for row in rows:
        cells = []
        for column in header:
            cell = row.get(column, "")
            if len(cell) > LONGEST_CELL:
                tally.lost[column] += 1
                cell = cell[:LONGEST_CELL]
            cells.append(text_cell(sheet, cell) if cell else None)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    write_atomically(path, [out.getvalue()])
    return len(rows)


def read_terms_xlsx(path: Path, options: ReadOptions, tally: Tally) -> Iterator[TermRow]:
    """Yield the concepts of a spreadsheet (see :class:`workbench.formats.terms.TermReader`).

    The sheet is the one named (or numbered from 1), else the first with a header of both languages, else the first.
    Numbers come as they are shown where the format is all zeros (007), dates in ISO form. Nothing is calculated: a
    formula's own text is taken, and reported.
    """
    data = read_whole(path)
    look_at_archive(path, io.BytesIO(data), most_tags=MOST_TAGS, advice=_AS_CSV)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    except BROKEN as e:
        raise broken(path, e) from e
    try:
        sheet = _sheet(book, options)
        yield from read_table(path, _records(path, sheet, tally), options, tally)
    finally:
        book.close()


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
            row = [cell_text(cell) for cell in cells]
            formulas += [cell.coordinate for cell in cells if cell.data_type == "f"]
            yield line, row
    except BROKEN as e:  # the sheets are parsed only now
        raise broken(path, e) from e
    if formulas:
        what = "1 cell holds a formula" if len(formulas) == 1 else f"{len(formulas)} cells hold formulas"
        shown = ", ".join(formulas[:5])
        tally.notices.append(Repair(0, f"{what} ({shown}): nothing was calculated, the formula's text was taken."))


def _too_many(path: Path, line: int) -> FileError:
    return FileError(path, f"has more than {MOST_CELLS} cells.", _AS_CSV, line)

"""Pairs as a spreadsheet (XLSX): every cell goes out as text; coming in, formulas stay the text of formulas."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from workbench.errors import FileError, UsageError
from workbench.files import write_atomically
from workbench.formats.pairs_columns import Columns, Record, cells_of, columns_of, header_cells, units_of
from workbench.formats.xlsx_guard import (
    BROKEN,
    LONGEST_CELL,
    MOST_ROWS,
    broken,
    cell_text,
    look_at_archive,
    text_cell,
)
from workbench.model import Repair, Unit
from workbench.text.clean import stored_text

MOST_CELLS = 20_000_000
MOST_TAGS = 60_000_000
MOST_BYTES = 2 * 2**30
"""Unpacked. A full sheet of pairs with all metadata passes; memory grows with the texts that cells share."""
MOST_COLUMNS = 200
_AS_CSV = "Save the pairs as CSV."
_FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""ECMA-376 22.4.2.4: a cell writes characters as ``_x000D_``, so a text that looks like that must escape its underscore."""
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
Report = Callable[[Repair], None]


def write_pairs_xlsx(
    path: Path,
    units: Iterable[Unit],
    *,
    source: str,
    target: str,
    metadata: bool = True,
    report: Report | None = None,
) -> int:
    """Write units as text cells of one sheet and return how many.

    A unit with a text longer than a cell holds is left out and reported, never cut. Raises :class:`FileError` when there are
    more units than a sheet has rows.
    """
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("pairs")
    sheet.freeze_panes = "A2"
    sheet.append([text_cell(sheet, name) for name in header_cells(source, target, metadata=metadata)])
    count = left = 0
    try:
        for unit in units:
            cells = [_written(cell) for cell in cells_of(unit, source, metadata=metadata)]
            if max(map(len, cells)) > LONGEST_CELL:
                left += 1
                continue
            count += 1
            if count >= MOST_ROWS:
                raise FileError(
                    path, f"a spreadsheet holds {MOST_ROWS - 1:,} pairs, there are more.", "Write CSV or TMX."
                )
            sheet.append([text_cell(sheet, cell) if cell else None for cell in cells])
    finally:
        sheet.close()  # also when the units fail: openpyxl's writer must not be left open
    with tempfile.TemporaryFile() as f:
        book.save(f)
        f.seek(0)
        write_atomically(path, iter(lambda: f.read(1 << 20), b""))
    if left and report is not None:
        what = "1 pair with a text" if left == 1 else f"{left} pairs with a text"
        report(Repair(0, f"{what} longer than a cell holds ({LONGEST_CELL:,} characters) left out."))
    return count


def _written(text: str) -> str:
    return _ESCAPED.sub("_x005F_", _FORBIDDEN.sub("\ufffd", text)) if text else text


def read_pairs_xlsx(
    path: Path,
    source: str,
    target: str,
    report: Report,
    encoding: str | None = None,
    *,
    columns: Columns | None = None,
    sheet: str = "",
) -> Iterator[Unit]:
    """Yield the pairs of a spreadsheet, its rows read as :func:`workbench.formats.pairs_columns.units_of` says.

    The sheet is the one named (or numbered from 1), else the first with a header of both languages, else the first.
    Nothing is calculated: a formula's own text is taken, and reported. Raises :class:`FileError` for what is no spreadsheet
    or would unpack to far more than its size, :class:`UsageError` for a sheet that is not there, and for an ``encoding``:
    only text has one.
    """
    if encoding is not None:
        raise UsageError(f"{path.name} takes no encoding.", "A spreadsheet says its own.")
    try:
        look_at_archive(path, path, most_tags=MOST_TAGS, most_bytes=MOST_BYTES, advice=_AS_CSV)
        book = load_workbook(path, read_only=True, data_only=False, keep_links=False)
    except FileError:
        raise
    except OSError as e:
        raise FileError(path, f"cannot be read ({e.strerror or e}).", "Check the name and its rights.") from e
    except BROKEN as e:
        raise broken(path, e) from e
    try:
        chosen = _sheet(path, book, sheet, lambda row: columns_of(row, source, target, columns) is not None)
        yield from units_of(path, _records(path, chosen, report), source, target, report, columns)
    finally:
        book.close()


def _sheet(path: Path, book: Any, wanted: str, is_header: Callable[[list[str]], bool]) -> Any:
    sheets = list(book.worksheets)
    if not sheets:
        raise FileError(path, "has no sheet with cells.", _AS_CSV)
    if wanted:
        for n, sheet in enumerate(sheets, 1):
            if wanted in (sheet.title, str(n)):
                return sheet
        raise UsageError(f"There is no sheet {wanted!r}.", f"Sheets: {', '.join(s.title for s in sheets)}")
    for sheet in sheets:
        try:
            first = next(sheet.iter_rows(max_row=1, max_col=MOST_COLUMNS, values_only=True), ())
        except BROKEN as e:
            raise broken(path, e) from e
        if is_header(["" if v is None else str(v) for v in first]):
            return sheet
    return sheets[0]


def _records(path: Path, sheet: Any, report: Report) -> Iterator[Record]:
    """Yield the rows as text; the dimensions the file claims are not believed."""
    sheet.reset_dimensions()
    seen, formulas = 0, []
    count = 0
    try:
        for line, cells in enumerate(sheet.iter_rows(), 1):
            seen += len(cells) + 1
            if seen > MOST_CELLS:
                raise FileError(path, f"has more than {MOST_CELLS:,} cells.", _AS_CSV, line)
            for cell in cells:
                if cell.data_type == "f":
                    count += 1
                    formulas += [cell.coordinate] if count <= 5 else []
            yield line, [_read(cell_text(cell)) for cell in cells]
    except BROKEN as e:  # the sheets are parsed only now
        raise broken(path, e) from e
    if count:
        what = "1 cell holds a formula" if count == 1 else f"{count} cells hold formulas"
        report(Repair(0, f"{what} ({', '.join(formulas)}): nothing was calculated, the formula's text was taken."))


def _read(text: str) -> str:
    if "_x" in text:
        text = _ESCAPE.sub(lambda m: chr(int(m[1], 16)), text)
    return stored_text(text)[0]

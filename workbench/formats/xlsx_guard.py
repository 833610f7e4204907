"""Spreadsheets (XLSX) behind a fence, whatever is in them: looked at as an archive before they are opened, cells as text.

Bombs and document types end the reading before openpyxl sees them; nothing is calculated.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
import zlib
from pathlib import Path
from typing import IO, Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.utils.exceptions import InvalidFileException

from workbench.errors import FileError

MOST_MEMBERS, MOST_BYTES, MOST_RATIO = 5_000, 256 * 2**20, 100
"""Of an archive: members, bytes unpacked, and how many times a member over 1 MB may grow."""
LONGEST_CELL = 32_767
"""What a spreadsheet's cell holds; openpyxl would cut silently."""
MOST_ROWS = 1_048_576
"""What a sheet holds, its header among them."""
BROKEN = (
    InvalidFileException, zipfile.BadZipFile, zlib.error, SyntaxError, KeyError, ValueError, TypeError, AttributeError,
    IndexError, OverflowError, EOFError, OSError,
)  # fmt: skip
"""What openpyxl lets through when a file is broken; the parse errors of XML are SyntaxErrors."""
_ZEROS = re.compile(r"0+$")
_DOCTYPE = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


def look_at_archive(
    path: Path, file: IO[bytes] | Path, *, most_tags: int, most_bytes: int = MOST_BYTES, advice: str
) -> None:
    """Raise :class:`FileError` for what is no spreadsheet, would unpack to far more, or declares entities."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            if "xl/workbook.xml" not in {m.filename for m in members}:
                raise FileError(path, "is no XLSX file: it has no workbook.", "Save it as .xlsx, or as CSV.")
            total = sum(m.file_size for m in members)
            grown = [m for m in members if m.file_size > 2**20 and m.file_size > MOST_RATIO * max(1, m.compress_size)]
            if len(members) > MOST_MEMBERS or total > most_bytes or grown:
                raise FileError(path, "would unpack to far more than its size; it is not opened.", advice)
            tags = sum(_count_tags(path, archive, m) for m in members if m.filename.endswith((".xml", ".rels")))
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as e:
        hint = "An old .xls must be saved as .xlsx or CSV first."
        raise FileError(path, "is no XLSX file, or a damaged or locked one.", hint) from e
    if tags > most_tags:
        raise FileError(path, f"has more than {most_tags:,} elements; it is not opened.", advice)


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


def text_cell(sheet: Any, text: str) -> Any:
    """Return a cell that is text to every program, whatever it looks like."""
    cell = WriteOnlyCell(sheet, value=text)
    # Without these two "=1+1" would be written as a formula, and "007" become 7 when the cell is edited.
    cell.data_type = "s"
    cell.number_format = "@"
    return cell


def broken(path: Path, error: Exception) -> FileError:
    """Return the error for a file openpyxl cannot read."""
    return FileError(path, f"cannot be read as a spreadsheet ({type(error).__name__}).", "Save it again, or as CSV.")


def cell_text(cell: Any) -> str:
    """Return a cell as text: a formula as its own, a number as it is shown where its format is zeros, a day in ISO form."""
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

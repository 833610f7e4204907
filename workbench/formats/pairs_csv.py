"""Pairs as CSV and TSV: for Excel going out (UTF-8 with BOM, RFC 4180), as it comes going in; never read as a whole."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

from workbench.errors import FileError, UsageError
from workbench.files import write_atomically
from workbench.formats.decode import decode, encoding_of
from workbench.formats.delimited import find_delimiter, read_records, record
from workbench.formats.pairs_columns import GUARD_MARK, Columns, cells_of, columns_of, header_cells, units_of
from workbench.formats.xml_source import Progress
from workbench.model import Repair, Unit
from workbench.text.clean import NOTICES, stored_text

_GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
_SAMPLE = 1 << 18
"""Characters looked at to find the delimiter."""
Report = Callable[[Repair], None]


def write_pairs_csv(
    path: Path,
    units: Iterable[Unit],
    *,
    source: str,
    target: str,
    spreadsheet_safe: bool = False,
    metadata: bool = True,
    delimiter: str = ",",
) -> int:
    """Write units and return how many. The header is the two language tags, then the columns of metadata unless left out.

    With ``spreadsheet_safe`` a cell that a spreadsheet would take for a formula gets an apostrophe in front, and the
    header says so. Raises :class:`FileError`.
    """
    count = 0

    def lines() -> Iterator[bytes]:
        nonlocal count
        yield b"\xef\xbb\xbf"
        header = header_cells(source, target, metadata=metadata)
        yield record([*header, GUARD_MARK] if spreadsheet_safe else header, delimiter)
        for unit in units:
            count += 1
            cells = cells_of(unit, source, metadata=metadata)
            yield record([*map(guarded_cell, cells), ""] if spreadsheet_safe else cells, delimiter)

    write_atomically(path, lines())
    return count


def write_pairs_tsv(path: Path, units: Iterable[Unit], *, source: str, target: str, **options: bool) -> int:
    """Write units with tabs between the cells, otherwise as :func:`write_pairs_csv` does."""
    return write_pairs_csv(path, units, source=source, target=target, delimiter="\t", **options)


def guarded_cell(cell: str) -> str:
    """Return a cell no spreadsheet takes for a formula: an apostrophe in front where it needs one."""
    return f"'{cell}" if cell.startswith(_GUARDED) else cell


def formula_like(text: str) -> bool:
    """Whether a spreadsheet would take a cell with this text for a formula."""
    return text.startswith(("=", "+", "-", "@"))


def read_pairs_csv(
    path: Path,
    source: str,
    target: str,
    report: Report,
    encoding: str | None = None,
    *,
    columns: Columns | None = None,
    delimiter: str | None = None,
    sheet: str = "",
    progress: Progress | None = None,
) -> Iterator[Unit]:
    """Yield the pairs of a CSV file: any of ``, ; tab |``, with BOM or UTF-16, with a header or without.

    Columns are found as :func:`workbench.formats.pairs_columns.units_of` says. Line ends inside a cell become LF, as in
    all stored text. Memory does not grow with the file. Raises :class:`FileError` for bytes that are no text in its
    encoding, a header of other languages and quotes that do not match; pairs before have been yielded. A ``sheet`` is a
    :class:`UsageError`: only spreadsheets have them.
    """
    if sheet:
        raise UsageError(f"{path.name} has no sheets.", "Only a spreadsheet (.xlsx) has.")
    lines = _lines(path, report, encoding, progress)
    sample: list[str] = []
    size = 0
    for line in lines:
        sample.append(line)
        size += len(line)
        if size > _SAMPLE:
            break
    delimiter = delimiter or find_delimiter(
        "".join(sample), lambda row: columns_of(row, source, target, columns) is not None
    )
    rows = read_records(chain(sample, lines), path, delimiter)
    yield from units_of(path, rows, source, target, report, columns)


def _lines(path: Path, report: Report, encoding: str | None, progress: Progress | None) -> Iterator[str]:
    """Yield the lines of a file as they are stored: ended by LF, without what cannot be stored."""
    told = more = 0
    try:
        with path.open("rb") as f:
            total = path.stat().st_size if path.is_file() else 0
            name, mark, notices = encoding_of(f.read(1 << 16), path, encoding)
            f.seek(mark)
            for notice in notices:
                report(notice)
            with io.TextIOWrapper(f, name, newline=None) as text:
                for number, raw in enumerate(text, 1):
                    line, repairs = stored_text(raw)
                    told, more = told + bool(repairs), more + bool(repairs and told >= NOTICES)
                    if repairs and told <= NOTICES:
                        report(Repair(number, repairs[0].message))
                    yield line.removeprefix("\ufeff") if number == 1 else line
                    if progress is not None and not number % 1000:
                        progress(min(f.tell(), total), total)
            if progress is not None:
                progress(total, total)
    except UnicodeDecodeError:
        # Read again for the place of the bad byte: the pieces it was met in do not know theirs.
        decode(path.read_bytes(), path, encoding)
        raise
    except OSError as e:
        raise FileError(path, f"cannot be read ({e.strerror or e}).", "Check the name and its rights.") from e
    if more:
        report(Repair(0, f"{more} more lines had characters that cannot be stored."))

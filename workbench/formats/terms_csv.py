"""Terms as CSV and TSV: every column goes out; coming in, delimiter, byte order mark and UTF-16 are found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from workbench.files import write_atomically
from workbench.formats.decode import decode
from workbench.formats.delimited import find_delimiter, read_records, record
from workbench.formats.pairs_columns import GUARD_MARK
from workbench.formats.pairs_csv import formula_like, guarded_cell
from workbench.formats.terms import ReadOptions, Row, Tally, TermRow, WriteOptions, read_whole
from workbench.formats.terms_columns import header_of, is_term_header, read_table
from workbench.model import Repair
from workbench.text.clean import stored_text
from workbench.text.script import is_arabic


def write_terms_csv(path: Path, rows: Iterable[Row], options: WriteOptions, tally: Tally) -> int:
    """Write rows as CSV: UTF-8 with byte order mark, RFC 4180 (see :class:`workbench.formats.terms.TermWriter`)."""
    return _write(path, rows, options, tally, ",")


def write_terms_tsv(path: Path, rows: Iterable[Row], options: WriteOptions, tally: Tally) -> int:
    """Write rows as TSV, otherwise as CSV is written."""
    return _write(path, rows, options, tally, "\t")


def _write(path: Path, rows: Iterable[Row], options: WriteOptions, tally: Tally, delimiter: str) -> int:
    rows = list(rows)
    header = header_of(rows)
    safe = options.spreadsheet_safe
    formulas = 0 if safe else sum(formula_like(cell) for row in rows for cell in row.values())
    if formulas:
        what = "1 cell looks" if formulas == 1 else f"{formulas} cells look"
        tally.notices.append(Repair(0, f"{what} like a formula to a spreadsheet; --spreadsheet-safe guards them."))

    def lines() -> Iterator[bytes]:
        yield b"\xef\xbb\xbf"
        yield record([*header, *([GUARD_MARK] if safe else [])], delimiter)
        for row in rows:
            cells = [row.get(column, "") for column in header]
            yield record([*map(guarded_cell, cells), ""] if safe else cells, delimiter)

    write_atomically(path, lines())
    return len(rows)


def read_terms_csv(path: Path, options: ReadOptions, tally: Tally) -> Iterator[TermRow]:
    """Yield the concepts of a CSV or TSV file (see :class:`workbench.formats.terms.TermReader`).

    Lines that begin with ``#`` are comments, as in a glossary; a row taken out that way stays out, and is counted. A quoted
    first cell ``"#x"`` is data. Bytes that are neither UTF-8 nor UTF-16 are refused with the option to say what they are: a
    guess is never taken.
    """
    data = read_whole(path)
    text, repairs = decode(data, path, options.encoding)
    text, more = stored_text(text)
    tally.notices += [*repairs, *more]
    delimiter = find_delimiter(text, lambda cells: is_term_header(cells, options), comments=True)

    def comment(line: int, text: str) -> None:
        cells = [cell for cell in text.lstrip("#").split(delimiter) if cell.strip()]
        if {True, False} <= {is_arabic(cell) for cell in cells}:
            tally.skip("commented out with #", line)

    yield from read_table(path, read_records(text, path, delimiter, comment), options, tally)

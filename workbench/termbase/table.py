"""Reading a glossary file as rows of cells, near the speed of csv.reader.

Well-formed files, which is nearly all, go through csv.reader as a whole. Whatever it objects to or could read otherwise than
:mod:`workbench.termbase.records` does goes there, record by record, where errors have their lines.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from workbench.termbase.columns import resolve
from workbench.termbase.decode import decode
from workbench.termbase.records import MARKERS, MAX_RECORD, CsvFile, RowError, find_delimiter, parse, read_header

_OTHER_ENDS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file, each with its first line; ``columns`` by our names, '' for what is kept and not read.

    ``head_line`` is where the columns are named; ``told`` is true when a file without a row of names was taken by script.
    ``rows`` may be shorter or longer than ``columns``.
    """

    columns: tuple[str, ...]
    rows: list[Sequence[str]]
    lines: Sequence[int]
    errors: tuple[RowError, ...]
    told: bool = False
    head_line: int = 1


def read_table(path: Path, data: bytes, source: str = "ar", target: str = "en") -> Table:
    """Read the rows of a file. Law: they are those of :func:`~workbench.termbase.records.parse`.

    Raises :class:`FileError` when it cannot be decoded.
    """
    return _fast(path, data, source, target) or _careful(parse(path, data), source, target)


def _careful(file: CsvFile, source: str, target: str) -> Table:
    columns = file.header if file.headless else resolve(file.header, source, target)
    rows = [r for r in file.records if r.cells is not None]
    cells: list[Sequence[str]] = [r.cells or () for r in rows]
    return Table(
        columns,
        cells,
        [r.line for r in rows],
        file.errors,
        file.headless,
        file.records[file.head].line if file.head >= 0 else 1,
    )


def _fast(path: Path, data: bytes, source: str, target: str) -> Table | None:
    """Return the rows as csv.reader gives them; None when the file needs care."""
    text = decode(path, data).text
    if "\0" in text or _has_long_line(text) or _has_marker(text):
        return None
    # splitlines is twice as fast, but not every end of a line that it knows is one for CSV.
    lines = (
        list(io.StringIO(text, newline="")) if any(c in text for c in _OTHER_ENDS) else text.splitlines(keepends=True)
    )
    if text[:4].lower() == "sep=":
        return None
    comments = set()
    if "\n#" in text or "\r#" in text or text.startswith("#"):
        comments = {n for n, line in enumerate(lines) if line[0] == "#"}
        for n in comments:
            lines[n] = "\n"
    rows, numbers = _read(lines, find_delimiter(text), comments)
    if numbers is None:
        return None
    first = next((n for n, row in enumerate(rows) if any(c.strip() for c in row)), len(rows))
    if first == len(rows):
        return Table((), [], (), ())
    header, headless = read_header(rows[first])
    if len(set(header) - {""}) != len(header) - header.count(""):
        return None
    columns = header if headless else resolve(header, source, target)
    begin = first if headless else first + 1
    return _without_blanks(Table(columns, rows[begin:], numbers[begin:], (), headless, numbers[first]))


def _has_marker(text: str) -> bool:
    return any(m in text and (f"\n{m}" in text or f"\r{m}" in text or text.startswith(m)) for m in MARKERS)


def _has_long_line(text: str) -> bool:
    """Return whether a line may be too long; looks at a few places only."""
    at = 0
    while len(text) - at > MAX_RECORD:
        at = text.rfind("\n", at, at + MAX_RECORD) + 1
        if at == 0:
            return True
    return False


def _read(lines: list[str], delimiter: str, comments: set[int]) -> tuple[list[Sequence[str]], Sequence[int] | None]:
    """Return the rows and the first line of each; None for those when the file needs care.

    It does when csv.reader is not content, or when a cell of several lines has a comment's line in it or may be very long.
    """
    rows: list[Sequence[str]] = []
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        rows.extend(reader)
    except csv.Error:
        return rows, None
    if len(rows) == reader.line_num:
        return rows, range(1, len(rows) + 1)
    # Cells of several lines: as many as they have line ends, unless these are of two letters.
    spans = [1 + "".join(row).count("\n") for row in rows]
    if sum(spans) == reader.line_num:
        ends = list(accumulate(spans))
    else:
        again = csv.reader(lines, delimiter=delimiter, strict=True)
        ends = [again.line_num for _row in again]
    begins = [1, *map((1).__add__, ends[:-1])]
    last_comment = max(comments, default=-1)
    for n in [n for n, (begin, end) in enumerate(zip(begins, ends, strict=True)) if begin != end]:
        inside = begins[n] <= last_comment and not comments.isdisjoint(range(begins[n], ends[n]))
        if inside or sum(map(len, rows[n])) > MAX_RECORD // 3:
            return rows, None
    return rows, begins


def _without_blanks(table: Table) -> Table:
    """Drop blank lines; a row of empty cells stays, whoever reads it knows what it misses."""
    if all(table.rows):
        return table
    kept = [n for n, row in enumerate(table.rows) if row]
    return Table(
        table.columns,
        [table.rows[n] for n in kept],
        [table.lines[n] for n in kept],
        table.errors,
        table.told,
        table.head_line,
    )

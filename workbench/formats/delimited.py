"""Delimited text as records: each with the line it begins on."""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import FileError

if TYPE_CHECKING:
    import _csv

DELIMITERS = "\t,;|"
"""In this order when the rows do not decide; a tab stands in no running text."""
Comment = Callable[[int, str], None]


class _Lines:
    """The lines of a text; those where a record begins as a comment are handed to ``comment`` and counted, not given."""

    def __init__(self, text: str | Iterable[str], comment: Comment | None = None) -> None:
        self._lines = iter(io.StringIO(text, newline="") if isinstance(text, str) else text)
        self._comment = comment
        self.number = 0
        self.begun = 0
        """The line the record now read begins on; 0 before its first."""

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.number += 1
        # Asked of the line and not of the first cell: a quoted "#x" is data, and a quote in a comment opens nothing.
        while self._comment is not None and not self.begun and line.startswith("#"):
            self._comment(self.number, line)
            line = next(self._lines)
            self.number += 1
        self.begun = self.begun or self.number
        return line


def _reader(lines: _Lines, delimiter: str) -> _csv.Reader:
    # A cell may hold a long article; the limit of 128 kB is meant for broken files, which strict quoting finds.
    csv.field_size_limit(2**31 - 1)
    return csv.reader(lines, delimiter=delimiter, strict=True)


def read_records(
    text: str | Iterable[str], path: Path, delimiter: str, comment: Comment | None = None
) -> Iterator[tuple[int, list[str]]]:
    """Yield each record of a text, or of its lines, with the line it begins on.

    Raises :class:`FileError` there when its quotes do not match.
    With ``comment``, lines that begin with ``#`` are no records: it is called with the number and text of each.
    """
    lines = _Lines(text, comment)
    reader = _reader(lines, delimiter)
    while True:
        lines.begun = 0
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as e:
            raise FileError(path, f"the quotes of this row do not match ({e}).", "Correct the row.", lines.begun) from e
        yield lines.begun, row


def find_delimiter(text: str, is_header: Callable[[list[str]], bool], *, comments: bool = False) -> str:
    """Return the delimiter under which the first row is a header, else the one under which the first rows are most alike.

    Counting characters alone is wrong: ``Hello, my friend`` has more commas than a row of two columns has tabs. With
    ``comments`` lines that begin with ``#`` are no rows.
    """
    best, best_alike = ",", 0
    for delimiter in DELIMITERS:
        rows: list[list[str]] = []
        with contextlib.suppress(csv.Error):  # told with its line when the rows are read
            rows.extend(_some(text, delimiter, comments=comments))
        rows = [row for row in rows if any(cell.strip() for cell in row)]
        if rows and is_header(rows[0]):
            return delimiter
        alike = sum(len(row) == len(rows[0]) > 1 for row in rows)
        if alike > best_alike:
            best, best_alike = delimiter, alike
    return best


def _some(text: str, delimiter: str, *, comments: bool) -> Iterator[list[str]]:
    lines = _Lines(text, (lambda _number, _line: None) if comments else None)
    for row in islice(_reader(lines, delimiter), 20):
        lines.begun = 0
        yield row


def record(cells: list[str], delimiter: str = ",") -> bytes:
    """Return one record as UTF-8: quoted where needed, CRLF. Not csv.writer: on 3.11 it can leave a bare CR unquoted."""
    special = _special(delimiter)
    quoted = ['"' + c.replace('"', '""') + '"' if c and special(c) else c for c in cells]
    # A first cell like "#1" would be a comment to programs that know comments.
    if quoted and quoted[0].startswith("#"):
        quoted[0] = '"' + quoted[0] + '"'
    return (delimiter.join(quoted) + "\r\n").encode("utf-8")


@lru_cache
def _special(delimiter: str) -> Callable[[str], object]:
    """Return what finds, in a cell, why it must be quoted."""
    return re.compile(rf'[{re.escape(delimiter)}"\r\n]|\A\s|\s\Z').search

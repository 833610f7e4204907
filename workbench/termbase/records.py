"""A CSV file as records that keep their text: what is not changed is written back as it was."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path

from workbench.errors import FileError
from workbench.termbase.columns import by_script, names_both, resolve
from workbench.termbase.decode import decode

MAX_RECORD = 100_000
"""The longest record that is read as a row, in characters; a longer one is told and kept as it is."""
DELIMITERS = ",;\t|"
MARKERS = ("<<<<<<<", "=======", ">>>>>>>")
"""What git writes around the sides of a conflict."""
_LINE = re.compile(r"[^\r\n]*+(?:\r\n|\r|\n|\Z)")


class RowError(FileError):
    """What is wrong with one row, or with the row of names; ``rule`` is the lint rule it falls under."""

    def __init__(self, path: Path, rule: str, message: str, hint: str, line: int) -> None:
        super().__init__(path, message, hint, line)
        self.rule = rule


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its raw text with line end, its cells (None for a comment, a blank line, a bad row), its first line."""

    raw: str
    cells: tuple[str, ...] | None
    line: int


@dataclass(frozen=True)
class CsvFile:
    """A parsed file. ``header`` are the column names as written, in lower case; ``errors`` name file and line.

    ``head`` is the place of the row of names among the records; -1 for an empty file and for a headless one, whose columns
    were told by script.
    """

    path: Path
    bom: bytes
    encoding: str
    delimiter: str
    newline: str
    header: tuple[str, ...]
    records: tuple[Record, ...]
    errors: tuple[RowError, ...] = field(default=())
    head: int = -1

    @property
    def headless(self) -> bool:
        """Whether the file has rows and no row of names."""
        return self.head < 0 and bool(self.header)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns by our names, for the direction Arabic to English."""
        return self.header if self.headless else resolve(self.header)

    def dump(self) -> bytes:
        """Return the bytes of the file. Law: ``parse(path, data).dump() == data``.

        Raises :class:`FileError` when a new value has letters the file's encoding lacks.
        """
        try:
            return self.bom + "".join(r.raw for r in self.records).encode(self.encoding)
        except UnicodeEncodeError as e:
            letter = e.object[e.start]
            raise FileError(
                self.path, f"is {self.encoding} and cannot hold {letter!r}.", "Save it as UTF-8 first."
            ) from e

    def cell(self, record: Record, column: str) -> str:
        """Return one cell of a record as it stands; '' when it is missing."""
        n = self._places.get(column, -1)
        cells = record.cells or ()
        return cells[n] if 0 <= n < len(cells) else ""

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: n for n, name in enumerate(self.columns) if name}

    def row(self, record: Record) -> dict[str, str]:
        """Return the cells of a record by column, as they stand; missing ones are ''."""
        cells = record.cells or ()
        return {name: cells[n] if n < len(cells) else "" for n, name in enumerate(self.columns) if name}

    def serialise(self, cells: Sequence[str]) -> str:
        """Return a new record in this file's manner, line end included.

        Not csv.writer: on Python 3.11 it leaves a bare CR unquoted, and a first cell ``#...`` would come back as a comment.
        """
        text = self.delimiter.join(self._quoted(n, c) for n, c in enumerate(cells))
        # A record of nothing but tabs would come back as a blank line.
        return (text if text.strip() else f'""{text}') + self.newline

    def _quoted(self, n: int, cell: str) -> str:
        special = any(x in cell for x in (self.delimiter, '"', "\r", "\n")) or cell != cell.strip()
        first = n == 0 and cell.lower().startswith(("#", "sep=", *MARKERS))
        return '"' + cell.replace('"', '""') + '"' if special or first else cell

    def with_records(self, records: Iterable[Record]) -> CsvFile:
        """Return the file with other records; one that now follows a last line without an end gets a line of its own."""
        out = list(records)
        for n, record in enumerate(out[:-1]):
            if not record.raw.endswith(("\n", "\r")):
                out[n] = replace(record, raw=record.raw + self.newline)
        return replace(self, records=tuple(out))


def parse(path: Path, data: bytes) -> CsvFile:
    """Parse the bytes of a glossary file; raises :class:`FileError` when they are no text.

    Anything wrong with single records stands in ``errors`` and does not hinder the others.
    """
    decoded = decode(path, data)
    text = decoded.text
    records: list[Record] = []
    errors: list[RowError] = []
    header: tuple[str, ...] = ()
    head = -1
    delimiter = find_delimiter(text)
    for raw, line, problem in _split(text, delimiter):
        cells: tuple[str, ...] | None = None
        if problem is None:
            cells = _cells(raw, delimiter)
            if not header and not any(c.strip() for c in cells):
                cells = None
            elif not header:
                header, headless = read_header(cells)
                errors += _header_errors(path, header, line)
                if not headless:
                    head, cells = len(records), None
        elif problem:
            reason, _, hint = problem.partition("|")
            rule = "merge-conflict" if "merge conflict" in reason else "bad-row"
            errors.append(RowError(path, rule, reason, hint, line))
        records.append(Record(raw, cells, line))
    return CsvFile(
        path,
        decoded.bom,
        decoded.encoding,
        delimiter,
        "\r\n" if "\r\n" in text else "\r" if "\r" in text and "\n" not in text else "\n",
        header,
        tuple(records),
        tuple(errors),
        head,
    )


def read_header(cells: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    """Return the columns a first row names, and whether it names none but is a row itself (Arabic beside Latin)."""
    scripts = None if names_both(cells) else by_script(cells)
    return (scripts, True) if scripts else (tuple(c.strip().lower() for c in cells), False)


def _header_errors(path: Path, header: tuple[str, ...], line: int) -> list[RowError]:
    twice = sorted({h for h in header if h and header.count(h) > 1})
    return [
        RowError(
            path,
            "duplicate-column",
            f"the column {h!r} stands here twice; the first is used.",
            "Rename one of them.",
            line,
        )
        for h in twice
    ]


def find_delimiter(text: str) -> str:
    """Return what stands between the cells: what ``sep=`` says, else what makes of the first row both languages."""
    for line in _LINE.finditer(text):
        head = line[0].rstrip("\r\n")
        if _is_hint(head):
            return head[4]
        if head.strip() and not head.startswith(("#", *MARKERS)):
            best = sorted(DELIMITERS, key=lambda d: -head[:MAX_RECORD].count(d))
            return next((d for d in best if names_both(head.replace('"', "").split(d))), best[0])
    return ","


def _is_hint(line: str) -> bool:
    """Return whether a line is the hint Excel reads for its delimiter."""
    return len(line) == 5 and line[:4].lower() == "sep=" and line[4] in DELIMITERS


@lru_cache(maxsize=8)
def _record(delimiter: str) -> re.Pattern[str]:
    """Return the grammar of a record.

    A quoted cell may go over lines when its quote is closed properly: one that is followed by more letters was opened by
    mistake, and must not swallow the rows between. On one line such letters belong to the cell, as csv.reader takes it.
    """
    d = re.escape(delimiter)
    one_line = rf'"[^"\r\n]*+(?:""[^"\r\n]*+)*+"[^{d}\r\n]*+'
    lines = rf'"[^"]*+(?:""[^"]*+)*+"(?=[{d}\r\n]|\Z)'
    cell = rf'(?>{one_line}|{lines}|(?!")[^{d}\r\n]*+)'
    return re.compile(rf"{cell}(?:{d}{cell})*+(?:\r\n|\r|\n|\Z)")


def _split(text: str, delimiter: str) -> Iterator[tuple[str, int, str | None]]:
    """Yield (raw record, first line, problem): None for a row, '' for what is no row, else ``reason|hint``.

    Law: the records joined are the text. A record whose quote is never closed ends with its line, so that one bad row does
    not swallow the rest. Linear: after a quote that is never closed no second one can be.
    """
    record = _record(delimiter)
    at, line, conflict = 0, 1, False
    while at < len(text):
        first = _LINE.match(text, at)
        assert first is not None  # noqa: S101 - the pattern matches anything
        raw, problem = first[0], None
        body = raw.rstrip("\r\n")
        if body.startswith("#") or not body.strip() or (line == 1 and _is_hint(body)):
            problem = ""
        elif body.startswith(MARKERS) or (conflict and body.startswith("|||||||")):
            opening = body.startswith(MARKERS[0])
            told = opening or not conflict
            conflict = (conflict or opening) and not body.startswith(MARKERS[2])
            problem = "a merge conflict is left here.|Choose one side and remove the marks." if told else ""
        elif '"' in body:
            whole = record.match(text, at)
            raw = whole[0] if whole else raw
            problem = None if whole else "a quote opened here is never closed.|Add the missing quote."
        if problem is None and len(raw) > MAX_RECORD:
            problem = f"this row is {len(raw):,} characters long.|Is it a glossary? Rows may have {MAX_RECORD:,}."
        if problem is None and "\0" in raw:
            problem = "this row holds a NUL character.|Remove it; was the file saved as UTF-16?"
        yield raw, line, problem
        at += len(raw)
        line += raw.count("\n") + raw.count("\r") - raw.count("\r\n")


def _cells(raw: str, delimiter: str) -> tuple[str, ...]:
    if '"' not in raw:
        return tuple(raw.rstrip("\r\n").split(delimiter))
    return tuple(next(csv.reader(io.StringIO(raw, newline=""), delimiter=delimiter), []))

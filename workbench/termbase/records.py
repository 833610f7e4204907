"""A CSV file as records that keep their bytes: what is not changed is written back as it was."""

from __future__ import annotations

import codecs
import csv
import io
from dataclasses import dataclass, field
from pathlib import Path

from workbench.errors import FileError

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its raw text with line end, its cells (None for a comment or blank line), its first line (from 1)."""

    raw: str
    cells: tuple[str, ...] | None
    line: int


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A parsed file. ``header`` are the column names, stripped and in lower case; ``errors`` name file and line."""

    path: Path
    bom: bytes
    encoding: str
    delimiter: str
    newline: str
    header: tuple[str, ...]
    records: tuple[Record, ...]
    errors: tuple[FileError, ...] = field(default=())

    def dump(self) -> bytes:
        """Return the bytes of the file. Law: ``parse(path, data).dump() == data``."""
        return self.bom + "".join(r.raw for r in self.records).encode(self.encoding)

    def serialise(self, cells: list[str]) -> str:
        """Return a new record in this file's manner, line end included.

        Not csv.writer: on Python 3.11 it leaves a bare CR unquoted, and a first cell ``#...`` would come back as a comment.
        """

        def quoted(n: int, cell: str) -> str:
            special = any(x in cell for x in (self.delimiter, '"', "\r", "\n")) or cell != cell.strip()
            return '"' + cell.replace('"', '""') + '"' if special or (n == 0 and cell.startswith("#")) else cell

        return self.delimiter.join(quoted(n, c) for n, c in enumerate(cells)) + self.newline


def parse(path: Path, data: bytes) -> CsvFile:
    """Parse the bytes of a glossary file; raises :class:`FileError` when they are no text.

    Anything wrong with single records stands in ``errors`` and does not hinder the others.
    """
    bom, encoding = next(((b, e) for b, e in _BOMS if data.startswith(b)), (b"", "utf-8"))
    try:
        text = data[len(bom) :].decode(encoding)
    except UnicodeDecodeError as e:
        line = data[: e.start].count(b"\n") + 1
        raise FileError(path, f"is not {encoding.upper()} text (byte {e.start}).", "Save it as UTF-8.", line) from e
    head = next((x for x in text.splitlines() if x.strip() and not x.startswith("#")), "")
    delimiter = max(_DELIMITERS, key=lambda d: (head.count(d), -_DELIMITERS.index(d)))
    newline = "\r\n" if "\r\n" in text else "\r" if "\r" in text and "\n" not in text else "\n"
    errors: list[FileError] = []
    records: list[Record] = []
    header: tuple[str, ...] = ()
    for raw, line, closed in _split(text, delimiter):
        body = raw.rstrip("\r\n")
        if body.startswith("#") or not body.strip():
            records.append(Record(raw, None, line))
            continue
        if body.startswith(("<<<<<<<", "=======", ">>>>>>>")):
            errors.append(FileError(path, "a merge conflict is left here.", "Choose one side.", line))
            records.append(Record(raw, None, line))
            continue
        if not closed:
            errors.append(FileError(path, "a quote opened here is never closed.", "Add the missing quote.", line))
            records.append(Record(raw, None, line))
            continue
        cells = tuple(next(csv.reader(io.StringIO(raw, newline=""), delimiter=delimiter), []))
        if not header:
            header = tuple(c.strip().lower() for c in cells)
            errors += _header_errors(path, header, line)
            records.append(Record(raw, None, line))
            continue
        records.append(Record(raw, cells, line))
    return CsvFile(path, bom, encoding, delimiter, newline, header, tuple(records), tuple(errors))


def _header_errors(path: Path, header: tuple[str, ...], line: int) -> list[FileError]:
    twice = sorted({h for h in header if h and header.count(h) > 1})
    return [FileError(path, f"the column {h!r} stands here twice.", "Rename one of them.", line) for h in twice]


def _split(text: str, delimiter: str) -> list[tuple[str, int, bool]]:
    """Return (raw record, first line, whether its quotes are closed). Law: the records joined are the text.

    A record whose quote is never closed ends at its first line end, so that one bad row does not swallow the rest.
    """
    out: list[tuple[str, int, bool]] = []
    start, line = 0, 1
    while start < len(text):
        end, closed = _record_end(text, start, delimiter)
        raw = text[start:end]
        out.append((raw, line, closed))
        line += raw.count("\n") + raw.count("\r") - raw.count("\r\n")
        start = end
    return out


def _record_end(text: str, start: int, delimiter: str) -> tuple[int, bool]:
    """Return where the record beginning at ``start`` ends and whether its quotes are closed."""
    i, fresh = start, True
    while i < len(text):
        c = text[i]
        if c == '"' and fresh:
            close = _closing_quote(text, i + 1)
            if close < 0:
                return _line_end(text, i), False
            i, fresh = close, False
        elif c in "\r\n":
            return i + (2 if text.startswith("\r\n", i) else 1), True
        else:
            fresh = c == delimiter
        i += 1
    return len(text), True


def _closing_quote(text: str, i: int) -> int:
    while True:
        i = text.find('"', i)
        if i < 0 or not text.startswith('""', i):
            return i
        i += 2


def _line_end(text: str, i: int) -> int:
    ends = [e for e in (text.find("\n", i), text.find("\r", i)) if e >= 0]
    if not ends:
        return len(text)
    end = min(ends)
    return end + (2 if text.startswith("\r\n", end) else 1)

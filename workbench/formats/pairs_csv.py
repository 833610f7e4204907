"""Pairs as CSV: for Excel going out (UTF-8 with BOM, RFC 4180), as it comes going in."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from workbench.errors import FileError
from workbench.files import write_atomically
from workbench.formats.decode import decode
from workbench.formats.languages import primary
from workbench.model import Origin, Repair, Unit
from workbench.text.clean import stored_text

FIELDS = ("created", "changed", "author", "changer", "origin", "document", "note", "tuid")
"""The columns behind the two languages."""
_GUARDED = ("=", "+", "-", "@", "\t", "\r", "'")
GUARD_MARK = "#guarded"
"""Last column of a file whose cells are guarded: the import takes exactly that apostrophe away again."""
Report = Callable[[Repair], None]


def write_pairs_csv(
    path: Path, units: Iterable[Unit], *, source: str, target: str, spreadsheet_safe: bool = False
) -> int:
    """Write units and return how many. The header is the two language tags, then :data:`FIELDS`.

    With ``spreadsheet_safe`` a cell that a spreadsheet would take for a formula gets an apostrophe in front, and the
    header says so. Raises :class:`FileError`.
    """
    count = 0
    guard = _guard if spreadsheet_safe else str

    def lines() -> Iterator[bytes]:
        nonlocal count
        yield b"\xef\xbb\xbf"
        header = [source, target, *FIELDS, *([GUARD_MARK] if spreadsheet_safe else [])]
        yield _line(header)
        for unit in units:
            count += 1
            sides = (unit.source, unit.target) if unit.source_lang == source else (unit.target, unit.source)
            rest = [getattr(unit, name) for name in FIELDS]
            cells = [*sides, *("" if v is None else str(v) for v in rest)]
            yield _line([guard(c) for c in cells] + ([""] if spreadsheet_safe else []))

    write_atomically(path, lines())
    return count


def _guard(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_GUARDED) else cell


def _line(cells: list[str]) -> bytes:
    """Return one record: quoted where needed, CRLF. Not csv.writer: on 3.11 it can leave a bare CR unquoted."""
    quoted = ('"' + c.replace('"', '""') + '"' if any(x in c for x in ',"\r\n') or c != c.strip() else c for c in cells)
    return (",".join(quoted) + "\r\n").encode("utf-8")


def read_pairs_csv(path: Path, source: str, target: str, report: Report, encoding: str | None = None) -> Iterator[Unit]:
    """Yield the pairs of a CSV file: any of ``, ; tab |``, with BOM or UTF-16, with a header or without.

    The header names the languages (``ar``, ``en-GB``) or ``source`` and ``target``; without one the first two columns are
    source and target. A row without both sides is reported by line and passed over. Raises :class:`FileError`.
    """
    try:
        data = path.read_bytes()
    except OSError as e:
        raise FileError(path, f"cannot be read ({e.strerror or e}).", "Check the name and its rights.") from e
    text, repairs = decode(data, path, encoding)
    text = _without_forbidden(text, report)
    for repair in repairs:
        report(repair)
    rows = _rows(text, path)
    first = next(rows, None)
    if first is None:
        raise FileError(path, "holds no row.", "Check that it is the right file.")
    columns = _columns(first[1], source, target)
    if columns is None:
        columns = {"source": 0, "target": 1}
        rows = _chain(first, rows)
    guarded = "guard" in columns
    for line, cells in rows:
        if not any(c.strip() for c in cells):
            continue
        unit = _unit(cells, columns, source, target, guarded=guarded)
        if unit is None:
            report(Repair(line, "this row has no text on one side and was passed over."))
        else:
            yield unit


def _without_forbidden(text: str, report: Report) -> str:
    """Clean the text but keep its line ends, which are data inside quotes."""
    kept = text.replace("\r", "\ue00d") if "\ue00d" not in text else text
    clean, repairs = stored_text(kept)
    for repair in repairs:
        report(repair)
    return clean.replace("\ue00d", "\r") if kept is not text else clean


def _rows(text: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    delimiter = _delimiter(text)
    # A cell may hold a long article; the limit of 128 kB is meant for broken files, which strict quoting finds.
    csv.field_size_limit(2**31 - 1)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as e:
            raise FileError(path, f"the quotes of this row do not match ({e}).", "Correct the row.", line) from e
        yield line, row


def _delimiter(text: str) -> str:
    """Return the delimiter that stands most often in the first line with text."""
    head = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t|", key=lambda d: (head.count(d), -",;\t|".index(d)))


def _columns(header: list[str], source: str, target: str) -> dict[str, int] | None:
    """Return where the columns are, None when the row is no header."""
    names = [c.strip().lstrip("\ufeff").casefold() for c in header]
    found: dict[str, int] = {}
    for n, name in enumerate(names):
        if name == "source" or primary(name) == primary(source):
            found.setdefault("source", n)
        elif name == "target" or primary(name) == primary(target):
            found.setdefault("target", n)
        elif name in FIELDS:
            found.setdefault(name, n)
        elif name == GUARD_MARK:
            found["guard"] = n
    return found if {"source", "target"} <= set(found) else None


def _chain(first: tuple[int, list[str]], rest: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    yield first
    yield from rest


def _unit(cells: list[str], columns: dict[str, int], source: str, target: str, *, guarded: bool) -> Unit | None:
    def cell(name: str) -> str:
        at = columns.get(name, len(cells))
        value = cells[at] if at < len(cells) else ""
        return value[1:] if guarded and value.startswith("'") else value

    a, b = cell("source"), cell("target")
    if not a.strip() or not b.strip():
        return None
    origin = cell("origin")
    return Unit(
        source,
        target,
        a,
        b,
        tuid=cell("tuid"),
        created=cell("created"),
        changed=cell("changed"),
        author=cell("author"),
        changer=cell("changer"),
        origin=Origin(origin) if origin in set(Origin) else None,
        document=cell("document"),
        note=cell("note"),
    )

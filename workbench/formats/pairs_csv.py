"""Pairs as CSV: for Excel going out (UTF-8 with BOM, RFC 4180), as it comes going in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

from workbench.errors import FileError
from workbench.files import write_atomically
from workbench.formats.decode import decode
from workbench.formats.delimited import find_delimiter, read_records, record
from workbench.formats.languages import named, primary
from workbench.formats.stamps import stored_stamp
from workbench.model import Origin, Repair, Unit
from workbench.text.clean import stored_text

FIELDS = ("created", "changed", "author", "changer", "origin", "document", "note", "tuid")
"""The columns behind the two languages."""
_GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
GUARD_MARK = "#guarded"
"""Last column of a file whose cells are guarded: the import takes exactly that apostrophe away again."""
NOTICES = 20
"""More rows than this that are passed over are summed up in one notice."""
_TAG = re.compile(r"[a-z]{2,3}([-_][a-z0-9]{2,8})*$", re.IGNORECASE)
Report = Callable[[Repair], None]


def write_pairs_csv(
    path: Path, units: Iterable[Unit], *, source: str, target: str, spreadsheet_safe: bool = False
) -> int:
    """Write units and return how many. The header is the two language tags, then :data:`FIELDS`.

    With ``spreadsheet_safe`` a cell that a spreadsheet would take for a formula gets an apostrophe in front, and the
    header says so. Raises :class:`FileError`.
    """
    count = 0
    guard = guarded_cell if spreadsheet_safe else str

    def lines() -> Iterator[bytes]:
        nonlocal count
        yield b"\xef\xbb\xbf"
        header = [source, target, *FIELDS, *([GUARD_MARK] if spreadsheet_safe else [])]
        yield record(header)
        for unit in units:
            count += 1
            sides = (
                (unit.source, unit.target)
                if primary(unit.source_lang) == primary(source)
                else (unit.target, unit.source)
            )
            rest = [getattr(unit, name) for name in FIELDS]
            cells = [*sides, *("" if v is None else str(v) for v in rest)]
            yield record([guard(c) for c in cells] + ([""] if spreadsheet_safe else []))

    write_atomically(path, lines())
    return count


def guarded_cell(cell: str) -> str:
    """Return a cell no spreadsheet takes for a formula: an apostrophe in front where it needs one."""
    return f"'{cell}" if cell.startswith(_GUARDED) else cell


def formula_like(text: str) -> bool:
    """Whether a spreadsheet would take a cell with this text for a formula."""
    return text.startswith(("=", "+", "-", "@"))


def read_pairs_csv(path: Path, source: str, target: str, report: Report, encoding: str | None = None) -> Iterator[Unit]:
    """Yield the pairs of a CSV file: any of ``, ; tab |``, with BOM or UTF-16, with a header or without.

    The header names the languages (``ar``, ``en-GB``) or ``source`` and ``target``; without one the first two columns are
    source and target. A row without both sides is reported by line and passed over. Line ends inside a cell become LF,
    as in all stored text. Raises :class:`FileError` for a header of other languages and for quotes that do not match.
    """
    try:
        data = path.read_bytes()
    except OSError as e:
        raise FileError(path, f"cannot be read ({e.strerror or e}).", "Check the name and its rights.") from e
    text, repairs = decode(data, path, encoding)
    text, more = stored_text(text)
    for repair in (*repairs, *more):
        report(repair)
    delimiter = find_delimiter(text, lambda row: _columns(row, source, target) is not None)
    rows = read_records(text, path, delimiter)
    first = next(rows, None)
    if first is None:
        raise FileError(path, "holds no row.", "Check that it is the right file.")
    columns = _columns(first[1], source, target)
    if columns is None:
        columns = {"source": 0, "target": 1}
        _refuse_other_languages(path, first, source, target)
        rows = chain([first], rows)
    guarded = "guard" in columns
    skipped = 0
    for line, cells in rows:
        if not any(c.strip() for c in cells):
            continue
        unit = _unit(cells, columns, source, target, guarded=guarded)
        if unit is None:
            skipped += 1
            if skipped <= NOTICES:
                report(Repair(line, "this row has no text on one side and was passed over."))
        else:
            yield unit
    if skipped > NOTICES:
        report(Repair(0, f"{skipped - NOTICES} more rows have no text on one side and were passed over."))


def _refuse_other_languages(path: Path, first: tuple[int, list[str]], source: str, target: str) -> None:
    """Raise when a row that was not taken for a header is plainly one, of another pair."""
    line, cells = first
    tags = [cell.strip() for cell in cells[:2]]
    ours = {primary(source), primary(target)}
    if all(_TAG.match(tag) for tag in tags) and ours & {primary(tag) for tag in tags}:
        raise FileError(
            path, f"its columns are {', '.join(tags)}, not {source} and {target}.", "Check --from and --to.", line
        )


def _columns(header: list[str], source: str, target: str) -> dict[str, int] | None:
    """Return where the columns are, None when the row is no header."""
    names = [c.strip().lstrip("\ufeff").casefold() for c in header]
    found: dict[str, int] = {}
    for n, name in enumerate(names):
        if name == "source" or named(name) == primary(source):
            found.setdefault("source", n)
        elif name == "target" or named(name) == primary(target):
            found.setdefault("target", n)
        elif name in FIELDS:
            found.setdefault(name, n)
        elif name == GUARD_MARK:
            found["guard"] = n
    return found if {"source", "target"} <= set(found) else None


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
        created=stored_stamp(cell("created")),
        changed=stored_stamp(cell("changed")),
        author=cell("author"),
        changer=cell("changer"),
        origin=Origin(origin) if origin in set(Origin) else None,
        document=cell("document"),
        note=cell("note"),
    )

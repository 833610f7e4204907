"""Many rows into one glossary at once: united with what is there, written whole or not at all.

What stands in the glossary wins: a row of the same pair gives it forms, notes and empty cells, never another decision. Every
record that gains nothing keeps its bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from workbench.errors import FileError
from workbench.model import TERM_CHOICES
from workbench.termbase.columns import COLUMNS
from workbench.termbase.decode import MAX_BYTES
from workbench.termbase.editing import Saved, save
from workbench.termbase.glossary_file import glossary_of, read_csv
from workbench.termbase.records import MAX_RECORD, CsvFile, Record, parse
from workbench.termbase.rows import clean, free_id, make_id, split_values
from workbench.text.fold import fold_key

_EMPTY_MEANS = {"kind": "other", "status": "preferred", "enforce": "prefer", "match": "normal"}
_ALSO_WRITTEN = {"m": "masculine", "f": "feminine", "n": "neuter"}
_PROVENANCE = ("origin", "author", "date")
_FORMS = tuple(f"{language}_{kind}" for language in ("ar", "en") for kind in ("variants", "forbidden"))
_UNITED = (*_FORMS, "protect", "subject", "note")
"""Columns where both values stay, as ``a | b``."""


@dataclass(slots=True)
class BulkResult:
    """What became of the rows.

    ``kept``: where the glossary says otherwise and was left so, by column. ``dropped``: values no glossary has, by
    ``column=value``. ``new_columns``: what the first row was given.
    ``saved`` is None when there was nothing to write.
    """

    added: int = 0
    united: int = 0
    already: int = 0
    kept: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)
    new_columns: tuple[str, ...] = ()
    saved: Saved | None = None


@dataclass(slots=True)
class _Entry:
    """A concept of the file to be: its cells by column, its place among the records (-1 for a new one)."""

    cells: dict[str, str]
    place: int = -1
    changed: bool = False


def merge_rows(path: Path, rows: Iterable[Mapping[str, str]]) -> BulkResult:
    """Merge rows (our column names to text, with ``ar`` and ``en``) into a glossary file, made if there is none.

    A row whose pair is there, compared after folding, also as a variant, is united with it; others are appended, with
    their own id when it is free. Columns the file lacks are added behind the last; what another program
    changed meanwhile stays (:func:`workbench.termbase.editing.save`). Laws: doing it twice changes nothing
    the second time; when ``rows`` raises, the file is untouched. Raises :class:`FileError`.
    """
    rows = list(rows)  # before the glossary is looked at: a large file takes seconds to read
    base = read_csv(path) if path.exists() else parse(path, b"")
    glossary = _Glossary(base)
    result = BulkResult()
    for row in rows:
        glossary.take(row, result)
    if result.added or result.united:
        data = glossary.dump(result)
        if len(data) > MAX_BYTES:
            raise FileError(path, f"would grow over {MAX_BYTES // 1_000_000} MB.", "Import into several glossaries.")
        result.saved = save(base, parse(path, data))
    return result


class _Glossary:
    """A glossary file in the making."""

    def __init__(self, file: CsvFile) -> None:
        self.file = file
        self.entries: list[_Entry] = []
        self.pairs: dict[tuple[str, str], _Entry] = {}
        self.forbidden: set[tuple[str, str]] = set()
        read = glossary_of(file.path, file.dump())
        good = dict(zip(read.concepts.lines, read.concepts.ids, strict=True))
        self.ids = set(good.values())
        for place, record in enumerate(self.file.records):
            if record.cells is not None and record.line in good:
                cells = {c: clean(v) for c, v in self.file.row(record).items() if v.strip()}
                self._enter(_Entry(cells, place))

    def take(self, given: Mapping[str, str], result: BulkResult) -> None:
        """Unite a row with the concept of its pair, or append it."""
        row = _checked(given, result.dropped)
        if sum(map(len, row.values())) + 2 * len(COLUMNS) > MAX_RECORD:
            result.dropped[f"row over {MAX_RECORD} characters"] += 1
            return
        key = (fold_key(row["ar"]), fold_key(row["en"]))
        there = self.pairs.get(key)
        if there is None and key in self.forbidden:
            result.kept["forbidden pair"] += 1
            result.already += 1
        elif there is None:
            row["id"] = free_id(row.get("id") or make_id(row["en"]), self.ids)
            self.ids.add(row["id"])
            self._enter(_Entry(row))
            result.added += 1
        elif _unite(there, row, result.kept):
            there.changed = True
            self._index(there)
            result.united += 1
        else:
            result.already += 1

    def _enter(self, entry: _Entry) -> None:
        self.entries.append(entry)
        self._index(entry)

    def _index(self, entry: _Entry) -> None:
        cells = entry.cells
        arabic, english = fold_key(cells.get("ar", "")), fold_key(cells.get("en", ""))
        self.pairs.setdefault((arabic, english), entry)
        for form in split_values(cells.get("ar_variants", "")):
            self.pairs.setdefault((fold_key(form), english), entry)
        for form in split_values(cells.get("en_variants", "")):
            self.pairs.setdefault((arabic, fold_key(form)), entry)
        self.forbidden.update((fold_key(v), english) for v in split_values(cells.get("ar_forbidden", "")))
        self.forbidden.update((arabic, fold_key(v)) for v in split_values(cells.get("en_forbidden", "")))

    def dump(self, result: BulkResult) -> bytes:
        """Return the bytes of the file with what was added and united."""
        touched = [e for e in self.entries if e.place < 0 or e.changed]
        records = list(self.file.records)
        columns = list(self.file.columns)
        new = _new_columns(touched, columns)
        if not columns:
            records.append(Record(self.file.serialise(new), None, 0))
        else:
            result.new_columns = tuple(new)
        columns += new
        for entry in touched:
            if entry.place < 0:
                raw = self.file.serialise([entry.cells.get(c, "") if c else "" for c in columns])
                records.append(Record(raw, None, 0))
            else:
                records[entry.place] = replace(records[entry.place], raw=self._rewritten(entry, columns))
        if result.new_columns:
            self._widen(records, columns, new)
        return self.file.with_records(records).dump()

    def _rewritten(self, entry: _Entry, columns: list[str]) -> str:
        """Return the record with its new cells; those that did not change stay as they stand, unnamed ones too."""
        old = self.file.records[entry.place].cells or ()
        cells = []
        for n, column in enumerate(columns):
            stood = old[n] if n < len(old) else ""
            value = entry.cells.get(column, "") if column else stood
            cells.append(stood if clean(stood) == value else value)
        return self.file.serialise([*cells, *old[len(columns) :]])

    def _widen(self, records: list[Record], columns: list[str], new: list[str]) -> None:
        """Give the first row more names, or the file a first row; the rows stay as short as they are."""
        if self.file.headless:
            names = [c or f"column {n}" for n, c in enumerate(columns, 1)]
            at = next(n for n, r in enumerate(records) if r.cells is not None)
            records[at] = replace(records[at], raw=self.file.serialise(names) + records[at].raw)
            return
        head = records[self.file.head]
        body = head.raw.rstrip("\r\n")
        more = self.file.serialise(["", *new]).removeprefix('""').rstrip("\r\n")
        records[self.file.head] = replace(head, raw=body + more + head.raw[len(body) :])


def _new_columns(touched: list[_Entry], columns: list[str]) -> list[str]:
    """Return the columns these concepts need beyond those of the file; all of ours for a new file."""
    needed = {c for e in touched for c, cell in e.cells.items() if cell and cell != _EMPTY_MEANS.get(c)}
    if not columns:
        return [*COLUMNS, *sorted(needed - set(COLUMNS))]
    if all(e.cells.get("id") == make_id(e.cells["en"]) for e in touched if e.place < 0):
        needed.discard("id")  # the same ids are made when the file is read
    further = [c for c in COLUMNS if c in needed and c not in columns]
    return [*further, *sorted(needed - set(columns) - set(COLUMNS))]


def _checked(given: Mapping[str, str], dropped: Counter[str]) -> dict[str, str]:
    """Return the row with clean cells; words that are no choice of their column are dropped and counted."""
    row = {column: clean(cell) for column, cell in given.items()}
    row = {column: cell for column, cell in row.items() if cell}
    for column, known in TERM_CHOICES.items():
        word = row.get(column, "")
        if word.casefold() in known:
            row[column] = word.casefold()
        elif word:
            dropped[f"{column}={row.pop(column)}"] += 1
    return row


def _unite(entry: _Entry, row: Mapping[str, str], kept: Counter[str]) -> bool:
    """Give a concept what a row of the same pair has beyond it; return whether there was anything."""
    cells, gained = entry.cells, False
    for column, cell in row.items():
        if column in ("id", "ar", "en", *_PROVENANCE):
            continue
        stands = cells.get(column, "")
        if column in _UNITED:
            new = _further(column, cell, cells, kept)
            if new:
                cells[column] = " | ".join([*([stands] if stands else []), *new])
                gained = True
        elif cell == (stands or _EMPTY_MEANS.get(column, "")):
            continue
        elif (not stands and column != "status") or (column == "kind" and stands == "other"):
            cells[column] = cell
            gained = True
        elif _ALSO_WRITTEN.get(cell, cell) != _ALSO_WRITTEN.get(stands, stands):
            kept[column] += 1
    if gained and row.get("origin") and row["origin"] not in split_values(cells.get("origin", "")):
        cells["origin"] = " | ".join(v for v in (cells.get("origin", ""), row["origin"]) if v)
    return gained


def _further(column: str, cell: str, cells: Mapping[str, str], kept: Counter[str]) -> list[str]:
    """Return the values a column does not have yet; a form that is decided otherwise is not one of them."""
    # Forms are forbidden to the letter: "Covid" may be wrong where "COVID" is right.
    key = clean if column.endswith("forbidden") else fold_key
    have = {key(v) for v in split_values(cells.get(column, ""))}
    otherwise: set[str] = set()
    if column in _FORMS:
        language, _, kind = column.partition("_")
        other = "variants" if kind == "forbidden" else "forbidden"
        otherwise = {clean(v) for v in split_values(cells.get(f"{language}_{other}", ""))}
        main = cells.get(language, "")
        if kind == "forbidden":
            otherwise.add(main)
        else:
            have.add(key(main))
    new = []
    for value in split_values(cell):
        if value in otherwise:
            kept[column] += 1
        elif key(value) not in have:
            have.add(key(value))
            new.append(value)
    return new

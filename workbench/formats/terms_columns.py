"""Tables of terms: which column of a header is which of ours, and rows as concepts. For CSV, TSV and spreadsheets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

from workbench.errors import FileError, UsageError
from workbench.formats.languages import named, primary
from workbench.formats.pairs_columns import GUARD_MARK
from workbench.formats.terms import (
    COLUMNS,
    STATUS_WORDS,
    ReadOptions,
    Row,
    Tally,
    TermRow,
    clean,
    direction_of,
)
from workbench.model import LANGUAGES
from workbench.text.script import is_arabic

MOST_COLUMNS = 1000
"""More than any termbase has; a row of a million cells is no glossary."""
_TAG = re.compile(r"[a-z]{2,3}([-_]([a-z]{2}|\d{3}|arab|latn))*$", re.IGNORECASE)
_ALIASES = {
    "id": ("stringid", "entryid", "conceptid", "termid"),
    "note": ("notes", "comment", "comments", "description", "definition"),
    "pos": ("partofspeech",),
    "subject": ("domain", "subjectfield"),
    "source": ("src", "sourcestring", "sourceterm", "sourcetext"),
    "target": ("tgt", "targetstring", "targetterm", "targettext", "translation"),
    "sourcelang": ("sourcelanguage", "srclang"),
    "targetlang": ("targetlanguage", "tgtlang"),
}
_MEANT = {word: column for column, words in _ALIASES.items() for word in (column, *words)}
Record = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which cell is what: ``columns`` per index ('' for none), whether cells are guarded against formulas."""

    columns: tuple[str, ...]
    guarded: bool = False

    def has(self, *names: str) -> bool:
        return set(names) <= set(self.columns)


@dataclass(slots=True)
class _Table:
    """A table on its way in."""

    path: Path
    options: ReadOptions
    tally: Tally
    layout: _Layout = field(default_factory=lambda: _Layout(()))
    direction: tuple[str, str] = ("ar", "en")


def is_term_header(cells: list[str], options: ReadOptions) -> bool:
    """Whether a row is a header that names both languages, or what the options name."""
    try:
        layout = _layout(cells, options.columns)
    except UsageError:
        return False
    return layout.has(*LANGUAGES) or layout.has("source", "target")


def read_table(path: Path, records: Iterable[Record], options: ReadOptions, tally: Tally) -> Iterator[TermRow]:
    """Yield the concepts of a table, its first row the header.

    Columns are ours by our names, by language tags (``ar-001``, ``en_GB``) and names, or as ``options.columns`` says (ours
    to theirs: a heading or a number from 1). ``source`` and ``target`` are in the languages the row, the options or the
    script of the cells say. Without a header two columns, one of them Arabic, are taken as the two forms. Other columns
    travel along. Raises :class:`FileError` when the two languages are not found, :class:`UsageError` when a named
    column is not there.
    """
    rows: Iterator[Record] = ((line, cells) for line, cells in records if any(cell.strip() for cell in cells))
    first = next((r for r in rows if not _is_comment(r[1])), None)
    if first is None:
        raise FileError(path, "holds no row.", "Check that it is the right file.")
    if len(first[1]) > MOST_COLUMNS:
        raise FileError(path, f"has {len(first[1])} columns.", f"At most {MOST_COLUMNS} are taken.", first[0])
    table = _Table(path, options, tally, _layout(first[1], options.columns))
    if not table.layout.has(*LANGUAGES) and not table.layout.has("source", "target"):
        table.layout = _without_header(path, first)
        rows = chain([first], rows)
    if table.layout.has("source", "target"):
        head = list(islice(rows, 500))
        found = ((cells, table.layout.columns) for _line, cells in head)
        pairs = ((_at(c, names, "source"), _at(c, names, "target")) for c, names in found)
        table.direction = direction_of(pairs, options)
        rows = chain(head, rows)
    for line, cells in rows:
        if len(cells) > len(table.layout.columns) and any(c.strip() for c in cells[len(table.layout.columns) :]):
            tally.skip("with more cells than columns", line)
            continue
        row = _row(cells, table)
        missing = [language for language in LANGUAGES if not row.get(language)]
        if missing:
            tally.skip(f"without {' and '.join(missing)}", line)
        else:
            yield TermRow(row, line, row.get("id", ""))


def header_of(rows: Iterable[Row]) -> list[str]:
    """Return the columns a table of these rows needs: ours in their order, then the others."""
    others: dict[str, None] = {}
    for row in rows:
        others.update(dict.fromkeys(c for c, cell in row.items() if cell and c not in COLUMNS))
    return [*COLUMNS, *others]


def _is_comment(cells: list[str]) -> bool:
    """Lines above the header that begin with # are for people."""
    return cells[0].startswith("#") and cells[0] != GUARD_MARK


def _layout(header: list[str], told: Mapping[str, str]) -> _Layout:
    names = [" ".join(clean(cell).lstrip("\ufeff").casefold().split()) for cell in header]
    columns = [""] * len(names)
    for ours, theirs in told.items():
        columns[_told(names, header, theirs)] = ours
    free = [n for n in range(len(names)) if not columns[n]]
    # An exact name of ours goes before a guess: with both "en" and "English" the second travels along.
    for meaning in (_exact, _guess):
        for n in free:
            meant = meaning(names[n])
            if meant and not columns[n] and meant not in columns:
                columns[n] = meant
    for n in free:
        name = names[n]
        if not columns[n] and name != GUARD_MARK and name not in columns:
            columns[n] = name
    return _Layout(tuple(columns), GUARD_MARK in names)


def _told(names: list[str], header: list[str], theirs: str) -> int:
    """Return the index of a column named by the user."""
    wanted = " ".join(theirs.casefold().split())
    if wanted in names:
        return names.index(wanted)
    if wanted.isdecimal() and 1 <= int(wanted) <= len(names):
        return int(wanted) - 1
    raise UsageError(f"There is no column {theirs!r}.", f"The columns are: {', '.join(h.strip() for h in header[:30])}")


def _exact(name: str) -> str:
    return name if name in COLUMNS else ""


def _guess(name: str) -> str:
    bare = re.sub(r"[\s_-]", "", name)
    if bare in _MEANT:
        return _MEANT[bare]
    if _TAG.match(name) and primary(name) in LANGUAGES:
        return primary(name)
    language = named(name)
    return language if language in LANGUAGES and name.isalpha() else ""


def _without_header(path: Path, first: Record) -> _Layout:
    line, cells = first
    filled = [n for n, cell in enumerate(cells) if cell.strip()]
    if len(filled) >= 2 and is_arabic(cells[filled[0]]) != is_arabic(cells[filled[1]]):
        columns = [""] * len(cells)
        columns[filled[0]], columns[filled[1]] = "source", "target"
        if len(filled) == 3:
            columns[filled[2]] = "note"
        return _Layout(tuple(columns))
    shown = ", ".join(c.strip() for c in cells[:12]) or "none"
    raise FileError(
        path, f"no column for Arabic and for English is known; the first row has: {shown}.",
        "Say which they are: --columns ar=HEADING,en=HEADING", line,
    )  # fmt: skip


def _at(cells: list[str], names: tuple[str, ...], name: str) -> str:
    n = names.index(name)
    return cells[n] if n < len(cells) else ""


def _row(cells: list[str], table: _Table) -> dict[str, str]:
    row: dict[str, str] = {}
    for column, raw in zip(table.layout.columns, cells, strict=False):
        cell = raw[1:] if table.layout.guarded and raw.startswith("'") else raw
        cell = clean(cell)
        if column and cell:
            row[column] = cell
    if table.layout.has("source", "target"):
        for side, tag, default in (
            ("source", "sourcelang", table.direction[0]),
            ("target", "targetlang", table.direction[1]),
        ):
            form, language = row.pop(side, ""), primary(row.pop(tag, "") or default)
            if form and language in LANGUAGES:
                row.setdefault(language, form)
    status = STATUS_WORDS.get(row.get("status", "").casefold())
    if status is not None:
        row["status"] = status.value
    return row

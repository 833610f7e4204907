"""Glossary files: CSV, one row a concept, the truth for terms. Reading them."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from workbench.errors import FileError
from workbench.model import TERM_CHOICES
from workbench.termbase.columns import COLUMNS, KINDS
from workbench.termbase.decode import load
from workbench.termbase.records import CsvFile, RowError, parse
from workbench.termbase.rows import Rows, clean, make_id, next_id, split_values
from workbench.termbase.table import Table, read_table

__all__ = ["COLUMNS", "KINDS", "GlossaryFile", "glossary_of", "make_id", "read_csv", "read_glossary", "split_values"]

_TOLD = "has no row of column names; Arabic and English were told apart by their letters."


@dataclass(frozen=True)
class GlossaryFile:
    """A glossary as read: its good rows as concepts, its bad ones as errors with file and line.

    ``columns`` are those of the file by our names, '' for one without a name or named twice, named in
    ``head_line``. ``notices`` say what was
    understood without being written.
    """

    path: Path
    concepts: Rows
    errors: tuple[RowError, ...]
    columns: tuple[str, ...]
    notices: tuple[str, ...] = ()
    head_line: int = 1

    def cells(self, column: str) -> list[str]:
        """Return a column of the good rows as it stands in the file, in the order of ``concepts``; '' where there is none."""
        n = self.concepts.at.get(column, len(self.columns))
        return [row[n] if n < len(row) else "" for row in self.concepts.cells]


def read_glossary(path: Path, *, source: str = "ar", target: str = "en") -> GlossaryFile:
    """Read a glossary. ``source`` and ``target`` name the languages of a file with columns ``source,target``.

    Costs about what csv.reader needs for the same file (``tests/benchmarks/test_glossary_files.py``). Raises
    :class:`FileError` when the file cannot be read at all or has no columns for the two languages.
    """
    return glossary_of(path, load(path), source=source, target=target)


def read_csv(path: Path) -> CsvFile:
    """Read a glossary as records that keep their bytes, for editing. Raises :class:`FileError`."""
    return parse(path, load(path))


def glossary_of(path: Path, data: bytes, *, source: str = "ar", target: str = "en") -> GlossaryFile:
    """Return the glossary these bytes are; ``path`` is what messages call it. Raises as :func:`read_glossary`."""
    with _no_collection():
        table = read_table(path, data, source, target)
        if table.columns and not {"ar", "en"} <= set(table.columns):
            raise FileError(
                path, "has no columns ar and en.", "The first row must name the columns, at least: ar,en", 1
            )
        bad = _bad_rows(path, table)
    rows, lines = table.rows, table.lines
    if bad:
        good = [n for n in range(len(rows)) if n not in bad]
        rows, lines = [rows[n] for n in good], [lines[n] for n in good]
    at = {c: n for n, c in enumerate(table.columns) if c}
    errors = sorted([*table.errors, *(e for e in bad.values() if e is not None)], key=lambda e: e.line)
    notices = (f"{path.name} {_TOLD}",) if table.told else ()
    concepts = Rows(path.name, at, rows, lines, _ids(table, rows))
    return GlossaryFile(path, concepts, tuple(errors), table.columns, notices, table.head_line)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the garbage collector still: it would look through a hundred thousand rows again and again and find nothing."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _ids(table: Table, rows: Sequence[Sequence[str]]) -> Callable[[], Sequence[str]]:
    def ids() -> Sequence[str]:
        at, english = (table.columns.index(c) if c in table.columns else -1 for c in ("id", "en"))
        given = [clean(r[at]) if 0 <= at < len(r) else "" for r in rows]
        taken = set(given)
        counts: dict[str, int] = {}
        for n, value in enumerate(given):
            if not value:
                made = make_id(clean(rows[n][english]))
                # From where the last one of this form stopped: a thousand equal forms must not be counted through each time.
                given[n], counts[made] = next_id(made, taken, counts.get(made, 1))
                taken.add(given[n])
        return given

    return ids


def _bad_rows(path: Path, table: Table) -> dict[int, RowError | None]:
    """Return what is wrong with rows, by place in the table; None for rows of empty cells, which are no rows.

    Looks at columns as a whole first: of a good file no single row is looked at.
    """
    bad: dict[int, RowError | None] = {}
    width = len(table.columns)

    def tell(n: int, rule: str, reason: str, hint: str) -> None:
        bad.setdefault(n, RowError(path, rule, reason, hint, table.lines[n]))

    widths = set(map(len, table.rows))
    if any(w > width for w in widths):
        for n, row in enumerate(table.rows):
            if len(row) > width and any(c.strip() for c in row[width:]):
                tell(n, "bad-row", f"this row has {len(row)} cells, the header {width}.", "Quote cells with commas.")
    ids = _ids_of_full_rows(table)
    if len(ids) < len(table.rows):
        ids = _column(table, "id")
        for language in ("ar", "en"):
            for n, cell in enumerate(_column(table, language)):
                if not cell.strip():
                    if not any(c.strip() for c in table.rows[n]):
                        bad.setdefault(n, None)
                    tell(n, "bad-row", f"this row has no {language} form.", "Fill the cell or remove the row.")
    if not _all_known(table, widths):
        for name, known in TERM_CHOICES.items():
            for n, cell in enumerate(_column(table, name)):
                if not _is_known(name, cell):
                    tell(
                        n,
                        "unknown-value",
                        f"the {name} {cell.strip()!r} is not known.",
                        f"Choose one of: {', '.join(known)}.",
                    )
    _tell_twice(ids, table.lines, bad, tell)
    return bad


def _ids_of_full_rows(table: Table) -> list[str]:
    """Return the id cells of the rows that have both forms; none when a row ends before them."""
    if not table.columns:
        return []
    ar, en = table.columns.index("ar"), table.columns.index("en")
    n = table.columns.index("id") if "id" in table.columns else -1
    try:
        if n < 0:
            return ["" for row in table.rows if row[ar].strip() and row[en].strip()]
        return [row[n] for row in table.rows if row[ar].strip() and row[en].strip()]
    except IndexError:
        return []


def _all_known(table: Table, widths: set[int]) -> bool:
    """Return whether every cell of a chosen word holds one that is known; looks at each combination once."""
    names = [name for name in TERM_CHOICES if name in table.columns]
    if len(names) < 2 or min(widths, default=0) < len(table.columns):
        return False
    combinations = set(map(itemgetter(*(table.columns.index(name) for name in names)), table.rows))
    return all(_is_known(name, cell) for cells in combinations for name, cell in zip(names, cells, strict=True))


def _is_known(name: str, cell: str) -> bool:
    value = cell.strip() if name == "kind" else cell.strip().casefold()
    return not value or value in TERM_CHOICES[name]


def _tell_twice(
    ids: list[str], lines: Sequence[int], bad: dict[int, RowError | None], tell: Callable[[int, str, str, str], None]
) -> None:
    """Tell the rows whose id an earlier good row has."""
    if not any(ids):
        return
    values = list(map(str.strip if all(map(str.isascii, ids)) else clean, ids))
    if len(set(values)) + max(0, values.count("") - 1) == len(values):
        return
    taken: dict[str, int] = {}
    for n, value in enumerate(values):
        if value and n not in bad and taken.setdefault(value, lines[n]) != lines[n]:
            tell(
                n,
                "duplicate-id",
                f"the id {value!r} stands in line {taken[value]} already.",
                "Give this row another id.",
            )


def _column(table: Table, name: str) -> list[str]:
    if name not in table.columns:
        return []
    n = table.columns.index(name)
    try:
        return [row[n] for row in table.rows]
    except IndexError:
        return [row[n] if n < len(row) else "" for row in table.rows]

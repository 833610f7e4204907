"""Changing glossary files: one row at a time, every other byte as it was, and nothing of another program's lost."""

from __future__ import annotations

import os
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import Timeout

from workbench.errors import FileError, NotFoundError
from workbench.files import reason, write_atomically
from workbench.termbase.columns import COLUMNS
from workbench.termbase.decode import load
from workbench.termbase.glossary_file import GlossaryFile, glossary_of
from workbench.termbase.locking import locked
from workbench.termbase.records import CsvFile, Record, parse
from workbench.termbase.rows import clean, free_id, make_id, own_id

if TYPE_CHECKING:
    from workbench.termbase.merge import Conflict

_STAMPS = {"author", "date"}
"""Columns a file may lack without a new row losing what was asked."""
_USUAL = {"kind": "other", "status": "preferred", "enforce": "prefer", "match": "normal"}
"""What a row without these columns means anyway."""
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a change. ``merged``: another program had changed the file and both changes stand in it now.

    Rows both changed stand as the other program wrote them; ours are in ``kept``, a file beside it. ``file`` is what was
    written.
    """

    path: Path
    merged: bool = False
    conflicts: tuple[Conflict, ...] = ()
    kept: Path | None = None
    file: CsvFile | None = field(default=None, compare=False, repr=False)


def save(base: CsvFile, ours: CsvFile) -> Saved:
    """Write ``ours``, made of ``base`` as it was read, over the file; a change made meanwhile is merged in row by row.

    The file is written whole or not at all, under a lock; a link keeps its target and the file its mode. Raises
    :class:`FileError` when it cannot be written; then nothing has changed.
    """
    path = ours.path
    real = Path(os.path.realpath(path))
    try:
        with locked(real):
            for _ in range(_TRIES):
                saved = _save(base, ours)
                if saved is not None:
                    return saved
    except Timeout as e:
        raise FileError(path, "another program is writing to it.", "Try again in a moment.") from e
    except PermissionError as e:
        raise _locked(path) from e
    except FileError as e:
        raise (_locked(path) if isinstance(e.__cause__, PermissionError) else e) from e
    except OSError as e:
        raise FileError(
            path, f"cannot be written ({reason(e)}).", "Make room or check its rights; nothing was changed."
        ) from e
    raise FileError(path, "another program keeps changing it.", "Nothing was changed; try again when it is done.")


def _locked(path: Path) -> FileError:
    return FileError(path, "cannot be written (no permission).", "Is it open in a spreadsheet? Close it and try again.")


def _save(base: CsvFile, ours: CsvFile) -> Saved | None:
    """Write once; None when the file changed between the last look and the writing."""
    from workbench.termbase.merge import merge

    path = ours.path
    there = load(path) if path.exists() else b""
    theirs = parse(path, there)
    result = merge(base, ours, theirs) if there != base.dump() else None
    kept = _keep(ours, result.conflicts) if result and result.conflicts else None
    written = result.file if result else ours
    data = written.dump()

    def chunks() -> Iterator[bytes]:
        yield data
        # Everything is on the disk but for the rename: the last moment to see what a program without our lock did.
        if (load(path) if path.exists() else b"") != there:
            raise _ChangedError

    try:
        if data != there:
            write_atomically(path, chunks())
    except _ChangedError:
        if kept is not None:
            kept.unlink(missing_ok=True)
        return None
    return Saved(path, result is not None, result.conflicts if result else (), kept, written)


class _ChangedError(Exception):
    """The file is not what it was when the new one was made of it."""


def _keep(ours: CsvFile, conflicts: tuple[Conflict, ...]) -> Path | None:
    """Write our side of conflicting rows to a file beside the glossary, with its row of names."""
    rows = [c.ours for c in conflicts if c.ours is not None]
    if not rows:
        return None
    head = [ours.records[ours.head]] if ours.head >= 0 else []
    stem, n = f"{ours.path.stem}.conflict-{datetime.now(UTC):%Y%m%dT%H%M%S}", 1
    path = ours.path.with_name(f"{stem}.csv")
    while path.exists():
        n += 1
        path = ours.path.with_name(f"{stem}-{n}.csv")
    write_atomically(path, [ours.with_records([*head, *rows]).dump()])
    return path


def is_conflict_copy(name: str) -> bool:
    """Return whether a file is another version of a glossary that a program put beside it, or a program's own note."""
    lower = name.lower()
    marks = ("conflicted copy", ".sync-conflict-", "-conflict-", ".conflict-")
    return lower.startswith((".", "~$")) or any(m in lower for m in marks)


def open_elsewhere(path: Path) -> str:
    """Return who has a file open by the mark LibreOffice or Excel puts beside it, '' when none does."""
    for mark, who in ((f".~lock.{path.name}#", "LibreOffice"), (f"~${path.name}", "Excel")):
        if path.with_name(mark).exists():
            return who
    return ""


def find_row(file: CsvFile, concept_id: str) -> int:
    """Return the place among the records of the row with an id, also of one whose id is made and of one that is bad.

    Raises :class:`NotFoundError`.
    """
    wanted = clean(concept_id)
    for one in dict.fromkeys((wanted, own_id(wanted, file.path.name))):
        for n, record in enumerate(file.records):
            if record.cells is not None and clean(file.cell(record, "id")) == one:
                return n
        line = next((c.line for c in glossary_of(file.path, file.dump()).concepts if c.id == one), 0)
        place = next((n for n, r in enumerate(file.records) if line and r.line == line and r.cells is not None), -1)
        if place >= 0:
            return place
    raise NotFoundError(f"There is no term {concept_id} in {file.path.name}.", "See: workbench glossary find TEXT")


def set_cells(file: CsvFile, place: int, values: Mapping[str, str]) -> CsvFile:
    """Return the file with cells of one row set; that row alone is written anew. Raises :class:`FileError`."""
    record = file.records[place]
    cells = list(record.cells or ())
    for column, value in values.items():
        if column not in file.columns:
            raise FileError(
                file.path, f"has no column {column!r}.", f"Add {column} to its first row.", max(1, file.head + 1)
            )
        n = file.columns.index(column)
        cells += [""] * (n + 1 - len(cells))
        cells[n] = _value(file, value)
    if tuple(cells) == record.cells:
        return file
    raw = file.serialise(cells)
    ended = record.raw.endswith(("\n", "\r"))
    records = list(file.records)
    records[place] = Record(raw if ended else raw.rstrip("\r\n"), tuple(cells), record.line)
    return replace(file, records=tuple(records))


def remove_row(file: CsvFile, place: int) -> CsvFile:
    """Return the file without a row."""
    return replace(file, records=file.records[:place] + file.records[place + 1 :])


def ids_of(file: CsvFile, read: GlossaryFile | None = None) -> set[str]:
    """Return the ids of all rows, also those made for rows without one and those of bad rows; ``read`` is it as read."""
    read = read or (glossary_of(file.path, file.dump()) if file.header else None)
    made = set(read.concepts.ids) if read else set()
    return made | {clean(file.cell(r, "id")) for r in file.records if r.cells is not None}


def add_row(file: CsvFile, values: Mapping[str, str], taken: Container[str] | None = None) -> CsvFile:
    """Return the file with a row at its end, an ``id`` made when none is given; an empty file gets its row of names.

    ``taken`` are the ids of the file (:func:`ids_of`) where they are known already; a wanted one that is taken gets a
    number. Raises :class:`FileError` for a column the file does not have when a value that was given would be lost.
    """
    given = {k: v for k, v in ((k, _value(file, v)) for k, v in values.items() if v) if v}
    wanted, made = given.get("id", ""), make_id(given.get("en", ""))
    given["id"] = free_id(wanted or made, ids_of(file) if taken is None else taken)
    if not file.header:
        head = Record(file.delimiter.join(COLUMNS) + file.newline, None, len(file.records) + 1)
        file = file.with_records([*file.records, head])
        file = replace(file, header=COLUMNS, head=len(file.records) - 1)
    for column, value in sorted(given.items()):
        # Without a column for it the same id is made each time the file is read.
        usual = value if column in _STAMPS or (column == "id" and wanted in ("", made)) else _USUAL.get(column)
        if column not in file.columns and usual != value:
            raise FileError(
                file.path, f"has no column {column!r}.", f"Add {column} to its first row.", max(1, file.head + 1)
            )
    cells = tuple(given.get(c, "") for c in file.columns)
    return file.with_records([*file.records, Record(file.serialise(cells), cells, 0)])


def _value(file: CsvFile, value: str) -> str:
    value = clean(value)
    if "\0" in value:
        raise FileError(file.path, "a value with a NUL character is not written.", "Remove it.")
    return value

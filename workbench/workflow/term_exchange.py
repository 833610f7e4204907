"""Terms come in from other programs' files and go out to them; whatever is not carried is counted."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from workbench.config import WorkspacePaths
from workbench.errors import FileError, UsageError
from workbench.formats.terms import DEFAULTS, ReadOptions, Row, Tally, TermRow, WriteOptions
from workbench.formats.terms_table import TERM_READERS, TERM_SUFFIXES, TERM_WRITERS, format_of
from workbench.model import Repair
from workbench.termbase.glossary_bulk import BulkResult, merge_rows
from workbench.termbase.glossary_file import GlossaryFile
from workbench.termbase.rows import clean, free_id
from workbench.workflow.glossaries import read_good
from workbench.workflow.names import checked_name

__all__ = [
    "ReadOptions", "Tally", "TermExport", "TermImport", "WriteOptions", "export_terms", "glossary_to_fill", "import_terms",
    "skipped_notices", "term_formats", "with_language",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class TermImport:
    """What an import did: ``merge`` in the glossary, ``tally`` with the file."""

    path: Path
    format: str
    glossary: Path
    read: int
    merge: BulkResult
    tally: Tally


@dataclass(frozen=True, slots=True)
class TermExport:
    """What an export did; ``bad_rows`` of the glossaries were not read, nor ``unread`` files, and so not written."""

    path: Path
    format: str
    written: int
    bad_rows: int
    tally: Tally = field(default_factory=Tally)
    unread: tuple[FileError, ...] = ()


def term_formats() -> tuple[str, ...]:
    """Return the names of the formats."""
    return tuple(TERM_WRITERS)


def glossary_to_fill(workspace: WorkspacePaths | None, name: str | None, file: Path) -> Path:
    """Return the glossary file to import into: a path to a ``.csv``, else a name in the workspace (default: the file's).

    It need not exist yet. Raises :class:`UsageError` for a bad name, or when there is no workspace to hold it.
    """
    named = Path(name) if name else None
    # Asked of what was written: "./x.csv" as a path has no folder left.
    folder = any(mark in (name or "") for mark in (os.sep, os.altsep) if mark)
    if named is not None and named.suffix.lower() == ".csv" and (folder or named.is_file()):
        if not named.parent.is_dir():
            raise UsageError(f"There is no folder {named.parent}.")
        return named
    if workspace is None:
        raise UsageError("Name the glossary with --glossary ./FILE.csv, or run this in a workspace.")
    stem = checked_name((name or file.stem).removesuffix(".csv"), "glossary")
    workspace.glossaries.mkdir(parents=True, exist_ok=True)
    return workspace.glossaries / f"{stem}.csv"


def import_terms(
    path: Path, glossary: Path, options: ReadOptions, *, kind: str | None = None, author: str = "", today: str = ""
) -> TermImport:
    """Read a file of terms (default: by its suffix) and merge it into a glossary, made if there is none.

    Each new row says where it is from (``origin``: file and entry), who took it in and when, unless the file says so
    itself. A file that breaks off, or has no concept with both languages, changes nothing: :class:`FileError`.
    """
    if path.is_dir():
        raise FileError(path, "is a folder, not a file.", "Name a file of terms.")
    known = kind or format_of(path)
    if known not in TERM_READERS:
        raise UsageError(f"{path.name} does not show what format it is.", f"Say it: --format {'|'.join(TERM_READERS)}")
    if glossary.exists() and path.exists() and glossary.samefile(path):
        raise UsageError("A glossary cannot be imported into itself.")
    tally = Tally()
    count = 0

    def rows() -> Iterator[Row]:
        nonlocal count
        for row in TERM_READERS[known](path, options, tally):
            count += 1
            yield {"origin": _place(path, row), "author": author, "date": today, **row.cells}
        if not count:
            why = "; ".join(f"{n} {reason}" for reason, (n, _line) in tally.skipped.items()) or "nothing was found"
            raise FileError(path, f"holds no concept with Arabic and English ({why}).", "Check format and columns.")

    merge = merge_rows(glossary, rows())
    return TermImport(path, known, glossary, count, merge, tally)


def _place(path: Path, row: TermRow) -> str:
    """Return where a row is from: file and entry. A bar would make two values of it."""
    entry = f"#{row.entry}" if row.entry else f":{row.line}" if row.line else ""
    return f"{path.name}{entry}".replace("|", "/")


def export_terms(paths: Sequence[Path], kind: str, out: Path | None, options: WriteOptions) -> TermExport:
    """Write the good rows of glossaries in a format (default file: named after the first, in the current folder).

    The default never replaces a file, and no glossary that is read is ever written over.
    """
    if not paths:
        raise UsageError("There is no glossary to export.", "See: workbench glossary list")
    path = out or Path(paths[0].stem + TERM_SUFFIXES[kind][0])
    if path.exists() and any(path.samefile(p) for p in paths):
        raise UsageError(f"{path} is the glossary itself.", "Name another file with -o.")
    if out is None and path.exists():
        raise UsageError(f"{path} is there already.", f"To replace it: -o {path}")
    files, unread = read_good(paths)
    if unread and not files:
        raise unread[0]
    tally = Tally()
    written = TERM_WRITERS[kind](path, _rows(files, tally.lost), options, tally)
    return TermExport(path, kind, written, sum(len(f.errors) for f in files), tally, tuple(unread))


def _rows(files: Sequence[GlossaryFile], lost: Counter[str]) -> Iterator[Row]:
    """Yield the good rows of glossaries; where two have one id the later gets another, which is counted."""
    ids: set[str] = set()
    for file in files:
        for cells, key in zip(file.concepts.cells, file.concepts.ids, strict=True):
            row = {name: clean(cells[n]) for name, n in file.concepts.at.items() if n < len(cells)}
            row["id"] = free_id(key, ids)
            ids.add(row["id"])
            if row["id"] != key:
                lost["id"] += 1
            row |= {name: row[name].casefold() for name in DEFAULTS if name in row}
            yield {name: cell for name, cell in row.items() if cell}


def skipped_notices(tally: Tally) -> list[Repair]:
    """Return what was passed over as notices, with the line of the first."""
    out = []
    for reason, (count, line) in tally.skipped.items():
        what = "1 entry" if count == 1 else f"{count} entries"
        out.append(Repair(line, f"{what} {reason}, passed over{'' if count == 1 else '; the first is here'}."))
    return out


def with_language(options: ReadOptions, source: str | None, target: str | None) -> ReadOptions:
    """Return the options with the languages of a file that does not say them; raises :class:`UsageError`."""
    if source and source == target:
        raise UsageError("--from and --to are the same language.")
    return replace(options, source=source or "", target=target or "")

"""Glossary files: CSV, one row a concept, the truth for terms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout

from workbench.errors import FileError
from workbench.files import write_atomically
from workbench.model import Concept, Enforce, Term, TermMatching, TermStatus
from workbench.termbase.records import CsvFile, Record, parse

COLUMNS = (
    "id", "ar", "en", "kind", "status", "enforce", "match", "ar_variants", "en_variants", "ar_forbidden", "en_forbidden",
    "ar_first", "en_first", "ar_later", "en_later", "protect", "pos", "gender", "subject", "valid_from", "valid_to",
    "note", "origin", "author", "date",
)  # fmt: skip
"""All columns the program knows, in the order of a new file. Others are kept."""
KINDS = ("person", "title", "organisation", "place", "work", "other")
_SEPARATOR = re.compile(r"\s*\|\s*")
E_ = TypeVar("E_", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class GlossaryFile:
    """A glossary as read: its good rows as concepts, its bad ones as errors with file and line."""

    path: Path
    concepts: tuple[Concept, ...]
    errors: tuple[FileError, ...]
    csv: CsvFile


def read_glossary(path: Path, *, source: str = "ar", target: str = "en") -> GlossaryFile:
    """Read a glossary. ``source`` and ``target`` name the languages of a file with columns ``source,target``.

    Raises :class:`FileError` when the file cannot be read at all or has no columns for the two languages.
    """
    try:
        data = path.read_bytes()
    except OSError as e:
        raise FileError(path, f"cannot be read ({e.strerror or e}).", "Check the name and its rights.") from e
    csv = parse(path, data)
    names = {"source": source, "target": target}
    header = [names.get(h, h) for h in csv.header]
    if csv.header and not {"ar", "en"} <= set(header):
        raise FileError(path, "has no columns ar and en.", "The first row must name the columns, at least: ar,en", 1)
    concepts: list[Concept] = []
    errors = list(csv.errors)
    taken: dict[str, int] = {}
    for record in csv.records:
        if record.cells is None or not any(cell.strip() for cell in record.cells):
            continue
        found = _concept(path, header, record, taken)
        if isinstance(found, FileError):
            errors.append(found)
        else:
            concepts.append(found)
            taken[found.id] = record.line
    return GlossaryFile(path, tuple(concepts), tuple(sorted(errors, key=lambda e: e.line)), csv)


def add_concept(path: Path, values: Mapping[str, str]) -> Concept:
    """Append a row to a glossary file, made if there is none; every byte there stays as it is.

    An ``id`` is made when none is given. The file is written whole or not at all, under a lock beside it. A column the file
    does not have is an error when it would lose a value that matters. Raises :class:`FileError`.
    """
    # It stays: a lock file that is removed lets two in, one on the old file and one on the new.
    lock = path.with_name(f".{path.name}.lock")
    try:
        with FileLock(lock, timeout=10):
            return _add(path, values)
    except Timeout as e:
        raise FileError(path, "another program is writing to it.", "Try again in a moment.") from e
    except OSError as e:
        reason = e.strerror or str(e)
        raise FileError(path, f"cannot be written ({reason}).", "Check its rights; is it open elsewhere?") from e


def _add(path: Path, values: Mapping[str, str]) -> Concept:
    new = not path.exists()
    file = GlossaryFile(path, (), (), parse(path, b"")) if new else read_glossary(path)
    csv = file.csv
    header = csv.header or COLUMNS
    names = {"source": "ar", "target": "en"}
    given = {k: unicodedata.normalize("NFC", v).strip() for k, v in values.items() if v and v.strip()}
    taken = {c.id for c in file.concepts}
    given["id"] = _free_id(given.get("id") or make_id(given.get("en", "")), taken)
    lost = sorted(
        set(given) - {names.get(h, h) for h in header} - {"id", "author", "date", "kind", "status", "enforce"}
    )
    if lost:
        raise FileError(path, f"has no column {lost[0]!r}.", f"Add {lost[0]} to its first row.", 1)
    text = "" if csv.header else csv.delimiter.join(COLUMNS) + csv.newline
    last = csv.records[-1].raw if csv.records else ""
    if last and not last.endswith(("\n", "\r")):
        text = csv.newline + text
    text += csv.serialise([given.get(names.get(h, h), "") for h in header])
    write_atomically(path, [csv.dump(), text.encode(csv.encoding)])
    again = read_glossary(path)
    return again.concepts[-1]


def make_id(english: str) -> str:
    """Return an id made of an English form: ``Hassan Nasrallah`` becomes ``hassan-nasrallah``."""
    plain = unicodedata.normalize("NFKD", english)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return re.sub(r"[^\w]+", "-", re.sub(r"['’ʿʾ]", "", plain)).strip("-_") or "term"


def _free_id(wanted: str, taken: set[str]) -> str:
    found, n = wanted, 1
    while found in taken:
        n += 1
        found = f"{wanted}-{n}"
    return found


def split_values(cell: str) -> tuple[str, ...]:
    """Return the values of a cell that may hold several: ``UN | U.N.``."""
    return tuple(v for v in _SEPARATOR.split(unicodedata.normalize("NFC", cell.strip())) if v)


def _concept(path: Path, header: list[str], record: Record, taken: dict[str, int]) -> Concept | FileError:
    """Return the concept of a row, or what is wrong with it."""
    cells = record.cells or ()
    if len(cells) > len(header) and any(c.strip() for c in cells[len(header) :]):
        return FileError(
            path, f"this row has {len(cells)} cells, the header {len(header)}.", "Quote cells with commas.", record.line
        )
    row = {h: unicodedata.normalize("NFC", c.strip()) for h, c in zip(header, cells, strict=False)}
    for language in ("ar", "en"):
        if not row.get(language):
            return FileError(path, f"this row has no {language} form.", "Fill the cell or remove the row.", record.line)
    try:
        status = _choice(TermStatus, row, "status", TermStatus.PREFERRED)
        enforce = _choice(Enforce, row, "enforce", Enforce.PREFER)
        match = _choice(TermMatching, row, "match", TermMatching.NORMAL)
        kind = _kind(row)
    except ValueError as e:
        return FileError(path, f"{e.args[0]}.", f"Choose one of: {e.args[1]}.", record.line)
    key = row.get("id") or _free_id(make_id(row["en"]), set(taken))
    if key in taken:
        return FileError(
            path, f"the id {key!r} stands in line {taken[key]} already.", "Give this row another id.", record.line
        )
    return Concept(
        id=key,
        terms=_terms(row, status),
        kind=kind,
        status=status,
        enforce=enforce,
        match=match,
        protect=split_values(row.get("protect", "")),
        first=tuple((lang, row[f"{lang}_first"]) for lang in ("ar", "en") if row.get(f"{lang}_first")),
        later=tuple((lang, row[f"{lang}_later"]) for lang in ("ar", "en") if row.get(f"{lang}_later")),
        note=row.get("note", ""),
        glossary=path.name,
        line=record.line,
    )


def _terms(row: dict[str, str], status: TermStatus) -> tuple[Term, ...]:
    """Return the forms of a row. The main forms of a forbidden or superseded row are so themselves."""
    main = status if status in (TermStatus.FORBIDDEN, TermStatus.SUPERSEDED) else TermStatus.PREFERRED
    terms = []
    for language in ("ar", "en"):
        terms.append(Term(language, row[language], main))
        for column, kind in (("variants", TermStatus.ALLOWED), ("forbidden", TermStatus.FORBIDDEN)):
            terms += [Term(language, v, kind) for v in split_values(row.get(f"{language}_{column}", ""))]
    return tuple(terms)


def _kind(row: dict[str, str]) -> str:
    kind = row.get("kind") or "other"
    if kind not in KINDS:
        raise ValueError(f"the kind {kind!r} is not known", ", ".join(KINDS))
    return kind


def _choice(kind: type[E_], row: dict[str, str], column: str, default: E_) -> E_:
    value = row.get(column, "").casefold()
    if not value:
        return default
    if value not in set(kind):
        raise ValueError(f"the {column} {value!r} is not known", ", ".join(kind))
    return kind(value)

"""Changing glossaries and keeping them in order: rows, lint, duplicates, versions of a file."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from workbench.config import WorkspacePaths
from workbench.errors import FileError, NotFoundError, UsageError, WorkbenchError
from workbench.model import Concept, Enforce, TermMatching, TermStatus
from workbench.termbase.columns import KINDS, SEVERAL
from workbench.termbase.dedupe import Twins, merge_rows, twins
from workbench.termbase.editing import Saved, add_row, find_row, remove_row, save, set_cells
from workbench.termbase.glossary_file import GlossaryFile, read_csv, read_glossary
from workbench.termbase.lint import RULES, LintFinding, lint
from workbench.termbase.merge import ChangeKind, Merged, RowChange, diff, merge
from workbench.termbase.records import CsvFile, parse
from workbench.termbase.rows import clean, split_values
from workbench.workflow.glossaries import glossary_paths, read_good, skipped_copies, term_rows

__all__ = ["ChangeKind", "Merged", "Saved", "Twins", "RULES"]  # noqa: RUF022 - what the faces name

FIRST_GLOSSARY = "terms.csv"
"""The file a workspace without a glossary gets with its first term."""
_CHOICES: Mapping[str, Collection[str]] = {
    "kind": KINDS,
    "status": tuple(TermStatus),
    "enforce": tuple(Enforce),
    "match": tuple(TermMatching),
}


def add_term(workspace: WorkspacePaths | None, name: str | None, values: Mapping[str, str]) -> Concept:
    """Add a row to a glossary file (default: the first of the workspace, made if there is none), untouched bytes kept.

    Raises :class:`UsageError` when the Arabic or English form is missing or the concept is there already.
    """
    if not values.get("ar", "").strip() or not values.get("en", "").strip():
        raise UsageError("A term needs an Arabic and an English form.", 'glossary add "الأمم المتحدة" "United Nations"')
    paths = glossary_paths(workspace, (name,) if name else ())
    if not paths and workspace is None:
        raise UsageError("Name a glossary with --glossary FILE, or run this in a workspace.")
    path = paths[0] if paths or workspace is None else workspace.glossaries / FIRST_GLOSSARY
    arabic, english = clean(values["ar"]), clean(values["en"])
    for concept in read_glossary(path).concepts if paths else ():
        if (concept.preferred("ar"), concept.preferred("en")) == (arabic, english):
            raise UsageError(f"{path.name}:{concept.line}: this pair is there already.", "Nothing was changed.")
    base = read_csv(path) if path.exists() else parse(path, b"")
    told(save(base, add_row(base, values)))
    return read_glossary(path).concepts[-1]


def edit_term(
    paths: Sequence[Path],
    concept_id: str,
    values: Mapping[str, str],
    more: Mapping[str, Sequence[str]],
    stamp: Mapping[str, str],
) -> tuple[Saved, tuple[RowChange, ...]]:
    """Set cells of a term's row, and add ``more`` values to cells that hold several; return what changed.

    ``stamp`` (author, date) goes into those columns where the file has them. Raises :class:`UsageError` for a value that
    cannot be, :class:`NotFoundError` for an id that is not there.
    """
    _checked(values)
    base = read_csv(where(paths, concept_id))
    place = find_row(base, concept_id)
    row = base.row(base.records[place])
    cells = dict(values)
    for column, extra in more.items():
        there = split_values(cells.get(column, row.get(column, "")))
        cells[column] = " | ".join(dict.fromkeys([*there, *map(clean, extra)]))
    changed = {c: v for c, v in cells.items() if clean(v) != clean(row.get(c, ""))}
    if not changed:
        return Saved(base.path), ()
    if "id" in base.columns and not clean(row["id"]):
        changed["id"] = concept_id
    changed |= {c: v for c, v in stamp.items() if c in base.columns and c not in values and v}
    ours = set_cells(base, place, changed)
    return told(save(base, ours)), tuple(diff(base, ours))


def _checked(values: Mapping[str, str]) -> None:
    for column, value in values.items():
        known = _CHOICES.get(column)
        if known and clean(value) and clean(value) not in known:
            raise UsageError(f"The {column} {value!r} is not known.", f"Choose one of: {', '.join(known)}.")
        if column in ("ar", "en") and not clean(value):
            raise UsageError(f"A term needs its {column} form.", "To remove the term: workbench glossary remove ID")
        if column == "id":
            raise UsageError("An id is not edited.", "See: workbench glossary rename-id OLD NEW")
        if column not in SEVERAL and column in ("ar", "en") and " | " in value:
            raise UsageError(f"{column} holds one form.", f"Put others into {column}_variants.")


def remove_term(paths: Sequence[Path], concept_id: str) -> Saved:
    """Remove a term's row."""
    base = read_csv(where(paths, concept_id))
    return told(save(base, remove_row(base, find_row(base, concept_id))))


def rename_term(paths: Sequence[Path], old: str, new: str) -> Saved:
    """Give a term another id. Raises :class:`UsageError` when that one is taken, in any of these glossaries."""
    new = clean(new)
    if not new or "|" in new:
        raise UsageError("An id is a word or two, without a bar.", "For example: river-hospital")
    for file in read_good(paths)[0]:
        if any(c.id == new for c in file.concepts):
            raise UsageError(f"The id {new} is taken in {file.path.name}.", "Nothing was changed.")
    base = read_csv(where(paths, old))
    return told(save(base, set_cells(base, find_row(base, old), {"id": new})))


def merge_terms(paths: Sequence[Path], keep: str, other: str) -> Saved:
    """Take the row of one term into another's and remove it."""
    path = where(paths, keep)
    if where(paths, other) != path:
        raise UsageError(f"{keep} and {other} stand in two glossaries.", "Rows of one glossary can be merged.")
    base = read_csv(path)
    return told(save(base, merge_rows(base, keep, other)))


def find_twins(files: Sequence[GlossaryFile]) -> list[Twins]:
    """Return entries that are equal or nearly so."""
    return twins(files)


def where(paths: Sequence[Path], concept_id: str) -> Path:
    """Return the one glossary a term stands in, good row or bad.

    Raises :class:`UsageError` when there are several, :class:`NotFoundError` when there is none.
    """
    files, errors = read_good(paths)
    try:
        found = list(dict.fromkeys(path for path, _concept, _row in term_rows(files, concept_id)))
    except NotFoundError:
        found = [f.path for f in files if _has_row(read_csv(f.path), concept_id)]
        if not found:
            if errors and not files:
                raise errors[0] from None
            raise
    if len(found) > 1:
        names = ", ".join(p.name for p in found)
        raise UsageError(f"{concept_id} stands in {names}.", "Say which one: --glossary NAME")
    return found[0]


def _has_row(file: CsvFile, concept_id: str) -> bool:
    try:
        find_row(file, concept_id)
    except NotFoundError:
        return False
    return True


def told(saved: Saved) -> Saved:
    """Return what was saved; raises when rows of ours had to stay out, with where they are kept."""
    if not saved.conflicts:
        return saved
    reasons = "; ".join(c.reason for c in saved.conflicts)
    kept = f"Your row is kept in {saved.kept.name}." if saved.kept else "The other program's row stays."
    raise WorkbenchError(f"{saved.path.name} was changed by another program meanwhile: {reasons}.", kept)


def lint_files(
    paths: Sequence[Path], *, rules: Collection[str] = (), ignore: Collection[str] = (), folder: Path | None = None
) -> list[LintFinding]:
    """Check glossary files, and name the conflict copies in ``folder``."""
    files, errors = read_good(paths)
    return lint(files, rules=rules, ignore=ignore, skipped=skipped_copies(folder) if folder else (), unread=errors)


def diff_files(old: Path, new: Path) -> tuple[list[RowChange], int]:
    """Return the rows that differ between two versions of a glossary, and how many the old one had."""
    before, after = read_csv(old), read_csv(new)
    return diff(before, after), sum(r.cells is not None for r in before.records)


def merge_files(base: Path, ours: Path, theirs: Path) -> Merged:
    """Merge two versions of a glossary that come from one; what conflicts stands between marks as git writes them."""
    files = [read_csv(p) for p in (base, ours, theirs)]
    for file in files:
        if file.header and not {"ar", "en"} <= set(file.columns):
            raise FileError(file.path, "has no columns ar and en.", "Only glossaries are merged.", 1)
    return merge(*files, marks=True)


def write_merged(merged: Merged, out: Path) -> None:
    """Write a merged file, whole or not at all."""
    from workbench.files import write_atomically

    write_atomically(out, [merged.file.dump()])

"""Changing glossaries and keeping them in order: rows, lint, duplicates, versions of a file."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from workbench.config import WorkspacePaths
from workbench.errors import FileError, NotFoundError, UsageError, WorkbenchError
from workbench.model import TERM_CHOICES, Concept
from workbench.store import waivers
from workbench.termbase.dedupe import Twins, merge_two, twins
from workbench.termbase.editing import Saved, add_row, find_row, ids_of, remove_row, save, set_cells
from workbench.termbase.glossary_file import GlossaryFile, glossary_of, read_csv
from workbench.termbase.lint import RULES, LintFinding, lint
from workbench.termbase.merge import ChangeKind, Merged, RowChange, diff, merge
from workbench.termbase.records import CsvFile, parse
from workbench.termbase.rows import clean, own_id, split_values
from workbench.workflow.glossaries import glossary_paths, read_good, skipped_copies, term_rows
from workbench.workflow.reasons import subjects_of
from workbench.workflow.workspace import Workspace

__all__ = ["ChangeKind", "Merged", "Saved", "Twins", "RULES"]  # noqa: RUF022 - what the faces name

FIRST_GLOSSARY = "terms.csv"
"""The file a workspace without a glossary gets with its first term."""
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")


def add_term(workspace: WorkspacePaths | None, name: str | None, values: Mapping[str, str]) -> Concept:
    """Add a row to a glossary file (default: the first of the workspace, made if there is none), untouched bytes kept.

    Returns the concept as it was written, whatever other programs added meanwhile. Raises :class:`UsageError` when a form
    is missing or cannot be one, the pair is there already or the id is taken, :class:`FileError` when the file has no
    column for what is given.
    """
    if not values.get("ar", "").strip() or not values.get("en", "").strip():
        raise UsageError("A term needs an Arabic and an English form.", 'glossary add "الأمم المتحدة" "United Nations"')
    _checked(values)
    paths = glossary_paths(workspace, (name,) if name else ())
    if not paths and workspace is None:
        raise UsageError("Name a glossary with --glossary FILE, or run this in a workspace.")
    path = paths[0] if paths or workspace is None else workspace.glossaries / FIRST_GLOSSARY
    base = read_csv(path) if path.exists() else parse(path, b"")
    there = glossary_of(path, base.dump()) if base.header else None
    ids = ids_of(base, there)
    pair = clean(values["ar"]), clean(values["en"])
    line = _line_of(there, pair) if there else 0
    if line:
        raise UsageError(f"{path.name}:{line}: this pair is there already.", "Nothing was changed.")
    wanted = clean(values.get("id", ""))
    if wanted:
        _free(wanted, {path.name: ids, **_other_ids(workspace, path)})
    saved = told(save(base, add_row(base, values, ids)))
    return _written(saved, pair)


def _line_of(file: GlossaryFile, pair: tuple[str, str]) -> int:
    """Return the line of an approved pair, 0 when it is not there."""
    cells = zip(file.cells("ar"), file.cells("en"), strict=True)
    for n, (arabic, english) in enumerate(cells):
        if (clean(arabic), clean(english)) == pair and file.concepts[n].preferred("ar"):
            return file.concepts.lines[n]
    return 0


def _written(saved: Saved, pair: tuple[str, str]) -> Concept:
    """Return the concept of a row that was just added: the last of its pair, a forbidden one may have it too."""
    assert saved.file is not None  # noqa: S101 - something was written
    file = glossary_of(saved.path, saved.file.dump())
    cells = zip(file.cells("ar"), file.cells("en"), strict=True)
    return file.concepts[max(n for n, (a, e) in enumerate(cells) if (clean(a), clean(e)) == pair)]


def _other_ids(workspace: WorkspacePaths | None, path: Path) -> dict[str, Collection[str]]:
    """Return the ids of the workspace's other glossaries by file name, when ``path`` is one of them."""
    if workspace is None or path.parent.resolve() != workspace.glossaries.resolve():
        return {}
    others = [p for p in glossary_paths(workspace, ()) if p.name != path.name]
    return {f.path.name: f.concepts.ids for f in read_good(others)[0]}


def _free(wanted: str, ids: Mapping[str, Collection[str]]) -> None:
    """Raise :class:`UsageError` when an id cannot be, or stands in one of these files."""
    if not wanted or "|" in wanted:
        raise UsageError("An id is a word or two, without a bar.", "For example: river-hospital")
    for name, taken in ids.items():
        if wanted in taken:
            raise UsageError(f"The id {wanted} is taken in {name}.", "Nothing was changed.")


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
    base = read_csv(where(paths, concept_id))
    ours = edited(base, find_row(base, concept_id), concept_id, values, more, stamp)
    if ours is base:
        return Saved(base.path), ()
    return told(save(base, ours)), tuple(diff(base, ours))


def edited(
    base: CsvFile,
    place: int,
    concept_id: str,
    values: Mapping[str, str],
    more: Mapping[str, Sequence[str]],
    stamp: Mapping[str, str],
) -> CsvFile:
    """Return a file with cells of the row at ``place`` set as :func:`edit_term` sets them; itself when nothing changes."""
    if "id" in values:
        raise UsageError("An id is not edited.", "See: workbench glossary rename-id OLD NEW")
    _checked(values)
    row = base.row(base.records[place])
    cells = dict(values)
    for column, extra in more.items():
        there = split_values(cells.get(column, row.get(column, "")))
        cells[column] = " | ".join(dict.fromkeys([*there, *map(clean, extra)]))
    changed = {c: v for c, v in cells.items() if clean(v) != clean(row.get(c, ""))}
    if not changed:
        return base
    if "id" in base.columns and not clean(row["id"]):
        changed["id"] = own_id(concept_id, base.path.name)
    changed |= {c: v for c, v in stamp.items() if c in base.columns and c not in values and v}
    return set_cells(base, place, changed)


def _checked(values: Mapping[str, str]) -> None:
    """Raise :class:`UsageError` for a value that cannot be, whether a row is added or edited."""
    for column, value in values.items():
        known = TERM_CHOICES.get(column)
        if known and clean(value) and clean(value) not in known:
            raise UsageError(f"The {column} {value!r} is not known.", f"Choose one of: {', '.join(known)}.")
        if column in ("ar", "en") and not clean(value):
            raise UsageError(f"A term needs its {column} form.", "To remove the term: workbench glossary remove ID")
        if column in ("ar", "en") and "|" in value:
            raise UsageError(f"{column} holds one form.", f"Put others into {column}_variants.")
    arabic, english = values.get("ar", ""), values.get("en", "")
    if _ARABIC.search(english) and not _LATIN.search(english):
        swapped = f'The Arabic one comes first: glossary add "{clean(english)}" "{clean(arabic)}"'
        is_swapped = _LATIN.search(arabic) and not _ARABIC.search(arabic)
        hint = swapped if is_swapped else "Write it in Latin letters."
        raise UsageError(f"The English form {clean(english)} is Arabic.", hint)


def remove_term(paths: Sequence[Path], concept_id: str) -> Saved:
    """Remove a term's row."""
    base = read_csv(where(paths, concept_id))
    return told(save(base, remove_row(base, find_row(base, concept_id))))


def rename_term(paths: Sequence[Path], old: str, new: str, ws: Workspace | None = None) -> tuple[Saved, int]:
    """Give a term another id; return what was saved and how many reasons, kept in the projects of ``ws``, go with it.

    Those kept for the plain id stay while another glossary of the workspace has it, and all when the file is not one of the
    workspace.
    Raises :class:`UsageError` when the new id is taken, in any of these glossaries.
    """
    new = clean(new)
    _free(new, {f.path.name: f.concepts.ids for f in read_good(paths)[0]})
    base = read_csv(where(paths, old))
    saved = told(save(base, set_cells(base, find_row(base, old), {"id": new})))
    old = own_id(clean(old), base.path.name)
    return saved, _rename_waivers(ws, base.path, old, new) if ws else 0


def _rename_waivers(ws: Workspace, path: Path, old: str, new: str) -> int:
    if path.parent.resolve() != ws.paths.glossaries.resolve():
        return 0
    # Reasons under the plain id may be for the other glossary's term.
    shared = any(old in ids for ids in _other_ids(ws.paths, path).values())
    known_as = (f"{old}@{path.stem}",) if shared else (old, f"{old}@{path.stem}")
    with ws.store.write() as conn:
        pairs = [pair for name in known_as for pair in zip(subjects_of(name), subjects_of(new), strict=True)]
        return sum(waivers.rename(conn, before, after) for before, after in pairs)


def merge_terms(paths: Sequence[Path], keep: str, other: str) -> Saved:
    """Take the row of one term into another's and remove it."""
    path = where(paths, keep)
    if where(paths, other) != path:
        raise UsageError(f"{keep} and {other} stand in two glossaries.", "Rows of one glossary can be merged.")
    base = read_csv(path)
    return told(save(base, merge_two(base, keep, other)))


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

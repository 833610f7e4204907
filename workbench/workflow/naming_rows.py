"""The rows that decisions on names become: new ones, those that waited, and other spellings of a name that is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workbench.config import WorkspacePaths
from workbench.errors import WorkbenchError
from workbench.model import Concept, TermStatus
from workbench.termbase.candidates import Candidate
from workbench.termbase.editing import add_row, find_row, save
from workbench.termbase.glossary_file import read_csv, read_glossary
from workbench.termbase.records import parse
from workbench.termbase.rows import clean
from workbench.workflow.glossary_upkeep import Saved, add_term, edit_term, remove_term, told
from workbench.workflow.naming import name_key

_ONE_BEARER = ("person", "place")
"""Kinds of which one form in the target language means one bearer; an office may have two names."""


@dataclass(frozen=True, slots=True)
class Written:
    """A decision as it stands in a glossary; ``before`` is what cells of a row that was there were, empty for a new row.

    ``row`` is the whole row as it was left.
    """

    concept: Concept
    before: Mapping[str, str] = field(default_factory=dict)
    row: Mapping[str, str] = field(default_factory=dict)


def values_of(
    name: Candidate,
    form: str,
    kind: str,
    source: str,
    target: str,
    origin: str,
    author: str,
    date: str,
    status: str = "preferred",
) -> dict[str, str]:
    """Return the cells of the row that a name with a form in the target language becomes.

    The surname that stands alone goes into the variants. ``origin`` is the document, ``project/document``.
    """
    cells = {source: name.form, target: form, "kind": kind, "status": status}
    cells |= {"origin": origin, "author": author, "date": date}
    if name.short and kind == "person":
        cells[f"{source}_variants"] = name.short
        short = short_of(form)
        if short:
            cells[f"{target}_variants"] = short
    return cells


def short_of(form: str) -> str:
    """Return the surname of a name in English or Arabic, '' when it has one word only."""
    words = form.split()
    if len(words) < 2:
        return ""
    at = len(words) - 1
    while at > 1 and words[at - 1].casefold() in (
        "bin",
        "ibn",
        "abu",
        "abdul",
        "abdel",
        "ould",
        "von",
        "al",
        "van",
        "بن",
    ):
        at -= 1
    return " ".join(words[at:])


def add_name(paths: WorkspacePaths, glossary: str, cells: Mapping[str, str], source: str) -> Written:
    """Write a decision to a glossary of the workspace, which is made when it is not there.

    It becomes a new row, the name's own that waits as a candidate, or, where a person or place is there with that form and
    another spelling in the source language, one more variant of that row. Raises what ``add_term`` and ``edit_term`` do.
    """
    path = paths.glossaries / glossary
    if not path.is_file():
        write_names(path, [cells])
        made = read_glossary(path).concepts[0]
        return Written(made, row=_row(path, made.id))
    wanted = _fitting(path, cells)
    stamp: dict[str, str] = {c: wanted[c] for c in ("author", "date") if c in wanted}
    waiting = _waiting(path, cells[source], source)
    if waiting is not None:
        set_to = {c: v for c, v in wanted.items() if c not in ("author", "date", "origin")}
        return _edited(path, waiting, set_to, {}, stamp)
    bearer = _bearer(path, cells, source)
    if bearer is not None:
        column = f"{source}_variants"
        spellings = [cells[source], *filter(None, [cells.get(column, "")])]
        return _edited(path, bearer, {}, {column: spellings}, stamp)
    concept = add_term(paths, glossary, wanted)
    return Written(concept, row=_row(path, concept.id))


def _edited(
    path: Path, concept: Concept, cells: Mapping[str, str], more: Mapping[str, Sequence[str]], stamp: Mapping[str, str]
) -> Written:
    before = _row(path, concept.id)
    edit_term([path], concept.id, cells, more, stamp)
    after = _row(path, concept.id)
    return Written(concept, {c: before.get(c, "") for c in (*cells, *more, *stamp)}, after)


def _row(path: Path, concept_id: str) -> dict[str, str]:
    """Return all cells of the row of a concept."""
    base = read_csv(path)
    return base.row(base.records[find_row(base, concept_id)])


def _bearer(path: Path, cells: Mapping[str, str], source: str) -> Concept | None:
    """Return the person or place of a glossary that has the form of a decision already, under another spelling."""
    target = "en" if source == "ar" else "ar"
    several = " " in cells[source].strip() or cells["kind"] == "place"
    if cells["kind"] not in _ONE_BEARER or not several or cells.get("status") != TermStatus.PREFERRED:
        return None
    if not path.is_file() or f"{source}_variants" not in read_csv(path).columns:
        return None
    key = name_key(cells[target])
    return next(
        (
            c
            for c in read_glossary(path).concepts
            if c.kind == cells["kind"]
            and c.preferred(source)
            and name_key(c.preferred(target)) == key
            and clean(cells[source]) not in c.forms(source)
        ),
        None,
    )


def _waiting(path: Path, form: str, source: str) -> Concept | None:
    """Return the row of a glossary that waits as a candidate for a decision on a name."""
    concepts = read_glossary(path).concepts if path.is_file() else ()
    found = (c for c in concepts if c.status is TermStatus.CANDIDATE)
    return next((c for c in found if name_key(c.preferred(source)) == name_key(form)), None)


def write_names(path: Path, rows: Sequence[Mapping[str, str]]) -> int:
    """Add rows to a glossary file, made if there is none, in one go; return how many: pairs that are there are left out."""
    base = read_csv(path) if path.exists() else parse(path, b"")
    concepts = read_glossary(path).concepts if path.exists() else ()
    there = {(c.preferred("ar"), c.preferred("en")) for c in concepts}
    # A pair waiting for its decision has no preferred form yet.
    there |= {tuple(clean(base.cell(r, c)) for c in ("ar", "en")) for r in base.records if r.cells is not None}  # type: ignore[misc]
    ours, added = base, 0
    for cells in rows:
        pair = (clean(cells["ar"]), clean(cells["en"]))
        if pair not in there:
            ours, added = add_row(ours, _fitting(path, cells)), added + 1
            there.add(pair)
    if added:
        told(save(base, ours))
    return added


def _fitting(path: Path, cells: Mapping[str, str]) -> dict[str, str]:
    """Return the cells that a file has columns for, and the status, without which a row would mean something else."""
    known = frozenset(read_csv(path).columns) if path.is_file() else frozenset()
    return {c: v for c, v in cells.items() if not known or c in known or c in ("ar", "en", "status")}


def take_back(paths: WorkspacePaths, glossary: str, written: Written) -> Saved:
    """Remove the row a decision has made, or give one that was there its cells back.

    Raises :class:`WorkbenchError` when somebody has changed the row since.
    """
    path, concept = paths.glossaries / glossary, written.concept.id
    if _row(path, concept) != dict(written.row):
        raise WorkbenchError(f"The row of {concept} in {glossary} was changed since: it stays.", "Edit it there.")
    if written.before:
        return edit_term([path], concept, written.before, {}, {})[0]
    return remove_term([path], concept)

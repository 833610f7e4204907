"""Glossaries from the command line: which files there are, what they hold, recognising terms in a text."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workbench.config import WorkspacePaths
from workbench.errors import FileError, NotFoundError, UsageError
from workbench.model import Concept, TermStatus
from workbench.termbase.editing import is_conflict_copy, open_elsewhere
from workbench.termbase.glossary_file import GlossaryFile, read_glossary
from workbench.termbase.rows import own_id
from workbench.text.fold import fold_key

__all__ = [
    "GlossaryFile", "GlossaryInfo", "GlossaryStats", "find_concepts", "first_error", "glossary_files", "glossary_paths",
    "list_glossaries", "notices_of", "open_elsewhere", "read_all", "read_good", "skipped_copies", "stats_of",
    "term_rows",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class GlossaryInfo:
    """A glossary file: how many concepts it gives and how many of its rows are bad; ``problem`` when it cannot be read."""

    name: str
    path: Path
    concepts: int
    errors: int
    problem: str = ""
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GlossaryStats:
    """Figures of one glossary: rows by kind, status and enforcement; forms by language and what they are."""

    name: str
    concepts: int
    bad_rows: int
    without_id: int
    kinds: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    enforce: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)


def glossary_files(folder: Path) -> list[Path]:
    """Return the glossaries of a folder by name; other versions of them that lie beside are left out."""
    return [p for p in sorted(folder.glob("*.csv")) if not is_conflict_copy(p.name)]


def skipped_copies(folder: Path) -> list[Path]:
    """Return the versions of glossaries that sync programs, git or this program left, and that are never loaded."""
    return [p for p in sorted(folder.glob("*.csv")) if is_conflict_copy(p.name) and not p.name.startswith((".", "~$"))]


def glossary_paths(workspace: WorkspacePaths | None, names: Sequence[str]) -> list[Path]:
    """Return the files meant by names: a path that exists, else a file of the workspace, ``.csv`` understood; none
    named means all of it.

    Raises :class:`NotFoundError` for a name that is neither.
    """
    if not names:
        if workspace is None:
            raise UsageError("Name a glossary with --glossary FILE, or run this in a workspace.")
        return glossary_files(workspace.glossaries)
    out = []
    for name in names:
        path = Path(name)
        inside = workspace.glossaries / name if workspace else path
        # As people say it: names for names.csv.
        found = next((p for p in (path, inside, inside.parent / f"{inside.name}.csv") if p.is_file()), None)
        if found is None:
            raise NotFoundError(f"There is no glossary {name}.", "See: workbench glossary list")
        out.append(found)
    return out


def list_glossaries(workspace: WorkspacePaths) -> list[GlossaryInfo]:
    """Return the workspace's glossary files; one that cannot be read hinders no other."""
    out = []
    for path in glossary_paths(workspace, ()):
        try:
            file = read_glossary(path)
        except FileError as e:
            out.append(GlossaryInfo(path.name, path, 0, 0, str(e)))
            continue
        out.append(GlossaryInfo(path.name, path, len(file.concepts), len(file.errors), "", notices_of(file)))
    return out


def notices_of(file: GlossaryFile) -> tuple[str, ...]:
    """Return what should be said of a file besides its errors: what was understood, and who has it open."""
    who = open_elsewhere(file.path)
    note = (f"{file.path.name} is open in {who}: saving there may undo what is changed here.",) if who else ()
    return (*file.notices, *note)


def read_good(
    paths: Sequence[Path], source: str = "ar", target: str = "en"
) -> tuple[list[GlossaryFile], list[FileError]]:
    """Read glossary files in the order given; those that cannot be read come back as errors and hinder no other.

    ``source`` and ``target`` are the languages of files with columns of these names.
    """
    files: list[GlossaryFile] = []
    errors: list[FileError] = []
    for path in paths:
        try:
            files.append(read_glossary(path, source=source, target=target))
        except FileError as e:
            errors.append(e)
    return files, errors


def read_all(paths: Sequence[Path]) -> list[GlossaryFile]:
    """Read glossary files that were named one by one; raises the first :class:`FileError`."""
    files, errors = read_good(paths)
    if errors:
        raise errors[0]
    return files


def find_concepts(files: Sequence[GlossaryFile], text: str) -> list[Concept]:
    """Return the concepts with a form, id or note that holds ``text``, compared after folding."""
    wanted = fold_key(text)
    return [
        c
        for f in files
        for c in f.concepts
        if wanted in fold_key(c.id) or wanted in fold_key(c.note) or any(wanted in fold_key(t.text) for t in c.terms)
    ]


def term_rows(files: Sequence[GlossaryFile], concept_id: str) -> list[tuple[Path, Concept, dict[str, str]]]:
    """Return the entries with an id: file, concept and all its cells by column, those of unknown columns too.

    Raises :class:`NotFoundError` with ids that are like it when there is none.
    """
    found = [
        (f.path, c, dict(zip(f.columns, f.concepts.cells[n], strict=False)))
        for f in files
        for n, c in enumerate(f.concepts)
        if c.id in (concept_id, own_id(concept_id, f.path.name))
    ]
    if not found:
        near = difflib.get_close_matches(concept_id, (c.id for f in files for c in f.concepts), n=3)
        hint = f"Did you mean {', '.join(near)}?" if near else "See: workbench glossary find TEXT"
        raise NotFoundError(f"There is no term {concept_id}.", hint)
    return found


def stats_of(file: GlossaryFile) -> GlossaryStats:
    """Return the figures of a glossary."""
    ids = file.cells("id")
    out = GlossaryStats(file.path.name, len(file.concepts), len(file.errors), sum(not i.strip() for i in ids))
    for concept in file.concepts:
        out.kinds[concept.kind] += 1
        out.statuses[concept.status.value] += 1
        out.enforce[concept.enforce.value] += 1
        for language in ("ar", "en"):
            out.forms[f"{language} accepted"] += len(concept.forms(language))
            out.forms[f"{language} refused"] += len(
                concept.forms(language, TermStatus.FORBIDDEN, TermStatus.SUPERSEDED)
            )
    return out


def first_error(files: Sequence[GlossaryFile]) -> FileError | None:
    """Return the first bad row of these files, for a short notice."""
    return next((e for f in files for e in f.errors), None)

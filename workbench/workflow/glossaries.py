"""Glossaries from the command line: listing, finding, adding, recognising in a text, checking the files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.config import WorkspacePaths
from workbench.errors import FileError, NotFoundError, UsageError
from workbench.model import Concept, TermHit
from workbench.termbase.editing import add_concept
from workbench.termbase.glossary_file import GlossaryFile, read_glossary
from workbench.termbase.lint import LintFinding, lint
from workbench.termbase.termbase import Termbase
from workbench.text.fold import fold_key

FIRST_GLOSSARY = "terms.csv"
"""The file a workspace without a glossary gets with its first term."""


@dataclass(frozen=True, slots=True)
class GlossaryInfo:
    """A glossary file: how many concepts it gives and how many of its rows are bad."""

    name: str
    path: Path
    concepts: int
    errors: int


def glossary_paths(workspace: WorkspacePaths | None, names: Sequence[str]) -> list[Path]:
    """Return the files meant by names: a path that exists, else a file of the workspace; none named means all of it.

    Raises :class:`NotFoundError` for a name that is neither.
    """
    if not names:
        if workspace is None:
            raise UsageError("Name a glossary with --glossary FILE, or run this in a workspace.")
        return sorted(workspace.glossaries.glob("*.csv"))
    out = []
    for name in names:
        path = Path(name)
        inside = workspace.glossaries / name if workspace else path
        if path.is_file():
            out.append(path)
        elif inside.is_file():
            out.append(inside)
        else:
            raise NotFoundError(f"There is no glossary {name}.", "See: workbench glossary list")
    return out


def list_glossaries(workspace: WorkspacePaths) -> list[GlossaryInfo]:
    """Return the workspace's glossary files."""
    out = []
    for path in glossary_paths(workspace, ()):
        file = read_glossary(path)
        out.append(GlossaryInfo(path.name, path, len(file.concepts), len(file.errors)))
    return out


def read_all(paths: Sequence[Path], source: str = "ar", target: str = "en") -> list[GlossaryFile]:
    """Read glossary files in the order given."""
    return [read_glossary(p, source=source, target=target) for p in paths]


def find_concepts(files: Sequence[GlossaryFile], text: str) -> list[Concept]:
    """Return the concepts with a form, id or note that holds ``text``, compared after folding."""
    wanted = fold_key(text)
    return [
        c
        for f in files
        for c in f.concepts
        if wanted in fold_key(c.id) or wanted in fold_key(c.note) or any(wanted in fold_key(t.text) for t in c.terms)
    ]


def add_term(workspace: WorkspacePaths, name: str | None, values: Mapping[str, str]) -> Concept:
    """Add a row to a glossary file (default: the first of the workspace, made if there is none), untouched bytes kept.

    Raises :class:`UsageError` when the Arabic or English form is missing or the concept is there already.
    """
    if not values.get("ar", "").strip() or not values.get("en", "").strip():
        raise UsageError("A term needs an Arabic and an English form.", 'glossary add "الأمم المتحدة" "United Nations"')
    paths = glossary_paths(workspace, (name,) if name else ())
    path = paths[0] if paths else workspace.glossaries / FIRST_GLOSSARY
    same = [
        c
        for c in (read_glossary(path).concepts if paths else ())
        if c.preferred("ar") == values["ar"] and c.preferred("en") == values["en"]
    ]
    if same:
        raise UsageError(f"{path.name}:{same[0].line}: this pair is there already.", "Nothing was changed.")
    return add_concept(path, values)


def hits_in(files: Sequence[GlossaryFile], text: str, language: str, *, nested: bool = False) -> list[TermHit]:
    """Return the terms of these glossaries in a text."""
    return Termbase(c for f in files for c in f.concepts).find(text, language, nested=nested)


def lint_files(paths: Sequence[Path]) -> list[LintFinding]:
    """Check glossary files; what cannot be read at all is raised as :class:`FileError`."""
    return lint(read_all(paths))


def first_error(files: Sequence[GlossaryFile]) -> FileError | None:
    """Return the first bad row of these files, for a short notice."""
    return next((e for f in files for e in f.errors), None)

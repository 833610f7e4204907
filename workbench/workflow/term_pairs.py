"""Pairs from outside any project against glossaries: do they keep the terms, and what would repair make of them?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import FileError
from workbench.model import Issue, TermChange
from workbench.qa.context import Context
from workbench.qa.terms import check_terms
from workbench.termbase.glossary_file import GlossaryFile
from workbench.termbase.repair import Repaired
from workbench.workflow.terms import ProjectTerms, termbase_of

HEADER = ("source", "target")


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of a file of pairs; ``number`` counts the pairs from 1, ``line`` the lines of the file."""

    number: int
    line: int
    source: str
    target: str


def read_pairs(text: str, path: Path) -> tuple[list[Pair], list[FileError]]:
    """Return the pairs of tab-separated lines under the header ``source<TAB>target``, and the lines that are none.

    Other columns are passed over. Raises :class:`FileError` when the header is missing.
    """
    lines = text.removeprefix("\ufeff").split("\n")
    header = [cell.strip().casefold() for cell in lines[0].split("\t")]
    if not set(HEADER) <= set(header):
        raise FileError(path, "the first line is no header.", "It must be: source<TAB>target", line=1)
    columns = [header.index(name) for name in HEADER]
    pairs: list[Pair] = []
    errors: list[FileError] = []
    for n, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        cells = line.split("\t")
        if len(cells) <= max(columns):
            errors.append(FileError(path, "the line has no target; it was passed over.", line=n))
            continue
        pairs.append(Pair(len(pairs) + 1, n, *(cells[c] for c in columns)))
    return pairs, errors


def glossary_terms(files: Sequence[GlossaryFile], source: str, target: str) -> ProjectTerms:
    """Return the terms of glossary files in a direction."""
    return ProjectTerms(termbase_of(files), source, target)


def check_pair(terms: ProjectTerms, pair: Pair) -> list[Issue]:
    """Return the terminology issues of a pair, in the order of its source."""
    uses = tuple(terms.uses(terms.hits(pair.source), pair.target))
    return list(check_terms(Context(pair.source, pair.target, terms.source, terms.target, uses)))


def repair_pair(terms: ProjectTerms, pair: Pair) -> Repaired:
    """Return the target of a pair as repair leaves it."""
    return terms.repaired(terms.hits(pair.source), pair.source, pair.target)


def shown(change: TermChange) -> str:
    """Return a change in one line: ``Bairut → Beirut``."""
    return f"{change.old} → {change.new}"

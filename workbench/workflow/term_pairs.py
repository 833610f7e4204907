"""Pairs from outside any project against glossaries: do they keep the terms, and what would repair make of them?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import FileError
from workbench.formats.decode import decode
from workbench.model import Issue, TermChange
from workbench.qa.context import Context
from workbench.qa.terms import check_terms
from workbench.termbase.repair import Repaired
from workbench.text.clean import stored_text
from workbench.workflow.terms import ProjectTerms

HEADER = ("source", "target")
_LINE = re.compile(r"([^\r\n]*+)(\r\n|\r|\n|\Z)")


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of a file of pairs; ``number`` counts the pairs from 1, ``line`` the lines of the file."""

    number: int
    line: int
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class PairFile:
    """A file of pairs: its ``lines`` as text and line end, the place of the target in a line, lines that are no pair."""

    lines: tuple[tuple[str, str], ...]
    target_column: int
    pairs: tuple[Pair, ...]
    errors: tuple[FileError, ...]

    def with_targets(self, targets: Mapping[int, str]) -> str:
        """Return the text with other targets by line, everything else as it stands; no line comes or goes."""
        out = []
        for n, (line, end) in enumerate(self.lines, 1):
            if n in targets:
                cells = line.split("\t")
                cells[self.target_column] = targets[n]
                line = "\t".join(cells)
            out.append(line + end)
        return "".join(out)


def read_pairs(data: bytes, path: Path, encoding: str | None = None) -> PairFile:
    """Return the pairs of tab-separated lines under the header ``source<TAB>target``; ``path`` is what messages call it.

    The text is what would be stored, but for its line ends. Raises :class:`FileError` when it is no text or the header is
    missing.
    """
    text, _repairs = decode(data, path, encoding)
    found = _LINE.findall(text.removeprefix("\ufeff"))
    lines = tuple((stored_text(line)[0], end) for line, end in found if line or end)
    header = [cell.strip().casefold() for cell in lines[0][0].split("\t")] if lines else []
    if not set(HEADER) <= set(header):
        raise FileError(path, "the first line is no header.", "It must be: source<TAB>target", line=1)
    columns = [header.index(name) for name in HEADER]
    pairs: list[Pair] = []
    errors: list[FileError] = []
    for n, (line, _end) in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        cells = line.split("\t")
        if len(cells) <= max(columns):
            errors.append(FileError(path, "the line has no target; it stays as it is.", line=n))
            continue
        pairs.append(Pair(len(pairs) + 1, n, *(cells[c] for c in columns)))
    return PairFile(lines, columns[1], tuple(pairs), tuple(errors))


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

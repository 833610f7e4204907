"""What is wrong with glossary files, by line and rule."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from workbench.errors import FileError, UsageError
from workbench.termbase.columns import COLUMNS
from workbench.termbase.glossary_file import GlossaryFile
from workbench.termbase.lint_between import between
from workbench.termbase.lint_row import row_findings
from workbench.termbase.lint_rules import RULES, LintFinding

__all__ = ["RULES", "LintFinding", "lint"]


def lint(
    files: Sequence[GlossaryFile],
    *,
    rules: Collection[str] = (),
    ignore: Collection[str] = (),
    skipped: Sequence[Path] = (),
    unread: Sequence[FileError] = (),
) -> list[LintFinding]:
    """Return the findings of these files, in file and line order; entries are compared across all of them.

    ``rules`` keeps only these (default: all), ``ignore`` leaves some out; ``skipped`` are conflict copies that were not
    loaded, ``unread`` are files that could not be. Takes time in proportion to the rows. Raises :class:`UsageError` for a
    rule that is not known.
    """
    unknown = next((r for r in (*rules, *ignore) if r not in RULES), None)
    if unknown is not None:
        near = difflib.get_close_matches(unknown, RULES, n=1)
        raise UsageError(
            f"There is no lint rule {unknown}.", f"Did you mean {near[0]}?" if near else f"Rules: {', '.join(RULES)}."
        )
    found = [f for file in files for f in _file(file)]
    found += between(files)
    found += [
        LintFinding(p, 0, "conflict-copy", "is another version of a glossary and was not loaded") for p in skipped
    ]
    found += [LintFinding(e.path, e.line, "unreadable", f"{e.reason} {e.hint}") for e in unread]
    wanted = set(rules or RULES) - set(ignore)
    order = {path: n for n, path in enumerate([*(file.path for file in files), *skipped, *(e.path for e in unread)])}
    kept = [f for f in found if f.rule in wanted]
    return sorted(kept, key=lambda f: (order[f.path], f.line, -f.severity.rank, f.rule, f.message))


def _file(file: GlossaryFile) -> Iterator[LintFinding]:
    for error in file.errors:
        yield LintFinding(file.path, error.line, error.rule, f"{error.reason} {error.hint}")
    for notice in file.notices:
        yield LintFinding(file.path, 1, "no-header", notice)
    for name in () if file.notices else file.columns:
        if name and name not in COLUMNS:
            near = difflib.get_close_matches(name, COLUMNS, n=1, cutoff=0.8)
            more = f"did you mean {near[0]}?" if near else "it is kept and not used"
            yield LintFinding(file.path, file.head_line, "unknown-column", f"the column {name!r}: {more}")
    for concept, cells in zip(file.concepts, file.concepts.cells, strict=True):
        for rule, message in row_findings(concept, cells):
            yield LintFinding(file.path, concept.line, rule, message, concept.id)

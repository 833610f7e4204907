"""OmegaT glossaries: source, target and comment between tabs, UTF-8.

The first line of a concept is its approved pair; lines right below with the same source or the same target are its other
allowed forms. What must not be written stands in the comment as ``[not: a | b]``, for the translator to read; OmegaT itself
knows no status. Rows that are refused or not decided are left out: every line of an OmegaT glossary is offered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from workbench.errors import FileError
from workbench.files import write_atomically
from workbench.formats.terms import (
    REFUSED,
    ReadOptions,
    Row,
    Tally,
    TermRow,
    WriteOptions,
    clean,
    count_lost,
    direction_of,
    joined,
    status_of,
    values,
)
from workbench.formats.terms_lines import (
    COMMENT,
    Pair,
    languages_missing,
    one_line,
    pairs_of,
    read_lines,
    row_of,
)
from workbench.model import TermStatus

HEAD = "# Glossary in tab-separated format -*- coding: utf-8 -*-\n"
KEPT = frozenset({"ar", "en", "status", "ar_variants", "en_variants", "note"})
_NOT = re.compile(r"\s*\[not: ([^\[\]]+)\]$")


def write_omegat(path: Path, rows: Iterable[Row], options: WriteOptions, tally: Tally) -> int:
    """Write rows as an OmegaT glossary (see :class:`workbench.formats.terms.TermWriter`)."""
    kept = KEPT | {f"{options.target}_forbidden"}
    count = 0
    above = ("", "")

    def lines() -> Iterator[bytes]:
        nonlocal count, above
        yield HEAD.encode()
        for row in rows:
            if status_of(row) in (*REFUSED, TermStatus.CANDIDATE):
                tally.skip(f"status={status_of(row).value}")
                continue
            if status_of(row) is TermStatus.ALLOWED:
                tally.lost["status=allowed"] += 1
            if row.get(options.source, "").startswith(COMMENT):
                tally.skip("begins with #")
                continue
            count += 1
            count_lost(row, kept, tally)
            text, above = _lines(row, options, tally, above)
            yield text.encode()

    write_atomically(path, lines())
    return count


def _lines(row: Row, options: WriteOptions, tally: Tally, above: tuple[str, str]) -> tuple[str, tuple[str, str]]:
    comment = one_line(row.get("note", ""), "note", tally)
    column = f"{options.target}_forbidden"
    wrong = row.get(column, "")
    if "[" in wrong or "]" in wrong:
        tally.lost[column] += 1
    elif wrong:
        comment = f"{comment} [not: {one_line(wrong, column, tally)}]".strip()
    out = ""
    pairs = [p for p in pairs_of(row, options, tally) if p.status is not TermStatus.FORBIDDEN]
    main = (pairs[0].source, pairs[0].target)
    if above[0] == main[0] or above[1] == main[1]:
        out = "\n"  # an empty line keeps two concepts with a form in common apart
    for pair in pairs:
        if pair.source.startswith(COMMENT):
            tally.lost[pair.column] += 1
            continue
        out += f"{pair.source}\t{pair.target}"
        out += f"\t{comment}\n" if comment and not pair.column else "\n"
    return out, main


def read_omegat(path: Path, options: ReadOptions, tally: Tally) -> Iterator[TermRow]:
    """Yield the concepts of an OmegaT glossary (see :class:`workbench.formats.terms.TermReader`).

    The file does not say its languages: the options do, else the script most of its lines are in.
    """
    lines = list(_pairs(path, options, tally))
    if not any(lines):
        raise FileError(path, "has no line with a source and a target between tabs.", "Is it an OmegaT glossary?")
    head = ((p.source, p.target) for p in islice(filter(None, lines), 500))
    source, target = direction_of(head, options)
    group: list[Pair] = []
    for pair in [*lines, None]:
        if group and (pair is None or not _same(group[0], pair)):
            yield TermRow(_row(group, source, target), group[0].line)
            group = []
        if pair is None:
            continue
        why = languages_missing(pair, source, target)
        if why:
            tally.skip(why, pair.line)
        else:
            group.append(pair)


def _same(main: Pair, pair: Pair) -> bool:
    return pair.source == main.source or pair.target == main.target


def _pairs(path: Path, options: ReadOptions, tally: Tally) -> Iterator[Pair | None]:
    """Yield the pairs by line, None for an empty line."""
    for number, line in read_lines(path, options.encoding, tally):
        if line.startswith(COMMENT):
            continue
        if not line.strip():
            yield None
            continue
        cells = [clean(cell) for cell in line.split("\t")]
        if len(cells) < 2:
            tally.skip("without a tab", number)
            continue
        yield Pair(cells[0], cells[1], line=number, rest={"note": " ".join(cells[2:]).strip()})


def _row(group: list[Pair], source: str, target: str) -> dict[str, str]:
    cells = row_of(group, source, target)
    found = _NOT.search(cells.get("note", ""))
    if found is None:
        return cells
    cells["note"] = cells["note"][: found.start()]
    cells[f"{target}_forbidden"] = joined(values(found[1]))
    return {column: cell for column, cell in cells.items() if cell}

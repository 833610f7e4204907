"""Terms as lines of tabs, one line a pair of forms: what OmegaT glossaries and UTX have in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from workbench.formats.decode import decode
from workbench.formats.terms import REFUSED, Row, Tally, WriteOptions, clean, joined, read_whole, status_of, values
from workbench.model import TermStatus
from workbench.text.clean import stored_text

COMMENT = "#"


@dataclass(frozen=True, slots=True)
class Pair:
    """One line: two forms, what is said about the pair, its line number, further cells."""

    source: str
    target: str
    status: TermStatus | None = None
    line: int = 0
    key: str = ""
    rest: Row = field(default_factory=dict)


def read_lines(path: Path, encoding: str | None, tally: Tally) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text file from 1 on; raises :class:`FileError` when it is no text."""
    data = read_whole(path)
    text, repairs = decode(data, path, encoding)
    text, more = stored_text(text)
    tally.notices += [*repairs, *more]
    # Not splitlines(): U+2028 and U+0085 may stand inside a term.
    yield from enumerate(text.split("\n"), 1)


@dataclass(frozen=True, slots=True)
class OutPair:
    """A pair of forms of a row on its way out, each on one line; ``column`` is the one it is from, '' for the main pair."""

    source: str
    target: str
    status: TermStatus
    column: str = ""


def pairs_of(row: Row, options: WriteOptions, tally: Tally) -> list[OutPair]:
    """Return the pairs of forms of a row, the main one first, then its variants and its forbidden forms on both sides."""
    source = one_line(row.get(options.source, ""), options.source, tally)
    target = one_line(row.get(options.target, ""), options.target, tally)
    out = [OutPair(source, target, status_of(row))]
    for kind, status in (("variants", TermStatus.ALLOWED), ("forbidden", TermStatus.FORBIDDEN)):
        column = f"{options.target}_{kind}"
        out += [OutPair(source, one_line(v, column, tally), status, column) for v in values(row.get(column, ""))]
        column = f"{options.source}_{kind}"
        out += [OutPair(one_line(v, column, tally), target, status, column) for v in values(row.get(column, ""))]
    return out


def row_of(pairs: list[Pair], source: str, target: str) -> dict[str, str]:
    """Return the row of the lines of one concept: the first leads, what differs from it on a side is another form there."""
    main = pairs[0]
    forms: dict[str, list[str]] = {}
    for pair in pairs[1:]:
        column = "forbidden" if pair.status in REFUSED else "variants"
        for language, form, first in ((source, pair.source, main.source), (target, pair.target, main.target)):
            if form != first:
                forms.setdefault(f"{language}_{column}", []).append(form)
    cells = {source: main.source, target: main.target, **{column: joined(found) for column, found in forms.items()}}
    if main.status is not None:
        cells["status"] = main.status.value
    for name in dict.fromkeys(name for pair in pairs for name in pair.rest):
        found = dict.fromkeys(pair.rest[name] for pair in pairs if pair.rest.get(name))
        cells[name] = " | ".join(found)
    return {column: cell for column, cell in cells.items() if cell}


def one_line(cell: str, column: str, tally: Tally) -> str:
    """Return a cell without tabs and line ends; where it had any, that is counted."""
    flat = " ".join(cell.split()) if any(c in cell for c in "\t\n\r") else cell
    if flat != cell:
        tally.lost[column] += 1
    return clean(flat)


def languages_missing(pair: Pair, source: str, target: str) -> str:
    """Return why a line is no pair, '' when it is one."""
    missing = [language for language, form in ((source, pair.source), (target, pair.target)) if not form]
    return f"without {' and '.join(missing)}" if missing else ""

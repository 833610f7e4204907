"""Terms on their way between files and glossaries: what every term format speaks.

A concept travels as a row: our column names (docs/glossary.md) to text, stripped and NFC, without empty cells. Columns we do
not know travel along under the name they came with. What a format cannot carry is counted, never dropped silently.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from workbench.errors import FileError
from workbench.model import Repair, TermStatus
from workbench.text.clean import stored_text
from workbench.text.script import is_arabic

COLUMNS = (
    "id", "ar", "en", "kind", "status", "enforce", "match", "ar_variants", "en_variants", "ar_forbidden", "en_forbidden",
    "ar_first", "en_first", "ar_later", "en_later", "protect", "pos", "gender", "subject", "valid_from", "valid_to",
    "note", "origin", "author", "date",
)  # fmt: skip
"""The columns of a glossary; a test holds them equal to those of the termbase, which this room may not import."""

DEFAULTS = {"kind": "other", "status": "preferred", "enforce": "prefer", "match": "normal"}
"""What an empty cell means; leaving these out loses nothing."""

_STATUSES = {
    TermStatus.PREFERRED: ("preferred", "preferredterm", "preferredterm-admn-sts", "approved", "standardizedterm"),
    TermStatus.ALLOWED: ("allowed", "admitted", "admittedterm", "admittedterm-admn-sts", "non-standard", "legalterm"),
    TermStatus.FORBIDDEN: ("forbidden", "deprecated", "deprecatedterm", "deprecatedterm-admn-sts", "notrecommended"),
    TermStatus.SUPERSEDED: ("superseded", "supersededterm", "supersededterm-admn-sts", "obsolete"),
    TermStatus.CANDIDATE: ("candidate", "provisional", "new", "proposed"),
}
STATUS_WORDS = {word: status for status, words in _STATUSES.items() for word in words}
"""The status words of TBX 2 and 3, UTX, Weblate and Phrase, in lower case, and what they are to us."""

MOST_BYTES = 200_000_000
"""Of a file that is read whole; a glossary takes a quarter of it."""
REFUSED = (TermStatus.FORBIDDEN, TermStatus.SUPERSEDED)
_BAR = re.compile(r"\s*\|\s*")

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TermRow:
    """One concept read from a file: its cells, the line (row) it stands on (0 unknown), the file's own id of it."""

    cells: Row
    line: int = 0
    entry: str = ""


@dataclass(slots=True)
class Tally:
    """What a reading or writing left behind.

    ``skipped``: why entries were passed over, how many, and the line of the first. ``lost``: how often a column, a
    ``column=value`` or a data category of the file was not carried.
    """

    skipped: dict[str, tuple[int, int]] = field(default_factory=dict)
    lost: Counter[str] = field(default_factory=Counter)
    notices: list[Repair] = field(default_factory=list)

    def skip(self, reason: str, line: int = 0) -> None:
        """Count an entry that was passed over."""
        count, first = self.skipped.get(reason, (0, line))
        self.skipped[reason] = (count + 1, first)


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read a file. Languages are '' when the file is to say or show them; ``columns`` is ours -> theirs."""

    source: str = ""
    target: str = ""
    encoding: str | None = None
    sheet: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """How to write a file: its direction, who says so and when (``2026-01-31``), formulas guarded or not."""

    source: str = "ar"
    target: str = "en"
    author: str = ""
    date: str = ""
    spreadsheet_safe: bool = False


class TermReader(Protocol):
    """Yields the concepts of a file that have both languages; counts the others.

    Raises :class:`workbench.errors.FileError` with the line when the file is not of the format or broken, possibly after
    concepts were yielded: store nothing until the end.
    """

    def __call__(self, path: Path, options: ReadOptions, tally: Tally) -> Iterator[TermRow]:
        """Read ``path``."""
        ...


class TermWriter(Protocol):
    """Writes rows, whole or not at all, and returns how many concepts stand in the file.

    Law, held for every format by one test: a row read back has every cell it had, or the tally names the column.
    """

    def __call__(self, path: Path, rows: Iterable[Row], options: WriteOptions, tally: Tally) -> int:
        """Write ``path``."""
        ...


def read_whole(path: Path) -> bytes:
    """Return the bytes of a file that is not streamed; raises :class:`FileError` when it cannot be read or is too large."""
    try:
        with path.open("rb") as f:
            data = f.read(MOST_BYTES + 1)
    except OSError as e:
        raise FileError(path, f"cannot be read ({e.strerror or e}).", "Check the name and its rights.") from e
    if len(data) > MOST_BYTES:
        raise FileError(path, f"is larger than {MOST_BYTES // 10**6} MB, too large for terms.", "Split it.")
    return data


def clean(text: str | None) -> str:
    """Return a cell as it is kept: no forbidden characters, NFC, stripped."""
    if not text or (text.isascii() and text.isprintable()):
        return (text or "").strip()
    return unicodedata.normalize("NFC", stored_text(text)[0]).strip()


def values(cell: str) -> tuple[str, ...]:
    """Return the values of a cell that may hold several: ``UN | U.N.``."""
    return tuple(v for v in _BAR.split(cell.strip()) if v)


def joined(parts: Iterable[str]) -> str:
    """Return one cell of several values, each once, in their order; a bar inside a value becomes a slash."""
    return " | ".join(dict.fromkeys(_BAR.sub("/", p.strip()) for p in parts if p.strip()))


def status_of(row: Row) -> TermStatus:
    """Return the status of a row; an unknown word counts as preferred, as an empty cell does."""
    return STATUS_WORDS.get(row.get("status", "").casefold(), TermStatus.PREFERRED)


def count_lost(row: Row, kept: frozenset[str], tally: Tally) -> None:
    """Count the cells of a row whose column a format does not carry; defaults carry themselves."""
    for column, cell in row.items():
        if cell and column not in kept and DEFAULTS.get(column) != cell:
            tally.lost[column] += 1


def direction_of(pairs: Iterable[tuple[str, str]], options: ReadOptions) -> tuple[str, str]:
    """Return the languages of a first and second column: as the options say, else by the script most rows are in."""
    if options.source or options.target:
        other = {"ar": "en", "en": "ar"}
        return options.source or other[options.target], options.target or other[options.source]
    votes = Counter((is_arabic(a), is_arabic(b)) for a, b in pairs)
    return ("ar", "en") if votes[(True, False)] >= votes[(False, True)] else ("en", "ar")

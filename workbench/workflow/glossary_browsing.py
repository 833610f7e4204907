"""Browsing glossaries: all their rows one behind the other, found while somebody types, and what is to be said of one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

from workbench.errors import FileError, WorkbenchError
from workbench.model import Concept, Severity
from workbench.termbase.columns import SEVERAL
from workbench.termbase.glossary_file import GlossaryFile
from workbench.termbase.lint import LintFinding, lint
from workbench.termbase.rows import Rows, cells_of, clean, own_id, split_values
from workbench.text.fold import T2, fold

_SEP = "\x1f"
"""What stands around each form of a row's folded text."""
_NOT_LOOKED_IN = frozenset(
    {"kind", "status", "enforce", "match", "pos", "gender", "valid_from", "valid_to", "author", "date"}
)
LOOKED, FOLDED = 4000, 200
"""Rows that are looked through, and that are folded, before a rest is asked for: a millisecond or two."""
_QUIET = frozenset({"unknown-column", "no-header"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a glossary: where it stands, all its cells by column, the columns of its file in their order."""

    path: Path
    line: int
    id: str
    cells: Mapping[str, str]
    columns: tuple[str, ...]
    concept: Concept

    @property
    def place(self) -> str:
        """``names.csv:12``."""
        return f"{self.path.name}:{self.line}"

    def value(self, column: str) -> str:
        """A cell's value, '' when the file has no such column."""
        return clean(self.cells.get(column, ""))


@dataclass(frozen=True)
class Shelf:
    """Glossary files as they were read, all their good rows counted through from 0; ``errors`` are what cannot be used.

    ``texts`` are the folded forms of each row, once they are made.
    """

    files: tuple[GlossaryFile, ...] = ()
    errors: tuple[FileError, ...] = ()
    texts: tuple[Sequence[str], ...] = ()
    _ends: tuple[int, ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        object.__setattr__(self, "_ends", tuple(accumulate(len(f.concepts) for f in self.files)))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @property
    def whole(self) -> bool:
        """Whether it can be filtered: the texts are made."""
        return len(self.texts) == len(self.files)

    def _place(self, n: int) -> tuple[int, int]:
        part = bisect_right(self._ends, n)
        return part, n - (self._ends[part - 1] if part else 0)

    def entry(self, n: int) -> Entry:
        """Return a row whole."""
        part, at = self._place(n)
        file = self.files[part]
        row = file.concepts.cells[at]
        cells = {c: row[i] if i < len(row) else "" for c, i in file.concepts.at.items()}
        concept = file.concepts[at]
        return Entry(file.path, file.concepts.lines[at], concept.id, cells, tuple(filter(None, file.columns)), concept)

    def concept(self, n: int) -> Concept:
        """Return the concept of a row, which looks into it when asked."""
        part, at = self._place(n)
        return self.files[part].concepts[at]

    def find(self, name: str, concept_id: str) -> int:
        """Return the row with an id in the file of a name, -1 when there is none."""
        start = 0
        for file in self.files:
            if file.path.name == name:
                try:
                    return start + file.concepts.ids.index(own_id(concept_id, name))
                except ValueError:
                    return -1
            start += len(file.concepts)
        return -1

    def columns(self, path: Path) -> tuple[str, ...]:
        """Return the columns of a file; none when it was not read."""
        return next((tuple(filter(None, f.columns)) for f in self.files if f.path == path), ())


def said(error: WorkbenchError) -> str:
    """Return an error as it is said on the screen: with the name and line of its file, without the folder."""
    if not isinstance(error, FileError):
        return str(error)
    place = f"{error.path.name}:{error.line}" if error.line else error.path.name
    return f"{place}: {error.reason} {error.hint}".strip()


def key_of(concept: Concept) -> tuple[str, str]:
    """Return what finds a concept's row again: its file's name, and the id it has there."""
    return concept.glossary, own_id(concept.id, concept.glossary)


def entry_of(concept: Concept, path: Path) -> Entry | None:
    """Return the row of a concept that was read from ``path``; None for one that came from elsewhere."""
    found = cells_of(concept)
    if found is None:
        return None
    columns, cells = found
    return Entry(path, concept.line, key_of(concept)[1], cells, columns, concept)


def _folded(text: str) -> str:
    return fold(text, T2).casefold()


def folded_rows(
    file: GlossaryFile,
    rest: Callable[[], None] = lambda: None,
    before: tuple[GlossaryFile, list[str]] | None = None,
) -> list[str]:
    """Return the text of each row in which words are looked for: forms first, then id, note and the file's own columns.

    ``rest`` is called behind some rows. Only rows that differ from those ``before`` are folded anew.
    """
    at = file.concepts.at
    first = [c for c in ("ar", "en", "ar_variants", "en_variants") if c in at]
    columns = [at[c] for c in (*first, *(c for c in at if c not in first and c not in _NOT_LOOKED_IN))]
    rows, out, tail = file.concepts.cells, [], []
    if before is not None and before[0].columns == file.columns:
        head, end = _equal(before[0].concepts.cells, rows)
        out, tail = before[1][:head], before[1][len(before[1]) - end :]
    for start in range(len(out), len(rows) - len(tail), FOLDED):
        page = []
        for row in rows[start : min(start + FOLDED, len(rows) - len(tail))]:
            size = len(row)
            text = _SEP.join([row[i].strip() for i in columns if i < size and row[i]])
            page.append(text.replace(" | ", _SEP).replace("|", _SEP).replace("\n", " ").replace("\r", " "))
        out += [f"{_SEP}{t}{_SEP}" for t in _folded("\n".join(page)).split("\n")]
        rest()
    return out + tail


def _equal(one: Sequence[Sequence[str]], two: Sequence[Sequence[str]]) -> tuple[int, int]:
    """Return how many rows are the same at the beginning and, behind those, at the end."""
    most = min(len(one), len(two))
    head = next((n for n in range(most) if one[n] != two[n]), most)
    end = next((n for n in range(most - head) if one[-1 - n] != two[-1 - n]), most - head)
    return head, end


def filtered(shelf: Shelf, wanted: str, rest: Callable[[], None] = lambda: None) -> Sequence[int]:
    """Return the rows that have all words of ``wanted``, folded on both sides: whole forms first, then beginnings.

    A word ``:must`` or ``:person`` asks for a status, kind, enforcement or glossary that begins so. Without words all rows.
    ``rest`` is called behind some rows.
    """
    words = _folded(wanted).split()
    facets = [w[1:] for w in words if w.startswith(":") and len(w) > 1]
    words = [w for w in words if not w.startswith(":")]
    if not words and not facets:
        return range(len(shelf))
    phrase = " ".join(words)
    whole, begins = f"{_SEP}{phrase}{_SEP}", f"{_SEP}{phrase}"
    found: tuple[list[int], list[int], list[int], list[int]] = ([], [], [], [])
    start = 0
    for file, texts in zip(shelf.files, shelf.texts, strict=True):
        fits = _facets(file, facets) if facets else None
        step = LOOKED // 8 if facets else LOOKED
        for first in range(0, len(texts), step):
            for n in _with_words(texts, range(first, min(first + step, len(texts))), words):
                text = texts[n]
                if fits is not None and not fits(n):
                    continue
                rank = 0 if whole in text else 1 if begins in text else 2 if phrase in text else 3
                found[rank if words else 0].append(start + n)
            rest()
        start += len(texts)
    return [n for rank in found for n in rank]


def _with_words(texts: Sequence[str], at: Sequence[int], words: Sequence[str]) -> Sequence[int]:
    # One word after the other: of most texts only the first is asked.
    for word in words:
        at = [n for n in at if word in texts[n]]
    return at


def _facets(file: GlossaryFile, facets: Sequence[str]) -> Callable[[int], bool]:
    """Return what tells whether a row is of these kinds; rows of the same words are asked about once."""
    rows = file.concepts
    known: dict[tuple[str, ...], bool] = {}
    places = [rows.at.get(c, -1) for c in ("status", "enforce", "kind")]

    def fits(n: int) -> bool:
        row = rows.cells[n]
        key = tuple(row[i] if 0 <= i < len(row) else "" for i in places)
        if key not in known:
            c = rows[n]
            words = (c.status.value, c.enforce.value, c.kind, rows.glossary.casefold())
            known[key] = all(any(w.startswith(f) for w in words) for f in facets)
        return known[key]

    return fits


# ---------------------------------------------------------------------- what is wrong with a row that is written


def draft_findings(
    shelf: Shelf, path: Path, line: int, cells: Mapping[str, str], rest: Callable[[], None] = lambda: None
) -> list[tuple[Severity, str]]:
    """Return what the lint rules say of a row as it is being written, worst first, compared with all rows that share a form.

    ``line`` is where the row stands already, 0 for a new one; ``rest`` is called behind some rows. Names spelled in two ways
    are compared in those rows only.
    """
    if not clean(cells.get("ar", "")) or not clean(cells.get("en", "")):
        return []
    related = _related(shelf, path, line, cells, rest)
    columns = tuple(cells)
    rows = Rows(path.name, {c: n for n, c in enumerate(columns)}, [list(cells.values())], [line], lambda: [""])
    draft = GlossaryFile(path, rows, (), columns)
    here = f"{path.name}:{line}"
    found = lint([*related, draft])
    told = [f for f in found if f.path == path and f.line == line and f.rule not in _QUIET]
    told += [_turned(f, here) for f in found if f not in told and here in f.message.split()]
    return [(f.severity, f.message) for f in sorted(told, key=lambda f: -f.severity.rank)]


def _turned(finding: LintFinding, here: str) -> LintFinding:
    """Return what another row is told about this one, as it is told here."""
    message = f"{finding.path.name}:{finding.line}: {finding.message.replace(here, 'this row')}"
    return LintFinding(finding.path, finding.line, finding.rule, message, finding.id)


def _related(
    shelf: Shelf, path: Path, line: int, cells: Mapping[str, str], rest: Callable[[], None]
) -> list[GlossaryFile]:
    """Return of each file the rows that share a form with a row."""
    columns = ("ar", "en", *(c for c in SEVERAL if c != "protect"))
    forms = {_folded(v) for c in columns for v in split_values(cells.get(c, "").replace("\n", " "))}
    keys = [f"{_SEP}{form}{_SEP}" for form in forms if form]
    out = []
    for file, texts in zip(shelf.files, shelf.texts, strict=True):
        found: set[int] = set()
        for first in range(0, len(texts), LOOKED):
            here = range(first, min(first + LOOKED, len(texts)))
            found.update(n for key in keys for n in _with_words(texts, here, (key,)))
            rest()
        own = file.concepts
        at = sorted(n for n in found if (file.path, own.lines[n]) != (path, line))
        if at:
            ids = [own.ids[n] for n in at]
            part = Rows(own.glossary, own.at, [own.cells[n] for n in at], [own.lines[n] for n in at], _given(ids))
            out.append(GlossaryFile(file.path, part, (), file.columns))
    return out


def _given(ids: Sequence[str]) -> Callable[[], Sequence[str]]:
    return lambda: ids


def values_in(shelf: Shelf, path: Path, column: str) -> Iterator[str]:
    """Yield the different values a column of a file has, if they are nine at most."""
    file = next((f for f in shelf.files if f.path == path), None)
    cells = dict.fromkeys(file.cells(column)) if file else {}
    values = dict.fromkeys(filter(None, map(clean, cells)))
    if len(values) <= 9:
        yield from values

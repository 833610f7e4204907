"""Concepts that look into their row only when asked: an 80,000-row glossary opens without building what nobody reads."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import fields
from functools import cached_property
from typing import TypeVar, overload

from workbench.model import Concept, Enforce, Term, TermMatching, TermStatus

_NEW = object.__new__
_ACCEPTED = (TermStatus.PREFERRED, TermStatus.ALLOWED)
_STATUSES = {s.value: s for s in TermStatus} | {"": TermStatus.PREFERRED}
_ENFORCE = {s.value: s for s in Enforce} | {"": Enforce.PREFER}
_MATCH = {s.value: s for s in TermMatching} | {"": TermMatching.NORMAL}
_MAIN = dict.fromkeys(TermStatus, TermStatus.PREFERRED) | {
    TermStatus.FORBIDDEN: TermStatus.FORBIDDEN,
    TermStatus.SUPERSEDED: TermStatus.SUPERSEDED,
}
T_ = TypeVar("T_")


def _choice(cell: str, known: dict[str, T_]) -> T_:
    found = known.get(cell)
    return found if found is not None else known[cell.casefold()]


class Rows(Sequence[Concept]):
    """The concepts of a file's good rows: its name, where each column is, the cells and first line of each row.

    A concept is made each time it is asked for. ``make_ids`` gives the ids by place, and is asked once.
    """

    def __init__(
        self,
        glossary: str,
        at: dict[str, int],
        cells: Sequence[Sequence[str]],
        lines: Sequence[int],
        make_ids: Callable[[], Sequence[str]],
    ) -> None:
        self.glossary = glossary
        self.at = at
        self.cells = cells
        self.lines = lines
        self.width = len(at) and max(at.values()) + 1
        self._make_ids = make_ids
        self._places: dict[str, tuple[int, int, int]] = {}

    def places(self, language: str) -> tuple[int, int, int]:
        """Return where a language's form, variants and forbidden forms are; -1 for no such column."""
        found = self._places.get(language)
        if found is None:
            names = (language, f"{language}_variants", f"{language}_forbidden")
            main, variants, forbidden = (self.at.get(name, -1) for name in names)
            found = self._places[language] = (main, variants, forbidden)
        return found

    def every_form(self, language: str) -> tuple[list[int], list[str]]:
        """Return all forms of all concepts that are no mere candidates, with the places of their concepts, main forms first.

        Main forms are as the cell has them, :func:`clean` makes them values. Law: cleaned, they are the
        :meth:`RowConcept.forms` of the concepts in all statuses.
        """
        out = self.with_value("status", TermStatus.CANDIDATE)
        numbers: list[int] = []
        texts: list[str] = []
        for column, place in enumerate(self.places(language)):
            if place < 0:
                continue
            cells = [row[place] if len(row) > place else "" for row in self.cells]
            if not column and not out and all(cells):
                numbers, texts = list(range(len(cells))), cells
                continue
            for n, cell in enumerate(cells):
                if cell and n not in out:
                    forms = split_values(cell) if column else (cell,)
                    numbers += [n] * len(forms)
                    texts += forms
        return numbers, texts

    def with_value(self, column: str, value: str) -> frozenset[int]:
        """Return the places of the concepts with a value, in any case, in a column."""
        at = self.at.get(column, -1)
        if at < 0:
            return frozenset()
        found = ((n, row[at]) for n, row in enumerate(self.cells) if len(row) > at and row[at])
        return frozenset(n for n, cell in found if cell.strip().casefold() == value)

    @cached_property
    def ids(self) -> Sequence[str]:
        """The ids by place."""
        return self._make_ids()

    def apart_from(self, earlier: Sequence[Rows]) -> Rows:
        """Return the concepts under ids that no earlier glossary has: beside another un that of client.csv is ``un@client``.

        What is kept for a term by its id, and what is said of it, is for one of them.
        """

        def ids() -> Sequence[str]:
            taken = {i for rows in earlier for i in rows.ids}
            if taken.isdisjoint(self.ids):
                return self.ids
            own = set(self.ids)
            name = self.glossary.rpartition(".")[0] or self.glossary
            return [free_id(f"{i}@{name}", taken | own) if i in taken else i for i in self.ids]

        return Rows(self.glossary, self.at, self.cells, self.lines, ids)

    def __len__(self) -> int:
        return len(self.cells)

    @overload
    def __getitem__(self, index: int) -> Concept: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Concept, ...]: ...
    def __getitem__(self, index: int | slice) -> Concept | tuple[Concept, ...]:
        places = range(len(self.cells))[index]
        return tuple(self._concept(n) for n in places) if isinstance(places, range) else self._concept(places)

    def __iter__(self) -> Iterator[Concept]:
        return map(self._concept, range(len(self.cells)))

    def _concept(self, n: int) -> Concept:
        concept = _NEW(RowConcept)
        concept._rows = self
        concept._n = n
        return concept


class RowConcept(Concept):
    """A concept read from a row. Law: equal to the plain :class:`Concept` of the same values, with the same hash.

    Its cells are known to be good: nothing it is asked for raises.
    """

    __slots__ = ("_n", "_rows")
    _rows: Rows
    _n: int
    # The frozen parent's is Python and slow; the fields themselves are properties here and cannot be set.
    __setattr__ = object.__setattr__

    def __new__(cls, **values: object) -> Concept:  # type: ignore[misc]
        """Return a plain concept: what ``dataclasses.replace`` makes of one read from a row."""
        return Concept(**values)  # type: ignore[arg-type]

    def _cell(self, column: str) -> str:
        rows = self._rows
        n = rows.at.get(column)
        if n is None:
            return ""
        cells = rows.cells[self._n]
        return clean(cells[n]) if n < len(cells) and cells[n] else ""

    def preferred(self, language: str) -> str:
        """The approved form in a language, '' when the row is forbidden or superseded."""
        return self._cell(language) if self._main is TermStatus.PREFERRED else ""

    def forms(self, language: str, *statuses: TermStatus) -> tuple[str, ...]:
        """All forms in a language with one of these statuses (default: preferred and allowed), preferred first."""
        wanted = statuses or _ACCEPTED
        rows = self._rows
        cells = rows.cells[self._n]
        if len(cells) < rows.width:
            cells = [*cells, *[""] * (rows.width - len(cells))]
        # Written out: an index of 80,000 terms asks this of every row.
        main, variants, forbidden = rows.places(language)
        form = clean(cells[main]) if main >= 0 else ""
        out: tuple[str, ...] = (form,) if form and self._main in wanted else ()
        if variants >= 0 and cells[variants] and TermStatus.ALLOWED in wanted:
            out += split_values(cells[variants])
        if forbidden >= 0 and cells[forbidden] and TermStatus.FORBIDDEN in wanted:
            out += split_values(cells[forbidden])
        return out

    @property
    def _main(self) -> TermStatus:
        """The status of the main forms: those of a forbidden or superseded row are so themselves."""
        return _MAIN[self.status]

    @property
    def terms(self) -> tuple[Term, ...]:
        """The forms of the row as terms."""
        main = self._main
        out: list[Term] = []
        for language in ("ar", "en"):
            out.append(Term(language, self._cell(language), main))
            out += [Term(language, v, TermStatus.ALLOWED) for v in split_values(self._cell(f"{language}_variants"))]
            out += [Term(language, v, TermStatus.FORBIDDEN) for v in split_values(self._cell(f"{language}_forbidden"))]
        return tuple(out)

    @property
    def id(self) -> str:
        """The row's id, or the one made for it."""
        return self._rows.ids[self._n]

    @property
    def glossary(self) -> str:
        """The file's name."""
        return self._rows.glossary

    @property
    def line(self) -> int:
        """The row's first line."""
        return self._rows.lines[self._n]

    @property
    def kind(self) -> str:
        """The kind, ``other`` when none is given."""
        return self._cell("kind") or "other"

    @property
    def status(self) -> TermStatus:
        """The status, preferred when none is given."""
        return _choice(self._cell("status"), _STATUSES)

    @property
    def enforce(self) -> Enforce:
        """How hard the term is held to, ``prefer`` when nothing is said."""
        return _choice(self._cell("enforce"), _ENFORCE)

    @property
    def match(self) -> TermMatching:
        """How freely it is recognised, normally when nothing is said."""
        return _choice(self._cell("match"), _MATCH)

    @property
    def protect(self) -> tuple[str, ...]:
        """Words that are never a clitic and this term."""
        return split_values(self._cell("protect"))

    @property
    def first(self) -> tuple[tuple[str, str], ...]:
        """The forms for the first mention, by language."""
        return self._by_language("first")

    @property
    def later(self) -> tuple[tuple[str, str], ...]:
        """The forms for later mentions, by language."""
        return self._by_language("later")

    def _by_language(self, column: str) -> tuple[tuple[str, str], ...]:
        pairs = ((language, self._cell(f"{language}_{column}")) for language in ("ar", "en"))
        return tuple((language, value) for language, value in pairs if value)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Concept):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in _FIELDS)

    def __hash__(self) -> int:
        return hash(self._values())

    def __reduce__(self) -> tuple[type[Concept], tuple[object, ...]]:
        return Concept, self._values()

    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in _FIELDS)


_FIELDS = tuple(f.name for f in fields(Concept))


def cells_of(concept: Concept) -> tuple[tuple[str, ...], dict[str, str]] | None:
    """Return the columns of a concept's file and the cells of its row by column, as they stand; None for one of no row."""
    if not isinstance(concept, RowConcept):
        return None
    at, row = concept._rows.at, concept._rows.cells[concept._n]
    return tuple(at), {c: row[n] if n < len(row) else "" for c, n in at.items()}


def _text(column: str) -> property:
    def value(self: RowConcept) -> str:
        return self._cell(column)

    return property(value, doc=f"The cell ``{column}``.")


for _name in ("note", "pos", "gender", "subject", "valid_from", "valid_to", "origin", "author", "date"):
    setattr(RowConcept, _name, _text(_name))


def clean(cell: str) -> str:
    """Return the value of a cell: without space at its edges, NFC."""
    value = cell.strip()
    return value if value.isascii() else unicodedata.normalize("NFC", value)


def split_values(cell: str) -> tuple[str, ...]:
    """Return the values of a cell that may hold several: ``UN | U.N.``."""
    if "|" not in cell:
        value = clean(cell)
        return (value,) if value else ()
    return tuple(v for v in map(clean, cell.split("|")) if v)


_BREAKS = {c: " " for c in range(128) if not (chr(c).isalnum() or chr(c) in "_\n")} | {ord("'"): None}


def make_id(english: str) -> str:
    """Return an id made of an English form: ``Hassan Nasrallah`` becomes ``hassan-nasrallah``."""
    if english.isascii():
        return "-".join(english.lower().translate(_BREAKS).split()).strip("-_") or "term"
    plain = unicodedata.normalize("NFKD", english)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return re.sub(r"[^\w]+", "-", re.sub(r"['’ʿʾ]", "", plain)).strip("-_") or "term"


def free_id(wanted: str, taken: Container[str]) -> str:
    """Return ``wanted``, or ``wanted-2``, ``wanted-3`` ... when it is taken."""
    return next_id(wanted, taken, 1)[0]


def own_id(concept_id: str, glossary: str) -> str:
    """Return the id a glossary itself has for a term that goes by ``un@client`` beside others (:meth:`Rows.apart_from`)."""
    return concept_id.removesuffix(f"@{glossary.rpartition('.')[0] or glossary}")


def next_id(wanted: str, taken: Container[str], count: int) -> tuple[str, int]:
    """Return the first free id from ``wanted-count`` on (1: ``wanted`` itself), and its count."""
    found = wanted if count == 1 else f"{wanted}-{count}"
    while found in taken:
        count += 1
        found = f"{wanted}-{count}"
    return found, count

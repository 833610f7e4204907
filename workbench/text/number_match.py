"""Which numbers of two texts say the same.

Numbers are compared as multisets of values, in passes from the surest to the loosest; what is left is missing on one
side or extra on the other. Every pass looks up values in a table: the work is linear in the number of hits.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import islice, pairwise

from workbench.text.number_hits import NumberForm, NumberHit, NumberKind

_LOOKED_AT = 8
"""Candidates of one value that are asked for the right currency."""


class Agreement(StrEnum):
    """How far a pair of numbers agrees.

    ``year``: but for the year, which one does not have; ``sign``: but for the minus; ``calendar``: a Hijri year near
    the other's year; ``guess``: an article or the like may stand for the figure.
    """

    SAME = "same"
    YEAR = "year"
    SIGN = "sign"
    CALENDAR = "calendar"
    GUESS = "guess"


@dataclass(frozen=True, slots=True)
class Pair:
    """A number of the source and the one of the target it was matched with."""

    source: NumberHit
    target: NumberHit
    agreement: Agreement = Agreement.SAME


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two texts share in numbers, what only the source has and what only the target has, in order."""

    pairs: list[Pair]
    missing: list[NumberHit]
    extra: list[NumberHit]


def compare(source: Sequence[NumberHit], target: Sequence[NumberHit]) -> Comparison:
    """Match the numbers of two texts. Law: swapping the texts swaps ``missing`` and ``extra``, mostly.

    A date also equals one with the year left out, and its parts written apart; a time its hour and minute; a number
    the sum of two neighbours (``3 ملايين`` and ``200 ألف``) or their digits put together (``15 000``).
    """
    work = _Work(list(source), list(target))
    figure, word, hint = _is_figure, _is_word, _is_hint
    for a, b in ((figure, figure), (figure, word), (word, figure), (word, word)):
        work.by_key(a, b, _values)
    work.by_key(_has_no_year, _is_date, _month_and_day, Agreement.YEAR)
    work.by_key(_is_date, _has_no_year, _month_and_day, Agreement.YEAR)
    work.years()
    for a, b in ((figure, hint), (hint, figure), (word, hint), (hint, word)):
        work.by_key(a, b, _values)
    work.by_key(figure, figure, _magnitudes, Agreement.SIGN)
    work.parts()
    work.sums()
    for a, b in ((figure, _is_guess), (_is_guess, figure), (word, _is_guess), (_is_guess, word)):
        work.by_key(a, b, _values, Agreement.GUESS)
    work.by_key(_is_hijri, _is_common, _years, Agreement.CALENDAR)
    work.by_key(_is_common, _is_hijri, _years, Agreement.CALENDAR)
    missing, extra = ([h for h in left if not h.form.explains_only] for left in (work.source, work.target))
    return Comparison(work.pairs, missing, extra)


def unmatched(source: Sequence[NumberHit], target: Sequence[NumberHit]) -> tuple[list[NumberHit], list[NumberHit]]:
    """Return the source figures missing in the target and the target figures that no source figure explains.

    What is written without digits explains a figure but is never reported. A percent sign or a currency on one side
    only does not matter here.
    """
    found = compare(source, target)
    signs = [p for p in found.pairs if p.agreement is Agreement.SIGN]
    missing = [*(h for h in found.missing if h.digits), *(p.source for p in signs)]
    extra = [*(h for h in found.extra if h.digits), *(p.target for p in signs)]
    return sorted(missing, key=_start), sorted(extra, key=_start)


class _Work:
    """What is not matched yet, and the pairs made so far."""

    def __init__(self, source: list[NumberHit], target: list[NumberHit]) -> None:
        self.source, self.target = source, target
        self.pairs: list[Pair] = []

    def by_key(
        self,
        of_source: Callable[[NumberHit], bool],
        of_target: Callable[[NumberHit], bool],
        keys: Callable[[NumberHit], Iterable[str]],
        agreement: Agreement = Agreement.SAME,
    ) -> None:
        """Pair the hits that share a key; those with the fewest keys choose first."""
        if not self.source or not self.target:
            return
        table = _Table(h for h in self.target if of_target(h)).fill(keys)
        done: set[int] = set()
        for hit in sorted((h for h in self.source if of_source(h)), key=lambda h: len(h.values)):
            other = table.take(keys(hit), hit.currency)
            if other:
                self.pairs.append(Pair(hit, other, agreement))
                done.add(id(hit))
        self.source = [h for h in self.source if id(h) not in done]
        self.target = [h for h in self.target if id(h) not in table.taken]

    def years(self) -> None:
        """Find the year of a date that stands without one further on in its text."""
        tables = [
            _Table(h for h in side if h.kind is NumberKind.NUMBER).fill(_values) for side in (self.source, self.target)
        ]
        for n, pair in enumerate(self.pairs):
            if pair.agreement is Agreement.YEAR:
                bare, dated = (0, pair.target) if _has_no_year(pair.source) else (1, pair.source)
                if tables[bare].take(v.split("-")[0] for v in dated.values):
                    self.pairs[n] = Pair(pair.source, pair.target)
        self.source = [h for h in self.source if id(h) not in tables[0].taken]
        self.target = [h for h in self.target if id(h) not in tables[1].taken]

    def parts(self) -> None:
        """Let a date or time on one side meet its parts written apart on the other."""
        self.source, self.target = _apart(self.source, self.target)
        self.target, self.source = _apart(self.target, self.source)

    def sums(self) -> None:
        """Let a number on one side meet two neighbours that make it on the other."""
        self.source, self.target = _together(self.source, self.target)
        self.target, self.source = _together(self.target, self.source)


class _Table:
    """Hits by key; one that was taken is not given again."""

    def __init__(self, hits: Iterable[NumberHit]) -> None:
        self.hits = list(hits)
        self.taken: set[int] = set()
        self.rows: dict[str, deque[NumberHit]] = defaultdict(deque)

    def fill(self, keys: Callable[[NumberHit], Iterable[str]]) -> _Table:
        for hit in self.hits:
            for key in keys(hit):
                self.rows[key].append(hit)
        return self

    def take(self, keys: Iterable[str], currency: frozenset[str] = frozenset()) -> NumberHit | None:
        """Return a hit under one of the keys, one of the same currency before others, and take it."""
        best: NumberHit | None = None
        for key in sorted(keys):
            row = self._row(key)
            free = [h for h in islice(row, _LOOKED_AT) if id(h) not in self.taken]
            same = next((h for h in free if bool(h.currency & currency) or h.currency == currency), None)
            if same:
                best = same
                break
            best = best or (free[0] if free else None)
        if best:
            self.taken.add(id(best))
        return best

    def peek(self, keys: Iterable[str]) -> bool:
        """Return whether there is a hit under one of the keys."""
        return any(id(h) not in self.taken for key in keys for h in islice(self._row(key), _LOOKED_AT))

    def _row(self, key: str) -> deque[NumberHit]:
        """Return the hits under a key, without those at its head that were taken."""
        row = self.rows.get(key)
        while row and id(row[0]) in self.taken:
            row.popleft()
        return row if row is not None else deque()


def _apart(whole: list[NumberHit], parts: list[NumberHit]) -> tuple[list[NumberHit], list[NumberHit]]:
    usable = (h for h in parts if h.kind not in (NumberKind.DATE, NumberKind.TIME) and not _is_guess(h))
    table = _Table(usable).fill(_values)
    left = []
    for hit in whole:
        needed, optional = _parts_of(hit) if not hit.form.explains_only else ([], [])
        if not needed or not all(table.peek(keys) for keys in needed):
            left.append(hit)
            continue
        for keys in (*needed, *optional):
            table.take(keys)
    return left, [h for h in parts if id(h) not in table.taken]


def _parts_of(hit: NumberHit) -> tuple[list[set[str]], list[set[str]]]:
    """Return the values a date or time must find on the other side, and those that belong to it where they stand."""
    if hit.kind is NumberKind.DATE:
        years, months, days = (set(column) for column in zip(*(v.split("-")[:3] for v in hit.values), strict=True))
        needed = [years] if days == {"?"} else [days]
        return needed, ([] if days == {"?"} else [years - {"?"}]) + [months - {"?"}]
    if hit.kind is NumberKind.TIME:
        hours, minutes = (set(c) for c in zip(*(v.split(":")[:2] for v in hit.values if ":" in v), strict=True))
        minute = int(next(iter(minutes)))
        hours |= {str(int(h) - 12) for h in hours if int(h) > 12}
        words = {15: "0.25", 30: "0.5"}
        seconds = [{str(int(s))} for s in {s for v in hit.values for s in v.split(":")[2:]}]
        return [hours, *([{str(minute), words.get(minute, str(minute))}] if minute else []), *seconds], []
    return [], []


def _together(whole: list[NumberHit], parts: list[NumberHit]) -> tuple[list[NumberHit], list[NumberHit]]:
    made: dict[str, tuple[NumberHit, NumberHit]] = {}
    amounts = [h for h in parts if h.kind in (NumberKind.NUMBER, NumberKind.CURRENCY) and not h.form.explains_only]
    for a, b in pairwise(amounts):
        for x in map(Decimal, a.values):
            for y in map(Decimal, b.values):
                if x > y >= 0 and x >= 100:
                    made.setdefault(_text(x + y), (a, b))
        if b.start - a.end == 1 and len(b.surface) == 3 and b.surface.isdecimal():
            made.setdefault(f"{min(a.values)}{int(b.surface):03}", (a, b))
    left, taken = [], set[int]()
    for hit in whole:
        two = next((made[v] for v in sorted(hit.values) if v in made), None)
        if two is None or hit.form.explains_only or taken & {id(h) for h in two}:
            left.append(hit)
        else:
            taken |= {id(h) for h in two}
    return left, [h for h in parts if id(h) not in taken]


def _text(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _is_figure(hit: NumberHit) -> bool:
    return hit.digits or hit.form is NumberForm.DECADE


def _is_word(hit: NumberHit) -> bool:
    return hit.form in (NumberForm.DUAL, NumberForm.WORD)


def _is_hint(hit: NumberHit) -> bool:
    return hit.form is NumberForm.HINT


def _is_guess(hit: NumberHit) -> bool:
    return hit.form is NumberForm.GUESS


def _is_date(hit: NumberHit) -> bool:
    return hit.kind is NumberKind.DATE


def _values(hit: NumberHit) -> Iterable[str]:
    return hit.values


def _magnitudes(hit: NumberHit) -> Iterable[str]:
    return {v.lstrip("-") for v in hit.values} if hit.kind is not NumberKind.DATE else ()


def _has_no_year(hit: NumberHit) -> bool:
    return _is_date(hit) and all(v.startswith("?") for v in hit.values)


def _is_hijri(hit: NumberHit) -> bool:
    return _is_date(hit) and any(v.endswith("-AH") for v in hit.values)


def _is_common(hit: NumberHit) -> bool:
    return hit.digits and not _is_hijri(hit)


def _month_and_day(hit: NumberHit) -> Iterable[str]:
    return {v.split("-", 1)[1] for v in hit.values}


def _years(hit: NumberHit) -> Iterable[str]:
    """Return the years a date or a plain year can fall in, by the tabular length of the Hijri year (354.367 days)."""
    out: set[str] = set()
    for value in hit.values:
        head, hijri = value.split("-")[0], value.endswith("-AH")
        if hijri and head.isdecimal():
            first = int(int(head) * 0.970229 + 621.5643)
            out |= {str(y) for y in (first - 1, first, first + 1)}
        elif not hijri and head.isdecimal() and len(head) == 4:
            out.add(head)
    return out


def _start(hit: NumberHit) -> int:
    return hit.start

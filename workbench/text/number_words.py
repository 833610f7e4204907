"""Numbers written as words, in either language: ``خمسة وعشرون ألفا``, ``two and a half million``, ``مئتان``.

A grammar of one step: each word either goes on with the number or ends it. Plurals alone (``آلاف``, ``millions``) are
no number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from workbench.text.number_data import Numeral, Role, number_data, numeral
from workbench.text.number_hits import NumberForm
from workbench.text.number_tokens import Token, TokenKind, canonical

AND = frozenset({"and", "و"})
_ARTICLES = frozenset({"a", "an"})
_PARTS = frozenset({"thirds", "quarters", "fifths", "ارباع", "اخماس", "اثلاث"})
_VERBS = frozenset({"ألّف", "الّف", "وألّف"})
"""What is no number with its shadda written: "ألّف" is "wrote"."""
_LONGEST = 24
"""Words of one number; a row of scales without end must not grow a value without end."""
_DUAL_ENDING = regex.compile(r"(?<![\p{L}\p{M}])[\p{L}\p{M}]++(?<=(?:ان|ين|تا|تي)\p{M}?)")


@dataclass(frozen=True, slots=True)
class Written:
    """A number in words: what it can mean, how it is written, the token behind it, the last scale in it (0: none)."""

    values: frozenset[Decimal]
    form: NumberForm
    end: int
    scale: Decimal = Decimal(0)


def read_words(toks: Sequence[Token], i: int) -> Written | None:
    """Return the number in words that begins at a token."""
    first = _numeral(toks, i)
    if first is None:
        return None
    if first.role in (Role.DUAL, Role.DECADE):
        if first.role is Role.DECADE:
            return _decade(toks, i, first.value)
        return _dual(toks, i, first)
    if first.role in (Role.FRACTION, Role.HINT, Role.GUESS):
        form = NumberForm.GUESS if first.role is Role.GUESS else NumberForm.HINT
        return _part_of_scale(toks, i, first) or _part_of_one(toks, i, first, form)
    if first.role is Role.SCALES or (first.role is Role.SCALE and first.latin):
        return None
    return _cardinal(toks, i, first)


def _dual(toks: Sequence[Token], i: int, first: Numeral) -> Written:
    """Return a dual: ``عامين`` is 2, ``عقدين`` 2 or 20, ``عامين ونصف`` 2 or 2.5, for the half may be that of another."""
    form, values = NumberForm.HINT if first.definite else NumberForm.DUAL, frozenset({first.value})
    key, years = toks[i].key, number_data().period_duals
    length = next((years[k] for k in (key, key[1:]) if k in years), None)
    part = with_part(toks, i + 1, Decimal(0)) if i + 1 < len(toks) and not first.definite else None
    if part and not part[1]:
        more = first.value + part[0]
        return Written(values | {more * length if length else more}, form, part[2])
    return Written(values | {first.value * length} if length else values, form, i + 1)


def _part_of_one(toks: Sequence[Token], i: int, first: Numeral, form: NumberForm) -> Written:
    """Return a word that only explains; a half may belong to one (``مرة ونصف``) or to a period (``ربع قرن``)."""
    values, j = {first.value}, i + 1
    if first.role is Role.FRACTION:
        if first.joined or (i and toks[i - 1].key in AND | _ARTICLES):
            values.add(1 + first.value)
        for words in (("of",), _ARTICLES):
            j += j < len(toks) and toks[j].key in words
        more, end = in_years(toks, j, frozenset(values))
        return Written(more, form, end if len(more) > len(values) else i + 1)
    length = number_data().periods.get(toks[i].key)
    part = with_part(toks, j, Decimal(0)) if length and j < len(toks) else None
    if length and part and not part[1]:
        return Written(frozenset({length, (1 + part[0]) * length}), form, part[2])
    return Written(frozenset(values), form, j)


def in_years(toks: Sequence[Token], j: int, values: frozenset[Decimal]) -> tuple[frozenset[Decimal], int]:
    """Return the values of a number with those in years, where decades or centuries are counted, and the token behind."""
    length = number_data().periods.get(toks[j].key) if j < len(toks) else None
    return (values | {v * length for v in values}, j + 1) if length else (values, j)


def _decade(toks: Sequence[Token], i: int, value: Decimal) -> Written:
    """Return a decade, with the century that stands behind it: ``ثلاثينيات القرن العشرين`` is the 1930s."""
    if i + 2 < len(toks) and toks[i + 1].key == "القرن":
        n = _numeral(toks, i + 2)
        century = _cardinal(toks, i + 2, n) if n and n.role in (Role.ORDINAL, Role.TENS) and n.definite else None
        if century:
            years = {value, *(value + 100 * (c - 1) for c in century.values)}
            return Written(frozenset(years), NumberForm.DECADE, century.end)
    now = {value + 2000} if value <= 20 else set()
    return Written(frozenset({value, value + 1800, value + 1900} | now), NumberForm.DECADE, i + 1)


def _part_of_scale(toks: Sequence[Token], i: int, first: Numeral) -> Written | None:
    """Return "half a million", "a million", "a hundred thousand": a part or an article before a scale."""
    j = i + 1
    for words in (("of",), _ARTICLES):
        j += first.role is Role.FRACTION and j < len(toks) and toks[j].key in words
    scale = _numeral(toks, j)
    if scale is None or scale.role is not Role.SCALE or scale.joined or scale.doubtful:
        return None
    if first.role is not Role.FRACTION:
        return _cardinal(toks, i, Numeral(Role.ONES, Decimal(1), latin=True)) if toks[i].key in _ARTICLES else None
    return Written(frozenset({first.value * scale.value}), NumberForm.WORD, j + 1, scale.value)


class _Sum:
    """A number while it is read. ``part`` is what is below the next scale."""

    def __init__(self) -> None:
        self.total = self.part = self.last = Decimal(0)
        self.ordinal = self.before_ten = False
        self.words = 0

    @property
    def value(self) -> Decimal:
        return self.total + self.part

    def take(self, n: Numeral, linked: bool) -> bool:
        """Go on with a word, or return False where the number has ended."""
        if self.ordinal and (n.latin or not (n.role is Role.TEN or (n.role is Role.TENS and n.definite))):
            return False
        if self.words == _LONGEST or not _TAKE[n.role](self, n, linked):
            return False
        self.words += 1
        return True

    def ones(self, n: Numeral, linked: bool) -> bool:
        below = self.part % 100
        free = below == 0 and (linked or n.latin)
        if self.words and not (free or (n.latin and not linked and below >= 20 and below % 10 == 0)):
            return False
        self.part += n.value
        self.before_ten = n.role is Role.BEFORE_TEN
        self.ordinal = n.role is Role.ORDINAL
        return True

    def tens(self, n: Numeral, linked: bool) -> bool:
        below = self.part % 100
        free = below == 0 and (linked or n.latin)
        teen = n.role is Role.TEN and not linked and not n.latin and 1 <= below < 10
        linked_to_ones = n.role is Role.TENS and linked and not n.latin and 1 <= below < 10
        if self.words and not (free or teen or linked_to_ones):
            return False
        self.part += n.value
        self.before_ten = False
        return True

    def hundreds(self, n: Numeral, linked: bool) -> bool:
        if n.value == 100 and not linked and 3 <= self.part <= 9:
            self.part *= 100
            return True
        if self.words and not (linked and self.part == 0 and self.total):
            return False
        self.part = n.value
        return True

    def scale(self, n: Numeral, linked: bool) -> bool:
        if n.doubtful:
            return False
        if n.value == 100:
            if linked or not 1 <= self.part < 100:
                return False
            self.part *= 100
            return True
        if self.part and not linked and (not self.last or n.value < self.last):
            self.total += self.part * n.value
            self.part = Decimal(0)
        elif self.total and not self.part and not linked and self.last < n.value:
            self.total *= n.value
        elif not self.words or (linked and not self.part and n.role is Role.SCALE and n.value < self.last):
            self.total += n.value
        else:
            return False
        self.last = n.value
        return True

    def scale_dual(self, n: Numeral, linked: bool) -> bool:
        if self.words and not (linked and not self.part and n.value < self.last):
            return False
        self.total += 2 * n.value
        self.last = n.value
        return True

    def no(self, n: Numeral, linked: bool) -> bool:
        return False


_TAKE = {
    Role.ONES: _Sum.ones,
    Role.BEFORE_TEN: _Sum.ones,
    Role.ORDINAL: _Sum.ones,
    Role.TEENS: _Sum.ones,
    Role.TEN: _Sum.tens,
    Role.TENS: _Sum.tens,
    Role.HUNDREDS: _Sum.hundreds,
    Role.SCALE: _Sum.scale,
    Role.SCALES: _Sum.scale,
    Role.SCALE_DUAL: _Sum.scale_dual,
    Role.DUAL: _Sum.no,
    Role.DECADE: _Sum.no,
    Role.FRACTION: _Sum.no,
    Role.HINT: _Sum.no,
    Role.GUESS: _Sum.no,
}


def _cardinal(toks: Sequence[Token], i: int, first: Numeral) -> Written | None:
    state = _Sum()
    state.take(first, False)
    j = i + 1
    whole = True
    while j < len(toks):
        half = with_part(toks, j, state.last if not state.part else Decimal(0))
        if half and not state.ordinal:
            value, scale, j = half
            whole = False
            if state.part and scale:
                state.total, state.part, state.last = state.total + (state.part + value) * scale, Decimal(0), scale
            elif state.part:
                state.part += value
            else:
                state.total += value * scale
            break
        k, linked = _link(toks, j)
        n = _numeral(toks, k)
        if n is None or not state.take(n, linked or n.joined):
            break
        j = k + 1
    if state.before_ten:
        return None
    k, linked = _link(toks, j) if j < len(toks) else (j, True)
    if not linked and k < len(toks) and toks[k].key in _PARTS:
        return Written(frozenset({state.value}), NumberForm.HINT, k + 1)
    values = {state.value}
    if state.words == 1 and first.accusative and (whole or numeral(toks[j - 1].key) == _indefinite(first)):
        values.add(state.value + first.value)
    form = _form(state, first)
    if not state.ordinal:
        more, end = in_years(toks, j, frozenset(values))
        return Written(more, form, end, state.last)
    return Written(frozenset(values), form, j, state.last)


def _indefinite(n: Numeral) -> Numeral:
    """Return the scale an accusative one is counted by: ``مليونا ونصف مليون`` is 1.5 or 2.5 million."""
    return replace(n, accusative=False)


def with_part(toks: Sequence[Token], j: int, scale: Decimal) -> tuple[Decimal, Decimal, int] | None:
    """Return "and a half [million]", ``ونصف [المليون]`` at a token: the part, the scale it is of, the token behind.

    ``scale`` is the last one before it, 0 where the number before it has none.
    """
    k = j
    linked = toks[k].key in AND
    if linked:
        k += 1
        k += k < len(toks) and toks[k].key in _ARTICLES
    n = _numeral(toks, k)
    if n is None or n.role is not Role.FRACTION or not (linked or n.joined):
        return None
    after = _numeral(toks, k + 1)
    if after and after.role in (Role.SCALE, Role.SCALES) and not after.joined and not after.doubtful:
        if not scale or scale == after.value:
            return n.value, after.value, k + 2
        return None
    return n.value, scale, k + 1


def _link(toks: Sequence[Token], j: int) -> tuple[int, bool]:
    """Step over "and" or a hyphen between two words; return whether it was "and"."""
    if toks[j].key in AND and toks[j].kind is TokenKind.WORD:
        return j + 1, True
    if toks[j].text in "-‐‑" and not toks[j].gap and j + 1 < len(toks) and not toks[j + 1].gap:
        return j + 1, False
    return j, False


def _form(state: _Sum, first: Numeral) -> NumberForm:
    if state.words == 1:
        if first.role is Role.SCALE_DUAL or (first.role is Role.HUNDREDS and first.value == 200):
            return NumberForm.DUAL
        if state.value < 2 or (state.value == 2 and state.ordinal) or (first.definite and _bare(first)):
            return NumberForm.HINT
        if first.accusative and first.value == 1000:
            return NumberForm.HINT  # "ألفا" is the letter alpha as well
    return NumberForm.WORD


def _bare(n: Numeral) -> bool:
    """Return whether a word with the article is no number by itself: "الاثنين" is Monday, "المئة" the hundred.

    A dual with the article ("العامين") is looked at before: the two are known, or it is another word.
    """
    return n.role in (Role.SCALE, Role.HUNDREDS) or n.value == 2


def _numeral(toks: Sequence[Token], i: int) -> Numeral | None:
    if i >= len(toks) or toks[i].kind is not TokenKind.WORD or toks[i].text in _VERBS:
        return None
    return numeral(toks[i].key)


def strings(values: frozenset[Decimal]) -> frozenset[str]:
    """Return values as canonical strings."""
    return frozenset(canonical(v) for v in values)


def may_hold_dual(text: str) -> bool:
    """Return whether a word of a text has the form of an Arabic dual; plurals in ين have it too."""
    return any(len(m[0]) >= 5 for m in _DUAL_ENDING.finditer(text))

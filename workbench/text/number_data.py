"""The word lists numbers are read by, keyed for look-up.

``data/numbers.toml`` has them; :mod:`workbench.text.number_lists` makes tables of it: reading it was half of the first answer
of the memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache

from workbench.text import number_tables as tables
from workbench.text.fold import fold


class Role(StrEnum):
    """What a numeral does in a number of several words."""

    ONES = "ones"
    TEN = "ten"
    TEENS = "teens"
    TENS = "tens"
    HUNDREDS = "hundreds"
    SCALE = "scale"
    SCALES = "scales"
    SCALE_DUAL = "scale dual"
    BEFORE_TEN = "before ten"
    ORDINAL = "ordinal"
    DECADE = "decade"
    FRACTION = "fraction"
    DUAL = "dual"
    HINT = "hint"
    GUESS = "guess"


@dataclass(frozen=True, slots=True)
class Numeral:
    """A word that carries a number. ``joined``: و or ف stands before it; ``definite``: ال does.

    ``accusative``: as the first word it may be the dual as well (``مليونا شخص``). ``doubtful``: a scale that may be a
    unit (``m``). ``latin``: it is English.
    """

    role: Role
    value: Decimal
    joined: bool = False
    definite: bool = False
    accusative: bool = False
    doubtful: bool = False
    latin: bool = False


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases by their first word: the other words, and what the phrase means."""

    by_first: dict[str, list[tuple[tuple[str, ...], str]]]

    @staticmethod
    def of(meanings: dict[str, str]) -> Phrases:
        """Make a table of what phrases mean: meaning to phrases, ``_`` between their words, which are keys."""
        table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for meaning, phrases in meanings.items():
            for phrase in phrases.split():
                first, *rest = phrase.split("_")
                table.setdefault(first, []).append((tuple(rest), meaning))
        for entries in table.values():
            entries.sort(key=lambda e: -len(e[0]))
        return Phrases(table)


@dataclass(frozen=True, slots=True)
class NumberData:
    """All lists, folded."""

    months: Phrases
    month_words: frozenset[str]
    hijri_months: Phrases
    hijri_words: frozenset[str]
    hijri: frozenset[str]
    year_words: frozenset[str]
    day_nouns: frozenset[str]
    day_times: Phrases
    zones: Phrases
    clock_hours: frozenset[str]
    clock_words: Phrases
    goal: frozenset[str]
    beside: frozenset[str]
    same: frozenset[str]
    periods: dict[str, Decimal]
    period_duals: dict[str, Decimal]
    percent_signs: frozenset[str]
    percent: Phrases
    minus: frozenset[str]
    below_zero: Phrases
    currency_signs: dict[str, frozenset[str]]
    currency_codes: dict[str, frozenset[str]]
    currency_words: dict[str, frozenset[str]]
    currency_answers: dict[str, frozenset[str]]


def word_key(word: str) -> str:
    """Return the key of a word: folded, lower case."""
    return fold(word).casefold()


@cache
def number_data() -> NumberData:
    """Return the lists."""
    words = {name: frozenset(keys.split()) for name, keys in tables.WORDS.items()}
    phrases = {name: Phrases.of(meanings) for name, meanings in tables.PHRASES.items()}
    periods = {name: {k: Decimal(v) for k, v in _by_key(rows)} for name, rows in tables.PERIODS.items()}
    money = {name: {k: frozenset(v.split()) for k, v in _by_key(rows)} for name, rows in tables.CURRENCIES.items()}
    return NumberData(
        months=phrases["months"],
        month_words=words["month_words"],
        hijri_months=phrases["hijri_months"],
        hijri_words=words["hijri_words"],
        hijri=words["hijri"],
        year_words=words["year_words"],
        day_nouns=words["day_nouns"],
        day_times=phrases["day_times"],
        zones=phrases["zones"],
        clock_hours=words["clock_hours"],
        clock_words=phrases["clock_words"],
        goal=words["goal"],
        beside=words["beside"],
        same=words["same"],
        periods=periods["periods"],
        period_duals=periods["period_duals"],
        percent_signs=words["percent_signs"],
        percent=phrases["percent"],
        minus=words["minus"],
        below_zero=phrases["below_zero"],
        currency_signs=money["currency_signs"],
        currency_codes=money["currency_codes"],
        currency_words=money["currency_words"],
        currency_answers=money["currency_answers"],
    )


@cache
def _numerals() -> dict[str, str]:
    """Return what words mean as numbers, as the tables write it: most of them no text ever has."""
    return dict(_by_key(tables.NUMERALS))


def _by_key(rows: dict[str, str]) -> Iterator[tuple[str, str]]:
    for meaning, keys in rows.items():
        for key in keys.split():
            yield key, meaning


@lru_cache(maxsize=8192)
def numeral(key: str) -> Numeral | None:
    """Return what a word (a key) means as a number, also behind و ف ب ل ك ال."""
    table = _numerals()
    found = table.get(key)
    if found is not None:
        return _numeral(found)
    if len(key) < 4 or key.isascii():
        return None
    rest, joined = key, key[0] in "وف"
    if joined:
        rest = rest[1:]
        if rest in table:
            return _with(_numeral(table[rest]), joined, definite=False)
    if rest.startswith("لل"):
        rest = f"ا{rest[1:]}"
    elif rest[0] in "بلك":
        rest = rest[1:]
        if rest in table and len(rest) > 2:
            return _with(_numeral(table[rest]), joined, definite=False)
    if rest.startswith("ال") and rest[2:] in table:
        return _with(_numeral(table[rest[2:]]), joined, definite=True)
    return None


def _with(n: Numeral, joined: bool, *, definite: bool) -> Numeral:
    return Numeral(n.role, n.value, joined, definite, n.accusative, n.doubtful, n.latin)


def _numeral(meaning: str) -> Numeral:
    """Return the numeral a meaning says: role, value and what else is true of it, with slashes between."""
    role, value, *more = meaning.split("/")
    return Numeral(Role(role), Decimal(value), **dict.fromkeys(more, True))

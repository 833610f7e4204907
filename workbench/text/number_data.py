"""The word lists of ``data/numbers.toml``, read once and keyed for look-up."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from workbench.text.fold import fold

_FILE = Path(__file__).parent / "data" / "numbers.toml"


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
    def of(rows: Iterable[tuple[str, str]]) -> Phrases:
        """Make a table of (phrase with ``_`` or ``-`` between words, meaning)."""
        table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase, meaning in rows:
            first, *rest = (word_key(w) for w in phrase.replace("-", "_").split("_"))
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
    numerals: dict[str, Numeral]
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
    raw = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    hundred = raw["percent_hundred"].split()
    percent = [*raw["percent"].split(), *hundred, *(f"{p}{w}" for p in ("ب", "في_", "ب_") for w in hundred)]
    times = [(w, name) for name in ("morning", "afternoon") for w in raw[name].split()]
    return NumberData(
        months=_numbered(raw["months"]),
        month_words=_keys(raw["month_words"]),
        hijri_months=_numbered(raw["hijri_months"]),
        hijri_words=_keys(raw["hijri_words"]),
        hijri=_keys(raw["hijri"]),
        year_words=_keys(raw["year_words"]),
        day_nouns=_keys(raw["day_nouns"]),
        day_times=Phrases.of(times),
        zones=Phrases.of((w, "zone") for w in raw["zones"].split()),
        clock_hours=_keys(raw["clock_hours"]),
        clock_words=Phrases.of((w, name) for name in ("midnight", "noon") for w in raw[name].split()),
        goal=_keys(raw["goal"]),
        beside=_keys(raw["beside"]),
        same=_keys(raw["same"]),
        periods=_periods(raw["periods"]),
        period_duals=_periods(raw["period_duals"]),
        percent_signs=frozenset(raw["percent_signs"].split()),
        percent=Phrases.of((w, "percent") for w in percent),
        minus=_keys(raw["minus"]),
        below_zero=Phrases.of((w, "minus") for w in raw["below_zero"].split()),
        numerals=_numerals(raw),
        currency_signs=_currencies(raw, "signs", str),
        currency_codes=_currencies(raw, "codes", str),
        currency_words=_currencies(raw, "words", word_key),
        currency_answers=_currencies(raw, "also", word_key),
    )


@lru_cache(maxsize=8192)
def numeral(key: str) -> Numeral | None:
    """Return what a word (a key) means as a number, also behind و ف ب ل ك ال."""
    table = number_data().numerals
    found = table.get(key)
    if found is not None or len(key) < 4 or key.isascii():
        return found
    rest, joined = key, key[0] in "وف"
    if joined:
        rest = rest[1:]
        if rest in table:
            return _with(table[rest], joined, definite=False)
    if rest.startswith("لل"):
        rest = f"ا{rest[1:]}"
    elif rest[0] in "بلك":
        rest = rest[1:]
        if rest in table and len(rest) > 2:
            return _with(table[rest], joined, definite=False)
    if rest.startswith("ال") and rest[2:] in table:
        return _with(table[rest[2:]], joined, definite=True)
    return None


def _with(n: Numeral, joined: bool, *, definite: bool) -> Numeral:
    return Numeral(n.role, n.value, joined, definite, n.accusative, n.doubtful, n.latin)


def _keys(words: str) -> frozenset[str]:
    return frozenset(word_key(words).split())


def _periods(rows: dict[str, str]) -> dict[str, Decimal]:
    return {key: Decimal(years) for years, words in rows.items() for key in word_key(words).split()}


def _numbered(rows: Sequence[str]) -> Phrases:
    return Phrases.of((name, str(n)) for n, row in enumerate(rows, 1) for name in row.split())


def _currencies(raw: dict[str, Any], field: str, key: Any) -> dict[str, frozenset[str]]:
    out: dict[str, frozenset[str]] = {}
    for name, row in raw["currency"].items():
        for word in row.get(field, "").split():
            out[key(word)] = out.get(key(word), frozenset()) | {name}
    return out


def _numerals(raw: dict[str, Any]) -> dict[str, Numeral]:
    """Return all numerals by key. What is put in first stays: a cardinal before an ordinal before a hint."""
    out: dict[str, Numeral] = {}

    def put(role: Role, value: str | Decimal, words: str, **more: bool) -> None:
        for key in word_key(words).split():
            out.setdefault(key, Numeral(role, Decimal(value), latin=key.isascii(), **more))

    for value, words in raw["cardinals"].items():
        put(_cardinal_role(int(value)), value, words)
    forms = raw["scale_forms"]
    plural, doubtful, accusative, dual = (_keys(forms[k]) for k in ("plural", "doubtful", "accusative", "dual"))
    for power, words in raw["scales"].items():
        scale = Decimal(10) ** int(power)
        for word in words.split():
            key = word_key(word)
            put(Role.SCALES if key in plural else Role.SCALE, scale, word, doubtful=key in doubtful)
            for other in [k for k in accusative if k.removesuffix("ا") == key]:
                put(Role.SCALE, scale, other, accusative=True)
            for other in [k for k in dual if k in (f"{key}ان", f"{key}ين", f"{key}ي")]:
                put(Role.SCALE_DUAL, scale, other)
    for name, role in (("before_ten", Role.BEFORE_TEN), ("ordinals", Role.ORDINAL), ("decades", Role.DECADE)):
        for value, words in raw[name].items():
            put(role, value, words)
    ambiguous = _keys(raw["duals"]["ambiguous"])
    for kind in ("nouns", "people"):
        for noun in raw["duals"][kind].split():
            stem = f"{noun[:-1]}ت" if noun.endswith("ة") else noun
            for ending in ("ان", "ين"):
                unsure = word_key(stem + ending) in ambiguous or (kind == "people" and ending == "ين")
                put(Role.HINT if unsure else Role.DUAL, "2", stem + ending)
    for name, role in (("fractions", Role.FRACTION), ("hints", Role.HINT), ("guesses", Role.GUESS)):
        for value, words in raw[name].items():
            put(role, value, words)
    return out


def _cardinal_role(value: int) -> Role:
    if value == 10:
        return Role.TEN
    if value < 10:
        return Role.ONES
    if value < 20:
        return Role.TEENS
    return Role.TENS if value < 100 else Role.HUNDREDS

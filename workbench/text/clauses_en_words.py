"""English words as the clause rules see them: verbs, titles, names and dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

from workbench.text.clause_text import Word
from workbench.text.language_data import word_lists

_PAST = regex.compile(r"[a-z]{3,}ed")
_THIRD = regex.compile(r"[a-z]{2,}[^sui\W\d]s")
_DAY = regex.compile(r"\d{1,2}(?:st|nd|rd|th)?")
_YEAR = regex.compile(r"(?:1\d|20)\d\d")
_TITLE_REACH = 8
"""A title stands at most so many words before the comma its name follows."""
_NAME = 3
"""A chunk of at most so many words, all with a capital, is a name or a place."""


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of ``data/en.clauses.toml``; ``verbs`` are all finite forms that are known."""

    subjects: frozenset[str]
    determiners: frozenset[str]
    openers: frozenset[str]
    verbs: frozenset[str]
    not_past: frozenset[str]
    reporting: frozenset[str]
    strong: frozenset[str]
    weak: frozenset[str]
    fronting: frozenset[str]
    titles: frozenset[str]
    months: frozenset[str]
    weekdays: frozenset[str]
    name_ends: frozenset[str]


@cache
def lists() -> Lists:
    """Return the lists, read once."""
    raw = word_lists("en.clauses", str.lower)
    return Lists(
        subjects=raw["subjects"],
        determiners=raw["determiners"],
        openers=raw["subjects"] | raw["pronouns"] | raw["determiners"],
        verbs=raw["auxiliaries"] | raw["irregular"] | raw["third_person"],
        not_past=raw["not_past"],
        reporting=raw["reporting"],
        strong=raw["strong"],
        weak=raw["weak"],
        fronting=raw["fronting"],
        titles=raw["titles"],
        months=raw["months"],
        weekdays=raw["weekdays"],
        name_ends=raw["name_ends"],
    )


def capital(word: Word) -> bool:
    """Whether a word begins with a capital letter."""
    return word.bare[:1].isupper()


def verb_at(words: Sequence[Word], at: int) -> bool:
    """Whether a finite verb stands at ``at``: a known form, a past in -ed, a form in -s between a noun and a determiner.

    ``the affected`` is none. ``the Lessor agrees that`` is known; ``the report names the towns`` is told by its
    neighbours, since most words in -s are nouns in the plural, and those stand before no determiner.
    """
    known = lists()
    word = words[at]
    if word.key in known.verbs:
        return True
    if capital(word):
        return False
    before = words[at - 1] if at else word
    if _PAST.fullmatch(word.key):
        return word.key not in known.not_past and before.key not in known.determiners | known.fronting
    if not _THIRD.fullmatch(word.key) or word.raw != word.bare or not 0 < at < len(words) - 1:
        return False
    behind = words[at + 1]
    return (
        behind.key in known.determiners
        and before.raw == before.bare
        and not (before.key in known.openers or before.key in known.fronting)
    )


def belongs(before: Sequence[Word], after: Sequence[Word]) -> bool:
    """Whether a comma between two chunks stands inside a name, a date or a place: ``March 12, 2014``; ``Smith, Jr.``.

    A title anywhere in the chunk before, no verb behind it, is followed by its name: ``the Secretary of State, John``.
    """
    known = lists()
    last, first = before[-1], after[0]
    if first.key in known.name_ends:
        return True
    if _YEAR.fullmatch(first.bare) and (_DAY.fullmatch(last.key) or last.key in known.months):
        return True
    if last.key in known.weekdays and (first.key in known.months or _DAY.fullmatch(first.key)):
        return True
    if not capital(first) or first.key in known.openers:
        return False
    return (capital(last) and is_name(after)) or titled(before)


def is_name(chunk: Sequence[Word]) -> bool:
    """Whether a chunk is nothing but a name: ``Egypt``, ``John Kerry``."""
    return 0 < len(chunk) <= _NAME and all(capital(w) for w in chunk) and chunk[0].key not in lists().openers


def titled(chunk: Sequence[Word]) -> bool:
    """Whether a chunk ends in a title with what belongs to it: ``met the Foreign Minister of the island``."""
    known = lists()
    tail = chunk[-_TITLE_REACH:]
    for at in range(len(tail) - 1, -1, -1):
        if tail[at].key in known.titles:
            return True
        if verb_at(tail, at):
            return False
    return False

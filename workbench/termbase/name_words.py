"""Words that show names, and the common parts of personal names: what the data files say, folded for looking up."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from workbench.termbase.data_files import text_of
from workbench.text.fold import fold


class Part(NamedTuple):
    """A part of a personal name in English. A ``word`` is an ordinary word as well; a ``foreign`` one is no Arabic name."""

    english: str
    word: bool = False
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class ArabicWords:
    """The cue words of Arabic news, folded safely and without article."""

    titles: frozenset[str]
    said: frozenset[str]
    after_said: frozenset[str]
    before_places: frozenset[str]
    near: frozenset[str]
    before_groups: frozenset[str]
    offices: frozenset[str]
    joints: frozenset[str]
    never: frozenset[str]
    groups: Mapping[str, str]
    places: frozenset[str]
    ministries: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class EnglishWords:
    """The cue words of English news, in small letters."""

    titles: frozenset[str]
    said: frozenset[str]
    groups: frozenset[str]
    near: frozenset[str]
    never: frozenset[str]


@cache
def parts() -> Mapping[str, Part]:
    """Return the common parts of personal names by their Arabic, folded safely; of two words too (عبد الله)."""
    return _table("name_parts.tsv")


@cache
def places() -> Mapping[str, Part]:
    """Return well-known places by their Arabic, folded safely, with their article."""
    return _table("name_places.tsv")


def _table(name: str) -> dict[str, Part]:
    out: dict[str, Part] = {}
    for line in text_of(name).splitlines():
        if not line.startswith("#"):
            arabic, english, *flags = line.split("\t")
            marks = flags[0].split() if flags else []
            out.setdefault(fold(arabic), Part(english, "word" in marks, "foreign" in marks))
    return out


@cache
def arabic_of() -> Mapping[str, str]:
    """Return the Arabic of the common parts and of the well-known places by their English in small letters.

    The first of several that are written alike.
    """
    out: dict[str, str] = {}
    for name in ("name_parts.tsv", "name_places.tsv"):
        for line in text_of(name).splitlines():
            if not line.startswith("#"):
                arabic, english, *_flags = line.split("\t")
                out.setdefault(english.casefold(), arabic)
    return out


@cache
def english_places() -> frozenset[str]:
    """Return the well-known places in English, in small letters."""
    return frozenset(p.english.casefold() for p in places().values() if not p.word)


@cache
def arabic_words() -> ArabicWords:
    """Return the cue words of Arabic."""
    data = tomllib.loads(text_of("name_words.toml"))["ar"]

    def words(name: str) -> frozenset[str]:
        return frozenset(fold(w) for w in data[name].split())

    return ArabicWords(
        words("titles"),
        words("said"),
        words("after_said"),
        words("before_places"),
        words("near"),
        words("before_groups"),
        words("offices"),
        words("joints"),
        words("never"),
        {fold(k): v for k, v in data["groups"].items()},
        frozenset(fold(w) for w in data["places"]["words"].split()),
        {fold(k): v for k, v in data["ministries"].items()},
    )


@cache
def english_words() -> EnglishWords:
    """Return the cue words of English."""
    data = tomllib.loads(text_of("name_words.toml"))["en"]
    return EnglishWords(*(frozenset(data[n].split()) for n in ("titles", "said", "groups", "near", "never")))

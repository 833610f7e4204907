"""The data files of the languages, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from workbench.errors import UsageError
from workbench.model import LANGUAGES
from workbench.text.fold import T2, fold, fold_key

_ABBREVIATIONS = ("never_end", "may_end", "units", "before_number", "capital_only", "clock")
PARTICLES = "وفبلك"
"""What is joined to the word behind it: and, so, in, to, like."""
_FOLDER = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class StructureData:
    """The lists under ``[structure]``, as keys of lines (:func:`line_key`).

    Where the beginning of a line counts, the keys stand under their first word.
    """

    home: frozenset[str]
    boxes: Mapping[str, tuple[str, ...]]
    box_heads: frozenset[str]
    box_ends: frozenset[str]
    comments: frozenset[str]
    counted_comments: frozenset[str]
    tags: frozenset[str]
    buttons: frozenset[str]
    labels: frozenset[str]
    furniture: Mapping[str, tuple[str, ...]]
    rights: tuple[str, ...]
    menu: frozenset[str]
    bylines: frozenset[str]
    byline_starts: Mapping[str, tuple[str, ...]]
    credits: Mapping[str, tuple[str, ...]]
    byline_ends: tuple[str, ...]
    dates: Mapping[str, tuple[str, ...]]
    date_ends: tuple[str, ...]
    agencies: frozenset[str]
    places: frozenset[str]
    no_dateline: frozenset[str]


@dataclass(frozen=True, slots=True)
class LanguageData:
    """What ``data/<language>.toml`` says; see there for the meaning of each list.

    ``longest`` is the length of the longest abbreviation with a letter that may be joined to it; ``abbreviations`` are all
    that a rule has a word to say about, in small letters, with the letters that may be joined to them.
    """

    language: str
    never_end: frozenset[str]
    may_end: frozenset[str]
    before_number: frozenset[str]
    capital_only: frozenset[str]
    number_labels: frozenset[str]
    letter_labels: frozenset[str]
    units: frozenset[str]
    attributions: frozenset[str]
    cited_words: int
    clock: frozenset[str]
    after_clock: frozenset[str]
    starters: frozenset[str]
    longest: int
    abbreviations: frozenset[str]
    quoted_words: int
    whole_quoted_words: int
    structure: StructureData


def line_key(text: str) -> str:
    """Return the key under which repeated lines meet: loosely folded, punctuation as space."""
    return " ".join("".join(c if c.isalnum() else " " for c in fold(text, T2).casefold()).split())


_SHARED = (
    "boxes",
    "box_heads",
    "box_ends",
    "comments",
    "counted_comments",
    "tags",
    "buttons",
    "labels",
    "furniture",
    "rights",
    "menu",
    "agencies",
    "credits",
)
"""What an Arabic page has in English as well."""


def _structure_data(name: str, own: Mapping[str, Any]) -> StructureData:
    """Return the lists of a language, for Arabic with those English ones that stand on its pages."""
    english = _read("en")["structure"] if name != "en" else {}

    def keys(what: str) -> list[str]:
        return [line_key(w) for w in (*own.get(what, ()), *(english.get(what, ()) if what in _SHARED else ()))]

    def whole(what: str) -> frozenset[str]:
        return frozenset(keys(what))

    def beginnings(what: str) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for key in keys(what):
            first = key.split(" ", 1)[0]
            found[first] = (*found.get(first, ()), key)
        return found

    def ends(what: str) -> tuple[str, ...]:
        return tuple(" " + key for key in keys(what))

    return StructureData(
        home=whole("home"),
        boxes=beginnings("boxes"),
        box_heads=whole("box_heads"),
        box_ends=whole("box_ends"),
        comments=whole("comments"),
        counted_comments=whole("counted_comments"),
        tags=whole("tags"),
        buttons=whole("buttons"),
        labels=whole("labels"),
        furniture=beginnings("furniture"),
        rights=tuple(keys("rights")),
        menu=whole("menu"),
        bylines=whole("bylines"),
        byline_starts=beginnings("byline_starts"),
        credits=beginnings("credits"),
        byline_ends=ends("byline_ends"),
        dates=beginnings("dates"),
        date_ends=ends("date_ends"),
        agencies=whole("agencies"),
        places=whole("places"),
        no_dateline=whole("no_dateline"),
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def language_data(language: str) -> LanguageData:
    """Return the data of a language (``ar`` or ``en``; a region is ignored).

    Raises :class:`UsageError` for any other language.
    """
    name = language.split("-")[0].casefold()
    if name not in LANGUAGES:
        raise UsageError(f"There are no rules for the language {language!r}.", f"It is one of: {', '.join(LANGUAGES)}.")
    raw = _read(name)
    return LanguageData(
        language=name,
        never_end=frozenset(raw["never_end"]),
        may_end=frozenset(raw["may_end"]),
        before_number=frozenset(raw.get("before_number", ())),
        capital_only=frozenset(raw.get("capital_only", ())),
        number_labels=frozenset(raw.get("number_labels", ())),
        letter_labels=frozenset(raw.get("letter_labels", ())),
        units=frozenset(raw.get("units", ())),
        attributions=frozenset(fold_key(w) for w in raw.get("attributions", ())),
        cited_words=raw.get("cited_words", 0),
        clock=frozenset(raw.get("clock", ())),
        after_clock=frozenset(raw.get("after_clock", ())),
        longest=1 + max(len(w) for key in _ABBREVIATIONS for w in raw.get(key, ())),
        abbreviations=_with_particles({w for key in _ABBREVIATIONS for w in raw.get(key, ())})
        | (language_data("en").abbreviations if name == "ar" else frozenset()),
        starters=frozenset(fold_key(w) for w in raw["starters"]),
        quoted_words=raw["quoted_words"],
        whole_quoted_words=raw["whole_quoted_words"],
        structure=_structure_data(name, raw["structure"]),
    )


def _with_particles(words: set[str]) -> frozenset[str]:
    return frozenset(words | {particle + word for word in words for particle in PARTICLES})


def word_lists(name: str, fold_word: Callable[[str], str]) -> dict[str, frozenset[str]]:
    """Return the word lists of ``data/<name>.toml``: words between white space, folded."""
    raw = _read(name)
    return {key: frozenset(fold_word(w) for w in value.split()) for key, value in raw.items()}

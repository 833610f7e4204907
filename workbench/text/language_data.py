"""The data files of the languages, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workbench.errors import UsageError
from workbench.model import LANGUAGES
from workbench.text.fold import T2, fold, fold_key

_ABBREVIATIONS = ("never_end", "may_end", "units", "before_number", "capital_only", "clock")
PARTICLES = "وفبلك"
"""What is joined to the word behind it: and, so, in, to, like."""
_FOLDER = Path(__file__).parent / "data"


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
    home: frozenset[str]
    boilerplate: tuple[str, ...]
    box_heads: frozenset[str]
    buttons: frozenset[str]
    bylines: tuple[str, ...]


def line_key(text: str) -> str:
    """Return the key under which repeated lines meet: loosely folded, punctuation as space."""
    return " ".join("".join(c if c.isalnum() else " " for c in fold(text, T2).casefold()).split())


@cache
def language_data(language: str) -> LanguageData:
    """Return the data of a language (``ar`` or ``en``; a region is ignored).

    Raises :class:`UsageError` for any other language.
    """
    name = language.split("-")[0].casefold()
    if name not in LANGUAGES:
        raise UsageError(f"There are no rules for the language {language!r}.", f"It is one of: {', '.join(LANGUAGES)}.")
    raw = tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    structure = raw["structure"]
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
        home=frozenset(line_key(w) for w in structure["home"]),
        boilerplate=tuple(line_key(w) for w in structure["boilerplate"]),
        box_heads=frozenset(line_key(w) for w in structure["box_heads"]),
        buttons=frozenset(line_key(w) for w in structure["buttons"]),
        bylines=tuple(structure["bylines"]),
    )


def _with_particles(words: set[str]) -> frozenset[str]:
    return frozenset(words | {particle + word for word in words for particle in PARTICLES})


def word_lists(name: str, fold_word: Callable[[str], str]) -> dict[str, frozenset[str]]:
    """Return the word lists of ``data/<name>.toml``: words between white space, folded."""
    raw = tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return {key: frozenset(fold_word(w) for w in value.split()) for key, value in raw.items()}

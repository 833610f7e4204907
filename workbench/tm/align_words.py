"""What a sentence is made of for alignment: stems, numbers, terms and the marks that travel.

Every sentence becomes a set of *traits*, short strings. What comes first says what a trait is: ``#`` a number with the values
it can mean, ``@`` a concept of a glossary, ``~`` a Latin word in an Arabic text, a sign itself for punctuation, else a stem.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import regex

from workbench.text.fold import T2, fold
from workbench.text.number_hits import NumberForm, NumberHit, NumberKind
from workbench.text.numbers import find_numbers
from workbench.text.tokens import token_spans

MARKS = {
    "?": "?", "؟": "?", "!": "!", '"': '"', "“": '"', "”": '"', "«": '"', "»": '"', "„": '"', "(": "(", "[": "(", ":": ":",
    "%": "%", "٪": "%", "/": "/", ";": ";", "؛": ";",
}  # fmt: skip
"""Signs that mostly stand in both languages, each as the trait it is. Commas and stops follow each language's own habit."""
STEM = 6
"""A Latin stem has at most so many letters: "establish" and "established", "politics" and "political" meet."""
_MARKS = regex.compile("[" + regex.escape("".join(MARKS)) + "]")
_LATIN = regex.compile(r"\p{Latin}")
_ENGLISH_ENDS = ("ings", "ing", "ied", "ies", "ed", "es", "ly", "s", "e", "y")
_PREFIXES = ("وال", "بال", "كال", "فال", "ولل", "لل", "ال", "و", "ف", "ب", "ل", "ك", "س")
_SUFFIXES = ("هما", "تين", "تان", "ها", "ان", "ات", "ون", "ين", "يه", "هم", "نا", "ته", "وا", "ه", "ي", "ا", "ت")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence to be aligned. ``block`` is the number of its paragraph, ``terms`` the ids of the concepts found in it."""

    text: str
    block: int = 0
    terms: frozenset[str] = frozenset()


@dataclass(slots=True)
class Traits:
    """The traits of all sentences of one side.

    ``names`` are the Latin words that look like names, as written, by stem; ``surfaces`` the Arabic words as written.
    """

    each: list[frozenset[str]] = field(default_factory=list)
    names: dict[str, set[str]] = field(default_factory=dict)
    surfaces: dict[str, set[str]] = field(default_factory=dict)


@lru_cache(200_000)
def english_stem(word: str) -> str:
    """Return a small-letter word without its ending, cut to :data:`STEM` letters. Crude on purpose: a key, no word."""
    word = word.removesuffix("'s").removesuffix("’s")
    for end in _ENGLISH_ENDS:
        if word.endswith(end) and len(word) - len(end) >= 3:
            word = word[: -len(end)]
            break
    return word[:STEM]


@lru_cache(200_000)
def arabic_stem(word: str) -> str:
    """Return a word without the particles before and the endings behind it, three letters left at least.

    The light stemming that served retrieval best (light10: L. Larkey, L. Ballesteros, M. Connell, SIGIR 2002), with the
    one-letter particles and the signs of a verb besides; folded loosely.
    """
    word = fold(word, T2)
    for _ in range(2):
        prefix = next((p for p in _PREFIXES if word.startswith(p) and len(word) - len(p) >= 3), "")
        word = word[len(prefix) :]
        if not prefix or prefix.endswith("ل"):
            break
    for _ in range(2):
        word = next((word[: -len(s)] for s in _SUFFIXES if word.endswith(s) and len(word) - len(s) >= 3), word)
    return word


def arabic_traits(sentences: Sequence[Sentence]) -> Traits:
    """Return the traits of Arabic sentences."""
    out = Traits()
    for sentence in sentences:
        traits, words = _common(sentence)
        for word, _start in words:
            if _LATIN.match(word):
                traits.add(f"~{english_stem(word.lower())}")
            else:
                stem = arabic_stem(word)
                if len(stem) > 1:
                    traits.add(stem)
                    out.surfaces.setdefault(stem, set()).add(word)
        out.each.append(frozenset(traits))
    return out


def english_traits(sentences: Sequence[Sentence]) -> Traits:
    """Return the traits of English sentences, and which of their stems look like names.

    A capital is the sign of one; at the beginning of a sentence it counts only for a word that never stands small.
    """
    out = Traits()
    small: set[str] = set()
    first: dict[str, set[str]] = {}
    for sentence in sentences:
        traits, words = _common(sentence)
        for n, (word, _start) in enumerate(words):
            stem = english_stem(word.lower())
            if len(stem) > 1 and not word.isdigit():
                traits.add(stem)
            if word[:1].isupper() and len(word) > 2:
                (out.names if n else first).setdefault(stem, set()).add(word)
            elif word[:1].islower():
                small.add(stem)
        out.each.append(frozenset(traits))
    for stem, words_ in first.items():
        if stem not in small:
            out.names.setdefault(stem, set()).update(words_)
    return out


def _common(sentence: Sentence) -> tuple[set[str], list[tuple[str, int]]]:
    """Return the traits that are made alike in both languages, and the words that are in no number."""
    text = sentence.text
    traits = {MARKS[m] for m in _MARKS.findall(text)}
    traits.update(f"@{term}" for term in sentence.terms)
    hits = find_numbers(text, words=True)
    traits.update(_number_traits(hits))
    taken = [(h.start, h.end) for h in hits if h.form is not NumberForm.GUESS]
    words = []
    at = 0
    for word, (start, _end) in zip(*token_spans(text), strict=True):
        while at < len(taken) and taken[at][1] <= start:
            at += 1
        if at == len(taken) or start < taken[at][0]:
            words.append((word, start))
    return traits, words


def _number_traits(hits: Iterable[NumberHit]) -> set[str]:
    """Return a trait for each number; a date gives its parts, which the other language may write apart."""
    out: set[str] = set()
    for hit in hits:
        if hit.form is NumberForm.GUESS:
            continue
        sign = "#" if hit.digits else "#~"
        if hit.kind is NumberKind.DATE:
            parts = {p for value in hit.values for p in value.removesuffix("-AH").split("-")} - {"?"}
            out.update(f"{sign}{p}" for p in parts)
        elif hit.kind is NumberKind.TIME:
            out.add(sign + "|".join(sorted(v.removesuffix(":00") for v in hit.values)))
        else:
            out.add(sign + "|".join(sorted(v.lstrip("-") for v in hit.values)))
    return out

"""How often Arabic words are seen, for the guard of single words.

The shipped list holds 60,519 words of 1.35 million (news, health texts, program messages, an old Bible, names); counts
only, made by :mod:`workbench.termbase.count_words`. What the user's own memory holds is added to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import cache, cached_property
from typing import Protocol

from workbench.termbase.data_files import text_of, words_of
from workbench.text.fold import T1, fold
from workbench.text.fold_many import folder
from workbench.text.tokens import token_texts

_fold_safely = folder(T1)


class Counts(Protocol):
    """Tells how often a safely folded word was seen; a plain dict does."""

    def get(self, word: str, default: int, /) -> int:
        """Return how often, ``default`` when never."""


@cache
def shipped() -> Mapping[str, int]:
    """Return the list that comes with the program; read when first asked for."""
    rows = (line.partition("\t") for line in text_of("ar_words.tsv").splitlines() if not line.startswith("#"))
    return {word: int(count) for word, _, count in rows}


@cache
def whole_words() -> frozenset[str]:
    """Return the names that are never read as a proclitic and a stem, folded safely."""
    return frozenset(map(fold, words_of("whole_words.txt")))


class TextCounts:
    """The counts of some texts, got and counted when a word is first asked for."""

    def __init__(self, texts: Callable[[], Iterable[str]]) -> None:
        self._texts = texts

    @cached_property
    def _counts(self) -> Mapping[str, int]:
        # All at once, in compiled code.
        return Counter(token_texts(_fold_safely("\n".join(self._texts()))))

    def get(self, word: str, default: int = 0, /) -> int:
        """Return how often a word stands in the texts."""
        return self._counts.get(word, default)


class WordCounts:
    """The shipped counts and others added up; nothing is read before a word is asked for."""

    def __init__(self, *others: Counts) -> None:
        self._others = others

    def get(self, word: str, default: int = 0, /) -> int:
        """Return how often a word was seen in all of them."""
        return sum((c.get(word, 0) for c in self._others), shipped().get(word, 0)) or default


def plausible(
    whole: str, proclitic: str, stem: str, counts: Counts, protect: Container[str] = (), *, begins: bool = False
) -> bool:
    """Return whether a word is likelier a bare proclitic and ``stem`` than a word of its own: ولندن, but not وليد.

    Law of the guard: in every reading that takes less off (of وبلال: بلال), the rest must not be seen more than twice as
    often as the stem, and must not be known as a word of its own: one that takes the article, a preposition before what
    would be the proclitic (الوليد, لوليد), as no proclitic does, or the prefix of a verb (كسرت, يكسر). A stem that is
    itself mostly a preposition and a more frequent word (ليد) proves nothing. Where neither was ever seen, three letters
    are enough: an unknown word that is a known name behind a proclitic is seldom anything else. Protected words and known
    names are never parted, unless the text shows that a word ``begins`` with the stem (بأسيل is not باسيل). All words are
    folded safely.
    """
    whole_names = whole_words()
    seen = _own(stem, counts)
    for taken in range(len(proclitic)):
        rest = whole[taken:]
        if not begins and (rest in whole_names or rest in protect):
            return False
        often = counts.get(rest, 0)
        if often and seen < 0.5 * often:
            return False
        article, *others = (counts.get(form, 0) for form in _other_forms(rest))
        # One other form alone may be a chance likeness (بوكمال is a town).
        lexeme = article + sum(others) if article or sum(map(bool, others)) > 1 else 0
        if lexeme and seen < LEXEME * (often + lexeme):
            return False
    if proclitic[-1] == "ل" and stem[0] == "ل":
        # لليد: the article is likelier than ل before a word in ل.
        article = counts.get(stem[1:], 0) + counts.get("ال" + stem[1:], 0)
        if article and seen < 0.5 * article:
            return False
    return len(stem) >= SHORTEST


SHORTEST = 3
"""Letters of the shortest stem behind a bare proclitic."""
LEXEME = 10
"""So many times as often a stem must be seen as a word that is known to take the article."""
_BEFORE = {**dict.fromkeys("وفبك", ("ب", "ك", "ل")), "ل": ("ب", "ك")}
"""Prepositions: none stands before a conjunction or another one, so a word behind one is whole; لل would be the article."""


def _other_forms(word: str) -> Iterator[str]:
    """Yield forms that show a word to be one: with the article, behind a preposition, as a verb of the present."""
    for before in ("ال", "لل", *_BEFORE.get(word[0], ())):
        yield before + word
    verb = word[:-1] if word.endswith("ت") else word
    for before in "يتن":
        yield before + verb


def _own(stem: str, counts: Counts) -> int:
    """Return how often the stem is seen as a word that begins where it begins."""
    seen = counts.get(stem, 0)
    if seen and stem[0] in "بكلوف" and counts.get(stem[1:], 0) > seen and len(stem) <= SHORTEST:
        return 0
    return seen

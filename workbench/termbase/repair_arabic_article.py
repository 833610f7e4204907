"""The Arabic article where a target has one too few or too many: في قاهرة, الدمشق.

Most names are words as well once their article is off (مدينة, خليل, بيضاء), and without one they become words with it
(الجنين, الصالح). So a lone name is put right only where that other word is hardly ever seen and nothing beside it says that
it is meant: ظروف قاهرة, قاهرة المعز.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache

from workbench.termbase.arabic import has_article
from workbench.termbase.data_files import text_of
from workbench.termbase.places import Place
from workbench.termbase.places_arabic import ArabicTarget, ArabicWord, arabic_word, readings
from workbench.termbase.told_apart import seen
from workbench.text.fold import T1, T2, fold
from workbench.text.tokens import tokens

RARELY = 0.1
"""A word without its article that is seen no oftener, beside the word with it, is none of its own."""
ARTICLE_OF_THE_NAME = ("place", "person")
"""Kinds of concepts whose article is part of the name; that of any other says whether one is known that is meant."""
SHORTEST, SHORTEST_PERSON = 4, 6
"""So many letters a lone name has that a needless article is taken from."""


@cache
def _words(name: str) -> frozenset[str]:
    """Return a list of ``data/article_words.toml``, folded loosely."""
    return frozenset(fold(w, T2) for w in tomllib.loads(text_of("article_words.toml"))[name].split())


def differs(text: ArabicTarget, place: Place, kind: str) -> bool:
    """Whether the name of a person or a place stands somewhere as it is but for its articles: titles may be indefinite."""
    if kind not in ARTICLE_OF_THE_NAME:
        return False
    form = [arabic_word(t.text) for t in tokens(place.form)]
    if len(form) != place.last - place.first:
        return False
    found = _read(text, place.first, place.last, place.proclitic, form)
    if found is None or all(a == w.article for a, w in zip(found, form, strict=True)):
        return False
    if len(form) > 1:
        return any(a == w.article for a, w in zip(found, form, strict=True))
    return may_differ(text, place.first, place.proclitic, form[0], kind, article=found[0])


def as_definite(text: ArabicTarget, place: Place, new: str) -> str:
    """Return what is put in for a form as definite as that stands there: الهيئة for المجلس, where they are هيئة and مجلس.

    '' where that would take more than an article at its single word.
    """
    form = [arabic_word(t.text) for t in tokens(place.form)]
    found = (
        _read(text, place.first, place.last, place.proclitic, form) if len(form) == place.last - place.first else None
    )
    words = [arabic_word(t.text) for t in tokens(new)]
    if found is None or found[0] == form[0].article or found[0] == words[0].article:
        return new
    if len(form) > 1 or len(words) > 1:
        return ""
    return f"ال{new}" if found[0] else new[2:]


def _read(text: ArabicTarget, first: int, last: int, proclitic: str, form: Sequence[ArabicWord]) -> list[bool] | None:
    """Return which words have an article where their stems are those of a form, None where they are not."""
    out = []
    for n, word in zip(range(first, last), form, strict=True):
        ways = [
            a for p, a, stem in readings(text.folded[n]) if p == (proclitic if n == first else "") and stem == word.stem
        ]
        if not ways:
            return None
        out.append(word.article if word.article in ways else ways[0])
    return out


def written(text: ArabicTarget, at: int, proclitic: str, *, article: bool) -> str:
    """Return a word of the target folded safely, without its proclitic and article."""
    word = fold(text.words[at].text, T1)[len(proclitic) :]
    return word[1 if proclitic.endswith("ل") else 2 :] if article else word


def may_differ(text: ArabicTarget, at: int, proclitic: str, word: ArabicWord, kind: str, *, article: bool) -> bool:
    """Whether the word at ``at`` may be a lone name: if its article is not that of the name, it must be a likely one."""
    if article == word.article:
        return True
    stem = written(text, at, proclitic, article=article)
    loose = fold(stem, T2)
    if loose in _words("words"):
        return False
    if kind not in ARTICLE_OF_THE_NAME:
        return False
    if not word.article:
        long = len(stem) >= (SHORTEST if kind == "place" else SHORTEST_PERSON)
        return long and not seen(stem, article=True)
    if (
        len(stem) < SHORTEST
        or seen(stem) > seen(stem, article=True) * RARELY
        or (stem.endswith("ية") and seen(stem[:-1]))
    ):
        return False
    if kind == "person" and not stem.endswith("ي"):
        return False
    following = text.folded[at + 1] if at + 1 < len(text.folded) and text.adjacent(at, at + 2) else ""
    if has_article(following) and following not in _words("adverbs"):
        return False
    if proclitic.strip("وف"):
        return True
    if proclitic:
        return not loose.endswith("ه")
    before = text.folded[at - 1] if at and text.adjacent(at - 1, at + 1) else ""
    return not before or before in _words("before")

"""How alike two spellings of a foreign name are in Arabic letters.

Arabic writes one foreign sound with several letters (غ ج ق ك for g, ث ت س, ط ت, ز ذ ظ) and a short vowel with a letter or
with none: كوبنهاجن and كوبنهاغن, نياغارا and نياجرا. So an edit within such a class and of a vowel letter costs little, any
other edit more than a letter. What makes another word of a name is no spelling of it: الإيراني is not إيران.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

_CLASSES = ("غجقكگخ", "جچشژز", "ثتس", "طت", "زذظض", "دضذ", "صسزش", "حهخ", "بپ", "فڤو", "ثذ")
_VOWELS = frozenset("اوي")
_RELATIONS = ("يون", "يين", "يات", "يه", "يا", "ي")
CLASS, VOWEL, OTHER_VOWEL, LETTER, CHANGE = 0.25, 0.3, 0.5, 1.2, 1.5
SHORT = 4
"""A word of so few letters may differ in letters of one class, and in no more."""


@lru_cache(20_000)
def _change(a: str, b: str) -> float:
    if a == b:
        return 0.0
    if any(a in c and b in c for c in _CLASSES):
        return CLASS
    if a in _VOWELS and b in _VOWELS:
        return OTHER_VOWEL
    return CHANGE


def _loss(letter: str) -> float:
    return VOWEL if letter in _VOWELS else LETTER


@lru_cache(100_000)
def distance(a: str, b: str) -> float:
    """Return what turning one loosely folded word into the other costs, in letters. Law: symmetric; 0 for equal ones."""
    row = [0.0]
    for letter in b:
        row.append(row[-1] + _loss(letter))
    for x in a:
        last, row = row, [row[0] + _loss(x)]
        for n, y in enumerate(b, 1):
            # A doubled letter is one letter written twice.
            row.append(min(last[n] + _loss(x), row[n - 1] + _loss(y), last[n - 1] + _change(x, y)))
    return row[-1]


def _relation(word: str) -> str:
    return next((r for r in _RELATIONS if word.endswith(r) and len(word) - len(r) >= 2), "")


@lru_cache(100_000)
def sim(a: str, b: str) -> float:
    """Return how alike two loosely folded words without article are, 0 to 1; 0 when one is an adjective of the other."""
    if a == b:
        return 1.0
    if _relation(a) != _relation(b):
        return 0.0
    if a[-1:] != b[-1:] and {a[-1:], b[-1:]} <= set("ايوه") and {a[-1:], b[-1:]} != set("اه"):
        return 0.0
    if {a[-1:], b[-1:]} == set("اه"):
        a, b, extra = a[:-1], b[:-1], 0.2
    else:
        extra = 0.0
    cost = distance(a, b) + extra
    if min(len(a), len(b)) <= SHORT and cost > CLASS:
        return 0.0
    return max(0.0, 1.0 - cost / max(len(a), len(b)))


def score(approved: Sequence[str], candidate: Sequence[str]) -> float:
    """Return how alike two names are, 0 to 1: the mean of their words by length, at most .10 above the worst.

    With another number of words they are compared as one word, .02 less.
    """
    if len(approved) != len(candidate):
        return sim("".join(approved), "".join(candidate)) - 0.02
    each = [sim(a, b) for a, b in zip(approved, candidate, strict=True)]
    mean = sum(s * len(a) for s, a in zip(each, approved, strict=True)) / max(1, sum(map(len, approved)))
    return min(mean, min(each) + 0.10)

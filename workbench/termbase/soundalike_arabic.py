"""How alike two spellings of a foreign name are in Arabic letters.

Arabic writes one foreign sound with several letters (غ ج ق ك for g, ث ت س, ط ت, ز ذ ظ) and a short vowel with a letter or
with none: كوبنهاجن and كوبنهاغن, نياغارا and نياجرا. So an edit within such a class and of a vowel letter costs little, any
other edit more than a letter. What makes another word of a name is no spelling of it: الإيراني is not إيران.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from workbench.termbase.told_apart import own_names

_CLASSES = ("غجقكگخ", "جچشژز", "ثتس", "طت", "زذظض", "دضذ", "صسزش", "حهخ", "بپ", "فڤو", "ثذ")
_DIGRAPHS = (("تش", "چ"), ("دج", "ج"), ("كس", "س"))
_VOWELS = frozenset("اوي")
_RELATIONS = ("يون", "يين", "يات", "يه", "يا", "ي")
_ENDS = frozenset("ايوه")
CLASS, VOWEL, OTHER_VOWEL, TWICE, LETTER, CHANGE = 0.25, 0.3, 0.5, 0.3, 1.2, 1.5
SHORT = 4
"""A word of so few letters may differ in letters of one class, and in no more, unless the rest of its name stands by it."""
JOINED = 0.92
"""How alike a name must be that is written with a space more or less."""
_COMMON = frozenset({"الله", "دين", "رحمن", "عبد", "ابو", "بن", "ابن", "ام"})
"""Words of so many names that they vouch for none."""
VOUCHING = 0.90
"""How alike a word must be for the others of its name to be judged as parts of it."""


@lru_cache(20_000)
def _change(a: str, b: str) -> float:
    if a == b:
        return 0.0
    if any(a in c and b in c for c in _CLASSES):
        return CLASS
    if (a in _VOWELS and b in _VOWELS) or {a, b} == {"ا", "ع"}:
        return OTHER_VOWEL
    return CHANGE


def _losses(word: str) -> list[float]:
    """Return what it costs to leave out each letter."""
    return [
        VOWEL if letter in _VOWELS else TWICE if n and word[n - 1] == letter else LETTER
        for n, letter in enumerate(word)
    ]


@lru_cache(100_000)
def distance(a: str, b: str) -> float:
    """Return what turning one loosely folded word into the other costs, in letters. Law: symmetric; 0 for equal ones."""
    lost, added = _losses(a), _losses(b)
    row = [0.0]
    for loss in added:
        row.append(row[-1] + loss)
    for x, loss in zip(a, lost, strict=True):
        last, row = row, [row[0] + loss]
        for n, y in enumerate(b, 1):
            row.append(min(last[n] + loss, row[n - 1] + added[n - 1], last[n - 1] + _change(x, y)))
    return row[-1]


def _relation(word: str) -> str:
    return next((r for r in _RELATIONS if word.endswith(r) and len(word) - len(r) >= 2), "")


def _sounds(word: str) -> str:
    for spelling, letter in _DIGRAPHS:
        word = word.replace(spelling, letter)
    return word


@lru_cache(100_000)
def sim(a: str, b: str, *, in_name: bool = False, read: bool = False) -> float:
    """Return how alike two loosely folded words without article are, 0 to 1. Law: symmetric; 1 for equal words.

    0 for another word made of the same name (an adjective) and for short words that differ by more than a letter of one
    class; a word ``in_name``, whose other words are as they should be, is neither, and one that is ``read`` as the name is in
    the other language may be short.
    """
    if a == b:
        return 1.0
    if own_names(a, b):
        return 0.0
    if (a.endswith("و") and b == f"{a}ا") or (b.endswith("و") and a == f"{b}ا"):
        # An alef behind the waw of an ending, as verbs have it: أوسلوا.
        return 1.0 - VOWEL / max(len(a), len(b))
    ends = {a[-1:], b[-1:]}
    if not in_name and (_relation(a) != _relation(b) or (len(ends) == 2 and ends <= _ENDS and ends != {"ا", "ه"})):
        return 0.0
    size = max(len(a), len(b))
    extra = 0.0
    if ends == {"ا", "ه"}:
        a, b, extra = a[:-1], b[:-1], 0.2
    elif in_name and a.endswith("ه") != b.endswith("ه"):
        a, b, extra = a.removesuffix("ه"), b.removesuffix("ه"), VOWEL
    # كس is one letter in مكسيك and two in باكستان.
    cost = min(distance(a, b), distance(_sounds(a), _sounds(b))) + extra
    least = min(len(a), len(b))
    if not (in_name or read) and least <= SHORT and cost > (CLASS if least < SHORT else VOWEL):
        return 0.0
    if not (in_name or read) and least < SHORT and {a[0], b[0]} == {"و", "ف"}:
        return 0.0
    return max(0.0, 1.0 - cost / max(1, size))


def score(approved: Sequence[str], candidate: Sequence[str]) -> float:
    """Return how alike two names are, 0 to 1: the mean of their words by length, at most .10 above the worst.

    With another number of words they are compared as one word; then they must be very much alike, and the first or last word
    must not be one that stands beside the name.
    """
    if (
        len(candidate) == len(approved) + 1
        and max(score(approved, candidate[1:]), score(approved, candidate[:-1])) > 0.7
    ):
        return 0.0
    if len(approved) != len(candidate):
        joined = sim("".join(approved), "".join(candidate))
        return joined - 0.02 if joined >= JOINED else 0.0
    each = [sim(a, b) for a, b in zip(approved, candidate, strict=True)]
    if len(each) > 1:
        # The others vouch for a word when one of them at least is no short word.
        for n, (a, b) in enumerate(zip(approved, candidate, strict=True)):
            others = [
                (s, w) for m, (s, w) in enumerate(zip(each, approved, strict=True)) if m != n and w not in _COMMON
            ]
            if max((min(s, len(w) / 3) for s, w in others), default=0.0) >= VOUCHING:
                each[n] = max(each[n], sim(a, b, in_name=True))
    mean = sum(s * len(a) for s, a in zip(each, approved, strict=True)) / max(1, sum(map(len, approved)))
    return min(mean, min(each) + 0.10)

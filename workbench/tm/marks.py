"""What two texts must not differ in unseen: figures and negations. A match that does so is marked, and never near the top."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from functools import lru_cache

from workbench.text.matching import matching
from workbench.text.numbers import NumberHit, find_numbers, unmatched

MARKED = 94
"""The highest score of a text that differs in a figure or a negation: below the band of near-exact matches (95-99)."""
# fmt: off
_NEGATIONS = frozenset((
    "لا", "لم", "لن", "ليس", "ليست", "ليسوا", "لسنا", "لست", "غير", "دون", "بدون", "عدم",
    "not", "no", "never", "none", "nor", "neither", "without", "cannot", "nobody", "nothing", "dont", "doesnt",
    "didnt", "isnt", "arent", "wasnt", "werent", "wont", "wouldnt", "cant", "couldnt", "shouldnt", "hasnt", "havent",
    "hadnt", "mustnt",
))
# fmt: on
LONGEST = 20_000
"""Characters above which words with digits are compared as they are written: numbers of a megabyte are read in minutes."""
_BEFORE = ("و", "ف")


class Mark(StrEnum):
    """What differs."""

    NUMBER = "number"
    NEGATION = "negation"


def marks(query: str, stored: str) -> tuple[Mark, ...]:
    """Return what two sources differ in that turns their meaning: figures by value, negations by number.

    Figures are compared as :func:`workbench.text.numbers.unmatched` does, so that ٢٥٠ and 250 are one.
    """
    here, there = Counter(matching(query).split()), Counter(matching(stored).split())
    differ = [*(here - there), *(there - here)]
    out = []
    # Reading numbers takes a hundred times as long as seeing that no figure differs.
    if any(c.isdecimal() for w in differ for c in w) and (
        len(query) + len(stored) > LONGEST or any(unmatched(_numbers(query), _numbers(stored)))
    ):
        out.append(Mark.NUMBER)
    if any(map(_negates, differ)) and _negations(here) != _negations(there):
        out.append(Mark.NEGATION)
    return tuple(out)


@lru_cache(maxsize=512)
def _numbers(text: str) -> tuple[NumberHit, ...]:
    """Return the numbers of a text: the one looked for is compared with hundreds that differ in a figure, again and again."""
    return tuple(find_numbers(text))


def _negates(word: str) -> bool:
    return word in _NEGATIONS or (word.startswith(_BEFORE) and word[1:] in _NEGATIONS)


def _negations(words: Counter[str]) -> int:
    """Count negations: of the same number may be لم and ليس, not and never."""
    return sum(many for word, many in words.items() if _negates(word))

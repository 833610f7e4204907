"""Cutting long sentences into pieces a person can work on.

The rules of a language name the places and what a cut there costs; a shortest path over them chooses the cuts. Cuts are
offsets only: nothing is changed in the text, and taking one back is forgetting a number.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from workbench.model import BreakPoint
from workbench.text import clauses_ar, clauses_en
from workbench.text.clause_text import ClauseText
from workbench.text.language_data import language_data

LONG = 35
"""Words from which a sentence is long."""
HARD = 60
"""Words no piece should have under a hard limit."""
SHORT = 10
"""Words below which a piece is unwelcome."""
TINY = 5
_REACH = 60
"""So many earlier points are looked at for each: the time stays linear in the sentence."""
_OVER = 24.0
"""What a piece over the hard limit costs more: more than a cut at any place that is only offered."""


def break_points(sentence: str, language: str, forbidden: Sequence[tuple[int, int]] = ()) -> list[BreakPoint]:
    """Return the places where ``sentence`` may be cut, by offset; those not ``automatic`` are for a person to choose.

    ``forbidden`` are spans no cut may lie inside, terms for example. No place lies in brackets or in a quotation of at
    most :data:`workbench.text.clause_text.LONG_QUOTATION` words.
    """
    return _points(ClauseText(sentence, forbidden), language)


def _points(text: ClauseText, language: str) -> list[BreakPoint]:
    rules = clauses_ar if language_data(language).language == "ar" else clauses_en
    return sorted(rules.points(text), key=lambda p: p.offset)


def clause_breaks(
    sentence: str,
    language: str,
    forbidden: Sequence[tuple[int, int]] = (),
    *,
    long: int = LONG,
    hard: int | None = None,
) -> list[int]:
    """Return the offsets at which a sentence of more than ``long`` words is cut, ascending; [] for a shorter one.

    Only automatic places are used. With ``hard`` a piece of more than that many words is also cut at the best of the
    places that are only offered, where there is one. Deterministic; of equal ways the one with fewer pieces wins.
    """
    if len(sentence.split()) <= long:
        return []
    text = ClauseText(sentence, forbidden)
    at = {word.start: n for n, word in enumerate(text.words)}
    places = [
        (at[p.offset], p.cost, p.offset)
        for p in _points(text, language)
        if (p.automatic or hard is not None) and at.get(p.offset, 0) > 0
    ]
    if not places:
        return []
    points = [(0, 0.0, 0), *places, (len(text.words), 0.0, len(sentence))]
    lengths = [_length_cost(words, long, hard) for words in range(len(text.words) + 1)]
    best = [0.0] + [math.inf] * (len(points) - 1)
    previous = [0] * len(points)
    for j in range(1, len(points)):
        for i in range(max(0, j - _REACH), j):
            cost = best[i] + points[j][1] + lengths[points[j][0] - points[i][0]]
            if cost < best[j]:
                best[j], previous[j] = cost, i
    breaks = []
    j = previous[len(points) - 1]
    while j > 0:
        breaks.append(points[j][2])
        j = previous[j]
    return breaks[::-1]


def _length_cost(words: int, long: int, hard: int | None) -> float:
    """Return what a piece of so many words costs: one, more when it is short, more when it is long."""
    cost = 1.0
    if words < SHORT:
        cost += 0.06 * (SHORT - words) ** 2
    if words < TINY:
        cost += 8.0
    if words > long:
        cost += 0.02 * (words - long) ** 2
    if hard is not None and words > hard:
        cost += _OVER
    return cost

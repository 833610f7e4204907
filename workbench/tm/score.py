"""How alike two source texts are: one whole percent, and what it is made of.

Texts are compared in the form of :func:`workbench.text.matching.matching`: folded words. Both similarities are Levenshtein's,
normalised by the longer text, ``1 - distance / max(len(a), len(b))``: once over the words, once over the letters of the words
with one space between (``rapidfuzz.distance.Levenshtein``, all weights 1). The number shown is the better one, as a whole
percent rounded down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from workbench.model import MatchKind
from workbench.text.fold import fold_key
from workbench.text.matching import matching
from workbench.tm.marks import MARKED, marks

FOLDED = 99
"""Score of a text equal after folding only; nothing else reaches it."""
LONGEST = 50_000
"""Characters above which only words are compared: letters of a text of a megabyte took ten seconds."""
_OTHER = "\x00"
_FIRST = 0x10000
"""The words of a query become characters from here on; all others are one that no query has."""


def token_similarity(a: str, b: str) -> float:
    """Return the similarity over folded words, 0 to 1. Law: symmetric; 1 for equal sequences of words that are not empty."""
    left, right = matching(a).split(), matching(b).split()
    return Levenshtein.normalized_similarity(left, right) if left or right else 0.0


def char_similarity(a: str, b: str) -> float:
    """Return the similarity over the letters of the words, 0 to 1. Law: symmetric; 1 for texts with equal keys."""
    return Levenshtein.normalized_similarity(matching(a), matching(b))


def score(query: str, candidate: str) -> tuple[MatchKind, int]:
    """Return how a stored source matches the open one.

    100 only for the very same text (edge white space aside), 99 only for one equal after folding; anything else is 98 at
    most, so a difference in a name or a mark never looks like an exact match, and one that turns the meaning
    (:mod:`workbench.tm.marks`) has at most 94.
    """
    same = compared(query, candidate)
    if same is not None:
        return same
    shown = percent(max(token_similarity(query, candidate), char_similarity(query, candidate)))
    return MatchKind.FUZZY, min(shown, MARKED) if shown > MARKED and marks(query, candidate) else shown


def compared(query: str, candidate: str) -> tuple[MatchKind, int] | None:
    """Return kind and score of a text that is the same, or is after folding; None for any other."""
    if query.strip() == candidate.strip():
        return MatchKind.EXACT, 100
    if fold_key(query) == fold_key(candidate):
        return MatchKind.FOLDED, FOLDED
    return None


def percent(similarity: float) -> int:
    """Return a similarity as the whole percent shown for a fuzzy match."""
    return min(FOLDED - 1, int(100 * similarity + 1e-9))


def similarities(words: str, texts: Iterable[tuple[int, str]], cutoff: float) -> Iterator[tuple[int, float]]:
    """Yield which of these texts, given by their words, are at least ``cutoff`` alike, and how much: the better of both."""
    split = words.split(" ")
    by_number = dict(texts)
    best: dict[int, float] = {}
    ways = [(words, by_number)] if len(words) <= LONGEST else []
    # Texts that differ in one word of a few are less alike by words than that.
    if not ways or 1 - 1 / (len(split) + 1) >= cutoff:
        code = {w: chr(_FIRST + n) for n, w in enumerate(dict.fromkeys(split))}
        get = code.get
        coded = {t: "".join([get(w, _OTHER) for w in form.split(" ")]) for t, form in by_number.items()}
        ways.append(("".join([code[w] for w in split]), coded))
    for query, choices in ways:
        for _text, alike, number in process.extract(
            query,
            choices,
            scorer=Levenshtein.normalized_similarity,
            processor=None,
            limit=None,
            score_cutoff=cutoff,
        ):
            best[number] = max(best.get(number, 0.0), alike)
    yield from best.items()

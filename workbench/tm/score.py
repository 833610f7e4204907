"""How alike two source texts are: one whole percent, and what it is made of.

Both similarities are Levenshtein's, normalised by the longer text: ``1 - distance / max(len(a), len(b))``, once over
folded tokens, once over folded characters (``rapidfuzz.distance.Levenshtein``, all weights 1). The number shown is the
better one, as a whole percent rounded down.
"""

from __future__ import annotations

from rapidfuzz.distance import Levenshtein

from workbench.model import MatchKind
from workbench.text.fold import fold_key
from workbench.text.tokens import tokens

FOLDED = 99
"""Score of a text equal after folding only; nothing else reaches it."""


def token_keys(text: str) -> list[str]:
    """Return the folded, case-folded tokens of a text."""
    return key_tokens(fold_key(text))


def key_tokens(key: str) -> list[str]:
    """Return the tokens of a text already folded to its key, so that texts with equal keys have equal tokens."""
    return [t.text for t in tokens(key)]


def token_similarity(a: str, b: str) -> float:
    """Return the similarity over folded tokens, 0 to 1. Law: symmetric; 1 for equal token sequences that are not empty."""
    left, right = token_keys(a), token_keys(b)
    return Levenshtein.normalized_similarity(left, right) if left or right else 0.0


def char_similarity(a: str, b: str) -> float:
    """Return the similarity over folded characters, 0 to 1. Law: symmetric; 1 for texts with equal keys."""
    return Levenshtein.normalized_similarity(fold_key(a), fold_key(b))


def score(query: str, candidate: str) -> tuple[MatchKind, int]:
    """Return how a stored source matches the open one.

    100 only for the very same text (edge white space aside), 99 only for one equal after folding; anything else is 98 at
    most, so a difference in a number, a name or a mark never looks like an exact match.
    """
    if query.strip() == candidate.strip():
        return MatchKind.EXACT, 100
    if fold_key(query) == fold_key(candidate):
        return MatchKind.FOLDED, FOLDED
    return MatchKind.FUZZY, percent(max(token_similarity(query, candidate), char_similarity(query, candidate)))


def percent(similarity: float) -> int:
    """Return a similarity as the whole percent shown for a fuzzy match."""
    return min(FOLDED - 1, int(100 * similarity + 1e-9))

"""How much of a text that was offered is left in what became of it."""

from __future__ import annotations

from unicodedata import normalize

from rapidfuzz.distance import Levenshtein


def edited_share(offered: str, target: str) -> float:
    """Return how much was changed, 0 (kept as it was) to 1 (nothing left).

    It is Levenshtein's distance over code points, all weights 1, divided by the length of the longer text. White space at
    the edges does not count, nor does how a letter and its marks are encoded (NFC is compared).
    """
    return Levenshtein.normalized_distance(normalize("NFC", offered.strip()), normalize("NFC", target.strip()))


def edited_mark(share: float) -> str:
    """Return a share as it is written, with two digits; ``0.00`` and ``1.00`` only for what is exactly that."""
    if not 0 < share < 1:
        return f"{share:.2f}"
    return f"{min(max(share, 0.01), 0.99):.2f}"

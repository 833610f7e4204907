"""Paragraphs as soft posts: most translators begin a paragraph where the author does.

Given that one sentence of a pair begins a paragraph, how likely is it that the other does, against how often sentences of
that text do anyway. Where (nearly) every sentence is a paragraph of its own, or none is, that says nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

KEPT = 0.8
"""Share of the paragraphs that begin at the same place in the translation. A guess on the careful side."""
INSIDE = 1.0
"""What a paragraph's beginning inside a bead costs."""
_SAYS_NOTHING = 0.9


class Paragraphs:
    """What the beginnings of paragraphs say for a bead."""

    def __init__(self, english: Sequence[int], arabic: Sequence[int]) -> None:
        """Take the number of the paragraph of each sentence."""
        self._begins = _begins(english), _begins(arabic)
        e, a = (sum(b) / max(1, len(b)) for b in self._begins)
        self.silent = max(e, a) > _SAYS_NOTHING or min(sum(b) for b in self._begins) < 2
        if not self.silent:
            both = KEPT * min(e, a)
            table = {
                (True, True): both / (e * a),
                (True, False): (e - both) / (e * (1 - a)),
                (False, True): (a - both) / ((1 - e) * a),
                (False, False): (1 - e - a + both) / ((1 - e) * (1 - a)),
            }
            self._said = {key: math.log(max(0.05, value)) for key, value in table.items()}

    def ratio(self, i: int, i_end: int, j: int, j_end: int) -> float:
        """Return what they say for English ``[i, i_end)`` with Arabic ``[j, j_end)``."""
        if self.silent:
            return 0.0
        english, arabic = self._begins
        inside = sum(english[i + 1 : i_end]) + sum(arabic[j + 1 : j_end])
        return self._said[english[i], arabic[j]] - INSIDE * inside


def _begins(blocks: Sequence[int]) -> list[bool]:
    return [n == 0 or blocks[n] != blocks[n - 1] for n in range(len(blocks))]

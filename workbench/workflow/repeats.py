"""Segments of a document that say the same: once one is confirmed the others get its target as a draft, to be looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workbench.model import Segment
from workbench.text.tokens import count_words

SURE = 3
"""Words from which a text says the same wherever it stands; a shorter one must stand between the same neighbours."""


def repeats(segments: Sequence[Segment], number: int, alike: Iterable[int]) -> list[int]:
    """Return the numbers of the segments that repeat segment ``number`` and wait for a translation.

    Looked for among ``alike``, which has all that have its text and may have others.
    They have the very same text (edge white space aside) in a paragraph of the same role, are neither confirmed nor begun,
    and a text of one or two words (a name, "yes") has the same text before and after it, too.
    """
    one = segments[number - 1]
    text = one.source.strip()
    out = []
    for n in alike:
        other = segments[n - 1]
        waits = other.translate and not other.state.confirmed and not other.current
        if n == number or not waits or other.source.strip() != text or other.role is not one.role:
            continue
        if count_words(text) >= SURE or _neighbours(segments, n) == _neighbours(segments, number):
            out.append(n)
    return out


def _neighbours(segments: Sequence[Segment], number: int) -> tuple[str, str]:
    before = segments[number - 2].source.strip() if number > 1 else ""
    after = segments[number].source.strip() if number < len(segments) else ""
    return before, after

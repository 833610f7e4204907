"""Finding words in an open document, as a reader takes them for the same: harakat, alef forms and case do not count."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from workbench.model import Segment
from workbench.text.fold import fold, fold_map


def places(text: str, wanted: str) -> list[tuple[int, int]]:
    """Return the spans of ``wanted`` in a text, ascending and apart; none for an empty wish."""
    key = _key(wanted.strip())
    if not key or key not in _key(text):
        return []
    folded = fold_map(text)
    # One letter for one, so that the way back holds; the few that grow when their case is folded stay as they are.
    line = "".join(low if len(low := char.casefold()) == 1 else char for char in folded.text)
    out: list[tuple[int, int]] = []
    at = line.find(key)
    while at >= 0:
        out.append(folded.back(at, at + len(key)))
        at = line.find(key, at + len(key))
    return out


def following(
    segments: Sequence[Segment],
    number: int,
    wanted: str,
    target_of: Callable[[Segment], str],
    step: int = 1,
    most: int | None = None,
) -> int | None:
    """Return the next segment behind ``number`` (before it with ``step`` -1) whose source or target has the words.

    Goes round at the end, and comes back to ``number`` last; None when there is none, or none among the next ``most``.
    """
    key, count = _key(wanted.strip()), len(segments)
    if not key:
        return None
    for distance in range(1, 1 + (count if most is None else min(most, count))):
        segment = segments[(number - 1 + distance * step) % count]
        if key in _key(segment.source) or key in _key(target_of(segment)):
            return segment.number
    return None


def following_through(
    segments: Iterable[Segment],
    number: int,
    wanted: str,
    target_of: Callable[[Segment], str],
    step: int = 1,
    rest: Callable[[], None] = lambda: None,
) -> int | None:
    """Return the same, by reading all segments in their order: for a thread and a book, which is not kept in memory.

    ``rest`` is called behind every segment.
    """
    key, first, last = _key(wanted.strip()), 0, 0
    if not key:
        return None
    for segment in segments:
        rest()
        if step < 0 and 0 < last < number <= segment.number:
            break
        if key in _key(segment.source) or key in _key(target_of(segment)):
            if step > 0 and segment.number > number:
                return segment.number
            first, last = first or segment.number, segment.number
    return (first if step > 0 else last) or None


def number_now(segments: Sequence[Segment], segment: Segment) -> int:
    """Return the number a segment has by now, others may have split or joined meanwhile; 0 when it is gone."""
    if segment.number <= len(segments) and segments[segment.number - 1].id == segment.id:
        return segment.number
    return next((s.number for s in segments if s.id == segment.id), 0)


def folded(text: str) -> str:
    """Return a text as it is compared here; not of the same length."""
    return _key(text)


def _key(text: str) -> str:
    return fold(text).casefold()

"""In which match band a segment is counted, before anybody translates it: what it will cost.

A segment is in one band, the first of these that it belongs to:

- ``context``: the memory has the same source between the same neighbours (101, 102).
- ``repetition``: the same source, folded, stands before it in the same document.
- ``cross-file``: it stands in an earlier document of the project.
- ``100``: the memory has the very same source.
- ``95-99`` to ``60-74``: the best score the memory has, as it is shown in the editor, penalties taken off.
- ``internal 95-99`` to ``internal 60-74``: a segment before it, of the same document or an earlier one of the project, is
  more alike to it than anything in the memory: once that one is translated, the memory will have it. This is what memoQ
  calls homogeneity, counted apart so that both ways of charging can be had from one table.
- ``new``: nothing from 60 up.

The unit that a segment itself put into the memory is not looked at; those of other segments are, so the bands of an
article that is half translated are those of what is known by now. Earlier documents are those before it in the order of
the project, also where one document alone is asked about: its bands are the same either way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.model import Document, Segment
from workbench.text.fold import fold_key
from workbench.tm.homogeneity import Earlier
from workbench.tm.search import Memory
from workbench.workflow.proposing import context_of

_FLOORS = ((95, "95-99"), (85, "85-94"), (75, "75-84"), (60, "60-74"))
FUZZY = tuple(name for _floor, name in _FLOORS)
INTERNAL = tuple(f"internal {name}" for name in FUZZY)
_PAIRED = (band for pair in zip(FUZZY, INTERNAL, strict=True) for band in pair)
BANDS = ("context", "repetition", "cross-file", "100", *_PAIRED, "new")
"""All bands, the best first."""
THRESHOLD = 60


class Bands:
    """Counts one document after the other, in the order of the project."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._earlier = Earlier()
        self._elsewhere: set[str] = set()

    def pass_over(self, segments: Sequence[Segment]) -> Iterator[int]:
        """Meet the segments of an earlier document that is not counted itself; yields after each."""
        for s in segments:
            if s.translate:
                self._meet(s, fold_key(s.source))
            yield s.number

    def of(self, document: Document, segments: Sequence[Segment]) -> Iterator[tuple[Segment, str]]:
        """Yield the segments of a document that are translated, each with its band."""
        here: set[str] = set()
        for s in segments:
            if s.translate:
                key = fold_key(s.source)
                yield s, self._band(document, segments, s, key, here)
                self._meet(s, key)
                here.add(key)

    def _meet(self, segment: Segment, key: str) -> None:
        if key not in self._elsewhere:
            self._elsewhere.add(key)
            self._earlier.add(segment.source)

    def _band(self, document: Document, segments: Sequence[Segment], segment: Segment, key: str, here: set[str]) -> str:
        where = context_of(segments, segment.number, document.slug)
        known = key in self._elsewhere
        # Only its neighbours can make more of a repetition: no need to search for it.
        if known:
            found = self._memory.exact(segment.source, context=where)[:1]
        else:
            found = self._memory.search(segment.source, threshold=THRESHOLD, limit=1, context=where)
        score = found[0].score if found else 0
        if score > 100:
            return "context"
        if known:
            return "repetition" if key in here else "cross-file"
        if score == 100:
            return "100"
        internal = self._earlier.best(segment.source, THRESHOLD)
        if internal > score:
            return f"internal {_fuzzy(internal)}"
        return _fuzzy(score) if score >= THRESHOLD else "new"


def _fuzzy(score: int) -> str:
    return next(name for floor, name in _FLOORS if score >= floor)

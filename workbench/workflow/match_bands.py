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

from workbench.model import Context, Document, Match, Segment
from workbench.text.fold import fold_key
from workbench.text.matching import matching_all
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
PAGE = 200
"""Texts that are folded together."""
FEW = 2_000
"""A memory of so many texts is always read into the sieve."""


class Bands:
    """Counts one document after the other, in the order of the project. ``expected`` is how many segments there are.

    ``partial`` is how many segments of the last document were compared with a part of the texts before them only, and so
    may be more alike to one than their band says.
    """

    def __init__(self, memory: Memory, expected: int = 0) -> None:
        self._known = _Known(memory, max(FEW, 2 * expected))
        self._earlier = Earlier()
        self._elsewhere = _Met()
        self.partial = 0

    def pass_over(self, segments: Sequence[Segment]) -> Iterator[int]:
        """Meet the segments of an earlier document that is not counted itself; yields after each."""
        for s, form in _with_forms(segments):
            if s.translate:
                self._meet(s, form)
            yield s.number

    def of(self, document: Document, segments: Sequence[Segment]) -> Iterator[tuple[Segment, str]]:
        """Yield the segments of a document that are translated, each with its band."""
        here = _Met()
        self.partial = 0
        for s, form in _with_forms(segments):
            if s.translate:
                where = context_of(segments, s.number, document.slug)
                yield s, self._band(s, form, where, here)
                self._meet(s, form)
                here.add(s.source, form)

    def _meet(self, segment: Segment, form: str) -> None:
        if self._elsewhere.add(segment.source, form):
            self._earlier.add(segment.source, form)

    def _band(self, segment: Segment, form: str, where: Context, here: _Met) -> str:
        known = self._elsewhere.has(segment.source, form)
        # Only its neighbours can make more of a repetition: no need to search for it.
        found = self._known.exact(segment, form, where) if known else self._known.best(segment, form, where)
        score = found[0].score if found else 0
        if score > 100:
            return "context"
        if known:
            return "repetition" if here.has(segment.source, form) else "cross-file"
        if score == 100:
            return "100"
        internal = self._earlier.likeness(segment.source, THRESHOLD, form)
        self.partial += internal.partial
        if internal.score > score:
            return f"internal {_fuzzy(internal.score)}"
        return _fuzzy(score) if score >= THRESHOLD else "new"


class _Met:
    """Sources met, equal by :func:`fold_key`. Those with equal keys have equal forms: few keys need to be made."""

    def __init__(self) -> None:
        self._sources: dict[str, list[str]] = {}

    def has(self, source: str, form: str) -> bool:
        some = self._sources.get(form, ())
        return source in some or (bool(some) and fold_key(source) in map(fold_key, some))

    def add(self, source: str, form: str) -> bool:
        """Return whether it is new."""
        if self.has(source, form):
            return False
        self._sources.setdefault(form, []).append(source)
        return True


class _Known:
    """The memory behind a sieve: most segments of a long article are like nothing in it, which need not be asked of it.

    A memory of up to ``most`` texts is read once. One that grows meanwhile is the one that was read: counting is of one
    moment.
    """

    def __init__(self, memory: Memory, most: int) -> None:
        self._memory = memory
        self._forms: set[str] | None = None
        self._texts = Earlier()
        index = memory.index()
        with index.snapshot():
            if index.most_texts() <= most:
                self._forms = set(index.every_text())
        for form in self._forms or ():
            self._texts.add(form, form)

    def exact(self, segment: Segment, form: str, where: Context) -> list[Match]:
        if self._forms is not None and form not in self._forms:
            return []
        return self._memory.exact(segment.source, context=where)[:1]

    def best(self, segment: Segment, form: str, where: Context) -> list[Match]:
        if self._forms is not None and form not in self._forms:
            like = self._texts.likeness(form, THRESHOLD, form)
            if not like.score and not like.partial:
                return []
        return self._memory.search(segment.source, threshold=THRESHOLD, limit=1, context=where)


def _with_forms(segments: Sequence[Segment]) -> Iterator[tuple[Segment, str]]:
    """Yield segments with the form their sources are compared in."""
    for start in range(0, len(segments), PAGE):
        page = segments[start : start + PAGE]
        yield from zip(page, matching_all([s.source for s in page]), strict=True)


def _fuzzy(score: int) -> str:
    return next(name for floor, name in _FLOORS if score >= floor)

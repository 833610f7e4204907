"""All issues of one document: those of its pairs, and those that only the document as a whole has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from workbench.model import Issue, Segment, Severity, Side, Waiver
from workbench.text.fold import fold_key
from workbench.text.quotation_marks import NONE, quotations
from workbench.workflow.checking import QUOTES_REACH, surroundings
from workbench.workflow.document_terms import DocumentTerms
from workbench.workflow.pacing import AT_ONCE, Pace
from workbench.workflow.suggesting import Suggestions

INCONSISTENT = "inconsistency"
"""The ITS 2.0 type of a source that is translated in two ways."""
SAID_OTHERWISE = "the same source is translated otherwise before"
_FEW = 2
"""A source of so few words may well be translated in two ways: that is told, no more."""
Judged = tuple[Issue, Waiver | None]


class DocumentCheck:
    """The issues of a document's segments, each with the waiver of one that does not count.

    ``text_of`` gives the target that is judged. Law: what it says after :meth:`take` is what a new one says.
    """

    def __init__(
        self,
        known: DocumentTerms,
        segments: Sequence[Segment],
        text_of: Callable[[Segment], str] = lambda s: s.current,
    ) -> None:
        self.known = known
        self.segments = list(segments)
        self._text_of = text_of
        self._suggestions = Suggestions()
        self._same: dict[str, list[int]] | None = None

    def all(self, pace: Pace, passed: int = 0, total: int = 0) -> Iterator[tuple[Segment, list[Judged]]]:
        """Yield every segment that has a target or a draft, with its issues. Raises what ``pace`` raises.

        ``passed`` of ``total`` segments were done before, for the progress.
        """
        self._prepare(pace)
        for at, segment in enumerate(self.segments):
            if self._judged(segment):
                yield segment, self.at(at)
            pace.step(passed + at + 1, total or len(self.segments))

    def at(self, at: int) -> list[Judged]:
        """Return the issues of the segment at a place, from 0, worst first."""
        segment = self.segments[at]
        if not self._judged(segment):
            return []
        text = self._text_of(segment)
        if not (segment.state.confirmed and text == segment.target):
            # As it would be confirmed: the space that Tab puts behind a name is no issue.
            text = text.rstrip()
        around = surroundings(self.segments, at, self._text_of)
        judged = self.known.all_issues(segment, text, confirmed=segment.state.confirmed, around=around, listed=True)
        hits = self.known.hits(segment.source)
        shown = self._suggestions.shown(self.known.terms, segment.source, text, hits, [i for i, _w in judged])
        found = [(issue, waiver) for issue, (_i, waiver) in zip(shown, judged, strict=True)]
        other = self.otherwise(at)
        if other is not None:
            found.append((other, self.known.covering(segment, other)))
        return sorted(found, key=lambda f: -f[0].severity.rank)

    def take(self, segment: Segment) -> list[int]:
        """Take a segment as it is now and return the places, from 0, whose issues may be others."""
        at = next((n for n, s in enumerate(self.segments) if s.id == segment.id), None)
        if at is None:
            return []
        before = self.segments[at]
        # Numbers are those of the screen: nobody may have cut meanwhile.
        self.segments[at] = replace(segment, number=before.number)
        same = self._prepare(AT_ONCE).get(fold_key(segment.source), []) if segment.translate else []
        close = {n for n in (at - 1, at, at + 1) if 0 <= n < len(self.segments)}
        return sorted(close | set(same) | self._quoting(at, before))

    def _quoting(self, at: int, before: Segment) -> set[int]:
        """Return the places with quotations near one whose quotations may be others than before."""

        def marked(segment: Segment) -> bool:
            return quotations(self._text_of(segment)) != NONE

        if not (marked(before) or marked(self.segments[at])):
            return set()
        near = range(max(0, at - QUOTES_REACH), min(len(self.segments), at + QUOTES_REACH + 1))
        return {n for n in near if marked(self.segments[n])}

    def _prepare(self, pace: Pace) -> dict[str, list[int]]:
        """Return by folded source the places that have it; what the whole document decides is found once, with rests."""
        if self._same is None:
            same: dict[str, list[int]] = {}
            mentions = self.known.terms.has_mentions
            for at, s in enumerate(self.segments):
                if s.translate:
                    same.setdefault(fold_key(s.source), []).append(at)
                    if mentions:
                        self.known.hits(s.source)
                pace.rest()
            self._same = same
        return self._same

    def _judged(self, segment: Segment) -> bool:
        return segment.translate and bool(self._text_of(segment) or segment.state.confirmed)

    def otherwise(self, at: int) -> Issue | None:
        """Return the issue of a target, at a place from 0, that is another than that of the first that says the same.

        None where there is none, or nothing to say it of. A reason given for it is not looked at.
        """
        segment = self.segments[at]
        target = self._text_of(segment).strip()
        if not target:
            return None
        for n in self._prepare(AT_ONCE).get(fold_key(segment.source), ()):
            other = self._text_of(self.segments[n]).strip()
            if n >= at:
                return None
            if other:
                break
        else:
            return None
        if other == target:
            return None
        severity = Severity.INFO if len(segment.source.split()) <= _FEW else Severity.WARNING
        message = f"{SAID_OTHERWISE}: {other}"
        return Issue(INCONSISTENT, severity, Side.TARGET, 0, len(self._text_of(segment)), message)

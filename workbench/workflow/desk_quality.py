"""All issues of the open document, as it is with what is being written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from workbench.model import Segment
from workbench.workflow.desk_cutting import Undo
from workbench.workflow.document_segments import DocumentSegments
from workbench.workflow.document_terms import DocumentTerms
from workbench.workflow.pacing import Pace

if TYPE_CHECKING:
    from workbench.workflow.document_check import DocumentCheck


class DeskQuality:
    """The part of the desk that checks the whole document."""

    segments: DocumentSegments
    _newest: dict[int, str]

    def _take_back(self, number: int, undo: Undo | None, done: Callable[[Any], None]) -> None:
        raise NotImplementedError

    @property
    def document_terms(self) -> DocumentTerms:
        """What is known of the document's terms."""
        raise NotImplementedError

    def whole_check(self) -> DocumentCheck:
        """Return the check of the document; the newest texts count, written already or not. For a thread."""
        from workbench.workflow.document_check import DocumentCheck

        def newest(segment: Segment) -> str:
            return self._newest.get(segment.id, segment.current)

        return DocumentCheck(self.document_terms, self.segments, newest)

    def confirm_again(self, number: int, before: Segment, done: Callable[[Any], None]) -> None:
        """Confirm a segment as it was ``before`` something was put right; one that would take a reason stays a draft."""
        self._take_back(number, Undo(number, before), done)

    def with_issues(self, pace: Pace) -> list[int]:
        """Return the numbers of the segments that have issues that count. For a thread; raises what ``pace`` raises."""
        found = self.whole_check().all(pace)
        return [s.number for s, judged in found if any(waiver is None for _issue, waiver in judged)]

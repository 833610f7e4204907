"""Reviewing and locking segments of the open document, at once and behind everything queued."""

from __future__ import annotations

from workbench.errors import UsageError
from workbench.model import Project, Segment
from workbench.store.writer import WriteQueue
from workbench.workflow import editing
from workbench.workflow.desk_cutting import FLUSH_SECONDS
from workbench.workflow.document_segments import DocumentSegments
from workbench.workflow.document_terms import DocumentTerms
from workbench.workflow.workspace import Workspace


class DeskStates:
    """The part of the desk that says what a confirmed segment is besides."""

    ws: Workspace
    project: Project
    segments: DocumentSegments
    _queue: WriteQueue
    _newest: dict[int, str]

    def segment(self, number: int) -> Segment:
        """Return a segment."""
        raise NotImplementedError

    def _know(self) -> DocumentTerms:
        raise NotImplementedError

    def set_reviewed(self, number: int, *, reviewed: bool) -> Segment:
        """Mark a confirmed segment as reviewed, or only confirmed again.

        Raises :class:`UsageError` for one that is not confirmed, or lacks a term that must be used.
        """
        segment = self._written(number)
        if not reviewed:
            return self._now(number, editing.unreview(self.ws, segment))
        stops = self._know().stops(segment, segment.target)
        if stops:
            raise UsageError(f"{stops[0].message}.", "Confirm it anew, with a reason; then it can be reviewed.")
        return self._now(number, editing.mark_reviewed(self.ws, self.project, segment))

    def set_locked(self, number: int, *, locked: bool) -> Segment:
        """Lock a confirmed segment, or unlock it; see :func:`workbench.workflow.editing.lock`."""
        segment = self._written(number)
        return self._now(number, (editing.lock if locked else editing.unlock)(self.ws, segment))

    def _written(self, number: int) -> Segment:
        self._queue.flush(FLUSH_SECONDS)
        return self.segment(number)

    def _now(self, number: int, segment: Segment) -> Segment:
        self.segments[number - 1] = segment
        self._newest.pop(number, None)
        return segment

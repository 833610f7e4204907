"""Reviewing and locking segments of the open document, through the desk's queue."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workbench.errors import UsageError, WorkbenchError
from workbench.model import Project, SaveKind, SaveResult, Segment, State
from workbench.store.writer import WriteQueue
from workbench.workflow import editing
from workbench.workflow.desk_writing import Saved, SavedCallback
from workbench.workflow.document_terms import DocumentTerms
from workbench.workflow.workspace import Workspace


class DeskStates:
    """The part of the desk that says what a confirmed segment is besides.

    What it is and what it becomes is decided when the write runs: what was queued before counts.
    """

    ws: Workspace
    project: Project
    _queue: WriteQueue

    def segment(self, number: int) -> Segment:
        """Return a segment."""
        raise NotImplementedError

    def _know(self) -> DocumentTerms:
        raise NotImplementedError

    def _count(self, change: int) -> None:
        raise NotImplementedError

    def _here(self, segment: int, number: int) -> Segment:
        raise NotImplementedError

    def _written(
        self, number: int, segment_id: int, act: str, result: SaveResult | None, error: WorkbenchError | None
    ) -> None:
        raise NotImplementedError

    def turn_reviewed(self, number: int, done: SavedCallback) -> None:
        """Mark a confirmed segment as reviewed, one that is reviewed as only confirmed again.

        Ends with :class:`UsageError` for one that is not confirmed, or lacks a term that must be used.
        """

        def act(segment: Segment) -> Segment:
            if segment.state is State.REVIEWED:
                return editing.unreview(self.ws, segment)
            stops = self._know().stops(segment, segment.target)
            if stops:
                raise UsageError(f"{stops[0].message}.", "Confirm it anew, with a reason; then it can be reviewed.")
            return editing.mark_reviewed(self.ws, self.project, segment)

        self._change(number, "review", act, done)

    def set_locked(self, number: int, done: SavedCallback, *, locked: bool) -> None:
        """Lock a confirmed segment, or unlock it; see :func:`workbench.workflow.editing.lock`."""
        if locked:
            self._change(number, "lock", lambda segment: editing.lock(self.ws, segment), done)
        else:
            self._change(number, "unlock", lambda segment: editing.unlock(self.ws, segment), done)

    def _change(self, number: int, act: str, change: Callable[[Segment], Segment], done: SavedCallback) -> None:
        segment_id = self.segment(number).id

        def work() -> SaveResult:
            return SaveResult(SaveKind.SAVED, change(self._here(segment_id, number)))

        def finished(result: Any, error: WorkbenchError | None) -> None:
            self._written(number, segment_id, act, result, error)
            done(Saved(number, act, result, error, segment_id))

        self._count(1)
        self._queue.submit_act(work, finished)

"""Issues of the open document that do not count, and why."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from workbench.config import Settings
from workbench.errors import WorkbenchError
from workbench.model import Issue, SaveKind, SaveResult, Segment, Waiver, WaiverReason
from workbench.store import segments as segments_table
from workbench.store import waivers as waivers_table
from workbench.store.writer import WriteQueue
from workbench.workflow.clock import now
from workbench.workflow.desk_writing import Saved, SavedCallback
from workbench.workflow.document_segments import DocumentSegments
from workbench.workflow.document_terms import DocumentTerms


class DeskWaiving:
    """The part of the desk that lets issues pass."""

    settings: Settings
    segments: DocumentSegments
    _queue: WriteQueue
    _knowing: threading.RLock

    def segment(self, number: int) -> Segment:
        """Return a segment."""
        raise NotImplementedError

    def _know(self) -> DocumentTerms:
        raise NotImplementedError

    def _count(self, change: int) -> None:
        raise NotImplementedError

    def _here(self, segment: int, number: int) -> Segment:
        raise NotImplementedError

    def _count_memory(self) -> None:
        raise NotImplementedError

    def _write(self, number: int, act: str, job: Callable[[Any], SaveResult], done: SavedCallback, text: str) -> None:
        raise NotImplementedError

    def waive(self, number: int, issue: Issue, reason: WaiverReason, note: str, done: SavedCallback) -> None:
        """Keep why an issue does not count in this segment; it is none there any more, at once."""
        segment = self.segment(number)
        author = self.settings.author
        waiver = Waiver(segment.id, issue.check, issue.subject, reason, note, segment.source, author, now())
        with self._knowing:
            self._know().waive(waiver)

        def finished(_result: object, error: WorkbenchError | None) -> None:
            self._count(-1)
            if error is not None:
                # Not kept: it counts as before.
                with self._knowing:
                    self._know().unwaive(segment, issue.check, issue.subject)
            done(Saved(number, "waive", error=error, segment=segment.id))

        self._count(1)
        self._queue.submit(lambda conn: waivers_table.add(conn, self._here(segment.id, number), waiver), finished)

    def unwaive(self, number: int, waiver: Waiver, done: SavedCallback) -> None:
        """Let an ignored issue count again. A confirmed segment that only a reason had let pass becomes a draft."""
        segment_id = self.segment(number).id
        with self._knowing:
            known = self._know()
            known.unwaive(self.segment(number), waiver.check, waiver.subject)

        def job(conn: Any) -> SaveResult:
            segment, author, at = self._here(segment_id, number), self.settings.author, now()
            waivers_table.remove(conn, segment, waiver.check, waiver.subject, author, at)
            if not segment.state.confirmed or not known.stops(segment, segment.target):
                return SaveResult(SaveKind.SAVED, segment)
            return segments_table.unconfirm(conn, segment.id, segment.rev, author, at)

        def after(saved: Saved) -> None:
            self._count_memory()
            if saved.error is not None:
                # A locked segment, a full disk: it is ignored as before.
                with self._knowing:
                    self._know().waive(waiver)
            done(saved)

        self._write(number, "unwaive", job, after, "")

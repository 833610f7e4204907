"""The segments of the open document become others while it is open: split, joined, replaced in, changed elsewhere.

They are read in the writer thread, between two writes, and come into force when the screen says so: at that moment it has
no number in its hand that would mean another segment. What is written meanwhile is written by the segment's id.
"""

from __future__ import annotations

import threading

from workbench.errors import StoreError
from workbench.model import Document, Segment
from workbench.workflow.document_segments import DocumentSegments
from workbench.workflow.workspace import Workspace


class DeskRenewal:
    """The part of the desk that knows what its segments are, and what they will be."""

    ws: Workspace
    document: Document
    segments: DocumentSegments
    _lock: threading.Lock
    _coming: DocumentSegments | None = None
    """What was read and is not in force yet."""

    def _swap(self) -> bool:
        """Let the segments that were read last be those of the document; False when none were."""
        with self._lock:
            coming, self._coming = self._coming, None
            if coming is not None:
                self.segments = coming
        return coming is not None

    def _read_anew(self) -> None:
        """Read the segments as they are now. In the writer thread, where nothing is written meanwhile."""
        found = DocumentSegments(self.ws.store, self.document.id)
        if not found.long:
            found.take_stock()
        with self._lock:
            self._coming = found

    def _take(self, segment: Segment, number: int) -> None:
        """Take what was written of a segment, wherever it stands now and will stand."""
        with self._lock:
            for segments in (self.segments, self._coming):
                at = None if segments is None else segments.place_of(segment.id, number - 1)
                if segments is not None and at is not None:
                    segments[at] = segment

    def _place_of(self, segment: int, number: int) -> int:
        """Return the number of a segment by its id, as a rule the one given; 0 when the document has it no more."""
        at = self.segments.place_of(segment, number - 1)
        return 0 if at is None else at + 1

    def _here(self, segment: int, number: int) -> Segment:
        """Return a segment by its id, as it was written last. Raises :class:`StoreError` when there is none any more."""
        segments = self.segments
        at = segments.place_of(segment, number - 1)
        if at is None:
            raise StoreError(f"Segment {number} is no more: it was joined with its neighbour.")
        return segments[at]

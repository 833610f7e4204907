"""Filling the open segments of the document on the desk while its translator goes on working."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from workbench.errors import StoreError
from workbench.model import Document, Project, Proposal, SaveKind, SaveResult, Segment
from workbench.store import segments as segments_table
from workbench.store.writer import WriteQueue
from workbench.workflow.clock import now
from workbench.workflow.document_segments import DocumentSegments
from workbench.workflow.machine import Machine
from workbench.workflow.machine_batch import Control
from workbench.workflow.workspace import Workspace

if TYPE_CHECKING:
    from workbench.workflow.pretranslating import Filling, Pretranslated, Pretranslation

LEAVING = 5.0
"""Seconds the end of a document waits for what is being filled in: a write, never an engine."""
PATIENCE = 60.0
"""Seconds a draft may wait for the disk before it is taken for not written."""


class DeskFilling:
    """The part of the desk that fills in drafts; what it writes goes through the desk's own queue."""

    ws: Workspace
    project: Project
    document: Document
    segments: DocumentSegments
    _newest: dict[int, str]
    _queue: WriteQueue
    _running: tuple[Control, threading.Thread] | None = None

    def _write(
        self,
        number: int,
        act: str,
        job: Callable[[Any], SaveResult],
        done: Callable[[Any], None],
        text: str,
    ) -> None:
        raise NotImplementedError

    @property
    def machine(self) -> Machine:
        """The project's engines."""
        raise NotImplementedError

    def _read_anew(self) -> None:
        raise NotImplementedError

    def plan_filling(self, progress: Callable[[int, int], None] = lambda _done, _total: None) -> Pretranslation:
        """Find out what could be filled in, from the memory and from engines that may be asked. For a thread."""
        from workbench.workflow import pretranslating

        ready = pretranslating.prepare(
            self.ws, self.project, self.document, use_machine=True, machine=self.machine, progress=progress
        )
        ready.write, ready.together = self._fill_some, 1
        # Through the queue as all it writes: that waits longer for another program than one try does.
        ready.begin = lambda: self._queue.call(lambda: pretranslating.begin(self.ws, self.project, self.document))
        return ready

    def fill(
        self,
        ready: Pretranslation,
        open_number: Callable[[], int],
        progress: Callable[[int, int], object],
        control: Control,
    ) -> Pretranslated:
        """Fill it in. For a thread. The segment that is open at the moment, and what has text by then, is left alone."""
        self._open_number = open_number
        self._running = (control, threading.current_thread())
        try:
            return ready.run(progress, control)
        finally:
            self._running = None

    def stop_filling(self) -> None:
        """End what is being filled in and wait for its last write: the document is left."""
        if self._running is not None:
            control, thread = self._running
            control.cancel()
            thread.join(LEAVING)

    def take_back_filling(self, batch: int) -> int:
        """Take back what a filling put where nobody has touched it since; return how many segments. For a thread.

        The segments are read anew: :meth:`take_over`.
        """
        from workbench.workflow.batches import find_batch, undo_batch

        undone = self._queue.call(lambda: undo_batch(self.ws, find_batch(self.ws, batch)), self._read_anew)
        return undone.taken

    def _still_open(self, planned: Segment) -> int:
        """Return the number of a segment that is as it was planned and nobody's yet, else 0."""
        for n, now_there in enumerate(self.segments, 1):
            if now_there.id == planned.id:
                same = now_there.source == planned.source and now_there.translate and not now_there.current
                return n if same and n != self._open_number() and not self._newest.get(planned.id) else 0
        return 0

    def _fill_some(self, some: Sequence[Filling], batch: int) -> list[bool]:
        return [self._fill(f.segment, f.best, batch) for f in some]

    def _fill(self, segment: Segment, best: Proposal, batch: int) -> bool:
        """Write a draft through the queue, so that the desk knows of it; False when the segment is somebody's by then.

        Raises the :class:`StoreError` of a write that failed: the next would not fare better.
        """
        number = self._still_open(segment)
        if not number:
            return False
        ended: list[Any] = []
        written = threading.Event()

        def done(saved: Any) -> None:
            ended.append(saved)
            written.set()

        def job(conn: Any) -> SaveResult:
            # Looked at once more: it may have been opened, split or left out while the write waited for its turn.
            at = self._still_open(segment)
            if not at:
                return SaveResult(SaveKind.CONFLICT, self.segments[number - 1])
            rev, author = self.segments[at - 1].rev, self.ws.settings.author
            return segments_table.pretranslate(
                conn, segment.id, best.text, rev, author, now(), best.origin, batch, via=best.via
            )

        self._write(number, "fill", job, done, "")
        written.wait(PATIENCE)
        if not ended:
            return False
        if isinstance(ended[0].error, StoreError):
            raise ended[0].error
        return ended[0].result is not None and ended[0].result.kind is SaveKind.SAVED

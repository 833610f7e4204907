"""The open document follows what other programs do to it: a second screen, the command line."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

from workbench.errors import WorkbenchError
from workbench.model import Document, Segment
from workbench.store import watching
from workbench.store.writer import WriteQueue
from workbench.workflow.document_segments import DocumentSegments
from workbench.workflow.workspace import Workspace

Followed = Callable[[list[int] | None], None]
"""Called with the numbers of the segments that are others now, or None when the document has others altogether:
then :meth:`Desk.take_over` puts them in force."""


class DeskWatch:
    """The part of the desk that looks at what others write."""

    ws: Workspace
    document: Document
    read_only: bool
    segments: DocumentSegments
    _queue: WriteQueue
    _newest: dict[int, str]
    _undo: list[Any]
    _seen: int | None = None
    _theirs: int | None = None

    def _read_anew(self) -> None:
        raise NotImplementedError

    def _place_of(self, segment: int, number: int) -> int:
        raise NotImplementedError

    @property
    def recutting(self) -> bool:
        """Whether a split or join is on its way."""
        raise NotImplementedError

    def _begin_watching(self) -> None:
        """What is written from here on is seen: before the segments are read."""
        self._seen = watching.version(self.ws.store.read())

    @property
    def written_elsewhere(self) -> bool:
        """Whether anything was written since the last look, by whom ever: some microseconds."""
        if self.recutting:
            # It is looked at when that is done: the segments are about to be others by our own act.
            return False
        try:
            version = watching.version(self.ws.store.read())
        except WorkbenchError:
            return False
        before, self._seen = self._seen, version
        return before is not None and version != before

    def follow_segments(self, typed_in: Callable[[], int], done: Followed) -> None:
        """Take over what others changed, behind our own writes; ``done`` is called from the writer thread if there is any.

        The segment that is typed in is left as we know it, and named when its text is another one: the next write finds
        the other version, and both are shown.
        """

        def job(conn: Any) -> list[Segment] | None:
            # Our own writes show here as no change: this is the connection they went through.
            version, before = watching.version(conn), self._theirs
            if self.recutting:
                return []
            self._theirs = version
            return [] if version == before else self.segments.changed_elsewhere()

        def finished(found: list[Segment] | None, error: WorkbenchError | None) -> None:
            if error is not None:
                return
            if found is None:
                with contextlib.suppress(WorkbenchError):
                    self._read_anew()
                    done(None)
                return
            numbers = []
            for segment in found:
                at = self._place_of(segment.id, segment.number)
                if not at or self._newest.get(segment.id):
                    continue
                if at != typed_in():
                    self.segments[at - 1] = segment
                elif segment.current == self.segments[at - 1].current:
                    continue
                numbers.append(at)
            if numbers:
                done(numbers)

        if self.read_only:
            try:
                finished(job(self.ws.store.read()), None)
            except WorkbenchError as e:
                finished(None, e)
        else:
            self._queue.submit(job, finished)

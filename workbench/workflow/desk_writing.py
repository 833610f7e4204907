"""How what is done to the open document's segments is written, and what becomes of what cannot be.

Writes go through one queue to one writer thread, in the order they were asked for; what a write starts from is looked up
when it runs, for those queued before it have been written by then.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from workbench.errors import ReadOnlyError, StoreError, WorkbenchError
from workbench.model import Document, Project, SaveKind, SaveResult, Segment
from workbench.store.writer import WriteQueue
from workbench.workflow.clock import local_minute, now
from workbench.workflow.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Saved:
    """How a queued write ended. ``act`` is ``draft``, ``confirm``, ``unconfirm``, ``note``, ``waive``, ``unwaive``,
    ``review``, ``lock`` or ``unlock``.

    Exactly one of ``result`` and ``error`` is set, save for ``waive`` which has no result. ``number`` is the segment's as
    it was when the write was asked for, ``segment`` its id. ``again`` is set where it had failed before.
    """

    number: int
    act: str
    result: SaveResult | None = None
    error: WorkbenchError | None = None
    segment: int = 0
    again: bool = False

    @property
    def lost(self) -> bool:
        """Whether what was typed could not be written. A refusal is an error, too, but nothing is lost by it."""
        return isinstance(self.error, StoreError)

    @property
    def conflict(self) -> bool:
        """Whether somebody else had changed the segment meanwhile; our text is in its history."""
        return self.result is not None and self.result.kind is SaveKind.CONFLICT


SavedCallback = Callable[[Saved], None]
"""Called in the writer thread after a write was committed or given up."""


@dataclass(frozen=True, slots=True)
class Again:
    """How a text that could not be written is tried again: one that was to be confirmed, as a draft.

    ``kept`` is whether it is in a rescue file meanwhile.
    """

    act: str
    job: Callable[[Any], SaveResult]
    done: SavedCallback
    kept: bool = False


class DeskWriting:
    """The part of the desk that writes; what is written the parts behind it say."""

    ws: Workspace
    project: Project
    document: Document
    last_saved: str
    failure: str
    _queue: WriteQueue
    _lock: threading.Lock
    _unsaved: int
    _newest: dict[int, str]
    """The newest text of a segment, by its id, while it is not written."""
    _lost: dict[tuple[int, str], tuple[int, str, Again]]
    """What could not be written, by segment and act: its number, the text, how it is tried again."""

    def segment(self, number: int) -> Segment:
        """Return a segment."""
        raise NotImplementedError

    def _take(self, segment: Segment, number: int) -> None:
        raise NotImplementedError

    def _place_of(self, segment: int, number: int) -> int:
        raise NotImplementedError

    def _along(self, job: Callable[[Any], Any]) -> tuple[Callable[[Any], Any], Callable[[], None]]:
        raise NotImplementedError

    @property
    def unsaved(self) -> int:
        """Writes not committed yet."""
        return self._unsaved

    def try_again(self) -> None:
        """Queue anew what could not be written, if nothing else waits: there may be room again."""
        if self._unsaved or not self._lost:
            return
        lost = list(self._lost.items())
        self._lost.clear()
        for (segment_id, _act), (number, text, again) in lost:
            number = self._place_of(segment_id, number) or number
            self._write(number, again.act, again.job, again.done, text, segment_id, again=again, retried=True)

    def nowhere(self) -> list[tuple[int, str]]:
        """Return the texts that are in no file at all, each with the number of its segment: they go with the desk."""
        return [(number, text) for number, text, again in list(self._lost.values()) if not again.kept]

    def _count(self, change: int) -> None:
        with self._lock:
            self._unsaved += change

    def _write(
        self,
        number: int,
        act: str,
        job: Callable[[Any], SaveResult],
        done: SavedCallback,
        text: str,
        segment_id: int = 0,
        *,
        again: Again | None = None,
        retried: bool = False,
    ) -> None:
        """Queue a write of a segment.

        ``segment_id`` is its id where the number was looked up in another thread, ``again`` how its text is tried again
        where that is another act, ``retried`` whether this is such a try.
        """
        segment_id = segment_id or self.segment(number).id
        again = again or Again(act, job, done)
        job, lost = self._along(job)

        def finished(result: SaveResult | None, error: WorkbenchError | None) -> None:
            if error is not None:
                lost()
            if text and isinstance(error, StoreError) and not isinstance(error, ReadOnlyError):
                kept_now = again.kept or not error.nowhere
                self._lost[segment_id, again.act] = number, text, replace(again, kept=kept_now)
            elif error is None:
                self._lost.pop((segment_id, again.act), None)
            self._written(number, segment_id, act, result, error)
            done(Saved(number, act, result, error, segment_id, again=retried))

        self._count(1)
        if act in ("draft", "confirm"):
            self._newest[segment_id] = text
        self._queue.submit(
            job, finished, rescue=self._kept(number, act, text, segment_id) if text and not again.kept else None
        )

    def _kept(self, number: int, act: str, text: str, segment_id: int) -> dict[str, Any]:
        """Return what a rescue file says of a text."""
        return {
            "document": self.document.slug,
            "project": self.project.slug,
            "segment": number,
            "id": segment_id,
            "act": act,
            "text": text,
        }

    def _written(
        self, number: int, segment_id: int, act: str, result: SaveResult | None, error: WorkbenchError | None
    ) -> None:
        """Know what became of a write (in the writer thread)."""
        self._count(-1)
        if result is not None:
            self._take(result.segment, number)
            # What was to be filled in is nobody's text: a newer one of the person stays the newest.
            if act != "fill" and (
                result.kind is SaveKind.CONFLICT or self._newest.get(segment_id) == result.segment.current
            ):
                self._newest.pop(segment_id, None)
            self.last_saved, self.failure = local_minute(now()), self.failure if self._lost else ""
        elif isinstance(error, StoreError):
            # Why, not where: the path of the database would take the whole line of state.
            path = str(self.ws.store.path)
            self.failure = error.message.replace(f"{path}: ", "").replace(path, "the database")

"""What is written of the open document's segments: drafts, confirms, repeats, what is taken back.

Writes go through one queue to one writer thread, in the order they were asked for; what a write starts from is looked up
when it runs, for those queued before it have been written by then.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from workbench.config import Settings
from workbench.errors import WorkbenchError
from workbench.model import Document, Origin, Project, SaveKind, SaveResult, Segment
from workbench.store import memories as memories_table
from workbench.store import segments as segments_table
from workbench.store.provenance import of_target
from workbench.store.writer import WriteQueue
from workbench.workflow.clock import local_minute, now
from workbench.workflow.desk_cutting import Undo
from workbench.workflow.document_segments import DocumentSegments
from workbench.workflow.document_terms import DocumentTerms
from workbench.workflow.repeats import repeats


@dataclass(frozen=True, slots=True)
class Saved:
    """How a queued write ended. ``act`` is ``draft``, ``confirm``, ``unconfirm``, ``note``, ``waive`` or ``unwaive``.

    Exactly one of ``result`` and ``error`` is set, save for ``waive`` which has no result.
    """

    number: int
    act: str
    result: SaveResult | None = None
    error: WorkbenchError | None = None

    @property
    def conflict(self) -> bool:
        """Whether somebody else had changed the segment meanwhile; our text is in its history."""
        return self.result is not None and self.result.kind is SaveKind.CONFLICT


SavedCallback = Callable[[Saved], None]
"""Called in the writer thread after a write was committed or given up."""


class DeskWriting:
    """The writing part of the desk."""

    project: Project
    document: Document
    settings: Settings
    segments: DocumentSegments
    last_saved: str
    failure: str
    _queue: WriteQueue
    _lock: threading.Lock
    _unsaved: int
    _undo: list[Undo]
    _newest: dict[int, str]
    _confirming: dict[int, int]

    def segment(self, number: int) -> Segment:
        """Return a segment."""
        raise NotImplementedError

    def _know(self) -> DocumentTerms:
        raise NotImplementedError

    def _count_memory(self) -> None:
        raise NotImplementedError

    def _learn(self, confirmed: int = 0) -> None:
        raise NotImplementedError

    def _know_words(self, segment: int, target: str) -> None:
        raise NotImplementedError

    def _along(self, job: Callable[[Any], Any]) -> tuple[Callable[[Any], Any], Callable[[], None]]:
        raise NotImplementedError

    @property
    def unsaved(self) -> int:
        """Writes not committed yet."""
        return self._unsaved

    def save_draft(
        self,
        number: int,
        text: str,
        origin: Origin | None,
        done: SavedCallback,
        *,
        via: str | None = None,
        offered: str | None = None,
    ) -> None:
        """Keep text the person has not confirmed; where it came from is said as to the store's ``save_draft``."""
        segment_id = self.segment(number).id
        draft = text
        self._write(
            number,
            "draft",
            lambda conn: segments_table.save_draft(
                conn,
                segment_id,
                draft,
                self._rev(number),
                self.settings.author,
                now(),
                origin,
                via=via,
                offered=offered,
            ),
            done,
            text,
        )

    def confirm(
        self,
        number: int,
        text: str,
        origin: Origin | None,
        reason: str,
        done: SavedCallback,
        *,
        via: str | None = None,
        offered: str | None = None,
    ) -> None:
        """Confirm ``text``: segment, history and unit in one transaction. ``reason`` says why an issue was passed."""
        segment_id = self.segment(number).id
        undo = Undo(number)
        self._undo.append(undo)
        with self._lock:
            self._confirming[number] = self._confirming.get(number, 0) + 1

        def job(conn: Any) -> SaveResult:
            undo.before = self.segments[number - 1]
            memory = memories_table.ensure_memory(
                conn, self.project.memories[0], self.project.source, self.project.target
            )
            return segments_table.confirm(
                conn,
                segment_id,
                text,
                self._rev(number),
                self.settings.author,
                now(),
                origin or Origin.HUMAN,
                memory,
                reason,
                via=via,
                offered=offered,
            )

        def after(saved: Saved) -> None:
            with self._lock:
                self._confirming[number] -= 1
            self._count_memory()
            if saved.result and not saved.conflict:
                self._learn(1)
                self._know_words(segment_id, text)
                if undo.before is not None and undo.before.state.confirmed and undo.before.target != text:
                    self._empty_repeats(number, undo.before.target)
                # Behind what empties them.
                self._queue.submit(lambda _conn: None, lambda _r, _e: self._fill_repeats(number, text))
            done(saved)

        self._write(number, "confirm", job, after, text)

    def _fill_repeats(self, number: int, target: str) -> None:
        """Let the segments that say the same begin with the target just confirmed (runs in the writer thread)."""
        if self.settings.repeats != "fill":
            return
        for n in repeats(self.segments, number, self.segments.alike(number)):
            if not self._newest.get(n):
                self._write(n, "repeat", partial(self._repeat, n, target), lambda _saved: None, "")

    def _repeat(self, number: int, target: str, conn: Any) -> SaveResult:
        segment, author, at = self.segments[number - 1], self.settings.author, now()
        return segments_table.repeat(conn, segment.id, target, segment.rev, author, at)

    def _empty_repeats(self, number: int, target: str) -> None:
        """Take back what :meth:`_fill_repeats` put, where nobody has touched it (runs in the writer thread)."""
        source = self.segments[number - 1].source.strip()
        for n in self.segments.alike(number):
            s = self.segments[n - 1]
            if s.origin is Origin.REPEAT and s.draft == target and s.source.strip() == source:
                self._write(n, "repeat", partial(self._unrepeat, n, target), lambda _saved: None, "")

    def _unrepeat(self, number: int, target: str, conn: Any) -> SaveResult:
        segment, author, at = self.segments[number - 1], self.settings.author, now()
        return segments_table.unrepeat(conn, segment.id, target, segment.rev, author, at)

    def unconfirm(self, number: int, done: SavedCallback) -> None:
        """Take the confirmed target back to a draft; its unit leaves the memory, the history keeps it."""
        self._take_back(number, None, done)

    def undo_confirm(self, done: SavedCallback) -> int | None:
        """Take the last confirm of this sitting back and return its segment, None when there is none left.

        A segment that had been confirmed before gets its earlier target again, any other becomes a draft.
        """
        if not self._undo:
            return None
        entry = self._undo.pop()
        self._take_back(entry.number, entry, done)
        return entry.number

    def _take_back(self, number: int, undo: Undo | None, done: SavedCallback) -> None:
        """Queue an unconfirm, or with ``undo`` the way back to what a confirm had found.

        What was there before, and the unit that leaves the memory, are looked up when the write runs: a confirm
        queued before it has been written by then.
        """
        segment_id = self.segment(number).id
        was: list[str] = []

        def job(conn: Any) -> SaveResult:
            was.append(self.segments[number - 1].target)
            rev, author, at = self._rev(number), self.settings.author, now()
            before = undo.before if undo else None
            # What a reason had let pass once is not confirmed again without it.
            if before is None or not before.state.confirmed or self._know().stops(before, before.target):
                return segments_table.unconfirm(conn, segment_id, rev, author, at)
            memory = memories_table.ensure_memory(
                conn, self.project.memories[0], self.project.source, self.project.target
            )
            made = of_target(conn, before)
            return segments_table.confirm(
                conn,
                segment_id,
                before.target,
                rev,
                author,
                at,
                made.origin or Origin.HUMAN,
                memory,
                "undo",
                before.state,
                via=made.via,
                offered=made.offered,
            )

        def after(saved: Saved) -> None:
            self._count_memory()
            if saved.result and not saved.conflict and was:
                self._empty_repeats(number, was[-1])
            if saved.result:
                self._know_words(segment_id, saved.result.segment.target)
            done(saved)

        self._write(number, "unconfirm", job, after, "")

    def set_note(self, number: int, note: str, done: SavedCallback) -> None:
        """Keep a note with the segment."""
        segment_id = self.segment(number).id
        self._write(
            number, "note", lambda conn: segments_table.set_note(conn, segment_id, note, self._rev(number)), done, ""
        )

    def _rev(self, number: int) -> int:
        """The revision a write starts from, read when the write runs: earlier queued writes have raised it by then."""
        return self.segments[number - 1].rev

    def _count(self, change: int) -> None:
        with self._lock:
            self._unsaved += change

    def _write(self, number: int, act: str, job: Callable[[Any], SaveResult], done: SavedCallback, text: str) -> None:
        job, lost = self._along(job)

        def finished(result: SaveResult | None, error: WorkbenchError | None) -> None:
            self._count(-1)
            if result is not None:
                at = self._place_of(result.segment.id, number)
                if at:
                    self.segments[at - 1] = result.segment
                # What was to be filled in is nobody's text: a newer one of the person stays the newest.
                if act != "fill" and (
                    result.kind is SaveKind.CONFLICT or self._newest.get(number) == result.segment.current
                ):
                    self._newest.pop(number, None)
                self.last_saved, self.failure = local_minute(now()), ""
            elif error is not None:
                self.failure = error.message
                lost()
            done(Saved(number, act, result, error))

        self._count(1)
        if act in ("draft", "confirm"):
            self._newest[number] = text
        keep = {
            "document": self.document.slug,
            "project": self.project.slug,
            "segment": number,
            "act": act,
            "text": text,
        }
        self._queue.submit(job, finished, rescue=keep if text else None)

    def _place_of(self, segment: int, number: int) -> int:
        """Return the number of a segment by its id, as a rule the one given; 0 when the document has it no more."""
        at = self.segments.place_of(segment, number - 1)
        return 0 if at is None else at + 1

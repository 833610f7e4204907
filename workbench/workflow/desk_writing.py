"""What is written of the open document's segments: drafts, confirms, repeats, what is taken back.

Writes go through one queue to one writer thread, in the order they were asked for; what a write starts from is looked up
when it runs, for those queued before it have been written by then.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from workbench.config import Settings
from workbench.errors import ReadOnlyError, StoreError, WorkbenchError
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
class _Again:
    """How a text that could not be written is tried again: one that was to be confirmed, as a draft.

    ``kept`` is whether it is in a rescue file meanwhile.
    """

    act: str
    job: Callable[[Any], SaveResult]
    done: SavedCallback
    kept: bool = False


class DeskWriting:
    """The writing part of the desk."""

    ws: Workspace
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
    """The newest text of a segment, by its id, while it is not written."""
    _confirming: dict[int, int]
    """How many confirms of a segment are on their way, by its id."""
    _lost: dict[tuple[int, str], tuple[int, str, _Again]]
    """What could not be written, by segment and act: its number, the text, how it is tried again."""

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

    def _take(self, segment: Segment, number: int) -> None:
        raise NotImplementedError

    def _place_of(self, segment: int, number: int) -> int:
        raise NotImplementedError

    def _here(self, segment: int, number: int) -> Segment:
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
        self._write(number, "draft", self._draft(number, text, origin, via, offered), done, text)

    def _draft(
        self, number: int, text: str, origin: Origin | None, via: str | None, offered: str | None
    ) -> Callable[[Any], SaveResult]:
        segment_id = self.segment(number).id

        def job(conn: Any) -> SaveResult:
            rev, author = self._here(segment_id, number).rev, self.settings.author
            return segments_table.save_draft(
                conn, segment_id, text, rev, author, now(), origin, via=via, offered=offered
            )

        return job

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
            self._confirming[segment_id] = self._confirming.get(segment_id, 0) + 1

        def job(conn: Any) -> SaveResult:
            undo.before = self._here(segment_id, number)
            memory = memories_table.ensure_memory(
                conn, self.project.memories[0], self.project.source, self.project.target
            )
            return segments_table.confirm(
                conn,
                segment_id,
                text,
                undo.before.rev,
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
                self._confirming[segment_id] -= 1
            self._count_memory()
            if saved.result and not saved.conflict:
                self._learn(1)
                self._know_words(segment_id, text)
                if undo.before is not None and undo.before.state.confirmed and undo.before.target != text:
                    self._empty_repeats(segment_id, number, undo.before.target)
                # Behind what empties them.
                self._queue.submit(lambda _conn: None, lambda _r, _e: self._fill_repeats(segment_id, number, text))
            done(saved)

        draft = self._draft(number, text, origin, via, offered)
        self._write(number, "confirm", job, after, text, again=_Again("draft", draft, done))

    def _fill_repeats(self, segment_id: int, number: int, target: str) -> None:
        """Let the segments that say the same begin with the target just confirmed (runs in the writer thread)."""
        segments, number = self.segments, self._place_of(segment_id, number)
        if self.settings.repeats != "fill" or not number:
            return
        for n in repeats(segments, number, segments.alike(number)):
            same = segments[n - 1].id
            if not self._newest.get(same):
                self._write(n, "repeat", partial(self._repeat, same, n, target), lambda _saved: None, "", same)

    def _repeat(self, segment_id: int, number: int, target: str, conn: Any) -> SaveResult:
        segment, author, at = self._here(segment_id, number), self.settings.author, now()
        return segments_table.repeat(conn, segment.id, target, segment.rev, author, at)

    def _empty_repeats(self, segment_id: int, number: int, target: str) -> None:
        """Take back what :meth:`_fill_repeats` put, where nobody has touched it (runs in the writer thread)."""
        segments, number = self.segments, self._place_of(segment_id, number)
        if not number:
            return
        source = segments[number - 1].source.strip()
        for n in segments.alike(number):
            s = segments[n - 1]
            if s.origin is Origin.REPEAT and s.draft == target and s.source.strip() == source:
                self._write(n, "repeat", partial(self._unrepeat, s.id, n, target), lambda _saved: None, "", s.id)

    def _unrepeat(self, segment_id: int, number: int, target: str, conn: Any) -> SaveResult:
        segment, author, at = self._here(segment_id, number), self.settings.author, now()
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
            here = self._here(segment_id, number)
            was.append(here.target)
            rev, author, at = here.rev, self.settings.author, now()
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
                self._empty_repeats(segment_id, number, was[-1])
            if saved.result:
                self._know_words(segment_id, saved.result.segment.target)
            done(saved)

        self._write(number, "unconfirm", job, after, "")

    def set_note(self, number: int, note: str, done: SavedCallback) -> None:
        """Keep a note with the segment."""
        segment_id = self.segment(number).id

        def job(conn: Any) -> SaveResult:
            return segments_table.set_note(conn, segment_id, note, self._here(segment_id, number).rev)

        self._write(number, "note", job, done, note)

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
        again: _Again | None = None,
        retried: bool = False,
    ) -> None:
        """Queue a write of a segment.

        ``segment_id`` is its id where the number was looked up in another thread, ``again`` how its text is tried again
        where that is another act, ``retried`` whether this is such a try.
        """
        segment_id = segment_id or self.segment(number).id
        again = again or _Again(act, job, done)
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

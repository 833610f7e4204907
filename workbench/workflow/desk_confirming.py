"""What a translator does to a segment of the open document: drafts, confirms, taking confirms back, notes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from workbench.config import Settings
from workbench.model import Origin, Project, SaveResult, Segment
from workbench.store import memories as memories_table
from workbench.store import segments as segments_table
from workbench.store.writer import WriteQueue
from workbench.workflow.clock import now
from workbench.workflow.confirming import confirm_as_before
from workbench.workflow.desk_cutting import Undo
from workbench.workflow.desk_writing import Again, Saved, SavedCallback
from workbench.workflow.document_terms import DocumentTerms


class DeskConfirming:
    """The part of the desk for what is typed and confirmed."""

    project: Project
    settings: Settings
    _queue: WriteQueue
    _lock: threading.Lock
    _undo: list[Undo]
    _confirming: dict[int, int]
    """How many confirms of a segment are on their way, by its id."""

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

    def _here(self, segment: int, number: int) -> Segment:
        raise NotImplementedError

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
    ) -> None:
        raise NotImplementedError

    def _fill_repeats(self, segment_id: int, number: int, target: str) -> None:
        raise NotImplementedError

    def _empty_repeats(self, segment_id: int, number: int, target: str) -> None:
        raise NotImplementedError

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
        self._write(number, "confirm", job, after, text, again=Again("draft", draft, done))

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
            return confirm_as_before(conn, self.project, before, rev, author, at)

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

"""The open document: what the translator's screen shows and does.

Writes go through one queue to one writer thread, in the order they were asked for. The screen never waits for the
disk: it is told when a write is committed, and only then may it say so.
"""

from __future__ import annotations

import threading

from workbench.errors import NotFoundError
from workbench.model import (
    Comment,
    Context,
    Document,
    HistoryEntry,
    Project,
    Proposal,
    ProposalKind,
    Segment,
)
from workbench.store import documents as documents_table
from workbench.store import indexing
from workbench.store import memories as memories_table
from workbench.store import segments as segments_table
from workbench.store import units as units_table
from workbench.store.writer import WriteQueue
from workbench.termbase.termbase import Termbase
from workbench.tm.search import Memory
from workbench.workflow.clock import now
from workbench.workflow.desk_comments import DeskComments
from workbench.workflow.desk_completion import DeskCompletion
from workbench.workflow.desk_confirming import DeskConfirming
from workbench.workflow.desk_cutting import DeskCutting, Undo
from workbench.workflow.desk_effort import DeskEffort
from workbench.workflow.desk_filling import DeskFilling
from workbench.workflow.desk_fragments import DeskFragments
from workbench.workflow.desk_machine import DeskMachine
from workbench.workflow.desk_quality import DeskQuality
from workbench.workflow.desk_renewal import DeskRenewal
from workbench.workflow.desk_repeats import DeskRepeats
from workbench.workflow.desk_replacing import DeskReplacing
from workbench.workflow.desk_rescue import DeskRescue
from workbench.workflow.desk_resources import DeskResources
from workbench.workflow.desk_states import DeskStates
from workbench.workflow.desk_terms import DeskTerms
from workbench.workflow.desk_waiving import DeskWaiving
from workbench.workflow.desk_watch import DeskWatch
from workbench.workflow.desk_writing import DeskWriting
from workbench.workflow.document_segments import DocumentSegments
from workbench.workflow.pacing import Pace, Stopped
from workbench.workflow.projects import get_document, get_project, overview
from workbench.workflow.proposing import Proposer, context_of, load_proposer
from workbench.workflow.workspace import Workspace

COUNTED = 100_000
"""Units up to which they are counted again after every write."""


class Desk(
    DeskRenewal, DeskResources, DeskTerms, DeskMachine, DeskFragments, DeskEffort, DeskCompletion, DeskWriting,
    DeskRepeats, DeskConfirming, DeskWaiving, DeskCutting, DeskFilling, DeskWatch, DeskReplacing, DeskStates, DeskComments,
    DeskQuality, DeskRescue,
):  # fmt: skip
    """One document on the desk. Segment numbers count from 1."""

    def __init__(self, ws: Workspace, project: Project, document: Document) -> None:
        self.ws = ws
        self.project = project
        self.document = document
        self.settings = ws.settings
        self.read_only = ws.read_only
        self._begin_watching()
        self.segments = DocumentSegments(ws.store, document.id)
        self._begin_knowing()
        self._queue = WriteQueue(ws.store)
        self._confirming: dict[int, int] = {}
        self._lock = threading.Lock()
        self._unsaved = 0
        self._undo: list[Undo] = []
        self._proposer: Proposer | None = None
        self._begin_asking()
        self._begin_counting()
        self._begin_learning()
        self._begin_completing()
        self._comments: dict[int, list[Comment]] = {}
        self._memory_size = 0
        self._newest: dict[int, str] = {}
        self._lost = {}
        self._surveyed: DocumentSegments | None = None
        self._leaving = False
        self.last_saved = ""
        self.failure = ""
        self.rescued = []

    # ------------------------------------------------------------------ getting ready

    def prepare(self) -> None:
        """Load terms and memory, and survey an article. Slow for large ones: call it in a thread after the first paint."""
        self._load_comments()
        self.look_for_rescued()
        known = self._know()
        proposer = load_proposer(self.ws, self.project, known.terms)
        self._proposer = proposer
        proposer.terms = self._know().terms
        self._count_memory()
        if self.segments.long:
            self.segments.count_states()
        else:
            self.survey()
        self._learn()
        self._read_targets()

    @property
    def surveyed(self) -> bool:
        """Whether words are counted, and repeats and first mentions known: of a book some seconds after it was opened."""
        return self._surveyed is self.segments

    def survey(self) -> None:
        """Count words, find repeats and first mentions, with rests so that keys stay quick. For a thread."""
        segments, pace = self.segments, Pace(stopped=lambda: self._leaving, resting=True)
        try:
            segments.take_stock(pace.rest)
            self._know().survey(pace.rest)
        except Stopped:
            return
        self._surveyed = segments

    @property
    def prepared(self) -> bool:
        """Whether terms and memory are loaded; before that there are no hits and no proposals."""
        return self._proposer is not None

    @property
    def termbase(self) -> Termbase:
        """The terms of the document's glossaries as they are now."""
        return self._know().terms.termbase

    @property
    def memory(self) -> Memory | None:
        """What is searched; None until :meth:`prepare` has run."""
        return self._proposer.memory if self._proposer else None

    @property
    def memory_size(self) -> int:
        """How many units are searched: as of the last write, of very large memories as of the opening."""
        return self._memory_size

    def _count_memory(self) -> None:
        """Know how many units there are, and have those just confirmed indexed once they are some."""
        conn = self.ws.store.read()
        if not self.read_only and indexing.fresh_texts(conn) > indexing.FRESH:
            self._queue.submit(indexing.settle, lambda _r, _e: None)
        # Counting a million takes some 20 ms, and writes wait for it.
        if self._memory_size < COUNTED:
            self._memory_size = units_table.count_units(conn, memories_table.memory_ids(conn, self.project.memories))

    # ------------------------------------------------------------------ where we are

    def segment(self, number: int) -> Segment:
        """Return segment ``number``; raises :class:`NotFoundError` when the document has none."""
        if not 1 <= number <= len(self.segments):
            raise NotFoundError(
                f"There is no segment {number}.", f"{self.document.slug} has 1 to {len(self.segments)}."
            )
        return self.segments[number - 1]

    @property
    def start(self) -> int:
        """The segment to open first: where the person was, else the first open one, else the first."""
        place = documents_table.position(self.ws.store.read(), self.document.id)
        if place and 1 <= place[0] <= len(self.segments):
            return place[0]
        return self.next_open(len(self.segments))

    @property
    def start_caret(self) -> int | None:
        """Where in the target of :attr:`start` the person was, code points, maybe behind its end; None: nobody was there."""
        place = documents_table.position(self.ws.store.read(), self.document.id)
        return place[1] if place and 1 <= place[0] <= len(self.segments) else None

    def next_open(self, number: int, step: int = 1) -> int:
        """Return the next segment still to do, going round at the end; ``number`` itself when there is none.

        Behind the last of them come confirmed ones with a newer draft, on the disk or on its way there.
        """
        found = self.segments.next_open(number, step, self.confirming)
        if found != number:
            return found
        pending = (self._place_of(segment, number) for segment, text in list(self._newest.items()) if text)
        return next((n for n in pending if n not in (0, number) and not self.confirming(n)), number)

    def confirming(self, number: int) -> bool:
        """Whether a confirm of the segment is on its way."""
        return bool(self._confirming.get(self.segments[number - 1].id))

    @property
    def counted(self) -> bool:
        """Whether it is known how far the document is: of a very long one not before it is painted."""
        return self.segments.counted

    @property
    def translatable(self) -> int:
        """Segments to translate."""
        return self.segments.translatable

    @property
    def confirmed(self) -> int:
        """Segments confirmed and committed."""
        return self.segments.confirmed

    @property
    def words_total(self) -> int:
        """Source words to translate; 0 until :meth:`prepare` has run."""
        return self.segments.words_total

    @property
    def words_done(self) -> int:
        """Source words of confirmed segments."""
        return self.segments.words_done

    def remember_position(self, number: int, caret: int = 0) -> None:
        """Let the document open here next time, ``caret`` code points into the target. Not worth a word when it fails."""
        if not self.read_only:
            job, lost = self._along(
                lambda conn: documents_table.set_position(conn, self.document.id, number, now(), caret)
            )
            self._queue.submit(job, lambda _r, e: lost() if e is not None else None)

    # ------------------------------------------------------------------ knowledge about a segment

    def exact(self, number: int) -> list[Proposal]:
        """Return exact matches: a dictionary look-up."""
        if self._proposer is None:
            return []
        return self._proposer.exact(self.segment(number).source, self.terms(number), self._context(number))

    def matches(self, number: int) -> list[Proposal]:
        """Return exact matches, what an update left behind, and fuzzy matches, best first. A scan: call it in a thread."""
        if self._proposer is None:
            return []
        segment, hits = self.segment(number), self.terms(number)
        found = self._proposer.matches(segment.source, hits, self._context(number))
        if segment.state.confirmed:
            return found
        # The memory may have the same pair: it is shown once, as what it is in this article.
        exact = [p for p in found if p.kind is ProposalKind.EXACT]
        earlier = self._proposer.earlier(segment.source, self.history(number), hits)
        offers = {p.text: p for p in reversed([*exact, *earlier, *found])}
        return list(reversed(offers.values()))

    def _context(self, number: int) -> Context:
        return context_of(self.segments, number, self.document.slug)

    def history(self, number: int) -> list[HistoryEntry]:
        """Return what happened to the segment, oldest first."""
        return segments_table.history(self.ws.store.read(), self.segment(number).id)

    def take_over(self, *, forget: bool = False) -> bool:
        """Let the segments that were read last be those of the document; False when none were.

        Numbers may mean other segments from now on: to be called by who works with them. ``forget`` what could be taken
        back, where it is told by numbers that nobody can follow.
        """
        if not self._swap():
            return False
        if forget:
            self._undo.clear()
        if self.segments.long:
            threading.Thread(target=self.survey, name="survey", daemon=True).start()
        self._ask_ahead_anew()
        self._know_anew()
        self._load_comments()
        self._count_memory()
        return True

    def drawing(self) -> None:
        """What is written next waits until the screen is :meth:`drawn`, a moment at most."""
        self._queue.lull()

    def drawn(self) -> None:
        """The screen is drawn: write on."""
        self._queue.go_on()

    # ------------------------------------------------------------------ the end

    def flush(self, timeout: float = 10.0) -> bool:
        """Wait until everything queued is written; False when the time ran out."""
        self.keep_effort()
        return self._queue.flush(timeout)

    def close(self) -> None:
        """Write what is queued and let the writer thread end. The workspace stays open."""
        self._leaving = True
        self.ask_no_more()
        self.stop_filling()
        self._leave_engines()
        self._stop_learning()
        self._stop_reading()
        self.keep_effort()
        self._queue.close()


def open_desk(ws: Workspace, project: str | None = None, document: str | None = None) -> Desk:
    """Open a document: the named one, else the project's last opened, else the last opened of all.

    Raises :class:`NotFoundError` when there is nothing to open.
    """
    if project is not None:
        found = get_project(ws, project)
        if document is not None:
            return _with_text(Desk(ws, found, get_document(ws, found, document)))
        candidates = [(p.project, d) for p in overview(ws) for d in p.documents if p.project.id == found.id]
    else:
        candidates = [(p.project, d) for p in overview(ws) for d in p.documents]
    if not candidates:
        raise NotFoundError("There is no document to open.", "Import one with: workbench import PROJECT FILE")
    owner, row = max(candidates, key=lambda c: c[1].opened)
    return _with_text(Desk(ws, owner, get_document(ws, owner, row.document.slug)))


def _with_text(desk: Desk) -> Desk:
    """Refuse a document without a segment: nothing could be shown of it. No import makes one."""
    if not desk.segments:
        desk.close()
        raise NotFoundError(
            f"{desk.document.slug} is empty: there is no segment in it.",
            "Import the article again, as another document.",
        )
    return desk

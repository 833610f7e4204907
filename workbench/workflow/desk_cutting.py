"""Splitting and joining the segments of the open document, and saying what its paragraphs are; taken back by number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workbench.errors import UsageError, WorkbenchError
from workbench.model import BreakPoint, Document, Project, Role, Segment
from workbench.store import segments as segments_table
from workbench.store.writer import WriteQueue
from workbench.workflow import cutting, roles
from workbench.workflow.document_segments import DocumentSegments
from workbench.workflow.document_terms import DocumentTerms
from workbench.workflow.workspace import Workspace


@dataclass(slots=True)
class Undo:
    """A confirm of this sitting, or a split or join.

    ``before`` is the segment as the write of a confirm found it, None until that has run.
    """

    number: int
    before: Segment | None = None
    cut: cutting.Cut | None = None


def touched(number: int, by: int) -> tuple[int, ...]:
    """Return the segments a split (``by`` 1) or join (-1) at ``number`` is done to, by their numbers before it."""
    return (number,) if by > 0 else (number, number + 1)


@dataclass(frozen=True, slots=True)
class Recut:
    """What became of a change of what the segments are, done to segment ``number`` and perhaps its neighbours.

    With an ``error`` nothing was changed. Else ``by`` segments more stand behind ``last``, whose numbers have moved, and
    those of ``gone``, numbers of before, are others now.
    """

    act: str
    number: int
    last: int
    by: int = 0
    gone: tuple[int, ...] = ()
    cut: cutting.Cut | None = None
    error: WorkbenchError | None = None


RecutCallback = Callable[[Recut], None]
"""Called in the writer thread when it is written or given up; :meth:`DeskCutting.settle` is to be called then."""


class DeskCutting:
    """The part of the desk that changes what its segments are, through its queue, one change at a time.

    What was queued before is written before. The segments are others from :meth:`settle` on.
    """

    ws: Workspace
    project: Project
    document: Document
    segments: DocumentSegments
    recutting: bool = False
    """Whether such a change is on its way."""
    _queue: WriteQueue
    _undo: list[Undo]
    _undo_then: int = 0
    """How many acts of this sitting stood before the change that is on its way."""
    _known: DocumentTerms | None

    def segment(self, number: int) -> Segment:
        """Return a segment."""
        raise NotImplementedError

    def take_over(self) -> bool:
        """Let the segments that were read last be those of the document."""
        raise NotImplementedError

    def _know(self) -> DocumentTerms:
        raise NotImplementedError

    def _read_anew(self) -> None:
        raise NotImplementedError

    def _take(self, segment: Segment, number: int) -> None:
        raise NotImplementedError

    def _count(self, change: int) -> None:
        raise NotImplementedError

    def places(self, number: int) -> list[BreakPoint]:
        """Return where a segment may well be split, by offset into its text."""
        return cutting.places(self.segment(number), self.project.source, self._known.terms if self._known else None)

    def split(self, number: int, at: int, done: RecutCallback) -> None:
        """Split a segment; see :func:`workbench.workflow.cutting.split`."""

        def act() -> Recut:
            cut = cutting.split(self.ws, self.document, number, at)
            return Recut("split", number, number, 1, touched(number, 1), cut)

        self._recut("split", number, act, done)

    def join(self, number: int, done: RecutCallback) -> None:
        """Join a segment with the next one; see :func:`workbench.workflow.cutting.join`."""

        def act() -> Recut:
            cut = cutting.join(self.ws, self.project, self.document, number, self._know().terms)
            return Recut("join", number, number, -1, touched(number, -1), cut)

        self._recut("join", number, act, done)

    def set_role(self, number: int, role: Role, done: RecutCallback) -> None:
        """Say what the segment's paragraph is; see :func:`workbench.workflow.roles.set_role`."""

        def act() -> Recut:
            changed = roles.set_role(self.ws, self.project, self.document, number, role)
            return Recut("role", number, changed.last, changed.added)

        self._recut("role", number, act, done)

    def set_translate(self, number: int, done: RecutCallback, *, translate: bool) -> None:
        """Let a segment be translated or left out; see :func:`workbench.workflow.roles.set_translate`."""

        def act() -> Recut:
            roles.set_translate(self.ws, self.document, number, translate=translate)
            return Recut("translate", number, number)

        self._recut("translate", number, act, done)

    @property
    def abbreviation(self) -> str:
        """What looks like an abbreviation in front of the last joint, when the last act was a join; else ''."""
        cut = self._undo[-1].cut if self._undo else None
        return cut.abbreviation if cut is not None else ""

    @property
    def joint(self) -> str:
        """What is wrong where the targets of the last join meet, when the last act was one; else ''."""
        cut = self._undo[-1].cut if self._undo else None
        return cut.joint if cut is not None else ""

    def add_abbreviation(self, word: str) -> None:
        """Let no sentence of this project end behind a word, in what comes in from now on."""
        from workbench.workflow import segmentation

        segmentation.add_abbreviations(self.ws, self.project, [word])

    def undo_cut(self, done: RecutCallback) -> int | None:
        """Take the last act back when it was a split or join, and return its segment; else None.

        Ends with :class:`UsageError` when it cannot be taken back any more: what was done before it can be then.
        """
        if not self._undo or self._undo[-1].cut is None:
            return None
        number, cut = self._undo[-1].number, self._undo[-1].cut

        def act() -> Recut:
            cutting.undo_cut(self.ws, self.project, self.document, cut, self._know().terms)
            by = len(cut.before) * 2 - 3
            return Recut("undo", number, number, by, touched(number, by))

        self._recut("undo", number, act, done)
        return number

    def settle(self, recut: Recut) -> None:
        """Put a change in force, or away with one that was refused. Numbers mean other segments from here on."""
        self.recutting = False
        then, self._undo_then = self._undo_then, 0
        if recut.error is not None:
            if recut.act == "undo" and isinstance(recut.error, UsageError):
                del self._undo[then - 1]
            return
        self.take_over()
        if recut.act == "undo":
            then -= 1
            del self._undo[then]
        # What was done to these segments before is settled: taking it back alone would undo the cut half.
        before = [e for e in self._undo[:then] if e.number not in recut.gone]
        after = self._undo[then:]
        for entry in (*before, *after):
            if entry.number > recut.last:
                entry.number += recut.by
        if recut.cut is not None:
            before.append(Undo(recut.number, cut=recut.cut))
        self._undo[:] = [*before, *after]

    def _recut(self, name: str, number: int, act: Callable[[], Recut], done: RecutCallback) -> None:
        here = self.segment(number)
        if self.recutting:
            raise UsageError("The split or join before is not written yet.", "Try it again in a moment.")
        self.recutting, self._undo_then = True, len(self._undo)

        def unless_moved() -> Recut:
            # They say it by number, and are looked at once a second: a number may mean another segment by now.
            if self.segments.moved():
                raise UsageError(
                    "The segments of this article were changed by another program.",
                    "They show in a moment: do it again.",
                )
            return act()

        def finished(recut: Recut | None, error: WorkbenchError | None) -> None:
            self._count(-1)
            try:
                if recut is not None:
                    self._read_anew()
                    now = segments_table.get_segment(self.ws.store.read(), here.id)
                    if now is not None:
                        # What is typed into it meanwhile starts from here.
                        self._take(now, number)
            except WorkbenchError as e:
                error = e
            done(recut if recut is not None and error is None else Recut(name, number, number, error=error))

        self._count(1)
        self._queue.submit_act(unless_moved, finished)

"""Splitting and joining the segments of the open document, and saying what its paragraphs are; taken back by number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workbench.errors import UsageError
from workbench.model import BreakPoint, Document, Project, Role, Segment
from workbench.store.writer import WriteQueue
from workbench.workflow import cutting, roles
from workbench.workflow.document_terms import DocumentTerms
from workbench.workflow.workspace import Workspace

FLUSH_SECONDS = 10.0
"""Seconds to wait for what is queued before the segments are others."""


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


class DeskCutting:
    """The part of the desk that changes what its segments are, at once and behind everything queued."""

    ws: Workspace
    project: Project
    document: Document
    _queue: WriteQueue
    _undo: list[Undo]
    _known: DocumentTerms | None

    def segment(self, number: int) -> Segment:
        """Return a segment."""
        raise NotImplementedError

    def _know(self) -> DocumentTerms:
        raise NotImplementedError

    def _reload(self) -> None:
        raise NotImplementedError

    def _count_memory(self) -> None:
        raise NotImplementedError

    def places(self, number: int) -> list[BreakPoint]:
        """Return where a segment may well be split, by offset into its text."""
        return cutting.places(self.segment(number), self.project.source, self._known.terms if self._known else None)

    def split(self, number: int, at: int) -> None:
        """Split a segment at once, everything queued written before; see :func:`workbench.workflow.cutting.split`."""
        self._cut(number, 1, lambda: cutting.split(self.ws, self.document, number, at))

    def join(self, number: int) -> None:
        """Join a segment with the next one at once; see :func:`workbench.workflow.cutting.join`."""
        self._cut(number, -1, lambda: cutting.join(self.ws, self.project, self.document, number, self._know().terms))

    def set_role(self, number: int, role: Role) -> roles.Changed:
        """Say what the segment's paragraph is; see :func:`workbench.workflow.roles.set_role`."""
        self._queue.flush(FLUSH_SECONDS)
        changed = roles.set_role(self.ws, self.project, self.document, number, role)
        self._reload()
        for entry in self._undo:
            if entry.number > changed.last:
                entry.number += changed.added
        return changed

    def set_translate(self, number: int, *, translate: bool) -> None:
        """Let a segment be translated or left out; see :func:`workbench.workflow.roles.set_translate`."""
        self._queue.flush(FLUSH_SECONDS)
        roles.set_translate(self.ws, self.document, number, translate=translate)
        self._reload()

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

    def undo_cut(self) -> int | None:
        """Take the last act back when it was a split or join, and return its segment; else None.

        Raises :class:`UsageError` when it cannot be taken back any more: what was done before it can be then.
        """
        if not self._undo or self._undo[-1].cut is None:
            return None
        number, cut = self._undo[-1].number, self._undo[-1].cut
        self._queue.flush(FLUSH_SECONDS)
        try:
            cutting.undo_cut(self.ws, self.project, self.document, cut, self._know().terms)
        except UsageError:
            self._undo.pop()
            raise
        self._undo.pop()
        self._renew(number, len(cut.before) * 2 - 3)
        return number

    def _cut(self, number: int, by: int, act: Callable[[], cutting.Cut]) -> None:
        self.segment(number)
        self._queue.flush(FLUSH_SECONDS)
        cut = act()
        self._renew(number, by)
        self._undo.append(Undo(number, cut=cut))

    def _renew(self, number: int, by: int) -> None:
        """Read the segments anew: the numbers behind ``number`` have changed by ``by``, and all that is known by number."""
        self._reload()
        self._count_memory()
        # What was done to these segments before is settled: taking it back alone would undo the cut half.
        self._undo = [e for e in self._undo if e.number not in touched(number, by)]
        for entry in self._undo:
            if entry.number > number:
                entry.number += by

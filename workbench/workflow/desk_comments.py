"""The comments of the open document, as they are shown beside its segments."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from workbench.errors import WorkbenchError
from workbench.model import Comment, Document, Segment
from workbench.store import comments as comments_table
from workbench.store.writer import WriteQueue
from workbench.workflow import comments
from workbench.workflow.workspace import Workspace

Told = Callable[[WorkbenchError | None], None]
"""Called in the writer thread when it is written, or with what stood against it."""


class DeskComments:
    """The part of the desk that knows and keeps comments. None is known before the desk is prepared."""

    ws: Workspace
    document: Document
    read_only: bool
    _queue: WriteQueue
    _comments: dict[int, list[Comment]]
    """By the id of the segment, open ones first."""

    def segment(self, number: int) -> Segment:
        """Return a segment."""
        raise NotImplementedError

    def _count(self, change: int) -> None:
        raise NotImplementedError

    def _kept(self, number: int, act: str, text: str, segment_id: int) -> dict[str, Any]:
        raise NotImplementedError

    def comments(self, number: int) -> Sequence[Comment]:
        """Return the comments of a segment, open ones first."""
        return self._comments.get(self.segment(number).id, ())

    @property
    def open_comments(self) -> int:
        """How many comments of the document are not settled."""
        return sum(not c.done for found in self._comments.values() for c in found)

    @property
    def commented(self) -> frozenset[int]:
        """The ids of the segments that have comments."""
        return frozenset(self._comments)

    def add_comment(self, number: int, text: str, told: Told) -> None:
        """Say something of a segment. Ends with :class:`UsageError` for no words, or too many."""
        segment = self.segment(number)
        self._say(
            lambda: comments.add_comment(self.ws, segment, text), told, self._kept(number, "comment", text, segment.id)
        )

    def set_comment_done(self, comment: Comment, told: Told, *, done: bool) -> None:
        """Say that a comment is settled, or open again. Ends with :class:`NotFoundError` for one that is gone."""
        self._say(lambda: comments.set_done(self.ws, comment.id, done=done), told)

    def remove_comment(self, comment: Comment, told: Told) -> None:
        """Remove a comment of one's own. Ends with :class:`UsageError` for another's."""
        self._say(lambda: comments.remove_comment(self.ws, comment.id), told)

    def _say(self, act: Callable[[], Comment], told: Told, rescue: Mapping[str, Any] | None = None) -> None:
        """Queue it; what was said is known anew when ``told`` is called."""

        def finished(_result: object, error: WorkbenchError | None) -> None:
            self._count(-1)
            # Refused, it is mostly somebody else who was faster.
            with contextlib.suppress(WorkbenchError):
                self._load_comments()
            told(error)

        self._count(1)
        self._queue.submit_act(act, finished, rescue)

    def follow_comments(self, done: Callable[[], None]) -> None:
        """Take over what others said, behind our own writes; ``done`` is called from another thread if there is any."""
        before = self._comments

        def job(conn: Any) -> None:
            self._load_comments(conn)

        def finished(_result: object, error: WorkbenchError | None) -> None:
            if error is None and self._comments != before:
                done()

        if self.read_only:
            job(self.ws.store.read())
            finished(None, None)
        else:
            self._queue.submit(job, finished)

    def _load_comments(self, conn: Any = None) -> None:
        found: dict[int, list[Comment]] = {}
        for comment in comments_table.load(conn or self.ws.store.read(), self.document.id):
            found.setdefault(comment.segment, []).append(comment)
        self._comments = found

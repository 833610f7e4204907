"""Finding and replacing while a document is on the desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from workbench.errors import UsageError
from workbench.model import Document, Project, Undone
from workbench.store.writer import WriteQueue
from workbench.workflow.pacing import AT_ONCE, Pace, Stopped
from workbench.workflow.workspace import Workspace

if TYPE_CHECKING:
    from workbench.workflow.replace_pattern import Wish
    from workbench.workflow.replacing import Change, Done, Plan, Which


class DeskReplacing:
    """The part of the desk that replaces. Everything queued is written before it looks, and before it writes."""

    ws: Workspace
    project: Project
    document: Document
    _queue: WriteQueue
    replaced: int = 0
    """The bulk act of the last replacement of this sitting that can be taken back, 0 when there is none."""

    def flush(self, timeout: float = 10.0) -> bool:
        """Wait until everything queued is written."""
        raise NotImplementedError

    def _read_anew(self) -> None:
        raise NotImplementedError

    def plan_replacing(self, wish: Wish, which: Which, *, everywhere: bool = False, pace: Pace = AT_ONCE) -> Plan:
        """Find out what would be replaced in the document, or ``everywhere`` in its project. For a thread."""
        from workbench.workflow.replacing import plan_replacing

        self.flush()
        return plan_replacing(self.ws, self.project, None if everywhere else self.document, wish, which, pace)

    def replace(self, plan: Plan, changes: Sequence[Change], stopped: Callable[[], bool] = lambda: False) -> Done:
        """Write these changes of a plan as one bulk act. For a thread; the segments are read anew: :meth:`take_over`.

        When its turn has come, ``stopped`` says whether it is given up: :class:`UsageError`, and nothing is changed.
        """
        from workbench.workflow.replacing import replace_planned

        done = self._queue.call(lambda: replace_planned(self.ws, plan, changes, stopped), self._read_anew)
        self.replaced = done.batch or self.replaced
        return done

    def take_back_replacing(self, stopped: Callable[[], bool] = lambda: False) -> Undone:
        """Take the last replacement of this sitting back, as :meth:`replace`; what was changed since stays."""
        from workbench.workflow.batches import find_batch, undo_batch

        batch = self.replaced

        def act() -> Undone:
            try:
                return undo_batch(self.ws, find_batch(self.ws, batch), Pace(stopped=stopped))
            except Stopped as e:
                raise UsageError("It was given up.", "Nothing was changed.") from e

        undone = self._queue.call(act, self._read_anew)
        self.replaced = 0
        return undone

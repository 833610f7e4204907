"""The fragments of the document on the desk: looked up for a segment, learned anew when enough was confirmed."""

from __future__ import annotations

import threading

from workbench.errors import WorkbenchError
from workbench.model import Fragment, Project, Segment
from workbench.workflow.fragments import AFTER, Fragments
from workbench.workflow.workspace import Workspace


class DeskFragments:
    """The part of the desk that knows fragments."""

    ws: Workspace
    project: Project
    read_only: bool

    def segment(self, number: int) -> Segment:
        """Return a segment."""
        raise NotImplementedError

    def _begin_learning(self) -> None:
        self._fragments = Fragments(self.ws, self.project)
        self._since_looked = 0
        self._learning = threading.Lock()

    def fragments(self, number: int) -> list[Fragment]:
        """Return phrases of a segment with what they were translated as before. For a thread."""
        segment = self.segment(number)
        return self._fragments.find(segment.source, segment=segment.id) if segment.translate else []

    def _learn(self, confirmed: int = 0) -> None:
        """Have the fragments learned anew, in a process of its own, if it is time (runs in a thread of ours).

        Asked for when the document opens and after every :data:`AFTER` confirms; a failure costs nothing but fragments.
        """
        with self._learning:
            self._since_looked += confirmed
            if self.read_only or (confirmed and self._since_looked < AFTER):
                return
            self._since_looked = 0
            try:
                self._fragments.learn()
            except (WorkbenchError, OSError):
                return

    def _learn_of(self, project: Project) -> None:
        """Go by the memories the project has now; what was learned from others counts as nothing."""
        with self._learning:
            self._fragments.close()
            self._fragments = Fragments(self.ws, project)
        self._learn()

    def _stop_learning(self) -> None:
        with self._learning:
            self._fragments.close()

"""Segments that say the same as one just confirmed begin with its target; taken back, they are empty again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from workbench.config import Settings
from workbench.model import Origin, SaveResult, Segment
from workbench.store import segments as segments_table
from workbench.workflow.clock import now
from workbench.workflow.desk_writing import SavedCallback
from workbench.workflow.document_segments import DocumentSegments
from workbench.workflow.repeats import repeats


class DeskRepeats:
    """The part of the desk that fills repeats. All of it runs in the writer thread."""

    settings: Settings
    segments: DocumentSegments
    _newest: dict[int, str]

    def _place_of(self, segment: int, number: int) -> int:
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
    ) -> None:
        raise NotImplementedError

    def _fill_repeats(self, segment_id: int, number: int, target: str) -> None:
        """Let the segments that say the same begin with the target just confirmed."""
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
        """Take back what :meth:`_fill_repeats` put, where nobody has touched it."""
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

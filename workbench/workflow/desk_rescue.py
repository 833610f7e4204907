"""Texts of the open document that could not be written in an earlier sitting, and are in a rescue file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.model import Comment, Document, Project, Segment
from workbench.store import rescue
from workbench.store import segments as segments_table
from workbench.workflow.document_segments import DocumentSegments
from workbench.workflow.workspace import Workspace


class DeskRescue:
    """The part of the desk that knows them. Each is one text, the newest of its segment and kind."""

    ws: Workspace
    project: Project
    document: Document
    segments: DocumentSegments
    rescued: list[dict[str, Any]]
    """What can still be offered, the oldest first: ``segment`` is the number it has now."""
    _comments: dict[int, list[Comment]]
    _rescued_here: list[dict[str, Any]]

    def look_for_rescued(self) -> None:
        """Find what was not written, and nowhere else since; what was is set aside."""
        found = [e for e in rescue.pending(self.ws.paths) if self._is_of_here(e)]
        newest: dict[tuple[object, str], dict[str, Any]] = {}
        for entry in found:
            key = (entry.get("id") or entry.get("segment"), _kind(entry))
            newest.pop(key, None)
            newest[key] = entry
        self._rescued_here = found
        self.rescued = []
        for entry in newest.values():
            segment = self._segment_of(entry)
            if segment is None or not self._is_kept(segment, entry):
                number = segment.number if segment is not None else entry.get("segment", 1)
                self.rescued.append({**entry, "segment": number})
        if found and not self.rescued:
            self.forget_rescued()

    def forget_rescued(self) -> None:
        """Set the rescued texts of this document aside once each was shown; those of others stay to be offered there."""
        rescue.clear(self.ws.paths, lambda entry: not self._is_of_here(entry))
        self.rescued = []

    def _is_of_here(self, entry: Mapping[str, Any]) -> bool:
        project = entry.get("project", self.project.slug)
        return bool(project == self.project.slug and entry.get("document") == self.document.slug)

    def _segment_of(self, entry: Mapping[str, Any]) -> Segment | None:
        number, known = entry.get("segment"), entry.get("id")
        at = number - 1 if isinstance(number, int) else -1
        if isinstance(known, int):
            place = self.segments.place_of(known, at)
            return None if place is None else self.segments[place]
        return self.segments[at] if 0 <= at < len(self.segments) else None

    def _is_kept(self, segment: Segment, entry: Mapping[str, Any]) -> bool:
        """Whether the text was written after all, by a later try."""
        text, kind = entry.get("text"), _kind(entry)
        if kind == "note":
            return text == segment.note
        if kind == "comment":
            return any(c.text == text for c in self._comments.get(segment.id, ()))
        history = segments_table.history(self.ws.store.read(), segment.id)
        return text == segment.current or any(h.target == text for h in history)


def _kind(entry: Mapping[str, Any]) -> str:
    act = str(entry.get("act", ""))
    return act if act in ("note", "comment") else "text"

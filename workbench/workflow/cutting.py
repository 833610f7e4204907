"""Splitting and joining segments, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.errors import UsageError
from workbench.model import BreakPoint, Document, Project, Segment
from workbench.store import cuts as cuts_table
from workbench.store import segments as segments_table
from workbench.store import units as units_table
from workbench.text.clauses import break_points
from workbench.text.sentences import abbreviation_before, sentence_breaks
from workbench.workflow.clock import now
from workbench.workflow.terms import ProjectTerms
from workbench.workflow.workspace import Workspace

ABBREVIATION = 7
"""A word with its stop that is longer, in characters, is not asked about: it ended a sentence people wanted joined."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A split or join that was done: the segments as they were before it."""

    before: tuple[Segment, ...]

    @property
    def number(self) -> int:
        """The segment it was done to."""
        return self.before[0].number

    @property
    def abbreviation(self) -> str:
        """What looks like an abbreviation in front of a joint: ``تلف.``; '' for none, and for a split."""
        left = self.before[0]
        word = abbreviation_before(left.text, len(left.text)) if len(self.before) > 1 else ""
        return word if len(word) <= ABBREVIATION else ""


def places(segment: Segment, language: str, terms: ProjectTerms | None = None) -> list[BreakPoint]:
    """Return where a segment may be split, by offset into its text: ends of sentences, beginnings of clauses.

    No place lies inside a term of several words.
    """
    text = segment.text
    hits = terms.hits(text) if terms is not None else []
    forbidden = [(h.start, h.end) for h in hits if any(c.isspace() for c in text[h.start : h.end])]
    found = {p.offset: p for p in break_points(text, language, forbidden)}
    left = len(text) - len(text.lstrip())
    inner = text[left:].rstrip()
    found.update({left + b: BreakPoint(left + b, "sentence", automatic=True) for b in sentence_breaks(inner, language)})
    return [found[at] for at in sorted(found) if text[:at].strip() and text[at:].strip()]


def split(ws: Workspace, document: Document, number: int, at: int) -> Cut:
    """Split segment ``number`` so that the second part begins at ``at``, an offset into its text.

    Raises :class:`UsageError` when a part would be empty. See :mod:`workbench.store.cuts` for what becomes of its target.
    """
    with ws.store.write() as conn:
        found = segments_table.load_segments(conn, document.id)
        segment = _segment(found, number)
        if not 0 < at < len(segment.text) or not segment.text[:at].strip() or not segment.text[at:].strip():
            raise UsageError(
                f"Segment {number} cannot be split at {at}.", f"Name a place inside it, 1 to {len(segment.source) - 1}."
            )
        cuts_table.split(conn, segment, segment.start + at, ws.settings.author, now())
    return Cut((segment,))


def join(ws: Workspace, project: Project, document: Document, number: int) -> Cut:
    """Join segment ``number`` with the next one.

    Raises :class:`UsageError` when there is none, or it belongs to another paragraph.
    """
    with ws.store.write() as conn:
        found = segments_table.load_segments(conn, document.id)
        left = _segment(found, number)
        if number == len(found) or found[number].block != left.block:
            raise UsageError(
                f"Segment {number} is the last of its paragraph.", "Only segments of one paragraph can be joined."
            )
        right = found[number]
        memory = units_table.ensure_memory(conn, project.memories[0], project.source, project.target)
        cuts_table.join(conn, left, right, project.target, memory, ws.settings.author, now())
    return Cut((left, right))


def undo_cut(ws: Workspace, project: Project, document: Document, cut: Cut) -> None:
    """Take a split or join back: offsets, targets, states and units are as before, the history has it all.

    Raises :class:`UsageError` when the segments have been cut anew since.
    """
    author, when = ws.settings.author, now()
    with ws.store.write() as conn:
        found = segments_table.load_segments(conn, document.id)
        memory = units_table.ensure_memory(conn, project.memories[0], project.source, project.target)
        parts = [s for s in found if cut.before[0].start <= s.start < cut.before[-1].end]
        if not parts or parts[-1].end != cut.before[-1].end or len(parts) + len(cut.before) != 3:
            raise UsageError("These segments have been cut anew since.", "Split or join them as you want them.")
        if len(cut.before) == 1:
            cuts_table.join(conn, parts[0], parts[1], project.target, memory, author, when)
        else:
            cuts_table.split(conn, parts[0], cut.before[1].start, author, when)
        for segment in cut.before:
            cuts_table.restore(conn, segment, memory, author, when)


def _segment(found: list[Segment], number: int) -> Segment:
    if not 1 <= number <= len(found):
        raise UsageError(f"There is no segment {number}.", f"There are 1 to {len(found)}.")
    return found[number - 1]

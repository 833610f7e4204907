"""The names of a project's documents, with its glossaries and memories asked; and deciding them one by one for a desk."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from workbench.model import Document, Project
from workbench.store import segments as segments_table
from workbench.workflow.clock import now
from workbench.workflow.desk import Desk
from workbench.workflow.naming import (
    Name,
    Names,
    default_glossary,
    find_names,
    pairs_with,
    skip_for_ever,
    skipped,
    texts_of,
)
from workbench.workflow.naming_rows import Written, add_name, take_back, values_of
from workbench.workflow.pacing import Pace
from workbench.workflow.projects import documents_of
from workbench.workflow.proposing import load_memory
from workbench.workflow.terms import glossary_names, load_terms
from workbench.workflow.workspace import Workspace

__all__ = ["Decided", "Decision", "NamesDesk", "names_of"]


def names_of(ws: Workspace, project: Project, document: Document | None = None, *, least: int = 1) -> Names:
    """Return the names of a document, or of all documents of a project, by segment one behind the other."""
    conn = ws.store.read()
    documents = documents_of(ws, project, document)
    texts = [t for d in documents for t in texts_of(segments_table.load_segments(conn, d.id))]
    memory = load_memory(ws, project)
    return find_names(
        texts,
        load_terms(ws, project).termbase,
        project.source,
        least=least,
        pairs=lambda forms: pairs_with(forms, memory),
        without=skipped(ws.paths, project),
    )


PATIENCE, AGAIN = 60.0, 0.02
"""Seconds the names wait for terms and memory, which the screen under them loads; then they do without the memory. And
seconds between two looks whether these are there.
"""


class Decided(StrEnum):
    """What was decided of a candidate."""

    TAKEN = "taken"
    SKIPPED = "skipped"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Decision:
    """A candidate decided: the form it was given, and the row that was written (None, ``''`` for none)."""

    name: Name
    act: Decided
    form: str = ""
    glossary: str = ""
    concept: str = ""
    written: Written | None = None


class NamesDesk:
    """Decides the names of the open document. Its calls touch the disk: make them one behind the other, in a thread."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._paths = desk.ws.paths
        self.project, self.document = desk.project, desk.document
        self.glossary = default_glossary(self._paths, self.project)
        self.stopped = False

    @property
    def glossaries(self) -> tuple[str, ...]:
        """The glossaries a decision may go to: those the project is bound to."""
        return glossary_names(self._desk.ws, self.project) or (self.glossary,)

    def find(self) -> Names:
        """Return the names of the document, once its terms and memory are loaded; for a thread.

        Raises :class:`Stopped` once ``stopped`` is set.
        """
        until = time.monotonic() + PATIENCE
        while not self._desk.prepared and time.monotonic() < until and not self.stopped:
            time.sleep(AGAIN)
        segments = self._desk.segments
        hits = [self._desk.terms(s.number) if s.translate else () for s in segments]
        return find_names(
            texts_of(segments),
            self._desk.termbase,
            self.project.source,
            hits=hits,
            pairs=self._pairs,
            without=skipped(self._paths, self.project),
        )

    def _pairs(self, forms: Sequence[str]) -> Mapping[str, Sequence[str]]:
        memory, pace = self._desk.memory, Pace(stopped=lambda: self.stopped, resting=True)
        return pairs_with(forms, memory, pace.rest) if memory is not None else {}

    def take(self, name: Name, form: str, kind: str, glossary: str) -> Decision:
        """Write a name with its form to a glossary; the open document knows it from then on.

        Raises what writing a glossary raises.
        """
        origin = f"{self.project.slug}/{self.document.slug}"
        author, date = self._desk.settings.author, now()[:10]
        cells = values_of(name.candidate, form, kind, self.project.source, self.project.target, origin, author, date)
        written = add_name(self._paths, glossary, cells, self.project.source)
        self._desk.follow_glossaries()
        return Decision(name, Decided.TAKEN, form, glossary, written.concept.id, written)

    def skip(self, name: Name, *, never: bool = False) -> Decision:
        """Leave a name undecided this time, or with ``never`` for good in this project."""
        if never:
            skip_for_ever(self._paths, self.project, name.candidate.form)
        return Decision(name, Decided.NEVER if never else Decided.SKIPPED)

    def undo(self, decision: Decision) -> None:
        """Take a decision back: its row is removed, a name skipped for ever is offered again."""
        if decision.act is Decided.NEVER:
            skip_for_ever(self._paths, self.project, decision.name.candidate.form, skip=False)
        elif decision.written is not None:
            take_back(self._paths, decision.glossary, decision.written)
            self._desk.follow_glossaries()

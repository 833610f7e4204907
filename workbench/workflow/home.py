"""What the home screen tells besides progress: words left and open issues, counted in the background; names by a filter."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from workbench.errors import WorkbenchError
from workbench.model import Project, Severity
from workbench.store import documents as documents_table
from workbench.store import memories as memories_table
from workbench.store import segments as segments_table
from workbench.store import waivers as waivers_table
from workbench.text.fold import T2, fold
from workbench.text.tokens import count_words
from workbench.workflow.checking import neighbours
from workbench.workflow.document_terms import DocumentTerms
from workbench.workflow.glossaries import glossary_files
from workbench.workflow.projects import ProjectOverview
from workbench.workflow.terms import ProjectTerms, glossary_names, load_terms
from workbench.workflow.workspace import Workspace

SLICE, PAUSE = 0.003, 0.001
"""Seconds of counting in one go and of rest behind it: keys are handled meanwhile."""


@dataclass(frozen=True, slots=True)
class DocumentFigures:
    """What is left to do in a document, by its id: source words not confirmed, and open issues.

    Issues are those that count (no reason is given for them), warnings and above, of segments that have a text.
    """

    document: int
    words_left: int
    issues: int


@dataclass(slots=True)
class Counting:
    """Counts documents one after the other, and knows what it has counted as long as nothing about it changes.

    For a thread: :meth:`run` rests between slices. ``known`` are the figures by document.
    """

    ws: Workspace
    _kept: dict[int, tuple[object, DocumentFigures]] = field(default_factory=dict)
    _since: float = 0.0

    def run(
        self,
        projects: Sequence[ProjectOverview],
        found: Callable[[DocumentFigures], None],
        stop: threading.Event,
    ) -> None:
        """Count the documents of some projects, the last opened first, until ``stop`` is set.

        ``found`` is called for each. A project whose glossaries or texts cannot be read has no figures.
        """
        rows = sorted(
            ((d.opened, p.project, d.document.id, d) for p in projects for d in p.documents),
            key=lambda row: (row[0], -row[2]),
            reverse=True,
        )
        terms: dict[int, ProjectTerms] = {}
        for _opened, project, document, _row in rows:
            if stop.is_set():
                return
            try:
                stamp = self._stamp(project, document)
                known = self._kept.get(document)
                figures = known[1] if known and known[0] == stamp else self._count(project, document, terms, stop)
            except WorkbenchError:
                continue
            if figures is not None:
                self._kept[document] = (stamp, figures)
                found(figures)

    def _stamp(self, project: Project, document: int) -> object:
        """Return what the figures rest on: it is another when they may be."""
        files = [self.ws.paths.glossaries / name for name in glossary_names(self.ws, project)]
        return (
            documents_table.stamp(self.ws.store.read(), document),
            tuple((f.name, s.st_mtime_ns, s.st_size) for f in files if f.is_file() for s in (f.stat(),)),
        )

    def _count(
        self, project: Project, document: int, terms: dict[int, ProjectTerms], stop: threading.Event
    ) -> DocumentFigures | None:
        """Count a document; None when it was told to stop."""
        conn = self.ws.store.read()
        segments = segments_table.load_segments(conn, document)
        words = issues = 0
        known: DocumentTerms | None = None
        for at, segment in enumerate(segments):
            if stop.is_set():
                return None
            self._rest()
            if not segment.translate:
                continue
            if not segment.state.confirmed:
                words += count_words(segment.source)
            if not segment.current:
                continue
            if known is None:
                if project.id not in terms:
                    terms[project.id] = load_terms(self.ws, project)
                known = DocumentTerms(terms[project.id], segments, waivers_table.load(conn, document))
            found = known.all_issues(
                segment,
                segment.current,
                confirmed=segment.state.confirmed,
                around=neighbours(segments, at, lambda s: s.current),
                listed=True,
            )
            issues += sum(w is None and i.severity.rank >= Severity.WARNING.rank for i, w in found)
        return DocumentFigures(document, words, issues)

    def _rest(self) -> None:
        if time.perf_counter() - self._since > SLICE:
            time.sleep(PAUSE)
            self._since = time.perf_counter()


def fits(name: str, typed: str) -> bool:
    """Whether every word typed stands in a name, spelling variants of Arabic and case aside."""
    folded = fold(name, T2).casefold()
    return all(word in folded for word in fold(typed, T2).casefold().split())


def filtered(projects: Sequence[ProjectOverview], typed: str) -> Iterator[ProjectOverview]:
    """Yield the projects that fit, with all documents where the project's own name does, else with those that fit."""
    for p in projects:
        if fits(f"{p.project.name} {p.project.slug}", typed):
            yield p
            continue
        own = f"{p.project.name} {p.project.slug}"
        documents = tuple(d for d in p.documents if fits(f"{own} {d.document.slug} {d.document.name}", typed))
        if documents:
            yield ProjectOverview(p.project, documents)


def glossary_choices(ws: Workspace) -> list[str]:
    """Return the names of the workspace's glossaries."""
    return [p.name for p in glossary_files(ws.paths.glossaries)]


def memory_choices(ws: Workspace) -> list[tuple[str, str]]:
    """Return the memories with their languages (``ar > en``); nothing is counted."""
    return [(name, f"{source} > {target}") for name, source, target in memories_table.memory_names(ws.store.read())]

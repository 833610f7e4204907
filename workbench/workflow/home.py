"""What the home screen tells besides progress: words left and open issues, counted in the background; names by a filter."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.files import stamp_of
from workbench.model import Project, Segment, Severity
from workbench.store import documents as documents_table
from workbench.store import memories as memories_table
from workbench.store import segments as segments_table
from workbench.store import waivers as waivers_table
from workbench.store.guarded import ClosedError
from workbench.text.fold import T2, fold
from workbench.text.tokens import count_words
from workbench.workflow.pacing import Pace, Stopped
from workbench.workflow.projects import ProjectOverview
from workbench.workflow.workspace import Workspace

if TYPE_CHECKING:
    from workbench.qa.context import Quotes
    from workbench.workflow.checking import Surroundings
    from workbench.workflow.document_terms import DocumentTerms
    from workbench.workflow.terms import ProjectTerms


@dataclass(frozen=True, slots=True)
class DocumentFigures:
    """What is left to do in a document, by its id: source words not confirmed, and open issues.

    Issues are those that count (no reason is given for them), warnings and above, of segments that have a text.
    """

    document: int
    words_left: int
    issues: int


@dataclass(slots=True)
class _Counted:
    """What is known of a document: ``stamp`` is what its figures rest on, ``frame`` what each segment's count rests on
    besides its own revision and its neighbours' texts; ``each`` are these counts by segment.
    """

    stamp: object
    frame: object
    figures: DocumentFigures
    each: dict[int, tuple[object, int]]


@dataclass(slots=True)
class Counting:
    """Counts documents one after the other, and knows what it has counted as long as nothing about it changes.

    Segments that were not changed are not looked at again.
    """

    ws: Workspace
    _kept: dict[int, _Counted] = field(default_factory=dict)

    def run(
        self,
        projects: Sequence[ProjectOverview],
        found: Callable[[DocumentFigures], None],
        pace: Pace,
    ) -> None:
        """Count the documents of some projects, the last opened first, until ``pace`` is stopped; for a thread.

        ``found`` is called for each. A document that cannot be read, or whose glossaries cannot, has no figures.
        """
        rows = [(d.opened, d.document.id, p.project) for p in projects for d in p.documents]
        terms: dict[int, ProjectTerms] = {}
        with contextlib.suppress(Stopped):
            for _opened, document, project in sorted(rows, key=lambda row: row[0], reverse=True):
                pace.rest()
                try:
                    self._kept[document] = counted = self._counted(project, document, terms, pace)
                except ClosedError:
                    return
                except WorkbenchError:
                    continue
                found(counted.figures)

    def _counted(self, project: Project, document: int, terms: dict[int, ProjectTerms], pace: Pace) -> _Counted:
        """Return what is known of a document, counted now where it was changed."""
        # Loaded by who counts: the list of projects is drawn before.
        from workbench.workflow.terms import glossary_names

        files = [self.ws.paths.glossaries / name for name in glossary_names(self.ws, project)]
        stamps = tuple((f.name, stamp_of(f)) for f in files)
        texts, *others = documents_table.stamp(self.ws.store.read(), document)
        frame = (*others, stamps)
        known = self._kept.get(document)
        if known is not None and known.stamp == (texts, frame):
            return known
        each = known.each if known is not None and known.frame == frame else {}
        return self._count(_Counted((texts, frame), frame, DocumentFigures(document, 0, 0), each), project, terms, pace)

    def _count(self, counted: _Counted, project: Project, terms: dict[int, ProjectTerms], pace: Pace) -> _Counted:
        from workbench.qa.context import Quotes
        from workbench.text.quotation_marks import NONE, quotations
        from workbench.workflow.checking import surroundings
        from workbench.workflow.document_terms import DocumentTerms
        from workbench.workflow.terms import load_terms

        conn = self.ws.store.read()
        document, each = counted.figures.document, dict[int, tuple[object, int]]()
        segments = segments_table.load_segments(conn, document)
        words = 0
        known: DocumentTerms | None = None
        for at, segment in enumerate(segments):
            pace.rest()
            if segment.translate and not segment.state.confirmed:
                words += count_words(segment.source)
            if not (segment.translate and segment.current):
                continue
            around = surroundings(segments, at, lambda s: s.current)
            # Looked for only where it counts: it is what a segment's issues rest on farthest from it.
            marked = quotations(segment.current) != NONE
            quotes = around.quotes() if marked else Quotes()
            rests_on = (segment.rev, around.before, around.behind, quotes)
            if counted.each.get(segment.id, (None, 0))[0] == rests_on:
                each[segment.id] = counted.each[segment.id]
                continue
            if known is None:
                if project.id not in terms:
                    terms[project.id] = load_terms(self.ws, project)
                known = DocumentTerms(terms[project.id], segments, waivers_table.load(conn, document))
            each[segment.id] = rests_on, _issues(known, segment, around, quotes)
        figures = DocumentFigures(document, words, sum(n for _rests_on, n in each.values()))
        return replace(counted, figures=figures, each=each)


def _issues(known: DocumentTerms, segment: Segment, around: Surroundings, quotes: Quotes) -> int:
    # They were found before, to see what the count rests on.
    around = replace(around, quotes=lambda: quotes)
    found = known.all_issues(segment, segment.current, confirmed=segment.state.confirmed, around=around, listed=True)
    return sum(waiver is None and i.severity.rank >= Severity.WARNING.rank for i, waiver in found)


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
    from workbench.workflow.glossaries import glossary_files

    return [p.name for p in glossary_files(ws.paths.glossaries)]


def memory_choices(ws: Workspace) -> list[tuple[str, str]]:
    """Return the memories with their languages (``ar > en``); nothing is counted."""
    return [(name, f"{source} > {target}") for name, source, target in memories_table.memory_names(ws.store.read())]

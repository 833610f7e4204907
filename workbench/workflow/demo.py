"""The demo: a workspace with the samples in it, and a report of what the program makes of them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workbench.config import is_workspace
from workbench.errors import FileError, NotFoundError
from workbench.model import Issue, Project, Proposal, Segment, TermUse
from workbench.store import segments as segments_table
from workbench.workflow.checking import segment_issues
from workbench.workflow.importing import import_file
from workbench.workflow.memory_import import import_memory
from workbench.workflow.projects import documents_of, get_project, new_project
from workbench.workflow.proposing import load_proposer
from workbench.workflow.samples import ARTICLES, Samples, find_samples
from workbench.workflow.terms import load_terms
from workbench.workflow.workspace import Workspace, init_workspace, open_workspace

MEMORY = "sample-memory"
MAIN = ARTICLES[0][0]


@dataclass(frozen=True, slots=True)
class ReportRow:
    """What the program knows about one segment: best proposal, its terms, its issues."""

    segment: Segment
    best: Proposal | None
    uses: tuple[TermUse, ...]
    issues: tuple[Issue, ...]


def make_demo(folder: Path) -> tuple[Workspace, bool]:
    """Make the demo workspace in ``folder`` and open it; the flag says whether it was made now.

    A workspace that is there already is opened as it is: nothing is imported again, no work is touched. Raises
    :class:`FileError` when the folder holds something else.
    """
    folder = folder.expanduser().absolute()
    if folder.exists() and not folder.is_dir():
        raise FileError(folder, "is a file, not a folder.", "Choose another place with --into DIR.")
    if is_workspace(folder):
        ws = open_workspace(folder)
        try:
            get_project(ws, MAIN)
        except NotFoundError:
            # The first run was stopped half-way: what is missing is made, what is there stays.
            _fill(ws, find_samples())
            return ws, True
        return ws, False
    if folder.is_dir() and any(folder.iterdir()):
        raise FileError(folder, "is not empty and no workspace.", "Choose another place with --into DIR.")
    samples = find_samples()
    init_workspace(folder)
    ws = open_workspace(folder)
    _fill(ws, samples)
    return ws, True


def _fill(ws: Workspace, samples: Samples) -> None:
    target = ws.paths.glossaries / samples.glossary.name
    if not target.exists():
        shutil.copyfile(samples.glossary, target)
    import_memory(ws, samples.memory, memory=MEMORY)
    for name, source, language in reversed(ARTICLES):
        try:
            project = get_project(ws, name)
        except NotFoundError:
            project = new_project(ws, name, source, language, (target.name,), (MEMORY,))
        for article in samples.articles(source):
            import_file(ws, project, article)


def report(ws: Workspace, project: Project) -> Iterator[ReportRow]:
    """Yield a row for every segment of the project's documents."""
    terms = load_terms(ws, project)
    proposer = load_proposer(ws, project, terms)
    for document in documents_of(ws, project):
        for segment in segments_table.load_segments(ws.store.read(), document.id):
            if not segment.translate:
                yield ReportRow(segment, None, (), ())
                continue
            hits = tuple(terms.hits(segment.source))
            offers = proposer.matches(segment.source, hits)
            best = offers[0] if offers else None
            uses = tuple(terms.uses(hits, best.text if best else ""))
            issues = segment_issues(terms, segment.source, best.text, hits) if best else []
            yield ReportRow(segment, best, uses, tuple(issues))

"""Every stored pair and every segment whose source may have certain terms, in all projects and both directions.

Reading only, a page at a time, on this thread's own connection; nothing is remembered but where it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from workbench.errors import FileError
from workbench.model import Concept, Document, Project, Segment, Side, Unit
from workbench.store import documents, projects, segments, sweep
from workbench.termbase.glossary_file import GlossaryFile, read_glossary
from workbench.termbase.index import Concepts
from workbench.termbase.prefilter import MOST, SEPARATOR, Prefilter
from workbench.termbase.rows import Rows
from workbench.termbase.termbase import Termbase
from workbench.workflow.decisions import Decisions
from workbench.workflow.glossaries import glossary_files
from workbench.workflow.pacing import AT_ONCE, Pace
from workbench.workflow.terms import ProjectTerms, glossary_names, parts_of
from workbench.workflow.workspace import Workspace


@dataclass
class Judge:
    """The terms a pair is held to in one direction, and the ones that are asked about (None: all)."""

    terms: ProjectTerms
    ids: frozenset[str] | None

    @cached_property
    def sieve(self) -> Prefilter | None:
        """What tells which sources may have the terms; None where all are looked at."""
        if self.ids is None or len(self.ids) > MOST:
            return None
        return Prefilter(self._asked(self.ids), self.terms.source)

    def _asked(self, ids: frozenset[str]) -> Iterator[Concept]:
        for part in self.terms.termbase.concepts.parts:
            if isinstance(part, Rows):
                yield from (part[n] for n, i in enumerate(part.ids) if i in ids)
            else:
                yield from (c for c in part if c.id in ids)


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair that may have a term: ``source`` in the language the term is looked for in, ``target`` what is judged.

    ``side`` is which side of the stored pair the judged text is. Of a segment ``target`` is its confirmed target, else its
    draft, '' when it has neither.
    """

    judge: Judge
    source: str
    target: str
    side: Side
    unit: Unit | None = None
    segment: Segment | None = None
    document: Document | None = None
    project: Project | None = None


@dataclass
class Glossaries:
    """The glossaries of a workspace, each read once, and those that lie elsewhere (``more``), which hold everywhere."""

    ws: Workspace
    more: Sequence[GlossaryFile] = ()
    errors: list[FileError] = field(default_factory=list)
    _read: dict[Path, GlossaryFile | None] = field(default_factory=dict)

    def file(self, path: Path) -> GlossaryFile | None:
        """Return a glossary, None when it cannot be read; that is kept in ``errors``."""
        if path not in self._read:
            try:
                self._read[path] = found = read_glossary(path)
                self.errors += found.errors
            except FileError as e:
                self._read[path] = None
                self.errors.append(e)
        return self._read[path]

    def named(self, names: Sequence[str]) -> list[GlossaryFile]:
        """Return the glossaries with these names that can be read, behind those from elsewhere."""
        found = (self.file(self.ws.paths.glossaries / name) for name in names)
        return [*self.more, *(f for f in found if f is not None)]

    def all(self) -> list[GlossaryFile]:
        """Return all that can be read."""
        return self.named([p.name for p in glossary_files(self.ws.paths.glossaries)])


@dataclass
class Sweep:
    """One going through everything; ``pace`` is told how many articles and units of how many are done."""

    ws: Workspace
    glossaries: Glossaries
    decisions: Decisions
    pace: Pace = AT_ONCE
    translated: bool = True
    _judges: dict[tuple[tuple[str, ...], str, str], Judge] = field(default_factory=dict)
    _done: int = 0
    _total: int = 0

    def pairs(self) -> Iterator[Pair]:
        """Yield what may have a term: the segments by project and document, then the units that have no segment.

        Only segments that have a target, unless ``translated`` is off. Raises what ``pace`` raises.
        """
        conn = self.ws.store.read()
        found = [p for archived in (False, True) for p in projects.list_projects(conn, archived=archived)]
        articles = [(p, d) for p in found for d in documents.list_documents(conn, p.id)]
        self._total = len(articles) + sweep.last_unit(conn)
        self._step(0)
        for project, document in articles:
            yield from self._article(project, document)
            self._step(1)
        names = tuple(f.path.name for f in self.glossaries.all())
        yield from self._units(names)

    def _step(self, count: int) -> None:
        self._done = min(self._total, self._done + count)
        self.pace.step(self._done, self._total)

    def _judge(self, names: tuple[str, ...], source: str, target: str) -> Judge:
        source, target = source.split("-")[0], target.split("-")[0]
        found = self._judges.get((names, source, target))
        if found is None:
            files = self.glossaries.named(names)
            parts = parts_of(files)
            ids: dict[tuple[str, str], str] = {}
            for file, part in zip(files, parts, strict=True):
                for own, apart in zip(file.concepts.ids, part.ids, strict=True):
                    ids.setdefault((file.path.name, own), apart)
            asked, over = self.decisions.asked(ids, target)
            base = Termbase(Concepts(over, *parts) if over else Concepts(*parts))
            found = Judge(ProjectTerms(base, source, target), asked)
            self._judges[names, source, target] = found
        return found

    def _article(self, project: Project, document: Document) -> Iterator[Pair]:
        judge = self._judge(tuple(glossary_names(self.ws, project)), project.source, project.target)
        text, rows = sweep.article_text(self.ws.store.read(), document.id)
        rows = [r for r in rows if r[3] or not self.translated]
        if not rows:
            return
        at: Sequence[int] = range(len(rows))
        if judge.sieve is not None:
            page = SEPARATOR.join(text[start:end].replace(SEPARATOR, " ") for _id, start, end, _has in rows)
            at = judge.sieve.rows(page.encode("utf-8", "replace"))
        for n in at:
            segment = segments.get_segment(self.ws.store.read(), rows[n][0])
            self.pace.rest()
            if segment is not None:
                target = segment.target or segment.draft or ""
                yield Pair(judge, segment.source, target, Side.TARGET, None, segment, document, project)

    def _units(self, names: tuple[str, ...]) -> Iterator[Pair]:
        into_english, into_arabic = self._judge(names, "ar", "en"), self._judge(names, "en", "ar")
        conn = self.ws.store.read()
        for page in sweep.unit_pages(conn):
            for unit in sweep.units_at(conn, page, _rows(into_english, page.arabic)):
                if unit.source_lang.split("-")[0] == "ar":
                    yield Pair(into_english, unit.source, unit.target, Side.TARGET, unit)
                else:
                    yield Pair(into_english, unit.target, unit.source, Side.SOURCE, unit)
            for unit in sweep.units_at(conn, page, _rows(into_arabic, page.english), english=True):
                yield Pair(into_arabic, unit.source, unit.target, Side.TARGET, unit)
            self._step(page.last - page.after)


def _rows(judge: Judge, texts: bytes | None) -> Sequence[int]:
    """Return which texts of a page may have the terms."""
    if texts is None:
        return ()
    return range(sweep.count_texts(texts)) if judge.sieve is None else judge.sieve.rows(texts)

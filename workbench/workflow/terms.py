"""The termbase of a project: its glossaries loaded in order of priority."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from workbench.errors import FileError
from workbench.model import Mention, Project, TermHit, TermUse
from workbench.store import units
from workbench.termbase.check import check_terms
from workbench.termbase.frequency import Counts, TextCounts, WordCounts
from workbench.termbase.glossary_file import GlossaryFile
from workbench.termbase.index import Concepts
from workbench.termbase.mentions import has_mentions
from workbench.termbase.rows import Rows
from workbench.termbase.termbase import Termbase
from workbench.workflow.glossaries import glossary_files, read_good
from workbench.workflow.workspace import Workspace

if TYPE_CHECKING:
    from workbench.termbase.repair import Repaired

COUNTED = 5000
"""So many of the latest units have their Arabic words counted: 0.1 s, once, and only when a short name needs it."""
NO_MENTIONS: Mapping[str, Mention] = MappingProxyType({})
"""Nothing is known of the document: all accepted forms are right."""


@dataclass(frozen=True)
class ProjectTerms:
    """A project's terms in its direction, and what was wrong with rows of its glossary files."""

    termbase: Termbase
    source: str
    target: str
    errors: tuple[FileError, ...] = ()

    def hits(self, source_text: str, *, nested: bool = False) -> list[TermHit]:
        """Return the terms standing in a source text, in their order there."""
        return self.termbase.find(source_text, self.source, nested=nested)

    def uses(
        self,
        hits: list[TermHit] | tuple[TermHit, ...],
        target_text: str,
        mentions: Mapping[str, Mention] = NO_MENTIONS,
    ) -> list[TermUse]:
        """Return what became of those terms in a target text; ``mentions`` says by concept which mention this is."""
        return check_terms(
            hits, target_text, self.target, mentions, lambda: self.termbase.find(target_text, self.target)
        )

    @cached_property
    def has_mentions(self) -> bool:
        """Whether any concept has a form of its own for its first or its later mentions in the target language."""
        return any(has_mentions(part, self.target) for part in self.termbase.concepts.parts)

    def repaired(self, hits: list[TermHit] | tuple[TermHit, ...], source_text: str, target_text: str) -> Repaired:
        """Return a target no person has written for this source with those terms put right."""
        from workbench.termbase.repair import repair

        known = self.termbase.find(target_text, self.target) if hits else []
        return repair(hits, target_text, self.target, known, source_text)


def load_terms(ws: Workspace, project: Project) -> ProjectTerms:
    """Load the project's glossaries, those of the workspace when it names none.

    A missing file or a bad row is reported in ``errors`` and blocks no other; files that give no terms at all are among
    the workspace's ``unread`` too.
    """
    paths = [ws.paths.glossaries / name for name in glossary_names(ws, project)]
    files, unread = read_good(paths, project.source, project.target)
    ws.unread.update((e.path, e) for e in unread)
    return terms_of(ws, project, files, [*unread, *(e for f in files for e in f.errors)])


def glossary_names(ws: Workspace, project: Project) -> tuple[str, ...]:
    """Return the glossaries of a project in order of priority, those of the workspace when it names none."""
    return project.glossaries or tuple(p.name for p in glossary_files(ws.paths.glossaries))


def terms_of(
    ws: Workspace, project: Project, files: Sequence[GlossaryFile], errors: Sequence[FileError] = ()
) -> ProjectTerms:
    """Return the terms of glossaries that were read, the first of highest priority."""
    return ProjectTerms(termbase_of(files, own_counts(lambda: ws)), project.source, project.target, tuple(errors))


def own_counts(workspace: Callable[[], Workspace | None]) -> Counts:
    """Return the word counts of a workspace: what its translators write decides how a word is read, before what others do.

    ``workspace`` is asked for it when a short name needs the counts, and not before; None: there is none after all.
    """

    def texts() -> list[str]:
        ws = workspace()
        return units.latest_texts(ws.store.read(), "ar", COUNTED) if ws else []

    return WordCounts(TextCounts(texts))


def glossary_terms(
    files: Sequence[GlossaryFile], source: str, target: str, workspace: Callable[[], Workspace | None]
) -> ProjectTerms:
    """Return the terms of glossary files in a direction, outside any project; ``workspace`` is whose words are counted."""
    return ProjectTerms(termbase_of(files, own_counts(workspace)), source, target)


def termbase_of(files: Sequence[GlossaryFile], counts: Counts | None = None) -> Termbase:
    """Return the concepts of glossaries as a termbase, the first of highest priority; no two have one id."""
    return Termbase(Concepts(*parts_of(files)), counts)


def parts_of(files: Sequence[GlossaryFile]) -> list[Rows]:
    """Return the concepts of glossaries, each under an id that no earlier glossary has."""
    parts: list[Rows] = []
    for file in files:
        parts.append(file.concepts.apart_from(tuple(parts)) if parts else file.concepts)
    return parts

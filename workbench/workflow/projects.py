"""Projects and their documents: making, listing, finding, renaming, archiving, removing."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import NotFoundError, UsageError
from workbench.model import LANGUAGES, ClauseMode, Document, Project
from workbench.store import backups
from workbench.store import documents as documents_table
from workbench.store import memories as memories_table
from workbench.store import projects as projects_table
from workbench.workflow.clock import now
from workbench.workflow.names import checked_name, slug
from workbench.workflow.workspace import Workspace


@dataclass(frozen=True, slots=True)
class DocumentOverview:
    """A document and how far it is. ``opened`` is a stored time or ''."""

    document: Document
    segments: int
    translatable: int
    confirmed: int
    drafts: int
    opened: str = ""

    @property
    def percent(self) -> int:
        """Confirmed share of what is to be translated, whole percent; 100 when there is nothing to translate."""
        return 100 * self.confirmed // self.translatable if self.translatable else 100


@dataclass(frozen=True, slots=True)
class ProjectOverview:
    """A project and its documents, the last opened first."""

    project: Project
    documents: tuple[DocumentOverview, ...]

    @property
    def translatable(self) -> int:
        """Segments to translate in all documents."""
        return sum(d.translatable for d in self.documents)

    @property
    def confirmed(self) -> int:
        """Segments confirmed in all documents."""
        return sum(d.confirmed for d in self.documents)


def new_project(
    ws: Workspace,
    name: str,
    source: str,
    target: str,
    glossaries: Sequence[str] = (),
    memories: Sequence[str] = (),
    *,
    confidential: bool = False,
    clauses: ClauseMode = ClauseMode.SOFT,
) -> Project:
    """Make a project with its own memory (first, written to), then the named ones in the order given.

    Glossaries are file names under ``glossaries/``; none given means all that lie there when they are read. Raises
    :class:`UsageError` for a bad name, pair or a project that is already there, :class:`NotFoundError` for a glossary
    that does not exist.
    """
    name = checked_name(name)
    key = slug(name)
    if source == target or source not in LANGUAGES or target not in LANGUAGES:
        raise UsageError(
            f"{source!r} to {target!r} is not a pair of this program.", "Use --from ar --to en or --from en --to ar."
        )
    known = _by_slug(ws, key)
    if known is not None:
        raise UsageError(f"There is a project {known.slug!r} already.", f"Open it with: workbench open {known.slug}")
    _known_glossaries(ws, glossaries)
    names = tuple(dict.fromkeys((key, *memories)))
    with ws.store.write() as conn:
        for memory in names:
            memories_table.ensure_memory(conn, memory, source, target)
        project = projects_table.insert_project(
            conn,
            slug=key,
            name=name,
            source=source,
            target=target,
            glossaries=tuple(glossaries),
            memories=names,
            confidential=confidential,
            clauses=clauses,
            at=now(),
        )
    ws.paths.source(key).mkdir(parents=True, exist_ok=True)
    return project


def get_project(ws: Workspace, name: str) -> Project:
    """Return the project with this slug or name, in any case; raises :class:`NotFoundError` naming the ones there are."""
    project = _by_slug(ws, name) or _by_slug(ws, slug(name))
    if project is None:
        there = ", ".join(p.slug for p in projects_table.list_projects(ws.store.read())) or "none yet"
        raise NotFoundError(f"There is no project {name!r}.", f"Projects here: {there}.")
    return project


def _by_slug(ws: Workspace, key: str) -> Project | None:
    """Return the project with this slug. Case does not count: on some computers folders have none."""
    conn = ws.store.read()
    found = projects_table.get_project(conn, key)
    if found is not None:
        return found
    everyone = [p for archived in (False, True) for p in projects_table.list_projects(conn, archived=archived)]
    return next((p for p in everyone if p.slug.casefold() == key.casefold()), None)


def get_document(ws: Workspace, project: Project, name: str) -> Document:
    """Return the project's document with this slug, in any case; raises :class:`NotFoundError` naming the ones there are."""
    conn = ws.store.read()
    document = documents_table.get_document(conn, project.id, name)
    if document is None:
        same = [d for d in documents_table.list_documents(conn, project.id) if d.slug.casefold() == name.casefold()]
        document = documents_table.get_document(conn, project.id, same[0].slug) if same else None
    if document is None:
        there = ", ".join(d.slug for d in documents_table.list_documents(conn, project.id)) or "none yet"
        raise NotFoundError(f"Project {project.slug} has no document {name!r}.", f"Documents here: {there}.")
    return document


def find_place(ws: Workspace, place: str) -> tuple[Project, Document | None]:
    """Read ``PROJECT`` or ``PROJECT/DOC`` as the command line gives it."""
    name, _, rest = place.partition("/")
    project = get_project(ws, name)
    return project, get_document(ws, project, rest) if rest else None


def documents_of(ws: Workspace, project: Project, document: Document | None = None) -> list[Document]:
    """Return the one document, or all of the project in the order they were imported."""
    return [document] if document is not None else documents_table.list_documents(ws.store.read(), project.id)


def overview(ws: Workspace, *, archived: bool = False) -> list[ProjectOverview]:
    """Return all projects with their documents and progress."""
    conn = ws.store.read()
    out = []
    for project in projects_table.list_projects(conn, archived=archived):
        progress = documents_table.progress(conn, project.id)
        rows = []
        for document in documents_table.list_documents(conn, project.id):
            p = progress[document.id]
            rows.append(
                DocumentOverview(document, p.segments, p.translatable, p.confirmed, p.drafts, p.last_opened or "")
            )
        rows.sort(key=lambda r: r.opened, reverse=True)
        out.append(ProjectOverview(project, tuple(rows)))
    return out


def searching(ws: Workspace, memory: str) -> list[Project]:
    """Return the projects, archived ones left out, that search a memory."""
    return [p for p in projects_table.list_projects(ws.store.read(), archived=False) if memory in p.memories]


def add_memory(ws: Workspace, project: Project, memory: str) -> Project:
    """Let a project search one more memory, after those it has."""
    if memory in project.memories:
        return project
    with ws.store.write() as conn:
        projects_table.update_project(conn, project.id, memories=(*project.memories, memory))
    return get_project(ws, project.slug)


def set_resources(
    ws: Workspace,
    project: Project,
    glossaries: Sequence[str] | None = None,
    memories: Sequence[str] | None = None,
    *,
    confidential: bool | None = None,
    clauses: ClauseMode | None = None,
) -> Project:
    """Give a project other glossaries or memories, the most important first; None leaves them as they are.

    No glossary at all means every one of the workspace. The project's own memory stays the first: confirmed pairs go
    there. Raises :class:`NotFoundError` for a glossary or memory that does not exist.
    """
    _known_glossaries(ws, glossaries or ())
    there = {m.name for m in memories_table.list_memories(ws.store.read())}
    for memory in memories or ():
        if memory not in there:
            raise NotFoundError(f"There is no memory {memory!r}.", "See: workbench tm list")
    names = None if memories is None else tuple(dict.fromkeys((project.memories[0], *memories)))
    with ws.store.write() as conn:
        projects_table.update_project(
            conn, project.id, glossaries=glossaries, memories=names, confidential=confidential, clauses=clauses
        )
    return get_project(ws, project.slug)


def _known_glossaries(ws: Workspace, names: Sequence[str]) -> None:
    for file in names:
        if not (ws.paths.glossaries / file).is_file():
            raise NotFoundError(
                f"There is no glossary {file} in {ws.paths.glossaries}.", "See: workbench glossary list"
            )


def rename_project(ws: Workspace, project: Project, name: str) -> None:
    """Give a project another name. Its folder and slug stay, so that scripts and links keep working."""
    name = checked_name(name)
    with ws.store.write() as conn:
        projects_table.update_project(conn, project.id, name=name)


def archive_project(ws: Workspace, project: Project, *, archived: bool = True) -> None:
    """Take a project off the home screen, or put it back."""
    with ws.store.write() as conn:
        projects_table.update_project(conn, project.id, archived=archived)


def remove_project(ws: Workspace, project: Project) -> Path:
    """Remove a project, its documents and its folder. Its units stay in their memories.

    The database as it was is kept in a backup, which is returned.
    """
    kept = backups.make_backup(ws.paths, "manual")
    with ws.store.write() as conn:
        projects_table.remove_project(conn, project.id)
    shutil.rmtree(ws.paths.project(project.slug), ignore_errors=True)
    return kept

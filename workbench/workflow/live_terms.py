"""A project's terms that follow their files: git, an editor or another window may change a glossary at any time."""

from __future__ import annotations

import threading

from workbench.errors import FileError
from workbench.files import Stamp, stamp_of
from workbench.model import Project
from workbench.termbase.glossary_file import GlossaryFile, read_glossary
from workbench.workflow.terms import ProjectTerms, glossary_names, terms_of
from workbench.workflow.workspace import Workspace


class LiveTerms:
    """The terms as they were read last, and whether their files are still those."""

    def __init__(self, ws: Workspace, project: Project) -> None:
        self._ws, self._project = ws, project
        self._files: dict[str, GlossaryFile] = {}
        self._stamps: dict[str, Stamp] = {}
        self._unread: dict[str, FileError] = {}
        self._lock = threading.Lock()
        self.terms: ProjectTerms | None = None
        self.gone: tuple[str, ...] = ()
        """Files that were there when the terms were read before, and are not any more."""

    def follow(self, project: Project) -> None:
        """Be the terms of a project as it is now, with other glossaries or in another order; files read already stay."""
        with self._lock:
            self._project, self.terms = project, None

    @property
    def changed(self) -> bool:
        """Whether a file was changed, added or removed since. Costs one look at each file's date and size."""
        return self.terms is None or self._stamps != self._look()

    def read(self) -> ProjectTerms:
        """Return the terms of the files as they are now; only those that changed are read.

        One that cannot be read at all stays as it was last good, and is told in ``errors``.
        """
        with self._lock:
            # Looked at before they are read: a change in between is found the next time.
            stamps = self._look()
            if self.terms is not None and stamps == self._stamps:
                return self.terms
            files: dict[str, GlossaryFile] = {}
            unread: dict[str, FileError] = {}
            for name, stamp in stamps.items():
                file = self._files.get(name)
                if stamp != self._stamps.get(name) or (file is None and name not in self._unread):
                    try:
                        file = read_glossary(
                            self._ws.paths.glossaries / name, source=self._project.source, target=self._project.target
                        )
                    except FileError as e:
                        unread[name] = e
                        file = file if stamp is not None else None
                elif name in self._unread:
                    unread[name] = self._unread[name]
                if file is not None:
                    files[name] = file
            # One that the project names keeps its name where its file is gone.
            self.gone = tuple(n for n, stamp in self._stamps.items() if stamp is not None and stamps.get(n) is None)
            self._files, self._stamps, self._unread = files, stamps, unread
            # A file of which nothing is used comes before single rows: the screen tells the first.
            errors = [*unread.values(), *(e for f in files.values() for e in f.errors)]
            self.terms = terms_of(self._ws, self._project, list(files.values()), errors)
            return self.terms

    def _look(self) -> dict[str, Stamp]:
        folder = self._ws.paths.glossaries
        return {name: stamp_of(folder / name) for name in glossary_names(self._ws, self._project)}

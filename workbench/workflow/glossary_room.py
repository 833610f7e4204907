"""The glossaries somebody looks at and changes on the screen: read when they were changed, written row by row."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import FileError, NotFoundError, ReadOnlyError
from workbench.files import Stamp, stamp_of
from workbench.model import Concept, Project, TermHit
from workbench.store import documents as documents_table
from workbench.store import sweep
from workbench.termbase.glossary_file import GlossaryFile, read_glossary
from workbench.termbase.prefilter import SEPARATOR, Prefilter
from workbench.termbase.termbase import Termbase
from workbench.workflow.clock import now
from workbench.workflow.glossaries import glossary_files
from workbench.workflow.glossary_browsing import Entry, Shelf, folded_rows, key_of
from workbench.workflow.glossary_rows import RowAct, add_row_to, drop_row, save_row, take_back_row
from workbench.workflow.glossary_upkeep import FIRST_GLOSSARY
from workbench.workflow.pacing import AT_ONCE, Pace
from workbench.workflow.terms import glossary_names
from workbench.workflow.workspace import Workspace

__all__ = ["FIRST_GLOSSARY", "GlossaryRoom", "Uses"]


@dataclass(frozen=True, slots=True)
class Uses:
    """In how many segments to translate a term stands: of the open document, of the project."""

    here: int
    project: int


class GlossaryRoom:
    """The glossaries of a project, or without one those of the workspace. What touches the disk is for a thread.

    Acts are kept with the workspace, so that the last one can be taken back as long as the program runs.
    """

    def __init__(self, ws: Workspace, project: Project | None = None, document: int = 0) -> None:
        self.ws, self.project, self._document = ws, project, document
        self.source, self.target = (project.source, project.target) if project else ("ar", "en")
        self._languages = {"source": self.source, "target": self.target}
        self.shelf: Shelf | None = None
        self.termbase: Callable[[], Termbase] | None = None
        """Gives the terms of the open document, by which uses are counted."""
        self._read: dict[str, tuple[Stamp, GlossaryFile, list[str]]] = {}
        self._stamps: dict[str, Stamp] = {}
        self._lock = threading.Lock()

    # ------------------------------------------------------------------ reading

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the glossary files, in order of priority."""
        if self.project is not None:
            return glossary_names(self.ws, self.project)
        return tuple(p.name for p in glossary_files(self.ws.paths.glossaries))

    def path(self, name: str) -> Path:
        """Return the file of a name."""
        return self.ws.paths.glossaries / name

    def _look(self) -> dict[str, Stamp]:
        return {name: stamp_of(self.path(name)) for name in self.names}

    @property
    def changed(self) -> bool:
        """Whether a file was changed, added or removed since it was read. Costs one look at each file's date."""
        return self.shelf is None or self._look() != self._stamps

    def read(self, pace: Pace = AT_ONCE, early: Callable[[Shelf], None] = lambda _shelf: None) -> Shelf:
        """Return the glossaries as they are now; only what was changed is read. Raises what ``pace`` raises.

        One that cannot be read is named in ``errors`` and hinders no other. The first time ``early`` gets them before they
        can be filtered: a large glossary is seen at once.
        """
        with self._lock:
            stamps = self._look()
            if self.shelf is not None and stamps == self._stamps:
                return self.shelf
            files: list[GlossaryFile] = []
            unread: list[FileError] = []
            for name, stamp in stamps.items():
                known = self._read.get(name)
                try:
                    same = known is not None and known[0] == stamp
                    file = known[1] if known and same else read_glossary(self.path(name), **self._languages)
                    # Made here, where nobody waits for them.
                    _ids = file.concepts.ids
                    files.append(file)
                except FileError as e:
                    unread.append(e)
            errors = (*unread, *(e for f in files for e in f.errors))
            if self.shelf is None:
                early(Shelf(tuple(files), errors))
            texts: list[list[str]] = []
            for file in files:
                known = self._read.get(file.path.name)
                texts.append(folded_rows(file, pace.rest, known[1:] if known else None))
            self._read = {f.path.name: (stamps[f.path.name], f, t) for f, t in zip(files, texts, strict=True)}
            self._stamps = stamps
            self.shelf = Shelf(tuple(files), errors, tuple(texts))
            return self.shelf

    def uses(self, concept: Concept, termbase: Termbase, pace: Pace = AT_ONCE) -> Uses | None:
        """Return in how many segments of the project and its open document a concept stands; None without a project.

        Raises what ``pace`` raises. A sieve in compiled code goes first: what it lets pass is looked at as a segment is when
        it opens.
        """
        if self.project is None:
            return None
        sieve = Prefilter([concept], self.source)
        conn = self.ws.store.read()
        here = total = 0
        for document in documents_table.list_documents(conn, self.project.id):
            text, rows = sweep.article_text(conn, document.id)
            count = 0
            for first in range(0, len(rows), _PAGE):
                texts = [text[a:b].replace(SEPARATOR, " ") for _id, a, b, _has in rows[first : first + _PAGE]]
                for n in sieve.rows(SEPARATOR.join(texts).encode("utf-8", "replace")):
                    count += _stands(termbase.find(texts[n], self.source), concept)
                pace.rest()
            total += count
            here += count if document.id == self._document else 0
        return Uses(here, total)

    # ------------------------------------------------------------------ writing

    def stamp(self) -> dict[str, str]:
        """Return who writes, and when."""
        return {"author": self.ws.settings.author, "date": now()[:10]}

    def save(self, entry: Entry, seen: Mapping[str, str], values: Mapping[str, str]) -> RowAct | None:
        """Write what was changed of a row; None when nothing was. Raises what :func:`save_row` raises."""
        self._may_write()
        return self._done(save_row(entry.path, entry.id, seen, values, self.stamp(), self.source))

    def add(self, name: str, values: Mapping[str, str]) -> RowAct:
        """Add a row to a glossary of this name; :data:`FIRST_GLOSSARY` is made where there is none yet."""
        self._may_write()
        path: Path | None = self.path(name)
        if name == FIRST_GLOSSARY and not self.names:
            path = None
        elif not self.path(name).is_file():
            raise FileError(self.path(name), "is not there.", "Choose another glossary, or put it back.")
        act = add_row_to(self.ws.paths, path, {**values, **self.stamp()}, self.source)
        self._done(act)
        return act

    def remove(self, entry: Entry) -> RowAct:
        """Remove a row as it was seen."""
        self._may_write()
        act = drop_row(entry.path, entry.id, entry.cells, self.source)
        self._done(act)
        return act

    def undo(self) -> RowAct:
        """Take the last act on a glossary back and return it. Raises :class:`NotFoundError` when there is none."""
        self._may_write()
        if not self.ws.glossary_acts:
            raise NotFoundError("Nothing was changed in a glossary in this sitting.")
        act: RowAct = self.ws.glossary_acts[-1]
        take_back_row(act)
        self.ws.glossary_acts.pop()
        return act

    def _done(self, act: RowAct | None) -> RowAct | None:
        if act is not None:
            self.ws.glossary_acts.append(act)
        return act

    def _may_write(self) -> None:
        if self.ws.read_only:
            raise ReadOnlyError("This workspace cannot be written: read, or work in a copy of it.")


_PAGE = 500


def _stands(hits: list[TermHit], concept: Concept) -> bool:
    return any(key_of(h.concept) == key_of(concept) for h in hits)

"""Looking words up in the project's memories from the screen: pages of places, on either side."""

from __future__ import annotations

from dataclasses import dataclass, replace

from workbench.model import Project
from workbench.store.index import Index
from workbench.store.memories import memory_ids
from workbench.text.script import is_arabic
from workbench.tm.concordance import concordance
from workbench.workflow.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Place:
    """A pair that has the words: ``text`` where they stand at ``spans``, and ``other``, the other side of it.

    ``target`` is the side in the project's target language, ``where`` memory, document, author and day.
    """

    text: str
    language: str
    spans: tuple[tuple[int, int], ...]
    other: str
    other_language: str
    target: str
    where: str


@dataclass(frozen=True, slots=True)
class Look:
    """Words to look for, in the source or in the target language of a project."""

    ws: Workspace
    project: Project
    words: str
    in_source: bool

    def turned(self) -> Look:
        """The same words on the other side."""
        return replace(self, in_source=not self.in_source)

    def page(self, limit: int, skip: int = 0) -> tuple[list[Place], bool]:
        """Return places, the latest stored first, after the first ``skip``, and whether there are more."""
        p = self.project
        language, other = (p.source, p.target) if self.in_source else (p.target, p.source)
        conn = self.ws.store.read()
        page = concordance(
            Index(conn, memory_ids(conn, p.memories), language, other), self.words, limit=limit, skip=skip
        )
        out = []
        for found in page.places:
            unit = found.unit
            where = (unit.memory, unit.document, unit.changer or unit.author, (unit.changed or unit.created)[:10])
            target = unit.target if self.in_source else unit.source
            out.append(
                Place(
                    unit.source,
                    language,
                    found.spans,
                    unit.target,
                    other,
                    target,
                    " · ".join(part for part in where if part),
                )
            )
        return out, page.more


def look_for(ws: Workspace, project: Project, words: str) -> Look:
    """Look for words on the side their letters belong to."""
    language = "ar" if is_arabic(words) else "en"
    return Look(ws, project, words, in_source=language == project.source)

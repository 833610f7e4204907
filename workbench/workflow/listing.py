"""The segments of a project or document, all or those of a kind, without the screen."""

from __future__ import annotations

from workbench.model import Document, Project, Segment
from workbench.store import comments as comments_table
from workbench.store import segment_pages
from workbench.workflow.filtering import Wanted, has_words, takes
from workbench.workflow.finding import folded
from workbench.workflow.projects import documents_of
from workbench.workflow.workspace import Workspace


def list_segments(
    ws: Workspace, project: Project, document: Document | None, kind: str = "all", words: str = ""
) -> list[tuple[Document, Segment]]:
    """Return the segments of a kind, by the small name of one of :class:`Wanted`, that have the words, in their order.

    Issues are asked for elsewhere (:mod:`workbench.workflow.quality`): to a kind ``issues`` nothing belongs.
    """
    conn = ws.store.read()
    wanted, key = Wanted[kind.upper()], folded(words.strip())
    out = []
    for doc in documents_of(ws, project, document):
        commented = {c.segment for c in comments_table.load(conn, doc.id)} if wanted is Wanted.COMMENTS else ()
        out += [
            (doc, s)
            for s in segment_pages.each(conn, doc.id)
            if takes(wanted, s, lambda _s: [], commented) and (not key or has_words(key, s, (), lambda _source: ()))
        ]
    return out

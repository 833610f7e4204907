"""Comments: what translator, reviser and editor say to each other of a segment. A note is the translator's own."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.config import SEGMENT_LIMIT
from workbench.errors import NotFoundError, UsageError
from workbench.model import Comment, Document, Project, Segment
from workbench.store import comments as comments_table
from workbench.store import segments as segments_table
from workbench.text.clean import stored_text
from workbench.text.script import is_arabic
from workbench.workflow.clock import now
from workbench.workflow.projects import documents_of
from workbench.workflow.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Placed:
    """A comment and where it is: document and number of the segment."""

    document: str
    number: int
    comment: Comment


def add_comment(ws: Workspace, segment: Segment, text: str) -> Comment:
    """Say something of a segment, whatever its state. Raises :class:`UsageError` for no words, or too many."""
    words = " ".join(stored_text(text)[0].split())
    if not words:
        raise UsageError("A comment needs words.", "Nothing was kept.")
    if len(words) > SEGMENT_LIMIT:
        raise UsageError(f"A comment holds {SEGMENT_LIMIT:,} characters; this has {len(words):,}.", "Nothing was kept.")
    with ws.store.write() as conn:
        return comments_table.add(conn, segment.id, ws.settings.author, now(), words)


def set_done(ws: Workspace, comment: int, *, done: bool) -> Comment:
    """Say that a comment is settled, or open again. Raises :class:`NotFoundError` for one there is not."""
    with ws.store.write() as conn:
        comments_table.set_done(conn, comment, done=done)
        found = comments_table.get(conn, comment)
    if found is None:
        raise _gone(comment)
    return found


def remove_comment(ws: Workspace, comment: int) -> Comment:
    """Remove a comment of one's own and return it. Raises :class:`UsageError` for another's, :class:`NotFoundError`."""
    with ws.store.write() as conn:
        found = comments_table.get(conn, comment)
        if found is None:
            raise _gone(comment)
        if found.author != ws.settings.author:
            raise UsageError(f"That comment is by {found.author or 'somebody else'}.", "Mark it as done instead.")
        comments_table.delete(conn, comment)
    return found


def list_comments(
    ws: Workspace, project: Project, document: Document | None = None, *, everything: bool = False
) -> list[Placed]:
    """Return the open comments of a document, or of a whole project, in order; with ``everything`` settled ones too."""
    conn = ws.store.read()
    out = []
    for doc in documents_of(ws, project, document):
        found = comments_table.placed(conn, doc.id)
        out += [Placed(doc.slug, number, c) for number, c in found if everything or not c.done]
    return out


def find_comment(ws: Workspace, project: Project, document: Document | None, comment: int) -> Placed:
    """Return a comment of a project, or of a document of it. Raises :class:`NotFoundError`."""
    conn = ws.store.read()
    found = comments_table.get(conn, comment)
    segment = segments_table.get_segment(conn, found.segment) if found is not None else None
    for doc in documents_of(ws, project, document):
        if found is not None and segment is not None and segment.document == doc.id:
            return Placed(doc.slug, segment.number, found)
    raise NotFoundError(f"There is no comment {comment} here.", "See: workbench comments PROJECT --all")


def language_of(text: str, source: str, target: str) -> str:
    """Return in which language of a pair a comment is, by its first letter; without any letter the target's."""
    first = next((c for c in text if c.isalpha()), "")
    if not first:
        return target
    arabic = [code for code in (source, target) if code.split("-")[0] == "ar"]
    if is_arabic(first):
        return arabic[0] if arabic else target
    return next((code for code in (target, source) if code not in arabic), target)


def _gone(comment: int) -> NotFoundError:
    return NotFoundError(f"There is no comment {comment} any more.", "Somebody has removed it.")

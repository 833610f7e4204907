"""What a paragraph of an article is, where the rules were wrong, and whether a segment is translated."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from workbench.errors import UsageError
from workbench.model import Document, Project, Role, Segment
from workbench.store import documents as documents_table
from workbench.store import roles as roles_table
from workbench.store import segments as segments_table
from workbench.store.texts import text_of
from workbench.workflow.editing import segment_there
from workbench.workflow.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Changed:
    """What a new role did: to the segments ``first`` to ``last`` of before, of which ``added`` more were made."""

    first: int
    last: int
    added: int = 0


def set_role(ws: Workspace, project: Project, document: Document, number: int, role: Role) -> Changed:
    """Say what the paragraph of segment ``number`` is.

    Its segments are translated or not as the role has it, but for confirmed ones, which stay. A line nobody has touched
    that becomes a paragraph is cut into sentences. Raises :class:`UsageError` for a number there is none of.
    """
    from workbench.workflow.segmentation import cut_block

    blocks = documents_table.blocks(ws.store.read(), document.id)
    with ws.store.write() as conn:
        here = _paragraph(conn, segment_there(conn, document, number))
        block = next(b for b in blocks if b.number == here[0].block)
        roles_table.set_role(conn, document.id, block.number, role)
        added = 0
        if len(here) == 1 and roles_table.untouched(conn, here[0].id):
            pieces = cut_block(ws, project, text_of(conn, document.id), replace(block, role=role))
            added = len(pieces) - 1
            if added:
                roles_table.cut_anew(conn, document.id, here[0].number, pieces)
    return Changed(here[0].number, here[-1].number, added)


def set_translate(ws: Workspace, document: Document, number: int, *, translate: bool) -> None:
    """Let segment ``number`` be translated, or left out of the article; a confirmed one cannot be left out.

    Raises :class:`UsageError`.
    """
    with ws.store.write() as conn:
        segment = segment_there(conn, document, number)
        if segment.state.confirmed and not translate:
            raise UsageError(f"Segment {number} is confirmed.", "Take it back to a draft first.")
        roles_table.set_translate(conn, segment.id, translate=translate)


def _paragraph(conn: Any, segment: Segment) -> list[Segment]:
    """Return the segments of a segment's paragraph in order. They are neighbours: a book is not read for them."""
    out = [segment]
    for step in (-1, 1):
        while True:
            end = out[0 if step < 0 else -1]
            other = segments_table.find_segment(conn, segment.document, end.number + step)
            if other is None or other.block != segment.block:
                break
            out.insert(0 if step < 0 else len(out), other)
    return out

"""A segment is confirmed again as it was: with its text, its state, and where the text had come from."""

from __future__ import annotations

from typing import Any

from workbench.model import Origin, Project, SaveResult, Segment
from workbench.store import memories as memories_table
from workbench.store import segments as segments_table
from workbench.store.provenance import of_target


def confirm_as_before(conn: Any, project: Project, before: Segment, rev: int, author: str, at: str) -> SaveResult:
    """Confirm a segment, whose revision is ``rev``, as it was ``before``, on the caller's transaction.

    Whether it may be is the caller's to ask (:meth:`DocumentTerms.stops`): what a reason had let pass once is not
    confirmed again without it.
    """
    memory = memories_table.ensure_memory(conn, project.memories[0], project.source, project.target)
    made = of_target(conn, before)
    return segments_table.confirm(
        conn,
        before.id,
        before.target,
        rev,
        author,
        at,
        made.origin or Origin.HUMAN,
        memory,
        "undo",
        before.state,
        via=made.via,
        offered=made.offered,
    )

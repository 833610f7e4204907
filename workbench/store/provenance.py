"""Where texts of segments came from: what is kept of it when they change, go and are put together.

- What began as a proposal keeps origin, ``via`` and ``offered`` however much it is edited; what is left of the offer is found
  by comparing. Only an emptied text, or another proposal, ends that.
- A segment says where its newest text came from. Where a draft stands beside a confirmed target, the history says where
  that one came from.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from workbench.model import Origin, Provenance, Segment
from workbench.text.rejoin import join_pieces

ORIGINS: dict[str | None, Origin | None] = {None: None, **{o.value: o for o in Origin}}
"""Looked up for every row: calling an enum costs ten times a dictionary."""
_SET = "'confirm', 'impact', 'replace', 'undo'"
"""Acts whose line in the history holds the text that is the target from then on."""


def values(made: Provenance) -> tuple[str | None, str, str]:
    """Return the columns ``origin``, ``via`` and ``offered``."""
    return made.origin.value if made.origin else None, made.via, made.offered


def told(now: Segment, origin: Origin | None, via: str | None, offered: str | None) -> Provenance:
    """Return where a new text of a segment comes from, by what its writer says.

    No origin: as before, the text is edited on. The same origin as before, and nothing said of the rest: the same. What is
    said is taken as it is said.
    """
    if origin is None:
        return now.provenance
    via = (now.via if origin is now.origin else "") if via is None else via
    if offered is None:
        offered = now.offered if (origin, via) == (now.origin, now.via) else ""
    return Provenance(origin, via, offered)


def of_target(conn: sqlite3.Connection, segment: Segment) -> Provenance:
    """Return where the confirmed target of a segment came from, also when a draft of another kind stands beside it."""
    if segment.draft is None:
        return segment.provenance
    row = conn.execute(
        "SELECT origin, via, offered FROM history WHERE segment = ? AND target = ? AND state <> 'initial'"
        f" AND act IN ({_SET}) ORDER BY id DESC LIMIT 1",
        (segment.id, segment.target),
    ).fetchone()
    if row is None:
        # A target put together by a join has no line of its own.
        row = conn.execute("SELECT origin, via, '' FROM unit WHERE segment = ?", (segment.id,)).fetchone()
    return Provenance(ORIGINS[row[0]], row[1], row[2]) if row is not None else Provenance()


def joined(parts: Iterable[Provenance], language: str) -> Provenance:
    """Return where the text comes from that texts in a language make together.

    One origin stays it, several are the work of a person. ``via`` stays where all have the same, and what was offered
    where something was for each.
    """
    parts = list(parts)
    given = [p for p in parts if p.origin is not None]
    if not given:
        return Provenance()
    if len({p.origin for p in given}) > 1:
        return Provenance(Origin.HUMAN)
    vias = {p.via for p in given}
    offered = join_pieces([p.offered for p in parts], language) if all(p.offered for p in parts) else ""
    return Provenance(given[0].origin, vias.pop() if len(vias) == 1 else "", offered)

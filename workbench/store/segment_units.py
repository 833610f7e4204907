"""The units that confirmed segments make, their own and that of a whole sentence; they come and go with them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from workbench.model import PROP_EDITED, Origin, Provenance, Segment, Unit
from workbench.store import provenance
from workbench.store.texts import text_of
from workbench.store.units import insert_unit, rewrite, set_props
from workbench.text.edited import edited_mark, edited_share
from workbench.text.rejoin import join_pieces


def put_segment(
    conn: sqlite3.Connection, memory: int, segment: Segment, target: str, author: str, at: str, made: Provenance
) -> None:
    """Store the pair of a confirmed segment; confirming again changes its unit, never makes a second one.

    ``made`` says where the target came from; the unit keeps how much of the offer was changed, not the offer.
    """
    document, source_lang, target_lang = _languages(conn, segment.document)
    before, after = _neighbours(conn, segment)
    row = conn.execute("SELECT id FROM unit WHERE segment = ?", (segment.id,)).fetchone()
    if row is not None:
        _rewrite(conn, row[0], memory, segment.source, target, author, at, made)
        conn.execute("UPDATE unit SET before = ?, after = ? WHERE id = ?", (before, after, row[0]))
        return
    unit = _unit((source_lang, target_lang), segment.source, target, document, author, at, made)
    insert_unit(conn, memory, replace(unit, segment=segment.id, before=before, after=after))


def put_sentence(conn: sqlite3.Connection, memory: int, pieces: Sequence[Segment], author: str, at: str) -> None:
    """Store a long sentence whose pieces are all confirmed as one unit as well; it changes with them.

    It is found in the memory, but it is no segment: exports of a project hold the pieces only.
    """
    first = pieces[0]
    document, source_lang, target_lang = _languages(conn, first.document)
    source = "".join(p.text for p in pieces).strip()
    target = join_pieces([p.target for p in pieces], target_lang)
    made = of_sentence(conn, pieces, target_lang)
    row = conn.execute("SELECT id FROM unit WHERE whole = ?", (first.id,)).fetchone()
    if row is not None:
        _rewrite(conn, row[0], memory, source, target, author, at, made)
        return
    unit = _unit((source_lang, target_lang), source, target, document, author, at, made)
    conn.execute("UPDATE unit SET whole = ? WHERE id = ?", (first.id, insert_unit(conn, memory, unit)))


def _unit(
    languages: tuple[str, str], source: str, target: str, document: str, author: str, at: str, made: Provenance
) -> Unit:
    return Unit(
        *languages,
        source,
        target,
        created=at,
        changed=at,
        author=author,
        changer=author,
        origin=made.origin or Origin.HUMAN,
        document=document,
        props=edited_props(made, target),
        via=made.via,
    )


def of_sentence(conn: sqlite3.Connection, pieces: Sequence[Segment], language: str) -> Provenance:
    """Return where the targets of a sentence's pieces came from, taken together."""
    return provenance.joined([provenance.of_target(conn, p) for p in pieces], language)


def edited_props(made: Provenance, target: str) -> tuple[tuple[str, str], ...]:
    """Return the property that says how much of what was offered was changed, none where nothing was."""
    return ((PROP_EDITED, edited_mark(edited_share(made.offered, target))),) if made.offered.strip() else ()


def renew_edited(conn: sqlite3.Connection, unit: int, made: Provenance, target: str) -> None:
    """Say anew how much was changed: a unit of an article has another target now."""
    set_props(conn, unit, edited_props(made, target))


def delete_sentence(conn: sqlite3.Connection, first: int) -> None:
    """Remove the unit of a whole sentence: not all of its pieces are confirmed any more."""
    conn.execute("DELETE FROM unit WHERE whole = ?", (first,))


def delete_of_segment(conn: sqlite3.Connection, segment: int) -> None:
    """Remove the unit of a segment that is confirmed no more."""
    conn.execute("DELETE FROM unit WHERE segment = ?", (segment,))


def _rewrite(
    conn: sqlite3.Connection, unit: int, memory: int, source: str, target: str, author: str, at: str, made: Provenance
) -> None:
    rewrite(conn, unit, memory, source, target, at, author, made.origin or Origin.HUMAN, made.via)
    renew_edited(conn, unit, made, target)


def _languages(conn: sqlite3.Connection, document: int) -> tuple[str, str, str]:
    """Return slug, source and target language of a document."""
    row: tuple[str, str, str] = conn.execute(
        "SELECT d.slug, p.source, p.target FROM document d JOIN project p ON p.id = d.project WHERE d.id = ?",
        (document,),
    ).fetchone()
    return row


def _neighbours(conn: sqlite3.Connection, segment: Segment) -> tuple[str, str]:
    """Return the sources of the segments before and after one, '' at the edges of the document."""
    text = text_of(conn, segment.document)
    rows = conn.execute(
        'SELECT number, start, "end" FROM segment WHERE document = ? AND number IN (?, ?)',
        (segment.document, segment.number - 1, segment.number + 1),
    )
    found = {number: text[start:end].strip(" \t\n") for number, start, end in rows}
    return found.get(segment.number - 1, ""), found.get(segment.number + 1, "")

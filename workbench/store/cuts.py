"""Splitting and joining segments. Only offsets change; the text of the document never does.

What happens to what was made of them:

- A split segment keeps its newest text as the draft of its first part; both parts are unconfirmed, its unit leaves the
  memory. Its history stays with the first part, and where the text came from; what was offered for the whole is no longer
  what either part is measured by.
- Joined segments have their texts joined, too, and the earliest of their states: two confirmed ones stay confirmed and
  become one unit, else the joined text is a draft and their units leave the memory. Notes and histories are joined.
- Where joined texts came from is joined as :func:`workbench.store.provenance.joined` says.
- The comments of a split segment stay with its first part, a joined one has those of both.
- What was spent on a segment stays with the first part; a joined one has that of both.
- Both parts of a split segment have its waivers, a joined one those of both; they are for the text they were given for.
- Both leave their mark in ``cut``, so that cutting the same text again gives the same segments.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from workbench.model import Segment, State
from workbench.store import comments, effort, provenance, segment_units, segments, waivers
from workbench.text.rejoin import join_pieces

_ORDER = {state: n for n, state in enumerate(State)}


def split(conn: sqlite3.Connection, segment: Segment, at: int, author: str, when: str) -> None:
    """Cut a segment so that the second part begins at ``at``, an offset of the document inside the segment."""
    first = segments.sentence_of(conn, segment)[0].id
    if segment.current:
        segments.log(conn, segment, "split", segment.current, author, when)
    segment_units.delete_of_segment(conn, segment.id)
    segment_units.delete_sentence(conn, first)
    make_room(conn, segment.document, segment.number, 1)
    conn.execute(
        "UPDATE segment SET \"end\" = ?, target = '', draft = ?, state = 'initial', offered = '', rev = rev + 1"
        " WHERE id = ?",
        (at, segment.current or None, segment.id),
    )
    made = conn.execute(
        'INSERT INTO segment (document, number, block, role, start, "end", translate, sentence)'
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (
            segment.document,
            segment.number + 1,
            segment.block,
            segment.role.value,
            at,
            segment.end,
            int(segment.translate),
            segment.sentence,
        ),
    ).fetchone()
    waivers.copy(conn, segment.id, made[0])
    _mark(conn, segment.document, at, forced=True)


def join(
    conn: sqlite3.Connection, left: Segment, right: Segment, language: str, memory: int, author: str, when: str
) -> None:
    """Join two neighbours of one block; ``language`` is that of their targets."""
    for part in (left, right):
        if part.current:
            segments.log(conn, part, "join", part.current, author, when)
        segment_units.delete_of_segment(conn, part.id)
        segment_units.delete_sentence(conn, segments.sentence_of(conn, part)[0].id)
    text = join_pieces([left.current, right.current], language)
    made = provenance.joined([part.provenance for part in (left, right) if part.current], language)
    state = min(left.state, right.state, key=_ORDER.__getitem__)
    if left.draft is not None or right.draft is not None:
        state = State.INITIAL
    conn.execute("UPDATE history SET segment = ? WHERE segment = ?", (left.id, right.id))
    conn.execute("UPDATE OR IGNORE waiver SET segment = ? WHERE segment = ?", (left.id, right.id))
    effort.hand_on(conn, right.id, left.id)
    comments.hand_on(conn, right.id, left.id)
    conn.execute("DELETE FROM segment WHERE id = ?", (right.id,))
    conn.execute(
        'UPDATE segment SET "end" = ?, target = ?, draft = ?, state = ?, origin = ?, via = ?, offered = ?, note = ?,'
        " translate = ?, rev = rev + 1 WHERE id = ?",
        (
            right.end,
            text if state.confirmed else "",
            None if state.confirmed else (text or None),
            state.value,
            *provenance.values(made),
            _joined_notes((left, right)),
            int(left.translate or right.translate),
            left.id,
        ),
    )
    conn.execute(
        "UPDATE segment SET sentence = ? WHERE document = ? AND sentence = ?",
        (left.sentence, left.document, right.sentence),
    )
    make_room(conn, left.document, right.number, -1)
    _mark(conn, left.document, right.start, forced=False)
    if state.confirmed:
        segments.store_units(conn, left.id, memory, author, when)


def restore(
    conn: sqlite3.Connection,
    parts: Sequence[Segment],
    before: Sequence[Segment],
    language: str,
    memory: int,
    author: str,
    when: str,
) -> list[int]:
    """Take a split or join back: ``parts`` are the segments as they are, ``before`` as they were before it.

    The ids of those that stand there then are returned.

    What was written since is kept: texts in the history, notes with the segments. A role given since stays, and with it
    whether what is not confirmed is translated.
    """
    first, last = before[0], before[-1]
    if len(before) == 1:
        join(conn, parts[0], parts[1], language, memory, author, when)
    else:
        split(conn, parts[0], last.start, author, when)
        if first.sentence != last.sentence:
            _part_sentence(conn, parts[0], last)
    ids = [
        id_
        for (id_,) in conn.execute(
            "SELECT id FROM segment WHERE document = ? AND number BETWEEN ? AND ? ORDER BY number",
            (first.document, parts[0].number, parts[0].number + len(before) - 1),
        ).fetchall()
    ]
    role = parts[0].role
    for id_, segment, note in zip(ids, before, _notes(parts, before), strict=True):
        # The parts may have been confirmed meanwhile.
        segment_units.delete_of_segment(conn, id_)
        conn.execute(
            "UPDATE segment SET target = ?, draft = ?, state = ?, origin = ?, via = ?, offered = ?, note = ?, translate = ?,"
            " rev = rev + 1 WHERE id = ?",
            (
                segment.target,
                segment.draft,
                segment.state.value,
                *provenance.values(segment.provenance),
                note,
                int(segment.translate if role is segment.role or segment.state.confirmed else parts[0].translate),
                id_,
            ),
        )
    for id_ in ids:
        segments.delete_sentence_unit(conn, id_)
    for id_, segment in zip(ids, before, strict=True):
        if segment.state.confirmed:
            segments.store_units(conn, id_, memory, author, when)
    return ids


def _part_sentence(conn: sqlite3.Connection, joined: Segment, right: Segment) -> None:
    """Give all pieces from ``right`` on their sentence back, which a join had made one with that before it."""
    # Each of both is one look into the index; asked for together they would go through all of a book.
    (taken,) = conn.execute(
        "SELECT EXISTS (SELECT 1 FROM segment WHERE document = ? AND sentence = ?)", (right.document, right.sentence)
    ).fetchone()
    (last,) = conn.execute("SELECT max(sentence) FROM segment WHERE document = ?", (right.document,)).fetchone()
    conn.execute(
        "UPDATE segment SET sentence = ? WHERE document = ? AND sentence = ? AND start >= ?",
        (last + 1 if taken else right.sentence, right.document, joined.sentence, right.start),
    )


def _notes(parts: Sequence[Segment], before: Sequence[Segment]) -> list[str]:
    """Return the notes of the segments of a cut taken back: theirs, and with the first what was written since."""
    written = _joined_notes(parts)
    if len(before) == 1:
        return [written]
    given = _joined_notes(before)
    if written == given:
        return [s.note for s in before]
    if given and written.startswith(f"{given}\n"):
        written = "\n".join(n for n in (before[0].note, written[len(given) + 1 :]) if n)
    return [written, before[1].note]


def _joined_notes(parts: Iterable[Segment]) -> str:
    return "\n".join(s.note for s in parts if s.note)


def load_cuts(conn: sqlite3.Connection, document: int) -> tuple[set[int], set[int]]:
    """Return the offsets where people have split a document, and those where they have joined it."""
    rows = conn.execute('SELECT "at", forced FROM cut WHERE document = ?', (document,)).fetchall()
    return {at for at, forced in rows if forced}, {at for at, forced in rows if not forced}


def make_room(conn: sqlite3.Connection, document: int, behind: int, by: int) -> None:
    """Number the segments behind one anew, ``by`` further; through negative numbers, because they are unique."""
    conn.execute("UPDATE segment SET number = -(number + ?) WHERE document = ? AND number > ?", (by, document, behind))
    conn.execute("UPDATE segment SET number = -number WHERE document = ? AND number < 0", (document,))


def _mark(conn: sqlite3.Connection, document: int, at: int, *, forced: bool) -> None:
    """Keep what a person decided about a place; the opposite decision takes the earlier one back."""
    gone = conn.execute(
        'DELETE FROM cut WHERE document = ? AND "at" = ? AND forced <> ?', (document, at, int(forced))
    ).rowcount
    if not gone:
        conn.execute(
            'INSERT OR REPLACE INTO cut (document, "at", forced) VALUES (?, ?, ?)', (document, at, int(forced))
        )

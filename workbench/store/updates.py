"""Putting a new text under a document whose segments people have worked on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.model import Block, Document, Provenance, Role, Segment, State
from workbench.store import comments, effort, provenance, texts, waivers
from workbench.store.segments import load_segments


@dataclass(frozen=True, slots=True)
class NewSegment:
    """A segment of the new text.

    ``kept`` is the segment it goes on as, with all that was made of it; ``was`` the one it is a changed form of, whose
    note and history it gets; with ``same_words`` the draft as well. Both None: it is new.
    """

    block: int
    role: Role
    start: int
    end: int
    sentence: int
    kept: Segment | None = None
    was: Segment | None = None
    same_words: bool = False


def update_document(
    conn: sqlite3.Connection,
    document: Document,
    *,
    sha256: str,
    text: str,
    original: str,
    blocks: Sequence[Block],
    rows: Sequence[NewSegment],
    cuts: Iterable[tuple[int, bool]],
    author: str,
    at: str,
) -> None:
    """Replace a document's text, blocks and segments; ``rows`` tile ``text`` in order.

    What happens to what was made of the old segments:

    - Of one that changed the source and each of its texts are a line ``update`` of the new one's history.
    - History, texts and note of one that went are given to the one before its place: lines ``gone`` and ``note``, with
      its source as their reason.
    - Comments of both are those of the one that gets the history.
    - Units of both stay in their memory, as does that of a sentence not all of whose pieces go on.
    """
    old = load_segments(conn, document.id)
    conn.execute("UPDATE document SET sha256 = ?, original = ? WHERE id = ?", (sha256, original, document.id))
    texts.put_text(conn, document.id, text)
    conn.execute("DELETE FROM block WHERE document = ?", (document.id,))
    conn.executemany(
        'INSERT INTO block (document, number, start, "end", role, dateline) VALUES (?, ?, ?, ?, ?, ?)',
        [(document.id, b.number, b.start, b.end, b.role.value, b.dateline) for b in blocks],
    )
    _free_sentences(conn, old, rows)
    conn.execute("UPDATE segment SET number = -number WHERE document = ?", (document.id,))
    heirs: dict[int, int] = {}
    ids: list[int] = []
    for number, row in enumerate(rows, 1):
        if row.kept is not None:
            conn.execute(
                'UPDATE segment SET number = ?, block = ?, role = ?, start = ?, "end" = ?, sentence = ?, rev = rev + 1'
                " WHERE id = ?",
                (number, row.block, row.role.value, row.start, row.end, row.sentence, row.kept.id),
            )
            ids.append(row.kept.id)
            heirs[row.kept.id] = row.kept.id
        else:
            ids.append(_insert(conn, document.id, number, row))
            if row.was is not None:
                heirs[row.was.id] = ids[-1]
                _inherit(conn, row.was, ids[-1], author, at, with_draft=row.same_words)
    _hand_on(conn, old, heirs, ids[0], author, at)
    _move_place(conn, document.id, [s.id for s in old], heirs)
    conn.execute("DELETE FROM segment WHERE document = ? AND number < 0", (document.id,))
    conn.execute("DELETE FROM cut WHERE document = ?", (document.id,))
    conn.executemany(
        'INSERT INTO cut (document, "at", forced) VALUES (?, ?, ?)', [(document.id, at_, int(f)) for at_, f in cuts]
    )


def _free_sentences(conn: sqlite3.Connection, old: Sequence[Segment], rows: Sequence[NewSegment]) -> None:
    """Let the unit of a whole sentence stand by itself when the sentence is not what it was: a true pair, no one's."""
    before: dict[int, list[int]] = {}
    for s in old:
        before.setdefault(s.sentence, []).append(s.id)
    after: dict[int, list[int]] = {}
    for row in rows:
        after.setdefault(row.sentence, []).append(row.kept.id if row.kept is not None else 0)
    same = {tuple(ids) for ids in after.values()}
    changed = [(ids[0],) for ids in before.values() if tuple(ids) not in same]
    conn.executemany("UPDATE unit SET whole = NULL WHERE whole = ?", changed)


def _insert(conn: sqlite3.Connection, document: int, number: int, row: NewSegment) -> int:
    was, role = row.was, row.role
    translate = role.translated_by_default
    # What a person said of it goes along; what its role said does not.
    if was is not None and was.translate != was.role.translated_by_default:
        translate = was.translate
    draft = (was.draft or None) if was is not None and row.same_words else None
    made = conn.execute(
        'INSERT INTO segment (document, number, block, role, start, "end", translate, sentence, draft, origin, via,'
        " offered, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (
            document,
            number,
            row.block,
            role.value,
            row.start,
            row.end,
            int(translate),
            row.sentence,
            draft,
            *provenance.values(was.provenance if draft and was is not None else Provenance()),
            was.note if was is not None else "",
        ),
    ).fetchone()
    found: int = made[0]
    return found


def _inherit(conn: sqlite3.Connection, was: Segment, heir: int, author: str, at: str, *, with_draft: bool) -> None:
    """Give the history to the changed segment, and note there what the source and its texts were.

    What was decided about issues was decided for the old sentence: only the same words keep it.
    """
    texts = [(was.target, provenance.of_target(conn, was)), ("" if with_draft else was.draft or "", was.provenance)]
    conn.execute("UPDATE history SET segment = ? WHERE segment = ?", (heir, was.id))
    effort.hand_on(conn, was.id, heir)
    comments.hand_on(conn, was.id, heir)
    if with_draft:
        waivers.hand_on(conn, was, heir)
    for text, made in [t for t in texts if t[0]] or [("", Provenance())]:
        _tell(conn, heir, was, "update", text, made, author, at)


def _hand_on(
    conn: sqlite3.Connection, old: Sequence[Segment], heirs: dict[int, int], first: int, author: str, at: str
) -> None:
    """Give what is kept of the segments that went to the one before their place, or the first behind it."""
    heir = next((heirs[s.id] for s in old if s.id in heirs), first)
    for segment in old:
        if segment.id in heirs:
            heir = heirs[segment.id]
            continue
        texts = [(segment.target, provenance.of_target(conn, segment)), (segment.draft, segment.provenance)]
        # What it was before an earlier update is nothing its heir ever was.
        conn.execute(
            "UPDATE history SET segment = ?, act = CASE act WHEN 'update' THEN 'gone' ELSE act END WHERE segment = ?",
            (heir, segment.id),
        )
        effort.hand_on(conn, segment.id, heir)
        comments.hand_on(conn, segment.id, heir)
        for text, made in texts:
            if text:
                _tell(conn, heir, segment, "gone", text, made, author, at)
        if segment.note:
            _tell(conn, heir, segment, "note", segment.note, Provenance(), author, at)


def _tell(
    conn: sqlite3.Connection, heir: int, was: Segment, act: str, text: str, made: Provenance, author: str, at: str
) -> None:
    conn.execute(
        "INSERT INTO history (segment, at, author, act, target, state, origin, via, offered, reason)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (heir, at, author, act, text, State.INITIAL.value, *provenance.values(made), was.source),
    )


def _move_place(conn: sqlite3.Connection, document: int, old: Sequence[int], heirs: dict[int, int]) -> None:
    """Let the place where the document is opened next be the segment it was, or the nearest before it that is left."""
    (place,) = conn.execute("SELECT caret_segment FROM document WHERE id = ?", (document,)).fetchone()
    if not place:
        return
    heir = next((heirs[s] for s in reversed(old[:place]) if s in heirs), None)
    conn.execute(
        "UPDATE document SET caret_segment = (SELECT number FROM segment WHERE id = ?) WHERE id = ?", (heir, document)
    )

from __future__ import annotations

import sqlite3

from workbench.model import Waiver, WaiverReason
from workbench.store import migrations, segments, waivers
from workbench.store.connection import Store

from .conftest import AT, fill


def waiver(segment: int, subject: str = "un", reason: WaiverReason = WaiverReason.QUOTED, **more: str) -> Waiver:
    return Waiver(segment, "terminology", subject, reason, source="جملة أولى.", author="me", at=AT, **more)


def test_a_reason_is_kept_with_its_note_and_the_history_tells_it(store: Store) -> None:
    _, document, _ = fill(store)
    s = segments.load_segments(store.read(), document.id)[0]
    with store.write() as conn:
        waivers.add(conn, s, waiver(s.id, note="as he said it"))
    assert waivers.load(store.read(), document.id) == [waiver(s.id, note="as he said it")]
    assert [(h.act, h.reason) for h in segments.history(store.read(), s.id)] == [
        ("waive", "terminology un: quoted: as he said it")
    ]


def test_a_newer_reason_replaces_the_older_and_one_is_taken_back(store: Store) -> None:
    _, document, _ = fill(store)
    s = segments.load_segments(store.read(), document.id)[0]
    with store.write() as conn:
        waivers.add(conn, s, waiver(s.id))
        waivers.add(conn, s, waiver(s.id, reason=WaiverReason.NOT_HERE))
        waivers.add(conn, s, waiver(s.id, "other"))
    assert [(w.subject, w.reason.value) for w in waivers.load(store.read(), document.id)] == [
        ("other", "quoted"),
        ("un", "not-here"),
    ]
    with store.write() as conn:
        assert waivers.remove(conn, s, "terminology", "un", "me", AT) == 1
        assert waivers.remove(conn, s, "terminology", "nothing", "me", AT) == 0
    assert [w.subject for w in waivers.load(store.read(), document.id)] == ["other"]
    assert [h.act for h in segments.history(store.read(), s.id)] == ["waive", "waive", "waive", "unwaive"]


def test_reasons_of_before_go_on_with_their_text(store: Store) -> None:
    """A database of step 5 has a reason as free words and no source."""
    _, document, _ = fill(store)
    s = segments.load_segments(store.read(), document.id)[0]
    with store.write() as conn:
        conn.execute("DROP TABLE waiver")
        conn.execute(
            "CREATE TABLE waiver (segment INTEGER NOT NULL REFERENCES segment(id) ON DELETE CASCADE, concept TEXT NOT NULL,"
            " reason TEXT NOT NULL, author TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (segment, concept)) STRICT, WITHOUT ROWID"
        )
        conn.execute("INSERT INTO waiver VALUES (?, 'un', 'agreed exception', 'me', ?)", (s.id, AT))
        conn.execute("ALTER TABLE document ADD COLUMN text TEXT")
        conn.execute("UPDATE document SET text = (SELECT text FROM wording WHERE document = document.id)")
        _step(conn)
    (found,) = waivers.load(store.read(), document.id)
    assert (found.subject, found.reason, found.note, found.source.strip()) == (
        "un",
        WaiverReason.OTHER,
        "agreed exception",
        s.source,
    )


def _step(conn: sqlite3.Connection) -> None:
    for statement in migrations._REASONS.split(";\n"):
        conn.execute(statement)

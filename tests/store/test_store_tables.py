from __future__ import annotations

import sqlite3

import pytest

from tests.stored import unit_of_segment
from workbench.errors import StoreError
from workbench.model import Origin, SaveKind, State, Unit, Waiver, WaiverReason
from workbench.store import documents, indexing, mt_cache, projects, segments, units, waivers
from workbench.store import memories as memories_table
from workbench.store.connection import Store
from workbench.store.texts import text_of

from .conftest import AT, TEXT, fill


def test_projects(store: Store) -> None:
    project, _document, _memory = fill(store)
    conn = store.read()
    assert projects.get_project(conn, "p") == project
    assert projects.get_project(conn, "q") is None
    with store.write() as w:
        projects.update_project(w, project.id, name="New", memories=["p", "x"], archived=True)
    changed = projects.get_project(conn, "p")
    assert changed is not None
    assert (changed.name, changed.memories, changed.archived) == ("New", ("p", "x"), True)
    assert projects.list_projects(conn) == []
    assert len(projects.list_projects(conn, archived=True)) == 1


def test_a_taken_slug_is_an_error_and_changes_nothing(store: Store) -> None:
    fill(store)
    with pytest.raises(StoreError):
        fill(store)
    assert len(projects.list_projects(store.read())) == 1


def test_documents(store: Store) -> None:
    project, document, _memory = fill(store)
    conn = store.read()
    assert documents.get_document(conn, project.id, "d") == document
    assert documents.find_by_sha(conn, project.id, "0" * 64) == document
    assert documents.list_documents(conn, project.id) == [document]
    assert text_of(conn, document.id) == TEXT
    assert [b.dateline for b in documents.blocks(conn, document.id)] == [0, 2]
    found = segments.load_segments(conn, document.id)
    assert "".join(s.text for s in found) == TEXT
    assert [s.translate for s in found] == [True, True, False]
    assert segments.get_segment(conn, found[1].id) == found[1]
    progress = documents.progress(conn, project.id)[document.id]
    assert (progress.segments, progress.translatable, progress.confirmed, progress.drafts) == (3, 2, 0, 0)


def test_the_life_of_a_segment(store: Store) -> None:
    _project, document, memory = fill(store)
    first = segments.load_segments(store.read(), document.id)[0]

    def do(act, *args):  # type: ignore[no-untyped-def]
        with store.write() as conn:
            result = act(conn, first.id, *args)
        assert result.kind is SaveKind.SAVED
        return result.segment

    s = do(segments.save_draft, "dra", first.rev, "me", AT, None)
    assert (s.draft, s.state, s.rev) == ("dra", State.INITIAL, 1)
    s = do(segments.confirm, "done", s.rev, "me", AT, Origin.MT, memory, "why")
    assert (s.draft, s.target, s.state, s.origin) == (None, "done", State.TRANSLATED, Origin.MT)
    unit = unit_of_segment(store.read(), s.id)
    assert unit is not None
    assert (unit.source, unit.target, unit.document, unit.author) == ("جملة أولى.", "done", "d", "me")
    s = do(segments.save_draft, "done better", s.rev, "you", AT, None)
    assert (s.draft, s.target) == ("done better", "done")
    s = do(segments.confirm, "done better", s.rev, "you", AT, Origin.HUMAN, memory)
    (only,) = units.iter_units(store.read(), memory_ids=[memory])
    assert (only.target, only.author, only.changer) == ("done better", "me", "you")
    s = do(segments.unconfirm, s.rev, "you", AT)
    assert (s.draft, s.target, s.state) == ("done better", "", State.INITIAL)
    assert list(units.iter_units(store.read(), memory_ids=[memory])) == []
    s = do(segments.set_note, "a note", s.rev)
    assert s.note == "a note"
    assert [(h.act, h.target, h.reason) for h in segments.history(store.read(), s.id)] == [
        ("confirm", "done", "why"),
        ("confirm", "done better", ""),
        ("unconfirm", "done better", ""),
    ]


def test_a_stale_write_overwrites_nothing_and_loses_nothing(store: Store) -> None:
    _project, document, memory = fill(store)
    seen = segments.load_segments(store.read(), document.id)[0]
    with store.write() as conn:
        segments.confirm(conn, seen.id, "theirs", seen.rev, "them", AT, Origin.HUMAN, memory)
    for act in (
        lambda c: segments.save_draft(c, seen.id, "mine", seen.rev, "me", AT, None),
        lambda c: segments.confirm(c, seen.id, "mine too", seen.rev, "me", AT, Origin.HUMAN, memory),
    ):
        with store.write() as conn:
            result = act(conn)
        assert (result.kind, result.segment.target) == (SaveKind.CONFLICT, "theirs")
    entries = segments.history(store.read(), seen.id)
    assert [(h.act, h.target) for h in entries] == [
        ("confirm", "theirs"),
        ("conflict", "mine"),
        ("conflict", "mine too"),
    ]


def test_a_draft_of_another_origin_leaves_the_old_in_the_history(store: Store) -> None:
    _project, document, _memory = fill(store)
    s = segments.load_segments(store.read(), document.id)[0]
    with store.write() as conn:
        s = segments.save_draft(conn, s.id, "typed by hand", s.rev, "me", AT, Origin.HUMAN).segment
        segments.save_draft(conn, s.id, "from the machine", s.rev, "me", AT, Origin.MT)
    assert [(h.act, h.target) for h in segments.history(store.read(), s.id)] == [("draft", "typed by hand")]


def test_an_exception_in_the_middle_undoes_all(store: Store) -> None:
    _project, document, memory = fill(store)
    s = segments.load_segments(store.read(), document.id)[0]

    def fail() -> None:
        with store.write() as conn:
            segments.confirm(conn, s.id, "half", s.rev, "me", AT, Origin.HUMAN, memory)
            raise ValueError

    with pytest.raises(ValueError):
        fail()
    assert segments.get_segment(store.read(), s.id) == s
    assert list(units.iter_units(store.read(), memory_ids=[memory])) == []
    assert segments.history(store.read(), s.id) == []


def test_units_are_not_stored_twice(store: Store) -> None:
    with store.write() as conn:
        memory = memories_table.ensure_memory(conn, "m", "ar", "en")
        assert memories_table.ensure_memory(conn, "m", "ar", "en") == memory
        pairs = [
            Unit("ar", "en", "س", "q", props=(("a", "b"),)),
            Unit("ar", "en", "س", "r"),
            Unit("ar", "en", "س", "q"),
        ]
        assert units.insert_units(conn, memory, pairs) == 2
        assert units.insert_units(conn, memory, pairs) == 0
    found = list(units.iter_units(store.read(), memory_ids=[memory]))
    assert [(u.target, u.props, u.memory) for u in found] == [("q", (("a", "b"),), "m"), ("r", (), "m")]
    assert [(m.name, m.units) for m in memories_table.list_memories(store.read())] == [("m", 2)]
    with store.write() as conn:
        units.delete_unit(conn, found[0].id)
    assert [u.target for u in units.iter_units(store.read(), memory_ids=[memory])] == ["r"]


def test_removing_a_project_keeps_its_units(store: Store) -> None:
    project, document, memory = fill(store)
    s = segments.load_segments(store.read(), document.id)[0]
    with store.write() as conn:
        segments.confirm(conn, s.id, "kept", s.rev, "me", AT, Origin.HUMAN, memory)
        waivers.add(conn, s, Waiver(s.id, "terminology", "c", WaiverReason.QUOTED, source=s.source, author="me", at=AT))
    with store.write() as conn:
        projects.remove_project(conn, project.id)
    assert [u.target for u in list(units.iter_units(store.read(), memory_ids=[memory]))] == ["kept"]
    assert segments.load_segments(store.read(), document.id) == []
    assert waivers.load(store.read(), document.id) == []


def test_answers_of_engines(store: Store) -> None:
    with store.write() as conn:
        mt_cache.put(conn, b"k", "google", "1", "ar", "en", "س", "q", AT)
    assert mt_cache.get(store.read(), b"k") == "q"
    assert mt_cache.get(store.read(), b"x") is None
    with store.write() as conn:
        assert mt_cache.forget(conn, "other") == 0
        assert mt_cache.forget(conn) == 1


def test_no_write_leaves_the_index_behind(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "BEHIND", 4)
    _project, _document, memory = fill(store)

    def add(begin: int, end: int) -> int:
        with store.write() as conn:
            units.insert_units(conn, memory, [Unit("ar", "en", f"جملة {n}", f"line {n}") for n in range(begin, end)])
        return indexing.fresh_texts(store.read())

    assert add(0, 2) == 4, "a confirm or two cost nothing more"
    assert add(2, 20) <= 4
    assert store.read().execute("SELECT count(*) FROM recent").fetchone()[0] > 30

    def broken(_conn: sqlite3.Connection) -> None:
        raise sqlite3.OperationalError("disk full")

    # What was written is written, and no error says otherwise; the next write makes up for it.
    with monkeypatch.context() as m:
        m.setattr(indexing, "catch_up", broken)
        assert add(20, 30) > 4
    assert units.count_units(store.read(), [memory]) == 30
    assert add(30, 31) <= 4

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from workbench.config import WorkspacePaths
from workbench.errors import NotFoundError, UsageError
from workbench.model import BulkAct, Project, State
from workbench.store import migrations, pairs
from workbench.store import segments as segments_table
from workbench.store.connection import Store
from workbench.workflow import editing
from workbench.workflow.batches import find_batch, list_batches, undo_batch
from workbench.workflow.importing import import_text
from workbench.workflow.memories import list_memories
from workbench.workflow.memory_import import import_memory
from workbench.workflow.pretranslating import TOGETHER, prepare, pretranslate
from workbench.workflow.projects import add_memory, documents_of
from workbench.workflow.workspace import Workspace

TEXT = "عاد الهدوء إلى المدينة.\nوصل الوفد أمس إلى العاصمة.\nيبدأ العمل في الجسر غدا صباحا.\n"
PAIRS = "ar,en\nعاد الهدوء إلى المدينة.,Calm returned to the city.\nيبدأ العمل في الجسر غدا مساء.,Work on the bridge starts tomorrow.\n"


@pytest.fixture
def filled(ws: Workspace, project: Project, tmp_path: Path) -> Project:
    """A project of three segments, one with an exact match in its memory and one with a fuzzy one."""
    pairs = tmp_path / "pairs.csv"
    pairs.write_text(PAIRS, encoding="utf-8")
    import_memory(ws, pairs, memory="old")
    import_text(ws, project, "doc", TEXT)
    return add_memory(ws, project, "old")


def states(ws: Workspace, project: Project) -> list[tuple[str, str, str | None]]:
    (document,) = documents_of(ws, project)
    return [
        (s.state.value, s.target, s.draft)
        for s in segments_table.load_segments(ws.store.read(), document.id)
        if s.translate
    ]


def units(ws: Workspace) -> dict[str, int]:
    return {m.name: m.units for m in list_memories(ws)}


def test_a_pretranslation_is_taken_back_whole(ws: Workspace, filled: Project) -> None:
    before = states(ws, filled)
    done = pretranslate(ws, filled, confirm_exact=True, fuzzy=60)
    assert (done.confirmed, done.fuzzy) == (1, 1)
    assert units(ws) == {"news": 1, "old": 2}
    undone = undo_batch(ws, find_batch(ws))
    assert (undone.taken, undone.kept) == (2, 0)
    assert states(ws, filled) == before
    assert units(ws) == {"news": 0, "old": 2}
    (document,) = documents_of(ws, filled)
    acts = [
        h.act
        for s in segments_table.load_segments(ws.store.read(), document.id)
        for h in segments_table.history(ws.store.read(), s.id)
    ]
    assert acts == ["confirm", "undo", "pretranslate", "undo"]


def test_what_a_person_changed_since_stays(ws: Workspace, filled: Project) -> None:
    pretranslate(ws, filled, confirm_exact=True, fuzzy=60)
    (document,) = documents_of(ws, filled)
    drafted = next(s for s in segments_table.load_segments(ws.store.read(), document.id) if s.draft)
    editing.set_draft(ws, drafted, "Work on the bridge starts tomorrow morning.")
    undone = undo_batch(ws, find_batch(ws))
    assert (undone.taken, undone.kept) == (1, 1)
    assert [d for _s, _t, d in states(ws, filled)] == [None, None, "Work on the bridge starts tomorrow morning."]


def test_what_a_person_confirmed_since_stays(ws: Workspace, filled: Project) -> None:
    pretranslate(ws, filled, fuzzy=60)
    (document,) = documents_of(ws, filled)
    for s in segments_table.load_segments(ws.store.read(), document.id):
        if s.draft:
            editing.confirm(ws, filled, s)
    undone = undo_batch(ws, find_batch(ws))
    assert (undone.taken, undone.kept) == (0, 2)
    assert [s for s, _t, _d in states(ws, filled)] == [State.TRANSLATED, State.INITIAL, State.TRANSLATED]
    assert units(ws)["news"] == 2


def test_confirmed_again_by_a_person_with_the_same_text_stays(ws: Workspace, filled: Project) -> None:
    pretranslate(ws, filled, confirm_exact=True, fuzzy=101)
    (document,) = documents_of(ws, filled)
    s = segments_table.load_segments(ws.store.read(), document.id)[0]
    editing.confirm(ws, filled, s)
    undone = undo_batch(ws, find_batch(ws))
    assert (undone.taken, undone.kept) == (0, 1)
    assert units(ws)["news"] == 1


def test_an_import_into_a_memory_is_taken_back(ws: Workspace, filled: Project, tmp_path: Path) -> None:
    pretranslate(ws, filled, confirm_exact=True)
    more = tmp_path / "more.csv"
    more.write_text(PAIRS + "صباح الخير,Good morning\n", encoding="utf-8")
    done = import_memory(ws, more, memory="old")
    assert (done.added, units(ws)["old"]) == (1, 3)
    assert import_memory(ws, more, memory="old").batch == 0, "nothing new: nothing to take back"
    assert find_batch(ws).id == done.batch
    undo_batch(ws, find_batch(ws))
    assert units(ws) == {"news": 1, "old": 2}
    with pytest.raises(UsageError, match="already"):
        find_batch(ws, done.batch)


def test_the_import_of_an_article_is_taken_back_and_its_bytes_kept(ws: Workspace, project: Project) -> None:
    import_text(ws, project, "doc", TEXT)
    batch = find_batch(ws)
    assert (batch.act, batch.place) == (BulkAct.IMPORT, "news/doc")
    undo_batch(ws, batch)
    assert documents_of(ws, project) == []
    (kept,) = ws.paths.removed.iterdir()
    assert kept.read_text("utf-8") == TEXT
    assert list(ws.paths.source("news").iterdir()) == []
    again = import_text(ws, project, "doc", TEXT)
    assert not again.already
    assert again.document.slug == "doc"


def test_an_article_somebody_worked_on_is_not_removed(ws: Workspace, filled: Project) -> None:
    imported = next(b for b in list_batches(ws) if b.act is BulkAct.IMPORT)
    pretranslate(ws, filled)
    with pytest.raises(UsageError, match="worked on"):
        undo_batch(ws, imported)
    undo_batch(ws, find_batch(ws))
    (document,) = documents_of(ws, filled)
    s = segments_table.load_segments(ws.store.read(), document.id)[0]
    s = editing.set_draft(ws, s, "x")
    with pytest.raises(UsageError, match="worked on"):
        undo_batch(ws, imported)
    s = editing.set_draft(ws, s, "")
    editing.set_note(ws, s, "ask the author")
    with pytest.raises(UsageError, match="worked on"):
        undo_batch(ws, imported)
    assert len(documents_of(ws, filled)) == 1
    assert not find_batch(ws, imported.id).undone


def test_a_segment_begun_meanwhile_is_not_filled(
    ws: Workspace, filled: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    (document,) = documents_of(ws, filled)
    first = segments_table.load_segments(ws.store.read(), document.id)[0]

    def typing(done: int, _total: int) -> None:
        if done == 1:
            third = segments_table.load_segments(ws.store.read(), document.id)[2]
            editing.set_draft(ws, third, "mine")

    ready = prepare(ws, filled, fuzzy=60)
    ready.together = 1
    done = ready.run(typing)
    assert (done.exact, done.fuzzy) == (1, 0)
    assert [d for _s, _t, d in states(ws, filled)] == ["Calm returned to the city.", None, "mine"]
    assert first.number == 1


def test_no_such_bulk_act(ws: Workspace, project: Project) -> None:
    for number in (None, 7):
        with pytest.raises(NotFoundError):
            find_batch(ws, number)


def test_an_older_database_is_brought_up_with_a_backup_before(tmp_path: Path) -> None:
    paths = WorkspacePaths(tmp_path / "old")
    paths.projects.mkdir(parents=True)
    paths.glossaries.mkdir()
    conn = sqlite3.connect(paths.database)
    for statement in migrations._FIRST.split(";\n"):
        conn.execute(statement)
    conn.execute("INSERT INTO memory (id, name, source, target) VALUES (1, 'm', 'ar', 'en')")
    conn.execute(
        "INSERT INTO unit (memory, pair, source_lang, target_lang, source, target, tuid, created, changed, author,"
        " changer, origin, document, note, props, batch) VALUES (1, ?, 'ar', 'en', 'س', 'q', '', '', '', '', '',"
        " NULL, '', '', '[]', 'old.tmx')",
        (hashlib.blake2b("س\0q".encode(), digest_size=16).digest(),),
    )
    conn.execute("CREATE TABLE _sqlite_migrations (migration_set TEXT, name TEXT, applied_at TEXT)")
    conn.execute("INSERT INTO _sqlite_migrations VALUES ('workbench', 'm001_begin', '2026-01-01')")
    conn.execute("PRAGMA user_version = 1")
    conn.commit()
    conn.close()
    store = Store(paths)
    assert migrations.version(store.read()) == migrations.VERSION
    assert store.read().execute("SELECT target, batch FROM unit").fetchall() == [("q", None)]
    assert pairs.has_pair(store.read(), 1, "س", "q")
    store.close()
    (backup,) = [p for p in paths.backups.iterdir() if "before-migration" in p.name]
    old = sqlite3.connect(backup)
    assert old.execute("SELECT batch FROM unit").fetchall() == [("old.tmx",)]
    old.close()


def test_a_proposal_corrected_since_stays(ws: Workspace, filled: Project) -> None:
    pretranslate(ws, filled, fuzzy=60)
    (document,) = documents_of(ws, filled)
    drafted = next(s for s in segments_table.load_segments(ws.store.read(), document.id) if s.draft)
    with ws.store.write() as conn:
        segments_table.save_draft(conn, drafted.id, "Corrected.", drafted.rev, "me", "now", drafted.origin)
    assert undo_batch(ws, find_batch(ws)).kept == 1
    assert states(ws, filled)[0][2] == "Corrected."


def test_after_its_pretranslation_an_article_can_be_taken_back_too(ws: Workspace, filled: Project) -> None:
    pretranslate(ws, filled, confirm_exact=True, fuzzy=60)
    undo_batch(ws, find_batch(ws))
    assert find_batch(ws).act is BulkAct.IMPORT
    undo_batch(ws, find_batch(ws))
    assert documents_of(ws, filled) == []


def test_what_the_memory_has_is_written_some_at_a_time_and_taken_back_as_one(
    ws: Workspace, filled: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_text(ws, filled, "long", "".join(f"{TEXT.splitlines()[0]} {n}\n" for n in range(120)))
    before = states_of_all(ws, filled)
    writes = 0
    write = ws.store.write

    def counted() -> AbstractContextManager[sqlite3.Connection]:
        nonlocal writes
        writes += 1
        return write()

    monkeypatch.setattr(ws.store, "write", counted)
    told: list[int] = []
    done = pretranslate(ws, filled, confirm_exact=True, fuzzy=60, progress=lambda n, _all: told.append(n))
    # One to begin the act, and one for each fifty.
    assert (done.confirmed + done.fuzzy, writes) == (122, 1 + -(-122 // TOGETHER))
    assert told == [TOGETHER, 2 * TOGETHER, 122]
    assert undo_batch(ws, find_batch(ws)).taken == 122
    assert states_of_all(ws, filled) == before


def test_of_those_written_together_all_are_or_none(
    ws: Workspace, filled: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = states(ws, filled)
    monkeypatch.setattr(segments_table, "pretranslate", lambda *_args, **_named: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        pretranslate(ws, filled, confirm_exact=True, fuzzy=60)
    assert states(ws, filled) == before


def states_of_all(ws: Workspace, project: Project) -> list[tuple[str, str, str | None]]:
    return [
        (s.state.value, s.target, s.draft)
        for d in documents_of(ws, project)
        for s in segments_table.load_segments(ws.store.read(), d.id)
    ]

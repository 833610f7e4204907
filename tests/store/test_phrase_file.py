"""The file of learned phrases, and the reading of the pairs they are learned from."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from tests.store.conftest import AT, fill
from workbench.errors import StoreError
from workbench.model import Unit
from workbench.store import memories as memories_table
from workbench.store import phrase_file, phrase_pairs, units
from workbench.store.connection import Store
from workbench.store.phrase_file import PhraseRow, Stamp, open_phrases, read_stamp, sweep_phrases, write_phrases

STAMP = Stamp(1, "ar", "en", ("p", "أخرى"), 12, 9)
ROWS = [PhraseRow("اسعار الوقود", "fuel prices", 3, 4, (9, 7, 2)), PhraseRow("و+ قال", "and said", 2, 2, (1,))]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "fragments-ar-en-p.db"
    write_phrases(found, STAMP, ROWS, {"الوقود": 7, "قال": 3})
    return found


def test_what_was_written_is_read(path: Path) -> None:
    with open_phrases(path) as found:
        assert found.stamp() == STAMP
        assert found.phrases(["اسعار الوقود", "و+ قال", "غيره"]) == {r.key: r for r in ROWS}
        assert found.phrases([]) == {}
        assert found.counts(["قال", "لا"]) == {"قال": 3}
        assert found.counts([f"w{n}" for n in range(5000)]) == {}


def test_another_one_takes_its_place_while_it_is_read(path: Path) -> None:
    with open_phrases(path) as found:
        if sys.platform != "win32":
            write_phrases(path, STAMP, ROWS[:1], {})
        assert len(found.phrases([r.key for r in ROWS])) == 2
    write_phrases(path, STAMP, ROWS[:1], {})
    with open_phrases(path) as found:
        assert list(found.phrases([r.key for r in ROWS])) == ["اسعار الوقود"]


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_only_its_owner_may_read_it(path: Path) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 4000])
def test_a_broken_file_is_told_as_such(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert read_stamp(path) is None
    with pytest.raises(StoreError), open_phrases(path) as found:
        found.phrases(["x"])


def test_a_file_cut_off_is_told_as_such(tmp_path: Path) -> None:
    path = tmp_path / "fragments-x.db"
    many = [PhraseRow(f"k {n:05}", "t" * 50, 2, 2, (n,)) for n in range(3000)]
    write_phrases(path, STAMP, many, {})
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(StoreError), open_phrases(path) as found:
        found.phrases([r.key for r in many])


def test_a_missing_file_and_one_of_another_form_are_none(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_stamp(path.with_name("none.db")) is None
    assert not path.with_name("none.db").exists()
    monkeypatch.setattr(phrase_file, "FORM", 2)
    assert read_stamp(path) is None


def test_what_fails_leaves_the_old_one_and_nothing_else(path: Path) -> None:
    def broken() -> PhraseRow:
        raise StoreError("no")

    with pytest.raises(StoreError):
        write_phrases(path, STAMP, (broken() for _ in range(1)), {})
    assert read_stamp(path) == STAMP
    assert list(path.parent.iterdir()) == [path]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        write_phrases(tmp_path / "none" / "fragments.db", STAMP, [], {})


def test_leftovers_and_files_of_gone_projects_are_swept(path: Path) -> None:
    folder = path.parent
    left = folder / ".fragments-ar-en-p.abc.tmp"
    left.write_bytes(b"half")
    other = folder / "fragments-en-ar-q.db"
    write_phrases(other, Stamp(2, "en", "ar", (), 0, 0), [], {})
    (folder / "write.lock").touch()
    sweep_phrases(folder, {1})
    assert sorted(p.name for p in folder.iterdir()) == [path.name, "write.lock"]


# ---------------------------------------------------------------------- the pairs


def put(store: Store, memory: int, *pairs: tuple[str, str], langs: tuple[str, str] = ("ar", "en")) -> None:
    with store.write() as conn:
        units.insert_units(conn, memory, [Unit(*langs, s, t, created=AT) for s, t in pairs])


def test_pairs_come_in_the_projects_direction_oldest_first_and_once(store: Store) -> None:
    project, _document, memory = fill(store)
    put(store, memory, ("أ", "a"), ("ب", "b"))
    put(store, memory, ("c", "ج"), langs=("en-GB", "ar-SA"))
    put(store, memory, ("d", "e"), langs=("fr", "en"))
    put(store, memory, ("b", "ب"), langs=("en", "ar"))
    read = phrase_pairs.read_newest(store.path, "p", 100)
    assert read is not None
    assert read.pairs == [(1, "أ", "a"), (3, "ج", "c"), (5, "ب", "b")]
    assert read.project == project
    assert read.projects == {project.id}
    assert read.newest == 5 == phrase_pairs.newest_unit(store.read(), ["p"]) == phrase_pairs.last_number(store.read())


def test_the_newest_pairs_of_the_first_memories_are_taken(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    _project, _document, memory = fill(store)
    with store.write() as conn:
        second = memories_table.ensure_memory(conn, "r", "ar", "en")
        conn.execute("""UPDATE project SET memories = '["p", "r"]'""")
    put(store, memory, ("أ", "a"), ("ب", "b"))
    put(store, second, ("ت", "t"), ("ث", "th"))
    read = phrase_pairs.read_newest(store.path, "p", 3)
    assert read is not None
    assert [s for _n, s, _t in read.pairs] == ["ث", "أ", "ب"]
    monkeypatch.setattr(phrase_pairs, "CHARACTERS", 3)
    read = phrase_pairs.read_newest(store.path, "p", 3)
    assert read is not None
    assert [s for _n, s, _t in read.pairs] == ["أ", "ب"]


def test_the_whole_of_a_sentence_does_not_count_beside_its_pieces(store: Store) -> None:
    _project, document, memory = fill(store)
    put(store, memory, ("أ", "a"), ("أ ب", "a b"))
    with store.write() as conn:
        segment = conn.execute("SELECT id FROM segment WHERE document = ?", (document.id,)).fetchone()[0]
        conn.execute("UPDATE unit SET whole = ? WHERE source = 'أ ب'", (segment,))
    read = phrase_pairs.read_newest(store.path, "p", 9)
    assert read is not None
    assert [s for _n, s, _t in read.pairs] == ["أ"]


def test_imports_that_are_not_whole_yet_are_not_there(store: Store) -> None:
    _project, _document, memory = fill(store)
    with store.write() as conn:
        conn.execute("INSERT INTO batch (id, act, place, at, author) VALUES (1, 'import', '', ?, '')", (AT,))
        conn.execute("INSERT INTO loading VALUES (1, ?, x'00')", (memory,))
        units.insert_units(conn, memory, [Unit("ar", "en", "أ", "a")], 1)
    read = phrase_pairs.read_newest(store.path, "p", 9)
    assert read is not None
    assert (read.pairs, read.newest) == ([], 0)
    assert phrase_pairs.count_newer(store.read(), ["p"], 0, 50) == 0


def test_newer_pairs_are_counted_up_to_a_limit(store: Store) -> None:
    _project, _document, memory = fill(store)
    put(store, memory, *((f"س {n}", f"s {n}") for n in range(9)))
    assert phrase_pairs.count_newer(store.read(), ["p"], 0, 50) == 9
    assert phrase_pairs.count_newer(store.read(), ["p"], 4, 50) == 5
    assert phrase_pairs.count_newer(store.read(), ["p"], 0, 3) == 3
    assert phrase_pairs.count_newer(store.read(), ["none"], 0, 3) == 0
    assert phrase_pairs.newest_unit(store.read(), ["none"]) == 0


def test_a_project_or_database_that_is_not_there(store: Store, tmp_path: Path) -> None:
    assert phrase_pairs.read_newest(store.path, "none", 9) is None
    with pytest.raises(StoreError):
        phrase_pairs.read_newest(tmp_path / "none.db", "p", 9)
    assert not (tmp_path / "none.db").exists()


def test_nothing_is_written_to_the_database(store: Store) -> None:
    fill(store)
    store.close()
    before = store.path.read_bytes()
    phrase_pairs.read_newest(store.path, "p", 9)
    assert store.path.read_bytes() == before

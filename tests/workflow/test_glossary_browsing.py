"""Glossaries as the screen browses and changes them: filtered, compared while written, every act taken back to the byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import FileError, UsageError, WorkbenchError
from workbench.workflow.glossary_browsing import Entry, draft_findings, filtered
from workbench.workflow.glossary_room import GlossaryRoom
from workbench.workflow.glossary_rows import RowConflict
from workbench.workflow.pacing import Pace, Stopped
from workbench.workflow.projects import new_project
from workbench.workflow.workspace import Workspace, open_workspace

NAMES = (
    "id,ar,en,kind,status,enforce,en_variants,note,author,date\n"
    '# people\nsalma,"سلمى حداد",Salma Haddad,person,preferred,must,Haddad | S. Haddad,,,\n'
    "river,مستشفى النهر,River Hospital,organisation,,,,by the bridge,,\n"
    ",مدينة,City,place,candidate,info,,,,"
)
OTHER = "ar;en\nالنهر;river\nحداد;smith\n"


@pytest.fixture
def room(workspace: Path) -> GlossaryRoom:
    (workspace / "glossaries" / "names.csv").write_text(NAMES, encoding="utf-8", newline="")
    (workspace / "glossaries" / "other.csv").write_text(OTHER, encoding="utf-8", newline="")
    return GlossaryRoom(open_workspace(workspace))


def entry(room: GlossaryRoom, name: str, concept_id: str) -> Entry:
    shelf = room.read()
    return shelf.entry(shelf.find(name, concept_id))


def text(room: GlossaryRoom, name: str = "names.csv") -> str:
    return room.path(name).read_bytes().decode()


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        ("", ["salma", "river", "city", "river", "smith"]),
        # The whole form first, then where it begins, then inside.
        ("river", ["river", "river"]),
        ("النهر", ["river", "river"]),
        ("حَدّاد", ["smith", "salma"]),
        ("hospital RIVER", ["river"]),
        ("s. haddad", ["salma"]),
        ("bridge", ["river"]),
        (":must", ["salma"]),
        (":cand", ["city"]),
        (":other", ["river", "smith"]),
        ("مستشفي", ["river"]),
        ("مدينه", ["city"]),
        (":org river", ["river"]),
        ("nowhere", []),
        ("|", []),
    ],
)
def test_a_filter_finds_folded_words_on_both_sides(room: GlossaryRoom, wanted: str, ids: list[str]) -> None:
    shelf = room.read()
    assert [shelf.entry(n).id for n in filtered(shelf, wanted)] == ids


def test_a_filter_that_is_out_of_date_is_given_up(room: GlossaryRoom) -> None:
    shelf = room.read()
    with pytest.raises(Stopped):
        filtered(shelf, "river", Pace(stopped=lambda: True).rest)
    first = shelf.entry(shelf.find("other.csv", "river"))
    assert (first.place, first.columns) == ("other.csv:2", ("ar", "en"))
    assert shelf.find("other.csv", "nobody") == shelf.find("gone.csv", "river") == -1


def test_a_changed_row_is_taken_back_to_the_byte(room: GlossaryRoom) -> None:
    salma = entry(room, "names.csv", "salma")
    act = room.save(salma, salma.cells, {"status": "forbidden", "note": "asked"})
    assert act is not None
    assert act.what == "changed"
    assert "salma,سلمى حداد,Salma Haddad,person,forbidden,must,Haddad | S. Haddad,asked,Tester," in text(room)
    assert room.changed
    assert entry(room, "names.csv", "salma").concept.status.value == "forbidden"
    assert room.save(entry(room, "names.csv", "salma"), {}, {"note": "asked"}) is None
    room.undo()
    assert text(room) == NAMES
    with pytest.raises(WorkbenchError, match="Nothing was changed"):
        room.undo()


def test_a_row_without_an_id_an_added_and_a_removed_one(room: GlossaryRoom) -> None:
    city = entry(room, "names.csv", "city")
    room.save(city, city.cells, {"en": "Town"})
    assert text(room).splitlines()[-1].startswith("city,مدينة,Town,place,candidate,info,,,Tester,")
    room.undo()
    assert text(room) == NAMES
    added = room.add("names.csv", {"ar": "جسر", "en": "Bridge", "note": "", "origin": "news/dam"})
    assert (added.what, added.id) == ("added", "bridge")
    assert "\nbridge,جسر,Bridge," in text(room)
    removed = room.remove(entry(room, "names.csv", "salma"))
    assert removed.what == "removed"
    assert "salma" not in text(room)
    room.undo()
    room.undo()
    # The last line had no end, and has one now that another stood behind it.
    assert text(room) == NAMES + "\n"
    with pytest.raises(UsageError, match=r"names\.csv:4: this pair is there already"):
        room.add("names.csv", {"ar": "مستشفى النهر", "en": "River Hospital"})
    with pytest.raises(FileError, match="has no column 'note'"):
        room.add("other.csv", {"ar": "جسر", "en": "Bridge", "note": "x"})


def test_what_another_program_does_meanwhile_is_kept_or_told(room: GlossaryRoom) -> None:
    salma = entry(room, "names.csv", "salma")
    path = room.path("names.csv")
    # Another cell of the row: both changes stand.
    path.write_text(NAMES.replace("must,Haddad", "info,Haddad"), encoding="utf-8", newline="")
    room.save(salma, salma.cells, {"note": "mine"})
    assert "preferred,info,Haddad | S. Haddad,mine" in text(room)
    # The same cell: nothing is written, and theirs is told.
    with pytest.raises(RowConflict, match="changed \\(note\\)") as told:
        room.save(salma, salma.cells, {"note": "other", "en": "Salma Haddad"})
    assert told.value.theirs is not None
    assert told.value.theirs["note"] == "mine"
    # One of the two forms there, the other here: a pair is one decision.
    path.write_text(NAMES.replace('"سلمى حداد"', "سلمى الحداد"), encoding="utf-8", newline="")
    with pytest.raises(RowConflict, match="changed \\(ar\\)"):
        room.save(salma, salma.cells, {"en": "Salma Hadad"})
    with pytest.raises(RowConflict):
        room.remove(salma)
    # Their change of the row since ours: ours is not taken back over it.
    with pytest.raises(WorkbenchError, match="was changed since"):
        room.undo()
    path.write_text(NAMES.replace("salma,", "other,"), encoding="utf-8", newline="")
    with pytest.raises(RowConflict, match="removed") as gone:
        room.save(salma, salma.cells, {"note": "x"})
    assert gone.value.theirs is None
    assert text(room) == NAMES.replace("salma,", "other,")


def test_what_cannot_be_written_or_read(room: GlossaryRoom) -> None:
    salma = entry(room, "names.csv", "salma")
    path = room.path("names.csv")
    path.write_text("<<<<<<< ours\n" + NAMES, encoding="utf-8", newline="")
    shelf = room.read()
    assert any("names.csv:1" in str(e) for e in shelf.errors)
    path.write_bytes(b"\xff\xfe\x00")
    shelf = room.read()
    assert [f.path.name for f in shelf.files] == ["other.csv"]
    assert "names.csv" in str(shelf.errors[0])
    with pytest.raises(FileError):
        room.save(salma, salma.cells, {"note": "x"})
    path.unlink()
    with pytest.raises(FileError, match="cannot be read"):
        room.save(salma, salma.cells, {"note": "x"})
    with pytest.raises(FileError, match="is not there"):
        room.add("names.csv", {"ar": "جسر", "en": "Bridge"})


def test_a_workspace_that_can_only_be_read(workspace: Path) -> None:
    with open_workspace(workspace):
        pass
    room = GlossaryRoom(open_workspace(workspace, read_only=True))
    for act in (lambda: room.add("terms.csv", {"ar": "جسر", "en": "Bridge"}), room.undo):
        with pytest.raises(WorkbenchError, match="cannot be written"):
            act()


def test_the_first_entry_makes_the_glossary(workspace: Path) -> None:
    room = GlossaryRoom(Workspace(*_parts(workspace)))
    room.add("terms.csv", {"ar": "جسر", "en": "Bridge", "origin": "news/dam"})
    assert room.names == ("terms.csv",)
    assert "bridge,جسر,Bridge" in text(room, "terms.csv")


def _parts(workspace: Path) -> tuple[object, ...]:
    ws = open_workspace(workspace)
    return ws.paths, ws.user, ws.settings, ws.store


def test_a_row_is_compared_with_those_that_share_a_form_while_it_is_written(room: GlossaryRoom) -> None:
    shelf = room.read()
    path = room.path("names.csv")

    def told(line: int, **cells: str) -> list[str]:
        return [m for _s, m in draft_findings(shelf, path, line, cells)]

    assert told(0, ar="", en="") == []
    assert any("names.csv:4" in m for m in told(0, ar="مستشفى النهر", en="River Clinic"))
    # Itself is nothing to compare with.
    assert told(4, ar="مستشفى النهر", en="River Hospital") == []
    assert any("two spaces" in m for m in told(0, ar="جسر  قديم", en="Old Bridge"))
    assert any("is both accepted and forbidden" in m for m in told(0, ar="جسر كبير", en="Old", en_forbidden="Old"))
    assert any("the preferred form at" in m for m in told(0, ar="جسر كبير", en="Span", en_variants="River Hospital"))
    with pytest.raises(Stopped):
        draft_findings(shelf, path, 0, {"ar": "جسر", "en": "x"}, Pace(stopped=lambda: True).rest)


def test_the_other_direction_never_changes_the_forms_places(workspace: Path) -> None:
    ws = open_workspace(workspace)
    project = new_project(ws, "out", "en", "ar")
    (workspace / "glossaries" / "pairs.csv").write_text("source,target\nbridge,جسر\n", encoding="utf-8")
    room = GlossaryRoom(ws, project)
    bridge = entry(room, "pairs.csv", "bridge")
    assert bridge.value("ar") == "جسر"
    acts = (
        lambda: room.save(bridge, bridge.cells, {"en": "span"}),
        lambda: room.add("pairs.csv", {"ar": "نهر", "en": "river"}),
        lambda: room.remove(bridge),
    )
    for act in acts:
        with pytest.raises(FileError, match=r"pairs\.csv:1: names its columns source and target"):
            act()
    assert text(room, "pairs.csv") == "source,target\nbridge,جسر\n"
    # Named by language it is edited in both.
    (workspace / "glossaries" / "pairs.csv").write_text("en,ar\nbridge,جسر\n", encoding="utf-8")
    bridge = entry(room, "pairs.csv", "bridge")
    room.save(bridge, bridge.cells, {"en": "span"})
    assert text(room, "pairs.csv") == "en,ar\nspan,جسر\n"

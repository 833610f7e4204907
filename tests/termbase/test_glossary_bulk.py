"""Many rows into a glossary: united, never doubled, what stands there wins, untouched records keep their bytes."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import FileError
from workbench.termbase import glossary_bulk
from workbench.termbase.editing import Saved
from workbench.termbase.glossary_bulk import merge_rows
from workbench.termbase.glossary_file import read_glossary
from workbench.termbase.records import CsvFile

HOSPITAL = {
    "id": "river",
    "ar": "مستشفى النهر",
    "en": "River Hospital",
    "en_variants": "The River Hospital",
    "note": "old",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "terms.csv"


def test_a_new_file_has_our_columns(path: Path) -> None:
    done = merge_rows(path, [HOSPITAL, {"ar": "بيروت", "en": "Beirut", "desk": "north"}])
    assert (done.added, done.united, done.already, done.new_columns) == (2, 0, 0, ())
    text = path.read_text(encoding="utf-8")
    assert text.startswith("id,ar,en,kind,")
    assert text.splitlines()[0].endswith("date,desk")
    assert [c.id for c in read_glossary(path).concepts] == ["river", "beirut"]
    assert read_glossary(path).cells("desk") == ["", "north"]


def test_the_same_pair_folded_is_united(path: Path) -> None:
    merge_rows(path, [HOSPITAL])
    more = {
        "ar": "مستشفىَ النهر",
        "en": "river hospital",
        "en_variants": "Riverside | the river hospital",
        "note": "new",
        "kind": "place",
    }
    done = merge_rows(path, [{**more, "origin": "list.tbx#4"}])
    assert (done.added, done.united) == (0, 1)
    concept = read_glossary(path).concepts[0]
    assert (concept.id, concept.preferred("en"), concept.kind) == ("river", "River Hospital", "place")
    assert concept.forms("en") == ("River Hospital", "The River Hospital", "Riverside")
    assert (concept.note, concept.origin) == ("old | new", "list.tbx#4")
    assert merge_rows(path, [more]).already == 1


def test_rows_of_one_import_are_united_too(path: Path) -> None:
    done = merge_rows(path, [{**HOSPITAL, "note": "a"}, {**HOSPITAL, "note": "b"}])
    assert (done.added, done.united) == (1, 1)
    assert [c.note for c in read_glossary(path).concepts] == ["a | b"]


def test_a_pair_that_is_a_variant_is_there_already(path: Path) -> None:
    merge_rows(path, [HOSPITAL])
    done = merge_rows(path, [{"ar": HOSPITAL["ar"], "en": "The River Hospital"}])
    assert (done.added, done.already) == (0, 1)


def test_what_the_glossary_decided_stays(path: Path) -> None:
    path.write_text(
        "id,ar,en,status,en_variants,en_forbidden,pos\n1,ميناء,port,preferred,harbour,haven,noun\n", encoding="utf-8"
    )
    before = path.read_bytes()
    done = merge_rows(
        path,
        [
            {
                "ar": "ميناء",
                "en": "port",
                "status": "forbidden",
                "pos": "verb",
                "en_variants": "haven",
                "en_forbidden": "harbour",
            },
            {"ar": "ميناء", "en": "haven"},
        ],
    )
    assert path.read_bytes() == before
    assert done.already == 2
    assert dict(done.kept) == {"status": 1, "pos": 1, "en_variants": 1, "en_forbidden": 1, "forbidden pair": 1}


def test_one_thing_in_two_words_is_no_other_decision(path: Path) -> None:
    merge_rows(path, [{"ar": "قمر", "en": "moon", "gender": "m"}])
    done = merge_rows(path, [{"ar": "قمر", "en": "moon", "gender": "masculine", "kind": "other", "enforce": "prefer"}])
    assert (done.already, dict(done.kept)) == (1, {})
    assert dict(merge_rows(path, [{"ar": "قمر", "en": "moon", "gender": "f"}]).kept) == {"gender": 1}


def test_ids_are_kept_when_they_are_free(path: Path) -> None:
    merge_rows(path, [{"id": "t1", "ar": "قمر", "en": "moon"}])
    merge_rows(path, [{"id": "t1", "ar": "شمس", "en": "sun"}, {"id": "t9", "ar": "نجم", "en": "star"}])
    assert [c.id for c in read_glossary(path).concepts] == ["t1", "t1-2", "t9"]


def test_words_no_glossary_has_are_dropped_and_counted(path: Path) -> None:
    done = merge_rows(
        path, [{"ar": "قمر", "en": "moon", "kind": "planet", "status": "Preferred", "enforce": "perhaps"}]
    )
    assert dict(done.dropped) == {"kind=planet": 1, "enforce=perhaps": 1}
    file = read_glossary(path)
    assert file.errors == ()
    assert file.concepts[0].status == "preferred"


OLD = (
    b"\xef\xbb\xbf# house list\r\n"
    b'Arabic;English;"desk"\r\n'
    + "قمر ; moon;north\r\n".encode()
    + b"\r\n# end of space\r\n"
    + 'ميناء;"port";south\r\n'.encode()
    + b"only one\r\n"
    + "جبل;mountain;east".encode()
)


def test_bytes_that_gain_nothing_stay_and_the_first_row_grows(path: Path) -> None:
    path.write_bytes(OLD)
    done = merge_rows(
        path, [{"ar": "نهر", "en": "river", "note": "wide"}, {"ar": "ميناء", "en": "port", "note": "deep"}]
    )
    assert done.new_columns == ("note",)
    lines = path.read_bytes().split(b"\r\n")
    old = OLD.split(b"\r\n")
    assert lines[1] == b'Arabic;English;"desk";note'
    assert [n for n, line in enumerate(old) if lines[n] != line] == [1, 5]
    assert lines[5].decode() == "ميناء;port;south;deep"
    assert lines[8].decode() == "نهر;river;;wide"
    assert [c.note for c in read_glossary(path).concepts] == ["", "deep", "", "wide"]


def test_cells_that_gain_nothing_stay_in_a_row_that_does(path: Path) -> None:
    path.write_text("ar,en,note,,desk\nقمر , cafe\u0301,,x , y\n", encoding="utf-8")
    merge_rows(path, [{"ar": "قمر", "en": "café", "note": "full"}])
    assert path.read_text(encoding="utf-8").splitlines()[1] == '"قمر "," cafe\u0301",full,"x "," y"'


def test_a_file_without_column_names_gets_them_only_when_needed(path: Path) -> None:
    path.write_text("قمر,moon\nنجم,star\n", encoding="utf-8")
    merge_rows(path, [{"ar": "شمس", "en": "sun"}])
    assert path.read_text(encoding="utf-8") == "قمر,moon\nنجم,star\nشمس,sun\n"
    merge_rows(path, [{"ar": "قمر", "en": "moon", "note": "full"}])
    assert path.read_text(encoding="utf-8") == "ar,en,note\nقمر,moon,full\nنجم,star\nشمس,sun\n"


def test_nothing_is_written_when_the_rows_break_off(path: Path) -> None:
    def rows() -> object:
        yield HOSPITAL
        raise FileError("list.tbx", "is cut off.", line=7)

    with pytest.raises(FileError):
        merge_rows(path, rows())  # type: ignore[arg-type]
    assert list(path.parent.iterdir()) == []


def test_a_row_too_long_to_be_read_back_is_not_written(path: Path) -> None:
    done = merge_rows(path, [{"ar": "قمر", "en": "moon", "note": "x" * 100_000}, {"ar": "شمس", "en": "sun"}])
    assert list(done.dropped.values()) == [1]
    assert [c.id for c in read_glossary(path).concepts] == ["sun"]


CELL = st.text(st.sampled_from("ab #|,;\t\"'\n=قم ىAB1"), max_size=6)
ROWS = st.lists(
    st.fixed_dictionaries(
        {"ar": CELL.filter(str.strip), "en": CELL.filter(str.strip)},
        optional=dict.fromkeys(("id", "note", "en_variants", "ar_forbidden", "kind", "status", "pos", "desk"), CELL),
    ),
    max_size=5,
)


@given(ROWS, ROWS)
def test_a_second_time_changes_nothing(first: list[dict[str, str]], second: list[dict[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "terms.csv"
        for rows in (first, second):
            done = merge_rows(path, rows)
            assert done.added + done.united + done.already == len(rows)
            if not path.exists():
                continue
            after = path.read_bytes()
            assert read_glossary(path).errors == ()
            again = merge_rows(path, rows)
            assert (again.added, again.united) == (0, 0)
            assert path.read_bytes() == after


def test_what_another_program_adds_meanwhile_stays(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    merge_rows(path, [HOSPITAL])
    real = glossary_bulk.save

    def save(base: CsvFile, ours: CsvFile) -> Saved:
        with path.open("a", encoding="utf-8") as f:
            f.write("hill,جبل,hill\n")
        return real(base, ours)

    monkeypatch.setattr(glossary_bulk, "save", save)
    done = merge_rows(path, [{"ar": "قمر", "en": "moon"}])
    assert done.saved is not None
    assert done.saved.merged
    assert sorted(c.id for c in read_glossary(path).concepts) == ["hill", "moon", "river"]

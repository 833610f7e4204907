"""The contract every term format keeps: what is read back is what was written, or the tally names what is missing."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import FileError
from workbench.formats import terms
from workbench.formats.terms import COLUMNS, DEFAULTS, ReadOptions, Tally, WriteOptions, clean
from workbench.formats.terms_table import TERM_READERS, TERM_SUFFIXES, TERM_WRITERS, format_of
from workbench.model import TermStatus

FORMATS = sorted(TERM_WRITERS)
CHARS = st.one_of(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="|\ufffe\uffff"),
    st.sampled_from("\x7f\x80\x85\x9f"),
    st.sampled_from("<>&\"'\n\t ]]>#[;:-=+@,_x41_كتاب؟،ـًّ\u200f\u202e\u2028"),
)
CELL = st.text(CHARS, max_size=12).map(clean)
SEVERAL = st.lists(CELL.filter(bool), max_size=3)
WORD = st.sampled_from(["", "noun", "verb", "other", "proper noun", "interjection"])
FORM_COLUMNS = [
    f"{language}_{what}" for language in ("ar", "en") for what in ("variants", "forbidden", "first", "later")
]


@st.composite
def rows(draw: st.DrawFn) -> dict[str, str]:
    """A row of a glossary as the program keeps it: clean cells, no form twice in one language."""
    row = {c: draw(CELL) for c in ("id", "subject", "note", "origin", "author", "protect", "valid_from", "house style")}
    row |= {"ar": draw(CELL.filter(bool)), "en": draw(CELL.filter(bool))}
    row |= {"pos": draw(WORD), "gender": draw(st.sampled_from(["", "masculine", "f", "unknown"]))}
    row |= {
        "status": draw(st.sampled_from(["", *TermStatus])),
        "date": draw(st.sampled_from(["", "2026-01-31", "2026-02-30", "20260131"])),
    }
    row |= {"kind": draw(st.sampled_from(["", "other", "person"])), "enforce": draw(st.sampled_from(["", "must"]))}
    for language in ("ar", "en"):
        seen = {row[language]}
        for column in (c for c in FORM_COLUMNS if c.startswith(language)):
            found = draw(
                SEVERAL if column.endswith(("variants", "forbidden")) else st.lists(CELL.filter(bool), max_size=1)
            )
            fresh = [f for f in dict.fromkeys(found) if f not in seen]
            seen.update(fresh)
            row[column] = " | ".join(fresh)
    return {column: str(cell) for column, cell in row.items() if cell}


def named(written: list[dict[str, str]]) -> list[dict[str, str]]:
    """Give each row an id of its own, as every row of a glossary has."""
    return [{**row, "id": f"{row.get('id', '')}{n}"} for n, row in enumerate(written)]


def through(kind: str, written: list[dict[str, str]], **options: object) -> tuple[list[dict[str, str]], Tally, int]:
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"terms{TERM_SUFFIXES[kind][0]}"
        count = TERM_WRITERS[kind](path, written, WriteOptions(**options), tally)  # type: ignore[arg-type]
        assert format_of(path) == kind
        try:
            read_tally = Tally()
            read = [dict(r.cells) for r in TERM_READERS[kind](path, ReadOptions("ar", "en"), read_tally)]
        except FileError:
            assert count == 0
            return [], tally, count
        assert not read_tally.skipped
        return read, tally, count


@pytest.mark.parametrize("kind", FORMATS)
@settings(max_examples=settings().max_examples // 3)
@given(written=st.lists(rows(), max_size=4).map(named))
def test_a_row_comes_back_or_what_is_missing_is_named(kind: str, written: list[dict[str, str]]) -> None:
    read, tally, count = through(kind, written)
    assert len(read) == count == len(written) - sum(n for n, _line in tally.skipped.values())
    left = [row for row in written if not (kind in ("omegat", "utx") and is_left_out(kind, row))]
    lost = {key.partition("=")[0] for key in tally.lost}
    for before, after in zip(left, read, strict=True):
        for column in {*before, *after} - lost:
            default = DEFAULTS.get(column, "")
            cell = after.get(column, default)
            assert before.get(column, default) in (cell, "f" if cell == "feminine" else cell), column


def is_left_out(kind: str, row: dict[str, str]) -> bool:
    undecided = row.get("status") in ("forbidden", "superseded", "candidate")
    return row["ar"].startswith("#") or (kind == "omegat" and undecided)


FULL = {
    "id": "river-hospital", "ar": "مستشفى النهر", "en": "River Hospital", "kind": "organisation", "status": "preferred",
    "enforce": "must", "match": "exact", "ar_variants": "مستشفى نهر | مشفى النهر", "en_variants": "The River Hospital",
    "ar_forbidden": "عيادة النهر", "en_forbidden": "River Clinic | Riverside", "ar_first": "مستشفى النهر العام",
    "en_first": "River General Hospital", "ar_later": "المستشفى", "en_later": "the hospital", "protect": "نهرا",
    "pos": "noun", "gender": "masculine", "subject": "health | news", "valid_from": "2020-01-01", "valid_to": "2030-01-01",
    "note": "opened in spring", "origin": "house list", "author": "R. Haddad", "date": "2026-01-31", "desk": "north",
}  # fmt: skip

NOT_CARRIED = {
    "csv": set(),
    "tsv": set(),
    "xlsx": set(),
    "tbx": {"kind", "enforce", "match", "protect", "valid_from", "valid_to", "desk"},
    "utx": {*FULL}
    - {"id", "ar", "en", "status", "pos", "note", *(c for c in FULL if c.endswith(("variants", "forbidden")))},
    "omegat": {*FULL} - {"ar", "en", "status", "note", "ar_variants", "en_variants", "en_forbidden"},
}


@pytest.mark.parametrize("kind", FORMATS)
def test_what_a_format_does_not_carry(kind: str) -> None:
    """The table of docs/term-exchange.md: a format that forgets to carry something cannot hide behind its tally."""
    read, tally, _count = through(kind, [FULL])
    assert set(tally.lost) == NOT_CARRIED[kind]
    assert {c: v for c, v in FULL.items() if c not in NOT_CARRIED[kind]}.items() - read[0].items() <= {
        ("status", "preferred")
    }
    assert set(read[0]) - {"status"} == set(FULL) - NOT_CARRIED[kind] - {"status"}


@pytest.mark.parametrize("kind", FORMATS)
def test_the_other_direction(kind: str) -> None:
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "terms"
        TERM_WRITERS[kind](path, [FULL], WriteOptions("en", "ar"), tally)
        row = next(iter(TERM_READERS[kind](path, ReadOptions(), Tally()))).cells
    assert (row["ar"], row["en"], row["ar_variants"]) == (FULL["ar"], FULL["en"], FULL["ar_variants"])


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("status", list(TermStatus))
def test_a_status_is_kept_or_named(kind: str, status: TermStatus) -> None:
    read, tally, count = through(kind, [{**FULL, "status": status.value}])
    if not count:
        assert list(tally.skipped) == [f"status={status.value}"]
    elif read[0].get("status", "preferred") != status.value:
        assert tally.lost[f"status={status.value}"] == 1


@pytest.mark.parametrize("kind", FORMATS)
def test_a_file_is_whole_or_not_there(kind: str, tmp_path: Path) -> None:
    def breaks() -> object:
        yield FULL
        raise RuntimeError("the rows end early")

    with pytest.raises(RuntimeError):
        TERM_WRITERS[kind](tmp_path / "out", breaks(), WriteOptions(), Tally())  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", FORMATS)
def test_a_missing_file(kind: str, tmp_path: Path) -> None:
    with pytest.raises(FileError) as e:
        list(TERM_READERS[kind](tmp_path / "none", ReadOptions(), Tally()))
    assert "none" in e.value.message


def test_the_columns_are_those_of_the_termbase() -> None:
    from workbench.termbase.glossary_file import COLUMNS as THEIRS

    assert COLUMNS == THEIRS


@pytest.mark.parametrize("kind", sorted(set(FORMATS) - {"tbx"}))
def test_a_file_too_large_to_be_read_whole(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms, "MOST_BYTES", 100)
    (tmp_path / "large").write_bytes(b"x" * 101)
    with pytest.raises(FileError, match="larger than"):
        list(TERM_READERS[kind](tmp_path / "large", ReadOptions(), Tally()))

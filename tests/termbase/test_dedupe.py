from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import FileError, NotFoundError, UsageError
from workbench.termbase.dedupe import merge_two, twins
from workbench.termbase.glossary_file import glossary_of
from workbench.termbase.records import parse

X = Path("g.csv")
HEAD = "id,ar,en,status,ar_variants,en_variants,en_forbidden,note,mine\n"


def groups(text: str) -> list[tuple[bool, list[str]]]:
    return [(t.equal, [c.id for _, c in t.entries]) for t in twins([glossary_of(X, text.encode())])]


def test_equal_and_nearly_equal_entries() -> None:
    text = (
        "id,ar,en,status\na,أحمد حسن,Ahmad Hassan,\nb,احمد حسن,ahmad hassan,\n"
        "c,المكتبة العامة,al-Maktaba,\nd,مكتبه عامة,Al Maktaba,\ne,بيروت,Beirut,\nf,أحمد حسن,Ahmed Hasan,\ng,بيروت,Beirut,superseded\n"
    )
    assert groups(text) == [(True, ["a", "b"]), (False, ["a", "b", "f"]), (False, ["c", "d"])]


@pytest.mark.parametrize(
    "rows", ["a,ولد,boy\nb,بلد,country\n", "a,سلام,peace\nb,سلام,greeting\n", "a,واحد,1\nb,واحد,2\n"]
)
def test_different_entries_are_no_twins(rows: str) -> None:
    assert groups("id,ar,en\n" + rows) == []


def test_two_rows_become_one() -> None:
    before = parse(
        X,
        (
            HEAD
            + "a,أحمد,Ahmad,,,Ahmed | A.,Achmad,first,\nx,س,s,,,,,,q\nb,احمد,Ahmed,preferred,,Ahmet,A. | Amad,second,m\n"
        ).encode(),
    )
    after = merge_two(before, "a", "b").dump().decode()
    assert (
        after == HEAD + "a,أحمد,Ahmad,preferred,احمد,Ahmed | A. | Ahmet,Achmad | Amad,first; second,m\nx,س,s,,,,,,q\n"
    )


def test_what_cannot_be_merged_is_told() -> None:
    file = parse(X, "id,ar,en\na,س,s\nb,س,ss\n".encode())
    with pytest.raises(FileError, match="no column 'en_variants'"):
        merge_two(file, "a", "b")
    with pytest.raises(UsageError):
        merge_two(file, "a", "a")
    with pytest.raises(NotFoundError):
        merge_two(file, "a", "c")

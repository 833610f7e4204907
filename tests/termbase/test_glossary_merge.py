"""Merging and comparing versions of a glossary, in memory and under git."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from workbench.errors import NotFoundError
from workbench.termbase.editing import add_row, find_row, remove_row, set_cells
from workbench.termbase.merge import ChangeKind, diff, merge
from workbench.termbase.records import CsvFile, parse

from .rowwise import change

HEAD = "# terms\nid,ar,en,note,mine\n"
ROWS = ["a,س,s,,", "b,ص,z,,kept", 'c,ض,"d, q",,', "d,ط,t,,", "e,ظ,y,,"]
BASE = HEAD + "\n".join(ROWS) + "\n"


def file(text: str | bytes) -> CsvFile:
    return parse(Path("g.csv"), text if isinstance(text, bytes) else text.encode())


def edit(base: CsvFile, key: str, **values: str) -> CsvFile:
    return set_cells(base, find_row(base, key), values)


def merged(base: str, ours: str, theirs: str) -> str:
    result = merge(file(base), file(ours), file(theirs))
    assert result.conflicts == ()
    return result.file.dump().decode()


def test_edits_of_different_rows_meet() -> None:
    base = file(BASE)
    one, two = edit(base, "b", note="mine"), edit(base, "c", note="theirs, too")
    result = merge(base, one, two)
    assert result.conflicts == ()
    assert result.file.dump().decode() == BASE.replace("b,ص,z,,kept", "b,ص,z,mine,kept").replace(
        'c,ض,"d, q",,', 'c,ض,"d, q","theirs, too",'
    )


def test_edits_of_different_cells_of_a_row_meet_but_not_of_its_two_forms() -> None:
    base = file(BASE)
    both = merge(base, edit(base, "a", note="n"), edit(base, "a", mine="m"))
    assert (both.conflicts, both.file.records[2].raw) == ((), "a,س,s,n,m\n")
    (conflict,) = merge(base, edit(base, "a", ar="سس"), edit(base, "a", en="ss")).conflicts
    assert (conflict.id, conflict.columns) == ("a", ("ar", "en"))


def test_who_edited_last_is_no_conflict() -> None:
    base = file("id,ar,en,note,author,date\na,س,s,,,\nb,ص,z,,,\n")
    one = edit(base, "a", note="n", author="Amal", date="2026-02-01")
    two = edit(base, "a", en="ss", author="Basim", date="2026-01-01")
    result = merge(base, one, two)
    assert (result.conflicts, result.file.records[1].raw) == ((), "a,س,ss,n,Amal,2026-02-01\n")


def test_a_row_removed_on_one_side_and_changed_on_the_other_conflicts() -> None:
    base = file(BASE)
    gone, changed = remove_row(base, find_row(base, "a")), edit(base, "a", note="n")
    for ours, theirs in ((gone, changed), (changed, gone)):
        (conflict,) = merge(base, ours, theirs).conflicts
        assert conflict.id == "a"
        assert "was removed" in conflict.reason
    assert merge(base, gone, edit(base, "b", note="n")).conflicts == ()


def test_with_marks_both_versions_stand_there() -> None:
    base = file(BASE)
    result = merge(base, edit(base, "a", note="1"), edit(base, "a", note="2"), marks=True)
    text = result.file.dump().decode()
    assert "<<<<<<< ours\na,س,s,1,\n=======\na,س,s,2,\n>>>>>>> theirs\n" in text
    assert len(result.conflicts) == 1


def test_the_same_row_added_twice_is_one_and_another_under_its_id_conflicts() -> None:
    assert merged(BASE, BASE + "f,ع,f,,\n", BASE + "f,ع,f,,\n") == BASE + "f,ع,f,,\n"
    ours, theirs = BASE + "f,ع,f,,\ng,غ,g,,\n", BASE + "f,ع,f,,\nh,ف,h,,\n"
    assert merged(BASE, ours, theirs) == BASE + "f,ع,f,,\ng,غ,g,,\nh,ف,h,,\n"
    (conflict,) = merge(file(BASE), file(BASE + "f,ع,f,,\n"), file(BASE + "f,ع,other,,\n")).conflicts
    assert (conflict.id, conflict.columns) == ("f", ("en",))


def test_a_new_column_and_a_new_row() -> None:
    theirs = "# terms\nid,ar,en,note,mine,subject\n" + "".join(f"{r},\n" for r in ROWS)
    text = merged(BASE, BASE + "f,ع,f,,\n", theirs)
    assert text == theirs + "f,ع,f,,,\n"
    ours = BASE.replace(",note,mine\n", ",mine,note,pos\n")
    both = merge(file(BASE), file(ours), file(theirs)).file
    assert both.columns == ("id", "ar", "en", "mine", "note", "pos", "subject")


def test_moved_rows_stay_moved() -> None:
    moved = HEAD + "\n".join(reversed(ROWS)) + "\n"
    text = merged(BASE, BASE.replace("a,س,s,,", "a,س,s,n,"), moved)
    assert text == moved.replace("a,س,s,,", "a,س,s,n,")


def test_rows_without_ids_are_found_by_their_forms() -> None:
    base = "ar,en\nس,s\nص,z\n"
    assert merged(base, "ar,en\nس,sss\nص,z\n", "ar,en\nس,s\nص,zzz\n") == "ar,en\nس,sss\nص,zzz\n"


def test_line_ends_and_encoding_come_from_the_side_that_changed_them() -> None:
    windows = BASE.replace("\n", "\r\n").encode("utf-8-sig")
    result = merge(file(BASE), edit(file(BASE), "a", note="n"), file(windows))
    assert result.file.dump().startswith(b"\xef\xbb\xbf# terms\r\n")
    assert result.conflicts == ()
    assert result.file.records[2].cells == ("a", "س", "s", "n", "")


EDIT = st.tuples(
    st.sampled_from("abcde"),
    st.sampled_from(["note", "mine", "en", "remove"]),
    st.text('xy,"\n سك', min_size=1, max_size=5),
)


def apply(base: CsvFile, edits: list[tuple[str, str, str]], added: list[str]) -> CsvFile:
    out = base
    for key, column, value in edits:
        try:
            place = find_row(out, key)
        except NotFoundError:  # removed before
            continue
        out = remove_row(out, place) if column == "remove" else set_cells(out, place, {column: value})
    for name in added:
        out = add_row(out, {"id": name, "ar": "ع", "en": name})
    return out


@given(
    st.lists(EDIT, max_size=6),
    st.lists(EDIT, max_size=6),
    st.lists(st.sampled_from("pq"), unique=True),
    st.lists(st.sampled_from("rs"), unique=True),
    st.booleans(),
)
def test_sides_that_touch_other_rows_commute(
    one: list[tuple[str, str, str]], two: list[tuple[str, str, str]], new1: list[str], new2: list[str], ended: bool
) -> None:
    assume(not {e[0] for e in one} & {e[0] for e in two})
    base = file(BASE if ended else BASE.rstrip("\n"))
    ours, theirs = apply(base, one, new1), apply(base, two, new2)
    there, back = merge(base, ours, theirs), merge(base, theirs, ours)
    assert there.conflicts == back.conflicts == ()
    assert there.file.dump() == back.file.dump()
    want = {r.cells for r in apply(ours, two, new2).records if r.cells}
    assert {r.cells for r in file(there.file.dump()).records if r.cells} == want


ANY = st.lists(st.lists(st.text('abس",#\r\n<', max_size=4), max_size=4).map(",".join), max_size=5).map(
    lambda x: "id,ar,en\n" + "\n".join(x)
)


@given(ANY, ANY)
def test_a_side_that_changed_nothing_gives_way(base: str, other: str) -> None:
    b, a = file(base), file(other)
    assert merge(b, a, b).file.dump() == a.dump()
    assert merge(b, b, a).file.dump() == a.dump()
    assert merge(b, a, a).file.dump() == a.dump()


@given(ANY, ANY, ANY)
def test_any_three_files_merge_to_something_that_reads(base: str, ours: str, theirs: str) -> None:
    for marks in (False, True):
        data = merge(file(base), file(ours), file(theirs), marks=marks).file.dump()
        assert file(data).dump() == data


def test_merging_is_linear(linear: object) -> None:
    def act(n: int) -> object:
        text = HEAD + "".join(f"i{k},س{k},s{k},,\n" for k in range(n))
        return merge(file(text), file(text.replace("s0,,", "s0,n,") + "x,ع,x,,\n"), file(text + "y,ع,y,,\n"))

    linear(act)  # type: ignore[operator]


def test_diff_tells_rows_and_cells() -> None:
    new = file(HEAD + "\n".join([ROWS[0], ROWS[2], "d,ط,T,,m", ROWS[4], "f,ع,f,,"]) + "\n# more\n")
    found = [(c.kind, c.id, c.line, c.cells) for c in diff(file(BASE), new)]
    assert found == [
        (ChangeKind.CHANGED, "d", 5, (("en", "t", "T"), ("mine", "", "m"))),
        (ChangeKind.ADDED, "f", 7, (("id", "", "f"), ("ar", "", "ع"), ("en", "", "f"))),
        (ChangeKind.REMOVED, "b", 4, (("id", "b", ""), ("ar", "ص", ""), ("en", "z", ""), ("mine", "kept", ""))),
    ]
    assert diff(file(BASE), file(BASE.replace("\n", "\r\n"))) == []


def git(folder: Path, *args: str, code: int = 0) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", *args],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "g.csv").write_text(BASE, encoding="utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "base")
    return tmp_path


def commit_edit(repo: Path, key: str, **values: str) -> None:
    change(repo / "g.csv", lambda f: edit(f, key, **values))
    stat = git(repo, "diff", "--numstat").split()
    assert stat[:2] == ["1", "1"]
    git(repo, "commit", "-qam", f"{key} changed")


def two_people(repo: Path, first: str, second: str) -> None:
    git(repo, "checkout", "-qb", "other")
    commit_edit(repo, first, note="theirs")
    git(repo, "checkout", "-q", "main")
    commit_edit(repo, second, note="ours")


def use_driver(repo: Path) -> None:
    command = f'"{sys.executable}" -m workbench glossary merge %O %A %B --out %A'
    git(repo, "config", "merge.workbench-glossary.driver", command)
    (repo / ".git/info/attributes").write_text("*.csv merge=workbench-glossary\n", encoding="utf-8")


def test_rows_apart_merge_with_plain_git(repo: Path) -> None:
    two_people(repo, "a", "e")
    git(repo, "merge", "-q", "other", "-m", "both")
    text = (repo / "g.csv").read_text(encoding="utf-8")
    assert text == BASE.replace("س,s,,", "س,s,theirs,").replace("ظ,y,,", "ظ,y,ours,")


def test_rows_side_by_side_merge_with_the_driver(repo: Path) -> None:
    two_people(repo, "a", "b")
    git(repo, "merge", "-q", "other", "-m", "both", code=1)
    git(repo, "merge", "--abort")
    use_driver(repo)
    git(repo, "merge", "-q", "other", "-m", "both")
    text = (repo / "g.csv").read_text(encoding="utf-8")
    assert text == BASE.replace("س,s,,", "س,s,theirs,").replace("ص,z,,", "ص,z,ours,")


def test_a_real_conflict_stays_visible_under_the_driver(repo: Path) -> None:
    use_driver(repo)
    two_people(repo, "a", "a")
    git(repo, "merge", "-q", "other", "-m", "both", code=1)
    text = (repo / "g.csv").read_text(encoding="utf-8")
    assert "<<<<<<< ours\na,س,s,ours,\n=======\na,س,s,theirs,\n>>>>>>> theirs\n" in text
    assert git(repo, "status", "--short").startswith("UU g.csv")

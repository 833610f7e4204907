from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import pytest

from tests.stored import import_bytes
from workbench.errors import FileError, UsageError
from workbench.model import ClauseMode, Project, Role, Segment
from workbench.store import cuts as cuts_table
from workbench.store import segments as segments_table
from workbench.store.texts import text_of
from workbench.text.tokens import count_words
from workbench.workflow import import_folder, segmentation
from workbench.workflow.import_folder import Completed, complete_path, folder_files, typed_path
from workbench.workflow.import_plan import with_join, with_role, with_split, with_translate, words_to_translate
from workbench.workflow.importing import (
    Imported,
    import_file,
    import_text,
    plan_text,
    store_import,
    with_clauses,
)
from workbench.workflow.pacing import Pace, Stopped
from workbench.workflow.projects import new_project, overview
from workbench.workflow.updating import update_article
from workbench.workflow.workspace import Workspace, open_workspace

from .conftest import ARTICLE, ENGLISH


def _file(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_segments_tile_the_stored_text_and_bytes_are_kept(ws: Workspace, project: Project, tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + ARTICLE.replace("\n", "\r\n").encode()
    done = import_file(ws, project, _file(tmp_path, "hospital.txt", data))
    segments = segments_table.load_segments(ws.store.read(), done.document.id)
    assert "".join(s.text for s in segments) == ARTICLE
    assert text_of(ws.store.read(), done.document.id) == ARTICLE
    assert (ws.paths.source("news") / "hospital.txt").read_bytes() == data
    assert [s.number for s in segments] == list(range(1, len(segments) + 1))


def test_roles_decide_what_is_translated(ws: Workspace, project: Project) -> None:
    done = import_text(ws, project, "hospital", ARTICLE)
    segments = segments_table.load_segments(ws.store.read(), done.document.id)
    roles = {s.source[:12]: (s.role, s.translate) for s in segments}
    assert roles["الرئيسية / أ"] == (Role.BREADCRUMB, False)
    assert roles["المستشفى يفت"] == (Role.TITLE, True)
    assert roles["تجديد المدرس"] == (Role.RELATED, False)
    assert roles["موعد الافتتا"] == (Role.HEADING, True)
    assert next(s.source for s in segments if s.role is Role.BODY) == "النهر-"
    assert sum(s.role is Role.BODY for s in segments) == 5


def test_english_articles_work_the_same(ws: Workspace) -> None:
    other = new_project(ws, "english", "en", "ar")
    done = import_text(ws, other, "hospital", ENGLISH)
    segments = segments_table.load_segments(ws.store.read(), done.document.id)
    assert "".join(s.text for s in segments) == ENGLISH
    assert [s.role for s in segments] == [Role.TITLE, Role.BODY, Role.BODY, Role.BODY]
    assert segments[1].text == "RIVERTON - "


def test_the_same_bytes_twice_change_nothing(ws: Workspace, project: Project) -> None:
    first = import_text(ws, project, "hospital", ARTICLE)
    again = import_text(ws, project, "other name", ARTICLE)
    assert again.already
    assert again.document.id == first.document.id
    assert len(overview(ws)[0].documents) == 1


def test_another_text_under_the_same_name_gets_its_own_slug(ws: Workspace, project: Project) -> None:
    import_text(ws, project, "hospital", ARTICLE)
    second = import_text(ws, project, "hospital", "نص آخر تماما.\n")
    assert second.document.slug == "hospital-2"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n", "no text"),
        ("bytes.txt", b"\x89PNG\r\n\x1a\n\xff\xfe\xfa\x00\x01" * 20, "bytes.txt"),
        ("page.docx", b"PK\x03\x04", ".docx"),
    ],
)
def test_files_that_are_no_text_say_so_and_leave_nothing(
    ws: Workspace, project: Project, tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    with pytest.raises(FileError) as e:
        import_file(ws, project, _file(tmp_path, name, data))
    assert name in e.value.message
    assert says in e.value.message
    assert overview(ws)[0].documents == ()
    assert list(ws.paths.source("news").iterdir()) == []


def test_a_folder_and_a_missing_file(ws: Workspace, project: Project, tmp_path: Path) -> None:
    with pytest.raises(FileError, match="folder"):
        import_file(ws, project, tmp_path)
    with pytest.raises(FileError, match="no such file"):
        import_file(ws, project, tmp_path / "nothing.txt")


def test_nul_and_escape_bytes(ws: Workspace, project: Project) -> None:
    done = import_bytes(ws, project, "odd", "عنوان\x00 النص\x1b[2J هنا.\n".encode(), path=Path("odd.txt"))
    text = text_of(ws.store.read(), done.document.id)
    assert "\x00" not in text
    assert "\x1b" not in text
    assert "\ufffd" in text
    assert done.repairs[0].line == 1


def test_a_very_long_sentence_is_split_with_a_notice(ws: Workspace, project: Project) -> None:
    text = "كلمة طويلة " * 2000
    done = import_text(ws, project, "long", text)
    segments = segments_table.load_segments(ws.store.read(), done.document.id)
    assert "".join(s.text for s in segments) == text
    assert max(len(s.text) for s in segments) <= 5000
    assert any("5000" in r.message for r in done.repairs)


@pytest.mark.parametrize("name", ["a/b", "", "  ", "a\x00b", "..", "a\\b"])
def test_bad_project_names_are_refused(ws: Workspace, name: str) -> None:
    with pytest.raises(UsageError):
        new_project(ws, name, "ar", "en")
    assert overview(ws) == []


def test_joined_letters_are_kept_and_reported(ws: Workspace, project: Project) -> None:
    logical, visual = "ﻣﺤﻤﺪ ﻗﺎﻝ ﻧﻌﻢ.", "ﻢﻌﻧ ﻝﺎﻗ ﺪﻤﺤﻣ"
    done = import_text(ws, project, "pdf", f"عنوان المقال هنا\n{logical}\n{visual}\nقال ﷺ نعم.\n")
    assert logical in text_of(ws.store.read(), done.document.id)
    (notice,) = done.repairs
    assert notice.line == 2
    assert "on 2 lines" in notice.message
    assert "On 1 of them they stand in the order of a screen" in notice.message
    assert import_text(ws, project, "plain", "قال ﷲ نعم.\n").repairs == ()


# ---------------------------------------------------------------------------------------------- the plan


def _stored(ws: Workspace, done: Imported) -> list[Segment]:
    return segments_table.load_segments(ws.store.read(), done.document.id)


def test_a_plan_stores_nothing_and_what_is_stored_is_the_plan(ws: Workspace, project: Project) -> None:
    plan = plan_text(ws, project, "hospital", ARTICLE)
    assert overview(ws)[0].documents == ()
    assert "".join(plan.text[b.start : b.end] for b in plan.blocks) == ARTICLE
    done = store_import(ws, plan)
    found = _stored(ws, done)
    assert [(s.block, s.role, s.start, s.end, s.sentence) for s in found] == [
        (p.block, p.role, p.start, p.end, p.sentence) for p in plan.pieces
    ]
    assert (done.segments, done.translatable) == (len(found), sum(s.translate for s in found))
    assert words_to_translate(plan) == sum(count_words(s.source) for s in found if s.translate)
    # The same plan again, and a plan made before the text was there.
    assert store_import(ws, plan).already
    again = plan_text(ws, project, "again", ARTICLE)
    assert again.already is not None
    assert store_import(ws, again).document.slug == "hospital"
    assert len(overview(ws)[0].documents) == 1


def test_a_role_decides_how_a_line_is_cut_and_whether_it_is_translated(ws: Workspace, project: Project) -> None:
    plan = plan_text(ws, project, "roles", "عنوان المقال هنا\n\nوصل الوفد أمس. ثم عاد اليوم.\n")
    assert [(b.role, len(plan.pieces_of(b))) for b in plan.blocks] == [(Role.TITLE, 1), (Role.BODY, 2)]
    titled = with_role(plan, 1, Role.HEADING)
    assert len(titled.pieces) == 2
    assert with_role(titled, 1, Role.BODY).pieces == plan.pieces
    out = with_role(plan, 0, Role.BOILERPLATE)
    kept = with_translate(out, 0, translate=True)
    assert (plan.translatable, out.translatable, kept.translatable) == (3, 2, 3)
    found = _stored(ws, store_import(ws, with_translate(kept, 1, translate=False)))
    assert [(s.role, s.translate) for s in found] == [
        (Role.BOILERPLATE, True),
        (Role.BODY, False),
        (Role.BODY, False),
    ]


def test_splits_and_joins_of_the_plan_are_kept_also_for_a_newer_version(ws: Workspace, project: Project) -> None:
    text = "عنوان المقال هنا\n\nوصل الوفد أمس. ثم عاد اليوم إلى البيت.\n"
    plan = plan_text(ws, project, "cuts", text)
    at = plan.pieces[2].start
    split = with_split(plan, 3, plan.text[at:].index("إلى"))
    assert [split.text_of(p) for p in split.pieces[2:]] == ["ثم عاد اليوم", "إلى البيت."]
    assert split.pieces[2].sentence == split.pieces[3].sentence
    assert with_join(split, 3).pieces == plan.pieces
    assert with_join(split, 3).cuts == {}
    both = with_join(split, 2)
    assert [both.text_of(p) for p in both.pieces[1:]] == ["وصل الوفد أمس. ثم عاد اليوم", "إلى البيت."]
    assert {p.sentence for p in both.pieces} == {0, 1}
    for bad in (lambda: with_join(plan, 1), lambda: with_join(plan, 3), lambda: with_split(plan, 3, 1)):
        with pytest.raises(UsageError):
            bad()
    done = store_import(ws, both)
    marked = {both.pieces[2].start}, {plan.pieces[2].start}
    assert cuts_table.load_cuts(ws.store.read(), done.document.id) == marked
    update_article(ws, project, done.document, (text + "\nوهذا جديد.\n").encode(), Path("cuts.txt"))
    found = _stored(ws, done)
    assert [s.source for s in found[1:]] == ["وصل الوفد أمس. ثم عاد اليوم", "إلى البيت.", "وهذا جديد."]


def test_clauses_of_one_import_are_cut_otherwise_than_the_project_does(ws: Workspace, project: Project) -> None:
    long = "وقال المدير إن المستشفى يفتح أبوابه غدا، وأضاف أن العمل فيه يبدأ في الصباح الباكر من كل يوم، " * 4
    plan = plan_text(ws, project, "long", f"{long.strip()}.\n")
    whole = with_clauses(ws, plan, ClauseMode.OFF)
    assert len(plan.pieces) > len(whole.pieces) == 1
    assert with_clauses(ws, whole, ClauseMode.SOFT).pieces == plan.pieces
    done = store_import(ws, whole)
    assert len(_stored(ws, done)) == 1
    assert cuts_table.load_cuts(ws.store.read(), done.document.id) == (set(), {p.start for p in plan.pieces[1:]})
    update_article(ws, project, done.document, f"{long.strip()}.\n\nوهذا جديد.\n".encode(), Path("long.txt"))
    assert len(_stored(ws, done)) == 2


def test_a_folder_names_its_files_and_what_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("b.txt", "أول.txt", "page.docx", ".hidden.txt", "sub/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("نص")
    assert [(f.name, bool(f.problem)) for f in folder_files(tmp_path)] == [
        ("b.txt", False),
        ("page.docx", True),
        ("أول.txt", False),
    ]
    assert "sub/c.txt" in {f.name for f in folder_files(tmp_path, recursive=True)}
    with pytest.raises(FileError, match="not a folder"):
        folder_files(tmp_path / "b.txt")
    with pytest.raises(FileError, match="no such folder"):
        folder_files(tmp_path / "nothing")
    assert folder_files(tmp_path, recursive=True, wanted=lambda: False) == []
    real = os.scandir
    denied = PermissionError(13, "Permission denied")

    def guarded(path: Path) -> object:
        if Path(path).name == "sub":
            raise denied
        return real(path)

    with monkeypatch.context() as patched:
        patched.setattr(os, "scandir", guarded)
        found = {f.name: f.problem for f in folder_files(tmp_path, recursive=True)}
        with pytest.raises(FileError, match="Permission denied"):
            folder_files(tmp_path / "sub")
    assert found["sub/"] == "this folder cannot be read (Permission denied)"
    assert found["b.txt"] == "", "one folder that cannot be read hinders no other"


def test_paths_are_completed_as_a_shell_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("مقال أول.txt", "مقال ثان.txt", "Notes.txt", "sub/c.txt", ".hidden"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("نص")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert complete_path("s") == Completed("sub/")
    assert complete_path("~/s") == Completed("~/sub/")
    assert complete_path("sub/") == Completed("sub/c.txt")
    assert complete_path("مق") == Completed("مقال ", ("مقال أول.txt", "مقال ثان.txt"))
    assert complete_path("مقال ث").text == "مقال ثان.txt"
    assert complete_path("no").text == "Notes.txt"
    assert complete_path(".h").text == ".hidden"
    assert complete_path("zzz") == Completed("zzz")
    monkeypatch.setattr(import_folder, "MOST_ENTRIES", 4)
    told = complete_path("مق")
    assert told.text == "مق", "in a folder that was not looked through nothing is sure"
    assert 0 < len(told.names) <= 2
    monkeypatch.setattr(import_folder, "MOST_ENTRIES", 99)
    assert complete_path("nowhere/x") == Completed("nowhere/x")
    assert complete_path("~") == Completed("~/")
    assert complete_path("a\x00/") == Completed("a\x00/")
    assert typed_path("'~/sub'") == tmp_path / "sub"
    for bad in ("~nobody-of-this-name/x", "a\x00b"):
        with pytest.raises(FileError):
            typed_path(bad)


def test_planning_tells_how_far_it_is_and_stops(workspace: Path) -> None:
    text = "قال الوزير أمس. ثم عاد اليوم إلى البيت.\n" * 40
    with open_workspace(workspace) as ws:
        project = new_project(ws, "paced", "ar", "en", clauses=ClauseMode.SOFT)
        told: list[int] = []
        plan = plan_text(ws, project, "x", text, pace=Pace(lambda n, of: told.append(100 * n // of)))
        assert told == sorted(told)
        assert (len(told) > 30, told[-1]) == (True, 100)
        for last in (5, 40, 80):
            told[:] = [0]
            with pytest.raises(Stopped):
                plan_text(
                    ws,
                    project,
                    "x",
                    text,
                    pace=Pace(lambda n, of: told.append(100 * n // of), partial(lambda at: told[-1] >= at, last)),
                )
        assert plan_text(ws, project, "x", text).pieces == plan.pieces


def test_terms_are_found_in_a_long_text_part_by_part(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (workspace / "glossaries" / "g.csv").write_text("id,ar,en\n1,مستشفى النهر,River Hospital\n", encoding="utf-8")
    with open_workspace(workspace) as ws:
        project = new_project(ws, "parts", "ar", "en", clauses=ClauseMode.SOFT)
        for text in ("في مستشفى النهر اليوم\n" * 9, "في مستشفى النهر اليوم " * 9, "قال"):
            whole = segmentation.term_spans(ws, project, text)
            assert len(whole) == text.count("مستشفى")
            for part in (45, 50, 61, 1000):
                monkeypatch.setattr(segmentation, "PART", part)
                ends: list[int] = []
                found = segmentation.term_spans(ws, project, text, ends.append)
                assert ends[-1] == len(text)
                assert all(text[a:b] == "مستشفى النهر" for a, b in found)
                assert found == whole or "\n" not in text

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import FileError, UsageError
from workbench.model import Project, Role
from workbench.store import segments as segments_table
from workbench.workflow.importing import import_bytes, import_file, import_text
from workbench.workflow.projects import get_document, new_project, overview
from workbench.workflow.workspace import Workspace

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
    assert get_document(ws, project, "hospital").text == ARTICLE
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
    text = get_document(ws, project, "odd").text
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
    assert logical in done.document.text
    (notice,) = done.repairs
    assert notice.line == 2
    assert "on 2 lines" in notice.message
    assert "On 1 of them they stand in the order of a screen" in notice.message
    assert import_text(ws, project, "plain", "قال ﷲ نعم.\n").repairs == ()

"""Delivering: all files together or none, what stops it, what may be agreed to."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import FileError, UsageError
from workbench.model import Document, Project, Severity
from workbench.store import segments as segments_table
from workbench.store import units as units_table
from workbench.store import waivers as waivers_table
from workbench.workflow import delivery, editing, waiving
from workbench.workflow.delivery import ChangedError, deliver, fails, kinds, prove
from workbench.workflow.exporting import file_names
from workbench.workflow.importing import import_text
from workbench.workflow.pacing import Pace, Stopped
from workbench.workflow.placing import put_in_place
from workbench.workflow.projects import new_project
from workbench.workflow.proofing import Finding
from workbench.workflow.workspace import Workspace

TEXT = "قالت سلمى حداد إن العمل بدأ. وشكرت الأمم المتحدة.\n\nيفتح في 15 مارس.\n"
TARGETS = ("Salma Haddad said that work has begun.", "She thanked the United Nations.", "It opens on 15 March.")


@pytest.fixture
def document(ws: Workspace, project: Project) -> Document:
    """An article with everything confirmed."""
    made = import_text(ws, project, "hospital", TEXT).document
    for s, target in zip(segments_table.load_segments(ws.store.read(), made.id), TARGETS, strict=True):
        editing.confirm(ws, project, editing.set_draft(ws, s, target))
    return made


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir()) if folder.exists() else []


def test_everything_is_delivered_together(ws: Workspace, project: Project, document: Document) -> None:
    done = deliver(ws, project, document)
    folder = ws.paths.export("news")
    assert (done.failed, [f.count for f in done.files]) == (0, [3, 3, 3, 3])
    assert names(folder) == ["hospital.ar-en.html", "hospital.csv", "hospital.en.txt", "hospital.tmx"]
    assert (folder / "hospital.en.txt").read_text(encoding="utf-8") == (f"{TARGETS[0]} {TARGETS[1]}\n\n{TARGETS[2]}\n")
    (proved,) = done.proved
    assert (proved.segments, proved.confirmed, proved.words_in, proved.words_out) == (3, 3, 13, 17)
    assert proved.findings == ()


def test_what_is_not_translated_is_no_word_of_the_target(ws: Workspace, project: Project, document: Document) -> None:
    for n in (1, 2, 3):
        editing.unconfirm(ws, editing.get_segment(ws, document, n))
    for n in (2, 3):
        editing.set_draft(ws, editing.get_segment(ws, document, n), "")
    (proved,) = deliver(ws, project, document, only_proof=True).proved
    assert (proved.confirmed, proved.words_in, proved.words_out) == (0, 13, len(TARGETS[0].split()))


def test_a_project_is_delivered_with_all_its_articles(ws: Workspace, project: Project, document: Document) -> None:
    other = import_text(ws, project, "school", "يفتح في 15 مارس.\n").document
    (s,) = segments_table.load_segments(ws.store.read(), other.id)
    editing.confirm(ws, project, editing.set_draft(ws, s, TARGETS[2]))
    done = deliver(ws, project, formats=("txt", "tmx"))
    assert [(f.path.name, f.count) for f in done.files] == [
        ("hospital.en.txt", 3),
        ("school.en.txt", 1),
        ("news.tmx", 4),
    ]


def test_nothing_is_written_when_something_fails(
    ws: Workspace, project: Project, document: Document, tmp_path: Path
) -> None:
    s = editing.get_segment(ws, document, 3)
    editing.confirm(ws, project, editing.set_draft(ws, s, "It opens on 16 March."))
    out = tmp_path / "out"
    done = deliver(ws, project, document, folder=out)
    assert done.failed == 1
    assert not done.files
    assert names(out) == []
    assert {(f.kind, f.segment) for f in done.proved[0].findings} == {("numbers", 3)}
    assert len(deliver(ws, project, document, folder=out, allow=["numbers"]).files) == 4
    assert len(deliver(ws, project, document, folder=out, fail_on=Severity.CRITICAL).files) == 4


def test_what_is_ignored_with_a_reason_is_counted(ws: Workspace, project: Project, document: Document) -> None:
    s = editing.get_segment(ws, document, 3)
    s = editing.confirm(ws, project, editing.set_draft(ws, s, "It opens on 16 March."))
    waiving.waive(ws, project, s, "numbers", "right")
    done = deliver(ws, project, document, formats=["txt"])
    assert (done.failed, done.proved[0].waived, len(done.files)) == (0, 1, 1)


def test_drafts_go_out_only_when_agreed_to(ws: Workspace, project: Project, document: Document) -> None:
    s = editing.unconfirm(ws, editing.get_segment(ws, document, 2))
    assert s.current == TARGETS[1]
    assert not deliver(ws, project, document, fail_on=Severity.CRITICAL).files
    done = deliver(ws, project, document, allow=["unconfirmed"])
    assert [f.count for f in done.files] == [3, 3, 3, 3]
    assert TARGETS[1] in done.files[0].path.read_text(encoding="utf-8")
    editing.set_draft(ws, s, "")
    assert not deliver(ws, project, document, allow=["unconfirmed"]).files
    done = deliver(ws, project, document, allow=["unconfirmed", "empty"], formats=["txt"])
    assert "وشكرت الأمم المتحدة." in done.files[0].path.read_text(encoding="utf-8")


def test_a_must_term_takes_a_reason_and_no_agreement(ws: Workspace, project: Project, document: Document) -> None:
    s = editing.set_draft(ws, editing.get_segment(ws, document, 2), "She thanked the organisation.")
    s = editing.confirm(ws, project, s, reason="other:as she said it")
    assert deliver(ws, project, document, formats=["txt"]).files
    (waiver,) = waiving.waivers_of(ws, project, s)
    with ws.store.write() as conn:
        waivers_table.remove(conn, s, waiver.check, waiver.subject, "Tester", "")
    assert deliver(ws, project, document, allow=kinds(), formats=["txt"]).failed == 1


def test_a_pair_that_is_not_in_the_memory_is_told(ws: Workspace, project: Project, document: Document) -> None:
    with ws.store.write() as conn:
        unit = next(iter(units_table.iter_units(conn, document_id=document.id)))
        conn.execute("DELETE FROM unit WHERE id = ?", (unit.id,))
    (proved,) = prove(ws, project, document, pairs=True)
    assert [(f.kind, f.segment) for f in proved.findings] == [("pairs", 1)]
    assert not deliver(ws, project, document).files
    assert deliver(ws, project, document, formats=["txt", "html"]).files


def test_a_paragraph_ends_where_it_ended_when_its_last_sentence_is_left_out(
    ws: Workspace, project: Project, document: Document
) -> None:
    with ws.store.write() as conn:
        conn.execute("UPDATE segment SET translate = 0 WHERE number = 2")
    (proved,) = prove(ws, project, document)
    assert proved.article == f"{TARGETS[0]}\n\n{TARGETS[2]}\n"
    assert [(f.kind, f.segment) for f in proved.findings] == [("left-out", 2)]


def test_only_the_proof(ws: Workspace, project: Project, document: Document) -> None:
    done = deliver(ws, project, document, only_proof=True)
    assert (done.failed, done.files, names(ws.paths.export("news"))) == (0, (), [])


@pytest.mark.parametrize(
    ("options", "word"),
    [({"formats": ["odt"]}, "odt"), ({"allow": ["everything"]}, "everything"), ({"allow": ["lost"]}, "lost")],
)
def test_unknown_words(
    ws: Workspace, project: Project, document: Document, options: dict[str, list[str]], word: str
) -> None:
    with pytest.raises(UsageError, match=word):
        deliver(ws, project, document, **options)  # type: ignore[arg-type]


def test_an_empty_project(ws: Workspace) -> None:
    with pytest.raises(UsageError, match="no document"):
        deliver(ws, new_project(ws, "empty", "ar", "en"))


def test_an_article_without_a_pair(ws: Workspace, project: Project) -> None:
    bare = import_text(ws, project, "bare", TEXT).document
    with pytest.raises(UsageError, match="no pair to write as tmx"):
        deliver(ws, project, bare, allow=("empty", "untranslated", "length"))
    assert names(ws.paths.export("news")) == []


def test_every_kind_of_a_check_can_be_allowed() -> None:
    from workbench.qa.checks import CHECKS

    assert {c.id for c in CHECKS} - {"omission"} <= set(kinds())
    assert fails(Finding("lost", Severity.CRITICAL, 1, "", firm=True), ["lost"], Severity.ERROR)


def test_a_change_meanwhile_stops_it(
    ws: Workspace, project: Project, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = delivery.export_project

    def slow(*args: object, **options: object) -> object:
        editing.set_draft(ws, editing.get_segment(ws, document, 1), "Somebody else.")
        return real(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(delivery, "export_project", slow)
    with pytest.raises(ChangedError):
        deliver(ws, project, document)
    assert names(ws.paths.export("news")) == []


def test_a_file_that_reads_back_otherwise_stops_it(
    ws: Workspace, project: Project, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(delivery.READERS, "tmx", lambda *_args: iter(()))
    with pytest.raises(FileError, match="read back"):
        deliver(ws, project, document)
    assert names(ws.paths.export("news")) == []


def test_files_that_cannot_take_their_place_leave_all_as_it_was(
    ws: Workspace, project: Project, document: Document
) -> None:
    folder = ws.paths.export("news")
    folder.mkdir(parents=True)
    (folder / "hospital.en.txt").write_text("old", encoding="utf-8")
    (folder / "hospital.tmx").mkdir()
    with pytest.raises(FileError, match=r"hospital\.tmx"):
        deliver(ws, project, document)
    assert names(folder) == ["hospital.en.txt", "hospital.tmx"]
    assert (folder / "hospital.en.txt").read_text(encoding="utf-8") == "old"


def test_a_folder_that_cannot_be_made(ws: Workspace, project: Project, document: Document, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FileError, match="file"):
        deliver(ws, project, document, folder=tmp_path / "file" / "out")


def test_links_and_rights_of_a_file_stay(tmp_path: Path) -> None:
    real, link, made = tmp_path / "real", tmp_path / "link", tmp_path / "made"
    real.write_text("old")
    real.chmod(0o600)
    link.symlink_to(real)
    made.write_text("new")
    put_in_place([(made, link)])
    assert link.is_symlink()
    assert (real.read_text(), real.stat().st_mode & 0o777) == ("new", 0o600)


def test_how_far_it_is_and_given_up(ws: Workspace, project: Project, document: Document) -> None:
    told: list[tuple[int, int]] = []
    deliver(ws, project, document, only_proof=True, pace=Pace(lambda done, total: told.append((done, total))))
    assert told == [(1, 3), (2, 3), (3, 3)]
    for steps in (1, 3, 5, 7):
        left = iter(range(steps))
        with pytest.raises(Stopped):
            deliver(ws, project, document, pace=Pace(stopped=lambda left=left: next(left, None) is None))  # type: ignore[misc]
        assert names(ws.paths.export("news")) == []
    assert file_names(ws, project, document, ("txt", "html", "tmx")) == [
        *("hospital.en.txt", "hospital.ar-en.html", "hospital.tmx"),
    ]
    assert file_names(ws, project, None, ("csv",)) == ["news.csv"]


def test_a_segment_without_text_needs_no_translation(ws: Workspace, project: Project) -> None:
    made = import_text(ws, project, "doc", f"\n\n{TEXT}\u200f\n\nثم سافرت سلمى إلى المدينة.\n").document
    for s in segments_table.load_segments(ws.store.read(), made.id):
        if s.source.strip("\u200f"):
            editing.set_draft(ws, s, "Salma Haddad, United Nations 15 March.")
    (proved,) = prove(ws, project, made)
    assert proved.segments == 4
    assert proved.article.count("\n\n\n") == 1
    assert {f.kind for f in proved.findings} <= {"unconfirmed", "numbers"}

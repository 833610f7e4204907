from __future__ import annotations

from pathlib import Path

import pytest

from tests.stored import import_bytes
from workbench.errors import FileError, UsageError
from workbench.formats.srx import write_srx
from workbench.model import BreakRule, Project, SrxMode
from workbench.store import segments as segments_table
from workbench.workflow import segmentation
from workbench.workflow.cutting import join
from workbench.workflow.importing import import_text
from workbench.workflow.projects import get_project
from workbench.workflow.updating import update_article
from workbench.workflow.workspace import Workspace

TEXT = "زار الوفد منطقة كدس. الشاطئ صباح اليوم والتقى هناك عددا من الأطباء والممرضين. ثم غادر؛ وبقي الأطباء هناك.\n"


def sources(ws: Workspace, project: Project, name: str, text: str = TEXT) -> list[str]:
    document = import_text(ws, project, name, text).document
    return [s.source for s in segments_table.load_segments(ws.store.read(), document.id)]


def test_an_abbreviation_of_the_project_is_never_cut_behind(ws: Workspace, project: Project) -> None:
    assert len(sources(ws, project, "before")) == 3
    assert segmentation.add_abbreviations(ws, project, ["كدس.", "كدس", "تلف."]) == ["كدس.", "تلف."]
    assert segmentation.add_abbreviations(ws, project, ["تلف"]) == []
    assert sources(ws, project, "again", TEXT + "\nب")[0].startswith("زار الوفد منطقة كدس. الشاطئ")
    assert segmentation.remove_abbreviations(ws, project, ["كدس"]) == ["كدس."]
    assert segmentation.abbreviations(ws, project) == ["تلف."]


def test_the_file_is_for_people(ws: Workspace, project: Project) -> None:
    path = ws.paths.abbreviations(project.slug)
    path.write_text("\ufeff# ours\r\n\r\nكدس.\r\n", encoding="utf-8")
    assert segmentation.abbreviations(ws, project) == ["كدس."]
    segmentation.add_abbreviations(ws, project, ["تلف"])
    assert path.read_text(encoding="utf-8").splitlines() == ["# ours", "", "كدس.", "تلف"]
    path.write_bytes(b"\xff\xfe\xff")
    with pytest.raises(FileError, match=r"abbreviations\.txt"):
        import_text(ws, project, "doc", TEXT)


@pytest.mark.parametrize("word", ["", " ", ".", "# x", "two words", "..."])
def test_what_is_no_abbreviation_is_refused(ws: Workspace, project: Project, word: str) -> None:
    with pytest.raises(UsageError):
        segmentation.add_abbreviations(ws, project, ["تلف", word])
    assert not ws.paths.abbreviations(project.slug).exists(), "nothing half-written"


def test_a_joint_behind_a_short_word_names_it(ws: Workspace, project: Project) -> None:
    document = import_text(ws, project, "doc", TEXT).document
    assert join(ws, project, document, 1).abbreviation == "كدس."
    assert join(ws, project, document, 1).abbreviation == "", "والممرضين. is a word"


def test_rules_of_a_project_run_before_ours_or_alone(ws: Workspace, project: Project, tmp_path: Path) -> None:
    path = tmp_path / "mine.srx"
    rules = [BreakRule(False, r"كدس\.", r"\s"), BreakRule(True, "؛", r"\s")]
    write_srx(path, {"ar": rules})
    project = segmentation.set_rules(ws, project, path, SrxMode.BEFORE)
    assert project.srx is SrxMode.BEFORE
    path.unlink()
    assert [s.split()[0] for s in sources(ws, project, "one")] == ["زار", "ثم", "وبقي"]
    project = segmentation.set_rules(ws, project, None, SrxMode.INSTEAD)
    assert [s.split()[0] for s in sources(ws, project, "two", TEXT + "\n")] == ["زار", "وبقي"]
    segmentation.set_rules(ws, project, None, SrxMode.OFF)
    project = get_project(ws, project.slug)
    assert [s.split()[0] for s in sources(ws, project, "three", TEXT + "\n\n")] == ["زار", "الشاطئ", "ثم"]


def test_bad_rules_change_nothing(ws: Workspace, project: Project, tmp_path: Path) -> None:
    path = tmp_path / "mine.srx"
    write_srx(path, {"en": [BreakRule(True, r"\.", r"\s")]})
    for file in (path, tmp_path / "none.srx", None):
        with pytest.raises(FileError):
            segmentation.set_rules(ws, project, file, SrxMode.BEFORE)
    assert get_project(ws, project.slug).srx is SrxMode.OFF
    assert not ws.paths.srx(project.slug).exists()


WRAPPED = (
    "زار الوفد منطقة الشاطئ صباح اليوم والتقى هناك عددا كبيرا من\n"
    "الأطباء والممرضين الذين يعملون في المستشفى الجديد منذ شهور\n"
    "طويلة. ثم غادر.\n"
)


def test_wraps_are_joined_where_asked_and_stay_so(ws: Workspace, project: Project) -> None:
    path = Path("doc.txt")
    plain = import_bytes(ws, project, "plain", WRAPPED.encode(), path=path)
    assert plain.segments == 4
    more = (WRAPPED + "\nوبقي الأطباء هناك.\n").encode()
    done = import_bytes(ws, project, "doc", more, path=path, unwrap=True)
    assert done.segments == 3
    assert any("joined: 2" in r.message for r in done.repairs)
    newer = update_article(ws, project, done.document, more + "\nثم عاد.\n".encode(), path)
    assert (newer.kept, newer.added, newer.changed, newer.gone) == (3, 1, 0, 0)

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from workbench.config import find_workspace
from workbench.workflow.article_pairs import align_files
from workbench.workflow.pair_review import review_of

AR = "أعلنت وزارة الصحة عن 325 إصابة في حلب.\nوقال الوزير كريم منصور إن المستشفيات تحتاج إلى مساعدة.\nورفضت المعارضة الخطة في البرلمان أمس مرة أخرى.\n"
EN = "The health ministry announced 325 infections in Aleppo.\nMinister Karim Mansour said the hospitals needed help.\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "ar.txt").write_text(AR, encoding="utf-8")
    (tmp_path / "en.txt").write_text(EN, encoding="utf-8")
    return tmp_path / "ar.txt", tmp_path / "en.txt"


def test_pairs_are_shown_written_stored_and_taken_back(run: Run, files: tuple[Path, Path], tmp_path: Path) -> None:
    shown = run("align", *files)
    assert shown.code == 0
    assert "1. 1-1" in shown.out
    assert "1-1 2, 1-0 1" in shown.err
    assert "line 3 of ar.txt" in shown.err
    rows = run("align", *files, "--json").json
    assert [(r["kind"], r["kept"]) for r in rows] == [("1-1", True), ("1-1", True), ("1-0", False)]
    assert rows[1]["ar_lines"] == [2]
    out = tmp_path / "out.csv"
    assert run("align", *files, "--to", out).code == 0
    assert "Karim Mansour" in out.read_text(encoding="utf-8-sig")
    assert "2 new in memory old" in run("align", *files, "--memory", "old", "--from", "en").err
    assert [m["units"] for m in run("tm", "list", "--json").json if m["memory"] == "old"] == [2]
    assert "2 pairs" in run("undo").err


def test_a_line_is_named_once(run: Run, files: tuple[Path, Path]) -> None:
    files[0].write_text(AR.rstrip() + " وتلتها خطة أخرى في المساء لم يعلق عليها أحد من الوزراء.\n", encoding="utf-8")
    assert "Arabic without a partner: line 3 (2 sentences) of ar.txt" in run("align", *files).err


def test_what_a_review_decided_counts(run: Run, files: tuple[Path, Path], workspace: Path) -> None:
    review = review_of(align_files(*files), find_workspace(workspace))
    review.drop(0)
    assert [r["kept"] for r in run("align", *files, "--json").json] == [False, True, False]
    assert [r["kept"] for r in run("align", *files, "--json", "--afresh").json] == [True, True, False]


def test_wrong_use_is_told(run: Run, files: tuple[Path, Path]) -> None:
    assert run("align", *files, "--to", "x.doc").code == 2
    assert run("align", files[0], files[0]).code == 2
    assert "terminal" in run("align", *files, "--review").err

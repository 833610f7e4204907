"""Aligning two files, and looking the result over."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.config import WorkspacePaths
from workbench.errors import FileError, UsageError
from workbench.model import Origin
from workbench.store import units as units_table
from workbench.workflow.article_pairs import (
    Aligned,
    SideText,
    align_files,
    align_sides,
    cut,
    memory_pairs,
    store_pairs,
    units_of,
    write_pairs,
)
from workbench.workflow.batches import find_batch, undo_batch
from workbench.workflow.pair_review import Review, Row, Verdict, load_review, review_of
from workbench.workflow.workspace import Workspace, open_workspace

AR = (
    "الوزير يعلن 325 إصابة في حلب\n\nحلب - أعلنت وزارة الصحة يوم الاثنين عن 325 إصابة جديدة في مدينة حلب. وقال الوزير كريم منصور"
    " إن المستشفيات تحتاج إلى مساعدة.\n\nوأضاف أن شركة واحدة سترسل 40 ألف جرعة في مارس المقبل.\nورفضت المعارضة الخطة في البرلمان.\n"
)
EN = (
    "Minister announces 325 infections in Aleppo\n\nALEPPO - The health ministry announced 325 new infections in the city of Aleppo on"
    " Monday.\n\nMinister Karim Mansour said the hospitals needed help. He added that one company would send 40,000 doses next March.\n"
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "ar.txt").write_text(AR, encoding="utf-8")
    (tmp_path / "en.txt").write_text(EN, encoding="utf-8")
    return tmp_path / "ar.txt", tmp_path / "en.txt"


def pairs(found: Aligned) -> list[tuple[str, str]]:
    return [found.texts(b) for b in found.beads if b.paired]


def test_headline_dateline_and_other_paragraphs(files: tuple[Path, Path]) -> None:
    found = align_files(*files)
    texts = pairs(found)
    assert texts[0] == ("الوزير يعلن 325 إصابة في حلب", "Minister announces 325 infections in Aleppo")
    assert tuple(a for a, e in texts if "40,000" in e) == ("وأضاف أن شركة واحدة سترسل 40 ألف جرعة في مارس المقبل.",)
    (alone,) = [b for b in found.beads if not b.paired]
    assert found.arabic.lines[alone.ar] == 6
    assert found.notices == ()


def test_files_the_other_way_round_are_told(files: tuple[Path, Path]) -> None:
    found = align_files(files[1], files[0])
    assert found.arabic.name == "ar.txt"
    assert "other way round" in found.notices[0]
    assert pairs(found) == pairs(align_files(*files))


def test_what_cannot_be_aligned_is_refused(files: tuple[Path, Path], tmp_path: Path) -> None:
    ar, en = files
    with pytest.raises(UsageError, match="the same text"):
        align_files(ar, ar)
    other = tmp_path / "fr.txt"
    other.write_text("Une autre langue latine.", encoding="utf-8")
    with pytest.raises(UsageError, match="both English"):
        align_files(en, other)
    empty = tmp_path / "empty.txt"
    empty.write_text(" \n", encoding="utf-8")
    with pytest.raises(FileError, match="no text"):
        align_files(ar, empty)


def test_another_text_is_doubted_aloud(files: tuple[Path, Path], tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(
        "The bakery sells bread. My uncle likes chess.\n\nPaint dries slowly. A ladder fell.\n", encoding="utf-8"
    )
    assert any("translations of each other" in n for n in align_files(files[0], other).notices)


def test_pairs_are_stored_as_one_act_and_taken_back(files: tuple[Path, Path], workspace: Path) -> None:
    found = align_files(*files)
    with open_workspace(workspace) as ws:
        units = units_of(found, found.beads, source="en", target="ar", author="A")
        done = store_pairs(ws, "old articles", units, "a + b")
        assert done.added == len(units) == 5
        stored = list(units_table.iter_units(ws.store.read(), memory_ids=[1]))
        assert {u.origin for u in stored} == {Origin.ALIGNED}
        assert stored[0].source == "Minister announces 325 infections in Aleppo"
        assert memory_pairs(ws, "old articles")[0][1] == stored[0].source
        assert store_pairs(ws, "old articles", units, "again").batch == 0
        undo_batch(ws, find_batch(ws, done.batch))
        assert not list(units_table.iter_units(ws.store.read(), memory_ids=[1]))


@pytest.mark.parametrize("kind", ["tmx", "csv"])
def test_pairs_are_written(files: tuple[Path, Path], tmp_path: Path, kind: str) -> None:
    found = align_files(*files)
    out = tmp_path / f"out.{kind}"
    units = units_of(found, found.beads, source="ar", target="en", author="A")
    assert write_pairs(out, units, source="ar", target="en") == 5
    assert "Minister Karim Mansour said" in out.read_text(encoding="utf-8-sig")
    with pytest.raises(UsageError):
        write_pairs(tmp_path / "out.doc", units, source="ar", target="en")


# ------------------------------------------------------------------------------------- the review


@pytest.fixture
def review(files: tuple[Path, Path], tmp_path: Path) -> Review:
    return review_of(align_files(*files), WorkspacePaths(tmp_path))


def texts(review: Review) -> list[tuple[str, str]]:
    return [review.found.texts(r.bead) for r in review.rows]


def test_every_act_is_kept_at_once_and_can_be_taken_back(review: Review) -> None:
    start = list(review.rows)
    assert review.path is not None
    for act in (
        lambda: review.join(0),
        lambda: review.split(0),
        lambda: review.move(1, "en", 1),
        lambda: review.drop(0),
        lambda: review.accept(1),
    ):
        assert act() == ""
        assert load_review(review.path).rows == review.rows
    again = load_review(review.path)
    while again.undo() is not None:
        pass
    assert again.rows == start


def test_split_undoes_join_but_asks_to_be_accepted(review: Review) -> None:
    before = texts(review)
    review.join(1)
    assert review.rows[1].verdict is Verdict.EDITED
    assert not review.rows[1].taken(0.0)
    review.split(1)
    assert texts(review) == before
    review.accept(1)
    assert review.taken(0.99)[-1].confidence == 1.0 or review.rows[1].taken(0.99)


def test_a_border_is_moved_and_moved_back(review: Review) -> None:
    before = texts(review)
    at = next(n for n, (ar, _en) in enumerate(before) if "أعلنت" in ar)
    assert review.move(at, "ar", 1) == ""
    assert texts(review)[at][0].endswith("مساعدة.")
    assert review.move(at, "ar", -1) == ""
    assert texts(review) == before


def test_acts_that_cannot_be_say_why(review: Review) -> None:
    last = len(review.rows) - 1
    assert review.join(last)
    assert review.move(last, "en", 1)
    assert review.split(0)
    assert not review.undo_stack


def test_the_same_texts_find_their_review_again(review: Review, files: tuple[Path, Path], tmp_path: Path) -> None:
    review.drop(0)
    paths = WorkspacePaths(tmp_path)
    assert review_of(align_files(*files), paths).rows[0].verdict is Verdict.DROPPED
    assert review_of(align_files(*files), paths, afresh=True).rows[0].verdict is Verdict.OPEN


def test_a_damaged_review_is_told(review: Review) -> None:
    review.save()
    assert review.path is not None
    review.path.write_text(json.dumps({"version": 1}), encoding="utf-8")
    with pytest.raises(FileError, match="damaged"):
        load_review(review.path)


SIDES = [SideText(n, lang, tuple(f"{word} {k}" for k in range(5)), tuple(range(1, 6)), (0,) * 5) for n, lang, word in (("a", "ar", "جملة"), ("e", "en", "Line"))]  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(["join", "split", "move", "drop", "accept", "undo"]), st.integers(0, 9), st.sampled_from(["ar", "en"]), st.sampled_from([1, -1])), max_size=14))  # fmt: skip
def test_whatever_is_done_every_sentence_is_in_one_bead(acts: list[tuple[str, int, str, int]]) -> None:
    found = align_sides(*SIDES)
    review = Review(found, [Row(b) for b in found.beads])
    for name, n, side, step in acts:
        n %= len(review.rows)
        args: list[Any] = [] if name == "undo" else [n, side, step] if name == "move" else [n]
        getattr(review, name)(*args)
        assert sorted(k for r in review.rows for k in range(r.bead.ar, r.bead.ar_end)) == list(range(5))
        assert sorted(k for r in review.rows for k in range(r.bead.en, r.bead.en_end)) == list(range(5))


def test_lines_are_those_of_the_file() -> None:
    side = cut("x", "en", "\n\nOne. Two.\nThree.\n\n\nFour.\n")
    assert list(zip(side.sentences, side.lines, strict=True)) == [("One.", 3), ("Two.", 3), ("Three.", 4), ("Four.", 7)]


def test_nothing_is_stored_without_pairs(workspace: Path) -> None:
    with open_workspace(workspace) as ws:
        assert store_pairs(ws, "m", [], "x").batch == 0
        assert isinstance(ws, Workspace)

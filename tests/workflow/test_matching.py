from __future__ import annotations

import pytest

from workbench.model import Role, Segment
from workbench.workflow.matching import equal_pairs, similar_pairs
from workbench.workflow.recutting import Gap, Passage, cut_again

from .updating_cases import A, B

AB = "واحد اثنان ثلاثة أربعة"


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        ("xcyczc", "zcxc", {0: 4, 1: 5, 2: 0, 3: 1}),
        ("cxcycz", "czcx", {0: 4, 1: 5, 2: 0, 3: 1}),
        ("ccc", "cc", {0: 0, 1: 1}),
        ("ac", "cca", {0: 1, 2: 0}),
        ("acbc", "bca", {0: 2, 1: 3, 2: 0}),
        ("", "a", {}),
    ],
)
def test_of_equal_texts_each_goes_with_its_neighbours(old: str, new: str, pairs: dict[int, int]) -> None:
    assert equal_pairs(old, new) == pairs


def test_the_most_alike_is_taken_first() -> None:
    near, far = A.replace("اليوم", "أمس"), A.replace("الصحفي الذي عقده", "الطويل حيث كان")
    assert similar_pairs([A], [far, near]) == {1: 0}
    assert similar_pairs([A], [near, far]) == {0: 0}
    assert similar_pairs([A, A], [near, near]) == {0: 0, 1: 1}


def test_of_many_the_one_with_common_words_is_found() -> None:
    many = [f"{A.split()[n % 7]} كلمة{n} أخرى{n * 7} غير{n * 3} مفهومة{n}" for n in range(500)]
    changed = [" ".join([*m.split()[:3], "هنا", *m.split()[4:]]) for m in many]
    assert similar_pairs(many, changed[::-1]) == {n: 499 - n for n in range(500)}


def again(was: str, at: int, text: str, breaks: set[int], *, forced: bool = True) -> tuple[dict[int, bool], set[int]]:
    """Make the cut of a sentence at ``at`` again in a gap that is the whole of ``text``."""
    parts = [(0, at), (at, len(was))] if forced else [(0, len(was))]
    segments = [Segment(n, 1, n + 1, 0, Role.BODY, a, b, was[a:b]) for n, (a, b) in enumerate(parts)]
    gap = Gap(0, len(text), set(breaks))
    return cut_again([Passage.of(segments, was)], was, {at: forced}, [gap], text), gap.breaks


def test_a_cut_is_made_again_between_the_same_words() -> None:
    at = B.index("أن")
    new = f"أمس {B.replace('المدينة', 'القرية')}"
    assert again(B, at, new, set()) == ({new.index("أن"): True}, {new.index("أن")})
    assert again(B, at, B.replace("المدير أن العمل", "الوزير في العمل").replace("المدينة", "القرية"), set()) == (
        {},
        set(),
    )


def test_a_cut_whose_place_is_not_sure_is_not_made() -> None:
    new = B.replace("المدينة", "القرية")
    assert again(B, B.index("أن"), f"{new} {new}", {len(new) + 1}) == ({}, {len(new) + 1})


def test_a_split_makes_no_empty_part() -> None:
    new = f"{AB} خمسة"
    at = AB.index(" ثلاثة")
    assert again(AB, at, new, {at + 1}) == ({}, {at + 1})
    assert again(AB, at, new, set()) == ({at: True}, {at})


def test_a_join_is_made_again_only_between_words_of_both_sides() -> None:
    was = f"{A} {B}"
    at = len(A) + 1
    beside = f"{A} {B.replace('المدينة', 'القرية')}"
    assert again(was, at, beside, {at}, forced=False) == ({at: False}, set())
    other = f"وصل الوفد مساء. {B}"
    assert again(was, at, other, {16}, forced=False) == ({}, {16})

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text.rejoin import join_pieces, joints


@pytest.mark.parametrize(
    ("parts", "language", "joined"),
    [
        (["The road is open,", "and buses run."], "en", "The road is open, and buses run."),
        (["The road is open،", "and buses run."], "en", "The road is open, and buses run."),
        (["الطريق مفتوح,", "والحافلات تعمل."], "ar", "الطريق مفتوح، والحافلات تعمل."),
        (["هل عادوا?", "نعم."], "ar", "هل عادوا؟ نعم."),
        (["بلغت 3,", "ثم 4."], "ar", "بلغت 3، ثم 4."),
        (["He said (", "quietly", ") no."], "en", "He said (quietly) no."),
        (["He left", ", then came back."], "en", "He left, then came back."),
        (["One.", "", "  ", "Two."], "en", "One. Two."),
        (["«قالوا,»", "ومضوا."], "ar", "«قالوا،» ومضوا."),
        (["The end،"], "en", "The end،"),
        ([], "en", ""),
    ],
)
def test_join(parts: list[str], language: str, joined: str) -> None:
    assert join_pieces(parts, language) == joined


@given(st.lists(st.text(alphabet="ab ,.", max_size=6), max_size=5))
def test_joining_changes_nothing_but_white_space(parts: list[str]) -> None:
    joined = join_pieces(parts, "en")
    assert joined.replace(" ", "") == "".join(parts).replace(" ", "")
    assert joined == joined.strip()


@pytest.mark.parametrize(
    ("parts", "language", "places"),
    [
        (["He left.", "She stayed."], "en", []),
        (["He left.", "she stayed."], "en", [0]),
        (["He left,", "She stayed."], "en", [0]),
        (["He left,", "Salma stayed."], "en", []),
        (["He left,", "UN staff stayed."], "en", []),
        (["He left,", "I stayed,", "I'm here."], "en", []),
        (["He left", "and she stayed."], "en", [0]),
        (["He left.”", "“She stayed."], "en", []),
        (["غادر", "وبقيت."], "ar", [0]),
        (["غادر،", "وبقيت."], "ar", []),
        (["", "She stayed."], "en", []),
    ],
)
def test_joints(parts: list[str], language: str, places: list[int]) -> None:
    found = joints(parts, language, is_name=lambda word: word == "Salma")
    assert [j.left for j in found] == places
    assert all(j.message and j.hint for j in found)

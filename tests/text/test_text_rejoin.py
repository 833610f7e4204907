from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text.rejoin import JointKind, join_pieces, join_written, joints


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
        (["العمل مستمر,", "والطرق آمنة;", "وعاد الناس?"], "ar", "العمل مستمر، والطرق آمنة؛ وعاد الناس?"),
        (["the speech (", "as he said yesterday", "), with"], "en", "the speech (as he said yesterday), with"),
        (["the speech ( as he said", "yesterday ), with"], "en", "the speech (as he said yesterday), with"),
        (["( as he said ),", "with ( a ) word"], "en", "( as he said ), with ( a ) word"),
        (["a [ b (", "c ) d", "e ] f"], "en", "a [b (c) d e] f"),
        (["غادر", ", ثم عاد."], "ar", "غادر، ثم عاد."),
        (['He said "', "yes", '" and left.'], "en", 'He said "yes" and left.'),
        (['He said "yes"', "and left."], "en", 'He said "yes" and left.'),
        (["He said “", "yes", "” and left."], "en", "He said “yes” and left."),
        (["قال ”نعم“", "ومضى."], "ar", "قال ”نعم“ ومضى."),
        (["قال:", '"نعم."'], "ar", 'قال: "نعم."'),
        (["by the boys’", "house"], "en", "by the boys’ house"),
        (["it grew", ".5 percent"], "en", "it grew .5 percent"),
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


PARTS = st.lists(st.text(alphabet='aBب1 ,;?،؛؟.()«»"“”', max_size=8), max_size=5)
JOINT_MARKS = str.maketrans("،؛؟", ",;?", " ")


@given(PARTS, st.sampled_from(["ar", "en"]))
def test_only_white_space_and_marks_at_joints_change(parts: list[str], language: str) -> None:
    joined = join_pieces(parts, language)
    assert joined.translate(JOINT_MARKS) == "".join(parts).translate(JOINT_MARKS)
    assert join_pieces([joined], language) == joined


@given(PARTS, st.sampled_from(["ar", "en"]), st.integers(0, 5))
def test_joining_the_first_pieces_first_gives_the_same(parts: list[str], language: str, n: int) -> None:
    assert join_pieces([join_pieces(parts[:n], language), *parts[n:]], language) == join_pieces(parts, language)


def test_a_piece_in_the_words_of_the_original_keeps_its_marks() -> None:
    assert join_written([("He left,", "en"), ("ثم عاد،", ""), ("and stayed.", "en")]) == "He left, ثم عاد، and stayed."
    assert join_written([("غادر,", "ar"), ("then, he came,", ""), ("وبقي.", "ar")]) == "غادر، then, he came, وبقي."


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
        (["He left,", "Israeli troops stayed."], "en", []),
        (["He left,", "Prime Minister Omar stayed."], "en", []),
        (["He met Omar,", "Omar’s brother stayed."], "en", []),
        (["He left,", "McLeod stayed."], "en", []),
        (["He left,", "Gen. Omar stayed."], "en", []),
        (["He left,", "Omar said later."], "en", []),
        (["He left,", "Kenya’s army stayed."], "en", []),
        (["“It is late,”", "Omar answered."], "en", []),
        (["“It is late,”", "He answered."], "en", [0]),
        (["He left,", "Buses came."], "en", [0]),
        (["He left", "The bus came."], "en", [0]),
        (["He said:", "The bus is late."], "en", []),
        (["He said,", "“The bus is late.”"], "en", []),
        (["“Who is it?”", "he asked."], "en", []),
        (["“It is late.”", "he said."], "en", []),
        (["They live in the U.S.", "and in Canada."], "en", []),
        (["Roads, bridges, etc.", "were closed."], "en", []),
        (["They waited…", "and left."], "en", []),
        (["It is on", "www.example.org today."], "en", [0]),
        (["It is known.", "iPhone users left."], "en", []),
        (["The speech (", "as he said", "), was long."], "en", []),
        (["He left", "(as he said)."], "en", []),
        (["He left", "— and came back."], "en", []),
        (["He left", ", and came back."], "en", []),
    ],
)
def test_joints(parts: list[str], language: str, places: list[int]) -> None:
    found = joints(parts, language, is_name=lambda piece: piece.startswith("Salma"))
    assert [j.left for j in found] == places
    assert all(j.message and j.hint for j in found)


@pytest.mark.parametrize(
    ("left", "right", "kind", "fix", "sure"),
    [
        ("He left.", "she stayed.", JointKind.SMALL, "She", True),
        ("He left.", "al-Hasa waits.", JointKind.SMALL, "Al-Hasa", True),
        ("He left,", "She stayed.", JointKind.CAPITAL, "she", True),
        ("He left", "She stayed.", JointKind.CAPITAL, "", True),
        ("He left,", "Buses came.", JointKind.CAPITAL, "", False),
        ("He left", "and she stayed.", JointKind.UNMARKED, "", False),
        ("He left", "buses came.", JointKind.UNMARKED, "", True),
    ],
)
def test_what_a_joint_wants(left: str, right: str, kind: JointKind, fix: str, sure: bool) -> None:
    (found,) = joints([left, right], "en")
    assert (found.kind, found.fix, found.sure) == (kind, fix, sure)


def test_many_pieces_take_linear_time(linear: Callable[[Callable[[int], object]], None]) -> None:
    linear(lambda n: join_pieces(["وأضاف (المدير،", "أن العمل) مستمر،"] * n, "ar"))


@pytest.mark.parametrize(
    ("left", "right"), [("He visited Cairo,", "The Hague and Geneva."), ("It is so,", "May God help us.")]
)
def test_what_may_be_a_name_or_a_wish_gets_no_fix(left: str, right: str) -> None:
    assert all(not j.sure and not j.fix for j in joints([left, right], "en"))

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text.abbreviations import abbreviation_like
from workbench.text.word_places import (
    best_place,
    find_words,
    inside_grapheme,
    inside_word,
    nearest_word,
    word_around,
    word_starts,
)


@pytest.mark.parametrize(
    ("cut", "inside"),
    [
        ("الوز|ير", True),
        ("الوزير |قال", False),
        ("الوزير|، قال", False),
        ("مح|ـمد", True),
        ("الـ|33", True),
        ("بلغ 12|.5", True),
        ("بلغ 12.|5", True),
        ("بلغ 3|,000", True),
        ("بلغ ١|٫٥", True),
        ("انتهى.|ثم عاد", False),
        ("قال،|ثم عاد", False),
        ("أ.|ف.ب", True),
        ("أ|.ف.ب", True),
        ("النهر-|قالت", False),
        ("well-|known", True),
        ("don|'t", True),
        ("The end.|Then", False),
        ("the U.|S. said", True),
        ("at example.|org now", True),
        ("(|as he", False),
        ("مي\u200c|خواهم", True),
    ],
)
def test_inside_a_word(cut: str, inside: bool) -> None:
    at = cut.index("|")
    assert inside_word(cut.replace("|", ""), at) is inside


def test_inside_a_grapheme() -> None:
    text = "كَتَبَ e\u0301t\u00e9 \U0001f468\u200d\U0001f469 لا"
    assert inside_grapheme(text, 1)
    assert inside_grapheme(text, text.index("e\u0301") + 1)
    assert inside_grapheme(text, text.index("\u200d"))
    assert inside_grapheme(text, text.index("\u200d") + 1)
    assert not inside_grapheme(text, 2)
    assert not any(inside_grapheme(text, at) for at in (0, len(text)))


@given(st.text(alphabet="اَبء.،, -(\"'a1ـ\u200d", max_size=20))
def test_words_begin_where_a_text_may_be_cut(text: str) -> None:
    starts = word_starts(text)
    assert starts == sorted(set(starts))
    for at in starts:
        assert not inside_word(text, at)
        assert not inside_grapheme(text, at)
        assert not text[at].isspace()


@pytest.mark.parametrize(
    ("text", "typed", "found"),
    [
        ("قال الوزير إن العمل", "ير", []),
        ("قال الوزير إن العمل", "الوز", [4]),
        ("قال الوزير إن العمل", "الوزير", [4]),
        ("قال الوزير إن العمل", "وزير", [4]),
        ("في شأن ما وأن الناس", "أن", [10]),
        ("في شأن ما وأنّ الناس", "ان", [10]),
        ("قال إن العمل", "إن العمل", [4]),
        ("قال إن العمل", "إن الع", [4]),
        ("قال وإن العمل", "إن العمل", [4]),
        ("قال إنه العمل", "إن العمل", []),
        ("قال: «إن العمل»", "إن", [5]),
        ("He said the Work", "work", [12]),
        ("He said the work", "or", []),
        ("a well-known man", "known", []),
        ("قال ثم قال", "،", []),
        ("وصل للوزير وبالوزير", "وزير", [4, 11]),
    ],
)
def test_typed_words(text: str, typed: str, found: list[int]) -> None:
    assert [p.offset for p in find_words(text, typed)] == found


@pytest.mark.parametrize(
    ("text", "typed", "offered", "best"),
    [
        ("قالت ثم قال ثم قال", "قال", [], 8),
        ("قال ثم قال وقال", "قال", [11], 11),
        ("أن ثم إن ثم أن", "إن", [], 6),
        ("قال هذا ثم قال هنا ثم قال", "قال", [15], 11),
        ("قالت ثم", "قال", [], 0),
    ],
)
def test_which_of_several_is_meant(text: str, typed: str, offered: list[int], best: int) -> None:
    found = best_place(find_words(text, typed), offered)
    assert found is not None
    assert found.offset == best


def test_what_is_near() -> None:
    assert nearest_word("قال الوزير", 7) == (4, "الوزير")
    assert nearest_word("وحيدة", 2) == (0, "")
    assert word_around("قال الوزير", "ير") == "الوزير"
    assert word_around("قال الوزير", "غ") == ""


@pytest.mark.parametrize(
    ("word", "following", "language", "like"),
    [
        ("رسمية.", "إلى المدينة", "ar", False),
        ("ضج.", "الشاطئ", "ar", True),
        ("أ.ف.ب.", "قال", "ar", True),
        ("سنة.", "الشاطئ", "ar", False),
        ("أمس.", "الشاطئ", "ar", False),
        ("تلف.", "ثم غادر", "ar", False),
        ("تلف.", "الشاطئ", "ar", True),
        ("جنب.", "الشاطئ", "ar", False),
        ("Kwd.", "Ten of them", "en", True),
        ("home.", "Omar left", "en", False),
        ("Kwd.", "The bank", "en", False),
        ("house.", "Omar left", "en", False),
        ("K.w.d.", "The bank", "en", True),
        ("12.", "Omar", "en", False),
    ],
)
def test_what_looks_like_an_abbreviation(word: str, following: str, language: str, like: bool) -> None:
    text = f"عاد إلى جنب الطريق {word} {following}"
    assert abbreviation_like(word, text, language, following) is like

"""Placeholders for names: what comes back, and how it is put in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.mt.placeholders import Masked, Slot, masked

HEALTH, NATIONS, COMMITTEE = "وزارة الصحة", "الأمم المتحدة", "اللجنة الدولية"


def arabic(answer: str, *forms: str) -> str | None:
    return Masked("", forms, "ar").restored(answer)


def english(answer: str, *forms: str) -> str | None:
    return Masked("", forms, "en").restored(answer)


@pytest.mark.parametrize(
    ("answer", "form", "text"),
    [
        ("قالت [X0X] أمس", HEALTH, "قالت وزارة الصحة أمس"),
        ("شكر ل [X0X]", HEALTH, "شكر لوزارة الصحة"),
        ("شكر ل[X0X]", COMMITTEE, "شكر للجنة الدولية"),
        ("شكر ل [X0X]", COMMITTEE, "شكر للجنة الدولية"),
        ("شكر ول [X0X].", COMMITTEE, "شكر وللجنة الدولية."),
        ("الحمد ل [X0X]", "الله", "الحمد لله"),
        ("شكر لل [X0X]", NATIONS, "شكر للأمم المتحدة"),
        ("شكر لل[X0X]", COMMITTEE, "شكر للجنة الدولية"),
        ("شكر لـ [X0X]", NATIONS, "شكر للأمم المتحدة"),
        ("شكر لـ[X0X]", HEALTH, "شكر لوزارة الصحة"),
        ("عمل بال[X0X]", NATIONS, "عمل بالأمم المتحدة"),
        ("عمل بـ [X0X]", NATIONS, "عمل بالأمم المتحدة"),
        ("مقر ال[X0X]", NATIONS, "مقر الأمم المتحدة"),
        ("من ال [X0X]", COMMITTEE, "من اللجنة الدولية"),
        ("المدير والـ [X0X]", NATIONS, "المدير والأمم المتحدة"),
        ("المدير و ب [X0X]", HEALTH, "المدير وبوزارة الصحة"),
        ("المدير وَلِ[X0X]", NATIONS, "المدير وللأمم المتحدة"),
        ("هيئة لـ [X0X]", "BBC", "هيئة لـBBC"),
        ("«[X0X]» قالت", HEALTH, "«وزارة الصحة» قالت"),
        ("قال [X0X]، ثم", HEALTH, "قال وزارة الصحة، ثم"),
        ("على كل [X0X]", HEALTH, "على كل وزارة الصحة"),
        ("كَلّ [X0X]", HEALTH, "كَلّ وزارة الصحة"),
        ("لجأ إلى [X0X]", NATIONS, "لجأ إلى الأمم المتحدة"),
        ("ليس بل [X0X]", HEALTH, "ليس بل وزارة الصحة"),
    ],
)
def test_a_form_is_joined_to_what_is_written_together_with_it(answer: str, form: str, text: str) -> None:
    assert arabic(answer, form) == text


@pytest.mark.parametrize(
    ("answer", "form"),
    [
        ("مقر ال[X0X]", HEALTH),
        ("شكر لل [X0X]", HEALTH),
        ("شكر لل[X0X]", "ألمانيا"),
        ("عمل بال[X0X]", HEALTH),
        ("المدير والـ [X0X]", HEALTH),
        ("مقر ال [X0X]", "BBC"),
        ("على كل[X0X]", HEALTH),
        ("س[X0X]", HEALTH),
        ("مدير[X0X]", HEALTH),
        ("فك [X0X]", HEALTH),
        ("[X0X]ية", HEALTH),
        ("[X0X]ها", HEALTH),
        ("[X0X]ـها", HEALTH),
        ("[X0X]ِ", HEALTH),
        ("دخل24[X0X]", HEALTH),
    ],
)
def test_what_would_be_no_word_is_refused(answer: str, form: str) -> None:
    assert arabic(answer, form) is None


def test_several_are_put_in_each_behind_its_own_lead() -> None:
    answer = "شكر لل [X1X] و [X0X] وبـ[X2X]"
    assert arabic(answer, HEALTH, NATIONS, "ليبيا") == "شكر للأمم المتحدة ووزارة الصحة وبليبيا"
    assert arabic("[X0X][X1X]", HEALTH, NATIONS) is None


@pytest.mark.parametrize(
    ("answer", "form", "text"),
    [
        ("The [ x 0 X ] spoke of the The.", "Ministry", "The Ministry spoke of the The."),
        ("thanked the the [X0X]", "Ministry", "thanked the Ministry"),
        ("of the [X0X]", "The River Court", "of the River Court"),
        ("[X0X]'s head", "Ministry", "Ministry's head"),
        ("a [X0X]-led team", "Ministry", "a Ministry-led team"),
        ("thanked[X0X] today", "Ministry", None),
        ("thanked [X0X]today", "Ministry", None),
        ("the two [X0X]s", "Ministry", None),
        ("x [X0X] (X1X)", "Ministry", None),
        ("x [X0X] X1X", "Ministry", None),
        ("x [X0X] [X0X]", "Ministry", None),
        ("x", "Ministry", None),
    ],
)
def test_into_english_a_form_stands_as_a_word_of_its_own(answer: str, form: str, text: str | None) -> None:
    assert english(answer, form) == text


def test_a_language_may_put_forms_in_its_own_way() -> None:
    mask = Masked("", ("one", "two"), "en")

    def loudly(text: str, start: int, end: int, form: str) -> tuple[str, int] | None:
        return (text[:start] + form.upper() + text[end:], start + len(form)) if form == "one" else None

    assert mask.restored("[X0X] [X1X]", loudly) is None
    assert Masked("", ("one",), "en").restored("a [X0X].", loudly) == "a ONE."


def test_a_form_that_looks_like_a_placeholder_is_put_in_once() -> None:
    assert english("the [X0X] and [X1X]", "band [X1X]", "song") is None


def test_terms_give_way_in_their_order() -> None:
    slots = [Slot(0, 3, "", "one"), Slot(9, 12, "و", "two")]
    assert masked("abc  and def.", slots, "en") == Masked("[X0X]  and و [X1X].", ("one", "two"), "en")
    assert masked("abc X7X def", slots, "en") is None
    assert masked("abc (x 0 x)ef", slots, "en") is None
    assert masked("abc  and def.", [Slot(0, 3, "", "one"), Slot(2, 5, "", "two")], "en") is None
    assert masked("abc", [], "en") is None


PIECE = st.sampled_from(
    ["ل", "لل", "ال", "بال", "والـ", "ب", "و", "ف", "ك", "قال", "فك", " ", "ـ", "\u064e", "«", "2", "a"]
)


@given(st.lists(PIECE, max_size=8).map("".join), st.sampled_from([HEALTH, NATIONS, COMMITTEE, "الله", "BBC"]))
def test_no_alef_is_written_behind_lam_and_no_lam_three_times(before: str, form: str) -> None:
    """The last words of one letter never end as Arabic does not write them, and nothing else is lost."""
    text = arabic(f"{before}[X0X] نهاية", form)
    if text is None:
        return
    assert text.endswith(f"{form[2:]} نهاية")
    word = text.removesuffix(" نهاية")[: -len(form[2:])].split(" ")[-1] + form[2:]
    # What stood in front in such letters is not ours.
    assert not any(word.count(x) > before.count(x) for x in ("لال" + form[2:4], "الال", "للل" + form[3:5]))


@pytest.mark.parametrize("unit", [" ", "ل", "و ", "ـ", "\u064e", "ال"])
def test_a_long_run_in_front_takes_no_time(unit: str) -> None:
    text = arabic(unit * 30_000 + "[X0X]", HEALTH)
    assert text is None or text.endswith(HEALTH)

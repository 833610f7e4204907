"""What is taken for a translation, and what of it reaches a target."""

from __future__ import annotations

import re
import time

import pytest

from workbench.errors import MTError
from workbench.model import MTFailure
from workbench.mt.sanity import looks_like_page, sane

SOURCE = "وغادر الوفد المدينة في المساء."


def refused(source: str, answer: str | None, target: str) -> bool:
    try:
        sane(source, answer, target, "Engine")
    except MTError as e:
        return e.kind == MTFailure.BAD_RESPONSE
    return False


# ---------------------------------------------------------------------- what reaches a target


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("The \x1b[31mred\x07 city\x9b left.", "The \ufffd[31mred\ufffd city\ufffd left."),
        ("The \ud800 city left.", "The \ufffd city left."),
        ("The\x00 city\ufffe left.", "The\ufffd city\ufffd left."),
        ("The city \x7fleft.", "The city \ufffdleft."),
        ("First line.\nSecond line.", "First line. Second line."),
        ("First line. \r\n \r\n Second\rline.\n", "First line. Second line."),
        ("First line.\x85Second\u2028line.\u2029", "First line. Second line."),
        ("The\tcity left.", "The city left."),
        # Stored as written and made visible where it is drawn, like those of an imported text.
        ("The \u202ecity\u202c left.", "The \u202ecity\u202c left."),
    ],
)
def test_an_answer_is_cleaned_as_an_imported_text_and_has_no_line_end_of_its_own(answer: str, text: str) -> None:
    assert sane(SOURCE, answer, "en", "Engine") == text


def test_no_control_reaches_a_target() -> None:
    for code in (*range(0x20), *range(0x7F, 0xA0), 0xD800, 0xDFFF, 0xFFFE, 0xFFFF):
        text = sane(SOURCE, f"The city{chr(code)} left.", "en", "Engine")
        assert re.fullmatch("The city[ \ufffd] ?left\\.", text), hex(code)


def test_line_ends_and_tabs_of_the_source_stay() -> None:
    assert sane("سطر أول\nسطر\tثان", "A line\r\nA\tsecond", "en", "Engine") == "A line\nA\tsecond"
    assert sane("سطر أول\n", "A line\nand more", "en", "Engine") == "A line and more"


def test_controls_alone_are_no_translation() -> None:
    assert refused(SOURCE, "\x00\x00 \x1b", "en")
    assert refused(SOURCE, "\n\t\r", "en")


# ---------------------------------------------------------------------- the script


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("Email: press.office@hospital-river.example.org", "البريد: press.office@hospital-river.example.org"),
        ("Source: https://www.example.org/news/2026/hospital", "المصدر: https://www.example.org/news/2026/hospital"),
        ("More at www.example.org/hospital and example.com", "المزيد في www.example.org/hospital وexample.com"),
        ("Write to @river_hospital under #RiverOpens today", "اكتبوا إلى @river_hospital في #RiverOpens"),
        ("Follow us on Facebook, Instagram and YouTube", "تابعونا على Facebook وInstagram وYouTube"),
        ("Microsoft, Google, Amazon and Meta", "Microsoft وGoogle وAmazon وMeta"),
        ("Boeing 737 MAX, Airbus A320neo", "بوينغ 737 MAX وإيرباص A320neo"),
    ],
)
def test_what_is_written_alike_in_both_languages_has_no_say_into_arabic(source: str, answer: str) -> None:
    assert sane(source, answer, "ar", "Engine") == answer


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("According to some people here", "According to some people here"),
        ("According to some people here", "وفقا According to some people here"),
        ("River Hospital Opens Its Doors Again", "River Hospital Opens Its Doors Again"),
        ("River Hospital Opens Its Doors Again", "في River Hospital Opens Its Doors Again"),
        ("Follow us on Facebook, Instagram and YouTube", "Suivez sur Facebook, Instagram et YouTube"),
        ("Follow us on Facebook, Instagram and YouTube", "ا Suivez-nous sur Facebook"),
        ("The hospital wrote at https://example.org", "The hospital wrote at https://example.org"),
    ],
)
def test_a_text_left_in_english_is_no_arabic(source: str, answer: str) -> None:
    assert refused(source, answer, "ar")


@pytest.mark.parametrize(
    ("source", "answer", "bad"),
    [
        ("المصدر المسؤول: https://www.example.org/news", "المصدر المسؤول: https://www.example.org/news", True),
        ("تابعونا على #مستشفى_النهر_الجديد و@وزارة_الصحة", "Follow #مستشفى_النهر_الجديد and @وزارة_الصحة", False),
        (SOURCE, SOURCE, True),
        ("مائة وعشرون ألفا", "120,000", False),
    ],
)
def test_nor_has_it_into_english(source: str, answer: str, bad: bool) -> None:
    assert refused(source, answer, "en") is bad


@pytest.mark.parametrize("unit", ["a", "-", "a-", "a.", "@", "a@", " ", "\n", "x@x.", "www."])
def test_a_long_answer_of_one_kind_takes_no_time(unit: str) -> None:
    began = time.process_time()
    refused("word " * 1000, unit * (60_000 // len(unit)), "ar")
    assert time.process_time() - began < 2


# ---------------------------------------------------------------------- pages


@pytest.mark.parametrize(
    ("answer", "page"),
    [
        ("Error 500 (Server Error)!!1", True),
        ("<!DOCTYPE html><title>Before</title>", True),
        ("Our systems have detected unusual traffic from your computer network.", True),
        ("The city saw unusual traffic yesterday.", False),
        ("According to some people here", False),
        ("word " * 300, False),
        ("", False),
        (None, False),
    ],
)
def test_a_page_is_told_from_a_bad_translation(answer: str | None, page: bool) -> None:
    assert looks_like_page(answer) is page
    if page:
        assert refused(SOURCE, answer, "en")


def test_a_text_about_such_a_page_is_translated() -> None:
    source, answer = "ظهرت عبارة Error 500 (Server Error) للجميع.", "The words Error 500 (Server Error) appeared."
    assert sane(source, answer, "en", "Engine") == answer
    assert not looks_like_page(answer, source)

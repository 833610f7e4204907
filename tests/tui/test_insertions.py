"""What is put from the source as it is, and the case of letters."""

from __future__ import annotations

import pytest

from workbench.workflow.insertions import lacking_numbers, lacking_texts, next_case

from .conftest import Sit
from .fake_desk import FakeDesk, concept
from .test_editor_keys import again

ARABIC = "زار ٢٤٠ ضيفا و1,200 طالب في 5 مايو 2024 «الجسر الكبير» قرب River Hall (http://example.org/a)، قطار T-X9."


async def test_numbers_texts_and_the_selection_are_put(sit: Sit) -> None:
    async with sit(FakeDesk([ARABIC])) as s:
        for text in ("240 ", "240 1,200 ", "240 1,200 5 ", "240 1,200 5 2024 "):
            await s.press("escape", "e", "n")
            assert s.text == text
        await s.press("escape", "e", "n")
        assert "All figures of the source are there." in s.toasts
        await again(s)
        await s.type("see")
        # By the place of the key, and apart from the word before it.
        await s.press("escape", "ث", "ف")
        assert s.text == "see River Hall "
        for text in ("http://example.org/a", "T-X9", "الجسر الكبير"):
            await s.press("escape", "e", "t")
            assert s.text.endswith(f" {text} ")
        await s.press("escape", "e", "t")
        assert any("is lacking" in t for t in s.toasts)
        await again(s)
        s.screen.source_view._selection = (4, 7)
        await s.press("escape", "e", "s")
        assert s.text == "٢٤٠ "


async def test_the_space_behind_an_insertion_gives_way_as_behind_tab(sit: Sit) -> None:
    desk = FakeDesk([ARABIC], concepts=[concept("b", "الجسر", "the bridge")])
    async with sit(desk) as s:
        for keys in (("n",), ("s", "enter"), ("t",)):
            for typed, text in ((",", ","), (" x", " x"), ("x", " x"), (" .", " .")):
                await again(s)
                await s.type("(")
                await s.press("escape", "e", *keys)
                await s.type(typed)
                assert s.text[0] + s.text[-len(text) :] == "(" + text
                assert s.text[1] != " "
                assert "  " not in s.text
        # A term by its letter too, in the place of what is selected; and a segment is confirmed without the space.
        await again(s)
        await s.type("over xx now")
        await s.press(*["left"] * 4, "shift+left", "shift+left", "escape", "t", "a")
        assert s.text == "over the bridge now"
        # What is joined to the selection stays joined to what is put.
        s.screen.target.put("over the 10-year $")
        await s.press("escape", "e", "n")
        assert s.text == "over the 10-year $240 "
        await s.press("home", *["right"] * 9, "shift+right", "shift+right", "escape", "t", "a")
        assert s.text == "over the the bridge-year $240 "
        s.screen.target.put("over the bridge now")
        await s.press("end", "escape", "e", "n", "enter", "enter")
        await s.until(lambda: s.desk.segments[0].target == "over the bridge now 240")


async def test_a_telephone_number_is_put_whole_and_is_drawn_in_its_order(sit: Sit) -> None:
    async with sit(FakeDesk(["Call 059-123-4567 or 02 282 2223."], source="en", target="ar")) as s:
        await s.press("escape", "e", "n")
        assert s.text == "059-123-4567 "
        await again(s)
        s.screen.target.put("اتصل")
        await s.press("escape", "e", "n", "escape", "e", "n")
        assert s.text == "اتصل \u200e059-123-4567 02 282 2223 "
        await s.press("escape", "e", "n")
        assert "All figures of the source are there." in s.toasts


async def test_words_of_the_source_are_selected_by_keys(sit: Sit) -> None:
    async with sit(FakeDesk([ARABIC])) as s:
        # Typed in one go: what is typed before does not drop the selection.
        await s.app._press_keys([*"at", "escape", "e", "s", "left", "left"])
        assert "In the source: <" in s.line("keys")
        assert s.screen.source_view.selected == "ضيفا"
        await s.press("right", "shift+left", "enter")
        assert s.text == "at ٢٤٠ ضيفا "
        assert s.screen.source_view.selected == ""
        assert "Enter confirm" in s.line("keys")
        await s.press("escape", "e", "s", "end", "enter")
        assert s.text == "at ٢٤٠ ضيفا T-X9 "
        # Another key ends it and is itself; the selection is there for the command called next.
        await s.press("escape", "e", "s", "end", "shift+right", "x")
        assert s.text.endswith("T-X9 x")
        await s.press("escape", "e", "s", "down", "up", "home", "shift+left", "escape", "k")
        assert s.screen.question.field.text == "زار ٢٤٠"
        await s.press("escape", "escape", "escape")
        await s.press("escape", "e", "s", "escape", "escape")
        assert s.screen.source_view.selected == ""
        assert s.text.endswith("T-X9 x")


async def test_the_case_of_a_word_and_of_a_selection(sit: Sit) -> None:
    async with sit(FakeDesk()) as s:
        await s.type("the river hall")
        for text in ("the river Hall", "the river HALL", "the river hall"):
            await s.press("escape", "e", "u")
            assert (s.text, s.screen.target.cursor_location) == (text, (0, 14))
        await s.press(*["shift+left"] * 10)
        for text in ("the River Hall", "the RIVER HALL", "the river hall"):
            await s.press("escape", "e", "u")
            assert (s.text, s.screen.target.selected_text) == (text, text[4:])
        assert s.screen.target.cursor_location == (0, 4)
        await s.press("ctrl+z")
        assert s.text == "the RIVER HALL"
        for text, said in (("", "No word"), ("مرحبا", "nothing to do"), ("a,", "No word")):
            s.screen.target.put(text)
            await s.press("escape", "e", "u")
            assert s.text == text
            assert any(said in t for t in s.toasts)


@pytest.mark.parametrize(
    ("source", "target", "near", "lacking"),
    [
        ("On 5 May 2024", "في ٥ ", (), ["٢٠٢٤"]),
        ("1,200.5 people, 3 %", "زار ٢ ", (), ["١٬٢٠٠٫٥", "٣ ٪"]),
        ("1,200 people", "زار", ("عام ٢٠٢٣",), ["١٬٢٠٠"]),
        ("1,200.5 people, 3 %", "زار ۲ ", (), ["۱٬۲۰۰٫۵", "۳ ٪"]),
        ("1,200 people", "زار", ("عام 2023",), ["1,200"]),
        ("at 10:30, call +970 59 123 4567", "الساعة ٩", (), ["١٠:٣٠", "+970 59 123 4567"]),
        ("no number", "", (), []),
        ("two of them", "", (), []),
        ("call (02) 123 4567 now", "", (), ["(02) 123 4567"]),
        ("call 02 123 4567", "على 021234567", (), []),
        ("(+970) 8-282-2222, 1-800-555-0199", "", (), ["(+970) 8-282-2222", "1-800-555-0199"]),
        ("fax: 282-2223, by 3 of (2001-2005)", "عام ٢٠٠٥", (), ["282-2223", "٣", "٢٠٠١"]),
        ("won 3-2-1 on 12-05-2024", "", (), ["3", "2", "1", "12-05-2024"]),
        ("0.25 1000000 of 1 200 300", "", (), ["0.25", "1000000", "1 200 300"]),
    ],
)
def test_figures_into_arabic_in_its_digits(source: str, target: str, near: tuple[str, ...], lacking: list[str]) -> None:
    assert lacking_numbers(source, target, "ar", near) == lacking


RESOLUTION = "قرار مجلس الأمن رقم 2254 (2015) بشأن سوريا"


@pytest.mark.parametrize(
    ("source", "target", "language", "lacking"),
    [
        (RESOLUTION, "Security Council Resolution 2254", "en", ["2015"]),
        (RESOLUTION, "", "en", ["2254", "2015"]),
        ("القراران رقم 1325 (2000) و1820", "Resolutions 1325 and 1820", "en", ["2000"]),
        ("Security Council resolution number 2254 (2015)", "القرار 2254 لعام", "ar", ["2015"]),
        ("The number of dead in 2015–2016 was 500", "بلغ عدد القتلى بين عامي ٢٠١٥", "ar", ["٢٠١٦", "٥٠٠"]),
        ("The number of 2010 2011 2012 graduates", "", "ar", ["2010", "2011", "2012"]),
        ("(17) 2005 2010", "", "ar", ["17", "2005", "2010"]),
        ("(17) 2305 2410", "", "ar", ["17", "2305", "2410"]),
        ("The number rose to 12 500 000", "", "ar", ["12 500 000"]),
        ("The number rose to 125 5000 000", "", "ar", ["125", "5000", "000"]),
        ("call 282 2223 now", "اتصل 282", "ar", ["2223"]),
        ("Phone the office of the mayor, the number is 282 2223", "", "ar", ["282 2223"]),
        ("call (02) 2010 123 or +970 2015 1234", "", "ar", ["(02) 2010 123", "+970 2015 1234"]),
        ("رقم الهاتف ٢٨٢ ٢٢٢٣ أو (٠٢) ٢٨٢ ٢٢٢٤", "", "en", ["282 2223", "(02) 282 2224"]),
    ],
)
def test_resolutions_years_and_ranges_are_no_telephone_numbers(
    source: str, target: str, language: str, lacking: list[str]
) -> None:
    assert lacking_numbers(source, target, language) == lacking


def test_what_is_there_already_is_not_lacking() -> None:
    assert lacking_numbers("عام ٢٠٢٤ و٢٠٢٤", "in 2024 and ", "en") == ["2024"]
    assert lacking_numbers("هاتف ٠٥٩٩ ١٢٣ ٤٥٦ أو ٢٨٢-٢٢٢٣", "call ", "en") == ["0599 123 456", "282-2223"]
    assert lacking_texts(ARABIC, "River hall, T-X9", "ar") == ["http://example.org/a", "الجسر الكبير"]
    assert lacking_texts("He wrote “open the gate” to a@b.org about RX-7.", "", "en") == [
        "a@b.org",
        "RX-7",
        "open the gate",
    ]
    assert lacking_texts("", "", "en") == []
    sold = "MedTech GmbH, said Bob McDonald of the WHO, sold OpenMRS and an e-book to MacArthur."
    assert lacking_texts(sold, "", "en") == ["MedTech GmbH", "OpenMRS"]
    assert lacking_texts(sold, "من OpenMRS", "en") == ["MedTech GmbH"]
    assert [next_case(t) for t in ("don't", "Don't", "DON'T", "mIx", "ß", "")] == [
        "Don't",
        "DON'T",
        "don't",
        "mix",
        "ß",
        "",
    ]

from __future__ import annotations

import time

import pytest

from workbench.text.numbers import find_numbers, unmatched


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("زاد العدد إلى ١٬٢٣٤٫٥", [{"1234.5"}]),
        ("حرب الـ33 يوما", [{"33"}]),
        ("في عام2020", [{"2020"}]),
        ("3 آلاف و٣٫٥ ملايين", [{"3000"}, {"3500000"}]),
        ("3,000 and 3.5 million", [{"3", "3000"}, {"3500000"}]),
        ("150.000 نسمة", [{"150", "150000"}]),
        ("12 % ثم ١٢ في المئة", [{"12"}, {"12"}]),
        ("0،4 %", [{"0.4"}]),
        ("15 مارس 2024", [{"2024-3-15"}]),
        ("March 15, 2024", [{"2024-3-15"}]),
        ("٢٠ كانون الثاني/يناير", [{"?-1-20"}]),
        ("on 12/08/2014", [{"2014-8-12", "2014-12-8"}]),
        ("١٥ من شهر جوان ٢٠١٩", [{"2019-6-15"}]),
        ("5 جويلية 1962", [{"1962-7-5"}]),
        ("في 1 تشرين الثاني/نوفمبر 2020", [{"2020-11-1"}]),
        ("the 3rd of June, 1999", [{"1999-6-3"}]),
        ("1,234,567.5 and 1.234.567,5", [{"1234567.5"}, {"1234567.5"}]),
        ("1\u00a0234\u00a0567", [{"1234567"}]),
        ("$4 bn and €5 and ٦ مليارات", [{"4000000000"}, {"5"}, {"6000000000"}]),
        ("a wall of 5 m and 5m", [{"5", "5000000"}, {"5", "5000000"}]),
        ("at 2:30 p.m.", [{"2:30", "14:30"}]),
        ("الساعة ٢:٣٠ مساء", [{"2:30", "14:30"}]),
        ("at 14:05, score 3:1", [{"14:05"}, {"3"}, {"1"}]),
        ("at 9:00", [{"9:00", "9"}]),
        ("بنسبة 2ر12", [{"2.12", "12.2"}]),
        ("the 1980s and the 21st", [{"1980"}, {"21"}]),
        ("COVID19 and B2B", []),
        ("لا أرقام هنا", []),
    ],
)
def test_values(text: str, values: list[set[str]]) -> None:
    hits = find_numbers(text)
    assert [set(h.values) for h in hits] == values
    assert all(text[h.start : h.end] == h.surface for h in hits)


@pytest.mark.parametrize(
    ("arabic", "english", "missing", "extra"),
    [
        ("بلغ العدد 120 شخصا", "The number reached 120", [], []),
        ("بلغ العدد ١٢٠ شخصا", "The number reached 102", ["١٢٠"], ["102"]),
        ("مليون و 200 ألف", "a million and 200 thousand", [], []),
        ("في 15 مارس 2024", "on 15 March 2024", [], []),
        ("في 15 آذار", "on March 15, 2024", [], []),
        ("نسبة 5%", "5 percent", [], []),
        ("5 و5", "5", ["5"], []),
        ("150.000", "150,000", [], []),
        ("الساعة 14:30", "at 2:30 p.m.", [], []),
        ("الساعة 10:30", "at 10:45", ["10:30"], ["10:45"]),
        ("في 15 مارس 2024", "on the 15th of last month, in 2024", [], []),
        ("في 15 مارس 2024", "in March 2024", ["15 مارس 2024"], ["2024"]),
        ("بين 15 و17 مارس 2024", "March 15-17, 2024", [], []),
        ("وصل 5 و 12 زائرا", "12 and 5 visitors came", [], []),
    ],
)
def test_both_sides(arabic: str, english: str, missing: list[str], extra: list[str]) -> None:
    left, right = unmatched(find_numbers(arabic), find_numbers(english))
    assert [h.surface.strip() for h in left] == missing
    assert [h.surface.strip() for h in right] == extra


@pytest.mark.parametrize("unit", ["12 ", "12/08/2014 ", "5 March ", "1,", "10:30 ", "م"])
def test_time_is_linear(unit: str) -> None:
    def cost(times: int) -> float:
        best = 1e9
        for _ in range(2):
            began = time.process_time()
            find_numbers(unit * times)
            best = min(best, time.process_time() - began)
        return best

    # Quadratic work would take sixteen times as long for four times the text; the floor is the clock's grain.
    assert cost(8_000) < 9 * max(cost(2_000), 0.005)

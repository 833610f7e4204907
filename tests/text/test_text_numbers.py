from __future__ import annotations

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
    ],
)
def test_both_sides(arabic: str, english: str, missing: list[str], extra: list[str]) -> None:
    left, right = unmatched(find_numbers(arabic), find_numbers(english))
    assert [h.surface.strip() for h in left] == missing
    assert [h.surface.strip() for h in right] == extra

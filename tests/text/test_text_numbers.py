from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text import number_lists, number_tables
from workbench.text.number_tokens import tokens, written_as
from workbench.text.numbers import NumberForm, NumberHit, NumberKind, compare, find_numbers, unmatched

Linear = Callable[[Callable[[int], object]], None]

CASES = Path(__file__).with_name("cases")


def cases(language: str) -> list[tuple[str, str]]:
    """Read the sentences of a case file and what stands in them."""
    lines = (CASES / f"numbers_{language}.txt").read_text(encoding="utf-8").split("\n")
    return [tuple(line.rsplit(" | ", 1)) for line in lines if line and not line.startswith("#")]  # type: ignore[misc]


def shown(hit: NumberHit) -> tuple[frozenset[str], frozenset[str]]:
    """Return the values of a hit and its marks."""
    marks = set(hit.currency) | ({"%"} if hit.kind is NumberKind.PERCENT else set())
    if hit.form is not NumberForm.FIGURE:
        marks.add(hit.form.value)
    return hit.values, frozenset(marks)


def read(expected: str) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Read what a case expects."""
    out = []
    for part in expected.split(";") if expected.strip() != "-" else ():
        *values, last = part.split("/")
        value, *marks = last.replace(",", " ").split()
        out.append((frozenset({value, *(v.strip() for v in values)}), frozenset(marks)))
    return out


@pytest.mark.parametrize("language", ["ar", "en"])
def test_cases(language: str) -> None:
    wrong = []
    for text, expected in cases(language):
        found = [shown(h) for h in find_numbers(text, words=True) if not h.form.explains_only]
        if found != read(expected):
            wrong.append((text, expected, found))
    assert wrong == []


def test_the_case_files_are_big_and_hold_traps() -> None:
    for language, least in (("ar", 60), ("en", 50)):
        assert len(cases(language)) >= least


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("زاد العدد إلى ١٬٢٣٤٫٥", [{"1234.5"}]),
        ("حرب الـ33 يوما", [{"33"}]),
        ("في عام2020", [{"2020"}]),
        ("3 آلاف و٣٫٥ ملايين", [{"3000"}, {"3500000"}]),
        ("3,000 and 3.5 million", [{"3000"}, {"3500000"}]),
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
        ("في 15 مارس 2024", "in March 2024", ["15 مارس 2024"], ["March 2024"]),
        ("بين 15 و17 مارس 2024", "March 15-17, 2024", [], []),
        ("وصل 5 و 12 زائرا", "12 and 5 visitors came", [], []),
    ],
)
def test_both_sides(arabic: str, english: str, missing: list[str], extra: list[str]) -> None:
    left, right = unmatched(find_numbers(arabic), find_numbers(english))
    assert [h.surface.strip() for h in left] == missing
    assert [h.surface.strip() for h in right] == extra


UNITS = (
    "12 ", "12/08/2014 ", "5 March ", "1,", "10:30 ", "م", "1,234", "1 000 ", "9", "1.", "12-", "+1 ", "ألف و", "مليون ",
    "مئة وواحد و", "3 آلاف و3 ", "$", "%5", "and a half ", "a ", "دولار ", "\u202a", "-", "رمضان ", "of ", "كانون ",
    "السابع ", "السابع من ", "السابع من أكتوبر ", "الحادي والعشرين ", "لمثله ", "1 لمثله ", "هدف ", "ونصف ", "نصف قرن ", "عقدين ",
    "3 عقود ", "0400 gmt ", "2:03:59 ", "منتصف ", "مليونا ونصف مليون ", "twenty-",
)  # fmt: skip


@pytest.mark.parametrize(
    "unit", [pytest.param(unit, marks=pytest.mark.long) if n % 3 else unit for n, unit in enumerate(UNITS)]
)
def test_time_is_linear(unit: str, linear: Linear) -> None:
    def work(times: int) -> None:
        hits = find_numbers(unit * times, words=True)
        compare(hits, list(reversed(hits)))

    linear(work)


PIECES = st.sampled_from(
    ["1", "12", "1445", "2024", "٣", ".", ",", "،", " ", "-", "/", ":", "%", "$", "€", "ر", "و", "ألف", "مليون", "نصف", "ونصف",
     "مئتان", "عامين", "ثلاثة", "عشر", "وعشرون", "مارس", "كانون الثاني", "رمضان", "هـ", "May", "march", "a", "and", "half",
     "million", "two", "hundred", "hundreds", "twenty", "first", "p.m.", "th", "s", "'", "(", ")", "+", "\u202b", "\n",
     "minus", "تحت الصفر", "دولار", "dollars", "per cent", "في المئة", "½", "x", "أحد"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join), st.lists(PIECES, max_size=30).map(" ".join)))
def test_hits_are_slices_in_order_and_apart(text: str) -> None:
    every = find_numbers(text, words=True)
    for hits in (every, find_numbers(text)):
        assert all(text[h.start : h.end] == h.surface for h in hits)
        assert all(h.values and h.start < h.end for h in hits)
        assert all(a.end <= b.start for a, b in pairwise(hits))
        assert {h.start for h in hits} <= {h.start for h in every}
    assert all(text[t.start : t.end] == t.text for t in tokens(text))


@given(st.lists(PIECES, max_size=30).map(" ".join))
def test_a_text_agrees_with_itself(text: str) -> None:
    hits = find_numbers(text, words=True)
    found = compare(hits, find_numbers(text, words=True))
    assert (found.missing, found.extra) == ([], [])
    assert all(p.source.values & p.target.values for p in found.pairs)
    assert unmatched(hits, hits) == ([], [])


def test_the_tables_of_number_words_are_those_of_the_lists() -> None:
    made = Path(number_tables.__file__).read_text(encoding="utf-8")
    assert made == number_lists.source(), "Run: python -m workbench.text.number_lists"


@pytest.mark.parametrize(
    ("figure", "like", "written"),
    [
        ("2,5", "2.6", "2.5"),
        ("2.5", "2,6", "2,5"),
        ("٢٫٥", "2,6", "2,5"),
        ("2.5", "2.6", "2.5"),
        ("1,200", "2.6", "1,200"),
        ("2.5", "1,200", "2.5"),
        ("1,200.5", "2.6", "1,200.5"),
        ("2,5", "1.200.000", "2,5"),
        ("25", "2.6", "25"),
        ("2,5", "", "2,5"),
        ("1,200", "٢٬٦٠٠", "١٬٢٠٠"),
    ],
)
def test_a_figure_has_the_decimal_sign_of_the_one_it_takes_the_place_of(figure: str, like: str, written: str) -> None:
    assert written_as(figure, like) == written

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.model import Severity, Side
from workbench.qa.context import Context
from workbench.qa.numbers import check_numbers

Linear = Callable[[Callable[[int], object]], None]

CASES = Path(__file__).parents[1] / "text" / "cases" / "numbers_pairs.txt"


def cases() -> list[tuple[str, str, set[tuple[str, ...]]]]:
    """Read the pairs and the issues expected: severity, side, what it stands at."""
    out = []
    for line in CASES.read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            arabic, english, expected = line.split(" || ")
            issues = [tuple(part.split(None, 2)) for part in expected.split(";")] if expected != "-" else []
            out.append((arabic, english, {tuple(word.strip() for word in issue) for issue in issues}))
    return out


def found(arabic: str, english: str, *, from_arabic: bool) -> set[tuple[str, ...]]:
    """Check a pair in one direction; return severity, language and what each issue stands at."""
    source, target = (arabic, english) if from_arabic else (english, arabic)
    context = Context(source, target, *(("ar", "en") if from_arabic else ("en", "ar")))
    out = set()
    for issue in check_numbers(context):
        text = source if issue.side is Side.SOURCE else target
        language = "ar" if (issue.side is Side.SOURCE) is from_arabic else "en"
        assert issue.message
        surface = text[issue.start : issue.end].strip()
        _, one, wanted = issue.message.partition(" where the source has ")
        if one:
            # It tells of both sides, and is as bad as the worse of them.
            ours = _alone(source, wanted, "ar" if from_arabic else "en")
            theirs = _alone(target, surface, language)
            assert issue.severity.value == max(ours, theirs, key=lambda s: Severity(s[0]).rank)[0]
            out |= {ours, theirs}
        else:
            out.add((issue.severity.value, language, surface))
    return out


def _alone(text: str, surface: str, language: str) -> tuple[str, str, str]:
    """What is said of a number that the other side has nothing like."""
    (issue,) = [i for i in check_numbers(Context(text, "-", language, "")) if text[i.start : i.end].strip() == surface]
    return issue.severity.value, language, surface


def test_pairs() -> None:
    told = [(ar, en, expected, found(ar, en, from_arabic=True)) for ar, en, expected in cases()]
    assert [case for case in told if case[2] != case[3]] == []


def test_pairs_the_other_way() -> None:
    """What a pair says does not hang on its direction, but that a wrong currency is shown in the target."""
    told = [(ar, en, expected, found(ar, en, from_arabic=False)) for ar, en, expected in cases()]
    currency = [case for case in told if "€50" in case[1] or "dirhams" in case[1]]
    assert [case for case in told if case not in currency and case[2] != case[3]] == []
    assert [case for case in currency if {severity for severity, *_ in case[3]} != {"error"}] == []


def test_a_message_says_what_and_where() -> None:
    (issue,) = check_numbers(Context("وصل 12 قاربا.", "Boats came.", "ar", "en"))
    assert (issue.severity, issue.message) == (Severity.ERROR, "number 12 not in target")


@pytest.mark.parametrize("unit", ["م", "5 ", "$5 ", "5 % ", "عامين ", "15 مارس 2024 ", "a ", "2 م "])
@pytest.mark.long
def test_the_check_is_linear(unit: str, linear: Linear) -> None:
    linear(lambda times: list(check_numbers(Context(unit * times, "2 of 7 " * times, "ar", "en"))))


@pytest.mark.parametrize(
    ("source", "target", "languages", "fix"),
    [
        ("استقبل 48 سفينة.", "It received 84 ships.", "ar>en", "48"),
        ("ستبلغ 3.5 ملايين حاوية.", "It will reach 3 million containers.", "ar>en", "3.5 million"),
        ("الأحد 15 نوفمبر 2026", "Sunday 15 November 2025", "ar>en", "15 November 2026"),
        ("14 months after 3 fires.", "بعد ١٣ شهرا من ٣ حرائق.", "en>ar", "١٤"),
        ("ثمنه 185 ألف دينار.", "It cost 140,000 dinars.", "ar>en", "185,000 dinars"),
        # In the digits that stand there, and with the signs.
        ("14 months.", "بعد 13 شهرا.", "en>ar", "14"),
        ("١٤ شهرا", "13 months", "ar>en", "14"),
        ("14 months.", "بعد ۱۳ شهرا.", "en>ar", "۱۴"),
        ("1,400 men.", "مع ۱٬۳۰۰ رجل.", "en>ar", "۱٬۴۰۰"),
        ("1,400 men.", "مع ١,٣٠٠ رجل.", "en>ar", "١,٤٠٠"),
        ("1,400 men.", "مع ١٣٠٠ رجل.", "en>ar", "١٬٤٠٠"),
        # Another word is wrong, too; two are wrong; one is not there at all.
        ("بلغ 85 مليون دولار.", "It was $86 billion.", "ar>en", None),
        ("وصل 12 و15.", "13 and 16 came.", "ar>en", None),
        ("وصل 12 قاربا.", "Boats came.", "ar>en", None),
    ],
)
def test_the_one_figure_that_is_wrong_has_its_fix(source: str, target: str, languages: str, fix: str | None) -> None:
    issues = list(check_numbers(Context(source, target, *languages.split(">"))))
    fixes = [i.fix for i in issues if i.fix is not None]
    assert fixes == ([fix] if fix else [])
    if fix:
        (first,) = issues
        assert (first.side, first.fix) == (Side.TARGET, fix)
        put = target[: first.start] + fix + target[first.end :]
        assert " where the source has " in first.message
        assert not list(check_numbers(Context(source, put, *languages.split(">"))))

"""Groups of digits in Arabic: which ones readers would see in another order, and what keeps it."""

from __future__ import annotations

import pytest

from workbench.bidi.plain import display
from workbench.model import Severity
from workbench.qa.checks import run_checks
from workbench.qa.context import Context


def found(target: str, language: str = "ar") -> list[tuple[str, str | None]]:
    issues = run_checks(Context("Call 1800-555-0142 on 2026-11-18 or +961 1 555.", target, "en", language))
    told = [i for i in issues if "last group first" in i.message]
    assert all(i.severity is Severity.WARNING for i in told)
    return [(target[i.start : i.end], i.fix) for i in told]


@pytest.mark.parametrize("groups", ["1800-555-0142", "2026-11-18", "+961 1 555", "1800\u2011555\u20110142"])
def test_a_telephone_number_behind_arabic_is_told_of_and_keeps_its_order(groups: str) -> None:
    target = f"اتصل على الرقم {groups} اليوم."
    ((text, fix),) = found(target)
    assert (text, fix) == (groups, f"\u200e{groups}")
    put = target.replace(groups, fix or "")
    assert found(put) == []
    assert groups not in display(target, 80, language="ar")
    assert groups in display(put, 80, language="ar")


@pytest.mark.parametrize(
    "target",
    [
        "بين 2019-2020 انتهت 3-1.",
        "في 18/11/2026 عند 14:05:30.",
        "رقم Tel 1800-555-0142 هنا",
        "رقم \u20681800-555-0142\u2069 هنا",
        "على www.river.example/2026-11-18-a هنا",
        "1800-555-0142",
    ],
)
def test_what_is_drawn_as_it_is_meant_is_left(target: str) -> None:
    assert found(target) == []


def test_english_is_left() -> None:
    assert found("Call 1800-555-0142.", "en") == []

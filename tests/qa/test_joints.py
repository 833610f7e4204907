from __future__ import annotations

import pytest

from workbench.model import Issue, Severity
from workbench.qa.checks import run_checks
from workbench.qa.context import Context
from workbench.qa.joints import check_joints


def joints(source: str, target: str, before: str = "", behind: str = "", *, listed: bool = False) -> list[Issue]:
    pair = ("en", "ar") if target[0] > "\u0600" else ("ar", "en")
    context = Context(
        source,
        target,
        *pair,
        before=before,
        behind=behind,
        is_name=lambda text: text.startswith("Salma"),
        listed=listed,
    )
    found = list(check_joints(context))
    assert all(i in run_checks(context) for i in found)
    assert all(0 <= i.start <= i.end <= len(target) for i in found)
    return found


@pytest.mark.parametrize(
    ("before", "target", "fixed"),
    [
        ("He left.", "she stayed.", "She stayed."),
        ("He left,", "She stayed.", "she stayed."),
        ("He left,", "“It is late.”", None),
        ("He left,", "Salma stayed.", None),
        ("He left.", "She stayed.", None),
        ("", "She stayed.", None),
        ("", "she stayed.", None),
        ("He left.", '"she stayed."', '"She stayed."'),
    ],
)
def test_a_wrong_first_letter_is_mended(before: str, target: str, fixed: str | None) -> None:
    found = joints("وبقيت.", target, before)
    assert len(found) == (fixed is not None)
    for issue in found:
        assert issue.severity is Severity.WARNING
        assert target[: issue.start] + (issue.fix or "") + target[issue.end :] == fixed


@pytest.mark.parametrize(
    ("source", "target", "behind", "severity"),
    [
        ("غادر،", "He left", "and stayed away.", Severity.INFO),
        ("غادر،", "He left", "buses were late.", Severity.WARNING),
        ("غادر،", "He left,", "and stayed away.", None),
        ("غادر،", "He left", "", None),
        ("غادر", "He left", "and stayed away.", None),
        ("قال «نعم»", "He said “yes”", "and left.", None),
        ("قال «نعم»،", "He said “yes”", "and left.", Severity.INFO),
        ("He left,", "غادر", "وبقيت.", Severity.INFO),
        ("He left,", "غادر", "الحافلات تعمل.", Severity.WARNING),
        ("He left,", "غادر،", "وبقيت.", None),
        ("He left", "غادر", "وبقيت.", None),
    ],
)
def test_a_piece_without_a_mark(source: str, target: str, behind: str, severity: Severity | None) -> None:
    found = joints(source, target, behind=behind)
    assert [i.severity for i in found] == ([severity] if severity else [])
    assert all(i.end == len(target) for i in found)


def test_what_the_next_piece_does_shows_here_unless_it_is_listed_there() -> None:
    (issue,) = joints("غادر،", "He left,", behind="She stayed.")
    assert issue.message.startswith("the next piece: 'She'")
    assert joints("غادر،", "He left,", behind="She stayed.", listed=True) == []
    assert len(joints("وبقيت.", "She stayed.", before="He left,", listed=True)) == 1


def test_what_may_be_a_name_is_only_pointed_at() -> None:
    (issue,) = joints("وبقي.", "Buses stayed.", "He left,")
    assert (issue.severity, issue.fix) == (Severity.INFO, None)

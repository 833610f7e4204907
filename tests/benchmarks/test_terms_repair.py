"""Repair of names and titles on the gold cases, beside doing nothing and replacing listed forms only; and its speed.

Right: of the cases that must change, those that come out as expected. Wrong: of all cases, those changed into something
else than expected.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable

import pytest

from workbench.model import TermChangeReason, without_changes
from workbench.termbase.check import check_terms

from ..termbase.repair_gold import RepairCase, repair_cases, repaired, termbase
from ..termbase.test_repair_spellings import repaired as respelt
from ..termbase.test_repair_spellings import spellings

pytestmark = pytest.mark.benchmark


def nothing(case: RepairCase) -> str:
    return case.target


def listed_only(case: RepairCase) -> str:
    """Take every change by sound back."""
    result = repaired(case)
    text, moved = result.target, 0
    for change in result.changes:
        if change.reason is not TermChangeReason.LISTED:
            start = change.start + moved
            text = text[:start] + change.old + text[start + len(change.new) :]
            moved += len(change.old) - len(change.new)
    return text


def ours(case: RepairCase) -> str:
    return repaired(case).target


def figures(cases: list[RepairCase], way: Callable[[RepairCase], str]) -> tuple[int, int, int, int]:
    right = wrong = 0
    for case in cases:
        made = way(case)
        right += case.changes and made == case.expected
        wrong += made not in (case.expected, case.target)
    return right, sum(c.changes for c in cases), wrong, len(cases)


def test_repair_accuracy() -> None:
    both = {language: repair_cases(language) for language in ("en", "ar")}
    print(f"\n{'':34}{'right':>16}{'wrong':>16}")
    for language, cases in (*both.items(), ("both", both["en"] + both["ar"])):
        for name, way in (("nothing done", nothing), ("listed forms only", listed_only), ("ours", ours)):
            right, must, wrong, all_of = figures(cases, way)
            print(
                f"into {language:6}{name:23}{right:>5}/{must:<4}{right / must:6.1%}{wrong:>6}/{all_of:<4}{wrong / all_of:6.2%}"
            )
    right, must, wrong, all_of = figures(both["en"] + both["ar"], ours)
    assert right >= 0.97 * must
    assert wrong < 0.01 * all_of


def test_classes_of_spellings() -> None:
    """Print by class how many spellings are put right and how many that only look like one are left alone."""
    right: Counter[tuple[str, str, bool]] = Counter()
    all_of: Counter[tuple[str, str, bool]] = Counter()
    print()
    for language in ("en", "ar"):
        for case in spellings(language):
            kind = (language, case.group, case.expected != case.target)
            all_of[kind] += 1
            right[kind] += respelt(case, case.target).target == case.expected
    for (language, group, changes), count in all_of.items():
        print(
            f"into {language} {group:10}{'put right' if changes else 'left alone':12}{right[language, group, changes]:>4}/{count}"
        )
    assert right == all_of


def test_repair_speed() -> None:
    """Time a sentence, beside finding the terms of its source and target, which has to be done anyway."""
    cases = [*repair_cases("en"), *repair_cases("ar")]

    def timed(act: Callable[[RepairCase], object]) -> float:
        best = 9e9
        for _ in range(3):
            start = time.perf_counter()
            for case in cases:
                act(case)
            best = min(best, time.perf_counter() - start)
        return best / len(cases)

    def find(case: RepairCase) -> object:
        source = "ar" if case.language == "en" else "en"
        return termbase().find(case.source, source), termbase().find(case.target, case.language)

    def check(case: RepairCase) -> object:
        return check_terms(
            termbase().find(case.source, "ar" if case.language == "en" else "en"), case.target, case.language
        )

    found, checked, whole = timed(find), timed(check), timed(repaired)
    print(
        f"\nfinding {found * 1e6:.0f} µs, finding and check {checked * 1e6:.0f} µs, finding and repair {whole * 1e6:.0f} µs"
    )
    print(f"repair alone is {(whole - found) / found:.1f} times finding")


def test_undo_is_exact() -> None:
    for case in [*repair_cases("en"), *repair_cases("ar")]:
        result = repaired(case)
        assert without_changes(result.target, result.changes) == case.target

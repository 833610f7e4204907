from __future__ import annotations

import pytest

from workbench.model import without_changes

from .repair_gold import RepairCase, check_cases, repair_cases, repaired, verdicts

RIGHT, WRONG = 0.97, 0.01
"""Share of the cases that must change and come out right at least, and of all cases changed wrongly at most."""
CHECKED = 0.97
"""Share of the pairs with every verdict as expected at least."""


def test_names_are_repaired_and_others_left_alone() -> None:
    cases = [*repair_cases("en"), *repair_cases("ar")]
    results = [(c, repaired(c)) for c in cases]
    missed = [c for c, r in results if c.changes and r.target != c.expected]
    wrong = [c for c, r in results if r.changes and r.target != c.expected]
    must = sum(c.changes for c in cases)
    assert len(cases) >= 200
    assert len(cases) - must >= len(cases) / 3
    assert len(wrong) < WRONG * len(cases), shown(wrong)
    assert must - len(missed) >= RIGHT * must, shown(missed)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_repaired_case_is_repaired_no_further_and_can_be_undone(language: str) -> None:
    for case in repair_cases(language):
        once = repaired(case)
        assert without_changes(once.target, once.changes) == case.target
        again = repaired(RepairCase(case.source, once.target, "", "", language, changes=False))
        assert again.changes == (), case


def test_verdicts_of_the_check() -> None:
    cases = check_cases()
    wrong = [(s, t, e, verdicts(s, t)) for s, t, e in cases if verdicts(s, t) != e]
    assert len(cases) - len(wrong) >= CHECKED * len(cases), "\n".join(map(str, wrong))


def shown(cases: list[RepairCase]) -> str:
    return "\n".join(f"{c.target} | {c.expected} | {repaired(c).target} | {c.why}" for c in cases)

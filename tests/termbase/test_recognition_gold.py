"""Recognition on sentences written before the rules, and on a second set that was looked at when they were done."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.termbase.glossary_file import read_glossary
from workbench.termbase.termbase import Termbase

from .gold import CASES, marked

GOAL = 0.98


@pytest.mark.parametrize("folder", [CASES, CASES / "apart"], ids=["first", "apart"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_precision_and_recall(folder: Path, language: str) -> None:
    glossary = read_glossary(folder / "recognise.csv")
    assert not glossary.errors
    base = Termbase(glossary.concepts)
    right = wrong = missed = cases = negatives = 0
    bad = []
    for line, text, expected in marked(folder / f"recognise_{language}.txt"):
        got = {(h.start, h.end, h.concept.id) for h in base.find(text, language)}
        cases, negatives = cases + 1, negatives + (not expected)
        right, wrong, missed = right + len(got & expected), wrong + len(got - expected), missed + len(expected - got)
        if got != expected:
            bad.append((line, text, sorted(got ^ expected)))
    assert cases >= 60
    assert negatives >= 0.48 * cases
    assert right / (right + wrong) >= GOAL, bad
    assert right / (right + missed) >= GOAL, bad

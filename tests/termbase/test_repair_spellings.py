"""Classes of machine spellings: each must be put right and leave what only looks like it alone."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from workbench.model import Concept, Term, without_changes
from workbench.termbase.repair import Repaired, repair
from workbench.termbase.termbase import Termbase

from .repair_gold import CASES


@dataclass(frozen=True)
class Spelling:
    group: str
    kind: str
    arabic: str
    english: str
    target: str
    expected: str
    language: str


def spellings(language: str) -> list[Spelling]:
    """Return the spellings of machine translation into a language, by class."""
    lines = (CASES / f"spellings_{language}.tsv").read_text(encoding="utf-8").split("\n")[1:]
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [
        Spelling(group, kind, ar, en, target, expected or target, language)
        for group, kind, ar, en, target, expected in rows
    ]


def repaired(case: Spelling, target: str) -> Repaired:
    """Return what repair makes of a target with a glossary of that name alone."""
    name, _, later = case.english.partition(" ; ")
    terms = (Term("ar", case.arabic), Term("en", name))
    base = Termbase([Concept("x", terms, kind=case.kind, later=(("en", later),) if later else ())])
    source = case.arabic if case.language == "en" else name
    hits = base.find(source, "ar" if case.language == "en" else "en")
    assert hits, "the source must hold the name"
    return repair(hits, target, case.language, base.find(target, case.language), source)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_each_spelling(language: str) -> None:
    wrong = []
    for case in spellings(language):
        once = repaired(case, case.target)
        if once.target != case.expected:
            wrong.append((case, once.target))
        elif without_changes(once.target, once.changes) != case.target:
            wrong.append((case, "cannot be taken back"))
        elif again := repaired(case, once.target).changes:
            wrong.append((case, again))
    assert wrong == []

"""The gold cases for repair and check: ``cases/repair.csv`` is their glossary, a line without a mark must stay as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workbench.model import TermUseKind
from workbench.termbase.check import check_terms
from workbench.termbase.glossary_file import read_glossary
from workbench.termbase.repair import Repaired, repair
from workbench.termbase.termbase import Termbase

CASES = Path(__file__).parent / "cases"
VERDICTS = {
    TermUseKind.KEPT: "kept",
    TermUseKind.KEPT_LOOSELY: "loosely",
    TermUseKind.FORBIDDEN: "forbidden",
    TermUseKind.MISSING: "missing",
}


@dataclass(frozen=True, slots=True)
class RepairCase:
    """A target before and after repair; ``why`` is what the linguist says about it."""

    source: str
    target: str
    expected: str
    why: str
    language: str
    changes: bool


@cache
def termbase() -> Termbase:
    """Return the glossary of the cases."""
    return Termbase(read_glossary(CASES / "repair.csv").concepts)


def _rows(name: str) -> Iterator[list[str]]:
    lines = (CASES / name).read_text(encoding="utf-8").split("\n")[1:]
    return (line.split("\t") for line in lines if line and not line.startswith("#"))


def repair_cases(language: str) -> list[RepairCase]:
    """Return the cases of repair into a language."""
    return [
        RepairCase(source, target, marked.replace("⟦", "").replace("⟧", ""), "".join(why), language, "⟦" in marked)
        for source, target, marked, *why in _rows(f"repair_{language}.tsv")
    ]


def repaired(case: RepairCase) -> Repaired:
    """Return what repair makes of a case."""
    hits = termbase().find(case.source, "ar" if case.language == "en" else "en")
    known = termbase().find(case.target, case.language)
    return repair(hits, case.target, case.language, known, case.source)


def check_cases() -> list[tuple[str, str, set[str]]]:
    """Return source, target and the verdicts expected of each concept of the source."""
    return [(source, target, set(expected.split())) for source, target, expected, *_ in _rows("check.tsv")]


def verdicts(source: str, target: str) -> set[str]:
    """Return the verdicts of the check on a pair."""
    language = "en" if any("\u0600" <= c <= "\u06ff" for c in source) else "ar"
    hits = termbase().find(source, "ar" if language == "en" else "en")
    return {f"{u.hit.concept.id}:{VERDICTS[u.kind]}" for u in check_terms(hits, target, language)}

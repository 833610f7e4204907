from __future__ import annotations

import pytest

from workbench.model import Concept, Term, TermHit, TermStatus
from workbench.termbase.check import check_terms
from workbench.termbase.termbase import Termbase

HOSPITAL = Concept(
    "h",
    (
        Term("ar", "مستشفى النهر"),
        Term("en", "River Hospital"),
        Term("en", "Nahr Hospital", TermStatus.ALLOWED),
        Term("en", "River Clinic", TermStatus.FORBIDDEN),
        Term("ar", "مشفى النهر", TermStatus.ALLOWED),
        Term("ar", "مصحة النهر", TermStatus.FORBIDDEN),
    ),
    later=(("en", "the hospital"),),
)


def use(target: str, language: str, concept: Concept = HOSPITAL) -> tuple[str, str]:
    hit = TermHit(0, 1, "x", concept, "x", 1.0)
    (found,) = check_terms([hit], target, language)
    if found.start >= 0:
        assert target[found.start : found.end] == found.found
    return found.kind.value, found.found


@pytest.mark.parametrize(
    ("target", "kind", "found"),
    [
        ("River Hospital opened.", "kept", "River Hospital"),
        ("River Hospital's doors", "kept", "River Hospital"),
        ("Nahr Hospital opened.", "kept", "Nahr Hospital"),
        ("They left the hospital.", "kept", "hospital"),
        ("river hospital opened", "kept-loosely", "river hospital"),
        ("River-Hospital opened", "kept-loosely", "River-Hospital"),
        ("The clinic opened.", "missing", ""),
        ("River Clinic opened.", "forbidden", "River Clinic"),
        ("River Hospital, or River Clinic", "forbidden", "River Clinic"),
        ("Riverside Hospitality", "missing", ""),
    ],
)
def test_into_english(target: str, kind: str, found: str) -> None:
    assert use(target, "en") == (kind, found)


@pytest.mark.parametrize(
    ("target", "kind", "found"),
    [
        ("افتتح مستشفى النهر", "kept", "مستشفى النهر"),
        ("وفي مستشفى النهر", "kept", "مستشفى النهر"),
        ("لمستشفى النهر أبواب", "kept", "لمستشفى النهر"),
        ("مشفى النهر", "kept", "مشفى النهر"),
        ("المستشفى الجديد", "missing", ""),
        ("مصحة النهر", "forbidden", "مصحة النهر"),
    ],
)
def test_into_arabic(target: str, kind: str, found: str) -> None:
    assert use(target, "ar") == (kind, found)


def test_a_refused_form_inside_an_accepted_one_is_no_fault() -> None:
    concept = Concept("b", (Term("ar", "س"), Term("en", "West Bank city"), Term("en", "city", TermStatus.FORBIDDEN)))
    assert use("a West Bank city", "en", concept)[0] == "kept"


def test_a_concept_is_told_once_and_nested_hits_not_at_all() -> None:
    hits = [TermHit(0, 1, "x", HOSPITAL, "x", 1.0), TermHit(5, 6, "x", HOSPITAL, "x", 1.0)]
    assert len(check_terms(hits, "nothing", "en")) == 1
    assert check_terms([TermHit(0, 1, "x", HOSPITAL, "x", 1.0, nested=True)], "nothing", "en") == []


def test_a_superseded_row_must_not_be_used() -> None:
    concept = Concept(
        "b", (Term("ar", "س"), Term("en", "Old Name", TermStatus.SUPERSEDED)), status=TermStatus.SUPERSEDED
    )
    assert use("Old Name spoke", "en", concept) == ("forbidden", "Old Name")
    assert use("New Name spoke", "en", concept)[0] == "missing"


@pytest.mark.parametrize(
    ("form", "target", "kind"),
    [
        ("secretary-general", "The secretaries-general met.", "kept-loosely"),
        ("member of parliament", "Two members of parliament spoke.", "kept-loosely"),
        ("member of parliament", "Two members of the parliament spoke.", "missing"),
        ("A-levels", "Their levels rose.", "missing"),
    ],
)
def test_what_is_found_in_a_source_is_kept_in_a_target(form: str, target: str, kind: str) -> None:
    """Recognition and the check read English the same way: the head of a title takes the plural."""
    title = Concept("t", (Term("ar", "الأمين العام"), Term("en", form)), kind="title")
    (hit,) = Termbase([title]).find("قال الأمين العام", "ar")
    (found,) = check_terms([hit], target, "en")
    assert found.kind.value == kind

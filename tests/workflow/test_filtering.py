"""Segments by words and by terms, and some of a document's segments as a sequence."""

from __future__ import annotations

from workbench.model import Concept, Role, Segment, Term, TermHit
from workbench.workflow.filtering import Chosen, has_words, named
from workbench.workflow.finding import folded

CLINIC = Concept(id="clinic", terms=(Term("ar", "عيادة الميناء"), Term("en", "Harbour Clinic")))
SEGMENTS = [
    Segment(n, 1, n, n, Role.BODY, 0, 0, text) for n, text in enumerate(("افتُتحت عيادة الميناء.", "قال أحمد نعم."), 1)
]


def terms(segment: Segment) -> list[TermHit]:
    form = CLINIC.terms[0]
    at = segment.source.find(form.text)
    return [TermHit(at, at + len(form.text), form.text, CLINIC, form, 1.0)] if at >= 0 else []


def test_words_of_either_side_and_terms_by_either_form() -> None:
    def found(words: str) -> list[int]:
        concepts = named(words, [CLINIC])
        return [s.number for s in SEGMENTS if has_words(folded(words), s, concepts, terms)]

    assert found("احمد") == [2]
    assert found("harbour clin") == [1], "a term by its form in the other language"
    assert found("عياده") == []
    assert found("افتتحت") == [1]
    assert found("nowhere") == []
    assert named("  ", [CLINIC]) == frozenset()


def test_chosen_segments_are_read_by_their_places() -> None:
    chosen = Chosen(SEGMENTS, [1])
    assert (len(chosen), chosen[0], chosen[-1], chosen[:]) == (1, SEGMENTS[1], SEGMENTS[1], [SEGMENTS[1]])

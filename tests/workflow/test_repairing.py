"""Where repair is applied: machine translations and fuzzy matches; never to an exact match or to what a person wrote."""

from __future__ import annotations

import pytest

from tests.kept_memory import KeptMemory
from workbench.model import (
    Concept,
    HistoryEntry,
    ProposalKind,
    State,
    Term,
    TermStatus,
    Unit,
    without_changes,
)
from workbench.termbase.termbase import Termbase
from workbench.workflow.proposing import Proposer
from workbench.workflow.terms import ProjectTerms

HADDAD = Concept("haddad", (Term("ar", "سلمى حداد"), Term("en", "Salma Haddad")), kind="person")
NAHR = Concept(
    "nahr",
    (Term("ar", "مستشفى النهر"), Term("en", "River Hospital"), Term("en", "River Clinic", TermStatus.FORBIDDEN)),
    kind="organisation",
)
SOURCE = "زارت سلمى حداد مستشفى النهر يوم الاثنين."
NEAR = "زارت سلمى حداد مستشفى النهر يوم الخميس."
STORED = "Selma Hadad visited the River Clinic on Thursday."
RIGHT = "Salma Haddad visited the River Hospital on Thursday."


@pytest.fixture
def proposer() -> Proposer:
    terms = ProjectTerms(Termbase([HADDAD, NAHR]), "ar", "en")
    return Proposer(KeptMemory([Unit("ar", "en", NEAR, STORED)]), terms, 60, 5)


def test_a_machine_translation_comes_repaired_with_its_changes(proposer: Proposer) -> None:
    hits = tuple(proposer.terms.hits(SOURCE))
    offer = proposer.machine(SOURCE, STORED, "google", "", hits)
    assert offer.text == RIGHT
    assert [(c.old, c.new) for c in offer.changes] == [
        ("Selma Hadad", "Salma Haddad"),
        ("River Clinic", "River Hospital"),
    ]
    assert without_changes(offer.text, offer.changes) == STORED
    assert (offer.terms_kept, offer.terms_total) == (2, 2)


def test_a_fuzzy_match_comes_repaired_and_what_differs_is_marked_in_the_repaired_text(proposer: Proposer) -> None:
    (offer,) = proposer.matches(SOURCE, tuple(proposer.terms.hits(SOURCE)))
    assert (offer.kind, offer.text) == (ProposalKind.FUZZY, RIGHT)
    assert len(offer.changes) == 2
    assert offer.match is not None
    assert offer.match.unit.target == STORED


def test_an_exact_match_is_never_rewritten(proposer: Proposer) -> None:
    hits = tuple(proposer.terms.hits(NEAR))
    for offers in (proposer.exact(NEAR, hits), proposer.matches(NEAR, hits)):
        assert [(o.kind, o.text, o.changes) for o in offers] == [(ProposalKind.EXACT, STORED, ())]


def test_what_the_segment_held_before_an_update_is_never_rewritten(proposer: Proposer) -> None:
    entry = HistoryEntry(1, 1, "2026-01-01T00:00:00Z", "Me", "update", STORED, State.TRANSLATED, reason=NEAR)
    (offer,) = proposer.earlier(SOURCE, [entry], tuple(proposer.terms.hits(SOURCE)))
    assert (offer.text, offer.changes) == (STORED, ())


def test_a_match_with_other_figures_comes_patched_under_its_own_score(proposer: Proposer) -> None:
    stored = "زارت سلمى حداد مستشفى النهر ومعها 12 طبيبا من المدينة يوم الاثنين الماضي."
    source = stored.replace("12", "14")
    memory = KeptMemory([Unit("ar", "en", stored, "Selma Hadad visited the River Clinic with 12 doctors on Monday.")])
    offer = Proposer(memory, proposer.terms, 60, 5).matches(source, tuple(proposer.terms.hits(source)))[0]
    assert offer.text == "Salma Haddad visited the River Hospital with 14 doctors on Monday."
    assert [(c.old, c.new) for c in offer.changes][-1] == ("12", "14")
    assert (offer.label, offer.detail) == ("TM 94 % · patched 1 number", "m")
    assert (
        without_changes(offer.text, offer.changes) == "Selma Hadad visited the River Clinic with 12 doctors on Monday."
    )


def test_an_exact_match_under_a_penalty_is_not_marked_as_different(proposer: Proposer) -> None:
    source = "بلغ عدد الأطباء 250 طبيبا"
    memory = KeptMemory([Unit("ar", "en", source, "There were 250 doctors")])
    memory._penalty = lambda _unit: 5
    (offer,) = Proposer(memory, proposer.terms, 60, 5).matches(source, ())
    assert (offer.kind, offer.score, offer.differs, offer.changes) == (ProposalKind.FUZZY, 95, None, ())

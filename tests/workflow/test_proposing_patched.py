"""The terms and figures of the open source in fuzzy matches: what is put in, what is left, how it is told and ranked."""

from __future__ import annotations

import pytest

from tests.kept_memory import KeptMemory
from workbench.model import (
    Concept,
    DiffKind,
    Match,
    MatchKind,
    Project,
    Proposal,
    ProposalKind,
    Term,
    TermChange,
    TermChangeReason,
    TermHit,
    TermStatus,
    Unit,
    without_changes,
)
from workbench.model.proposals import Patch
from workbench.store import memories as memories_table
from workbench.store import segments as segments_table
from workbench.store import units as units_table
from workbench.termbase.repair import Repaired
from workbench.termbase.termbase import Termbase
from workbench.workflow.importing import import_text
from workbench.workflow.patching import Patching
from workbench.workflow.pretranslating import pretranslate
from workbench.workflow.proposing import Proposer, load_proposer, rank
from workbench.workflow.terms import ProjectTerms, load_terms
from workbench.workflow.workspace import Workspace

from .patched_cases import CONCEPTS, INTO_ARABIC, INTO_ENGLISH, Case

TERMS = {"en": ProjectTerms(Termbase(CONCEPTS), "ar", "en"), "ar": ProjectTerms(Termbase(CONCEPTS), "en", "ar")}
CASES = [*(("en", c) for c in INTO_ENGLISH), *(("ar", c) for c in INTO_ARABIC)]


def offers(target: str, query: str, *pairs: tuple[str, str], threshold: int = 30) -> list[Proposal]:
    terms = TERMS[target]
    units = [Unit(terms.source, target, a, b) for a, b in pairs]
    proposer = Proposer(KeptMemory(units, languages=f"{terms.source} {target}"), terms, threshold, 5)
    return proposer.matches(query, tuple(terms.hits(query)))


@pytest.mark.parametrize(("target", "case"), CASES, ids=[f"{t}: {c.why}" for t, c in CASES])
def test_what_is_put_in_and_what_is_left(target: str, case: Case) -> None:
    (offer,) = offers(target, case.query, (case.source, case.target))
    assert offer.text == (case.wanted or case.target)
    assert without_changes(offer.text, offer.changes) == case.target
    for change in offer.changes:
        assert offer.text[change.start : change.end] == change.new
    patch = offer.patch
    assert ((patch.figures, patch.terms), patch.whole) == (case.done, case.whole) if patch else not case.wanted
    # Nothing is changed where nothing differs.
    (same,) = offers(target, case.source, (case.source, case.target))
    assert (same.text, same.changes, same.patch) == (case.target, (), None)


OLD = "التقى وزير الدفاع نادر خوري في القاهرة 12 مندوبا أمس"
STORED = "Defence Minister Nader Khoury met 12 delegates in Cairo yesterday"
NEW = "التقى وزير الخارجية سامي صالح في عمان 15 مندوبا أمس"


def test_the_label_counts_what_was_put_in_and_the_raw_score_stays() -> None:
    (offer,) = offers("en", NEW, (OLD, STORED))
    assert (offer.label, offer.score, offer.via) == ("TM 61 % · patched 1 number, 3 terms", 61, "m patched")
    assert offer.detail == "m"
    assert [(c.old, c.new, c.concept, c.reason.value) for c in offer.changes] == [
        ("Defence Minister", "Foreign Minister", "fm", "swapped"),
        ("Nader Khoury", "Sami Saleh", "saleh", "swapped"),
        ("12", "15", "", "figure"),
        ("Cairo", "Amman", "amman", "swapped"),
    ]
    assert (offer.terms_kept, offer.terms_total, offer.differs) == (3, 3, None)


def test_of_a_partly_patched_match_the_rest_is_the_difference() -> None:
    query = "سافر الوزير إلى عمان مع زوجته"
    (offer,) = offers(
        "en", query, ("سافر الوزير إلى القاهرة مع الوفد", "The minister travelled to Cairo with the delegation")
    )
    assert offer.label == f"TM {offer.score} % · partly patched 1 term"
    assert offer.patch is not None
    assert [(s.kind.value, s.text) for s in offer.patch.left if s.kind is not DiffKind.SAME] == [
        ("gone", "الوفد"),
        ("new", "زوجته"),
    ]
    assert offer.match is not None
    # What the memory found is told as it is.
    assert "".join(s.text for s in offer.match.diff if s.kind is not DiffKind.NEW) == offer.match.unit.source


def test_what_cannot_stay_is_never_what_was_put_in() -> None:
    query = "After 11 days they reached Amman"
    (offer,) = offers("ar", query, ("After 7 days they reached Aleppo", "وصلوا إلى حلب بعد 7 أيام"))
    assert (offer.text, offer.label) == ("وصلوا إلى عمّان بعد 7 أيام", "TM 78 % · partly patched 1 term")
    assert offer.differs is not None
    assert offer.text[slice(*offer.differs)] == "7"
    assert offer.detail.startswith("number differs")


def test_a_name_within_the_one_put_in_is_not_in_its_way() -> None:
    (offer,) = offers("en", "وصل الوفد إلى محطة حلب أمس", ("وصل الوفد إلى حلب أمس", "They reached Aleppo yesterday"))
    assert (offer.text, offer.differs) == ("They reached Aleppo Station yesterday", None)


class Overwriting(ProjectTerms):
    """Terms whose repair writes over what was put in."""

    def repaired(self, hits: list[TermHit] | tuple[TermHit, ...], source_text: str, target_text: str) -> Repaired:
        at = target_text.find("Amman")
        if at < 0:
            return Repaired(target_text)
        change = TermChange(at, at + 4, "Amman", "Amma", "x", TermChangeReason.LISTED)
        return Repaired(target_text.replace("Amman", "Amma"), (change,))


def test_what_could_not_be_taken_back_is_not_done() -> None:
    terms = Overwriting(Termbase(CONCEPTS), "ar", "en")
    case = INTO_ENGLISH[0]
    memory = KeptMemory([Unit("ar", "en", case.source, case.target)])
    (offer,) = Proposer(memory, terms, 30, 5).matches(case.query, tuple(terms.hits(case.query)))
    assert (offer.text, offer.changes, offer.patch) == (case.target, (), None)


def test_repair_goes_on_beside_what_was_put_in() -> None:
    haddad = Concept(
        "selma",
        (Term("ar", "سلمى عطية"), Term("en", "Salma Attia"), Term("en", "Selma Atiyyah", TermStatus.FORBIDDEN)),
        "person",
    )
    terms = ProjectTerms(Termbase([*CONCEPTS, haddad]), "ar", "en")
    stored = "Selma Atiyyah met 12 envoys in Cairo, and Selma Atiyyah left"
    unit = Unit("ar", "en", "التقت سلمى عطية 12 مبعوثا في القاهرة وغادرت", stored)
    query = "التقت سلمى عطية 15 مبعوثا في عمان وغادرت"
    (offer,) = Proposer(KeptMemory([unit]), terms, 30, 5).matches(query, tuple(terms.hits(query)))
    assert offer.text == "Salma Attia met 15 envoys in Amman, and Salma Attia left"
    assert [c.reason.value for c in offer.changes] == ["listed", "figure", "swapped", "listed"]
    assert without_changes(offer.text, offer.changes) == stored
    assert offer.patch is not None
    assert (offer.patch.figures, offer.patch.terms) == (1, 1)


def test_an_exact_match_is_left_alone_even_under_a_penalty() -> None:
    terms = TERMS["en"]
    memory = KeptMemory([Unit("ar", "en", OLD, STORED.replace("Cairo", "Amman"))])
    memory._penalty = lambda _unit: 10
    hits = tuple(terms.hits(OLD))
    (offer,) = Proposer(memory, terms, 30, 5).matches(OLD, hits)
    assert (offer.score, offer.patch, offer.changes) == (90, None, ())
    memory._penalty = lambda _unit: 0
    for found in (Proposer(memory, terms, 30, 5).matches(OLD, hits), Proposer(memory, terms, 30, 5).exact(OLD, hits)):
        assert [(o.kind, o.text, o.changes) for o in found] == [
            (ProposalKind.EXACT, STORED.replace("Cairo", "Amman"), ())
        ]


def _offer(score: int, kind: MatchKind = MatchKind.FUZZY, *, patch: bool | None = None) -> Proposal:
    match = Match(kind, score, Unit("ar", "en", "س", "q"))
    made = Patch(0, 1, patch) if patch is not None else None
    return Proposal(
        ProposalKind.EXACT if score >= 100 else ProposalKind.FUZZY, "q", "", score=score, match=match, patch=made
    )


def test_the_order_of_what_the_memory_offers() -> None:
    wanted = [
        _offer(102, MatchKind.CONTEXT),
        _offer(100, MatchKind.EXACT),
        _offer(99, MatchKind.FOLDED),
        _offer(94, patch=True),
        _offer(90, MatchKind.EXACT),
        _offer(62, patch=True),
        _offer(96),
        _offer(88, patch=False),
        _offer(76),
        _offer(74, patch=False),
        _offer(61, patch=False),
        _offer(74),
        _offer(60, MatchKind.EXACT),
    ]
    assert sorted([*wanted[6:], *wanted[:6]], key=rank) == wanted


def test_a_match_patched_whole_comes_before_one_more_alike() -> None:
    whole = "سافر الوزير إلى حلب مع نادر خوري"
    query = "سافر الوزير إلى عمان مع سامي صالح"
    near = "سافر الوزير اليوم إلى عمان مع سامي صالح"
    found = offers("en", query, (near, "Today he went"), (whole, "The minister went to Aleppo with Nader Khoury"))
    assert [o.text for o in found] == ["The minister went to Amman with Sami Saleh", "Today he went"]
    assert found[0].score < found[1].score


@pytest.mark.parametrize("text", ["", " ", "…", "12", "\u202b\u202c", "حلب " * 9000 + "12"])
def test_odd_texts_are_patched_by_nothing(text: str) -> None:
    terms = TERMS["en"]
    patching = Patching(terms, text, tuple(terms.hits(text)))
    assert patching.patched(Unit("ar", "en", OLD, STORED), terms.hits(OLD)) is None
    back = Patching(terms, OLD, tuple(terms.hits(OLD)))
    assert back.patched(Unit("ar", "en", text, STORED), terms.hits(text)) is None


@pytest.mark.parametrize(
    ("query", "draft"), [("بعد 15 يوما وصل الوفد", "After 15 days they came"), ("بلغ 47 من 93", "")]
)
def test_a_whole_patch_is_a_draft_from_the_score_it_has_itself(
    ws: Workspace, project: Project, query: str, draft: str
) -> None:
    pairs = [("بعد 12 يوما وصل الوفد", "After 12 days they came"), ("بلغ 12 من 18", "It was 12 of 18")]
    with ws.store.write() as conn:
        memory = memories_table.ensure_memory(conn, project.memories[0], "ar", "en")
        units_table.insert_units(conn, memory, [Unit("ar", "en", a, b) for a, b in pairs])
    document = import_text(ws, project, "doc", query).document
    offer = load_proposer(ws, project, load_terms(ws, project)).matches(query, ())[0]
    assert offer.patch is not None
    assert offer.patch.whole
    pretranslate(ws, project, document, fuzzy=75)
    (segment,) = segments_table.load_segments(ws.store.read(), document.id)
    assert segment.current == draft

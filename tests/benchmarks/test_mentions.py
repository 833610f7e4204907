"""What counting first mentions costs in a document of 400 segments, beside the same glossary without forms for mentions."""

from __future__ import annotations

import time
from collections.abc import Callable
from random import Random

import pytest

from workbench.model import Concept, Enforce, Role, Segment, Term, Waiver, WaiverReason
from workbench.termbase.termbase import Termbase
from workbench.workflow.document_terms import DocumentTerms
from workbench.workflow.terms import ProjectTerms

pytestmark = pytest.mark.benchmark

SEGMENTS = 400
NAMES = [
    (f"كمال {a}{b}ور", f"Kamal {a}{b}") for a in ("منص", "حسن", "سلم", "نصر") for b in ("اب", "ات", "اد", "ار", "اس")
]


def concepts(*, mentions: bool) -> list[Concept]:
    return [
        Concept(
            f"c{n}",
            (Term("ar", ar), Term("en", f"Kamal Name{n}")),
            kind="person",
            enforce=Enforce.MUST,
            first=(("en", f"Kamal Name{n}, the director"),) if mentions else (),
            later=(("en", f"Name{n}"),) if mentions else (),
        )
        for n, (ar, _en) in enumerate(NAMES)
    ]


def document() -> list[Segment]:
    random = Random(7)
    words = [
        "قال",
        "إن",
        "الأبواب",
        "مفتوحة",
        "منذ",
        "صباح",
        "أمس",
        "وأضاف",
        "أن",
        "الدخول",
        "مجاني",
        "لكل",
        "من",
        "يزور",
        "المدينة",
        "في",
        "هذا",
        "الشهر",
    ]
    out = []
    for n in range(1, SEGMENTS + 1):
        text = " ".join(
            [*random.sample(words, 10), random.choice(NAMES)[0], *random.sample(words, 10), random.choice(NAMES)[0]]
        )
        out.append(Segment(n, 1, n, n, Role.BODY, 0, 0, text))
    return out


def known(*, mentions: bool) -> DocumentTerms:
    terms = ProjectTerms(Termbase(concepts(mentions=mentions)), "ar", "en")
    return DocumentTerms(terms, document())


def best(*acts: Callable[[], object], rounds: int = 7) -> list[float]:
    """Return the shortest time of each, measured in turns."""
    found = [1e9] * len(acts)
    for _ in range(rounds):
        for n, act in enumerate(acts):
            began = time.process_time()
            act()
            found[n] = min(found[n], time.process_time() - began)
    return found


def test_typing_opening_and_confirming_cost_what_they_did() -> None:
    without, counted = known(mentions=False), known(mentions=True)
    segments = document()
    targets = {s.id: f"He said that Kamal Name{s.id % 20} opened the doors of the city." for s in segments}

    def look(terms: DocumentTerms) -> Callable[[], object]:
        return lambda: [terms.issues(s, targets[s.id]) for s in segments]

    for terms in (without, counted):
        look(terms)()
    plain, ours = best(look(without), look(counted))
    print(f"\nissues of a segment: {1e6 * plain / SEGMENTS:.0f} µs without mentions, {ours / plain:.2f} times with")

    def scan() -> None:
        fresh = known(mentions=False)
        for s in segments:
            fresh.hits(s.source)

    def index() -> None:
        known(mentions=True).first_mentions()

    looked, made = best(scan, index)
    print(f"index of a document: {1e3 * made:.0f} ms, {made / looked:.2f} times finding its terms")

    def recut() -> None:
        counted.renew(segments, [Waiver(1, "terminology", "c1", WaiverReason.QUOTED, source=segments[0].source)])
        counted.first_mentions()

    (again,) = best(recut)
    print(f"after a split, join or new role: {1e6 * again:.0f} µs, {again / made:.3f} of that")
    assert ours < 1.5 * plain
    assert made < 1.5 * looked
    assert again < 0.1 * made

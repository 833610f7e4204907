"""The form of the first mention and that of later ones, and terms inside longer ones."""

from __future__ import annotations

import pytest

from workbench.model import Concept, Mention, Term, TermHit, TermStatus, TermUse
from workbench.termbase.check import check_terms

FIRST, LATER = Mention.FIRST, Mention.LATER
BOTH = Concept(
    "g",
    (Term("ar", "غوتيريش"), Term("en", "Antonio Guterres"), Term("en", "Mr Guterres", TermStatus.ALLOWED)),
    kind="person",
    first=(("en", "Antonio Guterres, the UN secretary-general | UN Secretary-General Antonio Guterres"),),
    later=(("en", "Guterres"),),
)
ONLY_LATER = Concept(
    "l",
    (Term("ar", "الحوت"), Term("en", "Atef al-Hout"), Term("en", "al-Hout", TermStatus.ALLOWED)),
    later=(("en", "al-Hout"),),
)
ONLY_FIRST = Concept("f", (Term("ar", "الصحة"), Term("en", "WHO")), first=(("en", "World Health Organization (WHO)"),))
ARABIC = Concept("a", (Term("en", "Guterres"), Term("ar", "أنطونيو غوتيريش")), later=(("ar", "غوتيريش"),))


def use(concept: Concept, mention: Mention | None, target: str, language: str = "en") -> TermUse:
    hit = TermHit(0, 1, "x", concept, "x", 1.0)
    (found,) = check_terms([hit], target, language, {concept.id: mention} if mention else {})
    return found


@pytest.mark.parametrize(
    ("concept", "mention", "target", "wanted", "place"),
    [
        (BOTH, FIRST, "Antonio Guterres, the UN secretary-general, said so.", "", ""),
        (BOTH, FIRST, "UN Secretary-General Antonio Guterres said so.", "", ""),
        (BOTH, FIRST, "UN Secretary-General Antonio Guterres said Guterres was there.", "", ""),
        (BOTH, FIRST, "Antonio Guterres said so.", "Antonio Guterres, the UN secretary-general", "Antonio Guterres"),
        (BOTH, FIRST, "Guterres said so.", "Antonio Guterres, the UN secretary-general", "Guterres"),
        # The first one in the target is the first mention, whatever follows.
        (
            BOTH,
            FIRST,
            "Guterres said UN Secretary-General Antonio Guterres was there.",
            "Antonio Guterres, the UN secretary-general",
            "Guterres",
        ),
        (BOTH, LATER, "Guterres said so.", "", ""),
        (BOTH, LATER, "Guterres's answer", "", ""),
        (BOTH, LATER, "Antonio Guterres said so.", "Guterres", "Antonio Guterres"),
        (BOTH, LATER, "Mr Guterres said so.", "Guterres", "Mr Guterres"),
        (
            BOTH,
            LATER,
            "Antonio Guterres, the UN secretary-general, said so.",
            "Guterres",
            "Antonio Guterres, the UN secretary-general",
        ),
        (BOTH, LATER, "Guterres said Antonio Guterres was there.", "Guterres", "Antonio Guterres"),
        (BOTH, LATER, "He said so.", "Guterres", ""),
        (BOTH, None, "Antonio Guterres said so.", "", ""),
        (ONLY_LATER, FIRST, "Atef al-Hout said so.", "", ""),
        (ONLY_LATER, FIRST, "al-Hout said so.", "Atef al-Hout", "al-Hout"),
        (ONLY_LATER, LATER, "Atef al-Hout said so.", "al-Hout", "Atef al-Hout"),
        (ONLY_FIRST, FIRST, "WHO said so.", "World Health Organization (WHO)", "WHO"),
        (ONLY_FIRST, FIRST, "The World Health Organization (WHO) said so.", "", ""),
        (ONLY_FIRST, LATER, "WHO said so.", "", ""),
        (ONLY_FIRST, LATER, "The World Health Organization (WHO) said so.", "WHO", "World Health Organization (WHO"),
    ],
)
def test_the_form_of_a_mention(concept: Concept, mention: Mention | None, target: str, wanted: str, place: str) -> None:
    found = use(concept, mention, target)
    assert found.wanted == wanted
    if place:
        assert target[found.start : found.end] == found.found
        assert found.found.rstrip(")") == place.rstrip(")")


@pytest.mark.parametrize(
    ("mention", "target", "wanted"),
    [
        (FIRST, "قال أنطونيو غوتيريش", ""),
        (FIRST, "قال غوتيريش", "أنطونيو غوتيريش"),
        (LATER, "وغوتيريش", ""),
        (LATER, "لأنطونيو غوتيريش", "غوتيريش"),
    ],
)
def test_the_form_of_a_mention_in_arabic(mention: Mention, target: str, wanted: str) -> None:
    assert use(ARABIC, mention, target, "ar").wanted == wanted


def test_another_accepted_form_is_kept_all_the_same() -> None:
    assert use(BOTH, LATER, "Antonio Guterres said so.").kind.value == "kept"
    assert use(BOTH, FIRST, "He said so.").kind.value == "missing"


RIVER = Concept("river", (Term("ar", "النهر"), Term("en", "River"), Term("en", "City", TermStatus.FORBIDDEN)))
HOSPITAL = Concept(
    "hospital",
    (Term("ar", "مستشفى النهر"), Term("en", "River Hospital"), Term("en", "River City Clinic", TermStatus.ALLOWED)),
)


def kinds(target: str) -> list[str]:
    hits = [
        TermHit(0, 12, "مستشفى النهر", HOSPITAL, "مستشفى النهر", 1.0),
        TermHit(20, 25, "النهر", RIVER, "النهر", 1.0),
    ]
    return [u.kind.value for u in check_terms(hits, target, "en")]


def test_a_longer_term_does_not_stand_for_the_one_inside_it() -> None:
    assert kinds("The River Hospital stands by the River.") == ["kept", "kept"]
    assert kinds("The River Hospital stands by the water.") == ["kept", "missing"]


def test_a_refused_form_inside_another_terms_accepted_one_is_none() -> None:
    assert kinds("The River City Clinic stands by the River.") == ["kept", "kept"]
    assert kinds("The River City Clinic stands in the City by the River.") == ["kept", "forbidden"]


def test_a_title_in_the_form_of_a_name_stands_for_the_title_too() -> None:
    """Title and name stand side by side in the source: neither is inside the other."""
    title = Concept("t", (Term("ar", "الرئيس"), Term("en", "President")))
    name = Concept("n", (Term("ar", "ميشال عون"), Term("en", "Michel Aoun")), first=(("en", "President Michel Aoun"),))
    hits = [TermHit(0, 6, "الرئيس", title, "الرئيس", 1.0), TermHit(7, 16, "ميشال عون", name, "ميشال عون", 1.0)]
    assert [u.kind.value for u in check_terms(hits, "President Michel Aoun said", "en")] == ["kept", "kept"]


def test_terms_inside_a_longer_kept_one_raise_nothing() -> None:
    nested = TermHit(7, 12, "النهر", RIVER, "النهر", 1.0, nested=True)
    hits = [TermHit(0, 12, "مستشفى النهر", HOSPITAL, "مستشفى النهر", 1.0), nested]
    assert [(u.hit.concept.id, u.kind.value) for u in check_terms(hits, "River Hospital", "en")] == [
        ("hospital", "kept")
    ]

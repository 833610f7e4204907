from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from workbench.model import Concept, Term, TermMatching, TermStatus
from workbench.termbase.glossary_file import read_glossary
from workbench.termbase.index import Concepts
from workbench.termbase.termbase import Termbase

from .gold import CASES


def concept(ar: str, en: str = "", **more: object) -> Concept:
    terms = (Term("ar", ar), Term("en", en or "X"))
    return Concept(id=en or ar, terms=terms, **more)  # type: ignore[arg-type]


def found(ar: str, text: str, **more: object) -> list[str]:
    return [h.surface for h in Termbase([concept(ar, **more)]).find(text, "ar")]


@pytest.mark.parametrize(
    ("term", "text", "surfaces"),
    [
        # Proclitics and their stacks, with the article and without.
        ("الأمم المتحدة", "زار وفد الأمم المتحدة المدينة", ["الأمم المتحدة"]),
        ("الأمم المتحدة", "والأمم المتحدة وبالأمم المتحدة", ["والأمم المتحدة", "وبالأمم المتحدة"]),
        ("الأمم المتحدة", "للأمم المتحدة وللأمم المتحدة", ["للأمم المتحدة", "وللأمم المتحدة"]),
        ("الأمم المتحدة", "فالأمم المتحدة كالأمم المتحدة", ["فالأمم المتحدة", "كالأمم المتحدة"]),
        (
            "إيران",
            "إيران وإيران لإيران فإيران بإيران كإيران",
            ["إيران", "وإيران", "لإيران", "فإيران", "بإيران", "كإيران"],
        ),
        ("القدس", "القدس والقدس بالقدس للقدس فللقدس", ["القدس", "والقدس", "بالقدس", "للقدس", "فللقدس"]),
        ("اللجنة", "للجنة واللجنة", ["للجنة", "واللجنة"]),
        # Spelling: hamza, yeh, Persian letters, teh marbuta, tatweel, harakat, controls.
        ("إيران", "ايران", ["ايران"]),
        ("علي الخامنئي", "علی الخامنئی", ["علی الخامنئی"]),
        ("الثورة الإسلامية", "الثوره الاسلامية", ["الثوره الاسلامية"]),
        ("فلسطين", "فلسـطين وفِلَسطين", ["فلسـطين", "وفِلَسطين"]),
        ("حزب الله", "حزب\u200f الله", ["حزب\u200f الله"]),
        ("مجلس الأمن", "مجلس\u00a0الأمن", ["مجلس\u00a0الأمن"]),
        # Names joined and split, forms of abu, optional article.
        ("حسن نصر الله", "حسن نصرالله", ["حسن نصرالله"]),
        ("حسن نصرالله", "حسن نصر الله", ["حسن نصر الله"]),
        ("عبد الرحمن المنصور", "عبدالرحمن المنصور", ["عبدالرحمن المنصور"]),
        ("أبو بكر", "أبي بكر وأبا بكر", ["أبي بكر", "وأبا بكر"]),
        ("زياد النخالة", "زياد نخالة", ["زياد نخالة"]),
        ("نعيم قاسم", "“الشيخ نعيم قاسم”", ["نعيم قاسم"]),
        ("المرشد الأعلى", "للمرشد “الأعلى”", ["للمرشد “الأعلى"]),
        # Endings may differ in terms of several words.
        ("وزير خارجية", "وزيري خارجية", ["وزيري خارجية"]),
        # What must not be found.
        ("إيران", "إيرانية إيرانيون", []),
        ("القدس", "قدس المقدسية", []),
        ("ليد", "وليد", []),
        ("سام", "بسام وسام", []),
        ("لال", "بلال", []),
        ("مصر", "مصرف مصري", []),
        ("الأمم المتحدة", "الأمم، المتحدة", []),
        ("الأمم المتحدة", "الأمم\nالمتحدة", []),
        ("حركة حماس", "حركة بحماس كبير", []),
        ("الكتاب", "كتاب", []),
        ("كتاب", "الكتاب", []),
        ("مدينة", "مدينتان", []),
    ],
)
def test_arabic(term: str, text: str, surfaces: list[str]) -> None:
    assert found(term, text) == surfaces


@pytest.mark.parametrize(
    ("term", "text", "protect", "surfaces"),
    [
        ("مصر", "ومصر", (), ["ومصر"]),
        ("مصر", "بمصر", ("بمصر",), []),
        ("مصر", "مصر", ("بمصر",), ["مصر"]),
        ("مصر", "وبمصر", ("بمصر",), []),
        ("أسيل", "باسيل", (), []),
        ("أسيل", "بأسيل", ("باسيل",), ["بأسيل"]),
        ("ريم", "لكريم وكريم", (), []),
        ("ليد", "لليد", (), []),
        ("لندن", "للندن", (), ["للندن"]),
        ("حماس", "لـحماس", ("لحماس",), ["لـحماس"]),
    ],
)
def test_short_words_behind_a_bare_proclitic(
    term: str, text: str, protect: tuple[str, ...], surfaces: list[str]
) -> None:
    assert found(term, text, protect=protect) == surfaces


@pytest.mark.parametrize("clitic", ["و", "ف", "ب", "ك", "ل", "ول", "وب"])
def test_every_term_of_several_words_is_found_behind_every_proclitic(clitic: str) -> None:
    for given in read_glossary(CASES / "recognise.csv").concepts:
        base = Termbase([given])
        for form in given.forms("ar"):
            parts = form.split()
            if len(parts) < 2 or given.match is TermMatching.EXACT or given.protect:
                continue
            joined = clitic + form
            if clitic.endswith("ل") and form.startswith("ال"):
                joined = clitic + form[1:] if not form.startswith("الل") else clitic + form[2:]
            assert [h.start for h in base.find(f"قال {joined} أمس", "ar")] == [4], joined


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("جو بايدن", "وجو بايدن"),
        ("تل أبيب", "بتل أبيب"),
        ("شي جين بينغ", "لشي جين بينغ"),
        ("عيد الأضحى", "بعيد الأضحى"),
        ("قوات الدعم السريع", "بقوات الدعم السريع"),
        ("ولي العهد", "بولي العهد"),
        ("آلية الزناد", "لآلية الزناد"),
        ("صفي الدين", "وصفي الدين"),
    ],
)
def test_short_and_common_first_words(term: str, text: str) -> None:
    assert found(term, text) == [text]


def test_a_name_is_not_taken_out_of_another_one() -> None:
    assert found("ريم العلي", "كريم العلي", kind="person") == []
    assert found("ريم العلي", "لريم العلي", kind="person") == ["لريم العلي"]


def test_many_terms_that_begin_alike_are_told_apart_by_their_other_words() -> None:
    base = Termbase([concept(f"وزارة الصحة في مدينة {n}", f"M{n}") for n in range(3000)])
    # Only what goes on as the text does is made ready for matching, and not even that where it is written just so.
    for text, ready in (("أعلنت وزارة الصحة في مدينة 2718 أمس", 0), ("في وزارات الصحة في مدينة 2718 أمس", 1)):
        assert [h.concept.id for h in base.find(text, "ar")] == ["M2718"]
        assert len(base._finders["ar"]._index._ready) == ready


def test_a_common_noun_takes_the_article_or_not() -> None:
    for term, text in (("فيروس", "الفيروس"), ("الفيروس", "فيروس")):
        base = Termbase([concept(term, "virus")])
        assert [h.surface for h in base.find(text, "ar")] == [text]


def test_a_definite_word_before_an_indefinite_one_is_a_sentence() -> None:
    assert found("الهلال الأحمر", "الهلال أحمر") == []
    assert found("الهلال الأحمر", "هلال أحمر") == ["هلال أحمر"]


def test_ali_is_no_preposition() -> None:
    assert found("علي خامنئي", "عقوبات على خامنئي") == []
    assert found("علي خامنئي", "قال على خامنئي فى طهران") == ["على خامنئي"]


def test_a_nisba_is_another_name() -> None:
    assert found("محمود عباس", "محمود العباسي", kind="person") == []
    assert found("مجلس الأمن", "المجلس الأمني ومجلس الأمناء", kind="organisation") == []


def test_counts_decide_where_they_are_known() -> None:
    term = concept("فهد")
    likely = {"فهد": 10, "وفهد": 2}
    unlikely = {"فهد": 1, "وفهد": 50}
    assert [h.surface for h in Termbase([term], likely).find("وفهد", "ar")] == ["وفهد"]
    assert Termbase([term], unlikely).find("وفهد", "ar") == []


@pytest.mark.parametrize(
    ("matching", "text", "count"),
    [
        ("exact", "وإيران", 0),
        ("exact", "إيران", 1),
        ("normal", "وإيران", 1),
        ("normal", "الإيران", 0),
        ("loose", "الإيران", 1),
    ],
)
def test_matching(matching: str, text: str, count: int) -> None:
    assert len(found("إيران", text, match=TermMatching(matching))) == count


@pytest.mark.parametrize(
    ("term", "text", "surfaces"),
    [
        ("United Nations", "The United Nations' envoy", ["United Nations"]),
        ("Nasser Hospital", "Nasser Hospital's director", ["Nasser Hospital"]),
        ("prime minister", "The Prime Minister and two prime ministers", ["Prime Minister", "prime ministers"]),
        ("al-Nakhalah", "Al-Nakhalah spoke; al Nakhalah left", ["Al-Nakhalah", "al Nakhalah"]),
        ("Fayçal", "Faycal came", ["Faycal"]),
        ("the Hague", "in The Hague and the Hague", ["Hague", "Hague"]),
        ("WHO", "who said the WHO came", ["WHO"]),
        ("U.N.", "the U.N. said", ["U.N."]),
        ("City", "a city is no City", ["City"]),
        ("San", "Sanaa and San", ["San"]),
        ("ministry", "two ministries", ["ministries"]),
        ("secretary-general", "the secretaries-general met", ["secretaries-general"]),
        ("member of parliament", "two members of parliament", ["members of parliament"]),
        ("member of parliament", "a member of parliaments", ["member of parliaments"]),
        ("US president", "let us president", []),
        ("West Bank", "West, Bank", []),
        ("West Bank", "westbank", []),
    ],
)
def test_english(term: str, text: str, surfaces: list[str]) -> None:
    assert [h.surface for h in Termbase([concept("س", term)]).find(text, "en")] == surfaces


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("a white house on the hill", []),
        ("the White House", ["White House"]),
        ("the White house", ["White house"]),
        ("THE WHITE HOUSE", ["WHITE HOUSE"]),
        ("the white house said", []),
        ("they met at the white house in may", ["white house"]),
    ],
)
def test_a_name_of_several_words_needs_a_capital(text: str, surfaces: list[str]) -> None:
    name = concept("البيت الأبيض", "White House", kind="organisation")
    sentence = text if text.islower() and "may" in text else f"He said: {text}"
    assert [h.surface for h in Termbase([name]).find(sentence, "en")] == surfaces


def test_the_longest_wins_and_nested_ones_are_known() -> None:
    base = Termbase([concept("الأمين العام", "SG"), concept("نائب الأمين العام", "DSG"), concept("العام", "year")])
    text = "قال نائب الأمين العام لحزب الله"
    assert [h.concept.id for h in base.find(text, "ar")] == ["DSG"]
    nested = base.find(text, "ar", nested=True)
    assert [(h.concept.id, h.nested) for h in nested] == [("DSG", False), ("SG", True), ("year", True)]
    assert all(text[h.start : h.end] == h.surface for h in nested)


def test_two_concepts_on_one_span_are_both_kept() -> None:
    base = Termbase([concept("الوقت", "Alwaght"), concept("الوقت", "time")])
    assert [h.concept.id for h in base.find("الوقت", "ar")] == ["Alwaght", "time"]


def test_candidates_are_not_looked_for_and_added_ones_are_found_at_once() -> None:
    base = Termbase([concept("مدينة النهر", "Riverton", status=TermStatus.CANDIDATE)])
    assert base.find("مدينة النهر", "ar") == []
    base.add(concept("مدينة الجبل", "Hillton"))
    assert [h.concept.id for h in base.find("مدينة الجبل", "ar")] == ["Hillton"]
    assert base.get("Hillton") is not None


def test_a_row_of_a_file_is_found_like_a_concept(tmp_path: Path) -> None:
    path = tmp_path / "g.csv"
    path.write_text(
        "id,ar,en,status,match,ar_variants,en_forbidden\n"
        "a,مجلس الأمن,Security Council,,, هيئة الأمن | مجلس  الأمن الدولي ,Safety Board\n"
        "b,مدينة النهر,Riverton,candidate,,,\n"
        "c,إيران,Iran,,loose\n"
        "d, قناة\u00a0النهر ,the River Channel,,,,\n",
        encoding="utf-8",
    )
    rows = read_glossary(path).concepts
    plain = Termbase([Concept(**{f.name: getattr(c, f.name) for f in fields(Concept)}) for c in rows])
    for text, language, ids in (
        ("قال مجلس الأمن وهيئة الأمن ومجلس الأمن الدولي", "ar", ["a", "a", "a"]),
        ("في مدينة النهر وقناة النهر والإيران", "ar", ["d", "c"]),
        ("the Safety Board and The River Channel in Riverton", "en", ["a", "d"]),
    ):
        for base in (Termbase(rows), plain):
            assert [h.concept.id for h in base.find(text, language)] == ids


@pytest.mark.parametrize("language", ["ar", "en"])
def test_first_letters_lead_to_every_term(language: str) -> None:
    """Law of the index: a term stands under letters that any text with its first word asks for."""
    for concept_ in read_glossary(CASES / "recognise.csv").concepts:
        for form in concept_.forms(language):
            assert concept_.id in {h.concept.id for h in Termbase([concept_]).find(form, language)}, form


@pytest.mark.parametrize(("language", "text"), [("ar", "في إيران"), ("en", "in Iran")])
def test_a_glossary_without_a_row_takes_nothing_from_another(tmp_path: Path, language: str, text: str) -> None:
    (tmp_path / "empty.csv").write_text("id,ar,en\n", encoding="utf-8")
    (tmp_path / "full.csv").write_text("id,ar,en\niran,إيران,Iran\n", encoding="utf-8")
    parts = [read_glossary(tmp_path / name).concepts for name in ("empty.csv", "full.csv", "empty.csv")]
    assert [h.concept.id for h in Termbase(Concepts(*parts)).find(text, language)] == ["iran"]

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model import Concept, Term
from workbench.termbase.arabise import arabise
from workbench.termbase.candidates import Candidate, Place
from workbench.termbase.name_forms import Relatives, Suggestion, in_pairs, suggest
from workbench.termbase.name_words import arabic_of, parts, places
from workbench.termbase.romanise import romanise


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("محمد حسين", "Mohammed Hussein"),
        ("زياد النخالة", "Ziyad al-Nakhalah"),
        ("عبد الله بن زايد", "Abdullah bin Zayed"),
        ("بن سالم", "Bin Salem"),
        ("عبد الرؤوف", "Abdul Raouf"),
        ("أبو مصعب الشامي", "Abu Musab al-Shami"),
        ("محمد بن راشد آل مكتوم", "Mohammed bin Rashed Al Maktoum"),
        ("سعد الدباغ", "Saad al-Dabbagh"),
        ("نور الدين", "Noureddine"),
        ("عادل القصار", "Adel al-Qassar"),
        ("بيتر هولمان", "Peter Holman"),
        ("إلياس", "Elias"),
        ("صادق البرعصي", "Sadiq al-Barasi"),
        ("نصر القزاز", "Nasr al-Qazzaz"),
        ("راجح", "Rajeh"),
        ("أولغا", "Oulgha"),
        ("مسعودي", "Masoudi"),
        ("حازم القيسي", "Hazem al-Qaisi"),
        ("لارس أولسن", "Lars Olsen"),
        ("محـمّد", "Mohammed"),
        ("علی", "Ali"),
        ("عبدالقادر", "Abdul Qader"),
        ("عبدالعزيز الفهد", "Abdulaziz al-Fahd"),
        ("محمد السادس", "Mohammed VI"),
        ("لويس الرابع عشر", "Louis XIV"),
        ("سالم آل ثاني", "Salem Al Thani"),
    ],
)
def test_house_style(arabic: str, english: str) -> None:
    assert romanise(arabic) == english


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءئؤأإآ ", min_size=1, max_size=30))
def test_any_arabic_word_becomes_plain_latin_letters(text: str) -> None:
    assert all(c.isascii() or "\u0600" <= c <= "\u06ff" for c in romanise(text))
    assert "ʿ" not in romanise(text)
    assert "’" not in romanise(text)


def person(arabic: str, english: str) -> Concept:
    return Concept(english, (Term("ar", arabic), Term("en", english)), kind="person")


def found(form: str, kind: str = "person", cue: str = "title") -> Candidate:
    return Candidate(form, kind, cue, (Place(0, 0, len(form)),))


def test_a_part_is_written_as_relatives_write_it() -> None:
    relatives = Relatives([person("مجتبى شعراني", "Mojtaba Cha'rani"), person("علي الشعراني", "Ali al-Sharani")])
    assert suggest(found("سمير الشعراني"), relatives)[0].text in ("Samir al-Sharani", "Samir al-Cha'rani")
    assert suggest(found("سمير الشعراني"), relatives)[0].why == "glossary"


def test_another_spelling_of_a_known_person_is_written_as_that_person() -> None:
    relatives = Relatives([person("دونالد ترامب", "Donald Trump"), person("دونالد تراس", "Donald Tras")])
    assert suggest(found("دونالد ترمب"), relatives)[0] == Suggestion("Donald Trump", "glossary")
    assert suggest(found("دونالد توسك"), relatives)[0].text not in ("Donald Trump", "Donald Tras")
    assert suggest(found("ترمب"), relatives)[0].why == "letters"


def test_one_relative_does_not_overrule_a_common_name_two_do() -> None:
    one = Relatives([person("محمد خاتمي", "Mohammad Khatami")])
    two = Relatives([person("محمد خاتمي", "Mohammad Khatami"), person("محمد ظريف", "Mohammad Zarif")])
    assert suggest(found("محمد"), one)[0].text == "Mohammed"
    assert suggest(found("محمد"), two)[0].text == "Mohammad"


def test_the_memory_goes_before_the_letters() -> None:
    pairs = ["Then Geoff Harwood's lawyer, Tiffany Ng, left for New York."]
    assert in_pairs("تيفاني إنج", pairs) == ["Tiffany Ng"]
    first = suggest(found("تيفاني إنج"), Relatives([]), pairs)[0]
    assert first == Suggestion("Tiffany Ng", "memory")


@pytest.mark.parametrize(
    ("form", "kind", "cue", "english"),
    [
        ("وزيرة البيئة", "title", "office", "environment minister"),
        ("شركة سنا", "organisation", "group", "Sana Company"),
        ("جبل صالح", "place", "group", "Mount Saleh"),
        ("القيروان", "place", "name", "Kairouan"),
        ("OpenText", "other", "latin", "OpenText"),
    ],
)
def test_offices_bodies_and_places(form: str, kind: str, cue: str, english: str) -> None:
    assert suggest(found(form, kind, cue), Relatives([]))[0].text == english


def test_into_arabic() -> None:
    relatives = Relatives([person("فهد الصيرفي", "Fahd al-Sayrafi")])
    assert suggest(found("Hussein al-Sayrafi"), relatives, source="en")[0].text == "حسين الصيرفي"
    assert suggest(found("Kairouan", "place"), relatives, source="en")[0].text == "القيروان"
    assert suggest(found("Noor Fund", "organisation"), relatives, source="en") == []
    for english, arabic in (
        ("Abdullah II", "عبد الله الثاني"),
        ("Salem bin Farhan Al Thani", "سالم بن فرحان آل ثاني"),
        ("Khalil Al Haddad", "خليل الحداد"),
        ("Ghassan Abu-Sitta", "غسان أبو سيتا"),
    ):
        assert suggest(found(english), Relatives([]), source="en")[0].text == arabic
    assert arabise("Karl von Stein", lambda _part: "")[0].split()[1] == "فون"


def test_the_lists_are_sound() -> None:
    for table in (parts(), places()):
        for arabic, part in table.items():
            assert arabic == arabic.strip(), arabic
            assert part.english.isascii(), arabic
            assert part.english == part.english.strip() != "", arabic
    assert len(parts()) >= 300
    assert sorted(k for k in parts() if k.startswith("ال")) == [
        "الان",
        "الكسندر",
        "الن",
        "الهام",
        "الياس",
        "اليزابيث",
        "اليكس",
    ]
    assert arabic_of()["mohammed"] == "محمد"

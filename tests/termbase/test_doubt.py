from __future__ import annotations

import pytest

from workbench.model import Concept, Term, TermStatus
from workbench.termbase.doubt import doubt
from workbench.termbase.repair import repair
from workbench.termbase.termbase import Termbase


def given_up(ar: str, en: str, kind: str, *, ar_old: str = "", en_old: str = "") -> Concept:
    old = [Term(lang, text, TermStatus.SUPERSEDED) for lang, text in (("ar", ar_old), ("en", en_old)) if text]
    return Concept(en, (Term("ar", ar), Term("en", en), *old), kind=kind)


TERMS = Termbase(
    [
        given_up("حماة", "Hama", "place", en_old="Hamah"),
        given_up("رئيس الوزراء", "prime minister", "title", en_old="Premier"),
        given_up("الجيش", "army", "organisation", en_old="military"),
        given_up("غزة", "Gaza City", "place", en_old="Gaza"),
        given_up("شهيد", "victim", "other", en_old="martyr"),
        given_up("واشنطن العاصمة", "Washington", "place", ar_old="واشنطن"),
        given_up("جندي", "soldier", "other", ar_old="عسكري"),
    ]
)


def told(source: str, target: str, language: str) -> str:
    hits = TERMS.find(source, "ar" if language == "en" else "en")
    repaired = repair(hits, target, language, TERMS.find(target, language), source)
    assert repaired.changes
    return doubt(hits, repaired, language, TERMS.find(repaired.target, language), source)


@pytest.mark.parametrize(
    ("source", "target", "language"),
    [
        ("وصل إلى حماة", "He reached Hamah.", "en"),
        ("وصل إلى حماة وغادر حماة", "He reached Hamah and left Hamah.", "en"),
        # A name respelled stays itself inside a longer one.
        ("محافظة حماة", "the Hamah Governorate", "en"),
        ("قال رئيس الوزراء سلام", "Premier Salam said", "en"),
        ("انتشر الجيش", "On Monday the Lebanese military deployed", "en"),
        ("a soldier said", "قال عسكري", "ar"),
    ],
)
def test_what_is_safe_to_put_right_unseen(source: str, target: str, language: str) -> None:
    assert told(source, target, language) == ""


@pytest.mark.parametrize(
    ("source", "target", "language", "why"),
    [
        ("قال محافظ حماة", "Hamah's governor in Hamah", "en", "oftener"),
        ("انتشر الجيش", "The military deployed a military vehicle", "en", "oftener"),
        ("انتشر الجيش", "the army and a military vehicle", "en", "oftener"),
        ("رئيس الوزراء في الدوري", "in the Premier League", "en", "longer name: Premier League"),
        ("قطاع غزة", "the Gaza Strip", "en", "longer name: Gaza Strip"),
        ("شهيد", "the Aqsa Martyrs Brigades", "en", "longer name: Aqsa Martyrs"),
        ("شهيد", "in Martyr al-Hamdi street", "en", "longer name"),
        ("the Washington Post", "صحيفة واشنطن بوست", "ar", "longer name: واشنطن العاصمة"),
        ("a soldier", "عسكري في المجلس العسكري", "ar", "oftener"),
    ],
)
def test_what_is_looked_at_first(source: str, target: str, language: str, why: str) -> None:
    assert why in told(source, target, language)

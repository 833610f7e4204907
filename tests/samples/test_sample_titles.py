"""The sample glossary meets titles in the plural, and tells a state's own council from that of the United Nations."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from workbench.model import TermUseKind
from workbench.termbase.check import check_terms
from workbench.termbase.glossary_file import read_glossary
from workbench.termbase.termbase import Termbase

SAMPLE = Path(__file__).parents[2] / "glossaries" / "names-and-titles.csv"


@cache
def base() -> Termbase:
    return Termbase(read_glossary(SAMPLE).concepts)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("عقد مجلس الأمن القومي اجتماعا", ["national-security-council"]),
        ("أعلن مجلس الأمن الوطني ذلك", ["national-security-council"]),
        ("لمجلس الأمن القومي العراقي", ["national-security-council"]),
        ("دعا مجلس الأمن إلى ذلك", ["un-security-council"]),
        ("قرر مجلس الأمن الدولي ذلك", ["un-security-council"]),
        ("قال المجلس الأعلى للأمن القومي", ["supreme-national-security-council"]),
    ],
)
def test_the_councils(text: str, found: list[str]) -> None:
    assert [h.concept.id for h in base().find(text, "ar")] == found


@pytest.mark.parametrize(
    ("arabic", "english", "id_"),
    [
        ("اجتمع رؤساء الوزراء أمس", "The prime ministers met yesterday", "prime-minister"),
        ("التقى نواب الرئيس", "The vice presidents met", "vice-president"),
        ("قال قضاة التحقيق", "The investigating judges said", "investigating-judge"),
        ("حضر أمناء عامون", "Secretaries-general attended", "secretary-general"),
        ("قرر وكلاء الوزارات ذلك", "The undersecretaries decided so", "undersecretary"),
        ("انتخب رؤساء البلديات", "The mayors were elected", "mayor"),
        ("لرؤساء الأركان", "for the chiefs of staff", "chief-of-staff"),
        ("حضر سفراء فوق العادة", "Ambassadors extraordinary attended", "ambassador-extraordinary"),
        ("وصل القناصل العامون", "The consuls general arrived", "consul-general"),
        ("وقادة الجيوش", "and the army commanders", "army-commander"),
    ],
)
def test_broken_plurals_of_titles(arabic: str, english: str, id_: str) -> None:
    hits = base().find(arabic, "ar")
    assert [h.concept.id for h in hits] == [id_]
    assert TermUseKind.MISSING not in {u.kind for u in check_terms(hits, english, "en", {})}

from __future__ import annotations

import pytest

from workbench.model import Concept, Term
from workbench.termbase.candidates import Candidate
from workbench.termbase.candidates_arabic import ArabicCandidates
from workbench.termbase.candidates_english import EnglishCandidates
from workbench.termbase.frequency import WordCounts
from workbench.termbase.termbase import Termbase


def arabic(*texts: str, known: Termbase | None = None) -> list[Candidate]:
    terms = known or Termbase([])
    return ArabicCandidates(texts, [terms.find(t, "ar") for t in texts], WordCounts()).find()


def forms(found: list[Candidate]) -> list[tuple[str, str]]:
    return [(c.form, c.cue) for c in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("التقى الرئيس سليم بو حمدان الوفد.", ("سليم بو حمدان", "title")),
        ("وقال خالد الرفاعي إن الطريق مغلق.", ("خالد الرفاعي", "said")),
        ("للمحلل ربيع الهاشم رأي آخر.", ("ربيع الهاشم", "title")),
        ("سافر إلى لبنان وفؤاد شاهين معه.", ("فؤاد شاهين", "name")),
        ("وزير الري المصري هاني سويلم في الحقل.", ("هاني سويلم", "title")),
        ("حضر عبد الرحمن بن عوف الجلسة.", ("عبد الرحمن بن عوف", "name")),
        ("استخدمت الشركة برنامج OpenText Pro في العمل.", ("OpenText Pro", "latin")),
        ("زار مدينة القيروان أمس.", ("القيروان", "place")),
        # Names are not cut: a family of any word, several articles, a third part, an ordinary word before "that".
        ("قال سالم بن راشد آل ثاني إن الطريق مفتوح.", ("سالم بن راشد آل ثاني", "said")),
        ("قال الأمير ناصر الأحمد الجابر الصباح إنه عائد.", ("ناصر الأحمد الجابر الصباح", "title")),
        ("استقبله الرئيس رشيد طيب أوزدمير في المطار.", ("رشيد طيب أوزدمير", "title")),
        ("قال محمد حسنين منصور إن الكتاب جاهز.", ("محمد حسنين منصور", "said")),
        ("وأعلن العميد يحيى سريع أن المطار مغلق.", ("يحيى سريع", "title")),
        ("وأوضحت د. هالة شاهين أن الوباء انحسر.", ("هالة شاهين", "title")),
        ("وقال المهندس/ سامي شاهين إن السد جاهز.", ("سامي شاهين", "title")),
        ("التقى القاضي بريت كافانو الوفد.", ("بريت كافانو", "title")),
        ("قالت المتحدثة باسم وزارة الري المصرية سعاد منصور إن النهر جاف.", ("سعاد منصور", "title")),
        ("في عهد الملك لويس الرابع عشر بني القصر.", ("لويس الرابع عشر", "title")),
    ],
)
def test_what_shows_an_arabic_name(text: str, wanted: tuple[str, str]) -> None:
    assert wanted in forms(arabic(text))


@pytest.mark.parametrize(
    "text",
    [
        "قال الرئيس إن الأزمة ستنتهي.",
        "دعا الوزير الجديد إلى الهدوء.",
        "وأكد البيان أن المفاوضات مستمرة.",
        "رئيس المجلس ومواقف الدول.",
        "لاعب كرة السلة في الفريق.",
        "أعلن المدير أنه سيستقيل.",
        "وقال المدير إن الشركات رفعت الأسعار.",
        "وأكد المتحدث باسم الشرطة أن الطريق مغلق.",
    ],
)
def test_what_is_no_arabic_name(text: str) -> None:
    assert forms(arabic(text)) == []


def test_a_verb_of_the_future_that_stands_there_twice_is_no_name() -> None:
    assert arabic("الميناء سيُفتتح غدا. والسوق سيفتتح بعد غد.", "الأعمال ستستكمل لاحقا. والطرق ستستكمل بعدها.") == []


def test_how_something_was_said_is_no_surname() -> None:
    for word in ("غاضبا", "بوضوح", "مؤكدة", "الجمعة"):
        assert forms(arabic(f"قال سمير {word} إنه عائد.")) == [("سمير", "said")]


def test_a_surname_alone_counts_with_its_whole_name() -> None:
    (found,) = arabic("قال النائب هاني الصباغ إنه سيستقيل.", "وأضاف الصباغ أن القرار نهائي، وللصباغ أنصار.")
    assert (found.form, found.count, found.short) == ("هاني الصباغ", 3, "الصباغ")
    assert [p.text for p in found.places] == [0, 1, 1]


def test_a_surname_of_somebody_else_is_not_counted() -> None:
    (found,) = arabic("قال النائب هاني منصور إنه عائد.", "ووصل سامي منصور أمس.", "وأضاف منصور أنه راض.")
    assert (found.form, found.count, found.short) == ("هاني منصور", 2, "منصور")
    two = arabic("قال النائب هاني منصور إنه عائد.", "وغادرت د. هالة منصور.", "وأضاف منصور أنه راض.")
    assert {c.form: (c.count, c.short) for c in two if c.form != "منصور"} == {
        "هاني منصور": (1, ""),
        "هالة منصور": (1, ""),
    }


def test_the_fathers_of_somebody_known_are_no_candidate() -> None:
    known = Termbase([Concept("x", (Term("ar", "ناصر بن سالم"), Term("en", "Nasser bin Salem")), kind="person")])
    assert arabic("التقى الأمير ناصر بن سالم بن عبد العزيز آل راشد الوفد.", known=known) == []


def test_names_that_differ_in_an_article_are_one() -> None:
    (found,) = arabic("قال زياد نخالة إنه راض.", "التقى المدير زياد النخالة.", "غادر السيد زياد النخالة.")
    assert (found.form, found.count) == ("زياد النخالة", 3)


def test_what_the_glossaries_know_is_no_candidate() -> None:
    known = Termbase([Concept("x", (Term("ar", "هاني الصباغ"), Term("en", "Hani al-Sabbagh")), kind="person")])
    assert arabic("قال النائب هاني الصباغ إنه سيستقيل.", known=known) == []


def test_places_are_offsets_into_the_text() -> None:
    text = "نقلت الصحيفة عن المحامي جورج نصار ما قاله."
    (found,) = arabic(text)
    place = found.places[0]
    assert text[place.start : place.end] == found.form == "جورج نصار"


def test_a_minister_is_an_office() -> None:
    found = {c.form: c.kind for c in arabic("قالت وزيرة البيئة ريما حداد إن الحريق انطفأ.")}
    assert found == {"وزيرة البيئة": "title", "ريما حداد": "person"}


def english(*texts: str) -> dict[str, tuple[str, int]]:
    return {c.form: (c.kind, c.count) for c in EnglishCandidates(texts, [[] for _ in texts]).find()}


def test_english_names_by_capitals_titles_and_speech() -> None:
    found = english("Health Minister Rami Ashqar spoke. Ashqar left.", "“No,” said Salem Mansour. The Noor Fund paid.")
    assert found == {
        "Rami Ashqar": ("person", 2),
        "Salem Mansour": ("person", 1),
        "Noor Fund": ("organisation", 1),
    }


def test_english_bodies_places_and_offices_are_no_persons() -> None:
    found = english(
        "Ministry of Health staff left New York. He told King of Jordan aides that Secretary of State Omar Nasr won in Cairo."
    )
    assert found == {
        "Ministry of Health": ("organisation", 1),
        "New York": ("place", 1),
        "Cairo": ("place", 1),
        "Omar Nasr": ("person", 1),
    }


def test_the_capital_of_a_sentence_shows_no_name() -> None:
    assert english("Residents fled. Fighting went on. Yesterday was calm.") == {}


def test_a_body_of_many_is_one_name() -> None:
    text = "However, the Doctors' Union warned of it. Doctors there agreed. The farmers' market opened."
    assert english(text) == {"Doctors' Union": ("organisation", 1)}

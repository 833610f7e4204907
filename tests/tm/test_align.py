"""Alignment of an article with its translation, on small texts of our own."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.tm.align import Bead, Sentence, align, learn_from

ARTICLE = [
    ("أعلنت وزارة الصحة يوم الاثنين عن 325 إصابة جديدة في مدينة حلب.", "The health ministry announced 325 new infections in the city of Aleppo on Monday."),
    ("وقال الوزير كريم منصور إن المستشفيات تحتاج إلى مساعدة.", "Minister Karim Mansour said the hospitals needed help."),
    ("لماذا تأخر اللقاح؟", "Why was the vaccine late?"),
    ("وأضاف أن شركة واحدة سترسل 40 ألف جرعة في مارس المقبل.", "He added that one company would send 40,000 doses next March."),
    ("ورفضت المعارضة الخطة في البرلمان.", "The opposition in parliament rejected the plan."),
    ("وتظاهر مئات الطلاب في شارع بغداد مساء الأربعاء.", "Hundreds of students protested in Baghdad Street on Wednesday evening."),
    ("وعادت العائلات إلى منازلها بعد انتهاء العاصفة.", "Families returned to their homes when the storm was over."),
    ("وفاز فريق الجيش على فريق الوحدة بثلاثة أهداف.", "The army team beat Wahda by three goals."),
]  # fmt: skip
AR, EN = [a for a, _ in ARTICLE], [e for _, e in ARTICLE]


def beads_of(arabic: Sequence[str], english: Sequence[str]) -> list[Bead]:
    return align([Sentence(a) for a in arabic], [Sentence(e) for e in english])


def shape(beads: Sequence[Bead]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(tuple(range(b.ar, b.ar_end)), tuple(range(b.en, b.en_end))) for b in beads]


def one_to_one(count: int) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [((n,), (n,)) for n in range(count)]


def test_sentence_goes_with_sentence() -> None:
    found = beads_of(AR, EN)
    assert shape(found) == one_to_one(len(AR))
    assert min(b.confidence for b in found) > 0.8


def test_two_that_were_joined_are_one_bead() -> None:
    assert shape(beads_of(AR, [EN[0], f"{EN[1]} {EN[2]}", *EN[3:]]))[:3] == [((0,), (0,)), ((1, 2), (1,)), ((3,), (2,))]
    assert ((3, 4), (3,)) in shape(beads_of(AR, [*EN[:3], f"{EN[3]} {EN[4]}", *EN[5:]]))


def test_a_sentence_left_out_stands_alone() -> None:
    assert shape(beads_of(AR, EN[:3] + EN[4:]))[2:5] == [((2,), (2,)), ((3,), ()), ((4,), (3,))]


def test_a_missing_paragraph_shifts_nothing() -> None:
    found = shape(beads_of(AR, [*EN[:2], *EN[4:]]))
    assert [f for f in found if f[0] and f[1]] == [((0,), (0,)), ((1,), (1,)), *(((n,), (n - 2,)) for n in range(4, 8))]


def test_where_one_was_left_out_a_join_that_hides_it_is_not_trusted() -> None:
    found = beads_of(AR, EN[:4] + EN[5:])
    assert not [b for b in found if b.ar <= 4 < b.ar_end and b.paired and b.confidence >= 0.8]


def test_texts_cut_at_commas_are_joined_where_they_go_on() -> None:
    arabic = [AR[0], "وقال الوزير كريم منصور،", "إن المستشفيات كلها تحتاج إلى مساعدة.", AR[2], AR[3]]
    assert shape(beads_of(arabic, EN[:4])) == [((0,), (0,)), ((1, 2), (1,)), ((3,), (2,)), ((4,), (3,))]


def test_a_summary_at_the_top_of_one_side_stands_alone() -> None:
    summary = ["Key points of today's article for busy readers."]
    found = shape(beads_of(AR, summary + EN))
    assert found[0] == ((), (0,))
    assert found[1:] == [((n,), (n + 1,)) for n in range(len(AR))]


def test_two_sentences_in_the_other_order_are_found_crosswise() -> None:
    found = set(shape(beads_of(AR, [*EN[:5], EN[6], EN[5], *EN[7:]])))
    assert {((5,), (6,)), ((6,), (5,))} <= found or ((5, 6), (5, 6)) in found


def test_a_name_alone_tells_which_sentence_it_is() -> None:
    rest_ar, rest_en = (
        "ووقف طويلا أمام الباب المغلق ثم مضى",
        "stood at the closed door for a long while and then went on",
    )
    arabic = [f"جاء {name} {rest_ar}." for name in ("سامي الحداد", "نبيل قرداحي", "طارق شلهوب")]
    english = [f"{name} {rest_en}." for name in ("Nabil Kardahi", "Tarek Shalhoub")]
    assert [s for s in shape(beads_of(arabic, english)) if s[0] and s[1]] == [((1,), (0,)), ((2,), (1,))]


def test_concepts_of_a_glossary_are_witnesses() -> None:
    def sentence(text: str, *terms: str) -> Sentence:
        return Sentence(text, terms=frozenset(terms))

    rest = "وهذه بقية السطر بلا معنى يذكر"
    arabic = [sentence(f"زاك {rest}", "a"), sentence(f"ذاك {rest}", "b"), sentence(f"كاك {rest}", "c")]
    english = [sentence("Xylo qwerty plugh in a line of no meaning", t) for t in "bc"]
    assert shape(align(arabic, english)) == [((0,), ()), ((1,), (0,)), ((2,), (1,))]


def test_what_a_memory_teaches_is_used() -> None:
    pairs = (
        [("زقزوق سعيد", "zebra smiling")] * 6
        + [("عصفور سعيد", "sparrow smiling")] * 6
        + [("نحلة هنا", "bee here")] * 6
        + [(f"{a} {n}", f"{e} {n}") for n, (a, e) in enumerate(ARTICLE * 7)]
    )
    known = learn_from(pairs)
    assert known["zebra"].keys() == {"زقزوق"}
    assert known["sparro"].keys() == {"عصفور"}
    rest_ar, rest_en = "كما يعرف أهل القرية القديمة كلهم منذ زمن", "as all in the old village have long known"
    arabic = [f"للكرسي ألوان {rest_ar}", f"للزقزوق ألوان {rest_ar}", f"للنحلة ألوان {rest_ar}"]
    english = [f"the zebra is striped {rest_en}", f"the bee is striped {rest_en}"]
    found = align([Sentence(a) for a in arabic], [Sentence(e) for e in english], known)
    assert shape(found) == [((0,), ()), ((1,), (0,)), ((2,), (1,))]


def test_paragraphs_that_begin_alike_hold_together() -> None:
    arabic = [Sentence("نعم.", 0), Sentence("نعم.", 0), Sentence("نعم.", 1), Sentence("نعم.", 2), Sentence("نعم.", 2)]
    english = [Sentence("Yes.", 0), Sentence("Yes.", 1), Sentence("Yes.", 2), Sentence("Yes.", 2)]
    found = align(arabic, english)
    assert next(b for b in found if b.ar <= 2 < b.ar_end).en == 1


@pytest.mark.parametrize(("ar", "en"), [(0, 3), (3, 0), (0, 0)])
def test_an_empty_side_leaves_the_other_alone(ar: int, en: int) -> None:
    found = beads_of(AR[:ar], EN[:en])
    assert len(found) == ar + en
    assert not any(b.paired for b in found)


def test_one_sentence_against_many_takes_what_is_its_own() -> None:
    found = [b for b in beads_of(AR, [EN[3]]) if b.paired]
    assert len(found) == 1
    assert found[0].ar <= 3 < found[0].ar_end


def test_a_text_that_is_no_translation_is_not_trusted() -> None:
    other = ["The bakery sells bread.", "My uncle likes chess and tea.", "Paint dries slowly.", "A ladder fell."]
    assert not [b for b in beads_of(AR[:5], other) if b.paired and b.confidence >= 0.9]


def test_a_long_text_stays_in_step_behind_a_gap() -> None:
    arabic = [f"{AR[n % 8]} رقم {n + 1000}" for n in range(250)]
    english = [f"{EN[n % 8]} Number {n + 1000}" for n in range(250) if n not in (100, 101, 102)]
    found = [b for b in beads_of(arabic, english) if b.paired]
    right = sum(b.ar_end - b.ar == 1 and b.en == b.ar - 3 * (b.ar > 102) for b in found)
    assert right >= 245


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from([*AR, "", "   ", "1", "؟"]), max_size=9),
    st.lists(st.sampled_from([*EN, "", "?", "12", "x"]), max_size=9),
)
def test_every_sentence_is_in_one_bead(arabic: list[str], english: list[str]) -> None:
    found = beads_of(arabic, english)
    assert sorted(n for b in found for n in range(b.ar, b.ar_end)) == list(range(len(arabic)))
    assert sorted(n for b in found for n in range(b.en, b.en_end)) == list(range(len(english)))
    assert all(0.0 <= b.confidence <= 1.0 for b in found)

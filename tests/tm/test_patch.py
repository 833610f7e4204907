from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kept_memory import KeptMemory
from workbench.model import Unit
from workbench.text.matching import matching
from workbench.text.numbers import NumberHit, find_numbers
from workbench.tm.marks import MARKED, marks
from workbench.tm.patch import Edit, Patched, Slot, Terms, patched


@pytest.mark.parametrize(
    ("query", "source", "target", "language", "wanted"),
    [
        ("بلغ العدد 240 شخصا", "بلغ العدد 250 شخصا", "There were 250 people", "en", "There were 240 people"),
        ("بلغ العدد ٢٤٠ شخصا.", "بلغ العدد 1,250 شخصا", "There were 1,250 people", "en", "There were 240 people"),
        ("زاد 5% أو 12 طنا", "زاد 7% أو 13 طنا", "It rose 7% or 13 tons", "en", "It rose 5% or 12 tons"),
        ("12 workers came", "13 workers came", "جاء ١٣ عاملا", "ar", "جاء ١٢ عاملا"),
        # Eleven days are يوما, seven أيام.
        ("after 11 days", "after 7 days", "بعد 7 أيام", "ar", None),
        ("after 8 days", "after 7 days", "بعد 7 أيام", "ar", "بعد 8 أيام"),
        ("1 worker came", "13 worker came", "13 workers came", "en", None),
        # Only digits are put in: words of the scale, currency and percent are those of the target.
        ("بلغ 13 مليونا", "بلغ 12 مليونا", "It was 12 million", "en", "It was 13 million"),
        ("بلغ 13 دولارا", "بلغ 12 دولارا", "It was $12", "en", "It was $13"),
        ("زاد 5 في المئة", "زاد 7 في المئة", "It rose 7 percent", "en", "It rose 5 percent"),
        ("بلغ 13 مليارا", "بلغ 12 مليونا", "It was 12 million", "en", None),
        ("بلغ 13 مليونا", "بلغ 12 مليونا", "It was 12,000,000", "en", None),
        ("it was 12 million", "it was 5 million", "بلغ 5 ملايين", "ar", None),
        # Groups are written as the target writes them.
        ("بلغ 2350 طنا", "بلغ 1250 طنا", "It was 1,250 tons", "en", "It was 2,350 tons"),
        ("بلغ 2,350 طنا", "بلغ 1250 طنا", "It was 1250 tons", "en", "It was 2350 tons"),
        ("it was 2.5 tons", "it was 1.5 tons", "بلغ ١٫٥ طن", "ar", "بلغ ٢٫٥ طن"),
        # The digits that stand there, with their signs: Persian ones, too.
        ("13 workers came", "12 workers came", "جاء ۱۲ عاملا", "ar", "جاء ۱۳ عاملا"),
        ("it was 2,350.5 tons", "it was 1,250.5 tons", "بلغ ۱٬۲۵۰٫۵ طن", "ar", "بلغ ۲٬۳۵۰٫۵ طن"),
        ("it was 2.5 tons", "it was 1.5 tons", "بلغ ١.٥ طن", "ar", "بلغ ٢.٥ طن"),
        ("بلغ ۲٫۵ طن", "بلغ ۱٫۵ طن", "It was 1.5 tons", "en", "It was 2.5 tons"),
        # The figure stands twice, or not at all, or in words.
        ("من 5 إلى 9", "من 7 إلى 9", "From 7 to 9, not 7", "en", None),
        ("جاء 5", "جاء 7", "Some came", "en", None),
        ("جاء 5", "جاء 7", "Seven came", "en", None),
        ("جاء 5", "جاء 7", "7 came, all seven", "en", None),
        ("من 5 إلى 9", "من 7 إلى 7", "From 7 to 7", "en", None),
        ("في 15 مارس 2024", "في 16 مارس 2024", "On 16 March 2024", "en", None),
        ("جاء الوزير", "جاء الوزير", "He came", "en", None),
    ],
)
def test_patched(query: str, source: str, target: str, language: str, wanted: str | None) -> None:
    done = patched(query, source, target, language)
    assert (done.text if done else None) == wanted
    if done:
        assert done.whole
        assert undone(done) == target


def undone(done: Patched) -> str:
    text = done.text
    for put in reversed(done.puts):
        assert text[put.start : put.end] == put.new
        text = text[: put.start] + put.old + text[put.end :]
    return text


def test_where_words_differ_too_the_figure_is_put_in_and_the_rest_left() -> None:
    done = patched("بلغ العدد 240 رجلا", "بلغ العدد 250 شخصا", "There were 250 people", "en")
    assert done is not None
    assert (done.text, done.whole, done.source) == ("There were 240 people", False, "بلغ العدد 240 شخصا")
    done = patched("من 5 إلى 9 أيام", "من 7 إلى 8 أيام", "From 7 to 8, not 8", "en")
    assert done is not None
    assert (done.text, done.whole, done.source) == ("From 5 to 8, not 8", False, "من 5 إلى 8 أيام")


NAMES = {"Zed": "زيد", "Omar": "عمر", "Huda": "هدى", "Rome": "روما", "Oslo": "أوسلو"}
KEYS = {**dict.fromkeys(("Zed", "Omar", "Huda"), "person"), **dict.fromkeys(("Rome", "Oslo"), "place")}


def named(query: str, source: str, target: str) -> Patched | None:
    def slots(text: str) -> list[Slot]:
        found = [(m.start(), m.group()) for m in re.finditer("|".join(NAMES), text)]
        return [Slot(at, at + len(name), KEYS[name], name) for at, name in found]

    def edit(old: Slot, new: Slot) -> Edit | None:
        at = target.find(NAMES[old.value])
        return Edit(at, at + len(NAMES[old.value]), NAMES[new.value], new.value) if at >= 0 else None

    return patched(query, source, target, "ar", Terms(slots(query), slots(source), edit))


@pytest.mark.parametrize(
    ("query", "source", "target", "wanted", "whole"),
    [
        ("Huda left Oslo.", "Zed left Rome", "غادر زيد روما", "غادر هدى أوسلو", True),
        ("Omar met Zed", "Zed met Omar", "قابل زيد عمر", "قابل عمر زيد", True),
        # Only one of two can be put in; a figure beside a name; the words around differ.
        ("Huda left Oslo", "Zed left Rome", "غادر زيد", "غادر هدى", False),
        ("Huda left 12 friends", "Zed left 13 friends", "ترك زيد 13 صديقا", "ترك هدى 12 صديقا", True),
        ("Huda left Rome in haste", "Zed left Rome in time", "غادر زيد روما", "غادر هدى روما", False),
        # Names and words change places, a name more, a name less, a kind for another.
        ("Omar was met by Zed", "Zed met Omar", "قابل زيد عمر", None, False),
        ("Huda and Omar left Rome", "Zed left Rome", "غادر زيد روما", None, False),
        ("Huda left Rome", "Zed and Omar left Rome", "غادر زيد وعمر روما", None, False),
        ("Rome is old", "Zed is old", "زيد قديم", None, False),
        ("Zed left Rome", "Zed left Rome", "غادر زيد روما", None, False),
        ("left", "Zed", "زيد", None, False),
        ("", "Zed", "زيد", None, False),
        ("***", "Zed", "زيد", None, False),
    ],
)
def test_terms_are_paired_in_order(query: str, source: str, target: str, wanted: str | None, whole: bool) -> None:
    done = named(query, source, target)
    assert (done.text if done else None) == wanted
    if done:
        assert (undone(done), done.whole) == (target, whole)
        if whole:
            assert matching(done.source) == matching(query)
    assert named(query, source, target) == done


def test_changes_that_would_lie_over_each_other_are_not_made() -> None:
    slots = [Slot(0, 1, "place", "a"), Slot(2, 3, "place", "b")]
    others = [Slot(0, 1, "place", "c"), Slot(2, 3, "place", "d")]
    terms = Terms(others, slots, lambda old, new: Edit(0, 3 + old.start, new.value, new.value))
    assert patched("c d", "a b", "abcdef", "en", terms) is None


words = st.sampled_from([*NAMES, "left", "met", "in", "7", "12", "1,250", "٣"])


@given(st.lists(words, max_size=7), st.lists(words, max_size=7), st.permutations([*NAMES.values(), "7", "١٢", "3"]))
def test_what_was_put_in_can_be_taken_back(query: list[str], source: list[str], target: list[str]) -> None:
    done = named(" ".join(query), " ".join(source), " ".join(target))
    if done is not None:
        assert query != source
        assert undone(done) == " ".join(target)
        assert done.text != " ".join(target)
        if done.whole:
            assert matching(done.source) == matching(" ".join(query)) or "1,250" in (*query, *source)


def test_marks() -> None:
    assert marks("عاد 12 عاملا", "عاد ١٢ عاملا") == ()
    assert marks("عاد 12 عاملا", "عاد 13 عاملا") == ("number",)
    assert marks("ولم يعد الوزير", "عاد الوزير") == ("negation",)
    assert marks("He didn't come", "He came") == ("negation",)
    assert marks("He never came at 5", "He did not come at 6") == ("number",)


def test_the_numbers_of_a_text_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def found(text: str) -> list[NumberHit]:
        asked.append(text)
        return find_numbers(text)

    monkeypatch.setattr("workbench.tm.marks.find_numbers", found)
    texts = [f"وصل {n} زائرا إلى المتحف القديم" for n in range(50, 80)]
    assert all(marks(one, other) == ("number",) for one in texts for other in texts if one != other)
    assert sorted(asked) == sorted(texts)


def test_what_turns_the_meaning_is_marked_and_never_near_the_top() -> None:
    long = "وأضاف الوزير في مؤتمر صحفي عقده أمس في العاصمة أن المشروع الجديد سيبدأ في موعده المقرر هذا العام بكلفة {}"
    memory = KeptMemory(
        [
            Unit("ar", "en", long.format("12 مليونا"), "t"),
            Unit("ar", "en", long.format("12 مليونا").replace("سيبدأ", "لن يبدأ"), "u"),
        ]
    )
    first, second = memory.search(long.format("13 مليونا"))
    assert (first.score, first.marks) == (MARKED, ("number",))
    assert second.score <= MARKED
    assert second.marks == ("number", "negation")
    assert memory.search(long.format("١٢ مليونا"))[0].marks == ()


def test_marks_of_very_long_texts_take_figures_as_they_are_written() -> None:
    base = "كلمة " * 6000
    assert marks(f"{base}12", f"{base}13") == ("number",)
    assert marks(base, f"{base} أخرى") == ()

from __future__ import annotations

import pytest

from tests.kept_memory import KeptMemory
from workbench.model import Unit
from workbench.tm.marks import MARKED, marks
from workbench.tm.patch import patched


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
        # Other words differ, too; the figure stands twice, or not at all, or in words.
        ("بلغ العدد 240 رجلا", "بلغ العدد 250 شخصا", "There were 250 people", "en", None),
        ("من 5 إلى 9", "من 7 إلى 9", "From 7 to 9, not 7", "en", None),
        ("جاء 5", "جاء 7", "Some came", "en", None),
        ("جاء 5", "جاء 7", "Seven came", "en", None),
        ("من 5 إلى 9", "من 7 إلى 7", "From 7 to 7", "en", None),
        ("في 15 مارس 2024", "في 16 مارس 2024", "On 16 March 2024", "en", None),
        ("جاء الوزير", "جاء الوزير", "He came", "en", None),
    ],
)
def test_patched(query: str, source: str, target: str, language: str, wanted: str | None) -> None:
    done = patched(query, source, target, language)
    assert (done[0] if done else None) == wanted
    if done:
        text, figures = done
        for figure in reversed(figures):
            assert text[figure.start : figure.end] == figure.new
            text = text[: figure.start] + figure.old + text[figure.end :]
        assert text == target


def test_marks() -> None:
    assert marks("عاد 12 عاملا", "عاد ١٢ عاملا") == ()
    assert marks("عاد 12 عاملا", "عاد 13 عاملا") == ("number",)
    assert marks("ولم يعد الوزير", "عاد الوزير") == ("negation",)
    assert marks("He didn't come", "He came") == ("negation",)
    assert marks("He never came at 5", "He did not come at 6") == ("number",)


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

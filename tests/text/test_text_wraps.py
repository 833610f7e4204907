from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.text.wraps import join_wraps

PAGE = """\
The new hospital on the river was opened yesterday by the
director, who thanked everybody who had helped to trans-
form the old building into a well-lit and long-
awaited house.
It has room for 120 beds. Nobody knows when the long-awaited
second building will follow.

Contact
- the desk at the entrance, which is open every day of the
week
- the telephone
"""


def test_full_lines_are_joined_and_short_ones_end_a_paragraph() -> None:
    text, count = join_wraps(PAGE)
    lines = text.split("\n")
    assert lines[0] == (
        "The new hospital on the river was opened yesterday by the director, who thanked everybody who had helped to"
        " transform the old building into a well-lit and long-awaited house."
    )
    assert lines[1] == "It has room for 120 beds. Nobody knows when the long-awaited second building will follow."
    assert lines[2:4] == ["", "Contact"]
    assert lines[4] == "- the desk at the entrance, which is open every day of the week"
    assert lines[5] == "- the telephone"
    assert count == 5


def test_arabic_lines() -> None:
    page = (
        "افتتح المستشفى الجديد على ضفة النهر صباح أمس بحضور المديرة\n"
        "التي شكرت كل من ساعد في بناء هذا المبنى الكبير خلال السنوات\n"
        "الماضية.\n"
        "ويتسع المبنى لأكثر من مئة سرير."
    )
    text, count = join_wraps(page)
    assert count == 2
    assert [line.split()[-1] for line in text.split("\n")] == ["الماضية.", "سرير."]


def test_verse_and_lists_of_words_stay() -> None:
    for text in ("one\ntwo\nthree", "قفا نبك\nمن ذكرى حبيب\nومنزل", "", "\n\n", "one line only, and it is a long one"):
        assert join_wraps(text) == (text, 0)


@given(st.text(alphabet="ab ,.-\n\u00adاب", max_size=300))
def test_letters_are_never_lost(text: str) -> None:
    joined, count = join_wraps(text)
    assert count == text.count("\n") - joined.count("\n")
    assert [c for c in joined if c.isalpha()] == [c for c in text if c.isalpha()]

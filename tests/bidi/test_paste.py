from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.bidi.layout import layout
from workbench.bidi.paste import looks_visual, pasted_text, typed_text

SENTENCES = [
    "أعلنت منظمة الصحة العالمية (WHO) في 2011 أن 33 دولة، منها “الأردن” ولبنان، وقّعت اتفاقية",
    "لا إله إلا الله، والسلامُ عَلَيكُم.",
    "بنسبة 12.5%. قال الدكتور محمد:",
    "اتفاقية Paris Accord لحماية المناخ",
    "قال: «نعم» (لا)",
]


@pytest.mark.parametrize("text", SENTENCES)
def test_a_line_copied_off_the_screen_is_turned_back(text: str) -> None:
    seen = layout(text, 400, 1)[0].drawn
    assert looks_visual(seen)
    done = pasted_text(seen, 1)
    assert done.text == text
    assert done.repaired


@pytest.mark.parametrize("text", [*SENTENCES, "plain", "", "a\tb", "قال تعالى ﴿الحمد لله﴾", "محمد ﷺ", "100 ﷼"])
def test_logical_text_stays_and_is_not_called_repaired(text: str) -> None:
    done = pasted_text(text, 1)
    assert done.text == text.replace("\t", " ")
    assert not done.repaired


def test_joined_letters_in_logical_order_become_letters() -> None:
    logical = "".join(layout("السلام عليكم", 400, 1)[0].shaped.glyphs)
    assert not looks_visual(logical)
    assert pasted_text(logical, 1) == type(pasted_text("", 1))("السلام عليكم", True)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("\ufefb", "لا"),
        ("\x00", ""),
        ("a\r\nb\nc", "a b c"),
        ("\u2067قال\u2069 \u202babc\u202c", "قال abc"),
        ("می\u200cخواهم\u200f", "می\u200cخواهم\u200f"),
        ("\x1b[31mred", "[31mred"),
        ("\ufdf2 \ufdfa \ufd3fنعم\ufd3e 100 \ufdfc", "\ufdf2 \ufdfa \ufd3fنعم\ufd3e 100 \ufdfc"),
        ("\ufd3c", "اً"),
        ("ﻣ\ufe76ﻦ", "مَن"),
        ("a\U000e0041b", "ab"),
    ],
)
def test_what_is_typed(typed: str, text: str) -> None:
    assert typed_text(typed) == text


@given(st.text(max_size=40), st.sampled_from([0, 1]))
def test_a_paste_is_one_clean_line(text: str, base: int) -> None:
    done = pasted_text(text, base).text
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in done)
    assert not any(
        "\ufb50" <= c <= "\ufdef" or "\ufe70" <= c <= "\ufefc" for c in done if unicodedata.normalize("NFKC", c) != c
    )
    assert pasted_text(done, base).text == done

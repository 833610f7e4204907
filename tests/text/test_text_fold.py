from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text.fold import T1, T2, fold, fold_key, fold_map

ARABIC = st.text(alphabet="أإآٱاىيیکكةهؤئءًٌَُِّـ٠١۲3ﻻﷲﻼ \u200f\u200cABcé«»“،", max_size=40)


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("تقاريـــر", "تقارير"),
        ("آیة", "اية"),
        ("علی", "علي"),
        ("الخامنئی", "الخامنئي"),
        ("مُحَمَّدٌ", "محمد"),
        ("ﷲ", "الله"),
        ("ﻻ", "لا"),
        ("٢٠٢٣ ۱۲٫۵٪", "2023 12.5%"),
        ("هـٰذا", "هذا"),
        ("«نعم»؟", '"نعم"?'),
        ("Beirut", "Beirut"),
        ("ﻣ\ufe76ﻦ", "من"),
        ("ﻣ\ufe77ﻦ", "من"),
        ("ﺣ\ufc60ﺐ", "حب"),
    ],
)
def test_safe(raw: str, folded: str) -> None:
    assert fold(raw) == folded


@pytest.mark.parametrize(
    ("raw", "folded"), [("الثقافة", "الثقافه"), ("مؤتمر", "موتمر"), ("هيئة", "هييه"), ("سماء", "سما")]
)
def test_loose(raw: str, folded: str) -> None:
    assert fold(raw, T2) == folded
    assert fold(raw, T1) != folded


def test_the_key_has_no_case_and_no_double_spaces() -> None:
    assert fold_key("  The\u00a0 U.N.  ") == "the u.n."


@pytest.mark.parametrize("table", [T1, T2], ids=["T1", "T2"])
def test_only_a_space_folds_to_a_space(table: dict[int, str | None]) -> None:
    strays = [
        f"U+{c:04X}"
        for c in range(sys.maxunicode + 1)
        if (c in table or unicodedata.category(chr(c)) not in ("Cn", "Co"))
        and (f := fold(chr(c), table)) != f.strip()
        and not chr(c).isspace()
    ]
    assert strays == []


@given(ARABIC)
@pytest.mark.parametrize("table", [T1, T2], ids=["T1", "T2"])
def test_folding_again_changes_nothing(table: dict[int, str | None], text: str) -> None:
    once = fold(text, table)
    assert fold(once, table) == once


@given(st.one_of(ARABIC, st.text(max_size=30)))
def test_the_way_back(text: str) -> None:
    folded = fold_map(text)
    assert folded.text == fold(text)
    assert len(folded.starts) == len(folded.text) + 1
    assert list(folded.starts) == sorted(folded.starts)
    for i in range(len(folded.text)):
        start, end = folded.back(i, i + 1)
        assert start < end
        assert folded.text[i] in fold(text[start:end])


def test_a_highlight_holds_its_marks() -> None:
    text = "قال مُحَمَّدٌ هنا"
    folded = fold_map(text)
    at = folded.text.index("محمد")
    start, end = folded.back(at, at + 4)
    assert text[start:end] == "مُحَمَّدٌ"

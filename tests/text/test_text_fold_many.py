from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.termbase.arabic import LOOSE, SAFE
from workbench.text.fold import T1, T2, Table
from workbench.text.fold_many import _PAGE, folder

TABLES = {"T1": T1, "T2": T2, "safe": SAFE, "loose": LOOSE}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_letter_of_the_page_and_of_others(table: Table) -> None:
    fold = folder(table)
    for char in {*_PAGE, *map(chr, range(0x20, 0x700)), "ﷲ", "ﻻ", "𝒜", "\ufffe", "\uffff"}:
        for text in (char, f"a{char}ب", f"الكتاب{char}{char}"):
            assert fold(text) == text.translate(table), (hex(ord(char)), text)


@given(st.text(st.one_of(st.sampled_from(_PAGE), st.characters(max_codepoint=0xFFFF)), max_size=30))
def test_the_same_as_translate(text: str) -> None:
    for table in TABLES.values():
        assert folder(table)(text) == text.translate(table)

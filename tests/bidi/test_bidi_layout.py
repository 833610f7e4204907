from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from workbench.bidi.harmless import harmless
from workbench.bidi.layout import layout
from workbench.bidi.plain import cells, display, wrap
from workbench.bidi.shape import clusters

MIXED = st.text(alphabet="اللهسلامكتبیگپأآ ًَُِّـ12٣ abC().,،؟«»-/\u200c\u200f\u2067\u2069\t", max_size=60)


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("سلام", "ﻡﻼﺳ"),
        ("كتاب", "ﺏﺎﺘﻛ"),
        ("لا", "ﻻ"),
        ("الأمم", "ﻢﻣﻷﺍ"),
        ("قال (نعم)", "(ﻢﻌﻧ) ﻝﺎﻗ"),
        ("عام 2023", "2023 ﻡﺎﻋ"),
        ("مع WHO", "WHO ﻊﻣ"),
        ("WHO قالت", "ﺖﻟﺎﻗ WHO"),
        ("گپ", "ﭗﮔ"),
        ("مُحَمَّد", "ﺪﻤَّﺤَﻣُ"),
        ("abc", "abc"),
    ],
)
def test_arabic_fields_are_drawn_from_the_right(text: str, drawn: str) -> None:
    assert display(text, language="ar") == drawn


def test_english_fields_keep_their_direction() -> None:
    assert display("He said سلام there", language="en") == "He said ﻡﻼﺳ there"


@given(MIXED, st.integers(2, 30), st.sampled_from([0, 1]), st.booleans(), st.booleans())
def test_laws_of_layout(text: str, width: int, base: int, reorder: bool, caret: bool) -> None:
    lines = layout(text, width, base, reorder=reorder, caret_room=caret)
    assert [line.start for line in lines] == [0, *[line.end for line in lines[:-1]]]
    assert lines[-1].end == len(text)
    for line in lines:
        tiles = [(c.start, c.end) for c in line.by_logical]
        assert [a for a, _ in tiles] == ([line.start, *[b for _, b in tiles[:-1]]] if tiles else [])
        assert sorted(map(id, line.cells)) == sorted(map(id, line.by_logical))
        assert line.used == sum(c.width for c in line.cells) <= width
        drawn = "".join(c.glyph for c in line.cells)
        assert all(cell_len(c.glyph) == c.width for c in line.cells if c.width)
        assert unicodedata.normalize("NFKC", drawn) is not None
        x = line.left
        for cell in line.cells:
            assert cell.x == x
            x += cell.width
        for cell in line.by_logical:
            if cell.width:
                assert line.index_at(line.caret_x(cell.start)) == cell.start
                assert line.columns(cell.start, cell.end) == [(cell.x, cell.x + cell.width)]


@given(MIXED)
def test_drawn_letters_are_the_letters_of_the_text(text: str) -> None:
    spans = clusters(text)
    assert "".join(text[a:b] for a, b, _ in spans) == text
    for start, end, glyph in spans:
        letters = [c for c in text[start:end] if unicodedata.category(c)[0] == "L"]
        drawn = [c for c in unicodedata.normalize("NFKC", glyph) if unicodedata.category(c)[0] == "L"]
        assert drawn == list(unicodedata.normalize("NFKC", "".join(letters)))


@given(st.text(max_size=40))
def test_harmless_text_has_no_active_character(text: str) -> None:
    out = harmless(text)
    assert len(out) == len(text)
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in out)
    drawn = "".join(c.glyph for line in layout(text, 20, 1) for c in line.cells)
    assert not any(unicodedata.category(c) in ("Cc", "Cs") or c in "\u202e\u2067\u202d\u2066" for c in drawn)


def test_a_caret_between_lam_and_alef() -> None:
    assert [g for _a, _b, g in clusters("لا")] == ["ﻻ"]
    assert [g for _a, _b, g in clusters("لا", split_at=1)] == ["ﻟ", "ﺎ"]


def test_cutting_and_filling_for_tables() -> None:
    assert display("abc", 6) == "abc   "
    assert display("abcdefgh", 6) == "abcde…"
    assert display("سلام", 8, language="ar") == "     ﻡﻼﺳ"
    assert cells(display("هذا سطر طويل جدا لا يتسع له المكان", 12, language="ar")) == 12
    assert display("سلام\x1b[2J", language="ar", reorder=False) == "سلام␛[2J"
    assert display("سلام", language="ar", reorder=False) == "سلام"


@given(MIXED.filter(str.strip), st.integers(8, 40))
def test_wrapped_lines_fit(text: str, width: int) -> None:
    assert all(cells(line) <= width for line in wrap(text, width, language="ar"))


def test_a_letter_with_thousands_of_marks() -> None:
    (line,) = layout("ب" + "\u064e" * 5000, 20, 1)
    assert line.used == 1

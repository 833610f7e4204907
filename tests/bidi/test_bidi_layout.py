from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from workbench.bidi.harmless import harmless
from workbench.bidi.layout import VISUAL, Drawing, Mode, VisualLine, layout
from workbench.bidi.plain import cells, display, wrap
from workbench.bidi.shape import shaped
from workbench.bidi.units import units

MIXED = st.text(
    alphabet="اللهسلامكتبیگپأآ ًَُِّـ12٣ abC().,،؟«»<>/{}%-\u200c\u200d\u200f\u2067\u2069\u202e\u202c\t\u0600界👩é\u00a0",
    max_size=60,
)
DRAWINGS = st.builds(
    Drawing,
    mode=st.sampled_from(list(Mode)),
    forms=st.booleans(),
    harakat=st.booleans(),
    labels=st.booleans(),
)

Linear = Callable[[Callable[[int], object]], None]


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
        ("بنسبة 12.5%.", ".%12.5 ﺔﺒﺴﻨﺑ"),
        ("«نعم»", "«ﻢﻌﻧ»"),
        ("لِا", "ﻻِ"),
        ("لإ لآ", "ﻵ ﻹ"),
        ("بلا", "ﻼﺑ"),
        ("ل\u200cا", "ﺍﻝ"),
        ("می\u200cخواهم", "ﻢﻫﺍﻮﺧﯽﻣ"),
        ("الـ33", "33ـﻟﺍ"),
        ("١٢٣ درجة", "ﺔﺟﺭﺩ ١٢٣"),
        ("12/08/2014", "12/08/2014"),
        ("ٹھیک ہے", "ﮯﮨ ﮏﯿﮭﭨ"),
    ],
)
def test_arabic_fields_are_drawn_from_the_right(text: str, drawn: str) -> None:
    assert display(text, language="ar") == drawn


def test_english_fields_keep_their_direction() -> None:
    assert display("He said سلام there", language="en") == "He said ﻡﻼﺳ there"


def check_map(line: VisualLine) -> None:
    """The laws of one line."""
    assert list(line.stops()) == sorted({c.start for c in line.cells})
    tiles = sorted((c.start, c.end) for c in line.cells)
    assert [a for a, _ in tiles] == ([line.start, *[b for _, b in tiles[:-1]]] if tiles else [])
    assert sorted(line.order) == list(range(line.first, line.last))
    assert line.used == sum(c.width for c in line.cells)
    x = line.left
    for cell in line.cells:
        assert cell.x == x
        assert cell_len(cell.glyph) == cell.width
        x += cell.width
    for cell in line.cells:
        if cell.width:
            assert line.index_at(line.caret_x(cell.start)) == cell.start
            assert line.columns(cell.start, cell.end) == [(cell.x, cell.x + cell.width)]
        else:
            following = [c for c in line.cells if c.start > cell.start and c.width]
            stands = min(following, key=lambda c: c.start, default=None)
            assert line.caret_x(cell.start) == (stands.x if stands else line.caret_x(line.end)), (
                "never in a place of its own"
            )
    room = line.left if line.from_right else line.width - line.left - line.used
    assert not room or line.index_at(line.caret_x(line.end)) == line.end


@given(MIXED, st.integers(4, 30), st.sampled_from([0, 1]), DRAWINGS, st.booleans())
def test_laws_of_layout(text: str, width: int, base: int, drawing: Drawing, caret: bool) -> None:
    lines = layout(text, width, base, drawing, caret_room=caret, units=units(text))
    assert [line.start for line in lines] == [0, *[line.end for line in lines[:-1]]]
    assert lines[-1].end == len(text)
    for line in lines:
        check_map(line)
        assert line.left + line.used <= width
        assert line.left >= 0
        assert "".join(c.glyph for c in line.cells) == line.drawn
        hung = {c.start for c in line.cells if c.start >= line.shaped.starts[line.last - line.hung]}
        assert [c.glyph for c in line.cells if c.start not in hung] == [line.shaped.glyphs[i] for i in line.seen]


@given(MIXED, st.integers(4, 30), st.sampled_from([0, 1]), st.integers(0, 60), st.integers(0, 60))
def test_columns_are_the_cells_that_touch_a_span(text: str, width: int, base: int, a: int, b: int) -> None:
    for line in layout(text, width, base):
        touched = {x for c in line.cells if c.start < b and c.end > a and a < b for x in range(c.x, c.x + c.width)}
        ranges = line.columns(a, b)
        assert {x for low, high in ranges for x in range(low, high)} == touched
        assert all(p[1] < q[0] for p, q in itertools.pairwise(ranges))


@given(st.text(alphabet="abc XYZ-/'é–€", max_size=80), st.integers(2, 30))
def test_the_quick_way_for_latin_gives_what_the_long_one_does(text: str, width: int) -> None:
    quick = layout(text, width, 0)
    long = layout("\u200e" + text, width, 0)
    assert [(line.drawn, line.hung) for line in quick] == [(line.drawn, line.hung) for line in long]


@given(MIXED)
def test_drawn_letters_are_the_letters_of_the_text(text: str) -> None:
    found = shaped(text)
    spans = list(zip(found.starts, found.starts[1:], found.glyphs, strict=False))
    assert "".join(text[a:b] for a, b, _ in spans) == text
    for start, end, glyph in spans:
        letters = [c for c in text[start:end] if unicodedata.category(c)[0] == "L"]
        drawn = [c for c in unicodedata.normalize("NFKC", glyph) if unicodedata.category(c)[0] == "L"]
        if not glyph.startswith("‹"):
            assert drawn == list(unicodedata.normalize("NFKC", "".join(letters)))


@given(MIXED, MIXED)
def test_words_are_shaped_as_in_the_whole_text(left: str, right: str) -> None:
    """What stands behind a space does not change what stands before it."""
    text = f"{left} ب{right}"
    whole, part = shaped(text), shaped(left + " ")
    count = len(part.glyphs)
    assert list(whole.glyphs[:count]) == list(part.glyphs)


@given(st.text(max_size=40))
def test_nothing_active_is_drawn(text: str) -> None:
    out = harmless(text)
    assert len(out) == len(text)
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in out)
    for drawing in (VISUAL, replace(VISUAL, labels=True), Drawing(Mode.LOGICAL)):
        drawn = "".join(line.drawn for line in layout(text, 20, 1, drawing))
        assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in drawn)
        assert not any(c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c" for c in drawn)


@pytest.mark.parametrize(
    ("text", "width", "base", "drawn"),
    [("abc ABCD \u200eghi قال", 9, 1, "abc ABCD"), ("لل مم \u200fنن", 6, 0, "ﻢﻣ ﻞﻟ")],
)
def test_a_mark_on_a_hanging_space_takes_no_letter_away(text: str, width: int, base: int, drawn: str) -> None:
    assert layout(text, width, base, caret_room=True)[0].drawn == drawn


@given(st.text(alphabet="ab <>/\u202e\u2067\u2066\u00ad\u0600\x1b\u200f=", max_size=30))
def test_nothing_active_is_drawn_inside_a_tag(text: str) -> None:
    for line in layout(text, 40, 1, units=units(text)):
        assert not any(
            c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2069\u00ad\u0600\x1b\u200f" for c in line.drawn
        )


@given(MIXED, st.integers(4, 40), st.sampled_from(["ar", "en"]))
def test_a_table_cell_has_the_width_asked_for(text: str, width: int, language: str) -> None:
    assert cell_len(display(text, width, language=language)) == width


def test_an_override_in_a_name_turns_none_of_our_words_around() -> None:
    assert display("a\u202eb: 12 segments, 3 to translate") == "a‹RLO›b: 12 segments, 3 to translate"


def test_overrides_are_always_shown() -> None:
    (line,) = layout("pay \u202e100 to\u202c me", 40, 0)
    assert "‹RLO›" in line.drawn


def test_controls_are_shown_when_asked_for() -> None:
    (line,) = layout("می\u200cخواهم\u200f ب", 60, 1, replace(VISUAL, labels=True))
    assert "‹ZWNJ›" in line.drawn
    assert "‹RLM›" in line.drawn
    assert "·" in line.drawn


def test_harakat_can_be_hidden() -> None:
    (line,) = layout("مُحَمَّدٌ أَ", 20, 1, replace(VISUAL, harakat=False))
    assert line.drawn == "ﺃ ﺪﻤﺤﻣ"


def test_tags_stand_whole_and_turn_nothing_around() -> None:
    text = "اضغط <b>هنا</b> الآن {0} مرة %s"
    (line,) = layout(text, 60, 1, units=units(text))
    plain = "اضغط \ufffcهنا\ufffc الآن \ufffc مرة \ufffc"
    (other,) = layout(plain, 60, 1)
    assert [c.glyph for c in line.cells if c.glyph in ("<b>", "</b>", "{0}", "%s")] == ["%s", "{0}", "</b>", "<b>"]
    assert [c.glyph for c in line.cells if len(c.glyph) == 1] == [c.glyph for c in other.cells if c.glyph != "\ufffc"]
    # Drawn as text the tags would be torn apart.
    assert "</b>" not in layout(text, 60, 1)[0].drawn


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a < b and c > d", []),
        ("<a href='x'>y</a>", ["<a href='x'>", "</a>"]),
        ("{name} {{x}} %1$s 100% sure &amp; R&D", ["{name}", "{{x}}", "%1$s", "&amp;"]),
        ("<1>x</1><2/>", ["<1>", "</1>", "<2/>"]),
        ("5 % of", []),
    ],
)
def test_units(text: str, found: list[str]) -> None:
    assert [text[a:b] for a, b in units(text)] == found


def test_cutting_and_filling_for_tables() -> None:
    assert display("abc", 6) == "abc   "
    assert display("abcdefgh", 6) == "abcde…"
    assert display("سلام", 8, language="ar") == "     ﻡﻼﺳ"
    assert cells(display("هذا سطر طويل جدا لا يتسع له المكان", 12, language="ar")) == 12
    assert display("سلام\x1b[2J", language="ar", profile=None) == "سلام␛[2J"
    assert display("سلام", language="ar", profile=None) == "سلام"


def test_a_hyphen_that_begins_a_word_stays_with_it() -> None:
    assert [line.strip() for line in wrap("the last -first- word", 10, language="en")] == [
        "the last",
        "-first-",
        "word",
    ]
    assert [line.strip() for line in wrap("a well-known", 8, language="en")] == ["a well-", "known"]


@given(MIXED.filter(str.strip), st.integers(8, 40))
def test_wrapped_lines_fit(text: str, width: int) -> None:
    assert all(cells(line) <= width for line in wrap(text, width, language="ar"))


HOSTILE = {
    "a letter with 5,000 marks": "ب" + "\u064e" * 5000,
    "200 nested embeddings": "\u202b" * 200 + "نص text" + "\u202c" * 200,
    "unbalanced isolates": "\u2067نص\u2066text\u2069\u2069\u2069\u2068ب",
    "a segment at the limit": "كلمة " * 1000,
    "number signs": "\u0600\u0601\u0602\u0603\u06dd 12",
    "emoji with joiners": "👩\u200d👩\u200d👧 👍🏽 ❤\ufe0f قال",
    "wide letters": "中文 قال 中文 (2) ｆｕｌｌ",
    "one word without end": "ب" * 5000,
    "only marks": "\u064b" * 100,
    "only spaces": " " * 100,
    "surrogates and noncharacters": "a\ud800b\ufffe\uffff",
    "tags block": "a\U000e0041\U000e007fb",
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("width", [2, 20, 76])
@pytest.mark.parametrize("base", [0, 1])
def test_hostile_text(name: str, width: int, base: int) -> None:
    text = HOSTILE[name]
    lines = layout(text, width, base, caret_room=True)
    assert lines[0].start == 0
    assert lines[-1].end == len(text)
    for line in lines:
        assert cell_len(line.drawn) == line.used
        assert len(line.drawn) < 20 * width + 40
        check_map(line)


@pytest.mark.parametrize(
    "unit", ["ب", "كلمة ", "(a) ب ", "\u202bا\u202c", "ب\u064e", "1,", "\u2067ب\u2069", "$", "(", "<b>"]
)
def test_time_is_linear(unit: str, linear: Linear) -> None:
    def work(times: int) -> None:
        text = unit * times
        layout.__wrapped__(text, 76, 1, units=units(text))

    linear(work)


def test_every_control_is_shown_when_asked_for() -> None:
    labelled = replace(VISUAL, labels=True)
    for char, shown in (
        ("\u034f", "‹CGJ›"),
        ("\u206a", "‹206A›"),
        ("\ufff9", "‹FFF9›"),
        ("\u2061", "‹2061›"),
        ("\u3164", "⍽"),
    ):
        for text in (f"سل{char}ام", f"ab{char}cd", char):
            (line,) = layout(text, 60, 1, labelled)
            assert shown in line.drawn, (text, shown)

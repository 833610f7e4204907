from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import WorkbenchError
from workbench.model import Role
from workbench.text.clean import stored_text
from workbench.text.segments import segment_text
from workbench.text.structure import label_blocks
from workbench.text.tokens import count_words, tokens

ANY = st.text(alphabet="اب ت. ؟\n\u00a0AbC 12/،…«»", max_size=200)

PAGE = """
الرئيسية / ثقافة / معرض الكتب يعود إلى الساحة

معرض الكتب يعود إلى الساحة
معرض الكتب يعود إلى الساحة

مواضيع ذات صلة

المكتبة الوطنية تفتح فرعا جديدا
قراء المدينة يختارون كتاب العام

بيروت-\u00a0عاد معرض الكتب إلى ساحته القديمة بعد غياب ثلاث سنوات، وشارك فيه ناشرون من عشر مدن عرضوا أكثر من ألفي كتاب \
جديد، وقال منظموه إن الإقبال كان كبيرا منذ اليوم الأول.

ماذا في المعرض

تضمن المعرض ندوات يومية للأطفال وقراءات مسائية ومعارض صور ولقاءات مع الكتاب الذين جاؤوا من مدن بعيدة، وسيستمر حتى نهاية \
الأسبوع المقبل كما أعلن.

ثقافة

شاهد أيضاً

حكاية مكتبة قديمة في قلب السوق

كان صاحبها يفتح بابها كل صباح قبل أن تطلع الشمس ثم يجلس ...
"""

ENGLISH_PAGE = """Home / Culture / Book fair returns to the square

Book fair returns to the square

By Lina Azar

12 March 2025

BEIRUT - The book fair came back to its old square on Tuesday after three years, with publishers from ten towns showing more \
than two thousand new books. Organisers said the first day was crowded.

Related articles

Library opens new branch
"""


def roles(text: str, language: str) -> list[tuple[str, str]]:
    return [(b.role.value, text[b.start : b.end].strip()[:14]) for b in label_blocks(text, language)]


def test_a_pasted_arabic_page() -> None:
    assert [r for r, _ in roles(PAGE, "ar")] == [
        "breadcrumb", "title", "title-repeat", "boilerplate", "related", "related", "body", "heading", "body", "category",
        "boilerplate", "related", "related",
    ]  # fmt: skip
    body = next(b for b in label_blocks(PAGE, "ar") if b.dateline)
    assert PAGE[body.start : body.start + body.dateline] == "بيروت-\u00a0"


def test_a_pasted_english_page() -> None:
    assert [r for r, _ in roles(ENGLISH_PAGE, "en")] == [
        "breadcrumb", "title", "byline", "date", "body", "boilerplate", "related",
    ]  # fmt: skip
    assert [p.role for p in segment_text(ENGLISH_PAGE, "en")].count(Role.BODY) == 3


def test_a_plain_article_is_all_body() -> None:
    text = "وصل الوفد صباحا. وغادر مساء.\n\nولم يصدر أي بيان.\n"
    assert [r for r, _ in roles(text, "ar")] == ["body", "body"]
    assert len(segment_text(text, "ar")) == 3


SHORT_PARAGRAPHS = """Market day comes back to the harbour

Share

Fishermen and bakers set up their stalls again on Sunday after the storm that closed the harbour for weeks.

Share prices of the old ferry fall

Visitors came by bus from the hill villages, and by noon there was nothing left to buy but salt.
"""

HEADING_LIKE_A_BUTTON = """بدأت الجلسة صباحا بحضور ممثلي القرى كلها، وناقش الحاضرون خطة الري الجديدة وطرق تمويلها، ثم استمعوا إلى تقرير \
المهندسين عن السد القديم وما يحتاج إليه من إصلاح.

مشاركة المزارعين في القرار

طلب المزارعون أن يكون لهم صوت في توزيع المياه بين الحقول العالية والمنخفضة طوال الموسم.
"""

LIST_AT_THE_END = """The committee asked every household in the valley to keep a few things ready at home before the first snow falls, \
because the road may be closed for days on end this year.

- dry wood
2. lamp oil
• two blankets
"""


def test_english_paragraphs_are_short_and_a_button_opens_no_box() -> None:
    assert [r for r, _ in roles(SHORT_PARAGRAPHS, "en")] == ["title", "boilerplate", "body", "heading", "body"]


def test_a_heading_may_begin_like_a_button() -> None:
    assert [r for r, _ in roles(HEADING_LIKE_A_BUTTON, "ar")] == ["body", "heading", "body"]


@pytest.mark.parametrize(
    ("language", "line", "role"),
    [
        ("en", "Related", Role.BOILERPLATE),
        ("en", "Related: Harbour opens again", Role.RELATED),
        ("en", "All rights reserved 2031", Role.BOILERPLATE),
        ("en", "Print", Role.BOILERPLATE),
        ("ar", "شاهد أيضًا:", Role.BOILERPLATE),
        ("ar", "طباعة", Role.BOILERPLATE),
        ("ar", "التعليقات (3)", Role.BOILERPLATE),
    ],
)
def test_furniture_below_the_body(language: str, line: str, role: Role) -> None:
    text = ("كلمة " if language == "ar" else "word ") * 30 + f".\n\n{line}\n"
    assert [b.role for b in label_blocks(text, language)] == [Role.BODY, role]


def test_a_list_at_the_end_is_body() -> None:
    assert [r for r, _ in roles(LIST_AT_THE_END, "en")] == ["body"] * 4


@pytest.mark.parametrize(
    ("language", "line", "dateline"),
    [
        ("ar", "بيروت-\u00a0", True),
        ("ar", "دمشق، سوريا (وكالة) -- ", True),
        ("ar", "عمّان – ", True),
        ("en", "BEIRUT, Lebanon (Agency) -- ", True),
        ("en", "BEIRUT, March 3 - ", True),
        ("en", "The well-known ", False),
        ("ar", "", False),
    ],
)
def test_datelines(language: str, line: str, dateline: bool) -> None:
    body = "قالت " + "كلمة " * 30 if language == "ar" else "word " * 30
    block = label_blocks(line + body.strip() + ".\n", language)[0]
    assert block.dateline == (len(line) if dateline else 0)


def test_blank_lines_have_their_block() -> None:
    assert label_blocks("", "ar") == []
    assert [(b.start, b.end, b.role) for b in label_blocks(" \n\u00a0\n", "ar")] == [(0, 4, Role.BODY)]
    assert [(b.start, b.end) for b in label_blocks("\n\nا\n\nب", "ar")] == [(0, 5), (5, 6)]


def test_a_hard_cut_keeps_letters_and_their_marks_together() -> None:
    text = "بَُ" * 20
    pieces = segment_text(text, "ar", 10)
    assert all(text[p.start] == "ب" for p in pieces)
    assert max(p.end - p.start for p in pieces) == 9


def test_an_unknown_language_is_said_plainly() -> None:
    with pytest.raises(WorkbenchError, match="'fr'"):
        segment_text("Bonjour.", "fr")


@pytest.mark.parametrize(
    "name", ["Arabic word", "English word", "one line", "short lines", "capitals", "spaces", "dots"]
)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_time_is_linear(name: str, language: str) -> None:
    unit = {
        "Arabic word": "ب", "English word": "B", "one line": "هذه جملة قصيرة. ", "short lines": "ab\n", "capitals": "A-B' ",
        "spaces": "a" + " " * 50, "dots": ". ",
    }[name]  # fmt: skip

    def cost(length: int, rounds: int) -> float:
        text = unit * (length // len(unit))
        best = 1e9
        for _ in range(rounds):
            began = time.process_time()
            segment_text(text, language)
            best = min(best, time.process_time() - began)
        return best

    # Quadratic work would take sixteen times as long for four times the text; the floor is the clock's grain.
    # A busy machine may make one measurement long, not three.
    assert any(cost(24_000, n) < 9 * max(cost(6_000, n), 0.005) for n in (1, 2, 3))


@pytest.mark.parametrize("language", ["ar", "en"])
@given(text=ANY)
def test_blocks_and_segments_tile_the_text(language: str, text: str) -> None:
    for pieces in (label_blocks(text, language), segment_text(text, language)):
        assert "".join(text[p.start : p.end] for p in pieces) == text
        assert [p.start for p in pieces] == ([0, *[p.end for p in pieces][:-1]] if pieces else [])


@given(text=ANY, limit=st.integers(8, 40))
def test_no_segment_is_longer_than_the_limit(text: str, limit: int) -> None:
    pieces = segment_text(text, "ar", limit)
    assert all(len(text[p.start : p.end].strip()) <= limit for p in pieces)
    bare = text.strip()
    assert all(bare[p.start : p.end].strip() for p in segment_text(bare, "ar", limit))
    assert "".join(text[p.start : p.end] for p in pieces) == text


def test_what_is_cut_off_is_never_only_white_space() -> None:
    word = "ك" * 10
    for text in (f"{word}\n\nعاد.", f"\n\n{word}\nعاد.", f"{word}{' ' * 50}{word}", f"{word}   "):
        pieces = [text[p.start : p.end] for p in segment_text(text, "ar", 10)]
        assert "".join(pieces) == text
        assert [p.strip() for p in pieces if p.strip() == word]
        assert all(p.strip() for p in pieces), pieces


@pytest.mark.parametrize(
    ("raw", "stored", "lines"),
    [
        ("a\r\nb\rc", "a\nb\nc", []),
        ("a\x00b\nc", "a\ufffdb\nc", [1]),
        ("x\n\x1b[2J", "x\n\ufffd[2J", [2]),
        ("\ud800", "\ufffd", [1]),
        ("ok\u202e\u200f\x85", "ok\u202e\u200f\x85", []),
        ("\ufffe", "\ufffd", [1]),
    ],
)
def test_the_border(raw: str, stored: str, lines: list[int]) -> None:
    text, repairs = stored_text(raw)
    assert text == stored
    assert [r.line for r in repairs] == lines


def test_many_bad_lines_are_summed_up() -> None:
    _text, repairs = stored_text("\x00\n" * 100)
    assert len(repairs) == 21
    assert "80 more" in repairs[-1].message


@given(st.text(max_size=60))
def test_stored_text_stays_as_it_is(raw: str) -> None:
    once, _ = stored_text(raw)
    assert stored_text(once) == (once, ())
    assert len(once) == len(raw.replace("\r\n", "\n"))


@pytest.mark.parametrize(
    ("text", "words"), [("", 0), ("كلمة واحدة", 2), ("الـ33 يوما", 2), ("3.5 and don't stop-gap", 4), ("، ؛ ؟", 0)]
)
def test_words(text: str, words: int) -> None:
    assert count_words(text) == words


def test_tokens_have_their_places() -> None:
    text = "«نعم»، قال: ٣٫٥ don't"
    found = tokens(text)
    assert [text[t.start : t.end] for t in found] == [t.text for t in found] == ["نعم", "قال", "٣", "٥", "don't"]

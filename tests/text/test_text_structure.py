from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model import ClauseMode, Role
from workbench.text.datelines import dateline_length
from workbench.text.language_data import language_data
from workbench.text.segments import Segmentation, segment_text
from workbench.text.structure import label_blocks

PAGES = sorted((Path(__file__).parent / "cases" / "pages").glob("*.txt"))
TEXT = frozenset({Role.TITLE, Role.HEADING, Role.BODY, Role.LEAD})
"""What is lost when it is not translated."""

LINE = st.sampled_from(
    [
        "الرئيسية", "أخبار", "رياضة", "شارك", "اقرأ أيضا", "التعليقات (3)", "الوسوم", "منذ 3 ساعات", "كتب أحمد علي",
        "عنوان المقال الأول في الصفحة", "بيروت- " + "كلمة " * 20 + ".", "كلمة " * 30, "جملة قصيرة من خمس كلمات.", "© 2031",
        "Home", "News", "Sport", "Share", "Related", "Comments", "Tags", "By Omar Haddad", "March 4, 2031", "- item",
        "CAIRO (AP) — " + "Word " * 20 + ".", "A title of five words", "a / b / c", "", " ", "\u200f", "...",
    ]
)  # fmt: skip
PASTE = st.lists(st.tuples(LINE, st.sampled_from(["\n", "\n\n", "\x85", "\u2028", "\u2029", "\r"]))).map(
    lambda lines: "".join(a + b for a, b in lines)
)

Linear = Callable[[Callable[[int], object]], None]
ANY = st.one_of(st.text(max_size=120), PASTE)


def page(path: Path) -> tuple[list[Role], str]:
    """Return the roles written before the lines of a page, and the page without them."""
    roles, lines = [], []
    for raw in path.read_text(encoding="utf-8").split("\n"):
        role, tab, line = raw.partition("\t")
        lines.append(line if tab else "")
        roles += [Role(role)] if tab else []
    return roles, "\n".join(lines)


@dataclass
class Count:
    """What came out: lines, those with the role written, those translated or not as it says, and the two mistakes."""

    lines: int = 0
    right: int = 0
    sorted: int = 0
    lost: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    by_role: Counter[str] = field(default_factory=Counter)
    of_role: Counter[str] = field(default_factory=Counter)


def measured(paths: list[Path]) -> Count:
    count = Count()
    for path in paths:
        roles, text = page(path)
        blocks = label_blocks(text, path.stem[:2])
        assert len(blocks) == len(roles), path.name
        for role, block in zip(roles, blocks, strict=True):
            line = f"{path.stem}: {text[block.start : block.end].strip()}"
            count.lines += 1
            count.of_role[role] += 1
            count.by_role[role] += block.role is role
            count.right += block.role is role
            count.sorted += block.role.translated_by_default == role.translated_by_default
            if role in TEXT and not block.role.translated_by_default:
                count.lost.append(line)
            if not role.translated_by_default and block.role.translated_by_default:
                count.extra.append(line)
    return count


def test_whole_pages() -> None:
    count = measured(PAGES)
    print(f"{count.right} of {count.lines} lines, {count.sorted} translated or not as they should be")
    for role, of in count.of_role.items():
        print(f"{role:14}{count.by_role[role]:4} of {of}")
    assert count.lost == []
    assert len(count.extra) <= 8, count.extra
    assert count.right >= 761


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_the_title_of_a_page_is_translated(path: Path) -> None:
    roles, text = page(path)
    found = [b.role for r, b in zip(roles, label_blocks(text, path.stem[:2]), strict=True) if r is Role.TITLE]
    assert all(r.translated_by_default for r in found)
    assert path.stem == "en_07" or found == [Role.TITLE]


BODY = "The ferry crossed the strait in under an hour and docked before the rain began to fall on the old stone quay."


@pytest.mark.parametrize(
    "line",
    [
        "Love",
        "Report",
        "Topics",
        "More",
        "Comments",
        "More from less",
        "Sign up to the plan, the mayor told all of us.",
    ],
)
def test_a_heading_that_looks_like_a_button_is_a_heading(line: str) -> None:
    text = f"A ferry for the island\n\n{BODY}\n\n{line}\n\n{BODY}\n\n{BODY}\n"
    assert label_blocks(text, "en")[2].role in (Role.HEADING, Role.BODY)


@pytest.mark.parametrize("line", ["المزيد", "رد", "بحث", "المزيد عن تاريخ القرية", "تخطى السد طاقته القصوى أمس"])
def test_the_same_in_arabic(line: str) -> None:
    body = "عبر المركب المضيق في أقل من ساعة ورسا عند الرصيف القديم قبل أن يهطل المطر على المدينة كلها."
    text = f"مركب للجزيرة البعيدة\n\n{body}\n\n{line}\n\n{body}\n\n{body}\n"
    assert label_blocks(text, "ar")[2].role in (Role.HEADING, Role.BODY)


@pytest.mark.parametrize(
    "text",
    [
        "خبز\nحليب\nبيض\nجبن\nزيت\nملح\nشراء كل ما يلزم للبيت\n",
        "Bread\nMilk\nEggs\nCheese\nOil\nSalt\nEverything we need for the house\n",
        "الفصل الأول\nفي الطريق إلى البيت القديم\n\n" + "كلمة " * 30 + ".\n",
    ],
)
def test_a_list_or_a_chapter_is_no_menu(text: str) -> None:
    assert all(b.role.translated_by_default for b in label_blocks(text, "ar" if text[0] > "z" else "en"))


DATELINES = [
    ("ar", "الوقت-\u00a0", "بحث علي مع الوفد"), ("ar", "دمشق، سوريا (CNN) -- ", "أكدت جهات"), ("ar", "عمّان – ", "قال"),
    ("ar", "القاهرة - (أ ش أ): ", "قال"), ("ar", "غزة (رويترز) - ", "قال"), ("ar", "اللاذقية-سانا: ", "بحث"),
    ("ar", "(رويترز) - ", "قال"), ("ar", "دير الزور – سانا: ", "قال"), ("en", "DAMASCUS, Syria (Reuters) - ", "The"),
    ("en", "BEIRUT - ", "The"), ("en", "AMMAN, Jordan — ", "The"), ("en", "Sweimeh, Jordan – ", "When"),
    ("en", "MILLBROOK, Ohio (AP) — ", "The City"), ("en", "CAIRO: ", "Egypt's"), ("en", "BEIRUT, March 4 (AP) - ", "The"),
    ("en", "ST. LOUIS (AP) - ", "Police"), ("en", "London – ", "Police said"), ("en", "WASHINGTON (AP) - ", "U.S. officials"),
    ("ar", "القاهرة – ", "أعلنت وزارة الصحة"), ("ar", "الوقت-\u00a0", "بحث علي أكبر ولايتي"), ("ar", "عمّان-\u00a0", "استقبل الملك"),
    ("ar", "بيروت 5 آب (رويترز) - ", "قال"), ("ar", "بيروت، 5 أيلول (أ ف ب) - ", "قال"), ("ar", "القاهرة - ", "انطلقت أعمال"),
    ("ar", "الرياض - ", "«قال الوزير"), ("ar", "عمان- ", "نفى"), ("en", "CAIRO, 5 May (AFP) - ", "The"), ("ar", "دمشق – ", "قد بدأت"),
    ("ar", "بغداد - ", "قتل 5 أشخاص"), ("ar", "بيروت - ", "كشف الوزير"), ("ar", "تونس - ", "أحبطت قوات"),
    ("ar", "بيروت 5 تشرين الأول/أكتوبر (د ب أ) - ", "قال"), ("ar", "القاهرة - رويترز: ", "قال"), ("ar", "القاهرة - ", "كشف وزير"),
    ("ar", "دمشق، سوريا - ", "قال الرئيس: لن"),
]  # fmt: skip
NO_DATELINES = [
    ("ar", "قال - وهو يبتسم - إن"), ("ar", "محمد صلاح - لاعب ليفربول - سجل"), ("ar", "محمد صلاح - لاعب ليفربول سجل"),
    ("ar", "- عنصر من قائمة"), ("ar", "أولا- تحديد المهام"), ("ar", "أ- تحديد"), ("ar", "1- تحديد"),
    ("ar", "لبنان - وهو بلد صغير - يعيش"), ("ar", "المدير- وهو طبيب- قال"), ("ar", "السلام – كلمة صغيرة"),
    ("ar", "أرض- أرض (غراد) وذخائر"), ("ar", "دمشق: لا تراجع"), ("ar", "الأفرو-آسيوي"), ("en", "John Smith - a poet - said"),
    ("en", "Jordan – the player – scored"), ("en", "NASA - the agency - said"), ("en", "Well-known artists came"),
    ("en", "Paris - its bridges, its fog"), ("en", "- an item"), ("en", "BREAKING - The mayor"), ("en", "Twenty-one people"),
    ("en", "Mr. Smith: The best"), ("en", "JOHN: The best"),
    ("ar", "مصر - إثيوبيا: مفاوضات سد النهضة تتعثر"), ("ar", "واشنطن - طهران: حرب الظل تتصاعد"), ("ar", "لبنان - بلد صغير على البحر"),
    ("ar", "سوريا- لم تعد كما كانت"), ("ar", "تحليل- لماذا تعثرت المفاوضات"), ("ar", "سعيد- وهو طالب في الجامعة"),
    ("ar", "مصر- هل تنجح"), ("ar", "سوريا- ليست كما كانت"), ("ar", "غزة 3 شهداء - وأنباء"), ("ar", "القاهرة - كشف حساب"),
    ("ar", "القاهرة - هنا القاهرة"), ("ar", "مصر – لن تقبل"), ("en", "JUST IN — Egypt's president"), ("ar", "رأي- تحدث الجميع"),
    ("ar", "بيروت- المدينة التي لا تنام"), ("ar", "مصر- إثيوبيا: قالت"), ("en", "EGYPT - ETHIOPIA: Talks on the dam"),
    ("en", "Washington - Tehran: The shadow war"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "dateline", "behind"), DATELINES)
def test_a_dateline(language: str, dateline: str, behind: str) -> None:
    data = language_data(language).structure
    assert dateline_length(dateline + behind, language, data) == len(dateline)


@pytest.mark.parametrize(("language", "text"), NO_DATELINES)
def test_no_dateline(language: str, text: str) -> None:
    assert dateline_length(text, language, language_data(language).structure) == 0


@pytest.mark.parametrize("clauses", list(ClauseMode))
def test_a_dateline_is_a_segment_and_a_sentence_of_its_own(clauses: ClauseMode) -> None:
    body = "عاد المعرض إلى ساحته القديمة بعد غياب ثلاث سنوات، وشارك فيه ناشرون من عشر مدن عرضوا أكثر من ألفي كتاب. وانتهى أمس."
    text = f"عنوان المقال الأول\n\n \u200fبيروت-\u00a0{body}\n\nالوقت- {body}\n"
    pieces = segment_text(text, "ar", how=Segmentation(clauses))
    assert [text[p.start : p.end] for p in pieces][1] == " \u200fبيروت-\u00a0"
    assert pieces[1].sentence not in {p.sentence for p in [*pieces[:1], *pieces[2:]]}
    assert [b.dateline for b in label_blocks(text, "ar")] == [0, 9, 0], "one an article"


@pytest.mark.parametrize("end", ["\n", "\x85", "\u2028", "\u2029"])
def test_line_ends(end: str) -> None:
    lines = ["عنوان المقال الأول", "وصل الوفد صباحا إلى المدينة القديمة. وغادر مساء.", "ولم يصدر أي بيان عن اللقاء."]
    text = end.join(lines) + end
    assert [text[b.start : b.end] for b in label_blocks(text, "ar")] == [line + end for line in lines]


def test_a_carriage_return_is_white_space() -> None:
    assert len(label_blocks("a b c\rd e f", "en")) == 1


@pytest.mark.parametrize("language", ["ar", "en"])
@given(text=ANY)
def test_blocks_tile_any_text_and_are_the_same_every_time(language: str, text: str) -> None:
    blocks = label_blocks(text, language)
    assert "".join(text[b.start : b.end] for b in blocks) == text
    assert blocks == label_blocks(text, language)
    for b in blocks:
        assert 0 <= b.dateline < b.end - b.start or b.dateline == 0
        assert b.dateline == 0 or (b.role is Role.BODY and text[b.start + b.dateline : b.end].strip())
    assert sum(b.dateline > 0 for b in blocks) <= 1
    pieces = segment_text(text, language)
    assert "".join(text[p.start : p.end] for p in pieces) == text


def seconds(text: str, language: str) -> float:
    began = time.process_time()
    label_blocks(text, language)
    return time.process_time() - began


@pytest.mark.parametrize("unit", ["كلمة ", "ب", "- ", "قال: ", "a, ", ".", "2031 / ", ")"])
@pytest.mark.parametrize("length", [900_000, pytest.param(2_900_000, marks=pytest.mark.long)])
def test_one_line_of_megabytes(unit: str, length: int) -> None:
    text = unit * (length // len(unit))
    # Half a second for the longer one where nothing else runs; quadratic work would take hours.
    assert seconds(text, "ar") < 20


@pytest.mark.parametrize(
    "unit", ["كلمة\n", "اقرأ أيضا\nعنوان قصير هنا\n", "12\n", "- item\n", "By Omar\n", "الوسوم\nماء\n"]
)
def test_many_short_lines_take_linear_time(unit: str, linear: Linear) -> None:
    linear(lambda lines: label_blocks(unit * lines, "ar"))


@pytest.mark.long
def test_two_hundred_thousand_lines() -> None:
    assert seconds("كلمة\n" * 200_000, "ar") < 40

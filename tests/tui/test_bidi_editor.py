"""Every editing command in both directions: what the text becomes, where the caret goes, where it is drawn."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from textual import events

from workbench.model import State
from workbench.workflow.desk_cutting import Recut, touched

from .conftest import Sit, Sitting, resize
from .fake_desk import FakeDesk


def desk(target: str = "ar", **settings: str) -> FakeDesk:
    made = FakeDesk()
    source = "en" if target == "ar" else "ar"
    made.project = replace(made.project, source=source, target=target)
    made.settings = replace(made.settings, **settings)  # type: ignore[arg-type]
    return made


def caret(s: Sitting) -> int:
    return s.screen.target.cursor_location[1]


def caret_column(s: Sitting) -> int:
    """The column the caret is drawn in, counted from the right edge of the editor's text for Arabic."""
    target = s.screen.target
    return target.wrapped_document.location_to_offset(target.cursor_location).x


async def put(s: Sitting, text: str, at: int | None = None) -> None:
    s.screen.target.put(text)
    if at is not None:
        s.screen.target.move_cursor((0, at))
    await s.pilot.pause()


ARABIC, ENGLISH = "قال محمد نعم", "he said yes"


async def typed_arabic_is_joined_and_stands_at_the_right(s: Sitting) -> None:
    await s.type("سلام")
    assert s.text == "سلام"
    line = s.line("target")
    assert line.rstrip().endswith("ﻡﻼﺳ")
    width = s.screen.target.wrapped_document.visual(0)[0].width  # type: ignore[attr-defined]
    assert caret_column(s) == width - 3 - 1, "a free column to the left of three cells"


async def typed_english_stands_at_the_left(s: Sitting) -> None:
    await s.type("peace")
    assert s.line("target").startswith("peace")
    assert caret_column(s) == 5


ARROWS = [
    ("ar", "paragraph", "left", 3, 4),
    ("ar", "paragraph", "right", 3, 2),
    ("en", "paragraph", "left", 3, 2),
    ("en", "paragraph", "right", 3, 4),
    ("ar", "logical", "left", 3, 2),
    ("ar", "logical", "right", 3, 4),
    ("ar", "visual", "left", 3, 4),
    ("ar", "visual", "right", 3, 2),
    ("en", "visual", "left", 3, 2),
    ("ar", "paragraph", "home", 5, 0),
    ("ar", "paragraph", "end", 5, 12),
    ("en", "paragraph", "home", 5, 0),
    ("ar", "paragraph", "ctrl+left", 3, 8),
    ("ar", "paragraph", "ctrl+right", 8, 4),
    ("en", "paragraph", "ctrl+right", 2, 7),
    ("en", "paragraph", "ctrl+left", 7, 3),
    ("ar", "logical", "ctrl+right", 3, 8),
]
"""Language, setting, key, where the caret stands, where it goes."""


@pytest.mark.parametrize("target", ["ar", "en"])
async def test_arrows(sit: Sit, target: str) -> None:
    cases = sorted((case[1:] for case in ARROWS if case[0] == target), key=lambda case: case[0])
    async with sit(desk(target, arrow_keys=cases[0][0])) as s:
        for setting, key, at, to in cases:
            s.screen.target._arrows = setting
            await put(s, ARABIC if target == "ar" else ENGLISH, at)
            await s.press(key)
            assert caret(s) == to, (setting, key, at)


async def test_visual_arrows_walk_the_screen_through_both_directions(sit: Sit) -> None:
    async with sit(desk("ar", arrow_keys="visual")) as s:
        await put(s, "قال WHO نعم", 0)
        columns = [caret_column(s)]
        for _ in range(11):
            await s.press("left")
            columns.append(caret_column(s))
        assert columns == list(range(columns[0], columns[0] - 12, -1)), "one column a key, whatever is under it"


async def logical_movement_goes_through_the_text(s: Sitting) -> None:
    await put(s, "قال WHO نعم", 0)
    seen = [caret(s)]
    for _ in range(11):
        await s.press("left")
        seen.append(caret(s))
    assert seen == list(range(12))


DELETIONS = [
    ("سلام", 4, "backspace", "سلا", 3),
    ("سلا", 3, "backspace", "سل", 2),
    ("محمَّد", 5, "backspace", "محمَد", 4),
    ("محمَّد", 2, "delete", "محد", 2),
    ("سلام", 1, "delete", "سم", 1),
    ("", 0, "backspace", "", 0),
    ("سلام", 4, "delete", "سلام", 4),
    ("قال WHO", 7, "backspace", "قال WH", 6),
    ("ab <b>x", 3, "delete", "ab x", 3),
    ("ab <b>", 6, "backspace", "ab <b", 5),
    ("قال محمد", 8, "ctrl+w", "قال ", 4),
    ("قال مُحَمَّد", 12, "ctrl+w", "قال ", 4),
    ("قال محمد", 8, "alt+backspace", "قال ", 4),
    ("قال مُحَمَّد نعم", 4, "ctrl+delete", "قال  نعم", 4),
    ("one two three", 4, "alt+delete", "one  three", 4),
]


async def deleting(s: Sitting) -> None:
    for text, at, key, after, where in DELETIONS:
        await put(s, text, at)
        await s.press(key)
        assert (s.text, caret(s)) == (after, where), (text, at, key)


async def selection_undo_and_typing_over(s: Sitting) -> None:
    target = s.desk.project.target
    forward = "left" if target == "ar" else "right"
    await put(s, ARABIC if target == "ar" else ENGLISH, 0)
    await s.press(*[f"shift+{forward}"] * 3)
    assert s.screen.target.selected_text == (ARABIC if target == "ar" else ENGLISH)[:3]
    before = s.text
    await s.type("x")
    assert s.text == "x" + before[3:]
    await s.press("ctrl+z")
    assert s.text == before
    await s.press("ctrl+y")
    assert s.text == "x" + before[3:]


async def a_selection_across_directions_is_two_boxes(s: Sitting) -> None:
    await put(s, "قال WHO نعم", 2)
    s.screen.target.selection = type(s.screen.target.selection)((0, 2), (0, 5))
    line = s.screen.target.wrapped_document.visual(0)[0]  # type: ignore[attr-defined]
    assert len(line.columns(2, 5)) == 2
    assert s.screen.target.selected_text == "ل W"


async def the_mouse_puts_the_caret_where_it_clicks(s: Sitting) -> None:
    await put(s, "قال WHO نعم", 0)
    target = s.screen.target
    for index in (0, 2, 4, 6, 8, 10):
        x = target.wrapped_document.location_to_offset((0, index)).x
        await s.pilot.click("#target", offset=(x, 0))
        assert caret(s) == index


async def test_up_and_down_keep_the_column_in_a_wrapped_arabic_text(sit: Sit) -> None:
    async with sit(desk("ar"), (80, 24)) as s:
        await put(s, "كلمة طويلة أخرى " * 12, 10)
        x = caret_column(s)
        await s.press("down")
        assert s.screen.target.wrapped_document.location_to_offset(s.screen.target.cursor_location).y == 1
        assert abs(caret_column(s) - x) <= 1
        await s.press("up")
        assert caret_column(s) == x


SIGNS = [
    (("escape", "e", "z"), "می", "می\u200c"),
    (("escape", "e", "r"), "قال", "قال\u200f"),
    (("escape", "e", "l"), "قال", "قال\u200e"),
    (("escape", "e", "p"), "قال", "قال،"),
    (("escape", "e", "p"), "قال،", "قال؛"),
    (("escape", "e", "p"), "قال,", "قال،"),
    (("escape", "e", "p"), "لماذا?", "لماذا؟"),
    (("escape", "e", "p"), "12%", "12٪"),
    (("escape", "e", "q"), "قال ", "قال «»"),
]


async def signs(s: Sitting) -> None:
    for keys, before, after in SIGNS:
        await put(s, before)
        await s.press(*keys)
        assert s.text == after, keys
        await s.press("ctrl+z")
        assert s.text == before, keys


async def quotes_go_around_the_selection_and_the_caret_between_them(s: Sitting) -> None:
    await put(s, "he said yes", 8)
    await s.press("shift+end", "escape", "e", "q")
    assert s.text == "he said “yes”"
    await put(s, "")
    await s.press("escape", "e", "q")
    await s.type("no")
    assert s.text == "“no”"


async def the_paragraph_turns_around(s: Sitting) -> None:
    await put(s, "WHO قال")
    assert s.line("target").rstrip().endswith("WHO")
    await s.press("escape", "y", "d")
    assert s.line("target").startswith("WHO")
    assert s.text == "WHO قال"
    await s.press("pagedown", "pageup")
    assert s.line("target").startswith("WHO"), "it stays turned while the document is open"
    await s.press("escape", "y", "d")
    assert s.line("target").rstrip().endswith("WHO")
    for number, by, before, after in (
        (2, 1, {1: 0, 2: 0, 5: 0}, {1: 0, 2: 0, 3: 0, 6: 0}),
        (2, 1, {5: 0}, {6: 0}),
        (2, -1, {2: 0, 5: 0}, {2: 0, 4: 0}),
        (2, -1, {3: 0}, {}),
    ):
        s.screen.directions = before
        s.screen._renumber(Recut("split" if by > 0 else "join", number, number, by, touched(number, by)), 0)
        assert s.screen.directions == after, "a turned paragraph follows its segment through a split or join"


async def invisibles_are_shown_in_source_and_target(s: Sitting) -> None:
    await put(s, "می\u200cخواهم \u200fب")
    assert "ZWNJ" not in s.line("target")
    await s.press("escape", "v")
    assert "‹ZWNJ›" in s.line("target")
    assert "‹RLM›" in s.line("target")
    assert "·" in s.pane("source")
    await s.press("escape", "v")
    assert "ZWNJ" not in s.line("target")
    assert s.text == "می\u200cخواهم \u200fب"


async def paste(s: Sitting, text: str) -> None:
    s.app.post_message(events.Paste(text))
    await s.pilot.pause()
    await s.pilot.pause()


async def a_paste_in_visual_order_is_turned_back_and_said(s: Sitting) -> None:
    await put(s, "قال ")
    await paste(s, "\u2067ﻢﻜﻴﻠﻋ ﻡﻼﺴﻟﺍ\u2069")
    assert s.text == "قال السلام عليكم"
    assert any("turned back" in t for t in s.toasts)
    await s.press("ctrl+z")
    assert s.text == "قال "


async def a_plain_paste_says_nothing(s: Sitting) -> None:
    await paste(s, "السلام\r\nعليكم\x1b\x00")
    assert s.text == "السلام عليكم"
    assert not s.toasts


async def a_segment_gets_no_longer_than_it_may_be(s: Sitting) -> None:
    await put(s, "قال ")
    await paste(s, "كلمة " * 500)
    assert (s.text, s.screen.question.is_open) == ("قال ", True), "a long one is asked about"
    await s.press("enter")
    assert s.text == "قال "
    await paste(s, "كلمة " * 500)
    await s.pilot.pause(0.35)
    await s.press("y")
    assert s.text == "قال " + "كلمة " * 500
    await paste(s, "كلمة " * 500)
    assert not s.screen.question.is_open
    assert "5,004" in " ".join(s.toasts)
    assert len(s.text) == 2504
    await put(s, "ب" * 4999)
    await s.press("x", "y")
    assert len(s.text) == 5000
    assert "5,001" in " ".join(s.toasts)
    await put(s, "ب" * 6000)
    await s.press("backspace", "x", "shift+right", "y")
    assert len(s.text) == 5999, "a longer one that came so may be shortened"


async def what_odd_keyboards_send(s: Sitting) -> None:
    for typed, text in (("\ufefb", "لا"), ("\ufef5", "لآ"), ("\x00", "")):
        await put(s, "")
        s.app.post_message(events.Key("x" if typed != "\x00" else "ctrl+@", typed))
        await s.pilot.pause()
        await s.pilot.pause()
        assert s.text == text


STORED = [
    "قال النبي \ufdfa \ufd3fنعم\ufd3e 100 \ufdfc \ufdf2",
    "\u2067قال\u2069 abc \u202dx\u202c \ufeff",
    "line one\nline two\u2028three\x85four\tfive",
    "ﺳﻼﻡ",
]
"""Targets that came from somewhere else, as they are in the database."""


async def test_looking_at_a_segment_changes_nothing_in_it(sit: Sit) -> None:
    made = desk("ar")
    made.segments = [
        replace(s, target=text, state=State.TRANSLATED) for s, text in zip(made.segments, STORED, strict=True)
    ]
    async with sit(made) as s:
        for text in STORED:
            assert s.text == text
            await s.press("end", "pagedown")
        await s.press("ctrl+home", "end", "x")
        assert s.text == STORED[0] + "x", "what is typed into it changes nothing else"
        await s.press("ctrl+z", "ctrl+end", "pageup")
        await s.press("backspace", "ctrl+z", "pagedown")
        assert not [w for w in made.writes if w[0] != "draft" or w[2] != STORED[0] + "x"]
        assert [s.current for s in made.segments] in (STORED, [STORED[0] + "x", *STORED[1:]])


async def test_home_and_end_go_to_the_ends_of_the_line_and_then_of_the_text(sit: Sit) -> None:
    for language, words in (("ar", "قال المدير إن المبنى جاهز "), ("en", "The building is ready now ")):
        text = words * 12
        async with sit(desk(language)) as s:
            await put(s, text, len(text) // 2)
            target = s.screen.target
            await s.press("home")
            line = target.cursor_location[1]
            assert 0 < line < len(text) // 2
            await s.press("home")
            assert target.cursor_location == (0, 0)
            target.move_cursor((0, line))
            await s.press("end")
            assert line < target.cursor_location[1] < len(text)
            await s.press("end")
            assert target.cursor_location == (0, len(text))
            # The whole text is selected, and what is typed stands in its place.
            await s.press("home", "home", "shift+end", "shift+end")
            assert target.selected_text == text
            await s.press("x")
            assert s.text == "x"


async def test_copying_gives_logical_text(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    monkeypatch.setattr("workbench.tui.clipboard.copy", copied.append)
    async with sit(desk("ar")) as s:
        await put(s, "قال WHO نعم", 0)
        await s.press("shift+end", "ctrl+c")
        assert copied == ["قال WHO نعم"]
        assert s.app.clipboard == "قال WHO نعم"
        s.screen.target.move_cursor((0, 0))
        await s.press("ctrl+c", "s")
        assert copied[-1] == s.desk.segment(1).source


async def test_the_source_is_selected_with_the_mouse(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    monkeypatch.setattr("workbench.tui.clipboard.copy", copied.append)
    async with sit(desk("en")) as s:
        view = s.screen.source_view

        async def select(text: str, at: int, beyond: int = 0) -> str:
            view.show(text)
            line = view.lines(view.size.width)[0]
            first, last = line.caret_x(0) + view.indent, line.caret_x(at) + view.indent - beyond
            await s.pilot.mouse_down("#source", offset=(first, 0))
            await s.pilot.hover("#source", offset=(last, 0))
            await s.pilot.mouse_up("#source", offset=(last, 0))
            return view.selected

        assert await select("قال لا نعم", 4) == "قال لا"
        assert await select("كتابُ مُحَمَّدٌ هنا", 13) == "كتابُ مُحَمَّدٌ"
        assert await select("<b>هنا الآن", 0) == "<b>"
        assert await select("قال نعم", 7, beyond=3) == "قال نعم"
        source = s.desk.segment(1).source
        assert await select(source, 4) == source[:5]
        await s.press("ctrl+c")
        assert copied == [source[:5]]
        await s.type("a")
        assert not view.selected, "what is typed is what one works on"
        await s.press("ctrl+c")
        assert len(copied) == 1
        assert s.screen.question.is_open


async def the_line_of_a_question_is_an_editor(s: Sitting) -> None:
    await s.press("escape", "n")
    await s.type("one two")
    await s.press("ctrl+left", "backspace", "home")
    await s.type("x")
    assert s.screen.question.field.text == "xonetwo"
    await s.press("ctrl+z", "escape")
    assert not s.screen.question.is_open


async def test_a_narrow_window_and_resizing_lose_nothing(sit: Sit) -> None:
    async with sit(desk("ar"), (80, 24)) as s:
        await s.type("قال")
        await resize(s.pilot, 20, 10)
        await s.type(" محمد")
        await resize(s.pilot, 100, 30)
        await s.type(" نعم")
        assert s.text == "قال محمد نعم"


@pytest.mark.parametrize(
    ("target", "steps"),
    [
        (
            "ar",
            [
                a_plain_paste_says_nothing,
                a_paste_in_visual_order_is_turned_back_and_said,
                typed_arabic_is_joined_and_stands_at_the_right,
                logical_movement_goes_through_the_text,
                deleting,
                selection_undo_and_typing_over,
                a_selection_across_directions_is_two_boxes,
                the_mouse_puts_the_caret_where_it_clicks,
                signs,
                invisibles_are_shown_in_source_and_target,
                what_odd_keyboards_send,
                the_line_of_a_question_is_an_editor,
                the_paragraph_turns_around,
                a_segment_gets_no_longer_than_it_may_be,
            ],
        ),
        (
            "en",
            [
                typed_english_stands_at_the_left,
                selection_undo_and_typing_over,
                quotes_go_around_the_selection_and_the_caret_between_them,
            ],
        ),
    ],
    ids=["ar", "en"],
)
async def test_one_sitting(sit: Sit, target: str, steps: list[Callable[[Sitting], Awaitable[None]]]) -> None:
    """Steps that each begin with an empty target: starting the screen takes longer than any of them."""
    async with sit(desk(target)) as s:
        for step in steps:
            await put(s, "")
            await step(s)

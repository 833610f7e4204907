"""Finding words in the document, and copying what stands in the other panes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workbench.tui.messages import WordsFound
from workbench.workflow.finding import following, following_through, places

from .conftest import Sit
from .fake_desk import FakeDesk, concept


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("The Hospital, the hospital", "hospital", ["Hospital", "hospital"]),
        ("قال مُحَمَّدٌ نعم", "محمد", ["مُحَمَّدٌ"]),
        ("إلى أحمد", "احمد", ["أحمد"]),
        ("aaa", "aa", ["aa"]),
        ("text", " ", []),
        ("text", "y", []),
    ],
)
def test_places(text: str, wanted: str, found: list[str]) -> None:
    assert [text[a:b] for a, b in places(text, wanted)] == found


@pytest.mark.parametrize("marks", ["....", "x...", "...x", "x..x", ".xx.", "xxxx"])
def test_a_book_read_through_gives_what_going_round_gives(marks: str) -> None:
    segments = [replace(s, draft=mark) for s, mark in zip(FakeDesk().segments, marks, strict=True)]
    for number in range(1, 5):
        for step in (1, -1):
            wanted = following(segments, number, "x", lambda s: s.current, step)
            assert following_through(segments, number, "x", lambda s: s.current, step) == wanted


def reversed_parts(s: object, widget: str) -> str:
    """What a widget draws in reverse, the caret left out."""
    line = s.app.screen.query_one(f"#{widget}").render_line(0)  # type: ignore[attr-defined]
    return "".join(x.text for x in line if x.style and x.style.reverse and x.style.underline)


async def test_find_goes_round_and_shows_the_words(sit: Sit) -> None:
    desk = FakeDesk()
    desk.segments[2] = replace(desk.segments[2], draft="Work at the HOSPITAL began.")
    async with sit(desk) as s:
        await s.press("ctrl+f")
        await s.type("hospital")
        await s.press("enter")
        assert s.number == 3
        assert reversed_parts(s, "target") == "HOSPITAL"
        await s.press("escape", "f")
        assert s.screen.question.field.text == "hospital", "the last words stand there"
        await s.press("escape")
        s.screen.wanted = "انتهي"
        await s.press("escape", "full_stop")
        assert s.number == 4
        assert reversed_parts(s, "source") == "ﻰﻬﺘﻧﺍ"
        s.screen.wanted = "الصباح"
        await s.press("escape", "comma")
        assert s.number == 3
        await s.press("escape", "full_stop")
        assert (s.number, "Only in this segment" in s.toasts[-1]) == (3, True)
        s.screen.wanted = "nowhere"
        await s.press("escape", "full_stop")
        assert "Nowhere" in s.toasts[-1]
        await s.press("f4", *["backspace"] * 7, "enter")
        assert s.screen.wanted == ""


async def test_words_far_off_in_a_book_are_looked_for_in_a_thread(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    from workbench.tui.screens import finding_acts

    monkeypatch.setattr(finding_acts, "NEAR", 1)
    desk = FakeDesk()
    async with sit(desk) as s:
        s.screen.wanted = "انتهى"
        await s.press("escape", "full_stop")
        await s.until(lambda: s.number == 4)
        s.screen.wanted = "مستشفى"
        await s.press("escape", "comma")
        await s.until(lambda: s.number == 1)
        # Who types on is not taken away from what he types.
        s.screen.wanted = "انتهى"
        s.screen._sought, s.screen._sought_from = found, _from = object(), (1, s.screen.keys_typed - 1)
        s.screen.post_message(WordsFound(object(), 3))
        s.screen.post_message(WordsFound(found, 4))
        await s.until(lambda: any("Segment 4 has" in t for t in s.toasts))
        assert s.number == 1
        s.screen.wanted = "nowhere"
        await s.press("escape", "full_stop")
        await s.until(lambda: any("Nowhere" in t for t in s.toasts))
        # A segment of the list is gone to where it stands by now, not by a number that is another's.
        for gone, number in ((False, 3), (True, 1)):
            s.screen.go(1)
            await s.press("escape", "l", "end")
            fewer = [x for x in desk.segments if x.id != (4 if gone else 1)]
            desk.segments = [replace(x, number=n) for n, x in enumerate(fewer, 1)]
            await s.press("enter")
            assert s.number == number
        assert any("no more" in t for t in s.toasts)


async def test_copying_from_every_pane(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    monkeypatch.setattr("workbench.tui.clipboard.copy", copied.append)
    desk = FakeDesk(concepts=[concept("nahar", "مستشفى النهر", "River Hospital")])
    desk.segments[1] = replace(desk.segments[1], draft="Below.")
    async with sit(desk) as s:
        await s.type("x")
        for key, text in (
            ("i", "term not used: River Hospital"),
            ("n", f"{desk.segments[1].source}\tBelow."),
            ("w", "مستشفى النهر\tRiver Hospital"),
        ):
            await s.press("escape", "y", "c", key)
            assert copied[-1] == text
        await s.press("f1", "ctrl+c", "escape")
        assert "confirm, save" in copied[-1]

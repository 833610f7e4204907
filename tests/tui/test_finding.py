"""Finding words in the document, and copying what stands in the other panes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workbench.workflow.finding import places

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

"""What a large window is used for: more rows of a list; issues whole."""

from __future__ import annotations

from rich.style import Style

from workbench.model import Issue, Severity, Side
from workbench.tui.marks import SYMBOLS
from workbench.tui.screens.glossary_lines import GlossaryLines
from workbench.tui.screens.panel_lines import PanelLines
from workbench.tui.screens.replace import _cut_place
from workbench.tui.strips import Pen

from .conftest import Sit
from .fake_desk import FakeDesk, concept


async def test_a_long_list_has_the_room_and_a_short_one_leaves_it(sit: Sit) -> None:
    async with sit(FakeDesk([f"جملة {n}" for n in range(44)]), (200, 50)) as s:
        await s.press("escape", "l")
        await s.until(lambda: len(s.app.screen.rows) == 44)
        await s.pilot.pause()
        assert s.app.screen.query_one("#chosen").size.height == 13
        await s.press("o", "d")
        await s.until(lambda: not s.app.screen.rows)
        await s.pilot.pause()
        assert s.app.screen.query_one("#chosen").size.height == 19


def test_issues_are_told_whole_where_there_is_room() -> None:
    lines = PanelLines(Pen(), "ar", "en", SYMBOLS)
    found = [Issue("x", Severity.WARNING, Side.TARGET, 0, 1, f"{n} a rather long message of some words") for n in "12"]
    drawn = [strip.text.strip() for strip in lines.issues(found, 30, 6, Style())]
    two = [f"{n} a rather long message of" for n in "12"]
    assert [line.removeprefix("? ") for line in drawn] == [two[0], "some words", two[1], "some words"]
    assert len(lines.issues(found, 30, 3, Style())) == 3
    assert len(lines.issues(found, 30, 2, Style())) == 2


def test_the_number_of_a_segment_is_seen_however_long_the_name_is() -> None:
    assert _cut_place("doc 2", 16) == "doc 2           "
    assert _cut_place("water-and-grain-forum.ar 12", 16) == "water-and-gra 12"
    assert _cut_place("water-and-grain-forum.ar 12", 33) == f"{'water-and-grain-forum.ar 12':<33}"


def test_columns_of_the_glossary_stand_under_their_names() -> None:
    lines = GlossaryLines(Pen(), "ar", "en")
    for width in (80, 110, 112, 113, 114, 115, 200):
        head = lines.head(width, Style()).text
        row = "   " + lines.line(concept("c", "نهر", "river"), width - 4, Style()).text
        status = "preferred" if "preferred" in row else "pref"
        assert row.index(f" {status} ") == head.index(" status"), width
        assert row.index(" river") == head.index(" English"), width

"""The palette: commands found by words, run behind it in the order of the keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.tui.app import WorkbenchApp
from workbench.tui.matching import Words, found
from workbench.tui.screens.home import HomeScreen
from workbench.tui.screens.palette import PaletteScreen
from workbench.workflow.workspace import open_workspace

from .conftest import Sit, Sitting, draw
from .fake_desk import FakeDesk

AMONG = [
    Words.of(("find", "بحث"), "find words in source and target"),
    Words.of(("find_next", "next", "النتيجة التالية"), "next segment that has them"),
    Words.of(("split", "تقسيم المقطع"), "split the segment"),
    Words.of(("save", "حفظ"), "save now"),
    Words.of(("replace", "بحث واستبدال"), "find and replace in the targets"),
]


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("", [0, 1, 2, 3, 4]),
        ("find", [0, 1, 4]),
        ("segment", [2, 1]),
        ("next find", [1]),
        ("SPL", [2]),
        ("بَحْث", [0, 4]),
        ("النتيجه", [1]),
        ("سحمهف", [2]),
        ("splti", [2]),
        ("plit", [2]),
        ("nothing like it", []),
        ("...", [0, 1, 2, 3, 4]),
    ],
)
def test_what_words_mean(query: str, hits: list[int]) -> None:
    assert found(query, AMONG) == hits


def palette(s: Sitting) -> PaletteScreen:
    assert isinstance(s.app.screen, PaletteScreen)
    return s.app.screen


async def test_every_command_is_there_with_its_keys_and_runs_from_there(sit: Sit) -> None:
    async with sit(FakeDesk(), (140, 45)) as s:
        await s.type("kept ")
        await s.press("ctrl+p")
        rows = palette(s).rows
        commands = [c for c in s.app.key_table.commands if c.id not in ("palette", "menu")]
        assert [r.id for r in rows] == [c.id for c in commands]
        for row, command in zip(rows, commands, strict=True):
            assert row.keys.split("  ")[0].startswith(command.shown_keys[0])
            assert not command.escapes or "Esc " in row.keys
        await s.press("escape", "escape", "ظ")
        await s.type("copy source")
        assert palette(s).rows[0].id == "copy_source"
        assert "Esc c" in s.pane("choosing").splitlines()[0]
        assert "نسخ" in palette(s).rows[0].arabic
        # The keys of the editor do nothing here, and nothing that is typed gets into the text.
        await s.press("pagedown", "pageup", "ctrl+home", "tab", "alt+c", "f9")
        await s.press("enter")
        assert s.app.screen is s.screen
        assert s.text == s.desk.segment(1).source
        await s.press("ctrl+p", "x", "escape", "!")
        assert s.text == s.desk.segment(1).source + "!"


async def test_typed_ahead_it_runs_and_what_it_opens_gets_the_next_keys(sit: Sit) -> None:
    async with sit(FakeDesk()) as s:
        await s.app._press_keys(["escape", "slash", *"note", "enter", *"ask", "enter", *"ab"])
        await s.pilot.pause()
        assert s.desk.segment(1).note == "ask"
        assert s.text == "ab"
        await s.app._press_keys(["alt+slash", *"help", "enter", *"split", "escape", "c"])
        await s.pilot.pause()
        assert s.app.screen is s.screen
        assert s.text == "abc"
        await s.press("ctrl+p", *"confirm", "enter")
        assert s.desk.segment(1).target == "abc"
        assert s.number == 2


async def test_a_number_goes_to_that_segment(sit: Sit) -> None:
    async with sit(FakeDesk()) as s:
        for keys, number in (("3", 3), ("٤", 4), ("go 2", 2), ("المقطع ١", 1)):
            await s.press("escape", "slash")
            await s.type(keys)
            assert palette(s).rows[0].number == number
            await s.press("enter")
            assert s.number == number
        await s.press("escape", "slash")
        for nowhere in ("5", "0", "9" * 20):
            palette(s).field.put(nowhere)
            await s.press("end", "enter")
            assert "There is no such segment: they are 1 to 4" in s.pane("choosing")
        await s.press("escape")
        assert s.number == 1


async def test_bad_input_finds_nothing_and_harms_nothing(sit: Sit) -> None:
    async with sit(FakeDesk(), (60, 16)) as s:
        await s.press("ctrl+p", *"[/b]", "space", "²", "backspace")
        palette(s).field.take_paste("x" * 3000 + "\x1b[2J\nfind")
        palette(s)._find()
        await s.press("down", "up", "enter")
        assert palette(s).rows == []
        assert "No command has these words." in s.pane("choosing")
        await s.press("escape")
        desk = s.desk
        desk.read_only = True
        await s.press("ctrl+p", *"split", "enter")
        assert s.app.screen is s.screen
        assert any("cannot be written" in t for t in s.toasts)


async def test_the_list_of_projects_has_one_too(workspace: Path) -> None:
    with open_workspace(workspace) as ws:
        app = WorkbenchApp(ws, None)
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.press("k", *"import", "enter")
            await pilot.pause()
            assert any("n makes one" in n.message for n in app._notifications)
            await pilot.press("ctrl+p", *"مشروع", "space", *"جديد", "enter", *"desk", "enter")
            await pilot.pause()
            assert isinstance(app.screen, HomeScreen)
            assert app.screen.question.is_open
            await pilot.press("escape", "h", *"import")
            await pilot.pause()
            draw(app)
            assert "import articles" in app.screen.query_one("#help").render_line(1).text

from __future__ import annotations

from pathlib import Path

from workbench.tui import keymap
from workbench.tui.keys import PLACE
from workbench.tui.screens.editor import EditorScreen

COMMANDS = (*keymap.LOOP, *keymap.MENU)


def test_no_key_stands_twice() -> None:
    used = [k for c in COMMANDS for k in c.keys]
    assert len(used) == len(set(used))
    escapes = [c.escape for c in keymap.MENU]
    assert len(escapes) == len(set(escapes))
    assert len({c.id for c in COMMANDS}) == len(COMMANDS)


def test_no_key_that_does_not_arrive() -> None:
    assert not {k for c in COMMANDS for k in c.keys} & keymap.UNUSABLE


def test_every_command_behind_escape_has_an_arabic_place() -> None:
    for command in keymap.MENU:
        assert command.escape
        if len(command.escape) <= 2:
            assert set(command.escape) <= set(PLACE.values())


def test_every_command_is_done_by_the_screen() -> None:
    for command in COMMANDS:
        assert callable(getattr(EditorScreen, f"do_{command.id}"))


def test_the_readme_has_this_table() -> None:
    readme = Path(__file__).parents[2].joinpath("README.md").read_text(encoding="utf-8")
    table = readme.split("<!-- keys: made from workbench/tui/keymap.py, compared by a test -->")[1].split(
        "<!-- /keys -->"
    )[0]
    assert table.strip() == keymap.readme_table().strip()


def test_names_people_read() -> None:
    assert [keymap.shown(k) for k in ("ctrl+home", "pageup", "f1", "shift+tab", "escape")] == [
        "Ctrl+Home", "PgUp", "F1", "Shift+Tab", "Esc",
    ]  # fmt: skip
    assert [keymap.alt_char(k) for k in ("alt+c", "alt+slash", "alt+up", "ctrl+c")] == ["c", "/", "", ""]

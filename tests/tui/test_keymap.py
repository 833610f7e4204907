from __future__ import annotations

from pathlib import Path

import pytest

from workbench.tui import key_names, keymap
from workbench.tui.arabic_names import ARABIC
from workbench.tui.keys import PLACE
from workbench.tui.screens.cutting_acts import ROLE_KEYS
from workbench.tui.screens.editor import EditorScreen
from workbench.tui.screens.home import ACTS, HomeScreen
from workbench.tui.screens.panel_lines import LETTERS

COMMANDS = keymap.DEFAULTS.commands


def test_no_key_stands_twice() -> None:
    used = [k for c in COMMANDS for k in c.keys]
    assert len(used) == len(set(used))
    escapes = [e for c in COMMANDS for e in c.escapes]
    assert len(escapes) == len(set(escapes))
    assert len({c.id for c in COMMANDS}) == len(COMMANDS)


def test_no_key_that_does_not_arrive() -> None:
    every = {k for c in COMMANDS for k in c.keys} - {"alt+enter"}
    assert not every & set(key_names.UNUSABLE)
    assert every <= key_names.SAFE | key_names.DOORS
    assert not key_names.SAFE & key_names.DOORS
    assert not (key_names.SAFE | key_names.DOORS) & (key_names.EDITING | set(key_names.UNUSABLE))


def test_every_command_has_a_key_that_arrives_with_every_terminal_and_layout() -> None:
    assert all(c.escapes for c in keymap.MENU)
    assert all(set(c.keys) & key_names.SAFE for c in keymap.LOOP)
    # Nothing stands on a key that does not arrive whole.
    assert not {"b", "backspace"} & {key for c in COMMANDS for e in c.escapes for key in (e, *e)}
    assert "b" not in {*LETTERS, *(key for key, _role, _label in ROLE_KEYS), *(a.letter for a in ACTS)}


def test_keys_behind_escape_are_keys_or_rows_never_both() -> None:
    for escape in (e for c in COMMANDS for e in c.escapes):
        assert key_names.read_key(f"esc {' '.join(escape) if len(escape) == 2 else escape}", keymap.ROWS).name == escape
    second = {e[0] for c in COMMANDS for e in c.escapes if len(e) == 2}
    assert second == set(keymap.ROWS)


def test_every_command_behind_escape_has_an_arabic_place() -> None:
    for command in keymap.MENU:
        assert command.escape
        if len(command.escape) <= 2:
            assert set(command.escape) <= set(PLACE.values())


def test_every_letter_behind_escape_is_read_the_same_by_its_arabic_place() -> None:
    arabic = {latin: letter for letter, latin in PLACE.items() if letter < "ﺀ"}
    for escape in (e for c in COMMANDS for e in c.escapes if e not in key_names.BEHIND):
        written = "esc " + " ".join(arabic[c] for c in escape)
        assert key_names.read_key(written, keymap.ROWS) == key_names.Key(escape, True)


def test_every_command_is_done_by_the_screen() -> None:
    for command in COMMANDS:
        assert callable(getattr(EditorScreen, f"do_{command.id}"))
    assert {c.id for c in COMMANDS} >= keymap.WRITES


def test_the_list_of_projects_acts_on_its_table() -> None:
    assert [(c.id, c.keys[0]) for c in keymap.HOME[1:]] == [(a.id, a.letter) for a in ACTS]
    for command in keymap.HOME[1:]:
        assert callable(getattr(HomeScreen, f"do_{command.id}"))


def test_every_command_has_an_arabic_name() -> None:
    known = {c.id for c in (*COMMANDS, *keymap.HOME)}
    assert known - set(ARABIC) == set(), "to be written in tui/arabic_names.py"
    assert set(ARABIC) <= known


def test_menu_line_and_help_agree_with_the_table() -> None:
    items = [*keymap.DEFAULTS.menu_items(), *(i for row in keymap.ROWS for i in keymap.DEFAULTS.menu_items(row))]
    assert len(items) == len(keymap.MENU) + len(keymap.ROWS)
    for command in keymap.MENU:
        assert command.short
        keys = command.escape[1:] if len(command.escape) == 2 else key_names.shown(command.escape)
        assert f"{keys} {command.short}" in items


def test_the_readme_has_this_table() -> None:
    readme = Path(__file__).parents[2].joinpath("README.md").read_text(encoding="utf-8")
    table = readme.split("<!-- keys: made from workbench/tui/keymap.py, compared by a test -->")[1].split(
        "<!-- /keys -->"
    )[0]
    assert table.strip() == keymap.readme_table().strip()


def test_names_people_read() -> None:
    assert [key_names.shown(k) for k in ("ctrl+home", "pageup", "f1", "shift+tab", "escape", "ctrl+@")] == [
        "Ctrl+Home", "PgUp", "F1", "Shift+Tab", "Esc", "Ctrl+Space",
    ]  # fmt: skip
    assert [key_names.alt_char(k) for k in ("alt+c", "alt+slash", "alt+up", "ctrl+c")] == ["c", "/", "", ""]


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("F6", "f6"),
        ("PgDn", "pagedown"),
        ("Ctrl+Enter", "ctrl+enter"),
        ("ctrl + home", "ctrl+home"),
        ("control+ب", "ctrl+f"),
        ("Ctrl+Space", "ctrl+@"),
        ("return", "enter"),
        ("Esc", "escape"),
    ],
)
def test_keys_as_people_write_them(written: str, key: str) -> None:
    assert key_names.read_key(written, keymap.ROWS) == key_names.Key(key)


@pytest.mark.parametrize(
    ("written", "escape"),
    [
        ("esc q", "q"),
        ("Escape Q", "q"),
        ("Alt+q", "q"),
        ("esc y o", "yo"),
        ("esc yo", "yo"),
        ("esc غ خ", "yo"),
        ("esc ض", "q"),
        ("esc ص", "w"),
        ("esc ؤ", "c"),
        ("alt+enter", "enter"),
        ("alt+/", "/"),
    ],
)
def test_keys_behind_escape_as_people_write_them(written: str, escape: str) -> None:
    assert key_names.read_key(written, keymap.ROWS) == key_names.Key(escape, True)

"""The person's own keys: what a table [keys] may say, and what is said when it may not."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import workbench
from workbench.cli.app import by_command
from workbench.config import UserPaths, WorkspacePaths
from workbench.errors import FileError, LockedError, UsageError
from workbench.tui.keymap import DEFAULTS, LOOP, MENU, Command, Keymap
from workbench.tui.remapping import remapped
from workbench.workflow.preferences import load_settings

FILE = Path("config.toml")
ROWS = {"e": "insert", "y": "segment"}
USUAL = Keymap(
    (
        Command("confirm", "", ("enter", "ctrl+j", "ctrl+enter"), "confirm"),
        Command("next", "", ("pagedown",), "next segment"),
        Command("undo", "", ("ctrl+z",), "undo"),
        Command("menu", "", ("escape",), "menu line"),
    ),
    (
        Command("find", "f", ("f4", "ctrl+f"), "find words", "find"),
        Command("machine", "m", ("f9",), "ask machine translation", "MT"),
        Command("role", "yo", (), "say what the paragraph is", "role"),
        Command("quit", "q", ("ctrl+q",), "bye", "bye"),
    ),
)
"""A small table, so that commands that come and go change nothing here."""


def keys_of(keymap: Keymap, command: str) -> list[str]:
    return next(c.shown_keys for c in keymap.commands if c.id == command)


def test_what_is_written_is_all_a_command_has_and_the_others_keep_theirs() -> None:
    table = {
        "find": ["F6", "esc ق"],
        "machine": "esc y m",
        "role": ["F9", "esc f", "alt+;"],
        "next": ["Insert", "PgDn"],
    }
    new, errors = remapped(USUAL, ROWS, table, FILE)
    assert not errors
    assert keys_of(new, "find") == ["F6", "Esc r"]
    assert keys_of(new, "machine") == ["Esc y m"]
    assert keys_of(new, "role") == ["F9", "Esc f", "Esc ;"]
    assert new.first_key("next") == "Insert"
    assert new.by_key("f9") == new.by_escape("f") == new.by_escape(";")
    assert new.by_key("f4") is None
    assert new.by_key("ctrl+f") is None
    assert new.by_escape("m") is None
    assert keys_of(new, "quit") == keys_of(USUAL, "quit")
    assert "m MT" in new.menu_items("y")
    assert "; role" in new.menu_items()
    assert USUAL.by_key("f9") == USUAL.commands[5], "the usual keys are not touched"


def test_keys_change_places_and_a_loop_command_may_stand_behind_escape() -> None:
    table = {"find": ["F9", "esc f"], "machine": ["F4", "esc m"], "undo": ["ctrl+z", "esc y z"]}
    new, errors = remapped(USUAL, ROWS, table, FILE)
    assert not errors
    assert new.by_key("f9") == new.by_escape("f")
    assert "z undo" in new.menu_items("y")


WRONG = [
    ({"fnd": "F6"}, "keys.fnd: there is no such command.", "'find'"),
    ({"fnd": "nonsense"}, "keys.fnd: there is no such command.", "'find'"),
    ({"find": "PgDwn"}, "keys.find: no key is called 'PgDwn'.", "PgDn"),
    ({"find": "super+f"}, "keys.find: no key is called 'super+f'.", "F6"),
    ({"find": "esc é"}, "keys.find: no key behind Esc is called 'é'.", "F6"),
    ({"find": "ctrl+1"}, "keys.find: 'ctrl+1' cannot be used: most terminals", ""),
    ({"find": "F11"}, "keys.find: 'F11' cannot be used: windows go to full screen", ""),
    ({"find": "shift+F3"}, "keys.find: 'shift+F3' cannot be used:", ""),
    ({"find": "Ctrl+Shift+F"}, "keys.find: 'Ctrl+Shift+F' cannot be used:", ""),
    ({"find": "alt+Home"}, "keys.find: 'alt+Home' cannot be used:", ""),
    ({"find": "esc ["}, "keys.find: 'esc [' cannot be used:", ""),
    ({"find": "left"}, "keys.find: 'left' is needed to move", ""),
    ({"find": ["esc f", "F9"]}, "keys.find and keys.machine have the same key, F9.", "find or for machine"),
    ({"find": "esc غ خ"}, "keys.find and keys.role have the same key, Esc y o.", ""),
    ({"find": ["ctrl+enter", "esc f"]}, "keys.confirm and keys.find have the same key, Enter (Ctrl+Enter", ""),
    ({"find": "f"}, "keys.find: 'f' alone would be typed into the text.", '"esc f"'),
    ({"find": "shift+f"}, "keys.find: 'shift+f' alone would be typed", '"esc f"'),
    ({"find": "."}, "keys.find: '.' alone would be typed", '"esc ."'),
    ({"find": "space"}, "keys.find: 'space' alone would be typed", ""),
    ({"find": "esc y"}, "keys.find: 'esc y' opens the row 'segment'", '"esc y q"'),
    ({"find": "esc غ"}, "keys.find: 'esc غ' opens the row 'segment'", ""),
    ({"find": "esc a c"}, "keys.find: 'esc a c' has too many keys.", "Esc e and Esc y"),
    ({"find": "esc 3"}, "keys.find: 'esc 3' cannot be used: Esc 1 to 9", ""),
    ({"find": "esc b"}, "keys.find: 'esc b' cannot be used: with the Arabic layout", ""),
    ({"find": "esc y لا"}, "keys.find: 'esc y لا' cannot be used: with the Arabic layout", ""),
    ({"find": "esc yb"}, "keys.find: 'esc yb' cannot be used: with the Arabic layout", ""),
    ({"find": "esc backspace"}, "keys.find: 'esc backspace' cannot be used: typed fast", ""),
    ({"find": "alt+backspace"}, "keys.find: 'alt+backspace' cannot be used: typed fast", ""),
    ({"menu": "F2"}, "keys.menu: Esc must stay with it", ""),
    ({"menu": []}, "keys.menu: Esc must stay with it", ""),
    ({"confirm": []}, "keys.confirm: without a key it cannot be reached.", "Enter"),
    ({"confirm": "ctrl+enter"}, 'keys.confirm: "Ctrl+Enter" alone does not arrive', '"Enter"]'),
    ({"quit": []}, "keys.quit: without a key it cannot be reached.", "Esc x q"),
    ({"quit": "ctrl+q"}, 'keys.quit: "Ctrl+Q" alone does not arrive', 'quit = ["Ctrl+Q", "esc q"]'),
    ({"find": ["ctrl+f", "F1"]}, 'keys.find: "Ctrl+F", "F1" alone does not arrive', '"esc f"]'),
    ({"find": 6}, "keys.find: it must be a key or a list of keys", 'find = ["F4", "esc f"]'),
    ({"find": ["F6", True]}, "keys.find: it must be a key or a list of keys", ""),
    ({"find": {"key": "F6"}}, "keys.find: it must be a key or a list of keys", ""),
    ({"find": " "}, "keys.find: an empty word is no key", ""),
    ({"find": "+"}, "keys.find: no key is called '+'", ""),
    ("F6", "[keys] must be a table.", ""),
]


@pytest.mark.parametrize(("table", "message", "hint"), WRONG, ids=[str(w[0]) for w in WRONG])
def test_what_is_wrong_is_told_and_changes_nothing(table: object, message: str, hint: str) -> None:
    new, errors = remapped(USUAL, ROWS, table, FILE)
    assert new is USUAL
    assert errors[0].message.startswith(f"config.toml: {message}")
    assert hint in errors[0].hint


def test_everything_that_is_wrong_is_told_at_once() -> None:
    _new, errors = remapped(USUAL, ROWS, {"find": "f", "fnd": "F6", "role": ["F9", "esc y o"]}, FILE)
    assert [e.message.split(": ")[1] for e in errors] == ["keys.find", "keys.fnd"]


def test_a_command_may_do_without_escape_where_another_key_always_arrives() -> None:
    for keys in ("F6", ["ctrl+f", "F2"]):
        assert not remapped(USUAL, ROWS, {"find": keys}, FILE)[1]
    assert not remapped(USUAL, ROWS, {"undo": "ctrl+u"}, FILE)[1], "it never had another"


def test_the_example_of_the_manual_is_right() -> None:
    page = Path(__file__).parents[2].joinpath("docs", "keys.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    new, errors = remapped(DEFAULTS, {r: r for r in "exy"}, tomllib.loads(example)["keys"], FILE)
    assert not errors
    assert new.loop != LOOP
    assert new.menu != MENU


def test_the_table_is_the_persons_and_stands_as_it_was_written(tmp_path: Path) -> None:
    ws, user = WorkspacePaths(tmp_path), UserPaths(tmp_path / "me")
    for path in (ws.settings, user.settings):
        path.parent.mkdir(exist_ok=True)
    user.settings.write_text("[keys]\nfind = 3\n", encoding="utf-8")
    assert load_settings(ws, user).keys == {"find": 3}
    ws.settings.write_text('[keys]\nfind = "F6"\n', encoding="utf-8")
    with pytest.raises(FileError, match=r"workbench\.toml: keys are the person's") as told:
        load_settings(ws, user)
    assert str(user.settings) in told.value.hint


def test_messages_name_the_keys_in_force() -> None:
    """What an error says to do is done by key on the screen, whichever it is, and by command on the command line."""
    new, errors = remapped(DEFAULTS, {r: r for r in "exy"}, {"lock": ["F6", "esc y o"], "role": "esc y l"}, FILE)
    assert not errors
    error = LockedError(3)
    assert DEFAULTS.told(error) == "Segment 3 is locked. Unlock it first. (Esc y l)"
    assert new.told(error) == "Segment 3 is locked. Unlock it first. (Esc y o)"
    assert new.told(UsageError("It is empty.")) == "It is empty."
    assert by_command(error.act) == "  (workbench edit PROJECT/DOC N --unlock)"


def test_no_part_behind_the_faces_names_a_key() -> None:
    named = re.compile(r"""["'][^"']*\b(Esc [a-z]\b|Alt\+|F[1-9]\b|Enter\b|PgDn|PgUp)""")
    root = Path(workbench.__file__).parent
    rooms = [
        p
        for room in ("workflow", "store", "tm", "termbase", "qa", "mt", "formats", "text")
        for p in (root / room).rglob("*.py")
    ]
    found = [
        f"{path.name}:{n}: {line.strip()}"
        for path in (*rooms, root / "errors.py", root / "config.py")
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if named.search(line) and not line.lstrip().startswith(("#", '"""'))
    ]
    assert found == []

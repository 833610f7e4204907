"""Other keys by a table of the person's settings: command -> a key or a list of keys, which are then all it has.

A table with anything wrong in it changes nothing: keys of which only some are as somebody wrote them are worse than those
of the manual. Each thing that is wrong is told with the file, the name and what to write.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from workbench.errors import FileError
from workbench.tui.arabic_names import ARABIC
from workbench.tui.key_names import SAFE, Key, KeyNameError, read_key, shown, shown_behind
from workbench.tui.keymap import DEFAULTS, Command, Keymap, key_table

VITAL = {"confirm": "Enter", "menu": "Esc", "quit": "Esc x q"}
"""Commands nobody can do without, and the key they have by default."""
_ENTER = frozenset({"enter", "ctrl+enter", "shift+enter"})
_EXAMPLE = 'For example: find = ["F4", "esc f"]'


def key_lines(table: object) -> tuple[list[dict[str, object]], tuple[FileError, ...]]:
    """Return the keys in force by a table of the settings, as the command line lists them, and what is wrong with it."""
    keymap, errors = key_table(table)
    lines: list[dict[str, object]] = [
        {
            "id": c.id,
            "keys": c.shown_keys,
            "text": c.text,
            "arabic": ARABIC.get(c.id, ""),
            "changed": c not in DEFAULTS.commands,
        }
        for c in keymap.commands
    ]
    return lines, errors


def remapped(usual: Keymap, rows: Mapping[str, str], table: object, path: Path) -> tuple[Keymap, tuple[FileError, ...]]:
    """Return the keys by a table, and what is wrong with it; with anything wrong they are the usual ones.

    ``rows`` are the keys behind Esc that open a second row; ``path`` is where the table stands.
    """
    if not isinstance(table, Mapping):
        return usual, (FileError(path, "[keys] must be a table.", _EXAMPLE),)
    wanted: dict[str, tuple[Key, ...]] = {}
    errors: list[FileError] = []
    for name, value in table.items():
        try:
            command = _command(usual, name)
            wanted[command] = _keys(value, rows)
        except KeyNameError as e:
            errors.append(FileError(path, f"keys.{name}: {e}.", e.hint))
    new = Keymap(_with(usual.loop, wanted), _with(usual.menu, wanted))
    if not errors:
        own = set(wanted)
        errors = [FileError(path, *told) for told in (*_clashes(new), *_out_of_reach(usual, new, own))]
    return (usual, tuple(errors)) if errors else (new, ())


def _command(usual: Keymap, name: str) -> str:
    known = [c.id for c in usual.commands]
    if name not in known:
        near = difflib.get_close_matches(name, known, 1, 0.4)
        hint = f"Did you mean {near[0]!r}? " if near else ""
        raise KeyNameError("there is no such command", f"{hint}All of them: workbench keys")
    return name


def _keys(value: object, rows: Mapping[str, str]) -> tuple[Key, ...]:
    """Return the keys of one line of the table, each once."""
    written = [value] if isinstance(value, str) else value
    if not isinstance(written, list) or not all(isinstance(w, str) for w in written):
        raise KeyNameError("it must be a key or a list of keys, each in quotation marks", _EXAMPLE)
    if not all(w.strip() for w in written):
        raise KeyNameError("an empty word is no key", _EXAMPLE)
    return tuple(dict.fromkeys(read_key(w, rows) for w in written))


def _with(commands: tuple[Command, ...], wanted: Mapping[str, tuple[Key, ...]]) -> tuple[Command, ...]:
    return tuple(_given(c, wanted[c.id]) if c.id in wanted else c for c in commands)


def _given(command: Command, keys: tuple[Key, ...]) -> Command:
    escape, *more = [k.name for k in keys if k.behind_escape] or [""]
    own = tuple(k.name for k in keys if not k.behind_escape)
    return replace(command, escape=escape, more=tuple(more), keys=own)


def _clashes(keymap: Keymap) -> Iterator[tuple[str, str]]:
    """Find keys that stand at two commands; Enter under another name counts as Enter."""
    owners: dict[str, list[str]] = defaultdict(list)
    for command in keymap.commands:
        for key in dict.fromkeys("enter" if k in _ENTER else k for k in command.keys if k != "alt+enter"):
            owners[shown(key)].append(command.id)
        for keys in command.escapes:
            owners[f"Esc {shown_behind(keys)}"].append(command.id)
    for key, names in owners.items():
        if len(names) > 1:
            also = " (Ctrl+Enter and Shift+Enter arrive as Enter)" if key == "Enter" else ""
            both = " and ".join(f"keys.{name}" for name in names)
            yield f"{both} have the same key, {key}{also}.", f"Write another key for {names[0]} or for {names[1]}."


def _out_of_reach(usual: Keymap, keymap: Keymap, own: set[str]) -> Iterator[tuple[str, str]]:
    """Find commands that some terminal or the Arabic layout would not let one reach any more."""
    before = {c.id: c for c in usual.commands}
    for command in keymap.commands:
        if command.id not in own:
            continue
        old = before[command.id]
        if command.id == "menu" and "escape" not in command.keys:
            yield "keys.menu: Esc must stay with it: all commands stand behind Esc.", 'Write: menu = ["esc", ...]'
        elif not command.keys and not command.escapes:
            default = VITAL.get(command.id) or old.shown_keys[-1]
            yield f"keys.{command.id}: without a key it cannot be reached.", f"By default it has {default}."
        elif not _safe(command) and (_safe(old) or command.id in VITAL):
            now = ", ".join(f'"{shown(k)}"' for k in command.keys)
            chord = f"esc {shown_behind(old.escape)}".lower() if old.escape else shown(old.keys[0])
            yield (
                f"keys.{command.id}: {now} alone does not arrive in every terminal, or with the Arabic layout.",
                f'Write for example: {command.id} = [{now}, "{chord}"]',
            )


def _safe(command: Command) -> bool:
    return bool(command.escapes) or any(key in SAFE for key in command.keys)

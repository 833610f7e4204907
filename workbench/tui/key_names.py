"""Keys by the names people write and read, and which of them arrive in every terminal (measured in six).

A key stands in a table either by itself (``f6``, ``ctrl+home``, by Textual's name) or behind Esc (``q``, ``yo``, ``enter``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.tui.places import PLACE, place_of

SAFE = frozenset(
    {
        *("enter", "tab", "shift+tab", "escape", "insert", "pageup", "pagedown"),
        *("ctrl+up", "ctrl+down", "ctrl+home", "ctrl+end", "alt+up", "alt+down"),
        *(f"f{n}" for n in (2, 3, 4, 5, 6, 7, 8, 9, 12)),
    }
)
"""Keys that arrive in every terminal, with the Arabic layout too."""

DOORS = frozenset(
    {
        *(f"ctrl+{c}" for c in "cdefgjklnopqrstuyz"),
        *("ctrl+@", "ctrl+backslash", "ctrl+right_square_bracket", "ctrl+pageup", "ctrl+pagedown"),
        *("ctrl+enter", "shift+enter", "f1"),
    }
)
"""Keys that may be further doors: one terminal or another keeps them, or the Arabic layout types a letter instead."""

SILENT = frozenset({"ctrl+j", "ctrl+enter", "shift+enter", "alt+enter"})
"""Other names under which Enter arrives. They are not shown."""

_TYPED_OUT = "one terminal or another loses it or types letters instead"
UNUSABLE: Mapping[str, str] = {
    **{f"ctrl+{n}": "most terminals send another key for it, or the bare figure" for n in "0123456789"},
    "ctrl+i": "it arrives as Tab",
    "ctrl+m": "it arrives as Enter",
    "ctrl+h": "it arrives as Backspace",
    "ctrl+left_square_bracket": "it arrives as Esc",
    "ctrl+a": "GNU screen keeps it for itself, and in the text it goes to the beginning",
    "ctrl+b": "tmux keeps it for itself",
    "ctrl+w": "Alt+Backspace arrives as it, and in the text it deletes a word",
    "ctrl+tab": "it arrives as Tab or is taken by the window",
    "ctrl+backspace": "it arrives as Backspace",
    "ctrl+underscore": "Ctrl+/ and Ctrl+_ arrive under one name, or are typed",
    **dict.fromkeys(("shift+pageup", "shift+pagedown"), "terminals scroll with it"),
    "shift+insert": "terminals paste with it",
    "f10": "terminal windows open their menu with it",
    "f11": "windows go to full screen with it",
    **{f"{m}+f{n}": _TYPED_OUT for m in ("shift", "ctrl", "alt") for n in range(1, 13)},
}
"""Keys that do not arrive, or arrive as something else, in one terminal or another, and why."""

EDITING = frozenset(
    {
        *("left", "right", "up", "down", "home", "end", "backspace", "delete", "ctrl+x", "ctrl+v", "ctrl+delete"),
        *(f"shift+{k}" for k in ("left", "right", "up", "down", "home", "end")),
        *("ctrl+left", "ctrl+right", "ctrl+shift+left", "ctrl+shift+right", "alt+delete"),
    }
)
"""Keys that the line one types in needs."""

_SIGNS = {
    "full_stop": ".",
    "slash": "/",
    "comma": ",",
    "semicolon": ";",
    "minus": "-",
    "backslash": "\\",
    "space": " ",
    "apostrophe": "'",
    "grave_accent": "`",
    "equals_sign": "=",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
}
_SIGN_NAMES = {sign: name for name, sign in _SIGNS.items()}
_ALSO = {
    "esc": "escape",
    "return": "enter",
    "del": "delete",
    "ins": "insert",
    "bs": "backspace",
    "bksp": "backspace",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "pgdown": "pagedown",
    "page_up": "pageup",
    "page_down": "pagedown",
    "↑": "up",
    "↓": "down",
    "←": "left",
    "→": "right",
}
_MODIFIERS = {"control": "ctrl", "ctl": "ctrl", "option": "alt", "meta": "alt"}
_KNOWN: tuple[str, ...] = (
    "enter",
    "tab",
    "escape",
    "insert",
    "delete",
    "backspace",
    "pageup",
    "pagedown",
    "home",
    "end",
)
_KNOWN += ("up", "down", "left", "right", *(f"f{n}" for n in range(1, 25)))
BEHIND = ("enter",)
"""Keys with a name that may stand behind Esc."""
TORN: Mapping[str, str] = {
    "b": "with the Arabic layout its key sends two letters, ل and ا, which are Esc g and then an alef",
    "backspace": "typed fast it arrives as Ctrl+W, which deletes a word",
}
"""Keys that do not arrive whole behind Esc, and why."""


class KeyNameError(ValueError):
    """A key that cannot be had; the message says why, ``hint`` what to write instead."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it stands in the table: its name, and whether it is pressed behind Esc."""

    name: str
    behind_escape: bool = False


def read_key(written: str, rows: Mapping[str, str]) -> Key:
    """Return the key people mean by ``ctrl+enter``, ``F6``, ``PgDn``, ``Alt+q``, ``esc q`` or ``esc y o``.

    ``rows`` are the keys behind Esc that open a second row. Raises :class:`KeyNameError` for a key nobody knows, one that
    does not arrive everywhere, one that would be typed or that the text needs.
    """
    first, *more = written.split()[:4] or [""]
    if _ALSO.get(first.lower(), first.lower()) == "escape" and more:
        both = len(more) == 1 and len(more[0]) == 2 and more[0] not in PLACE
        return Key(_chord(written, [*more[0]] if both else more, rows), True)
    name = _named("".join(written.split()))
    modifiers, _, last = name.rpartition("+")
    char = alt_char(name)
    if modifiers == "alt" and (char or last in BEHIND or last in TORN):
        # Alt and a key send the same bytes as Esc and then that key.
        return Key(_chord(written, [char or last], rows), True)
    if modifiers in ("", "shift") and (len(last) == 1 or last in _SIGNS):
        hint = f'Behind Esc it is free to be one: "esc {_SIGNS.get(last, last)}".' if last != "space" else ""
        raise KeyNameError(f"{written!r} alone would be typed into the text", hint)
    _refuse(written, name)
    return Key(name)


def _named(written: str) -> str:
    """Return Textual's name of a key, which may be one that does not exist."""
    *modifiers, last = written.rstrip("+").lower().split("+")
    last = place_of(_ALSO.get(last, last))
    names = sorted({_MODIFIERS.get(m, m) for m in modifiers})
    if names == ["ctrl"] and last == "space":
        last = "@"
    elif names == ["ctrl"] and last == "/":
        last = "underscore"
    return "+".join([*names, _SIGN_NAMES.get(last, last)])


def _refuse(written: str, name: str) -> None:
    if name in SAFE or name in DOORS:
        return
    if name in EDITING:
        raise KeyNameError(f"{written!r} is needed to move, delete or paste in the text")
    *modifiers, last = name.split("+")
    plain = last in _KNOWN or len(last) == 1 or last in _SIGNS
    if name not in UNUSABLE and (not plain or not {*modifiers} <= {"alt", "ctrl", "shift"}):
        raise KeyNameError(f"no key is called {written!r}", f"Keys are written like {_examples()}.")
    why = UNUSABLE.get(name, "not every terminal sends it" if len(modifiers) < 2 else _TYPED_OUT)
    raise KeyNameError(f"{written!r} cannot be used: {why}")


def _chord(written: str, pressed: list[str], rows: Mapping[str, str]) -> str:
    """Return the keys behind Esc as the table has them."""
    keys = [place_of(_ALSO.get(k.lower(), k.lower())) for k in pressed]
    if len(keys) == 1 and keys[0] in BEHIND:
        return keys[0]
    for key in keys:
        if key in TORN:
            raise KeyNameError(f"{written!r} cannot be used: {TORN[key]}")
        if len(key) != 1 or not key.isascii() or not key.isprintable():
            raise KeyNameError(f"no key behind Esc is called {key!r}", f"Keys are written like {_examples()}.")
        if key in "[]":
            raise KeyNameError(f"{written!r} cannot be used: Esc and {key} begin what other keys send")
    if len(keys) == 1 and keys[0] in rows:
        raise KeyNameError(
            f"{written!r} opens the row {rows[keys[0]]!r} and cannot be a command",
            f'A key of that row can: "esc {keys[0]} q".',
        )
    if len(keys) == 1 and keys[0] in "123456789":
        raise KeyNameError(f"{written!r} cannot be used: Esc 1 to 9 put the proposals")
    if len(keys) > 1 and (len(keys) > 2 or keys[0] not in rows):
        raise KeyNameError(f"{written!r} has too many keys", f"Only Esc {' and Esc '.join(rows)} open a second row.")
    return "".join(keys)


def _examples() -> str:
    return '"F6", "PgDn", "ctrl+home", "esc q" or "esc y o"'


def alt_char(key: str) -> str:
    """Return the character of an ``alt+...`` key name: ``alt+slash`` is ``/``, ``alt+A`` is ``a``; '' for other keys."""
    if not key.startswith("alt+"):
        return ""
    name = key[4:]
    return _SIGNS.get(name, name.lower() if len(name) == 1 else "")


def shown(key: str) -> str:
    """Return a key as people read it: ``ctrl+home`` is ``Ctrl+Home``, ``pageup`` is ``PgUp``."""
    names = {"pageup": "PgUp", "pagedown": "PgDn", "escape": "Esc", "@": "Space", **_SIGNS}
    if len(key) == 1:
        return key
    return "+".join(names.get(p, p.upper() if len(p) <= 3 and p[0] == "f" else p.capitalize()) for p in key.split("+"))


def shown_behind(escape: str) -> str:
    """Return keys behind Esc as people read them: ``Enter``, ``y o``."""
    return escape.capitalize() if escape in BEHIND else " ".join(escape)

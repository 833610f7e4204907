"""Keys under one name, whatever terminal and keyboard layout they come from.

Textual 8.2.8 as it is (measured): Alt+1 to 0 become the characters a Mac types with Option, and land in the text; Alt with
a letter arrives late, and before another sequence falls apart into ``^`` and the letter; Alt with punctuation loses its
Alt. All three end when the two-byte sequences stand in its table, named and without a character. :func:`install` writes
those of the letters and signs of Latin and Arabic boards there; it uses private names, which
``tests/tui/test_key_contract.py`` watches.
"""

from __future__ import annotations

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.keys import _character_to_key

from workbench.tui.places import PLACE as PLACE
from workbench.tui.places import place_of as place_of

_BEGINNINGS = frozenset("[]OP")
"""Behind ESC they begin other sequences: of keys, and of answers."""

META_ON = "\x1b[?1036;1039s\x1b[?1036;1039h"
"""Asks xterm to send ESC before a key pressed with Alt, after saving how it was."""
META_OFF = "\x1b[?1036;1039r"
"""Puts that back."""

MODIFIER_KEYS = frozenset(
    {
        *(
            f"{side}_{key}"
            for side in ("left", "right")
            for key in ("shift", "control", "alt", "super", "hyper", "meta")
        ),
        "caps_lock",
        "num_lock",
        "scroll_lock",
        "iso_level3_shift",
        "iso_level5_shift",
    }
)
"""Keys that the kitty protocol sends on their own; nothing happens on them."""


class _Name(str):
    """A key name that looks like a member of Textual's ``Keys``."""

    __slots__ = ()

    @property
    def value(self) -> str:
        return str(self)


def install() -> None:
    """Teach Textual's table the two-byte Alt sequences. To be called before the app is made; twice does no harm."""
    table: dict[str, object] = ANSI_SEQUENCES_KEYS  # type: ignore[assignment]
    for char in filter(str.isprintable, map(chr, (*range(0x20, 0x250), *range(0x600, 0x700)))):
        if char not in _BEGINNINGS:
            table[f"\x1b{char}"] = (_Name(f"alt+{_character_to_key(char)}"),)
    for letter, char in PLACE.items():
        table[f"\x1b{letter}"] = (_Name(f"alt+{_character_to_key(char)}"),)
    table["\x1b\r"] = (_Name("alt+enter"),)
    # With the kitty protocol off Textual would make Esc and a second key of these.
    table["\x1b[1;3A"] = (_Name("alt+up"),)
    table["\x1b[1;3B"] = (_Name("alt+down"),)
    table["\x1b[3;3~"] = (_Name("alt+delete"),)


def normal(key: str) -> str:
    """Return the name of a key with its Arabic letter as the Latin one in the same place: ``ctrl+س`` is ``ctrl+s``."""
    *modifiers, last = key.split("+")
    if modifiers and last in PLACE:
        return "+".join([*modifiers, _character_to_key(PLACE[last])])
    return key

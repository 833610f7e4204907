"""Folding: making spellings equal that are equal to a reader, with a way back to the text.

Two tables for ``str.translate``. **T1** is safe on single words: marks, tatweel and invisible controls go; hamza seats of
alef, Persian letters, digits, spaces, punctuation and presentation forms become one form each. **T2** adds teh marbuta,
hamza on waw and yeh, and bare hamza; it makes new homographs of single words and serves keys of several words only.
Law: nothing but a space folds to a space or to something with one at its edge. Case is not folded here. No normalisation
runs over a whole string: it would move offsets.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Table = Mapping[int, str | None]

_DELETED = (
    *range(0x0610, 0x061B),
    *range(0x064B, 0x0660),
    0x0670,
    *range(0x06D6, 0x06DD),
    *range(0x06DF, 0x06E9),
    *range(0x06EA, 0x06EE),
    0x0640,  # tatweel
    0x00AD,  # soft hyphen
    0x061C,
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x206A),
    0xFEFF,
)

_LETTERS = {
    **dict.fromkeys("آأإٱ", "ا"),
    **dict.fromkeys("ىیے", "ي"),
    **dict.fromkeys("کڪ", "ك"),
    **dict.fromkeys("ہھەۀ", "ه"),
}

_SIGNS = {
    **dict.fromkeys("\u00a0\u202f\u3000" + "".join(map(chr, range(0x2000, 0x200B))), " "),
    "،": ",",
    "؛": ";",
    "؟": "?",
    "٪": "%",
    "٫": ".",
    "٬": ",",
    "۔": ".",
    **dict.fromkeys("“”„‟«»", '"'),
    **dict.fromkeys("‘’‚‛‹›", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
}

_LOOSE: dict[str, str | None] = {"ة": "ه", "ؤ": "و", "ئ": "ي", "ء": None}


def _build(loose: bool) -> dict[int, str | None]:
    table: dict[int, str | None] = dict.fromkeys(_DELETED)
    table.update({ord(k): v for k, v in (*_LETTERS.items(), *_SIGNS.items())})
    for first in (0x0660, 0x06F0):
        table.update({first + digit: str(digit) for digit in range(10)})
    if loose:
        table.update({ord(k): v for k, v in _LOOSE.items()})
    for low, high in ((0xFB50, 0xFDFF), (0xFE70, 0xFEFF)):
        for code in range(low, high + 1):
            plain = unicodedata.normalize("NFKC", chr(code))
            if plain != chr(code):
                # A mark standing alone is a space with the mark, by NFKC: the space is only what carries it.
                table[code] = plain.strip(" ").translate(table)
    return table


T1: Table = _build(loose=False)
"""The safe table."""
T2: Table = _build(loose=True)
"""T1 and the loose letters."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and, for each of its code points, the index in the source it came from.

    ``starts`` has one entry more than ``text``: the length of the source.
    """

    text: str
    starts: Sequence[int]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return the source span of ``text[start:end]``; it runs up to the next kept code point.

        Marks and tatweel after the last letter are inside; a ligature is inside as a whole.
        """
        if end <= start:
            return self.starts[start], self.starts[start]
        stop = end
        while stop < len(self.text) and self.starts[stop] == self.starts[end - 1]:
            stop += 1
        return self.starts[start], self.starts[stop]


def fold(text: str, table: Table = T1) -> str:
    """Apply a folding table to a text. Law: applying it again changes nothing."""
    return text.translate(table)


def fold_map(text: str, table: Table = T1) -> Folded:
    """Return the text folded, with the way back. Law: ``fold_map(x).text == fold(x)``."""
    out: list[str] = []
    starts: list[int] = []
    for index, char in enumerate(text):
        folded = table.get(ord(char), char)
        if not folded:
            continue
        out.append(folded)
        starts.extend([index] * len(folded))
    starts.append(len(text))
    return Folded("".join(out), starts)


def fold_key(text: str) -> str:
    """Return the key under which equal texts meet: T1, case folded, white space runs as one space, edges bare."""
    return " ".join(fold(text).casefold().split())

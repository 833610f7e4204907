"""The Arabic article written as one word with a name: Alharbi, Elharbi, Assisi, Ashshammari for al-X.

Many names and words only begin so. The Arabic of the name tells: a word is parted where the rest is a way to write an Arabic
word that has the article in the source, and where it is no word of its own (Alaska, Albert, Assad, Attack).
"""

from __future__ import annotations

from functools import cache

import regex

from workbench.termbase.data_files import words_of
from workbench.text.fold import T1, fold

_SHORTEST = 3
"""So many letters a name has at least behind its article."""
_BEFORE = regex.compile(
    r"(?i)(?:[aeu]l(?=\p{L})|[ae]([dnrstz])(?=\1)|[ae](sh|dh|th)(?=\2)|[ae](?=(?:sh|dh|th)[aeiou]))"
)


@cache
def whole_words() -> frozenset[str]:
    """Return the English names and words that begin like the article and are whole, in small letters."""
    return frozenset(w.lower() for w in words_of("whole_words_en.txt"))


def articled(arabic: str) -> tuple[str, ...]:
    """Return the words of an Arabic name that have the article, without it."""
    bare = ("".join(c for c in word if fold(c, T1)) for word in arabic.split())
    return tuple(w[2:] for w in bare if w.startswith("ال") and len(w) >= 2 + _SHORTEST and w != "الله")


def without_article(word: str) -> str | None:
    """Return what a word is without an article it begins with: harbi of Alharbi, shammari of Ashammari; None for none."""
    match = _BEFORE.match(word)
    if match is None or len(word) - match.end() < _SHORTEST or word.lower() in whole_words():
        return None
    return word[match.end() :]

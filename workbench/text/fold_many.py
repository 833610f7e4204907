"""Folding long texts in compiled code.

``str.translate`` asks a dictionary for every letter, 70 ns each. Texts of nothing but Arabic and ASCII, which most are, go
through a code page of one byte a letter instead, and a table of bytes does the folding: a fifth of the time. Anything else
is folded as ever.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable

from workbench.text.fold import Table

_PAGE = "".join(map(chr, range(0x80))) + "".join(
    map(chr, (*range(0x60C, 0x610), 0x61B, 0x61F, *range(0x620, 0x660), 0x660, *range(0x661, 0x66B), 0x670, 0x671))
)
_PAGE += "پچژڤڨکڪگڠڭۀہھیےۃ«»“”‘’…–—٬٪\u00a0\u200c\u200d\u200e\u200f\u202f"
_PAGE = "".join(dict.fromkeys(_PAGE))
_PAGE += "".join(c for c in map(chr, range(0x6F0, 0x6FA)) if c not in _PAGE)


def folder(table: Table) -> Callable[[str], str]:
    """Return a function that folds a text by a table. Law: the same as ``text.translate(table)``."""
    kept = {c: c.translate(table) for c in _PAGE}
    # The page is closed: what becomes several letters, or one that is not in it, is left to the dictionary.
    letters = [c for c, folded in kept.items() if len(folded) <= 1 and (not folded or folded in kept)]
    page = "".join(letters).ljust(256, "\ufffe")[:256]
    at = {c: n for n, c in enumerate(letters[:256])}
    encoding = codecs.charmap_build(page)
    mapping = bytes(at.get(kept.get(c, c) or c, n) for n, c in enumerate(page))
    deleted = bytes(n for c, n in at.items() if not kept[c])

    def fold_many(text: str) -> str:
        try:
            data, _length = codecs.charmap_encode(text, "strict", encoding)
        except UnicodeEncodeError:
            return text.translate(table)
        return codecs.charmap_decode(data.translate(mapping, deleted), "strict", page)[0]

    return fold_many

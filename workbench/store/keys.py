"""The numbers of the index; :mod:`workbench.store.index` says what they stand for."""

from __future__ import annotations

MANY = 255
"""Texts of more words count as having so many."""
LOW = 24
"""Bits of a text's number that are in a key; a part holds texts with the same high bits."""
MASK = (1 << LOW) - 1
SHARD = 32
"""Where the high bits begin in the keys that :meth:`Index.postings` gives."""
WORD = 32
"""Bits of a word's number in ``posting.id``; above them the part, whose own low bits tell parts of a shard apart."""
PART = 8


def text_of(key: int) -> int:
    """Return the text a key stands for."""
    return key >> SHARD << LOW | key & MASK


def base_language(tag: str) -> str:
    """Return the language of a tag without its region, in small letters: ``ar`` for ``ar-SA``."""
    return tag.replace("_", "-").split("-")[0].casefold()

"""Which script a text is in."""

from __future__ import annotations


def is_arabic(text: str) -> bool:
    """Whether most letters of a text are Arabic."""
    letters = [c for c in text if c.isalpha()]
    return sum("\u0600" <= c <= "\u08ff" or "\ufb50" <= c <= "\ufeff" for c in letters) * 2 > len(letters)

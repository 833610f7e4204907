"""Keys by their place on the board: the Arabic letter and the Latin one on the same key."""

from __future__ import annotations

PLACE = dict(zip("ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظذ", "qwertyuiop[]asdfghjkl;'zxcvnm,./`", strict=True))
"""An Arabic letter to the key of the US board in the same place (xkb ``ara``; ``eg`` has the same rows)."""
PLACE |= {"ﻻ": "b", "لا": "b"}
PLACE |= dict(zip("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789", strict=True))


def place_of(char: str) -> str:
    """Return the Latin key in the place of a typed character, itself when it is Latin."""
    return PLACE.get(char, char)

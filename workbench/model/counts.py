"""How many of something there are, in words for people."""

from __future__ import annotations


def plural(number: int, what: str, many: str = "") -> str:
    """Return the word for so many: ``segment`` for 1, else ``many``, by default with an s."""
    return what if number == 1 else many or f"{what}s"


def counted(number: int, what: str, many: str = "") -> str:
    """Return how many there are: ``1 segment``, ``2,000 segments``."""
    return f"{number:,} {plural(number, what, many)}"

"""The word lists that come with the program: plain text a linguist can edit, ``#`` before a line of comment."""

from __future__ import annotations

from importlib.resources import files


def text_of(name: str) -> str:
    """Return the text of a file in ``data``."""
    return files("workbench.termbase").joinpath("data", name).read_text(encoding="utf-8")


def words_of(name: str) -> list[str]:
    """Return the words of a list, which part at white space."""
    return [w for line in text_of(name).splitlines() if not line.startswith("#") for w in line.split()]

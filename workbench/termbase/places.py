"""Where given forms stand in a target, compared by plain word keys; nothing is indexed but the target itself.

A place is looser than a hit of the termbase: what is looked for is known, only its dress is not. English: case, marks,
apostrophes, hyphens, the article before it, a possessive behind it and the number of its last word may differ. Arabic:
proclitics, the article, vowel signs, hamza, yeh and teh marbuta, أبو/أبا/أبي and ون/ين may differ in any form; another ending
or a space only in forms of several words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Place:
    """A form in a target: ``text[start:end] == surface``, the words ``first`` to ``last`` (exclusive) of it.

    ``as_written`` is false when it differs in more than a capital that begins a sentence and an Arabic proclitic.
    ``plural`` is 1 when the text has a plural where the form has none, -1 the other way round. ``proclitic`` are the
    letters joined before an Arabic form, ``core`` is where the form itself begins behind them.
    """

    start: int
    end: int
    surface: str
    form: str
    first: int
    last: int
    as_written: bool
    plural: int = 0
    proclitic: str = ""
    core: int = 0


class Target(Protocol):
    """A target in which forms are looked for."""

    text: str

    def places(
        self, forms: Iterable[str], *, number: bool = True, protect: frozenset[str] = frozenset()
    ) -> list[Place]:
        """Return where the forms stand, by place, the longest first.

        Without ``number`` a plural is another word: Hamas is no Hama. ``protect`` are words no proclitic is taken off.
        """
        ...

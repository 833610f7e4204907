"""Where given forms stand in a target, compared by plain word keys; nothing is indexed but the target itself.

A place is looser than a hit of the termbase: what is looked for is known, only its dress is not. English: case, marks,
apostrophes, hyphens, the article before it, a possessive behind it and the number of its last word may differ. Arabic:
proclitics, the article, vowel signs, hamza, yeh and teh marbuta, أبو/أبا/أبي and ون/ين may differ in any form; another ending
or a space only in forms of several words. Common nouns (وزير, طفل) also take the endings of case and number and a pronoun,
and in titles and names of bodies a pronoun or ل may stand between two words (رئيس وزرائها, وقفا لإطلاق النار).
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
    letters joined before an Arabic form, ``core`` is where the form itself begins behind them. ``bent`` tells that it has an
    ending or a pronoun of its own, or stands apart: another form cannot simply be put in its place.
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
    bent: bool = False


class Target(Protocol):
    """A target in which forms are looked for."""

    text: str

    def places(
        self,
        forms: Iterable[str],
        kind: str = "other",
        *,
        ordinary: bool = False,
        protect: frozenset[str] = frozenset(),
    ) -> list[Place]:
        """Return where the forms of a concept of a kind stand, by place, the longest first.

        Of persons and places a plural is another word: Hamas is no Hama. ``ordinary`` are common nouns, which take endings
        in Arabic. ``protect`` are words no proclitic is taken off.
        """
        ...

    def shared(self, forms: Iterable[str], kind: str = "other") -> list[Place]:
        """Return where the head of a form of several words stands apart from the others.

        Several share it (foreign and defence ministers, وزيرا الخارجية والدفاع), or it has words of its own (وقفا فوريا
        لإطلاق النار).
        """
        ...

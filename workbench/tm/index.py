"""What the memory asks of whoever keeps the units: the index as a Protocol, so that this room knows no SQL."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from workbench.model import Unit

Lists = Collection[Sequence[int]]
"""Keys in several sorted lists; one may stand in two of them."""


class Postings(Protocol):
    """Texts by their words: what candidates are found by."""

    @property
    def words_at(self) -> int:
        """Return the bit of a key from which on eight bits say how many words its text has, 255 for more; 0 where none do."""

    def words(self, words: Collection[str]) -> dict[str, tuple[int, int]]:
        """Return number and frequency of the words that are known."""

    def alike(self, grams: Collection[str], low: int, high: int) -> dict[str, str]:
        """Return for each of these three letters the words of ``low`` to ``high`` letters that have them, spaces between."""

    def postings_of(self, words: Sequence[int], low: int, high: int) -> dict[int, Lists]:
        """Return the keys of texts with these words, of texts of ``low`` to ``high`` words, by word."""


class Index(Postings, Protocol):
    """The units of some memories, in one direction, by the words of their texts.

    A text is known by a number, and by keys that the postings hold; several keys may stand for one text, and a key for a
    text that is gone or has other words by now: :meth:`texts` says what is there.
    """

    def snapshot(self) -> AbstractContextManager[None]:
        """See one state of the units in several questions."""

    def beginning(self, prefix: str, limit: int) -> list[tuple[str, int, int]]:
        """Return words that begin so, with number and frequency, the most frequent first."""

    def numbers(self, keys: Iterable[int]) -> Iterable[int]:
        """Return the texts these keys stand for, whether they are there or not; higher numbers were stored later."""

    def texts(self, keys: Iterable[int]) -> Iterable[tuple[int, str]]:
        """Yield number and words of the texts of these keys, each once."""

    def most_texts(self) -> int:
        """Return how many texts there may be, at most."""

    def every_text(self) -> Iterable[str]:
        """Yield the words of all texts."""

    def fresh(self) -> list[tuple[int, str]]:
        """Return texts that have no keys yet."""

    def units(self, texts: Sequence[int]) -> dict[int, Unit]:
        """Return the units of texts, each with that text as its source."""

"""Where terms begin: an index by the first two words, built for tens of thousands of terms at once.

Words of terms and of texts meet under coarse keys (:func:`workbench.termbase.arabic.light_key`,
:func:`workbench.termbase.english.light_key`); whether a term really stands there is asked afterwards, of few. All terms
are folded in one go, in compiled code, and made ready for matching only when a text has their first words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from workbench.model import Concept

F = TypeVar("F")


@dataclass(slots=True)
class Entry(Generic[F]):
    """A form of a concept as its glossary has it; ``forms`` are made by its language when first needed."""

    concept: Concept
    text: str
    forms: Sequence[F] | None = None


@dataclass(slots=True)
class Index(Generic[F]):
    """Entries by the key of their only word (``single``), or by that of their first and then of their second (``pairs``).

    ``keys`` gives, of many texts at once, those under which each is to be found: its number, the first, and the second
    or ''. Those of single words and of pairs may be made by different laws.
    """

    keys: Callable[[Sequence[str]], Iterable[tuple[int, str, str]]]
    entries: list[Entry[F]] = field(default_factory=list)
    single: dict[str, list[int]] = field(default_factory=dict)
    pairs: dict[str, dict[str, list[int]]] = field(default_factory=dict)

    def add(self, found: Sequence[tuple[Concept, str]]) -> None:
        """Add forms of concepts."""
        base = len(self.entries)
        self.entries += [Entry(concept, text) for concept, text in found]
        single, pairs = self.single, self.pairs
        for n, first, second in self.keys([text for _concept, text in found]):
            if second:
                seconds = pairs.get(first)
                if seconds is None:
                    pairs[first] = {second: [base + n]}
                else:
                    seconds.setdefault(second, []).append(base + n)
            else:
                single.setdefault(first, []).append(base + n)

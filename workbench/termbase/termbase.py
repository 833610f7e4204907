"""All concepts of a project in memory, and finding them in a text."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from workbench.model import Concept, TermHit
from workbench.termbase.find_arabic import ArabicTerms
from workbench.termbase.find_english import EnglishTerms
from workbench.termbase.frequency import Counts, WordCounts
from workbench.termbase.index import Concepts
from workbench.termbase.rows import Rows


class Termbase:
    """Concepts in order of priority. ``counts`` are word frequencies (safely folded) for the guard of single words.

    What is needed to find the terms of a language is made when they are first looked for.
    """

    def __init__(self, concepts: Iterable[Concept], counts: Counts | None = None) -> None:
        if not isinstance(concepts, Concepts):
            concepts = Concepts(concepts if isinstance(concepts, Rows | tuple) else list(concepts))
        self.concepts = concepts
        self._counts = counts if counts is not None else WordCounts()
        self._by_id: dict[str, Concept] | None = None

    def __len__(self) -> int:
        return len(self.concepts)

    def get(self, concept_id: str) -> Concept | None:
        """Return the concept with this id; of several glossaries the one of higher priority."""
        if self._by_id is None:
            self._by_id = {c.id: c for c in reversed(self.concepts)}
        return self._by_id.get(concept_id)

    def add(self, concept: Concept) -> None:
        """Let a concept be found from now on."""
        self.concepts.append([concept])
        self._by_id = None
        for name in ("_arabic", "_english"):
            terms = self.__dict__.get(name)
            if terms is not None:
                terms.add(len(self.concepts.parts) - 1)

    def find(self, text: str, language: str, *, nested: bool = False) -> list[TermHit]:
        """Return the terms standing in a text, by place; offsets are into ``text`` as it is.

        Overlaps go to the longest, then the best, then the glossary of higher priority; concepts that fit the very same
        span equally well are all kept. With ``nested`` the terms inside a longer one come too, marked so.
        """
        terms = self._arabic if language.split("-")[0] == "ar" else self._english
        return terms.find(text, nested=nested)

    @cached_property
    def _arabic(self) -> ArabicTerms:
        return ArabicTerms(self.concepts, self._counts)

    @cached_property
    def _english(self) -> EnglishTerms:
        return EnglishTerms(self.concepts)

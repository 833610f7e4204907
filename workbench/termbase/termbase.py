"""All concepts of a project in memory, and finding them in a text."""

from __future__ import annotations

import threading
from collections.abc import Iterable

from workbench.model import Concept, TermHit
from workbench.termbase.find_arabic import ArabicTerms
from workbench.termbase.find_english import EnglishTerms
from workbench.termbase.frequency import Counts, WordCounts
from workbench.termbase.index import Concepts
from workbench.termbase.rows import Rows


class Termbase:
    """Concepts in order of priority. ``counts`` are word frequencies (safely folded) for the guard of single words.

    What is needed to find the terms of a language is made when they are first looked for. Several threads may look for
    terms while others are added.
    """

    def __init__(self, concepts: Iterable[Concept], counts: Counts | None = None) -> None:
        if not isinstance(concepts, Concepts):
            concepts = Concepts(concepts if isinstance(concepts, Rows | tuple) else list(concepts))
        self.concepts = concepts
        self._counts = counts if counts is not None else WordCounts()
        self._by_id: dict[str, Concept] | None = None
        self._finders: dict[str, ArabicTerms | EnglishTerms] = {}
        self._making = threading.Lock()

    def __len__(self) -> int:
        return len(self.concepts)

    def get(self, concept_id: str) -> Concept | None:
        """Return the concept with this id; of several glossaries the one of higher priority."""
        if self._by_id is None:
            self._by_id = {c.id: c for c in reversed(self.concepts)}
        return self._by_id.get(concept_id)

    def add(self, concept: Concept) -> None:
        """Let a concept be found from now on."""
        with self._making:
            self.concepts.append([concept])
            self._by_id = None
            for finder in self._finders.values():
                finder.add(len(self.concepts.parts) - 1)

    def find(self, text: str, language: str, *, nested: bool = False) -> list[TermHit]:
        """Return the terms standing in a text, by place; offsets are into ``text`` as it is.

        Overlaps go to the longest, then the best, then the glossary of higher priority; concepts that fit the very same
        span equally well are all kept. With ``nested`` the terms inside a longer one come too, marked so.
        """
        name = "ar" if language.split("-")[0] == "ar" else "en"
        finder = self._finders.get(name) or self._finder(name)
        return finder.find(text, nested=nested)

    def _finder(self, name: str) -> ArabicTerms | EnglishTerms:
        with self._making:
            if name not in self._finders:
                made = ArabicTerms(self.concepts, self._counts) if name == "ar" else EnglishTerms(self.concepts)
                self._finders[name] = made
            return self._finders[name]

"""Finding the English terms of many concepts in a text."""

from __future__ import annotations

import threading

from workbench.model import TermHit
from workbench.termbase import english
from workbench.termbase.index import Concepts, Index
from workbench.termbase.overlaps import Place, Scored, best, hits


class EnglishTerms:
    """The English forms of concepts. Several threads may look for terms, while others are added."""

    def __init__(self, concepts: Concepts) -> None:
        self._concepts = concepts
        self._index: Index[english.Form] = Index("en", english.beginnings, english.keys, english.forms)
        self._working = threading.Lock()
        for part in range(len(concepts.parts)):
            self.add(part)

    def add(self, part: int) -> None:
        """Let the concepts of a part be found."""
        with self._working:
            self._index.add(self._concepts, part)

    def find(self, text: str, *, nested: bool) -> list[TermHit]:
        """Return the hits in a text, by place."""
        words = english.words(text)
        keys = [english.light_key(w.key) for w in words]
        behind = [(key,) for key in keys]
        index = self._index
        with self._working:
            index.touch({w.key[:2] for w in words})
        single: list[tuple[int, Scored]] = []
        several: list[Place] = []
        for at, key in enumerate(keys):
            alone = [(p.form, p.score) for n in index.single.get(key, ()) for p in self._places(text, words, at, n)]
            if alone:
                single.append((at, best(alone, index)))
            node = index.several.get(key)
            if node:
                for n in index.ending(node, behind, at + 1):
                    several += self._places(text, words, at, n)
        if not single and not several:
            return []
        spans = [(w.start, english.end_of([w])) for w in words]
        return hits(text, spans, single, several, index, nested=nested)

    def _places(self, text: str, words: list[english.Word], at: int, n: int) -> list[Place]:
        found = ((form, english.match_at(text, words, at, form)) for form in self._index.forms(n))
        return [Place(at, len(form.keys), n, score) for form, score in found if score]

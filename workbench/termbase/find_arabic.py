"""Finding the Arabic terms of many concepts in a text."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from itertools import pairwise

from workbench.model import TermHit
from workbench.termbase import arabic
from workbench.termbase.arabic_match import match_several, match_single
from workbench.termbase.frequency import Counts
from workbench.termbase.index import Concepts, Index, Node, loose_ones
from workbench.termbase.overlaps import Place, Scored, best, hits
from workbench.text.tokens import token_spans

Known = tuple[arabic.TextWord, Scored, list[Node]]
"""A word of a text, the terms of one word it is, and what may follow it in longer ones."""
WORDS = 12_000
"""Words of texts whose terms are remembered."""


class ArabicTerms:
    """The Arabic forms of concepts. What a word of a text can be is worked out once: news repeats its words.

    Several threads may look for terms: what one of them works out is seen by another when it is whole.
    """

    def __init__(self, concepts: Concepts, counts: Counts) -> None:
        self._concepts = concepts
        self._counts = counts
        self._index: Index[arabic.Form] = Index("ar", arabic.beginnings, arabic.keys, arabic.forms)
        self._loose: dict[str, list[int]] = {}
        self._known: dict[str, Known] = {}
        self._working = threading.RLock()
        for part in range(len(concepts.parts)):
            self.add(part)

    def add(self, part: int) -> None:
        """Let the concepts of a part be found."""
        with self._working:
            self._add(part)

    def _add(self, part: int) -> None:
        base = len(self._index.texts)
        self._index.add(self._concepts, part)
        loose = loose_ones(self._concepts.parts[part])
        if loose:
            start = self._concepts.starts[part]
            for n in range(base, len(self._index.texts)):
                if self._index.owners[n] - start in loose:
                    for form in self._index.forms(n):
                        if form.single:
                            self._loose.setdefault(arabic.light_key(form.words[0].loose), []).append(n)
        self._known.clear()

    def find(self, text: str, *, nested: bool) -> list[TermHit]:
        """Return the hits in a text, by place."""
        raws, spans = token_spans(text)
        known, look_up = self._known, self._look_up
        found = [known.get(raw) or look_up(raw) for raw in raws]
        several: list[Place] = []
        words: list[arabic.TextWord] = []
        for at, ((_word, _single, followed), (behind, *_)) in enumerate(pairwise(found)):
            for node in followed:
                for key in behind.plain_keys:
                    if key not in node:
                        continue
                    if not words:
                        words = [f[0] for f in found]
                        plain = [w.plain_keys for w in words]
                        egyptian = arabic.is_egyptian(raws)
                    for n in self._index.ending(node[key], plain, at + 2):
                        several += self._places(text, spans, words, at, n, egyptian)
        single = [(at, f[1]) for at, f in enumerate(found) if f[1]]
        if not single and not several:
            return []
        return hits(text, spans, single, several, self._index, nested=nested)

    def _places(
        self,
        text: str,
        spans: Sequence[tuple[int, int]],
        words: Sequence[arabic.TextWord],
        at: int,
        n: int,
        egyptian: bool,
    ) -> Iterator[Place]:
        for form in self._index.forms(n):
            score = 0.0 if form.single else match_several(text, spans, words, at, form, egyptian=egyptian)
            if score:
                yield Place(at, len(form.words), n, score)

    def _look_up(self, raw: str) -> Known:
        with self._working:
            return self._worked_out(raw)

    def _worked_out(self, raw: str) -> Known:
        word = arabic.text_word(raw)
        index = self._index
        index.touch(arabic.first_letters(word))
        stems = dict.fromkeys(x for r in (*word.plain, *word.behind) for x in arabic.as_in_terms(r))
        numbers = [n for stem in stems for n in index.single.get(stem, ())]
        numbers += [n for key in word.keys for n in self._loose.get(key, ())] if self._loose else []
        single = []
        for n in dict.fromkeys(numbers):
            forms = (f for f in index.forms(n) if f.single)
            score = max((match_single(word, form, self._counts) for form in forms), default=0.0)
            if score:
                single.append((n, score))
        if len(self._known) >= WORDS:
            self._known.clear()
        found = word, best(single, index), [index.several[k] for k in word.keys if k in index.several]
        self._known[raw] = found
        return found

"""All concepts of a project in memory, and finding them in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from workbench.model import Concept, TermHit, TermMatching, TermStatus
from workbench.termbase import arabic, arabic_match, english
from workbench.termbase.frequency import Counts, WordCounts
from workbench.termbase.index import Index
from workbench.termbase.overlaps import Place, Scored, best, hits
from workbench.text.tokens import token_spans

_LOOKED_FOR = (TermStatus.PREFERRED, TermStatus.ALLOWED, TermStatus.FORBIDDEN, TermStatus.SUPERSEDED)
"""Every form tells that the concept is meant, also one that must not be used in a target."""
Known = tuple[arabic.TextWord, Scored, list[dict[str, list[int]]]]
"""A word of a text, the terms of one word it is, and longer ones that may begin with it, by the key of their second."""


_WORDS = 30_000
"""Words of texts whose terms are remembered."""


class Termbase:
    """Concepts in order of priority. ``counts`` are word frequencies (safely folded) for the guard of single words."""

    def __init__(self, concepts: Iterable[Concept], counts: Counts | None = None) -> None:
        self.concepts: list[Concept] = []
        self._by_id: dict[str, Concept] | None = None
        self._counts = counts if counts is not None else WordCounts()
        self._arabic: Index[arabic.Form] = Index(arabic.keys)
        self._loose: dict[str, list[int]] = {}
        self._english: Index[english.Form] = Index(english.keys)
        self._known: dict[str, Known] = {}
        self._add(list(concepts))

    def __len__(self) -> int:
        return len(self.concepts)

    def get(self, concept_id: str) -> Concept | None:
        """Return the concept with this id; of several glossaries the one of higher priority."""
        if self._by_id is None:
            self._by_id = {c.id: c for c in reversed(self.concepts)}
        return self._by_id.get(concept_id)

    def add(self, concept: Concept) -> None:
        """Let a concept be found from now on."""
        self._add([concept])

    def _add(self, concepts: Sequence[Concept]) -> None:
        self.concepts += concepts
        self._by_id = None
        wanted = [c for c in concepts if c.status is not TermStatus.CANDIDATE]
        base = len(self._arabic.entries)
        self._arabic.add([(c, text) for c in wanted for text in c.forms("ar", *_LOOKED_FOR)])
        self._english.add([(c, text) for c in wanted for text in c.forms("en", *_LOOKED_FOR)])
        self._known.clear()
        if any(c.match is TermMatching.LOOSE for c in wanted):
            for n, entry in enumerate(self._arabic.entries[base:], base):
                if entry.concept.match is TermMatching.LOOSE:
                    for form in self._forms(n):
                        if len(form.words) == 1:
                            self._loose.setdefault(arabic.light_key(form.words[0].loose), []).append(n)

    def find(self, text: str, language: str, *, nested: bool = False) -> list[TermHit]:
        """Return the terms standing in a text, by place; offsets are into ``text`` as it is.

        Overlaps go to the longest, then the best, then the glossary of higher priority; concepts that fit the very same
        span equally well are all kept. With ``nested`` the terms inside a longer one come too, marked so.
        """
        return self._find_arabic(text, nested) if language.split("-")[0] == "ar" else self._find_english(text, nested)

    def _forms(self, n: int) -> Sequence[arabic.Form]:
        entry = self._arabic.entries[n]
        if entry.forms is None:
            entry.forms = arabic.forms(entry.text, entry.concept)
        return entry.forms

    def _find_arabic(self, text: str, nested: bool) -> list[TermHit]:
        raws, spans = token_spans(text)
        known, look_up = self._known, self._look_up
        found = [known.get(raw) or look_up(raw) for raw in raws]
        several: list[Place] = []
        words: list[arabic.TextWord] = []
        for at, ((_word, _single, followed), (behind, *_)) in enumerate(pairwise(found)):
            for seconds in followed:
                for key in behind.plain_keys:
                    for n in seconds.get(key, ()):
                        words = words or [f[0] for f in found]
                        several += self._several(text, spans, words, at, n)
        single = [(at, f[1]) for at, f in enumerate(found) if f[1]]
        if not single and not several:
            return []
        return hits(text, spans, single, several, self._arabic.entries, nested=nested)

    def _several(
        self, text: str, spans: Sequence[tuple[int, int]], words: Sequence[arabic.TextWord], at: int, n: int
    ) -> Iterator[Place]:
        for form in self._forms(n):
            score = arabic_match.match_several(text, spans, words, at, form, self._counts)
            if score:
                yield Place(at, len(form.words), n, score)

    def _look_up(self, raw: str) -> Known:
        """Return what there is to know about a word of a text; remembered."""
        word = arabic.text_word(raw)
        index = self._arabic
        stems = dict.fromkeys(r.loose for r in (*word.plain, *word.behind))
        numbers = [n for stem in stems for n in index.single.get(stem, ())]
        if self._loose:
            numbers += [n for key in word.keys for n in self._loose.get(key, ())]
        single = []
        for n in dict.fromkeys(numbers):
            forms = (f for f in self._forms(n) if len(f.words) == 1)
            score = max((arabic_match.match_single(word, form, self._counts) for form in forms), default=0.0)
            if score:
                single.append((n, score))
        if len(self._known) >= _WORDS:
            self._known.clear()
        found = self._known[raw] = (
            word,
            best(single, index.entries),
            [index.pairs[k] for k in word.keys if k in index.pairs],
        )
        return found

    def _find_english(self, text: str, nested: bool) -> list[TermHit]:
        words = english.words(text)
        keys = [english.light_key(w.key) for w in words]
        index = self._english
        single: list[tuple[int, Scored]] = []
        several: list[Place] = []
        for at, key in enumerate(keys):
            alone: Scored = []
            for n in index.single.get(key, ()):
                covered = english.match_at(text, words, at, self._english_form(n))
                if covered is not None:
                    alone.append((n, covered[1]))
            if alone:
                single.append((at, best(alone, index.entries)))
            if key in index.pairs and at + 1 < len(keys):
                for n in index.pairs[key].get(keys[at + 1], ()):
                    covered = english.match_at(text, words, at, self._english_form(n))
                    if covered is not None:
                        several.append(Place(at, covered[0], n, covered[1]))
        if not single and not several:
            return []
        spans = [(w.start, english.end_of([w])) for w in words]
        return hits(text, spans, single, several, index.entries, nested=nested)

    def _english_form(self, n: int) -> english.Form:
        entry = self._english.entries[n]
        if entry.forms is None:
            form = english.form(entry.text, entry.concept.kind)
            # It has a word: without one it would have no key.
            entry.forms = [form] if form is not None else []
        return entry.forms[0]

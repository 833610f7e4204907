"""Finding the Arabic terms of many concepts in a text."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from workbench.model import TermHit
from workbench.termbase import arabic
from workbench.termbase.arabic_match import adjacent, match_several, match_single
from workbench.termbase.frequency import Counts
from workbench.termbase.index import Concepts, Index, Node, loose_ones
from workbench.termbase.overlaps import Place, Scored, best, hits
from workbench.text.tokens import spans_of, token_texts

Known = tuple[Scored, Sequence[Node], Sequence[str]]
"""What a word of a text is: terms of one word, what may follow it in longer ones, its keys as a word inside one."""
WORDS = 24_000
"""Words of texts of which what they are is remembered; as many older ones until these are full."""


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
        self._older: dict[str, Known] = {}
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
        self._older.clear()

    def find(self, text: str, *, nested: bool) -> list[TermHit]:
        """Return the hits in a text, by place."""
        raws = token_texts(text)
        known, look_up = self._known, self._look_up
        found = [known.get(raw) or look_up(raw) for raw in raws]
        single = [(at, f[0]) for at, f in enumerate(found) if f[0]]
        begun = [
            (at, node[key])
            for at, ((_single, followed, _keys), behind) in enumerate(pairwise(found))
            for node in followed
            for key in behind[2]
            if key in node
        ]
        if not single and not begun:
            return []
        spans = spans_of(text, raws)
        several: list[Place] = []
        if begun:
            plain = [f[2] for f in found]
            sentence = _Sentence(text, raws, spans)
            for at, node in begun:
                for n in self._index.ending(node, plain, at + 2):
                    several += self._places(sentence, at, n)
        if not single and not several:
            return []
        return hits(text, spans, single, several, self._index, nested=nested)

    def _places(self, sentence: _Sentence, at: int, n: int) -> Iterator[Place]:
        written = self._index.texts[n].split(" ")
        if sentence.has(at, written):
            yield Place(at, len(written), n, 1.0)
            return
        for form in self._index.forms(n):
            score = 0.0 if form.single else sentence.match(at, form)
            if score:
                yield Place(at, len(form.words), n, score)

    def _look_up(self, raw: str) -> Known:
        with self._working:
            found = self._older.get(raw) or self._worked_out(raw)
            if len(self._known) >= WORDS:
                self._older, self._known = self._known, {}
            self._known[raw] = found
            return found

    def _worked_out(self, raw: str) -> Known:
        stems = arabic.stems(raw)
        index = self._index
        index.touch(arabic.first_letters(stems))
        keys = dict.fromkeys((*stems.plain_keys, *map(arabic.light_key, stems.behind)))
        followed = [index.several[k] for k in keys if k in index.several]
        return self._alone(raw, stems, keys), followed or (), stems.plain_keys

    def _alone(self, raw: str, stems: arabic.Stems, keys: Iterable[str]) -> Scored:
        """Return the forms of one word that a word is, those that fit best."""
        index, known = self._index, self._index.single
        numbers = [n for stem in stems.plain for n in known.get(stem, ())]
        if all(index.texts[n] != raw for n in numbers):
            # Else nothing behind a proclitic fits as well as what is written just so.
            numbers += [n for stem in stems.behind for n in known.get(stem, ())]
            numbers += [n for key in keys for n in self._loose.get(key, ())] if self._loose else []
        single = []
        for n in dict.fromkeys(numbers):
            score = 1.0 if index.texts[n] == raw else self._score(raw, n)
            if score:
                single.append((n, score))
        return best(single, index) if single else ()

    def _score(self, raw: str, n: int) -> float:
        word = arabic.text_word(raw)
        forms = (f for f in self._index.forms(n) if f.single)
        return max((match_single(word, form, self._counts) for form in forms), default=0.0)


class _Sentence:
    """A text of which places are looked at: its words, and what most texts are never asked for."""

    def __init__(self, text: str, raws: Sequence[str], spans: Sequence[tuple[int, int]]) -> None:
        self._text = text
        self._raws = raws
        self._spans = spans

    @cached_property
    def _egyptian(self) -> bool:
        return arabic.is_egyptian(self._raws)

    def has(self, at: int, written: Sequence[str]) -> bool:
        """Whether the words of a term stand at a word just as it is written, which is 1 by every rule."""
        end = at + len(written)
        return self._raws[at:end] == written and adjacent(self._text, self._spans[at:end])

    def match(self, at: int, form: arabic.Form) -> float:
        """Return with what score a form of several words stands at a word, 0 when it does not."""
        end = at + len(form.words)
        if end > len(self._raws) or not adjacent(self._text, self._spans[at:end]):
            return 0.0
        words = [arabic.text_word(raw) for raw in self._raws[at:end]]
        return match_several(words, form, egyptian=self._egyptian)

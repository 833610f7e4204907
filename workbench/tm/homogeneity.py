"""How alike texts are to those met so far: each one of an article against those before it.

The same score as for the memory, over an index that is filled while it is asked and never stored. Each word is one letter
here, so that comparing is left to compiled code.

**Bounds.** All texts that share a word of the rarest ones, as many as :mod:`workbench.tm.candidates` has to read, are
compared. Where a great many texts are made of the same few words that would take hours for a hundred thousand: of the
lists no more than :func:`most_read` keys are read, the rarest words first and the latest texts, a tenth as many texts
compared by words, and those most alike by letters too, :data:`LETTERS` of them. Where any of this leaves something out
the answer is *partial*: something more alike may have been missed, and that is said.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from workbench.text.matching import matching
from workbench.tm.candidates import SHORT, shared_letters
from workbench.tm.candidates_short import alike_short
from workbench.tm.index import Lists
from workbench.tm.marks import MARKED, marks
from workbench.tm.score import LONGEST, percent

ENOUGH_READ = 2_000_000
"""Keys read for a text times texts met: nearly all is read among some hundred texts, 200 from ten thousand on."""
LEAST_READ = 200
FEW = 64
"""Among so many texts all are compared by words."""
LETTERS = 2_500
"""So many letters are compared for one text: twenty-five sentences of a hundred. Four texts at least."""
SHORT_COMPARED = 1_000
"""So many texts are compared with one of a few words: that is quickly done."""
FLOOR = 0.3
"""Texts less alike by words are not compared by letters, but for short ones, which may have no word in common."""
_STEP = math.log(1.4)
_FIRST, _GAP, _LAST = 0x100, 0xD800, 0x10FFFF
"""The letters that words become leave out the surrogates. There are a million; words above that are one and the same."""
_NOBODY = "\x00"


def most_read(met: int) -> int:
    """Return how many keys are read for a text when so many were met before it."""
    return max(LEAST_READ, ENOUGH_READ // max(1, met))


@dataclass(frozen=True, slots=True)
class Likeness:
    """The score of the most alike text, 98 at most, 0 where none has the threshold; ``partial`` as told above."""

    score: int
    partial: bool = False


class Earlier:
    """The texts met so far."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._forms: list[str] = []
        self._coded: list[str] = []
        self._codes: dict[str, str] = {}
        self._counts: Counter[str] = Counter()
        self._lists: defaultdict[int, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        self._grams: dict[str, dict[int, list[str]]] = {}

    def add(self, text: str, form: str | None = None) -> None:
        """Meet a text; one that was met before is best left out. ``form`` is its matching form, where that is known."""
        form = matching(text) if form is None else form
        key = len(self._texts)
        words = form.split(" ")
        coded = "".join([self._codes.get(w) or self._meet(w) for w in words])
        self._texts.append(text)
        self._forms.append(form)
        self._coded.append(coded)
        once = set(coded)
        self._counts.update(once)
        lists = self._lists[_length(len(words))]
        for c in once:
            lists[c].append(key)

    def _meet(self, word: str) -> str:
        number = _FIRST + len(self._codes)
        number += (0xE000 - _GAP) * (number >= _GAP)
        code = self._codes[word] = chr(number) if number <= _LAST else _NOBODY
        if word[:1].isdigit():
            # No word is ever taken to be like a number.
            return code
        marked = f" {word} "
        for gram in {marked[n : n + 3] for n in range(len(marked) - 2)}:
            self._grams.setdefault(gram, {}).setdefault(len(word), []).append(word)
        return code

    def best(self, text: str, threshold: int = 60) -> int:
        """Return the score of :meth:`likeness`."""
        return self.likeness(text, threshold).score

    def likeness(self, text: str, threshold: int = 60, form: str | None = None) -> Likeness:
        """Return how alike the most alike text met so far is, as :func:`workbench.tm.score.score` has it.

        0 for a text that has neither letter nor digit. Law: unless the answer is partial, no text with a word similarity
        from ``threshold`` up is missed.
        """
        form = matching(text) if form is None else form
        if not any(c.isalnum() for c in form):
            return Likeness(0)
        cutoff = threshold / 100 - 1e-6
        keys, partial = self._candidates(form.split(" "), cutoff)
        found, more = self._alike(form, keys, cutoff)
        best = 0
        for key, alike in found:
            shown = percent(alike)
            if shown <= best:
                break
            if shown > MARKED and marks(text, self._texts[key]):
                shown = MARKED
            best = max(best, shown)
        return Likeness(best if best >= threshold else 0, partial or more)

    def _alike(self, form: str, keys: Sequence[int], cutoff: float) -> tuple[list[tuple[int, float]], bool]:
        """Return which of these texts are so alike, the most alike first, and whether some were not compared by letters."""
        get = self._codes.get
        # A word that was never met is one letter of its own.
        words = "".join([get(w) or "\x01" for w in form.split(" ")])
        floor = min(FLOOR, cutoff) if len(words) > SHORT else 0
        by_words = _compared(words, [self._coded[k] for k in keys], floor)
        best = {keys[n]: alike for n, alike in by_words if alike >= cutoff}
        most = 0 if len(form) > LONGEST else max(4, LETTERS // len(form))
        first = [keys[n] for n, _alike in by_words[:most]]
        for n, alike in _compared(form, [self._forms[k] for k in first], cutoff):
            best[first[n]] = max(best.get(first[n], 0.0), alike)
        return sorted(best.items(), key=lambda b: -b[1]), len(by_words) > most > 0

    # ------------------------------------------------------------------ what candidates are found by

    def _candidates(self, words: Sequence[str], cutoff: float) -> tuple[Sequence[int], bool]:
        """Return the texts that are compared, those met last at the end, and whether some were left out."""
        if len(self._texts) <= FEW:
            return range(len(self._texts)), False
        most = most_read(len(self._texts))
        met, partial = self._sharing(words, cutoff, most)
        if len(words) <= SHORT:
            keys = sorted({*met, *alike_short(self, words, cutoff)})
            return keys[-SHORT_COMPARED:], partial or len(keys) > SHORT_COMPARED
        most //= 10
        once = set(met)
        if len(once) <= most:
            return list(once), partial
        if len(once) == len(met):
            return sorted(met)[-most:], True
        shared = Counter(met)
        # Those that share the most of what was read, of those that share as much as the last of them the latest.
        room = most
        by_times = sorted(Counter(shared.values()).items())
        while by_times[-1][1] <= room:
            room -= by_times.pop()[1]
        least = by_times[-1][0]
        last = sorted([k for k, times in shared.items() if times == least])
        return last[len(last) - room :] + [k for k, times in shared.items() if times > least], True

    def _sharing(self, words: Sequence[str], cutoff: float, most: int) -> tuple[list[int], bool]:
        """Return texts that have one of so many rare words, once for each, and whether some were not read."""
        n = len(words)
        times = Counter(words)
        counts = {w: self._counts[self._codes[w]] for w in times if w in self._codes}
        # What a text may lack of the query: words, and letters of shared words; those nobody has are lost already.
        lost_words = math.floor((1 - cutoff) * n + 1e-9) - n
        letters = sum(map(len, words)) + n
        lost_letters = 1e-9 - shared_letters(n, cutoff) * letters
        for w in counts:
            lost_words += times[w]
            lost_letters += (len(w) + 1) * times[w]
        low, high = _length(max(1, math.ceil(cutoff * n) - 1)), _length(math.floor(n / cutoff) + 1)
        drawers = [self._lists[d] for d in range(high, low - 1, -1) if d in self._lists]
        found: list[int] = []
        for word in sorted(counts, key=counts.__getitem__):
            if lost_words < 0 and lost_letters < 0:
                break
            code = self._codes[word]
            for lists in drawers:
                keys = lists.get(code, ())
                if len(found) + len(keys) > most:
                    return found + list(keys[len(found) - most :]), True
                found += keys
            lost_words -= times[word]
            lost_letters -= (len(word) + 1) * times[word]
        return found, False

    words_at = 0
    """A key is the number of a text and no more."""

    def words(self, words: Collection[str]) -> dict[str, tuple[int, int]]:
        """Return number and frequency of the words that are known."""
        known = {w: self._codes[w] for w in words if w in self._codes}
        return {w: (ord(c), self._counts[c]) for w, c in known.items()}

    def alike(self, grams: Collection[str], low: int, high: int) -> dict[str, str]:
        """Return for each of these three letters the words of ``low`` to ``high`` letters that have them."""
        out = {}
        for gram in grams:
            found = [w for n, some in self._grams.get(gram, {}).items() if low <= n <= high for w in some]
            if found:
                out[gram] = " ".join(found)
        return out

    def postings_of(self, words: Sequence[int], low: int, high: int) -> dict[int, Lists]:
        """Return the keys of texts with these words, of texts of ``low`` to ``high`` words and about, by word."""
        drawers = [self._lists[n] for n in range(_length(low), _length(high) + 1) if n in self._lists]
        return {w: [keys for d in drawers if (keys := d.get(chr(w)))] for w in words}


def _compared(text: str, texts: Sequence[str], cutoff: float) -> list[tuple[int, float]]:
    """Return which of these texts are so alike to one, by their places, and how much; the most alike first."""
    found = process.extract(
        text, texts, scorer=Levenshtein.normalized_similarity, processor=None, limit=None, score_cutoff=cutoff
    )
    return [(n, alike) for _text, alike, n in found]


def _length(words: int) -> int:
    """Return the drawer for texts of so many words: lengths in one are a factor of 1.4 apart at most."""
    return int(math.log(max(1, words)) / _STEP)

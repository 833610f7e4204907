"""How alike the texts of an article are among themselves: each one against those before it.

The same candidates and the same score as for the memory, over an index that is filled while it is asked and never stored.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from workbench.text.matching import matching
from workbench.tm.candidates import candidates
from workbench.tm.marks import MARKED, marks
from workbench.tm.score import percent, similarities


class Earlier:
    """The texts met so far."""

    def __init__(self) -> None:
        self._texts: list[tuple[str, str]] = []
        self._words: dict[str, int] = {}
        self._lists: list[dict[int, list[int]]] = []
        self._grams: dict[str, dict[int, list[str]]] = {}

    def add(self, text: str) -> None:
        """Meet a text; one that was met before is best left out."""
        form = matching(text)
        key = len(self._texts)
        self._texts.append((text, form))
        words = form.split(" ")
        for word in set(words):
            number = self._words.get(word)
            if number is None:
                number = self._meet(word)
            self._lists[number].setdefault(len(words), []).append(key)

    def _meet(self, word: str) -> int:
        number = self._words[word] = len(self._lists)
        self._lists.append({})
        marked = f" {word} "
        for gram in {marked[n : n + 3] for n in range(len(marked) - 2)}:
            self._grams.setdefault(gram, {}).setdefault(len(word), []).append(word)
        return number

    def best(self, text: str, threshold: int = 60) -> int:
        """Return the score of the most alike text met so far as :func:`workbench.tm.score.score` has it, 98 at most.

        0 where none has ``threshold``, or where the text has neither letter nor digit. Law: no text with a word
        similarity from ``threshold`` up is missed (:mod:`workbench.tm.candidates`).
        """
        form = matching(text)
        if not any(c.isalnum() for c in form):
            return 0
        cutoff = threshold / 100 - 1e-6
        found = self.texts(candidates(self, form.split(" "), cutoff))
        best = 0
        for key, alike in sorted(similarities(form, found, cutoff), key=lambda f: -f[1]):
            shown = percent(alike)
            if shown <= best:
                break
            if shown > MARKED and marks(text, self._texts[key][0]):
                shown = MARKED
            best = max(best, shown)
        return best if best >= threshold else 0

    # ------------------------------------------------------------------ what candidates are found by

    def words(self, words: Collection[str]) -> dict[str, tuple[int, int]]:
        """Return number and frequency of the words that are known."""
        known = {w: self._words[w] for w in words if w in self._words}
        return {w: (n, sum(map(len, self._lists[n].values()))) for w, n in known.items()}

    def alike(self, grams: Collection[str], low: int, high: int) -> dict[str, str]:
        """Return for each of these three letters the words of ``low`` to ``high`` letters that have them."""
        out = {}
        for gram in grams:
            found = [w for n, some in self._grams.get(gram, {}).items() if low <= n <= high for w in some]
            if found:
                out[gram] = " ".join(found)
        return out

    def postings(self, word: int, low: int, high: int) -> Sequence[int]:
        """Return the keys of texts with a word, of those of ``low`` to ``high`` words."""
        return [k for n, keys in self._lists[word].items() if low <= n <= high for k in keys]

    def postings_of(self, words: Sequence[int], low: int, high: int) -> dict[int, Sequence[int]]:
        """Return the same for several words at once, those that have any."""
        found = {w: self.postings(w, low, high) for w in words}
        return {w: keys for w, keys in found.items() if keys}

    def texts(self, keys: Iterable[int]) -> Iterator[tuple[int, str]]:
        """Yield key and words of texts."""
        return ((k, self._texts[k][1]) for k in keys)

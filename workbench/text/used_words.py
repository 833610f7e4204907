"""Words a translator has used, with what stood before and behind them: found by their first letters."""

from __future__ import annotations

import threading
from array import array
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from workbench.text.fold import fold
from workbench.text.tokens import words

LEAST, INDEXED = 2, 4
"""Letters from which on words are found, and up to which the commonest ones of a beginning are kept ready."""
_READY = 8
"""Words kept ready for a beginning."""
_LOOKED_AT = 120
"""Places of a word, the newest ones, that say what it stands beside; and words of a long beginning that are compared."""
_FOLLOWING = 3
"""Words that may be told with a word because they mostly follow it."""
_MOSTLY = 0.6
_INSIDE = 1000
"""What a form inside a text counts for beside one that begins it, whose capital may be owed to that."""


@dataclass(frozen=True, slots=True)
class UsedWord:
    """A word, with those that mostly follow it: in ``text`` as they are written, ``seen`` times.

    ``fits`` is how often it followed the words before; two of them count threefold.
    """

    text: str
    seen: int
    fits: int


@lru_cache(16384)
def key_of(word: str) -> str:
    """Return the key under which the spellings of a word meet."""
    return fold(word).casefold()


class UsedWords:
    """The words of some texts of one language. Texts may be learned in one thread while another one looks words up.

    Law: after ``learn(k, a)`` and ``learn(k, b)`` it knows what it knows after ``learn(k, b)`` alone, but for which of many
    equally common words of a short beginning are kept ready.
    """

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}
        self._keys: list[str] = []
        self._counts: list[int] = []
        self._forms: list[dict[str, int]] = []
        self._places: list[array[int]] = []
        self._stream: array[int] = array("I", [0])
        """The words of all texts by their ids and 1, with 0 where a sign or an end parts them."""
        self._sorted: list[str] = []
        self._ready: dict[str, list[int]] = {}
        self._texts: dict[Hashable, tuple[str, int, int]] = {}
        self._learning = threading.Lock()

    def __len__(self) -> int:
        return len(self._keys)

    # ------------------------------------------------------------------ learning

    def learn(self, name: Hashable, text: str, *, anew: bool = True) -> None:
        """Know the words of a text; what was learned under the same name before is forgotten, or without ``anew`` stays."""
        with self._learning:
            known = self._texts.get(name)
            if known is not None and (not anew or known[0] == text):
                return
            self._forget(name)
            first = len(self._stream)
            end = -1
            for word in words(text):
                if end >= 0 and text[end : word.start] != " ":
                    self._stream.append(0)
                self._add(word.text, inside=end >= 0)
                end = word.end
            self._stream.append(0)
            self._texts[name] = (text, first, len(self._stream))

    def forget(self, name: Hashable) -> None:
        """Know the words of a text no more."""
        with self._learning:
            self._forget(name)

    def _forget(self, name: Hashable) -> None:
        text, first, stop = self._texts.pop(name, ("", 0, 0))
        inside = False
        for word in words(text):
            at = self._ids[key_of(word.text)]
            self._counts[at] -= 1
            self._forms[at][word.text] -= _INSIDE if inside else 1
            inside = True
        for place in range(first, stop):
            self._stream[place] = 0

    def _add(self, word: str, *, inside: bool) -> None:
        key = key_of(word)
        at = self._ids.get(key)
        if at is None:
            at = len(self._keys)
            self._keys.append(key)
            self._counts.append(0)
            self._forms.append({})
            self._places.append(array("I"))
            self._ids[key] = at
            if key:
                insort(self._sorted, key)
        self._counts[at] += 1
        forms = self._forms[at]
        forms[word] = forms.get(word, 0) + (_INSIDE if inside else 1)
        self._places[at].append(len(self._stream))
        self._stream.append(at + 1)
        for length in range(LEAST, min(INDEXED, len(key)) + 1):
            self._keep_ready(key[:length], at)

    def _keep_ready(self, beginning: str, at: int) -> None:
        ready = self._ready.setdefault(beginning, [])
        if at in ready:
            return
        if len(ready) < _READY:
            ready.append(at)
            return
        least = min(ready, key=self._counts.__getitem__)
        if self._counts[least] < self._counts[at]:
            ready[ready.index(least)] = at

    # ------------------------------------------------------------------ looking up

    def count(self, word: str) -> int:
        """Return how often a word stands in the texts."""
        at = self._ids.get(key_of(word))
        return self._counts[at] if at is not None else 0

    def beginning_with(self, typed: str, before: Sequence[str] = (), most: int = 3) -> list[UsedWord]:
        """Return words that go on from their first letters, those that fit behind ``before`` first, then by frequency.

        ``before`` are the words before, in their order. A word that was typed whole is not among them, and where it is
        about as common as those that begin like it neither are they.
        """
        start = key_of(typed)
        if len(start) < LEAST or not start[0].isalpha():
            return []
        whole = self._ids.get(start)
        fits = self._fitting(start, [key_of(w) for w in before[-2:]])
        at_least = 3 * self._counts[whole] if whole is not None else 1
        found = {at for at in (*self._common(start), *fits) if self._counts[at] > 0}
        found = {at for at in found if at != whole and (self._counts[at] >= at_least or fits[at] > fits[whole or 0])}
        ranked = sorted(found, key=lambda at: (-fits[at], -self._counts[at], self._keys[at]))
        return [UsedWord(self._with_following(at), self._counts[at], fits[at]) for at in ranked[:most]]

    def _common(self, start: str) -> Iterable[int]:
        if len(start) <= INDEXED:
            return tuple(self._ready.get(start, ()))
        first = bisect_left(self._sorted, start)
        some = self._sorted[first : first + _LOOKED_AT]
        return [self._ids[k] for k in some if k.startswith(start)]

    def _fitting(self, start: str, before: list[str]) -> Counter[int]:
        """Return how often words that begin so followed the words before."""
        fits: Counter[int] = Counter()
        last = self._ids.get(before[-1]) if before else None
        if last is None:
            return fits
        further = self._ids.get(before[-2], -1) if len(before) > 1 else -1
        stream = self._stream
        for place in self._places[last][-_LOOKED_AT:]:
            follower = stream[place + 1] if stream[place] == last + 1 and place + 1 < len(stream) else 0
            if follower and self._keys[follower - 1].startswith(start):
                fits[follower - 1] += 3 if stream[place - 1] == further + 1 and further >= 0 else 1
        return fits

    def _with_following(self, at: int) -> str:
        """Return a word as it is mostly written, and the words that follow it nearly always."""
        stream, told = self._stream, [at]
        places = [p for p in self._places[at][-_LOOKED_AT:] if stream[p] == at + 1]
        while len(told) <= _FOLLOWING and len(places) > 1:
            following = Counter(stream[p + len(told)] for p in places if p + len(told) < len(stream))
            follower, seen = following.most_common(1)[0]
            if not follower or seen < 2 or seen < _MOSTLY * len(places):
                break
            places = [p for p in places if p + len(told) < len(stream) and stream[p + len(told)] == follower]
            told.append(follower - 1)
        return " ".join(self._form(n) for n in told)

    def _form(self, at: int) -> str:
        forms = self._forms[at]
        return max(forms, key=forms.__getitem__)

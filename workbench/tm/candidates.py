"""Which texts may be alike to a query: a filter by shared words, then all are compared.

**Words.** If a text's word similarity is at least ``t``, at most ``k = floor((1 - t) n)`` of the query's ``n`` words are
not matched, however long the text is: of ``m > n`` words ``m - n`` are insertions, which leaves
``(1 - t) m - (m - n) <= (1 - t) n``. So it holds one of any ``k + 1`` words of the query, at least ``p - k`` of any ``p``,
and has between ``t n`` and ``n / t`` words. Words nobody has ever stored are lost from the start. Law: nothing is missed.

**Letters.** A text whose letters are alike mostly shares words that make up :func:`shared_letters` of the query's letters.
Short queries (:data:`SHORT`) may share none: for them words of the vocabulary like theirs count too, found by three letters.
What share of the alike texts this finds is measured (docs/finding-pairs.md), not proved.

**Lengths.** Keys say how many words a text has. Those it does not share with the query are letters not matched: where
too many are left over a text is not compared (:data:`workbench.tm.listed.UNKNOWN`).

Lists are read from the rarest word on, and further ones as long as that is cheaper than comparing what is left. Compiled code
counts: of the lists that must be read every key, in all others only what is left is looked for.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from heapq import nlargest
from itertools import accumulate, chain, compress, islice
from operator import eq

from workbench.tm.candidates_short import alike_short
from workbench.tm.index import Lists, Postings
from workbench.tm.listed import LOW, PACK, Limits, added, among, end, words_in

SHORT = 3
"""Queries of so many words or fewer are looked for by like words as well."""
JOINED = 8
"""Queries of so many words or fewer are looked for with a word of one or two letters joined to the next as well."""
MOST = 500
"""So many texts at most are compared that share letters alone: of "file name" there are thousands, and few are alike."""
READ_ON = 150
"""How many keys are read rather than compare one more text: comparing ten words costs 150 times as much (measured)."""
LOOK_ON = 400
"""How many keys a list may have in which only what is left is looked for, for each text that need not be compared then."""
ENOUGH = 12
"""So few candidates are compared at once."""


def shared_letters(words: int, threshold: float) -> float:
    """Return the share of a query's letters that a text must have in shared words to be compared.

    Measured on edited and unseen sentences of both languages at .70; lower thresholds ask as much less.
    """
    share = 0.5 if words < 9 else 0.6 if words < 30 else 0.65
    return max(0.2, share - (0.7 - threshold if threshold < 0.7 else 0.0))


def candidates(index: Postings, words: Sequence[str], threshold: float) -> set[int]:
    """Return keys of all texts with a word similarity from ``threshold`` up, and of most with such a letter similarity."""
    found: set[int] = set()
    for some in (words, *_joined(index, words)):
        if len(some) > SHORT:
            found |= _sharing(index, some, threshold)
        else:
            once = _ReadOnce(index)
            found |= alike_short(once, some, threshold) | _sharing(once, some, threshold)
    return found


def _joined(index: Postings, words: Sequence[str]) -> list[list[str]]:
    """Return a query with a word of one or two letters joined to the next, where that makes a word of the vocabulary.

    The mark of a key to press stands within words of programs' texts (``H&ide``, ``ال&شبكة``) and splits them.
    """
    if not 1 < len(words) <= JOINED:
        return []
    at = {n: words[n] + words[n + 1] for n in range(len(words) - 1) if len(words[n]) < 3 and words[n].isalpha()}
    known = index.words(set(at.values())) if at else {}
    return [[*words[:n], word, *words[n + 2 :]] for n, word in at.items() if word in known]


class _ReadOnce:
    """An index two ask for the same words: it is read once, for texts of as many words as the first asks for.

    The first asks for all words the second asks for, and for texts of fewer and more words.
    """

    def __init__(self, index: Postings) -> None:
        self._index = index
        self.words_at = index.words_at
        self.alike = index.alike
        self._words: dict[str, tuple[int, int]] = {}
        self._lists: dict[int, Lists] = {}
        self._window: tuple[int, int] | None = None

    def words(self, words: Collection[str]) -> dict[str, tuple[int, int]]:
        self._words = self._words or self._index.words(words)
        return {w: self._words[w] for w in words if w in self._words}

    def postings_of(self, words: Sequence[int], low: int, high: int) -> dict[int, Lists]:
        self._window = self._window or (low, high)
        if new := [w for w in words if w not in self._lists]:
            self._lists |= dict.fromkeys(new, ()) | self._index.postings_of(new, *self._window)
        return {w: self._lists[w] for w in words if w in self._lists}


def containing(index: Postings, words: Sequence[str], low: int, high: int) -> set[int]:
    """Return keys of all texts that have every one of these words and are ``low`` to ``high`` words long."""
    known = index.words(set(words))
    if len(known) < len(set(words)):
        return set()
    found: dict[int, int] | None = None
    for number, count in sorted(known.values(), key=lambda v: v[1]):
        if found is not None and (len(found) < ENOUGH or count > READ_ON * len(found)):
            break
        lists = index.postings_of((number,), low, high).get(number, ())
        keys = chain.from_iterable(lists) if found is None else among(found, lists)
        found = dict.fromkeys(keys, 0)
    return set(found or ())


class _Asked:
    """What a query asks of a text while the lists of its words are read: what it must share, how long it may be."""

    def __init__(self, index: Postings, words: Sequence[str], threshold: float, longest: int) -> None:
        times = Counter(words)
        letters = {w: (len(w) + 1) * many for w, many in times.items()}
        self.known = index.words(times)
        self.gains = {w: times[w] * PACK + letters[w] for w in self.known}
        """What a text gains by a word."""
        self._threshold = threshold
        self._longest = longest
        self._many = len(words)
        self._at = index.words_at
        self._total = sum(letters.values())
        self._unread = sum(self.gains.values())
        share = shared_letters(len(words), threshold)
        self._words = math.ceil(threshold * len(words) - 1e-9)
        self._letters = math.ceil(share * self._total - 1e-9)
        # Words nobody has are lost from the start; what asks for more than there is lets no text in.
        self._by_words = self._unread >> 32 >= self._words
        self._by_letters = self._unread & LOW >= self._letters
        # So much of the other words is taken to be matched by chance that a text as long as the query just has the threshold.
        self._chance = (threshold - share) / (1 - share) if self._by_letters else 0.0
        # A word that the query has twice a text may have once.
        self._again = sum(letters[w] - len(w) - 1 for w in self.known)
        self._limits = Limits(self._limit)

    def read(self, word: str) -> int:
        """Note that a word's lists are read; return what a text gains that is in them."""
        gain = self.gains[word]
        self._unread -= gain
        self._limits = Limits(self._limit)
        return gain

    @property
    def words_open(self) -> bool:
        """Whether a text that is in none of the lists that were read may share words enough."""
        return self._by_words and self._unread >> 32 >= self._words

    @property
    def letters_open(self) -> bool:
        """Whether one may share letters enough."""
        return self._by_letters and self._unread & LOW >= self._letters

    def lists(self, words: Iterable[str]) -> int:
        """Return in how many of the lists of these words, all that were read, a text must be at least."""
        counts = []
        gains = [self.gains[w] for w in words]
        if self._by_words:
            counts.append(_fewest((g >> 32 for g in gains), self._words - (self._unread >> 32)))
        if self._by_letters:
            counts.append(_fewest((g & LOW for g in gains), self._letters - (self._unread & LOW)))
        return min(counts)

    def left(self, shared: dict[int, int]) -> dict[int, int]:
        """Return those texts that may be alike, of texts and what they share."""
        limits = self._limits
        return {k: shares for k, shares in shared.items() if k & LOW < limits[shares]}

    def likeliest(self, shared: dict[int, int]) -> set[int]:
        """Return all texts that may be alike by words, and of those by letters alone the :data:`MOST` that share the most.

        Of equal ones those of about as many words as the query, then those stored last.
        """
        enough = self._words - (self._unread >> 32)
        sure = {k for k, shares in shared.items() if shares >> 32 >= enough} if self._by_words else set()
        at, many = self._at, self._many

        def worth(key: int) -> tuple[int, int, int, int]:
            return shared[key] & LOW, -abs((key >> at & 255) - many), key >> 32, key & (1 << at) - 1

        return sure.union(nlargest(MOST, shared.keys() - sure, key=worth))

    def _limit(self, shares: int) -> int:
        """Return the key from which on texts that share so much are too long."""
        words, letters = shares >> 32, shares & LOW
        all_words, all_letters = words + (self._unread >> 32), letters + (self._unread & LOW)
        most = -1.0
        if self._by_words and all_words >= self._words:
            most = all_words / self._threshold
        if self._by_letters and all_letters >= self._letters:
            matched = all_letters + self._chance * (self._total - all_letters)
            room = matched / self._threshold - (all_letters - self._again)
            most = max(most, min(all_words + words_in(room), self._longest))
        return end(most, self._at)


def _fewest(weights: Iterable[int], need: int) -> int:
    """Return how many of these weights make up so much, at least."""
    sums = accumulate(sorted(weights, reverse=True))
    return next((n for n, have in enumerate(sums, 1) if have >= need), 1)


def _sharing(index: Postings, words: Sequence[str], threshold: float) -> set[int]:
    low, high = math.ceil(threshold * len(words) - 1e-9) - 1, math.floor(len(words) / threshold + 1e-9) + 1
    asked = _Asked(index, words, threshold, high)
    known = asked.known
    order = sorted(known, key=lambda w: known[w][1] / (asked.gains[w] & LOW), reverse=True)
    read: dict[str, int] = {}
    while asked.letters_open:
        word = order.pop()
        read[word] = asked.read(word)
    order.sort(key=lambda w: known[w][1], reverse=True)
    while asked.words_open:
        word = order.pop()
        read[word] = asked.read(word)
    lists = index.postings_of([known[w][0] for w in read], low, high) if read else {}
    long = max(10, len(words)) / 10
    # The lists of a short query are at hand.
    look_on = LOOK_ON if len(words) > SHORT else math.inf

    def one_more(many: int, keys: float) -> Lists | None:
        """Read the lists of one more word, where that is cheaper than comparing what is left, a text as many ``keys``."""
        if not order or many < ENOUGH or known[order[-1]][1] > keys * long * many:
            return None
        word = order.pop()
        read[word] = asked.read(word)
        number = known[word][0]
        lists[number] = index.postings_of((number,), low, high).get(number, ())
        return lists[number]

    many = sum(len(some) for pieces in lists.values() for some in pieces)
    while read and asked.lists(read) == 1 and one_more(many, READ_ON) is not None:
        pass
    shared = _shared(lists, {known[w][0]: gain for w, gain in read.items()}, asked.lists(read) if read else 0)
    shared = asked.left(shared)
    while (more := one_more(len(shared), look_on)) is not None:
        gain = next(reversed(read.values()))
        for k in among(shared, more):
            shared[k] += gain
        shared = asked.left(shared)
    return asked.likeliest(shared) if len(shared) > MOST else set(shared)


def _shared(lists: dict[int, Lists], gains: dict[int, int], need: int) -> dict[int, int]:
    """Return what the texts share that stand in the lists of so many words at least."""
    shared: dict[int, int] = {}
    if need < 2:
        for number, pieces in lists.items():
            shared = added(shared, chain.from_iterable(pieces), gains[number])
        return shared
    # Sorting keys and comparing neighbours takes half the time of counting them: they lie side by side in memory.
    keys = sorted(chain.from_iterable(chain.from_iterable(lists.values())))
    again = islice(keys, need - 1, None)
    shared = dict.fromkeys(compress(keys, map(eq, keys, again)), 0)
    for number, pieces in lists.items():
        for k in among(shared, pieces):
            shared[k] += gains[number]
    return shared

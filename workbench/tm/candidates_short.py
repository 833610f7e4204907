"""Texts whose words are like those of a short query: of one to three words it may share none with what it is alike to.

Words of the vocabulary that are like a query's are found by three letters.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from workbench.tm.index import Postings
from workbench.tm.listed import LOW, PACK, Limits, among, end, words_in

LETTERS_READ = 20_000
"""So many letters of words with some three letters are read for one of a short query."""
LIKES = 32
"""So many words of the vocabulary at most stand in for one of a short query, the most alike."""
_ARTICLE = " ال"
"""Begins a third of all Arabic words: reading it took longer than all others, and it tells nothing."""
_FINE = 1024
_ONE = 1 << 20
"""Three numbers in one: above what is gained, in such parts of a letter, then words, then letters of the text these are."""


def alike_short(index: Postings, words: Sequence[str], threshold: float) -> set[int]:
    """Texts whose words are the query's or like them.

    A word with no like in the text is taken to cost three quarters of its letters, one that is ``s`` alike ``1 - s`` of
    them: texts whose cost so taken may stay within what the threshold allows are compared.
    """
    unmatched = 0.75
    weights: dict[str, int] = {}
    for w in words:
        weights[w] = weights.get(w, 0) + len(w) + 1
    least = threshold if len(words) == 1 else min(threshold, 0.6)
    like = {w: [(w, 1.0), *_like(index, w, least)] for w in weights}
    known = index.words({other for some in like.values() for other, _s in some})
    total = sum(weights.values())
    need = unmatched * total - (1 - threshold) * total - 1e-9
    order = []
    for w, some in like.items():
        there = [(s, *known[other], len(other) + 1) for other, s in some if other in known]
        if there:
            order.append((sum(count for _s, _n, count, _long in there) / weights[w], w, there))
    order.sort(key=lambda o: o[0])
    # The most a text can gain by each word: by the word itself, or by the most alike there is.
    most = {w: weights[w] * (unmatched - 1 + max(there)[0]) for _rare, w, there in order}
    rest = sum(most.values())
    if rest < need:
        return set()
    low, high = max(1, math.floor(len(words) * threshold) - 1), math.ceil(len(words) / threshold) + 1
    lists = index.postings_of([number for _rare, _w, there in order for _s, number, _c, _l in there], low, high)
    gained: dict[int, int] = {}
    for _rare, w, there in order:
        rest -= most[w]
        best: dict[int, int] = {}
        # The most alike last: theirs is the gain that stays.
        for s, number, _count, long in sorted(there):
            gain = weights[w] * (unmatched - 1 + s)
            if gain > 0 and number in lists:
                # What gains too little to be enough with the words to come counts only for texts that have gained before.
                begins = gain + rest >= need
                keys = chain.from_iterable(lists[number]) if begins else among(gained, lists[number])
                best |= dict.fromkeys(keys, math.ceil(gain * _FINE) * PACK + _ONE + long)
        both = {k: gained[k] + best[k] for k in gained.keys() & best.keys()}
        gained = best | gained | both if best else gained

    def limit(worth: int) -> int:
        gain, others = (worth >> 32) / _FINE, worth & LOW
        if gain < need:
            return 0
        words, letters = divmod(others, _ONE)
        room = (total * (1 - unmatched) + gain) / threshold - letters
        # Of a text that has no other words all is known, and a like word that is longer costs no more than its letters.
        return end(words + max(words_in(room), 0 if letters <= total / threshold else -1), index.words_at)

    limits = Limits(limit)
    return {k for k, worth in gained.items() if k & LOW < limits[worth]}


def _like(index: Postings, word: str, least: float) -> list[tuple[str, float]]:
    """Return words of the vocabulary at least so alike to a word by letters, the word itself left out."""
    if not 2 <= len(word) <= 30 or word[0].isdigit():
        return []
    marked = f" {word} "
    grams = {marked[n : n + 3] for n in range(len(marked) - 2)}
    low, high = math.ceil(least * len(word) - 1e-9), math.floor(len(word) / least + 1e-9)
    rows = index.alike(grams - {_ARTICLE}, low, high)
    if len(rows) < 3 and _ARTICLE in grams:
        rows |= index.alike({_ARTICLE}, low, high)
    read = 0
    some: dict[str, None] = {}
    # The three letters most words have tell least: a like word has rarer ones too.
    for n, row in enumerate(sorted(rows.values(), key=len)):
        if n >= 3 and read + len(row) > LETTERS_READ:
            break
        some |= dict.fromkeys(row.split(" "))
        read += len(row)
    some.pop(word, None)
    found = process.extract(
        word, list(some), scorer=Levenshtein.normalized_similarity, processor=None, limit=LIKES, score_cutoff=least
    )
    return [(other, s) for other, s, _at in found]

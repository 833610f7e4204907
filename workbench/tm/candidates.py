"""Which texts may be alike to a query: a filter by shared words, then all are compared.

**Words.** If a text's word similarity is at least ``t``, at most ``k = floor((1 - t) n)`` of the query's ``n`` words are
not matched, however long the text is: of ``m > n`` words ``m - n`` are insertions, which leaves
``(1 - t) m - (m - n) <= (1 - t) n``. So it holds one of any ``k + 1`` words of the query, at least ``p - k`` of any ``p``,
and has between ``t n`` and ``n / t`` words. Words nobody has ever stored are lost from the start. Law: nothing is missed.

**Letters.** A text whose letters are alike mostly shares words that make up :func:`shared_letters` of the query's letters.
Short queries (:data:`SHORT`) may share none: for them words of the vocabulary like theirs count too, found by three letters.
What share of the alike texts this finds is measured (docs/finding-pairs.md), not proved.

Lists are read from the rarest word on, and further ones as long as that is cheaper than comparing what is left.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from workbench.tm.index import Postings

SHORT = 3
"""Queries of so many words or fewer are looked for by like words as well."""
READ_ON = 150
"""How many keys are read rather than compare one more text: comparing ten words costs 150 times as much (measured)."""
LETTERS_READ = 20_000
"""So many letters of words with some three letters are read for one of a short query."""
COMPARED = 500
"""So many words of the vocabulary at most are compared with one of a short query."""
LIKES = 32
"""So many words of the vocabulary at most stand in for one of a short query, the most alike."""
ENOUGH = 12
"""So few candidates are compared at once."""
_PACK = 1 << 32
_LETTERS = _PACK - 1
"""Two weights in one number: shared words above, shared letters below."""


def shared_letters(words: int, threshold: float) -> float:
    """Return the share of a query's letters that a text must have in shared words to be compared.

    Measured on edited and unseen sentences of both languages at .70; lower thresholds ask as much less.
    """
    share = 0.5 if words < 9 else 0.6 if words < 30 else 0.65
    return max(0.2, share - (0.7 - threshold if threshold < 0.7 else 0.0))


def candidates(index: Postings, words: Sequence[str], threshold: float) -> set[int]:
    """Return keys of all texts with a word similarity from ``threshold`` up, and of most with such a letter similarity."""
    found = _sharing(index, words, threshold)
    if len(words) <= SHORT:
        found |= alike_short(index, words, threshold)
    return found


def containing(index: Postings, words: Sequence[str], low: int, high: int) -> set[int]:
    """Return keys of all texts that have every one of these words and are ``low`` to ``high`` words long."""
    known = index.words(set(words))
    if len(known) < len(set(words)):
        return set()
    found: set[int] | None = None
    for number, count in sorted(known.values(), key=lambda v: v[1]):
        if found is not None and (len(found) < ENOUGH or count > READ_ON * len(found)):
            break
        keys = index.postings(number, low, high)
        found = set(keys) if found is None else found.intersection(keys)
    return found or set()


def _sharing(index: Postings, words: Sequence[str], threshold: float) -> set[int]:
    n = len(words)
    times = Counter(words)
    letters = {w: (len(w) + 1) * many for w, many in times.items()}
    known = index.words(times)
    # What may be lost of each measure, after the words nobody has.
    lost_words = math.floor((1 - threshold) * n + 1e-9) - sum(m for w, m in times.items() if w not in known)
    lost_letters = (1 - shared_letters(n, threshold)) * sum(letters.values()) + 1e-9
    lost_letters -= sum(x for w, x in letters.items() if w not in known)
    if not known or (lost_words < 0 and lost_letters < 0):
        return set()
    low, high = math.ceil(threshold * n - 1e-9) - 1, math.floor(n / threshold + 1e-9) + 1
    read_words = read_letters = 0
    shared: dict[int, int] = {}
    left: set[int] | None = None
    long = max(10, n) / 10
    for word in sorted(known, key=lambda w: known[w][1] / letters[w]):
        number, count = known[word]
        if left is not None and (len(left) < ENOUGH or count > READ_ON * long * len(left)):
            break
        weight = times[word] * _PACK + letters[word]
        keys = index.postings(number, low, high)
        if left is not None:
            for k in left.intersection(keys):
                shared[k] += weight
        elif shared:
            get = shared.get
            for k in keys:
                shared[k] = get(k, 0) + weight
        else:
            shared = dict.fromkeys(keys, weight)
        read_words += times[word]
        read_letters += letters[word]
        need_words, need_letters = read_words - lost_words, read_letters - lost_letters
        # A measure that may be lost no more asks for nothing: no text is let in by it.
        if (lost_words < 0 or need_words > 0) and (lost_letters < 0 or need_letters > 0):
            enough = need_words * _PACK if lost_words >= 0 else math.inf
            some = math.ceil(need_letters) if lost_letters >= 0 else _LETTERS
            rest = shared.items() if left is None else [(k, shared[k]) for k in left]
            left = {k for k, shares in rest if shares >= enough or shares & _LETTERS >= some}
    return set(shared) if left is None else left


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
        lists = [(s, *known[other]) for other, s in some if other in known]
        if lists:
            order.append((sum(count for _s, _n, count in lists) / weights[w], w, lists))
    order.sort(key=lambda o: o[0])
    rest = sum(unmatched * weights[w] for _rare, w, _lists in order)
    if rest < need:
        return set()
    low, high = max(1, math.floor(len(words) * threshold) - 1), math.ceil(len(words) / threshold) + 1
    gained: dict[int, float] = {}
    for _rare, w, lists in order:
        rest -= unmatched * weights[w]
        may_begin = rest + unmatched * weights[w] >= need
        best: dict[int, float] = {}
        found = index.postings_of([number for _s, number, _count in lists], low, high)
        # The most alike last: theirs is the gain that stays.
        for s, number, _count in sorted(lists):
            gain = weights[w] * (unmatched - 1 + s)
            if gain > 0 and number in found:
                best.update(dict.fromkeys(found[number], gain))
        for k, gain in best.items():
            if k in gained:
                gained[k] += gain
            elif may_begin:
                gained[k] = gain
        if rest < need:
            gained = {k: g for k, g in gained.items() if g + rest >= need}
    return set(gained)


def _like(index: Postings, word: str, least: float) -> list[tuple[str, float]]:
    """Return words of the vocabulary at least so alike to a word by letters, the word itself left out."""
    if not 2 <= len(word) <= 30 or word[0].isdigit():
        return []
    marked = f" {word} "
    rows = index.alike(
        {marked[n : n + 3] for n in range(len(marked) - 2)},
        math.ceil(least * len(word) - 1e-9),
        math.floor(len(word) / least + 1e-9),
    )
    read = 0
    common: Counter[str] = Counter()
    # The three letters most words have (those of the article) tell least: a like word has rarer ones too.
    for n, row in enumerate(sorted(rows.values(), key=len)):
        if n >= 3 and read + len(row) > LETTERS_READ:
            break
        common.update(row.split(" "))
        read += len(row)
    common.pop(word, None)
    some = common.keys()
    if len(common) > COMPARED:
        some = dict(common.most_common(COMPARED)).keys()
    found = process.extract(
        word, some, scorer=Levenshtein.normalized_similarity, processor=None, limit=LIKES, score_cutoff=least
    )
    return [(other, s) for other, s, _at in found]

"""Which texts of an old version are those of a new one: equal ones wherever they stand, then the most alike."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Hashable, Sequence

import regex
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from workbench.text.fold import fold_key
from workbench.text.matching import matching

SIMILAR = 0.5
"""From here on a text is a changed form of an older one; below it is another text.

``Levenshtein.normalized_similarity`` over folded characters. Of 1,006 different sentences of Arabic news half have a
nearest other one at .36 or less, 97.4 % at less than .5, and what is above is mostly said twice; a sentence of five words
with two of them changed is above.
"""
FEW = 64
"""So many old texts are all compared with every new one; of more, only those with most words in common."""
CANDIDATES = 8
COMMON = 100
"""A word that stands in more old texts says nothing about which one is meant."""
_FIGURE = regex.compile(r"[-+]?\d(?:[\d.,:/]*\d)?\s?%?")


def equal_pairs(old: Sequence[Hashable], new: Sequence[Hashable]) -> dict[int, int]:
    """Return which key of ``old`` each one of ``new`` is, by their indices.

    Keys that stand once on both sides are pairs wherever they stand; equal neighbours of pairs are pairs, too, so that
    of keys that stand several times each goes with its surroundings; the rest is paired in order (P. Heckel, A Technique
    for Isolating Differences Between Files, 1978). Law: of every key as many are paired as stand on both sides.
    """
    here, there = _places(old), _places(new)
    pairs = {at[0]: here[key][0] for key, at in there.items() if len(at) == 1 and len(here.get(key, ())) == 1}
    taken = set(pairs.values())

    def extend(n: int, o: int, step: int) -> None:
        n, o = n + step, o + step
        while 0 <= n < len(new) and 0 <= o < len(old) and n not in pairs and o not in taken and new[n] == old[o]:
            pairs[n] = o
            taken.add(o)
            n, o = n + step, o + step

    for n, o in sorted(pairs.items()):
        extend(n, o, 1)
    for n, o in sorted(pairs.items(), reverse=True):
        extend(n, o, -1)
    extend(-1, -1, 1)
    extend(len(new), len(old), -1)
    left = {key: deque(o for o in at if o not in taken) for key, at in here.items()}
    for n, key in enumerate(new):
        if n not in pairs and left.get(key):
            pairs[n] = left[key].popleft()
    return pairs


def similarity(a: str, b: str) -> float:
    """Return how alike two texts are, 0 to 1, over folded characters."""
    return Levenshtein.normalized_similarity(fold_key(a), fold_key(b))


def similar_pairs(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Return which text of ``old`` each one of ``new`` is a changed form of, by their indices; the most alike first.

    Of equally alike ones that whose place in the order is nearest is taken. Law: no pair is below :data:`SIMILAR`, no
    text is in two pairs.
    """
    keys = dict(enumerate(fold_key(t) for t in old))
    index: dict[str, list[int]] = {}
    for o, key in keys.items():
        for word in set(matching(key).split()):
            index.setdefault(word, []).append(o)
    found: list[tuple[float, float, int, int]] = []
    for n, text in enumerate(new):
        key = fold_key(text)
        choices = keys if len(keys) <= FEW else {o: keys[o] for o in _candidates(key, index)}
        for _choice, alike, o in process.extract(
            key,
            choices,
            scorer=Levenshtein.normalized_similarity,
            processor=None,
            limit=None,
            score_cutoff=SIMILAR,
        ):
            found.append((-alike, abs(n / len(new) - o / len(old)), n, o))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _alike, _distance, n, o in sorted(found):
        if n not in pairs and o not in taken and keys[o]:
            pairs[n] = o
            taken.add(o)
    return pairs


def same_words(a: str, b: str) -> bool:
    """Whether only spelling, punctuation or spaces differ: words are equal after folding, figures with their signs."""
    return matching(a) == matching(b) and _FIGURE.findall(fold_key(a)) == _FIGURE.findall(fold_key(b))


def _candidates(key: str, index: dict[str, list[int]]) -> list[int]:
    """Return the old texts that have most words in common with a new one."""
    shared: Counter[int] = Counter()
    for word in set(matching(key).split()):
        at = index.get(word, ())
        if len(at) <= COMMON:
            shared.update(at)
    return [o for o, _count in shared.most_common(CANDIDATES)]


def _places(keys: Sequence[Hashable]) -> dict[Hashable, list[int]]:
    out: dict[Hashable, list[int]] = {}
    for at, key in enumerate(keys):
        out.setdefault(key, []).append(at)
    return out

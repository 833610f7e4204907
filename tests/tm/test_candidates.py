"""Candidates beside brute force, over lists kept in memory."""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence

import pytest
from rapidfuzz.distance import Levenshtein

from workbench.tm import candidates, listed
from workbench.tm.candidates import containing

WORDS = [f"{'ابتثجحخدذرزسشصضطظعغفقكلمنهوي'[n % 28]}{'قلم' * (n % 4)}{n}" for n in range(60)]


class Shelf:
    """Texts by their words, each word's keys in three lists."""

    words_at = 24

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        self._numbers = {w: n for n, w in enumerate({w: 0 for words in texts for w in words})}
        self._lists: dict[int, list[list[int]]] = {n: [[], [], []] for n in self._numbers.values()}
        self.texts = {min(255, len(words)) << 24 | n: words for n, words in enumerate(texts)}
        for key in sorted(self.texts):
            for word in set(self.texts[key]):
                self._lists[self._numbers[word]][key % 3].append(key)

    def words(self, words: Collection[str]) -> dict[str, tuple[int, int]]:
        known = {w: self._numbers[w] for w in words if w in self._numbers}
        return {w: (n, sum(map(len, self._lists[n]))) for w, n in known.items() if any(self._lists[n])}

    def alike(self, grams: Collection[str], low: int, high: int) -> dict[str, str]:
        return {}

    def postings_of(self, words: Sequence[int], low: int, high: int) -> dict[int, Collection[Sequence[int]]]:
        there = {w: [[k for k in some if min(low, 255) <= k >> 24 <= high] for some in self._lists[w]] for w in words}
        return {w: [some for some in lists if some] for w, lists in there.items() if any(lists)}


def shelf(rnd: random.Random) -> Shelf:
    weights = [1 / (n + 2) for n in range(len(WORDS))]
    texts = [rnd.choices(WORDS, weights, k=rnd.randint(1, 14)) for _ in range(150)]
    return Shelf([*texts, *(edited(rnd, t) for t in texts)])


def edited(rnd: random.Random, text: Sequence[str], words: Sequence[str] = WORDS) -> list[str]:
    out: list[str] = []
    for word in text:
        act = rnd.random()
        if act > 0.1:
            out.append(word)
        if 0.05 < act < 0.2:
            out.append(rnd.choice(words))
    return out or [rnd.choice(WORDS)]


@pytest.mark.parametrize("letters", [False, True])
@pytest.mark.parametrize(("enough", "probed"), [(0, 0), (0, 16), (12, 16)])
def test_nothing_alike_by_words_is_missed(
    monkeypatch: pytest.MonkeyPatch, enough: int, probed: int, letters: bool
) -> None:
    # Lists are read to the end, or no more than must be; looked into, or gone through.
    monkeypatch.setattr(candidates, "ENOUGH", enough)
    monkeypatch.setattr(candidates, "MOST", 0)
    monkeypatch.setattr(listed, "_PROBED", probed)
    if not letters:
        # What is found by letters would hide what the words miss.
        monkeypatch.setattr(candidates, "shared_letters", lambda _words, _threshold: 9.0)
        monkeypatch.setattr(candidates, "SHORT", 0)
    rnd = random.Random(7)
    texts = shelf(rnd)
    met = 0
    for _ in range(120):
        query, threshold = (
            edited(rnd, rnd.choice(list(texts.texts.values())), [*WORDS, "nobody"]),
            rnd.choice([0.6, 0.7, 0.85]),
        )
        alike = Levenshtein.normalized_similarity
        wanted = {k for k, words in texts.texts.items() if alike(query, words) >= threshold}
        found = candidates.candidates(texts, query, threshold)
        assert wanted <= found, (query, threshold)
        assert letters or len(found) < 60
        met += len(wanted)
    assert met > 120


def test_texts_of_more_words_than_a_key_says_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "shared_letters", lambda _words, _threshold: 9.0)
    rnd = random.Random(3)
    long = [rnd.choices(WORDS, k=many) for many in (240, 254, 255, 300)]
    texts = Shelf(long)
    for query in long:
        wanted = {k for k, words in texts.texts.items() if Levenshtein.normalized_similarity(query, words) >= 0.9}
        assert wanted <= candidates.candidates(texts, [*query[5:], "nobody"], 0.9)


def test_of_many_that_share_letters_alone_those_that_share_the_most_are_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(candidates, "MOST", 2)
    long, short = WORDS[3], WORDS[4]
    few = [[long, WORDS[n]] for n in range(10, 34)]
    texts = Shelf([*few, [long, short, WORDS[8]], [long, short, WORDS[9]]])
    assert candidates.candidates(texts, [long, short, "nobody"], 0.7) == {3 << 24 | 24, 3 << 24 | 25}


def test_texts_with_all_of_some_words() -> None:
    texts = shelf(random.Random(5))
    for query in (WORDS[:1], WORDS[1:3], [*WORDS[:2], "nobody"], WORDS[:4]):
        wanted = {k for k, words in texts.texts.items() if set(query) <= set(words) and 3 <= len(words) <= 9}
        found = containing(texts, query, 3, 9)
        assert found >= wanted
        assert "nobody" not in query or not found

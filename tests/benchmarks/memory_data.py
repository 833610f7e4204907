"""Units and queries to measure the memory with: real pairs where a file of them is given, and seeded changes of them.

``WORKBENCH_PAIRS`` names a TMX or CSV file of Arabic and English pairs. Without it texts are made of made-up words whose
frequencies fall as those of a language do (Zipf), which says less about real look-ups.
"""

from __future__ import annotations

import itertools
import os
import random
from bisect import bisect
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from workbench.formats.table import READERS

Pair = tuple[str, str]
SEED = 20261125
HELD = 500
"""Pairs kept out of the memory: unseen queries."""


def real_pairs() -> list[Pair]:
    """Return the pairs to begin with, edge space and line ends gone."""
    path = os.environ.get("WORKBENCH_PAIRS")
    if not path:
        return _made_up(20_000)
    units = READERS[Path(path).suffix.lstrip(".")](Path(path), "ar", "en", lambda _notice: None)
    pairs = ((" ".join(u.source.split()), " ".join(u.target.split())) for u in units)
    return list(dict.fromkeys(p for p in pairs if all(p)))


def _made_up(many: int) -> list[Pair]:
    rnd = random.Random(SEED)
    alphabets = ("ابتثجحخدرزسشصعفقكلمنهوي", "abcdefghiklmnoprstuvwy")
    words = [["".join(rnd.choices(a, k=rnd.randint(2, 9))) for _ in range(30_000)] for a in alphabets]
    weights = list(itertools.accumulate(1 / (n + 5) for n in range(30_000)))
    out = []
    for _ in range(many):
        length = max(1, int(rnd.lognormvariate(2.2, 0.7)))
        out.append(
            tuple(" ".join(w[bisect(weights, rnd.random() * weights[-1])] for _ in range(length)) for w in words)
        )
    return out


class Maker:
    """Makes more pairs out of real ones, always the same ones: a third near-copies, a third joined clauses."""

    def __init__(self, pairs: list[Pair]) -> None:
        self._rnd = random.Random(SEED)
        self._rnd.shuffle(pairs)
        self.held, self.pairs = pairs[:HELD], pairs[HELD:]
        self._long = [p for p in self.pairs if len(p[0].split()) >= 6] or self.pairs
        self._words = []
        for side in (0, 1):
            counts = Counter(w for p in self.pairs[:50_000] for w in p[side].split())
            self._words.append((list(counts), list(itertools.accumulate(counts.values()))))

    def units(self, many: int) -> Iterator[Pair]:
        """Yield so many different pairs, the real ones among them."""
        seen: set[int] = set()
        done = 0
        for pair in itertools.chain(self.pairs, self._more()):
            if done == many:
                return
            if hash(pair) not in seen:
                seen.add(hash(pair))
                done += 1
                yield pair

    def queries(self, many: int) -> list[Pair]:
        """Return queries: four in ten edited units, some equal to units, the rest unseen."""
        out = []
        for _ in range(many):
            kind = self._rnd.random()
            if kind < 0.4:
                out.append(self._edited(self._rnd.choice(self.pairs), 0.03 + 0.32 * self._rnd.random()))
            elif kind < 0.55:
                out.append(self._rnd.choice(self.pairs))
            elif kind < 0.78:
                out.append(self._rnd.choice(self.held))
            else:
                out.append(self._spliced())
        return out

    def _more(self) -> Iterator[Pair]:
        while True:
            if self._rnd.random() < 0.5:
                yield self._spliced()
            else:
                yield self._edited(self._rnd.choice(self.pairs), 0.03 + 0.32 * self._rnd.random())

    def _word(self, side: int) -> str:
        if self._rnd.random() < 0.15:
            return str(int(10 ** (self._rnd.random() * 6)))
        words, sums = self._words[side]
        return words[bisect(sums, self._rnd.random() * sums[-1])]

    def _edited(self, pair: Pair, rate: float) -> Pair:
        return tuple(self._edit(text, side, rate) for side, text in enumerate(pair))  # type: ignore[return-value]

    def _edit(self, text: str, side: int, rate: float) -> str:
        out: list[str] = []
        for word in text.split():
            if self._rnd.random() >= rate:
                out.append(word)
                continue
            act = self._rnd.random()
            if act < 0.55:
                out.append(self._word(side))
            elif act < 0.75:
                continue
            elif act < 0.95 or not out:
                out += [word, self._word(side)]
            else:
                out.insert(len(out) - 1, word)
        return " ".join(out) or self._word(side)

    def _spliced(self) -> Pair:
        sides: list[list[str]] = [[], []]
        for _ in range(self._rnd.choice((1, 2, 2, 3))):
            pair, begin = self._rnd.choice(self._long), self._rnd.random() * 0.6
            end = begin + 0.2 + self._rnd.random() * 0.4
            for side in (0, 1):
                words = pair[side].split()
                start = int(begin * len(words))
                sides[side] += words[start : max(start + 2, int(end * len(words)))]
        return self._edited((" ".join(sides[0]), " ".join(sides[1])), 0.15)

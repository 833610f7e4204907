"""Aligning the sentences of an article with those of its translation.

Two passes. The first knows lengths, numbers, names, terms and common words; from the beads it is sure of, the second
learns how long this translator writes and which words of the two texts go together, and judges everything again. How each
witness speaks is in the modules beside this one: ``align_words``, ``align_links``, ``align_evidence``, ``align_length``,
``align_paragraphs``, ``align_band``, ``align_lattice``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from workbench.tm.align_band import band, posts
from workbench.tm.align_evidence import Direction, Evidence, both_ways
from workbench.tm.align_lattice import FEW_STEPS, STEPS, Crossing, Step, best_path
from workbench.tm.align_length import C, Lengths, fitted_c
from workbench.tm.align_links import Links, absent_arabic, absent_english, learn, links_between
from workbench.tm.align_paragraphs import Paragraphs
from workbench.tm.align_words import Sentence, Traits, arabic_traits, english_traits

__all__ = ["Bead", "Sentence", "align", "learn_from"]

SURE = 0.8
"""Beads of the first pass from this confidence on are learned from."""
UNFINISHED = -4.0
"""What it costs that beads meet where one text is in the midst of a sentence (a comma before, a small letter behind) and the
other is not: texts that were cut into clauses, or broken at the ends of lines."""
_GOES_ON = (",", "،", ";", "؛", ":")
WORDS = 1.0
"""Weight of the words beside the lengths."""


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences that are translations of each other: Arabic ``[ar, ar_end)`` and English ``[en, en_end)``.

    One side may be empty: the sentences of the other have no translation. ``confidence``, 0 to 1, is the probability that the
    bead is right as it stands (of those from .9 on, 97 in 100 were and more).
    """

    ar: int
    ar_end: int
    en: int
    en_end: int
    confidence: float

    @property
    def paired(self) -> bool:
        """Whether there is something on both sides."""
        return self.ar < self.ar_end and self.en < self.en_end


def learn_from(pairs: Iterable[tuple[str, str]]) -> Links:
    """Return the words that go together in translated pairs, (Arabic, English), for instance of a memory."""
    both = list(pairs)
    arabic = arabic_traits([Sentence(a) for a, _e in both])
    english = english_traits([Sentence(e) for _a, e in both])
    return learn(list(zip(english.each, arabic.each, strict=True)), own=False)


def align(arabic: Sequence[Sentence], english: Sequence[Sentence], known: Links | None = None) -> list[Bead]:
    """Return the beads of two texts, in the order of the Arabic. ``known`` are links learned elsewhere.

    Law: every sentence of either side is in one bead exactly.
    """
    if not arabic or not english:
        return [Bead(n, n + 1, 0, 0, 1.0) for n in range(len(arabic))] + [
            Bead(0, 0, n, n + 1, 1.0) for n in range(len(english))
        ]
    ours, theirs = arabic_traits(arabic), english_traits(english)
    given = [known] if known else []
    first = _aligned(arabic, english, ours, theirs, links_between(ours, theirs, given), C, FEW_STEPS)
    sure = [c for c in first if c.share >= SURE and c.i < c.i_end and c.j < c.j_end and not c.crossed]
    lengths = [(_size(english[c.i : c.i_end]), _size(arabic[c.j : c.j_end])) for c in sure]
    pairs = [
        (frozenset().union(*theirs.each[c.i : c.i_end]), frozenset().union(*ours.each[c.j : c.j_end])) for c in sure
    ]
    links = links_between(ours, theirs, [*given, learn(pairs, own=True)])
    second = _aligned(arabic, english, ours, theirs, links, fitted_c(lengths), STEPS, [(c.i, c.j) for c in sure])
    return _beads(second)


def _size(sentences: Sequence[Sentence]) -> int:
    return sum(len(s.text) for s in sentences)


def _aligned(
    arabic: Sequence[Sentence],
    english: Sequence[Sentence],
    ours: Traits,
    theirs: Traits,
    links: Links,
    c: float,
    steps: Sequence[Step],
    along: Sequence[tuple[int, int]] = (),
) -> list[Crossing]:
    english_links, arabic_links = both_ways(links)
    from_english = Direction(theirs.each, english_links, ours.each, absent_english)
    from_arabic = Direction(ours.each, arabic_links, theirs.each, absent_arabic)
    sizes = [len(s.text) for s in english], [len(s.text) for s in arabic]
    places = band(along or posts(from_english), len(english), len(arabic))
    evidence = Evidence(
        from_english, from_arabic, sizes, (_reach_of_rows(places), _reach_of_columns(places, len(arabic)))
    )
    length = Lengths(*sizes, c)
    paragraphs = Paragraphs([s.block for s in english], [s.block for s in arabic])

    def score(i: int, i_end: int, j: int, j_end: int) -> float:
        said = length.ratio(i, i_end, j, j_end) + WORDS * evidence.ratio(i, i_end, j, j_end)
        return said + paragraphs.ratio(i, i_end, j, j_end)

    english_open, arabic_open = _unfinished(english), _unfinished(arabic)

    def border(i: int, j: int) -> float:
        return UNFINISHED if english_open[i] != arabic_open[j] else 0.0

    return best_path(places, score, len(arabic), border, steps=steps)


def _unfinished(sentences: Sequence[Sentence]) -> list[bool]:
    """Return for each place between sentences, the ends included, whether the one before it goes on behind it."""
    texts = [s.text.strip() for s in sentences]
    inner = [a.endswith(_GOES_ON) or b[:1].islower() for a, b in pairwise(texts)]
    return [False, *inner, False]


def _reach_of_rows(places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return, for each English sentence, the Arabic ones ``[low, high)`` it may meet."""
    return [(places[n][0], places[min(len(places) - 1, n + 3)][1]) for n in range(len(places) - 1)]


def _reach_of_columns(places: Sequence[tuple[int, int]], columns: int) -> list[tuple[int, int]]:
    """Return, for each Arabic sentence, the English ones ``[low, high)`` it may meet."""
    low, high = [len(places) - 1] * columns, [0] * columns
    for row, (left, right) in enumerate(places[:-1]):
        for column in range(max(0, left - 3), min(columns, right + 3)):
            low[column] = min(low[column], max(0, row - 3))
            high[column] = max(high[column], min(len(places) - 1, row + 4))
    return list(zip(low, high, strict=True))


def _beads(path: Sequence[Crossing]) -> list[Bead]:
    out = []
    for c in path:
        sure = round(c.share, 4)
        if c.crossed:
            out.append(Bead(c.j, c.j + 1, c.i + 1, c.i + 2, sure))
            out.append(Bead(c.j + 1, c.j + 2, c.i, c.i + 1, sure))
        else:
            out.append(Bead(c.j, c.j_end, c.i, c.i_end, sure))
    return out

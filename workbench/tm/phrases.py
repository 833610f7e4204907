"""Phrases and what they are in the other language, learned from pairs, and those of them that stand in a text.

Phrases are cut out of aligned pairs as P. Koehn and others do (Statistical Phrase-Based Translation, 2003): no word in one is
bound to a word outside the other. They begin and end with words that are bound, so that nothing is said of a word whose
translation is not known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from workbench.model import is_rtl
from workbench.text.numbers import find_numbers, unmatched
from workbench.tm.phrase_align import Link, align_words
from workbench.tm.phrase_words import Pieces, pieces_of, readings, words_of

LONGEST, MORE = 6, 2
"""Pieces a phrase has at most, and how many more its translation may have."""
SEEN, SHARE = 2, 0.6
"""Pairs a phrase must be translated alike in, and the share of those it was found in. From a share above one half on a
phrase has one translation at most."""
STANDING = 0.3
"""Share of all pairs a phrase stands in that must have the translation: without it one suggestion in twenty more is wrong."""
WORD_SEEN, WORD_SHARE, COMMON = 3, 0.8, 0.02
"""The same as the first two for single words, and the share of texts from which on a word is one of grammar."""
MOST_WORDS = 100
"""Words a text is learned from at most: the work grows with the square, and so long a text is no sentence."""
ORIGINS = 5
"""Units that are kept for each phrase, the newest ones."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A stored pair to learn from: the number of its unit and its texts."""

    unit: int
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """What was learned of a phrase: ``target`` in ``seen`` of the ``found`` pairs its translation was found in.

    ``key`` are its pieces with spaces between, ``units`` some of the units whose target has ``target`` in these letters,
    the newest first.
    """

    key: str
    target: str
    seen: int
    found: int
    units: tuple[int, ...]

    @property
    def share(self) -> float:
        """How often the phrase was translated so, 0 to 1."""
        return self.seen / self.found


@dataclass(frozen=True, slots=True)
class Learned:
    """Phrases by their keys, and how often the words of the source stand in it, if it is Arabic: they say how it is split."""

    phrases: list[Phrase]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase that stands in a text, from ``start`` to ``end``, and how many words it touches."""

    start: int
    end: int
    words: int
    phrase: Phrase


class Phrases(Protocol):
    """What was learned, asked for some keys at a time."""

    def counts(self, words: Collection[str]) -> Mapping[str, int]:
        """Return how often these words were seen, those that were."""

    def phrases(self, keys: Collection[str]) -> Mapping[str, Phrase]:
        """Return the phrases that have one of these keys, by key."""


def learn(pairs: Sequence[Pair], source_lang: str, target_lang: str) -> Learned:
    """Return the phrases of pairs, the oldest pair first. Law: equal pairs in equal order give equal phrases."""
    sources, counts = _pieces([p.source for p in pairs], source_lang)
    targets, _ = _pieces([p.target for p in pairs], target_lang)
    kept = [n for n, (s, t) in enumerate(zip(sources, targets, strict=True)) if _learnable(s) and _learnable(t)]
    sources, targets = [sources[n] for n in kept], [targets[n] for n in kept]
    links = align_words([p.keys for p in sources], [p.keys for p in targets])
    table = _Table([pairs[n] for n in kept], sources, targets)
    for n, numbers in enumerate(_repeated(sources)):
        table.add(n, numbers, links[n])
    return Learned(table.phrases(), counts)


def find_phrases(text: str, language: str, known: Phrases) -> list[Found]:
    """Return the phrases that stand in a text, the longest first, then the most frequent; they overlap.

    Law: they are of two words and more, or single words that pass :data:`WORD_SEEN` and :data:`WORD_SHARE`.
    """
    words = words_of(text)
    counts = known.counts({r for w in words for r in readings(w.key)}) if is_rtl(language) else None
    pieces = pieces_of(text, words, counts)
    spans = {(i, j): " ".join(pieces.keys[i : j + 1]) for i, j in _readable(pieces)}
    known_phrases = known.phrases(set(spans.values()))
    out = []
    for (first, last), key in spans.items():
        phrase = known_phrases.get(key)
        if phrase is not None:
            many = pieces.words[last] - pieces.words[first] + 1
            out.append(Found(pieces.starts[first], pieces.ends[last], many, phrase))
    return sorted(out, key=lambda f: (-f.words, -f.phrase.seen, f.start, -f.end))


def _readable(pieces: Pieces) -> Iterator[tuple[int, int]]:
    """Yield the first and last pieces of what can be a phrase."""
    for first in range(len(pieces.keys)):
        for last in range(first, min(first + LONGEST, len(pieces.keys))):
            if pieces.apart[last] and last > first:
                break
            if pieces.alone(first, last):
                yield first, last


def _pieces(texts: Sequence[str], language: str) -> tuple[list[Pieces], dict[str, int]]:
    """Return texts as pieces, with the counts of their words if they are Arabic, else {}."""
    words = [words_of(t) for t in texts]
    arabic = is_rtl(language)
    counts = dict(Counter(w.key for found in words for w in found)) if arabic else {}
    return [pieces_of(t, w, counts if arabic else None) for t, w in zip(texts, words, strict=True)], counts


def _learnable(pieces: Pieces) -> bool:
    return 0 < len(pieces.keys) <= MOST_WORDS


def _repeated(texts: Sequence[Pieces]) -> list[list[list[int]]]:
    """Return for each text, for one piece, two and so on, the number of what begins at each place; -1 if it stands once.

    What stands once has nothing longer around it that stands twice: each length asks the one before it.
    """
    numbers = _numbers([[(key,) for key in t.keys] for t in texts])
    out = [[row] for row in numbers]
    for more in range(1, LONGEST):
        longer: list[list[tuple[int, ...] | None]] = []
        for text, rows in zip(texts, out, strict=True):
            before, single, many = rows[-1], rows[0], len(text.keys)
            longer.append(
                [
                    (before[n], single[n + more])
                    if n + more < many and before[n] >= 0 and single[n + more] >= 0 and not text.apart[n + more]
                    else None
                    for n in range(many)
                ]
            )
        for rows, row in zip(out, _numbers(longer), strict=True):
            rows.append(row)
    return out


def _numbers(rows: Sequence[Sequence[tuple[object, ...] | None]]) -> list[list[int]]:
    """Return a number for each thing that stands :data:`SEEN` times or more, -1 for the others and for None."""
    often = Counter(thing for row in rows for thing in row if thing is not None)
    numbers: dict[tuple[object, ...] | None, int] = {}
    for thing, many in often.items():
        if many >= SEEN:
            numbers[thing] = len(numbers)
    return [[numbers.get(thing, -1) for thing in row] for row in rows]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a phrase and its translation stand: the pair, first and last pieces of both."""

    pair: int
    first: int
    last: int
    to_first: int
    to_last: int


class _Table:
    """Phrases as they are gathered, by length and number, with the translations they had."""

    def __init__(self, pairs: Sequence[Pair], sources: Sequence[Pieces], targets: Sequence[Pieces]) -> None:
        self._pairs, self._sources, self._targets = pairs, sources, targets
        self._places: dict[tuple[int, int], dict[str, list[_Place]]] = {}
        self._stands: Counter[tuple[int, int]] = Counter()
        texts = Counter(key for s in sources for key in set(s.keys))
        self._grammar = {key for key, many in texts.items() if many > COMMON * len(sources)}

    def add(self, pair: int, numbers: Sequence[Sequence[int]], links: Sequence[Link]) -> None:
        """Take in the phrases of one pair, each translation once."""
        target = self._targets[pair]
        self._stands.update({(n, number) for n, row in enumerate(numbers) for number in row if number >= 0})
        once: set[tuple[tuple[int, int], str]] = set()
        for place in phrase_places(len(self._sources[pair].keys), target, numbers, links):
            first, last, to_first, to_last = place
            key = (last - first, numbers[last - first][first])
            made = " ".join(target.keys[to_first : to_last + 1])
            if (key, made) not in once:
                once.add((key, made))
                self._places.setdefault(key, {}).setdefault(made, []).append(_Place(pair, *place))

    def phrases(self) -> list[Phrase]:
        """Return the phrases that were translated alike often enough, in the order of their keys."""
        out = []
        for key, made in self._places.items():
            best = max(made.values(), key=len)
            found = sum(len(places) for places in made.values())
            if len(best) >= SEEN and len(best) >= max(SHARE * found, STANDING * self._stands[key]):
                phrase = self._phrase(best, found)
                if phrase is not None:
                    out.append(phrase)
        return sorted(out, key=lambda p: p.key)

    def _phrase(self, places: Sequence[_Place], found: int) -> Phrase | None:
        newest = places[-1]
        source = self._sources[newest.pair]
        key = " ".join(source.keys[newest.first : newest.last + 1])
        if source.words[newest.first] == source.words[newest.last] and (
            len(places) < WORD_SEEN or len(places) < WORD_SHARE * found or source.keys[newest.last] in self._grammar
        ):
            return None
        written = self._pairs[newest.pair].source[source.starts[newest.first] : source.ends[newest.last]]
        target, units = self._surface(places)
        if not target or not _says(written) or not _says(target):
            return None
        if any(unmatched(find_numbers(written), find_numbers(target))):
            return None
        return Phrase(key, target, len(places), found, units)

    def _surface(self, places: Sequence[_Place]) -> tuple[str, tuple[int, ...]]:
        """Return the form in which a translation stands most often, of equals the last, and units that have it so.

        What begins a text may owe its capital to that: it counts where there is no other form.
        """
        units: dict[str, list[int]] = {}
        inside: Counter[str] = Counter()
        for place in places:
            pieces = self._targets[place.pair]
            if pieces.whole(place.to_first, place.to_last) and pieces.together(place.to_first, place.to_last):
                pair = self._pairs[place.pair]
                text = pair.target[pieces.starts[place.to_first] : pieces.ends[place.to_last]]
                units.setdefault(text, []).append(pair.unit)
                inside[text] += place.to_first > 0
        if not units:
            return "", ()
        best = max(units, key=lambda text: (inside[text], len(units[text]), units[text][-1]))
        return best, tuple(reversed(units[best][-ORIGINS:]))


def _says(text: str) -> bool:
    return any(c.isalpha() for c in text)


def phrase_places(
    many: int, target: Pieces, numbers: Sequence[Sequence[int]], links: Sequence[Link]
) -> Iterator[tuple[int, int, int, int]]:
    """Yield first and last piece of phrases of a pair, of both sides; ``many`` pieces has the source.

    Laws: no link leads out of one; its first and last pieces on both sides have links; its source stands elsewhere, too
    (``numbers``, as of :func:`_repeated`).
    """
    there: list[list[int]] = [[] for _ in range(many)]
    lowest, highest = [many] * len(target.keys), [-1] * len(target.keys)
    for i, j in links:
        there[i].append(j)
        lowest[j], highest[j] = min(lowest[j], i), max(highest[j], i)
    for first in range(many):
        to_first, to_last = len(target.keys), -1
        for last in range(first, min(first + LONGEST, many)) if there[first] else ():
            if numbers[last - first][first] < 0:
                break
            if not there[last]:
                continue
            to_first, to_last = min(to_first, *there[last]), max(to_last, *there[last])
            if to_last - to_first >= LONGEST + MORE:
                break
            inside = min(lowest[to_first : to_last + 1]) >= first and max(highest[to_first : to_last + 1]) <= last
            if inside:
                yield first, last, to_first, to_last

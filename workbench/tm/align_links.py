"""What in one text can be the translation of what in the other, and how surely.

A *link* joins an English trait with an Arabic one. Its ``rate`` is how often, where the two sentences are translations of
each other and the one has the trait, the other has what is linked with it; measured on one half of 62 news articles
(``docs/align.md``). Where links come from: equal numbers and signs, concepts of a glossary, Latin words, a list of
common words, names that sound alike, and what was learned.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

from workbench.text.romanisation import arabic_bones, latin_bones
from workbench.tm.align_words import MARKS, Traits, arabic_stem, english_stem

Rate = tuple[float, float]
"""How often the English trait finds its Arabic partner, and the other way round."""
Links = dict[str, dict[str, Rate]]
"""English trait, Arabic trait, rate."""
NUMBER, NUMBER_WORD, CONCEPT, LATIN = (0.97, 0.97), (0.75, 0.78), (0.85, 0.8), (0.6, 0.95)
COMMON, NAME, SHORT_NAME = (0.83, 0.76), (0.92, 0.76), (0.75, 0.48)
ABSENT_NUMBER, ABSENT_COMMON, ABSENT_QUESTION = 0.85, 0.3, 0.8
"""Rates of what the other text has nowhere: it was rather left out than translated otherwise; of words one never knows."""
MARK_RATES = {
    "?": (0.95, 0.9), '"': (0.93, 0.85), "(": (0.85, 0.8), "!": (0.6, 0.6), ":": (0.85, 0.7), "%": (0.8, 0.8),
    "/": (0.7, 0.7), ";": (0.4, 0.3),
}  # fmt: skip
_LONG_BONES, _SHORTEST = 4, 2
_LEAST_TOGETHER = 2
SEEN, OF = 0.3, 2.5
"""What is added to the counts a learned rate is made of: three times out of three is no certainty."""
RIVAL = 0.9
"""A partner must be bound to a word with this share of the strength of its strongest one."""
MOST = 0.1
"""A word of more than this share of the pairs is one of grammar: what it goes with says little."""


def links_between(arabic: Traits, english: Traits, learned: Iterable[Links] = ()) -> Links:
    """Return all links between the traits two texts have."""
    ours = {t for traits in english.each for t in traits}
    theirs = {t for traits in arabic.each for t in traits}
    out: Links = defaultdict(dict)
    _equal(ours, theirs, out)
    _common(ours, theirs, out)
    _names(english.names, arabic.surfaces, out)
    for more in learned:
        for e, row in more.items():
            for a, rate in row.items():
                if e in ours and a in theirs:
                    _put(out, e, a, rate)
    return dict(out)


def _put(links: Links, e: str, a: str, rate: Rate) -> None:
    row = links.setdefault(e, {})
    row[a] = max(rate, row.get(a, (0.0, 0.0)))


def _equal(ours: set[str], theirs: set[str], out: Links) -> None:
    by_value: dict[str, list[str]] = defaultdict(list)
    for a in theirs:
        if a[0] == "#":
            for value in a.lstrip("#~").split("|"):
                by_value[value].append(a)
    for e in ours:
        if e[0] == "#":
            for value in e.lstrip("#~").split("|"):
                for a in by_value.get(value, ()):
                    _put(out, e, a, NUMBER_WORD if "~" in (e[1:2], a[1:2]) else NUMBER)
        elif e[0] == "@" and e in theirs:
            _put(out, e, e, CONCEPT)
        elif e in MARK_RATES and e in theirs:
            _put(out, e, e, MARK_RATES[e])
        elif f"~{e}" in theirs:
            _put(out, e, f"~{e}", LATIN)


@cache
def common_words() -> Mapping[str, frozenset[str]]:
    """Return the list of common words: English stems with the Arabic stems they are translated with."""
    text = (files("workbench.tm") / "data" / "common_words.tsv").read_text(encoding="utf-8")
    out: dict[str, set[str]] = defaultdict(set)
    for line in text.splitlines():
        if line and not line.startswith("#"):
            english, _, arabic = line.partition("\t")
            stems = {arabic_stem(w) for w in arabic.split()}
            for word in english.split():
                out[english_stem(word)] |= stems
    return {e: frozenset(a) for e, a in out.items()}


def absent_english(trait: str) -> float:
    """Return the rate of an English trait whose partners stand nowhere in the Arabic text."""
    return _absent(trait, common_words())


def absent_arabic(trait: str) -> float:
    """Return the rate of an Arabic trait whose partners stand nowhere in the English text."""
    return _absent(trait, _common_arabic())


def _absent(trait: str, words: Container[str]) -> float:
    if _is_figure(trait):
        return ABSENT_NUMBER
    return ABSENT_COMMON if trait in words else ABSENT_QUESTION if trait == "?" else 0.0


def _is_figure(trait: str) -> bool:
    return trait[0] == "#" and trait[1:2] != "~"


@cache
def _common_arabic() -> frozenset[str]:
    return frozenset(a for row in common_words().values() for a in row)


def _common(ours: set[str], theirs: set[str], out: Links) -> None:
    words = common_words()
    for e in ours:
        for a in words.get(e, frozenset()) & theirs:
            _put(out, e, a, COMMON)


def _names(names: Mapping[str, set[str]], surfaces: Mapping[str, set[str]], out: Links) -> None:
    """Link capitalised words with the Arabic ones that have the same bones, long ones with one bone more or less too."""
    table: dict[str, set[str]] = defaultdict(set)
    near: dict[str, set[str]] = defaultdict(set)
    for stem, words in surfaces.items():
        for bones in {arabic_bones(w) for w in (stem, *words, *(_without_particle(w) for w in words))}:
            table[bones].add(stem)
            if len(bones) >= _LONG_BONES:
                for shorter in _without_one(bones):
                    near[shorter].add(stem)
    for e, words in names.items():
        for bones in {b for w in words for b in latin_bones(w)}:
            if len(bones) < _SHORTEST:
                continue
            found = set(table.get(bones, ()))
            if len(bones) >= _LONG_BONES:
                found |= near.get(bones, set())
                for shorter in _without_one(bones):
                    found |= table.get(shorter, set()) if len(shorter) >= _LONG_BONES - 1 else set()
                    if len(bones) > _LONG_BONES:
                        found |= near.get(shorter, set())
            rate = NAME if len(bones) > _SHORTEST else SHORT_NAME
            for a in found:
                _put(out, e, a, rate)


def _without_particle(word: str) -> str:
    for prefix in ("وال", "بال", "ال", "لل", "و", "ب", "ل", "ف", "ك"):
        if word.startswith(prefix) and len(word) - len(prefix) >= 2:
            return word[len(prefix) :]
    return word


def _without_one(bones: str) -> set[str]:
    return {bones[:n] + bones[n + 1 :] for n in range(len(bones))}


# ------------------------------------------------------------------------------------- learning


def learn(pairs: Sequence[tuple[frozenset[str], frozenset[str]]], *, own: bool) -> Links:
    """Return the words that stand together in translated pairs, (English traits, Arabic traits), too often for chance.

    Too often: by Dunning's G² (Computational Linguistics 19, 1993), which chance alone brings above x with a probability of
    about exp(-x/2), so that of all pairs of words that were looked at less than one is expected above the limit.
    Each word keeps the partners it is most strongly bound to: what hangs together only because both go with a third one
    falls behind (competitive linking, I. D. Melamed, ACL 1997). ``own``: the pairs are of the very texts that will be
    aligned with this; then a pair of words is not counted as a witness for itself.
    """
    together: Counter[tuple[str, str]] = Counter()
    ours: Counter[str] = Counter()
    theirs: Counter[str] = Counter()
    for english, arabic in pairs:
        ours.update(english)
        theirs.update(arabic)
    most = max(_LEAST_TOGETHER, MOST * len(pairs))
    often_e = {e for e, n in ours.items() if _LEAST_TOGETHER <= n <= most and _is_word(e)}
    often_a = {a for a, n in theirs.items() if _LEAST_TOGETHER <= n <= most and _is_word(a)}
    for english, arabic in pairs:
        right = arabic & often_a
        for e in english & often_e:
            together.update((e, a) for a in right)
    total = len(pairs)
    sure = 2 * math.log(max(1, len(often_e)) * max(1, len(often_a)))
    best: list[tuple[float, str, str, int]] = []
    for (e, a), n in together.items():
        if n >= _LEAST_TOGETHER and n * total > ours[e] * theirs[a]:
            strength = _g2(n, ours[e], theirs[a], total)
            if strength >= sure:
                best.append((strength, e, a, n))
    best.sort(reverse=True)
    out: Links = {}
    taken_e: dict[str, float] = {}
    taken_a: dict[str, float] = {}
    for strength, e, a, n in best:
        if strength < RIVAL * max(taken_e.get(e, 0.0), taken_a.get(a, 0.0)):
            continue
        taken_e.setdefault(e, strength)
        taken_a.setdefault(a, strength)
        seen = n - own
        out.setdefault(e, {})[a] = (_share(seen, ours[e] - own), _share(seen, theirs[a] - own))
    return out


def _share(seen: int, of: int) -> float:
    return min(0.9, max(0.1, (seen + SEEN) / (of + OF)))


def _is_word(trait: str) -> bool:
    return trait[0] not in "#@~" and trait not in MARKS and len(trait) > 1


def _g2(both: int, a: int, b: int, total: int) -> float:
    """Return Dunning's G² of a two by two table: how unlikely it is that two words meet so often by chance."""

    def part(observed: float, expected: float) -> float:
        return observed * math.log(observed / expected) if observed > 0 else 0.0

    cells = (
        (both, a, b),
        (a - both, a, total - b),
        (b - both, total - a, b),
        (total - a - b + both, total - a, total - b),
    )
    return 2 * sum(part(n, row * column / total) for n, row, column in cells)

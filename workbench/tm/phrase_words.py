"""The pieces in which phrases are learned and looked up: folded words, with what Arabic joins to their beginning apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import regex

from workbench.text.fold import fold, fold_map
from workbench.text.tokens import token_spans
from workbench.text.word_places import inside_word

CONJUNCTIONS = ("و", "ف")
PREPOSITIONS = ("ب", "ل", "ك")
_SHORTEST = 3
"""A word has more letters than these where its first one can be a particle."""
_POSSESSIVE = "'s"
_JOIN = "+"
"""Stands at the side of a particle's key where it was joined to its word; no token has it."""
_GAP = regex.compile(r"[\s\p{Cf}]*|\p{Cf}*[-‐‑]\p{Cf}*")
"""What may stand between two words of one phrase: space, direction controls, a hyphen. Other signs part them."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, folded and in small letters; it stands from ``start`` to ``end``."""

    key: str
    start: int
    end: int


@dataclass(slots=True)
class Pieces:
    """A text as pieces; every list has one entry a piece.

    ``keys`` are what is compared; a particle's ends with ``+``, that of an English ``'s`` begins with it.
    ``text[starts[n]:ends[n]]`` is a piece as written. ``inner`` says that a piece begins inside a word or a figure,
    ``apart`` that a sign stands before it which no phrase crosses; ``words`` number the words the pieces belong to.
    """

    keys: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    inner: list[bool] = field(default_factory=list)
    apart: list[bool] = field(default_factory=list)
    words: list[int] = field(default_factory=list)

    def whole(self, first: int, last: int) -> bool:
        """Whether pieces ``first`` to ``last`` are whole words: neither their beginning nor their end is inside one."""
        return not self.inner[first] and not (last + 1 < len(self.inner) and self.inner[last + 1])

    def alone(self, first: int, last: int) -> bool:
        """Whether they can be read alone: whole words, but for a particle left out before or a ``'s`` behind."""
        begins = not self.inner[first] or self.keys[first - 1].endswith(_JOIN)
        ends = last + 1 == len(self.inner) or not self.inner[last + 1] or self.keys[last + 1].startswith(_JOIN)
        return begins and ends

    def together(self, first: int, last: int) -> bool:
        """Whether no sign parts pieces ``first`` to ``last``."""
        return not any(self.apart[first + 1 : last + 1])


def words_of(text: str) -> list[Word]:
    """Return the words and numbers of a text in order."""
    return [Word(fold(w).casefold(), start, end) for w, (start, end) in zip(*token_spans(text), strict=True)]


def split_word(key: str, counts: Mapping[str, int]) -> list[str]:
    """Return a folded Arabic word as its particles and the rest: ``وبالمدينة`` as ``و+``, ``ب+``, ``المدينة``.

    A letter is a particle only where the rest is a commoner word than the whole, by ``counts``; ``لل`` stands for ``ل`` and
    the article. Law: the letters of the parts are those of the word, but for the alef that ``لل`` has lost.
    """
    out: list[str] = []
    key = _taken_off(key, CONJUNCTIONS, counts, out)
    if key.startswith("لل") and len(key) > _SHORTEST + 1 and counts.get("ال" + key[2:], 0) > counts.get(key, 0):
        return [*out, "ل" + _JOIN, "ال" + key[2:]]
    key = _taken_off(key, PREPOSITIONS, counts, out)
    return [*out, key]


def _taken_off(key: str, particles: Sequence[str], counts: Mapping[str, int], out: list[str]) -> str:
    """Return what is left of a word without its particle, which goes to ``out``; the word itself when it has none."""
    if len(key) > _SHORTEST and key[0] in particles and counts.get(key[1:], 0) > counts.get(key, 0):
        out.append(key[0] + _JOIN)
        return key[1:]
    return key


def readings(key: str) -> list[str]:
    """Return the words whose counts decide how a folded Arabic word is split, itself among them."""
    out = [key]
    for rest in (key, key[1:]) if key[:1] in CONJUNCTIONS else (key,):
        out.append(rest)
        if rest.startswith("لل"):
            out.append("ال" + rest[2:])
        if rest[:1] in PREPOSITIONS:
            out.append(rest[1:])
    return list(dict.fromkeys(out))


def pieces_of(text: str, words: Sequence[Word], counts: Mapping[str, int] | None) -> Pieces:
    """Return a text, given its words, as pieces; ``counts`` are those of Arabic words, None for another language."""
    out = Pieces()
    before = 0
    for number, word in enumerate(words):
        gap = text[before : word.start]
        inner = number > 0 and not gap.isspace() and inside_word(text, word.start)
        apart = number > 0 and not inner and _GAP.fullmatch(gap) is None
        parts = _english(word.key) if counts is None else split_word(word.key, counts)
        cuts = [word.start, *_cuts(text, word, parts), word.end]
        for n, part in enumerate(parts):
            out.keys.append(part)
            out.starts.append(cuts[n])
            out.ends.append(cuts[n + 1])
            out.inner.append(inner or n > 0)
            out.apart.append(apart and n == 0)
            out.words.append(number)
        before = word.end
    return out


def _english(key: str) -> list[str]:
    return [key.removesuffix(_POSSESSIVE), _JOIN + _POSSESSIVE] if key.endswith(_POSSESSIVE) and len(key) > 2 else [key]


def _cuts(text: str, word: Word, parts: Sequence[str]) -> list[int]:
    """Return where in the text the parts of a word behind the first one begin."""
    if len(parts) == 1:
        return []
    starts = fold_map(text[word.start : word.end]).starts
    if parts[-1].startswith(_JOIN):
        # From the end: case folding may have made the letters before it more.
        return [word.start + starts[-1 - len(_POSSESSIVE)]]
    return [word.start + starts[n] for n in range(1, len(parts))]

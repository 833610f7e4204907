"""The words of an Arabic text as candidates see them: how common they are, what they can be in a name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import regex

from workbench.model import TermHit
from workbench.termbase.arabic import Reading, TextWord, text_word
from workbench.termbase.frequency import Counts
from workbench.termbase.name_words import arabic_words, parts
from workbench.text.tokens import tokens

_SPACE = regex.compile(r"[ \t\u00a0\u2009\u202f\u200e\u200f]+[\"“”«»(]?|\u0640")
_STOP = regex.compile(r"[./] ?")
_SHORTENED = frozenset({"د", "م", "أ", "الدكتور", "المهندس", "الأستاذ"})
"""Titles behind which a stop or a stroke may stand: د. هالة, المهندس/ سامي."""
_ENDINGS = (
    "تها",
    "وها",
    "ها",
    "هم",
    "هن",
    "نا",
    "كم",
    "ات",
    "ون",
    "ين",
    "ان",
    "وا",
    "تي",
    "ته",
    "ه",
    "ي",
    "ا",
    "ت",
    "ة",
    "ن",
)
_ARTICLES = ("بال", "وال", "كال", "فال", "لل")
_PRONOUNS = ("ها", "هم", "هما", "ه", "وا", "كم", "نا")
_FUTURE = ("سي", "ست", "سن", "است")
_VERBS = ("ي", "ت", "ن", "سي", "ست", "ا")
_SECOND = frozenset({"الله", "الدين"})


class Word(NamedTuple):
    """A word of a text. ``joined``: only a space stands before it; ``comma``: a comma or colon does.

    ``known`` is the kind of the known term it is part of, '' for none; ``ends_known``: it is the last word of that.
    """

    start: int
    end: int
    raw: str
    safe: str
    read: TextWord
    joined: bool
    comma: bool
    known: str
    ends_known: bool

    @property
    def arabic(self) -> bool:
        """Whether it is in Arabic letters."""
        return "\u0620" <= self.safe[:1] <= "\u06d5"

    @property
    def article(self) -> bool:
        """Whether it has the article and nothing before it."""
        return any(r.article for r in self.read.plain) and self.raw[:1] == "ا"

    @property
    def stem(self) -> str:
        """The word without its article."""
        return self.safe[2:] if self.article else self.safe


def words_of(text: str, hits: Sequence[TermHit]) -> list[Word]:
    """Return the words of a text; ``hits`` are the terms known in it."""
    out: list[Word] = []
    last = 0
    at = 0
    for t in tokens(text):
        while at < len(hits) and hits[at].end <= t.start:
            at += 1
        inside = at < len(hits) and hits[at].start < t.end
        known = hits[at].concept.kind if inside else ""
        ends = inside and hits[at].end <= t.end
        shortened = bool(out) and out[-1].raw in _SHORTENED and _STOP.fullmatch(text, last, t.start) is not None
        joined = shortened or (bool(out) and _SPACE.fullmatch(text, last, t.start) is not None)
        comma = text[last : last + 1] in ("،", ",", ":")
        read = text_word(t.text)
        out.append(Word(t.start, t.end, t.text, read.safe, read, joined, comma, known, ends))
        last = t.end
    return out


def readings(word: Word) -> tuple[Reading, ...]:
    """Return the ways to read a word, those without a proclitic first."""
    return (*word.read.plain, *word.read.behind)


def is_in(word: Word, known: frozenset[str]) -> bool:
    """Whether a word, without article or proclitic, is one of these."""
    return any(r.safe in known for r in readings(word))


def is_never(word: Word) -> bool:
    """Whether a word is no part of any name."""
    return _never(word.safe, word.raw)


@lru_cache(8192)
def _never(safe: str, raw: str) -> bool:
    never = arabic_words().never
    if safe == "علي":
        return raw.endswith("ى")
    return safe in never or (safe[:1] in "وف" and safe[1:] in never) or not "\u0620" <= safe[:1] <= "\u06d5"


def is_odd(word: Word) -> bool:
    """Whether a word has what no name has: the article behind a proclitic, a pronoun at its end."""
    return word.safe.startswith(_ARTICLES) or (word.safe.endswith(_PRONOUNS) and len(word.safe) >= 4)


class Rarity:
    """How often words are seen, in any form that inflection gives them."""

    def __init__(self, counts: Counts) -> None:
        self._counts = counts
        self.common = lru_cache(4096)(self._common)

    def _common(self, raw: str) -> int:
        read = text_word(raw)
        counts = self._counts
        best = 0
        for r in (*read.plain, *read.behind):
            stem = r.safe
            best = max(best, counts.get(stem, 0), counts.get("ال" + stem, 0))
            if len(stem) >= 4:
                best = max(best, self._inflected(stem))
            if stem.startswith(_FUTURE) and len(stem) >= 5:
                best = max(best, 100 * bool(counts.get(stem[1:], 0) or self._inflected(stem[1:])))
        return best

    def _inflected(self, stem: str) -> int:
        get = self._counts.get
        best = 0
        for ending in _ENDINGS:
            if stem.endswith(ending) and len(stem) - len(ending) >= 3:
                base = stem[: -len(ending)]
                best = max(best, *(get(f, 0) for f in (base, base + "ه", base + "ة", "ال" + base, "ال" + base + "ة")))
        for before in _VERBS:
            if stem.startswith(before) and len(stem) - len(before) >= 3:
                rest = stem[len(before) :]
                # Of يفتتح the lists may have افتتح or افتتاح only.
                verb, noun = get(f"ا{rest}", 0), get(f"ا{rest[:-1]}ا{rest[-1]}", 0)
                best = max(best, get(rest, 0) // 2, verb // 2, noun // 2)
        return best


def part_of(word: Word) -> tuple[str, bool] | None:
    """Return (stem, whether it is an ordinary word too) when a word without proclitic is a common part of names."""
    known = parts()
    for stem in (word.safe, word.stem):
        found = known.get(stem)
        if found is not None:
            return stem, found.word
    for second in _SECOND:
        first = word.safe.removesuffix(second)
        if first != word.safe and f"{first} {second}" in known:
            return f"{first} {second}", False
    return None


def compound_at(words: Sequence[Word], n: int) -> bool:
    """Whether a word and the next are one name: عبد العزيز, نور الدين, نصر الله."""
    if n + 1 >= len(words) or not words[n + 1].joined:
        return False
    first, second = words[n], words[n + 1]
    if first.safe == "عبد" or f"{first.safe} {second.safe}" in parts():
        return True
    return second.safe in _SECOND and first.safe in parts()

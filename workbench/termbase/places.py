"""Where given forms stand in a target, compared by plain word keys; nothing is indexed but the target itself.

A place is looser than a hit of the termbase: what is looked for is known, only its dress is not. English: case, marks,
apostrophes, hyphens, the article before it, a possessive behind it and the number of its last word may differ. Arabic:
proclitics, the article, vowel signs, hamza, yeh and teh marbuta, أبو/أبا/أبي and ون/ين may differ in any form; another ending
or a space only in forms of several words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Protocol

import regex

from workbench.model import is_rtl
from workbench.termbase import english
from workbench.text.fold import T1, T2, fold, fold_map
from workbench.text.tokens import Token, tokens

PROCLITICS = ("و", "ف", "ب", "ك", "ل", "وب", "وك", "ول", "فب", "فك", "فل")
_POSSESSIVE = regex.compile(r"['’](?:s|S)?$")
_BETWEEN_EN = regex.compile(r"[ \t\u00a0\u2009\u202f]{1,3}|[-‐‑]|['’]?[ \t]\(?|[\"“”'’(]{1,2}[ \t]?|[ \t][\"“'‘(]")
_BETWEEN_AR = frozenset(" \t\u00a0\u2009\u202f\"'“”«»‘’()[]\u200e\u200f\u061c\u200c\u200d\u0640")
_ARTICLE_BEFORE = regex.compile(r"(?<![\p{L}\p{N}])the[ \t\u00a0]+$", regex.I)
_SENTENCE = regex.compile(r"(?:^|[.?!…][\s\"”'’)\]]*\s|\n)[\s\"“”'‘’(\[«]*$")
_ARTICLES = frozenset({"the", "a", "an"})
_GRAMMAR = {
    **dict.fromkeys(("ابو", "ابا", "ابي"), "ابو"),
    **dict.fromkeys(("اخو", "اخا", "اخي"), "اخو"),
    **dict.fromkeys(("ذو", "ذا", "ذي"), "ذو"),
    **dict.fromkeys(("بنو", "بني"), "بنو"),
}
_CASES = (("ون", "ين"), ("ان", "ين"))
_ENDINGS = ("تين", "تان", "ات", "ون", "ين", "ان")


@dataclass(frozen=True, slots=True)
class Place:
    """A form in a target: ``text[start:end] == surface``, the words ``first`` to ``last`` (exclusive) of it.

    ``as_written`` is false when it differs in more than a capital that begins a sentence and an Arabic proclitic.
    ``plural`` is 1 when the text has a plural where the form has none, -1 the other way round. ``proclitic`` are the
    letters joined before an Arabic form, ``core`` is where the form itself begins behind them.
    """

    start: int
    end: int
    surface: str
    form: str
    first: int
    last: int
    as_written: bool
    plural: int = 0
    proclitic: str = ""
    core: int = 0


class Target(Protocol):
    """A target in which forms are looked for."""

    def places(
        self, forms: Iterable[str], *, number: bool = True, protect: frozenset[str] = frozenset()
    ) -> list[Place]:
        """Return where the forms stand, by place, the longest first.

        Without ``number`` a plural is another word: Hamas is no Hama. ``protect`` are words no proclitic is taken off.
        """
        ...


def target_of(text: str, language: str) -> Target:
    """Return a target ready to be searched."""
    return ArabicTarget(text) if is_rtl(language) else EnglishTarget(text)


def begins_sentence(text: str, start: int) -> bool:
    """Whether an English sentence begins at ``start``: its capital says nothing."""
    return _SENTENCE.search(text[:start]) is not None


# ---------------------------------------------------------------------------------------------- English


@lru_cache(20_000)
def _english_form(text: str) -> tuple[tuple[str, ...], str, bool, bool]:
    """Return a form's keys and its text without a leading article; whether it is a name, and an acronym."""
    parts = english.words(text)
    if len(parts) > 1 and parts[0].key in _ARTICLES and text[parts[0].end].isspace():
        parts = parts[1:]
    if not parts:
        return (), text, False, False
    bare = text[parts[0].start :] if parts[0].start else text
    letters = "".join(p.raw for p in parts)
    acronym = len(parts) == 1 and len(letters) >= 2 and letters.isupper()
    capital = all(p.raw[:1].isupper() or p.raw[:1].isdigit() for p in parts)
    return tuple(p.key for p in parts), bare, capital, acronym


@dataclass
class EnglishTarget:
    """An English target."""

    text: str

    @cached_property
    def words(self) -> list[english.Word]:
        """The words, parted at hyphens."""
        return english.words(self.text)

    @cached_property
    def _index(self) -> dict[str, list[int]]:
        out: dict[str, list[int]] = {}
        for n, word in enumerate(self.words):
            out.setdefault(word.key, []).append(n)
        return out

    def places(
        self, forms: Iterable[str], *, number: bool = True, protect: frozenset[str] = frozenset()
    ) -> list[Place]:
        """Return where the forms stand (see :class:`Target`)."""
        out = [p for form in forms for p in self._places(form) if number or not p.plural]
        return sorted(out, key=lambda p: (p.start, -p.end, not p.as_written))

    def _places(self, form: str) -> Iterator[Place]:
        keys, bare, capital, acronym = _english_form(form)
        if not keys:
            return
        begins = (keys[0],) if len(keys) > 1 or acronym else (keys[0], *_other_number(keys[0]))
        for at in (n for key in begins for n in self._index.get(key, ())):
            span = self.words[at : at + len(keys)]
            if len(span) < len(keys) or any(w.key != k for w, k in zip(span[:-1], keys[:-1], strict=True)):
                continue
            plural = _number(span[-1].key, keys[-1])
            if plural is None or (plural and acronym) or not self._adjacent(span):
                continue
            if (acronym and not span[0].raw[:2].isupper()) or (
                capital and len(span) == 1 and not span[0].raw[:1].isupper()
            ):
                continue
            start, last = span[0].start, span[-1]
            end = last.start + len(_POSSESSIVE.sub("", last.raw))
            surface = self.text[start:end]
            written = surface == bare or (surface[1:] == bare[1:] and begins_sentence(self.text, start))
            if len(bare) < len(form) and _ARTICLE_BEFORE.search(self.text[:start]) is None:
                written = False
            yield Place(start, end, surface, form, at, at + len(keys), written, plural, core=start)

    def _adjacent(self, span: Sequence[english.Word]) -> bool:
        return all(_BETWEEN_EN.fullmatch(self.text[a.end : b.start]) is not None for a, b in pairwise(span))


def _other_number(key: str) -> tuple[str, ...]:
    more = (f"{key}s", f"{key}es", f"{key[:-1]}ies" if key.endswith("y") else "")
    fewer = (key.removesuffix("s"), key.removesuffix("es"), f"{key[:-3]}y" if key.endswith("ies") else "")
    return tuple(dict.fromkeys(k for k in (*more, *fewer) if k and k != key))


def _number(found: str, wanted: str) -> int | None:
    """Return 1 for a plural of ``wanted``, -1 for its singular, 0 for itself, None for another word."""
    if found == wanted:
        return 0
    short, long = sorted((found, wanted), key=len)
    same = len(short) >= 3 and (
        long in (f"{short}s", f"{short}es") or (short[-1] == "y" and long == f"{short[:-1]}ies")
    )
    return (1 if len(found) > len(wanted) else -1) if same else None


# ---------------------------------------------------------------------------------------------- Arabic


@dataclass(frozen=True, slots=True)
class ArabicWord:
    """A word folded safely, with its article off; ``key`` is its stem folded loosely, without a light ending."""

    safe: str
    loose: str
    article: bool
    stem: str
    key: str


@lru_cache(50_000)
def arabic_word(text: str) -> ArabicWord:
    """Fold a word of a form."""
    safe, loose = fold(text, T1), fold(text, T2)
    article = has_article(loose)
    return ArabicWord(safe, loose, article, loose[2:] if article else loose, _light(loose[2:] if article else loose))


def has_article(folded: str) -> bool:
    """Whether a folded word begins with the article."""
    return folded.startswith("ال") and len(folded) >= 4 and folded != "الله"


def _light(stem: str) -> str:
    for ending in _ENDINGS:
        if stem.endswith(ending) and len(stem) - len(ending) >= 3:
            return stem[: -len(ending)]
    return stem[:-1] if len(stem) >= 4 and stem[-1] in "هاتي" else stem


def readings(folded: str) -> Iterator[tuple[str, bool, str]]:
    """Yield how a folded word can be read: (proclitic, article, stem), the plain one first."""
    yield "", has_article(folded), folded[2:] if has_article(folded) else folded
    if has_article(folded):
        yield "", False, folded
    for proclitic in PROCLITICS:
        rest = folded[len(proclitic) :]
        if not folded.startswith(proclitic) or len(rest) < 2:
            continue
        if proclitic.endswith("ل") and rest.startswith("ل") and len(rest) >= 3:
            # ل and ال become لل; before a word that begins with ل itself one of three is not written.
            yield proclitic, True, rest[1:]
            if len(rest) >= 4:
                yield proclitic, True, rest
        elif has_article(rest) and not proclitic.endswith("ل"):
            yield proclitic, True, rest[2:]
        if len(rest) >= 3:
            yield proclitic, False, rest


@dataclass
class ArabicTarget:
    """An Arabic target."""

    text: str

    @cached_property
    def words(self) -> list[Token]:
        """The words as they are written, proclitics joined."""
        return tokens(self.text)

    @cached_property
    def folded(self) -> list[str]:
        """The words folded loosely."""
        return [fold(t.text, T2) for t in self.words]

    @cached_property
    def _index(self) -> dict[str, list[int]]:
        """Return by stem and by light key where a word may begin a form."""
        out: dict[str, list[int]] = {}
        for n, word in enumerate(self.folded):
            keys = {k for _p, _a, stem in readings(word) for k in (stem, _light(stem), _GRAMMAR.get(stem, stem))}
            for key in keys:
                out.setdefault(key, []).append(n)
        return out

    def places(
        self, forms: Iterable[str], *, number: bool = True, protect: frozenset[str] = frozenset()
    ) -> list[Place]:
        """Return where the forms stand (see :class:`Target`)."""
        out = [p for form in forms for p in self._places(form, protect)]
        return sorted(out, key=lambda p: (p.start, -p.end, not p.as_written))

    def _places(self, form: str, protect: frozenset[str]) -> Iterator[Place]:
        words = [arabic_word(t.text) for t in tokens(form)]
        if not words:
            return
        first = words[0]
        begins = {first.stem, first.key, _GRAMMAR.get(first.stem, first.stem)} if len(words) > 1 else {first.stem}
        if len(words) == 1:
            begins |= {first.stem[:-2] + other for case in _CASES for other in case if first.stem.endswith(case)}
        seen = set()
        for at in sorted({n for key in begins for n in self._index.get(key, ())}):
            place = self._match(at, words, form, protect)
            if place is not None:
                seen.add(at)
                yield place
        if len(words) > 1 or len(first.stem) >= 6:
            yield from (p for at in range(len(self.words)) if at not in seen for p in self._joined(at, words, form))

    def _match(self, at: int, words: Sequence[ArabicWord], form: str, protect: frozenset[str]) -> Place | None:
        if at + len(words) > len(self.words) or not self.adjacent(at, at + len(words)):
            return None
        several = len(words) > 1
        loosely = 0
        for n, word in enumerate(words[1:], at + 1):
            found = arabic_word(self.words[n].text)
            same = _same(found.article, found.stem, word, several=True)
            if same is None:
                same = _same(article=False, stem=found.loose, word=word, several=True)
            if same is None:
                return None
            loosely += not same
        guarded = self.folded[at] in {fold(p, T2) for p in protect}
        best: tuple[bool, str, bool] | None = None
        for proclitic, article, stem in readings(self.folded[at]):
            if proclitic and guarded:
                continue
            same = _same(article, stem, words[0], several=several)
            if same is not None and (best is None or (same and not best[0])):
                best = same, proclitic, article
        if best is None:
            return None
        return self._place(at, at + len(words), form, best[1], article=best[2], as_written=best[0] and not loosely)

    def _joined(self, at: int, words: Sequence[ArabicWord], form: str) -> Iterator[Place]:
        """Yield the form with a space more or less than it is written with: نصرالله."""
        wanted = "".join(w.loose for w in words)
        for count in (len(words) - 1, len(words) + 1):
            if count < 1 or at + count > len(self.words) or not self.adjacent(at, at + count):
                continue
            rest = "".join(self.folded[at + 1 : at + count])
            if not wanted.endswith(rest[-2:]):
                continue
            for proclitic, article, stem in readings(self.folded[at]):
                if ("ال" if article else "") + stem + rest == wanted and not (proclitic and len(stem + rest) < 5):
                    yield self._place(at, at + count, form, proclitic, article=article, as_written=False)
                    break

    def _place(self, first: int, last: int, form: str, proclitic: str, *, article: bool, as_written: bool) -> Place:
        word = self.words[first]
        start, end = word.start, self.words[last - 1].end
        core = start + fold_map(word.text, T1).starts[len(proclitic)]
        bare = self.text[core:end]
        if article and proclitic.endswith("ل"):
            bare = "ال" + (bare if form.startswith("الل") else bare[1:])
        written = as_written and bare == form
        return Place(start, end, self.text[start:end], form, first, last, written, proclitic=proclitic, core=core)

    def adjacent(self, first: int, last: int) -> bool:
        """Whether only spaces, quotes and brackets stand between words."""
        span = self.words[first:last]
        return all(all(c in _BETWEEN_AR for c in self.text[a.end : b.start]) for a, b in pairwise(span))


def _same(article: bool, stem: str, word: ArabicWord, *, several: bool) -> bool | None:
    """Return whether a word is the form's as written (True), loosely (False) or not at all (None)."""
    if stem == word.stem or _GRAMMAR.get(stem, stem) == _GRAMMAR.get(word.stem, word.stem) or _case(stem, word.stem):
        return article == word.article
    if several and len(stem) >= 3 and len(word.key) >= 3 and _light(stem) == word.key:
        return False
    return None


def _case(a: str, b: str) -> bool:
    """Whether two stems differ only in the case of a plural or a dual."""
    return len(a) == len(b) >= 5 and a[:-2] == b[:-2] and any(a.endswith(c) and b.endswith(c) for c in _CASES)

"""Where given forms stand in an Arabic target (see :mod:`workbench.termbase.places`), and how its words can be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from workbench.termbase.arabic import ABU, BETWEEN, behind_proclitics, has_article, without_ending
from workbench.termbase.places import Place
from workbench.text.fold import T1, T2, fold, fold_map
from workbench.text.tokens import Token, tokens

_CASES = (("ون", "ين"), ("ان", "ين"))
_PRONOUNS = ("هما", "هم", "هن", "ها", "نا", "كم", "ه")
_NUMBERS = ("ا", "ان", "ين", "ون", "ات")
NO_ENDINGS = frozenset({"person", "place"})
"""Kinds whose words take no pronoun."""
SHARING = 7
"""So many words there are at most from a word that several share to the last of them."""
OF_ITS_OWN = 3
"""So many from a word with words of its own to what stands behind ل."""


class _Bending(NamedTuple):
    """Whether the words of a form take pronouns and endings, and whether it has a feminine, as titles do."""

    allowed: bool
    feminine: bool


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
    return ArabicWord(
        safe, loose, article, loose[2:] if article else loose, without_ending(loose[2:] if article else loose)
    )


def form_word(text: str) -> ArabicWord:
    """Fold a word of a form; a hamza or madda shows that its alef is no article: آلية."""
    word = arabic_word(text)
    if word.article and text[0] in "أإآ":
        return ArabicWord(word.safe, word.loose, False, word.loose, without_ending(word.loose))
    return word


def readings(folded: str) -> Iterator[tuple[str, bool, str]]:
    """Yield how a folded word can be read: (proclitic, article, stem), the plain one first."""
    yield "", has_article(folded), folded[2:] if has_article(folded) else folded
    if has_article(folded):
        yield "", False, folded
    yield from behind_proclitics(folded)


def without_pronoun(stem: str) -> tuple[str, ...]:
    """Return what a loosely folded word may be without a pronoun at its end: وزرا for وزرائها, شركه for شركته."""
    out = []
    for pronoun in _PRONOUNS:
        bare = stem.removesuffix(pronoun)
        if bare != stem and len(bare) >= 3:
            out.append(bare)
            if bare[-1] == "ت":
                out.append(f"{bare[:-1]}ه")
            elif bare[-2:] in ("اي", "او"):
                out.append(bare[:-1])
            elif bare[-1] == "ا":
                out.append(f"{bare[:-1]}ي")
    return tuple(out)


def _in_numbers(stem: str) -> frozenset[str]:
    """Return a noun in the accusative, the dual and the sound plurals, all loosely folded."""
    if stem.endswith("ه"):
        return frozenset({f"{stem[:-1]}تان", f"{stem[:-1]}تين", f"{stem[:-1]}ات"})
    return frozenset(stem + ending for ending in _NUMBERS)


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
            keys = {k for _p, _a, stem in readings(word) for k in (stem, without_ending(stem), ABU.get(stem, stem))}
            for key in keys:
                out.setdefault(key, []).append(n)
        return out

    def places(
        self,
        forms: Iterable[str],
        kind: str = "other",
        *,
        ordinary: bool = False,
        protect: frozenset[str] = frozenset(),
    ) -> list[Place]:
        """Return where the forms stand (see :class:`Target`)."""
        out = [p for form in forms for p in self._places(form, kind, protect, ordinary=ordinary)]
        return sorted(out, key=lambda p: (p.start, -p.end, not p.as_written))

    def _places(self, form: str, kind: str, protect: frozenset[str], *, ordinary: bool) -> Iterator[Place]:
        words = [form_word(t.text) for t in tokens(form)]
        if not words:
            return
        first = words[0]
        begins = {first.stem, first.key, ABU.get(first.stem, first.stem)} if len(words) > 1 else {first.stem}
        if len(words) == 1:
            begins |= {first.stem[:-2] + other for case in _CASES for other in case if first.stem.endswith(case)}
        found = {n for key in begins for n in self._index.get(key, ())}
        bends = ordinary if len(words) == 1 else kind not in NO_ENDINGS
        if bends and len(first.stem) >= 3:
            found |= {n for n, word in enumerate(self.folded) if first.stem[:-1] in word}
        seen = set()
        for at in sorted(found):
            place = self._match(at, words, form, protect, _Bending(bends, kind == "title"))
            if place is not None:
                seen.add(at)
                yield place
        if len(words) > 1 or len(first.stem) >= 6:
            yield from (p for at in range(len(self.words)) if at not in seen for p in self._joined(at, words, form))

    def _match(
        self, at: int, words: Sequence[ArabicWord], form: str, protect: frozenset[str], bending: _Bending
    ) -> Place | None:
        if at + len(words) > len(self.words) or not self.adjacent(at, at + len(words)):
            return None
        several = len(words) > 1
        loosely = bent = 0
        for n, word in enumerate(words[1:], at + 1):
            same = self._inner(n, word)
            if same is None and bending.allowed:
                same, bent = self._inner_bent(n, word), bent + 1
            if same is None:
                return None
            loosely += not same
        guarded = self.folded[at] in {fold(p, T2) for p in protect}
        best: tuple[bool, str, bool, bool] | None = None
        for proclitic, article, stem in readings(self.folded[at]):
            if proclitic and (guarded or (not several and not article and len(stem) < 3)):
                continue
            same = _same(article, stem, words[0], several=several)
            other = same is None and bending.allowed
            if other:
                same = self._bent(at, article, stem, words[0], several=several, feminine=bending.feminine)
            if same is not None and (best is None or (same and not best[0])):
                best = same, proclitic, article, other
        if best is None:
            return None
        written = best[0] and not loosely
        place = self._place(at, at + len(words), form, best[1], article=best[2], as_written=written)
        return replace(place, bent=True) if bent or best[3] else place

    def _inner(self, n: int, word: ArabicWord) -> bool | None:
        """Return whether a word behind the first is the form's, as :func:`_same` does."""
        found = arabic_word(self.words[n].text)
        same = _same(found.article, found.stem, word, several=True)
        if same is None:
            same = _same(article=False, stem=found.loose, word=word, several=True)
        return same

    def _inner_bent(self, n: int, word: ArabicWord) -> bool | None:
        """Return False when a word behind the first is the form's with a pronoun, or behind ل; None else."""
        found = arabic_word(self.words[n].text)
        same = self._bent(n, found.article, found.stem, word, several=True, feminine=False)
        if same is None and not has_article(self.folded[n - 1]):
            # رئيسا للوزراء, وقفا لإطلاق النار: ل stands between a word without article and what it belongs to.
            behind = (r for r in behind_proclitics(self.folded[n]) if r[0] == "ل")
            if any(_same(article, stem, word, several=True) is not None for _l, article, stem in behind):
                return False
        return same

    def _bent(
        self, n: int, article: bool, stem: str, word: ArabicWord, *, several: bool, feminine: bool
    ) -> bool | None:
        """Return False when a word is one of the form with a pronoun or an ending of case or number, None else."""
        if len(word.stem) < 3:
            return None
        raw = self.words[n].text
        own = () if article or raw.endswith("ة") else without_pronoun(stem)
        if several:
            return False if any(b == word.stem or without_ending(b) == word.key for b in own) else None
        stems = {word.stem, f"{word.stem}ي", f"{word.stem}و"}
        if not stems.isdisjoint(own) or stem in _in_numbers(word.stem):
            return False
        return False if feminine and raw.endswith("ة") and stem == f"{word.stem}ه" else None

    def shared(self, forms: Iterable[str], kind: str = "other") -> list[Place]:
        """Return where the first word of a form stands apart from the others.

        Before several, ours behind و (وزيرا الخارجية والدفاع), or before words of its own, the others behind ل (وقفا فوريا
        لإطلاق النار).
        """
        ways = [("و", SHARING)] if kind in NO_ENDINGS else [("و", SHARING), ("ل", OF_ITS_OWN)]
        return [p for form in forms for p in self._shared(form, ways)]

    def _shared(self, form: str, ways: Sequence[tuple[str, int]]) -> Iterator[Place]:
        words = [form_word(t.text) for t in tokens(form)]
        if len(words) < 2:
            return
        head, rest = words[0], words[1:]
        for at in range(len(self.words)):
            starts = [
                (proclitic, article)
                for proclitic, article, stem in readings(self.folded[at])
                if _same(article, stem, head, several=True) is not None
                or self._bent(at, article, stem, head, several=False, feminine=False) is not None
            ]
            for proclitic, article in starts[:1]:
                ends = [
                    n + len(rest)
                    for particle, reach in ways
                    for n in range(at + 2, min(at + 1 + reach, len(self.words) - len(rest)) + 1)
                    if self._goes_on(at, n, particle, rest)
                ]
                if ends:
                    place = self._place(at, min(ends), form, proclitic, article=article, as_written=False)
                    yield replace(place, bent=True)

    def _goes_on(self, at: int, n: int, particle: str, rest: Sequence[ArabicWord]) -> bool:
        """Whether the rest of a form stands at ``n`` behind a particle, and only words and commas between it and ``at``."""
        between = self.text[self.words[at].end : self.words[n].start]
        if not self.adjacent(n, n + len(rest)) or not all(c in BETWEEN or c in "،," or c.isalpha() for c in between):
            return False
        first = (r for r in behind_proclitics(self.folded[n]) if r[0] == particle)
        if not any(_same(article, stem, rest[0], several=False) for _p, article, stem in first):
            return False
        return all(
            _same(w.article, w.stem, word, several=False)
            for w, word in zip((arabic_word(t.text) for t in self.words[n + 1 :]), rest[1:], strict=False)
        )

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
        return all(all(c in BETWEEN for c in self.text[a.end : b.start]) for a, b in pairwise(span))


def _same(article: bool, stem: str, word: ArabicWord, *, several: bool) -> bool | None:
    """Return whether a word is the form's as written (True), loosely (False) or not at all (None)."""
    if stem == word.stem or ABU.get(stem, stem) == ABU.get(word.stem, word.stem) or _case(stem, word.stem):
        return article == word.article
    if several and len(stem) >= 3 and len(word.key) >= 3 and without_ending(stem) == word.key:
        return False
    return None


def _case(a: str, b: str) -> bool:
    """Whether two stems differ only in the case of a plural or a dual."""
    return len(a) == len(b) >= 5 and a[:-2] == b[:-2] and any(a.endswith(c) and b.endswith(c) for c in _CASES)

"""Where given forms stand in an Arabic target (see :mod:`workbench.termbase.places`), and how its words can be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from workbench.termbase.arabic import ABU, BETWEEN, behind_proclitics, has_article, without_ending
from workbench.termbase.places import Place
from workbench.text.fold import T1, T2, fold, fold_map
from workbench.text.tokens import Token, tokens

_CASES = (("ون", "ين"), ("ان", "ين"))


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


def readings(folded: str) -> Iterator[tuple[str, bool, str]]:
    """Yield how a folded word can be read: (proclitic, article, stem), the plain one first."""
    yield "", has_article(folded), folded[2:] if has_article(folded) else folded
    if has_article(folded):
        yield "", False, folded
    yield from behind_proclitics(folded)


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
        begins = {first.stem, first.key, ABU.get(first.stem, first.stem)} if len(words) > 1 else {first.stem}
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
            if proclitic and (guarded or (not several and not article and len(stem) < 3)):
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

"""The names of offices, bodies and places in Arabic texts: what stands before them, and what is repeated."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from workbench.model import TermHit
from workbench.termbase.candidates import Place
from workbench.termbase.candidates_people import OFTEN, RARE, SELDOM, NameReading
from workbench.termbase.candidates_words import Word, compound_at, is_in, is_never, is_odd, part_of, readings, words_of
from workbench.termbase.frequency import Counts, plausible
from workbench.termbase.name_words import places


class BodyReading(NameReading):
    """Reads the names of offices, bodies and places, and keeps what is found."""

    def __init__(self, texts: Sequence[str], hits: Sequence[Sequence[TermHit]], counts: Counts) -> None:
        super().__init__(counts)
        self._texts = texts
        self._words = [words_of(t, h) for t, h in zip(texts, hits, strict=True)]
        self._grams = self._repeated_grams()
        self._found: dict[str, tuple[str, str]] = {}
        self._places: dict[str, set[Place]] = defaultdict(set)

    def _office(self, n: int, words: Sequence[Word], at: int) -> None:
        """Keep the title of a minister of something."""
        word = words[at]
        if word.known or not any(r.safe in ("وزير", "وزيره", "وزيرة") for r in readings(word)):
            return
        for size in (2, 1):
            behind = words[at + 1 : at + 1 + size]
            if len(behind) == size and all(w.joined and not w.known for w in behind):
                first = [behind[0].safe, *(w.safe for w in behind[1:])]
                if " ".join(first) in self._cues.ministries:
                    r = next(r for r in readings(word) if r.safe in ("وزير", "وزيره", "وزيرة"))
                    start = word.start + len(word.raw) - len(r.safe)
                    self._keep(n, start, behind[-1].end, "title", "office")
                    return

    def _group(self, n: int, words: Sequence[Word], at: int) -> bool:
        """Keep the name of a body that begins with what it is, or stands behind that."""
        word = words[at]
        read = next((r for r in readings(word) if not r.article and r.safe in self._cues.groups), None)
        before = any(not r.article and r.safe in self._cues.before_groups for r in readings(word))
        if (read is None and not before) or is_never(word):
            return False
        end = at + 1
        size = self._longest_gram(words, at if read is not None else at + 1)
        if size > 1:
            end = at + size + (read is None)
        else:
            rare = self._name_end(words, at + 1, "group")[0]
            if (rare > at + 1 and (read is not None or not before)) or (before and rare > at + 1):
                end = rare
            elif before and word.safe != "موقع" and at + 1 < len(words) and self._alone_again(words[at + 1]):
                end = at + 2
        if end <= at + 1 or any(w.known for w in words[at + 1 : end]):
            return False
        kind = "place" if read is not None and read.safe in self._cues.places else "organisation"
        if read is not None:
            start = word.end - len(read.safe) if len(read.safe) < len(word.raw) else word.start
            self._keep(n, start, words[end - 1].end, kind, "group")
        else:
            self._keep(n, words[at + 1].start, words[end - 1].end, "organisation", "group")
        return True

    def _foreign_letters(self, n: int, words: Sequence[Word], at: int) -> None:
        """Keep a run of words in Latin letters that begins here."""
        if at and words[at].joined and is_latin(words[at - 1]) and not words[at - 1].known:
            return
        end = at + 1
        while end < len(words) and words[end].joined and not words[end].known and is_latin(words[end]):
            end += 1
        if words[end - 1].end - words[at].start > 1:
            self._keep(n, words[at].start, words[end - 1].end, "other", "latin")

    def _well_known(self, n: int, words: Sequence[Word], at: int) -> bool:
        """Keep a place everybody knows."""
        word = words[at]
        for size in (2, 1):
            inside = words[at : at + size]
            if len(inside) < size or any(w.known for w in inside) or (size == 2 and not inside[1].joined):
                continue
            for r in readings(word):
                stem = ("ال" if r.article else "") + r.safe
                found = places().get(" ".join((stem, *(w.safe for w in inside[1:]))))
                if found is None or found.word:
                    continue
                if r.proclitic and not plausible(word.safe, r.proclitic, stem, self._counts):
                    continue
                # Of لل the article's alef is not written: the whole word stands for it.
                length = len(r.safe) if r.article and r.proclitic.endswith("ل") else len(stem)
                self._keep(n, word.end - min(length, len(word.raw)), inside[-1].end, "place", "name")
                return True
        return False

    def _alone_again(self, word: Word) -> bool:
        """Whether a word with article stands elsewhere too."""
        if not word.article or not word.joined or word.known or is_never(word):
            return False
        return sum(w.safe == word.safe for words in self._words for w in words) > 1

    def _place(self, n: int, words: Sequence[Word], at: int) -> bool:
        """Keep the name of a place behind a word that says what kind of place it is, or behind a preposition."""
        word = words[at]
        if is_in(word, self._cues.before_places) and not word.article:
            return self._place_behind(n, words, at, SELDOM, "place")
        joint = at + 1 < len(words) and words[at + 1].safe in self._cues.joints
        if word.safe in self._cues.near and joint and words[at + 1].raw not in ("بن", "ال"):
            return self._place_behind(n, words, at, RARE, "place")
        return False

    def _place_behind(self, n: int, words: Sequence[Word], at: int, limit: int, cue: str) -> bool:
        k = at + 1
        if k >= len(words) or not words[k].joined:
            return False
        word = words[k]
        if word.known or is_never(word) or is_in(word, self._cues.titles):
            return False
        end = k + 1
        if word.safe in self._cues.groups or word.safe in self._cues.before_places:
            return False
        if word.safe in self._cues.joints or compound_at(words, k):
            if k + 1 >= len(words) or not words[k + 1].joined or words[k + 1].known or is_never(words[k + 1]):
                return False
            end = k + 2
        else:
            if len(word.safe) < 3:
                return False
            repeats = self._grams[self._gram(words, at, 2)] > 1 and word.article
            if is_odd(word) or self._rarity.common(word.raw) > (OFTEN if repeats else limit):
                return False
            if (
                end < len(words)
                and words[end].joined
                and not words[end].known
                and not is_never(words[end])
                and not words[end].article
                and part_of(words[end]) is None
                and not words[end].safe.endswith("ا")
                and self._rarity.common(words[end].raw) <= RARE
            ):
                end += 1
        self._keep(n, word.start, words[end - 1].end, "place", cue)
        return True

    def _gram(self, words: Sequence[Word], at: int, size: int) -> tuple[str, ...]:
        first = min((r.safe for r in readings(words[at])), key=len) if at < len(words) else ""
        return (first, *(w.safe for w in words[at + 1 : at + size]))

    def _repeated_grams(self) -> Counter[tuple[str, ...]]:
        grams: Counter[tuple[str, ...]] = Counter()
        for words in self._words:
            goes_on = [w.joined and not is_never(w) for w in words]
            for at in range(len(words)):
                for size in (2, 3, 4):
                    if at + size > len(words) or not goes_on[at + size - 1]:
                        break
                    grams[self._gram(words, at, size)] += 1
        return grams

    def _longest_gram(self, words: Sequence[Word], at: int) -> int:
        """Return how many words from one on stand together elsewhere too, 1 for none."""
        for size in (4, 3, 2):
            inside = words[at + 1 : at + size]
            free = len(inside) == size - 1 and not any(w.known or is_in(w, self._cues.said) for w in inside)
            if free and not is_never(words[at]) and self._grams[self._gram(words, at, size)] > 1:
                return size
        return 1

    def _keep(self, n: int, start: int, end: int, kind: str, cue: str) -> None:
        form = self._texts[n][start:end].strip("\u0640 ")
        self._found.setdefault(form, (kind, cue))
        self._places[form].add(Place(n, start, end))


def is_latin(word: Word) -> bool:
    """Whether a word begins with a Latin capital."""
    return word.raw[:1].isascii() and word.raw[:1].isupper()

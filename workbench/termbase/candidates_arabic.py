"""Finding candidates in Arabic texts.

Arabic has no capitals. What shows a name is the word before it (a title, a verb of saying, what kind of place or body it is),
its parts (common in personal names; بن, أبو, عبد), and that nobody has seen the word elsewhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from workbench.model import Concept, Term, TermHit
from workbench.termbase.candidates import Candidate, Place, ranked, without_overlaps
from workbench.termbase.candidates_people import OFTEN, RARE, SELDOM, NameReading, is_definite, surname_of
from workbench.termbase.candidates_words import (
    Word,
    compound_at,
    is_in,
    is_never,
    is_odd,
    part_of,
    readings,
    words_of,
)
from workbench.termbase.frequency import Counts, plausible
from workbench.termbase.name_words import places
from workbench.termbase.termbase import Termbase

SKIPPED = 4
"""Words that may describe an office before the name."""


class ArabicCandidates(NameReading):
    """Finds the candidates of some texts; ``hits`` are the terms known in each."""

    def __init__(self, texts: Sequence[str], hits: Sequence[Sequence[TermHit]], counts: Counts) -> None:
        super().__init__(counts)
        self._texts = texts
        self._words = [words_of(t, h) for t, h in zip(texts, hits, strict=True)]
        self._grams = self._repeated_grams()
        self._found: dict[str, tuple[str, str]] = {}
        self._places: dict[str, set[Place]] = defaultdict(set)
        self._read_to = 0

    def find(self, least: int = 1) -> list[Candidate]:
        """Return the candidates in the order of the texts."""
        for n, words in enumerate(self._words):
            self._read_to = 0
            for at in range(len(words)):
                if at >= self._read_to:
                    self._at(n, words, at)
        self._repeated()
        whole = [Candidate(form, kind, cue, ()) for form, (kind, cue) in self._found.items()]
        return ranked(without_overlaps(list(self._everywhere(whole))), least)

    # ------------------------------------------------------------------ one place

    def _at(self, n: int, words: Sequence[Word], at: int) -> None:
        word = words[at]
        if not word.known and _latin(word):
            self._foreign_letters(n, words, at)
            return
        title = (word.known == "title" and word.ends_known) or (not word.known and is_in(word, self._cues.titles))
        if title:
            self._office(n, words, at)
            start = self._behind_title(words, at)
            if start == at + 1 and not word.known and not is_definite(word):
                # لاعب ليفربول: what follows says of what.
                start = start if self._plain_name(words, start) else None
            if start is not None and self._person(n, words, start, "title"):
                return
        if word.known:
            return
        if at == 0 and len(words) > 1 and words[1].comma and self._texts[n][word.end : word.end + 1] == ":":
            # A headline that says who speaks: فلان: ...
            if self._rarity.common(word.raw) <= RARE and not is_odd(word):
                self._keep(n, word.start, word.end, "person", "said")
                return
        if is_in(word, self._cues.said) and self._person(n, words, at + 1, "said", lone=True):
            return
        if self._group(n, words, at) or self._well_known(n, words, at) or self._place(n, words, at):
            return
        named = part_of(word) or self._behind(word)
        servant = word.safe == "عبد" and compound_at(words, at)
        if servant or (named is not None and not named[1]):
            self._person(n, words, at, "name")

    def _behind_title(self, words: Sequence[Word], at: int) -> int | None:
        """Return where a name may begin behind a title: behind the words that describe the office."""
        k = at + 1
        while k < len(words) and k - at <= SKIPPED and words[k].joined:
            word = words[k]
            if word.known == "person":
                return None
            named = part_of(word)
            describes = (
                bool(word.known)
                or (word.article and not (named and not named[1]))
                or word.safe.startswith("لل")
                or word.safe in self._cues.groups
                or word.safe in self._cues.ministries
                or f"ال{word.safe}" in self._cues.ministries
                or word.safe in self._cues.offices
                or any(r.safe in self._cues.titles for r in word.read.plain)
            )
            if not describes:
                return k
            k += 1
        return k if k < len(words) and words[k].joined and k - at <= SKIPPED else None

    def _person(self, n: int, words: Sequence[Word], at: int, cue: str, *, lone: bool = False) -> bool:
        """Keep the personal name that begins at a word, if one does."""
        end, strong = self._name_end(words, at, cue)
        if end <= at:
            return False
        size = end - at
        first = words[at]
        if size == 1 and cue == "name":
            return False
        named = part_of(first)
        if size == 1 and (named is None or named[1]):
            if lone and not self._speaks(words, end):
                return False
            if cue == "title" and self._behind(first) is None:
                described = at > 0 and not is_in(words[at - 1], self._cues.titles)
                if self._rarity.common(first.raw) > RARE or (described and not self._strange(first)):
                    return False
        if size > 1 and not strong and cue == "said":
            return False
        start = first.start + self._proclitic(first)
        self._keep(n, start, words[end - 1].end, "person", cue)
        self._read_to = end
        return True

    # ------------------------------------------------------------------ offices, bodies, places

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
        if at and words[at].joined and _latin(words[at - 1]) and not words[at - 1].known:
            return
        end = at + 1
        while end < len(words) and words[end].joined and not words[end].known and _latin(words[end]):
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
                and self._rarity.common(words[end].raw) <= RARE
            ):
                end += 1
        self._keep(n, word.start, words[end - 1].end, "place", cue)
        return True

    # ------------------------------------------------------------------ what is repeated

    def _gram(self, words: Sequence[Word], at: int, size: int) -> tuple[str, ...]:
        first = min((r.safe for r in readings(words[at])), key=len) if at < len(words) else ""
        return (first, *(w.safe for w in words[at + 1 : at + size]))

    def _repeated_grams(self) -> Counter[tuple[str, ...]]:
        grams: Counter[tuple[str, ...]] = Counter()
        for words in self._words:
            for at in range(len(words)):
                for size in (2, 3, 4):
                    inside = words[at + 1 : at + size]
                    if len(inside) == size - 1 and all(w.joined and not is_never(w) for w in inside):
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

    def _repeated(self) -> None:
        """Keep unknown words that stand there twice or more and in no name found before."""
        seen: dict[str, list[tuple[int, Word, bool]]] = defaultdict(list)
        for n, words in enumerate(self._words):
            before = ""
            for word in words:
                if not word.known and self._strange(word) and not self._inside(n, word):
                    seen[word.safe].append((n, word, word.joined and before in self._cues.near))
                before = word.safe
        for found in seen.values():
            if len(found) > 1:
                n, word, _near = found[0]
                near = any(is_near for _n, _w, is_near in found)
                self._keep(n, word.start, word.end, "place" if near else "other", "repeated")

    def _inside(self, n: int, word: Word) -> bool:
        return any(p.text == n and p.start <= word.start < p.end for places in self._places.values() for p in places)

    # ------------------------------------------------------------------ keeping

    def _keep(self, n: int, start: int, end: int, kind: str, cue: str) -> None:
        form = self._texts[n][start:end].strip("\u0640 ")
        self._found.setdefault(form, (kind, cue))
        self._places[form].add(Place(n, start, end))

    def _everywhere(self, candidates: Sequence[Candidate]) -> Iterator[Candidate]:
        """Yield candidates with all places where they stand, under a proclitic too, and the surname standing alone."""
        owners: dict[str, tuple[Candidate, bool]] = {}
        for c in candidates:
            owners[c.form] = (c, False)
        for c in candidates:
            if c.kind == "person":
                surname = surname_of(c.form)
                if surname and (surname not in owners or owners[surname][0].kind == "person"):
                    owners[surname] = (c, True)
        concepts = [Concept(form, (Term("ar", form), Term("en", "X")), kind=c.kind) for form, (c, _s) in owners.items()]
        base = Termbase(concepts, self._counts)
        places: dict[str, set[Place]] = defaultdict(set)
        short: dict[str, str] = {}
        for n, text in enumerate(self._texts):
            known = [w for w in self._words[n] if w.known]
            for hit in base.find(text, "ar"):
                candidate, is_short = owners[hit.concept.id]
                if any(w.start < hit.end and hit.start < w.end for w in known):
                    continue
                places[candidate.form].add(Place(n, hit.start, hit.end))
                if is_short:
                    short[candidate.form] = hit.concept.id
        for form, (c, is_short) in owners.items():
            if is_short:
                continue
            own = places[form]
            own |= {p for p in self._places[form] if not any(_meet(p, q) for q in own)}
            yield Candidate(form, c.kind, c.cue, tuple(sorted(own)), short.get(form, ""))


def _latin(word: Word) -> bool:
    return word.raw[:1].isascii() and word.raw[:1].isupper()


def _meet(a: Place, b: Place) -> bool:
    return a.text == b.text and a.start < b.end and b.start < a.end

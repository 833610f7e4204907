"""Finding candidates in Arabic texts.

Arabic has no capitals. What shows a name is the word before it (a title, a verb of saying, what kind of place or body it is),
its parts (common in personal names; بن, أبو, عبد), and that nobody has seen the word elsewhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from workbench.model import Concept, Term, TermHit
from workbench.termbase.arabic import stem_of
from workbench.termbase.candidates import Candidate, Place, ranked, without_overlaps
from workbench.termbase.candidates_bodies import BodyReading, is_latin
from workbench.termbase.candidates_people import RARE, is_definite, surname_of
from workbench.termbase.candidates_words import (
    Word,
    compound_at,
    is_in,
    is_odd,
    part_of,
)
from workbench.termbase.frequency import Counts
from workbench.termbase.termbase import Termbase
from workbench.text.fold import fold

_IN_THE_NAME = "باسم"
_SON = ("بن", "ابن", "بنت", "ولد")
SKIPPED = 6
"""Words that may describe an office before the name."""


class ArabicCandidates(BodyReading):
    """Finds the candidates of some texts; ``hits`` are the terms known in each."""

    def __init__(self, texts: Sequence[str], hits: Sequence[Sequence[TermHit]], counts: Counts) -> None:
        super().__init__(texts, hits, counts)
        self._read_to = 0

    def find(self, least: int = 1) -> list[Candidate]:
        """Return the candidates in the order of the texts."""
        for n, words in enumerate(self._words):
            self._read_to = 0
            for at in range(len(words)):
                if at >= self._read_to:
                    self._at(n, words, at)
        self._repeated()
        self._join_articles()
        whole = [Candidate(form, kind, cue, ()) for form, (kind, cue) in self._found.items()]
        return ranked(without_overlaps(list(self._everywhere(whole))), least)

    def _join_articles(self) -> None:
        """Make one name of those that differ only in articles (زياد نخالة, زياد النخالة): the more frequent form stays."""
        alike: dict[str, list[str]] = defaultdict(list)
        for form in self._found:
            alike[" ".join(stem_of(word) for word in fold(form).split())].append(form)
        for forms in alike.values():
            kept, *others = sorted(forms, key=lambda f: -len(self._places[f]))
            for other in others:
                self._places[kept] |= self._places.pop(other)
                del self._found[other]

    # ------------------------------------------------------------------ one place

    def _at(self, n: int, words: Sequence[Word], at: int) -> None:
        word = words[at]
        if not word.known and is_latin(word):
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
        if self._heads(n, words, at):
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

    def _heads(self, n: int, words: Sequence[Word], at: int) -> bool:
        """Whether a word is a headline's speaker: فلان: ..."""
        word = words[at]
        speaks = at == 0 and len(words) > 1 and self._texts[n][word.end : word.end + 1] == ":"
        return speaks and word.arabic and self._rarity.common(word.raw) <= RARE and not is_odd(word)

    def _behind_title(self, words: Sequence[Word], at: int) -> int | None:
        """Return where a name may begin behind a title: behind the words that describe the office."""
        k = at + 1
        while k < len(words) and k - at <= SKIPPED and words[k].joined:
            word = words[k]
            if word.known == "person":
                return None
            named = part_of(word)
            # The speaker of somebody is no Bassem: المتحدث باسم الشرطة.
            speaks = word.raw == _IN_THE_NAME and k + 1 < len(words) and self._is_body(words[k + 1])
            describes = (
                bool(word.known)
                or speaks
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

    def _is_body(self, word: Word) -> bool:
        """Whether a word begins the name of a body: what somebody may speak for."""
        return word.article or bool(word.known) or word.safe in self._cues.groups or word.safe in self._cues.offices

    def _person(self, n: int, words: Sequence[Word], at: int, cue: str, *, lone: bool = False) -> bool:
        """Keep the personal name that begins at a word, if one does."""
        if at > 1 and words[at - 1].raw in _SON and words[at].joined and words[at - 2].known == "person":
            # The fathers of somebody who is known: محمد بن سلمان بن عبد العزيز.
            return False
        end, strong = self._name_end(words, at, cue)
        if cue in ("said", "title"):
            longer = self._to_that(words, at, end, strong=strong)
            strong, end = strong or longer > end, longer
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

    # ------------------------------------------------------------------ what is repeated

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

    def _everywhere(self, candidates: Sequence[Candidate]) -> Iterator[Candidate]:
        """Yield candidates with all places where they stand, under a proclitic too, and the surname standing alone."""
        owners: dict[str, tuple[Candidate, bool]] = {}
        for c in candidates:
            owners[c.form] = (c, False)
        surnames = [(surname_of(c.form), c) for c in candidates if c.kind == "person"]
        shared = Counter(surname for surname, _c in surnames)
        for surname, c in surnames:
            # One that two have tells neither.
            if surname and shared[surname] == 1 and (surname not in owners or owners[surname][0].kind == "person"):
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
                if is_short and self._of_another(n, hit.start, candidate):
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

    def _of_another(self, n: int, start: int, owner: Candidate) -> bool:
        """Whether a surname stands behind the given name of somebody else."""
        words = self._words[n]
        at = next((k for k, w in enumerate(words) if w.start == start), 0)
        if not at or not words[at].joined:
            return False
        before = words[at - 1]
        return part_of(before) is not None and before.raw not in owner.form.split()


def _meet(a: Place, b: Place) -> bool:
    return a.text == b.text and a.start < b.end and b.start < a.end

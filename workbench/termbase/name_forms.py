"""Suggesting how a name is written in the other language, from the names of the glossaries, the memory, and the letters."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from workbench.model import Concept
from workbench.termbase.arabise import arabise
from workbench.termbase.candidates import Candidate
from workbench.termbase.name_words import arabic_of, arabic_words, parts, places
from workbench.termbase.romanise import has_article, romanise
from workbench.termbase.romanised import reads, writes
from workbench.termbase.soundalike import ARTICLES, plain
from workbench.termbase.soundalike import parts as plain_parts
from workbench.text.fold import fold

_PERSIAN = str.maketrans("یک", "يك")
MOST = 3
"""So many suggestions a name gets."""
_CAPITALS = regex.compile(
    r"(?:\p{Lu}[\p{L}\p{M}'’.-]*|al-\p{L}+|el-\p{L}+)(?: (?:bin |bint |ibn |abu |von |de |van )?"
    r"(?:\p{Lu}[\p{L}\p{M}'’-]*|[ae]l-\p{L}+))*"
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A form in the other language and where it comes from: ``glossary``, ``memory``, ``lexicon`` or ``letters``."""

    text: str
    why: str


SHARE = 0.6
"""So large a part of at least two names must agree on a spelling before it stands above the common one."""


class Relatives:
    """How the names of glossaries are written part by part; a part is looked at when it is asked for."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self._names: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._latin: dict[str, list[str]] = defaultdict(list)
        self._known: dict[str, tuple[str, bool]] = {}
        for concept in concepts:
            if concept.kind == "person":
                arabic, english = concept.preferred("ar"), concept.preferred("en")
                for word in arabic.split():
                    stem = stem_of(word)
                    self._names[fold(stem)].append((stem, english))
                for word in english.split():
                    self._latin[_unhyphened(word).casefold()].append(arabic)

    def whole(self, form: str) -> str:
        """Return how the glossaries write a person in English whose Arabic ``form`` is another spelling of, '' for none.

        Names of several words, of which one is spelled alike: دونالد ترمب, where they have دونالد ترامب.
        """
        words = form.split()
        seen = {english: None for w in words for _stem, english in self._names.get(fold(stem_of(w)), ())}
        several = (e for e in seen if len(words) > 1 and len(plain_parts(e)) == len(plain_parts(romanise(form))))
        return next((e for e in several if writes(form, e)), "")

    def english(self, part: str) -> tuple[str, bool]:
        """Return how a part (folded, without article) is mostly written in English, and whether the names agree on it.

        '' when no name has it.
        """
        found = self._known.get(part)
        if found is None:
            found = self._known[part] = self._english(part)
        return found

    def _english(self, part: str) -> tuple[str, bool]:
        names = self._names.get(part, ()) if len(part) > 2 else ()
        seen: Counter[str] = Counter()
        for stem, english in names:
            ours = (_unhyphened(w) for w in english.split())
            latin = next((w for w in ours if reads(_letters(stem), plain(w))), "")
            if latin:
                seen[latin] += 1
        if not seen:
            return "", False
        latin, often = seen.most_common(1)[0]
        return latin, often > 1 and often >= SHARE * seen.total()

    def arabic(self, part: str) -> str:
        """Return how an English part (in small letters) is mostly written in Arabic, '' when no name has it."""
        seen = Counter(
            stem
            for arabic in self._latin.get(part, ())
            for stem in map(stem_of, arabic.split())
            if reads(_letters(stem), plain(part))
        )
        return seen.most_common(1)[0][0] if seen else ""


def stem_of(word: str) -> str:
    """Return a word of a name without its article."""
    return word[2:] if has_article(word) else word


def _letters(stem: str) -> str:
    return stem.translate(_PERSIAN)


def _unhyphened(word: str) -> str:
    head, hyphen, tail = word.partition("-")
    return tail if hyphen and head.casefold() in ARTICLES else word


def suggest(
    candidate: Candidate, relatives: Relatives, pairs: Sequence[str] = (), *, source: str = "ar"
) -> list[Suggestion]:
    """Return forms in the other language, the best first.

    ``pairs`` are the other sides of stored pairs that hold the name. Names of foreign letters, and of bodies in English, get
    the forms the memory has, or none.
    """
    if source != "ar":
        return _into_arabic(candidate, relatives)
    if candidate.cue == "latin":
        return [Suggestion(candidate.form, "letters")]
    if candidate.cue == "office":
        return [Suggestion(_office(candidate.form), "lexicon")]
    own = relatives.whole(candidate.form) if candidate.kind == "person" else ""
    out = [Suggestion(own, "glossary")] if own else []
    out += [Suggestion(t, "memory") for t in in_pairs(candidate.form, pairs)]
    place = places().get(fold(candidate.form))
    if place is not None:
        return [*out, Suggestion(place.english, "lexicon")][:MOST]
    used: list[str] = []

    def lookup(part: str) -> str:
        relative, sure = relatives.english(part)
        common = parts().get(part)
        if relative and (sure or common is None):
            used.append(part)
            return relative
        return ""

    head, _space, rest = candidate.form.partition(" ")
    template = arabic_words().groups.get(fold(head)) if candidate.cue == "group" and rest else None
    name = template.format(romanise(rest, lookup)) if template else romanise(candidate.form, lookup)
    why = "glossary" if used else "lexicon" if _all_known(candidate.form) else "letters"
    out.append(Suggestion(name, why))
    unique = {plain(s.text): s for s in reversed(out)}
    return list(reversed(unique.values()))[:MOST]


def _all_known(form: str) -> bool:
    return all(fold(stem_of(w)) in parts() for w in form.split())


def _office(form: str) -> str:
    _minister, _space, rest = form.partition(" ")
    what = arabic_words().ministries.get(fold(rest), "")
    return f"{what} minister" if what else romanise(form)


def in_pairs(form: str, texts: Sequence[str]) -> list[str]:
    """Return the capitalised runs of English texts that are a way to write an Arabic name, the most frequent first."""
    found: Counter[str] = Counter()
    for text in texts:
        for m in _CAPITALS.finditer(text):
            words = m[0].removesuffix("'s").removesuffix("’s").split()
            for start in range(len(words)):
                for end in range(len(words), start, -1):
                    run = " ".join(words[start:end]).strip(".,")
                    if writes(form, run):
                        found[run] += 1
                        break
    return [run for run, _n in found.most_common(2)]


def _into_arabic(candidate: Candidate, relatives: Relatives) -> list[Suggestion]:
    if candidate.kind == "organisation":
        # What a body is called is translated, not spelled.
        return []
    whole = arabic_of().get(candidate.form.casefold())
    if whole:
        return [Suggestion(whole, "lexicon")]
    text, known = arabise(candidate.form, lambda part: relatives.arabic(part) or arabic_of().get(part, ""))
    return [Suggestion(text, "lexicon" if known else "letters")] if text else []

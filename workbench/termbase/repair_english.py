"""Repair into English: which spans may be a name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from workbench.model import Concept, TermChangeReason, TermHit
from workbench.termbase import english, romanised, soundalike
from workbench.termbase.check import accepted_forms
from workbench.termbase.places import Place
from workbench.termbase.places_english import EnglishTarget, begins_sentence
from workbench.termbase.repair_english_dress import dressed, in_number
from workbench.termbase.repair_english_words import (
    benign,
    is_people,
    may_stand_beside,
    other_acronym,
    refused_surname,
    title_cased,
)
from workbench.termbase.repairing import Candidate, Missing, Span, is_whole

SURE = 0.90
"""A span that sounds like a missing name by so much is replaced; on real machine translations 1.5 % of what was put in
at .90 was another term, 4.3 % at .85, 11.7 % at .80."""
LIKELY = 0.80
"""From here on it is suggested."""
TRANSLATED = 0.85
"""The score of the Arabic name in Latin letters where English has a name of its own (Misr, Egypt)."""
A_FORM = 0.70
"""So much like an accepted form a refused one is a spelling of that form and no other."""
LIKE_A_PART = 0.85
"""A word so much like a part of a name may be that part."""
ARTICLE_SIZE = 3
"""So many letters an article and its hyphen add: a span more than twice as long as a form besides them is never like it."""
_GAP = regex.compile(r"[ \t\u00a0\u202f]|[-‐‑–]")
_OUR_ARTICLE = regex.compile(r"^(?:the|an?) (?=\p{L})", regex.I)
_NAME_PARTICLES = frozenset({"al", "el", "bin", "ben", "ibn", "bint", "abu", "abou", "abd", "ould", "van", "von"})
_PARTICLES = _NAME_PARTICLES | {"de", "of", "the", "ul", "und", "di", "da", "du", "la", "le"}
_WORD_ENDING = regex.compile(r"(?:es|ed|ing|ly|ers?)$")
_LONGEST = 8
"""So many words a name has at most."""


@dataclass(frozen=True)
class EnglishRepairer:
    """Repair of an English target, in which the terms ``known`` were found."""

    target: EnglishTarget
    known: Sequence[TermHit]
    sure: float = SURE

    def listed(self, place: Place, concept: Concept) -> Candidate | None:
        """Return what replaces a refused form, None when it is part of a longer name or holds one bracket of two."""
        name = concept.kind in ("person", "place")
        if name and place.last - place.first == 1 and self._in_longer_name(place.first, place.last, concept):
            return None
        form = _form_for(place, concept)
        made = dressed(self.target.text, place.start, place.end, form, concept.id, TermChangeReason.LISTED, 1.0, place)
        return made if is_whole(made.old) else None

    def redressed(self, place: Place, concept: Concept) -> Candidate | None:
        """Return None: English articles are house style."""
        return None

    def alike(self, missing: Missing) -> list[Candidate]:
        """Return the spans that sound like a missing name, from :data:`LIKELY` up, the best form for each."""
        concept = missing.concept
        forms = _looked_for(concept)
        arabic = tuple(dict.fromkeys((*missing.forms, *accepted_forms(concept, "ar"))))
        counts = {n for f in forms for n in soundalike.counts_of(_OUR_ARTICLE.sub("", f))}
        out = []
        for first, last in _windows(self.target, counts):
            start, end = self.target.words[first].start, _end(self.target.words[last - 1])
            if any(s.spoils(start, end) for s in missing.closed):
                continue
            score, form = self._best(first, last, forms, arabic, concept)
            if score < LIKELY or not _keeps(missing.closed, start, end, form, sure=score >= SURE):
                continue
            if last - first == 1 and not self._a_name(first, form, concept):
                continue
            if self._in_longer_name(first, last, concept, missing.beside) or self._half(first, last, form, concept):
                continue
            made = dressed(self.target.text, start, end, form, concept.id, TermChangeReason.SOUND, score)
            if made.old != made.new:
                out.append(made)
        return out

    def _best(
        self, first: int, last: int, forms: Sequence[str], arabic: tuple[str, ...], concept: Concept
    ) -> tuple[float, str]:
        """Return what is to be put in for words and how much they are like it."""
        text = self.target.text
        old = text[self.target.words[first].start : _end(self.target.words[last - 1])]
        if last - first > 1:
            return _best(forms, old, arabic, concept)
        if text.upper() != text:
            forms = [f for f in forms if not other_acronym(old, f)]
            if not forms:
                return 0.0, ""
        best = _best(forms, old, arabic, concept)
        surname = refused_surname(old, concept)
        return (SURE, put_in(surname, concept)) if surname and best[0] < SURE else best

    def _half(self, first: int, last: int, form: str, concept: Concept) -> bool:
        """Whether the word beside a surname is the rest of the full name: the whole is changed or nothing."""
        own = set(soundalike.parts(concept.preferred("en"))) - set(soundalike.parts(form))
        words, text = self.target.words, self.target.text
        for at, a, b in ((first - 1, first - 1, first), (last, last - 1, last)):
            if 0 <= at < len(words) and own and _GAP.fullmatch(text[_end(words[a]) : words[b].start]):
                here = soundalike.plain(words[at].raw)
                if any(soundalike.sim_bare(here, p) >= LIKE_A_PART for p in own):
                    return True
        return False

    def _a_name(self, at: int, form: str, concept: Concept) -> bool:
        """Whether a single word may be a name: its capital may come from beginning a sentence (Homes is no Homs)."""
        word = self.target.words[at]
        if may_stand_beside(word.key):
            return False
        if concept.kind != "person" and any(is_people(word.key, f) for f in accepted_forms(concept, "en")):
            return False
        ending = _WORD_ENDING.search(word.key)
        starts = begins_sentence(self.target.text, word.start)
        return not starts or ending is None or form.casefold().endswith(ending[0])

    def _in_longer_name(self, first: int, last: int, concept: Concept, beside: Sequence[str] = ()) -> bool:
        """Whether a word beside the span makes it a part of another name: Kasem Soleimani, Mount Lebanon.

        A word that the source has beside the name as well (``beside``) does not.
        """
        several = last - first > 1
        if several and (concept.kind == "organisation" or title_cased(self.target.text)):
            return False
        own = {p for f in accepted_forms(concept, "en") for p in soundalike.parts(f)}
        return any(
            self._joins(at, step, edge, concept, own)
            and not any(romanised.writes(w, self.target.words[at].raw) for w in beside)
            for at, step, edge in ((first - 1, -1, first), (last, 1, last - 1))
        )

    def _joins(self, at: int, step: int, edge: int, concept: Concept, own: set[str]) -> bool:
        """Whether the word at ``at`` belongs to one name with the word at the edge of a span beside it."""
        text, words = self.target.text, self.target.words
        if not 0 <= at < len(words):
            return False
        word = words[at]
        a, b = sorted((at, edge))
        gap = text[words[a].end : words[b].start]
        if not _GAP.fullmatch(gap) or (concept.kind == "place" and step < 0 and not gap.isspace()):
            return False
        if word.key in _NAME_PARTICLES:
            beyond = words[at + step] if 0 <= at + step < len(words) else None
            return concept.kind == "person" and beyond is not None and beyond.raw[:1].isupper()
        if not word.raw[:1].isupper() or (step < 0 and english.POSSESSIVE.search(word.raw)):
            return False
        if any(h.start <= word.start and _end(word) <= h.end for h in self.known):
            return False
        starts = at == 0 or begins_sentence(text, word.start)
        if benign(word.key, concept.kind, before=step < 0, starts=starts):
            return False
        return not any(soundalike.sim(soundalike.plain(word.raw), p) >= LIKE_A_PART for p in own)


def _form_for(place: Place, concept: Concept) -> str:
    """Return the accepted form that stands for a refused one: that of its mention, of a person the part that is meant."""
    first = [text for language, text in concept.first if language == "en"]
    mentions = [*first, *(text for language, text in concept.later if language == "en")]
    introduced = {w.key for w in english.words(place.form)} > {w.key for w in english.words(concept.preferred("en"))}
    if first and introduced:
        # The name and more, as it is introduced: Supreme Leader Ali Khamenei.
        return first[0]
    if concept.kind != "person" and not mentions:
        return concept.preferred("en")
    forms = accepted_forms(concept, "en") if concept.kind == "person" else (concept.preferred("en"), *mentions)
    best = max(forms, key=lambda f: soundalike.alike(f, place.form))
    if soundalike.alike(best, place.form) < A_FORM:
        return concept.preferred("en")
    return best if best in mentions else put_in(best, concept)


def put_in(form: str, concept: Concept) -> str:
    """Return what is put in where an accepted form is meant: the preferred one, for a lone surname the later one."""
    preferred = concept.preferred("en")
    if len(soundalike.parts(form)) >= len(soundalike.parts(preferred)):
        return preferred
    later = [text for language, text in concept.later if language == "en"]
    same = [f for f in later if len(soundalike.parts(f)) == len(soundalike.parts(form))]
    return max(same, key=lambda f: soundalike.alike(f, form), default=form if concept.kind == "person" else preferred)


def _looked_for(concept: Concept) -> list[str]:
    """Return the forms a span may sound like: names, without those that hold the preferred one (a title and the name)."""
    preferred = concept.preferred("en").casefold()
    forms = [f for f in accepted_forms(concept, "en") if any(c.isupper() for c in f)]
    return [f for f in forms if f.casefold() == preferred or preferred not in f.casefold()]


def _best(forms: Sequence[str], old: str, arabic: tuple[str, ...], concept: Concept) -> tuple[float, str]:
    """Return what is to be put in for a span and how much the span is like the accepted form it is most like."""
    best = (0.0, "")
    for form in forms:
        shorter, longer = sorted((len(form), len(old)))
        if 2 * shorter + ARTICLE_SIZE < longer:
            continue
        score, plural = _likeness(_OUR_ARTICLE.sub("", form), old, arabic, concept)
        if score > best[0] + 1e-9:
            new = put_in(form, concept)
            best = score, in_number(new, plural) if new == form else new
    own_name = best[0] < LIKELY and concept.kind != "organisation"
    if own_name and forms and any(romanised.writes(a, old) for a in arabic):
        return TRANSLATED, concept.preferred("en")
    return best


def _likeness(form: str, old: str, arabic: tuple[str, ...], concept: Concept) -> tuple[float, int]:
    """Return how much a span is like a form, and whether it is its plural (1) or singular (-1): the Houthi attack."""
    score = romanised.score(form, old, arabic)
    if concept.kind != "organisation" or form.endswith("s") == old.endswith("s"):
        return score, 0
    ours, theirs = form.removesuffix("s"), old.removesuffix("s")
    other = romanised.score(ours, theirs, arabic)
    ends = soundalike.sim(soundalike.parts(ours)[-1:][0], soundalike.parts(theirs)[-1:][0]) if ours and theirs else 0.0
    return (other, 1 if old.endswith("s") else -1) if other > score and ends >= SURE else (score, 0)


def _keeps(closed: Sequence[Span], start: int, end: int, new: str, *, sure: bool) -> bool:
    """Whether the names of others that lie inside a span are in the new form, too.

    In one of three parts that is surely meant a single word may be such a name by chance: Abd al-Fatah al-Sisi.
    """
    keys = {w.key for w in english.words(new)}
    parts = soundalike.parts(new)
    by_chance = sure and len(parts) >= 3

    def kept(text: str) -> bool:
        words = english.words(text)
        if {w.key for w in words} <= keys:
            return True
        alike = len(words) == 1 and any(soundalike.sim_bare(soundalike.plain(text), p) >= LIKE_A_PART for p in parts)
        return by_chance and alike

    return all(kept(s.text) for s in closed if s.text and s.meets(start, end))


def _windows(text: EnglishTarget, counts: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the spans of words that may be a name of about so many parts: capitals at both ends, nothing between."""
    words = text.words
    for first, word in enumerate(words):
        article = _is_article(text, first)
        if not (word.raw[:1].isupper() or article) or _is_article(text, first - 1):
            continue
        if word.key in soundalike.ARTICLES and not article:
            continue
        found = 0
        for last in range(first, min(len(words), first + _LONGEST)):
            here = words[last]
            if last > first and not _GAP.fullmatch(text.text[_end(words[last - 1]) : here.start]):
                break
            if _is_article(text, last):
                continue
            if not here.raw[:1].isupper() and here.key not in _PARTICLES and not _hyphened(text, last):
                break
            found += 1
            if here.raw[:1].isupper() and any(abs(found - n) <= 1 for n in counts):
                yield first, last + 1
            if found > max(counts, default=0) + 1:
                break


def _hyphened(text: EnglishTarget, at: int) -> bool:
    return at > 0 and text.text[_end(text.words[at - 1]) : text.words[at].start] in ("-", "‐", "‑")


def _is_article(text: EnglishTarget, at: int) -> bool:
    """Whether a word is the Arabic article before a name: al-Sadr, As Safir, but not ``as Sadr``."""
    words = text.words
    if not 0 <= at < len(words) - 1 or words[at].key not in soundalike.ARTICLES:
        return False
    word, following = words[at], words[at + 1]
    between = text.text[word.end : following.start]
    if between in ("-", "‐", "‑", "–"):
        return True
    if not following.raw[:1].isupper() or between not in (" ", "\u00a0"):
        return False
    assimilated = word.key[1:2] == following.key[:1] and word.raw[:1].isupper() and at > 0
    return word.key in ("al", "el") or assimilated


def _end(word: english.Word) -> int:
    return english.end_of([word])

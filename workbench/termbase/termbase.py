"""All concepts of a project in memory, and finding them in a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workbench.model import Concept, TermHit, TermStatus
from workbench.termbase import arabic, english

_LOOKED_FOR = (TermStatus.PREFERRED, TermStatus.ALLOWED, TermStatus.FORBIDDEN, TermStatus.SUPERSEDED)
"""Every form tells that the concept is meant, also one that must not be used in a target."""


@dataclass(frozen=True, slots=True)
class _Arabic:
    form: arabic.Form
    concept: Concept
    term: str


@dataclass(frozen=True, slots=True)
class _English:
    form: english.Form
    concept: Concept
    term: str


class Termbase:
    """Concepts in order of priority. ``counts`` are word frequencies (safely folded) for the guard of single words."""

    def __init__(self, concepts: Iterable[Concept], counts: Mapping[str, int] | None = None) -> None:
        self.concepts: list[Concept] = []
        self._by_id: dict[str, Concept] = {}
        self._counts = counts or {}
        self._arabic: dict[str, list[_Arabic]] = {}
        self._english: dict[str, list[_English]] = {}
        for concept in concepts:
            self.add(concept)

    def __len__(self) -> int:
        return len(self.concepts)

    def get(self, concept_id: str) -> Concept | None:
        """Return the concept with this id; of several glossaries the one of higher priority."""
        return self._by_id.get(concept_id)

    def add(self, concept: Concept) -> None:
        """Let a concept be found from now on."""
        self.concepts.append(concept)
        self._by_id.setdefault(concept.id, concept)
        if concept.status is TermStatus.CANDIDATE:
            return
        for text in concept.forms("ar", *_LOOKED_FOR):
            for form in arabic.forms(text, concept.match, concept.protect):
                self._arabic.setdefault(form.words[0].key, []).append(_Arabic(form, concept, text))
        for text in concept.forms("en", *_LOOKED_FOR):
            entry = english.form(text)
            if entry is not None:
                self._english.setdefault(entry.keys[0], []).append(_English(entry, concept, text))

    def find(self, text: str, language: str, *, nested: bool = False) -> list[TermHit]:
        """Return the terms standing in a text, by place; offsets are into ``text`` as it is.

        Overlaps go to the longest, then the best, then the glossary of higher priority; two concepts on the very same
        span are both kept. With ``nested`` the terms inside a longer one come too, marked so.
        """
        found = self._find_arabic(text) if language.split("-")[0] == "ar" else self._find_english(text)
        found.sort(key=lambda h: (-(h.end - h.start), -h.score, h.start))
        kept: list[TermHit] = []
        inner: list[TermHit] = []
        for hit in found:
            over = [k for k in kept if hit.start < k.end and k.start < hit.end]
            if not over:
                kept.append(hit)
            elif all((k.start, k.end) == (hit.start, hit.end) for k in over):
                if all(k.concept.id != hit.concept.id for k in over):
                    kept.append(hit)
            elif nested and any(k.start <= hit.start and hit.end <= k.end for k in over):
                inner.append(TermHit(hit.start, hit.end, hit.surface, hit.concept, hit.term, hit.score, nested=True))
        return sorted([*kept, *_distinct(inner)], key=lambda h: (h.start, -h.end))

    def _find_arabic(self, text: str) -> list[TermHit]:
        words = arabic.text_words(text)
        out: list[TermHit] = []
        for at, found in enumerate(words):
            keys = {arabic.light_key(stem) for _p, _a, stem in arabic.readings(found.loose)}
            keys |= {stem for _p, _a, stem in arabic.readings(found.loose)}
            for entry in (e for key in keys for e in self._arabic.get(key, ())):
                covered = arabic.match_at(text, words, at, entry.form, self._counts)
                if covered is not None:
                    start, end = found.token.start, words[at + covered[0] - 1].token.end
                    out.append(TermHit(start, end, text[start:end], entry.concept, entry.term, covered[1]))
        return _best(out)

    def _find_english(self, text: str) -> list[TermHit]:
        words = english.words(text)
        out: list[TermHit] = []
        for at, found in enumerate(words):
            keys = {found.key, found.key.removesuffix("s"), found.key.removesuffix("es"), f"{found.key}s"}
            if found.key.endswith("ies"):
                keys.add(f"{found.key[:-3]}y")
            for entry in (e for key in keys for e in self._english.get(key, ())):
                covered = english.match_at(text, words, at, entry.form)
                if covered is not None:
                    span = words[at : at + covered[0]]
                    start, end = span[0].start, english.end_of(span)
                    out.append(TermHit(start, end, text[start:end], entry.concept, entry.term, covered[1]))
        return _best(out)


def _best(hits: list[TermHit]) -> list[TermHit]:
    """Keep one hit a concept and span, the best."""
    best: dict[tuple[int, int, str], TermHit] = {}
    for hit in hits:
        key = (hit.start, hit.end, hit.concept.id)
        if key not in best or hit.score > best[key].score:
            best[key] = hit
    return list(best.values())


def _distinct(hits: list[TermHit]) -> list[TermHit]:
    return list({(h.start, h.end, h.concept.id): h for h in hits}.values())

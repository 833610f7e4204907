"""Repair into Arabic: spans that may be a name under their proclitics, and joining them again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.model import Concept, TermChangeReason
from workbench.termbase import soundalike_arabic
from workbench.termbase.check import accepted_forms
from workbench.termbase.places import ArabicTarget, ArabicWord, Place, arabic_word, readings
from workbench.termbase.repairing import Candidate, Missing
from workbench.text.fold import T1, fold_map
from workbench.text.tokens import tokens

SURE = 0.82
"""A span so much like a missing name is replaced; on real machine translations .4 % of what was put in was another term."""
LIKELY = 0.74
"""From here on it is suggested."""
ARTICLE = 0.05
"""What a word takes off that has the article where the form has none, or none where it has one."""


@dataclass(frozen=True)
class ArabicRepairer:
    """Repair of an Arabic target."""

    target: ArabicTarget
    sure: float = SURE

    def listed(self, place: Place, concept: Concept) -> Candidate | None:
        """Return what replaces a refused form, its proclitic kept."""
        form = _form_for(place, concept)
        return _joined(self.target, place.core, place.end, place.proclitic, form, concept, 1.0, listed=True)

    def alike(self, missing: Missing) -> list[Candidate]:
        """Return the spans that are written like a missing name, from :data:`LIKELY` up, the best form for each."""
        text, concept = self.target, missing.concept
        forms = [(f, [arabic_word(t.text) for t in tokens(f)]) for f in accepted_forms(concept, "ar")]
        counts = {n for _f, words in forms for n in range(max(1, len(words) - 1), len(words) + 2)}
        out = []
        for first, last in _windows(text, counts):
            if any(s.meets(text.words[first].start, text.words[last - 1].end) for s in missing.closed):
                continue
            best: tuple[float, str, str] = (0.0, "", "")
            for form, words in forms:
                if abs(len(words) - (last - first)) > 1 or not words:
                    continue
                for proclitic, score in _scores(text, first, last, words):
                    # Of equal scores the first form counts, the preferred one.
                    if score > best[0] + 1e-9:
                        best = score, form, proclitic
            if best[0] >= LIKELY:
                word = text.words[first]
                core = word.start + fold_map(word.text, T1).starts[len(best[2])]
                made = _joined(text, core, text.words[last - 1].end, best[2], best[1], concept, best[0])
                if made is not None:
                    out.append(made)
        return out


def _form_for(place: Place, concept: Concept) -> str:
    """Return the accepted form that stands for a refused one: of a name the part that is meant."""
    preferred = concept.preferred("ar")
    wanted = place.form.split()
    if len(preferred.split()) == len(wanted):
        return preferred
    same = [f for f in accepted_forms(concept, "ar") if len(f.split()) == len(wanted)]
    words = _stems(place.form)
    best = max(same, key=lambda f: soundalike_arabic.score(_stems(f), words), default=preferred)
    return best if soundalike_arabic.score(_stems(best), words) >= LIKELY else preferred


def _windows(text: ArabicTarget, counts: set[int]) -> Iterator[tuple[int, int]]:
    for first in range(len(text.words)):
        for count in sorted(counts):
            last = first + count
            if last <= len(text.words) and text.adjacent(first, last):
                yield first, last


def _scores(text: ArabicTarget, first: int, last: int, form: Sequence[ArabicWord]) -> Iterator[tuple[str, float]]:
    """Yield how like the form a span is, for each way to read its first word."""
    rest = [arabic_word(text.words[n].text) for n in range(first + 1, last)]
    stems = [w.stem for w in form]
    single = len(form) == 1
    for proclitic, article, stem in readings(text.folded[first]):
        if len(stem) < 3 or (single and last - first == 1 and article != form[0].article):
            continue
        score = soundalike_arabic.score(stems, [stem, *(w.stem for w in rest)])
        if len(form) == last - first:
            differ = (article != form[0].article) + sum(
                a.article != b.article for a, b in zip(rest, form[1:], strict=True)
            )
            score -= ARTICLE * differ
        yield proclitic, score - 0.02 * bool(proclitic)


def _stems(form: str) -> list[str]:
    return [arabic_word(t.text).stem for t in tokens(form)]


def _joined(
    text: ArabicTarget,
    core: int,
    end: int,
    proclitic: str,
    form: str,
    concept: Concept,
    score: float,
    *,
    listed: bool = False,
) -> Candidate | None:
    """Return the change of a span behind its proclitic: ل and ال are written لل, one of three ل is not written."""
    new = form
    if proclitic.endswith("ل") and form.startswith("ال"):
        new = form[2:] if form[2:3] == "ل" else "ل" + form[2:]
    old = text.text[core:end]
    if old == new:
        return None
    reason = TermChangeReason.LISTED if listed else TermChangeReason.SOUND
    return Candidate(core, end, old, new, concept.id, reason, score)

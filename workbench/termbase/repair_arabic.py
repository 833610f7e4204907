"""Repair into Arabic: spans that may be a name under their proclitics, and joining them again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.model import Concept, TermChangeReason
from workbench.termbase import romanised, soundalike_arabic
from workbench.termbase.arabic import PROCLITICS
from workbench.termbase.check import accepted_forms
from workbench.termbase.places import Place
from workbench.termbase.places_arabic import ArabicTarget, ArabicWord, arabic_word, readings
from workbench.termbase.repair_arabic_article import ARTICLE_OF_THE_NAME, as_definite, differs, may_differ, written
from workbench.termbase.repairing import Candidate, Missing, is_whole
from workbench.termbase.told_apart import a_word_itself, own_names
from workbench.text.fold import T1, T2, fold, fold_map
from workbench.text.proclitics import behind, has_article
from workbench.text.tokens import tokens

SURE = 0.82
"""A span so much like a missing name is replaced; on real machine translations .4 % of what was put in was another term."""
LIKELY = 0.74
"""From here on it is suggested."""
_SPLIT_OFF = ("اي", "ای")
READ = 4
"""A single word has at least so many letters when only its English form speaks for it: قطار is no قطر."""
SHORT_J = 4
"""A lone word has more letters when its first is ج for ي: جابر is no يابر."""
ARTICLE = 0.05
"""What a word takes off that has the article where the form has none, or none where it has one."""


ALL_BUT_ARTICLE = 1.0 - ARTICLE
"""The score of a name that is right but for its article."""


@dataclass(frozen=True)
class ArabicRepairer:
    """Repair of an Arabic target."""

    target: ArabicTarget
    sure: float = SURE

    def listed(self, place: Place, concept: Concept) -> Candidate | None:
        """Return what replaces a refused form, its proclitic and article kept, None where they cannot be."""
        form = _form_for(place, concept)
        if concept.kind not in ARTICLE_OF_THE_NAME:
            form = as_definite(self.target, place, form)
        behind = place.form[tokens(place.form)[-1].end :]
        end = place.end + len(behind) * self.target.text.startswith(behind, place.end)
        if not form or not is_whole(self.target.text[place.core : end]):
            return None
        return _joined(self.target, place.core, end, place.proclitic, form, concept, 1.0, listed=True)

    def redressed(self, place: Place, concept: Concept) -> Candidate | None:
        """Return what puts the article of a name right."""
        if place.as_written or not differs(self.target, place, concept.kind):
            return None
        return _joined(self.target, place.core, place.end, place.proclitic, place.form, concept, ALL_BUT_ARTICLE)

    def alike(self, missing: Missing) -> list[Candidate]:
        """Return the spans that are written like a missing name, from :data:`LIKELY` up, the best form for each."""
        text, concept = self.target, missing.concept
        forms = [(f, [arabic_word(t.text) for t in tokens(f)]) for f in accepted_forms(concept, "ar")]
        counts = {n for _f, words in forms for n in range(max(1, len(words) - 1), len(words) + 2)}
        out = []
        for first, last in _windows(text, counts):
            start, end = text.words[first].start, text.words[last - 1].end
            inside = [s for s in missing.closed if s.meets(start, end)]
            if any(s.spoils(start, end) for s in inside) or _goes_on(text, last):
                continue
            best: tuple[float, str, str] = (0.0, "", "")
            for form, words in forms:
                if abs(len(words) - (last - first)) > 1 or not words:
                    continue
                for proclitic, score in _scores(text, first, last, words, missing):
                    # Of equal scores the first form counts, the preferred one.
                    if score > best[0] + 1e-9:
                        best = score, form, proclitic
            if best[0] >= LIKELY:
                word = text.words[first]
                core = word.start + fold_map(word.text, T1).starts[len(best[2])]
                new = put_in(best[1], concept)
                if not all(set(stems_of(s.text)) <= set(stems_of(new)) for s in inside):
                    continue
                made = _joined(text, core, text.words[last - 1].end, best[2], new, concept, best[0])
                if made is not None:
                    out.append(made)
        return out


def _form_for(place: Place, concept: Concept) -> str:
    """Return the accepted form that stands for a refused one: of a name the part that is meant."""
    words = stems_of(place.form)
    best = max(accepted_forms(concept, "ar"), key=lambda f: soundalike_arabic.score(stems_of(f), words))
    alike = soundalike_arabic.score(stems_of(best), words) >= LIKELY
    return put_in(best, concept) if alike else concept.preferred("ar")


def put_in(form: str, concept: Concept) -> str:
    """Return what is put in where an accepted form is meant: the preferred one, for a lone surname the later one."""
    preferred = concept.preferred("ar")
    count = len(form.split())
    if concept.kind != "person" or count >= len(preferred.split()) or _joined_up(form) == _joined_up(preferred):
        return preferred
    later = [text for language, text in concept.later if language == "ar" and len(text.split()) == count]
    return later[0] if later else form


def _joined_up(form: str) -> str:
    return "".join(stems_of(form))


def _goes_on(text: ArabicTarget, last: int) -> bool:
    """Whether the word behind a span is a part of its last one."""
    words = [t.text for t in text.words[last - 1 : last + 1]]
    return len(words) > 1 and _persian_ending(*words) and text.adjacent(last - 1, last + 1)


def _windows(text: ArabicTarget, counts: set[int]) -> Iterator[tuple[int, int]]:
    for first in range(len(text.words)):
        for count in sorted(counts):
            last = first + count
            if last <= len(text.words) and text.adjacent(first, last):
                yield first, last


def _scores(
    text: ArabicTarget, first: int, last: int, form: Sequence[ArabicWord], missing: Missing
) -> Iterator[tuple[str, float]]:
    """Yield how like the form a span is, for each way to read its first word."""
    head, *others = _as_in(form, [t.text for t in text.words[first:last]])
    rest = [arabic_word(w) for w in others]
    if len(rest) == len(form):
        # An article written as it sounds, as a word of its own: دير إز زور.
        rest = [w for w, following in zip(rest, [*rest[1:], None], strict=True) if not _is_article(w, following)]
    stems = [w.stem for w in form]
    single = len(form) == 1
    for proclitic, article, stem in readings(fold(head, T2)):
        if proclitic and len(stem) < (3 if single else min(3, len(stems[0]))):
            continue
        alone, kind = single and last - first == 1, missing.concept.kind
        if alone and not may_differ(text, first, proclitic, form[0], kind, article=article):
            continue
        found = [stem, *(w.stem for w in rest)]
        score = soundalike_arabic.score(stems, _with_j(found, stems, missing.forms))
        if alone and score >= LIKELY and _another(text, first, proclitic, article, stem, stems[0], missing.forms):
            continue
        if single and not rest and score == 0.0 and min(len(stem), len(stems[0])) >= READ:
            # A short name that is written as its English form is read: ماريب, Marib.
            vouched = any(romanised.writes(stem, f) for f in missing.forms)
            score = soundalike_arabic.sim(stems[0], stem, read=True) if vouched else 0.0
        if len(form) == len(rest) + 1:
            differ = (article != form[0].article) + sum(
                a.article != b.article for a, b in zip(rest, form[1:], strict=True)
            )
            score -= ARTICLE * differ
        if score >= LIKELY and _begins_behind_another(found, stems):
            continue
        # Where the form begins with that letter itself the plain reading is the likelier one.
        yield proclitic, score - 0.02 * (bool(proclitic) and form[0].loose[:1] == proclitic[:1])


def _as_in(form: Sequence[ArabicWord], words: list[str]) -> list[str]:
    """Return words of a target as a form is written: خامنه اي is the Persian way to write خامنئي."""
    if form[-1].loose.endswith("يي") and len(words) > 1 and _persian_ending(*words[-2:]):
        words = [*words[:-2], words[-2][:-1] + "ئي"]
    return words


def _persian_ending(word: str, following: str) -> bool:
    """Whether a word is an ending split off from the one before it, as Persian does behind a silent heh."""
    return following in _SPLIT_OFF and fold(word, T2).endswith("ه")


def _begins_behind_another(found: Sequence[str], stems: Sequence[str]) -> bool:
    """Whether words are like a name but for a first letter that is a word before it: وجو is not جو."""
    if found[0][:1] not in PROCLITICS or found[0][0] == stems[0][:1]:
        return False
    here, name = "".join(found), "".join(stems)
    return soundalike_arabic.distance(here[1:], name) <= soundalike_arabic.distance(here, name)


def _another(
    text: ArabicTarget, at: int, proclitic: str, article: bool, stem: str, name: str, source: Sequence[str]
) -> bool:
    """Whether a word like a name of one word is another one: a word itself, or short and not written as the source reads."""
    if a_word_itself(stem, name, written(text, at, proclitic, article=article)):
        return True
    least = min(len(stem), len(name))
    heard = stem == name or any(romanised.writes(stem, f) for f in source)
    return (least < READ and stem != name) or (least == READ and not heard and len(stem) == len(name))


def _with_j(words: list[str], stems: Sequence[str], source: Sequence[str]) -> list[str]:
    """Return words with the letter of the form where a J of the source is heard as ج in one and as ي in the other."""
    if len(words) != len(stems) or not any("j" in name.lower() for name in source):
        return words
    return [
        _j_as_in(s, w) if (len(words) > 1 or len(w) > SHORT_J) and not own_names(s, w) else w
        for w, s in zip(words, stems, strict=True)
    ]


def _j_as_in(form: str, word: str) -> str:
    """Return a word with ج and ي as the form has them: anywhere in words of one length, else in the first letter."""
    if len(form) == len(word):
        return "".join(a if {a, b} == {"ج", "ي"} else b for a, b in zip(form, word, strict=True))
    return form[0] + word[1:] if {form[:1], word[:1]} == {"ج", "ي"} else word


def _is_article(word: ArabicWord, following: ArabicWord | None) -> bool:
    if following is None or len(word.loose) != 2 or word.loose[0] != "ا":
        return False
    return word.loose[1] in ("ل", following.loose[:1])


def stems_of(form: str) -> list[str]:
    """Return the words of a form without their articles, folded loosely."""
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
    """Return the change of a span behind its proclitic, which stays and may take the article's alef with it."""
    new = behind(proclitic, form).removeprefix(proclitic) if has_article(form) else form
    old = text.text[core:end]
    if old == new:
        return None
    reason = TermChangeReason.LISTED if listed else TermChangeReason.SOUND
    return Candidate(core, end, old, new, concept.id, reason, score)

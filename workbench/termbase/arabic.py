"""Recognising Arabic terms as Arabic writes them.

A word may carry proclitics (و ف ب ك ل and their stacks) and the article, which swallows its alef after ل. Terms of
several words are matched loosely: any word may differ in the article, in a light ending, in أبو/أبا/أبي and in the loose
letters; together they are still unmistakable. Terms of one word are matched strictly: the article must agree, no ending
may differ, and a proclitic without the article needs a reason, because وليد is not و and ليد.

Scores: 1 less 0.02 for a proclitic, 0.05 for the article or a form of أبو, 0.10 for an ending; a term's score is the mean
of its words, and 0.70 is enough (95 % of real forms lie above 0.95).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from workbench.model import TermMatching
from workbench.text.fold import T1, T2, fold
from workbench.text.tokens import Token, tokens

PROCLITICS = ("و", "ف", "ب", "ك", "ل", "وب", "وك", "ول", "فب", "فك", "فل")
ENOUGH = 0.70
GUARD = 5
"""Letters a stem needs behind a bare proclitic when nothing is known about its frequency."""
_ABU = {
    **dict.fromkeys(("ابو", "ابا", "ابي"), "ابو"),
    **dict.fromkeys(("اخو", "اخا", "اخي"), "اخو"),
    **dict.fromkeys(("ذو", "ذا", "ذي"), "ذو"),
    **dict.fromkeys(("بنو", "بني"), "بنو"),
}
_ENDINGS = ("تين", "تان", "ات", "ون", "ين", "ان")
_SECOND = frozenset({"الله", "الدين", "الرحمن", "الاسلام"})
_FIRST = frozenset({"عبد", "ابو", "بن", "سيف", "نصر", "ضيف", "جاد"})
_BETWEEN = frozenset(" \t\u00a0\u2009\u202f\"'“”«»‘’()[]\u200e\u200f\u061c\u200c\u200d\u0640")
"""What may stand between the words of a term: spaces, quotes and brackets, but no comma and no line end."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word folded both ways, with its article taken off."""

    safe: str
    loose: str
    article: bool
    stem: str
    safe_stem: str
    key: str


def word(text: str) -> Word:
    """Fold a word of a term."""
    safe, loose = fold(text, T1), fold(text, T2)
    article = loose.startswith("ال") and len(loose) >= 4 and loose != "الله"
    stem = loose[2:] if article else loose
    return Word(safe, loose, article, stem, safe[2:] if article else safe, light_key(stem))


def light_key(stem: str) -> str:
    """Return a stem without a light ending: the key under which case and number forms meet."""
    if stem in _ABU:
        return _ABU[stem]
    for ending in _ENDINGS:
        if stem.endswith(ending) and len(stem) - len(ending) >= 3:
            return stem[: -len(ending)]
    return stem[:-1] if len(stem) >= 4 and stem[-1] in "هاتي" else stem


def readings(folded: str, *, proclitics: bool = True) -> Iterator[tuple[str, bool, str]]:
    """Yield how a folded word can be read: (proclitic, article, stem), the plain one first."""
    yield "", False, folded
    if folded.startswith("ال") and len(folded) >= 4:
        yield "", True, folded[2:]
    if not proclitics:
        return
    for proclitic in PROCLITICS:
        if not folded.startswith(proclitic):
            continue
        rest = folded[len(proclitic) :]
        if proclitic.endswith("ل") and rest.startswith("ل") and len(rest) >= 3:
            # ل and ال become لل; before a word that begins with ل itself one of three is not written.
            yield proclitic, True, rest[1:]
            if len(rest) >= 4:
                yield proclitic, True, rest
        elif rest.startswith("ال") and len(rest) >= 4 and not proclitic.endswith("ل"):
            yield proclitic, True, rest[2:]
        if len(rest) >= 3:
            yield proclitic, False, rest


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a term ready for matching."""

    words: tuple[Word, ...]
    matching: TermMatching
    protect: frozenset[str]

    @property
    def single(self) -> bool:
        """Whether it has one word only."""
        return len(self.words) == 1


def forms(text: str, matching: TermMatching, protect: Sequence[str] = ()) -> list[Form]:
    """Return the forms under which a term is looked for: as written, and joined or split names (``نصرالله``)."""
    parts = [t.text for t in tokens(text)]
    if not parts:
        return []
    guarded = frozenset(fold(p) for p in protect)
    variants = [tuple(parts)]
    if matching is not TermMatching.EXACT:
        variants += _respelled(parts)
    return [Form(tuple(word(p) for p in v), matching, guarded) for v in dict.fromkeys(variants)]


def _respelled(parts: list[str]) -> list[tuple[str, ...]]:
    out = []
    for n, (a, b) in enumerate(pairwise(parts)):
        if fold(b) in _SECOND or fold(a) in _FIRST:
            out.append((*parts[:n], a + b, *parts[n + 2 :]))
    for n, part in enumerate(parts):
        for second in ("الله", "الدين"):
            if part.endswith(second) and len(part) - len(second) >= 2:
                out.append((*parts[:n], part[: -len(second)], second, *parts[n + 1 :]))
    return out


@dataclass(frozen=True, slots=True)
class TextWord:
    """A word of a text."""

    token: Token
    safe: str
    loose: str


def text_words(text: str) -> list[TextWord]:
    """Return the words of a text, folded both ways."""
    return [TextWord(t, fold(t.text, T1), fold(t.text, T2)) for t in tokens(text)]


def match_at(
    text: str, words: Sequence[TextWord], at: int, form: Form, counts: Mapping[str, int]
) -> tuple[int, float] | None:
    """Return how many words of the text, from ``at``, the form covers and with what score; None when it does not."""
    if at + len(form.words) > len(words):
        return None
    if form.matching is TermMatching.EXACT:
        score = _exact(words, at, form)
    elif form.single and form.matching is TermMatching.NORMAL:
        score = _single(words[at], form, counts)
    else:
        score = _loose(words, at, form)
    if score < ENOUGH or not _adjacent(text, words[at : at + len(form.words)]):
        return None
    return len(form.words), round(score, 3)


def _exact(words: Sequence[TextWord], at: int, form: Form) -> float:
    return float(all(words[at + n].safe == w.safe for n, w in enumerate(form.words)))


def _single(found: TextWord, form: Form, counts: Mapping[str, int]) -> float:
    (term,) = form.words
    best = 0.0
    for proclitic, article, stem in readings(found.safe):
        if stem != term.safe_stem or article != term.article:
            continue
        if proclitic and not article and not _plausible(found.safe, stem, form, counts):
            continue
        if found.safe in form.protect and proclitic:
            continue
        best = max(best, 0.98 if proclitic else 1.0)
    return best


def _plausible(whole: str, stem: str, form: Form, counts: Mapping[str, int]) -> bool:
    """The guard: is the stem more likely here than the whole word taken as one?

    With counts the stem must be seen at least half as often as the whole word; without, it needs five letters, or the
    glossary's keeper has named the words that are not meant (``protect``).
    """
    seen, stem_seen = counts.get(whole, 0), counts.get(stem, 0)
    if stem_seen:
        return stem_seen >= 0.5 * seen
    return len(stem) >= GUARD or bool(form.protect)


def _loose(words: Sequence[TextWord], at: int, form: Form) -> float:
    total = 0.0
    for n, term in enumerate(form.words):
        score = _loose_word(words[at + n].loose, term, first=n == 0)
        if score == 0.0:
            return 0.0
        total += score
    return total / len(form.words)


def _loose_word(found: str, term: Word, *, first: bool) -> float:
    best = 0.0
    for proclitic, article, stem in readings(found, proclitics=first):
        if stem == term.stem:
            score = 1.0
        elif _ABU.get(stem, stem) == _ABU.get(term.stem, term.stem):
            score = 0.95
        elif len(term.stem) >= 3 and len(term.key) >= 3 and light_key(stem) == term.key:
            score = 0.90
        else:
            continue
        score -= 0.02 * bool(proclitic) + 0.05 * (article != term.article)
        best = max(best, score)
    return best


def _adjacent(text: str, words: Sequence[TextWord]) -> bool:
    """Whether only spaces, quotes and brackets stand between the words."""
    return all(all(c in _BETWEEN for c in text[a.token.end : b.token.start]) for a, b in pairwise(words))

"""Whether a form of an Arabic term stands at a place of a text, and how well.

Terms of several words are matched loosely: any word may differ in the article, in a light ending (names of people and
places do not), in أبو/أبا/أبي and in the loose letters; together they are still unmistakable. Terms of one word are
matched strictly: the article must agree, no ending may differ, and a proclitic needs a reason
(:func:`workbench.termbase.frequency.plausible`), because وليد is not و and ليد.

Scores: 1 less 0.02 for a proclitic, 0.05 for the article or a form of أبو, 0.10 for an ending, 0.05 for a hamza the term
does not have; a term's score is the mean of its words, and 0.70 is enough (95 % of real forms lie above 0.95).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from workbench.model import TermMatching
from workbench.termbase.arabic import (
    ABU,
    BETWEEN,
    COMPOUNDS,
    Form,
    Reading,
    TextWord,
    Word,
    is_no_name,
    same_but_ending,
)
from workbench.termbase.frequency import Counts, plausible, whole_words

ENOUGH = 0.70
_HAMZA = frozenset("إأ")
_HAMZAS = str.maketrans(dict.fromkeys("أإآٱ", "أ"))


def match_single(found: TextWord, form: Form, counts: Counts) -> float:
    """Return with what score a form of one word is a word of a text, 0 when it is not."""
    if form.matching is TermMatching.EXACT:
        return float(_exact(found, form.words[0]))
    if form.matching is TermMatching.LOOSE:
        return _enough(_several((found,), form, egyptian=False))
    return _enough(_single(found, form, counts))


def match_several(words: Sequence[TextWord], form: Form, *, egyptian: bool) -> float:
    """Return with what score as many words of a text are a form of several, 0 when they are not."""
    if form.matching is TermMatching.EXACT:
        return float(all(map(_exact, words, form.words)))
    return _enough(_several(words, form, egyptian=egyptian))


def _enough(score: float) -> float:
    return round(score, 3) if score >= ENOUGH else 0.0


def adjacent(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether only spaces, quotes and brackets stand between words with these spans."""
    return all(BETWEEN.issuperset(text[a:b]) for (_, a), (b, _) in pairwise(spans))


def _exact(found: TextWord, term: Word) -> bool:
    return found.safe == ("ال" + term.safe if term.article else term.safe)


def _single(found: TextWord, form: Form, counts: Counts) -> float:
    (term,) = form.words
    best = 0.0
    for reading in (*found.plain, *found.behind):
        if reading.article != term.article and not form.ordinary:
            continue
        if reading.safe != term.safe and not _heh_for_teh(reading, term, counts):
            continue
        if is_no_name(_stem_as_written(found, reading)) and not is_no_name(term.raw):
            continue
        if (
            reading.proclitic
            and reading.safe.startswith("ال")
            and term.raw[0] in _HAMZA
            and _HAMZA.isdisjoint(found.raw)
        ):
            # والجين is و with الجين; of و with إلجين the hamza would be written.
            continue
        score = 1.0 - _hamza(found, reading, term)
        if reading.proclitic:
            if not _may_be_proclitic(found, reading, form, counts):
                continue
            score -= 0.02
        best = max(best, score - 0.05 * (reading.article != term.article))
    return best


def _heh_for_teh(reading: Reading, term: Word, counts: Counts) -> bool:
    """Whether the text writes ه for the ة of the term, as many do; not where that is a word of its own (كتابه)."""
    if not term.safe.endswith("ة") or reading.safe != f"{term.safe[:-1]}ه":
        return False
    article = "ال" if reading.article else ""
    return counts.get(article + reading.safe, 0) * 10 <= counts.get(article + term.safe, 0)


def _may_be_proclitic(found: TextWord, reading: Reading, form: Form, counts: Counts) -> bool:
    if reading.kashida:
        return True
    stem = f"ال{reading.safe}" if reading.article else reading.safe
    if reading.article and reading.proclitic.endswith("ل"):
        return found.safe not in form.protect and _likelier(found, reading, counts)
    begins = found.raw[len(reading.proclitic) :][:1] in ("أ", "إ")
    return plausible(found.safe, reading.proclitic, stem, counts, form.protect, begins=begins)


def _likelier(found: TextWord, reading: Reading, counts: Counts) -> bool:
    """Whether a word with لل is likelier to be this definite word than the one with a lam more or less (للجنة: اللجنة)."""
    others = (r.safe for r in found.behind if r.article and r.proclitic == reading.proclitic and r.safe != reading.safe)
    seen = counts.get(f"ال{reading.safe}", 0) + counts.get(reading.safe, 0)
    return all(seen * 10 >= counts.get(f"ال{other}", 0) for other in others)


def _several(words: Sequence[TextWord], form: Form, *, egyptian: bool) -> float:
    total = 0.0
    before: tuple[bool, Word] | None = None
    for n, (found, term) in enumerate(zip(words, form.words, strict=True)):
        best, article = 0.0, False
        for reading in (*found.plain, *found.behind) if n == 0 else found.plain:
            score = _word(found, reading, term, form, last=n == len(form.words) - 1)
            if score > best and not (
                reading.proclitic and not reading.article and _is_another_name(found, reading, form)
            ):
                best, article = score, reading.article
        if best == 0.0:
            return 0.0
        # A definite word before an indefinite one is a sentence (الهلال أحمر), not the term in another state.
        if before is not None and before[1].article == term.article and before[0] and not article:
            return 0.0
        if is_no_name(found.raw) and not is_no_name(term.raw) and not egyptian:
            return 0.0
        before = article, term
        total += best
    return total / len(form.words)


def _is_another_name(found: TextWord, reading: Reading, form: Form) -> bool:
    """Whether the first word of a name is the first word of another one: كريم العلي is not ك and ريم العلي.

    With three words or more the rest tells (وجيه دي فانس). Before الله and الدين it is not: the compound is one name (وصفي
    الدين is و and صفي الدين).
    """
    rests = [found.safe[n:] for n in range(len(reading.proclitic))]
    if not form.protect.isdisjoint(rests):
        return True
    known = form.name and (form.single or (len(form.words) == 2 and form.words[1].loose not in COMPOUNDS))
    return known and not whole_words().isdisjoint(rests)


def _word(found: TextWord, reading: Reading, term: Word, form: Form, *, last: bool) -> float:
    if reading.loose == term.loose:
        score = 1.0
    elif ABU.get(reading.loose, reading.loose) == ABU.get(term.loose, term.loose):
        score = 0.95
    elif not form.name and same_but_ending(reading.safe, term.safe, last=last, tanwin=found.tanwin):
        score = 0.90
    else:
        return 0.0
    return score - 0.02 * bool(reading.proclitic) - 0.05 * (reading.article != term.article)


def _stem_as_written(found: TextWord, reading: Reading) -> str:
    return found.raw[len(reading.proclitic) :] if not reading.article else ""


def _hamza(found: TextWord, reading: Reading, term: Word) -> float:
    """A hamza that the text writes and the term does not have speaks against it; one left out does not."""
    if "أ" not in (written := found.raw.translate(_HAMZAS)):
        return 0.0
    return 0.05 if written.count("أ") > term.raw.translate(_HAMZAS).count("أ") else 0.0

"""Words of Arabic terms and texts: foldings, proclitics, the article, light endings.

A word of a text is read in all ways it can be: as it is, without the article, and behind each proclitic (و ف ب ك ل and
their stacks), where the article loses its alef after ل (لل). What a reading leaves is its stem. The same stem in a term
and a text is the same word; terms of several words also allow light endings (:func:`same_but_ending`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import regex

from workbench.model import Concept, TermMatching
from workbench.text.fold import T1, T2, Table, fold
from workbench.text.fold_many import folder
from workbench.text.tokens import token_texts

PROCLITICS = ("و", "ف", "ب", "ك", "ل", "وب", "وك", "ول", "فب", "فك", "فل")
_BY_LETTER = {letter: tuple(p for p in PROCLITICS if p[0] == letter) for letter in "وفبكل"}
BETWEEN = frozenset(" \t\u00a0\u2009\u202f\"'“”«»‘’()[]\u200e\u200f\u061c\u200c\u200d\u0640")
"""What may stand between the words of a term: spaces, quotes and brackets, but no comma and no line end."""
ABU = {
    **dict.fromkeys(("ابو", "ابا", "ابي"), "ابو"),
    **dict.fromkeys(("اخو", "اخا", "اخي"), "اخو"),
    **dict.fromkeys(("ذو", "ذا", "ذي"), "ذو"),
    **dict.fromkeys(("بنو", "بني"), "بنو"),
}
"""Words whose case shows in their last letter, to one of their forms."""
_FOREIGN = {"پ": "ب", "چ": "ج", "گ": "ك", "ڤ": "ف", "ڨ": "ق", "ژ": "ز", "ڠ": "غ", "ڭ": "ك"}
SAFE: Table = {**T1, **{ord(k): v for k, v in _FOREIGN.items()}}
"""The safe folding, with letters Arabic does not have as the Arabic press writes them."""
LOOSE: Table = {**T2, **{ord(k): v for k, v in _FOREIGN.items()}}
"""The loose one, likewise."""
_fold_loosely = folder(LOOSE)
COMPOUNDS = frozenset({"الله", "الدين", "الرحمن", "الاسلام"})
"""Second parts of names that are one word in all but writing."""
_FIRST = frozenset({"عبد", "ابو", "بن", "سيف", "نصر", "ضيف", "جاد"})
_PARTS = COMPOUNDS | _FIRST
_NO_WORD = regex.compile(r"[^\p{L}\p{N}\p{M}\n]+")
"""What stands between words in folded text; an apostrophe inside a Latin word parts it here, for keys only."""
_BEGINNING = re.compile(r"^[^\w\n]*(?:ال(?!له\b)(?=\w{2}))?(\w{0,3})", re.M)
"""The first letters of every line of folded words, behind the article (:func:`has_article`)."""
_SAME_BEGINNING = {form[:3]: one[:3] for form, one in ABU.items()}
_LONG_ENDINGS = ("تين", "تان", "تي", "تا", "ات", "ون", "ين", "ان")
_NO_NAMES = frozenset({"على", "إلى", "الى", "حتى", "متى", "لدى", "سوى", "بلى", "أنى", "انى"})
"""Words with alef maksura that are no other word's Egyptian spelling: never the name علي."""
_EGYPTIAN = frozenset({"فى", "الذى", "التى", "أى", "هى", "أبى"})
"""Words that show a text to write alef maksura for every final yeh."""


class Reading(NamedTuple):
    """A way to read a word: what is taken off before it, and its stem folded safely and loosely.

    ``kashida`` tells that tatweel stands behind the proclitic, as one writes it before a foreign name.
    """

    proclitic: str
    article: bool
    safe: str
    loose: str
    kashida: bool = False


class TextWord(NamedTuple):
    """A word of a text with its readings, the ``plain`` ones (without a proclitic) apart, and the keys of the stems."""

    raw: str
    safe: str
    plain: tuple[Reading, ...]
    behind: tuple[Reading, ...]
    keys: tuple[str, ...]
    plain_keys: tuple[str, ...]

    @property
    def tanwin(self) -> bool:
        """Whether the vowel of an indefinite accusative is written."""
        return "\u064b" in self.raw


class Word(NamedTuple):
    """A word of a term, its article taken off."""

    raw: str
    safe: str
    loose: str
    article: bool


class Form(NamedTuple):
    """A form of a term ready for matching.

    ``name`` is one of a person or place; ``ordinary`` a common noun, as its small letter in English tells, which takes the
    article or not as the sentence wants.
    """

    words: tuple[Word, ...]
    matching: TermMatching
    name: bool
    protect: frozenset[str]
    ordinary: bool = False

    @property
    def single(self) -> bool:
        """Whether it has one word only."""
        return len(self.words) == 1


@lru_cache(maxsize=2048)
def text_word(raw: str) -> TextWord:
    """Read a word of a text."""
    safe = fold(raw, SAFE)
    plain = [Reading("", False, safe, _loose(safe))]
    if safe.startswith("ال") and len(safe) >= 4:
        plain.append(Reading("", True, safe[2:], _loose(safe[2:])))
    behind = [
        Reading(proclitic, article, stem, _loose(stem), "\u0640" in raw and raw.startswith(f"{proclitic}\u0640"))
        for proclitic, article, stem in behind_proclitics(safe)
    ]
    plain_keys = tuple(dict.fromkeys(light_key(r.loose) for r in plain))
    keys = tuple(dict.fromkeys((*plain_keys, *(light_key(x) for r in behind for x in as_in_terms(r)))))
    return TextWord(raw, safe, tuple(plain), tuple(behind), keys, plain_keys)


class Stems(NamedTuple):
    """The stems of a word of a text, loosely folded: what the index of terms may know it by, and its keys."""

    plain: tuple[str, ...]
    behind: tuple[str, ...]
    plain_keys: tuple[str, ...]


def stems(raw: str) -> Stems:
    """Return the stems of a word of a text without its readings, which few words need.

    Law: they are those of :func:`text_word`, each as :func:`as_in_terms` has it; ``plain_keys`` are the same.
    """
    safe = fold(raw, SAFE)
    loose = _loose(safe)
    if len(loose) != len(safe):
        # A bare hamza vanishes, so that places in one are not places in the other.
        found = text_word(raw)
        behind = tuple(x for r in found.behind for x in as_in_terms(r))
        return Stems(tuple(x for r in found.plain for x in as_in_terms(r)), behind, found.plain_keys)
    first = safe[:1]
    if first == "ا" and safe[1:2] == "ل" and len(safe) >= 4:
        return Stems((loose, loose[2:]), (), (light_key(loose), light_key(loose[2:])))
    if first not in _BY_LETTER:
        return Stems((loose,), (), (light_key(loose),))
    out = []
    for _proclitic, with_article, stem in behind_proclitics(safe):
        rest = loose[-len(stem) :]
        out.append(rest)
        if not with_article and has_article(rest):
            out.append(rest[2:])
    return Stems((loose,), tuple(out), (light_key(loose),))


def as_in_terms(reading: Reading) -> tuple[str, ...]:
    """Return a stem and, where it begins like the article, what the index of terms takes for the stem (آلية in لآلية)."""
    stem = reading.loose
    return (stem, stem[2:]) if not reading.article and has_article(stem) else (stem,)


def behind_proclitics(safe: str) -> list[tuple[str, bool, str]]:
    """Return how a folded word can be read behind a proclitic: (proclitic, article, stem)."""
    out = []
    for proclitic in _BY_LETTER.get(safe[:1], ()):
        if not safe.startswith(proclitic):
            continue
        rest = safe[len(proclitic) :]
        if proclitic.endswith("ل") and rest.startswith("ل") and len(rest) >= 3:
            # ل and ال become لل; before a word that begins with ل itself one of three is not written.
            out.append((proclitic, True, rest[1:]))
            if len(rest) >= 4:
                out.append((proclitic, True, rest))
        elif has_article(rest) and not proclitic.endswith("ل"):
            out.append((proclitic, True, rest[2:]))
        if len(rest) >= 2:
            out.append((proclitic, False, rest))
    return out


@lru_cache(maxsize=32768)
def word(raw: str) -> Word:
    """Read a word of a term."""
    safe = fold(raw, SAFE)
    loose = _loose(safe)
    # A hamza shows that the alef is the name's own: إلياس.
    article = has_article(loose) and raw[0] == "ا"
    return Word(raw, safe[2:] if article else safe, loose[2:] if article else loose, article)


def has_article(loose: str) -> bool:
    """Return whether a folded word of a term begins with the article."""
    return loose.startswith("ال") and len(loose) >= 4 and loose != "الله"


def stem_of(loose: str) -> str:
    """Return a loosely folded word of a term without its article."""
    return loose[2:] if has_article(loose) else loose


def _loose(safe: str) -> str:
    return safe.translate(LOOSE)


def light_key(stem: str) -> str:
    """Return a loosely folded stem without any light ending: words that differ in it only have the same key."""
    return stem if stem[-1:] not in _LIGHT else _light_key(stem)


_LIGHT = frozenset("هاتيون")
"""The last letters of light endings, and of all forms of أبو."""


@lru_cache(maxsize=16384)
def _light_key(stem: str) -> str:
    if stem in ABU:
        return ABU[stem]
    for _ in range(2):
        for ending in _LONG_ENDINGS:
            if stem.endswith(ending) and len(stem) - len(ending) >= 3:
                stem = stem[: -len(ending)]
                break
        else:
            stem = stem[:-1] if len(stem) >= 4 and stem[-1] in "هاتيو" else stem
    return stem


def without_ending(stem: str) -> str:
    """Return a loosely folded stem without one light ending: what is looked for is known, so less may differ."""
    for ending in _LONG_ENDINGS:
        if ending not in ("تي", "تا") and stem.endswith(ending) and len(stem) - len(ending) >= 3:
            return stem[: -len(ending)]
    return stem[:-1] if len(stem) >= 4 and stem[-1] in "هاتي" else stem


def same_but_ending(found: str, term: str, *, last: bool, tanwin: bool) -> bool:
    """Return whether two safely folded stems differ only in gender, number or case as they show in a light ending.

    A bare yeh or waw is an ending (the construct of dual and plural: وزيري الخارجية) only before another word: at the end
    it would make another word (الأمن, الأمني). An alef is one where tanwin is written, or none follows a hamza.
    """
    here, there = _bases(found, last=last, tanwin=tanwin), _bases(term, last=last, tanwin=False)
    return not here.isdisjoint(there)


def _bases(stem: str, *, last: bool, tanwin: bool) -> set[str]:
    out = {_loose(stem)}
    endings = (*_LONG_ENDINGS, "ة", "ه", *(() if last else ("ي", "و")), *(("ا",) if tanwin or len(stem) >= 5 else ()))
    for ending in endings:
        if stem.endswith(ending) and len(stem) - len(ending) >= 3:
            base = _loose(stem[: -len(ending)])
            if len(base) >= 3:
                out.add(base)
    return out


def beginnings(texts: Sequence[str]) -> list[str]:
    """Return the first letters of terms: three of the stem of the first word or all there are, '' without a word.

    All are folded at once. Law: they are among the :func:`first_letters` of any word that has the first word's key.
    """
    found: list[str] = _BEGINNING.findall(_folded(texts))
    return [_SAME_BEGINNING.get(letters, letters) for letters in found]


def first_letters(stems: Stems) -> set[str]:
    """Return the first letters of all terms that may begin with a word of a text."""
    letters = {x[:3] for x in (*stems.plain, *stems.behind)}
    for special in letters & _SAME_BEGINNING.keys():
        letters.add(_SAME_BEGINNING[special])
    return letters | {x[:2] for x in letters}


def _folded(texts: Sequence[str]) -> str:
    """Return texts loosely folded, a line each."""
    whole = "\n".join(texts)
    if whole.count("\n") >= len(texts):
        whole = "\n".join(t.replace("\n", " ") for t in texts)
    return _fold_loosely(whole)


def keys(texts: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield (number, keys of the words) under which terms are to be found.

    That of a single word is its stem, that of a word of several its stem without any ending. A term whose parts may be
    joined or split yields several.
    """
    for n, line in enumerate(_NO_WORD.sub(" ", _folded(texts)).split("\n")):
        words = line.split()
        # Asked first: few terms have parts that may be joined or split.
        special = "الله" in line or "الدين" in line or not _PARTS.isdisjoint(words)
        for variant in dict.fromkeys((tuple(words), *respelled(words))) if special else (words,):
            if len(variant) > 1:
                yield n, [light_key(stem_of(w)) for w in variant]
            elif variant:
                yield n, [stem_of(variant[0])]


def forms(text: str, concept: Concept) -> list[Form]:
    """Return the forms under which a term of a concept is looked for: as written, and joined or split (``نصرالله``)."""
    parts = token_texts(text)
    if not parts:
        return []
    variants = [tuple(parts)]
    if concept.match is not TermMatching.EXACT:
        variants += respelled(parts)
    guarded = frozenset(fold(p, SAFE) for p in concept.protect)
    name = concept.kind in ("person", "place")
    # Asked of single words only.
    single = len(parts) == 1
    ordinary = single and concept.kind in ("title", "other") and concept.preferred("en")[:1].islower()
    return [Form(tuple(map(word, v)), concept.match, name, guarded, ordinary) for v in dict.fromkeys(variants)]


def respelled(parts: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the other ways to write a name of several parts: two of them joined, one split."""
    out = []
    folded = [fold(p) for p in parts]
    for n, (a, b) in enumerate(pairwise(folded)):
        if b in COMPOUNDS or a in _FIRST:
            out.append((*parts[:n], parts[n] + parts[n + 1], *parts[n + 2 :]))
    for n, part in enumerate(parts):
        for second in ("الله", "الدين"):
            if part.endswith(second) and len(part) - len(second) >= 3:
                out.append((*parts[:n], part[: -len(second)], second, *parts[n + 1 :]))
    return out


def is_egyptian(raws: Sequence[str]) -> bool:
    """Return whether a text's words show that it writes alef maksura for every final yeh, as much of Egypt's press does."""
    return not _EGYPTIAN.isdisjoint(raws)


def is_no_name(raw: str) -> bool:
    """Return whether a word as written is a particle that only folding makes like a name (على and علي)."""
    return raw in _NO_NAMES

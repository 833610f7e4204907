"""Arabic words as the clause rules see them: particles, verbs, titles. All are folded (``fold_key``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from workbench.text.fold import fold_key
from workbench.text.language_data import word_lists

_FUTURE = regex.compile(r"س[يتن]\p{L}{3,}")
_FOREIGN = regex.compile(r"[وف]?س[يتن]ا\p{L}+")
"""``ستاندرد``: a future has a hamza on this alef (``ستأخذ``)."""
_IMPERFECT = regex.compile(r"ي\p{L}{2,}")
_IMPERFECT_T = regex.compile(r"ت\p{L}{3,}(?<!ات)(?<![ةا])")
_SECOND_MASDAR = regex.compile(r"ت\p{L}{2}ي\p{L}")
"""The noun of the second form: تزويد, تقييم."""
_MASDAR = regex.compile(
    r"(?:است\p{L}{2,3}|ان\p{L}{2}|ا\p{L}ت\p{L}|ا[صض]ط\p{L}|ازد\p{L}|ات\p{L})ا[\p{L}ء](?:ات|ه|ها|هم|ي|ا)?"
)
"""The nouns of the seventh, eighth and tenth forms: انخفاض, ارتفاع, استبدال; the verbs of hollow roots are shorter."""
_TENTH = regex.compile(r"است\p{L}{3,}ت?")
_ENDINGS = ("ت", "وا", "نا", "تا")
"""Not the dual in ا: a noun as an object ends so far more often (``فشلا``)."""
_TITLE_REACH = 8
"""A title stands at most so many words before the comma its name follows."""
RELATIVE = frozenset({"الذي", "التي", "الذين", "اللذين", "اللتين"})
THAT = frozenset({"ان", "انه", "انها", "انهم", "اننا"})


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of ``data/ar.clauses.toml``, folded."""

    saying: frozenset[str]
    verbs: frozenset[str]
    ambiguous: frozenset[str]
    not_verbs: frozenset[str]
    function: frozenset[str]
    fronting: frozenset[str]
    connectives: frozenset[str]
    strong: frozenset[str]
    weak: frozenset[str]
    participles: frozenset[str]
    times: frozenset[str]
    adjuncts: frozenset[str]
    examples: frozenset[str]
    ordinals: frozenset[str]
    whole: frozenset[str]
    titles: frozenset[str]
    concessions: frozenset[str]
    answers: frozenset[str]
    conditions: frozenset[str]
    ties: frozenset[str]
    behind_not: frozenset[str]


@cache
def lists() -> Lists:
    """Return the lists, read once."""
    raw = word_lists("ar.clauses", fold_key)
    saying = raw["saying"]
    participles = raw["reporting_participles"]
    return Lists(
        saying=saying,
        verbs=raw["verbs"] | saying,
        ambiguous=raw["ambiguous"],
        not_verbs=raw["not_verbs"],
        function=raw["function"],
        fronting=raw["fronting"],
        connectives=raw["connectives"],
        strong=raw["strong_connectives"],
        weak=raw["weak_connectives"],
        participles=participles | {p[:-1] + end for p in participles for end in ("ة", "ين")},
        times=raw["times"],
        adjuncts=raw["adjuncts"],
        examples=raw["examples"],
        ordinals=raw["ordinals"],
        whole=raw["whole_words"],
        titles=raw["titles"],
        concessions=raw["concessions"],
        answers=raw["answers"],
        conditions=raw["conditions"],
        ties=raw["ties"],
        behind_not=raw["behind_not"],
    )


@lru_cache(maxsize=1 << 16)
def split(word: str) -> tuple[str, str]:
    """Return a word without its و or ف, and that letter; a word they belong to stays whole."""
    if len(word) > 2 and word[0] in "وف" and word not in lists().whole:
        return word[1:], word[0]
    return word, ""


@lru_cache(maxsize=1 << 16)
def says(word: str) -> bool:
    """Whether a word without و is a verb of saying."""
    known = lists()
    if word.endswith("ا") and word[:-1] in known.saying - known.ambiguous:
        return True
    return word in known.saying or any(word.endswith(end) and word[: -len(end)] in known.saying for end in ("ت", "وا"))


@lru_cache(maxsize=1 << 16)
def verb(word: str) -> float:
    """Return how surely a folded word without و is a finite verb: 2 sure, 1 likely, 0 none."""
    known = lists()
    if word in known.ambiguous:
        return 0.9
    if word in known.verbs:
        return 2
    if word in known.not_verbs or word.startswith("ال"):
        return 0
    if any(word.endswith(end) and word[: -len(end)] in known.verbs for end in _ENDINGS):
        return 2
    if word.endswith("ة") or _MASDAR.fullmatch(word):
        return 0
    if _FUTURE.fullmatch(word) and not word.endswith("ات"):
        return 2
    if _IMPERFECT.fullmatch(word):
        return 1.5
    if _SECOND_MASDAR.fullmatch(word):
        return 0
    return 1 if _IMPERFECT_T.fullmatch(word) or _TENTH.fullmatch(word) else 0


def foreign(bare: str) -> bool:
    """Whether an unfolded word with the letters of a future is none: ``وستاندرد``."""
    return _FOREIGN.fullmatch(bare) is not None


def has_verb(words: Iterable[str]) -> bool:
    """Whether a verb, or a particle or pronoun that makes a clause, stands among some words."""
    function = lists().function
    return any(w in function or split(w)[0] in function or verb(split(w)[0]) >= 1 for w in words)


def main(words: Sequence[str]) -> Sequence[str]:
    """Return the words up to the first that makes the rest a clause of another: الذي, أن, حيث."""
    for n, word in enumerate(words):
        if word in RELATIVE or word in THAT or word == "حيث":
            return words[:n]
    return words


def titled(chunk: Sequence[str]) -> bool:
    """Whether a chunk ends in a title and what belongs to it: ``مع وزير الخارجية الأميركي``."""
    for word in chunk[: -_TITLE_REACH - 1 : -1]:
        if _title(word):
            return True
        if has_verb([word]):
            return False
    return False


@lru_cache(maxsize=1 << 16)
def _title(word: str) -> bool:
    """Whether a word is a title, with particles before it or not: ``ولوزير``, ``للرئيس``."""
    titles = lists().titles
    bare = split(word)[0]
    if word in titles or bare in titles:
        return True
    return bare[:1] in ("ب", "ل", "ك") and (bare[1:] in titles or "ا" + bare[1:] in titles)

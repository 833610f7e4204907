"""Where a long Arabic sentence may be cut: behind which commas, and before which words without one.

Arabic news joins its clauses by و, ف, كما and commas where English begins a new sentence. What follows a comma decides:
a verb of saying, a verb, a connective. A comma behind a fronted adverbial, behind one or two words, or before a bare
noun is no end. Kinds and costs were read off news text; ``docs/clauses.md`` says how well they do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from workbench.model import BreakPoint
from workbench.text.clause_text import ClauseText
from workbench.text.fold import fold_key
from workbench.text.language_data import word_lists

_FUTURE = regex.compile(r"(?:سي|ست|سن|سا)\p{L}{3,}")
_IMPERFECT = regex.compile(r"ي\p{L}{2,}")
_IMPERFECT_T = regex.compile(r"ت\p{L}{3,}(?<!ات)(?<![ةا])")
_MASDAR = regex.compile(r"ت\p{L}{2}ي\p{L}")
"""The noun of the second form: تزويد, تقييم."""
_TENTH = regex.compile(r"است\p{L}{3,}ت?")
_WA_ANNA = regex.compile(r"و[\u064b-\u0652]*أ[\u064b-\u0652]*ن")
_OPENS = regex.compile(r"[:\"“«(\[]$")
_CLOSED_QUOTE = regex.compile(r"[\"”»]،$")
_RELATIVE = frozenset({"الذي", "التي", "الذين", "اللذين", "اللتين"})
_THAT = frozenset({"ان", "انه", "انها", "انهم", "اننا"})
_HE = frozenset({"هو", "هي", "هم", "هما"})


@dataclass(frozen=True, slots=True)
class _Lists:
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
    ordinals: frozenset[str]
    whole: frozenset[str]
    titles: frozenset[str]


@cache
def _lists() -> _Lists:
    raw = word_lists("ar.clauses", fold_key)
    saying = raw["saying"]
    participles = raw["reporting_participles"]
    return _Lists(
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
        ordinals=raw["ordinals"],
        whole=raw["whole_words"],
        titles=raw["titles"],
    )


def points(sentence: ClauseText) -> Iterator[BreakPoint]:
    """Yield the break points of a sentence, in no order, one a place."""
    return sentence.points(_behind_comma, _without_comma)


def _behind_comma(s: ClauseText, ends: list[int], n: int) -> BreakPoint | None:
    comma = ends[n]
    price = s.price(comma + 1)
    if price is None or _between_title_and_name(s, comma):
        return None
    offset = s.words[comma + 1].start
    before, after = s.keys(ends[n - 1] + 1, comma + 1), s.keys(comma + 1, ends[n + 1] + 1)
    raw = s.words[comma].raw
    if "؛" in raw or ";" in raw:
        cost = 0.0 if _has_verb(after[:4]) else 3.0
        return BreakPoint(offset, "semicolon", cost + price, automatic=True)
    if not _may_end(before) or after[0] == "كلما":
        return None
    kind, found = _kind(s, ends, n, before, after)
    if found is None:
        return BreakPoint(offset, kind)
    if len(after) <= 3 and found >= 0.8 and kind not in ("saying", "fronted"):
        found += 4
    bonus = 0.7 if _CLOSED_QUOTE.search(raw) else 0.0
    return BreakPoint(offset, kind, max(-0.8, found - bonus) + price, automatic=True)


def _may_end(before: list[str]) -> bool:
    """Whether a comma behind these words can end a clause: no fronted adverbial, no ``أولا``, no two words without verb."""
    lists = _lists()
    if not before:
        return False
    first, (bare, _joint) = before[0], _split(before[0])
    fronted = (bare in lists.fronting or first in lists.fronting or first.startswith("بال")) and len(before) <= 8
    if fronted and not _has_verb(before[1:]):
        return False
    if before[-1] in lists.ordinals and len(before) <= 2:
        return False
    return len(before) > 2 or _has_verb(before)


def _kind(s: ClauseText, ends: list[int], n: int, before: list[str], after: list[str]) -> tuple[str, float | None]:
    """Return the kind of a comma by what follows it, and its cost; None when it is only offered."""
    lists = _lists()
    word = after[0]
    bare, joint = _split(word)
    second = _split(after[1])[0] if len(after) > 1 else ""
    following = ends[n + 1] + 1
    if word in lists.adjuncts or bare in lists.adjuncts:
        return "adjunct", None
    if word in lists.ordinals:
        return "ordinal", 0.5
    if "كما" in (word, bare):
        clause = len(after) > 1 and (_verb(second) >= 1 or second in _THAT)
        return ("as-also", -0.4) if clause else ("as", 2.5)
    if joint == "ف" and (bare in _THAT or any(b in ("اما", "واما") for b in before[:2])):
        return "fa", None
    if joint and bare in _RELATIVE:
        return "relative", 4.5
    if joint and bare not in lists.ambiguous and _says(bare):
        return "saying", -0.5
    if joint and _verb(bare) == 2:
        return "verb", 0.8
    if joint and bare in _THAT and _WA_ANNA.match(s.words[ends[n] + 1].bare):
        return "and-that", None
    if word == "وذلك" and len(after) > 1 and _verb(second) < 1 and second not in lists.function:
        return "and-that-is", None
    if joint and bare in _HE:
        return "and-he", _cost_of_pronoun(s, following, after)
    if joint and bare in lists.function:
        return "particle", 0.6
    if joint and bare in lists.fronting:
        return _fronted(s, following, after, second)
    if joint and _verb(bare) >= 1:
        return "imperfect", 1.6
    if word in ("هذا", "هذه") and second in lists.times:
        return "time", None
    if word in lists.participles:
        return "participle", 0.9
    if word in lists.connectives:
        return _connective(word, second)
    return ("and-noun" if joint else "comma"), None


def _cost_of_pronoun(s: ClauseText, following: int, after: list[str]) -> float:
    """``وهو`` begins a clause with a verb; without one it may be a parenthesis that a bare noun goes on behind."""
    if following < len(s.words):
        resumed = s.words[following].key
        if not _split(resumed)[1] and resumed not in _lists().connectives and resumed != "كما":
            return 5.0
    return 0.6 if _has_verb(after[1:4]) else 2.5


def _fronted(s: ClauseText, following: int, after: list[str], second: str) -> tuple[str, float | None]:
    """``وفي حديث مع فلان، قال``: an adverbial whose verb stands behind the next comma."""
    lists = _lists()
    if second in _THAT:
        return "and-adverbial", None
    if following < len(s.words):
        next_words = s.keys(following, following + 2)
        if any(_says(_split(w)[0]) or _says(w) for w in next_words):
            return "fronted", -0.3
        if _verb(next_words[0]) >= 1:
            return "fronted", 0.4
    if not _has_verb(after[1:]) and not any(w in lists.function for w in after[1:]):
        return "and-adverbial", None
    return "fronted", 1.0


def _connective(word: str, second: str) -> tuple[str, float | None]:
    lists = _lists()
    if word in ("هو", "هي") or word in lists.weak:
        return "weak-connective", None
    if word == "ثم" and _verb(second) < 1:
        return "then-noun", None
    if word in ("غير", "الا", "بل") and second not in _THAT:
        return "but-noun", 5.0
    return "connective", 0.8 if word in lists.strong else 2.0


def _without_comma(s: ClauseText, at: int) -> BreakPoint | None:
    lists = _lists()
    before, word = s.words[at - 1], s.words[at]
    if _OPENS.search(before.raw):
        return None
    bare, joint = _split(word.key)
    following = s.keys(at + 1, at + 7)
    if joint == "و" and bare in lists.saying and bare not in lists.ambiguous:
        if following[0] in _THAT or word.raw.endswith(":") or any(w in ("ان", "انه", "انها") for w in following):
            return BreakPoint(word.start, "saying-bare", 3.0, automatic=True)
        return None
    first = _verb(_split(following[0])[0])
    if word.key == "كما" and first >= 1 and before.key not in ("تماما", "مثلما"):
        return BreakPoint(word.start, "as-also-bare", 3.5, automatic=True)
    if word.key in ("حيث", "بينما", "فيما") and _verb(following[0]) >= 1 and before.key != "من":
        return BreakPoint(word.start, "connective-bare", 4.0, automatic=True)
    if joint == "و" and _verb(bare) == 2 and len(bare) > 2 and bare not in ("ليس", "ليست", "كان", "كانت"):
        return BreakPoint(word.start, "verb-bare")
    return None


def _between_title_and_name(s: ClauseText, comma: int) -> bool:
    """Whether the word before the comma is a title whose name follows: ``المرشد الأعلى، علي``."""
    return s.words[comma].key in _lists().titles


def _split(word: str) -> tuple[str, str]:
    """Return a word without its و or ف, and that letter; a word they belong to stays whole."""
    if len(word) > 2 and word[0] in "وف" and word not in _lists().whole:
        return word[1:], word[0]
    return word, ""


def _says(word: str) -> bool:
    saying = _lists().saying
    return word in saying or any(word.endswith(end) and word[: -len(end)] in saying for end in ("ت", "وا", "ا"))


def _verb(word: str) -> float:
    """Return how surely a folded word without و is a finite verb: 2 sure, 1 likely, 0 none."""
    lists = _lists()
    if word in lists.ambiguous:
        return 0.9
    if word in lists.verbs:
        return 2
    if word in lists.not_verbs or word.startswith("ال"):
        return 0
    if any(word.endswith(end) and word[: -len(end)] in lists.verbs for end in ("ت", "وا", "نا", "تا", "ا")):
        return 2
    if _FUTURE.fullmatch(word):
        return 2
    if _IMPERFECT.fullmatch(word):
        return 1.5
    if _MASDAR.fullmatch(word):
        return 0
    return 1 if _IMPERFECT_T.fullmatch(word) or _TENTH.fullmatch(word) else 0


def _has_verb(words: list[str]) -> bool:
    function = _lists().function
    return any(w in function or _split(w)[0] in function or _verb(_split(w)[0]) >= 1 for w in words)

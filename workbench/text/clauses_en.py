"""Where a long English sentence may be cut.

English joins fewer clauses than Arabic does. Safe places are a semicolon, a comma and a conjunction before a subject with
its verb, a relative or adverbial clause behind a comma, a reporting participle, and a dash between long parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from workbench.model import BreakPoint
from workbench.text.clause_text import ClauseText, Word
from workbench.text.language_data import word_lists

_JOINTS = frozenset({"and", "but", "or", "so", "yet", "nor"})
_RELATIVE = frozenset({"which", "who", "whose", "where"})
_PAST = regex.compile(r"[a-z]{3,}ed")
_ENTITY = regex.compile(r"&#?\w+;$")
_TIED = frozenset({"that", "and", "or", "but", "only", "just", "not", "even", "simply", "than", "as", "partly", "both"})
"""Words that hold the next one to them: no cut between."""
_DASHES = frozenset({"-", "–", "—", "--"})
_FEW = 3
"""A chunk of at most so many words is a list item or an aside."""


@dataclass(frozen=True, slots=True)
class _Lists:
    pronouns: frozenset[str]
    determiners: frozenset[str]
    verbs: frozenset[str]
    reporting: frozenset[str]
    strong: frozenset[str]
    weak: frozenset[str]


@cache
def _lists() -> _Lists:
    raw = word_lists("en.clauses", str.lower)
    return _Lists(
        raw["pronouns"],
        raw["determiners"],
        raw["auxiliaries"] | raw["irregular"],
        raw["reporting"],
        raw["strong"],
        raw["weak"],
    )


def points(sentence: ClauseText) -> Iterator[BreakPoint]:
    """Yield the break points of a sentence, in no order, one a place."""
    return sentence.points(_behind_comma, _without_comma)


def _behind_comma(s: ClauseText, ends: list[int], n: int) -> BreakPoint | None:
    comma = ends[n]
    price = s.price(comma + 1)
    if price is None:
        return None
    offset = s.words[comma + 1].start
    before, after = s.words[ends[n - 1] + 1 : comma + 1], s.words[comma + 1 : ends[n + 1] + 1]
    if s.words[comma].raw.endswith(";") and not _ENTITY.search(s.words[comma].raw):
        return BreakPoint(offset, "semicolon", (0.0 if len(after) > _FEW else 4.0) + price, automatic=True)
    last = ends[n + 1] == len(s.words) - 1
    kind, cost = _kind(s, comma + 1, len(after), last=last)
    listed = len(before) <= _FEW and not _has_verb(before)
    if kind == "joint" and (listed or not _has_verb(s.words[: comma + 1])):
        # "Malaysia, Singapore, and South Korea signed": a list of subjects goes on.
        return BreakPoint(offset, kind)
    if cost is None:
        return BreakPoint(offset, kind)
    if len(before) < _FEW or len(after) <= _FEW:
        cost += 4.0
    return BreakPoint(offset, kind, cost + price, automatic=True)


def _kind(s: ClauseText, at: int, length: int, *, last: bool) -> tuple[str, float | None]:
    """Return the kind of a comma by what follows it, and its cost; None when it is only offered."""
    lists = _lists()
    word = s.words[at].key
    if word in _JOINTS:
        return ("joint", 0.6 if word in ("but", "yet", "so") else 0.8) if _clause(s, at + 1) else ("joint-noun", None)
    if s.words[at].bare in _RELATIVE:
        # In the middle it is an aside: its own clause goes on behind it.
        return ("relative", 2.5) if last and length > _FEW + 2 and _has_verb(s.words[:at]) else ("relative", None)
    if word in lists.reporting:
        return "participle", 0.9
    if word in lists.strong:
        return ("adverbial", 1.5) if _clause(s, at + 1) else ("adverbial", None)
    if word in lists.weak:
        return ("adverbial", 2.0) if _clause(s, at + 1) else ("adverbial", None)
    return "comma", None


def _clause(s: ClauseText, at: int) -> bool:
    """Whether a subject with its finite verb begins at word ``at``, before the next comma."""
    lists = _lists()
    words = s.words[at : at + 9]
    if len(words) < 2:
        return False
    first = words[0]
    if not (first.key in lists.pronouns or first.key in lists.determiners or first.bare[:1].isupper()):
        return False
    for n, word in enumerate(words[1:], 1):
        if words[n - 1].raw.endswith((",", ";", ":")):
            return False
        if word.key in lists.verbs or _PAST.fullmatch(word.key):
            return True
        if first.key == "that":
            # "and that the disease ...": it goes on with what was reported.
            return False
    return False


def _has_verb(words: list[Word]) -> bool:
    verbs = _lists().verbs
    return any(w.key in verbs or _PAST.fullmatch(w.key) for w in words)


def _without_comma(s: ClauseText, at: int) -> BreakPoint | None:
    word, before = s.words[at], s.words[at - 1]
    if before.raw in _DASHES:
        return BreakPoint(word.start, "dash")
    if before.key in _TIED or before.raw.endswith((":", "(", '"', "“")):
        return None
    if word.key in ("and", "but") and s.words[at + 1].key in _lists().pronouns and _clause(s, at + 1):
        return BreakPoint(word.start, "joint-bare", 3.5, automatic=True)
    if word.key in ("while", "whereas", "because", "although") and _clause(s, at + 1):
        return BreakPoint(word.start, "adverbial-bare", 4.0, automatic=True)
    return None

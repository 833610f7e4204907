"""Where a long Arabic sentence may be cut: behind which commas, and before which words without one.

Arabic news joins its clauses by و, ف, كما and commas where English begins a new sentence. What follows a comma decides:
a verb of saying, a verb, a connective. A comma behind a fronted adverbial, behind one or two words, between a title and
its name or between the halves of ``رغم ...، فإن`` is no end; before a bare noun it is only offered. Kinds and costs were
read off news text; ``docs/clauses.md`` says how well they do.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from workbench.model import BreakPoint
from workbench.text.clause_text import ClauseText
from workbench.text.clauses_ar_words import RELATIVE, THAT, foreign, has_verb, lists, main, says, split, titled, verb

_WA_ANNA = regex.compile(r"و[\u064b-\u0652]*أ[\u064b-\u0652]*ن")
_OPENS = regex.compile(r"[:\"“«(\[]$")
_OPENED = frozenset('([{«“"‹')
_CLOSED_QUOTE = regex.compile(r"[\"”»]،$")
_HE = frozenset({"هو", "هي", "هم", "هما"})
_STILL = frozenset({"زال", "زالت", "زالوا", "يزال", "تزال", "كان", "كانت", "دام", "دامت"})
_HOLDS = frozenset({"او", "ثم", "ان", "انه", "انها", "الي", "في", "من", "علي", "عن", "بين", "حتي", "تماما", "مثلما"})
"""Words that hold the next one to them: no cut between."""
_FEW = 3
"""A chunk of at most so many words is a list item or an aside."""
_HEAD = 3
"""A word that opens a pair (``على الرغم من``) stands among so many words of its chunk."""
_OFFERED = {
    "and-that": 7.0,
    "weak-connective": 7.0,
    "verb-bare": 8.0,
    "adjunct": 8.0,
    "and-that-is": 8.0,
    "fa": 9.0,
    "and-adverbial": 9.0,
    "list-verb": 9.0,
    "and-noun": 10.0,
    "relative-bare": 10.0,
    "then-noun": 10.0,
    "aside": 12.0,
    "comma": 14.0,
    "time": 16.0,
}
"""The kinds that are only offered, and what a cut there costs where a limit must be kept."""


def points(sentence: ClauseText) -> Iterator[BreakPoint]:
    """Yield the break points of a sentence, in no order, one a place."""
    return sentence.points(_behind_comma, _without_comma)


def _behind_comma(s: ClauseText, ends: list[int], n: int) -> BreakPoint | None:
    comma = ends[n]
    price = s.price(comma + 1)
    if price is None or s.words[comma].key in lists().titles:
        return None
    offset = s.words[comma + 1].start
    before, after = s.keys(ends[n - 1] + 1, comma + 1), s.keys(comma + 1, ends[n + 1] + 1)
    raw = s.words[comma].raw
    if "؛" in raw or ";" in raw:
        if after[0] in lists().examples:
            return BreakPoint(offset, "aside", _OFFERED["aside"] + price)
        return BreakPoint(offset, "semicolon", (0.0 if has_verb(after[:4]) else 3.0) + price, automatic=True)
    if not _may_end(before, first=n == 1, after=after) or _answers(s, ends, n, before, after):
        return None
    kind, cost = _kind(s, ends, n, before, after)
    if cost is None:
        if kind == "comma" and (titled(before) or after[0] in THAT or _aside(before)):
            return None
        if kind == "relative-bare" and ends[n + 1] < len(s.words) - 1:
            # In the middle it is an aside: its own clause goes on behind it.
            return None
        return BreakPoint(offset, kind, _OFFERED[kind] + price + (2.0 if len(after) <= _FEW else 0.0))
    if len(after) <= _FEW and cost >= 0.8 and kind not in ("saying", "fronted"):
        cost += 4
    bonus = 0.7 if _CLOSED_QUOTE.search(raw) else 0.0
    return BreakPoint(offset, kind, max(-0.8, cost - bonus) + price, automatic=True)


def _may_end(before: list[str], after: list[str], *, first: bool) -> bool:
    """Whether a comma behind these words can end a clause: no fronted adverbial, no ``أولا``, no two words without verb.

    A main verb follows a fronted adverbial without و: ``في جنيف أمس، وقال`` ends the clause before it, unless it is the
    ``first`` of the sentence.
    """
    known = lists()
    if not before:
        return False
    word, (bare, joint) = before[0], split(before[0])
    fronted = bare in known.fronting or word in known.fronting or word.startswith("بال")
    closes = not first and not joint and split(after[0])[1] == "و" and verb(split(after[0])[0]) == 2
    if fronted and not closes and not has_verb(before[1:]):
        return False
    if before[-1] in known.ordinals and len(before) <= 2:
        return False
    return len(before) > 2 or has_verb(before)


def _aside(chunk: list[str]) -> bool:
    """Whether a chunk is an aside the sentence goes on behind: ``وهو هيئة الإدارة``, ``الذي بني قبل عام``."""
    bare, joint = split(chunk[0])
    return bare in RELATIVE or (joint != "" and bare in _HE) or chunk[0] in lists().examples


def _answers(s: ClauseText, ends: list[int], n: int, before: list[str], after: list[str]) -> bool:
    """Whether the words behind a comma answer a word before it, so that both are one clause.

    ``على الرغم من ...، إلا أن``; ``رغم ...، فقد``; ``كلما ...، كلما``; ``سواء ...، أم``; ``ليس فقط ...، بل``;
    ``إذا ...، ف``.
    """
    known = lists()
    first = after[0]
    if first in ("كلما", "ام") or (first == "او" and not {"سواء", "وسواء"}.isdisjoint(before)):
        return True
    if first in known.ties and ("فقط" in before or "مجرد" in before):
        return True
    chunks = [before]
    if n > 1:
        chunks.append(s.keys(ends[n - 2] + 1, ends[n - 1] + 1))
    if split(first)[1] == "ف" and any(word in known.conditions for chunk in chunks for word in chunk):
        return True
    if first not in known.answers:
        return False
    return any(_concedes(chunk, first) for chunk in chunks)


def _concedes(chunk: list[str], answer: str) -> bool:
    """Whether a chunk opens a concession: at its head, behind الذي or أن, or anywhere before an answer with ف."""
    known = lists()
    for at, word in enumerate(chunk):
        if word in known.concessions and (word != "حين" or (at and split(chunk[at - 1])[0] == "في")):
            head = chunk[:at]
            joined = any(w in RELATIVE or w in THAT for w in chunk[max(0, at - 2) : at])
            return at < _HEAD or joined or answer[0] == "ف" or not has_verb(head)
    return False


def _kind(s: ClauseText, ends: list[int], n: int, before: list[str], after: list[str]) -> tuple[str, float | None]:
    """Return the kind of a comma by what follows it, and its cost; None when it is only offered."""
    known = lists()
    word = after[0]
    bare, joint = split(word)
    second = split(after[1])[0] if len(after) > 1 else ""
    if word in known.adjuncts or bare in known.adjuncts or second == "سيما":
        return "adjunct", None
    if word in known.examples:
        return "aside", None
    if word in known.ordinals:
        return "ordinal", 0.5
    if "كما" in (word, bare):
        clause = len(after) > 1 and (verb(second) >= 1 or second in THAT)
        return ("as-also", -0.4) if clause else ("as", 2.5)
    if joint == "ف" and (bare in THAT or any(b in ("اما", "واما") for b in before[:2])):
        return "fa", None
    if joint and bare in RELATIVE:
        return "relative", 4.5
    if joint:
        found = _joined(s, ends, n, after, bare, second)
        if found is not None:
            return found
    if word in ("هذا", "هذه") and second in known.times:
        return "time", None
    if word in RELATIVE:
        return "relative-bare", None
    if word in known.participles:
        return "participle", 0.9
    if word in known.connectives:
        return _connective(word, second)
    return ("and-noun" if joint else "comma"), None


def _joined(
    s: ClauseText, ends: list[int], n: int, after: list[str], bare: str, second: str
) -> tuple[str, float | None] | None:
    """Return the kind of a comma before a word with و or ف, ``bare`` without it; None when it is a noun."""
    known = lists()
    following = ends[n + 1] + 1
    raw = s.words[ends[n] + 1].bare
    if bare not in known.ambiguous and says(bare):
        return "saying", -0.5
    if bare in ("ليس", "ليست") and second not in known.behind_not:
        # "وليس بروتوكولا": it contrasts two nouns.
        return "and-noun", None
    if verb(bare) == 2 and not foreign(raw):
        return "verb", 0.8
    if bare in THAT and _WA_ANNA.match(raw):
        return "and-that", None
    if bare == "ذلك" and len(after) > 1 and verb(second) < 1 and second not in known.function:
        return "and-that-is", None
    if bare in _HE:
        return "and-he", _cost_of_pronoun(s, following, after)
    if (bare == "ما" and second not in _STILL) or (bare == "لا" and verb(second) < 1):
        return "and-noun", None
    if bare in known.function:
        return "particle", 0.6
    if bare in known.fronting:
        return _fronted(s, following, after, second)
    if verb(bare) >= 1 and not foreign(raw):
        return ("list-verb", None) if len(after) <= _FEW else ("imperfect", 1.6)
    return None


def _cost_of_pronoun(s: ClauseText, following: int, after: list[str]) -> float:
    """``وهو`` begins a clause with a verb; without one it may be a parenthesis that a bare noun goes on behind."""
    if following < len(s.words):
        resumed = s.words[following].key
        if not split(resumed)[1] and resumed not in lists().connectives and resumed != "كما":
            return 5.0
    return 0.6 if has_verb(after[1:4]) else 2.5


def _fronted(s: ClauseText, following: int, after: list[str], second: str) -> tuple[str, float | None]:
    """``وفي حديث مع فلان، قال``: an adverbial whose verb stands behind the next comma."""
    known = lists()
    if second in THAT:
        return "and-adverbial", None
    if following < len(s.words):
        next_words = s.keys(following, following + 2)
        if any(says(split(w)[0]) or says(w) for w in next_words):
            return "fronted", -0.3
        if verb(next_words[0]) >= 1:
            return "fronted", 0.4
    clause = main(after[1:])
    if not has_verb(clause) and not any(w in known.function for w in clause):
        return "and-adverbial", None
    return "fronted", 1.0


def _connective(word: str, second: str) -> tuple[str, float | None]:
    known = lists()
    if word in ("هو", "هي") or word in known.weak:
        return "weak-connective", None
    if word == "ثم" and verb(second) < 1:
        return "then-noun", None
    if word in ("غير", "الا", "بل") and second not in THAT:
        return "but-noun", 5.0
    return "connective", 0.8 if word in known.strong else 2.0


def _without_comma(s: ClauseText, at: int) -> BreakPoint | None:
    word, before = s.words[at], s.words[at - 1]
    bare, joint = split(word.key)
    if word.key in ("كما", "حيث", "بينما", "فيما"):
        point = _bare_connective(s, at)
    elif joint == "و" and verb(bare) == 2:
        point = _bare_verb(s, at, bare)
    else:
        return None
    if word.raw[0] in _OPENED or before.key in _HOLDS or _OPENS.search(before.raw):
        return None
    return point


def _bare_connective(s: ClauseText, at: int) -> BreakPoint | None:
    word, following = s.words[at], s.words[at + 1].key
    if word.key == "كما":
        if verb(split(following)[0]) >= 1:
            return BreakPoint(word.start, "as-also-bare", 3.5, automatic=True)
    elif verb(following) >= 1:
        return BreakPoint(word.start, "connective-bare", 4.0, automatic=True)
    return None


def _bare_verb(s: ClauseText, at: int, bare: str) -> BreakPoint | None:
    known = lists()
    word = s.words[at]
    if bare in known.saying and bare not in known.ambiguous:
        following = s.keys(at + 1, at + 7)
        if following[0] in THAT or word.raw.endswith(":") or any(w in ("ان", "انه", "انها") for w in following):
            return BreakPoint(word.start, "saying-bare", 3.0, automatic=True)
        return None
    if len(bare) > 2 and bare not in ("ليس", "ليست", "كان", "كانت") and not foreign(word.bare):
        return BreakPoint(word.start, "verb-bare", _OFFERED["verb-bare"])
    return None

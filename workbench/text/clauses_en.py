"""Where a long English sentence may be cut.

English joins fewer clauses than Arabic does. Safe places are a semicolon, a comma and a conjunction before a subject with
its verb, a relative or adverbial clause that ends the sentence, a reporting participle. No place lies between a subject
and its verb, behind an adverbial in front of its clause, in a name or a date.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from workbench.model import BreakPoint
from workbench.text.clause_text import ClauseText
from workbench.text.clauses_en_words import belongs, capital, is_name, lists, titled, verb_at

_JOINTS = frozenset({"and", "but", "or", "so", "yet", "nor"})
_RELATIVE = frozenset({"which", "who", "whose", "where"})
_THAT = frozenset({"that", "which", "who", "whose", "whom", "where"})
_TIED = frozenset({"that", "and", "or", "but", "only", "just", "not", "even", "simply", "than", "as", "partly", "both"})
"""Words that hold the next one to them: no cut between."""
_DASHES = frozenset({"-", "–", "—", "--"})
_FEW = 3
"""A chunk of at most so many words is a list item or an aside."""
_LONG_CLAUSE = 8
"""Words from which a clause in front of its main clause may be a piece."""
_SUBJECT = 9
"""A verb stands at most so many words behind the beginning of its subject."""
_CHUNKS = 6
"""So many chunks back the beginning of a clause is looked for."""
_OFFERED = {
    "joint": 8.0,
    "joint-noun": 11.0,
    "relative": 10.0,
    "adverbial": 9.0,
    "participle": 9.0,
    "subordinate": 7.0,
    "comma": 14.0,
    "dash": 9.0,
}
"""The kinds that may be only offered, and what a cut there costs where a limit must be kept."""


class _Verbs:
    """Which words of a sentence are finite verbs; every question takes the same short time."""

    def __init__(self, s: ClauseText) -> None:
        self.at = [verb_at(s.words, i) for i in range(len(s.words))]
        self._last: list[int] = []
        last = -1
        for i, verb in enumerate(self.at):
            last = i if verb else last
            self._last.append(last)

    def within(self, start: int, end: int) -> bool:
        """Whether a verb stands in words ``start`` to ``end``, ``end`` not included."""
        end = min(end, len(self.at))
        return end > start and self._last[end - 1] >= start


def points(sentence: ClauseText) -> Iterator[BreakPoint]:
    """Yield the break points of a sentence, in no order, one a place."""
    verbs = _Verbs(sentence)
    return sentence.points(partial(_behind_comma, verbs), partial(_without_comma, verbs))


def _behind_comma(verbs: _Verbs, s: ClauseText, ends: list[int], n: int) -> BreakPoint | None:
    comma = ends[n]
    price = s.price(comma + 1)
    if price is None:
        return None
    begin = ends[n - 1] + 1
    before, after = s.words[begin : comma + 1], s.words[comma + 1 : ends[n + 1] + 1]
    offset = after[0].start
    if s.words[comma].raw.endswith(";"):
        return BreakPoint(offset, "semicolon", (0.0 if len(after) > _FEW else 4.0) + price, automatic=True)
    if belongs(before, after) or before[-1].key in _TIED or before[-1].key == "including":
        return None
    kind, cost = _kind(verbs, s, ends, n)
    listed = len(before) <= _FEW and not verbs.within(begin, comma + 1)
    if kind == "joint" and (listed or not verbs.within(0, comma + 1)):
        # "Malaysia, Singapore, and South Korea signed": a list of subjects goes on.
        cost = None
    if kind == "joint" and ends[n + 1] < len(s.words) - 1 and _subordinate(s, begin) and not verbs.within(0, begin):
        # "When the rain stopped, and the road was dry, they left": the main clause is still to come.
        cost = None
    if cost is None:
        if not kind.startswith("joint") and not verbs.within(_clause_start(s, ends, n), comma + 1):
            return None
        if kind == "comma" and (is_name(before) or not _may_end(verbs, s, ends, n)):
            return None
        if kind == "comma" and _subordinate(s, _clause_start(s, ends, n)):
            if len(before) < _LONG_CLAUSE:
                return None
            kind = "subordinate"
        return BreakPoint(offset, kind, _OFFERED[kind] + price + (2.0 if len(after) <= _FEW else 0.0))
    if len(before) < _FEW or (len(after) <= _FEW and after[min(1, len(after) - 1)].key not in lists().fronting):
        cost += 4.0
    return BreakPoint(offset, kind, cost + price, automatic=True)


def _kind(verbs: _Verbs, s: ClauseText, ends: list[int], n: int) -> tuple[str, float | None]:
    """Return the kind of a comma by what follows it, and its cost; None when it is only offered."""
    known = lists()
    at, following = ends[n] + 1, ends[n + 1] + 1
    word = s.words[at]
    if word.key in _JOINTS:
        sure = _clause(verbs, s, at + 1)
        return ("joint", 0.6 if word.key in ("but", "yet", "so") else 0.8) if sure else ("joint-noun", None)
    main = verbs.within(_clause_start(s, ends, n), at)
    last = following == len(s.words)
    if word.bare in _RELATIVE:
        # In the middle it is an aside: its own clause goes on behind it.
        return ("relative", 2.5 if main and last and following - at > _FEW + 2 else None)
    if word.key in known.reporting:
        return ("participle", 0.9 if main else None)
    if word.key in known.strong or word.key in known.weak:
        alone = last or (s.words[following].key in _JOINTS and _clause(verbs, s, following + 1))
        sure = main and alone and _clause(verbs, s, at + 1)
        return ("adverbial", (1.5 if word.key in known.strong else 2.0) if sure else None)
    return "comma", None


def _clause_start(s: ClauseText, ends: list[int], n: int) -> int:
    """Return the word the clause in front of a comma begins with, as far as its commas show it."""
    known = lists()
    for m in range(n - 1, max(-1, n - 1 - _CHUNKS), -1):
        start = ends[m] + 1
        key = s.words[start].key
        if start == 0 or s.words[start - 1].raw.endswith(";") or key in _JOINTS or key in _RELATIVE:
            return start
        if key in known.strong or key in known.weak:
            return start
    return ends[max(0, n - _CHUNKS)] + 1


def _may_end(verbs: _Verbs, s: ClauseText, ends: list[int], n: int) -> bool:
    """Whether a comma that nothing known follows may be offered.

    Not before a verb, behind an adverbial in front of its clause, or behind a name a title announces.
    """
    start, comma = _clause_start(s, ends, n), ends[n]
    if verbs.at[comma + 1]:
        return False
    if n > 1 and titled(s.words[max(0, ends[n - 2] + 1) : ends[n - 1] + 1]) and capital(s.words[ends[n - 1] + 1]):
        return False
    start += s.words[start].key in _JOINTS
    if s.words[start].key in lists().fronting and start > ends[n - 1]:
        stop = next((i for i in range(start, comma + 1) if s.words[i].key in _THAT), comma + 1)
        return verbs.within(start, stop)
    return True


def _subordinate(s: ClauseText, start: int) -> bool:
    """Whether a clause begins that its main clause follows: ``If the matter ...``, ``and when it ...``."""
    known = lists()
    key = s.words[start + (s.words[start].key in _JOINTS)].key
    return key in known.strong or key in known.weak


def _clause(verbs: _Verbs, s: ClauseText, at: int) -> bool:
    """Whether a subject with its finite verb begins at word ``at``, before the next comma.

    A subordinate clause or a short adverbial may stand before it: ``if it is not paid,``; ``in March,``.
    """
    known = lists()
    if at + 1 >= len(s.words):
        return False
    if s.words[at].key in known.strong or s.words[at].key in known.weak:
        return _subject(verbs, s, at + 1)
    if s.words[at].key in known.fronting:
        closed = (i for i in range(at, min(at + _SUBJECT, len(s.words) - 2)) if s.words[i].raw.endswith(","))
        end = next(closed, None)
        if end is None or s.words[end + 1].key in lists().fronting or s.words[end + 1].key == "such":
            return False
        return verbs.within(end + 2, end + 5) and not verbs.at[end + 1]
    return _subject(verbs, s, at)


def _subject(verbs: _Verbs, s: ClauseText, at: int) -> bool:
    known = lists()
    words = s.words[at : at + _SUBJECT]
    if len(words) < 2:
        return False
    first = words[0]
    if not (first.key in known.openers or capital(first)) or words[1].key == "as":
        return False
    if first.key in known.subjects:
        return first.raw == first.bare and words[1].key not in _JOINTS
    for n in range(1, len(words)):
        if words[n - 1].raw.endswith((",", ";", ":")):
            return False
        if verbs.at[at + n]:
            return True
        if first.key == "that":
            # "and that the disease ...": it goes on with what was reported.
            return False
    return False


def _without_comma(verbs: _Verbs, s: ClauseText, at: int) -> BreakPoint | None:
    word, before = s.words[at], s.words[at - 1]
    if before.raw in _DASHES:
        tied = s.words[at - 2].key in _TIED or verbs.at[at] or word.key in _JOINTS
        return None if tied else BreakPoint(word.start, "dash", _OFFERED["dash"])
    if word.key in ("and", "but"):
        sure = s.words[at + 1].key in lists().openers - lists().determiners and _clause(verbs, s, at + 1)
        point = BreakPoint(word.start, "joint-bare", 3.5, automatic=True) if sure else None
    elif word.key in ("while", "whereas", "because", "although"):
        sure = _clause(verbs, s, at + 1)
        point = BreakPoint(word.start, "adverbial-bare", 4.0, automatic=True) if sure else None
    else:
        return None
    return None if before.key in _TIED or before.raw.endswith((":", "(", '"', "“")) else point

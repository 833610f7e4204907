"""Where sentences end.

One rule engine for both languages; what differs is data (``data/*.toml``) and the few rules marked so. A candidate is a
run of terminators with the closing marks and white space behind it; the vetoes are asked in order. Every look around a
candidate is bounded, so the time is linear in the text.

``:`` ``،`` ``؛`` never end a sentence. An Arabic ellipsis ends none by itself (``المقاومة.. ما الذي``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import regex

from workbench.text.fold import fold_key
from workbench.text.language_data import LanguageData, language_data
from workbench.text.quotes import Pairs

_CLOSERS = frozenset("\"'”’»›)]}＂")
_OPENERS = frozenset("“‘«‹([{\"'")
_CONTROLS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_RUN = regex.compile(r"\.(?:[ \u00a0]\.){2,}+|[.!?؟…。۔‼⁇⁈⁉]++")
_INVISIBLE = regex.compile(r"[\u0640\u064b-\u0652\u200c-\u200f\u202a-\u202e\u2066-\u2069\u061c]")
_REACH = 60
"""How far a token is looked for on either side, in code points: longer ones are no abbreviation."""
_ARABIC_END = regex.compile(r"[\u0620-\u064a\u066e-\u06d3]{3,}$")
_ARABIC_START = regex.compile(r"[\u0620-\u064a\u066e-\u06d3]{2,}")
_LIST_MARK = regex.compile(r"(?:\p{Nd}{1,3}|\p{L}|[ivxIVX]{1,4})")
_DOTTED = regex.compile(r"(?:\p{L}{1,2}\.)+\p{L}{1,2}")
_DIGITS = regex.compile(r"\p{Nd}+")
_AR_LETTERS = regex.compile(r"و\p{L}{2,}")


@dataclass(frozen=True, slots=True)
class _Stop:
    """A candidate: ``mark`` stands at ``start``; closers up to ``closed``; white space up to ``end``."""

    text: str
    start: int
    mark: str
    closed: int
    end: int
    last: int
    """Where the sentence began."""

    @property
    def closers(self) -> str:
        return "".join(c for c in self.text[self.start + len(self.mark) : self.closed] if c not in _CONTROLS)

    @property
    def ellipsis(self) -> bool:
        return self.mark[0] == "…" or (len(self.mark) > 1 and set(self.mark) <= {".", " ", "\u00a0"})

    @property
    def before(self) -> str:
        """The token in front of the mark, without marks and controls."""
        return _INVISIBLE.sub("", self.text[self._token_start(self.start) : self.start])

    @property
    def before_that(self) -> str:
        """The token in front of that one."""
        at = self._token_start(self.start)
        while at > self.last and self.text[at - 1].isspace():
            at -= 1
        return _INVISIBLE.sub("", self.text[self._token_start(at) : at])

    @property
    def after(self) -> str:
        """The word behind, without opening marks."""
        at = self.end
        while at < len(self.text) and at < self.end + 10 and (self.text[at] in _OPENERS or self.text[at] in _CONTROLS):
            at += 1
        stop = at
        while stop < len(self.text) and stop < at + _REACH and not self.text[stop].isspace():
            stop += 1
        return _INVISIBLE.sub("", self.text[at:stop])

    def _token_start(self, at: int) -> int:
        low = max(self.last, at - _REACH)
        while at > low and not self.text[at - 1].isspace() and self.text[at - 1] not in '([{«“"':
            at -= 1
        return at


def sentence_breaks(block: str, language: str) -> list[int]:
    """Return the offsets inside ``block`` where a new sentence begins, ascending, never 0 nor its length.

    A newline always breaks and belongs to the sentence before it, and so does white space after a stop: the slices
    between the breaks give the block back.
    """
    data = language_data(language)
    pairs = Pairs(block)
    ends = _arabic_end if data.language == "ar" else _english_end
    breaks: list[int] = []
    last = 0
    newline = block.find("\n")
    for run in _RUN.finditer(block):
        while 0 <= newline < run.start():
            last = newline + 1
            breaks.append(last)
            newline = block.find("\n", last)
        stop = _stop(block, run.start(), run[0], last)
        if stop is not None and ends(stop, data, pairs):
            last = stop.end
            breaks.append(last)
    while newline >= 0:
        breaks.append(newline + 1)
        newline = block.find("\n", newline + 1)
    return [b for b in breaks if 0 < b < len(block)]


def _stop(text: str, start: int, mark: str, last: int) -> _Stop | None:
    """Return the candidate, None where the text or line ends or nothing can end."""
    at = start + len(mark)
    while at < len(text) and (text[at] in _CLOSERS or text[at] in _CONTROLS):
        at += 1
    closed = at
    while at < len(text) and text[at] != "\n" and text[at].isspace():
        at += 1
    if at >= len(text) or text[at] == "\n":
        return None
    return _Stop(text, start, mark, closed, at, last)


# ---------------------------------------------------------------------------------------------- rules of both


def _inside(stop: _Stop, data: LanguageData, pairs: Pairs) -> bool:
    """Vetoes B and Q: a bracket that goes on; a quotation that goes on with too few words on either side."""
    pair = pairs.around(stop.start, stop.end)
    if pair is None:
        return False
    if pair.bracket:
        return True
    before = len(stop.text[max(pair.start, stop.last) : stop.start].split())
    behind = len(stop.text[stop.end : pair.end].split())
    return before < data.quoted_words or behind < data.quoted_words


def _list_mark(stop: _Stop) -> bool:
    """Veto L: so far there is only a list mark."""
    if stop.start - stop.last > 12:
        return False
    return _LIST_MARK.fullmatch(stop.text[stop.last : stop.start].strip()) is not None


def _lower(word: str) -> bool:
    return word[:1].islower()


def _any(stop: _Stop, data: LanguageData, rules: tuple[Callable[[_Stop, LanguageData], bool], ...]) -> bool:
    return any(rule(stop, data) for rule in rules)


# ---------------------------------------------------------------------------------------------- Arabic


def _arabic_end(stop: _Stop, data: LanguageData, pairs: Pairs) -> bool:
    if stop.end == stop.closed:
        return _glued(stop) and pairs.around(stop.start, stop.end) is None
    if _inside(stop, data, pairs):
        return False
    if stop.ellipsis:
        return bool(stop.closers)
    if stop.mark == "." and _arabic_abbreviation(stop, data):
        return False
    word = stop.after
    question = stop.mark != "." and bool(stop.closers) and pairs.closed_between(stop.start, stop.end) is not None
    if question and (_arabic_starter(word, data) or _lower(word)):
        # «هل انتهت؟» ولم يجبه: the question is over, the sentence is not.
        return False
    return not (stop.mark == "." and _lower(word))


def _glued(stop: _Stop) -> bool:
    """A missing space: ``الاجتماع.وغادر`` with three Arabic letters before and two behind, no other dot in the token."""
    if stop.closed != stop.start + len(stop.mark) or not (stop.mark == "." or set(stop.mark) <= set("!?؟")):
        return False
    before = stop.before
    return (
        "." not in before
        and _ARABIC_END.search(before) is not None
        and _ARABIC_START.match(stop.text, stop.end) is not None
    )


def _arabic_abbreviation(stop: _Stop, data: LanguageData) -> bool:
    if _list_mark(stop):
        return True
    word, previous = stop.before, stop.before_that
    if _DIGITS.fullmatch(word):
        return previous in data.number_labels
    bare = word[1:] if len(word) > 1 and word[0] in "وفبلك" else word
    if _may_end(word, data) and (len(word) > 1 or _has_digit(previous) or _has_digit(word)):
        return not _arabic_starter(stop.after, data)
    return word in data.never_end or bare in data.never_end or len(word) == 1 or bool(_DOTTED.fullmatch(word))


def _may_end(word: str, data: LanguageData) -> bool:
    return word in data.may_end or (word.lstrip("0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹") in data.may_end and _has_digit(word))


def _has_digit(word: str) -> bool:
    return any(c.isdigit() for c in word)


def _arabic_starter(word: str, data: LanguageData) -> bool:
    """Whether a word begins a sentence, with و or ف before it or not; و before any longer word counts."""
    key = fold_key(word.rstrip('،,:؛.؟!"”»'))
    return key in data.starters or (key[:1] in ("و", "ف") and key[1:] in data.starters) or bool(_AR_LETTERS.match(key))


# ---------------------------------------------------------------------------------------------- English


def _english_end(stop: _Stop, data: LanguageData, pairs: Pairs) -> bool:
    if stop.end == stop.closed or _inside(stop, data, pairs):
        return False
    word = stop.after
    if _lower(word):
        return False
    if stop.ellipsis:
        # Three spaced dots leave something out; four are an ellipsis and a stop.
        return not (" " in stop.mark and stop.mark.count(".") == 3) and word[:1].isupper()
    return not (stop.mark == "." and _english_abbreviation(stop, data))


def _english_abbreviation(stop: _Stop, data: LanguageData) -> bool:
    if _list_mark(stop):
        return True
    if stop.closers:
        return False
    raw = stop.before
    word = raw.lower().lstrip(".")
    following = stop.after
    starts = following.lower().rstrip(",.;:'’s\"”") in data.starters or following.lower() in data.starters
    if raw == "I":
        return _initial_i(stop, starts)
    if word in data.may_end or (_DOTTED.fullmatch(word) and word not in data.never_end):
        return not starts or following[:1].isdigit()
    initial = len(raw) == 1 and raw.isupper()
    if word in data.before_number and not initial:
        return following[:1].isdigit() or following[:1] in "("
    if word in data.capital_only:
        return raw[:1].isupper() and not starts
    return word in data.never_end or initial


def _initial_i(stop: _Stop, starts: bool) -> bool:
    """``I.`` is an initial before a surname, the pronoun after ``and``, ``or``, ``than``, ``as``."""
    return (
        stop.after[:1].isupper()
        and len(stop.after) > 1
        and not starts
        and stop.before_that.lower() not in ("and", "or", "than", "as")
        and stop.before_that != ""
    )

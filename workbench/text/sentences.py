"""Where sentences end.

One rule engine for both languages; what differs is data (``data/*.toml``) and the few rules marked so. A candidate is a
run of terminators with the closing marks and white space behind it; the vetoes are asked in order. Every look around a
candidate is bounded, so the time is linear in the text.

``:`` ``،`` ``؛`` never end a sentence. An Arabic ellipsis ends none by itself (``المقاومة.. ما الذي``).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Set
from dataclasses import dataclass

import regex

from workbench.text.fold import fold_key
from workbench.text.language_data import PARTICLES, LanguageData, language_data
from workbench.text.quotes import Pair, Pairs, places

_CLOSERS = frozenset("\"'”’»›)]}＂")
_OPENERS = frozenset("“‘«‹([{\"'")
_CONTROLS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_RUN = re.compile(r"\.(?:[ \u00a0]\.){2,}+|[.!?؟…。۔‼⁇⁈⁉]++")
_INVISIBLE = re.compile(r"[\u0640\u064b-\u0652\u200c-\u200f\u202a-\u202e\u2066-\u2069\u061c]")
_SIGNS = ".!?؟…。۔‼⁇⁈⁉"
_PARTICLES = frozenset(PARTICLES)
"""What is joined to the word behind it: and, so, in, to, like."""
_REACH = 60
"""How far a token is looked for on either side, in code points: longer ones are no abbreviation."""
_LIST_MARK_REACH = 12
"""A list mark stands at most so many code points behind the sentence before it."""
_NOWHERE = (sys.maxsize, sys.maxsize)
_TAIL = re.compile(rf"([{re.escape(''.join(sorted(_CLOSERS | _CONTROLS)))}]*+)[^\S\n]*+")
_AFTER = re.compile(rf"[{re.escape(''.join(sorted(_OPENERS | _CONTROLS)))}]{{0,10}}+(\S{{0,{_REACH}}})")
_TOKEN_EDGES = frozenset('([{«“"')
_ARABIC_END = regex.compile(r"[\u0620-\u064a\u066e-\u06d3]{3,}$")
_ARABIC_START = regex.compile(r"[\u0620-\u064a\u066e-\u06d3]{2,}")
_SMALL_WORD = regex.compile(r"[\"'“‘(]?[a-z]{3,}")
_CAPITALISED = regex.compile(r"[A-Z][a-z]*+(?=[ ,'’])")
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
        return _visible(self.text[self._token_start(self.start) : self.start])

    @property
    def before_that(self) -> str:
        """The token in front of that one."""
        at = self._token_start(self.start)
        while at > self.last and self.text[at - 1].isspace():
            at -= 1
        return _visible(self.text[self._token_start(at) : at])

    @property
    def after(self) -> str:
        """The word behind, without opening marks."""
        found = _AFTER.match(self.text, self.end)
        return _visible(found[1]) if found else ""

    def _token_start(self, at: int) -> int:
        low = max(self.last, at - _REACH)
        text = self.text
        while at > low and not ((c := text[at - 1]).isspace() or c in _TOKEN_EDGES):
            at -= 1
        return at


def _visible(word: str) -> str:
    """Return a word without tatweel, harakat and controls."""
    return word if word.isalnum() and "ـ" not in word else _INVISIBLE.sub("", word)


def sentence_breaks(block: str, language: str, abbreviations: Set[str] = frozenset()) -> list[int]:
    """Return the offsets inside ``block`` where a new sentence begins, ascending, never 0 nor its length.

    ``abbreviations`` are those of a project besides the language's own (see :func:`abbreviation_key`): no sentence ends
    behind one.

    A newline always breaks and belongs to the sentence before it, and so does white space after a stop: the slices
    between the breaks give the block back.
    """
    data = language_data(language)
    pairs = Pairs(block)
    ends = _arabic_end if data.language == "ar" else _english_end
    breaks: list[int] = []
    last = done = 0
    newline = block.find("\n")
    spans = iter(pairs.outer)
    opened, closed = next(spans, _NOWHERE)
    for at in places(block, _SIGNS):
        if at < done:
            continue
        while 0 <= newline < at:
            last = newline + 1
            breaks.append(last)
            newline = block.find("\n", last)
        while closed < at:
            opened, closed = next(spans, _NOWHERE)
        if at < opened and not abbreviations and _ordinary(block, at, last, data):
            last = at + 2
            breaks.append(last)
            continue
        if block[at + 1 : at + 2].isdigit():
            # 12.5: a sign without white space behind it ends no sentence unless letters follow.
            continue
        run = _RUN.match(block, at)
        if run is None:
            continue
        done = run.end()
        stop = _stop(block, at, run[0], last)
        if stop is not None and not _given(stop, abbreviations) and ends(stop, data, pairs):
            last = stop.end
            breaks.append(last)
    while newline >= 0:
        breaks.append(newline + 1)
        newline = block.find("\n", newline + 1)
    return [b for b in breaks if 0 < b < len(block)]


def _ordinary(text: str, at: int, last: int, data: LanguageData) -> bool:
    """Whether the sign at ``at`` is a stop no rule has a word to say about: it ends a sentence, as most do.

    It stands outside quotations and brackets, behind a word that is no abbreviation, before one space and a letter that
    is not small. The rules would say the same of it, only later.
    """
    if at - last <= _LIST_MARK_REACH or text[at] != "." or text[at + 1 : at + 2] != " ":
        return False
    following = text[at + 2 : at + 3]
    if not following.isalpha() or following.islower():
        return False
    low = max(last, at - _REACH)
    word = text[max(low, text.rfind(" ", low, at) + 1) : at]
    return 1 < len(word) < _REACH and word.isalpha() and word.lower() not in data.abbreviations


def abbreviation_key(word: str) -> str:
    """Return an abbreviation as it is looked up: without its last stop, harakat and invisible marks, in small letters."""
    return _INVISIBLE.sub("", word.strip()).rstrip(".").casefold()


def abbreviation_before(text: str, at: int) -> str:
    """Return the word that would have to be an abbreviation if no sentence ends before ``at``: ``ود.``; '' for none."""
    head = text[:at].rstrip()
    word = head[max(0, len(head) - _REACH) :].split()[-1:]
    if not word or not word[0].endswith(".") or not any(c.isalpha() for c in word[0]):
        return ""
    return word[0].lstrip("".join(_OPENERS))


def _given(stop: _Stop, abbreviations: Set[str]) -> bool:
    """Whether an abbreviation of the project stands before a stop, in Arabic with a joined particle or without."""
    if not abbreviations or stop.mark != ".":
        return False
    word = stop.before.casefold()
    return word in abbreviations or (word[:1] in _PARTICLES and word[1:] in abbreviations)


def _stop(text: str, start: int, mark: str, last: int) -> _Stop | None:
    """Return the candidate, None where the text or line ends or nothing can end."""
    tail = _TAIL.match(text, start + len(mark))
    if tail is None or tail.end() >= len(text) or text[tail.end()] == "\n":
        return None
    return _Stop(text, start, mark, tail.end(1), tail.end(), last)


# ---------------------------------------------------------------------------------------------- rules of both


def _inside(stop: _Stop, data: LanguageData, pairs: Pairs) -> bool:
    """Vetoes B and Q: a bracket that goes on; a quotation that goes on with too few words on either side.

    A quotation that holds whole sentences needs fewer.
    """
    pair = pairs.around(stop.start, stop.end)
    if pair is None:
        return False
    if pair.bracket:
        return True
    before = len(stop.text[max(pair.start, stop.last) : stop.start].split())
    behind = len(stop.text[stop.end : pair.end].split())
    least = data.whole_quoted_words if _whole(stop.text, pair) else data.quoted_words
    return before < least or behind < least


def _whole(text: str, pair: Pair) -> bool:
    """Whether a quotation holds whole sentences: it ends in a stop, and no sentence around it goes on behind it."""
    inner = pair.end
    while inner > pair.start and (text[inner - 1] in _CLOSERS or text[inner - 1] in _CONTROLS):
        inner -= 1
    if text[inner - 1] not in ".!?؟…۔":
        return False
    at = pair.end + 1
    while at < len(text) and (text[at] in _CLOSERS or text[at] in _CONTROLS or text[at] in " \u00a0"):
        at += 1
    if at >= len(text) or text[at] == "\n":
        return True
    if text[at].islower() or text[at] in ",;:،؛-–—":
        return False
    return text[inner - 1] in ".…۔" or text[at] != "و"


def _list_mark(stop: _Stop) -> bool:
    """Veto L: so far there is only a list mark."""
    if stop.start - stop.last > _LIST_MARK_REACH:
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
    quotation = pairs.closed_between(stop.start, stop.end) if stop.closers else None
    if quotation is not None and _goes_on_behind(stop, quotation, data):
        return False
    return not (stop.mark == "." and _lower(word))


def _goes_on_behind(stop: _Stop, quotation: Pair, data: LanguageData) -> bool:
    """Veto S: a quotation that ends in a stop of its own, and the sentence around it is not over.

    «هل انتهت؟» ولم يجبه; رواية «قف! من هناك؟» بيعت; «متى نعود؟» تسأل الطفلة. What a colon introduces ends with the
    quotation, unless a word joins what follows to a question.
    """
    word = stop.after
    front = stop.text[stop.last : quotation.start].strip()
    asked = stop.mark != "."
    if asked and word[:1] in ("و", "ف") and _arabic_starter(word, data):
        return True
    if front.endswith(":"):
        return False
    if asked and (_arabic_starter(word, data) or _lower(word)):
        return True
    if not front:
        return fold_key(word.rstrip("،,:.؟!")) in data.attributions
    # Named or cited inside the sentence: too short to be speech that closes it.
    inside = stop.text[quotation.start + 1 : stop.start]
    return (asked or "." in inside) and len(inside.split()) <= data.cited_words and not _arabic_starter(word, data)


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
    word = stop.before
    if len(word) > data.longest and word.isalpha() and not word.isascii():
        # Most stops of running text stand behind a word that is too long for an abbreviation.
        return False
    if _DIGITS.fullmatch(word):
        return stop.before_that in data.number_labels and not _arabic_starter(stop.after, data)
    if len(word) == 1 and stop.before_that.lstrip("وبل") in data.letter_labels:
        return False
    # Only و stands before a single letter ("ود. سامر"): لا, لك, كم are words.
    clitics = "وفبلك" if len(word) > 2 else "و"
    bare = word[1:] if len(word) > 1 and word[0] in clitics else word
    if _may_end(word, data) or (_unit(word, data) and (_has_digit(stop.before_that) or _has_digit(word))):
        return not _arabic_starter(stop.after, data)
    if word.isascii() and len(word) > 1:
        latin = language_data("en")
        return word.lower() in latin.may_end | latin.never_end and not _arabic_starter(stop.after, data)
    if word in data.never_end or bare in data.never_end or _DOTTED.fullmatch(word):
        return True
    # A Latin letter is an initial only before Latin letters: "الفئة I. وقال".
    return len(word) == 1 and word.isalpha() and (not word.isascii() or stop.after[:1].isascii())


def _may_end(word: str, data: LanguageData) -> bool:
    return word in data.may_end


def _unit(word: str, data: LanguageData) -> bool:
    return word.lstrip("0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹") in data.units


def _has_digit(word: str) -> bool:
    return any(c.isdigit() for c in word)


def _arabic_starter(word: str, data: LanguageData) -> bool:
    """Whether a word begins a sentence, with و or ف before it or not; و before any longer word counts."""
    key = fold_key(word.rstrip('،,:؛.؟!"”»'))
    return key in data.starters or (key[:1] in ("و", "ف") and key[1:] in data.starters) or bool(_AR_LETTERS.match(key))


# ---------------------------------------------------------------------------------------------- English


def _english_end(stop: _Stop, data: LanguageData, pairs: Pairs) -> bool:
    if stop.end == stop.closed:
        return _glued_english(stop) and pairs.around(stop.start, stop.end) is None
    if _inside(stop, data, pairs):
        return False
    word = stop.after
    if _lower(word):
        return False
    if stop.ellipsis:
        # Three spaced dots leave something out; four are an ellipsis and a stop.
        return not (" " in stop.mark and stop.mark.count(".") == 3) and word[:1].isupper()
    return not (stop.mark == "." and _english_abbreviation(stop, data))


def _glued_english(stop: _Stop) -> bool:
    """A missing space: ``yesterday.It runs``; a small word before, a whole capitalised one behind, no other dot."""
    return (
        stop.mark in (".", "!", "?")
        and stop.closed == stop.start + 1
        and _SMALL_WORD.fullmatch(stop.before) is not None
        and _CAPITALISED.match(stop.text, stop.end) is not None
    )


def _english_abbreviation(stop: _Stop, data: LanguageData) -> bool:
    if _list_mark(stop):
        return True
    if stop.closers:
        return False
    raw = stop.before
    if len(raw) > data.longest and raw.isalpha():
        return False
    word = raw.lower().lstrip(".")
    following = stop.after
    starts = following.lower().rstrip(",.;:'’s\"”") in data.starters or following.lower() in data.starters
    if raw == "I":
        return _initial_i(stop, starts)
    hour = word.lstrip("0123456789:.")
    if hour in data.clock and (hour != word or _has_digit(stop.before_that)) and following[:1].isupper():
        return following.lower().rstrip(',.;:"”') in data.after_clock
    if word in data.may_end or (_DOTTED.fullmatch(word) and word not in data.never_end):
        return not starts or following[:1].isdigit()
    initial = len(raw) == 1 and raw.isupper()
    if word in data.before_number and not initial:
        return following[:1].isdigit() or following[:1] in "("
    if word in data.capital_only:
        return raw[:1].isupper() and not starts
    if initial:
        # "Group B. Mali lost", "Mohammed V. The king": what follows is no surname.
        return stop.before_that.lower() not in data.letter_labels and not starts
    return word in data.never_end


def _initial_i(stop: _Stop, starts: bool) -> bool:
    """``I.`` is an initial before a surname, the pronoun after ``and``, ``or``, ``than``, ``as``."""
    return (
        stop.after[:1].isupper()
        and len(stop.after) > 1
        and not starts
        and stop.before_that.lower() not in ("and", "or", "than", "as")
        and stop.before_that != ""
    )

"""The English rules of where a sentence ends."""

from __future__ import annotations

from functools import cache

import regex

from workbench.text.language_data import LanguageData, word_lists
from workbench.text.quotes import Pairs
from workbench.text.stops import DOTTED, NO_NAME, Stop, has_digit, inside, is_lower, list_mark

_CAPITALISED = regex.compile(r"(?:\p{Lu}\p{Ll}*+|\p{Lu}{2,}+\d*+|\p{Lu}[\p{L}\d]*+(?:-[\p{L}\d]++)++)(?=[ ,'’])")
_CLOSED_WORD = regex.compile(r"[\p{L}\p{Nd}]{2}$")
_SHARE = regex.compile(r"[$€£]?\d[\d.,]*%")
_YEAR = regex.compile(r"(?:19|20)\d\d")
_SMALL_WORD = regex.compile(r"(?:^|[-'‘’])[a-z]{3,}$")
_ANY_WORD = regex.compile(r"(?:^|[-'‘’])(?:[A-Za-z]{2,}|[$€£]?[A-Za-z\d]+\d%?|(?<=-)\d)(?:['’][a-z]{1,2})?$")


def english_end(stop: Stop, data: LanguageData, pairs: Pairs) -> bool:
    """Whether an English sentence ends at a candidate."""
    if stop.end == stop.closed:
        return pairs.around(stop.start, stop.end) is None and _glued(stop, data, pairs)
    if inside(stop, data, pairs):
        return False
    word = stop.after
    if is_lower(word):
        return False
    if stop.ellipsis:
        # Three spaced dots leave something out; four are an ellipsis and a stop.
        return not (" " in stop.mark and stop.mark.count(".") == 3) and word[:1].isupper()
    return not (stop.mark == "." and _english_abbreviation(stop, data))


def _glued(stop: Stop, data: LanguageData, pairs: Pairs) -> bool:
    """A missing space: ``yesterday.Officials``, ``on Sunday.He left``, ``27%.A recent``, ``the U.S.The reason``.

    Behind it stands a whole word with a capital that is no end of an address or file name. Before it: a small word of three
    letters, a year, a share, a closing mark; any other word, longer number or abbreviation only if the word behind often
    begins a sentence.
    """
    if stop.mark not in (".", "!", "?"):
        return False
    behind = _CAPITALISED.match(stop.text, stop.end)
    if behind is None or behind[0].lower() in _glued_lists()["name_ends"]:
        return False
    if stop.closers:
        return pairs.closed_between(stop.start, stop.end) is not None
    word, closed = stop.word_in_front
    if closed:
        return _CLOSED_WORD.search(word) is not None
    if _SHARE.fullmatch(word):
        return True
    starts = behind[0].lower() in data.starters | _glued_lists()["openers"]
    if DOTTED.fullmatch(word):
        return word.lower() in data.may_end and starts and len(behind[0]) > 1
    if not NO_NAME.fullmatch(word):
        return False
    if not (_SMALL_WORD.search(word) or _YEAR.fullmatch(word) or (starts and _ANY_WORD.search(word))):
        return False
    return not (stop.mark == "." and _english_abbreviation(stop, data))


@cache
def _glued_lists() -> dict[str, frozenset[str]]:
    return word_lists("en.glued", str.lower)


def _english_abbreviation(stop: Stop, data: LanguageData) -> bool:
    if list_mark(stop):
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
    if hour in data.clock and (hour != word or has_digit(stop.before_that)) and following[:1].isupper():
        return following.lower().rstrip(',.;:"”') in data.after_clock
    if word in data.may_end or (DOTTED.fullmatch(word) and word not in data.never_end):
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


def _initial_i(stop: Stop, starts: bool) -> bool:
    """``I.`` is an initial before a surname, the pronoun after ``and``, ``or``, ``than``, ``as``."""
    return (
        stop.after[:1].isupper()
        and len(stop.after) > 1
        and not starts
        and stop.before_that.lower() not in ("and", "or", "than", "as")
        and stop.before_that != ""
    )

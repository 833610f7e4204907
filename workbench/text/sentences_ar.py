"""The Arabic rules of where a sentence ends."""

from __future__ import annotations

import regex

from workbench.text.fold import fold_key
from workbench.text.language_data import LanguageData, language_data
from workbench.text.quotes import Pair, Pairs
from workbench.text.stops import DOTTED, NO_NAME, Stop, has_digit, inside, is_lower, list_mark

_ARABIC_END = regex.compile(r"[\u0620-\u064a\u066e-\u06d3]{3,}$")
_ARABIC_START = regex.compile(r"[\u0620-\u064a\u066e-\u06d3][\u064b-\u0652]*+[\u0620-\u064a\u066e-\u06d3]")
_CLOSED_WORD = regex.compile(r"[\p{L}\p{Nd}]{2}$")
_PERCENT = regex.compile(r"\p{Nd}[%٪]$")
_LONGER_NUMBER = regex.compile(r".\p{Nd}$")
_LATIN_END = regex.compile(r"[A-Za-z]{2,}$")
_DIGITS = regex.compile(r"\p{Nd}+")
_AR_LETTERS = regex.compile(r"و\p{L}{2,}")


def arabic_end(stop: Stop, data: LanguageData, pairs: Pairs) -> bool:
    """Whether an Arabic sentence ends at a candidate."""
    if stop.end == stop.closed:
        return pairs.around(stop.start, stop.end) is None and _glued(stop, data, pairs)
    if inside(stop, data, pairs):
        return False
    if stop.ellipsis:
        return bool(stop.closers)
    if stop.mark == "." and _arabic_abbreviation(stop, data):
        return False
    word = stop.after
    quotation = pairs.closed_between(stop.start, stop.end) if stop.closers else None
    if quotation is not None and _goes_on_behind(stop, quotation, data):
        return False
    return not (stop.mark == "." and is_lower(word))


def _goes_on_behind(stop: Stop, quotation: Pair, data: LanguageData) -> bool:
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
    if asked and (_arabic_starter(word, data) or is_lower(word)):
        return True
    if not front:
        return fold_key(word.rstrip("،,:.؟!")) in data.attributions
    # Named or cited inside the sentence: too short to be speech that closes it.
    quoted = stop.text[quotation.start + 1 : stop.start]
    return (asked or "." in quoted) and len(quoted.split()) <= data.cited_words and not _arabic_starter(word, data)


def _glued(stop: Stop, data: LanguageData, pairs: Pairs) -> bool:
    """A missing space: ``الاجتماع.وغادر``, an Arabic word of three letters before it and one of two behind.

    Behind a closing mark, a percent sign or a Latin word any Arabic word begins a sentence, behind a longer number only one
    that often does (``عام 2020.وغادر``) if no name holds it (``كوفيد-19.ظهر``); a lone digit may be a list mark.
    """
    if not (stop.mark == "." or set(stop.mark) <= set("!?؟")) or _ARABIC_START.match(stop.text, stop.end) is None:
        return False
    if stop.closers:
        quotation = pairs.closed_between(stop.start, stop.end)
        return quotation is not None and not _goes_on_behind(stop, quotation, data)
    word, closed = stop.word_in_front
    if closed:
        return _CLOSED_WORD.search(word) is not None
    if _PERCENT.search(word):
        return True
    if not NO_NAME.fullmatch(word):
        return False
    if _ARABIC_END.search(word):
        return True
    if _LONGER_NUMBER.search(word):
        return "-" in word or (not list_mark(stop) and _arabic_starter(stop.after, data))
    return _LATIN_END.search(word) is not None and not _arabic_abbreviation(stop, data)


def _arabic_abbreviation(stop: Stop, data: LanguageData) -> bool:
    if list_mark(stop):
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
    if _may_end(word, data) or (_unit(word, data) and (has_digit(stop.before_that) or has_digit(word))):
        return not _arabic_starter(stop.after, data)
    if word.isascii() and len(word) > 1:
        latin = language_data("en")
        return word.lower() in latin.may_end | latin.never_end and not _arabic_starter(stop.after, data)
    if word in data.never_end or bare in data.never_end or DOTTED.fullmatch(word):
        return True
    # A Latin letter is an initial only before Latin letters: "الفئة I. وقال".
    return len(word) == 1 and word.isalpha() and (not word.isascii() or stop.after[:1].isascii())


def _may_end(word: str, data: LanguageData) -> bool:
    return word in data.may_end


def _unit(word: str, data: LanguageData) -> bool:
    return word.lstrip("0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹") in data.units


def _arabic_starter(word: str, data: LanguageData) -> bool:
    """Whether a word begins a sentence, with و or ف before it or not; و before any longer word counts."""
    key = fold_key(word.rstrip('،,:؛.؟!"”»'))
    return key in data.starters or (key[:1] in ("و", "ف") and key[1:] in data.starters) or bool(_AR_LETTERS.match(key))

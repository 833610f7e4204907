"""What can be wrong with a stored pair, seen from the pair alone."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from workbench.bidi.paste import has_presentation_forms, looks_visual
from workbench.model import Unit, is_rtl
from workbench.text.matching import matching_all

_ARABIC = re.compile(
    "[\u0620-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c7\ufb50-\ufefc]+"
)
_LATIN = re.compile("[A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]+")
_CODES = re.compile(
    r"</?[A-Za-z\d][^<>]*>|&#?\w+;|https?://\S+|[\w.+-]+@[\w-]+\.[\w.]+|%\([^)\s]*\)[-+.\d]*[a-z]|\{[!-z|~]*\}|\$\w+"
)
"""Markup, addresses, what a program puts something in place of: neither words of a language nor text with a length."""
_MAY_HAVE_CODES = re.compile(r"[<&%{$@]|://")
_BROKEN = re.compile(
    "[ØÙÃÂ][\u0080-\u00bf\u0192\u02c6\u02dc\u0152-\u0178\u2013-\u2122]|â€|\ufffd|(?:[ØÙ]\\S){3}"
    "|(?:[طظ][€‚ƒ„…†‡ˆ‰ٹ‹Œچژڈگ‘’“”•–—ک™ڑ›œں\u200c\u200d\u00a0،¢-©ھ«-¹؛»-¾؟]){2}"
)
"""UTF-8 read as Latin 1 or as its Windows cousin, or as the Arabic code page; the sign for what could not be read."""
_BROKEN_ARABIC = re.compile("[À-ÖØ-öø-ÿ]{3}")
"""The Arabic code page read as Latin 1: no language written in it has three letters with marks in a row."""
_SUSPECT = re.compile("[\u202a-\u202e\u2066-\u2069\ufb50-\ufeff]")
_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
EXPECTED = {"ar": 0.89, "en": 1.0}
"""Characters a language needs for what English says in one: Arabic 0.89 (median of 3,070 pairs of health texts)."""
ODD = 3.0
"""A text so many times as long, or as short, as the other makes it expect ..."""
FEW = 20
"""... and by so many characters at least: lengths of single words say nothing."""
SHARE = 0.2
"""Of the letters of a text, so many at least are of the script of its language."""


class Fault(StrEnum):
    """A rule of ``tm clean``, by the name it is asked for."""

    UNTRANSLATED = "untranslated"
    WRONG_LANGUAGE = "wrong-language"
    REVERSED = "reversed"
    LENGTH = "length"
    MOJIBAKE = "mojibake"
    BIDI = "bidi"
    EMPTY = "empty"


@dataclass(frozen=True)
class _Seen:
    """A pair as the rules look at it: its sides, and their words as the memory compares them, without codes."""

    unit: Unit
    words: tuple[str, str]

    @cached_property
    def sides(self) -> tuple[tuple[str, str], tuple[str, str]]:
        u = self.unit
        return (u.source, u.source_lang), (u.target, u.target_lang)

    @cached_property
    def shares(self) -> list[float | None]:
        languages = (self.unit.source_lang, self.unit.target_lang)
        return [_own_share(words, language) for words, language in zip(self.words, languages, strict=True)]


def faults(unit: Unit) -> list[Fault]:
    """Return what is wrong with a pair, the worst first; [] for a good one.

    ``empty``: a side has no letter or figure but the other has several. ``mojibake``: a side was read in a wrong encoding.
    ``reversed``: each side is in the other's script. ``wrong-language``: a side has letters, but hardly any of its own
    script, not counting words that stand on both sides. ``untranslated``: both sides are equal and have words. ``bidi``:
    letters in the order of the screen, joined forms instead of letters, or direction controls that are not closed.
    ``length``: one side is three times as long as the other makes one expect, and by 20 characters. Markup, addresses and
    placeholders count neither as words nor as length.
    """
    return faults_all([unit])[0]


def faults_all(units: Sequence[Unit]) -> list[list[Fault]]:
    """Return :func:`faults` of every pair: many at once, which is several times as fast."""
    sources = matching_all([_plain(u.source) for u in units])
    targets = matching_all([_plain(u.target) for u in units])
    seen = map(_Seen, units, zip(sources, targets, strict=True))
    return [[fault for fault, wrong in _RULES if wrong(pair)] for pair in seen]


def unmatched_controls(text: str) -> list[int]:
    """Return where direction controls stand that close nothing or are not closed, in their order."""
    opened: list[int] = []
    out = []
    for m in _CONTROLS.finditer(text):
        if m[0] not in "\u202c\u2069":
            opened.append(m.start())
        elif opened:
            opened.pop()
        else:
            out.append(m.start())
    return sorted(out + opened)


def is_mojibake(text: str, language: str) -> bool:
    """Whether a text was read in a wrong encoding somewhere."""
    if text.isascii():
        return False
    return _BROKEN.search(text) is not None or (is_rtl(language) and _BROKEN_ARABIC.search(text) is not None)


def is_damaged(text: str) -> bool:
    """Whether a text has letters in the order of the screen, joined forms, or direction controls that are not closed."""
    if text.isascii() or _SUSPECT.search(text) is None:
        return False
    return looks_visual(text) or has_presentation_forms(text) or bool(unmatched_controls(text))


def _plain(text: str) -> str:
    return _CODES.sub(" ", text) if _MAY_HAVE_CODES.search(text) else text


def _own_share(text: str, language: str) -> float | None:
    """Return the share of Arabic and Latin letters that are of the language's script; None when there are too few.

    A share that is plainly above :data:`SHARE` is not reckoned out.
    """
    arabic = 0 if text.isascii() else sum(map(len, _ARABIC.findall(text)))
    if is_rtl(language) and arabic > SHARE * len(text):
        return 1.0  # whatever the rest is: the share counts only where it is small
    latin = sum(map(len, _LATIN.findall(text)))
    if arabic + latin < 4:
        return None
    return (arabic if is_rtl(language) else latin) / (arabic + latin)


def _foreign(share: float | None) -> bool:
    return share is not None and share < SHARE


def _empty(pair: _Seen) -> bool:
    # "and" is one letter in Arabic and may stand for a comma.
    return any(_wordless(a) and not _wordless(b) and sum(map(str.isalnum, b)) > 1 for a, b in _both_ways(pair))


def _both_ways(pair: _Seen) -> tuple[tuple[str, str], tuple[str, str]]:
    source, target = pair.unit.source, pair.unit.target
    return (source, target), (target, source)


def _wordless(text: str) -> bool:
    return not any(map(str.isalnum, text))


def _mojibake(pair: _Seen) -> bool:
    return any(is_mojibake(text, language) for text, language in pair.sides)


def _reversed(pair: _Seen) -> bool:
    other_script = is_rtl(pair.unit.source_lang) != is_rtl(pair.unit.target_lang)
    return other_script and all(map(_foreign, pair.shares))


def _wrong_language(pair: _Seen) -> bool:
    if not any(map(_foreign, pair.shares)) or _reversed(pair) or _mojibake(pair):
        return False
    sides = [words.split() for words in pair.words]
    both = set(sides[0]) & set(sides[1])
    for share, words, (_text, language) in zip(pair.shares, sides, pair.sides, strict=True):
        # Names of products are Latin on both sides: a lone Latin word is no wrong language in Arabic.
        own = [w for w in words if w not in both]
        if not _foreign(share) or (len(words) < 3 and len(own) < 2):
            continue
        if share == 0 or (own and _foreign(_own_share(" ".join(own), language))):
            return True
    return False


def _untranslated(pair: _Seen) -> bool:
    source, target = pair.words
    return source == target and sum(map(str.isalpha, source)) > 3


def _bidi(pair: _Seen) -> bool:
    return any(is_damaged(text) for text, _language in pair.sides)


def _length(pair: _Seen) -> bool:
    lengths = [len(words) for words in pair.words]
    if abs(lengths[0] - lengths[1]) < FEW or not min(lengths):
        return False
    rates = [EXPECTED.get(tag.split("-")[0].casefold(), 1.0) for _text, tag in pair.sides]
    return abs(math.log(lengths[0] / rates[0] * rates[1] / lengths[1])) > math.log(ODD)


_RULES: tuple[tuple[Fault, Callable[[_Seen], bool]], ...] = (
    (Fault.EMPTY, _empty),
    (Fault.MOJIBAKE, _mojibake),
    (Fault.REVERSED, _reversed),
    (Fault.WRONG_LANGUAGE, _wrong_language),
    (Fault.UNTRANSLATED, _untranslated),
    (Fault.BIDI, _bidi),
    (Fault.LENGTH, _length),
)

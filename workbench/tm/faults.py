"""What can be wrong with a stored pair, seen from the pair alone."""

from __future__ import annotations

import math
from collections.abc import Callable
from enum import StrEnum

import regex

from workbench.bidi.paste import has_presentation_forms, looks_visual
from workbench.model import Unit, is_rtl
from workbench.text.matching import matching

_ARABIC = regex.compile(r"\p{Arabic}")
_LATIN = regex.compile(r"\p{Latin}")
_BROKEN = regex.compile(r"[ØÙÃÂ][\u0080-\u00bf\u0192\u02c6\u02dc\u0152-\u0178\u2013-\u2122]|â€|\ufffd|(?:[ØÙ]\S){3}")
"""UTF-8 read as Latin 1 or as its Windows cousin, and the sign that stands for what could not be read."""
_CONTROLS = regex.compile(r"[\u202a-\u202e\u2066-\u2069]")
EXPECTED = {"ar": 0.89, "en": 1.0}
"""Characters a language needs for what English says in one: Arabic 0.89 (median of 3,070 pairs of health texts)."""
FEW = 20
"""Characters below which lengths say nothing."""
ODD = 3.0
"""A text so many times as long, or as short, as the other makes it expect."""


class Fault(StrEnum):
    """A rule of ``tm clean``, by the name it is asked for."""

    UNTRANSLATED = "untranslated"
    WRONG_LANGUAGE = "wrong-language"
    REVERSED = "reversed"
    LENGTH = "length"
    MOJIBAKE = "mojibake"
    BIDI = "bidi"
    EMPTY = "empty"


def faults(unit: Unit) -> list[Fault]:
    """Return what is wrong with a pair, the worst first; () for a good one.

    ``empty``: a side has no letter or figure but the other has. ``mojibake``: a side was read in a wrong encoding.
    ``reversed``: each side is in the other's script. ``wrong-language``: a side has letters, but hardly any of its own
    script. ``untranslated``: both sides are equal and have words. ``bidi``: letters in the order of the screen, joined
    forms instead of letters, or direction controls that are not closed. ``length``: one side is three times as long as the
    other makes one expect.
    """
    return [fault for fault, wrong in _RULES if wrong(unit)]


def _empty(unit: Unit) -> bool:
    has = [any(c.isalnum() for c in text) for text in (unit.source, unit.target)]
    return has[0] != has[1]


def _mojibake(unit: Unit) -> bool:
    return any(_BROKEN.search(t) is not None for t in (unit.source, unit.target))


def _own_share(text: str, language: str) -> float | None:
    """Return the share of Arabic and Latin letters that are of the language's script; None when there are too few."""
    arabic, latin = len(_ARABIC.findall(text)), len(_LATIN.findall(text))
    if arabic + latin < 4:
        return None
    return (arabic if is_rtl(language) else latin) / (arabic + latin)


def _shares(unit: Unit) -> tuple[float | None, float | None]:
    return _own_share(unit.source, unit.source_lang), _own_share(unit.target, unit.target_lang)


def _reversed(unit: Unit) -> bool:
    source, target = _shares(unit)
    other_script = is_rtl(unit.source_lang) != is_rtl(unit.target_lang)
    return other_script and source is not None and target is not None and source < 0.2 and target < 0.2


def _wrong_language(unit: Unit) -> bool:
    # Names of products and addresses are Latin on both sides: a lone Latin word is no wrong language in Arabic.
    return not (_reversed(unit) or _mojibake(unit)) and any(
        share is not None and share < 0.2 and len(matching(text).split()) > 2
        for share, text in zip(_shares(unit), (unit.source, unit.target), strict=True)
    )


def _untranslated(unit: Unit) -> bool:
    words = matching(unit.source)
    return words == matching(unit.target) and sum(c.isalpha() for c in words) > 3


def _bidi(unit: Unit) -> bool:
    for text in (unit.source, unit.target):
        if looks_visual(text) or has_presentation_forms(text):
            return True
        depth = 0
        for control in _CONTROLS.findall(text):
            depth += -1 if control in "\u202c\u2069" else 1
            if depth < 0:
                return True
        if depth:
            return True
    return False


def _length(unit: Unit) -> bool:
    lengths = [len(matching(t)) for t in (unit.source, unit.target)]
    if max(lengths) < FEW or not min(lengths):
        return False
    rates = [EXPECTED.get(tag.split("-")[0].casefold(), 1.0) for tag in (unit.source_lang, unit.target_lang)]
    return abs(math.log(lengths[0] / rates[0] * rates[1] / lengths[1])) > math.log(ODD)


_RULES: tuple[tuple[Fault, Callable[[Unit], bool]], ...] = (
    (Fault.EMPTY, _empty),
    (Fault.MOJIBAKE, _mojibake),
    (Fault.REVERSED, _reversed),
    (Fault.WRONG_LANGUAGE, _wrong_language),
    (Fault.UNTRANSLATED, _untranslated),
    (Fault.BIDI, _bidi),
    (Fault.LENGTH, _length),
)

"""Telephone numbers: groups of digits that are one number, whatever each would be by itself."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from workbench.text.number_hits import NumberHit, NumberKind
from workbench.text.number_tokens import DIGITS

_PHONE = regex.compile(
    r"(?<![\p{L}\p{N}.,/@+-])(?:\((?:\+|00)?\p{Nd}{1,4}\)|(?:\+|00)\p{Nd}{1,3}|\p{Nd}{1,8})"
    r"(?:[\s\u2010-\u2013-]?(?:\(\p{Nd}{1,4}\)|\p{Nd}{1,9})){1,5}"
    r"(?![\p{L}\p{N}/@]|[.,-]\p{N})"
)
"""Groups of digits that may be a telephone number."""
_CALLED = regex.compile(
    r"(?:\b(?:tele)?phones?|\btel|\bcall(?:s|ed|ing)?|\bdial(?:s|ing)?|\bfax|\bmobile|\bcell|\bhotline|\bwhatsapp"
    r"|هاتف|هواتف|تلفون|تليفون|جوال|محمول|موبايل|خلوي|فاكس|واتس|اتصل|اتصال)"
    r"(?:.*(?:\bnumbers?|أرقام|رقم))?[\s.:()\-\p{L}\p{N}]{0,24}$",
    regex.IGNORECASE | regex.DOTALL,
)
"""What stands before one that could be read as something else. Resolutions and pages have a number too: the word alone
says nothing.
"""
_SURE = regex.compile(r"\(?[+0٠۰]")
_YEAR = regex.compile(r"1[89]\d\d|20\d\d")
_OTHERS = frozenset({NumberKind.DATE, NumberKind.TIME, NumberKind.PERCENT, NumberKind.CURRENCY})
_BEFORE = 60
"""Code points before one in which the word for it is looked for."""


def telephones(text: str, hits: Sequence[NumberHit]) -> list[tuple[int, int]]:
    """Return where telephone numbers stand in a text with these numbers.

    Only those that are more than one of the numbers, or not all of one.
    """
    found = []
    for match in _PHONE.finditer(text):
        start, end = match.span()
        inside = [h for h in hits if start < h.end and h.start < end]
        runs = regex.findall(r"\p{Nd}+", match[0])
        sizes = [len(run) for run in runs]
        if any(h.start < start or h.end > end or h.kind in _OTHERS or h.currency for h in inside):
            continue
        if not 7 <= sum(sizes) <= 15 or (len(inside) < 2 and all(h.surface == match[0] for h in inside)):
            continue
        begun = _SURE.match(match[0])
        if not begun and any(_YEAR.fullmatch(run.translate(DIGITS)) for run in runs):
            continue
        sure = begun or (len(sizes) > 2 and not regex.search(r"\s", match[0]))
        if sure or _CALLED.search(text[max(0, start - _BEFORE) : start]):
            found.append((start, end))
    return found

"""Figures that readers of Arabic would see in another order than they were written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from workbench.model import Issue, Severity, Side
from workbench.qa.context import Context

_LRM = "\u200e"
_GROUPS = re.compile(r"(?<![\w.,/@+-])(?:\+\d+(?:[-\u2010-\u2013 ]\d+)*|\d+(?:[-\u2010-\u2013]\d+){2,})(?![\w/@-])")
"""A telephone number or a date of three groups. A range or a score of two is read from the right, as it is meant."""
_INITIATORS = frozenset("\u202a\u202d\u2066\u2068")


def check_figure_order(context: Context) -> Iterator[Issue]:
    """Yield a warning for groups of digits with hyphens behind an Arabic letter, which are drawn with the last group first.

    The fix puts a left-to-right mark before them, and they are drawn as they are written (rules W2 and W4 of UAX #9).
    """
    if not context.target_lang.startswith("ar"):
        return
    for m in _GROUPS.finditer(context.target):
        if _behind_arabic(context.target, m.start()):
            message = f"{m[0]} shows its last group first; a left-to-right mark keeps order"
            yield Issue(
                "locale-violation", Severity.WARNING, Side.TARGET, m.start(), m.end(), message, fix=f"{_LRM}{m[0]}"
            )


def in_order(figure: str, before: str) -> str:
    """Return a figure as it is put behind a text, so that it is drawn as it is written: with a mark where one is needed."""
    return f"{_LRM}{figure}" if _GROUPS.fullmatch(figure) and _behind_arabic(before, len(before)) else figure


def _behind_arabic(text: str, at: int) -> bool:
    for char in reversed(text[:at]):
        if char in _INITIATORS:
            return False
        kind = unicodedata.bidirectional(char)
        if kind in ("L", "R", "AL"):
            return kind == "AL"
    return False

"""What a number found in a text is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class NumberKind(StrEnum):
    """What a figure is. ``label``: a phone number or a version, compared as it is written."""

    NUMBER = "number"
    PERCENT = "percent"
    CURRENCY = "currency"
    DATE = "date"
    TIME = "time"
    LABEL = "label"


class NumberForm(StrEnum):
    """How a number is written.

    ``figure`` and ``ordinal`` (``21st``) have digits, a ``decade`` may (``1980s``, ``ثمانينيات``). A ``dual``
    (``عامين``) and a ``word`` have none. A ``hint`` is a word that may stand for a figure but is no number by itself
    (``both``, ``first``), a ``guess`` one that seldom does (``a``, ``no``).
    """

    FIGURE = "figure"
    ORDINAL = "ordinal"
    DECADE = "decade"
    DUAL = "dual"
    WORD = "word"
    HINT = "hint"
    GUESS = "guess"

    @property
    def explains_only(self) -> bool:
        """True for a word that is never missing itself."""
        return self in (NumberForm.HINT, NumberForm.GUESS)


@dataclass(frozen=True, slots=True)
class NumberHit:
    """A number in a text: ``text[start:end] == surface``. ``values`` are the values it can mean, as canonical strings.

    A date's value is ``year-month-day`` with ``?`` for what is not written, and ``-AH`` behind it for the Hijri
    calendar; that of a time ``hour:minute``, by both clocks where the text says afternoon, and the bare hour as well
    when it is a full one. ``currency`` names the currencies its sign or word can mean. ``doubtful``: its digits can be
    read in two orders (``2ر12``).
    """

    start: int
    end: int
    kind: NumberKind
    values: frozenset[str]
    surface: str
    form: NumberForm = NumberForm.FIGURE
    currency: frozenset[str] = frozenset()
    doubtful: bool = False

    @property
    def digits(self) -> bool:
        """True when it is written with digits, in whole or in part."""
        return self.form in _WITH_DIGITS and any(c.isnumeric() for c in self.surface)


_WITH_DIGITS = (NumberForm.FIGURE, NumberForm.ORDINAL, NumberForm.DECADE)

"""Figures of a source as slots, and the digits of a target they stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from workbench.model import is_rtl
from workbench.text.fold import fold
from workbench.text.matching import matching
from workbench.text.number_hits import NumberForm, NumberHit, NumberKind
from workbench.text.number_tokens import written_as
from workbench.text.numbers import find_numbers
from workbench.tm.patch_slots import Slot

_KINDS = (NumberKind.NUMBER, NumberKind.PERCENT, NumberKind.CURRENCY)
_DIGITS = regex.compile(r"\p{Nd}+(?:[.,٫٬]\p{Nd}+)*")
_GROUPED = 4
"""So many digits before the point can be written in groups."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a source that is written in one run of digits, ``digits`` in plain ones without groups."""

    hit: NumberHit
    digits: str


def digits(text: str) -> list[str]:
    """Return what is written in digits in a text, in plain ones without groups."""
    return [_plain(m[0]) for m in _DIGITS.finditer(text)]


@lru_cache(64)
def numbers_of(text: str, *, words: bool = False) -> tuple[NumberHit, ...]:
    """Return :func:`workbench.text.numbers.find_numbers`, kept for a while: a source is asked of with each of its matches."""
    return tuple(find_numbers(text, words=words))


def figures(numbers: Sequence[NumberHit], closed: Sequence[Slot]) -> dict[Slot, Figure]:
    """Return the figures among the numbers of a text by the slots they are, those within a term not."""
    out = {}
    for hit in numbers:
        run = _run(hit)
        plain = hit.form is NumberForm.FIGURE and hit.kind in _KINDS and not hit.doubtful
        if not plain or run is None or any(s.start < hit.end and hit.start < s.end for s in closed):
            continue
        # What stands around the digits must be the same: a word of the scale, a sign of the currency, percent.
        rest = " ".join(filter(None, (_around(p) for p in (hit.surface[: run.start()], hit.surface[run.end() :]))))
        key = f"number {hit.kind} {rest}"
        out[Slot(hit.start, hit.end, key, " ".join(sorted(hit.values)))] = Figure(hit, _plain(run[0]))
    return out


def place_of(
    old: Figure, new: Figure, numbers: Sequence[NumberHit], target: Sequence[NumberHit], language: str
) -> tuple[int, int, str] | None:
    """Return where in the target the digits of a figure stand and what is to stand there; None where it is not sure.

    It is when the figure stands once in the source and once in the target, there too in the same digits and in no words,
    and the counted noun keeps its form: in Arabic 3 to 10, 11 to 99 and hundreds take forms of their own (7 أيام,
    11 يوما), in English one is not many.
    """
    values = old.hit.values
    places = [h for h in target if h.values & values and not h.form.explains_only]
    if len(places) != 1 or sum(bool(h.values & values) for h in numbers) != 1:
        return None
    place, run = places[0], _run(places[0])
    if place.form is not NumberForm.FIGURE or place.kind is not old.hit.kind or place.doubtful or run is None:
        return None
    if _plain(run[0]) != old.digits or _form(old, language) != _form(new, language):
        return None
    return place.start + run.start(), place.start + run.end(), _written(new, run[0])


def _run(hit: NumberHit) -> regex.Match[str] | None:
    """Return the digits of a number, None where they are none or several."""
    found = list(_DIGITS.finditer(hit.surface))
    return found[0] if len(found) == 1 else None


def _around(text: str) -> str:
    return matching(text) if any(c.isalnum() for c in text) else fold(text).strip()


def _plain(digits: str) -> str:
    return fold(digits).replace("٫", ".").replace("٬", "").replace(",", "")


def _form(figure: Figure, language: str) -> str:
    """Return what form a counted noun takes behind a number in the target language."""
    if figure.hit.kind is NumberKind.PERCENT:
        return "any"
    if not figure.digits.isdecimal():
        return "fraction"
    number = int(figure.digits)
    if not is_rtl(language):
        return "one" if number == 1 else "many"
    rest = number % 100
    if number < 3:
        return str(number)
    return "few" if 3 <= rest <= 10 else "many" if rest > 10 else f"{rest} more"


def _written(new: Figure, like: str) -> str:
    """Return a figure as the target writes the one it takes the place of: its digits, in groups or not."""
    run = _run(new.hit)
    written = fold(run[0]) if run is not None else new.digits
    whole, point, rest = new.digits.partition(".")
    old = fold(like).replace("٬", ",").replace("٫", ".")
    if len(whole) >= _GROUPED and len(_plain(like).partition(".")[0]) >= _GROUPED:
        written = (f"{int(whole):,}" if "," in old and whole[0] != "0" else whole) + point + rest
    return written_as(written, like)

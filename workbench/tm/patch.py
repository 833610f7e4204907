"""Putting the figures of the open source into the target of a match that differs in nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.model import is_rtl
from workbench.text.fold import fold
from workbench.text.matching import matching
from workbench.text.number_hits import NumberForm, NumberHit, NumberKind
from workbench.text.numbers import find_numbers

_KINDS = (NumberKind.NUMBER, NumberKind.PERCENT, NumberKind.CURRENCY)
_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure put in: ``text[start:end] == new`` in the patched text, where ``old`` stood."""

    start: int
    end: int
    old: str
    new: str


def patched(query: str, source: str, target: str, language: str) -> tuple[str, tuple[Figure, ...]] | None:
    """Return the target of a match with the figures of the query in it, and which; None where that cannot be done surely.

    It can when the two sources are equal but for figures written in digits, one for one, each old figure stands once in the
    target, and the counted noun keeps its form: in Arabic 3 to 10, 11 to 99 and hundreds take forms of their own (7 أيام,
    11 يوما), in English one is not many. Law: undoing the figures gives the target back.
    """
    new, old = _figures(query), _figures(source)
    if len(new) != len(old) or not old or _around(query, new) != _around(source, old):
        return None
    there = find_numbers(target)
    changes: list[tuple[NumberHit, str]] = []
    for before, after in zip(old, new, strict=True):
        if before.values == after.values:
            continue
        places = [hit for hit in there if hit.values & before.values]
        if (
            len(places) != 1
            or places[0].kind is not before.kind
            or before.kind is not after.kind
            or places[0].form is not NumberForm.FIGURE
            or sum(bool(o.values & before.values) for o in old) != 1
        ):
            return None
        if _form(before, language) != _form(after, language):
            return None
        changes.append((places[0], _written(after, places[0].surface)))
    if not changes:
        return None
    changes.sort(key=lambda c: c[0].start)
    out, at, figures = "", 0, []
    for hit, text in changes:
        out += target[at : hit.start]
        figures.append(Figure(len(out), len(out) + len(text), hit.surface, text))
        out += text
        at = hit.end
    return out + target[at:], tuple(figures)


def _figures(text: str) -> list[NumberHit]:
    """Return the numbers of a text when all of them are plain figures, else none."""
    found = [h for h in find_numbers(text) if not h.form.explains_only]
    plain = all(h.form is NumberForm.FIGURE and h.kind in _KINDS and not h.doubtful for h in found)
    return found if plain else []


def _around(text: str, figures: Sequence[NumberHit]) -> list[str]:
    """Return what stands between the figures, as the memory compares it."""
    edges = [0, *(e for h in figures for e in (h.start, h.end)), len(text)]
    return [matching(text[a:b]) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _form(hit: NumberHit, language: str) -> str:
    """Return what form a counted noun takes behind a number in the target language."""
    if hit.kind is NumberKind.PERCENT:
        return "any"
    value = min(hit.values)
    if not value.isdecimal():
        return "fraction"
    number = int(value)
    if not is_rtl(language):
        return "one" if number == 1 else "many"
    rest = number % 100
    if number < 3:
        return str(number)
    return "few" if 3 <= rest <= 10 else "many" if rest > 10 else f"{rest} more"


def _written(hit: NumberHit, like: str) -> str:
    """Return a figure in the digits of the one it takes the place of."""
    text = fold(hit.surface)
    if any("\u0660" <= c <= "\u0669" for c in like):
        return text.translate(_INDIC).replace(",", "٬").replace(".", "٫").replace("%", "٪")
    return text

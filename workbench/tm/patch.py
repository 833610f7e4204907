"""Putting the figures and terms of the open source into the target of a match.

Nothing is made up: a figure or a term takes the place of the one that stands for it, where it stands once, and whatever
else differs is left as it is. What stands for a term in a target, and how another is written in its place, the caller knows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from workbench.tm.patch_figures import Figure, digits, figures, numbers_of, place_of
from workbench.tm.patch_slots import Slot, pair

__all__ = ["Edit", "Patched", "Put", "Slot", "Terms", "digits", "patched"]


@dataclass(frozen=True, slots=True)
class Edit:
    """What is to stand at a place of a target; ``concept`` is '' for a figure."""

    start: int
    end: int
    new: str
    concept: str = ""


@dataclass(frozen=True, slots=True)
class Put:
    """What was put in: ``text[start:end] == new`` in the patched text, where ``old`` stood; ``concept`` '' for a figure."""

    start: int
    end: int
    old: str
    new: str
    concept: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of the open and the stored source, and how one takes the place of another in the target (None: it cannot)."""

    new: Sequence[Slot] = ()
    old: Sequence[Slot] = ()
    edit: Callable[[Slot, Slot], Edit | None] = field(default=lambda _old, _new: None)


@dataclass(frozen=True, slots=True)
class Patched:
    """A target with figures and terms put in.

    ``whole``: nothing else differs, as the memory compares texts. ``source`` is the stored source with the same put in:
    where it differs from the open one the target is not to be trusted.
    """

    text: str
    puts: tuple[Put, ...]
    whole: bool
    source: str


def patched(query: str, source: str, target: str, language: str, terms: Terms | None = None) -> Patched | None:
    """Return the target of a match with the figures and terms of the query in it; None where nothing can be put in surely.

    ``language`` is the target's. Laws: undoing the puts gives the target back; sources equal but for what has no slot
    change nothing; the same question has the same answer.
    """
    terms = terms or Terms()
    # Reading numbers costs a millisecond a text; those written alike are words like any other.
    differ = digits(query) != digits(source) and bool(digits(target))
    here, there = (numbers_of(query), numbers_of(source)) if differ else ((), ())
    new, old = figures(here, terms.new), figures(there, terms.old)
    paired = pair(source, [*terms.old, *old], query, [*terms.new, *new])
    if not paired.pairs:
        return None
    changed = any(before in old for before, _after in paired.pairs)
    in_target = numbers_of(target, words=True) if changed else ()

    def edit(before: Slot, after: Slot) -> Edit | None:
        figure: tuple[Figure | None, Figure | None] = old.get(before), new.get(after)
        if figure[0] is None or figure[1] is None:
            return terms.edit(before, after)
        place = place_of(figure[0], figure[1], there, in_target, language)
        return Edit(*place) if place is not None else None

    edits = [(before, after, e) for before, after in paired.pairs if (e := edit(before, after)) is not None]
    edits = [x for x in edits if not any(_meet(x[2], y[2]) for y in edits if y is not x)]
    if not edits:
        return None
    text, puts = _applied(target, [e for _b, _a, e in edits])
    whole = paired.whole and len(edits) == len(paired.pairs)
    swapped, _ = _applied(source, [Edit(b.start, b.end, query[a.start : a.end]) for b, a, _e in edits])
    return Patched(text, puts, whole, swapped)


def _meet(a: Edit, b: Edit) -> bool:
    return a.start < b.end and b.start < a.end


def _applied(text: str, edits: Sequence[Edit]) -> tuple[str, tuple[Put, ...]]:
    out, at, puts = "", 0, []
    for e in sorted(edits, key=lambda e: e.start):
        out += text[at : e.start]
        puts.append(Put(len(out), len(out) + len(e.new), text[e.start : e.end], e.new, e.concept))
        out, at = out + e.new, e.end
    return out + text[at:], tuple(puts)

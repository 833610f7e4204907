"""Which figures and terms of a stored source stand where which of the open one do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from workbench.text.matching import matching

_SLOT = "\x00"
"""Begins the token of a slot; no word of a text has it."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A figure or a term in a source, ``text[start:end]``.

    ``key`` says what may stand in its stead: only slots with equal keys pair. ``value`` is what it stands for: a number, a
    concept. Slots of a text do not overlap.
    """

    start: int
    end: int
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Paired:
    """Slots with other values that stand at the same place, old and new; ``whole`` when the rest of the sources is equal."""

    pairs: tuple[tuple[Slot, Slot], ...]
    whole: bool


Token = tuple[str, Slot | None]


def pair(old: str, old_slots: Sequence[Slot], new: str, new_slots: Sequence[Slot]) -> Paired:
    """Pair the slots of two sources one to one, in order; those that may pair in several ways are left out.

    Texts that are equal but for the values of their slots are paired whole, in which two may have changed places. In any
    others a value the old source has as well is not put in elsewhere: a name more or less, or an order turned, is no swap.
    """
    a, b = _tokens(old, old_slots), _tokens(new, new_slots)
    if [t for t, _s in a] == [t for t, _s in b]:
        both = [(x, y) for (_t, x), (_u, y) in zip(a, b, strict=True) if x is not None and y is not None]
        return Paired(tuple((x, y) for x, y in both if x.value != y.value), True)
    there = Counter((s.key, s.value) for s in old_slots)
    here = Counter((s.key, s.value) for s in new_slots)
    found = [(x, y) for x, y in (_in_order(a, b) or _one_by_one(a, b)) if x.value != y.value]
    return Paired(
        tuple((x, y) for x, y in found if not there[y.key, y.value] and not here[x.key, x.value]),
        False,
    )


def _tokens(text: str, slots: Sequence[Slot]) -> list[Token]:
    """Return the words of a text as the memory compares them, each slot as one."""
    out: list[Token] = []
    at = 0
    for slot in sorted(slots, key=lambda s: s.start):
        out += [(w, None) for w in _words(text[at : slot.start])]
        out.append((_SLOT + slot.key, slot))
        at = slot.end
    return out + [(w, None) for w in _words(text[at:])]


def _words(text: str) -> list[str]:
    return matching(text).split() if any(c.isalnum() for c in text) else []


def _in_order(a: Sequence[Token], b: Sequence[Token]) -> list[tuple[Slot, Slot]]:
    """Return the pairs where every slot of both sources has its counterpart, else none."""
    keys = [[t for t, s in x if s is not None] for x in (a, b)]
    if keys[0] != keys[1]:
        return []
    out = []
    for op in Levenshtein.opcodes([t for t, _s in a], [t for t, _s in b]):
        if op.tag == "equal":
            pairs = zip(a[op.src_start : op.src_end], b[op.dest_start : op.dest_end], strict=True)
            out += [(x, y) for (_t, x), (_u, y) in pairs if x is not None and y is not None]
    return out if len(out) == len(keys[0]) else []


def _one_by_one(a: Sequence[Token], b: Sequence[Token]) -> list[tuple[Slot, Slot]]:
    """Return slots that stand against each other, something equal beside them and no other change of a slot."""
    ops = Levenshtein.opcodes([_valued(t) for t in a], [_valued(t) for t in b])
    out = []
    for n, op in enumerate(ops):
        if op.tag != "replace":
            continue
        rows = list(zip(a[op.src_start : op.src_end], b[op.dest_start : op.dest_end], strict=True))
        if any((x is None) != (y is None) for (_t, x), (_u, y) in rows):
            continue
        beside = [o for k, o in enumerate(ops) if abs(k - n) == 1]
        changed = [o for o in beside if o.tag != "equal"]
        slots = [s for o in changed for _t, s in (*a[o.src_start : o.src_end], *b[o.dest_start : o.dest_end])]
        if any(s is not None for s in slots) or len(changed) == len(beside):
            continue
        out += [(x, y) for (t, x), (u, y) in rows if x is not None and y is not None and t == u]
    return out


def _valued(token: Token) -> str:
    text, slot = token
    return text if slot is None else f"{text}{_SLOT}{slot.value}"

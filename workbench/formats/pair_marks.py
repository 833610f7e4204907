"""How other programs mark what is no finished pair, or not a person's, in the properties of a unit.

Trados has ``x-ConfirmationLevel`` (Unspecified, Draft, Translated, RejectedTranslation, ApprovedTranslation, RejectedSignOff,
ApprovedSignOff) and ``x-Origin`` (TM, MachineTranslation, Alignment ...), memoQ ``aligned`` (yes, no). OmegaT says nothing of
the kind. Names are read in any case, with ``x-`` or without, on the unit or on one of its languages.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

_NAMES = frozenset({"confirmationlevel", "origin", "aligned"})
_UNFINISHED = frozenset({"draft", "rejectedtranslation", "rejectedsignoff"})


class Mark(StrEnum):
    """What a pair is by its marks: a draft or rejected, a machine's, or aligned."""

    UNFINISHED = "unfinished"
    MACHINE = "machine"
    ALIGNED = "aligned"


def mark_of(props: tuple[tuple[str, str], ...]) -> Mark | None:
    """Return what the properties of a unit say of it: the gravest, in the order of :class:`Mark`; None when nothing."""
    found = [mark for name, value in props if (kind := _kind(name)) and (mark := _mark(kind, value))]
    return min(found, key=tuple(Mark).index) if found else None


@lru_cache(1000)
def _kind(name: str) -> str:
    """Return the plain name of a property that is a mark, '' for any other: a million pairs have few names."""
    name = name.casefold().removeprefix("source:").removeprefix("target:").removeprefix("x-")
    return name if name in _NAMES else ""


@lru_cache(1000)
def _mark(name: str, value: str) -> Mark | None:
    value = value.strip().casefold()
    if name == "confirmationlevel" and value in _UNFINISHED:
        return Mark.UNFINISHED
    if name == "origin" and value.endswith("machinetranslation"):
        return Mark.MACHINE
    if (name == "origin" and value == "alignment") or (name == "aligned" and value == "yes"):
        return Mark.ALIGNED
    return None

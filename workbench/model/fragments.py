"""Phrases of a text with what they were translated as before."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.model.memory import Unit


@dataclass(frozen=True, slots=True)
class Fragment:
    """A phrase of a text, ``source == text[start:end]``, and ``target``, what it was translated as in ``seen`` pairs.

    ``share`` says in how many of the pairs it was found in it was translated so, 0 to 1: no chance of being right here.
    ``unit`` is the newest pair whose target has ``target`` in these very letters; ``number`` is that of the segment it
    belongs to, 0 when it belongs to none.
    """

    start: int
    end: int
    source: str
    target: str
    seen: int
    share: float
    unit: Unit
    number: int = 0

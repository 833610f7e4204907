"""What a check gets and what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from workbench.model import Issue, TermUse


@dataclass(frozen=True, slots=True)
class Context:
    """A pair and what is known about it. ``uses`` are its terms; ``confirmed`` also when it is about to be."""

    source: str
    target: str
    source_lang: str
    target_lang: str
    uses: tuple[TermUse, ...] = ()
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """A pure function from a pair to issues. ``id`` is the ITS 2.0 quality type of what it finds."""

    id: str
    title: str
    run: Callable[[Context], Iterator[Issue]]

"""What a check gets and what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from workbench.model import Issue, TermUse


@dataclass(frozen=True, slots=True)
class Quotes:
    """What the quotation marks of a target are held against: the mark that opens most quotations of the article, '' where
    none has most, and the nearest targets before and behind, of whatever sentence, in which a mark lacks its partner.
    """

    style: str = ""
    before: str = ""
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """A pair and what is known about it. ``uses`` are its terms; ``confirmed`` also when it is about to be.

    ``before`` and ``behind`` are the targets of its neighbours of the same sentence, '' where there is none yet, and
    ``is_name`` says whether a target begins with a name. ``listed``: the issues of the neighbours are shown as well.
    ``quotes`` gives what its quotation marks are held against.
    """

    source: str
    target: str
    source_lang: str
    target_lang: str
    uses: tuple[TermUse, ...] = ()
    confirmed: bool = False
    before: str = ""
    behind: str = ""
    is_name: Callable[[str], bool] = lambda _text: False
    listed: bool = False
    quotes: Callable[[], Quotes] = Quotes


@dataclass(frozen=True, slots=True)
class Check:
    """A pure function from a pair to issues. ``id`` is the ITS 2.0 quality type of what it finds."""

    id: str
    title: str
    run: Callable[[Context], Iterator[Issue]]

"""What repair into English and into Arabic share: candidates, what is missing, and what is no language at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

import regex

from workbench.model import Concept, TermChangeReason
from workbench.termbase.places import Place, Target

_FENCED = regex.compile(
    r"""
    (?:https?|ftp)://\S+ | www\.\S+ | \S+@\S+ | (?<![\p{L}\p{N}])[@\#][\p{L}\p{N}_]+ | \S*_\S*
    | (?<![\p{L}\p{N}])(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+(?:com|net|org|info|gov|edu|int|news|[a-z]{2})
      (?![\p{L}\p{N}])(?:/\S*)?
    """,
    regex.VERBOSE,
)
_PAIRS = (("(", ")"), ("[", "]"), ("«", "»"), ("“", "”"))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a target."""

    start: int
    end: int

    def meets(self, start: int, end: int) -> bool:
        """Whether it shares a character with another stretch."""
        return self.start < end and start < self.end


@dataclass(frozen=True, slots=True)
class Span(Stretch):
    """A stretch with what stands there, '' when it does not matter."""

    text: str = ""

    def spoils(self, start: int, end: int) -> bool:
        """Whether it lies over another stretch that does not wholly hold it and more."""
        inside = start <= self.start and self.end <= end and end - start > self.end - self.start
        return self.meets(start, end) and not inside


@dataclass(frozen=True, slots=True)
class Candidate(Stretch):
    """``new`` may stand for ``old``, what the target has there."""

    old: str
    new: str
    concept: str
    reason: TermChangeReason
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Missing:
    """A name of the source the target lacks ``count`` times, as the source has it (``forms``).

    ``closed`` are the spans that mean something else or are right, ``standing`` those of them where the name itself
    stands, ``beside`` the words that stand beside it in the source.
    """

    concept: Concept
    count: int
    forms: tuple[str, ...]
    closed: list[Span] = field(default_factory=list)
    standing: list[Span] = field(default_factory=list)
    beside: tuple[str, ...] = ()


class Repairer(Protocol):
    """Repair into one language."""

    @property
    def target(self) -> Target:
        """The target's words."""
        ...

    @property
    def sure(self) -> float:
        """The score from which a name is replaced."""
        ...

    def listed(self, place: Place, concept: Concept) -> Candidate | None:
        """Return what replaces a refused form that stands at a place, None when it is to stay."""
        ...

    def redressed(self, place: Place, concept: Concept) -> Candidate | None:
        """Return what replaces an accepted form that is written with a wrong article, None when it may stay."""
        ...

    def alike(self, missing: Missing) -> list[Candidate]:
        """Return the spans that may be a missing name, also those only worth a suggestion."""
        ...


def is_whole(text: str) -> bool:
    """Whether a stretch has both of all its brackets and quotes, so that none is left alone when it is replaced."""
    return all(text.count(a) == text.count(b) for a, b in _PAIRS) and text.count('"') % 2 == 0


def fenced(text: str) -> list[tuple[int, int]]:
    """Return where addresses, handles and tags stand: they are never touched."""
    return [m.span() for m in _FENCED.finditer(text)]

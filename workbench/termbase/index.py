"""Where terms begin: an index by the words of terms, built for tens of thousands of terms at once.

Words of terms and of texts meet under coarse keys (:func:`workbench.termbase.arabic.light_key`,
:func:`workbench.termbase.english.light_key`); whether a term really stands there is asked afterwards, of few. All terms
are folded in one go, in compiled code, and made ready for matching only when a text has their first words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from typing import Any, Generic, TypeVar, overload

from workbench.model import Concept, TermMatching, TermStatus
from workbench.termbase.rows import Rows, clean

F = TypeVar("F")
LOOKED_FOR = (TermStatus.PREFERRED, TermStatus.ALLOWED, TermStatus.FORBIDDEN, TermStatus.SUPERSEDED)
"""Every form tells that the concept is meant, also one that must not be used in a target."""


class Concepts(Sequence[Concept]):
    """Concepts of several glossaries one behind the other, without a copy; one that was asked for is kept."""

    def __init__(self, *parts: Sequence[Concept]) -> None:
        self.parts: list[Sequence[Concept]] = []
        self.starts: list[int] = []
        self._count = 0
        self._made: dict[int, Concept] = {}
        for part in parts:
            self.append(part)

    def append(self, part: Sequence[Concept]) -> None:
        """Add the concepts of one more glossary, or one added by hand; it must not change afterwards."""
        self.parts.append(part)
        self.starts.append(self._count)
        self._count += len(part)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> Concept: ...
    @overload
    def __getitem__(self, index: slice) -> list[Concept]: ...
    def __getitem__(self, index: int | slice) -> Concept | list[Concept]:
        places = range(self._count)[index]
        return [self._one(n) for n in places] if isinstance(places, range) else self._one(places)

    def __iter__(self) -> Iterator[Concept]:
        return (concept for part in self.parts for concept in part)

    def _one(self, n: int) -> Concept:
        found = self._made.get(n)
        if found is None:
            at = bisect_right(self.starts, n) - 1
            found = self._made[n] = self.parts[at][n - self.starts[at]]
        return found


Node = dict[str, Any]
"""What follows the words so far: by the key of the next word another node, under '' the numbers of the forms that end."""


class Index(Generic[F]):
    """Forms of concepts by the key of their only word (``single``), or by those of all their words (``several``).

    Form ``n`` is ``texts[n]`` of the concept with the number ``owners[n]``. ``beginnings`` gives of many texts at once the
    first letters, '' for one without a word, by which each is put aside; the keys of those are worked out when
    :meth:`touch` asks for the letters, so that a large glossary opens at once. ``keys`` gives (number, keys of the words);
    those of single words and of several may be made by different laws. ``make`` makes a form ready for matching.
    """

    def __init__(
        self,
        language: str,
        beginnings: Callable[[Sequence[str]], Sequence[str]],
        keys: Callable[[Sequence[str]], Iterable[tuple[int, Sequence[str]]]],
        make: Callable[[str, Concept], Sequence[F]],
    ) -> None:
        self._language = language
        self._beginnings = beginnings
        self._keys = keys
        self._make = make
        self._ready: dict[int, Sequence[F]] = {}
        self._named: dict[int, tuple[Concept, str]] = {}
        self._aside: dict[str, list[int]] = {}
        self._concepts = Concepts()
        self.owners: list[int] = []
        self.texts: list[str] = []
        self.single: dict[str, list[int]] = {}
        self.several: Node = {}

    def add(self, concepts: Concepts, part: int) -> None:
        """Add the forms of one part of the concepts."""
        self._concepts = concepts
        base, start = len(self.texts), concepts.starts[part]
        owners, texts = _forms(concepts.parts[part], self._language)
        self.owners += [start + n for n in owners] if start else owners
        self.texts += texts
        if not texts:
            # A glossary of which only the row of names is there: even no text has one beginning.
            return
        aside = self._aside
        for n, letters in enumerate(self._beginnings(texts), base):
            if letters in aside:
                aside[letters].append(n)
            elif letters:
                aside[letters] = [n]

    def touch(self, beginnings: Set[str]) -> None:
        """See to it that the forms with these first letters stand under their keys."""
        for letters in self._aside.keys() & beginnings:
            numbers = self._aside.pop(letters)
            for at, keys in self._keys([self.texts[n] for n in numbers]):
                if len(keys) == 1:
                    self.single.setdefault(keys[0], []).append(numbers[at])
                    continue
                node = self.several
                for key in keys:
                    node = node.setdefault(key, {})
                node.setdefault("", []).append(numbers[at])

    def ending(self, node: Node, behind: Sequence[Sequence[str]], at: int) -> Iterator[int]:
        """Yield the numbers of the forms that go on from a node through the keys of the words from ``at`` on."""
        waiting = [(node, at)]
        while waiting:
            node, at = waiting.pop()
            yield from node.get("", ())
            if at < len(behind):
                waiting += [(node[key], at + 1) for key in behind[at] if key in node]

    def concept(self, n: int) -> Concept:
        """Return the concept of a form."""
        return self._concepts[self.owners[n]]

    def text(self, n: int) -> str:
        """Return a form as its glossary has it."""
        return clean(self.texts[n])

    def named(self, n: int) -> tuple[Concept, str]:
        """Return the concept of a form and the form as its glossary has it."""
        found = self._named.get(n)
        if found is None:
            found = self._named[n] = self.concept(n), self.text(n)
        return found

    def forms(self, n: int) -> Sequence[F]:
        """Return a form ready for matching: itself and other ways to write it."""
        found = self._ready.get(n)
        if found is None:
            found = self._ready[n] = self._make(self.text(n), self.concept(n))
        return found


def _forms(part: Sequence[Concept], language: str) -> tuple[list[int], list[str]]:
    """Return the forms to look for with the places of their concepts in the part."""
    if isinstance(part, Rows):
        return part.every_form(language)
    found = [
        (n, form)
        for n, concept in enumerate(part)
        if concept.status is not TermStatus.CANDIDATE
        for form in concept.forms(language, *LOOKED_FOR)
    ]
    return [n for n, _form in found], [form for _n, form in found]


def with_value(concepts: Concepts, column: str, value: str) -> Iterator[Concept]:
    """Yield the concepts with a value (``kind``, ``status``), without making those of large files that have another."""
    for part in concepts.parts:
        if isinstance(part, Rows):
            yield from (part[n] for n in sorted(part.with_value(column, value)))
        else:
            yield from (c for c in part if getattr(c, column) == value)


def loose_ones(part: Sequence[Concept]) -> frozenset[int]:
    """Return the places of the concepts in a part that are to be recognised loosely."""
    if isinstance(part, Rows):
        return part.with_value("match", TermMatching.LOOSE)
    return frozenset(n for n, concept in enumerate(part) if concept.match is TermMatching.LOOSE)

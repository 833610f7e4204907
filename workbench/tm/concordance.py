"""Where words stand in the memory: all texts of one language that have them, the latest stored first.

A query is words; a word that ends in ``*`` stands for all that begin so; words between quotation marks stand together, in
order. Everything else in it counts for nothing, so that any input is safe. An Arabic word is found under every stack of
proclitics as well (و ف, ب ك ل, ال, لل), unless exact words are asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import chain

import regex

from workbench.model import Unit
from workbench.text.matching import matching, matching_places
from workbench.tm.candidates import ENOUGH, READ_ON
from workbench.tm.index import Index

FORMS = 500
"""So many words of the vocabulary a beginning stands for, the most frequent."""
PAGE = 50
"""Texts compared at a time."""
FIRST = 400
"""Texts that are put in order before all others are."""
_STACKS = (
    *(
        front + middle + article
        for front in ("", "و", "ف")
        for middle, article in (
            ("", ""),
            ("", "ال"),
            ("ب", ""),
            ("ب", "ال"),
            ("ك", ""),
            ("ك", "ال"),
            ("ل", ""),
            ("س", ""),
        )
    ),
    *("لل", "ولل", "فلل"),
)
"""What may be written together with a word; س only before verbs, ل with the article is لل."""
_QUOTED = regex.compile(r'["“”«»„]([^"“”«»„]*)["“”«»„]|([^"“”«»„]+|["“”«»„])')


@dataclass(frozen=True, slots=True)
class Found:
    """A unit whose source has the words: where, as ``(start, end)`` into it, in order."""

    unit: Unit
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the units that have the words, and whether there are more behind them."""

    places: tuple[Found, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A word of the query: the words of the vocabulary it stands for, those they begin with when it is a beginning."""

    forms: frozenset[str]
    beginning: bool
    joined: bool
    """Whether it must follow the word before it."""

    def met(self, word: str) -> bool:
        return word in self.forms or (self.beginning and any(word.startswith(f) for f in self.forms))


def concordance(
    index: Index, query: str, *, exact: bool = False, phrase: bool = False, limit: int = 20, skip: int = 0
) -> Page:
    """Return the units whose source has the words of a query, the latest stored first, after the first ``skip``.

    ``exact`` takes Arabic words as they are written, without proclitics; ``phrase`` takes all words as one phrase.
    """
    wanted = _parsed(query, exact=exact, phrase=phrase)
    if not wanted:
        return Page((), more=False)
    places: list[Found] = []
    with index.snapshot():
        for unit in _units(index, wanted):
            spans = _spans(unit.source, wanted)
            if not spans:
                continue
            if skip:
                skip -= 1
                continue
            if len(places) == limit:
                return Page(tuple(places), more=True)
            places.append(Found(unit, spans))
    return Page(tuple(places), more=False)


def _parsed(query: str, *, exact: bool, phrase: bool) -> list[_Wanted]:
    out: list[_Wanted] = []
    for quoted, plain in _QUOTED.findall(query):
        together = phrase
        for piece in (quoted or plain).split():
            beginning = piece.endswith("*")
            for word in matching(piece).split():
                if not any(c.isalnum() for c in word):
                    continue
                last = beginning and word == matching(piece).split()[-1]
                forms = {word} if exact or (quoted and together) else _with_proclitics(word)
                out.append(_Wanted(frozenset(forms), last, together and bool(out)))
                together = together or bool(quoted)
    return out


def _with_proclitics(word: str) -> set[str]:
    """Return a word under every stack of proclitics; one that has the article keeps it."""
    if not "\u0620" <= word[0] <= "\u06ff":
        return {word}
    if word.startswith("ال") and len(word) > 4:
        stem = word[2:]
        return {f + stem for f in _STACKS if f.endswith(("ال", "لل"))}
    return {f + word for f in _STACKS}


def _units(index: Index, wanted: Sequence[_Wanted]) -> Iterator[Unit]:
    """Yield units that have all the words, the latest first; where they stand is not looked at."""
    lists = []
    for want in wanted:
        if want.beginning:
            known = {n: c for f in want.forms for _w, n, c in index.beginning(f, FORMS)}
        else:
            known = dict(index.words(want.forms).values())
        lists.append((sum(known.values()), list(known)))
    found: Collection[int] = ()
    for n, (count, numbers) in enumerate(sorted(lists)):
        if n and (len(found) < ENOUGH or count > READ_ON * len(found)):
            break
        keys = chain.from_iterable(chain.from_iterable(index.postings_of(numbers, 0, 1 << 20).values()))
        found = list(keys) if not n else set(found).intersection(keys)
    fresh = [t for t, form in index.fresh() if all(any(w.met(x) for x in form.split(" ")) for w in wanted)]
    ids = [*index.numbers(found), *fresh]
    # Of a frequent word there are hundreds of thousands, and a page of the latest is wanted.
    first = list(dict.fromkeys(nlargest(FIRST, ids)))
    for start in range(0, len(first), PAGE):
        yield from index.units(first[start : start + PAGE]).values()
    if len(ids) > FIRST:
        rest = sorted({i for i in ids if i < first[-1]}, reverse=True)
        for start in range(0, len(rest), PAGE):
            yield from index.units(rest[start : start + PAGE]).values()


def _spans(text: str, wanted: Sequence[_Wanted]) -> tuple[tuple[int, int], ...]:
    """Return where all words stand in a text, phrases as one span each; () when one of them does not."""
    words = matching_places(text)
    out: list[tuple[int, int]] = []
    groups: list[list[_Wanted]] = []
    for want in wanted:
        if want.joined and groups:
            groups[-1].append(want)
        else:
            groups.append([want])
    for group in groups:
        met = [
            (words[n][1], words[n + len(group) - 1][2])
            for n in range(len(words) - len(group) + 1)
            if all(want.met(words[n + m][0]) for m, want in enumerate(group))
        ]
        if not met:
            return ()
        out += met
    return tuple(sorted(set(out)))

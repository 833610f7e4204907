"""Which word of a pair translates which: IBM model 1 with a prior for the diagonal, both ways, grown together.

Model 1 is P. Brown and others, The Mathematics of Statistical Machine Translation, 1993; the diagonal is that of C. Dyer and
others, A Simple, Fast, and Effective Reparameterization of IBM Model 2, 2013; growing is grow-diag of P. Koehn and others,
Statistical Phrase-Based Translation, 2003. In pure Python; ``docs/fragments.md`` has the seconds it takes.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from operator import mul

ROUNDS = 5
"""Times the chances are made anew; after the first what is unlikely is left out."""
HARDLY = 0.01
"""Share of a word's chance below which a place is left out."""
TENSION, NOTHING = 0.5, 0.08
"""How strongly a word is drawn to the place its partner has in a text of the other length, and how often it has none. The 4
of C. Dyer is for large corpora: in a few hundred pairs words learn their order before their meaning, and Arabic puts the
verb first (docs/fragments.md)."""
AT_FIRST = 0.1
"""The chance of a word to come from nothing, before anything is known."""
_ADDED = 1e-4
"""What is added to every count: two words that met are never impossible."""


Link = tuple[int, int]
"""Place in the source, place in the target, both from 0."""
Keys = Sequence[str]
Cells = dict[str, dict[str, int]]
"""Word given, word made, the number of their chance; '' stands for nothing."""
Row = tuple[bytes, tuple[int, ...], tuple[float, ...]]
"""Where one word made can come from: places from 1, 0 for nothing; the numbers of the chances; the priors."""


def align_words(sources: Sequence[Keys], targets: Sequence[Keys]) -> list[list[Link]]:
    """Return the links of every pair, in ascending order. Law: equal pairs in equal order give equal links."""
    forward = _best(sources, targets)
    backward = _best(targets, sources)
    return [
        grown({(i, j) for j, i in enumerate(ahead) if i >= 0}, {(i, j) for i, j in enumerate(back) if j >= 0})
        for ahead, back in zip(forward, backward, strict=True)
    ]


def grown(forward: set[Link], backward: set[Link]) -> list[Link]:
    """Return the links both directions have, and those of one that stand beside them and bind a word not bound yet."""
    links = forward & backward
    either = forward | backward
    rows, columns = {i for i, _ in links}, {j for _, j in links}
    waiting = sorted(links)
    while waiting:
        new = []
        for i, j in waiting:
            for di, dj in _AROUND:
                at = (i + di, j + dj)
                if at in either and at not in links and (at[0] not in rows or at[1] not in columns):
                    links.add(at)
                    rows.add(at[0])
                    columns.add(at[1])
                    new.append(at)
        waiting = sorted(new)
    return sorted(links)


_AROUND = ((-1, 0), (0, -1), (1, 0), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1))


@lru_cache(512)
def _priors(given: int, made: int) -> tuple[tuple[float, ...], ...]:
    """Return for each word made, from each word given, how likely its place is; none stands first."""
    out = []
    for j in range(1, made + 1):
        row = [math.exp(-TENSION * abs(i / given - j / made)) for i in range(1, given + 1)]
        share = (1 - NOTHING) / sum(row)
        out.append((NOTHING, *(p * share for p in row)))
    return tuple(out)


def _best(given: Sequence[Keys], made: Sequence[Keys]) -> list[list[int]]:
    """Return for each word made the place of the word given it most likely comes from, -1 for none."""
    cells, owners, chances = _meetings(given, made)
    chances = _again(_rows(given, made, cells), owners, chances)
    rows = [_narrowed(row, chances) for row in _rows(given, made, cells)]
    del cells
    for _ in range(ROUNDS - 1):
        chances = _again(rows, owners, chances)
    best = iter(rows)
    return [
        [_likeliest(next(best), chances) for _ in m] if g else [-1] * len(m) for g, m in zip(given, made, strict=True)
    ]


def _rows(given: Sequence[Keys], made: Sequence[Keys], cells: Cells) -> Iterator[Row]:
    """Yield for each word made where it can come from. They are made twice: all of them at once are hundreds of megabytes."""
    for here, there in zip(given, made, strict=True):
        if not here or not there:
            continue
        columns = [cells[""], *(cells[key] for key in here)]
        for key, prior in zip(there, _priors(len(here), len(there)), strict=True):
            places = [at for at, column in enumerate(columns) if key in column]
            yield bytes(places), tuple([columns[at][key] for at in places]), tuple([prior[at] for at in places])


def _again(rows: Iterable[Row], owners: Sequence[int], chances: Sequence[float]) -> list[float]:
    """Return the chances made anew from what they say about every word (expectation, then maximisation)."""
    counts = [_ADDED] * len(chances)
    chance = chances.__getitem__
    for _places, ids, prior in rows:
        parts = list(map(mul, map(chance, ids), prior))
        scale = 1 / sum(parts)
        for n, part in zip(ids, parts):  # noqa: B905 - both come from the same row; checking costs a tenth of the time
            counts[n] += part * scale
    sums = [0.0] * (max(owners, default=0) + 1)
    for owner, count in zip(owners, counts, strict=True):
        sums[owner] += count
    return [count / sums[owner] for owner, count in zip(owners, counts, strict=True)]


def _narrowed(row: Row, chances: Sequence[float]) -> Row:
    """Return a row without the places a word hardly comes from."""
    places, ids, prior = row
    parts = [chances[n] * p for n, p in zip(ids, prior, strict=True)]
    least = HARDLY * sum(parts)
    kept = [n for n, part in enumerate(parts) if part >= least]
    return bytes([places[n] for n in kept]), tuple([ids[n] for n in kept]), tuple([prior[n] for n in kept])


def _likeliest(row: Row, chances: Sequence[float]) -> int:
    """Return the place a word most likely comes from, -1 for none."""
    places, ids, prior = row
    parts = [chances[n] * p for n, p in zip(ids, prior, strict=True)]
    return places[parts.index(max(parts))] - 1


def _meetings(given: Sequence[Keys], made: Sequence[Keys]) -> tuple[Cells, list[int], list[float]]:
    """Return for each word given the cells of words made; for each cell the number of the word given, and its first chance.

    That is how often they met, squared, of how often either stands (Dice's coefficient in its geometric form).

    Words that met in one pair only, or not oftener than by chance, have no cell, unless one of them stands in that pair
    alone: it has nothing else to come from. That leaves out four cells of five and costs nothing that can be measured.
    """
    there = [list(dict.fromkeys(keys)) for keys in made]
    where: dict[str, list[int]] = {}
    for n, keys in enumerate(given):
        for key in dict.fromkeys(keys):
            where.setdefault(key, []).append(n)
    often = Counter(chain.from_iterable(there))
    cells: Cells = {}
    owners: list[int] = []
    chances: list[float] = []
    for number, (key, at) in enumerate(where.items(), 1):
        row = cells[key] = {}
        chance = len(at) / len(given)
        for other, met in Counter(chain.from_iterable(there[n] for n in at)).items():
            if met > chance * often[other] and (met > 1 or len(at) == 1 or often[other] == 1):
                row[other] = len(owners)
                owners.append(number)
                chances.append(met * met / (len(at) * often[other]))
    cells[""] = {key: n for n, key in enumerate(often, len(owners))}
    owners += [0] * len(often)
    chances += [AT_FIRST] * len(often)
    return cells, owners, chances

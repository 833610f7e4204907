"""The best way through both texts, and how sure each step of it is.

Dynamic programming over beads (Gale and Church's word: so many sentences of one text with so many of the other) finds the
most likely alignment; the forward-backward sums over all alignments say with which share of the probability a
bead is in it. That share is the confidence: it is small where another reading is nearly as good.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workbench.tm.align_band import Band

Score = Callable[[int, int, int, int], float]
"""(English from, to, Arabic from, to) -> logarithm of a likelihood ratio."""
Border = Callable[[int, int], float]
"""(sentences of the English before it, of the Arabic) -> what is said for beads that meet there."""


@dataclass(frozen=True, slots=True)
class Step:
    """A kind of bead: so many English and Arabic sentences, and how common it is. ``crossed``: two pairs in changed order."""

    english: int
    arabic: int
    prior: float
    crossed: bool = False


FEW_STEPS = (
    Step(1, 1, 0.80), Step(1, 2, 0.07), Step(2, 1, 0.07), Step(1, 0, 0.02), Step(0, 1, 0.02), Step(2, 2, 0.01)
)  # fmt: skip
"""Those the first pass looks for."""
STEPS = (
    Step(1, 1, 0.80),
    Step(1, 2, 0.06),
    Step(2, 1, 0.06),
    Step(1, 0, 0.008),
    Step(0, 1, 0.008),
    Step(2, 2, 0.01),
    Step(2, 2, 0.001, crossed=True),
    Step(1, 3, 0.008),
    Step(3, 1, 0.008),
    Step(2, 3, 0.002),
    Step(3, 2, 0.002),
)
"""Shares of the kinds. People seldom translate otherwise than sentence by sentence (Gale and Church found 89 %); more
joins and cuts are allowed for here, because sentence ends are found by rules in both texts."""
COOLING = 0.7
"""Scores are multiplied by this before they become probabilities: words of a sentence are no independent witnesses."""
_NEVER = -1e9


@dataclass(frozen=True, slots=True)
class Crossing:
    """A step taken: English ``[i, i_end)`` with Arabic ``[j, j_end)`` and the share of the probability that takes it."""

    i: int
    i_end: int
    j: int
    j_end: int
    share: float
    crossed: bool = False


def best_path(
    band: Band,
    score: Score,
    columns: int,
    border: Border = lambda _i, _j: 0.0,
    *,
    steps: Sequence[Step] = STEPS,
) -> list[Crossing]:
    """Return the most likely way from (0, 0) to the end. Law: its steps tile both texts, in order.

    ``border`` says what it costs that beads meet at a place.
    """
    lattice = _Lattice(band, score, border, columns, steps)
    return lattice.path()


class _Lattice:
    def __init__(self, band: Band, score: Score, border: Border, columns: int, steps: Sequence[Step]) -> None:
        self._band, self._steps = band, steps
        self._rows, self._columns = len(band) - 1, columns
        self._priors = [math.log(s.prior) for s in steps]
        self._edges = [
            [self._out_of(i, j, score, border) for j in range(low, high + 1)] for i, (low, high) in enumerate(band)
        ]

    def _out_of(self, i: int, j: int, score: Score, border: Border) -> list[tuple[int, int, int, float]]:
        """Return the steps out of a place as (row, column, kind, score)."""
        out = []
        for kind, step in enumerate(self._steps):
            i_end, j_end = i + step.english, j + step.arabic
            if i_end > self._rows or j_end > self._columns:
                continue
            low, high = self._band[i_end]
            if not low <= j_end <= high:
                continue
            if step.crossed:
                said = score(i, i + 1, j + 1, j + 2) + score(i + 1, i + 2, j, j + 1)
            elif step.english and step.arabic:
                said = score(i, i_end, j, j_end)
            else:
                said = 0.0
            out.append((i_end, j_end, kind, said + self._priors[kind] + border(i_end, j_end)))
        return out

    def path(self) -> list[Crossing]:
        band = self._band
        best = [[_NEVER] * (high - low + 1) for low, high in band]
        back: list[list[tuple[int, int, int, float] | None]] = [[None] * (high - low + 1) for low, high in band]
        best[0][0] = 0.0
        for i, (low, _high) in enumerate(band):
            for at, edges in enumerate(self._edges[i]):
                here = best[i][at]
                if here == _NEVER:
                    continue
                for i_end, j_end, kind, said in edges:
                    to = j_end - band[i_end][0]
                    if here + said > best[i_end][to]:
                        best[i_end][to] = here + said
                        back[i_end][to] = (i, low + at, kind, said)
        forward, backward = self._forward(), self._backward()
        whole = forward[-1][self._columns - band[-1][0]]
        out = []
        i, j = self._rows, self._columns
        while (i, j) != (0, 0):
            step = back[i][j - band[i][0]]
            assert step is not None  # noqa: S101 - the band holds both corners, and steps of one lead from each place on
            before_i, before_j, kind, said = step
            log_share = (
                forward[before_i][before_j - band[before_i][0]] + COOLING * said + backward[i][j - band[i][0]] - whole
            )
            out.append(
                Crossing(before_i, i, before_j, j, min(1.0, math.exp(min(0.0, log_share))), self._steps[kind].crossed)
            )
            i, j = before_i, before_j
        return out[::-1]

    def _forward(self) -> list[list[float]]:
        arriving: list[list[list[float]]] = [[[] for _ in edges] for edges in self._edges]
        out = [[_NEVER] * len(edges) for edges in self._edges]
        arriving[0][0].append(0.0)
        for i, row in enumerate(self._edges):
            for at, edges in enumerate(row):
                total = _log_sum(arriving[i][at])
                out[i][at] = total
                if total > _NEVER:
                    for i_end, j_end, _kind, said in edges:
                        arriving[i_end][j_end - self._band[i_end][0]].append(total + COOLING * said)
            arriving[i] = []
        return out

    def _backward(self) -> list[list[float]]:
        out = [[_NEVER] * len(edges) for edges in self._edges]
        out[-1][-1] = 0.0
        for i in range(self._rows, -1, -1):
            for at in range(len(self._edges[i]) - 1, -1, -1):
                edges = self._edges[i][at]
                if edges:
                    out[i][at] = _log_sum(
                        [COOLING * said + out[i_end][j_end - self._band[i_end][0]] for i_end, j_end, _k, said in edges]
                    )
        return out


def _log_sum(values: Sequence[float]) -> float:
    """Return ln of the sum of e to the values."""
    if not values:
        return _NEVER
    top = max(values)
    if top <= _NEVER:
        return _NEVER
    return top + math.log(sum(math.exp(v - top) for v in values))

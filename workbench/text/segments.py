"""From a stored text to the pieces a translator works on."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from workbench.config import SEGMENT_LIMIT
from workbench.model import Block, ClauseMode, Piece, Role
from workbench.text.clauses import HARD, clause_breaks
from workbench.text.sentences import sentence_breaks
from workbench.text.srx import RuleSet
from workbench.text.structure import label_blocks

_SPLIT = frozenset({Role.BODY, Role.LEAD, Role.TRAILING})
"""Roles whose blocks are cut into sentences; lines like titles stay whole."""
Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Segmentation:
    """How the texts of a project are cut.

    ``abbreviations`` are the project's own (as :func:`abbreviation_key` gives them); ``rules`` those of an SRX file,
    asked before ours, or ``alone``.
    """

    clauses: ClauseMode = ClauseMode.OFF
    abbreviations: Set[str] = frozenset()
    rules: RuleSet | None = None
    alone: bool = False


PLAIN = Segmentation()
"""What the languages say and no more."""


def segment_text(
    text: str, language: str, limit: int = SEGMENT_LIMIT, *, how: Segmentation = PLAIN, forbidden: Spans = ()
) -> list[Piece]:
    """Return the segments of a stored text: its blocks cut into sentences, long ones into clauses, as ``how`` says.

    ``forbidden`` are spans of the text, in order, that no clause break lies inside: terms.

    Law: the pieces tile the text, in order, and none is longer than ``limit`` code points without the white space at its
    edges. A longer one is cut at the
    last white space before the limit, without one at the limit, not between a letter and its marks.
    """
    return segment_blocks(text, label_blocks(text, language), language, limit, how=how, forbidden=forbidden)


def segment_blocks(
    text: str,
    blocks: Iterable[Block],
    language: str,
    limit: int = SEGMENT_LIMIT,
    *,
    how: Segmentation = PLAIN,
    forbidden: Spans = (),
    went: Callable[[int], None] = lambda _at: None,
) -> list[Piece]:
    """Return the segments of some blocks of a text, as :func:`segment_text` does; sentences are counted from 0.

    A dateline is a segment and a sentence of its own, however sentences and clauses are cut. ``went`` is told behind each
    sentence how far it is.
    """
    pieces: list[Piece] = []
    sentence = 0
    starts = [start for start, _end in forbidden]
    for block in blocks:
        slice_ = text[block.start : block.end]
        split = block.role in _SPLIT
        edges = [0, *(_block_breaks(slice_, block.dateline, language, how) if split else []), len(slice_)]
        for start, end in pairwise(edges):
            inner = []
            if split and how.clauses is not ClauseMode.OFF:
                near = _spans_within(forbidden, starts, block.start + start, block.start + end)
                hard = HARD if how.clauses is ClauseMode.HARD else None
                inner = [start + b for b in clause_breaks(slice_[start:end], language, near, hard=hard)]
            for a, b in pairwise([start, *inner, end]):
                for x, y in _within(slice_, a, b, limit):
                    pieces.append(Piece(block.number, block.role, block.start + x, block.start + y, sentence))
            sentence += 1
            went(block.start + end)
    return pieces


def _block_breaks(block: str, dateline: int, language: str, how: Segmentation) -> list[int]:
    """Return the breaks behind the dateline and between the sentences; what is behind the dateline is cut by itself."""
    if not 0 < dateline < len(block):
        return _inner_breaks(block, language, how)
    return [dateline, *(dateline + b for b in _inner_breaks(block[dateline:], language, how))]


def _spans_within(spans: Spans, starts: Sequence[int], low: int, high: int) -> list[tuple[int, int]]:
    """Return the spans that begin in ``[low, high)``, counted from ``low``."""
    return [(a - low, b - low) for a, b in spans[bisect_left(starts, low) : bisect_left(starts, high)]]


def _inner_breaks(block: str, language: str, how: Segmentation) -> list[int]:
    """Return the breaks between sentences; newlines at the edges of a block belong to its first and last one."""
    left = len(block) - len(block.lstrip())
    inner = block[left:].rstrip()
    ours = [] if how.rules is not None and how.alone else sentence_breaks(inner, language, how.abbreviations)
    return [left + b for b in (how.rules.breaks(inner, ours) if how.rules is not None else ours)]


def _within(text: str, start: int, end: int, limit: int) -> list[tuple[int, int]]:
    """Cut ``[start, end)`` into slices of at most ``limit`` without the white space at their edges: none is only that."""
    out = []
    last = start + len(text[start:end].rstrip())
    while last - (first := _behind_space(text, start, last)) > limit:
        cut = _behind_space(text, _cut(text, first, limit), last)
        out.append((start, cut))
        start = cut
    out.append((start, end))
    return out


def _behind_space(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _cut(text: str, start: int, limit: int) -> int:
    """Return where to cut: behind the last white space of the second half, else before a base letter."""
    for at in range(start + limit, start + limit // 2, -1):
        if text[at - 1].isspace():
            return at
    at = start + limit
    while at > start + limit // 2 and unicodedata.combining(text[at]):
        at -= 1
    return at

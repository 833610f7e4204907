"""From a stored text to the pieces a translator works on."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

from workbench.config import SEGMENT_LIMIT
from workbench.model import Piece, Role
from workbench.text.sentences import sentence_breaks
from workbench.text.structure import label_blocks

_SPLIT = frozenset({Role.BODY, Role.LEAD, Role.TRAILING})
"""Roles whose blocks are cut into sentences; lines like titles stay whole."""


def segment_text(text: str, language: str, limit: int = SEGMENT_LIMIT) -> list[Piece]:
    """Return the segments of a stored text: its blocks cut into sentences.

    Law: the pieces tile the text, in order, and none is longer than ``limit`` code points. A longer sentence is cut at
    the last white space before the limit, without one at the limit, not between a letter and its marks.
    """
    pieces: list[Piece] = []
    for block in label_blocks(text, language):
        slice_ = text[block.start : block.end]
        inner = _inner_breaks(slice_, language) if block.role in _SPLIT else []
        edges = [0, *inner, len(slice_)]
        for start, end in pairwise(edges):
            for a, b in _within(slice_, start, end, limit):
                pieces.append(Piece(block.number, block.role, block.start + a, block.start + b))
    return pieces


def _inner_breaks(block: str, language: str) -> list[int]:
    """Return the breaks between sentences; newlines at the edges of a block belong to its first and last one."""
    left = len(block) - len(block.lstrip())
    right = len(block.rstrip())
    return [left + b for b in sentence_breaks(block[left:right], language)]


def _within(text: str, start: int, end: int, limit: int) -> list[tuple[int, int]]:
    """Cut ``[start, end)`` into slices of at most ``limit``."""
    out = []
    while end - start > limit:
        cut = _cut(text, start, limit)
        out.append((start, cut))
        start = cut
    out.append((start, end))
    return out


def _cut(text: str, start: int, limit: int) -> int:
    """Return where to cut: behind the last white space of the second half, else before a base letter."""
    for at in range(start + limit, start + limit // 2, -1):
        if text[at - 1].isspace():
            return at
    at = start + limit
    while at > start + limit // 2 and unicodedata.combining(text[at]):
        at -= 1
    return at

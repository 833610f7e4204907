"""What changed between a stored source and the open one, in words."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import regex
from rapidfuzz.distance import Levenshtein

from workbench.model import DiffKind, DiffSpan

ALIKE = 0.5
"""Share of letters two words must have in common for the others to be told apart."""
_LETTERS = regex.compile(r"\S+")
_WORD = regex.compile(r"\p{Nd}+(?:[.,٫٬]\p{Nd}+)+|[\w\p{M}\u200c\u200d]+|\s+|\S")
"""A figure with its separators, a word with its marks (a mark alone cannot be drawn), a stretch of space, a sign."""


def diff_words(old: str, new: str) -> tuple[DiffSpan, ...]:
    """Return the difference as spans.

    Law: joining the SAME and GONE spans gives ``old``, joining the SAME and NEW spans gives ``new``. Words equal after
    folding but written otherwise count as changed: the translator sees the spelling.
    """
    a, b = _WORD.findall(old), _WORD.findall(new)
    out: list[DiffSpan] = []

    def add(kind: DiffKind, parts: list[str]) -> None:
        if parts:
            out.append(DiffSpan(kind, "".join(parts)))

    # Compiled: difflib took half a second for two texts of 5,000 characters.
    for op in Levenshtein.opcodes(a, b):
        if op.tag == "equal":
            add(DiffKind.SAME, a[op.src_start : op.src_end])
        else:
            add(DiffKind.GONE, a[op.src_start : op.src_end])
            add(DiffKind.NEW, b[op.dest_start : op.dest_end])
    return tuple(_with_letters(_joined(out)))


def _with_letters(spans: list[DiffSpan]) -> list[DiffSpan]:
    """Say of words that stand against alike ones which of their letters differ: an ending, a clitic, a digit."""
    out = list(spans)
    for n, (gone, new) in enumerate(pairwise(spans)):
        if gone.kind is not DiffKind.GONE or new.kind is not DiffKind.NEW:
            continue
        old_words, new_words = list(_LETTERS.finditer(gone.text)), list(_LETTERS.finditer(new.text))
        if len(old_words) != len(new_words):
            continue
        marks: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
        for old, word in zip(old_words, new_words, strict=True):
            if Levenshtein.normalized_similarity(old[0], word[0]) < ALIKE:
                break
            for op in Levenshtein.opcodes(old[0], word[0]):
                if op.tag != "equal":
                    marks[0].append((old.start() + op.src_start, old.start() + op.src_end))
                    marks[1].append((word.start() + op.dest_start, word.start() + op.dest_end))
        else:
            out[n] = replace(gone, letters=tuple(m for m in marks[0] if m[0] < m[1]))
            out[n + 1] = replace(new, letters=tuple(m for m in marks[1] if m[0] < m[1]))
    return out


def _joined(spans: list[DiffSpan]) -> list[DiffSpan]:
    """Join changes that only a space keeps apart, so that a changed phrase reads as one."""
    out: list[DiffSpan] = []
    for span in spans:
        between = span.kind is DiffKind.SAME and span.text.isspace() and out and out[-1].kind is not DiffKind.SAME
        if between:
            out += [DiffSpan(DiffKind.GONE, span.text), DiffSpan(DiffKind.NEW, span.text)]
        else:
            out.append(span)
    return _merged(out)


def _merged(spans: list[DiffSpan]) -> list[DiffSpan]:
    """Gather neighbouring changes into one GONE and one NEW; a change of white space alone goes back to SAME."""
    out: list[DiffSpan] = []
    gone, new = "", ""

    def flush() -> None:
        nonlocal gone, new
        if gone == new and gone:
            out.append(DiffSpan(DiffKind.SAME, gone))
        else:
            same = _common_space(gone, new)
            if same:
                gone, new = gone[: len(gone) - len(same)], new[: len(new) - len(same)]
            if gone:
                out.append(DiffSpan(DiffKind.GONE, gone))
            if new:
                out.append(DiffSpan(DiffKind.NEW, new))
            if same:
                out.append(DiffSpan(DiffKind.SAME, same))
        gone, new = "", ""

    for span in spans:
        if span.kind is DiffKind.SAME:
            flush()
            out.append(span)
        elif span.kind is DiffKind.GONE:
            gone += span.text
        else:
            new += span.text
    flush()
    joined: list[DiffSpan] = []
    for span in out:
        if joined and joined[-1].kind is span.kind:
            joined[-1] = DiffSpan(span.kind, joined[-1].text + span.text)
        else:
            joined.append(span)
    return joined


def _common_space(a: str, b: str) -> str:
    """Return the white space both end in."""
    n = 0
    while n < min(len(a), len(b)) and a[-n - 1] == b[-n - 1] and a[-n - 1].isspace():
        n += 1
    return a[len(a) - n :] if n else ""

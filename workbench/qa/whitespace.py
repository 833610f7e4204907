"""Spaces: doubled, at the edges, before a mark, lacking behind one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.model import Issue, Severity, Side
from workbench.qa.context import Context
from workbench.qa.punctuation import check_space_before_mark

_DOUBLE = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
_LACKING = re.compile(
    r"(?<=[^\W_])[,;،؛](?=[^\W\d_])|(?<=[^\W\d_])،(?=\d)"
    r"|(?<=[a-z][a-z])\.(?=[A-Z][a-z]*\s)|(?<=[\u0621-\u064a]{2})[.؟!](?=[\u0621-\u064a]{2})"
    r"|(?<![\w.,])\d(?:[\d.,]*\d)?(?=[a-z]{4}|[\u0621-\u064a]{3})"
)
"""What a space belongs behind: a comma or semicolon before a letter, a stop between two words, a figure before a word.

Abbreviations (``أ.د``), units (``5km``) and ordinals (``10th``) are shorter than that.
"""


def check_spaces(context: Context) -> Iterator[Issue]:
    """Yield issues, each with its fix."""
    target = context.target
    for m in _DOUBLE.finditer(target):
        yield _issue(m.start(), m.end(), "two spaces", " ")
    head = len(target) - len(target.lstrip())
    if head:
        yield _issue(0, head, "space at the beginning", "")
    tail = len(target.rstrip())
    if tail < len(target):
        yield _issue(tail, len(target), "space at the end", "")
    for start, end, fix in check_space_before_mark(target):
        yield _issue(start, end, "space before a mark", fix)
    for m in _LACKING.finditer(target):
        # What the source writes so is an address, a list of a program or the like.
        if _run(target, m.start(), m.end()) not in context.source:
            yield _issue(m.start(), m.end(), f"no space behind {m[0]}", f"{m[0]} ", Severity.WARNING)


def _run(text: str, start: int, end: int) -> str:
    """Return what stands around a place up to the next white space."""
    return text[:start].rpartition(" ")[2] + text[start:end] + text[end:].partition(" ")[0]


def _issue(start: int, end: int, message: str, fix: str, severity: Severity = Severity.INFO) -> Issue:
    return Issue("whitespace", severity, Side.TARGET, start, end, message, fix=fix)

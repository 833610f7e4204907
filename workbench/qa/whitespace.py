"""Spaces: doubled, at the edges, before a mark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.model import Issue, Severity, Side
from workbench.qa.context import Context
from workbench.qa.punctuation import check_space_before_mark

_DOUBLE = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")


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


def _issue(start: int, end: int, message: str, fix: str) -> Issue:
    return Issue("whitespace", Severity.INFO, Side.TARGET, start, end, message, fix=fix)

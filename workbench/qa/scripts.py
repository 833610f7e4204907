"""Empty targets and text left in the source language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.model import Issue, Severity, Side
from workbench.qa.context import Context

_ARABIC = re.compile(
    r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]+(?:[\s\u0640]+[\u0600-\u06ff]+)*"
)
_WRITTEN = re.compile(r"[^،؛؟٪٫٬\s]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_LETTER = re.compile(r"[^\W\d_]")


def check_empty(context: Context) -> Iterator[Issue]:
    """Yield an issue when there is nothing to confirm."""
    if context.confirmed and not context.target.strip():
        yield Issue("omission", Severity.CRITICAL, Side.TARGET, 0, 0, "the target is empty")


def check_untranslated(context: Context) -> Iterator[Issue]:
    """Yield issues for Arabic left in an English target, a target without Arabic letters, or one equal to its source."""
    source, target = context.source.strip(), context.target.strip()
    if source == target and len(_LETTER.findall(source)) > 3:
        yield Issue("untranslated", Severity.ERROR, Side.TARGET, 0, len(context.target), "the target is the source")
        return
    if context.target_lang.startswith("en"):
        for m in _ARABIC.finditer(context.target):
            if not _WRITTEN.search(m[0]):
                # A mark by itself is told of as such, with the right one.
                continue
            yield Issue(
                "untranslated",
                Severity.ERROR,
                Side.TARGET,
                m.start(),
                m.end(),
                f"Arabic left in the English: {m[0]} (keyboard layout?)"
                if len(m[0]) == 1
                else f"Arabic left in the English: {m[0]}",
            )
    elif not _ARABIC.search(context.target) and len(_LATIN_WORD.findall(context.target)) > 1:
        yield Issue(
            "untranslated", Severity.ERROR, Side.TARGET, 0, len(context.target), "no Arabic in the Arabic target"
        )
